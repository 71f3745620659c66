"""Which sections has the page of a session? An open alert first, then the talk, the instruments, history."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.common.dates import show_date, show_datetime
from app.common.i18n import N_, tr
from app.desktop.health.counselling.danger import Danger
from app.desktop.health.counselling.instrument_field import UNVERIFIED, band_tone, score_words
from app.desktop.records.detail_pane import DetailPane
from app.desktop.records.leads import Lead
from app.desktop.records.lines import Lines, RelatedLine
from app.desktop.records.record_type import Head, Section
from app.desktop.records.sections import FactLine, TimelineWords, facts_section, timeline_section
from app.desktop.theme import Tone, theme
from app.desktop.widgets import IconChip, StateChip, button, surface, text_label
from app.health.counselling.declared import COUNSELLED, FIELD_NAMES
from app.health.counselling.terms import STATE_NAMES, State
from app.health.counselling.values import SessionDetail, TakenInfo
from app.health.instruments.catalogue import instruments
from app.vault.session import Session

CLIENTS = "health-clients"
TIMELINE = TimelineWords(states=STATE_NAMES, icons={"alert": "check", "record": "edit", "restore": "undo"})


def head_of(detail: SessionDetail, _today: date) -> Head:
    """An open alert first."""
    chips: list[QWidget] = []
    if any(alert.open for alert in detail.alerts):
        chips.append(IconChip("warn", COUNSELLED.labels["alert_open"], Tone.BAD))
    if detail.state is State.REMOVED:
        chips.append(StateChip(STATE_NAMES[detail.state], Tone.NEUTRAL))
    under = " · ".join((detail.client, show_date(detail.facts.held_on)))
    return Head(detail.number, under, chips)


def notices_of(detail: SessionDetail) -> list[tuple[Tone, str]]:
    """What must be known before reading on."""
    if any(each.scored.alert_unasked for each in detail.taken):
        return [(Tone.WARN, tr("The question about self-harm was not answered in this session."))]
    return []


def facts_of(pane: DetailPane, detail: SessionDetail) -> list[FactLine]:
    """The session in the order in which it was entered."""
    facts = detail.facts
    lead = partial(pane.led.emit, Lead(CLIENTS, "open", (detail.client_id,)))
    client = button(detail.client, "link", clicked=lead)
    client.setText(detail.client)
    client.setAccessibleName(f"{tr(FIELD_NAMES['client'])}: {detail.client}")
    minutes = tr("{minutes} minutes", minutes=facts.minutes) if facts.minutes else None
    return [
        (FIELD_NAMES["client"], client),
        (FIELD_NAMES["counsellor_id"], detail.counsellor),
        (FIELD_NAMES["minutes"], minutes),
        (FIELD_NAMES["topics"], ", ".join(detail.topics) or None),
        (FIELD_NAMES["agreed"], facts.agreed or None),
        (FIELD_NAMES["follow_up"], facts.follow_up or None),
        (FIELD_NAMES["next_visit_on"], show_date(facts.next_visit_on) if facts.next_visit_on else None),
        (FIELD_NAMES["note"], facts.note or None),
        (N_("Entered"), tr("{when} by {who}", when=show_datetime(detail.recorded_at), who=detail.recorded_by)),
    ]


class TakenView(QWidget):
    """The instruments as they were answered, with score and band as they were reckoned then."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._inside = QVBoxLayout(self)
        self._inside.setContentsMargins(0, 0, 0, 0)
        self._inside.setSpacing(theme().px(12))

    def show_taken(self, taken: Sequence[TakenInfo]) -> bool:
        while (item := self._inside.takeAt(0)) is not None:
            if item.widget() is not None:
                item.widget().hide()
                item.widget().deleteLater()
        for each in taken:
            self._inside.addWidget(_taken(each))
        return bool(taken)


def _taken(each: TakenInfo) -> QWidget:
    form = instruments()[each.instrument]
    made = surface("card")
    column = QVBoxLayout(made)
    column.setContentsMargins(*(theme().px(12),) * 4)
    column.setSpacing(theme().px(4))
    column.addWidget(text_label(f"{form.name} · {form.about}", "label"))
    column.addWidget(StateChip(score_words(each.scored), band_tone(each.scored.band)))
    lines = Lines()
    column.addWidget(lines)
    shown = []
    for number, (question, answer) in enumerate(zip(form.questions, each.answers, strict=True), 1):
        said = tr("Not answered") if answer is None else f"{answer} · {form.answers[answer]}"
        shown.append(RelatedLine(f"{number}. {question}", said, below=True))
    if each.difficulty is not None:
        said = f"{each.difficulty} · {form.difficulty_answers[each.difficulty]}"
        shown.append(RelatedLine(form.difficulty, said, below=True))
    lines.show_groups([(N_("Answers"), shown)])
    if not form.verified:
        column.addWidget(text_label(tr(UNVERIFIED), "small"))
    return made


def _alert_section() -> Section:
    """What to do now, as long as nobody has noted what was done."""
    holder = QWidget()
    inside = QVBoxLayout(holder)
    inside.setContentsMargins(0, 0, 0, 0)

    def show(detail: SessionDetail) -> bool:
        while (item := inside.takeAt(0)) is not None:
            if item.widget() is not None:
                item.widget().hide()
                item.widget().deleteLater()
        if not any(alert.open for alert in detail.alerts):
            return False
        inside.addWidget(Danger(detail.contacts))
        return True

    return Section("", holder, show)


def _alerts_section() -> Section:
    lines = Lines()

    def show(detail: SessionDetail) -> bool:
        made = []
        for each in detail.alerts:
            done = each.done or tr("Nobody has noted yet what was done.")
            who = f"{show_datetime(each.noted_at)} · {each.noted_by}" if each.noted_at else ""
            made.append(RelatedLine(show_datetime(each.raised_at), done, who))
        return lines.show_groups([(N_("Self-harm alerts"), made)])

    return Section("", lines, show)


def _versions_section() -> Section:
    lines = Lines()

    def show(detail: SessionDetail) -> bool:
        made = [
            RelatedLine(
                tr("Version {number}", number=each.version),
                each.reason or tr("Changed on the same day"),
                f"{show_datetime(each.at)} · {each.by}",
            )
            for each in detail.versions
        ]
        return lines.show_groups([(N_("Earlier versions"), made)])

    return Section("", lines, show)


def sections_of(_session: Session, pane: DetailPane) -> Sequence[Section]:
    """From top to bottom."""
    taken = TakenView()
    return [
        _alert_section(),
        facts_section(partial(facts_of, pane)),
        Section(N_("Instruments"), taken, lambda detail: taken.show_taken(detail.taken)),
        _alerts_section(),
        _versions_section(),
        timeline_section(TIMELINE, lambda detail: detail.timeline),
    ]
