"""What stands on the page of a service, in the order in which it goes?"""

from datetime import date
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from app.common.dates import show_date, show_datetime
from app.common.i18n import N_, sentence, tr
from app.desktop.records.detail_pane import DetailPane
from app.desktop.records.leads import Lead
from app.desktop.records.lines import Lines, RelatedLine
from app.desktop.records.record_type import Head, Section
from app.desktop.records.sections import FactLine, TimelineWords, facts_section, timeline_section
from app.desktop.social.support_services.job_checks import JobChecks, kept_words, months_words
from app.desktop.social.support_services.opened import Opened
from app.desktop.social.support_services.words import (
    PLACE,
    STATE_TONES,
    day_label,
    dong,
    due_tone,
    due_words,
    fact_label,
    kind_words,
    tone_of,
)
from app.desktop.theme import Tone
from app.desktop.widgets import MaskLabel, StateChip, button
from app.desktop.widgets.charts import Bar, BarChart
from app.social.loans.terms import STATE_NAMES as LOAN_STATE_NAMES
from app.social.masking import MASK
from app.social.support_services.fields import FIELD_NAMES
from app.social.support_services.lives import LIVES
from app.social.support_services.terms import (
    ANSWER_NAMES,
    OUTCOME_NAMES,
    STATE_NAMES,
    VARIETY_NAMES,
    Answer,
    Due,
    ServiceKind,
    State,
)
from app.social.support_services.values import ServiceDetail, TimelineEntry
from app.vault.session import Session

_DAYS = ("approved_on", "sent_on", "answered_on", "begun_on", "ended_on")


def head_of(detail: ServiceDetail, today: date) -> Head:
    """Number, kind and case, state; a chip for what is late."""
    chips: list[QWidget] = [StateChip(STATE_NAMES[detail.state], tone_of(detail.state))]
    if detail.row.late:
        chips.append(StateChip(N_("Late"), Tone.BAD))
    return Head(detail.number, f"{kind_words(detail.kind, detail.facts.variety)} · {detail.row.case}", chips)


def notices(detail: ServiceDetail) -> list[tuple[Tone, str]]:
    """What stops the next step: an agreement that is not there, said before anybody tries."""
    step = detail.next_step
    declared = LIVES[detail.kind].steps.get((detail.state, step.name)) if step is not None else None
    if step is None or step.why_not is None or declared is None or not declared.share:
        return []
    return [(Tone.WARN, sentence(step.why_not))]


def mask_of(text: str) -> "str | QWidget | None":
    """The text, nothing, or a mask for what this reading hides."""
    if text != MASK:
        return text or None
    shown = MaskLabel()
    shown.sealed(None)
    return shown


def facts_of(detail: ServiceDetail, session: Session, pane: DetailPane) -> list[FactLine]:
    """The facts that the kind asks for, then the days of its life, then what is next."""
    kind, facts, today = detail.kind, detail.facts, session.today()
    case = button(detail.row.case, "link", clicked=partial(pane.led.emit, Lead("cases", "open", (detail.row.case_id,))))
    lines: list[FactLine] = [(N_("Support case"), case), (N_("Worker in charge"), detail.row.worker or None)]
    for name in LIVES[kind].facts:
        if name not in ("expected_on", "note"):
            lines += _fact(detail, name)
    days = {day_label(kind, detail.state, name): day for name in _DAYS if (day := _day(detail, name)) is not None}
    lines += [(caption, show_date(day)) for caption, day in days.items()]
    lines += _came_of_it(detail)
    if detail.row.due_on is not None:
        tone = due_tone(detail.row.due_on, today) or Tone.NEUTRAL
        words = due_words(detail.row.due_on, detail.row.due_for)
        lines.append((N_("What is next"), StateChip(words, tone) if tone is not Tone.NEUTRAL else words))
    if facts.note:
        lines.append((FIELD_NAMES["note"], mask_of(facts.note)))
    return lines


def _day(detail: ServiceDetail, name: str) -> date | None:
    found: date | None = getattr(detail, name, None) or getattr(detail.row, name, None)
    return found


def _fact(detail: ServiceDetail, name: str) -> list[FactLine]:
    kind, value = detail.kind, getattr(detail.facts, name)
    caption = fact_label(kind, name, detail.facts.variety)
    if name == "variety":
        return [(caption, tr(VARIETY_NAMES[value]))] if value else []
    if name == "amount":
        return [(caption, dong(value))] if value is not None else []
    if isinstance(value, date):
        return [(caption, show_date(value))]
    if isinstance(value, int):
        return [(caption, str(value))]
    # Who provides it is asked for later; that it is missing is worth knowing. Other blanks are not.
    return [(caption, mask_of(value))] if value or name == "provider" else []


