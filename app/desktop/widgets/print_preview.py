"""How are pages shown before they are printed? Qt's own dialog, which goes when it is closed."""

from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter, QPrintPreviewDialog
from PySide6.QtWidgets import QWidget


class PrintPreview(QPrintPreviewDialog):
    """The dialog only borrows the printer: it is kept here for as long as the dialog is open."""

    def __init__(self, printer: QPrinter, parent: QWidget | None) -> None:
        super().__init__(printer, parent)
        self._printer = printer
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
