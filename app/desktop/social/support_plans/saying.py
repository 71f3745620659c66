"""How is it said what was done to a plan, so that it can be taken back at once?"""

from PySide6.QtWidgets import QWidget

from app.common.i18n import tr
from app.desktop.background import run
from app.desktop.records.record_type import Then
from app.desktop.widgets import say, show_problem
from app.social.support_plans import services
from app.social.support_plans.audited import ACT_NAMES
from app.social.support_plans.values import PlanChanged
from app.vault.session import Session


def say_done(owner: QWidget, session: Session, changed: PlanChanged, then: Then) -> None:
    """At the foot of the window, with *Undo*; `then` is told of what undo gave back."""

    def undo() -> None:
        run(
            owner,
            lambda _progress: services.undo_last(session, changed.case_id),
            undone,
            lambda error: show_problem(owner, error),
        )

    def undone(again: PlanChanged) -> None:
        then(again)
        say(owner, tr("Undone. {number} is as it was before.", number=again.number))

    say(owner, tr("Done: {act} {number}", act=tr(ACT_NAMES[changed.action]), number=changed.number), undo)
