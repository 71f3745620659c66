"""How do the facts that the service gives for a document become the Word document? In memory, in Vietnamese."""

from datetime import date, datetime

from app.common.dates import office_day, office_time
from app.common.i18n import catalogue
from app.exchange.word import (
    Office,
    ReceiptFacts,
    ReminderFacts,
    ReminderItem,
    Stamp,
    TransferFacts,
    receipt,
    reminder_note,
    transfer_note,
)
from app.police.reports import services_files
from app.police.reports.terms import KIND_NAMES
from app.police.reports.values import PrintedDocument


def word(facts: PrintedDocument) -> bytes:
    """The document as Word would open it. Raises BadTemplate."""
    head = facts.office
    office = Office(head.superior, head.name, head.place, head.signer_title, head.signer_name)
    stamp = Stamp(facts.printed_by, office_time(facts.printed_at), facts.copy)
    if facts.kind == services_files.RECEIPT:
        return receipt(office, _receipt(facts), stamp)
    if facts.kind == services_files.TRANSFER_NOTE:
        return transfer_note(office, _transfer(facts), stamp)
    return reminder_note(office, _reminder(facts), stamp)


def _kind(facts: PrintedDocument) -> str:
    """Documents are Vietnamese whatever the screen's language; inside a sentence, the kind begins small."""
    source = KIND_NAMES[facts.report_kind]
    name = catalogue("vi").get(source, source)
    return name[:1].lower() + name[1:]


def _received(facts: PrintedDocument) -> date | datetime:
    return office_time(facts.received_at) if facts.time_known else office_day(facts.received_at)


def _receipt(facts: PrintedDocument) -> ReceiptFacts:
    return ReceiptFacts(
        document_number=facts.number,
        dated=office_day(facts.printed_at),
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
        document_number=facts.number,
        dated=office_day(facts.printed_at),
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
    day = office_day(facts.printed_at)
    item = ReminderItem(facts.report_number, _kind(facts), _received(facts), facts.due_on or day)
    return ReminderFacts(
        document_number=facts.number,
        dated=day,
        officer=facts.officer or "Cán bộ được phân công",
        items=(item,),
        note=facts.note,
    )
