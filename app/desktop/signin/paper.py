"""How does a page reach paper, without this app ever writing it to the disk by itself?

Print preview and printer; a PDF only where the person chooses one after being told what that means.
"""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF
from PySide6.QtGui import QPageLayout, QPageSize, QPdfWriter, QTextDocument
from PySide6.QtPrintSupport import QPrinter, QPrintPreviewDialog
from PySide6.QtWidgets import QFileDialog, QWidget

from app.common.i18n import N_, tr
from app.desktop.theme import theme
from app.desktop.widgets.confirm import Confirm
from app.desktop.widgets.print_preview import PrintPreview
from app.desktop.widgets.problem import show_problem
from app.exchange.files import write_file
from app.vault.errors import AppError

# A4 with the margins of the administration's documents (Nghị định 30/2020/NĐ-CP).
MARGINS = QMarginsF(25, 20, 20, 20)


def preview(near: QWidget, document: QTextDocument, title: str) -> QPrintPreviewDialog:
    """Show the pages; the dialog's printer button prints them, and the codes go with the dialog."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(tr("Nhịp Cầu"))  # no name or vault in the printer's queue
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setPageMargins(MARGINS, QPageLayout.Unit.Millimeter)
    dialog = PrintPreview(printer, near.window())
    dialog.setWindowTitle(title)
    # Wide enough for the whole tool bar: its last button is the one that prints.
    dialog.resize(theme().px(900), theme().px(640))
    dialog.paintRequested.connect(lambda onto: document.print_(onto))
    dialog.open()
    return dialog


def save_pdf(near: QWidget, document: QTextDocument, name: str, warning: str, saved: Callable[[Path], object]) -> None:
    """Ask whether that is really wanted, then where; write it."""

    def where() -> None:
        file, _kind = QFileDialog.getSaveFileName(near, tr("Save as PDF"), name, "PDF (*.pdf)")
        if file:
            path = Path(file if file.endswith(".pdf") else file + ".pdf")
            try:
                write_pdf(document, path)
            except AppError as error:
                show_problem(near, error)
                return
            saved(path)

    Confirm(near, tr("Save as PDF?"), warning, do=N_("Save as PDF"), keep=N_("Print on paper instead")).then(where)


def write_pdf(document: QTextDocument, path: Path) -> None:
    """Lay the document out on A4 and write it, closed to other accounts. Raises what `write_file` raises."""
    held = QBuffer()
    held.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(held)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageMargins(MARGINS, QPageLayout.Unit.Millimeter)
    writer.setCreator("")
    document.print_(writer)
    write_file(path, bytes(held.data().data()))
