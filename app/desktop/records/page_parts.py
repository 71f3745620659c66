"""How do other record types stand on the page of the record they belong to: plans, visits, loans on a case's page?

The page's type lists its parts; nobody edits the page to add one. A part is read with the record, off the window's
thread, puts its sections on the page, its acts under “More”, and its lines into the day's work:

    PARTS = (NEEDS, PLANS)                                        # app/desktop/<type>/parts.py
    RecordDetail(open=opened_with(show_case, PARTS), read=opened_with(read_again, PARTS),
                 detail_of=detail_of, sections=sections_with(own_sections, PARTS), …)
    RecordType(acts=acts_with(own_acts, PARTS), …)

A section's `show` is given the `Opened`; its own part's reading is `opened.parts[KEY]`. An act is given (the page,
session, detail, then): it asks with a dialog, or covers the page with a form (`page.cover(form)`), and gives `then`
what the service gave back. An act looks for its own kept draft by itself, as steps do, so that a line of the day's work
leads to it with Lead(place, "act", (record id, name)).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from app.common.steps import Possible
from app.desktop.records.record_type import Section, Then, Under
from app.desktop.today.source import Source, Work
from app.vault.session import Session

if TYPE_CHECKING:
    from app.desktop.records.detail_pane import DetailPane

Act = Callable[[QWidget, Session, Any, Then], object]


@dataclass(frozen=True)
class PagePart:
    """What one record type puts on another's page. `offered` gives the acts that can be done now, or why not."""

    key: str
    read: Callable[[Session, int], Any]  # (session, id of the page's record)
    sections: "Callable[[Session, DetailPane], Sequence[Section]]"
    offered: Callable[[Session, Any, Any], Sequence[Possible]] = lambda session, detail, read: ()
    acts: Mapping[str, Act] = field(default_factory=dict)
    icons: Mapping[str, str] = field(default_factory=dict)
    work: Source | None = None
    # The same as `read` with its free text as typed, once the page shows the person; None: nothing differs.
    revealed: Callable[[Session, int], Any] | None = None
    # What cannot wait: it takes the place of the page's next step, and is one of `acts`.
    pressing: Callable[[Session, Any, Any], Possible | None] = lambda session, detail, read: None


@dataclass(frozen=True)
class Opened:
    """A record with what its page's parts have read, by their keys."""

    detail: Any
    parts: Mapping[str, Any]


def detail_of(opened: Opened) -> Any:
    """The record itself."""
    return opened.detail


def opened_with(read: Callable[[Session, int], Any], parts: Sequence[PagePart]) -> Callable[[Session, int], Opened]:
    """Reads the record, then its parts; their acts come after the record's own."""

    def opened(session: Session, record_id: int) -> Opened:
        detail = read(session, record_id)
        found = {part.key: part.read(session, record_id) for part in parts}
        also = [each for part in parts for each in part.offered(session, detail, found[part.key])]
        pressing = (part.pressing(session, detail, found[part.key]) for part in parts)
        first = next((each for each in pressing if each is not None), None)
        if first is not None:
            detail = replace(detail, next_step=first)
        return Opened(replace(detail, acts=(*detail.acts, *also)), found)

    return opened


def revealed_with(read: Callable[[Session, int], Any], parts: Sequence[PagePart]) -> Callable[[Session, int], Opened]:
    """Reads the record with its person shown, and its parts likewise; masked as ever where that may be no more."""

    def shown(session: Session, record_id: int) -> Opened:
        detail = read(session, record_id)
        unmasked = [replace(part, read=part.revealed or part.read) for part in parts] if detail.revealed else parts
        return opened_with(lambda _session, _id: detail, unmasked)(session, record_id)

    return shown


def sections_with(
    own: "Callable[[Session, DetailPane], Sequence[Section]]",
    parts: Sequence[PagePart],
    after: "Callable[[Session, DetailPane], Sequence[Section]]" = lambda session, pane: (),
) -> "Callable[[Session, DetailPane], Sequence[Section]]":
    """The record's own sections, its parts' in their order, and what stands at the foot (files, what happened)."""

    def sections(session: Session, pane: "DetailPane") -> list[Section]:
        inside = [section for part in parts for section in part.sections(session, pane)]
        return [*own(session, pane), *inside, *after(session, pane)]

    return sections


def acts_with(own: Mapping[str, Act], parts: Sequence[PagePart]) -> dict[str, Act]:
    """The acts that the step dialog does not ask for: the record's own and its parts'."""
    return {**own, **{name: act for part in parts for name, act in part.acts.items()}}


def icons_with(own: Mapping[str, str], parts: Sequence[PagePart]) -> dict[str, str]:
    """The icons of the menu."""
    return {**own, **{name: icon for part in parts for name, icon in part.icons.items()}}


def under(title: str, parts: Sequence[PagePart]) -> Under:
    """The acts of these parts, under one word of the menu."""
    return Under(title, tuple(name for part in parts for name in part.acts))


def work_with(own: Source, parts: Sequence[PagePart]) -> Source:
    """The day's work of the record and of its parts, as one source; what is late and due is counted together."""
    sources = [own, *(part.work for part in parts if part.work is not None)]

    def read(session: Session) -> list[Any]:
        return [each.read(session) for each in sources]

    def show(session: Session, found: list[Any]) -> Work:
        shown = [each.show(session, one) for each, one in zip(sources, found, strict=True)]
        return Work(
            [group for work in shown for group in work.groups],
            [line for work in shown for line in work.drafts],
            sum(work.late for work in shown),
            sum(work.due for work in shown),
        )

    return Source(read, show, own.new)
