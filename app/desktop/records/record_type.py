"""What does a record type declare, so that its screens can be assembled from it? Words and functions, no widget."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from PySide6.QtWidgets import QWidget

from app.common.records.changed import Changed
from app.desktop.theme import Tone
from app.desktop.widgets import Column
from app.vault.errors import AppError
from app.vault.session import Session

if TYPE_CHECKING:
    from app.desktop.records.detail_pane import DetailPane
    from app.desktop.records.filter_fields import Choices, FilterField

Row = TypeVar("Row")
Where = TypeVar("Where")
Sort = TypeVar("Sort")
Detail = TypeVar("Detail")
Values = Mapping[str, Any]
Then = Callable[[Any], object]  # is given what a service gave back


# --- the list --------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Empty:
    """What an empty list says; source texts."""

    none: str  # N_("No report yet")
    begin: str  # why, and how to begin: for whoever may
    wait: str  # for whoever may not
    no_match: str  # N_("No report matches")


@dataclass(frozen=True)
class SavedIn:
    """Where a person's named filters are kept. What `read` gives has id, name and filter."""

    read: Callable[[Session], Sequence[Any]]
    keep: Callable[[Session, str, Values], int]
    forget: Callable[[Session, int], object]


@dataclass(frozen=True)
class Export:
    """The list as an Excel file: the kind whose columns it has, who may, its file's name, what is said beforehand."""

    kind: str
    action: str
    file: str
    said: str


@dataclass(frozen=True)
class Alike(Generic[Row, Where]):
    """“Show only”: the words for what others have in common with a row ("" leaves it out), and the filter for it."""

    words: Callable[[Row], str]
    narrow: Callable[[Row, Where, "Choices"], Where]


@dataclass(frozen=True)
class Verb:
    """A line of a row's menu. `does`: open, edit, step, act or copy; `name` is the step's, the act's, or the text."""

    words: str  # as shown
    does: str
    name: str = ""
    icon: str = ""
    allowed: bool = True


@dataclass(frozen=True)
class RecordList(Generic[Row, Where, Sort]):
    """The list of a record type. The page of `app.desktop.records` says what each part is for."""

    title: str
    name: str
    icon: str
    count: tuple[str, str]
    show: tuple[str, str]
    search: str
    columns: Callable[[Session, Callable[[], str]], list[Column[Row]]]
    main: str
    given_up: tuple[str, ...]
    orders: Mapping[str, tuple[Sort, Sort | None]]
    usual: tuple[str, Sort]
    everything: Where
    fields: "tuple[FilterField, ...]"
    page: Callable[[Session, Where, Sort, Any, int], Any]
    total: Callable[[Session, Where], int]
    empty: Empty
    saved: SavedIn
    note: Callable[[Session, str, int], object]
    new: Callable[[Session], str] = lambda session: ""
    open_action: str = ""  # who may open a record; "": whoever sees the list
    tip: Callable[[Row, str], str] = lambda row, key: ""
    alike: tuple[Alike[Row, Where], ...] = ()
    verbs: Callable[[Session, Row], Sequence[Verb | None]] | None = None  # None between two: a line
    export: Export | None = None
    second: Callable[[Row], str] | None = None  # the second line where the main column has no room; it begins as that
    second_says: tuple[str, ...] = ()  # columns that are not shown beside it: the second line says the same


# --- the opened record -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Head:
    """What one sees first: number (or name), the line under it, chips."""

    number: str
    under: str = ""
    chips: Sequence[QWidget] = ()


@dataclass(frozen=True)
class Section:
    """A part of the page. `show` fills the widget with what was opened and says whether there is anything to see.

    Those of `acts` that can be done now have a button beside the title, which then stands there without content, too.
    """

    title: str
    widget: QWidget
    show: Callable[[Any], bool]
    at_head: bool = False
    acts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Under:
    """Acts that stand under a word of their own in the menu, so that it stays short. The title is source text."""

    title: str
    names: tuple[str, ...]


@dataclass(frozen=True)
class Menu:
    """How steps and acts stand under “More”: icons, groups of acts, keys, and what else is offered (words, act)."""

    icons: Mapping[str, str] = field(default_factory=dict)
    groups: "tuple[tuple[str, ...] | Under, ...]" = ()
    keys: Mapping[str, str] = field(default_factory=dict)
    also: Callable[[Any], Sequence[Verb]] = lambda detail: ()


@dataclass(frozen=True)
class NoneOpen:
    """What stands where no record is open, and for whoever may open none (title, why)."""

    title: str
    why: str
    closed_title: str = ""
    closed_why: str = ""


