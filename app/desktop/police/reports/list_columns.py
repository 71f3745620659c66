"""Which columns does the list of reports have, what stands in each cell, and which go first when it is narrow?"""

from collections.abc import Callable
from datetime import date

from app.common.dates import show_date
from app.common.i18n import N_, tr
from app.common.text import highlight_spans
from app.desktop.police.reports.list_words import (
    STATE_TONES,
    due_tone,
    due_words,
    flag_icons,
    flag_words,
    kind_words,
)
from app.desktop.theme import Tone
from app.desktop.widgets import Column
from app.police.reports.declared import Sort
from app.police.reports.lines import ReportRow
from app.police.reports.terms import STATE_NAMES, URGENCY_NAMES, Urgency
from app.vault.session import Session

# A narrow list gives these up, in this order; the opened report shows them all.
GIVEN_UP = ("kind", "village", "officer", "received", "reporter", "state")
CONTENT_WIDTH = 128
# How many letters stand before the first hit of a search.
LEAD_IN = 10

# What a click on a column's head asks for: ascending, descending (None: there is no such order).
ORDERS: dict[str, tuple[Sort, Sort | None]] = {
    "flags": (Sort.RANK, None),
    "number": (Sort.NUMBER, None),
    "received": (Sort.OLDEST, Sort.NEWEST),
    "reporter": (Sort.REPORTER, None),
    "due": (Sort.DUE, None),
}


def columns(session: Session, words: Callable[[], str]) -> list[Column[ReportRow]]:
    """The columns; `words` are those of the quick search, marked where they are found."""
    today = session.today
    return [
        Column("flags", N_("Flags"), lambda row: "", 58, icons=lambda row: flag_icons(row.flags, row.urgency),
               sortable=True, tight=True),
        Column("number", N_("Number"), lambda row: row.number, 108, look="strong", sortable=True,
               spans=lambda row: highlight_spans(row.number, words())),
        Column("kind", N_("Kind"), lambda row: kind_words(row.kind, row.instance), 140),
        Column("received", N_("Received on"), lambda row: show_date(row.received_on), 96, sortable=True),
        Column("content", N_("Content"), lambda row: around_hit(row.content, words()), CONTENT_WIDTH, stretch=True,
               spans=lambda row: highlight_spans(around_hit(row.content, words()), words())),
        Column("village", N_("Village"), lambda row: row.village, 112,
               spans=lambda row: highlight_spans(row.village, words())),
        Column("reporter", N_("Reporter"), lambda row: row.reporter_shown, 156,
               icons=_lock, sortable=True, personal=True,
               spans=lambda row: highlight_spans(row.reporter, words())),
        Column("officer", N_("Officer in charge"), lambda row: row.officer, 132),
        Column("state", N_("State"), lambda row: tr(STATE_NAMES[row.state]), 124,
               tone=lambda row: STATE_TONES[row.state]),
        Column("due", N_("Time limit"), lambda row: due(row, today()), 150, sortable=True,
               tone=lambda row: tone(row, today())),
    ]  # fmt: skip


def around_hit(content: str, words: str) -> str:
    """The content from shortly before the first hit on, so that a narrow column shows what was found."""
    spans = highlight_spans(content, words) if words else []
    if not spans or spans[0][0] <= LEAD_IN:
        return content
    begin = content.find(" ", spans[0][0] - LEAD_IN)
    return "… " + content[begin + 1 :] if 0 <= begin < spans[0][0] else content


def _lock(row: ReportRow) -> list[tuple[str, str]]:
    """A name is there that only some may see; nobody gave one for an anonymous report."""
    return [("lock", "muted")] if row.reporter_sealed else []


def due(row: ReportRow, today: date) -> str:
    return tr("suspended") if row.suspended else due_words(row.due_on, today)


def tone(row: ReportRow, today: date) -> Tone | None:
    return Tone.NEUTRAL if row.suspended else due_tone(row.due_on, today)


def tip(row: ReportRow, key: str) -> str:
    """What a cell says when the pointer rests on it: what its few letters stand for."""
    if key == "flags":
        urgency = "" if row.urgency is Urgency.NORMAL else tr(URGENCY_NAMES[row.urgency])
        return " · ".join(part for part in (flag_words(row.flags), urgency) if part)
    if key == "due" and row.due_on is not None:
        return tr("{stage}: until {date}", stage=tr(row.due_stage), date=show_date(row.due_on))
    if key == "due" and row.side_due_on is not None:
        return tr("{stage}: until {date}", stage=tr(row.side_due_stage), date=show_date(row.side_due_on))
    if key == "reporter" and row.reporter_sealed:
        return tr("Protected by law. Open the report to see it, with a reason.")
    if key == "state" and row.next_step is not None:
        return tr("Next: {step}", step=tr(row.next_step.label))
    return ""
