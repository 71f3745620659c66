"""Which papers can a report have now: the receipt, the transfer note, the reminder?

papers.receipt(parent, session, detail)      papers.reminder(parent, session, ids)
papers.choose(parent, session, detail)       papers.transfer_note(parent, session, detail)
"""

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from app.common.i18n import N_, tr
from app.common.papers import Paper
from app.common.permissions import may
from app.desktop.documents import DocumentDialog, Offer, ask
from app.police.reports import papers, services_files
from app.police.reports.values import ReportDetail
from app.vault.session import Session

RECEIPT, TRANSFER, REMINDER = services_files.RECEIPT, services_files.TRANSFER_NOTE, services_files.REMINDER_NOTE
NAMES: dict[str, str] = {RECEIPT: N_("Receipt"), TRANSFER: N_("Transfer note"), REMINDER: N_("Reminder note")}


def possible(detail: ReportDetail) -> list[str]:
    """Which documents this report can have now."""
    found = [RECEIPT]
    if detail.authority:
        found.append(TRANSFER)
    if detail.due_on is not None:
        found.append(REMINDER)
    return found


def _make(session: Session, ids: Sequence[int], kind: str, reason: str) -> list[Paper]:
    return papers.made(session, ids, kind, reason)


def _offers(session: Session, kinds: Sequence[str], ids: Sequence[int], *, sealed: bool) -> list[Offer]:
    may_name = sealed and may(session, "reports.reveal")
    return [
        Offer(kind, NAMES[kind], partial(_make, session, ids, kind), named=may_name and kind != REMINDER)
        for kind in kinds
    ]


def _one(parent: QWidget, session: Session, detail: ReportDetail, kind: str) -> DocumentDialog:
    title = tr("{document}: {number}", document=tr(NAMES[kind]), number=detail.number)
    return ask(parent, title, _offers(session, [kind], [detail.id], sealed=detail.sealed))


def receipt(parent: QWidget, session: Session, detail: ReportDetail) -> DocumentDialog:
    """Giấy biên nhận."""
    return _one(parent, session, detail, RECEIPT)


def transfer_note(parent: QWidget, session: Session, detail: ReportDetail) -> DocumentDialog:
    """Phiếu chuyển, after the transfer."""
    return _one(parent, session, detail, TRANSFER)


def reminder(parent: QWidget, session: Session, report_ids: Sequence[int]) -> DocumentDialog:
    """Phiếu nhắc: one note for each report, in one go."""
    title = tr("Reminder notes for {count} reports", count=len(report_ids))
    if len(report_ids) == 1:
        title = tr("Reminder note")
    return ask(parent, title, _offers(session, [REMINDER], report_ids, sealed=False))


def choose(parent: QWidget, session: Session, detail: ReportDetail) -> DocumentDialog:
    """Ask which of the documents that this report can have now (Ctrl+P)."""
    title = tr("Print: {number}", number=detail.number)
    return ask(parent, title, _offers(session, possible(detail), [detail.id], sealed=detail.sealed))
