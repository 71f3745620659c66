"""What do the cases give to the day's work? Visits and reviews due, consents that end, quiet cases, what to erase."""

from dataclasses import dataclass, replace
from datetime import date

from app.common.dates import show_date
from app.common.drafts import Draft
from app.common.i18n import N_, tr
from app.common.permissions import may
from app.common.records.filters import Filter
from app.desktop.records.leads import Lead
from app.desktop.records.page_parts import work_with
from app.desktop.social.cases import drafts
from app.desktop.social.cases.parts import PARTS
from app.desktop.social.cases.words import coming, flag_icons, flag_words
from app.desktop.theme import Tone
from app.desktop.today.source import OVERDUE, TITLES, TODAY, WEEK, Group, Line, Next, Source, Work, draft_line
from app.social.cases import queries, services_desk
from app.social.cases.queries import CaseFilter, CaseRow, WorkToday
from app.social.cases.rules import ACTS
from app.social.cases.terms import STATE_NAMES, purposes
from app.social.keeping import services as keeping
from app.social.keeping.services import ToErase
from app.social.support_plans.queries import cases_with_a_plan
from app.social.visits.queries import planned_cases
from app.vault.session import Session

PLACE = "cases"
# So many lines of a group stand in the day's work; the list has them all.
MOST = 20


@dataclass(frozen=True)
class Waiting:
    """What the cases ask for today."""

    work: WorkToday
    erase: tuple[ToErase, ...]
    drafts: tuple[Draft, ...]


def read(session: Session) -> Waiting:
    """Asked off the window's thread."""
    if not may(session, "cases.open"):
        return Waiting(WorkToday((), (), (), ()), (), ())
    erase = tuple(keeping.to_erase(session)) if may(session, "cases.erase") else ()
    work = _told_here(session, queries.work_today(session))
    return Waiting(work, erase, tuple(services_desk.list_drafts(session)))


def _told_here(session: Session, work: WorkToday) -> WorkToday:
    """Without the cases whose days a planned visit or the plan in force tells of, each with its own line."""
    visits, plans = planned_cases(session), cases_with_a_plan(session)

    def by_hand(row: CaseRow) -> tuple[date | None, date | None]:
        return None if row.id in visits else row.next_visit_on, None if row.id in plans else row.review_on

    def left(rows: tuple[CaseRow, ...], until: date) -> tuple[CaseRow, ...]:
        return tuple(row for row in rows if any(day is not None and day <= until for day in by_hand(row)))

    today = session.today()
    return replace(work, due=left(work.due, today), soon=left(work.soon, today + queries.WEEK))


def show(session: Session, waiting: Waiting) -> Work:
    """The same in words."""
    work, today = waiting.work, session.today()
    own = {} if may(session, "cases.transfer") else {"worker_id": session.account.id}
    late = [row for row in work.due if row.late]
    now = [row for row in work.due if not row.late]
    groups = [
        _group(OVERDUE, TITLES[OVERDUE], Tone.BAD, late, today, CaseFilter(late=True, **own)),
        _group(TODAY, TITLES[TODAY], Tone.WARN, now, today),
        Group("cases_erase", N_("Cases to erase"), Tone.BAD, [erase_line(each) for each in waiting.erase[:MOST]],
              len(waiting.erase), Lead("keeping", "open")),
        _group(WEEK, TITLES[WEEK], Tone.NEUTRAL, work.soon, today),
        Group("cases_consents", N_("Consents that run out within 30 days"), Tone.WARN,
              [consent_line(*each, today) for each in work.expiring[:MOST]], len(work.expiring)),
        _group("cases_checks", N_("Ask how it goes, six months after closure"), Tone.WARN, work.checks, today),
        _quiet(work.quiet, today, CaseFilter(quiet=True, **own)),
    ]  # fmt: skip
    offered = [draft_line(drafts.words(draft), Lead(PLACE, "resume_draft", (draft,))) for draft in waiting.drafts]
    due_late = len(late) + sum(each.late for each in waiting.erase)
    return Work([group for group in groups if group.lines], offered, late=due_late, due=len(now))


def _group(
    key: str, title: str, tone: Tone, rows: "list[CaseRow] | tuple[CaseRow, ...]", today: date, where: object = None
) -> Group:
    lead = Lead(PLACE, "show_filtered", (where,)) if where is not None else None
    return Group(key, title, tone, [case_line(row, tone, today) for row in rows[:MOST]], len(rows), lead)


def _quiet(rows: tuple[CaseRow, ...], today: date, where: Filter) -> Group:
    lines = []
    for row in rows[:MOST]:
        step = Next(ACTS["contact"].label, Lead(PLACE, "act", (row.id, "contact")))
        chip = (tr("{days} days quiet", days=(today - row.last_contact_on).days), Tone.WARN)
        lines.append(_line(row, chip, step))
    title = N_("No contact for 30 days")
    return Group("cases_quiet", title, Tone.WARN, lines, len(rows), Lead(PLACE, "show_filtered", (where,)))


def case_line(row: CaseRow, tone: Tone, today: date) -> Line:
    """A case whose visit, review or check is due."""
    act = "check" if row.check_on is not None and row.closed_on is not None else "contact"
    step = Next(ACTS[act].label, Lead(PLACE, "act", (row.id, act)))
    return _line(row, (coming(row, today), tone), step)


def _line(row: CaseRow, chip: tuple[str, Tone], step: Next) -> Line:
    words = " · ".join(part for part in (row.worker, row.village) if part)
    title = f"{row.code} · {tr(STATE_NAMES[row.state])}"
    names = flag_words(row.flags, urgent=row.urgent)
    icons = [(icon, colour, names) for icon, colour in flag_icons(row.flags, urgent=row.urgent)]
    return Line(title, words, Lead(PLACE, "open", (row.id,)), chip, step, row.code, icons)


def consent_line(row: CaseRow, purpose: str, until: date, today: date) -> Line:
    """A consent that ran out or will soon; the person is asked again."""
    over = until < today
    chip = (tr("ran out on {date}", date=show_date(until)) if over else tr("until {date}", date=show_date(until)),
            Tone.BAD if over else Tone.WARN)  # fmt: skip
    step = Next(N_("Ask again"), Lead(PLACE, "act", (row.id, "consent")))
    title = f"{row.code} · {purposes().get(purpose, purpose)}"
    return Line(title, row.worker, Lead(PLACE, "open", (row.id,)), chip, step, row.code)


def erase_line(each: ToErase) -> Line:
    """A case that waits for its erasure."""
    why = tr("Consent was withdrawn") if each.ground == "withdrawal" else tr("The years of keeping it are over")
    chip = (tr("by {date}", date=show_date(each.by)), Tone.BAD if each.late else Tone.WARN)
    step = Next(ACTS["erase"].label, Lead(PLACE, "act", (each.case_id, "erase")))
    return Line(each.code, why, Lead(PLACE, "open", (each.case_id,)), chip, step, each.code)


def _new(session: Session) -> tuple[str, Lead] | None:
    return (N_("New support case"), Lead(PLACE, "new")) if may(session, "cases.intake") else None


CASE_WORK = work_with(Source(read, show, _new), PARTS)
