"""How does an opened visit read? When and how, what was talked about, how it stood with the goals, what happened."""

from datetime import date
from functools import partial

from PySide6.QtWidgets import QWidget

from app.common.dates import show_date
from app.common.i18n import N_, tr
from app.desktop.records.detail_pane import DetailPane
from app.desktop.records.leads import Lead
from app.desktop.records.lines import Lines, RelatedLine
from app.desktop.records.record_type import Head, Section
from app.desktop.records.sections import FactLine, TimelineWords, facts_section, timeline_section
from app.desktop.social.visits.words import STATE_TONES, late_words, when
from app.desktop.theme import Tone
from app.desktop.widgets import StateChip
from app.social.cases.terms import STATE_NAMES as CASE_STATE_NAMES
from app.social.visits.terms import GOING_NAMES, VISIT_STATE_NAMES, WAY_NAMES, VisitState
from app.social.visits.values import VisitDetail
from app.vault.session import Session

TIMELINE = TimelineWords(icons={"visit_plan": "calendar", "visit_move": "calendar", "visit_done": "check",
                                "visit_note": "edit", "visit_missed": "close", "visit_cancel": "trash"})  # fmt: skip


def head_of(visit: VisitDetail, today: date) -> Head:
    """Number, day, where it stands."""
    chips: list[QWidget] = [StateChip(VISIT_STATE_NAMES[visit.state], STATE_TONES[visit.state])]
    if visit.late and visit.planned_on is not None:
        chip = StateChip("", Tone.BAD)
        chip.setText(late_words(visit.planned_on, today))
        chips.append(chip)
    day = visit.done_on or visit.planned_on
    under = when(day, visit.planned_at if visit.done_on is None else None) if day is not None else ""
    return Head(visit.number, under, chips)


def facts_of(visit: VisitDetail) -> list[FactLine]:
    """When and how; what became of it."""
    planned = when(visit.planned_on, visit.planned_at) if visit.planned_on is not None else None
    facts: list[FactLine] = [(N_("Planned for"), planned)] if visit.planned_on is not None else []
    facts += [(N_("Way"), tr(WAY_NAMES[visit.way])), (N_("Meeting place"), visit.place or None)]
    if visit.aim:
        facts.append((N_("What it is for"), visit.aim))
    if visit.state is VisitState.DONE:
        facts += [
            (N_("Day of the visit"), show_date(visit.done_on) if visit.done_on else None),
            (N_("Who came"), visit.came or None),
            (N_("What was talked about"), visit.talked or None),
        ]
    elif visit.state is not VisitState.PLANNED:
        facts += [
            (N_("Day"), show_date(visit.ended_on) if visit.ended_on else None),
            (N_("Reason"), visit.reason or None),
        ]
        if visit.tried:
            facts.append((N_("What was tried"), visit.tried))
    facts.append((N_("Worker in charge"), visit.worker or None))
    return facts


def goal_facts(visit: VisitDetail) -> list[FactLine]:
    """How it stood with each goal."""
    lines: list[FactLine] = []
    for each in visit.goals:
        lines.append((GOING_NAMES[each.going], "\n".join(part for part in (f"“{each.goal}”", each.note) if part)))
    return lines


def sections_of(session: Session, pane: DetailPane) -> list[Section]:
    """From top to bottom."""
    related = Lines()

    def show(visit: VisitDetail) -> bool:
        lead = partial(pane.led.emit, Lead("cases", "open", (visit.case_id,)))
        line = RelatedLine(visit.case, tr(CASE_STATE_NAMES[visit.case_state]), act=lead)
        return related.show_groups([(N_("Support case"), [line])])

    return [
        facts_section(facts_of),
        facts_section(goal_facts, N_("How it stands with the goals")),
        Section("", related, show),
        timeline_section(TIMELINE, lambda visit: visit.timeline),
    ]