@dataclass(frozen=True)
class RecordDetail(Generic[Detail]):
    """How an opened record reads. The page of `app.desktop.records` says what each part is for."""

    open: Callable[[Session, int], Any]
    read: Callable[[Session, int], Any]
    head: Callable[[Detail, date], Head]
    sections: "Callable[[Session, DetailPane], Sequence[Section]]"
    none: NoneOpen
    detail_of: Callable[[Any], Detail] = lambda opened: opened
    waiting: Callable[[Any], tuple[str, str]] = lambda row: (row.number, "")  # of a row, before it is opened
    notices: Callable[[Detail], Sequence[tuple[Tone, str]]] = lambda detail: ()
    menu: Menu = Menu()
    need_names: Mapping[str, str] = field(default_factory=dict)
    undo: Callable[[Session, int, int], Any] | None = None
    left: "Callable[[DetailPane], object]" = lambda pane: None  # another record is shown: cover what was revealed
    # How a record whose `revealed` says that its person is shown is read again; it may come back masked.
    read_revealed: Callable[[Session, int], Any] | None = None
    hears_of: Callable[[Detail], bool] = lambda detail: False  # it shows something of its fellow records, too


# --- steps -------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Fact:
    """A line to know before a step: `label` (source) may be empty; `tone` where it needs attention."""

    text: str
    label: str = ""
    tone: Tone | None = None


@dataclass(frozen=True)
class DraftsIn:
    """Where drafts are kept: save(session, form, record id, payload), delete(session, form, record id), read."""

    save: Callable[[Session, str, str, Values], object]
    delete: Callable[[Session, str, str], object]
    read: Callable[[Session], Sequence[Any]]


@dataclass(frozen=True)
class RecordSteps(Generic[Detail]):
    """Steps and acts that one dialog asks for. The page of `app.desktop.records` says what each part is for."""

    prefix: str  # of the form names of their drafts: "step:"
    drafts: DraftsIn
    label: Callable[[str], str]
    needs: Callable[[Detail, str], Sequence[str]]
    fields: Mapping[str, Callable[[Any, Any, bool], None]]  # (form, asked, required)
    do: Callable[[Session, Detail, str, Values], Any]
    also: Callable[[Session, Detail, str], Sequence[str]] = lambda session, detail, name: ()
    read: Callable[[Session, Detail, str], Any] = lambda session, detail, name: detail
    about: Callable[[Session, Detail, str, Values], list[Fact]] = lambda session, detail, name, values: []
    under: Callable[[Detail], str] = lambda detail: ""
    check: Callable[[str, Values], Mapping[str, AppError]] = lambda name, values: {}
    meanings: Mapping[str, str] = field(default_factory=dict)
    dangerous: frozenset[str] = frozenset()
    width: int = 600


# --- all of it ---------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class RecordType(Generic[Row, Where, Sort, Detail]):
    """A record type with its screens.

    `form(parent, session, detail or None, draft or None)` gives a page with `saved(changed)`, `closed`, close_form();
    `drafts` is where it keeps what was typed: who changes a record again goes on with their own draft of it.
    `acts` are those that the step dialog does not ask for: (page's widget, session, detail, then) does them.
    `edits` are the acts that open the form; `edit_step` names the step that F2 asks for in its place ("": the form).
    `changed` is the class of what its services give back, or the kind that a `Changed` of the ledger names.
    `quiet` are actions after which nothing is said; after one of `shown` the record is opened.
    """

    key: str
    help: str
    list: RecordList[Row, Where, Sort]
    detail: RecordDetail[Detail]
    changed: type | str
    id_of: Callable[[Any], int]
    action_words: Mapping[str, str] = field(default_factory=dict)
    form: Callable[[QWidget, Session, Detail | None, Any], QWidget] | None = None
    drafts: DraftsIn | None = None
    steps: RecordSteps[Detail] | None = None
    acts: Mapping[str, Callable[[QWidget, Session, Detail, Then], object]] = field(default_factory=dict)
    edits: frozenset[str] = frozenset({"edit", "correct"})
    edit_step: Callable[[Detail], str] = lambda detail: ""
    quiet: frozenset[str] = frozenset()
    shown: frozenset[str] = frozenset()
    show_key: str = ""  # the words of F8
    next_key: str = ""  # the words of Ctrl+Enter

    def concerns(self, changed: object) -> bool:
        """Whether what a service gave back is a change to a record of this type."""
        if isinstance(self.changed, str):
            return isinstance(changed, Changed) and changed.kind == self.changed
        return isinstance(changed, self.changed)
