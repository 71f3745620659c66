"""What else follows from a declaration on the screens? Facts, how drafts are offered, the day's work, Ctrl+K."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

from app.common.desk import Desk
from app.common.drafts import Draft
from app.common.i18n import N_, tr
from app.common.records import fields as f
from app.common.records.declared import Records
from app.common.text import highlight_spans
from app.desktop.background import Progress
from app.desktop.records.drafts import beginning
from app.desktop.records.leads import Lead
from app.desktop.records.record_type import DraftsIn
from app.desktop.records.search import Finder
from app.desktop.records.sections import FactLine
from app.desktop.shell import Found
from app.desktop.shell.search_palette import Find
from app.desktop.today.source import Source, Work, draft_line
from app.desktop.widgets import privacy
from app.vault.session import Session

MOST = 50


class Labelled(Protocol):
    """A step or an act: it has a label (source text)."""

    @property
    def label(self) -> str: ...


NOTHING: Mapping[str, str] = {}


def facts_of(records: Records[Any, Any], opened: Any, own: Mapping[str, str] = NOTHING) -> list[FactLine]:
    """The facts of an opened record, in the order of the fields; `own` are words that take the place of a field's."""
    lines: list[FactLine] = []
    for each in records.fields:
        if each.fact is f.Fact.NO:
            continue
        value = getattr(opened.entry if each.entered else opened, each.name)
        none = tr(each.none) if isinstance(each, f.Ref) and each.none else ""
        words = own.get(each.name) or each.words(value, opened.lists) or none
        if words or each.fact is f.Fact.ALWAYS:
            lines.append((each.label, words or None))
    return lines


def drafts_in(desk: Desk) -> DraftsIn:
    """Where the drafts of a type are kept."""
    return DraftsIn(desk.save_draft, desk.delete_draft, desk.list_drafts)


def step_label(acts: Mapping[str, Labelled], name: str) -> str:
    """What an act is called (source text)."""
    return acts[name].label if name in acts else N_("Step")


def draft_words(
    draft_form: str,
    new: str,
    text: str,
    acts: Mapping[str, Labelled],
    draft: Draft,
    *,
    prefix: str = "",
    others: Mapping[str, str] = NOTHING,
) -> tuple[str, str]:
    """How a draft is offered: what it is, and how its text (a field's) begins with when it was kept.

    `prefix` begins the forms of steps; `others` are the words of forms that are no change: they may take {number}.
    """
    number = str(draft.payload.get("number", ""))
    typed = str(draft.payload.get("values", {}).get(text) or "")
    begins = beginning(typed, draft.updated_at)
    step = prefix or f"{draft_form}_step:"
    if draft.form in others:
        return tr(others[draft.form], number=number), begins
    if draft.form == draft_form:
        return tr("{kind}, not saved yet", kind=tr(new)), begins
    if draft.form.startswith(step):
        label = tr(step_label(acts, draft.form.removeprefix(step)))
        return tr("{step}: {number}", step=label, number=number), beginning("", draft.updated_at)
    return tr("Change to {number}", number=number), begins


def drafts_work(place: str, desk: Desk, words: Callable[[Draft], tuple[str, str]]) -> Source:
    """What a type without deadlines gives to the day's work: half-written forms."""

    def show(_session: Session, kept: Sequence[Draft]) -> Work:
        return Work(drafts=[draft_line(words(draft), Lead(place, "resume_draft", (draft,))) for draft in kept])

    return Source(desk.list_drafts, show)


def finder(
    records: Records[Any, Any],
    place: str,
    icon: str,
    search: Callable[[Session, str, int], Sequence[Any]],
    said: Callable[[Any], str],
    note_search: Callable[[Session, str, int], object],
    group: Callable[[Any], str] | None = None,
    *,
    personal: bool = False,
    most: int = MOST,
) -> Finder:
    """What Ctrl+K finds of a type, `most` of them: the number, and `said` of a row beside it.

    `group` is the word that a row stands under (source text), where that is not the type's; what is said may hold a
    name (`personal`) and hides with the other names.
    """

    def find_in(session: Session) -> Find:
        def find(words: str, progress: Progress) -> Sequence[Found]:
            hits = search(session, words, most)
            progress.check()
            hidden = personal and privacy().hidden
            groups: dict[str, list[Found]] = {}
            for hit in hits:
                under = tr(group(hit) if group else records.many)
                begins = "" if hidden else said(hit)
                groups.setdefault(under, []).append(_found(under, place, icon, hit.number, begins, hit.id, words))
            return [found for each in groups.values() for found in each]

        return find

    def note(session: Session, words: str) -> None:
        note_search(session, words, len(search(session, words, most)))

    return Finder(find_in, note)


def _found(group: str, place: str, icon: str, number: str, said: str, record_id: int, words: str) -> Found:
    spans = (tuple(highlight_spans(number, words)), tuple(highlight_spans(said, words)))
    return Found(group, number, said, Lead(place, "open", (record_id,)), icon, *spans)
