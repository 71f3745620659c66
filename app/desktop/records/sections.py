"""Which sections of a page are the same for every record type? A text, facts, files, what happened."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from app.common.dates import show_datetime
from app.common.i18n import N_, tr
from app.desktop.records.detail_files import FilesList, FilesOf
from app.desktop.records.detail_pane import DetailPane
from app.desktop.records.record_type import Section
from app.desktop.theme import Tone
from app.desktop.widgets import Facts, Happening, Timeline, text_label
from app.vault.session import Session

FactLine = tuple[str, "str | QWidget | None"]  # label (source) and value; None reads “not stated”


def text_section(text: Callable[[Any], str], title: str = "") -> Section:
    """A text of the record, to read and to copy from."""
    shown = text_label("")
    shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)

    def show(opened: Any) -> bool:
        shown.setText(text(opened) or tr("Not stated"))
        return True

    return Section(title, shown, show)


def facts_section(facts_of: Callable[[Any], Sequence[FactLine]], title: str = "") -> Section:
    """Facts as label and value; the section is there when there are any."""
    facts = Facts()

    def show(opened: Any) -> bool:
        lines = facts_of(opened)
        facts.show_facts(lines)
        _give_width(facts)
        return bool(lines)

    return Section(title, facts, show)


def _give_width(facts: Facts) -> None:
    """Let values that are widgets wrap in the whole width; at the left they would be as narrow as they can."""
    lines = facts.layout()
    if lines is None:
        return
    for widget in facts.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
        if not isinstance(widget, QLabel):
            lines.setAlignment(widget, Qt.AlignmentFlag.AlignTop)


def files_section(
    session: Session, pane: DetailPane, files_of: FilesOf, detail_of: Callable[[Any], Any] = lambda opened: opened
) -> Section:
    """The attachments, with adding, viewing, saving elsewhere and taking off."""
    files = FilesList(session, files_of)
    files.changed.connect(pane.changed)

    def show(opened: Any) -> bool:
        files.show_record(detail_of(opened))
        return True

    return Section(N_("Files"), files, show)


# --- what happened -----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class TimelineWords:
    """How a type's timeline reads: its states, the names of its fields, its steps, icons by action.

    An entry has at, by, action, label, from_state, to_state, note, detail (a mapping) and undone. `also` gives what
    an entry says beside that, as shown.
    """

    states: Mapping[Any, str] = field(default_factory=dict)
    tones: Mapping[Any, Tone] = field(default_factory=dict)
    fields: Mapping[str, str] = field(default_factory=dict)
    steps: frozenset[str] = frozenset()
    icons: Mapping[str, str] = field(default_factory=dict)
    flagged: tuple[str, ...] = ()  # fields whose change an entry tells without the values: detail[name] == "changed"
    also: Callable[[Any], Sequence[str]] = lambda entry: ()


ICONS: dict[str, str] = {
    "import": "import",
    "edit": "edit",
    "correct": "edit",
    "assign": "person",
    "reveal": "eye",
    "attach": "attachment",
    "detach": "attachment",
    "print": "print",
    "remove": "trash",
    "undo": "undo",
}


def happenings(entries: Sequence[Any], words: TimelineWords) -> list[Happening]:
    """The timeline in words, oldest first."""
    return [_happening(entry, words) for entry in entries]


def _happening(entry: Any, words: TimelineWords) -> Happening:
    what = tr(entry.label)
    if entry.undone:
        what = tr("{act} (undone)", act=what)
    details: list[str] = []
    old, new = entry.from_state, entry.to_state
    if new is not None and old is not None and new is not old:
        details.append(tr("{old} → {new}", old=tr(words.states[old]), new=tr(words.states[new])))
    changed = [tr(words.fields[name]) for name in entry.detail.get("changed", ()) if name in words.fields]
    changed += [tr(words.fields[name]) for name in words.flagged if entry.detail.get(name) == "changed"]
    if changed and entry.action in ("edit", "correct"):
        details.append(tr("Changed: {fields}", fields=", ".join(dict.fromkeys(changed))))
    details += words.also(entry)
    if entry.note:
        details.append(entry.note)
    tone = Tone.NEUTRAL
    if not entry.undone and entry.action in words.steps and new is not None:
        tone = words.tones.get(new, tone)
    icon = words.icons.get(entry.action) or ICONS.get(entry.action, "")
    return Happening(show_datetime(entry.at), what, entry.by, tuple(details), tone, icon)


def timeline_section(
    words: TimelineWords, timeline_of: Callable[[Any], Sequence[Any]], title: str = N_("What happened")
) -> Section:
    """What happened to the record."""
    timeline = Timeline()

    def show(opened: Any) -> bool:
        timeline.show_events(happenings(timeline_of(opened), words))
        return True

    return Section(title, timeline, show)
