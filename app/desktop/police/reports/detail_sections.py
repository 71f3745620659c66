"""Which sections has the page of a report? Content, facts, outcome, limits, files, what belongs to it, history."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from app.common.dates import show_datetime
from app.common.i18n import N_, tr
from app.desktop.background import run
from app.desktop.police.reports.detail_facts import facts_of, outcome_of
from app.desktop.police.reports.detail_head import DueLine
from app.desktop.police.reports.detail_limits import LimitsTable
from app.desktop.police.reports.detail_reading import OpenedReport
from app.desktop.police.reports.detail_reporter import ReporterFact
from app.desktop.police.reports.detail_versions import differences
from app.desktop.police.reports.list_words import STATE_TONES, kind_words
from app.desktop.records.detail_files import FilesOf
from app.desktop.records.detail_pane import DetailPane
from app.desktop.records.leads import Lead
from app.desktop.records.lines import Lines, RelatedLine
from app.desktop.records.record_type import Section
from app.desktop.records.sections import TimelineWords, facts_section, files_section, text_section, timeline_section
from app.desktop.records.versions import VersionCompare
from app.police.reports import services_files, services_review
from app.police.reports.kinds import REPORTS_KIND
from app.police.reports.rules import TRANSITIONS
from app.police.reports.terms import STATE_NAMES
from app.police.reports.values import EarlierNumber, ReportDetail, TimelineEntry
from app.vault.session import Session

FILES = FilesOf(
    services_files.attach,
    services_files.open_attachment,
    services_files.export_attachment,
    services_files.detach,
    services_files.put_back,
)


def sections_of(session: Session, pane: DetailPane) -> list[Section]:
    """From top to bottom; the limit that counts now stands at the head."""
    due, limits, related = DueLine(), LimitsTable(), Lines()
    reporter = ReporterFact(session, pane)
    reporter.hide()  # until there is a fact to stand in

    def show_limits(opened: OpenedReport) -> bool:
        limits.show_limits(opened.detail.deadlines, session.today())
        return bool(opened.detail.deadlines)

    def facts(opened: OpenedReport) -> Sequence[tuple[str, str | QWidget | None]]:
        reporter.setParent(pane)  # the facts make their lines anew; this one stays
        reporter.show_report(opened.detail)
        reporter.show()
        return facts_of(opened, reporter)

    return [
        Section("", due, lambda opened: due.show_limit(opened.detail, session.today()), at_head=True),
        text_section(lambda opened: opened.detail.content),
        facts_section(facts),
        facts_section(outcome_of, N_("What came out of it")),
        Section(N_("Time limits"), limits, show_limits),
        files_section(session, pane, FILES, lambda opened: opened.detail),
        Section("", related, lambda opened: related.show_groups(belongs(session, pane, opened.detail))),
        timeline_section(TIMELINE, lambda opened: opened.detail.timeline),
    ]


def cover_reporter(pane: DetailPane) -> None:
    """Another report is shown: nothing that was revealed stays."""
    for reporter in pane.findChildren(ReporterFact):
        reporter.cover()


# --- what belongs to it ------------------------------------------------------------------------------------


def belongs(session: Session, pane: DetailPane, detail: ReportDetail) -> list[tuple[str, list[RelatedLine]]]:
    """Linked reports, earlier numbers, earlier versions."""
    may_link = any(act.name == "link" and act.allowed for act in detail.acts)

    def unlink(other_id: int) -> None:
        run(pane, lambda progress: services_review.unlink(session, detail.id, other_id), pane.changed.emit)

    links = [
        RelatedLine(
            each.number,
            each.content,
            each.reason,
            partial(pane.led.emit, Lead("reports", "open", (each.id,))),
            (N_("Remove this link"), tr("Remove the link to {number}", number=each.number), partial(unlink, each.id))
            if may_link
            else None,
        )
        for each in detail.links
    ]
    versions = [
        RelatedLine(
            tr("Compare"),
            tr("Before the correction of {when} by {who}", when=show_datetime(each.at), who=each.by),
            each.reason,
            partial(compare, session, pane, detail, each.id),
        )
        for each in reversed(detail.versions)
    ]
    return [
        (N_("Linked reports"), links),
        (N_("Earlier numbers"), [_number(each) for each in detail.numbers]),
        (N_("Earlier versions"), versions),
    ]


def _number(number: EarlierNumber) -> RelatedLine:
    said = tr("{kind}, until it was classified again", kind=kind_words(number.kind))
    reason = "" if number.withdrawn_reason in ("", "undo") else number.withdrawn_reason
    return RelatedLine(number.number, said, reason)


def compare(session: Session, pane: DetailPane, detail: ReportDetail, version_id: int) -> None:
    """The earlier version beside the present one."""
    version = next(each for each in detail.versions if each.id == version_id)
    VersionCompare(pane.window(), detail.number, version, differences(session, version, detail)).open()


# --- what happened -----------------------------------------------------------------------------------------


def _renumbered(entry: TimelineEntry) -> list[str]:
    number = entry.detail.get("number")
    if entry.action == "reclassify" and isinstance(number, list | tuple) and len(number) == 2:
        return [tr("{old} → {new}", old=number[0], new=number[1])]
    return []


TIMELINE = TimelineWords(
    states=STATE_NAMES,
    tones=STATE_TONES,
    fields=REPORTS_KIND.fields,
    steps=frozenset(name for _state, name in TRANSITIONS),
    icons={
        "receive": "add",
        "extend": "clock",
        "suspend": "clock",
        "resume": "clock",
        "transfer": "transfer",
        "escalate": "flag",
    },
    flagged=("reporter",),
    also=_renumbered,
)
