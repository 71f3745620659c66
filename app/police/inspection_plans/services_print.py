"""What does the printed plan hold? Its list, its method, and all that an outsider needs to hold the draw again."""

from datetime import date
from decimal import Decimal

from app.common.dates import office_day, show_date, show_datetime
from app.common.i18n import N_
from app.common.permissions import require
from app.police import document_numbers
from app.police.inspection_plans import explain, items
from app.police.inspection_plans.changing import KIND, done, find_plan
from app.police.inspection_plans.draw import Line
from app.police.inspection_plans.models import InspectionPlan
from app.police.inspection_plans.services_review import candidate_rows, drawing_of, draws_of, events_of
from app.police.inspection_plans.terms import GROUND_NAMES, Ground, PlanState, Progress
from app.police.inspection_plans.values import ItemRow, PrintedCandidate, PrintedItem, PrintedPlan
from app.police.models import DocumentNumber
from app.vault.compartments import Compartment
from app.vault.session import Session, Work

PLAN_LIST = "plan_list"
# What stands after the number of the paper: 03/KHKT-CAX.
SYMBOL = "KHKT"


def print_plan(session: Session, plan_id: int) -> PrintedPlan:
    """The facts of the plan list, in Vietnamese. Printed again it has the same number and the next copy."""
    require(session, "plans.print")
    with session.work(Compartment.POLICE) as work:
        plan = find_plan(work, plan_id, "print")
        line = document_numbers.give(work, PLAN_LIST, KIND, plan.id)
        printed = _printed(work, plan, line)
        version = plan.version
        done(work, plan, "print", "", {"document": PLAN_LIST, "number": printed.document_number, "copy": line.copy})
        plan.version = version  # a print changes nothing that somebody else could have open
        return printed


_EARLIER_DRAW = N_("{at}: draw code {seed}, share {share}, {chosen} establishments, drawn by {by}")
_MONTH = N_("Month {month}")
_ADDED_BECAUSE = N_("Added: {reason}")
_PUT_OFF_BECAUSE = N_("Put off: {reason}")


def _printed(work: Work, plan: InspectionPlan, line: DocumentNumber) -> PrintedPlan:
    session, db, say = work.session, work.db, explain.vietnamese
    people = {account.id: account.full_name for account in session.accounts()}
    drawing = drawing_of(plan, candidate_rows(db, plan))
    listed = items.rows(db, [plan], session.today())[plan.id]
    grounds = [item.ground for item in listed]
    return PrintedPlan(
        document_number=document_numbers.written(work, line.seq, SYMBOL),
        seq=line.seq,
        copy=line.copy,
        printed_at=work.now,
        printed_by=session.account.full_name,
        office=document_numbers.head(work),
        number=plan.number,
        year=plan.year,
        state=PlanState(plan.state),
        draft=plan.state == PlanState.DRAFT,
        share=explain.percent(Decimal(plan.share)),
        seed=plan.seed,
        drawn_on=plan.drawn_on,
        drawn_by=people.get(plan.drawn_by, ""),
        approved_on=office_day(plan.approved_at) if plan.approved_at is not None else None,
        approved_by=people.get(plan.approved_by, ""),
        active=plan.active,
        quota=plan.quota,
        chosen=len(listed),
        never_inspected=grounds.count(Ground.NEVER_INSPECTED),
        by_score=grounds.count(Ground.RISK),
        by_lot=grounds.count(Ground.LOT),
        added=grounds.count(Ground.ADDED),
        items=tuple(_printed_item(item) for item in listed),
        candidates=tuple(_printed_candidate(each) for each in drawing.lines),
        method=explain.method_lines(drawing.terms.weights),
        how_to_redraw=explain.how_to_redraw(drawing),
        check_command=explain.check_command(drawing),
        earlier_draws=tuple(
            say(
                _EARLIER_DRAW,
                at=show_datetime(each.at),
                seed=each.seed,
                share=explain.percent(each.share),
                chosen=each.chosen,
                by=each.by,
            )
            for each in draws_of(events_of(db, plan), people)[:-1]
        ),
    )


def _printed_item(item: ItemRow) -> PrintedItem:
    say = explain.vietnamese
    month = say(_MONTH, month=f"{item.planned_month:02d}") if item.planned_month else ""
    notes = (
        say(_ADDED_BECAUSE, reason=item.reason) if item.reason else "",
        say(_PUT_OFF_BECAUSE, reason=item.put_off_reason) if item.progress is Progress.PUT_OFF else "",
    )
    return PrintedItem(
        position=item.position,
        number=item.number,
        name=item.name,
        type_name=item.type_name,
        address=item.address,
        village=item.village,
        ground=say(GROUND_NAMES[item.ground]),
        score=str(item.score) if item.ground is Ground.RISK else "",
        lot=item.lot[: explain.PRINTED_DIGITS],
        when=_day(item.planned_on) or month,
        note="; ".join(note for note in notes if note),
    )


def _printed_candidate(line: Line) -> PrintedCandidate:
    each = line.candidate
    return PrintedCandidate(
        lot_order=line.lot_order,
        lot=explain.printed_lot(line),
        number=each.number,
        name=each.name,
        never_inspected=each.never_inspected,
        last_inspected_on=_day(each.last_inspected_on),
        score=line.score,
        ground=explain.vietnamese(GROUND_NAMES[line.ground]) if line.ground is not None else "",
    )


def _day(day: date | None) -> str:
    return show_date(day) if day is not None else ""
