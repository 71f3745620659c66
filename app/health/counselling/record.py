"""How is a session's row read and written: found, numbered, its instruments and alerts kept, indexed for search?"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session as Orm

from app.common import search
from app.common.dates import office_day
from app.common.i18n import N_
from app.common.rows import columns
from app.health.clients.codes import tidy_number
from app.health.clients.models import NEVER, Client
from app.health.counselling.models import (
    CounsellingNumber,
    CounsellingSession,
    InstrumentTaken,
    SelfHarmAlert,
)
from app.health.counselling.rules import Standing
from app.health.counselling.terms import KIND, State, show_number
from app.health.counselling.values import NewTaken
from app.health.instruments.catalogue import instruments
from app.health.instruments.scoring import scored
from app.vault.errors import NotFound
from app.vault.session import Work

SCHEMA = "health"
_NOT_FOUND = N_("There is no such counselling session, or the client's record was erased.")
# What a version does not keep: the client and the number stay, and what follows from other columns.
_STAYS = frozenset({"client_id", "number", "year", "seq", "next_sort", "created_at", "created_by", "updated_at"})


def subject(session: CounsellingSession) -> str:
    """What the audit calls a session."""
    return f"{KIND}/{session.number}"


def find(db: Orm, session_id: int) -> CounsellingSession:
    """The session. Raises NotFound, also where the client is not shown any more."""
    row = db.get(CounsellingSession, session_id)
    client = db.get(Client, row.client_id) if row is not None else None
    if row is None or client is None or not client.listed:
        raise NotFound(_NOT_FOUND)
    return row


def find_number(db: Orm, number: str) -> CounsellingSession:
    """The session with that number as typed. Raises NotFound."""
    query = select(CounsellingSession.id).where(CounsellingSession.number == tidy_number(number))
    found = db.scalar(query)
    if found is None:
        raise NotFound(_NOT_FOUND)
    return find(db, found)


def give_number(work: Work, session: CounsellingSession) -> None:
    """The next number of the year in which it was held."""
    year = session.held_on.year
    last = work.db.scalar(select(func.max(CounsellingNumber.seq)).where(CounsellingNumber.year == year)) or 0
    work.db.add(CounsellingNumber(year=year, seq=last + 1, given_at=work.now))
    session.year, session.seq, session.number = year, last + 1, show_number(last + 1, year)


def standing(db: Orm, session: CounsellingSession) -> Standing:
    """What the rules ask of a session."""
    return Standing(
        State(session.state),
        office_day(session.created_at),
        session.created_by,
        session.counsellor_id,
        sum(alert.noted_at is None for alert in alerts(db, session.id)),
    )


def refresh(session: CounsellingSession) -> None:
    """Keep what lists sort by."""
    session.next_sort = session.next_visit_on or NEVER
    session.listed = session.state == State.RECORDED


def snapshot(db: Orm, session: CounsellingSession) -> dict[str, Any]:
    """The session with its instruments, in values that JSON knows."""
    kept = frozenset({"id", "client_id", "session_id"})
    return {
        "session": columns(session, _STAYS),
        "taken": [columns(row, kept) for row in taken(db, session.id)],
    }


# --- instruments and alerts ------------------------------------------------------------------------------


def taken(db: Orm, session_id: int) -> list[InstrumentTaken]:
    query = select(InstrumentTaken).where(InstrumentTaken.session_id == session_id)
    return list(db.scalars(query.order_by(InstrumentTaken.id)))


def alerts(db: Orm, session_id: int) -> list[SelfHarmAlert]:
    query = select(SelfHarmAlert).where(SelfHarmAlert.session_id == session_id)
    return list(db.scalars(query.order_by(SelfHarmAlert.id)))


def open_alerts(db: Orm, client_id: int) -> list[SelfHarmAlert]:
    """The alerts of a client that nobody has noted yet."""
    query = select(SelfHarmAlert).where(SelfHarmAlert.client_id == client_id, SelfHarmAlert.noted_at.is_(None))
    return list(db.scalars(query.order_by(SelfHarmAlert.id)))


def write_taken(work: Work, session: CounsellingSession, forms: Sequence[NewTaken]) -> tuple[int, ...]:
    """Keep the instruments with their scores as of now; the ids of the alerts that they raise anew.

    What is the same as before stays as it is, with the edition and the score it had. An alert is raised where the
    question about self-harm is answered with more than 0 and was not before.
    """
    before = {row.instrument: row for row in taken(work.db, session.id)}
    raised: list[int] = []
    for form in forms:
        row = before.pop(form.instrument, None)
        known = instruments()[form.instrument]
        result = scored(known, form.answers)
        was = scored(known, row.answers).alert if row is not None else False
        if row is None:
            row = InstrumentTaken(client_id=session.client_id, session_id=session.id, instrument=form.instrument)
            work.db.add(row)
        elif (tuple(row.answers), row.difficulty) == (form.answers, form.difficulty):
            continue
        row.edition, row.answers, row.difficulty = known.edition, list(form.answers), form.difficulty
        row.score, row.band = result.score, result.band or ""
        if result.alert and not was:
            raised.append(_raise_alert(work, session))
    for gone in before.values():
        work.db.delete(gone)
    work.db.flush()
    return tuple(raised)


def _raise_alert(work: Work, session: CounsellingSession) -> int:
    alert = SelfHarmAlert(
        client_id=session.client_id, session_id=session.id, raised_at=work.now, raised_by=work.session.account.id
    )
    work.db.add(alert)
    work.db.flush()
    return alert.id


# --- search ----------------------------------------------------------------------------------------------


def index(db: Orm, session: CounsellingSession, code: str) -> None:
    """Keep the index as the session is: its number and the client's code. Nothing that was said is searched."""
    if session.listed:
        search.index(db, SCHEMA, KIND, session.id, session.number, f"{code} {code.replace('-', '')}")
    else:
        search.remove(db, SCHEMA, KIND, session.id)
