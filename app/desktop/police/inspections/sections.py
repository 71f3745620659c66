"""Which sections has the page of an inspection? Team, what was seen, findings, sanctions, links, files, history."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from app.common.dates import show_date, show_datetime
from app.common.i18n import N_, tr
from app.desktop.police.inspections.list_columns import STATE_TONES
from app.desktop.police.inspections.versions import compare
from app.desktop.records.detail_files import FilesOf
from app.desktop.records.detail_pane import DetailPane
from app.desktop.records.leads import Lead
from app.desktop.records.lines import Lines, RelatedLine
from app.desktop.records.record_type import Head, Section
from app.desktop.records.sections import TimelineWords, facts_section, files_section, timeline_section
from app.desktop.theme import Tone
from app.desktop.widgets import StateChip
from app.police.inspections import services_files
from app.police.inspections.kinds import INSPECTIONS_KIND
from app.police.inspections.rules import TRANSITIONS
from app.police.inspections.terms import (
    CHECK_RESULT_NAMES,
    FINDING_STATE_NAMES,
    KIND_NAMES,
    MEMBER_ROLE_NAMES,
    PRESENT_ROLE_NAMES,
    REVIEW_RESULT_NAMES,
    STATE_NAMES,
    CheckResult,
)
from app.police.inspections.values import FindingInfo, InspectionDetail, LinkedInspection, SanctionInfo
from app.vault.session import Session

FILES = FilesOf(
    services_files.attach,
    services_files.open_attachment,
    services_files.export_attachment,
    services_files.detach,
    services_files.put_back,
)
TIMELINE = TimelineWords(
    states=STATE_NAMES,
    tones=STATE_TONES,
    fields=INSPECTIONS_KIND.fields,
    steps=frozenset(name for _state, name in TRANSITIONS),
)
Facts = list[tuple[str, "str | QWidget | None"]]


def head_of(detail: InspectionDetail, _today: object) -> Head:
    """Number, premises, where it stands."""
    chips: list[QWidget] = [StateChip(STATE_NAMES[detail.state], STATE_TONES[detail.state])]
    if detail.overdue:
        chips.append(StateChip(N_("Overdue"), Tone.BAD))
    where = (tr(KIND_NAMES[detail.kind]), f"{detail.premises.number} {detail.premises.name}", detail.premises.village)
    return Head(detail.number, " · ".join(part for part in where if part.strip()), chips)


def notices_of(detail: InspectionDetail) -> list[tuple[Tone, str]]:
    """What must be known before reading on."""
    found: list[tuple[Tone, str]] = []
    if detail.removed:
        found.append((Tone.WARN, tr("In the bin: {reason}", reason=detail.removed_reason)))
    if detail.cancelled_reason:
        found.append((Tone.NEUTRAL, tr("Cancelled: {reason}", reason=detail.cancelled_reason)))
    return found


def dong(amount: int) -> str:
    """An amount with dots between the thousands."""
    return f"{amount:,}".replace(",", ".") + " đ"


def visit_facts(detail: InspectionDetail) -> Facts:
    """The visit in the order of the paper."""
    planned = show_date(detail.planned_on) if detail.planned_on else ""
    hours = "–".join(f"{each:%H:%M}" for each in (detail.started, detail.ended) if each is not None)
    held = " · ".join(part for part in (show_date(detail.inspected_on) if detail.inspected_on else "", hours) if part)
    decision = detail.decision.number
    if detail.decision.on is not None:
        decision = tr("{number} of {date}", number=decision or "…", date=show_date(detail.decision.on))
    team = "\n".join(
        f"{tr(MEMBER_ROLE_NAMES[each.role])}: {each.name}" + (f" ({each.office})" if each.office else "")
        for each in detail.team
    )
    facts: Facts = [
        (N_("Address"), detail.premises.address or None),
        (N_("Planned day"), planned or None),
        (N_("Decision on the team"), decision or None),
        (N_("Inspection team"), team or detail.team_text or None),
    ]
    if detail.inspected_on is not None:
        there = [
            f"{tr(PRESENT_ROLE_NAMES[each.role])}: {each.name or each.count}" + (f" ({each.note})" if each.note else "")
            for each in detail.present
        ]
        facts += [(N_("Inspected on"), held), (N_("Present for the premises"), "\n".join(there) or None)]
        facts += count_facts(detail)
    return facts


def count_facts(detail: InspectionDetail) -> Facts:
    """The head-count as it was found."""
    count = detail.head_count
    named = (
        (N_("Workers"), count.total),
        (N_("Women"), count.women),
        (N_("From elsewhere"), count.from_elsewhere),
        (N_("With a contract"), count.with_contract),
        (N_("Residence declared"), count.residence_declared),
    )
    words = "; ".join(f"{tr(name)}: {value}" for name, value in named if value is not None)
    return [(N_("Head-count"), words or None)]


def check_lines(detail: InspectionDetail) -> Facts:
    """What is not met in full; the rest is counted."""
    if not detail.checks:
        return []
    lines: Facts = []
    for result in CheckResult:
        several = [each for each in detail.checks if each.result is result]
        if result is CheckResult.NOT_MET and several:
            texts = "\n".join(f"– {each.text}" + (f": {each.note}" if each.note else "") for each in several)
            lines.insert(0, (CHECK_RESULT_NAMES[result], texts))
        elif several:
            lines.append((CHECK_RESULT_NAMES[result], str(len(several))))
    return lines


def words_facts(detail: InspectionDetail) -> Facts:
    """What was said and concluded."""
    texts = (
        (N_("What was inspected"), detail.content),
        (N_("Opinion of the premises"), detail.owner_opinion),
        (N_("Conclusion of the team"), detail.conclusion),
        (N_("Recommendations"), detail.recommendations),
        (N_("Handling as the paper register says"), detail.handling),
        (N_("Follow-up as the paper register says"), detail.follow_up_note),
        (N_("Note"), detail.note),
    )
    return [(name, text) for name, text in texts if text]


def finding_line(each: FindingInfo) -> RelatedLine:
    """A finding with its measures, its day and what became of it."""
    state = tr(FINDING_STATE_NAMES[each.state])
    if each.resolved_on is not None:
        state = f"{state} {show_date(each.resolved_on)}"
    elif each.fix_by is not None:
        by = tr("{date}, overdue", date=show_date(each.fix_by)) if each.overdue else show_date(each.fix_by)
        state = f"{state} · {tr('To be put right by')} {by}"
    seen = [
        f"{one.number}: {tr(REVIEW_RESULT_NAMES[one.result])}" + (f" ({one.note})" if one.note else "")
        for one in each.reviews
    ]
    parts = (each.basis, each.description, "; ".join(each.measure_names), *seen, each.note)
    under = " · ".join(part for part in parts if part)
    return RelatedLine(f"{each.seq}. {state}", each.violation_name or each.description, under, below=True)


def sanction_line(each: SanctionInfo) -> RelatedLine:
    """A decision: amount, until when, whether it is paid."""
    days = [tr("{number} of {date}", number=each.decision_number, date=show_date(each.decision_on))]
    if each.paid_on is not None:
        days.append(f"{tr('Paid on')} {show_date(each.paid_on)}")
    elif each.due_on is not None:
        days.append(f"{tr('To be paid by')} {show_date(each.due_on)}")
    days += [each.addressee, each.note]
    return RelatedLine(dong(each.amount), " · ".join(part for part in days if part))


def sections_of(session: Session, pane: DetailPane) -> Sequence[Section]:
    """From top to bottom."""
    found, related = Lines(), Lines()

    def groups(detail: InspectionDetail) -> bool:
        return found.show_groups(
            [
                (N_("Findings"), [finding_line(each) for each in detail.findings]),
                (N_("Findings of the earlier inspection"), [finding_line(each) for each in detail.to_review]),
                (N_("Sanction decisions"), [sanction_line(each) for each in detail.sanctions]),
            ]
        )

    def link(each: LinkedInspection) -> RelatedLine:
        words = tr(STATE_NAMES[each.state]) + (f" · {show_date(each.day)}" if each.day else "")
        return RelatedLine(each.number, words, "", partial(pane.led.emit, Lead("inspections", "open", (each.id,))))

    def links(detail: InspectionDetail) -> bool:
        versions = [
            RelatedLine(
                tr("Version {number}", number=each.version),
                tr("Before the correction of {when} by {who}", when=show_datetime(each.at), who=each.by),
                each.reason,
                partial(compare, session, pane, detail, each.id),
            )
            for each in reversed(detail.versions)
        ]
        return related.show_groups(
            [
                (N_("Follow-up of"), [link(detail.follow_up_of)] if detail.follow_up_of else []),
                (N_("Follow-up inspections"), [link(each) for each in detail.follow_ups]),
                (N_("Earlier versions"), versions),
            ]
        )

    return [
        facts_section(visit_facts),
        Section("", found, groups),
        facts_section(check_lines, N_("Checklist")),
        facts_section(words_facts, N_("What was said and concluded")),
        Section("", related, links),
        files_section(session, pane, FILES),
        timeline_section(TIMELINE, lambda detail: detail.timeline),
    ]
