"""The look: contrast, text size, live change, icons, fonts."""

import unicodedata
from pathlib import Path

import pytest
from PySide6.QtGui import QFontDatabase, QIcon, QRawFont
from PySide6.QtWidgets import QApplication, QLabel

from app.common.i18n import N_
from app.desktop.theme import Tone, icons, on_language, theme, tokens
from app.desktop.theme.controls import drawings
from app.desktop.theme.sheet import CONTROLS
from app.desktop.theme.theme import FONTS
from app.desktop.theme.tokens import DARK, LIGHT, Colours, contrast
from app.desktop.widgets import button, label

TONES = ("", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323")


def test_the_ratio_is_that_of_the_standard() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "grounds"), tokens.TEXT_ON)
def test_every_text_can_be_read_on_every_ground(colours: Colours, text: str, grounds: tuple[str, ...]) -> None:
    for ground in grounds:
        assert contrast(getattr(colours, text), getattr(colours, ground)) >= 4.5, (text, ground)


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_every_tone_is_in_the_table_of_contrasts(colours: Colours) -> None:
    checked = {(text, ground) for text, grounds in tokens.TEXT_ON for ground in grounds}
    for tone in Tone:
        assert (tone.value, f"{tone.value}_soft") in checked
        assert colours.tone(tone) == (getattr(colours, tone.value), getattr(colours, f"{tone.value}_soft"))


@pytest.mark.parametrize(("scheme", "colours"), [("light", LIGHT), ("dark", DARK)])
def test_the_signs_in_controls_have_the_colours_of_the_tokens(scheme: str, colours: Colours) -> None:
    for name, text in drawings(colours).items():
        assert (CONTROLS / scheme / name).read_text(encoding="utf-8") == text


def test_a_bigger_text_size_makes_text_and_rows_bigger_at_once(qtbot) -> None:
    shown = label(N_("Undo"))
    qtbot.addWidget(shown)
    before = shown.sizeHint().height()
    theme().choose(percent=150)
    assert theme().px(32) == 48
    assert shown.sizeHint().height() > before * 1.3


def test_a_text_size_out_of_range_is_held_to_the_range() -> None:
    theme().choose(percent=400)
    assert theme().percent == 150
    theme().choose(percent=10)
    assert theme().percent == 90


def test_dark_is_seen_at_once(qtbot) -> None:
    shown = QLabel("Tin báo")
    shown.setAutoFillBackground(True)
    qtbot.addWidget(shown)
    theme().choose(scheme="dark")
    assert shown.palette().window().color().name() == DARK.window
    assert theme().scheme == "dark"


def test_texts_follow_the_language_while_the_widget_lives(qtbot) -> None:
    shown = button(N_("Undo"))
    qtbot.addWidget(shown)
    assert shown.text() == "Hoàn tác"
    theme().speak("en")
    assert shown.text() == "Undo"


def test_a_widget_that_is_gone_is_not_called_any_more(qtbot) -> None:
    calls: list[int] = []
    gone = QLabel()
    on_language(gone, lambda: calls.append(1))
    gone.deleteLater()
    QApplication.sendPostedEvents(gone, 52)  # DeferredDelete
    theme().speak("en")
    assert calls == [1]


@pytest.mark.parametrize(
    "name",
    [
        "today",
        "reports",
        "import",
        "export",
        "audit",
        "accounts",
        "calendar",
        "settings",
        "lock",
        "search",
        "add",
        "edit",
        "print",
        "save",
        "undo",
        "close",
        "filter",
        "warn",
        "child",
        "flag",
        "attachment",
        "clock",
        "check",
        "chevron-right",
        "eye",
        "eye-off",
        "help",
        "key",
        "backup",
        "more",
    ],
)
def test_every_icon_is_drawn_in_the_colour_asked_for(qapp, name: str) -> None:
    picture = icons.drawing(name, "#0b6872", 24).toImage()
    inks = [picture.pixelColor(x, y) for x in range(24) for y in range(24) if picture.pixelColor(x, y).alpha() > 200]
    assert inks
    assert all(abs(ink.red() - 0x0B) < 8 and abs(ink.green() - 0x68) < 8 for ink in inks)


def test_an_icon_has_pixels_of_its_own_at_150_percent(qapp) -> None:
    icon = theme().icon("print")
    assert icon.pixmap(theme().icon_size(20), 1.5).width() == 30
    assert not icon.pixmap(theme().icon_size(20), 1.5, QIcon.Mode.Disabled).isNull()


@pytest.mark.parametrize("file", sorted(FONTS.glob("*.ttf")), ids=lambda file: file.stem)
def test_the_bundled_fonts_have_every_vietnamese_letter(qapp, file: Path) -> None:
    plain = "aăâeêioôơuưy"
    letters = [unicodedata.normalize("NFC", letter + tone) for letter in plain for tone in TONES] + ["đ"]
    font = QRawFont(str(file), 16)
    for letter in [*letters, *(letter.upper() for letter in letters), *"₫–—“”…•·×"]:
        assert font.supportsCharacter(ord(letter)), letter


def test_the_fonts_are_registered_under_their_names(qapp) -> None:
    assert {"Noto Sans", "Noto Serif"} <= set(QFontDatabase.families())
