"""Builders: odd workbooks as offices keep them, and a small kind of record with storage in memory."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, cast

from openpyxl import Workbook

from app.common.import_cells import Context, NotImportable, as_moment, as_phone, as_text, digest, looked_up, one_of
from app.common.imports import (
    Batch,
    Choice,
    Duplicate,
    Field,
    ImportKind,
    IsCancelled,
    Progress,
    Row,
    RowProblem,
    Stored,
    each,
)
from app.vault.people import Account, Level, Unit
from app.vault.session import Session

FIELDS = (
    Field("number", "Number", ("Số tiếp nhận", "Mã đơn"), as_text),
    Field("received", "Received on", ("Ngày giờ", "Ngày tiếp nhận"), as_moment, required=True),
    Field("reporter", "Reporter", ("Người báo", "Người đứng đơn"), as_text),
    Field("phone", "Phone", ("Số điện thoại",), as_phone),
    Field("address", "Address", ("Địa chỉ",), as_text),
    Field("content", "Content", ("Nội dung", "Tóm tắt nội dung"), as_text, required=True),
    Field("place", "Place", ("Địa điểm/Cơ sở",), as_text),
    Field(
        "track", "Kind", ("Phân loại", "Phân loại đơn/số người"), one_of({"tố cáo": "denunciation", "tin báo": "crime"})
    ),
    Field("village", "Village", ("Thôn",), looked_up("villages")),
    Field("notified", "Told on", ("Ngày thông báo",), as_moment),
    Field("note", "Note", ("Ghi chú",), as_text),
)
USUAL = ("STT", "Số tiếp nhận", "Ngày giờ", "Người báo", "Nội dung", "Phân loại", "Ghi chú")


def workbook(rows: Sequence[Sequence[Any]], merge: Sequence[str] = (), title: str = "Sổ") -> bytes:
    """A workbook of one sheet with these rows."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    for area in merge:
        sheet.merge_cells(area)
    return saved(book)


def saved(book: Workbook) -> bytes:
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def report(number: int, **other: Any) -> tuple[Any, ...]:
    """A row under the usual headings."""
    row = {
        "stt": number,
        "number": f"{number:03d}/TB",
        "received": date(2025, 3, 1 + number % 28),
        "reporter": "Nguyễn Thị Hòa",
        "content": f"Phản ánh tiếng ồn lần thứ {number}",
        "track": "Tin báo",
        "note": None,
    }
    return tuple((row | other).values())


def register(*rows: Sequence[Any]) -> bytes:
    return workbook([USUAL, *rows])


@dataclass
class InMemory:
    """Storage of the tests: records by fingerprint; a run is all or nothing."""

    records: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    batches: dict[str, list[str]] = field(default_factory=dict)

    def lookups(self, session: Session) -> Mapping[str, Mapping[str, Any]]:
        return {"villages": {"thon 3": 3}}

    def find_duplicates(self, session: Session, rows: Sequence[Row]) -> Mapping[int, Duplicate]:
        return {
            row.number: Duplicate(str(row.values["number"]), record_id=row.fingerprint)
            for row in rows
            if row.fingerprint in self.records
        }

    def store(
        self, session: Session, rows: Sequence[Row], batch: Batch, progress: Progress, cancelled: IsCancelled
    ) -> Stored:
        records, made, merged = dict(self.records), [], 0
        for row in each(rows, progress, cancelled):
            if row.choice is Choice.MERGE:
                merged += 1
            elif row.fingerprint in records:
                continue
            else:
                made.append(row.fingerprint)
            records[row.fingerprint] = row.values
        self.records = records
        self.batches[batch.id] = made
        return Stored(len(made), merged)

    def undo(self, session: Session, batch_id: str, progress: Progress, cancelled: IsCancelled) -> int:
        made = self.batches.pop(batch_id)
        for fingerprint in made:
            del self.records[fingerprint]
        return len(made)


def told_after_received(values: Mapping[str, Any], context: Context) -> list[RowProblem]:
    told, received = values["notified"], values["received"]
    if told is not None and told < received:
        return [RowProblem("notified", NotImportable("Told before it was received."))]
    return []


def kind(storage: InMemory) -> ImportKind:
    return ImportKind(
        "reports",
        "Reports",
        FIELDS,
        lambda values: digest(values["number"], values["received"], values["content"]),
        storage,
        told_after_received,
    )


@dataclass
class Somebody:
    """A signed-in person, as much of one as importing asks for."""

    account: Account

    def today(self) -> date:
        return date(2026, 11, 24)


def officer(level: Level = Level.OFFICER) -> Session:
    return cast(Session, Somebody(Account("a1", "hoa", "Nguyễn Thị Hòa", Unit.POLICE, level, True)))
