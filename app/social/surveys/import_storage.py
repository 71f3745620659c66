"""How are imported surveys stored, found again and taken back, thousands at a time in one transaction?"""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import delete, func, insert, select

from app.common import import_batches, search
from app.common.i18n import N_
from app.common.imports import Batch, Choice, Duplicate, IsCancelled, Progress, Row, Stored, each
from app.common.rows import fill_defaults
from app.common.text import fold
from app.registry import queries as registry
from app.social.models import ImportBatch
from app.social.surveys import record
from app.social.surveys.import_cells import Quarter
from app.social.surveys.models import Survey, SurveyNeed, SurveyNumber
from app.social.surveys.terms import KIND, NO_NEED, Difficulty, show_number
from app.social.surveys.values import Answers
from app.vault.compartments import Compartment
from app.vault.errors import Cancelled, Refused
from app.vault.session import Session, Work

_AT_ONCE = 5000
# So many at a time are written and taken back, so that progress and cancel are heard.
_FEW = 500


def needs_of(values: Mapping[str, Any], ticks: Mapping[str, str]) -> frozenset[str]:
    """What a row says is needed, in one cell or ticked; `ticks` are the fields of the columns, with their needs."""
    found = set(values["needs"] or ()) | {need for field, need in ticks.items() if values[field]}
    return frozenset(found - {NO_NEED}) or frozenset(found)


def answers_of(values: Mapping[str, Any], ticks: Mapping[str, str], group: str = "") -> Answers:
    """The row as a person would enter it; `group` is that of rows that do not say theirs."""
    quarter: Quarter | None = values["quarter"]
    return Answers(
        group=values["group"] or group,
        needs=needs_of(values, ticks),
        surveyed_on=values["surveyed_on"],
        year=values["year"] or (quarter.year if quarter else None),
        quarter=quarter.quarter if quarter else None,
        village_id=values["village"].id if values["village"] else None,
        sex=values["sex"],
        age_band=values["age"],
        difficulty=values["difficulty"] or Difficulty.UNKNOWN,
        workplace=values["workplace"] or "",
        surveyor=values["surveyor"] or "",
        remark=(values["remark"] or "")[:300],
    )


class SurveyImports:
    """Storage of app.common.imports for needs surveys. `group` is that of rows that do not say theirs."""

    def __init__(self, ticks: Mapping[str, str], group: str = "") -> None:
        self.ticks, self.group = ticks, group

    def lookups(self, session: Session) -> Mapping[str, Mapping[str, Any]]:
        """Villages, groups, needs and types of premises by their folded names."""
        with session.read() as db:
            villages = {fold(village.name): village for village in registry.every_village(db)}
            groups, needs, types = (
                {fold(item.name): item.code for item in registry.whole_catalogue(db, name)}
                for name in (registry.SURVEY_GROUPS, registry.NEED_KINDS, registry.ESTABLISHMENT_TYPES)
            )
        return {"villages": villages, "groups": groups, "needs": needs, "types": types}

    def find_duplicates(self, session: Session, rows: Sequence[Row]) -> Mapping[int, Duplicate]:
        """Rows whose answers are stored already. Only the number of a form makes that sure: people answer alike."""
        known: dict[str, tuple[int, str]] = {}
        prints = [row.fingerprint for row in rows]
        with session.read() as db:
            for start in range(0, len(prints), _AT_ONCE):
                query = select(Survey.fingerprint, Survey.id, Survey.number).where(
                    Survey.fingerprint.in_(prints[start : start + _AT_ONCE])
                )
                known |= {line.fingerprint: (line.id, line.number) for line in db.execute(query)}
        return {
            row.number: Duplicate(
                known[row.fingerprint][1], str(known[row.fingerprint][0]), exact=bool(row.values["form"])
            )
            for row in rows
            if row.fingerprint in known
        }

    def store(
        self, session: Session, rows: Sequence[Row], batch: Batch, progress: Progress, cancelled: IsCancelled
    ) -> Stored:
        """Store in one transaction; see app.common.imports.Storage. There is nothing to merge: alike is alike."""
        with session.work(Compartment.SOCIAL) as work:
            again = self.find_duplicates(session, rows)
            new = _NewRows(work, batch)
            for row in each(rows, progress, cancelled):
                exact = row.number in again and again[row.number].exact  # stored since the plan was made
                if row.choice is Choice.STORE and not exact:
                    new.add(row, answers_of(row.values, self.ticks, self.group))
            new.write()
            return import_batches.keep(work, ImportBatch, batch, KIND, new.count, {})

    def undo(self, session: Session, batch_id: str, progress: Progress, cancelled: IsCancelled) -> int:
        """Take a whole run back; Refused when one of its surveys was changed since. Numbers stay given."""
        with session.work(Compartment.SOCIAL) as work:
            db = work.db
            batch = import_batches.standing(work, ImportBatch, KIND, batch_id)
            touched = select(func.count(Survey.id)).where(Survey.batch_id == batch_id, Survey.version > 1)
            if db.scalar(touched):
                raise Refused(
                    N_("Somebody has worked on surveys of this import since. It cannot be undone as a whole.")
                )
            ids = list(db.scalars(select(Survey.id).where(Survey.batch_id == batch_id)))

            def tell(done: int) -> None:
                if cancelled():
                    raise Cancelled(N_("Cancelled. The import stands as it was."))
                progress(done, 2 * len(ids))

            search.remove_many(db, record.SCHEMA, KIND, ids, tell)
            for start in range(0, len(ids), _FEW):
                tell(len(ids) + start)
                db.execute(delete(Survey).where(Survey.id.in_(ids[start : start + _FEW])))
            return import_batches.taken_back(work, batch, len(ids))


