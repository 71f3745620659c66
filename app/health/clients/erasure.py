"""How does a client withdraw, and how is a record erased so that only what figures count is left?

Withdrawal takes the record from every list and begins 15 days in which a lead erases it. Erasing removes or empties all
that belongs to the client (app.common.reach), with drafts and the search index, in one transaction. The audit has
nothing to purge: it never held more than the code and the action. Then the file is written anew, a backup is made, and
in all others its file of this unit takes the place of theirs.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, select, text

from app.common import compacting, search
from app.common.asking import not_future, unless, wrong
from app.common.calendar import WorkCalendar
from app.common.dates import start_of_day
from app.common.deadlines import DayOff, due
from app.common.i18n import N_
from app.common.permissions import require
from app.common.reach import Reach
from app.health.clients import record, rules
from app.health.clients.changing import open_act, open_change
from app.health.clients.models import NEVER, Client, Consent, ErasureCertificate
from app.health.clients.part_drafts import PARTS_KIND
from app.health.clients.terms import KIND, ConsentState, State
from app.health.clients.values import Changed
from app.health.models import Draft, ImportBatch
from app.vault.compartments import Compartment
from app.vault.errors import Invalid, NotFound
from app.vault.session import Session, Work

CLIENTS: Any = Client.__table__
OF_CLIENTS = Reach(CLIENTS, "client_id")
# Told before a record is erased.
backups_to_replace = compacting.backups


@dataclass(frozen=True)
class Certificate:
    """What was erased, when, by whom; nothing of the person. `backups` are those replaced in the vault's folder."""

    code: str
    at: datetime
    by: str
    ground: str
    counts: dict[str, int]
    backups: tuple[str, ...]


@dataclass(frozen=True)
class ToErase:
    """A record that waits for its erasure, and by which day."""

    client_id: int
    code: str
    by: date
    late: bool


def erase_by(withdrawn_on: date) -> date:
    """The last of the 15 days of a withdrawal; calendar days, whatever day they end on."""
    return due(rules.WITHDRAWAL, start_of_day(withdrawn_on), WorkCalendar({}, {}, frozenset()), DayOff.SAME_DAY).on


def withdraw(session: Session, client_id: int, on: date) -> Changed:
    """Record that the client withdrew: every consent ends, no list shows the record, and the 15 days begin.

    Raises Refused, Invalid.
    """
    require(session, "health-clients.edit")
    with session.work(Compartment.HEALTH) as work:
        change = open_change(work, client_id)
        client = change.client
        unless(rules.why_not_step(State(client.state), "withdraw", session.account))
        client.withdrawn_on = not_future(work, on, "on")
        client.erase_by, client.state = erase_by(on), State.WITHDRAWN.value
        for row in work.db.scalars(select(Consent).where(Consent.client_id == client_id)):
            if row.state == ConsentState.GIVEN:
                row.state, row.withdrawn_on = ConsentState.WITHDRAWN.value, on
        return change.done("withdraw")


def to_erase(session: Session) -> list[ToErase]:
    """The records that wait for their erasure, the earliest first. Leads only."""
    require(session, "health-clients.erase")
    today = session.today()
    query = (
        select(Client).where(Client.state == State.WITHDRAWN, Client.erase_by.is_not(None)).order_by(Client.erase_by)
    )
    with session.read() as db:
        return [
            ToErase(row.id, row.code, row.erase_by, row.erase_by < today)
            for row in db.scalars(query)
            if row.erase_by is not None
        ]


def erase_client(session: Session, client_id: int, code: str) -> Certificate:
    """Erase a client's record; it cannot be taken back. The code is typed again, so that it is the one that is meant.

    Raises Refused, Invalid for another code.
    """
    with session.work(Compartment.HEALTH) as work:
        client = open_act(work, client_id, "erase", "health-clients.erase").client
        if record.find_code(work.db, code).id != client_id:
            raise wrong({"code": Invalid(N_("This is not the code of the record that is open."))})
        ground = "withdrawal" if client.withdrawn_on is not None else "request"
        counts = _forget(work, client)
        _leave_stub(work, client)
        work.db.add(
            ErasureCertificate(code=client.code, at=work.now, by=session.account.id, ground=ground, counts=counts)
        )
        work.audit(f"{KIND}.erase", record.subject(client), ground=ground)
        code = client.code
    finish(session)
    return certificate(session, code)


def _forget(work: Work, client: Client) -> dict[str, int]:
    db = work.db
    belonging = OF_CLIENTS.belonging(db, [client.id])
    if client.batch_id:
        for batch in db.scalars(select(ImportBatch).where(ImportBatch.id == client.batch_id)):
            batch.merges = {}
    search.remove(db, record.SCHEMA, KIND, client.id)
    for table, keys in belonging.items():
        names = [str(key) for key in keys]
        db.execute(delete(Draft).where(Draft.kind == table.name, Draft.record_id.in_(names)))
        for name in names:
            search.remove(db, record.SCHEMA, table.name, name)
    db.execute(delete(Draft).where(Draft.kind.in_((KIND, PARTS_KIND)), Draft.record_id == str(client.id)))
    counts = OF_CLIENTS.forget(db, belonging)
    # The index's segments are written anew: none keeps a code that was taken out.
    db.execute(text("INSERT INTO health.search (search) VALUES ('rebuild')"))
    db.expire_all()
    return counts


def _leave_stub(work: Work, client: Client) -> None:
    """What figures count: sex, age, how they came, first visit. Its code is never given again."""
    client.state, client.listed, client.erased_at = State.ERASED.value, False, work.now
    client.village_id, client.village_name, client.key_group = None, "", ""
    client.note = client.basis_note = client.safe_when = client.safe_way = ""
    client.next_visit_on, client.erase_by, client.due_sort = None, None, NEVER
    client.urgent, client.batch_id = False, None
    client.version += 1
    client.updated_at = work.now
    work.db.flush()


def finish(session: Session) -> None:
    """Write the file anew and replace it in the backups, for erasures not finished; nothing when there is none."""
    require(session, "health-clients.erase")
    with session.read() as db:
        open_ = list(db.scalars(select(ErasureCertificate.id).where(ErasureCertificate.backups.is_(None))))
    if not open_:
        return
    compacting.compact(session, Compartment.HEALTH)
    replaced = compacting.replace_backups(session)
    with session.work(Compartment.HEALTH) as work:
        for row in work.db.scalars(select(ErasureCertificate).where(ErasureCertificate.id.in_(open_))):
            row.backups = replaced
        work.audit("erasure.finished", count=len(open_))


def certificate(session: Session, code: str) -> Certificate:
    """The certificate of an erased record. Leads only. Raises NotFound."""
    require(session, "health-clients.erase")
    people = {account.id: account.full_name for account in session.accounts()}
    with session.read() as db:
        row = db.scalar(select(ErasureCertificate).where(ErasureCertificate.code == code))
        if row is None:
            raise NotFound(N_("Nothing with the code {code} was erased."), code=code)
        return Certificate(
            row.code, row.at, people.get(row.by, row.by), row.ground, dict(row.counts), tuple(row.backups or ())
        )
