"""The help window: F1 at a page, contents, search, links, back; nothing loaded, nothing in the way."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QLabel, QWidget

from app.common.i18n import N_
from app.desktop.help import Help, HelpWindow
from app.desktop.help.topics import TOPICS
from app.desktop.shell import MainWindow, Place
from app.desktop.theme import theme
from app.desktop.widgets import UiState
from tests.desktop.keyboard import type_text
from tests.desktop.walk import walk


def screen(topic: str) -> QWidget:
    made = QLabel("…")
    made.setProperty("help", topic)
    return made


@pytest.fixture
def window(qtbot, tmp_path: Path) -> MainWindow:
    made = MainWindow(UiState(tmp_path))
    made.add_place(Place("import", N_("Results"), "import", lambda: screen("import")))
    made.add_place(Place("other", N_("Search"), "search", lambda: screen("nobody wrote about this")))
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    return made


@pytest.fixture
def help_of(window: MainWindow) -> Help:
    return Help(window)


@pytest.fixture
def shown(qtbot, help_of: Help) -> HelpWindow:
    made = help_of.open("reports")
    with qtbot.waitExposed(made):
        made.show()
    return made


def opened(window: MainWindow) -> HelpWindow:
    found = window.findChild(HelpWindow)
    assert found is not None
    return found


def title(shown: HelpWindow) -> str:
    return shown.page.toPlainText().splitlines()[0]


def test_f1_opens_the_page_of_the_screen_and_the_work_goes_on(window: MainWindow, help_of: Help, qtbot) -> None:
    window.go("import")
    qtbot.keyClick(window, Qt.Key.Key_F1)
    shown = opened(window)
    assert shown.isVisible() and shown.topic == "import"
    assert shown.windowModality() is Qt.WindowModality.NonModal
    assert title(shown) == "Nhập sổ Excel"


def test_f1_again_shows_another_page_in_the_same_window(window: MainWindow, help_of: Help, qtbot) -> None:
    first = help_of.open("import")
    assert help_of.open("backup") is first
    assert first.topic == "backup"
    assert len(window.findChildren(HelpWindow)) == 1


def test_a_screen_that_nobody_wrote_about_opens_the_first_page(window: MainWindow, help_of: Help, qtbot) -> None:
    window.go("other")
    qtbot.keyClick(window, Qt.Key.Key_F1)
    assert opened(window).topic == "start"


def test_at_the_gate_f1_speaks_of_signing_in(window: MainWindow, help_of: Help, qtbot) -> None:
    window.show_gate(QWidget())
    window.help()
    assert opened(window).topic == "sign-in"


def test_it_can_be_used_without_a_mouse(shown: HelpWindow) -> None:
    assert walk(shown) == []


def test_the_contents_have_every_page_and_the_arrows_turn_them(shown: HelpWindow, qtbot) -> None:
    assert shown.shown_topics() == list(TOPICS)
    assert shown.contents.currentRow() == list(TOPICS).index("reports")
    qtbot.keyClick(shown.contents, Qt.Key.Key_Down)
    assert shown.topic == "import"


def test_words_are_found_without_marks_and_marked_in_the_page(shown: HelpWindow, qtbot) -> None:
    shown.box.setFocus()
    type_text(shown.box, "phong bi")
    qtbot.keyClick(shown.box, Qt.Key.Key_Return)
    assert shown.topic == "accounts"
    assert set(shown.shown_topics()) < set(TOPICS)
    selections: Any = shown.page.extraSelections()
    marked = {each.cursor.selectedText().casefold() for each in selections}
    assert {"phong", "bì"} <= marked


def test_words_on_no_page_say_what_to_do_and_leave_the_page(shown: HelpWindow, qtbot) -> None:
    type_text(shown.box, "xyzzy")
    qtbot.keyClick(shown.box, Qt.Key.Key_Return)
    assert shown.shown_topics() == []
    assert shown.nothing.isVisibleTo(shown)
    assert shown.topic == "reports"


def test_an_emptied_search_shows_all_pages_again(shown: HelpWindow, qtbot) -> None:
    type_text(shown.box, "xyzzy")
    qtbot.keyClick(shown.box, Qt.Key.Key_Return)
    qtbot.keyClick(shown.box, Qt.Key.Key_Escape)
    qtbot.keyClick(shown.box, Qt.Key.Key_Return)
    assert shown.isVisible()
    assert shown.shown_topics() == list(TOPICS)
    assert not shown.page.extraSelections()


def test_a_link_leads_to_its_page_and_back_again(shown: HelpWindow, qtbot) -> None:
    shown.page.anchorClicked.emit(QUrl("intake"))
    assert shown.topic == "intake"
    qtbot.keyClick(shown, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert shown.topic == "reports"
    assert not shown.back.isEnabled()


@pytest.mark.parametrize("target", ["https://example.org/", "file:///etc/passwd", "nowhere", "../intake"])
def test_a_link_to_anything_else_does_nothing(shown: HelpWindow, target: str) -> None:
    before = shown.page.toPlainText()
    shown.page.anchorClicked.emit(QUrl(target))
    assert (shown.topic, shown.page.toPlainText()) == ("reports", before)


def test_nothing_is_loaded_from_anywhere(shown: HelpWindow, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("x", encoding="utf-8")
    kind = QTextDocument.ResourceType.ImageResource
    assert shown.page.document().resource(kind, QUrl.fromLocalFile(str(secret))) == b""
    shown.page.show_markdown('<img src="secret.txt">\n\n![](secret.txt)')
    assert "<img" in shown.page.toPlainText()


def test_another_language_turns_contents_and_page(shown: HelpWindow) -> None:
    theme().speak("en")
    assert title(shown) == "Reports: from receipt to closing"
    assert shown.contents.item(0).text() == "The first five minutes"
    assert shown.windowTitle() == "Help for Nhịp Cầu"


def test_dark_colours_and_large_text_reach_the_page(shown: HelpWindow) -> None:
    small = shown.page.document().begin().begin().fragment().charFormat().font().pointSizeF()
    theme().choose(scheme="dark", percent=150)
    heading = shown.page.document().begin().begin().fragment().charFormat()
    assert heading.foreground().color() == theme().colour("text")
    assert heading.font().pointSizeF() == pytest.approx(small * 1.5)


def test_escape_closes_and_the_keys_of_the_window_are_listed(window: MainWindow, help_of: Help, qtbot) -> None:
    shown = help_of.open("keys")
    assert "Ctrl+K" in shown.page.toPlainText() and "Tìm ở mọi nơi" in shown.page.toPlainText()
    qtbot.keyClick(shown.page, Qt.Key.Key_Escape)
    assert not shown.isVisible()


def test_a_lock_puts_the_help_away(window: MainWindow, shown: HelpWindow) -> None:
    window.show_gate(QWidget())
    assert not shown.isVisible()
