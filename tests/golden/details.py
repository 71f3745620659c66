"""What does an opened record give its screen of its past? Timeline and earlier versions, as the services give them."""

import dataclasses
import importlib
import pkgutil
from collections.abc import Iterator
from typing import Any

from app import desktop
from app.desktop.records.record_type import RecordType
from app.kinds import KINDS
from app.vault.people import Level
from app.vault.session import Session
from tests.golden.documents import OWNERS, Sessions

# So many records are read, and so many of them kept: those with the most to tell.
READ, KEPT = 12, 4
PAST = ("timeline", "versions")


def of_everything(sessions: Sessions) -> dict[str, Any]:
    """By kind, what its screen is given of the past of some records."""
    found = {}
    for record in _declared():
        name = record.key.replace("_", "-")
        session = sessions[OWNERS[KINDS[name].compartment], Level.LEAD]
        pasts = [_past(record, session, row) for row in _rows(record, session)]
        found[name] = dict(sorted(pasts, key=lambda past: -len(str(past[1])))[:KEPT])
    return found


def _declared() -> Iterator[RecordType[Any, Any, Any, Any]]:
    """The record types of the window, wherever under it they are declared."""
    for info in pkgutil.walk_packages(desktop.__path__, desktop.__name__ + "."):
        if info.name.endswith(".declared"):
            for value in vars(importlib.import_module(info.name)).values():
                if isinstance(value, RecordType):
                    yield value


def _rows(record: RecordType[Any, Any, Any, Any], session: Session) -> list[Any]:
    listed = record.list
    return list(listed.page(session, listed.everything, listed.usual[1], None, READ).rows)


def _past(record: RecordType[Any, Any, Any, Any], session: Session, row: Any) -> tuple[str, Any]:
    detail = record.detail.detail_of(record.detail.read(session, row.id))
    number = str(getattr(detail, "number", "") or getattr(detail, "code", "") or row.id)
    return number, {name: [_plain(each) for each in getattr(detail, name, ())] for name in PAST}


def _plain(value: Any) -> Any:
    """Data without what is empty and without row ids, which no screen shows: types of one shape may become one."""
    if dataclasses.is_dataclass(value):
        found = {each.name: _plain(getattr(value, each.name)) for each in dataclasses.fields(value)}
        return {name: each for name, each in found.items() if name != "id" and each not in ("", None, False, [], {})}
    if isinstance(value, dict):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(each) for each in value]
    return value
