"""What goes in and out of a report as files? Attachments, kept inside the compartment, and documents to print."""

from sqlalchemy import select

from app.common import attachments
from app.common.asking import unless
from app.common.attachments import LARGEST as LARGEST
from app.common.attachments import OpenedAttachment as OpenedAttachment
from app.common.i18n import N_
from app.common.permissions import require
from app.common.text import nfc
from app.police import document_numbers as numbers
from app.police.models import DocumentNumber
from app.police.reports import clock, rules, sealing
from app.police.reports.changing import needed, open_change
from app.police.reports.detail import names, shown_deadline
from app.police.reports.models import Attachment, Report, ReportEvent
from app.police.reports.record import KIND, find, standing, subject
from app.police.reports.terms import ReporterForm, ReportKind, State
from app.police.reports.values import Changed, OfficeHead, PrintedDocument, Reporter
from app.registry import queries as registry
from app.vault.compartments import Compartment
from app.vault.errors import NotFound, Refused
from app.vault.session import Session, Work

RECEIPT, TRANSFER_NOTE, REMINDER_NOTE = "receipt", "transfer_note", "reminder_note"


def attach(session: Session, report_id: int, name: str, media_type: str, data: bytes) -> Changed:
    """Keep a file with a report, in the encrypted compartment. Raises Invalid when empty, too large, or a program."""
    require(session, "reports.edit")
    with session.work(Compartment.POLICE) as work:
        change = open_change(work, report_id)
        change.undoable = False
        unless(rules.why_not_act(standing(change.report), "attach", session.account))
        row = attachments.fill(work, Attachment(report_id=report_id), name, media_type, data)
        work.db.add(row)
        work.db.flush()
        done = change.done("attach", "", attachment=row.id, size=row.size, sha256=row.sha256)
        return attachments.told(done, name, row)


def detach(session: Session, report_id: int, attachment_id: int) -> Changed:
    """Take a file off a report; it can be put back."""
    return _mark(session, report_id, attachment_id, "detach")


def put_back(session: Session, report_id: int, attachment_id: int) -> Changed:
    """Put a file back that was taken off."""
    return _mark(session, report_id, attachment_id, "attach")


def _mark(session: Session, report_id: int, attachment_id: int, action: str) -> Changed:
    require(session, "reports.edit")
    with session.work(Compartment.POLICE) as work:
        change = open_change(work, report_id)
        change.undoable = False
        unless(rules.why_not_act(standing(change.report), "attach", session.account))
        row = _attachment(work, report_id, attachment_id)
        row.removed_at = work.now if action == "detach" else None
        return change.done(action, "", attachment=row.id, sha256=row.sha256)


def open_attachment(session: Session, report_id: int, attachment_id: int) -> OpenedAttachment:
    """A file's content, in memory; the opening is audited."""
    require(session, "reports.open")
    with session.work(Compartment.POLICE) as work:
        report = find(work.db, report_id)
        row = _attachment(work, report_id, attachment_id)
        work.audit("reports.open_attachment", subject(report), attachment=row.id, sha256=row.sha256)
        return attachments.opened(row)


def export_attachment(session: Session, report_id: int, attachment_id: int, purpose: str) -> OpenedAttachment:
    """A file's content, to be saved outside the vault; what for is kept in the audit. Raises Invalid without it."""
    require(session, "reports.open")
    with session.work(Compartment.POLICE) as work:
        report = find(work.db, report_id)
        row = _attachment(work, report_id, attachment_id)
        purpose = needed(purpose, "reason")
        work.audit("reports.export_attachment", subject(report), attachment=row.id, sha256=row.sha256, purpose=purpose)
        return attachments.opened(row)


def _attachment(work: Work, report_id: int, attachment_id: int) -> Attachment:
    row = work.db.get(Attachment, attachment_id)
    if row is None or row.report_id != report_id:
        raise NotFound(N_("This report has no such file."))
    return row


# --- documents -----------------------------------------------------------------------------------------


def print_receipt(session: Session, report_id: int, reveal_reason: str = "") -> PrintedDocument:
    """The facts of the receipt for the reporter (giấy biên nhận).

    A sealed reporter is masked, unless a reason is given to reveal them for this paper: audited like any reveal.
    """
    return _print(session, report_id, RECEIPT, reveal_reason)


def print_transfer_note(session: Session, report_id: int, reveal_reason: str = "") -> PrintedDocument:
    """The facts of the note that goes with a transferred report (phiếu chuyển). Raises Refused before that."""
    return _print(session, report_id, TRANSFER_NOTE, reveal_reason)