class _NewRows:
    """New surveys, gathered and written chunk by chunk."""

    def __init__(self, work: Work, batch: Batch) -> None:
        self.work, self.batch, self.count = work, batch, 0
        db = work.db
        self._next = (db.scalar(select(func.max(Survey.id))) or 0) + 1
        query = select(SurveyNumber.year, func.max(SurveyNumber.seq)).group_by(SurveyNumber.year)
        self._highest: dict[int, int] = {line[0]: line[1] for line in db.execute(query)}
        self._villages = {village.id: village.name for village in registry.every_village(db)}
        self._rows: list[Survey] = []
        self._needs: list[dict[str, Any]] = []

    def add(self, row: Row, answers: Answers) -> None:
        """One more survey; every few hundred are written."""
        now = self.work.now
        new = Survey(
            id=self._next,
            batch_id=self.batch.id,
            fingerprint=row.fingerprint,
            created_at=now,
            created_by=self.work.session.account.id,
            updated_at=now,
        )
        fill_defaults(new)
        record.write(self.work.db, new, answers, self._villages.get(answers.village_id or 0, ""))
        self._highest[new.year] = seq = self._highest.get(new.year, 0) + 1
        new.number_year, new.seq, new.number = new.year, seq, show_number(seq, new.year)
        self._rows.append(new)
        self._needs += [{"survey_id": new.id, "need": need} for need in sorted(answers.needs)]
        self._next += 1
        self.count += 1
        if len(self._rows) >= _FEW:
            self.write()

    def write(self) -> None:
        """Write what was gathered."""
        if not self._rows:
            return
        db, names = self.work.db, [column.name for column in Survey.__table__.columns]
        db.execute(insert(Survey), [{name: getattr(row, name) for name in names} for row in self._rows])
        numbers = [{"year": row.number_year, "seq": row.seq, "given_at": self.work.now} for row in self._rows]
        db.execute(insert(SurveyNumber), numbers)
        if self._needs:
            db.execute(insert(SurveyNeed), self._needs)
        entries = [(row.id, row.number, record.words(row)) for row in self._rows]
        search.index_many(db, record.SCHEMA, KIND, entries)
        self._rows, self._needs = [], []
