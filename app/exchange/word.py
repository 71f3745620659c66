"""How do the facts of a report become a Word document laid out as official documents are?

A template from resources/documents (or the office's own version of it) is filled in, in memory only. The
facts come as plain data: this module asks no vault. They are Vietnamese whatever the screen's language.
"""

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, is_dataclass
from datetime import date, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateError
from jinja2.sandbox import SandboxedEnvironment

from app.common.dates import show_date
from app.common.i18n import N_
from app.exchange.office_text import office_text
from app.vault.errors import AppError

TEMPLATES = Path(__file__).resolve().parents[2] / "resources" / "documents"


class BadTemplate(AppError):
    """A template that cannot be filled in; nothing was written."""


@dataclass(frozen=True, slots=True)
class Office:
    """The issuing body, as it stands at the head and foot of its documents.

    `signer_title` may have several lines ("KT. TRƯỞNG CÔNG AN XÃ" above "PHÓ TRƯỞNG CÔNG AN XÃ").
    """

    superior: str
    name: str
    place: str
    signer_title: str
    signer_name: str
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Stamp:
    """Who printed a copy, when (the office's own time), and which copy it is."""

    by: str
    at: datetime
    copy: int


@dataclass(frozen=True, slots=True)
class ReceiptFacts:
    """What a receipt says. Without a reporter it says that the name was not given or is kept secret."""

    document_number: str
    dated: date
    report_number: str
    kind: str
    received: date | datetime
    how: str
    content: str
    received_by: str
    reporter: str = ""
    reporter_address: str = ""
    reporter_phone: str = ""
    attachments: tuple[str, ...] = ()
    due_on: date | None = None
    due_basis: str = ""


@dataclass(frozen=True, slots=True)
class TransferFacts:
    """What a transfer note says. Leave `reporter` empty where the law keeps the name secret."""

    document_number: str
    dated: date
    report_number: str
    kind: str
    received: date | datetime
    content: str
    to: str
    ground: str
    basis: str = ""
    reporter: str = ""
    reporter_address: str = ""
    reporter_told: bool = False
    attachments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReminderItem:
    """One report on a reminder note."""

    number: str
    kind: str
    received: date | datetime
    due_on: date


@dataclass(frozen=True, slots=True)
class _ReminderLine:
    number: str
    kind: str
    received: str
    due: str
    days_left: int


@dataclass(frozen=True, slots=True)
class ReminderFacts:
    """What a reminder note says: the officer's reports that are due or overdue on the day it is dated."""

    document_number: str
    dated: date
    officer: str
    items: tuple[ReminderItem, ...]
    note: str = ""


def receipt(office: Office, facts: ReceiptFacts, stamp: Stamp | None = None, template: bytes | None = None) -> bytes:
    """Giấy biên nhận. `template` is the office's own version; raises BadTemplate when it has mistakes."""
    more = {"received": written(facts.received), "due": show_date(facts.due_on) if facts.due_on else ""}
    return _filled("receipt", template, office, facts, facts.dated, stamp, more)


def transfer_note(
    office: Office, facts: TransferFacts, stamp: Stamp | None = None, template: bytes | None = None
) -> bytes:
    """Phiếu chuyển. Raises BadTemplate."""
    return _filled(
        "transfer", template, office, facts, facts.dated, stamp, {"received": show_date(_day(facts.received))}
    )


def reminder_note(
    office: Office, facts: ReminderFacts, stamp: Stamp | None = None, template: bytes | None = None
) -> bytes:
    """Phiếu nhắc, what is due first at the top. Raises BadTemplate."""
    items = [
        _ReminderLine(
            number=item.number,
            kind=item.kind,
            received=show_date(_day(item.received)),
            due=show_date(item.due_on),
            days_left=(item.due_on - facts.dated).days,
        )
        for item in sorted(facts.items, key=lambda item: (item.due_on, item.number))
    ]
    overdue = sum(item.due_on < facts.dated for item in facts.items)
    more = {"items": items, "overdue": overdue, "today": show_date(facts.dated)}
    return _filled("reminder", template, office, facts, facts.dated, stamp, more)


def written(moment: date | datetime) -> str:
    """A moment as documents write it: "14 giờ 30, ngày 05/03/2026"; the day alone where no hour is known."""
    if isinstance(moment, datetime):
        return f"{moment:%H} giờ {moment:%M}, ngày {show_date(moment.date())}"
    return f"ngày {show_date(moment)}"


def place_date(day: date) -> dict[str, str]:
    """The place-and-date line's parts: a zero before days under 10 and months 1 and 2 (NĐ 30/2020)."""
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return {"day": f"{day.day:02d}", "month": month, "year": str(day.year)}


def _day(moment: date | datetime) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


# --- filling in --------------------------------------------------------------------------------------


def _filled(
    name: str,
    template: bytes | None,
    office: Office,
    facts: ReceiptFacts | TransferFacts | ReminderFacts,
    dated: date,
    stamp: Stamp | None,
    more: Mapping[str, object],
) -> bytes:
    context: dict[str, Any] = {
        "office": _clean(office),
        "facts": _clean(facts),
        "stamp": _clean(stamp) if stamp is not None else None,
        "stamped": f"{stamp.at:%H:%M} {show_date(stamp.at.date())}" if stamp is not None else "",
        **place_date(dated),
        **{key: _cleaned(value) for key, value in more.items()},
    }
    # Offices edit templates: the sandbox keeps one from reaching into Python, autoescape a "<" from breaking
    # the file, StrictUndefined a misspelt field from printing as nothing.
    environment = SandboxedEnvironment(undefined=StrictUndefined, autoescape=True)
    source = (TEMPLATES / f"{name}.docx").read_bytes() if template is None else template
    result = io.BytesIO()
    try:
        document = DocxTemplate(io.BytesIO(source))
        document.render(context, environment, autoescape=True)
        document.save(result)
    except (TemplateError, zipfile.BadZipFile, KeyError, ValueError, TypeError) as error:
        raise BadTemplate(
            N_(
                "The document template “{template}” cannot be filled in. Nothing was written. "
                "Put the original template back, or correct what stands in double braces."
            ),
            template=f"{name}.docx",
        ) from error
    return result.getvalue()


def _clean(facts: Any) -> SimpleNamespace:
    """The facts as plain attributes: nothing of Python's own is within reach of a template."""
    return SimpleNamespace(**{name: _cleaned(getattr(facts, name)) for name in facts.__slots__})


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return office_text(value)
    if isinstance(value, list | tuple):
        return [_cleaned(each) for each in value]
    if is_dataclass(value):
        return _clean(value)
    return value
