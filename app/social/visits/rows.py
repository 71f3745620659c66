"""How does a visit stand on one line, under the case where it is found now?"""

from collections.abc import Sequence

from sqlalchemy.orm import Session as Orm

from app.common.paging import Key
from app.social.cases import record as cases
from app.social.cases import rules as case_rules
from app.social.cases.terms import State as CaseState
from app.social.visits import record, rules
from app.social.visits.models import Visit
from app.social.visits.terms import VisitState, Way
from app.social.visits.values import VisitRow
from app.vault.session import Session


def rows_of(session: Session, db: Orm, found: Sequence[tuple[Visit, Key]]) -> list[VisitRow]:
    """The lines of visits, each with the key of its place in the list."""
    people = {account.id: account.full_name for account in session.accounts()}
    return [_row(session, db, people, visit, key) for visit, key in found]


def _row(session: Session, db: Orm, people: dict[str, str], visit: Visit, key: Key) -> VisitRow:
    case, state = cases.home_of(db, visit.case_id), VisitState(visit.state)
    open_ = CaseState(case.state) in case_rules.OPEN
    return VisitRow(
        id=visit.id,
        version=visit.version,
        number=visit.number,
        case_id=case.id,
        case=case.code,
        case_state=CaseState(case.state),
        worker_id=case.worker_id,
        worker=people.get(case.worker_id or "", ""),
        village=case.village_name,
        state=state,
        way=Way(visit.way),
        day=visit.day,
        planned_on=visit.planned_on,
        planned_at=record.hour(visit.planned_at),
        done_on=visit.done_on,
        late=open_ and rules.is_late(state, visit.planned_on, session.today()),
        key=key,
    )
