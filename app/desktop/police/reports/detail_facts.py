"""What does the report say? Its facts in the order of the paper form, and what came out of it."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from app.common.dates import show_date
from app.common.i18n import N_, tr
from app.desktop.police.reports.detail_reading import OpenedReport
from app.desktop.police.reports.list_words import received_words
from app.desktop.theme import Tone
from app.desktop.widgets import MaskLabel
from app.police.reports.terms import CLASSIFICATION_NAMES, State
from app.police.reports.values import ReportDetail

Line = tuple[str, "str | QWidget | None"]


def facts_of(opened: OpenedReport, reporter: QWidget) -> Sequence[Line]:
    """Label source and value; None reads “not stated”, which is not the same as “not known”."""
    detail = opened.detail
    lines: list[Line] = [
        (N_("Received on"), received_words(detail.received_at, detail.received_on, detail.received_time)),
        (N_("Source"), opened.source or _missing(detail, "source")),
        (N_("Received by"), detail.received_by or None),
        (N_("Reporter"), reporter),
    ]
    if detail.respondent is not None:
        # The law names this person in this one file; the switch “hide names” hides them with the rest.
        name = ", ".join(part for part in (detail.respondent.name, detail.respondent.detail) if part)
        lines.append((N_("Respondent"), MaskLabel(name)))
    lines += [
        (N_("Village"), detail.village or _missing(detail, "village_id")),
        (N_("Establishment"), detail.establishment or _missing(detail, "establishment_name")),
        (N_("Place it is about"), detail.place.address or _missing(detail, "address")),
        (N_("Officer in charge"), detail.officer or tr("nobody yet")),
    ]
    if detail.note:
        lines.append((N_("Note"), detail.note))
    return lines


def outcome_of(opened: OpenedReport) -> Sequence[Line]:
    """What became of it so far; empty while nothing did."""
    detail = opened.detail
    lines: list[Line] = []
    if detail.decline_ground:
        lines.append((N_("Declined because"), opened.decline_ground))
    if detail.authority:
        lines.append((N_("Transferred to"), opened.authority))
    if detail.verification_result:
        lines.append((N_("Result of verification"), detail.verification_result))
    if detail.classification is not None:
        lines.append((N_("Classification"), tr(CLASSIFICATION_NAMES[detail.classification])))
    if detail.handling:
        lines.append((N_("Handling"), detail.handling))
    if detail.notice_on is not None:
        told = tr("{date}, {how}", date=show_date(detail.notice_on), how=detail.notice_how)
        lines.append((N_("Notice to the reporter"), told if detail.notice_how else show_date(detail.notice_on)))
    elif detail.no_notice_reason:
        lines.append((N_("No notice, because"), detail.no_notice_reason))
    return lines


def notices_of(detail: ReportDetail) -> Sequence[tuple[Tone, str]]:
    """(tone, words) of what must be known before reading on."""
    found: list[tuple[Tone, str]] = []
    if detail.removed:
        found.append((Tone.WARN, tr("In the bin: {reason}", reason=detail.removed_reason)))
    if detail.escalated_at is not None:
        found.append((Tone.WARN, tr("Brought to the lead: {note}", note=detail.escalation_note)))
    if detail.suspended_at is not None:
        found.append((Tone.INFO, tr("Suspended: {ground}", ground=detail.suspension_ground)))
    if detail.incomplete and detail.state in (State.RECEIVED, State.ACCEPTED):
        found.append((Tone.INFO, tr("Facts are missing. Complete them as soon as they are known.")))
    return found


def _missing(detail: ReportDetail, field: str) -> str | None:
    return tr("Not known") if field in detail.unknown else None
