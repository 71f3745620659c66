"""What can be told while a report is being typed: which limits will run, and which reports look alike?

Both are asked off the window's thread and change nothing.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from rapidfuzz import fuzz

from app.common.dates import OFFICE_ZONE
from app.common.deadlines import STAGE_NAMES, Due, LimitUnit, Starts, due
from app.common.i18n import N_, tr
from app.common.text import fold, normal_phone
from app.police.reports import clock
from app.police.reports.declared import ReportFilter, Sort
from app.police.reports.lines import ReportRow
from app.police.reports.queries import list_reports, search_reports
from app.police.reports.terms import ReportKind
from app.vault.errors import NotFound
from app.vault.session import Session

LENGTHS: dict[LimitUnit, str] = {
    LimitUnit.CALENDAR_DAYS: N_("{count} days"),
    LimitUnit.WORKING_DAYS: N_("{count} working days"),
    LimitUnit.HOURS: N_("{count} hours"),
    LimitUnit.MONTHS: N_("{count} months"),
}
# How far back a second call about the same matter is looked for.
LOOK_BACK = timedelta(days=180)
ALIKE, MOST = 62, 3


@dataclass(frozen=True)
class Limit:
    """A time limit as it would run. `due` None: it begins with the acceptance, whose day nobody knows yet."""

    stage: str
    label: str
    length: int
    unit: LimitUnit
    due: Due | None
    basis: str
    verified: bool
    conditional: bool

    def length_words(self) -> str:
        return tr(LENGTHS[self.unit], count=self.length)


@dataclass(frozen=True)
class Similar:
    """A report that may be about the same matter. `why` is source text."""

    id: int
    number: str
    received_on: date
    content: str
    village: str
    score: int
    why: str


def limits(session: Session, kind: ReportKind, instance: int, on: date, at: time | None, source: str) -> list[Limit]:
    """What begins to run with the receipt, what is due first on top; then what will run from the acceptance."""
    moment = datetime.combine(on, at or time(), tzinfo=OFFICE_ZONE).astimezone(UTC)
    with session.read() as db:
        table = clock.law(db)
    found = []
    for event in (Starts.RECEIVED, Starts.ACCEPTED):
        for rule in clock.rules_for(table, kind.value, instance, event, on):
            if rule.length is None or (rule.stage == "tell_result" and source not in ("press", "forwarded")):
                continue
            ends = due(rule, moment, table.calendar, table.day_off) if event is Starts.RECEIVED else None
            found.append(
                Limit(
                    stage=rule.stage,
                    label=STAGE_NAMES.get(rule.stage, rule.stage),
                    length=rule.length,
                    unit=rule.unit,
                    due=ends,
                    basis=rule.basis,
                    verified=rule.verified,
                    conditional=rule.stage in clock.CONDITIONAL,
                )
            )
    return sorted(found, key=lambda each: (each.due is None, each.due.on if each.due else on))


def main_limit(found: list[Limit]) -> Limit | None:
    """The one that matters most: what verifying or settling has to be done by, else what is due first."""
    dated = [each for each in found if each.due is not None and not each.conditional]
    return next((each for each in dated if each.stage in clock.MAIN_STAGES), dated[0] if dated else None)


def similar(
    session: Session,
    content: str,
    village_id: int | None,
    establishment_id: int | None,
    phone: str,
) -> list[Similar]:
    """Reports of the last half year about the same place that read alike, and those from the same phone."""
    since = session.today() - LOOK_BACK
    found: dict[int, Similar] = {}
    number = normal_phone(phone)
    if number.isdigit() and len(number) >= 9:
        for each in search_reports(session, number, 5):
            found[each.id] = _from_phone(session, each.id, each.number)
    words = fold(content)
    if len(words) >= 12:
        for row in _nearby(session, village_id, establishment_id, since):
            score = round(fuzz.token_set_ratio(words, fold(row.content)))
            same_place = establishment_id is not None and row.establishment
            if score >= ALIKE and row.id not in found:
                why = N_("Same establishment, similar content") if same_place else N_("Similar content")
                found[row.id] = _of_row(row, score, why)
    return sorted(found.values(), key=lambda each: -each.score)[:MOST]


def _nearby(session: Session, village_id: int | None, establishment_id: int | None, since: date) -> list[ReportRow]:
    rows: dict[int, ReportRow] = {}
    if establishment_id is not None:
        where = ReportFilter(establishment_id=establishment_id, received_from=since)
        rows |= {row.id: row for row in list_reports(session, where, Sort.NEWEST, limit=100).rows}
    where = ReportFilter(village_id=village_id, received_from=since)
    rows |= {row.id: row for row in list_reports(session, where, Sort.NEWEST, limit=200).rows if row.id not in rows}
    return list(rows.values())


def _of_row(row: ReportRow, score: int, why: str) -> Similar:
    return Similar(row.id, row.number, row.received_on, row.content, row.village, score, why)


def _from_phone(session: Session, report_id: int, number: str) -> Similar:
    page = list_reports(session, ReportFilter(text=number), limit=5)
    row = next((each for each in page.rows if each.id == report_id), None)
    if row is None:
        raise NotFound(N_("There is no report with the number {number}."), number=number)
    return _of_row(row, 100, N_("Same phone number"))
