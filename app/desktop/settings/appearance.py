"""How does the window look to this person on this computer? Every choice shows at once; nothing has to be saved."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QSlider, QSpinBox, QWidget

from app.common.i18n import N_, tr
from app.desktop.desk import desk
from app.desktop.settings.page import SettingsPage
from app.desktop.settings.preferences import LOCK_MINUTES, TEXT_PERCENT
from app.desktop.theme import on_language, theme
from app.desktop.widgets.choice import Choice, ChoiceField
from app.desktop.widgets.form import Field, FieldBox
from app.desktop.widgets.looks import label, text_label
from app.desktop.widgets.mask import privacy
from app.vault.session import Session

STEP = 5


class Appearance(SettingsPage):
    """Language, colours, text size, names, keys, lock."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(
            N_("Look and use"), N_("These choices are for you on this computer, and show at once."), parent
        )
        self._preferences = desk().preferences
        self.language = ChoiceField([Choice("vi", "Tiếng Việt", False), Choice("en", "English", False)])
        self.scheme = ChoiceField(
            [Choice("system", N_("As the computer")), Choice("light", N_("Light")), Choice("dark", N_("Dark"))]
        )
        self.text_size = QSlider(Qt.Orientation.Horizontal)
        self.text_size.setRange(TEXT_PERCENT[0] // STEP, TEXT_PERCENT[1] // STEP)
        self.text_size.setTickPosition(QSlider.TickPosition.TicksBelow)
        self.text_size.setPageStep(2)
        self._percent = text_label("", wrap=False)
        self.minutes = QSpinBox()
        self.minutes.setRange(*LOCK_MINUTES)
        self.enter_moves = QCheckBox()
        self.hide_names = QCheckBox()
        self._fill()
        self._lay_out()
        self.language.value_changed.connect(self._speak)
        self.scheme.value_changed.connect(self._colour)
        self.text_size.valueChanged.connect(self._resize)
        self.minutes.valueChanged.connect(lambda value: self._preferences.choose("lock_minutes", value))
        self.enter_moves.toggled.connect(lambda on: self._preferences.choose("enter_moves", on))
        self.hide_names.toggled.connect(self._hide)
        privacy().changed.connect(self.hide_names.setChecked)

    def _fill(self) -> None:
        kept = self._preferences
        self.language.set_value(kept.language)
        self.scheme.set_value(kept.scheme)
        self.text_size.setValue(kept.percent // STEP)
        self.minutes.setValue(kept.lock_minutes)
        self.enter_moves.setChecked(kept.enter_moves)
        self.hide_names.setChecked(privacy().hidden)

    def _lay_out(self) -> None:
        for name, source, editor in (
            ("language", N_("Language"), self.language),
            ("scheme", N_("Colours"), self.scheme),
        ):
            self.column.addWidget(FieldBox(Field(name, source, editor)))
        sizes = QWidget()
        row = QHBoxLayout(sizes)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme().px(16))
        self.text_size.setFixedWidth(theme().px(280))
        row.addWidget(self.text_size)
        row.addWidget(self._percent)
        row.addStretch(1)
        self._labelled(N_("Text size"), sizes, self.text_size)
        self.minutes.setFixedWidth(theme().px(160))
        on_language(self.minutes, lambda: self.minutes.setSuffix(tr(" minutes")))
        self._labelled(N_("Lock when nobody has touched the app for"), self.minutes, self.minutes)
        self.column.addWidget(label(N_("Ctrl+L locks at once. What you were typing is kept."), "small"))
        self._labelled(N_("Typing"), self.enter_moves, None)
        on_language(self.enter_moves, lambda: self.enter_moves.setText(tr("Enter goes to the next field")))
        self._labelled(N_("Privacy in the room"), self.hide_names, None)
        on_language(self.hide_names, lambda: self.hide_names.setText(tr("Hide names in lists and pages")))
        self.column.addWidget(label(N_("Ctrl+Shift+H hides and shows them at any time."), "small"))
        self._show_percent()

    def _labelled(self, source: str, widget: QWidget, entry: QWidget | None) -> None:
        name = label(source, "label")
        name.setContentsMargins(0, theme().px(4), 0, 0)
        self.column.addWidget(name)
        self.column.addWidget(widget, 0, Qt.AlignmentFlag.AlignLeft)
        if entry is not None:
            name.setBuddy(entry)
            on_language(entry, lambda: entry.setAccessibleName(tr(source)))

    def _show_percent(self) -> None:
        self._percent.setText(f"{self.text_size.value() * STEP} %")

    def _speak(self) -> None:
        chosen = str(self.language.value())
        self._preferences.choose("language", chosen)
        theme().speak(chosen)

    def _colour(self) -> None:
        chosen = str(self.scheme.value())
        self._preferences.choose("scheme", chosen)
        theme().choose(scheme=chosen)

    def _resize(self, steps: int) -> None:
        self._preferences.choose("percent", steps * STEP)
        theme().choose(percent=steps * STEP)
        self._show_percent()

    def _hide(self, hidden: bool) -> None:
        self._preferences.choose("hide_names", hidden)
        privacy().hide_names(hidden)
