"""How does a test fill in the forms: a page to stand on, keys, Vietnamese typed as an input method does?"""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from app.desktop.background import busy
from app.desktop.police.reports.form import form_page
from app.desktop.records.form_page import FormPage
from app.desktop.widgets.toast import Toast
from app.police.reports import services
from app.police.reports.terms import ReportKind
from app.police.reports.values import Draft, NewReport, ReportDetail, Reporter
from app.vault.session import Session
from tests.desktop.keyboard import type_text

Key = Qt.Key


class Desk(QWidget):
    """A window with a toast, as the shell has it, and whatever stands in it."""

    def __init__(self, qtbot) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._bot = qtbot
        self.toast = Toast(self)
        self.resize(1134, 720)
        qtbot.addWidget(self)
        self.show()

    def form(self, session: Session, detail: ReportDetail | None = None, draft: Draft | None = None) -> FormPage:
        made = form_page(self, session, detail, draft)
        self._column.addWidget(made)
        made.show()
        self.settle()
        return made

    def settle(self) -> None:
        """Until no work is under way."""
        QApplication.processEvents()
        self._bot.waitUntil(lambda: not busy(), timeout=20_000)
        QApplication.processEvents()


def fill(form: FormPage, **values: object) -> None:
    for name, value in values.items():
        form.form.field(name).editor.set_value(value)


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(focused(), key, modifier)


def write(text: str) -> None:
    type_text(focused(), text)


def received(session: Session, **more: object) -> ReportDetail:
    """A report that was taken in, as whoever opened it has it."""
    values: dict[str, object] = {
        "kind": ReportKind.CRIME_REPORT,
        "received_on": session.today(),
        "content": "Nghi có môi giới tại nhà nghỉ Hoa Sen",
        "source": "phone",
        "reporter": Reporter(name="Vũ Thị Hạnh", phone="0912345678"),
        **more,
    }
    changed = services.receive_report(session, NewReport(**values))  # type: ignore[arg-type]
    return services.read_again(session, changed.report_id)
