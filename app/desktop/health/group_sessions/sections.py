"""What stands on the page of a group session? What it was, whom it reached in numbers, what was handed out."""

from datetime import date
from functools import partial

from app.common.dates import show_date
from app.common.i18n import N_, tr
from app.common.money import show_dong
from app.desktop.health.supplies.tables import Head as Column
from app.desktop.health.supplies.tables import NumbersTable, Row
from app.desktop.health.supplies.words import amount
from app.desktop.records.detail_pane import DetailPane
from app.desktop.records.leads import Lead
from app.desktop.records.lines import Lines, RelatedLine
from app.desktop.records.record_type import Head, Section
from app.desktop.records.sections import FactLine, TimelineWords, facts_section, timeline_section
from app.desktop.theme import Tone
from app.desktop.widgets import StateChip
from app.health.group_sessions.terms import (
    AUDIENCE_NAMES,
    BANDS,
    FIELD_NAMES,
    FORM_NAMES,
    SEXES,
    TEST_NAMES,
    TOPIC_NAMES,
    Topic,
)
from app.health.group_sessions.values import SessionDetail
from app.vault.session import Session


def head_of(detail: SessionDetail, _today: date) -> Head:
    """Its number, when and where, how many people; the bin."""
    entry = detail.entry
    chips = [StateChip(FORM_NAMES[entry.form], Tone.NEUTRAL)]
    if detail.removed:
        chips.append(StateChip(N_("Session in the bin"), Tone.BAD))
    return Head(detail.number, f"{show_date(entry.on)} · {entry.place}", chips)


def facts_of(detail: SessionDetail) -> list[FactLine]:
    """What it was."""
    entry = detail.entry
    lines: list[FactLine] = [
        (FIELD_NAMES["audience"], tr(AUDIENCE_NAMES[entry.audience])),
        (FIELD_NAMES["village_id"], detail.village or tr("No village")),
        (FIELD_NAMES["topics"], "; ".join(tr(TOPIC_NAMES[each]) for each in Topic if each in entry.topics) or None),
        (FIELD_NAMES["staff"], entry.staff or None),
    ]
    if entry.collaborators:
        lines.append((FIELD_NAMES["collaborators"], str(entry.collaborators)))
    return [*lines, (FIELD_NAMES["note"], entry.note)] if entry.note else lines


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
        rows.append(Row((tr("Together"), *(show_dong(each) for each in sums), show_dong(detail.reached))))
        return table.show_rows(rows) and bool(detail.reached)

    return Section(FIELD_NAMES["reached"], table, show)


def _given_section(pane: DetailPane) -> Section:
    lines = Lines()

    def show(detail: SessionDetail) -> bool:
        given = [
            RelatedLine(
                each.number,
                f"{each.name}: {amount(each.quantity, each.unit)}",
                act=partial(pane.led.emit, Lead("supplies", "open", (each.item_id,))),
            )
            for each in detail.given
        ]
        tests = [
            RelatedLine(show_dong(number), tr(TEST_NAMES[kind]))
            for kind, number in detail.entry.tests.items()
            if number
        ]
        return lines.show_groups([(FIELD_NAMES["handed_out"], given), (FIELD_NAMES["tests"], tests)])

    return Section("", lines, show)


def sections_of(_session: Session, pane: DetailPane) -> list[Section]:
    """Made once for the page."""
    return [
        facts_section(facts_of),
        _reached_section(),
        _given_section(pane),
        timeline_section(TimelineWords(fields=FIELD_NAMES), lambda detail: detail.timeline),
    ]
