"""What can a person do with the register of establishments? Add, change, close, count; and take the last act back.

Each verb checks unit and level (`UNITS` and `PERMISSIONS`), works in one transaction on the registry, keeps old and new
in the history and audits them. Proposals are in `services_proposals`, duplicates in `services_merging`, what is kept at
the desk in `declared.DESK`.

Opening premises leaves no entry in the audit: the register is shared, all units look things up in it all day, and it
holds nothing of a person beyond who runs the place. Changes, searches and exports are audited.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import func, select

from app.common import entered
from app.common.asking import unless, wrong
from app.common.i18n import N_
from app.common.permissions import require
from app.common.rows import typed
from app.common.text import nfc
from app.registry.establishments import record, rules
from app.registry.establishments.changing import (
    ENTRY_FIELDS,
    Change,
    as_entered,
    changed,
    checked,
    in_words,
    open_change,
    stored,
    write,
)
from app.registry.establishments.detail import detail_of, last_act
from app.registry.establishments.models import Establishment, EstablishmentChange, HeadCount
from app.registry.establishments.terms import ACT_NAMES, KIND, CountSource, State
from app.registry.establishments.values import Changed, Counts, Entry, EstablishmentDetail
from app.vault.compartments import Compartment
from app.vault.errors import Conflict, Invalid, NotFound, Refused
from app.vault.session import Session, Work


def add_establishment(session: Session, entry: Entry, counts: Counts | None = None) -> Changed:
    """New premises under the next number of the register, with a first head-count if there is one.

    Raises Invalid with an error for each field that is wrong.
    """
    require(session, "establishments.add")
    with session.work(Compartment.REGISTRY) as work:
        row = add_in(work, entry, State.ACTIVE)
        if counts is not None:
            count_in(work, row, counts, CountSource.OWNER)
        work.audit(f"{KIND}.add", record.subject(row), **_told(work, row))
        return changed(row, "add")


def add_in(work: Work, entry: Entry, state: State) -> Establishment:
    """The row itself, inside a transaction that the caller has open and audits."""
    entry = checked(work, entry)
    row = Establishment(version=1, created_at=work.now, updated_at=work.now)
    write(row, entry)
    record.set_state(row, state)
    record.refresh(row)
    record.give_number(work, row)
    work.db.add(row)
    record.index_words(work.db, row)
    return row


def _told(work: Work, row: Establishment) -> dict[str, Any]:
    values = record.as_stored(row, ENTRY_FIELDS)
    return {name: in_words(work, name, value) for name, value in values.items() if value not in (None, "")}


def change_establishment(
    session: Session,
    establishment_id: int,
    expected_version: int,
    changes: Mapping[str, Any],
    since: date | None = None,
    reason: str = "",
) -> Changed:
    """Change what the register says of premises; `changes` maps names of Entry's fields to their new values.

    Old and new are kept with the day `since` which the new ones hold (today unless said otherwise). Raises Conflict
    (`theirs` is the detail as it is now), Invalid, Refused for premises that are proposed or merged.
    """
    require(session, "establishments.edit")
    with session.work(Compartment.REGISTRY) as work:
        change = open_change(work, establishment_id, expected_version)
        unless(rules.why_not_act(State(change.row.state), "edit"))
        return change_in(change, "change", changes, since, reason)


def change_in(change: Change, act: str, changes: Mapping[str, Any], since: date | None, reason: str) -> Changed:
    """The same, inside a transaction that the caller has open."""
    entered.known_names(changes, ENTRY_FIELDS)
    work, row, since = change.work, change.row, entered.day_or_none(since, "since")
    if since is not None and since > work.session.today():
        raise wrong({"since": Invalid(N_("This day lies in the future."))})
    write(row, checked(work, replace(as_entered(row), **changes), row))
    return change.done(act, since, nfc(reason).strip())


# --- states ----------------------------------------------------------------------------------------------


_STATES_SET_BY = ("close", "import", "reopen", "suspend")


def close_establishment(
    session: Session, establishment_id: int, closed_on: date, reason: str, expected_version: int | None = None
) -> Changed:
    """The premises closed; `closed_on` is the last day on which they were open. They stay in the register."""
    return take_step(session, establishment_id, "close", closed_on, reason, expected_version)


def suspend_establishment(
    session: Session, establishment_id: int, since: date, reason: str, expected_version: int | None = None
) -> Changed:
    """The premises do not operate from a day on, for a time."""
    return take_step(session, establishment_id, "suspend", since, reason, expected_version)


def reopen_establishment(
    session: Session, establishment_id: int, since: date, reason: str, expected_version: int | None = None
) -> Changed:
    """The premises operate again from a day on."""
    return take_step(session, establishment_id, "reopen", since, reason, expected_version)


def take_step(
    session: Session, establishment_id: int, step: str, since: date, reason: str, expected_version: int | None = None
) -> Changed:
    """Take a step of rules.STEPS: suspend, close, reopen.

    Raises Refused when it does not follow, Invalid (fields `since` and `reason`), Conflict.
    """
    require(session, "establishments.close")
    with session.work(Compartment.REGISTRY) as work:
        return step_in(open_change(work, establishment_id, expected_version), step, since, reason)


def step_in(change: Change, name: str, since: date, reason: str) -> Changed:
    """The same, inside a transaction that the caller has open."""
    work, row, reason, since = change.work, change.row, nfc(reason).strip(), entered.day(since, "since")
    unless(rules.why_not_step(State(row.state), name))
    step = rules.STEPS[State(row.state), name]
    last_on = work.db.scalar(
        select(func.max(EstablishmentChange.since)).where(
            EstablishmentChange.field == "state",
            EstablishmentChange.establishment_id == row.id,
            EstablishmentChange.act.in_(_STATES_SET_BY),
            EstablishmentChange.undone_at.is_(None),
        )
    )
    if found := rules.step_problems(step, since, reason, row.opened_on, last_on, work.session.today()):
        raise wrong(found)
    record.set_state(row, step.to)
    row.closed_on = since if step.to is State.CLOSED else None
    return change.done(step.name, since, reason)


def undo_last(session: Session, establishment_id: int, event_id: int | None = None) -> Changed:
    """Take back the person's own last act on premises, if nothing came after it; the history keeps both.

    `event_id` is what `Undoable` said; another act in its place is a Conflict. Raises Refused when the last act is
    somebody else's, or one that has a verb of its own to take it back.
    """
    require(session, "establishments.edit")
    with session.work(Compartment.REGISTRY) as work:
        row = record.find(work.db, establishment_id)
        act = last_act(work.db, row)
        if event_id is not None and event_id != row.version:
            raise Conflict(
                N_("Something else happened to this establishment meanwhile, so nothing was undone."),
                theirs=detail_of(session, work.db, row),
            )
        if not act or act[0].act not in rules.UNDOABLE:
            raise Refused(N_("The last act on this establishment cannot be undone."))
        if act[0].by != session.account.id:
            raise Refused(N_("The last act on this establishment is somebody else's. Only they can undo it."))
        before = stored(row)
        for line in act:
            setattr(row, line.field, typed(Establishment, line.field, line.old))
            line.undone_at = work.now
        record.set_state(row, State(row.state))
        record.refresh(row)
        row.version += 1
        row.updated_at = work.now
        changes = {
            name: [in_words(work, name, old), in_words(work, name, new)]
            for name, (old, new) in rules.differences(before, stored(row)).items()
        }
        work.audit(f"{KIND}.undo", record.subject(row), changes=changes, of=ACT_NAMES[act[0].act])
        record.index_words(work.db, row)
        return changed(row, "undo")


# --- reading ---------------------------------------------------------------------------------------------


def open_establishment(session: Session, establishment_id: int) -> EstablishmentDetail:
    """Everything the register knows of premises, the same for every unit. Raises NotFound."""
    require(session, "establishments.list")
    with session.read() as db:
        return detail_of(session, db, record.find(db, establishment_id))


def find_number(session: Session, number: str) -> int:
    """The id behind a number as typed (cs1 will do). Raises NotFound."""
    require(session, "establishments.list")
    with session.read() as db:
        found = record.by_number(db, number)
    if found is None:
        raise NotFound(N_("There is no establishment with the number {number}."), number=number)
    return found


# --- head-counts -----------------------------------------------------------------------------------------


def set_count(
    session: Session, establishment_id: int, counts: Counts, source: CountSource = CountSource.OWNER
) -> Changed:
    """Keep a head-count: one for each day and source, so that the same one again changes nothing.

    Inspections carry what was counted here with `CountSource.COUNTED`; a merged duplicate's goes to the premises it was
    merged into. Raises Invalid with an error for each field that is wrong.
    """
    require(session, "establishments.count")
    source = entered.member(CountSource, source, "source")
    if source is CountSource.IMPORT:
        raise wrong({"source": Invalid(N_("Only an import enters a count of an imported register."))})
    with session.work(Compartment.REGISTRY) as work:
        row = record.survivor(work.db, record.find(work.db, establishment_id))
        unless(rules.why_not_act(State(row.state), "count"))
        if changes := count_in(work, row, counts, source):
            work.audit(
                f"{KIND}.count",
                record.subject(row),
                counted_on=counts.counted_on.isoformat(),
                source=source.value,
                changes=changes,
            )
        return changed(row, "count")


def count_in(
    work: Work, row: Establishment, counts: Counts, source: CountSource, batch_id: str | None = None
) -> dict[str, list[object]]:
    """The same, inside a transaction that the caller has open and audits; what changed."""
    counts = entered.typed(counts)
    counts = replace(counts, note=nfc(counts.note).strip())
    if found := rules.count_problems(counts, work.session.today()):
        raise wrong(found)
    work.db.flush()
    kept = work.db.scalar(
        select(HeadCount).where(
            HeadCount.establishment_id == row.id,
            HeadCount.counted_on == counts.counted_on,
            HeadCount.source == source.value,
        )
    )
    values = {name: getattr(counts, name) for name in ("total", *rules.PARTS, "note")}
    old: dict[str, object] = {name: getattr(kept, name) if kept is not None else None for name in values}
    if kept is not None and old == values:
        return {}
    if kept is None:
        kept = HeadCount(establishment_id=row.id, counted_on=counts.counted_on, source=source.value, batch_id=batch_id)
        work.db.add(kept)
    for name, value in values.items():
        setattr(kept, name, value)
    kept.at, kept.by = work.now, work.session.account.id
    work.db.flush()
    record.refresh_counts(work.db, row)
    row.updated_at = work.now
    return rules.differences(old, {name: value for name, value in values.items() if value != ""})


def remove_count(session: Session, establishment_id: int, count_id: int) -> Changed:
    """Take a head-count out that was entered by mistake; the audit keeps what it said. Raises NotFound."""
    require(session, "establishments.count")
    with session.work(Compartment.REGISTRY) as work:
        row = record.find(work.db, establishment_id)
        kept = work.db.get(HeadCount, count_id)
        if kept is None or kept.establishment_id != row.id:
            raise NotFound(N_("There is no such head-count. Nothing was changed."))
        changes = {name: [getattr(kept, name), None] for name in ("total", *rules.PARTS)}
        work.audit(
            f"{KIND}.remove_count",
            record.subject(row),
            counted_on=kept.counted_on.isoformat(),
            source=kept.source,
            changes={name: pair for name, pair in changes.items() if pair[0] is not None},
        )
        work.db.delete(kept)
        work.db.flush()
        record.refresh_counts(work.db, row)
        row.updated_at = work.now
        return changed(row, "remove_count")
