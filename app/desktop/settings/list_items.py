"""What does the law say of an entry of the office's lists: its article, since when, the fine, for which reports?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.common.dates import show_date
from app.common.deadlines import TRACK_NAMES
from app.common.i18n import N_, tr
from app.common.money import show_dong
from app.desktop.background import run
from app.desktop.records.fields import TickField
from app.desktop.records.fields_money import DongField
from app.desktop.theme import Tone, theme
from app.desktop.widgets import Banner, DateField, Field, Form, TextArea, TextField, button, problem, text_label
from app.police.reports.grounds import tracks_of
from app.registry import queries
from app.registry.queries import Item
from app.vault.errors import AppError
from app.vault.session import Session

# The lists whose entries stand on a law, and what each of them knows beside.
LAWS = (queries.VIOLATION_KINDS, queries.CHECKLIST_ITEMS, queries.DECLINE_GROUNDS)
NEW = Item("", "", True, "", False)


@dataclass(frozen=True)
class TypeName:
    """A type of premises, or a legal track, as the office calls it."""

    code: str
    name: str


def facts_text(item: Item, types: Mapping[str, str]) -> str:
    """The fine as it is read, or for which premises a check is."""
    least, most = item.facts.get("fine_from"), item.facts.get("fine_to")
    if least is not None and most is not None:
        told = {"least": show_dong(least), "most": show_dong(most)}
        if item.facts.get("organisation_doubles"):
            return tr("{least} – {most} đồng, an organisation twice that", **told)
        return tr("{least} – {most} đồng", **told)
    if tracks_of(item) or "tracks" in item.facts:
        return ", ".join(tr(TRACK_NAMES[code]) for code in tracks_of(item)) or tr("All tracks")
    if "types" in item.facts:
        names = [types.get(code, code) for code in item.facts["types"]]
        return ", ".join(names) or tr("All types")
    return ""


def period(item: Item) -> str:
    """From when to when it is in force, as far as that is known."""
    return " – ".join(show_date(day) if day else "…" for day in (item.in_force_from, item.in_force_to)).replace(
        "… – …", ""
    )


def facts_cell(item: Item, types: Mapping[str, str]) -> str:
    """The same for a narrow column: the fine without its unit."""
    least, most = item.facts.get("fine_from"), item.facts.get("fine_to")
    if least is not None and most is not None:
        return f"{show_dong(least)} – {show_dong(most)}"
    return facts_text(item, types)


def told(item: Item, types: Mapping[str, str]) -> str:
    """All that the list knows of an entry, for reading under the table."""
    parts = [item.name]
    if item.basis:
        parts.append(tr("Basis: {basis}", basis=item.basis))
    if period(item):
        parts.append(tr("In force: {period}", period=period(item)))
    if facts := facts_text(item, types):
        label = N_("Fine: {facts}") if "fine_from" in item.facts else N_("For: {facts}")
        parts.append(tr(label, facts=facts))
    return "\n".join(parts)


class TypesField(QWidget):
    """For which types of premises, or which legal tracks; none ticked means all."""

    value_changed = Signal()

    def __init__(self, types: Sequence[TypeName]) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(theme().px(4))
        self.boxes: dict[str, QCheckBox] = {}
        for at, each in enumerate(types):
            box = QCheckBox(each.name)
            box.toggled.connect(lambda: self.value_changed.emit())
            grid.addWidget(box, at // 2, at % 2)
            self.boxes[each.code] = box
        if self.boxes:
            self.setFocusProxy(next(iter(self.boxes.values())))

    def value(self) -> list[str]:
        return [code for code, box in self.boxes.items() if box.isChecked()]

    def set_value(self, value: object) -> None:
        chosen = value if isinstance(value, list) else []
        for code, box in self.boxes.items():
            box.setChecked(code in chosen)


class ItemDialog(QDialog):
    """One entry with its law; `stored` once `keep` took it."""

    stored = Signal()

    def __init__(
        self, session: Session, catalogue: str, item: Item, types: Sequence[TypeName], keep: Any, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._item, self._catalogue, self._keep = item, catalogue, keep
        title = tr("Change an entry") if item.code else tr("New entry")
        self.setWindowTitle(title)
        self.setModal(True)
        self.setMinimumWidth(theme().px(560))
        self.form = Form()
        self.form.row(Field("name", N_("Name"), TextArea(lines=2), required=True))
        self.form.row(
            Field("basis", N_("Basis"), TextField(), hint=N_("The article and the law. Leave it empty where unsure."))
        )
        self.form.row(
            Field("in_force_from", N_("In force from"), DateField(session.today)),
            Field("in_force_to", N_("In force until"), DateField(session.today)),
        )
        self._facts: tuple[str, ...] = ("types",)
        if catalogue == queries.VIOLATION_KINDS:
            self._facts = ("fine_from", "fine_to", "organisation_doubles")
            self.form.row(
                Field("fine_from", N_("Lowest fine, đồng"), DongField()),
                Field("fine_to", N_("Highest fine, đồng"), DongField()),
            )
            tick = TickField(N_("An organisation pays twice as much"))
            self.form.row(Field("organisation_doubles", N_("Organisations"), tick))
        elif catalogue == queries.DECLINE_GROUNDS:
            self._facts = ("tracks",)
            tracks = [TypeName(code, tr(name)) for code, name in TRACK_NAMES.items()]
            hint = N_("None ticked: for all tracks.")
            self.form.row(Field("tracks", N_("For these legal tracks"), TypesField(tracks), hint=hint))
        else:
            hint = N_("None ticked: for all types.")
            self.form.row(Field("types", N_("For these types of establishments"), TypesField(types), hint=hint))
        self.form.set_values(
            {
                "name": item.name,
                "basis": item.basis,
                "in_force_from": item.in_force_from,
                "in_force_to": item.in_force_to,
                **item.facts,
                **({"tracks": tracks_of(item)} if catalogue == queries.DECLINE_GROUNDS else {}),
            }
        )
        self._said = Banner("", Tone.BAD)
        self._said.hide()
        self.form.saved.connect(self._save)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(*(theme().px(24),) * 4)
        inside.setSpacing(theme().px(12))
        inside.addWidget(text_label(title, "section"))
        inside.addWidget(self.form)
        inside.addWidget(self._said)
        row = QHBoxLayout()
        row.setSpacing(theme().px(8))
        row.addStretch(1)
        row.addWidget(button(N_("Cancel"), clicked=self.reject))
        self.save = button(N_("Save"), "primary", clicked=self.form.save)
        row.addWidget(self.save)
        inside.addLayout(row)

    def _save(self, values: dict[str, object]) -> None:
        first, last = (
            day if isinstance(day, date) else None for day in (values["in_force_from"], values["in_force_to"])
        )
        item = replace(
            self._item,
            name=str(values["name"]),
            basis=str(values.get("basis") or ""),
            in_force_from=first,
            in_force_to=last,
            facts={**self._item.facts, **{name: values.get(name) for name in self._facts}},
        )
        if _law(item) != _law(self._item):
            item = replace(item, verified=False)  # what was changed has to be compared with the law again
        keep = self._keep
        run(self, lambda progress: keep(item), lambda _nothing: self._done(), self._failed)

    def _done(self) -> None:
        self.accept()
        self.stored.emit()

    def _failed(self, error: Exception) -> None:
        fields = getattr(error, "fields", None)
        if isinstance(error, AppError) and fields:
            self.form.show_errors(fields)
            return
        self._said.set_text(problem(error).text)
        self._said.show()


def _law(item: Item) -> tuple[object, ...]:
    return item.name, item.basis, item.in_force_from, item.in_force_to, dict(item.facts)
