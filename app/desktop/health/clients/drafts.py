"""Which forms of the clients keep drafts, where, and how is a draft offered again? Never with a name or a phrase."""

from app.common.drafts import Draft
from app.common.i18n import N_, tr
from app.desktop.records.drafts import beginning
from app.desktop.records.record_type import DraftsIn, Values
from app.health.clients.rules import ACTS, TRANSITIONS
from app.health.clients.services import DESK
from app.vault.session import Session

NEW, EDIT, STEP = "client", "client_edit", "client_step:"
# A phrase is kept as a slow hash alone, in no draft either; the code that is typed to erase proves something.
_NEVER = frozenset({"phrase", "code"})


def _save(session: Session, form: str, record_id: str, payload: Values) -> int:
    values = {name: value for name, value in payload.get("values", {}).items() if name not in _NEVER}
    return DESK.save_draft(session, form, record_id, {**payload, "values": values})


DRAFTS = DraftsIn(_save, DESK.delete_draft, DESK.list_drafts)
MORE: dict[str, str] = {
    "withdraw_consent": N_("Take a consent back"),
    "came": N_("The client came"),
    "missed": N_("The client did not come"),
    "cancel": N_("Call the appointment off"),
    "move": N_("Move the appointment"),
    "remind": N_("The client was reminded"),
}


def step_label(name: str) -> str:
    """What a step or an act is called (source text); `came/12` is about one appointment."""
    base = name.partition("/")[0]
    if base in MORE:
        return MORE[base]
    if base in ACTS:
        return ACTS[base].label
    return next((step.label for (_, key), step in TRANSITIONS.items() if key == base), N_("Step"))


def words(draft: Draft) -> tuple[str, str]:
    """How a draft is offered: what it is, and when it was kept."""
    number, kept = str(draft.payload.get("number", "")), beginning("", draft.updated_at)
    if draft.form == NEW:
        return tr("New client, not saved yet"), kept
    if draft.form.startswith(STEP):
        label = step_label(draft.form.removeprefix(STEP))
        return tr("{step}: {number}", step=tr(label), number=number), kept
    return tr("Change to {number}", number=number), kept
