"""How are imported premises stored, found again and taken back, in one transaction?"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import delete, func, or_, select

from app.common import import_batches, search
from app.common.i18n import N_
from app.common.import_cells import digest
from app.common.imports import Batch, Choice, Duplicate, IsCancelled, Progress, Row, Stored, each
from app.common.rows import plain, typed
from app.common.text import fold
from app.registry import queries as shared
from app.registry.establishments import record
from app.registry.establishments.changing import ENTRY_FIELDS, open_change, tidy
from app.registry.establishments.figures import compared, namesakes
from app.registry.establishments.import_cells import InVillage, Workers, type_of
from app.registry.establishments.models import Establishment, EstablishmentChange, HeadCount, Proposal
from app.registry.establishments.services import add_in, count_in
from app.registry.establishments.terms import HIDDEN, KIND, CountSource, State
from app.registry.establishments.values import Counts, Entry
from app.registry.models import ImportBatch
from app.vault.compartments import Compartment
from app.vault.errors import Cancelled, Refused
from app.vault.session import Session, Work

# So many at a time are taken back, so that progress and cancel are heard.
_FEW = 500


def entry_of(values: Mapping[str, Any], lookups: Mapping[str, Mapping[str, Any]]) -> Entry:
    """The row as a person would enter it: where no cell says it, type by name, village by address."""
    village: InVillage | None = values["village_id"]
    address = values["address"] or ""
    if village is not None and village.id is None and fold(village.name) not in fold(address):
        address = ", ".join(part for part in (address, village.name) if part)
    village_id = village.id if village is not None else None
    if village_id is None:
        folded = f" {fold(address)} ".replace(",", " ")
        village_id = next((each.id for name, each in lookups["villages"].items() if f" {name} " in folded), None)
    texts = ("name", "owner", "responsible", "phone", "licence_number", "cert_number", "note")
    days = ("licence_issued_on", "licence_expires_on", "cert_issued_on", "cert_expires_on", "opened_on")
    given: dict[str, Any] = {**{name: values[name] or "" for name in texts}, **{name: values[name] for name in days}}
    return Entry(
        **given,
        type_code=values["type_code"] or type_of(values["name"], lookups["types"]) or "other",
        village_id=village_id,
        address=address,
    )


def counts_of(values: Mapping[str, Any], today: date) -> Counts | None:
    """The head-count of the row, of today when no cell says of which day; None when nobody was counted."""
    workers: Workers | None = values["total"]
    if workers is None:
        return None
    women = values["women"] if values["women"] is not None else workers.women
    parts = (women, values["from_elsewhere"], values["with_contract"], values["residence_declared"])
    return Counts(values["counted_on"] or today, workers.total, *parts)


def closing_of(values: Mapping[str, Any]) -> date | None:
    """The last day on which the premises were open, if they closed."""
    closed_on: date | None = values["closed_on"]
    return closed_on


class EstablishmentImports:
    """Storage of app.common.imports for premises."""

    def lookups(self, session: Session) -> Mapping[str, Mapping[str, Any]]:
        """Villages and types by their folded names."""
        with session.read() as db:
            villages = {fold(village.name): village for village in shared.every_village(db)}
            types = {fold(item.name): item.code for item in shared.whole_catalogue(db, shared.ESTABLISHMENT_TYPES)}
        # The longest name first: "Thôn Đông Hải" before "Thôn Đông".
        return {"villages": dict(sorted(villages.items(), key=lambda item: -len(item[0]))), "types": types}

    def find_duplicates(self, session: Session, rows: Sequence[Row]) -> Mapping[int, Duplicate]:
        """Rows that are there: of an earlier import, with the same name and address, the same number, or much alike."""
        lookups = self.lookups(session)
        found: dict[int, Duplicate] = {}
        with session.read() as db:
            known = list(db.scalars(select(Establishment).order_by(Establishment.seq)))
            villages = {village.id: village.name for village in shared.every_village(db)}
            listed = compared(row for row in known if row.state not in HIDDEN)
            prints: dict[str, Establishment] = {}
            for place in known:
                prints[digest(place.name, place.address, villages.get(place.village_id or 0, ""))] = place
            prints |= {row.fingerprint: row for row in known if row.fingerprint}
            numbers = {row.number: row for row in known}
            for row in rows:
                entry = tidy(entry_of(row.values, lookups))
                same = prints.get(row.fingerprint)
                if same is not None:
                    found[row.number] = Duplicate(same.number, str(same.id))
                    continue
                alike = numbers.get(row.values["number"] or "")
                if alike is None and (first := next(iter(namesakes(db, entry, listed)), None)) is not None:
                    alike = numbers[first.number]
                if alike is not None:
                    differs = _differs(entry, alike)
                    found[row.number] = Duplicate(alike.number, str(alike.id), exact=False, differs=differs)
        return found

    # --- storing -----------------------------------------------------------------------------------------

    def store(
        self, session: Session, rows: Sequence[Row], batch: Batch, progress: Progress, cancelled: IsCancelled
    ) -> Stored:
        """Store and fill in within one transaction; see app.common.imports.Storage."""
        with session.work(Compartment.REGISTRY) as work:
            again = self.find_duplicates(session, rows)
            lookups = self.lookups(session)
            merges: dict[str, Any] = {}
            added = 0
            for row in each(rows, progress, cancelled):
                if row.choice is Choice.MERGE and row.duplicate_of is not None:
                    filled = _fill(work, int(row.duplicate_of.record_id), row, batch, lookups)
                    if filled is not None:
                        merges[row.duplicate_of.record_id] = filled
                elif not (row.number in again and again[row.number].exact):  # else stored since the plan was made
                    _add(work, row, batch, lookups)
                    added += 1
            return import_batches.keep(work, ImportBatch, batch, KIND, added, merges)

    # --- taking back -------------------------------------------------------------------------------------

    def undo(self, session: Session, batch_id: str, progress: Progress, cancelled: IsCancelled) -> int:
        """Take a whole run back; Refused when one of its premises was worked on since. Numbers stay given."""
        with session.work(Compartment.REGISTRY) as work:
            db = work.db
            batch = import_batches.standing(work, ImportBatch, KIND, batch_id)
            _refuse_if_touched(work, batch)
            for record_id, merge in batch.merges.items():
                change = open_change(work, int(record_id))
                for name, value in merge["before"].items():
                    setattr(change.row, name, typed(Establishment, name, value))
                db.execute(
                    delete(HeadCount).where(HeadCount.establishment_id == change.row.id, HeadCount.batch_id == batch_id)
                )
                record.refresh_counts(db, change.row)
                change.done("undo_import")
            ids = list(db.scalars(select(Establishment.id).where(Establishment.batch_id == batch_id)))

            def tell(done: int) -> None:
                if cancelled():
                    raise Cancelled(N_("Cancelled. The import stands as it was."))
                progress(done, 2 * len(ids))

            search.remove_many(db, record.SCHEMA, KIND, ids, tell)
            for start in range(0, len(ids), _FEW):
                tell(len(ids) + start)
                db.execute(delete(Establishment).where(Establishment.id.in_(ids[start : start + _FEW])))
            return import_batches.taken_back(work, batch, len(ids))


def _refuse_if_touched(work: Work, batch: ImportBatch) -> None:
    own = select(Establishment.id).where(Establishment.batch_id == batch.id)
    merged = {int(record_id): merge["version"] for record_id, merge in batch.merges.items()}
    touched = (
        select(func.count(Establishment.id)).where(Establishment.batch_id == batch.id, Establishment.version > 1),
        select(func.count(Establishment.id)).where(Establishment.merged_into_id.in_(own)),
        select(func.count(Proposal.id)).where(Proposal.establishment_id.in_(own)),
        select(func.count(HeadCount.id)).where(
            HeadCount.establishment_id.in_(own),
            or_(HeadCount.batch_id.is_(None), HeadCount.batch_id != batch.id),
        ),
    )
    stale = any(
        work.db.scalar(select(Establishment.version).where(Establishment.id == record_id)) != version
        for record_id, version in merged.items()
    )
    if stale or any(work.db.scalar(query) for query in touched):
        raise Refused(N_("Somebody has worked on establishments of this import since. It cannot be undone as a whole."))


def _add(work: Work, row: Row, batch: Batch, lookups: Mapping[str, Mapping[str, Any]]) -> None:
    new = add_in(work, entry_of(row.values, lookups), State.ACTIVE)
    new.batch_id, new.fingerprint = batch.id, row.fingerprint
    closed_on = closing_of(row.values)
    if closed_on is not None:  # the history says until when it was open
        record.set_state(new, State.CLOSED)
        new.closed_on = closed_on
        work.db.add(
            EstablishmentChange(
                establishment_id=new.id,
                version=new.version,
                act="import",
                field="state",
                old=State.ACTIVE.value,
                new=State.CLOSED.value,
                since=closed_on,
                at=work.now,
                by=work.session.account.id,
            )
        )
    counts = counts_of(row.values, work.session.today())
    if counts is not None:
        count_in(work, new, counts, CountSource.IMPORT, batch.id)


def _fill(
    work: Work, establishment_id: int, row: Row, batch: Batch, lookups: Mapping[str, Mapping[str, Any]]
) -> dict[str, Any] | None:
    """Fill what the record lacks; what it has stays. What it took to undo it, or None when nothing was missing."""
    stays = record.survivor(work.db, record.find(work.db, establishment_id))
    change = open_change(work, stays.id)
    entry = tidy(entry_of(row.values, lookups))
    before: dict[str, Any] = {}
    for name in ENTRY_FIELDS:
        offered, has = getattr(entry, name), getattr(change.row, name)
        if offered and not has:
            before[name] = plain(has)
            setattr(change.row, name, offered)
    counts = counts_of(row.values, work.session.today())
    counted = counts is not None and bool(count_in(work, change.row, counts, CountSource.IMPORT, batch.id))
    if not before and not counted:
        return None
    done = change.done("fill", None, "", batch=batch.id)
    return {"version": done.version, "before": before}


def _differs(entry: Entry, row: Establishment) -> tuple[str, ...]:
    """In which fields the file says otherwise than the record."""
    names = ("name", "type_code", "address", "village_id", "owner", "responsible", "phone")
    return tuple(
        name
        for name in names
        if getattr(entry, name) and fold(str(getattr(entry, name))) != fold(str(getattr(row, name)))
    )
