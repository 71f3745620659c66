"""Which number does a document of a unit get? One register for all its record types; no number is given twice."""

from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import func, select

from app.common.dates import office_day, office_time
from app.common.papers import Stamp
from app.common.record_tables import DocumentNumberTable
from app.vault.session import Work

Line = TypeVar("Line", bound=DocumentNumberTable)


@dataclass(frozen=True)
class Register(Generic[Line]):
    """The register of a unit: its own table, in its own compartment."""

    table: type[Line]

    def give(self, work: Work, kind: str, record_kind: str, record_id: int, *, each_day: bool = False) -> Line:
        """The next number of a kind of document; printed again for the same record, the same number and the next copy.

        `each_day`: on another day it is another document, such as a reminder.
        """
        db, session, table = work.db, work.session, self.table
        unit, year, seq, copy = session.account.unit.value, session.today().year, 0, 1
        of_record = (table.record_kind == record_kind, table.record_id == record_id, table.kind == kind)
        last = db.scalars(select(table).where(*of_record).order_by(table.id.desc()).limit(1)).first()
        if last is not None and (not each_day or office_day(last.given_at) == session.today()):
            year, seq, copy = last.year, last.seq, last.copy + 1
        else:
            same = (table.unit == unit, table.year == year, table.kind == kind)
            seq = (db.scalar(select(func.max(table.seq)).where(*same)) or 0) + 1
        made: Any = table
        line: Line = made(
            unit=unit,
            year=year,
            kind=kind,
            seq=seq,
            copy=copy,
            record_kind=record_kind,
            record_id=record_id,
            given_at=work.now,
            given_by=session.account.id,
        )
        db.add(line)
        db.flush()
        return line


def with_symbols(digits: str, *symbols: str) -> str:
    """A number with its symbols: 12/BB-CAX; a letter has the office's symbol alone (12/CAX)."""
    joined = "-".join(each for each in symbols if each)
    return "/".join(part for part in (digits, joined) if part)


def stamp(work: Work, copy: int) -> Stamp:
    """Who prints this copy now."""
    return Stamp(work.session.account.full_name, office_time(work.now), copy)
