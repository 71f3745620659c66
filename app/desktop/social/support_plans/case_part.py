"""What does the page of a case take of its support plan? The section, the acts, their icons, the day's work."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from app.common.i18n import N_
from app.common.steps import Possible
from app.desktop.background import run
from app.desktop.records import step_dialog
from app.desktop.records.detail_pane import DetailPane
from app.desktop.records.page_parts import Act, Opened, PagePart
from app.desktop.records.record_type import Section, Then
from app.desktop.social.support_plans import form
from app.desktop.social.support_plans.saying import say_done
from app.desktop.social.support_plans.section import PlanView
from app.desktop.social.support_plans.steps import PLAN_STEPS, OnPlans
from app.desktop.social.support_plans.work import PLAN_WORK
from app.desktop.widgets import show_problem
from app.social.support_plans.reading import plans_of_case, plans_revealed
from app.social.support_plans.rules import ACTS
from app.social.support_plans.values import CasePlans, PlanChanged
from app.vault.errors import AppError, Refused
from app.vault.session import Session

KEY = "support_plans"


def sections(session: Session, pane: DetailPane) -> Sequence[Section]:
    """Made once for the page."""

    def act(name: str) -> None:
        detail = pane.detail()
        if detail is not None:
            pane.act_chosen.emit(detail.id, name)

    view = PlanView(act, session.today)

    def show(opened: Opened) -> bool:
        return view.show_plans(opened.parts[KEY])

    return [Section(N_("Support plan"), view, show)]


def offered(_session: Session, _detail: Any, plans: CasePlans) -> Sequence[Possible]:
    return plans.acts


def refused(acts: Sequence[Possible], name: str) -> AppError | None:
    """Why an act that a line of the day's work led to cannot be done any more; None when it can."""
    found = next((each for each in acts if each.name == name), None)
    if found is not None:
        return found.why_not
    return Refused(N_("This cannot be done as things stand now. Look at the case again; nothing was changed."))


def ask(name: str, page: Any, session: Session, detail: Any, then: Then) -> None:
    """Ask what the act needs, and do it."""

    def done(changed: PlanChanged) -> None:
        then(changed)
        say_done(page, session, changed, then)
        if changed.renewed:
            form.write(page, session, detail, then)

    def show(plans: CasePlans) -> None:
        why_not = refused(plans.acts, name)
        if why_not is not None:
            show_problem(page, why_not)
            return
        card = OnPlans(plans.case_id, plans.code, plans)
        step_dialog.ask(page, session, card, name, PLAN_STEPS, done)

    reading = plans_revealed if getattr(detail, "revealed", False) else plans_of_case
    run(page, lambda _progress: reading(session, detail.id), show, lambda error: show_problem(page, error))


DIALOGS = tuple(name for name in ACTS if name != "plan_write")
ACT_OF: dict[str, Act] = {"plan_write": form.write, **{name: partial(ask, name) for name in DIALOGS}}

SUPPORT_PLANS = PagePart(
    key=KEY,
    read=plans_of_case,
    revealed=plans_revealed,
    sections=sections,
    offered=offered,
    acts=ACT_OF,
    icons={"plan_write": "edit", "plan_agree": "check", "plan_action_done": "check", "plan_review": "calendar",
           "plan_end": "close", "plan_drop": "trash"},
    work=PLAN_WORK,
)  # fmt: skip
