"""What does a viewer of the police get? Lists, counts and numbers; all else refuses, whoever added it."""

import app.police
from app.vault.session import Session
from tests.levels import answering

OPEN = {
    "inspections.queries": "calendar count_inspections list_inspections of_establishment search_inspections",
    "inspections.queries_work": "open_findings work_today",
    "inspections.services": "find_number",
    "inspection_plans.figures": "coverage expired_papers never_inspected open_findings",
    "inspection_plans.queries": "current_plan item_of_plan_in_force list_items list_plans read_weights",
    "inspection_plans.services_review": "find_number",
    "reports.queries": "count_reports list_reports search_reports worklist",
    "reports.services": "find_number",
    # Nothing for whoever may not seal anew.
    "reports.services_seals": "unsigned waiting",
}


def test_a_viewer_is_refused_by_every_function_but_those_that_list(police_viewer: Session) -> None:
    allowed = {f"app.police.{place}.{name}" for place, names in OPEN.items() for name in names.split()}
    assert answering(police_viewer, app.police) == allowed
