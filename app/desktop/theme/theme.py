"""Which colours, text size and language does the window show now, and who hears of a change?

`install(app)` once, before the first widget; then `theme()` anywhere. `on_theme` and `on_language` keep
a widget up to date for as long as it lives.
"""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QLocale, QObject, QSize, Qt, Signal, SignalInstance, Slot
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from app.common import i18n
from app.desktop.theme import icons, tokens
from app.desktop.theme.qt_texts import QtTexts
from app.desktop.theme.sheet import sheet
from app.desktop.theme.tokens import DARK, LIGHT, Colours, Tone

FONTS = Path(__file__).resolve().parents[3] / "resources" / "fonts"
SCHEMES = ("system", "light", "dark")
SANS, SERIF = "Noto Sans", "Noto Serif"


class Theme(QObject):
    """The look of the whole application."""

    changed = Signal()  # colours or sizes
    language_changed = Signal()

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self._asked = "system"
        self._scheme = ""
        self._percent = 100
        self._icons: dict[tuple[str, str, float], QIcon] = {}
        self._qt_texts: QtTexts | None = None
        # What was last put into force, so that the same again costs nothing.
        self._spoken = ""
        self._applied: tuple[str, int] | None = None
        for file in sorted(FONTS.glob("*.ttf")):
            QFontDatabase.addApplicationFont(str(file))
        app.setStyle("Fusion")
        app.styleHints().colorSchemeChanged.connect(self._system_changed)

    # --- what is shown now -------------------------------------------------------------------------

    @property
    def colours(self) -> Colours:
        return DARK if self._scheme == "dark" else LIGHT

    @property
    def scheme(self) -> str:
        """`light` or `dark`: what is shown, whatever was asked for."""
        return self._scheme

    @property
    def asked(self) -> str:
        """`system`, `light` or `dark`: what the person chose."""
        return self._asked

    @property
    def percent(self) -> int:
        return self._percent

    def px(self, distance: float) -> int:
        """A distance of the 8-px grid at the chosen text size."""
        return round(distance * self._percent / 100)

    def colour(self, name: str) -> QColor:
        """A colour by its token's name."""
        return QColor(getattr(self.colours, name))

    def tone(self, tone: Tone) -> tuple[QColor, QColor]:
        """Text and background of a tone."""
        text, background = self.colours.tone(tone)
        return QColor(text), QColor(background)

    def font(self, name: str = "body", weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
        """A font of the scale: small, body, section, title, display."""
        font = QFont(SANS)
        font.setPointSizeF(tokens.FONT_PT[name] * self._percent / 100)
        font.setWeight(weight)
        return font

    def icon(self, name: str, colour: str = "muted", gap: float = 0) -> QIcon:
        """An icon in the colour of a token; `gap` leaves room before a button's words."""
        key = (name, getattr(self.colours, colour), gap)
        if key not in self._icons:
            self._icons[key] = icons.coloured(name, key[1], self.colours.disabled, gap)
        return self._icons[key]

    def icon_size(self, size: int = 20) -> QSize:
        return QSize(self.px(size), self.px(size))

    # --- changing it ---------------------------------------------------------------------------------

    def choose(self, *, scheme: str | None = None, percent: int | None = None) -> None:
        """Change colours or text size at once, everywhere."""
        if scheme is not None:
            if scheme not in SCHEMES:
                raise ValueError(scheme)
            self._asked = scheme
        if percent is not None:
            self._percent = min(max(percent, tokens.TEXT_SIZES[0]), tokens.TEXT_SIZES[-1])
        self._apply()

    def speak(self, language: str) -> None:
        """Change the language at once, everywhere: ours, Qt's, and the locale of dates and numbers."""
        if language == self._spoken == i18n.language():
            return
        i18n.set_language(language)
        if self._qt_texts is not None:
            self._app.removeTranslator(self._qt_texts)
        self._spoken = language
        QLocale.setDefault(QLocale("vi_VN" if language == "vi" else "en_GB"))
        self._qt_texts = QtTexts(language)
        self._app.installTranslator(self._qt_texts)
        self.language_changed.emit()

    @Slot()
    def _system_changed(self) -> None:
        if self._asked == "system":
            self._apply()

    def _apply(self) -> None:
        system = self._app.styleHints().colorScheme()
        wanted = "dark" if system == Qt.ColorScheme.Dark else "light"
        self._scheme = wanted if self._asked == "system" else self._asked
        look = (self._scheme, self._percent)
        if look == self._applied:
            return  # every widget would be polished anew, for the same look
        self._applied = look
        self._icons.clear()
        self._app.setFont(self.font())
        self._app.setPalette(_palette(self.colours))
        self._app.setStyleSheet(sheet(self.colours, self._scheme, self._percent / 100))
        self.changed.emit()


def _palette(colours: Colours) -> QPalette:
    """Fusion draws with this what the style sheet leaves alone."""
    role = QPalette.ColorRole
    table = {
        role.Window: colours.window,
        role.WindowText: colours.text,
        role.Base: colours.surface,
        role.AlternateBase: colours.hover,
        role.Text: colours.text,
        role.Button: colours.raised,
        role.ButtonText: colours.text,
        role.BrightText: colours.on_accent,
        role.ToolTipBase: colours.raised,
        role.ToolTipText: colours.text,
        role.PlaceholderText: colours.muted,
        role.Highlight: colours.accent,
        role.HighlightedText: colours.on_accent,
        role.Accent: colours.accent,
        role.Link: colours.accent,
        role.LinkVisited: colours.accent,
        role.Light: colours.raised,
        role.Midlight: colours.line,
        role.Mid: colours.line_strong,
        role.Dark: colours.line_strong,
        role.Shadow: colours.line_strong,
    }
    palette = QPalette()
    for which, colour in table.items():
        palette.setColor(which, QColor(colour))
    for which in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, which, QColor(colours.disabled))
    return palette


_installed: Theme | None = None  # beside the application object, and of the same number: one


def install(app: QApplication, *, scheme: str = "system", percent: int = 100, language: str = "vi") -> Theme:
    """Dress the application; once, before the first widget. Later calls only change what is shown."""
    global _installed
    if _installed is None:
        _installed = Theme(app)
    _installed.speak(language)
    _installed.choose(scheme=scheme, percent=percent)
    return _installed


def theme() -> Theme:
    """The theme of the running application."""
    if _installed is None:
        raise RuntimeError("install() the theme before making widgets")
    return _installed


class _Follower(QObject):
    """Calls back at each change; a child of the widget, so that it ends with it."""

    def __init__(self, widget: QWidget, signal: SignalInstance, then: Callable[[], object]) -> None:
        super().__init__(widget)
        self._then = then
        signal.connect(self.call)
        then()

    @Slot()
    def call(self) -> None:
        self._then()


def on_theme(widget: QWidget, then: Callable[[], object]) -> None:
    """Call `then` now and at each change of colours or text size while the widget lives."""
    _Follower(widget, theme().changed, then)


def on_language(widget: QWidget, then: Callable[[], object]) -> None:
    """Call `then` now and at each change of language while the widget lives."""
    _Follower(widget, theme().language_changed, then)
