"""How are the people of a register stored as cases, found again and taken back, in one transaction?

Each row goes through the intake of every day, so that consent, timeline, audit and index are as always. What takes an
import back removes all of it: the cases with everything that belongs to them, and so the keys of their audit entries.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import delete, func, select

from app.common import import_batches, search
from app.common.asking import unless
from app.common.i18n import N_
from app.common.import_cells import digest
from app.common.imports import Batch, Choice, Duplicate, IsCancelled, Progress, Row, Stored, each
from app.common.permissions import may
from app.common.text import fold
from app.registry import queries as registry
from app.social.cases import intake, record, rules
from app.social.cases.changing import open_change
from app.social.cases.declared import CODED
from app.social.cases.models import Case, CaseEvent, Identity
from app.social.cases.services import close_in, open_in
from app.social.cases.terms import IDENTITY_KIND, KEEP_RECORD, KIND, ConsentState, How, State
from app.social.cases.values import CaseFacts, NewCase, NewConsent, Person
from app.social.models import ImportBatch
from app.vault.compartments import Compartment
from app.vault.errors import Cancelled, Refused
from app.vault.session import Session, Work

_FILLED = ("phone", "address", "safe_way", "dependants", "alias")


class Bases(StrEnum):
    """What can be said of a whole file whose rows do not say it."""

    SIGNED = "signed_form"

    @property
    def label(self) -> str:
        return N_("Everybody in this file signed the form of consent")


def birth_year(values: Mapping[str, Any]) -> int | None:
    """The year alone."""
    birth = values["birth"]
    return birth.year if isinstance(birth, date) else birth


def person_of_row(values: Mapping[str, Any]) -> Person:
    """Who the row is about."""
    texts = {name: values[name] or "" for name in ("real_name", "alias", "phone", "address", "safe_way", "dependants")}
    return Person(birth=values["birth"], **texts)


def new_case(values: Mapping[str, Any], lookups: Mapping[str, Mapping[str, Any]], worker: str) -> NewCase:
    """The row as a worker would enter it."""
    opened: date = values["opened_on"]
    village = values["village"] or ""
    note = [values["note"], values["remark"]]
    if village and fold(village) not in lookups["villages"]:
        note.append(village)  # a village that the list does not know is kept in words
    agreed = values["agreed"]
    coded = {each.name: values[each.name] or each.otherwise for each in CODED if each.required or values[each.name]}
    given_on = agreed.on if agreed is not None and agreed.on is not None else opened
    return NewCase(
        person=person_of_row(values),
        facts=CaseFacts(
            **coded,
            sex=values["sex"] or "",
            village_id=lookups["villages"].get(fold(village)),
            flags=values["flags"] or frozenset(),
            note="\n".join(part for part in note if part),
        ),
        consents=(NewConsent(KEEP_RECORD, ConsentState.GIVEN, given_on, How.FORM),),
        worker_id=worker,
        opened_on=opened,
    )


class CaseImports:
    """Storage of app.common.imports for support cases."""

    def lookups(self, session: Session) -> Mapping[str, Mapping[str, Any]]:
        """Villages with and without the word "thôn", workers by name."""
        with session.read() as db:
            named = {fold(village.name): village.id for village in registry.every_village(db)}
        short = {name.removeprefix("thon "): number for name, number in named.items()}
        return {"villages": short | named, "workers": {fold(n): each for each, n in intake.workers(session).items()}}

    def find_duplicates(self, session: Session, rows: Sequence[Row]) -> Mapping[int, Duplicate]:
        """Rows that are there: same name, year and day; or whose person may be somebody's who is."""
        found: dict[int, Duplicate] = {}
        with session.read() as db:
            prints = {
                digest(who.real_name or who.alias, who.birth_year, case.opened_on): case
                for who, case in db.execute(select(Identity, Case).join(Case, Case.id == Identity.case_id))
                if State(case.state) in rules.LIVING
            }
            for row in rows:
                same = prints.get(row.fingerprint)
                if same is not None:
                    found[row.number] = Duplicate(same.code, str(same.id))
                elif likely := intake.likely_the_same(db, person_of_row(row.values)):
                    found[row.number] = Duplicate(likely[0].code, str(likely[0].case_id), exact=False)
        return found

    # --- storing -----------------------------------------------------------------------------------------

    def store(
        self, session: Session, rows: Sequence[Row], batch: Batch, progress: Progress, cancelled: IsCancelled
    ) -> Stored:
        """Store and fill in within one transaction; see app.common.imports.Storage."""
        with session.work(Compartment.SOCIAL) as work:
            again = self.find_duplicates(session, rows)
            lookups = self.lookups(session)
            merges: dict[str, Any] = {}
            added = 0
            for row in each(rows, progress, cancelled):
                if row.choice is Choice.MERGE and row.duplicate_of is not None:
                    filled = _fill(work, int(row.duplicate_of.record_id), row.values)
                    if filled is not None:
                        merges[row.duplicate_of.record_id] = filled
                elif not (row.number in again and again[row.number].exact):  # else stored since the plan was made
                    _add(work, row.values, batch, lookups)
                    added += 1
            return import_batches.keep(work, ImportBatch, batch, KIND, added, merges)

    # --- taking back -------------------------------------------------------------------------------------

    def undo(self, session: Session, batch_id: str, progress: Progress, cancelled: IsCancelled) -> int:
        """Take a whole run back; Refused when one of its cases was worked on since. Codes stay given."""
        from app.social.keeping import reach

        with session.work(Compartment.SOCIAL) as work:
            db = work.db
            batch = import_batches.standing(work, ImportBatch, KIND, batch_id)
            ids = list(db.scalars(select(Case.id).where(Case.batch_id == batch_id)))
            _refuse_if_touched(work, batch, ids)
            for case_id, merge in batch.merges.items():
                change = open_change(work, int(case_id))
                row = db.get_one(Identity, int(case_id))
                for name in merge["filled"]:
                    setattr(row, name, "")
                change.done("undo_import")
            progress(0, len(ids))
            if cancelled():
                raise Cancelled(N_("Cancelled. The import stands as it was."))
            for kind in (KIND, IDENTITY_KIND):
                search.remove_many(db, record.SCHEMA, kind, ids, lambda done: None)
            for table, keys in reversed(reach.of_cases(db, ids).items()):
                key = reach.key_of(table)
                if key is not None:
                    db.execute(delete(table).where(key.in_(keys)))
            db.expire_all()
            progress(len(ids), len(ids))
            return import_batches.taken_back(work, batch, len(ids))


