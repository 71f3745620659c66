"""How does a report become paper: the receipt, the transfer note, the reminder; printed, or saved as Word by choice?

    documents.receipt(parent, session, detail)      documents.transfer_note(parent, session, detail)
    documents.reminder(parent, session, ids)        documents.choose(parent, session, detail)

Nothing is written to the disk but where a person chose to save a Word file. The service numbers each copy and audits
it; a sealed reporter stays out of the paper unless a reason is given.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtPrintSupport import QPrinter, QPrintPreviewDialog
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.common.dates import office_time
from app.common.i18n import N_, sentence, tr
from app.common.permissions import may
from app.desktop.background import Progress, run
from app.desktop.reports.form_fields import TickField
from app.desktop.theme import Tone, theme
from app.desktop.widgets import (
    Banner,
    Choice,
    ChoiceField,
    Field,
    Form,
    TextArea,
    button,
    say,
    show_problem,
    text_label,
)
from app.police.reports import services_files
from app.police.reports.values import PrintedDocument, ReportDetail
from app.vault.errors import AppError
from app.vault.session import Session

RECEIPT, TRANSFER, REMINDER = services_files.RECEIPT, services_files.TRANSFER_NOTE, services_files.REMINDER_NOTE
NAMES: dict[str, str] = {RECEIPT: N_("Receipt"), TRANSFER: N_("Transfer note"), REMINDER: N_("Reminder note")}
FILE_NAMES: dict[str, str] = {RECEIPT: "giay-bien-nhan", TRANSFER: "phieu-chuyen", REMINDER: "phieu-nhac"}
PLAIN = N_(
    "A Word file is not encrypted: whoever can open the folder can read it. Keep it only as long as it is needed."
)


@dataclass(frozen=True)
class Paper:
    """A document made: its facts, and the Word file in memory."""

    facts: PrintedDocument
    word: bytes

    def file_name(self) -> str:
        """Without a name in it: giay-bien-nhan-03-2026.docx."""
        year = office_time(self.facts.printed_at).year
        return f"{FILE_NAMES[self.facts.kind]}-{self.facts.seq:02d}-{year}.docx"


Make = Callable[[str, str], list[Paper]]


class DocumentDialog(QDialog):
    """Asks which document, whether a sealed name goes on it, and whether to print it or save it as Word."""

    def __init__(
        self, parent: QWidget | None, title: str, kinds: Sequence[str], make: Make, *, may_name: bool = False
    ) -> None:
        super().__init__(parent)
        self._make = make
        self._kinds = list(kinds)
        self._may_name = may_name
        self.setWindowTitle(tr("Print"))
        self.setMinimumWidth(theme().px(520))
        self.form = Form()
        choices = [Choice(kind, NAMES[kind]) for kind in kinds]
        if len(kinds) > 1:
            self.form.row(Field("kind", N_("Document"), ChoiceField(choices, upright=True), required=True))
            self.form.set_values({"kind": kinds[0]})
        self._notice = Banner("", Tone.WARN)
        self._notice.hide()
        if may_name:
            self.form.row(Field("named", N_("Reporter"), TickField(N_("Put the sealed name on this paper"))))
            self.form.row(Field("reason", N_("Reason"), TextArea(lines=2), required=True))
            self.form.changed.connect(self._adapt)
        self.word = button(N_("Save as Word…"), "", "save", clicked=lambda: self._go(self._save))
        self.print = button(N_("Preview and print"), "primary", "print", clicked=lambda: self._go(self._preview))
        self.keep = button(N_("Cancel"), clicked=self.reject)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(*(theme().px(24),) * 4)
        inside.setSpacing(theme().px(12))
        inside.addWidget(text_label(title, "title"))
        inside.addWidget(text_label(tr("The document gets its number, and each copy is counted and audited."), "muted"))
        if may_name:
            text = tr("The reporter's identity is sealed, so the paper does not name them.")
            inside.addWidget(Banner(text, Tone.INFO))
        inside.addWidget(self.form)
        inside.addWidget(self._notice)
        inside.addWidget(text_label(tr(PLAIN), "small"))
        buttons = QHBoxLayout()
        buttons.setSpacing(theme().px(8))
        buttons.addStretch(1)
        for each in (self.keep, self.word, self.print):
            buttons.addWidget(each)
        inside.addLayout(buttons)
        self.form.saved.connect(lambda _values: self._go(self._preview))
        self._adapt()
        self.print.setFocus()

    def _adapt(self) -> None:
        if self._may_name:
            kind = self.form.draft().get("kind", self._kinds[0])
            self.form.show_field("named", kind != REMINDER)
            self.form.show_field("reason", bool(self.form.draft().get("named")) and kind != REMINDER)
            QTimer.singleShot(0, self, self.adjustSize)

    def _go(self, then: Callable[[list[Paper]], object]) -> None:
        wrong = self.form.errors()
        self.form.show_errors(wrong)
        if wrong:
            return
        values = self.form.values()
        kind = str(values.get("kind") or self._kinds[0])
        reason = str(values.get("reason") or "") if values.get("named") else ""
        self._enable(False)

        def work(_progress: Progress) -> list[Paper]:
            return self._make(kind, reason)

        run(self, work, then, self._failed)

    def _enable(self, on: bool) -> None:
        self.word.setEnabled(on)
        self.print.setEnabled(on)

    def _failed(self, error: Exception) -> None:
        self._enable(True)
        if isinstance(error, AppError):
            self._notice.set_text(sentence(error))
            self._notice.show()
        else:
            show_problem(self, error)

    # --- printing ------------------------------------------------------------------------------------

    def _preview(self, papers: list[Paper]) -> None:
        from app.desktop import documents_print

        self._enable(True)
        sheets = [documents_print.read(paper.word) for paper in papers]
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        documents_print.set_up(printer)
        printer.setDocName(tr("Document"))  # the print queue shows it: no number, no name
        preview = QPrintPreviewDialog(printer, self.parentWidget())
        preview.setWindowTitle(tr("Print"))
        preview.resize(theme().px(900), theme().px(680))
        preview.paintRequested.connect(lambda device: documents_print.paint(device, sheets))
        preview.own_printer = printer  # type: ignore[attr-defined]  # Qt does not keep it alive
        preview.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.accept()
        preview.open()

    # --- Word ----------------------------------------------------------------------------------------

    def _save(self, papers: list[Paper]) -> None:
        self._enable(True)
        asked = QFileDialog(self, tr("Save as Word"))
        if len(papers) == 1:
            asked.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
            asked.setNameFilter(tr("Word documents (*.docx)"))
            asked.setDefaultSuffix("docx")
            asked.selectFile(papers[0].file_name())
        else:
            asked.setFileMode(QFileDialog.FileMode.Directory)
        asked.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        asked.fileSelected.connect(lambda path: self.write(papers, Path(path)))
        asked.open()

    def write(self, papers: list[Paper], chosen: Path) -> None:
        """Write the Word files where the person chose to have them."""
        from app.exchange.files import write_file

        def work(_progress: Progress) -> None:
            for paper in papers:
                write_file(chosen if len(papers) == 1 else chosen / paper.file_name(), paper.word)

        def done(_nothing: None) -> None:
            say(self.parentWidget() or self, tr("Saved as Word: {name}", name=chosen.name))
            self.accept()

        run(self, work, done, self._failed)


# --- making them -----------------------------------------------------------------------------------------


def _made(session: Session, report_ids: Sequence[int], kind: str, reason: str) -> list[Paper]:
    """Number, count and audit the documents, and fill in their templates; in memory."""
    from app.desktop.documents_facts import word

    found = []
    for number in report_ids:
        if kind == RECEIPT:
            facts = services_files.print_receipt(session, number, reason)
        elif kind == TRANSFER:
            facts = services_files.print_transfer_note(session, number, reason)
        else:
            facts = services_files.print_reminder_note(session, number)
        found.append(Paper(facts, word(facts)))
    return found


def possible(detail: ReportDetail) -> list[str]:
    """Which documents this report can have now."""
    found = [RECEIPT]
    if detail.authority:
        found.append(TRANSFER)
    if detail.due_on is not None:
        found.append(REMINDER)
    return found


def _open(
    parent: QWidget, session: Session, title: str, kinds: Sequence[str], ids: Sequence[int], sealed: bool
) -> DocumentDialog:
    named = sealed and may(session, "reports.reveal") and kinds != [REMINDER]
    dialog = DocumentDialog(
        parent, title, kinds, lambda kind, reason: _made(session, ids, kind, reason), may_name=named
    )
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
    return dialog


def _one(parent: QWidget, session: Session, detail: ReportDetail, kind: str) -> DocumentDialog:
    title = tr("{document}: {number}", document=tr(NAMES[kind]), number=detail.number)
    return _open(parent, session, title, [kind], [detail.id], detail.sealed)


def receipt(parent: QWidget, session: Session, detail: ReportDetail) -> DocumentDialog:
    """Giấy biên nhận."""
    return _one(parent, session, detail, RECEIPT)


def transfer_note(parent: QWidget, session: Session, detail: ReportDetail) -> DocumentDialog:
    """Phiếu chuyển, after the transfer."""
    return _one(parent, session, detail, TRANSFER)


def reminder(parent: QWidget, session: Session, report_ids: Sequence[int]) -> DocumentDialog:
    """Phiếu nhắc: one note for each report, in one go."""
    title = tr("Reminder notes for {count} reports", count=len(report_ids))
    if len(report_ids) == 1:
        title = tr("Reminder note")
    return _open(parent, session, title, [REMINDER], report_ids, sealed=False)


def choose(parent: QWidget, session: Session, detail: ReportDetail) -> DocumentDialog:
    """Ask which of the documents that this report can have now (Ctrl+P)."""
    title = tr("Print: {number}", number=detail.number)
    return _open(parent, session, title, possible(detail), [detail.id], detail.sealed)
