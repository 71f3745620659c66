"""Which forms of the reports keep drafts, where, and how is a draft offered again?"""

from app.common.dates import show_datetime
from app.common.drafts import Draft
from app.common.i18n import N_, tr
from app.desktop.records.drafts import beginning
from app.desktop.records.record_type import DraftsIn
from app.police.reports import services_desk
from app.police.reports.rules import ACTS, TRANSITIONS
from app.police.reports.terms import KIND_NAMES, ReportKind

# The forms that keep drafts; a step's is "step:conclude".
NEW, EDIT, CORRECT, STEP = "report", "report_edit", "report_correct", "step:"
DRAFTS = DraftsIn(services_desk.save_draft, services_desk.delete_draft, services_desk.list_drafts)


def words(draft: Draft) -> tuple[str, str]:
    """How a draft is offered: what it is, and how its text begins with when it was kept."""
    values = draft.payload.get("values", {})
    number = str(draft.payload.get("number", ""))
    content = beginning(str(values.get("content") or ""), draft.updated_at)
    if draft.form == NEW:
        kind = values.get("kind")
        title = tr(KIND_NAMES[ReportKind(kind)]) if kind else tr("New report")
        return tr("{kind}, not saved yet", kind=title), content
    if draft.form.startswith(STEP):
        label = step_label(draft.form.removeprefix(STEP))
        kept = tr("Kept at {when}", when=show_datetime(draft.updated_at))
        return tr("{step}: {number}", step=tr(label), number=number), kept
    if draft.form == CORRECT:
        return tr("Correction of {number}", number=number), content
    return tr("Change to {number}", number=number), content


def step_label(name: str) -> str:
    """What a step or an act is called (source text)."""
    if name in ACTS:
        return ACTS[name].label
    return next((step.label for (_, key), step in TRANSITIONS.items() if key == name), N_("Step"))
