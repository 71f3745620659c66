"""What can a person do with the premises of an approved plan? Set their month and day, assign a team, add, put off.

A day or a team is the planned inspection's own: these verbs go through those of `app.police.inspections`, in one
transaction with the plan's.
"""

from collections.abc import Sequence
from datetime import date, time

from sqlalchemy import func, select

from app.common.entered import day
from app.common.i18n import N_
from app.common.one_transaction import OneTransaction
from app.common.permissions import require
from app.police.inspection_plans import facts, items, rules
from app.police.inspection_plans.changing import done, find_item, find_plan, needed_reason
from app.police.inspection_plans.models import InspectionPlan, PlanItem
from app.police.inspection_plans.terms import Ground, Progress
from app.police.inspection_plans.values import ItemRow, PlanChanged
from app.police.inspections import services as inspections
from app.police.inspections.values import Decision, Member, NewPlan
from app.registry.establishments import queries as establishments
from app.registry.establishments.values import Brief
from app.vault.compartments import Compartment
from app.vault.errors import AppError, Invalid, NotFound, Refused
from app.vault.session import Session, Work

NOT_SCHEDULED = N_("No day was set. Correct what is marked.")


def schedule(
    session: Session, item_id: int, planned_on: date | None, begins: time | None = None, ends: time | None = None
) -> PlanChanged:
    """Set the day of an inspection: the planned inspection is made, or moved where there is one.

    Raises Invalid with an error for each field that is wrong: a day outside the year, premises that are closed.
    """
    require(session, "plans.schedule")
    require(session, "inspections.plan")
    with session.work(Compartment.POLICE) as work:
        plan, item = find_item(work, item_id, "schedule")
        row = _to_do(work, plan, item)
        on = _checked_day(work, plan, item, planned_on)
        if row.inspection_id is not None:
            inspections.reschedule(joined(work), row.inspection_id, on, begins, ends)
        else:
            new = NewPlan(item.establishment_id, on, begins, ends, plan_item_id=item.id)
            inspections.plan_in(work, new)
        item.planned_month = on.month
        return done(work, plan, "schedule", "", {"planned_on": on.isoformat()}, items=[item])


def set_month(session: Session, item_ids: Sequence[int], month: int | None) -> PlanChanged:
    """The month in which inspections are meant to take place, before their days are known; None takes it back."""
    require(session, "plans.schedule")
    with session.work(Compartment.POLICE) as work:
        plan, chosen = _chosen(work, item_ids, "set_month")
        if month is not None:
            _check_month(month, plan.year, session.today())
        for item in chosen:
            item.planned_month = month
        return done(work, plan, "set_month", "", {"planned_month": month}, items=chosen)


def spread(session: Session, plan_id: int, first: int, last: int) -> PlanChanged:
    """Share out the premises that have no month and no day yet evenly over some months, in the order of the list."""
    require(session, "plans.schedule")
    with session.work(Compartment.POLICE) as work:
        plan = find_plan(work, plan_id, "set_month")
        wrong: dict[str, AppError] = {}
        for name, month in (("first", first), ("last", last)):
            try:
                _check_month(month, plan.year, session.today())
            except Invalid as error:
                wrong[name] = error
        if not wrong and last < first:
            wrong["last"] = Invalid(N_("The last month comes before the first one."))
        if wrong:
            raise Invalid(N_("No month was set. Correct what is marked."), wrong)
        waiting = [
            row.id
            for row in items.rows(work.db, [plan], session.today())[plan.id]
            if row.progress is Progress.NOT_SCHEDULED
        ]
        months = last - first + 1
        for place, item_id in enumerate(waiting):
            _item(work, item_id).planned_month = first + place * months // len(waiting)
        chosen = [_item(work, item_id) for item_id in waiting]
        return done(work, plan, "set_month", "", {"planned_month": [first, last]}, items=chosen)


def assign_team(
    session: Session, item_ids: Sequence[int], members: Sequence[Member], decision: Decision
) -> PlanChanged:
    """One team and one decision for several premises whose day is set: for all of them, or for none.

    Raises Invalid as the inspection's own verb does, with the premises that stand in the way.
    """
    require(session, "plans.schedule")
    with session.work(Compartment.POLICE) as work:
        plan, chosen = _chosen(work, item_ids, "assign_team")
        rows = {row.id: row for row in items.rows(work.db, [plan], session.today())[plan.id]}
        for item in chosen:
            row = rows[item.id]
            if row.inspection_id is None:
                raise Invalid(
                    N_("{number} {name} has no day yet. Set its day first, then the team."),
                    number=item.number,
                    name=item.name,
                )
            try:
                inspections.assign_team(joined(work), row.inspection_id, members, decision)
            except Invalid as error:
                raise Invalid(
                    N_("The team was assigned to none: it cannot go to {number} {name}. Correct what is marked."),
                    error.fields,
                    number=item.number,
                    name=item.name,
                ) from error
        return done(work, plan, "assign_team", items=chosen)


