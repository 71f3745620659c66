"""How does a test look at the reports' screens? Wait until they are quiet, and ask the audit what was noted."""

from typing import Any, TypeVar

from PySide6.QtWidgets import QApplication, QWidget

from app.desktop.background import busy
from app.desktop.records.detail_pane import DetailPane
from app.police.reports.values import ReportDetail
from app.vault import audit
from app.vault.compartments import Compartment
from app.vault.session import Session

W = TypeVar("W", bound=QWidget)


def settled(qtbot: Any) -> None:
    """Until every answer is there and shown."""
    for _ in range(3):
        QApplication.processEvents()
        qtbot.waitUntil(lambda: not busy(), timeout=20_000)
    QApplication.processEvents()


def shown(qtbot: Any, screen: QWidget) -> None:
    """Show a screen as it stands in the window of the smallest office PC."""
    qtbot.addWidget(screen)
    screen.resize(1134, 700)
    screen.show()
    settled(qtbot)


def audited(session: Session, action: str) -> list[audit.Entry]:
    """What the audit has of an action, the oldest first."""
    with session.read() as db:
        return list(reversed(audit.entries(db, Compartment.POLICE, action=action)))


def detail_in(pane: DetailPane) -> ReportDetail:
    """The report that the pane shows; there must be one."""
    detail = pane.detail()
    assert isinstance(detail, ReportDetail)
    return detail


def child(screen: QWidget, kind: type[W]) -> W:
    """The one widget of this kind inside."""
    found = screen.findChild(kind)
    assert found is not None
    return found
