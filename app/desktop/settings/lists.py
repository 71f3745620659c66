"""Which villages are there, and what stands in the office's lists? A lead adds, renames, and takes out of use."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QVBoxLayout, QWidget
from sqlalchemy.orm import Session as Orm

from app.common.i18n import N_, tr
from app.common.permissions import may
from app.common.text import fold
from app.desktop.background import Latest, run
from app.desktop.settings.list_items import LAWS, NEW, ItemDialog, TypeName, facts_cell, told
from app.desktop.settings.page import SettingsPage
from app.desktop.theme import Tone, on_language, theme
from app.desktop.widgets.empty import EmptyState
from app.desktop.widgets.looks import button, label, text_label
from app.desktop.widgets.paged_model import Column
from app.desktop.widgets.record_table import RecordTable
from app.desktop.widgets.text_field import TextArea, TextField
from app.desktop.widgets.toast import say
from app.registry import queries, services
from app.registry.queries import Item
from app.vault.people import Unit
from app.vault.session import Session


@dataclass(frozen=True)
class Line:
    """An entry of a list as this page shows it; `item` is set for those of a catalogue."""

    key: object
    name: str
    active: bool
    item: Item | None = None


@dataclass(frozen=True)
class Kind:
    """A list: how it is read, and what a lead does to it. `law` names the catalogue whose entries stand on a law."""

    label: str
    read: Callable[[Orm], list[Line]]
    add: Callable[[Session, str], object]
    rename: Callable[[Session, Line, str], object]
    use: Callable[[Session, Line], object]
    retire: Callable[[Session, Line], object]
    law: str = ""
    keeper: Unit | None = None  # the unit that alone keeps it; nobody else is shown it


def _villages() -> Kind:
    return Kind(
        N_("Villages"),
        lambda db: [Line(each.id, each.name, each.active) for each in queries.every_village(db)],
        services.add_village,
        lambda session, line, name: services.change_village(session, int(str(line.key)), name),
        lambda session, line: services.use_village_again(session, int(str(line.key))),
        lambda session, line: services.retire_village(session, int(str(line.key))),
    )


def _catalogue(name: str, source: str) -> Kind:
    def change(session: Session, line: Line, **what: object) -> None:
        assert line.item is not None
        services.change_item(session, name, line.item.code, replace(line.item, **what))  # type: ignore[arg-type]

    return Kind(
        source,
        lambda db: [Line(each.code, each.name, each.active, each) for each in queries.whole_catalogue(db, name)],
        lambda session, text: services.add_item(session, name, code_of(text), text),
        lambda session, line, text: change(session, line, name=text),
        lambda session, line: change(session, line, active=True),
        lambda session, line: change(session, line, active=False),
        name if name in LAWS else "",
        queries.KEPT_BY.get(name),
    )


def code_of(name: str) -> str:
    """The code of a new entry, made from its name: records hold it, people do not see it."""
    return "_".join("".join(ch if ch.isalnum() else " " for ch in fold(name)).split())[:60]


KINDS: tuple[Kind, ...] = (
    _villages(),
    *(_catalogue(name, source) for name, source in queries.CATALOGUE_NAMES.items()),
)


class Lists(SettingsPage):
    """One list at a time."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(
            N_("Villages and lists"),
            N_("What forms offer to choose from. An entry no longer used stays on the records that have it."),
            parent,
        )
        self._session = session
        lead = may(session, "catalogues.edit")
        self.which = QComboBox()
        self.kinds = [kind for kind in KINDS if kind.keeper in (None, session.account.unit)]
        for kind in self.kinds:
            self.which.addItem("", kind)
        on_language(self.which, self._name)
        self.which.currentIndexChanged.connect(lambda _at: self.refresh())
        self.header.add(self.which)
        self._types: dict[str, str] = {}
        self._latest = Latest(self)
        name: Column[Line] = Column("name", N_("Name"), lambda line: line.name, 340, look="strong", stretch=True)
        short: Column[Line] = Column("name", N_("Name"), lambda line: line.name, 260, look="strong", stretch=True)
        used: Column[Line] = Column(
            "state", N_("State"), lambda line: tr(state(line)[0]), 130, tone=lambda line: state(line)[1]
        )
        law: list[Column[Line]] = [
            Column("facts", N_("Fine, or for which"), lambda line: facts_cell(line.item or NEW, self._types), 170),
            Column("mark", N_("Checked"), lambda line: tr(mark(line)[0]), 150, tone=lambda line: mark(line)[1]),
        ]
        self._plain, self._laws = (
            RecordTable(columns, name=tr("Villages and lists"), key=lambda line: line.key)
            for columns in ([name, used], [short, *law, used])
        )
        for each in (self._plain, self._laws):
            each.setMinimumHeight(theme().px(360))
            each.chosen.connect(self._chosen)
            if lead:
                each.opened.connect(lambda _line: self.ask_name())
        self.empty = EmptyState(
            "place",
            N_("This list is empty"),
            N_("Forms have nothing to offer until a lead adds entries, several at once if need be."),
        )
        self.add = button(N_("Add…"), "primary", "add", clicked=self.ask_new)
        self.rename = button(N_("Rename…"), "", "edit", clicked=self.ask_name)
        self.change = button(N_("Change…"), "", "edit", clicked=self.ask_name)
        self.turn = button(N_("Use no longer"), "", clicked=self.turn_over)
        self.compare = button(N_("Compared with the law"), "", "check", clicked=self.turn_mark)
        row = QHBoxLayout()
        row.setSpacing(theme().px(8))
        for made in (self.rename, self.change, self.compare, self.turn):
            row.addWidget(made)
        row.addStretch(1)
        row.addWidget(self.add)
        self.column.addWidget(self._plain)
        self.column.addWidget(self._laws)
        self.told = text_label("")  # what the narrow columns have no room for
        self.told.hide()
        self.column.addWidget(self.told)
        self.column.addWidget(self.empty)
        self.column.addLayout(row)
        self._lead = lead
        for made in (self.add, self.rename, self.turn, self.change, self.compare):
            made.setVisible(lead)
        self.empty.hide()
        self._chosen(None)
        self.refresh()

    @property
    def table(self) -> RecordTable:
        """The table of the list shown now."""
        return self._laws if self.kind().law else self._plain

    def kind(self) -> Kind:
        """The list shown now."""
        found: Kind = self.which.currentData()
        return found

    def _name(self) -> None:
        for at, kind in enumerate(self.kinds):
            self.which.setItemText(at, tr(kind.label))
        self.which.setAccessibleName(tr("List"))

    def refresh(self) -> None:
        session, kind = self._session, self.kind()

        def read(progress: object) -> tuple[list[Line], dict[str, str]]:
            with session.read() as db:
                types = {each.code: each.name for each in queries.catalogue(db, queries.ESTABLISHMENT_TYPES)}
                return kind.read(db), types

        # An older reading that comes in later would take a new entry off the screen again.
        self._latest.run(read, partial(self._fill, kind))

    def _fill(self, kind: Kind, found: tuple[list[Line], dict[str, str]]) -> None:
        if kind is self.kind():
            lines, self._types = found
            self.table.rows.set_rows(lines)
            for each in (self._plain, self._laws):
                each.setVisible(bool(lines) and each is self.table)
            for made, shown in ((self.rename, not kind.law), (self.change, kind.law), (self.compare, kind.law)):
                made.setVisible(self._lead and bool(shown))
            self.empty.setVisible(not lines)
            self._chosen(self.table.current())

    def _chosen(self, line: Line | None) -> None:
        for made in (self.rename, self.turn, self.change, self.compare):
            made.setEnabled(line is not None)
        self.told.setVisible(bool(line is not None and self.kind().law))
        if line is not None and line.item is not None and self.kind().law:
            self.told.setText(told(line.item, self._types))
        checked = line is not None and line.item is not None and line.item.verified
        self.compare.setText(tr("Mark as not verified") if checked else tr("Compared with the law"))
        self.turn.setText(tr("Use again") if line is not None and not line.active else tr("Use no longer"))

    # --- what a lead does ----------------------------------------------------------------------------------

    def ask_new(self) -> None:
        """One entry, or several: one on each line; of what stands on a law, one with its law."""
        if self.kind().law:
            self._ask_law(NEW)
            return
        dialog = NamesDialog(tr("Add to: {name}", name=tr(self.kind().label)), "", self)
        dialog.given.connect(self.add_names)
        dialog.open()

    def add_names(self, names: list[str]) -> None:
        """Add these; those after one that is refused are not added."""
        session, kind = self._session, self.kind()

        def work(progress: object) -> int:
            for name in names:
                kind.add(session, name)
            return len(names)

        def failed(error: Exception) -> None:
            from app.desktop.widgets.problem import show_problem

            self.refresh()
            show_problem(self, error)

        run(self, work, lambda count: self._done(tr("{count} entries added.", count=count)), failed)

    def ask_name(self) -> None:
        line: Line | None = self.table.current()
        if line is None:
            return
        if self.kind().law and line.item is not None:
            self._ask_law(line.item)
            return
        dialog = NamesDialog(tr("Rename"), line.name, self)
        dialog.given.connect(lambda names: self._do(lambda: self.kind().rename(self._session, line, names[0])))
        dialog.open()

    def _ask_law(self, item: Item) -> None:
        session, catalogue = self._session, self.kind().law
        types = [TypeName(code, name) for code, name in self._types.items()]
        dialog = ItemDialog(session, catalogue, item, types, partial(keep_item, session, catalogue), self)
        dialog.stored.connect(lambda: self._done(tr("Saved.")))
        dialog.open()

    def turn_mark(self) -> None:
        """Compared with the law, or not any more."""
        line: Line | None = self.table.current()
        if line is not None and line.item is not None:
            item = replace(line.item, verified=not line.item.verified)
            self._do(partial(keep_item, self._session, self.kind().law, item))

    def turn_over(self) -> None:
        """Out of use, or in use again."""
        line: Line | None = self.table.current()
        if line is not None:
            kind = self.kind()
            self._do(partial(kind.retire if line.active else kind.use, self._session, line))

    def _do(self, work: Callable[[], object]) -> None:
        run(self, lambda progress: work(), lambda _nothing: self._done(tr("Saved.")))

    def _done(self, text: str) -> None:
        self.refresh()
        say(self, text)


