"""How are imported counselling sessions stored, found again and taken back, in one transaction?

Every row goes through the service that a person uses (`record_in`, `open_in`): consent, versions, timeline and audit
are the same as for one that was typed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import delete, func, select

from app.common import import_batches, search
from app.common.i18n import N_
from app.common.imports import Batch, Choice, Duplicate, IsCancelled, Progress, Row, Stored, each
from app.common.text import fold
from app.health.appointments.models import Appointment
from app.health.appointments.terms import AppointmentState
from app.health.clients import record as client_record
from app.health.clients import rules as client_rules
from app.health.clients.changing import note_event
from app.health.clients.models import Client
from app.health.clients.services import open_in
from app.health.clients.terms import KIND as CLIENTS
from app.health.clients.terms import How, Source, State
from app.health.clients.values import ClientFacts, NewClient
from app.health.counselling import record, services
from app.health.counselling.import_cells import Known, New
from app.health.counselling.import_models import ImportedSession
from app.health.counselling.models import CounsellingSession
from app.health.counselling.terms import KIND, TOPICS
from app.health.counselling.terms import State as SessionState
from app.health.counselling.values import NewSession
from app.health.models import ImportBatch
from app.registry import queries as registry
from app.vault.compartments import Compartment
from app.vault.errors import Refused
from app.vault.session import Session, Work

_AT_ONCE = 500
_TOUCHED = N_("Somebody has worked on records of this import since. It cannot be undone as a whole.")


@dataclass(frozen=True, slots=True)
class InRegister:
    """What a check may know of a client: since when they come, and whether something can be recorded of them."""

    id: int
    first_on: date
    served: bool


class CounsellingImports:
    """Storage of app.common.imports for counselling. `how` is how new people agreed whose row does not say so."""

    def __init__(self, how: How | None = None) -> None:
        self.how = how

    def lookups(self, session: Session) -> Mapping[str, Mapping[str, Any]]:
        """Clients by code, topics and staff by their folded names."""
        with session.read() as db:
            rows = db.execute(select(Client.code, Client.id, Client.first_on, Client.state).where(Client.listed))
            clients = {
                code: InRegister(id_, first_on, State(state) in client_rules.SERVED)
                for code, id_, first_on, state in rows
            }
            topics = {fold(item.name): item.code for item in registry.whole_catalogue(db, TOPICS)}
        staff = {fold(name): id_ for id_, name in services.counsellors(session).items()}
        # Filled by the check, in the order of the file: which marks of new people said that they agreed.
        return {"clients": clients, "topics": topics, "staff": staff, "agreed": {}}

    def find_duplicates(self, session: Session, rows: Sequence[Row]) -> Mapping[int, Duplicate]:
        """Rows that came in before; and rows of a client who has a session on that day already."""
        prints = [row.fingerprint for row in rows]
        known: dict[str, tuple[int, str]] = {}
        that_day: dict[tuple[str, date], tuple[int, str]] = {}
        with session.read() as db:
            for start in range(0, len(prints), _AT_ONCE):
                query = (
                    select(ImportedSession.fingerprint, CounsellingSession.id, CounsellingSession.number)
                    .join(CounsellingSession, CounsellingSession.id == ImportedSession.session_id)
                    .where(ImportedSession.fingerprint.in_(prints[start : start + _AT_ONCE]))
                )
                known |= {line[0]: (line[1], line[2]) for line in db.execute(query)}
            codes = sorted({row.values["who"].code for row in rows if isinstance(row.values["who"], Known)})
            for start in range(0, len(codes), _AT_ONCE):
                of_day = (
                    select(Client.code, CounsellingSession.held_on, CounsellingSession.id, CounsellingSession.number)
                    .join(Client, Client.id == CounsellingSession.client_id)
                    .where(Client.code.in_(codes[start : start + _AT_ONCE]), CounsellingSession.listed)
                )
                that_day |= {(line[0], line[1]): (line[2], line[3]) for line in db.execute(of_day)}
        found: dict[int, Duplicate] = {}
        for row in rows:
            who = row.values["who"]
            alike = that_day.get((who.code, row.values["held_on"])) if isinstance(who, Known) else None
            if row.fingerprint in known:
                found[row.number] = Duplicate(known[row.fingerprint][1], str(known[row.fingerprint][0]))
            elif alike is not None:
                found[row.number] = Duplicate(alike[1], str(alike[0]), exact=False)
        return found

    def store(
        self, session: Session, rows: Sequence[Row], batch: Batch, progress: Progress, cancelled: IsCancelled
    ) -> Stored:
        """Store in one transaction; see app.common.imports.Storage. There is nothing to merge."""
        with session.work(Compartment.HEALTH) as work:
            again = {number for number, one in self.find_duplicates(session, rows).items() if one.exact}
            wanted = [row for row in rows if row.choice is Choice.STORE and row.number not in again]
            new = _NewRows(work, batch, self.how, wanted)
            for row in each(sorted(wanted, key=lambda row: (row.values["held_on"], row.number)), progress, cancelled):
                new.add(row)
            new.finish()
            return import_batches.keep(work, ImportBatch, batch, KIND, new.count, {})

    def undo(self, session: Session, batch_id: str, progress: Progress, cancelled: IsCancelled) -> int:
        """Take a whole run back: sessions, their appointments, and the records it opened. Numbers stay given.

        Refused when one of its sessions, or a record that it opened, was worked on since.
        """
        with session.work(Compartment.HEALTH) as work:
            db = work.db
            batch = import_batches.standing(work, ImportBatch, KIND, batch_id)
            query = (
                select(ImportedSession, CounsellingSession, Client)
                .join(CounsellingSession, CounsellingSession.id == ImportedSession.session_id)
                .join(Client, Client.id == ImportedSession.client_id)
                .where(ImportedSession.batch_id == batch_id)
                .order_by(ImportedSession.session_id.desc())
            )
            found = [(imported, held, client) for imported, held, client in db.execute(query)]
            for imported, held, client in found:
                fresh = held.version == 1 and held.state == SessionState.RECORDED
                if not fresh or (imported.opened and client.version != imported.client_version):
                    raise Refused(_TOUCHED)
            gone: set[int] = set()
            for imported, held, client in each(found, progress, cancelled):
                _take_back(work, batch.at, imported, held, client)
                if imported.opened:
                    gone.add(client.id)
            for client_id in sorted(gone):
                search.remove(db, client_record.SCHEMA, CLIENTS, client_id)
                db.execute(delete(Client).where(Client.id == client_id))
            return import_batches.taken_back(work, batch, len(found))


class _NewRows:
    """Sessions with their clients, one by one; whoever is new gets a code with the first of their rows."""

    def __init__(self, work: Work, batch: Batch, how: How | None, rows: Sequence[Row]) -> None:
        self.work, self.batch, self.how, self.count = work, batch, how, 0
        self._marked: dict[str, int] = {}
        self._opened: set[int] = set()
        # What one row of a new person leaves open, another of theirs may say.
        self._said: dict[str, dict[str, Any]] = {}
        for row in rows:
            who = row.values["who"]
            if isinstance(who, New) and who.mark:
                told = self._said.setdefault(who.mark, {})
                for name in ("sex", "birth_year", "agreed"):
                    told[name] = told.get(name) or row.values[name]

    def add(self, row: Row) -> None:
        """One more session."""
        values = row.values
        client = self.work.db.get_one(Client, self._client(values))
        before = client.last_visit_on
        made = services.record_in(
            self.work,
            client.id,
            NewSession(
                held_on=values["held_on"],
                minutes=values["minutes"],
                counsellor_id=values["counsellor"],
                topics=values["topics"],
                next_visit_on=values["next_visit_on"],
            ),
        )
        self.work.db.add(
            ImportedSession(
                session_id=made.id,
                client_id=client.id,
                batch_id=self.batch.id,
                fingerprint=row.fingerprint,
                opened=client.id in self._opened,
                last_visit_before=before,
            )
        )
        self.count += 1

    def _client(self, values: Mapping[str, Any]) -> int:
        who = values["who"]
        db = self.work.db
        if isinstance(who, Known):
            return client_record.find_code(db, who.code).id
        if who.mark and who.mark in self._marked:
            return self._marked[who.mark]
        told = self._said.get(who.mark) or values
        facts = ClientFacts(
            Source.OTHER, first_on=values["held_on"], sex=told["sex"] or "", birth_year=told["birth_year"]
        )
        opened = open_in(self.work, NewClient(facts, told["agreed"] or self.how))
        db.get_one(Client, opened.id).batch_id = self.batch.id
        self._opened.add(opened.id)
        if who.mark:
            self._marked[who.mark] = opened.id
        return opened.id

    def finish(self) -> None:
        """Note at which version each record was left: whoever works on one afterwards raises it."""
        db = self.work.db
        db.flush()
        versions = {client: db.get_one(Client, client).version for client in self._opened}
        for line in db.scalars(select(ImportedSession).where(ImportedSession.batch_id == self.batch.id)):
            line.client_version = versions.get(line.client_id, 0)
        db.flush()


def _take_back(work: Work, at: Any, imported: ImportedSession, held: CounsellingSession, client: Client) -> None:
    """One session away, with the appointment that it arranged; the client as before it."""
    db = work.db
    if held.next_visit_on is not None:
        db.execute(
            delete(Appointment).where(
                Appointment.client_id == client.id,
                Appointment.on == held.next_visit_on,
                Appointment.made_at == at,
                Appointment.state == AppointmentState.PLANNED,
            )
        )
    search.remove(db, record.SCHEMA, KIND, held.id)
    number, last_on = record.subject(held), imported.last_visit_before
    db.execute(delete(CounsellingSession).where(CounsellingSession.id == held.id))
    db.expunge(held)
    db.expunge(imported)
    if imported.opened:
        return
    if client.last_visit_on == held.held_on:
        client.last_visit_on = last_on
    planned = select(func.min(Appointment.on)).where(
        Appointment.client_id == client.id, Appointment.state == AppointmentState.PLANNED
    )
    client.next_visit_on = db.scalar(planned)
    client.version += 1
    client_record.refresh(client)
    note_event(work, client, "undo_import", kind=KIND, subject=number)
