"""How is a session's row read and written: found, numbered, from what was entered and back?"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session as Orm

from app.common.i18n import N_
from app.common.rows import columns
from app.common.text import fold, nfc
from app.health.group_sessions.models import GroupSession
from app.health.group_sessions.terms import KIND, Audience, Form, TestKind, Topic, show_number
from app.health.group_sessions.values import Reached, SessionEntry
from app.registry import queries as registry
from app.vault.errors import NotFound

_SILENT = frozenset({"id", "version", "number", "year", "seq", "created_at", "updated_at", "folded"})


def subject(row: GroupSession) -> str:
    """What the audit calls a session."""
    return f"{KIND}/{row.number}"


def find(db: Orm, session_id: int) -> GroupSession:
    """The session. Raises NotFound."""
    row = db.get(GroupSession, session_id)
    if row is None:
        raise NotFound(N_("There is no such session."))
    return row


def give_number(db: Orm, row: GroupSession) -> None:
    """The next number of the year of its day; a removed session keeps its own."""
    row.year = row.on.year
    last = db.scalar(select(func.max(GroupSession.seq)).where(GroupSession.year == row.year)) or 0
    row.seq, row.number = last + 1, show_number(last + 1, row.year)


def stored(row: GroupSession, given: Mapping[int, int]) -> dict[str, Any]:
    """What the timeline keeps of a session, with what it handed out."""
    return columns(row, _SILENT) | {"handed_out": {str(item): quantity for item, quantity in sorted(given.items())}}


def write(db: Orm, row: GroupSession, new: SessionEntry) -> None:
    """Put what was entered into the row."""
    row.on, row.form, row.audience = new.on, new.form.value, new.audience.value
    row.place, row.village_id = nfc(new.place).strip(), new.village_id
    row.topics = [topic.value for topic in Topic if topic in new.topics]
    row.reached = {f"{sex}/{band}": people for (sex, band), people in sorted(new.reached.items()) if people}
    row.reached_total = sum(new.reached.values())
    row.tests = {kind.value: new.tests[kind] for kind in TestKind if new.tests.get(kind)}
    row.tests_total = sum(new.tests.values())
    row.staff, row.note = nfc(new.staff).strip(), nfc(new.note).strip()
    row.collaborators = new.collaborators
    index_words(db, row)


def index_words(db: Orm, row: GroupSession) -> None:
    """What the quick search looks through."""
    row.folded = fold(" ".join((row.number, row.place, registry.village_name(db, row.village_id), row.staff)))


def reached(row: GroupSession) -> Reached:
    """(sex, age band) → people."""
    return {(key.split("/")[0], key.split("/")[1]): people for key, people in row.reached.items()}


def entry_of(row: GroupSession, given: Mapping[int, int]) -> SessionEntry:
    """The session as it was entered."""
    return SessionEntry(
        on=row.on,
        form=Form(row.form),
        audience=Audience(row.audience),
        place=row.place,
        village_id=row.village_id,
        topics=frozenset(Topic(each) for each in row.topics),
        reached=reached(row),
        handed_out=dict(given),
        tests={TestKind(kind): number for kind, number in row.tests.items()},
        staff=row.staff,
        collaborators=row.collaborators,
        note=row.note,
    )
