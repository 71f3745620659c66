"""What does the page of premises say: what they are, their history, head-counts, proposals, merged duplicates?"""

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import groupby
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session as Orm

from app.common.dates import show_date
from app.common.i18n import tr
from app.common.steps import Undoable
from app.registry import queries as shared
from app.registry.establishments import record, rules
from app.registry.establishments.models import Establishment, EstablishmentChange, HeadCount, Proposal
from app.registry.establishments.terms import (
    ACT_NAMES,
    STATE_NAMES,
    CountSource,
    ProposalKind,
    ProposalState,
    State,
)
from app.registry.establishments.values import (
    CountInfo,
    Counts,
    Entry,
    EstablishmentDetail,
    FieldChange,
    HistoryEntry,
    Other,
    ProposalInfo,
)
from app.vault.people import Unit
from app.vault.session import Session


def detail_of(session: Session, db: Orm, row: Establishment) -> EstablishmentDetail:
    """Everything the register knows of premises, inside a transaction that is open."""
    people, today = names(session), session.today()
    state = State(row.state)
    past = history(db, row.id, people)
    proposed = proposals(db, people, Proposal.establishment_id == row.id)
    into = db.get(Establishment, row.merged_into_id) if row.merged_into_id is not None else None
    return EstablishmentDetail(
        id=row.id,
        version=row.version,
        number=row.number,
        state=state,
        entry=Entry(**{name: getattr(row, name) for name in Entry.__dataclass_fields__}),
        type_name=shared.item_name(db, shared.ESTABLISHMENT_TYPES, row.type_code),
        village=shared.village_name(db, row.village_id),
        closed_on=row.closed_on,
        licence_expired=over(row.licence_expires_on, today),
        certificate_expired=over(row.cert_expires_on, today),
        counts=counts(db, row.id, people),
        history=past,
        former_names=tuple(name for name in record.former_names(db, row.id) if name != row.name),
        merged_into=Other(into.id, into.number, into.name) if into is not None else None,
        merged=tuple(Other(each.id, each.number, each.name) for each in record.merged_rows(db, row.id)),
        proposals=proposed,
        created_at=row.created_at,
        updated_at=row.updated_at,
        steps=rules.possible_steps(session, state),
        acts=rules.possible_acts(session, state, any(each.state is ProposalState.OPEN for each in proposed)),
        undoable=undoable(session, db, row),
    )


def names(session: Session) -> dict[str, str]:
    """Full names by account id."""
    return {account.id: account.full_name for account in session.accounts()}


def over(end: date | None, today: date) -> bool:
    """Whether a paper has ended."""
    return end is not None and end < today


# --- the parts -------------------------------------------------------------------------------------------


def counts(db: Orm, establishment_id: int, people: Mapping[str, str]) -> tuple[CountInfo, ...]:
    """The head-counts, the latest first."""
    rows = db.scalars(
        select(HeadCount)
        .where(HeadCount.establishment_id == establishment_id)
        .order_by(HeadCount.counted_on.desc(), HeadCount.id.desc())
    )
    return tuple(
        CountInfo(row.id, as_counts(row), CountSource(row.source), row.at, people.get(row.by, "")) for row in rows
    )


def as_counts(row: HeadCount) -> Counts:
    """The row as a person entered it."""
    return Counts(**{name: getattr(row, name) for name in Counts.__dataclass_fields__})


def history(db: Orm, establishment_id: int, people: Mapping[str, str]) -> tuple[HistoryEntry, ...]:
    """What became of the premises, the latest act first."""
    rows = db.scalars(
        select(EstablishmentChange)
        .where(EstablishmentChange.establishment_id == establishment_id)
        .order_by(EstablishmentChange.id.desc())
    ).all()
    entries = []
    for _, group in groupby(rows, key=lambda row: (row.version, row.act, row.at)):
        act = sorted(group, key=lambda row: row.id)
        first = act[0]
        entries.append(
            HistoryEntry(
                version=first.version,
                act=first.act,
                since=first.since,
                at=first.at,
                by=people.get(first.by, ""),
                reason=first.reason,
                changes=tuple(
                    FieldChange(row.field, shown(db, row.field, row.old), shown(db, row.field, row.new)) for row in act
                ),
                undone=first.undone_at is not None,
            )
        )
    return tuple(entries)


def proposals(db: Orm, people: Mapping[str, str], *terms: Any, limit: int = 500) -> tuple[ProposalInfo, ...]:
    """Proposals, the latest first."""
    query = (
        select(Proposal, Establishment)
        .join(Establishment, Establishment.id == Proposal.establishment_id)
        .where(*terms)
        .order_by(Proposal.id.desc())
        .limit(limit)
    )
    return tuple(_proposal(db, people, *line) for line in db.execute(query).all())


def _proposal(db: Orm, people: Mapping[str, str], proposal: Proposal, row: Establishment) -> ProposalInfo:
    now = record.as_stored(row, tuple(proposal.payload))
    if proposal.kind == ProposalKind.NEW:
        now = dict.fromkeys(now)
    return ProposalInfo(
        id=proposal.id,
        kind=ProposalKind(proposal.kind),
        establishment_id=row.id,
        number=row.number,
        name=row.name,
        changes=tuple(
            FieldChange(name, shown(db, name, now[name]), shown(db, name, value))
            for name, value in proposal.payload.items()
            if value not in (None, "") or now[name] not in (None, "")
        ),
        payload=dict(proposal.payload),
        since=proposal.since,
        note=proposal.note,
        by=people.get(proposal.by, ""),
        unit=Unit(proposal.unit),
        at=proposal.at,
        state=ProposalState(proposal.state),
        decided_by=people.get(proposal.decided_by, ""),
        decided_at=proposal.decided_at,
        reason=proposal.reason,
    )


def shown(db: Orm, field: str, value: Any) -> str:
    """A stored value as a person reads it."""
    if value is None or value == "":
        return ""
    if field.endswith("_on"):
        return show_date(date.fromisoformat(value))
    if field == "village_id":
        return shared.village_name(db, value)
    if field == "type_code":
        return shared.item_name(db, shared.ESTABLISHMENT_TYPES, value)
    if field == "state":
        return tr(STATE_NAMES[State(value)])
    if field == "merged_into_id":
        other = db.get(Establishment, value)
        return other.number if other else ""
    return str(value)


def undoable(session: Session, db: Orm, row: Establishment) -> Undoable | None:
    """The person's own last act, if it is one that can be taken back and nothing came after it."""
    act = last_act(db, row)
    if not act or act[0].by != session.account.id or act[0].act not in rules.UNDOABLE:
        return None
    return Undoable(row.version, ACT_NAMES[act[0].act], act[0].at)


def last_act(db: Orm, row: Establishment) -> list[EstablishmentChange]:
    """What made the version that the premises have now."""
    query = select(EstablishmentChange).where(
        EstablishmentChange.establishment_id == row.id,
        EstablishmentChange.version == row.version,
        EstablishmentChange.undone_at.is_(None),
    )
    return list(db.scalars(query.order_by(EstablishmentChange.id)))


def state_changes(rows: Iterable[EstablishmentChange]) -> list[rules.StateChange]:
    """The steps among the rows of a history, as the rules ask for them."""
    found = [rules.StateChange(row.since, State(row.old), State(row.new)) for row in rows]
    return [each for each in found if each.old in rules.OPERATING and each.new in rules.OPERATING]
