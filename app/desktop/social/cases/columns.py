"""Which columns does the list of cases have, what stands in each cell, and which go first when it is narrow?"""

from collections.abc import Callable
from datetime import date

from app.common.dates import show_date
from app.common.i18n import N_, tr
from app.common.text import highlight_spans
from app.desktop.social.cases.words import (
    QUIET,
    STATE_TONES,
    coming,
    coming_tone,
    contact_words,
    flag_icons,
    flag_words,
)
from app.desktop.theme import Tone
from app.desktop.widgets import Column
from app.social.cases.queries import CaseRow, Sort
from app.social.cases.terms import STATE_NAMES
from app.vault.session import Session

# A narrow list gives these up, in this order; the opened case shows them all.
GIVEN_UP = ("review", "visit", "village", "contact", "worker", "due")
ORDERS: dict[str, tuple[Sort, Sort | None]] = {
    "flags": (Sort.RANK, None),
    "code": (Sort.CODE, Sort.NEWEST),
    "due": (Sort.DUE, None),
    "contact": (Sort.QUIET, None),
}


def columns(session: Session, words: Callable[[], str]) -> list[Column[CaseRow]]:
    """The columns; `words` are those of the quick search, marked where they are found."""
    today = session.today
    return [
        Column("flags", N_("Flags"), lambda row: "", 56, icons=lambda row: flag_icons(row.flags, urgent=row.urgent),
               sortable=True, tight=True),
        Column("code", N_("Code"), lambda row: row.code, 88, look="strong", sortable=True,
               spans=lambda row: highlight_spans(row.code, words())),
        Column("state", N_("State"), lambda row: tr(STATE_NAMES[row.state]), 170,
               tone=lambda row: STATE_TONES[row.state]),
        Column("due", N_("What comes next"), lambda row: coming(row, today()), 196, sortable=True,
               tone=lambda row: coming_tone(row, today())),
        Column("worker", N_("Worker in charge"), lambda row: row.worker, 140, stretch=True),
        Column("village", N_("Village"), lambda row: row.village, 112,
               spans=lambda row: highlight_spans(row.village, words())),
        Column("contact", N_("Last contact"), lambda row: contact_words(row, today()), 124, sortable=True,
               tone=lambda row: Tone.WARN if row.quiet else None),
        Column("visit", N_("Next visit"), lambda row: _day(row.next_visit_on), 96),
        Column("review", N_("Review"), lambda row: _day(row.review_on), 96),
    ]  # fmt: skip


def _day(day: date | None) -> str:
    return show_date(day) if day is not None else ""


def second_line(row: CaseRow) -> str:
    """Under the code where the list is narrow."""
    return " · ".join(part for part in (row.worker, row.village, tr(QUIET) if row.quiet else "") if part)


def tip(row: CaseRow, key: str) -> str:
    """What a cell says when the pointer rests on it: what its few letters stand for."""
    if key == "flags":
        return flag_words(row.flags, urgent=row.urgent)
    if key == "state" and row.next_step is not None:
        return tr("Next: {step}", step=tr(row.next_step.label))
    if key == "contact":
        return show_date(row.last_contact_on)
    return ""
