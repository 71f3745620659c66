"""What is the paper of a year's plan? The list to be signed with the annex from which anybody can redraw it."""

from app.common.dates import office_day, office_time
from app.common.papers import Paper, Stamp
from app.police.inspection_plans.services_print import print_plan
from app.vault.session import Session


def plan_list(session: Session, plan_id: int) -> Paper:
    """The plan list, numbered and audited. Raises Refused."""
    facts = print_plan(session, plan_id)
    return Paper(
        template="plan",
        name="ke-hoach-kiem-tra",
        number=facts.document_number,
        dated=facts.approved_on or office_day(facts.printed_at),
        office=facts.office,
        facts=facts,
        stamp=Stamp(facts.printed_by, office_time(facts.printed_at), facts.copy),
        seq=facts.seq,
    )
