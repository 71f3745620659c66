"""How is an act on a visit asked for and told, from the page of its case or from the register?"""

from typing import Any

from PySide6.QtWidgets import QWidget

from app.common.i18n import tr
from app.desktop.background import run
from app.desktop.records import step_dialog
from app.desktop.records.record_type import Then
from app.desktop.social.support_plans.case_part import refused
from app.desktop.social.visits.steps import VISIT_STEPS, OnVisit, named
from app.desktop.widgets import say, show_problem
from app.social.visits import services
from app.social.visits.audited import ACT_NAMES
from app.social.visits.reading import visits_of_case, visits_revealed
from app.social.visits.rules import NEW
from app.social.visits.values import CaseVisits, VisitChanged
from app.vault.session import Session


def ask(
    page: Any, session: Session, case_id: int, act: str, then: Then, *, visit_id: int | None = None, revealed: bool
) -> None:
    """Ask what the act needs, and do it: to this visit, or to the next one that is planned."""

    def show(visits: CaseVisits) -> None:
        visit = None
        if act not in NEW:
            known = (*visits.planned, *visits.past)
            visit = next((each for each in known if visit_id in (None, each.id)), None)
        acts = visits.acts if act in NEW or visit_id is None else visit.acts if visit is not None else ()
        why_not = refused(acts, act)
        if why_not is not None:
            show_problem(page, why_not)
            return
        number = visit.number if visit is not None else visits.code
        card = OnVisit(visits.case_id, number, visit, visits.goals, visits.entered_on)
        step_dialog.ask(page, session, card, named(card, act), VISIT_STEPS, done)

    def done(changed: VisitChanged) -> None:
        then(changed)
        say_done(page, session, changed, then)

    reading = visits_revealed if revealed else visits_of_case
    run(page, lambda _progress: reading(session, case_id), show, lambda error: show_problem(page, error))


def say_done(owner: QWidget, session: Session, changed: VisitChanged, then: Then) -> None:
    """At the foot of the window, with *Undo*; `then` is told of what undo gave back."""

    def undo() -> None:
        run(
            owner,
            lambda _progress: services.undo_last(session, changed.case_id),
            undone,
            lambda error: show_problem(owner, error),
        )

    def undone(again: VisitChanged) -> None:
        then(again)
        say(owner, tr("Undone. {number} is as it was before.", number=again.number))

    say(owner, tr("Done: {act} {number}", act=tr(ACT_NAMES[changed.action]), number=changed.number), undo)
