"""What stands on the page of a group session? What it was, whom it reached in numbers, what was handed out."""

from datetime import date
from functools import partial

from app.common.dates import show_date
from app.common.i18n import N_, tr
from app.common.money import show_dong
from app.desktop.health.supplies.tables import Head as Column
from app.desktop.health.supplies.tables import NumbersTable, Row
from app.desktop.health.supplies.words import amount
from app.desktop.records.declared_page import facts_of
from app.desktop.records.detail_pane import DetailPane
from app.desktop.records.leads import Lead
from app.desktop.records.lines import Lines, RelatedLine
from app.desktop.records.record_type import Head, Section
from app.desktop.records.sections import TimelineWords, facts_section, timeline_section
from app.desktop.theme import Tone
from app.desktop.widgets import StateChip
from app.health.group_sessions.declared import GROUP_SESSIONS
from app.health.group_sessions.queries import SessionDetail
from app.health.group_sessions.terms import BANDS, FORM_NAMES, SEXES, TEST_NAMES
from app.vault.session import Session


def head_of(detail: SessionDetail, _today: date) -> Head:
    """Its number, when and where, how many people; the bin."""
    entry = detail.entry
    chips = [StateChip(FORM_NAMES[entry.form], Tone.NEUTRAL)]
    if detail.removed:
        chips.append(StateChip(N_("Session in the bin"), Tone.BAD))
    return Head(detail.number, f"{show_date(entry.on)} · {entry.place}", chips)


def _reached_section() -> Section:
    table = NumbersTable(
        [
            Column(N_("Age group"), share=3),
            *(Column(words, True, 2) for words in SEXES.values()),
            Column(N_("Together"), True, 2),
        ]
    )

    def show(detail: SessionDetail) -> bool:
        reached = detail.entry.reached
        rows = []
        for band, words in BANDS.items():
            numbers = [reached.get((sex, band), 0) for sex in SEXES]
            if sum(numbers):
                rows.append(Row((tr(words), *(show_dong(each) for each in numbers), show_dong(sum(numbers)))))
        sums = [sum(people for (sex, _), people in reached.items() if sex == each) for each in SEXES]
        rows.append(Row((tr("Together"), *(show_dong(each) for each in sums), show_dong(sum(sums)))))
        return table.show_rows(rows) and bool(sum(sums))

    return Section(GROUP_SESSIONS.labels["reached"], table, show)


def _given_section(pane: DetailPane) -> Section:
    lines, labels = Lines(), GROUP_SESSIONS.labels

    def show(detail: SessionDetail) -> bool:
        given = [
            RelatedLine(
                each.number,
                f"{each.name}: {amount(each.quantity, each.unit)}",
                act=partial(pane.led.emit, Lead("supplies", "open", (each.item_id,))),
            )
            for each in detail.own
        ]
        tests = [
            RelatedLine(show_dong(number), tr(TEST_NAMES[kind]))
            for kind, number in detail.entry.tests.items()
            if number
        ]
        return lines.show_groups([(labels["handed_out"], given), (labels["tests"], tests)])

    return Section("", lines, show)


def sections_of(_session: Session, pane: DetailPane) -> list[Section]:
    """Made once for the page."""
    return [
        facts_section(partial(facts_of, GROUP_SESSIONS)),
        _reached_section(),
        _given_section(pane),
        timeline_section(TimelineWords(fields=GROUP_SESSIONS.labels), lambda detail: detail.timeline),
    ]
