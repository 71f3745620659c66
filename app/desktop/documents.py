"""How does a paper of any unit leave the app: seen and printed, or saved as Word or PDF by choice?

    documents.ask(parent, title, [Offer("minutes", N_("Inspection minutes"), lambda: papers.minutes(session, id))])

Nothing is written to the disk but where a person chose to save a file. The service that makes a paper numbers each copy
and audits it; this dialog only asks which, and where to.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.common.i18n import N_, sentence, tr
from app.common.papers import Paper, named_apart
from app.desktop.background import Progress, run
from app.desktop.records.fields import TickField
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
from app.desktop.widgets.print_preview import PrintPreview
from app.vault.errors import AppError

PLAIN = N_(
    "A saved file is not encrypted: whoever can open the folder can read it. Keep it only as long as it is needed."
)

SAVED = {"docx": N_("Saved as Word: {name}"), "pdf": N_("Saved as PDF: {name}")}


@dataclass(frozen=True)
class Offer:
    """A document that can be made now. `make(reason)` numbers, counts and audits it; it may be several papers.

    `named` says that a sealed name may be put on it: then a reason is asked for and given to `make`.
    """

    key: str
    name: str
    make: Callable[[str], Sequence[Paper]]
    named: bool = False


@dataclass(frozen=True)
class Made:
    """A paper, and the Word file of it in memory."""

    paper: Paper
    word: bytes


class DocumentDialog(QDialog):
    """Asks which document, whether a sealed name goes on it, and whether to print it or to save it."""

    def __init__(self, parent: QWidget | None, title: str, offers: Sequence[Offer]) -> None:
        super().__init__(parent)
        self._offers = {offer.key: offer for offer in offers}
        self._first = offers[0].key
        self._may_name = any(offer.named for offer in offers)
        self.setWindowTitle(tr("Print"))
        self.setMinimumWidth(theme().px(660))
        self.form = Form()
        if len(offers) > 1:
            choices = [Choice(offer.key, offer.name) for offer in offers]
            self.form.row(Field("kind", N_("Document"), ChoiceField(choices, upright=True), required=True))
            self.form.set_values({"kind": self._first})
        self._notice = Banner("", Tone.WARN)
        self._notice.hide()
        if self._may_name:
            self.form.row(Field("named", N_("Reporter"), TickField(N_("Put the sealed name on this paper"))))
            self.form.row(Field("reason", N_("Reason"), TextArea(lines=2), required=True))
            self.form.changed.connect(self._adapt)
        self.word = button(N_("Save as Word…"), "", "save", clicked=lambda: self._go(self._save_word))
        self.pdf = button(N_("Save as PDF…"), "", "save", clicked=lambda: self._go(self._save_pdf))
        self.print = button(N_("Preview and print"), "primary", "print", clicked=lambda: self._go(self._preview))
        self.keep = button(N_("Cancel"), clicked=self.reject)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(*(theme().px(24),) * 4)
        inside.setSpacing(theme().px(12))
        inside.addWidget(text_label(title, "title"))
        inside.addWidget(text_label(tr("The document gets its number, and each copy is counted and audited."), "muted"))
        if self._may_name:
            text = tr("The reporter's identity is sealed, so the paper does not name them.")
            inside.addWidget(Banner(text, Tone.INFO))
        inside.addWidget(self.form)
        inside.addWidget(self._notice)
        inside.addWidget(text_label(tr(PLAIN), "small"))
        buttons = QHBoxLayout()
        buttons.setSpacing(theme().px(8))
        buttons.addStretch(1)
        for each in (self.keep, self.word, self.pdf, self.print):
            buttons.addWidget(each)
        inside.addLayout(buttons)
        self.form.saved.connect(lambda _values: self._go(self._preview))
        self._adapt()
        self.print.setFocus()

    def offer(self) -> Offer:
        """The document chosen now."""
        return self._offers[str(self.form.draft().get("kind") or self._first)]

    def _adapt(self) -> None:
        if self._may_name:
            named = self.offer().named
            self.form.show_field("named", named)
            self.form.show_field("reason", named and bool(self.form.draft().get("named")))
        QTimer.singleShot(0, self, self.adjustSize)

    def _go(self, then: Callable[[list[Made]], object]) -> None:
        wrong = self.form.errors()
        self.form.show_errors(wrong)
        if wrong:
            return
        values, offer = self.form.values(), self.offer()
        reason = str(values.get("reason") or "") if offer.named and values.get("named") else ""
        self._enable(False)
        run(self, lambda _progress: made(offer, reason), then, self._failed)

    def _enable(self, on: bool) -> None:
        for each in (self.word, self.pdf, self.print):
            each.setEnabled(on)

    def _failed(self, error: Exception) -> None:
        self._enable(True)
        if isinstance(error, AppError):
            self._notice.set_text(sentence(error))
            self._notice.show()
        else:
            show_problem(self, error)

    # --- printing ------------------------------------------------------------------------------------

    def _preview(self, found: list[Made]) -> None:
        from app.desktop import documents_paint, documents_print

        self._enable(True)
        sheets = [documents_print.read(each.word) for each in found]
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        documents_paint.set_up(printer)
        printer.setDocName(tr("Document"))  # the print queue shows it: no number, no name
        preview = PrintPreview(printer, self.parentWidget())
        preview.setWindowTitle(tr("Print: {document}", document=tr(self.offer().name)))
        preview.resize(theme().px(900), theme().px(680))
        preview.paintRequested.connect(lambda device: documents_paint.paint(device, sheets))
        self.accept()
        preview.open()

    # --- saving --------------------------------------------------------------------------------------

    def _save_word(self, found: list[Made]) -> None:
        self._ask_where(found, "docx", tr("Save as Word"), tr("Word documents (*.docx)"))

    def _save_pdf(self, found: list[Made]) -> None:
        self._ask_where(found, "pdf", tr("Save as PDF"), tr("PDF documents (*.pdf)"))

    def _ask_where(self, found: list[Made], ending: str, title: str, pattern: str) -> None:
        self._enable(True)
        asked = QFileDialog(self, title)
        if len(found) == 1:
            asked.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
            asked.setNameFilter(pattern)
            asked.setDefaultSuffix(ending)
            asked.selectFile(found[0].paper.file_name(ending))
        else:
            asked.setFileMode(QFileDialog.FileMode.Directory)
        asked.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        asked.fileSelected.connect(lambda path: self.write(found, Path(path), ending))
        asked.open()

    def write(self, found: list[Made], chosen: Path, ending: str = "docx") -> None:
        """Write the files where the person chose to have them."""
        from app.desktop import documents_paint, documents_print
        from app.exchange.files import write_file

        def work(_progress: Progress) -> None:
            names = named_apart([each.paper for each in found], ending)
            for each, name in zip(found, names, strict=True):
                data = each.word if ending == "docx" else documents_paint.pdf([documents_print.read(each.word)])
                write_file(chosen if len(found) == 1 else chosen / name, data)

        def done(_nothing: None) -> None:
            say(self.parentWidget() or self, tr(SAVED[ending], name=chosen.name))
            self.accept()

        run(self, work, done, self._failed)


def ask(parent: QWidget | None, title: str, offers: Sequence[Offer]) -> DocumentDialog:
    """Open the dialog for these documents; what is asked for last is in its signal `finished`."""
    dialog = DocumentDialog(parent, title, offers)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
    return dialog


def made(offer: Offer, reason: str = "") -> list[Made]:
    """Number, count and audit the documents, and fill in their templates; in memory."""
    from app.exchange.word import word

    return [Made(paper, word(paper)) for paper in offer.make(reason)]
