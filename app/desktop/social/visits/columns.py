"""Which columns does the register of visits have, and what stands in each cell?"""

from collections.abc import Callable

from app.common.dates import show_date
from app.common.i18n import N_, tr
from app.common.text import highlight_spans
from app.desktop.social.visits.words import STATE_TONES, late_words, weekday
from app.desktop.theme import Tone
from app.desktop.widgets import Column
from app.social.cases.terms import STATE_NAMES as CASE_STATE_NAMES
from app.social.visits.models import Sort
from app.social.visits.terms import VISIT_STATE_NAMES, WAY_NAMES
from app.social.visits.values import VisitRow
from app.vault.session import Session

GIVEN_UP = ("village", "case_state", "time", "worker", "way")
ORDERS: dict[str, tuple[Sort, Sort | None]] = {"day": (Sort.DAY, Sort.NEWEST)}


def columns(session: Session, words: Callable[[], str]) -> list[Column[VisitRow]]:
    """The columns; `words` are those of the quick search, marked where they are found."""
    return [
        Column("day", N_("Day"), lambda row: show_date(row.day), 100, look="strong", sortable=True),
        Column("time", N_("At what time"), lambda row: f"{row.planned_at:%H:%M}" if row.planned_at else "", 96),
        Column("number", N_("Number"), lambda row: row.number, 112,
               spans=lambda row: highlight_spans(row.number, words())),
        Column("state", N_("State"), lambda row: state_words(row, session), 148,
               tone=lambda row: Tone.BAD if row.late else STATE_TONES[row.state]),
        Column("way", N_("Way"), lambda row: tr(WAY_NAMES[row.way]), 120, stretch=True),
        Column("worker", N_("Worker in charge"), lambda row: row.worker, 150),
        Column("case_state", N_("The case"), lambda row: tr(CASE_STATE_NAMES[row.case_state]), 160),
        Column("village", N_("Village"), lambda row: row.village, 120),
    ]  # fmt: skip


def state_words(row: VisitRow, session: Session) -> str:
    """Where it stands; of a visit that nobody wrote up, for how long."""
    if row.late and row.planned_on is not None:
        return late_words(row.planned_on, session.today())
    return tr(VISIT_STATE_NAMES[row.state])


def tip(row: VisitRow, key: str) -> str:
    """What a cell says when the pointer rests on it."""
    return weekday(row.day) if key == "day" else ""


def second_line(row: VisitRow) -> str:
    """Under the day where the list is narrow: how one meets, and where the case is."""
    return " · ".join(part for part in (tr(WAY_NAMES[row.way]), row.village) if part)
