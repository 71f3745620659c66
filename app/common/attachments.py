"""Which files may be kept with a record, and what is shown of them?"""

import hashlib
from collections.abc import Mapping
from dataclasses import Field, dataclass, replace
from datetime import datetime
from typing import Any, ClassVar, Protocol, TypeVar

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session as Orm

from app.common import attachment_rules as rules
from app.common.i18n import N_
from app.common.record_tables import AttachmentColumns
from app.common.text import nfc
from app.vault.errors import Invalid
from app.vault.session import Work

LARGEST = 20 * 1024 * 1024

A = TypeVar("A", bound=AttachmentColumns)


class Told(Protocol):
    """What a service of a unit gives back after a change: a frozen dataclass that may carry a warning."""

    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]

    @property
    def warning(self) -> str: ...
    @property
    def warning_values(self) -> Mapping[str, object]: ...


C = TypeVar("C", bound=Told)


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
    """Put a file into a new row, under a name that misleads nobody; what it is, is told by its content.

    Raises Invalid when it is empty, too large, or a program. `told` says afterwards what was changed.
    """
    if not data:
        raise Invalid(N_("The file is empty, so it was not attached."))
    if len(data) > LARGEST:
        raise Invalid(N_("The file is larger than {limit} MB, so it was not attached."), limit=LARGEST >> 20)
    if (refusal := rules.why_not(name, data)) is not None:
        raise refusal
    kind = rules.kind_of(data)
    row.name = rules.safe_name(name)
    row.media_type, row.data = kind.media_type if kind is not None else media_type[:100], data
    row.size, row.sha256 = len(data), hashlib.sha256(data).hexdigest()
    row.added_at, row.added_by = work.now, work.session.account.id
    return row


def told(changed: C, name: str, row: AttachmentColumns, shown: str = "") -> C:
    """What a service gives back, with a warning where the file was renamed or is not what its ending says.

    `name` is the file's own; `shown` is how its new one may be shown where the name may not.
    """
    renamed = row.name != nfc(name)
    misnamed = rules.is_misnamed(row.name, row.data)
    if not renamed and not misnamed:
        return changed
    warning = rules.RENAMED if not misnamed else rules.RENAMED_AND_MISNAMED if renamed else rules.MISNAMED
    return replace(changed, warning=warning, warning_values={"name": shown or row.name})


def several(before: C | None, changed: C) -> C:
    """Of several files attached one after the other: the last change, with the first warning there was."""
    if before is None or not before.warning:
        return changed
    return replace(changed, warning=before.warning, warning_values=before.warning_values)


def opened(row: AttachmentColumns) -> OpenedAttachment:
    """A kept file as it leaves the vault, under a name that misleads nobody and starts nothing."""
    return OpenedAttachment(rules.outward_name(row.name), row.media_type, row.data)


def shown(
    db: Orm, table: type[AttachmentColumns], of_record: ColumnElement[bool], people: Mapping[str, str]
) -> tuple[AttachmentInfo, ...]:
    """The files of a record that were not taken off, in the order in which they came."""
    query = select(table).where(of_record, table.removed_at.is_(None)).order_by(table.id)
    return tuple(
        AttachmentInfo(
            row.id,
            rules.outward_name(row.name),
            row.media_type,
            row.size,
            row.sha256,
            row.added_at,
            people.get(row.added_by, row.added_by),
        )
        for row in db.scalars(query)
    )
