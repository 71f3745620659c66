"""Where does a form of needs keep what is typed? Under the case's own id: erasing the case erases the draft, too."""

from app.common.drafts import Draft
from app.common.i18n import tr
from app.desktop.records.drafts import beginning
from app.desktop.records.record_type import DraftsIn
from app.social.cases import part_drafts
from app.social.needs import rules
from app.vault.session import Session

DRAFTS = DraftsIn(part_drafts.save_draft, part_drafts.delete_draft, part_drafts.list_drafts)
ASSESS, CORRECT = "needs_assess", "needs_correct:"


def is_mine(draft: Draft) -> bool:
    """Whether a draft is about needs."""
    return draft.form == ASSESS or draft.form.startswith(CORRECT)


def kept(session: Session, form: str, case_id: int) -> Draft | None:
    """This person's draft of that form about the case, or None."""
    mine = (form, str(case_id))
    return next((each for each in DRAFTS.read(session) if (each.form, each.record_id) == mine), None)


def corrected(session: Session, case_id: int) -> int | None:
    """The assessment of the case that this person was correcting, or None."""
    for each in DRAFTS.read(session):
        if each.form.startswith(CORRECT) and each.record_id == str(case_id):
            return int(each.form.removeprefix(CORRECT))
    return None


def act_of(draft: Draft) -> str:
    """The act of the page that goes on with it."""
    return rules.ASSESS if draft.form == ASSESS else rules.CORRECT


def words(draft: Draft) -> tuple[str, str]:
    """How a draft is offered: what it is, and when it was kept. What was typed is not shown."""
    label, number = tr(rules.ACTS[act_of(draft)][1]), str(draft.payload.get("number", ""))
    return tr("{step}: {number}", step=label, number=number), beginning("", draft.updated_at)
