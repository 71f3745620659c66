"""How do two cases of one person become one, and how is that taken back? Both keep their code and their history."""

from app.common.asking import needed
from app.common.i18n import N_
from app.common.permissions import require
from app.social.cases import record
from app.social.cases.changing import open_act
from app.social.cases.terms import State
from app.social.cases.values import Changed
from app.vault.compartments import Compartment
from app.vault.errors import Invalid, Refused
from app.vault.session import Session


def merge_cases(session: Session, case_id: int, duplicate_id: int, reason: str) -> Changed:
    """Note that `duplicate_id` is the same person's as `case_id`, which stays; the other is listed no more.

    Consents and history of both are found under the one that stays (`record.same_case`). Raises Refused, Invalid.
    """
    require(session, "cases.merge")
    with session.work(Compartment.SOCIAL) as work:
        if case_id == duplicate_id:
            raise Invalid(N_("A case cannot be merged into itself. Choose another."))
        stays = open_act(work, case_id, "merge", "cases.merge")
        change = open_act(work, duplicate_id, "merge", "cases.merge")
        if len(record.same_case(work.db, duplicate_id)) > 1:
            # One step from each case to the one that stays: lists find it so, and a merge is taken back alone.
            raise Refused(
                N_(
                    "Other cases were merged into {code} already. Merge the other way round, so that {code} stays, or"
                    " take those merges back first."
                ),
                code=change.case.code,
            )
        reason = needed(reason, "reason")
        change.case.state_before, change.case.state = change.case.state, State.MERGED.value
        change.case.merged_into_id = case_id
        change.done("merge", reason, into=stays.case.code)
        return stays.done("merge", reason, taken_in=change.case.code)


def unmerge_case(session: Session, duplicate_id: int, reason: str = "") -> Changed:
    """Take a merge back: the duplicate stands again as it stood before. Raises Refused when it is not merged."""
    with session.work(Compartment.SOCIAL) as work:
        change = open_act(work, duplicate_id, "unmerge", "cases.merge")
        case, into = change.case, change.case.merged_into_id
        if into is not None and record.find(work.db, into).state == State.WITHDRAWN:
            raise Refused(
                N_(
                    "The person withdrew their consent, also to what was merged: it may not come back to the lists."
                    " Nothing was changed."
                )
            )
        case.state, case.state_before, case.merged_into_id = case.state_before, "", None
        done = change.done("unmerge", reason.strip())
        if into is not None:
            record.index_words(work.db, record.find(work.db, into))
        return done
