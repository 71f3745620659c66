"""What does an act on a session ask, and which service does it go to?"""

from collections.abc import Mapping
from typing import Any

from app.common.i18n import N_
from app.desktop.health.counselling.drafts import DRAFTS, STEP, step_label
from app.desktop.records.record_type import RecordSteps
from app.desktop.widgets import Field, Form, TextArea
from app.health.counselling import services
from app.health.counselling.declared import FIELD_NAMES
from app.health.counselling.rules import ACTS
from app.health.counselling.values import Changed, SessionDetail
from app.vault.session import Session

HINTS = {"done": N_("Who was with the client, whom you called, who looks after them now.")}


def _text(name: str) -> Any:
    def put(form: Form, _asked: Any, required: bool) -> None:
        form.row(Field(name, FIELD_NAMES[name], TextArea(lines=3), required=required, hint=HINTS.get(name, "")))

    return put


def do(session: Session, detail: SessionDetail, name: str, values: Mapping[str, Any]) -> Changed:
    """Do it. Raises Conflict, Invalid, Refused."""
    if name == "alert":
        alert = next(alert for alert in detail.alerts if alert.open)
        return services.note_alert(session, alert.id, str(values.get("done") or ""))
    if name == "remove":
        return services.remove_session(session, detail.id, str(values.get("reason") or ""))
    return services.restore_session(session, detail.id)


STEPS: RecordSteps[SessionDetail] = RecordSteps(
    prefix=STEP,
    drafts=DRAFTS,
    label=step_label,
    needs=lambda _detail, name: ACTS[name].needs,
    fields={name: _text(name) for name in ("done", "reason")},
    do=do,
    under=lambda detail: detail.client,
    meanings={
        "alert": N_("The alert is closed and the client no longer marked as urgent, once nothing else is open."),
        "remove": N_("For a session that was entered for the wrong client, for instance. It can be brought back."),
    },
    dangerous=frozenset({"remove"}),
)
