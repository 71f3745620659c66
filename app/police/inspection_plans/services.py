"""What can a person do with the year's plan? Draw a draft, draw it again, approve it, change the weights.

What is done with the single premises of an approved plan is in `services_items`; reading, printing and holding the draw
again are in `services_review`.
"""

from collections.abc import Mapping
from decimal import Decimal
from secrets import randbelow

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session as Orm

from app.common.entered import typed
from app.common.i18n import N_
from app.common.permissions import require
from app.police.inspection_plans import facts, rules
from app.police.inspection_plans.changing import KIND, NOTHING, done, find_plan, needed_reason
from app.police.inspection_plans.draw import Drawing, Terms, draw
from app.police.inspection_plans.method import Weights, reference_weights
from app.police.inspection_plans.models import InspectionPlan, PlanCandidate, PlanItem, PlanWeights
from app.police.inspection_plans.terms import Ground, PlanState, show_plan_number
from app.police.inspection_plans.values import PlanChanged, Wanted
from app.police.inspections.models import Inspection
from app.vault.compartments import Compartment
from app.vault.errors import AppError, Invalid, Refused
from app.vault.session import Session, Work


def propose_seed(year: int) -> str:
    """A draw code by chance. Better is one that somebody else names, or dice thrown before witnesses.

    Digits only: paper divides a line after a hyphen, and nobody could tell whether it belongs to the code.
    """
    return f"{year}{randbelow(1_000_000):06d}"


def preview(session: Session, wanted: Wanted) -> Drawing:
    """Hold the draw without storing anything. It is audited all the same: nobody tries codes unseen.

    Raises Invalid with an error for each field that is wrong.
    """
    require(session, "plans.draft")
    with session.work(Compartment.POLICE) as work:
        terms = _terms(work.db, session, typed(wanted), rules.check_near_year)
        drawing = _held(work, terms)
        work.audit(f"{KIND}.preview", KIND, year=wanted.year, **_told(drawing))
        return drawing


def draft_plan(session: Session, wanted: Wanted) -> PlanChanged:
    """Draw the plan of a year from the facts as they are today; it is a draft until a lead approves it.

    Raises Invalid with an error for each field that is wrong; also where the year has a draft already.
    """
    require(session, "plans.draft")
    with session.work(Compartment.POLICE) as work:
        wanted = typed(wanted)
        terms = _terms(work.db, session, wanted, rules.check_year)
        _no_draft_of(work, wanted.year)
        drawing = _held(work, terms)
        last = work.db.scalar(select(func.max(InspectionPlan.seq)).where(InspectionPlan.year == wanted.year))
        seq = (last or 0) + 1
        plan = InspectionPlan(
            version=0,
            year=wanted.year,
            seq=seq,
            number=show_plan_number(seq, wanted.year),
            state=PlanState.DRAFT.value,
            created_at=work.now,
        )
        _store(work, plan, drawing)
        return done(work, plan, "draft", "", _told(drawing))


def redraw(session: Session, plan_id: int, share: Decimal | str, seed: str) -> PlanChanged:
    """Draw a draft again, from the facts as they are now; the draws before stay in its timeline and on the paper."""
    require(session, "plans.draft")
    with session.work(Compartment.POLICE) as work:
        plan = find_plan(work, plan_id, "redraw")
        terms = _terms(work.db, session, Wanted(plan.year, seed, share), rules.check_year)
        drawing = _held(work, terms)
        for table in (PlanItem, PlanCandidate):
            work.db.execute(delete(table).where(table.plan_id == plan.id))
        _store(work, plan, drawing)
        return done(work, plan, "redraw", "", _told(drawing))


def approve(session: Session, plan_id: int, expected_version: int | None = None) -> PlanChanged:
    """Make a draft the plan of its year. From now on its draw is final.

    Raises Refused when the year has an approved plan, Conflict when the draft was drawn again since it was read.
    """
    require(session, "plans.approve")
    with session.work(Compartment.POLICE) as work:
        plan = find_plan(work, plan_id, "approve", expected_version)
        present = approved_plan(work.db, plan.year)
        if present is not None:
            raise Refused(
                N_(
                    "The year {year} has an approved plan, {number}. This draft can be approved in its place, with a"
                    " reason."
                ),
                year=plan.year,
                number=present.number,
            )
        return _approved(work, plan, "approve")


