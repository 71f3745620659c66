"""How does the head-count of an inspection come into the register of establishments?

Two compartments are never written in one transaction: the register is told after the minutes are stored, and a mark
says that it was. What was not carried (premises not confirmed yet, the power gone in between) waits in the day's work.
"""

from dataclasses import replace

from sqlalchemy import select

from app.common.asking import unless
from app.common.i18n import N_
from app.common.permissions import require
from app.police.inspections import rules
from app.police.inspections.models import Inspection
from app.police.inspections.record import find, standing, subject
from app.police.inspections.terms import KIND, State
from app.police.inspections.values import Changed
from app.registry.establishments import queries as premises_register
from app.registry.establishments import services as register
from app.registry.establishments.models import HeadCount
from app.registry.establishments.terms import CountSource
from app.registry.establishments.values import Counts
from app.vault.compartments import Compartment
from app.vault.errors import AppError
from app.vault.session import Session

NOT_CARRIED = N_("The minutes are stored. The head-count is not in the register yet: {why}")


def carry_head_count(session: Session, inspection_id: int) -> Changed:
    """Tell the register what was counted; the same once more changes nothing.

    A count that the register has from an earlier day of this inspection is taken out there. Raises Refused.
    """
    require(session, "inspections.record")
    with session.read() as db:
        inspection = find(db, inspection_id)
        counts, old_day = _counts(inspection), inspection.carried_on
        if counts is not None or old_day is None:
            unless(rules.why_not_act(standing(db, inspection), "carry_head_count", session.account))
        establishment_id = inspection.establishment_id
    if old_day is not None and (counts is None or old_day != counts.counted_on):
        with session.read() as db:
            ids = premises_register.same_premises(db, establishment_id)
            old = db.execute(
                select(HeadCount.id, HeadCount.establishment_id).where(
                    HeadCount.establishment_id.in_(ids),
                    HeadCount.counted_on == old_day,
                    HeadCount.source == CountSource.COUNTED.value,
                )
            ).first()
        if old is not None:
            register.remove_count(session, old.establishment_id, old.id)
    if counts is not None:
        register.set_count(session, establishment_id, counts, CountSource.COUNTED)
    with session.work(Compartment.POLICE) as work:
        inspection = find(work.db, inspection_id)
        if counts is None:
            inspection.carried_on = None
        else:
            inspection.carried_at, inspection.carried_on = work.now, counts.counted_on
        work.audit(f"{KIND}.carry_head_count", subject(inspection), establishment=inspection.establishment_number)
        return Changed(
            inspection.id, inspection.number, inspection.version, State(inspection.state), "carry_head_count"
        )


def carried_along(session: Session, done: Changed) -> Changed:
    """After minutes were stored: carry what changed. That it could not be carried is a warning, not a failure."""
    require(session, "inspections.record")
    with session.read() as db:
        inspection = find(db, done.inspection_id)
        counts = _counts(inspection)
        due = counts is not None and inspection.carried_at is None
        left_over = counts is None and inspection.carried_on is not None
    if not due and not left_over:
        return done
    try:
        carry_head_count(session, done.inspection_id)
    except AppError as why:
        return replace(done, warning=NOT_CARRIED, warning_values={"why": why})
    return done


def _counts(inspection: Inspection) -> Counts | None:
    if inspection.workers_total is None or inspection.inspected_on is None or inspection.removed:
        return None
    return Counts(
        inspection.inspected_on,
        inspection.workers_total,
        inspection.workers_women,
        inspection.workers_from_elsewhere,
        inspection.workers_with_contract,
        inspection.workers_declared,
        inspection.number,
    )
