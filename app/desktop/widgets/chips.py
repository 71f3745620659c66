"""How are states, filters and counts shown small? As chips: always a word, the colour only helps."""

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QWidget

from app.common.counting import MOST_COUNTED
from app.common.i18n import N_, tr
from app.desktop.theme import Tone, on_language, on_theme, theme
from app.desktop.widgets.flow import FlowLayout
from app.desktop.widgets.looks import button, icon_button, text_label


class StateChip(QLabel):
    """A state in words on its colour: `StateChip(N_("Overdue"), Tone.BAD)`."""

    def __init__(self, source: str = "", tone: Tone = Tone.NEUTRAL, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._source, self._tone = source, tone
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        on_theme(self, self._paint)
        on_language(self, lambda: self.setText(tr(self._source)))

    def set_state(self, source: str, tone: Tone) -> None:
        """Show another state."""
        self._source, self._tone = source, tone
        self.setText(tr(source))
        self._paint()

    def _paint(self) -> None:
        text, soft = (colour.name() for colour in theme().tone(self._tone))
        px = theme().px
        self.setStyleSheet(
            f"color: {text}; background: {soft}; border-radius: {px(4)}px; padding: {px(2)}px {px(8)}px; "
            f"font-weight: 600; font-size: {theme().font('small').pointSizeF():.2f}pt;"
        )


class IconChip(QWidget):
    """A word on its colour with an icon before it, for what puts a record before the others."""

    def __init__(self, icon: str, source: str, tone: Tone = Tone.BAD, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        px = theme().px
        self.setObjectName("iconChip")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        picture = QLabel()
        word = text_label("", wrap=False)
        row = QHBoxLayout(self)
        row.setContentsMargins(px(6), px(2), px(8), px(2))
        row.setSpacing(px(4))
        row.addWidget(picture)
        row.addWidget(word)

        def paint() -> None:
            picture.setPixmap(theme().icon(icon, tone.value).pixmap(theme().icon_size(14)))
            text, soft = (colour.name() for colour in theme().tone(tone))
            size = theme().font("small").pointSizeF()
            word.setStyleSheet(f"color: {text}; font-weight: 600; font-size: {size:.2f}pt;")
            self.setStyleSheet(f"#iconChip {{ background: {soft}; border-radius: {px(4)}px; }}")

        on_theme(self, paint)
        on_language(self, lambda: word.setText(tr(source)))


class FilterChips(QWidget):
    """The filters in force; each can be seen and closed. Signals carry the filter's key."""

    closed = Signal(str)
    all_closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = FlowLayout(self, theme().px(6))
        self.hide()

    def show_filters(self, filters: dict[str, str]) -> None:
        """Show these: key → the words of the filter, as `{"state": tr("State: {name}", name=…)}`."""
        self._row.empty()
        for key, words in filters.items():
            self._row.addWidget(self._chip(key, words))
        if len(filters) > 1:
            self._row.addWidget(button(N_("Clear all"), "link", clicked=self.all_closed.emit))
        self.setVisible(bool(filters))

    def _chip(self, key: str, words: str) -> QFrame:
        chip = QFrame()
        chip.setObjectName("chip")
        row = QHBoxLayout(chip)
        row.setContentsMargins(theme().px(10), theme().px(2), theme().px(2), theme().px(2))
        row.setSpacing(theme().px(2))
        row.addWidget(text_label(words, wrap=False))
        close = icon_button("close", N_("Remove this filter"), clicked=lambda: self.closed.emit(key))
        close.setIconSize(theme().icon_size(14))
        close.setAccessibleName(tr("Remove the filter “{filter}”", filter=words))
        row.addWidget(close)
        return chip


def exactly(locale: QLocale, count: int) -> str:
    """A number in figures."""
    return locale.toString(count)


def up_to_a_number(locale: QLocale, count: int) -> str:
    """The total of a list in figures: “10.000+” for more than is counted."""
    return exactly(locale, count) if count <= MOST_COUNTED else f"{locale.toString(MOST_COUNTED)}+"


class CountLabel(QLabel):
    """How many there are: “128 records”, “12 of 128 records”. Never without the word."""

    def __init__(
        self,
        one: str = N_("{count} record"),
        many: str = N_("{count} records"),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._one, self._many = one, many
        self._count: int | None = None
        self._say = exactly
        self.setProperty("look", "small")
        on_language(self, self._show)

    def set_count(self, count: int | None) -> None:
        """None while it is being counted."""
        self._count, self._say = count, exactly
        self._show()

    def set_total(self, total: int | None) -> None:
        """The total of a list, which is counted up to a number."""
        self._count, self._say = total, up_to_a_number
        self._show()

    def _show(self) -> None:
        if self._count is None:
            self.setText(tr("Counting…"))
        else:
            self.setText(tr(self._one if self._count == 1 else self._many, count=self._say(self.locale(), self._count)))