def state(line: Line) -> tuple[str, Tone]:
    """Whether forms offer the entry."""
    return (N_("In use"), Tone.GOOD) if line.active else (N_("No longer used"), Tone.NEUTRAL)


def mark(line: Line) -> tuple[str, Tone]:
    """Whether somebody compared the entry with the law."""
    checked = line.item is not None and line.item.verified
    return (N_("Verified"), Tone.GOOD) if checked else (N_("Not verified"), Tone.WARN)


def keep_item(session: Session, catalogue: str, item: Item) -> None:
    """Store an entry as changed, or a new one."""
    if item.code:
        services.change_item(session, catalogue, item.code, item)
    else:
        services.add_item(
            session,
            catalogue,
            code_of(item.name),
            item.name,
            item.basis,
            item.in_force_from,
            item.in_force_to,
            item.facts,
        )


class NamesDialog(QDialog):
    """`given(names)`: one name to correct, or new ones, each on its line."""

    given = Signal(list)

    def __init__(self, title: str, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setModal(True)
        self.setMinimumWidth(theme().px(440))
        self.names: TextArea | TextField = TextField() if name else TextArea(lines=8)
        self.names.setAccessibleName(tr("Name"))
        if name:
            self.names.set_value(name)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(*(theme().px(24),) * 4)
        inside.setSpacing(theme().px(12))
        inside.addWidget(text_label(title, "section"))
        if not name:
            inside.addWidget(label(N_("One name on each line."), "muted"))
        inside.addWidget(self.names)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(button(N_("Cancel"), clicked=self.reject))
        self.save = button(N_("Save"), "primary", clicked=self._give)
        row.addWidget(self.save)
        inside.addLayout(row)
        self.names.setFocus()

    def _give(self) -> None:
        names = [each.strip() for each in str(self.names.value() or "").splitlines() if each.strip()]
        if names:
            self.accept()
            self.given.emit(list(dict.fromkeys(names)))
