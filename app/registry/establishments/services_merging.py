"""How do two rows for the same premises become one, and how is that taken back? Both keep their history and number."""

from app.common.asking import needed, unless
from app.common.i18n import N_
from app.common.permissions import require
from app.common.rows import typed
from app.registry.establishments import record, rules
from app.registry.establishments.changing import changed, open_change
from app.registry.establishments.detail import last_act
from app.registry.establishments.models import Establishment
from app.registry.establishments.terms import State
from app.registry.establishments.values import Changed
from app.vault.compartments import Compartment
from app.vault.errors import Invalid, Refused
from app.vault.session import Session


def merge_duplicate(
    session: Session, establishment_id: int, duplicate_id: int, reason: str, expected_version: int | None = None
) -> Changed:
    """Note that `duplicate_id` is the same premises as `establishment_id`, which stay; the other is listed no more.

    What was recorded under either is found under the one that stays (`queries.same_premises`). `expected_version` is
    the duplicate's. Raises Refused for premises that were merged already, Invalid, Conflict.
    """
    require(session, "establishments.merge")
    with session.work(Compartment.REGISTRY) as work:
        if establishment_id == duplicate_id:
            itself = Invalid(N_("An establishment cannot be merged into itself. Choose another."))
            raise Invalid(itself.sentence, {"duplicate": itself})
        stays = record.find(work.db, establishment_id)
        change = open_change(work, duplicate_id, expected_version)
        for row in (stays, change.row):
            unless(rules.why_not_act(State(row.state), "merge"))
        reason = needed(reason, "reason")
        record.set_state(change.row, State.MERGED)
        change.row.merged_into_id = stays.id
        change.done("merge", None, reason, into=stays.number)
        record.index_words(work.db, stays)
        stays.updated_at = work.now
        return changed(stays, "merge")


def unmerge(session: Session, duplicate_id: int, reason: str = "") -> Changed:
    """Take a merge back: the duplicate stands again as it stood before. Raises Refused when it is not merged."""
    require(session, "establishments.merge")
    with session.work(Compartment.REGISTRY) as work:
        change = open_change(work, duplicate_id)
        row = change.row
        unless(rules.why_not_act(State(row.state), "unmerge"))
        act = [line for line in last_act(work.db, row) if line.act == "merge"]
        if not act or row.merged_into_id is None:
            raise Refused(N_("This merge cannot be taken back. Nothing was changed."))
        stays = record.find(work.db, row.merged_into_id)
        for line in act:
            setattr(row, line.field, typed(Establishment, line.field, line.old))
        record.set_state(row, State(row.state))
        done = change.done("unmerge", None, reason.strip(), out_of=stays.number)
        record.index_words(work.db, record.survivor(work.db, stays))
        return done
