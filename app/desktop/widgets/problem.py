"""How is an error shown? In this one place: a sentence; and for the unexpected, details without any record.

The window registers how (`present_with`); until then, and over a dialog, a message box serves.
"""

import sys
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath

from PySide6.QtWidgets import QApplication, QDialogButtonBox, QMessageBox, QWidget
from shiboken6 import isValid

from app.common.i18n import N_, sentence, tr
from app.desktop.theme import theme
from app.vault.errors import AppError

UNEXPECTED = N_(
    "Something went wrong that should not have. What was saved before is safe. Try again; "
    "if it happens again, tell the person who looks after the app the details below."
)
BETWEEN = "\n\n"


@dataclass(frozen=True)
class Problem:
    """An error as it is shown: a sentence, and for the unexpected where it happened."""

    text: str
    details: str = ""


def problem(error: BaseException) -> Problem:
    """The words for an error. Details name files, lines and the kind of error, never its message."""
    if isinstance(error, AppError):
        return Problem(sentence(error))
    # An error's message may quote what was being stored ("invalid date 'Nguyễn …'"): left out.
    places = [f"{PurePath(f.filename).name}:{f.lineno} {f.name}" for f in traceback.extract_tb(error.__traceback__)]
    return Problem(tr(UNEXPECTED), "\n".join([type(error).__name__, *places[-12:]]))


_present: Callable[[Problem], object] | None = None
_open_box: QMessageBox | None = None  # of something unexpected: one at a time, however often it happens


def present_with(present: Callable[[Problem], object] | None) -> None:
    """Show errors this way from now on (the window's notice line)."""
    global _present
    _present = present


def show_problem(near: QWidget | None, error: BaseException) -> None:
    """Show an error to the person."""
    found = problem(error)
    in_dialog = near is not None and near.window().isModal()
    if _present is not None and not found.details and not in_dialog:
        _present(found)
        return
    if found.details and _one_more(found):
        return
    box = problem_box(near, found)
    if found.details:
        _keep(box)
    box.open()


def _one_more(found: Problem) -> bool:
    """Whether a box for the unexpected stands open: it takes this one in, once."""
    if _open_box is None or not isValid(_open_box) or not _open_box.isVisible():
        return False
    said = _open_box.detailedText()
    if found.details not in said.split(BETWEEN):
        _open_box.setDetailedText(said + BETWEEN + found.details)
    return True


def _keep(box: QMessageBox) -> None:
    global _open_box
    _open_box = box


def problem_box(near: QWidget | None, found: Problem) -> QMessageBox:
    """The message box for a problem; it does not offer to delete anything."""
    box = QMessageBox(near.window() if near is not None else QApplication.activeWindow())
    box.setIcon(QMessageBox.Icon.NoIcon)
    box.setWindowTitle(tr("It did not work"))
    box.setText(found.text)
    box.setDetailedText(found.details)
    box.setStandardButtons(QMessageBox.StandardButton.Close)
    box.setDefaultButton(QMessageBox.StandardButton.Close)
    for made in box.buttons():  # Qt measures the button for details without the style sheet
        made.setMinimumWidth(made.fontMetrics().horizontalAdvance(made.text()) + theme().px(40))
    buttons = box.findChild(QDialogButtonBox)
    if buttons is not None:
        buttons.setCenterButtons(False)
    return box


def catch_unexpected() -> None:
    """Show what nobody caught the same way, instead of a traceback on a console that nobody sees."""

    def hook(kind: type[BaseException], error: BaseException, trace: object) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, error.__traceback__)
            return
        show_problem(None, error)

    sys.excepthook = hook