def _came_of_it(detail: ServiceDetail) -> list[FactLine]:
    lines: list[FactLine] = []
    if detail.nights is not None:
        lines.append((FIELD_NAMES["nights"], str(detail.nights)))
    if detail.outcome is not None:
        lines.append((FIELD_NAMES["outcome"], tr(OUTCOME_NAMES[detail.outcome])))
    if detail.received_by:
        lines.append((FIELD_NAMES["received_by"], mask_of(detail.received_by)))
        lines.append((FIELD_NAMES["receipt"], tr("yes") if detail.receipt else tr("no")))
    if detail.certificate:
        lines.append((FIELD_NAMES["certificate"], mask_of(detail.certificate)))
    if detail.certified_on is not None:
        lines.append((FIELD_NAMES["certified_on"], show_date(detail.certified_on)))
    if detail.ended_reason:
        lines.append((FIELD_NAMES["ended_reason"], mask_of(detail.ended_reason)))
    if kept := kept_words(detail.checks, detail.kept_months):
        lines.append((FIELD_NAMES["kept_months"], kept))
    return lines


def attendance_bar(detail: ServiceDetail) -> Bar | None:
    """How many of the planned sessions were attended."""
    planned, attended = detail.facts.planned, detail.attended
    if attended is None:
        return None
    if not planned:
        return Bar(tr("Sessions attended"), attended, None, str(attended))
    words = tr("{count} of {whole} ({share} %)", count=attended, whole=planned, share=attended * 100 // planned)
    return Bar(tr("Sessions attended"), attended, planned, words)


def _attendance_section() -> Section:
    chart = BarChart()

    def show(opened: Opened) -> bool:
        bar = attendance_bar(opened.detail)
        chart.show_bars([bar] if bar is not None else [])
        return bar is not None

    return Section(N_("Attendance"), chart, show)


def _checks_section(session: Session) -> Section:
    checks = JobChecks()
    return Section(N_("Is the job kept?"), checks, lambda opened: checks.show_checks(opened.detail, session.today()))


def _related_section(pane: DetailPane) -> Section:
    """The loans and the other support of the same case, and what this service said before a correction."""
    lines = Lines()

    def show(opened: Opened) -> bool:
        lent = [
            RelatedLine(
                each.number,
                tr(LOAN_STATE_NAMES[each.state]),
                each.programme_name,
                partial(pane.led.emit, Lead("loans", "open", (each.id,))),
            )
            for each in opened.loans
        ]
        others = [
            RelatedLine(
                each.number,
                f"{kind_words(each.kind, each.variety)} · {tr(STATE_NAMES[each.state])}",
                "",
                partial(pane.led.emit, Lead(PLACE, "open", (each.id,))),
            )
            for each in opened.others
        ]
        earlier = [
            RelatedLine(
                tr("Version {number}", number=each.version),
                each.reason,
                tr("corrected by {who}, {when}", who=each.by, when=show_datetime(each.at)),
            )
            for each in opened.detail.versions
        ]
        return lines.show_groups(
            [
                (N_("Loans of the case"), lent),
                (N_("Other support of the case"), others),
                (N_("Before it was corrected"), earlier),
            ]
        )

    return Section("", lines, show)


def _told(entry: TimelineEntry) -> list[str]:
    """What an act says beside its name: attendance, the answer of a check."""
    found: list[str] = []
    if "attended" in entry.detail:
        found.append(tr("{count} sessions attended", count=entry.detail["attended"]))
    if "months" in entry.detail:
        answer = tr(ANSWER_NAMES[Answer(entry.detail["answer"])])
        found.append(tr("after {months}: {answer}", months=months_words(int(entry.detail["months"])), answer=answer))
    if entry.action == "put_off":
        found.append(tr("expected by {date}", date=show_date(date.fromisoformat(entry.detail["expected_on"]))))
    return found


TIMELINE = TimelineWords(
    states=STATE_NAMES,
    tones={state: STATE_TONES.get(state, Tone.INFO) for state in State},
    fields=FIELD_NAMES,
    steps=frozenset(name for life in LIVES.values() for _, name in life.steps),
    icons={"propose": "add", "check": "check", "attend": "person", "correct_check": "edit", "put_off": "clock"},
    also=_told,
)


def sections_of(session: Session, pane: DetailPane) -> list[Section]:
    """Made once for the page."""
    return [
        facts_section(lambda opened: facts_of(opened.detail, session, pane)),
        _checks_section(session),
        _attendance_section(),
        _related_section(pane),
        timeline_section(TIMELINE, lambda opened: opened.detail.timeline),
    ]


def next_words(detail: Any) -> str:
    """The next day of a service, for the page of its case."""
    return due_words(detail.row.due_on, detail.row.due_for)


def is_check(detail: ServiceDetail) -> bool:
    """Whether the next thing is to ask after a job: a button of its own, since no step leads there."""
    return detail.kind is ServiceKind.JOB and detail.row.due_for is Due.CHECK
