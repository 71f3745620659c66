"""What is a follow-up visit? Its fields, each said once. No line of the list names anybody."""

from dataclasses import dataclass
from datetime import time

from sqlalchemy import ColumnElement, and_, or_
from sqlalchemy.orm import Session as Orm

from app.common.i18n import N_
from app.common.records import fields as f
from app.common.records.declared import May, Records, Searched
from app.common.records.filters import filter_of
from app.common.text import fold
from app.registry.references import ACCOUNT
from app.social.case_fields import case_field, worker_field
from app.social.cases.intake import workers
from app.social.cases.models import Case
from app.social.cases.of_cases import of_a_listed_case, of_cases
from app.social.cases.rules import OPEN, tidy_code
from app.social.visits.models import Sort, Visit
from app.social.visits.rows import rows_of
from app.social.visits.terms import KIND, VISIT_STATE_NAMES, WAY_NAMES, VisitState, tidy_number
from app.social.visits.values import NewVisit
from app.vault.compartments import Compartment
from app.vault.session import Session


@dataclass(frozen=True)
class Hour(f.Field):
    """An hour of the day."""

    def plain(self, value: time | None) -> str | None:
        return f"{value:%H:%M}" if value is not None else None


def of_an_open_case() -> ColumnElement[bool]:
    """The case goes on: what is planned for one that ended waits for nobody."""
    return of_cases(Visit.case_id, Case.state.in_(sorted(OPEN)))


def _late(session: Session) -> ColumnElement[bool]:
    return and_(Visit.state == VisitState.PLANNED, Visit.day < session.today(), of_an_open_case())


DAYS = f.Between(
    ("day_from", N_("From"), N_("From {date}")),
    ("day_to", N_("until"), N_("Until {date}")),
    (("from", N_("on this day or later")), ("to", N_("on this day or earlier"))),
)
# fmt: off
FIELDS: tuple[f.Field, ...] = (
    f.Text("number", N_("Number"), audit=f.SILENT, entered=False, export=14, documents=f.BOTH),
    case_field(Visit.case_id, export=12, documents=f.BOTH),
    f.Coded("state", N_("State"), VISIT_STATE_NAMES, audit=f.CLEAR, entered=False, export=18, documents=f.BOTH,
            filter=f.AnyOf("states")),
    f.Coded("way", N_("Way"), WAY_NAMES, audit=f.CLEAR, entered=False, export=20, documents=f.BOTH,
            filter=f.AnyOf("ways")),
    f.Day("day", N_("Day"), audit=f.SILENT, entered=False, documents=f.LIST, filter=DAYS),
    f.Day("planned_on", N_("Planned for"), audit=f.CLEAR, entered=False, export=13, documents=f.BOTH),
    Hour("planned_at", N_("At what time"), audit=f.CLEAR, entered=False, documents=f.BOTH),
    f.Day("done_on", N_("Day of the visit"), audit=f.CLEAR, entered=False, export=13, documents=f.BOTH),
    worker_field(Visit.case_id, chip=N_("Worker: {name}"), nobody=N_("No worker"), export=22, documents=f.LIST),
    f.Text("place", N_("Meeting place"), audit=f.LOCKED, entered=False, documents=f.SHOW),
    f.Text("aim", N_("What it is for"), audit=f.LOCKED, entered=False, documents=f.SHOW),
    f.Text("came", N_("Who came"), audit=f.LOCKED, entered=False, documents=f.SHOW),
    f.Text("talked", N_("What was talked about"), audit=f.LOCKED, entered=False, documents=f.SHOW),
    f.Day("ended_on", N_("Day"), audit=f.CLEAR, entered=False, documents=f.SHOW),
    f.Text("reason", N_("Reason"), audit=f.LOCKED, entered=False, documents=f.SHOW),
    f.Text("tried", N_("What was tried"), audit=f.LOCKED, entered=False, documents=f.SHOW),
    f.YesNo("late", N_("Not written up in time"), audit=f.SILENT, entered=False, documents=f.BOTH,
            filter=f.IsSet(term=_late)),
)
# fmt: on


def _with_number(_session: Session, _db: Orm, text: str) -> Searched:
    """By the number of the visit or the code of its case, as people type them: ht26-1."""
    typed = fold(text).strip()
    head, slash, seq = typed.partition("/")
    code, begin = tidy_code(head), typed.upper()
    # As a range: its index is walked, which a pattern's is not.
    numbers = and_(Visit.number >= begin, Visit.number < begin + "\U0010ffff")
    if slash and seq:
        return Searched((or_(Visit.number == f"{code}/{seq}", numbers),))
    return Searched((or_(numbers, of_cases(Visit.case_id, Case.code == code)),))


VISITS: Records[Visit, NewVisit] = Records(
    KIND,
    Compartment.SOCIAL,
    Visit,
    NewVisit,
    FIELDS,
    orders={Sort.DAY: ((Visit.day, Visit.id), False), Sort.NEWEST: ((Visit.day, Visit.id), True)},
    usual=Sort.DAY,
    may=May("visits.list", enter="visits.edit", export="visits.export"),
    one=N_("Visit"),
    many=N_("Follow-up visits"),
    none_such=N_("There is no such visit. Nothing was changed."),
    no_number=N_("There is no visit with the number {number}."),
    lists={"workers": lambda session, _db: workers(session)},
    references={"workers": ACCOUNT},
    lines=rows_of,
    searched=_with_number,
    text_takes=N_("the beginning of a number"),
    tidy=tidy_number,
    bin="",
    always=(of_a_listed_case(Visit.case_id),),
)
VisitFilter = filter_of(VISITS)
# The fields, and what is asked beside them.
VISIT_FIELD_NAMES = VISITS.labels | {
    "goals": N_("How it stands with the goals"),
    "next_on": N_("Next visit"),
    "next_way": N_("Way of the next visit"),
    "on": N_("Day"),
    "note": N_("Note"),
}
