"""Which columns does the list of inspections have, what stands in each cell, and which go first when it is narrow?"""

from collections.abc import Callable
from datetime import date

from app.common.dates import show_date
from app.common.i18n import N_, tr
from app.common.text import highlight_spans
from app.desktop.theme import Tone
from app.desktop.widgets import Column
from app.police.inspections.declared import Sort
from app.police.inspections.lines import InspectionRow
from app.police.inspections.terms import KIND_NAMES, STATE_NAMES, State
from app.vault.session import Session

STATE_TONES: dict[State, Tone] = {
    State.PLANNED: Tone.NEUTRAL,
    State.READY: Tone.INFO,
    State.RECORDED: Tone.WARN,
    State.FOLLOWING: Tone.WARN,
    State.CLOSED: Tone.GOOD,
    State.CANCELLED: Tone.NEUTRAL,
}

GIVEN_UP = ("kind", "village", "leader", "type", "findings", "state")

ORDERS: dict[str, tuple[Sort, Sort | None]] = {
    "number": (Sort.NUMBER, None),
    "establishment": (Sort.ESTABLISHMENT, None),
    "day": (Sort.OLDEST, Sort.NEWEST),
    "fix_by": (Sort.FIX_BY, None),
}


def columns(session: Session, words: Callable[[], str]) -> list[Column[InspectionRow]]:
    """The columns; `words` are those of the quick search, marked where they are found."""
    return [
        Column("number", N_("Number"), lambda row: row.number, 100, look="strong", sortable=True,
               spans=lambda row: highlight_spans(row.number, words())),
        Column("establishment", N_("Establishment"), lambda row: row.establishment, 128, stretch=True, sortable=True,
               spans=lambda row: highlight_spans(row.establishment, words())),
        Column("type", N_("Type of establishment"), lambda row: row.type_name, 132),
        Column("village", N_("Village"), lambda row: row.village, 112),
        Column("kind", N_("Kind of inspection"), lambda row: tr(KIND_NAMES[row.kind]), 120),
        Column("day", N_("Day"), lambda row: show_date(row.day) if row.day else "", 100, sortable=True),
        Column("leader", N_("Team leader"), lambda row: row.team_leader, 132),
        Column("findings", N_("Findings"), findings, 90,
               tone=lambda row: Tone.WARN if row.open_findings else None),
        Column("fix_by", N_("To be put right by"), lambda row: fix_by(row, session.today()), 144, sortable=True,
               tone=lambda row: Tone.BAD if row.overdue else None),
        Column("state", N_("State"), lambda row: tr(STATE_NAMES[row.state]), 150,
               tone=lambda row: STATE_TONES[row.state]),
    ]  # fmt: skip


def findings(row: InspectionRow) -> str:
    """How many, and how many of them are open."""
    if not row.findings:
        return ""
    return tr("{count} ({open} open)", count=row.findings, open=row.open_findings)


def fix_by(row: InspectionRow, today: date) -> str:
    """The day, or for how long it is over."""
    if row.fix_by is None:
        return ""
    if not row.overdue:
        return show_date(row.fix_by)
    days = (today - row.fix_by).days
    return tr("1 day overdue") if days == 1 else tr("{days} days overdue", days=days)


def second_line(row: InspectionRow) -> str:
    """Under the number where the list is narrow: what premises they are, and where."""
    return " · ".join(part for part in (row.establishment, row.type_name, row.village) if part)


def tip(row: InspectionRow, key: str) -> str:
    """What a cell says when the pointer rests on it."""
    if key == "state" and row.next_step is not None:
        return tr("Next: {step}", step=tr(row.next_step.label))
    if key == "fix_by" and row.fix_by is not None:
        return f"{tr('To be put right by')}: {show_date(row.fix_by)}"
    return row.address if key == "establishment" else ""
