"""Which sections has the page of a test? The result behind a click, consent, sample, telling, what happened."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtWidgets import QWidget

from app.common.dates import show_date
from app.common.i18n import N_, tr
from app.desktop.health.screenings.result_view import ResultView
from app.desktop.health.screenings.words import STATE_TONES, telling_words
from app.desktop.records.detail_pane import DetailPane
from app.desktop.records.leads import Lead
from app.desktop.records.record_type import Head, Section
from app.desktop.records.sections import FactLine, TimelineWords, facts_section, timeline_section
from app.desktop.theme import Tone
from app.desktop.widgets import StateChip, button
from app.health.screenings.declared import FIELD_NAMES
from app.health.screenings.terms import HIV, HOW_NAMES, SHOWN_NAMES, Shown
from app.health.screenings.values import ScreeningDetail
from app.vault.session import Session

CLIENTS = "health-clients"
TIMELINE = TimelineWords(
    states=SHOWN_NAMES,
    icons={"offer": "check", "sample": "edit", "result": "edit", "tell": "person", "close": "check"},
)


def head_of(detail: ScreeningDetail, today: date) -> Head:
    """Number, client, test, how far it is."""
    chips: list[QWidget] = [StateChip(SHOWN_NAMES[detail.state], STATE_TONES[detail.state])]
    if detail.state is Shown.WAITING and detail.due_on is not None and detail.due_on < today:
        chips.append(StateChip(N_("Result overdue"), Tone.BAD))
    if detail.child:
        chips.append(StateChip(N_("Under 15"), Tone.WARN))
    return Head(detail.number, f"{detail.client} · {detail.test}", chips)


def notices_of(detail: ScreeningDetail) -> list[tuple[Tone, str]]:
    """What must be known before going on."""
    open_ = detail.state in (Shown.CONSENTED, Shown.WAITING, Shown.READY)
    if detail.child and open_ and detail.way == HIV:
        return [(Tone.WARN, tr("The client is under 15: a result for HIV is told to a parent or guardian."))]
    if detail.child and open_:
        return [(Tone.NEUTRAL, tr("The client is under 15. Note who was there when it is told."))]
    return []


def facts_of(pane: DetailPane, detail: ScreeningDetail) -> list[FactLine]:
    """The test in the order of its life, without its result."""
    client = button(detail.client, "link", clicked=partial(pane.led.emit, Lead(CLIENTS, "open", (detail.client_id,))))
    client.setText(detail.client)
    client.setAccessibleName(f"{tr(FIELD_NAMES['client'])}: {detail.client}")
    how = tr(HOW_NAMES[detail.consent_how]) if detail.consent_how else ""
    consent = " · ".join(part for part in (show_date(detail.asked_on), how, detail.consent_guardian) if part)
    lines: list[FactLine] = [
        (FIELD_NAMES["client"], client),
        (FIELD_NAMES["test"], detail.test),
        (N_("Asked by"), detail.asked_by),
    ]
    if detail.consent_on is None:
        lines.append((SHOWN_NAMES[Shown.REFUSED], show_date(detail.asked_on)))
    else:
        lines.append((N_("Consent to the test"), consent))
    if detail.withdrawn_on is not None:
        lines.append((SHOWN_NAMES[Shown.WITHDRAWN], show_date(detail.withdrawn_on)))
    if detail.sample_on is not None:
        lines.append((FIELD_NAMES["sample_on"], show_date(detail.sample_on)))
        lines.append((FIELD_NAMES["place"], detail.place or None))
    if detail.due_on is not None and detail.state is Shown.WAITING:
        lines.append((FIELD_NAMES["due_on"], show_date(detail.due_on)))
    if detail.told is not None:
        lines.append((SHOWN_NAMES[Shown.TOLD], telling_words(detail.told)))
    if detail.closed_on is not None:
        lines.append((SHOWN_NAMES[Shown.CLOSED], show_date(detail.closed_on)))
    if detail.note:
        lines.append((FIELD_NAMES["note"], detail.note))
    return lines


def sections_of(session: Session, pane: DetailPane) -> Sequence[Section]:
    """From top to bottom."""

    def act(name: str) -> None:
        detail = pane.detail()
        if detail is not None:
            pane.act_chosen.emit(detail.id, name)

    view = ResultView(session, act)
    return [
        Section(N_("Result"), view, view.show_test),
        facts_section(partial(facts_of, pane), N_("The test")),
        timeline_section(TIMELINE, lambda detail: detail.timeline),
    ]


def cover(pane: DetailPane) -> None:
    """Another test is shown: what was looked at stands there no more."""
    for view in pane.findChildren(ResultView):
        view.cover()
