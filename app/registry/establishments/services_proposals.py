"""What does another unit propose for the register, and how do the police decide? Nothing changes until they do."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from app.common import entered
from app.common.asking import needed, unless, wrong
from app.common.i18n import N_
from app.common.permissions import require
from app.common.rows import plain, typed
from app.common.text import nfc
from app.registry.establishments import record, rules
from app.registry.establishments.changing import (
    ENTRY_FIELDS,
    as_entered,
    changed,
    checked,
    in_words,
    open_change,
    stored,
)
from app.registry.establishments.models import Establishment, Proposal
from app.registry.establishments.services import add_in, change_in, step_in
from app.registry.establishments.terms import KIND, ProposalKind, ProposalState, State
from app.registry.establishments.values import Changed, Entry
from app.vault.compartments import Compartment
from app.vault.errors import Invalid, NotFound, Refused
from app.vault.session import Session, Work


def propose_establishment(session: Session, entry: Entry, note: str = "") -> Changed:
    """Propose premises that the register does not have. They stand there as proposed until the police decide."""
    require(session, "establishments.propose")
    with session.work(Compartment.REGISTRY) as work:
        row = add_in(work, entry, State.PROPOSED)
        given = {name: value for name, value in record.as_stored(row, ENTRY_FIELDS).items() if value not in (None, "")}
        _propose(work, row, ProposalKind.NEW, given, None, note)
        return changed(row, "propose")


def propose_change(
    session: Session, establishment_id: int, changes: Mapping[str, Any], since: date | None = None, note: str = ""
) -> Changed:
    """Propose other facts about premises; `changes` as for change_establishment.

    Raises Invalid with an error for each field that is wrong, or when nothing differs.
    """
    require(session, "establishments.propose")
    entered.known_names(changes, ENTRY_FIELDS)
    since = entered.day_or_none(since, "since")
    with session.work(Compartment.REGISTRY) as work:
        row = record.find(work.db, establishment_id)
        unless(rules.why_not_act(State(row.state), "propose_change"))
        if since is not None and since > session.today():
            raise wrong({"since": Invalid(N_("This day lies in the future."))})
        entry = checked(work, replace(as_entered(row), **changes), row)
        now = stored(row)
        payload = {name: plain(getattr(entry, name)) for name in ENTRY_FIELDS}
        payload = {name: value for name, value in payload.items() if value != now[name]}
        if not payload:
            raise Invalid(N_("Nothing differs from what the register says. Nothing was proposed."))
        _propose(work, row, ProposalKind.CHANGE, payload, since, note)
        return changed(row, "propose")


def propose_close(session: Session, establishment_id: int, closed_on: date, note: str) -> Changed:
    """Propose to note premises as closed; `closed_on` is the last day on which they were open."""
    require(session, "establishments.propose")
    closed_on = entered.day(closed_on, "closed_on")
    with session.work(Compartment.REGISTRY) as work:
        row = record.find(work.db, establishment_id)
        unless(rules.why_not_act(State(row.state), "propose_close"))
        found = rules.step_problems(rules.CLOSE, closed_on, nfc(note).strip(), row.opened_on, None, session.today())
        if found:
            raise wrong({"closed_on" if name == "since" else "note": why for name, why in found.items()})
        _propose(work, row, ProposalKind.CLOSE, {"closed_on": closed_on.isoformat()}, closed_on, note)
        return changed(row, "propose")


def _propose(
    work: Work, row: Establishment, kind: ProposalKind, payload: dict[str, Any], since: date | None, note: str
) -> None:
    work.db.flush()
    note, me = nfc(note).strip(), work.session.account
    proposal = Proposal(
        kind=kind.value,
        establishment_id=row.id,
        payload=payload,
        since=since,
        note=note,
        by=me.id,
        unit=me.unit.value,
        at=work.now,
        state=ProposalState.OPEN.value,
    )
    work.db.add(proposal)
    work.db.flush()
    told = {name: in_words(work, name, value) for name, value in payload.items()}
    work.audit(f"{KIND}.propose", record.subject(row), proposal=proposal.id, what=kind.value, values=told, note=note)


def confirm_proposal(session: Session, proposal_id: int, reason: str = "") -> Changed:
    """The police confirm: the premises are added, changed or closed as proposed.

    Raises Refused when it was decided already or no longer fits, Invalid when the values do not hold any more.
    """
    require(session, "establishments.decide")
    with session.work(Compartment.REGISTRY) as work:
        proposal = _open(work, proposal_id)
        reason = nfc(reason).strip()
        change = open_change(work, proposal.establishment_id)
        why = reason or proposal.note
        match ProposalKind(proposal.kind):
            case ProposalKind.NEW:
                unless(rules.why_not_act(State(change.row.state), "confirm"))
                record.set_state(change.row, State.ACTIVE)
                done = change.done("confirm", None, why, proposal=proposal.id)
            case ProposalKind.CHANGE:
                unless(rules.why_not_act(State(change.row.state), "edit"))
                values = {name: typed(Establishment, name, value) for name, value in proposal.payload.items()}
                done = change_in(change, "confirm", values, proposal.since, why)
            case ProposalKind.CLOSE:
                closed_on = date.fromisoformat(proposal.payload["closed_on"])
                done = step_in(change, "close", closed_on, why)
        _decide(work, proposal, ProposalState.CONFIRMED, reason)
        return replace(done, action="confirm")


def decline_proposal(session: Session, proposal_id: int, reason: str) -> Changed:
    """The police decline, with the reason that the proposing unit reads. Proposed premises are listed no more."""
    require(session, "establishments.decide")
    with session.work(Compartment.REGISTRY) as work:
        proposal = _open(work, proposal_id)
        reason = needed(reason, "reason")
        change = open_change(work, proposal.establishment_id)
        if proposal.kind == ProposalKind.NEW:
            unless(rules.why_not_act(State(change.row.state), "decline"))
            record.set_state(change.row, State.DECLINED)
            done = change.done("decline", None, reason, proposal=proposal.id)
        else:
            work.audit(f"{KIND}.decline", record.subject(change.row), proposal=proposal.id, reason=reason)
            done = changed(change.row, "decline")
        _decide(work, proposal, ProposalState.DECLINED, reason)
        return done


def _open(work: Work, proposal_id: int) -> Proposal:
    proposal = work.db.get(Proposal, proposal_id)
    if proposal is None:
        raise NotFound(N_("There is no such proposal. Nothing was changed."))
    if proposal.state != ProposalState.OPEN:
        raise Refused(N_("This proposal has been decided already. Nothing was changed."))
    return proposal


def _decide(work: Work, proposal: Proposal, state: ProposalState, reason: str) -> None:
    proposal.state, proposal.reason = state.value, reason
    proposal.decided_by, proposal.decided_at = work.session.account.id, work.now
    work.db.flush()
