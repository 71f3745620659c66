"""Which number does a document of the police get, and whose head does it carry? One register for every record type."""

from sqlalchemy import func, select

from app.common.dates import office_day, office_time
from app.common.papers import Office, Stamp
from app.police.models import DocumentNumber
from app.registry import queries as registry
from app.vault.session import Work


def give(work: Work, kind: str, record_kind: str, record_id: int, *, each_day: bool = False) -> DocumentNumber:
    """The next number of a kind of document; printed again for the same record, the same number and the next copy.

    `each_day`: on another day it is another document, such as a reminder.
    """
    db, session = work.db, work.session
    unit, year, seq, copy = session.account.unit.value, session.today().year, 0, 1
    last = db.scalars(
        select(DocumentNumber)
        .where(
            DocumentNumber.record_kind == record_kind,
            DocumentNumber.record_id == record_id,
            DocumentNumber.kind == kind,
        )
        .order_by(DocumentNumber.id.desc())
        .limit(1)
    ).first()
    if last is not None and (not each_day or office_day(last.given_at) == session.today()):
        year, seq, copy = last.year, last.seq, last.copy + 1
    else:
        same = (DocumentNumber.unit == unit, DocumentNumber.year == year, DocumentNumber.kind == kind)
        seq = (db.scalar(select(func.max(DocumentNumber.seq)).where(*same)) or 0) + 1
    line = DocumentNumber(
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


def written(work: Work, seq: int, symbol: str) -> str:
    """A number with its symbol: 12/BB-CAX; a letter has the office's symbol alone (12/CAX)."""
    return _with_symbol(work, f"{seq:02d}", symbol)


def blank(work: Work, symbol: str) -> str:
    """The place of a number that is written in by hand: ........../BB-CAX."""
    return _with_symbol(work, "..........", symbol)


def _with_symbol(work: Work, digits: str, symbol: str) -> str:
    parts = [part for part in (symbol, registry.office(work.db, work.session.account.unit).symbol) if part]
    return "/".join(part for part in (digits, "-".join(parts)) if part)


def head(work: Work) -> Office:
    """The issuing body as its lead filled it in."""
    office = registry.office(work.db, work.session.account.unit)
    name = office.name or "Công an xã"
    return Office(office.superior, name, office.place, office.signer_title, office.signer_name)


def stamp(work: Work, copy: int) -> Stamp:
    """Who prints this copy now."""
    return Stamp(work.session.account.full_name, office_time(work.now), copy)