def add_item(session: Session, plan_id: int, establishment_id: int, reason: str) -> PlanChanged:
    """Add premises to an approved plan, with a reason; the draw stays as it was.

    Raises Invalid at the field: premises that are closed, that stand in the plan already, no reason.
    """
    require(session, "plans.change")
    with session.work(Compartment.POLICE) as work:
        db = work.db
        plan = find_plan(work, plan_id, "add")
        wrong: dict[str, AppError] = {}
        found = establishments.brief(db, establishment_id)
        if found is None:
            raise NotFound(N_("That establishment is not in the register."))
        try:
            _check_open(work, found, session.today())
            _not_in(work, plan, found.id)
        except Invalid as error:
            wrong["establishment"] = error
        if not reason.strip():
            wrong["reason"] = Invalid(N_("This is needed."))
        if wrong:
            raise Invalid(N_("Nothing was added. Correct what is marked."), wrong)
        last = db.scalar(select(func.max(PlanItem.position)).where(PlanItem.plan_id == plan.id)) or 0
        item = PlanItem(
            plan_id=plan.id,
            position=last + 1,
            establishment_id=found.id,
            number=found.number,
            name=found.name,
            type_code=found.type_code,
            village_id=found.village_id,
            village_name=found.village,
            address=found.address,
            ground=Ground.ADDED.value,
            reason=needed_reason(reason, "add"),
            added_by=session.account.id,
            added_at=work.now,
        )
        db.add(item)
        db.flush()
        return done(work, plan, "add", item.reason, items=[item])


def put_off(session: Session, item_id: int, reason: str) -> PlanChanged:
    """Premises that will not be inspected this year, with a reason; a planned inspection is cancelled with it."""
    require(session, "plans.change")
    with session.work(Compartment.POLICE) as work:
        plan, item = find_item(work, item_id, "put_off")
        reason = needed_reason(reason, "put_off")
        row = _to_do(work, plan, item)
        if row.inspection_id is not None:
            inspections.cancel(joined(work), row.inspection_id, reason)
        item.put_off_at, item.put_off_by, item.put_off_reason = work.now, session.account.id, reason
        return done(work, plan, "put_off", reason, items=[item])


def take_up(session: Session, item_id: int) -> PlanChanged:
    """Premises that were put off are to be inspected after all."""
    require(session, "plans.change")
    with session.work(Compartment.POLICE) as work:
        plan, item = find_item(work, item_id, "take_up")
        if item.put_off_at is None:
            raise Refused(N_("{number} {name} was not put off."), number=item.number, name=item.name)
        item.put_off_at, item.put_off_by, item.put_off_reason = None, "", ""
        return done(work, plan, "take_up", items=[item])


def joined(work: Work) -> Session:
    """The person's session, to call a verb of the inspections with inside the open transaction."""
    return OneTransaction(work.session, work.db)


# --- checks --------------------------------------------------------------------------------------------


def _item(work: Work, item_id: int) -> PlanItem:
    item = work.db.get(PlanItem, item_id)
    if item is None:
        raise NotFound(N_("These premises are not in the plan any more. Look at the plan again."))
    return item


def _chosen(work: Work, item_ids: Sequence[int], act: str) -> tuple[InspectionPlan, list[PlanItem]]:
    """Items of one plan, when this person may do that with it now."""
    chosen = [_item(work, item_id) for item_id in dict.fromkeys(item_ids)]
    if not chosen:
        raise Invalid(N_("Choose at least one of the premises."))
    if len({item.plan_id for item in chosen}) > 1:
        raise Invalid(N_("The premises belong to different plans. Choose those of one plan."))
    return find_plan(work, chosen[0].plan_id, act), chosen


def _to_do(work: Work, plan: InspectionPlan, item: PlanItem) -> ItemRow:
    """The item as it stands. Raises Refused when it was inspected already, or put off."""
    row = next(row for row in items.rows(work.db, [plan], work.session.today())[plan.id] if row.id == item.id)
    if row.progress is Progress.DONE:
        raise Refused(
            N_("{number} {name} was inspected already, see {inspection}. Nothing was changed."),
            number=row.number,
            name=row.name,
            inspection=row.inspection_number,
        )
    if row.progress is Progress.PUT_OFF:
        raise Refused(N_("{number} {name} was put off. Take it up again first."), number=row.number, name=row.name)
    return row


def _checked_day(work: Work, plan: InspectionPlan, item: PlanItem, planned_on: date | None) -> date:
    wrong: dict[str, AppError] = {}
    planned_on = day(planned_on, "planned_on")
    try:
        rules.check_day(planned_on, plan.year, work.session.today())
    except Invalid as error:
        wrong["planned_on"] = error
    found = establishments.brief(work.db, item.establishment_id)
    if found is not None:
        try:
            _check_open(work, found, planned_on)
        except Invalid as error:
            wrong["establishment"] = error
    if wrong:
        raise Invalid(NOT_SCHEDULED, wrong)
    return planned_on


def _check_open(work: Work, found: Brief, day: date) -> None:
    """Raises Invalid where the premises are not in operation on the day, as far as the register knows today."""
    if all(each.id != found.id for each in establishments.active_on(work.db, day)):
        raise rules.not_open(found.state, found.name)


def _check_month(month: int, year: int, today: date) -> None:
    wrong: AppError | None = None
    if not isinstance(month, int) or not 1 <= month <= 12:
        wrong = Invalid(N_("A month is a number from 1 to 12."))
    elif items.last_day(year, month) < today:
        wrong = Invalid(N_("The month {month} of {year} is over."), month=month, year=year)
    if wrong is not None:
        raise Invalid(wrong.sentence, {"planned_month": wrong}, **wrong.values)


def _not_in(work: Work, plan: InspectionPlan, establishment_id: int) -> None:
    """Raises Invalid where the premises, or a duplicate merged into them, stand in the plan."""
    root = facts.roots(work.db)
    for item in work.db.scalars(select(PlanItem).where(PlanItem.plan_id == plan.id)):
        if root.get(item.establishment_id, item.establishment_id) == establishment_id:
            if item.put_off_at is not None:
                raise Invalid(N_("{name} was put off in this plan. Take it up again."), name=item.name)
            raise Invalid(N_("{name} stands in this plan already."), name=item.name)
