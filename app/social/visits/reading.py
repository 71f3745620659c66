"""What does a person see of a visit, and of the visits of a case? Every free text masked, or for whom it is revealed
as typed."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session as Orm

from app.common.asking import unless
from app.common.permissions import require
from app.common.steps import Possible, Undoable
from app.social.cases import record as cases
from app.social.cases import rules as case_rules
from app.social.cases.models import Case
from app.social.cases.terms import State as CaseState
from app.social.masking import IdentityWords, show
from app.social.support_plans import reading as plans
from app.social.support_plans.models import PlanGoal
from app.social.support_plans.values import Happened
from app.social.visits import record, rules
from app.social.visits.audited import ACT_NAMES
from app.social.visits.models import Visit, VisitEvent
from app.social.visits.terms import KIND, Going, VisitState, Way
from app.social.visits.values import CaseVisits, StandingInfo, VisitDetail
from app.vault.compartments import Compartment
from app.vault.session import Session


def open_visit(session: Session, visit_id: int) -> VisitDetail:
    """A visit with every free text masked; the opening is audited. Raises NotFound, Refused for a viewer."""
    require(session, "visits.open")
    with session.work(Compartment.SOCIAL) as work:
        visit, case = record.find(work.db, visit_id)
        work.audit(f"{KIND}.open", record.subject(visit), case=case.code)
        return detail_of(session, work.db, visit)


def read_again(session: Session, visit_id: int) -> VisitDetail:
    """The visit as it is now, for a person who has it open already. Not audited."""
    require(session, "visits.open")
    with session.read() as db:
        return detail_of(session, db, record.find(db, visit_id)[0])


def visits_of_case(session: Session, case_id: int) -> CaseVisits:
    """The visits of a case with every free text masked, for a person who has the case open. Not audited."""
    require(session, "cases.open")
    with session.read() as db:
        return _visits(session, db, case_id, revealed=False)


def visits_revealed(session: Session, case_id: int) -> CaseVisits:
    """The same as typed, for whoever may see the person. Called once the case has audited why: a page that shows the
    person, a paper for both to sign, the person's own copy. Raises Refused.
    """
    require(session, "cases.reveal")
    with session.read() as db:
        case = cases.home_of(db, case_id)
        unless(case_rules.why_not_act(cases.standing(case), "reveal", session.account))
        return _visits(session, db, case_id, revealed=True)


def visits_on_paper(session: Session, db: Orm, case_id: int) -> CaseVisits:
    """The same as typed, for a paper with the person's name: whoever makes it has checked and audited that."""
    return _visits(session, db, case_id, revealed=True)


def _visits(session: Session, db: Orm, case_id: int, *, revealed: bool) -> CaseVisits:
    case = cases.home_of(db, case_id)
    same, words = cases.same_case(db, case.id), cases.words_of(db, case.id)
    rows = record.visits_of(db, same)
    last = undoable(session, db, same)
    told = [_detail(session, db, row, case, words, last, revealed=revealed) for row in rows]
    planned = tuple(reversed([each for each in told if each.state is VisitState.PLANNED]))
    plan = plans.in_force_of(session, db, case.id, revealed=revealed)
    return CaseVisits(
        case.id,
        case.code,
        planned,
        tuple(each for each in told if each.state is not VisitState.PLANNED),
        plan.goals if plan is not None else (),
        case.next_visit_on if not planned else None,
        tuple(_acts(session, case, VisitState.PLANNED if planned else None)),
        last,
    )


def _acts(session: Session, case: Case, state: VisitState | None) -> Iterable[Possible]:
    """What can be done now; what does not follow from where the visit stands is left out."""
    if CaseState(case.state) not in case_rules.OPEN:
        return
    for name, step in rules.ACTS.items():
        about = None if name in rules.NEW else state
        if (about, name) in rules.TRANSITIONS:
            yield Possible(name, step.label, step.needs, rules.why_not(about, name, session.account, case.worker_id))


def undoable(session: Session, db: Orm, same: list[int]) -> Undoable | None:
    """This person's last act on the visits of the case, when nobody did anything since."""
    query = select(VisitEvent).where(VisitEvent.case_id.in_(same), VisitEvent.undone_at.is_(None))
    last = db.scalars(query.order_by(VisitEvent.id.desc()).limit(1)).first()
    if last is None or last.by != session.account.id or last.before is None:
        return None
    return Undoable(last.id, rules.ACTS[last.action].label, last.at)


def detail_of(session: Session, db: Orm, visit: Visit) -> VisitDetail:
    """One visit, masked, with what can be done to it."""
    case = cases.home_of(db, visit.case_id)
    last = undoable(session, db, cases.same_case(db, case.id))
    return _detail(session, db, visit, case, cases.words_of(db, case.id), last, revealed=False)


def _detail(
    session: Session,
    db: Orm,
    visit: Visit,
    case: Case,
    words: IdentityWords,
    last: Undoable | None,
    *,
    revealed: bool,
) -> VisitDetail:
    """`last` is what the person could take back of all visits of the case."""
    people = {account.id: account.full_name for account in session.accounts()}
    state = VisitState(visit.state)

    def said(text: str) -> str:
        return show(text, words, revealed=revealed)

    standing = record.goals_of(db, visit.id)
    names = {
        row.id: row.words for row in db.scalars(select(PlanGoal).where(PlanGoal.id.in_([g.goal_id for g in standing])))
    }
    events = db.scalars(select(VisitEvent).where(VisitEvent.visit_id == visit.id).order_by(VisitEvent.id)).all()
    open_ = CaseState(case.state) in case_rules.OPEN
    return VisitDetail(
        id=visit.id,
        version=visit.version,
        number=visit.number,
        case_id=case.id,
        case=case.code,
        case_state=CaseState(case.state),
        worker=people.get(case.worker_id or "", ""),
        state=state,
        way=Way(visit.way),
        planned_on=visit.planned_on,
        planned_at=record.hour(visit.planned_at),
        place=said(visit.place),
        aim=said(visit.aim),
        done_on=visit.done_on,
        came=said(visit.came),
        talked=said(visit.talked),
        goals=tuple(
            StandingInfo(said(names.get(each.goal_id, "")), Going(each.going), said(each.note)) for each in standing
        ),
        ended_on=visit.ended_on,
        reason=said(visit.reason),
        tried=said(visit.tried),
        written_by=people.get(visit.written_by, visit.written_by),
        late=open_ and rules.is_late(state, visit.planned_on, session.today()),
        timeline=tuple(
            Happened(
                each.id,
                each.at,
                people.get(each.by, each.by),
                each.action,
                ACT_NAMES[each.action],
                said(each.note),
                each.undone_at is not None,
            )
            for each in events
        ),
        acts=tuple(each for each in _acts(session, case, state) if each.name not in rules.NEW),
        undoable=last if last is not None and any(each.id == last.event_id for each in events) else None,
    )
