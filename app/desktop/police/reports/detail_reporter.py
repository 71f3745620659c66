"""Who reported? Shown, masked when sealed, and for a reason shown for a minute; then masked again by itself."""

from collections.abc import Sequence

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.common.dates import show_datetime
from app.common.i18n import N_, tr
from app.common.permissions import may
from app.desktop.background import run
from app.desktop.theme import theme
from app.desktop.widgets import AskReason, MaskLabel, button, privacy, text_label
from app.police.reports import services
from app.police.reports.detail import names
from app.police.reports.terms import REPORTER_FORM_NAMES, ReporterForm
from app.police.reports.values import ReportDetail, Reporter
from app.vault.seals import Opened, SealState
from app.vault.session import Session

SHOWN_SECONDS = 60


class ReporterFact(QWidget):
    """One value of the facts: the reporter of the report that is shown."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._detail: ReportDetail | None = None
        self._revealed: Reporter | None = None
        self._sealed_by = ""
        self.name = MaskLabel()
        self._lines = text_label("", "muted")
        self._note = text_label("", "small")
        self.hide_now = button(N_("Hide now"), "link", clicked=self.cover)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(theme().px(2))
        for part in (self.name, self._lines, self._note, self.hide_now):
            inside.addWidget(part)
        self._minute = QTimer(self)
        self._minute.setSingleShot(True)
        self._minute.setInterval(SHOWN_SECONDS * 1000)
        self._minute.timeout.connect(self.cover)
        privacy().changed.connect(self._paint)

    def show_report(self, detail: ReportDetail) -> None:
        """Show this report's reporter. What was revealed stays only while the same report is read again."""
        if self._detail is None or self._detail.id != detail.id:
            self._minute.stop()
            self._revealed = None
        self._detail = detail
        self._paint()

    def cover(self) -> None:
        """Mask it again: the minute is over, or the person is done."""
        self._minute.stop()
        self._revealed = None
        self._paint()

    def revealed(self) -> bool:
        return self._revealed is not None

    def ask(self) -> None:
        """Ask why, before anything is shown."""
        detail = self._detail
        if detail is None:
            return
        asked = AskReason(
            self.window(),
            tr("Show who reported?"),
            tr("The law protects this identity. Your name, the time and the reason are kept in the audit."),
            do=N_("Show for one minute"),
        )
        asked.given.connect(lambda reason: self.reveal(detail.id, reason))
        asked.open()

    def reveal(self, report_id: int, reason: str) -> None:
        """Show it, for a reason that is kept."""
        session = self._session
        run(
            self,
            lambda progress: (
                services.reveal_reporter(session, report_id, reason),
                services.who_sealed(session, report_id),
            ),
            lambda found: self._arrived(report_id, *found),
        )

    def _arrived(self, report_id: int, reporter: Reporter, seal: Opened | None) -> None:
        if self._detail is not None and self._detail.id == report_id:
            self._revealed = reporter
            self._sealed_by = sealed_by(self._session, seal)
            self._minute.start()
            self._paint()

    def _paint(self) -> None:
        detail = self._detail
        if detail is None:
            return
        known = detail.reporter or self._revealed
        self._note.setVisible(detail.sealed)
        self.hide_now.setVisible(self.revealed())
        if known is None:
            self.name.sealed(self.ask if may(self._session, "reports.reveal") else None)
            self._lines.hide()
            self._note.setText(tr("{who}. Protected by law.", who=tr(detail.mask)))
            return
        if known.form is ReporterForm.ANONYMOUS:
            self.name.set_text(tr("Anonymous"))
        else:
            self.name.set_text(known.name or known.relayed_by or None)
        if self.revealed():
            self._note.setText("\n".join(filter(None, (self._sealed_by, tr("Hidden again after one minute.")))))
        lines = [] if privacy().hidden else reporter_lines(known)
        self._lines.setText("\n".join(lines))
        self._lines.setVisible(bool(lines))


def sealed_by(session: Session, seal: Opened | None) -> str:
    """Whose signature stands under the seal, and what it is worth; empty when nothing was sealed."""
    if seal is None:
        return ""
    if seal.state is SealState.UNSIGNED or seal.at is None:
        return tr("Sealed by an older version, without a signature: who sealed it is not proved.")
    name = names(session).get(seal.by, "")
    date = show_datetime(seal.at)
    if seal.state is SealState.ON_LOAN:
        return tr(
            "Sealed on {date} with keys that {name} had not claimed: it may have been somebody else.",
            date=date,
            name=name,
        )
    return tr("Sealed and signed by {name}, {date}.", date=date, name=name)


def reporter_lines(reporter: Reporter) -> Sequence[str]:
    """What else is known of a reporter, line by line."""
    lines: list[str] = []
    if reporter.form is ReporterForm.BY_RELAY:
        lines.append(tr(REPORTER_FORM_NAMES[reporter.form]))
        if reporter.relayed_by and reporter.name:
            lines.append(tr("Told by: {name}", name=reporter.relayed_by))
    if reporter.phone:
        lines.append(tr("Phone: {phone}", phone=reporter.phone))
    if reporter.address:
        lines.append(tr("Address: {address}", address=reporter.address))
    if reporter.identity:
        lines.append(tr("Identity number: {number}", number=reporter.identity))
    return lines
