"""How are imported inspections stored, found again and taken back, thousands at a time in one transaction?"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session as Orm

from app.common import import_batches, search
from app.common.i18n import N_
from app.common.import_cells import NotImportable
from app.common.imports import Batch, Choice, Duplicate, IsCancelled, Progress, Row, Stored, each
from app.common.text import fold
from app.police.inspections.changing import open_change
from app.police.inspections.import_cells import Place, place_of
from app.police.inspections.import_rows import NewRows
from app.police.inspections.models import Inspection, InspectionAttachment
from app.police.inspections.record import SCHEMA
from app.police.inspections.terms import KIND
from app.police.models import DocumentNumber, ImportBatch
from app.registry import queries as registry
from app.registry.establishments.models import Establishment, EstablishmentChange
from app.registry.establishments.record import survivor
from app.registry.establishments.terms import State as PremisesState
from app.vault.compartments import Compartment
from app.vault.errors import Cancelled, Refused
from app.vault.session import Session, Work

_AT_ONCE = 5000
# So many at a time are taken back, so that progress and cancel are heard.
_FEW = 500
# What a merge may fill in where the record has nothing.
_MERGED = ("note", "content", "handling", "follow_up_note", "team_text", "decision_number")


class InspectionImports:
    """Storage of app.common.imports for inspections."""

    def lookups(self, session: Session) -> Mapping[str, Mapping[str, Any]]:
        """Premises by the folded names that they have or had, those of merged duplicates too; and by number."""
        with session.read() as db:
            places = _places(db)
            called = [
                *db.execute(select(Establishment.id, Establishment.name)),
                *db.execute(
                    select(EstablishmentChange.establishment_id, EstablishmentChange.old).where(
                        EstablishmentChange.field == "name", EstablishmentChange.undone_at.is_(None)
                    )
                ),
            ]
            numbers = {line[0]: line[1] for line in db.execute(select(Establishment.id, Establishment.number))}
        names: dict[str, dict[int, Place]] = {}
        for place_id, name in called:
            if place_id in places and name:
                place = places[place_id]
                names.setdefault(fold(str(name)), {})[place.id] = place
        return {
            "names": {name: tuple(found.values()) for name, found in names.items()},
            "numbers": {fold(numbers[place_id]): place for place_id, place in places.items()},
        }

    def find_duplicates(self, session: Session, rows: Sequence[Row]) -> Mapping[int, Duplicate]:
        """Rows stored already: the same fingerprint, or an inspection of the same premises on the same day."""
        lookups = self.lookups(session)
        found: dict[int, Duplicate] = {}
        with session.read() as db:
            known: dict[str, tuple[int, str]] = {}
            prints = [row.fingerprint for row in rows]
            for start in range(0, len(prints), _AT_ONCE):
                query = select(Inspection.fingerprint, Inspection.id, Inspection.number).where(
                    Inspection.fingerprint.in_(prints[start : start + _AT_ONCE])
                )
                known |= {line.fingerprint: (line.id, line.number) for line in db.execute(query)}
            days = sorted({row.values["inspected_on"] for row in rows})
            held: dict[tuple[int, date], Inspection] = {}
            for start in range(0, len(days), _AT_ONCE):
                on_days = select(Inspection).where(
                    Inspection.removed.is_(False), Inspection.day.in_(days[start : start + _AT_ONCE])
                )
                held |= {(each.establishment_id, each.day): each for each in db.scalars(on_days)}
            for row in rows:
                if row.fingerprint in known:
                    record_id, number = known[row.fingerprint]
                    found[row.number] = Duplicate(number, str(record_id))
                    continue
                place = place_of(row.values, lookups)
                if isinstance(place, NotImportable):
                    continue
                alike = held.get((place.id, row.values["inspected_on"]))
                if alike is not None:
                    differs = ("content",) if fold(alike.content) != fold(row.values["content"] or "") else ("place",)
                    found[row.number] = Duplicate(alike.number, str(alike.id), exact=False, differs=differs)
        return found

    # --- storing ---------------------------------------------------------------------------------------------------

    def store(
        self, session: Session, rows: Sequence[Row], batch: Batch, progress: Progress, cancelled: IsCancelled
    ) -> Stored:
        """Store and merge in one transaction; see app.common.imports.Storage."""
        with session.work(Compartment.POLICE) as work:
            again = self.find_duplicates(session, rows)
            lookups = self.lookups(session)
            new = NewRows(work, batch)
            merges: dict[str, Any] = {}
            for row in each(rows, progress, cancelled):
                if row.choice is Choice.MERGE and row.duplicate_of is not None:
                    merged = _merge(work, int(row.duplicate_of.record_id), row.values)
                    if merged is not None:
                        merges[row.duplicate_of.record_id] = merged
                elif not (row.number in again and again[row.number].exact):  # else stored since the plan was made
                    place = place_of(row.values, lookups)
                    if isinstance(place, Place):
                        new.add(row, place)
            new.write()
            return import_batches.keep(work, ImportBatch, batch, KIND, new.count, merges)

    # --- taking back -----------------------------------------------------------------------------------------------

    def undo(self, session: Session, batch_id: str, progress: Progress, cancelled: IsCancelled) -> int:
        """Take a whole run back; Refused when one of its records was worked on since. Numbers stay given."""
        with session.work(Compartment.POLICE) as work:
            db = work.db
            batch = import_batches.standing(work, ImportBatch, KIND, batch_id)
            _refuse_if_touched(work, batch)
            for record_id, merge in batch.merges.items():
                change = open_change(work, int(record_id))
                change.undoable = False
                for name, value in merge["before"].items():
                    setattr(change.inspection, name, value)
                change.done("undo", "", of="merge")
            ids = list(db.scalars(select(Inspection.id).where(Inspection.batch_id == batch_id)))

            def tell(done: int) -> None:
                if cancelled():
                    raise Cancelled(N_("Cancelled. The import stands as it was."))
                progress(done, 2 * len(ids))

            search.remove_many(db, SCHEMA, KIND, ids, tell)
            for start in range(0, len(ids), _FEW):
                tell(len(ids) + start)
                db.execute(delete(Inspection).where(Inspection.id.in_(ids[start : start + _FEW])))
            return import_batches.taken_back(work, batch, len(ids))


def _places(db: Orm) -> dict[int, Place]:
    """Each row of the register that may be inspected -> the premises that stand for it."""
    villages = {village.id: village.name for village in registry.every_village(db)}
    places: dict[int, Place] = {}
    for row in db.scalars(select(Establishment)):
        stays = survivor(db, row)
        if stays.state not in (PremisesState.PROPOSED, PremisesState.DECLINED):
            places[row.id] = Place(
                stays.id,
                stays.number,
                stays.name,
                stays.address,
                villages.get(stays.village_id or 0, ""),
                stays.opened_on,
                stays.closed_on,
            )
    return places


def _refuse_if_touched(work: Work, batch: ImportBatch) -> None:
    db = work.db
    own = select(Inspection.id).where(Inspection.batch_id == batch.id)
    touched = (
        select(func.count(Inspection.id)).where(Inspection.batch_id == batch.id, Inspection.version > 1),
        select(func.count(Inspection.id)).where(Inspection.follow_up_of_id.in_(own)),
        select(func.count(InspectionAttachment.id)).where(InspectionAttachment.inspection_id.in_(own)),
        select(func.count(DocumentNumber.id)).where(
            DocumentNumber.record_kind == KIND, DocumentNumber.record_id.in_(own)
        ),
    )
    stale = any(
        db.scalar(select(Inspection.version).where(Inspection.id == int(record_id))) != merge["version"]
        for record_id, merge in batch.merges.items()
    )
    if stale or any(db.scalar(query) for query in touched):
        raise Refused(N_("Somebody has worked on inspections of this import since. It cannot be undone as a whole."))


def _merge(work: Work, inspection_id: int, values: Mapping[str, Any]) -> dict[str, Any] | None:
    """Fill what the record lacks; what it has stays. What it took to undo it, or None when nothing was missing."""
    change = open_change(work, inspection_id)
    inspection, team = change.inspection, values["team"]
    offered = {
        "note": values["note"],
        "content": values["content"],
        "handling": values["handling"].text if values["handling"] else None,
        "follow_up_note": values["follow_up"].text if values["follow_up"] else None,
        "team_text": team.text if team else None,
        "decision_number": team.decision_number if team else None,
    }
    before: dict[str, Any] = {}
    for name in _MERGED:
        if offered[name] and not getattr(inspection, name):
            before[name] = getattr(inspection, name)
            setattr(inspection, name, str(offered[name]))
    if not before:
        return None
    done = change.done("merge")
    return {"version": done.version, "before": before}
