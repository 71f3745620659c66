"""How is a test's row read and written: found, numbered, what lists may see of it, put back as it was?"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session as Orm

from app.common import search
from app.common.i18n import N_
from app.common.rows import columns, made, write
from app.health.clients.codes import tidy_number
from app.health.clients.models import NEVER, Client
from app.health.clients.record import band
from app.health.clients.terms import AgeBand
from app.health.screenings import rules
from app.health.screenings.models import Screening, ScreeningEvent, ScreeningNumber, Telling
from app.health.screenings.rules import Way
from app.health.screenings.terms import KIND, SHOWN, TESTS, Shown, State, show_number
from app.registry import queries as registry
from app.vault.errors import NotFound
from app.vault.session import Session, Work

SCHEMA = "health"
_NOT_FOUND = N_("There is no such test, or the client's record was erased.")
_STAYS = frozenset({"id", "client_id", "number", "year", "seq", "version", "created_at", "created_by", "updated_at"})
# Waiting for a sample, a result, or to be told: what a day's work asks for.
_OPEN = frozenset({Shown.CONSENTED, Shown.WAITING, Shown.READY})


def subject(row: Screening) -> str:
    """What the audit calls a test."""
    return f"{KIND}/{row.number}"


def find(db: Orm, screening_id: int) -> Screening:
    """The test. Raises NotFound, also where the client is not shown any more."""
    row = db.get(Screening, screening_id)
    client = db.get(Client, row.client_id) if row is not None else None
    if row is None or client is None or not client.listed:
        raise NotFound(_NOT_FOUND)
    return row


def find_number(db: Orm, number: str) -> Screening:
    """The test with that number as typed. Raises NotFound."""
    found = db.scalar(select(Screening.id).where(Screening.number == tidy_number(number)))
    if found is None:
        raise NotFound(_NOT_FOUND)
    return find(db, found)


def give_number(work: Work, row: Screening) -> None:
    """The next number of the year in which it was offered."""
    year = row.asked_on.year
    last = work.db.scalar(select(func.max(ScreeningNumber.seq)).where(ScreeningNumber.year == year)) or 0
    work.db.add(ScreeningNumber(year=year, seq=last + 1, given_at=work.now))
    row.year, row.seq, row.number = year, last + 1, show_number(last + 1, year)
    work.db.flush()


def refresh(row: Screening) -> None:
    """Keep what lists see and sort by. A result to tell is due since the day on which it came in."""
    shown = SHOWN[State(row.state)]
    row.shown, row.listed = shown.value, shown is not Shown.REMOVED
    if shown not in _OPEN:
        row.due_sort = NEVER
    elif shown is Shown.READY:
        row.due_sort = row.confirmed_on or row.result_on or row.asked_on
    else:
        row.due_sort = row.due_on or row.sample_on or row.asked_on


def way_of(db: Orm, row: Screening) -> Way:
    """The rule of its results: the way that it was offered under, with what the office's list says it may say."""
    facts = next((item.facts for item in registry.whole_catalogue(db, TESTS) if item.code == row.test), {})
    way = rules.way_of(row.test, row.test_name, facts)
    return way if way.name == row.way else rules.WAYS.get(row.way, rules.WAYS["direct"])


def is_child(session: Session, client: Client) -> bool:
    """Whether the client is known to be under 15."""
    return band(client, session.today()) is AgeBand.UNDER_15


def tellings(db: Orm, screening_id: int) -> list[Telling]:
    return list(db.scalars(select(Telling).where(Telling.screening_id == screening_id).order_by(Telling.id)))


# --- as it was ---------------------------------------------------------------------------------------------


def snapshot(db: Orm, row: Screening) -> dict[str, Any]:
    """The test with its tellings, in values that JSON knows."""
    return {"screening": columns(row, _STAYS), "tellings": [columns(each) for each in tellings(db, row.id)]}


def put_back(db: Orm, row: Screening, before: Mapping[str, Any]) -> None:
    """Make the test as a snapshot has it."""
    write(row, before["screening"])
    db.execute(delete(Telling).where(Telling.screening_id == row.id))
    for values in before["tellings"]:
        db.add(made(Telling, values))
    db.flush()


def last_event(db: Orm, row: Screening) -> ScreeningEvent | None:
    """The last thing done that was not taken back."""
    query = select(ScreeningEvent).where(
        ScreeningEvent.screening_id == row.id, ScreeningEvent.undone_at.is_(None), ScreeningEvent.action != "undo"
    )
    return db.scalars(query.order_by(ScreeningEvent.id.desc()).limit(1)).first()


def index(db: Orm, row: Screening, code: str) -> None:
    """Keep the index as the test is: its number and the client's code, and nothing else."""
    if row.listed:
        search.index(db, SCHEMA, KIND, row.id, row.number, f"{code} {code.replace('-', '')}")
    else:
        search.remove(db, SCHEMA, KIND, row.id)
