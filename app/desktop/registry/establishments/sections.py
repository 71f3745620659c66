"""What stands on the page of premises, in the order of the paper register?"""

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Any

from app.common.dates import show_date
from app.common.i18n import N_, tr
from app.desktop.records.detail_pane import DetailPane
from app.desktop.records.leads import Lead
from app.desktop.records.lines import Lines, RelatedLine
from app.desktop.records.record_type import Head, Section
from app.desktop.records.sections import FactLine, facts_section
from app.desktop.registry.establishments.columns import STATE_TONES, end_tone
from app.desktop.registry.establishments.counts import CountsTable
from app.desktop.registry.establishments.opened import Opened
from app.desktop.theme import Tone
from app.desktop.widgets import Happening, StateChip, Timeline
from app.desktop.widgets.charts import Bar, BarChart
from app.desktop.widgets.mask import MASK, privacy
from app.registry.establishments.terms import (
    ACT_NAMES,
    FIELD_NAMES,
    PROPOSAL_NAMES,
    PROPOSAL_STATE_NAMES,
    STATE_NAMES,
)
from app.registry.establishments.values import EstablishmentDetail, FieldChange, HistoryEntry
from app.vault.session import Session

PLACE = "establishments"
# What is hidden with the names.
PERSONAL = frozenset({"owner", "responsible", "phone"})


def head_of(detail: EstablishmentDetail, today: date) -> Head:
    """Number, name and state; a chip for each paper that has ended or ends soon."""
    chips = [StateChip(STATE_NAMES[detail.state], STATE_TONES[detail.state])]
    for name in ("licence_expires_on", "cert_expires_on"):
        tone = end_tone(getattr(detail.entry, name), today)
        if tone in (Tone.BAD, Tone.WARN):
            chips.append(StateChip(FIELD_NAMES[name], tone))
    return Head(detail.number, detail.entry.name, chips)


def facts_of(detail: EstablishmentDetail, today: date) -> list[FactLine]:
    """The facts in the order of the paper register."""
    entry = detail.entry
    known: list[tuple[str, str]] = [
        ("type_code", detail.type_name),
        ("address", entry.address),
        ("village_id", detail.village),
        ("owner", entry.owner),
        ("responsible", entry.responsible),
        ("phone", entry.phone),
        ("licence_number", entry.licence_number),
        ("licence_issued_on", _day(entry.licence_issued_on)),
        ("licence_expires_on", _left(entry.licence_expires_on, today)),
        ("cert_number", entry.cert_number),
        ("cert_issued_on", _day(entry.cert_issued_on)),
        ("cert_expires_on", _left(entry.cert_expires_on, today)),
        ("opened_on", _day(entry.opened_on)),
    ]
    if detail.closed_on is not None:
        known.append(("closed_on", _day(detail.closed_on)))
    if entry.note:
        known.append(("note", entry.note))
    return [(FIELD_NAMES[name], personal(name, value) or None) for name, value in known]


def personal(field: str, value: str) -> str:
    """A value as it is shown: who runs the place is hidden while names are hidden."""
    return MASK if value and field in PERSONAL and privacy().hidden else value


def _changed(line: FieldChange) -> str:
    """What it was, and what it became."""
    old, new = personal(line.field, line.old), personal(line.field, line.new)
    return f"{_name(line.field)}: {old or '…'} → {new or '…'}"


def _day(day: date | None) -> str:
    return show_date(day) if day is not None else ""


def _left(end: date | None, today: date) -> str:
    """The day with how long still, or for how long no more."""
    if end is None:
        return ""
    days = (end - today).days
    if days < 0:
        return tr("{date} · ended {days} days ago", date=show_date(end), days=-days)
    return tr("{date} · {days} days left", date=show_date(end), days=days)


def _counts_section() -> Section:
    table = CountsTable()
    return Section(N_("Head-counts"), table, lambda opened: table.show_counts(opened.detail.counts))


def _chart_section() -> Section:
    chart = BarChart()

    def show(opened: Opened) -> bool:
        bars = [
            Bar(show_date(each.counts.counted_on), each.counts.total, None, str(each.counts.total))
            for each in reversed(opened.detail.counts[:8])
        ]
        chart.show_bars(bars)
        return len(bars) > 1

    return Section(N_("Workers over time"), chart, show)


def _proposals_section() -> Section:
    lines = Lines()

    def show(opened: Opened) -> bool:
        told = []
        for each in opened.detail.proposals:
            changes = [_changed(line) for line in each.changes]
            words = " · ".join(part for part in (tr(PROPOSAL_NAMES[each.kind]), *changes, each.note) if part)
            under = " · ".join(part for part in (f"{each.by}, {show_date(each.at.date())}", each.reason) if part)
            told.append(RelatedLine(tr(PROPOSAL_STATE_NAMES[each.state]), words, under))
        return lines.show_groups([(N_("Proposals"), told)])

    return Section("", lines, show)


def _name(field: str) -> str:
    return tr(FIELD_NAMES[field]) if field in FIELD_NAMES else field


def _related_section(session: Session, pane: DetailPane) -> Section:
    """Duplicates, what was merged; for the police alone the reports and inspections of these premises."""
    lines = Lines()

    def line(other: Any, under: str = "") -> RelatedLine:
        return RelatedLine(other.number, other.name, under, partial(pane.led.emit, Lead(PLACE, "open", (other.id,))))

    def show(opened: Opened) -> bool:
        detail = opened.detail
        groups: list[tuple[str, Sequence[RelatedLine]]] = [
            (N_("Merged into"), [line(detail.merged_into)] if detail.merged_into else []),
            (N_("Merged duplicates"), [line(each) for each in detail.merged]),
            (N_("May be the same premises"), [line(each, each.address) for each in opened.alike]),
        ]
        if opened.police is not None:
            from app.desktop.registry.establishments import police_lines  # no other unit imports the police's modules

            groups += police_lines.groups(pane, opened.police)
        return lines.show_groups(groups)

    return Section("", lines, show)


def _history_section() -> Section:
    timeline = Timeline()

    def show(opened: Opened) -> bool:
        timeline.show_events(
            [
                Happening(
                    tr("from {date}", date=show_date(each.since)),
                    tr("{act} (undone)", act=tr(ACT_NAMES[each.act])) if each.undone else tr(ACT_NAMES[each.act]),
                    each.by,
                    tuple(_held(each, line, opened.detail.timeline) for line in each.changes)
                    + ((each.reason,) if each.reason else ()),
                )
                for each in opened.detail.timeline
            ]
        )
        return bool(opened.detail.timeline)

    return Section(N_("History"), timeline, show)


def _held(act: HistoryEntry, line: FieldChange, acts: Sequence[HistoryEntry]) -> str:
    """What changed; where it holds no more, from when until when it did."""
    words = _changed(line)
    later = (
        each.since
        for each in acts
        if each.version > act.version and not each.undone and any(one.field == line.field for one in each.changes)
    )
    until = None if act.undone else next(later, None)
    if until is None:
        return words
    return tr("{change} (from {first} to {last})", change=words, first=show_date(act.since), last=show_date(until))


def sections_of(session: Session, pane: DetailPane) -> list[Section]:
    """Made once for the page."""
    privacy().changed.connect(pane.refresh)  # names are hidden, or shown again
    return [
        facts_section(lambda opened: facts_of(opened.detail, session.today())),
        _proposals_section(),
        _counts_section(),
        _chart_section(),
        _related_section(session, pane),
        _history_section(),
    ]
