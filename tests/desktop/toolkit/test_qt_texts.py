"""Qt's own buttons, menus and dialogs are in Vietnamese: none of their words is English."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtPrintSupport import QPrinter, QPrintPreviewDialog
from PySide6.QtWidgets import (
    QAbstractButton,
    QColorDialog,
    QDialogButtonBox,
    QFileDialog,
    QFontDialog,
    QInputDialog,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPlainTextEdit,
    QProgressDialog,
    QTextBrowser,
    QTextEdit,
    QWidget,
    QWizard,
)

from app.desktop.theme import theme
from app.desktop.theme.qt_texts import qt_texts

# Words that an English text of Qt's would hold; whole words, so that “Tin” or “in” in Vietnamese pass.
ENGLISH = set(
    [
        "the",
        "and",
        "you",
        "open",
        "save",
        "close",
        "cancel",
        "help",
        "yes",
        "no",
        "all",
        "ok",
        "apply",
        "reset",
        "retry",
        "ignore",
        "discard",
        "delete",
        "copy",
        "paste",
        "cut",
        "undo",
        "redo",
        "select",
        "print",
        "page",
        "pages",
        "zoom",
        "fit",
        "file",
        "files",
        "name",
        "names",
        "folder",
        "directory",
        "look",
        "show",
        "font",
        "size",
        "style",
        "sample",
        "writing",
        "system",
        "effects",
        "underline",
        "color",
        "colors",
        "custom",
        "basic",
        "red",
        "green",
        "blue",
        "pick",
        "screen",
        "add",
        "first",
        "last",
        "next",
        "previous",
        "back",
        "finish",
        "view",
        "list",
        "detail",
        "details",
        "landscape",
        "portrait",
        "setup",
        "overview",
        "single",
        "facing",
        "restore",
        "defaults",
        "abort",
        "create",
        "new",
        "type",
        "value",
        "enter",
    ]
)


def english_in(texts: list[str]) -> list[str]:
    return [text for text in texts if ENGLISH & set(text.replace("&", "").replace(":", "").lower().split())]


def texts_of(widget: QWidget) -> list[str]:
    found = [widget.windowTitle()]
    for child in widget.findChildren(QWidget):
        if isinstance(child, QAbstractButton | QLabel):
            found += [child.text(), child.toolTip()]
        found += [action.text() for action in child.actions()]
    return found


def test_every_standard_button(qtbot) -> None:
    box = QDialogButtonBox()
    qtbot.addWidget(box)
    for standard in QDialogButtonBox.StandardButton:
        if standard != QDialogButtonBox.StandardButton.NoButton:
            box.addButton(standard)
    texts = [made.text() for made in box.buttons()]
    assert len(texts) >= 18
    assert all(texts)
    assert english_in(texts) == []


@pytest.mark.parametrize("kind", [QTextEdit, QPlainTextEdit, QTextBrowser])
def test_context_menus_of_text_areas(qtbot, kind: type) -> None:
    area = kind()
    qtbot.addWidget(area)
    menu = area.createStandardContextMenu()
    texts = [action.text().split("\t")[0] for action in menu.actions() if not action.isSeparator()]
    assert texts
    assert english_in(texts) == []


def test_context_menu_of_a_line(qtbot) -> None:
    line = QLineEdit("Hòa")
    qtbot.addWidget(line)
    texts = [action.text().split("\t")[0] for action in line.createStandardContextMenu().actions()]
    assert "Sao &chép" in texts
    assert english_in(texts) == []


def file_dialog() -> QWidget:
    made = QFileDialog()
    made.setOption(QFileDialog.Option.DontUseNativeDialog)
    made.setNameFilter("Excel (*.xlsx)")
    return made


def message_box() -> QWidget:
    made = QMessageBox()
    made.setText("Không ghi được.")
    made.setDetailedText("x")
    made.setStandardButtons(QMessageBox.StandardButton.Save | QMessageBox.StandardButton.Cancel)
    return made


def colour_dialog() -> QWidget:
    made = QColorDialog()
    made.setOption(QColorDialog.ColorDialogOption.DontUseNativeDialog)
    return made


def font_dialog() -> QWidget:
    made = QFontDialog()
    made.setOption(QFontDialog.FontDialogOption.DontUseNativeDialog)
    return made


def wizard() -> QWidget:
    made = QWizard()
    made.setOption(QWizard.WizardOption.HaveHelpButton)
    return made


@pytest.mark.parametrize(
    "make", [file_dialog, message_box, colour_dialog, font_dialog, wizard, QInputDialog, QProgressDialog]
)
def test_standard_dialogs(qtbot, make: Callable[[], QWidget]) -> None:
    dialog = make()
    qtbot.addWidget(dialog)
    dialog.show()
    assert english_in(texts_of(dialog)) == []


def test_print_preview(qtbot) -> None:
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    dialog = QPrintPreviewDialog(printer)
    texts = texts_of(dialog)
    dialog.deleteLater()
    assert "Vừa trang" in texts
    assert english_in(texts) == []


def test_a_text_without_translation_stays_as_it_is() -> None:
    assert QCoreApplication.translate("QNowhere", "Untranslated") == "Untranslated"


def test_english_is_qt_s_own(qtbot) -> None:
    theme().speak("en")
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    qtbot.addWidget(box)
    assert box.buttons()[0].text().replace("&", "") == "Cancel"


def test_placeholders_survive_the_translation() -> None:
    for texts in qt_texts("vi").values():
        for source, text in texts.items():
            for mark in ("%1", "%2"):
                assert (mark in source) == (mark in text), source
