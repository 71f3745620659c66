"""What stands on the papers of a report? The facts that the service gave, as the templates take them, in Vietnamese."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from app.common.dates import office_day, office_time
from app.common.entered import among
from app.common.i18n import catalogue
from app.common.papers import Office, Paper, Stamp
from app.common.permissions import require
from app.police.reports import services_files
from app.police.reports.services_files import RECEIPT, REMINDER_NOTE, TRANSFER_NOTE
from app.police.reports.terms import KIND_NAMES
from app.police.reports.values import PrintedDocument
from app.vault.session import Session

FILE_NAMES: dict[str, str] = {RECEIPT: "giay-bien-nhan", TRANSFER_NOTE: "phieu-chuyen", REMINDER_NOTE: "phieu-nhac"}
TEMPLATES: dict[str, str] = {RECEIPT: "receipt", TRANSFER_NOTE: "transfer", REMINDER_NOTE: "reminder"}


@dataclass(frozen=True, slots=True)
class ReceiptFacts:
    """What a receipt says. Without a reporter it says that the name was not given or is kept secret."""

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
class ReminderFacts:
    """What a reminder note says: the officer's reports that are due or overdue on the day it is dated."""

    officer: str
    items: tuple[ReminderItem, ...]
    note: str = ""


def made(session: Session, report_ids: Sequence[int], kind: str, reveal_reason: str = "") -> list[Paper]:
    """Number, count and audit this document for each of the reports. Raises Refused where one cannot have it."""
    require(session, "reports.print")
    among(kind, TEMPLATES, "kind")
    found = []
    for report_id in report_ids:
        if kind == RECEIPT:
            facts = services_files.print_receipt(session, report_id, reveal_reason)
        elif kind == TRANSFER_NOTE:
            facts = services_files.print_transfer_note(session, report_id, reveal_reason)
        else:
            facts = services_files.print_reminder_note(session, report_id)
        found.append(paper(facts))
    return found


def paper(facts: PrintedDocument) -> Paper:
    """The document that these facts make."""
    head = facts.office
    return Paper(
        template=TEMPLATES[facts.kind],
        name=FILE_NAMES[facts.kind],
        number=facts.number,
        dated=office_day(facts.printed_at),
        office=Office(head.superior, head.name or "Công an xã", head.place, head.signer_title, head.signer_name),
        facts=_FACTS[facts.kind](facts),
        stamp=Stamp(facts.printed_by, office_time(facts.printed_at), facts.copy),
        seq=facts.seq,
    )


def _kind(facts: PrintedDocument) -> str:
    """Documents are Vietnamese whatever the screen's language; inside a sentence, the kind begins small."""
    source = KIND_NAMES[facts.report_kind]
    name = catalogue("vi").get(source, source)
    return name[:1].lower() + name[1:]


def _received(facts: PrintedDocument) -> date | datetime:
    return office_time(facts.received_at) if facts.time_known else office_day(facts.received_at)


def _receipt(facts: PrintedDocument) -> ReceiptFacts:
    return ReceiptFacts(
        report_number=facts.report_number,
        kind=_kind(facts),
        received=_received(facts),
        how=facts.source,
        content=facts.content,
        received_by=facts.received_by,
        reporter=facts.reporter,
        reporter_address=facts.reporter_address,
        reporter_phone=facts.reporter_phone,
        attachments=facts.attachments,
        due_on=facts.due_on,
        due_basis=facts.due_basis,
    )


def _transfer(facts: PrintedDocument) -> TransferFacts:
    return TransferFacts(
        report_number=facts.report_number,
        kind=_kind(facts),
        received=_received(facts),
        content=facts.content,
        to=facts.authority,
        ground=facts.ground or facts.note or "vụ việc không thuộc thẩm quyền giải quyết của đơn vị",
        reporter=facts.reporter,
        reporter_address=facts.reporter_address,
        reporter_told=facts.reporter_told,
        attachments=facts.attachments,
    )


def _reminder(facts: PrintedDocument) -> ReminderFacts:
    item = ReminderItem(
        facts.report_number, _kind(facts), _received(facts), facts.due_on or office_day(facts.printed_at)
    )
    return ReminderFacts(facts.officer or "Cán bộ được phân công", (item,), facts.note)


_FACTS = {RECEIPT: _receipt, TRANSFER_NOTE: _transfer, REMINDER_NOTE: _reminder}
