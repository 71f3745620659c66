"""How is a change to a plan written: opened for an act, its event noted, what lists show copied to the case?"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.orm import Session as Orm

from app.common.asking import unless
from app.common.i18n import N_
from app.common.permissions import require
from app.common.rows import columns
from app.social.cases import changing
from app.social.cases import record as cases
from app.social.cases.models import Case
from app.social.support_plans import rules
from app.social.support_plans.models import PlanAction, PlanEvent, SupportPlan
from app.social.support_plans.reading import plan_detail
from app.social.support_plans.record import (
    ON_CASE,
    STAYS,
    children,
    doing,
    draft_of,
    in_force,
    plans_of,
    snapshot,
    texts,
)
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
        copy_to_case(work.db, self.case.case, self.same)
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
        after = texts(work.db, plan)
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
        return PlanChange(case, plan, {"plan": None, **_around(case.case, plans)}, {}, "", same)
    if expected_version is not None and plan.version != expected_version:
        raise meanwhile(work, plan)
    before = snapshot(work.db, plan) | _around(case.case, plans)
    return PlanChange(case, plan, before, texts(work.db, plan), plan.state, same)


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


def copy_to_case(db: Orm, case: Case, same: list[int]) -> None:
    """What the lists show of the plan in force: its review, and the first day of what is still open.

    Where no plan was ever agreed to, a day of review that was entered by hand stays.
    """
    db.flush()
    plans = plans_of(db, same)
    plan = in_force(plans)
    if plan is not None:
        case.review_on = plan.review_on
        case.next_action_on = rules.next_action_on(doing(each) for each in children(db, PlanAction, plan.id))
    elif any(each.agreed_on for each in plans):
        case.review_on = case.next_action_on = None


def _around(case: Case, plans: list[SupportPlan]) -> dict[str, Any]:
    """What an act may change beside its own plan: where the others stand, the case's copies."""
    return {
        "others": {str(each.id): columns(each, STAYS) for each in plans if each.state != PlanState.DRAFT},
        "drafts": [each.id for each in plans if each.state == PlanState.DRAFT],
        "case": {name: columns(case)[name] for name in ON_CASE},
    }
