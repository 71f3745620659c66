"""In which words and columns does a plan's screen show its premises, and the list they were drawn from?"""

from collections.abc import Sequence

from app.common.dates import show_date
from app.common.i18n import N_, tr
from app.desktop.theme import Tone
from app.desktop.widgets import Column
from app.police.inspection_plans.explain import score_lines
from app.police.inspection_plans.method import Part, Weights
from app.police.inspection_plans.terms import GROUND_NAMES, PROGRESS_NAMES, Ground, PlanState, Progress
from app.police.inspection_plans.values import CandidateRow, ItemRow, Tally

STATE_TONES: dict[PlanState, Tone] = {
    PlanState.DRAFT: Tone.WARN,
    PlanState.APPROVED: Tone.GOOD,
    PlanState.REPLACED: Tone.NEUTRAL,
}
PROGRESS_TONES: dict[Progress, Tone] = {
    Progress.DONE: Tone.GOOD,
    Progress.LATE: Tone.BAD,
    Progress.SCHEDULED: Tone.INFO,
    Progress.NOT_SCHEDULED: Tone.WARN,
    Progress.PUT_OFF: Tone.NEUTRAL,
}


def when(item: ItemRow) -> str:
    """The day on which it took or is to take place, else the month, else nothing."""
    if item.inspected_on is not None:
        return show_date(item.inspected_on)
    if item.planned_on is not None:
        return show_date(item.planned_on)
    return tr("Month {month}", month=item.planned_month) if item.planned_month is not None else ""


def item_columns() -> list[Column[ItemRow]]:
    return [
        Column("number", N_("Number"), lambda r: r.number, 80),
        Column("name", N_("Premises"), lambda r: r.name, 184, look="strong", stretch=True),
        Column("type", N_("Type"), lambda r: r.type_name, 130),
        Column("village", N_("Village"), lambda r: r.village, 110),
        Column("ground", N_("Ground"), lambda r: tr(GROUND_NAMES[r.ground]), 144),
        Column("score", N_("Score"), lambda r: "" if r.score is None else str(r.score), 64, right=True),
        Column("when", N_("Day or month"), when, 112),
        Column(
            "progress",
            N_("State"),
            lambda r: tr(PROGRESS_NAMES[r.progress]),
            136,
            tone=lambda r: PROGRESS_TONES[r.progress],
        ),
    ]


def candidate_columns() -> list[Column[CandidateRow]]:
    return [
        Column("lot_order", N_("Order of lots"), lambda r: str(r.lot_order), 96, right=True),
        Column("number", N_("Number"), lambda r: r.candidate.number, 80),
        Column("name", N_("Premises"), lambda r: r.candidate.name, 180, look="strong"),
        Column("chosen", N_("Chosen"), _chosen, 144, tone=lambda r: Tone.GOOD if r.ground else None),
        Column("last", N_("Last inspected"), _last, 120),
        Column("score", N_("Score"), lambda r: str(r.score), 64, right=True),
        Column(
            "why", N_("What the score is made of"), lambda r: parts_in_words(r.parts), 200, look="muted", stretch=True
        ),
    ]


def _chosen(row: CandidateRow) -> str:
    return tr(GROUND_NAMES[row.ground]) if row.ground is not None else tr("Not chosen")


def _last(row: CandidateRow) -> str:
    day = row.candidate.last_inspected_on
    return show_date(day) if day is not None else tr("Never")


def parts_in_words(parts: Sequence[Part]) -> str:
    """What gave points, in one line."""
    return "; ".join(score_lines(tuple(parts))) or tr("Nothing recorded gives points.")


def why_item(item: ItemRow, seed: str = "") -> str:
    """Why premises stand in the plan, in sentences that can be read to their owner."""
    said = {
        Ground.NEVER_INSPECTED: tr("No inspection is recorded there, and whoever was never inspected is chosen first."),
        Ground.RISK: tr("Chosen by score: {score} points. {parts}", score=item.score, parts=parts_in_words(item.parts)),
        Ground.LOT: tr("Chosen by lot: its lot is number {order}. Draw code: {seed}", order=item.lot_order, seed=seed)
        if seed
        else tr("Chosen by lot: its lot is number {order}.", order=item.lot_order),
        Ground.ADDED: tr("Added by hand: {reason}", reason=item.reason),
    }[item.ground]
    if item.put_off_reason:
        said += "\n" + tr("Put off: {reason}", reason=item.put_off_reason)
    if item.inspected_on is not None:
        said += "\n" + tr("Inspected on {day}, see {number}.", day=show_date(item.inspected_on), number=_number(item))
    elif item.inspection_number:
        said += "\n" + tr("Inspection: {number}", number=item.inspection_number)
    return said


def _number(item: ItemRow) -> str:
    return item.inspection_number or tr("the register of inspections")


def why_candidate(row: CandidateRow) -> str:
    """Why premises of the list were chosen or not."""
    if row.ground is Ground.NEVER_INSPECTED:
        first = tr("No inspection is recorded there, and whoever was never inspected is chosen first.")
    elif row.ground is Ground.RISK:
        first = tr("Chosen for its score, before the lots.")
    elif row.ground is Ground.LOT:
        first = tr("Chosen by lot: its lot is number {order}.", order=row.lot_order)
    else:
        first = tr("Not chosen: all places were taken before its lot, number {order}.", order=row.lot_order)
    score = tr("Score {score}: {parts}", score=row.score, parts=parts_in_words(row.parts))
    return f"{first}\n{score}\n{tr('Lot: {lot}', lot=row.lot)}"


def tally_words(tally: Tally) -> str:
    """How far the plan has come, in one line."""
    said = tr(
        "In the plan: {total}. Carried out: {done}. Scheduled: {scheduled}. Not scheduled: {waiting}.",
        total=tally.total,
        done=tally.done,
        scheduled=tally.scheduled,
        waiting=tally.not_scheduled,
    )
    if tally.late:
        said += " " + tr("Late: {count}.", count=tally.late)
    if tally.put_off:
        said += " " + tr("Put off: {count}.", count=tally.put_off)
    return said


def share_words(weights: Weights) -> str:
    """How scores take places."""
    return tr(
        "Up to {percent} % of the places left go by score, from {threshold} points on; the rest by lot.",
        percent=weights.risk_percent,
        threshold=weights.threshold,
    )