def replace_plan(session: Session, plan_id: int, reason: str, expected_version: int | None = None) -> PlanChanged:
    """Approve a draft in place of the year's approved plan. What was begun under that one is carried over.

    Raises Invalid without a reason, Refused when there is nothing to replace, Conflict when it was drawn again since.
    """
    require(session, "plans.approve")
    with session.work(Compartment.POLICE) as work:
        plan = find_plan(work, plan_id, "replace", expected_version)
        reason = needed_reason(reason, "replace")
        present = approved_plan(work.db, plan.year)
        if present is None:
            raise Refused(N_("The year {year} has no approved plan yet. Approve this one."), year=plan.year)
        present.state = PlanState.REPLACED.value
        present.replaced_by_id, present.replaced_reason = plan.id, reason
        carried = _carry_over(work, present, plan, reason)
        done(work, present, "replaced", reason, {"by": plan.number}, from_state=PlanState.APPROVED.value)
        return _approved(work, plan, "replace", reason, {"replaced": present.number, "carried": carried})


def change_weights(session: Session, weights: Weights, reason: str) -> None:
    """Other weights from now on. Plans keep the weights they were drawn with.

    Raises Invalid with an error for each value that makes no sense, and without a reason.
    """
    require(session, "plans.weights")
    weights = rules.checked_weights(weights)
    with session.work(Compartment.POLICE) as work:
        reason = needed_reason(reason, "weights")
        old = weights_in_force(work.db)
        if old == weights:
            return
        work.db.add(PlanWeights(weights=weights.to_json(), reason=reason, at=work.now, by=session.account.id))
        work.audit(f"{KIND}.weights", KIND, changes=_changes(old, weights), note=reason)


def _changes(old: Weights, new: Weights) -> dict[str, list[object]]:
    """What the audit tells of other weights: each value that differs, old and new."""
    before, after = _values(old), _values(new)
    return {name: [before.get(name), value] for name, value in after.items() if before.get(name) != value}


def _values(weights: Weights) -> dict[str, object]:
    return {
        **{each.factor.value: f"{each.points} (≤ {each.at_most})" for each in weights.weights},
        "threshold": weights.threshold,
        "risk_percent": weights.risk_percent,
        "reports_months": weights.reports_months,
    }


def weights_in_force(db: Orm) -> Weights:
    """The office's weights, or those that the app ships."""
    kept = db.scalars(select(PlanWeights.weights).order_by(PlanWeights.id.desc()).limit(1)).first()
    return Weights.from_json(kept) if kept is not None else reference_weights()


def approved_plan(db: Orm, year: int) -> InspectionPlan | None:
    """The plan in force of a year, if there is one."""
    query = select(InspectionPlan).where(InspectionPlan.year == year, InspectionPlan.state == PlanState.APPROVED.value)
    return db.scalars(query).first()


# --- the draw ------------------------------------------------------------------------------------------


def _terms(db: Orm, session: Session, wanted: Wanted, check_year: rules.YearCheck) -> Terms:
    """What was entered, checked field by field. Raises Invalid."""
    today = session.today()
    wrong: dict[str, AppError] = {}
    share, seed = Decimal(0), ""
    try:
        check_year(wanted.year, today)
    except Invalid as error:
        wrong["year"] = error
    try:
        share = rules.read_share(str(wanted.share))
    except Invalid as error:
        wrong["share"] = error
    try:
        seed = rules.read_seed(wanted.seed)
    except Invalid as error:
        wrong["seed"] = error
    if wrong:
        raise Invalid(N_("Nothing was drawn. Correct what is marked."), wrong)
    return Terms(today, share, seed, weights_in_force(db))


def _held(work: Work, terms: Terms) -> Drawing:
    drawing = draw(facts.candidates(work.db, terms.on, terms.weights.reports_months), terms)
    if not drawing.lines:
        raise Invalid(N_("No establishment is open in the register, so there is nothing to draw from."))
    return drawing


def _told(drawing: Drawing) -> dict[str, object]:
    """What the audit and the timeline say of a draw."""
    terms = drawing.terms
    return {
        "seed": terms.seed,
        "share": str(terms.share),
        "active": drawing.active,
        "chosen": len(drawing.chosen),
    }


