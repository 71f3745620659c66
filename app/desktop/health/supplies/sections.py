"""What stands on the page of an item: what it is, its batches, the stock over time, every movement, what happened?"""

from datetime import date, timedelta

from app.common.dates import show_date
from app.common.i18n import N_, tr
from app.common.records.opened import Event
from app.desktop.health.supplies.tables import Head as Column
from app.desktop.health.supplies.tables import NumbersTable, Row
from app.desktop.health.supplies.words import amount, end_tone, signed
from app.desktop.records.detail_pane import DetailPane
from app.desktop.records.record_type import Head, Section
from app.desktop.records.sections import FactLine, TimelineWords, facts_section, timeline_section
from app.desktop.theme import Tone
from app.desktop.widgets import StateChip, text_label
from app.desktop.widgets.charts import Bar, BarChart
from app.health.supplies.declared import FIELD_NAMES
from app.health.supplies.terms import (
    ACT_NAMES,
    LEVEL_NAMES,
    LOSS_NAMES,
    PURPOSE_NAMES,
    SOON,
    TYPE_NAMES,
    Level,
    Loss,
    Purpose,
)
from app.health.supplies.values import Move, SupplyDetail
from app.vault.session import Session

# So many movements stand on the page, the latest first; the stock report and the list of a period have the rest.
SHOWN = 60
ICONS = {"receive": "import", "hand_out": "transfer", "session": "transfer", "destroy": "trash", "count": "check",
         "add": "add", "retire": "close", "use_again": "undo"}  # fmt: skip


def head_of(detail: SupplyDetail, today: date) -> Head:
    """Number and name; how much there is, and what asks for attention."""
    chips = [StateChip(N_("Used no longer"), Tone.NEUTRAL)] if not detail.active else []
    if not detail.left:
        chips.append(StateChip(LEVEL_NAMES[Level.OUT], Tone.BAD if detail.entry.low_level else Tone.NEUTRAL))
    elif detail.low:
        chips.append(StateChip(LEVEL_NAMES[Level.LOW], Tone.WARN))
    ends = [batch.expires_on for batch in detail.batches if batch.expires_on is not None]
    if any(end < today for end in ends):
        chips.append(StateChip(LEVEL_NAMES[Level.EXPIRED], Tone.BAD))
    if any(today <= end <= today + timedelta(days=SOON) for end in ends):
        chips.append(StateChip(LEVEL_NAMES[Level.EXPIRING], Tone.WARN))
    return Head(detail.number, detail.entry.name, chips)


def facts_of(detail: SupplyDetail) -> list[FactLine]:
    """What it is, and how much there is."""
    entry = detail.entry
    lines: list[FactLine] = [
        (FIELD_NAMES["left"], amount(detail.left, entry.unit)),
        (FIELD_NAMES["type"], tr(TYPE_NAMES[entry.type])),
        (FIELD_NAMES["low_level"], amount(entry.low_level, entry.unit) if entry.low_level else tr("nobody watches it")),
    ]
    return [*lines, (FIELD_NAMES["note"], entry.note)] if entry.note else lines


def _batches_section(session: Session) -> Section:
    table = NumbersTable(
        [
            Column(FIELD_NAMES["lot"], share=3),
            Column(FIELD_NAMES["expires_on"], share=3),
            Column(FIELD_NAMES["left"], True),
        ]
    )

    def show(detail: SupplyDetail) -> bool:
        today = session.today()
        rows = []
        for each in detail.batches:
            past = end_tone(each.expires_on, today) is Tone.BAD
            rows.append(
                Row(
                    (
                        each.lot or tr("no lot number"),
                        show_date(each.expires_on) if each.expires_on else tr("does not expire"),
                        amount(each.left),
                    ),
                    chip=(LEVEL_NAMES[Level.EXPIRED], Tone.BAD) if past else None,
                )
            )
        return table.show_rows(rows)

    return Section(N_("Batches, the first to expire first"), table, show)


def _chart_section() -> Section:
    chart = BarChart()

    def show(detail: SupplyDetail) -> bool:
        ends, level = detail.month_ends, detail.entry.low_level
        most = max((value for _, value in ends), default=0)
        bars = [
            Bar(_month(day, last=number == len(ends) - 1), value, None, amount(value))
            for number, (day, value) in enumerate(ends)
        ]
        marked = bool(level and level <= most)
        chart.show_bars(bars, level / most if marked else None, tr("Low below {amount}", amount=amount(level)))
        return len(bars) > 1 and most > 0

    return Section(N_("In stock at each month's end"), chart, show)


def _month(day: date, *, last: bool) -> str:
    return tr("today") if last else f"{day.month:02d}/{day.year}"


def _moves_section() -> Section:
    table = NumbersTable(
        [
            Column(FIELD_NAMES["on"], share=2),
            Column(N_("Movement"), share=4),
            Column(N_("Change"), True),
            Column(N_("Left after it"), True),
        ]
    )

    def show(detail: SupplyDetail) -> bool:
        latest = list(reversed(detail.moves))[:SHOWN]
        return table.show_rows(
            [
                Row((show_date(each.on), move_words(each), signed(each.change), amount(each.after)), under_words(each))
                for each in latest
            ]
        )

    return Section(N_("Movements"), table, show)


def move_words(move: Move) -> str:
    """What was done, and where or why."""
    words = [tr(ACT_NAMES[move.action])]
    if move.action == "hand_out" and move.code:
        words = [tr(PURPOSE_NAMES[Purpose(move.code)])]
    elif move.action == "destroy" and move.code:
        words.append(tr(LOSS_NAMES[Loss(move.code)]))
    elif move.session:
        words = [tr("At group session {number}", number=move.session)]
    return " · ".join(words)


def under_words(move: Move) -> str:
    """Of which batches, from whom, to how many, on what paper; who wrote it down."""
    people = tr("to {count} people", count=move.people) if move.people is not None else ""
    parts = (move.source, move.document, "; ".join(move.batches), people, move.note, move.by)
    return " · ".join(part for part in parts if part)


def _earlier_section() -> Section:
    words = text_label("", "small")

    def show(detail: SupplyDetail) -> bool:
        words.setText(tr("Earlier movements: {count}. The stock report counts them.", count=len(detail.moves) - SHOWN))
        return len(detail.moves) > SHOWN

    return Section("", words, show)


def _beside_movements(detail: SupplyDetail) -> list[Event]:
    """What is no movement that counts: those stand in their own table."""
    counted = {each.event_id for each in detail.moves}
    return [each for each in detail.timeline if each.id not in counted]


def _also(entry: Event) -> list[str]:
    quantity = entry.detail.get("quantity")
    return [signed(quantity)] if quantity else []


def sections_of(session: Session, _pane: DetailPane) -> list[Section]:
    """Made once for the page."""
    return [
        facts_section(facts_of),
        _batches_section(session),
        _chart_section(),
        _moves_section(),
        _earlier_section(),
        timeline_section(TimelineWords(icons=ICONS, also=_also), _beside_movements, N_("Changes and what was undone")),
    ]
