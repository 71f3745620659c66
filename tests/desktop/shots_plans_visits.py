"""How do the support plan and the visits look? `python tests/desktop/shots_plans_visits.py FOLDER [VAULT] [SCENE]`.

Looks, sizes and vault as `pictures.py` has them.
"""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))


from tests.desktop.pictures import Shots, settle, take


def _cases(shots: Shots, session: Any) -> tuple[Any, Any]:
    from app.desktop.social.cases.page import CasesPage

    return shots.alone("cases", "Support cases", "person", CasesPage)


def _with(session: Any, wanted: Callable[[Any], object]) -> int | None:
    """The id of a case whose plans are such."""
    from app.social.cases.queries import list_cases
    from app.social.support_plans.reading import plans_of_case

    rows = list_cases(session).rows
    return next((row.id for row in rows if wanted(plans_of_case(session, row.id))), None)


def _scroll_to(page: Any, kind: type) -> None:
    widget: Any = next(each.widget for each in page.detail.sections if isinstance(each.widget, kind))
    area = page.detail.area
    area.verticalScrollBar().setValue(widget.mapTo(area.widget(), widget.rect().topLeft()).y() - 60)


PLANS: dict[str, Callable[[Any], object]] = {
    "plan-late": lambda plans: plans.in_force and plans.in_force.late_actions,
    "plan-reviewed": lambda plans: plans.in_force and plans.in_force.reviews and not plans.draft,
    "plan-renewing": lambda plans: plans.in_force and plans.draft,
    "plan-draft": lambda plans: plans.draft and not plans.in_force,
    "plan-ended": lambda plans: plans.earlier and not plans.in_force,
    "plan-renewed": lambda plans: plans.earlier and plans.in_force,
}


def on_the_case(shots: Shots, session: Any) -> None:
    from app.desktop.social.support_plans.section import PlanView
    from app.desktop.social.visits.case_section import VisitsView

    window, page = _cases(shots, session)
    for name, wanted in PLANS.items():
        case = _with(session, wanted)
        if case is None:
            print(f"no case for {name}")
            continue
        page.open(case)
        settle()
        _scroll_to(page, PlanView)
        shots.grab(window, name)
        _scroll_to(page, VisitsView)
        shots.grab(window, name.replace("plan", "visits"))


def forms(shots: Shots, session: Any) -> None:
    window, page = _cases(shots, session)
    for name in ("plan-late", "plan-renewing", "plan-draft"):
        case = _with(session, PLANS[name])
        if case is not None:
            page.act(case, "plan_write")
            settle()
            shots.grab(window, f"form-{name}")
            page.form().close_form()
            settle()


def dialogs(shots: Shots, session: Any) -> None:
    window, page = _cases(shots, session)
    acts = {"plan-late": ("plan_action_done", "plan_review", "plan_end"), "plan-draft": ("plan_agree", "plan_drop")}
    for name, names in acts.items():
        case = _with(session, PLANS[name])
        for act in names:
            _dialog(shots, window, page, case, act)
    case = next(row.case_id for row in _planned(session))
    for act in ("visit_plan", "visit_done", "visit_move", "visit_missed", "visit_cancel", "visit_note"):
        _dialog(shots, window, page, case, act)


def _planned(session: Any) -> Any:
    from app.social.visits.declared import VisitFilter
    from app.social.visits.queries import list_visits
    from app.social.visits.terms import VisitState

    return list_visits(session, VisitFilter(states=frozenset({VisitState.PLANNED}))).rows


def _dialog(shots: Shots, window: Any, page: Any, case: Any, act: str) -> None:
    from app.desktop.records.step_dialog import StepDialog

    page.act(case, act)
    settle()
    dialog = window.findChild(StepDialog)
    if dialog is None:
        print(f"no dialog for {act}")
        return
    shots.grab(dialog, f"dialog-{act}")
    dialog.keeper.forget()
    dialog.reject()
    settle()


def register(shots: Shots, session: Any) -> None:
    from app.desktop.social.visits.page import VisitsPage
    from app.social.visits.declared import VisitFilter
    from app.social.visits.terms import VisitState

    window, page = shots.alone("visits", "Visits", "calendar", VisitsPage)
    shots.grab(window, "register")
    for state in VisitState:
        page.list.narrow(VisitFilter(states=frozenset({state})))
        settle()
        row = page.list.table.rows.row(0)
        if row is not None:
            page.open(row.id)
            shots.grab(window, f"register-{state.value}")
    page.list.narrow(VisitFilter(late=True))
    shots.grab(window, "register-late")
    page.list.clear_filters()
    page.toggle_week()
    shots.grab(window, "week")
    page.week.turn(-1)
    shots.grab(window, "week-before")


SCENES: tuple[Callable[[Shots, Any], None], ...] = (on_the_case, forms, dialogs, register)


if __name__ == "__main__":
    take(__file__, {"truong.hpn": SCENES}, lambda shots: (shots.session,))
