"""What can be done to a service beside the steps of its life, for which kinds and in which states?"""

from dataclasses import dataclass

from app.common.i18n import N_
from app.social.support_services.lives import LIVES
from app.social.support_services.terms import ServiceKind, State


@dataclass(frozen=True)
class Act:
    """Something done to a service that is no step of its life."""

    name: str
    kinds: frozenset[ServiceKind]
    states: frozenset[State]
    label: str
    needs: tuple[str, ...] = ()


_EVERY = frozenset(ServiceKind)
_STARTS = frozenset(life.start for life in LIVES.values())
ACTS: dict[str, Act] = {
    act.name: act
    for act in (
        Act("edit", _EVERY, _STARTS, N_("Edit the support")),
        Act(
            "attend",
            frozenset({ServiceKind.COUNSELLING, ServiceKind.TRAINING}),
            frozenset({State.RUNNING, State.ATTENDING}),
            N_("Record attendance"),
            ("on", "attended"),
        ),
        Act(
            "check",
            frozenset({ServiceKind.JOB}),
            frozenset({State.PLACED, State.KEPT}),
            N_("Record whether the job is kept"),
            ("months", "answer", "on"),
        ),
        Act(
            "put_off",
            frozenset(LIVES) - {ServiceKind.JOB, ServiceKind.TRAINING, ServiceKind.HELP, ServiceKind.COUNSELLING},
            frozenset({State.SENT, State.ACCEPTED, State.APPLIED, State.STAYING}),
            N_("Enter a new expected day"),
            ("expected_on",),
        ),
        Act(
            "correct_check",
            frozenset({ServiceKind.JOB}),
            frozenset({State.PLACED, State.KEPT, State.ENDED}),
            N_("Correct the answer of a check"),
            ("months", "answer", "on", "reason"),
        ),
        Act("correct", _EVERY, frozenset(State) - _STARTS, N_("Correct the support"), ("reason",)),
        Act("undo", _EVERY, frozenset(State), N_("Take back the last act")),
    )
}