def _refuse_if_touched(work: Work, batch: ImportBatch, ids: list[int]) -> None:
    touched = work.db.scalar(
        select(func.count())
        .select_from(CaseEvent)
        .where(CaseEvent.case_id.in_(ids), CaseEvent.action.not_in(("intake", "close")))
    )
    later = work.db.scalar(select(func.count()).where(CaseEvent.case_id.in_(ids), CaseEvent.at > batch.at))
    merged_into = work.db.scalar(select(func.count(Case.id)).where(Case.merged_into_id.in_(ids)))
    stale = any(
        work.db.scalar(select(Case.version).where(Case.id == int(case_id))) != merge["version"]
        for case_id, merge in batch.merges.items()
    )
    if touched or later or merged_into or stale:
        raise Refused(N_("Somebody has worked on cases of this import since. It cannot be undone as a whole."))


def _add(work: Work, values: Mapping[str, Any], batch: Batch, lookups: Mapping[str, Mapping[str, Any]]) -> None:
    """A case as its register tells it; one that ended there is closed at once, so that nobody is asked to visit."""
    session = work.session
    worker = session.account.id
    if may(session, "cases.transfer"):  # whoever may not give cases to others imports their own
        worker = lookups["workers"].get(fold(values["worker"] or ""), worker)
    case = work.db.get_one(Case, open_in(work, new_case(values, lookups, worker)).id)
    case.batch_id = batch.id
    if values["outcome"] is not None:
        close_in(work, case.id, values["outcome"], values["closed_on"] or values["opened_on"] or session.today())
        if case.check_on is not None and case.check_on < session.today():
            case.check_on = None  # a check that was due before the import is nobody's work any more
            record.refresh(case)


def _fill(work: Work, case_id: int, values: Mapping[str, Any]) -> dict[str, Any] | None:
    """Fill what is not known of the person; what is known stays. None when nothing was missing."""
    change = open_change(work, case_id)
    unless(rules.why_not_act(record.standing(change.case), "identify", work.session.account))
    row = work.db.get_one(Identity, case_id)
    offered = intake.tidy(person_of_row(values))
    filled = [name for name in _FILLED if getattr(offered, name) and not getattr(row, name)]
    if not filled:
        return None
    for name in filled:
        setattr(row, name, getattr(offered, name))
    done = change.done("identify")
    return {"version": done.version, "filled": filled}
