"""How is another case chosen? By its code; both then stand side by side, masked, before anything is done."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from app.common.dates import show_date
from app.common.i18n import N_, sentence, tr
from app.common.records.fields import NO_LISTS
from app.desktop.background import Latest
from app.desktop.social.cases.words import SEX_NAMES, flag_words
from app.desktop.theme import theme
from app.desktop.widgets import TextField, label, set_look, text_label
from app.social.cases import services
from app.social.cases.declared import CODED
from app.social.cases.terms import STATE_NAMES
from app.social.cases.values import CaseDetail
from app.vault.errors import AppError
from app.vault.session import Session

# What two cases are compared by; nothing of it names anybody.
NAMES: dict[str, str] = {
    "code": N_("Code"),
    "state": N_("State"),
    "opened": N_("Case opened on"),
    **{each.name: each.label for each in CODED},
    "born": N_("Born"),
    "sex": N_("Sex"),
    "village": N_("Village"),
    "flags": N_("Special protection"),
    "worker": N_("Worker in charge"),
    "note": N_("Wish and need"),
}


def compared(detail: CaseDetail) -> dict[str, str]:
    """A case as it is compared."""
    decade = detail.birth_decade
    return {
        "code": detail.code,
        "state": tr(STATE_NAMES[detail.state]),
        "opened": show_date(detail.opened_on),
        **{each.name: each.words(getattr(detail.facts, each.name), NO_LISTS) for each in CODED},
        "born": tr("{first}–{last}", first=decade, last=decade + 9) if decade is not None else "",
        "sex": tr(SEX_NAMES[detail.facts.sex]) if detail.facts.sex in SEX_NAMES else "",
        "village": detail.village,
        "flags": flag_words(detail.flags, urgent=detail.urgent),
        "worker": detail.worker,
        "note": detail.facts.note,
    }


class OtherCaseField(QWidget):
    """The code of another case, and both cases side by side once it is understood. The value is the code."""

    value_changed = Signal()

    def __init__(self, session: Session, this: CaseDetail) -> None:
        super().__init__()
        self._session, self._this = session, this
        self.edit = TextField(N_("HT26-001"))
        self.said = text_label("", "small")
        self.grid_holder = QWidget()
        self._grid = QGridLayout(self.grid_holder)
        self._grid.setContentsMargins(0, theme().px(4), 0, 0)
        self._grid.setHorizontalSpacing(theme().px(16))
        self._grid.setColumnMinimumWidth(0, theme().px(120))
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnStretch(2, 1)
        self._latest = Latest(self)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(theme().px(4))
        for part in (self.edit, self.said, self.grid_holder):
            inside.addWidget(part)
        self.said.hide()
        self.grid_holder.hide()
        self.edit.value_changed.connect(self._changed)
        self.edit.editingFinished.connect(self.look)
        self.setFocusProxy(self.edit)

    def value(self) -> str | None:
        return self.edit.value()

    def set_value(self, value: object) -> None:
        self.edit.set_value(value)
        self.look()

    def set_accessible(self, name: str) -> None:
        self.edit.setAccessibleName(name)

    def _changed(self) -> None:
        self.grid_holder.hide()
        self.said.hide()
        self.value_changed.emit()

    def look(self) -> None:
        """Show both, as soon as the code is one of a case."""
        typed, session = self.edit.value(), self._session
        if not typed or self.grid_holder.isVisible():
            return

        def read(_progress: object) -> CaseDetail:
            return services.show_case(session, services.find_code(session, typed))

        self._latest.run(read, self._show, self._failed)

    def _failed(self, error: Exception) -> None:
        self.said.setText(sentence(error) if isinstance(error, AppError) else str(error))
        self.said.show()

    def _show(self, other: CaseDetail) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            if item.widget() is not None:
                item.widget().hide()
                item.widget().deleteLater()
        this, that = compared(self._this), compared(other)
        for at, (name, source) in enumerate(NAMES.items()):
            self._grid.addWidget(label(source, "muted"), at, 0, Qt.AlignmentFlag.AlignTop)
            for column, told in ((1, this), (2, that)):
                shown = text_label(told[name] or tr("Not stated"), "" if told[name] else "muted")
                if name == "code":
                    set_look(shown, "label")
                self._grid.addWidget(shown, at, column, Qt.AlignmentFlag.AlignTop)
        self.grid_holder.show()
        self.value_changed.emit()
