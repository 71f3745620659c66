"""Which files may be kept with a record, and what is shown of them?"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session as Orm

from app.common.i18n import N_
from app.common.record_tables import AttachmentColumns
from app.common.text import nfc
from app.vault.errors import Invalid
from app.vault.session import Work

LARGEST = 20 * 1024 * 1024

A = TypeVar("A", bound=AttachmentColumns)


@dataclass(frozen=True)
class AttachmentInfo:
    """A file kept with a record, without its content."""

    id: int
    name: str
    media_type: str
    size: int
    sha256: str
    added_at: datetime
    added_by: str


@dataclass(frozen=True)
class OpenedAttachment:
    """An attachment in memory; the caller never writes it to disk but where a person chose to export it."""

    name: str
    media_type: str
    data: bytes


def fill(work: Work, row: A, name: str, media_type: str, data: bytes) -> A:
    """Put a file into a new row. Raises Invalid when it is empty or too large."""
    if not data:
        raise Invalid(N_("The file is empty, so it was not attached."))
    if len(data) > LARGEST:
        raise Invalid(N_("The file is larger than {limit} MB, so it was not attached."), limit=LARGEST >> 20)
    row.name = (nfc(name).replace("\\", "/").rpartition("/")[2].strip() or "?")[:200]
    row.media_type, row.data = media_type[:100], data
    row.size, row.sha256 = len(data), hashlib.sha256(data).hexdigest()
    row.added_at, row.added_by = work.now, work.session.account.id
    return row


def shown(
    db: Orm, table: type[AttachmentColumns], of_record: ColumnElement[bool], people: Mapping[str, str]
) -> tuple[AttachmentInfo, ...]:
    """The files of a record that were not taken off, in the order in which they came."""
    query = select(table).where(of_record, table.removed_at.is_(None)).order_by(table.id)
    return tuple(
        AttachmentInfo(
            row.id,
            row.name,
            row.media_type,
            row.size,
            row.sha256,
            row.added_at,
            people.get(row.added_by, row.added_by),
        )
        for row in db.scalars(query)
    )