def print_reminder_note(session: Session, report_id: int) -> PrintedDocument:
    """The facts of a reminder about a limit that runs (phiếu nhắc). Raises Refused when nothing is due."""
    return _print(session, report_id, REMINDER_NOTE, "")


def _print(session: Session, report_id: int, kind: str, reveal_reason: str) -> PrintedDocument:
    require(session, "reports.print")
    with sealing.telling(session), session.work(Compartment.POLICE) as work:
        report = find(work.db, report_id)
        unless(rules.why_not_act(standing(report), "print", session.account))
        if kind == TRANSFER_NOTE and not report.authority:
            raise Refused(N_("A transfer note is printed after the report was transferred."))
        if kind == REMINDER_NOTE and report.due_on is None:
            raise Refused(N_("Nothing is due for this report, so there is nothing to remind of."))
        # A reminder on another day is another document.
        line = numbers.give(work, kind, KIND, report.id, each_day=kind == REMINDER_NOTE)
        document = _facts(work, report, kind, line, _reporter(work, report, reveal_reason))
        detail = {"document": kind, "number": document.number, "copy": line.copy}
        work.db.add(
            ReportEvent(
                report_id=report.id,
                at=work.now,
                by=session.account.id,
                action="print",
                from_state=report.state,
                to_state=report.state,
                detail=detail,
            )
        )
        work.audit("reports.print", subject(report), **detail)
        return document


def _reporter(work: Work, report: Report, reveal_reason: str) -> Reporter:
    reason = nfc(reveal_reason).strip()
    if report.reporter_sealed is None:
        return sealing.in_the_open(report)
    if not reason:
        return Reporter(ReporterForm(report.reporter_form))
    require(work.session, "reports.reveal")
    known = sealing.unsealed(work.session, work.db, report)
    work.audit("reports.reveal", subject(report), reason=reason)
    return known


# The symbols of document kinds, as they stand before the office's: 12/GBN-CAX.
SYMBOLS = {RECEIPT: "GBN", TRANSFER_NOTE: "PC", REMINDER_NOTE: "PN"}


def _facts(work: Work, report: Report, kind: str, line: DocumentNumber, reporter: Reporter) -> PrintedDocument:
    session, db = work.session, work.db
    people, today = names(session), session.today()
    office = registry.office(db, session.account.unit)
    place = ", ".join(part for part in (report.establishment_name, report.address, report.village_name) if part)
    limits = [each for each in clock.of(db, report.id) if each.replaced_at is None]
    running = [shown_deadline(each, today) for each in limits if clock.running(each)]
    # What the paper promises is the limit of handling, met or not; never that of a notice beside it.
    promised = [shown_deadline(each, today) for each in limits if clock.is_limit(report, each.stage)]
    main = min(promised, key=lambda each: (each.stage not in clock.MAIN_STAGES, each.due_on), default=None)
    files = tuple(
        db.scalars(
            select(Attachment.name)
            .where(Attachment.report_id == report.id, Attachment.removed_at.is_(None))
            .order_by(Attachment.id)
        )
    )
    return PrintedDocument(
        kind=kind,
        number=numbers.written(work, line.seq, SYMBOLS[kind]),
        seq=line.seq,
        copy=line.copy,
        printed_at=work.now,
        printed_by=session.account.full_name,
        office=OfficeHead(
            superior=office.superior,
            name=office.name,
            place=office.place,
            signer_title=office.signer_title,
            signer_name=office.signer_name,
            symbol=office.symbol,
        ),
        report_number=report.number,
        report_kind=ReportKind(report.kind),
        received_at=report.received_at,
        time_known=report.time_known,
        received_by=people.get(report.received_by, report.received_by_text),
        source=registry.item_name(db, registry.SOURCES, report.source),
        reporter=reporter.name or reporter.relayed_by,
        reporter_address=reporter.address,
        reporter_phone=reporter.phone,
        reporter_told=bool(report.notice_on),
        content=report.content,
        attachments=files,
        place=place,
        authority=registry.item_name(db, registry.AUTHORITIES, report.authority),
        ground=registry.item_name(db, registry.DECLINE_GROUNDS, report.decline_ground),
        officer=people.get(report.officer_id or "", report.officer_text),
        state=State(report.state),
        due_on=main.due_on if main else None,
        due_basis=main.basis if main else "",
        deadlines=tuple(running),
        note=report.escalation_note if kind == REMINDER_NOTE else "",
    )