def _no_draft_of(work: Work, year: int) -> None:
    number = work.db.scalar(
        select(InspectionPlan.number).where(InspectionPlan.year == year, InspectionPlan.state == PlanState.DRAFT.value)
    )
    if number is not None:
        wrong: dict[str, AppError] = {
            "year": Invalid(N_("There is a draft of this year, {number}. Draw that one again."), number=number)
        }
        raise Invalid(N_("Nothing was drawn. Correct what is marked."), wrong)


def _store(work: Work, plan: InspectionPlan, drawing: Drawing) -> None:
    """The plan with every candidate as it stood, and an item for each that was chosen."""
    terms = drawing.terms
    plan.drawn_on, plan.share, plan.seed = terms.on, str(terms.share), terms.seed
    plan.weights = terms.weights.to_json()
    plan.active, plan.quota = drawing.active, drawing.quota
    plan.never_inspected, plan.places, plan.risk_places = drawing.never_inspected, drawing.places, drawing.risk_places
    plan.drawn_by, plan.drawn_at, plan.updated_at = work.session.account.id, work.now, work.now
    work.db.add(plan)
    work.db.flush()
    for line in drawing.lines:
        each = line.candidate
        work.db.add(
            PlanCandidate(
                plan_id=plan.id,
                establishment_id=each.establishment_id,
                number=each.number,
                name=each.name,
                type_code=each.type_code,
                village_id=each.village_id,
                village_name=each.village,
                address=each.address,
                last_inspected_on=each.last_inspected_on,
                open_findings=each.open_findings,
                reports=each.reports,
                licence_expired=each.licence_expired,
                certificate_expired=each.certificate_expired,
                parts=[part.to_json() for part in line.parts],
                score=line.score,
                lot=line.lot,
                lot_order=line.lot_order,
                ground=line.ground.value if line.ground else "",
            )
        )
    for position, line in enumerate(drawing.chosen, start=1):
        each = line.candidate
        work.db.add(
            PlanItem(
                plan_id=plan.id,
                position=position,
                establishment_id=each.establishment_id,
                number=each.number,
                name=each.name,
                type_code=each.type_code,
                village_id=each.village_id,
                village_name=each.village,
                address=each.address,
                ground=(line.ground or Ground.LOT).value,
                score=line.score,
                lot_order=line.lot_order,
                added_by=work.session.account.id,
                added_at=work.now,
            )
        )
    work.db.flush()


# --- approving -----------------------------------------------------------------------------------------


def _approved(
    work: Work, plan: InspectionPlan, action: str, note: str = "", detail: Mapping[str, object] = NOTHING
) -> PlanChanged:
    before = plan.state
    plan.state = PlanState.APPROVED.value
    plan.approved_by, plan.approved_at = work.session.account.id, work.now
    return done(work, plan, action, note, detail, from_state=before)


def _carry_over(work: Work, old: InspectionPlan, new: InspectionPlan, reason: str) -> list[str]:
    """Inspections planned or held under the old plan belong to the new one; premises it lacks are added to it.

    Returns the numbers of the premises that were carried over.
    """
    db = work.db
    begun = db.scalars(
        select(PlanItem)
        .join(Inspection, Inspection.plan_item_id == PlanItem.id)
        .where(PlanItem.plan_id == old.id, Inspection.removed.is_(False), Inspection.state != "cancelled")
        .order_by(PlanItem.position)
        .distinct()
    ).all()
    known = {item.establishment_id: item for item in db.scalars(select(PlanItem).where(PlanItem.plan_id == new.id))}
    position = len(known)
    for item in begun:
        target = known.get(item.establishment_id)
        if target is None:
            position += 1
            target = _added(work, new, item, position, reason)
        target.planned_month = target.planned_month or item.planned_month
        db.execute(update(Inspection).where(Inspection.plan_item_id == item.id).values(plan_item_id=target.id))
    return [item.number for item in begun]


def _added(work: Work, plan: InspectionPlan, like: PlanItem, position: int, reason: str) -> PlanItem:
    item = PlanItem(
        plan_id=plan.id,
        position=position,
        establishment_id=like.establishment_id,
        number=like.number,
        name=like.name,
        type_code=like.type_code,
        village_id=like.village_id,
        village_name=like.village_name,
        address=like.address,
        ground=Ground.ADDED.value,
        reason=reason,
        added_by=work.session.account.id,
        added_at=work.now,
    )
    work.db.add(item)
    work.db.flush()
    return item
