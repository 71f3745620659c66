"""How is a plan opened to be changed, and its change noted? Versions compared, old and new told of, lists refreshed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from app.common.asking import unless
from app.common.i18n import N_
from app.common.permissions import require
from app.social.cases import changing
from app.social.cases import record as cases
from app.social.cases.models import Case
from app.social.support_plans import record, rules
from app.social.support_plans.in_force import draft_of, in_force, plans_of
from app.social.support_plans.models import PlanEvent, SupportPlan
from app.social.support_plans.reading import plan_detail
from app.social.support_plans.terms import PlanState, show_number
from app.social.support_plans.values import PlanChanged
from app.vault.errors import Conflict
from app.vault.session import Work


@dataclass
class PlanChange:
    """A change to a plan under way; `before` is what undo puts back."""

    case: changing.Change
    plan: SupportPlan
    before: dict[str, Any]
    texts: dict[str, str]
    from_state: str
    same: list[int] = field(default_factory=list)

    @property
    def work(self) -> Work:
        return self.case.work

    def done(self, action: str, note: str = "", *, renewed: bool = False, **codes: Any) -> PlanChanged:
        """Raise the version, copy to the case what lists show, note the event and the audit entry."""
        work, plan = self.work, self.plan
        work.db.flush()
        plan.version += 1
        plan.updated_at = work.now
        record.copy_to_case(work.db, self.case.case, self.same)
        work.db.add(
            PlanEvent(
                case_id=plan.case_id,
                plan_id=plan.id,
                at=work.now,
                by=work.session.account.id,
                action=action,
                from_state=self.from_state,
                to_state=plan.state,
                note=note,
                detail={},
                before=self.before,
            )
        )
        after = record.texts(work.db, plan)
        told = {name: [self.texts.get(name, ""), text] for name, text in after.items() if self.texts.get(name) != text}
        told = {name: pair for name, pair in told.items() if any(pair)}
        if plan.state != self.from_state:
            codes["plan_state"] = plan.state
        return told_of(self.case, plan.edition, action, note, told, renewed=renewed, **codes)


def told_of(
    case: changing.Change,
    edition: int,
    action: str,
    note: str,
    told: Mapping[str, Any],
    *,
    renewed: bool = False,
    **codes: Any,
) -> PlanChanged:
    """Note an act on a plan in the case's timeline and audit it: `support_plans.agree`, about the case."""
    name = action.removeprefix("plan_")
    about = cases.subject(case.case)
    case.done(name, note, told, kind="support_plans", subject=about, plan=edition, **codes)
    return PlanChanged(case.case.id, show_number(case.case.code, edition), action, renewed)


def open_change(work: Work, case_id: int, name: str, expected_version: int | None = None) -> PlanChange:
    """Load the plan that an act is about: the one being written, or the one in force.

    Raises Refused with the reason, NotFound, and Conflict when somebody saved since that version was read.
    """
    require(work.session, "support_plans.edit")
    case = changing.open_act(work, cases.home_of(work.db, case_id).id, "edit", "support_plans.edit")
    same = cases.same_case(work.db, case.case.id)
    plans = plans_of(work.db, same)
    plan = draft_of(plans) if name in ("plan_write", "plan_agree", "plan_drop") else in_force(plans)
    state = PlanState(plan.state) if plan is not None else None
    unless(rules.why_not(state, name, work.session.account, case.case.worker_id))
    if plan is None:
        plan = new_plan(work, case.case, plans)
        return PlanChange(case, plan, {"plan": None, **record.around(case.case, plans)}, {}, "", same)
    if expected_version is not None and plan.version != expected_version:
        raise meanwhile(work, plan)
    before = record.snapshot(work.db, plan) | record.around(case.case, plans)
    return PlanChange(case, plan, before, record.texts(work.db, plan), plan.state, same)


def meanwhile(work: Work, plan: SupportPlan) -> Conflict:
    """Somebody else saved the plan since it was read."""
    return Conflict(
        N_("Somebody else has saved this plan meanwhile. Nothing was overwritten: compare both versions and decide."),
        theirs=plan_detail(work.session, work.db, plan),
    )


def new_plan(work: Work, case: Case, plans: list[SupportPlan]) -> SupportPlan:
    """The next plan of a case, empty."""
    plan = SupportPlan(
        case_id=case.id,
        edition=max((each.edition for each in plans), default=0) + 1,
        state=PlanState.DRAFT.value,
        note="",
        witness="",
        ended_reason="",
        version=0,
        written_on=work.session.today(),
        written_by=work.session.account.id,
        created_at=work.now,
        updated_at=work.now,
    )
    work.db.add(plan)
    work.db.flush()
    return plan
