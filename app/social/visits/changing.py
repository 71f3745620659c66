"""How is a visit opened to be changed, and its change noted? Rules and versions first, the case's copies last."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from app.common.asking import unless
from app.common.i18n import N_
from app.common.permissions import require
from app.common.rows import columns, fill_defaults
from app.social.cases import changing
from app.social.cases import record as cases
from app.social.cases.models import Case
from app.social.visits import record, rules
from app.social.visits.models import Visit, VisitEvent
from app.social.visits.reading import detail_of
from app.social.visits.terms import KIND, VisitState, show_number
from app.social.visits.values import VisitChanged
from app.vault.errors import Conflict
from app.vault.session import Work


@dataclass
class VisitChange:
    """A change to a visit under way; `before` is what undo puts back."""

    case: changing.Change
    visit: Visit
    before: dict[str, Any]
    from_state: str
    same: list[int]

    @property
    def work(self) -> Work:
        return self.case.work

    def done(self, action: str, note: str = "", began: int | None = None) -> VisitChanged:
        """Raise the version, copy to the case what lists show, note the event and the audit entry."""
        work, visit = self.work, self.visit
        visit.day = visit.done_on or visit.ended_on or visit.planned_on or work.session.today()
        visit.version += 1
        visit.updated_at, visit.written_by = work.now, work.session.account.id
        work.db.flush()
        record.copy_to_case(work.db, self.case.case, self.same)
        work.db.add(
            VisitEvent(
                case_id=visit.case_id,
                visit_id=visit.id,
                at=work.now,
                by=work.session.account.id,
                action=action,
                from_state=self.from_state,
                to_state=visit.state,
                note=note,
                detail={},
                before=self.before | {"began": began},
            )
        )
        old = self.before["visit"] or {}
        new = columns(visit, record.SILENT)
        changed = {name: [old.get(name), new[name]] for name in new if (old.get(name) or None) != (new[name] or None)}
        told: dict[str, Any] = {name: changed.pop(name) for name in record.TEXTS if name in changed}
        if goals := [each.note for each in record.goals_of(work.db, visit.id) if each.note]:
            told["goals"] = goals
        self.case.done(
            action.removeprefix("visit_"), note, told, kind=KIND, subject=record.subject(visit), visit=changed
        )
        return VisitChanged(visit.id, visit.number, visit.version, VisitState(visit.state), action, self.case.case.id)


def open_new(work: Work, case_id: int, name: str) -> VisitChange:
    """Begin a visit of a case: planned, or made without having been planned. Raises Refused, NotFound."""
    require(work.session, record.PERMISSION)
    home = cases.home_of(work.db, case_id)
    case = changing.open_act(work, home.id, "edit", record.PERMISSION)
    unless(rules.why_not(None, name, work.session.account, home.worker_id))
    visit = begin(work, case.case)
    return VisitChange(case, visit, record.before(work.db, case.case, None), "", cases.same_case(work.db, home.id))


def begin(work: Work, case: Case) -> Visit:
    """The next visit of a case, planned for today until somebody says otherwise."""
    last = work.db.scalar(select(func.max(Visit.seq)).where(Visit.case_id == case.id)) or 0
    visit = Visit(
        case_id=case.id,
        number=show_number(case.code, last + 1),
        seq=last + 1,
        state=VisitState.PLANNED.value,
        way="",
        day=work.session.today(),
        version=0,
        created_at=work.now,
        updated_at=work.now,
    )
    fill_defaults(visit)
    work.db.add(visit)
    work.db.flush()
    return visit


def open_change(work: Work, visit_id: int, name: str, expected_version: int | None = None) -> VisitChange:
    """Load a visit to do an act to it. Raises Refused with the reason, NotFound, Conflict."""
    require(work.session, record.PERMISSION)
    visit, home = record.find(work.db, visit_id)
    case = changing.open_act(work, home.id, "edit", record.PERMISSION)
    if expected_version is not None and visit.version != expected_version:
        raise Conflict(
            N_("Somebody else has written about this visit meanwhile. Nothing was overwritten: look at it again."),
            theirs=detail_of(work.session, work.db, visit),
        )
    unless(rules.why_not(VisitState(visit.state), name, work.session.account, home.worker_id))
    before = record.before(work.db, home, visit)
    return VisitChange(case, visit, before, visit.state, cases.same_case(work.db, home.id))
