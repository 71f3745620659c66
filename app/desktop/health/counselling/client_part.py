"""What stands of counselling on a client's page: open alerts, the sessions by day, and the form of a new one."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from app.common.dates import show_date, show_datetime
from app.common.i18n import N_, tr
from app.common.permissions import may
from app.common.steps import Possible
from app.desktop.health.clients.act_lines import ActLine, ActLines
from app.desktop.health.clients.sections import asks
from app.desktop.health.counselling import form
from app.desktop.records.detail_pane import DetailPane
from app.desktop.records.leads import Lead
from app.desktop.records.page import page_of
from app.desktop.records.page_parts import Opened, PagePart
from app.desktop.records.record_type import Section, Then
from app.desktop.theme import Tone
from app.desktop.widgets import say
from app.health.clients import rules
from app.health.clients.values import ClientDetail
from app.health.counselling import queries, services
from app.health.counselling.declared import COUNSELLED, SessionRow
from app.health.counselling.rules import ACTS
from app.health.counselling.values import AlertInfo, Changed
from app.vault.session import Session

KEY = "counselling"
NEW_ACT, NOTE_ACT = "counselling_new", "counselling_alert"


@dataclass(frozen=True)
class Read:
    """The sessions of a client, and the alerts that nobody has noted."""

    sessions: tuple[SessionRow, ...]
    alerts: tuple[AlertInfo, ...]


def read(session: Session, client_id: int) -> Read:
    if not may(session, "counselling.open"):
        return Read((), ())
    return Read(tuple(queries.of_client(session, client_id)), tuple(services.open_alerts(session, client_id)))


def _sections(_session: Session, pane: DetailPane) -> Sequence[Section]:
    act = asks(pane)
    alerts, sessions = ActLines(), ActLines(N_("Counselling session…"), lambda: act(NEW_ACT))

    def show_alerts(opened: Opened) -> bool:
        return alerts.show_lines([alert_line(pane, each) for each in opened.parts[KEY].alerts])

    def show_sessions(opened: Opened) -> bool:
        may_add = any(each.name == NEW_ACT and each.allowed for each in opened.detail.acts)
        return sessions.show_lines([session_line(pane, each) for each in opened.parts[KEY].sessions], may_add=may_add)

    return [
        Section("", alerts, show_alerts, at_head=True),
        Section(N_("Counselling sessions"), sessions, show_sessions),
    ]


def alert_line(pane: DetailPane, alert: AlertInfo) -> ActLine:
    """An alert, leading to the session where it is noted what was done."""
    note = partial(pane.led.emit, Lead("counselling", "act", (alert.session_id, "alert")))
    return ActLine(
        alert.number,
        tr("Nobody has noted yet what was done."),
        show_datetime(alert.raised_at),
        (COUNSELLED.labels["alert_open"], Tone.BAD),
        [(ACTS["alert"].label, note)],
    )


def session_line(pane: DetailPane, row: SessionRow) -> ActLine:
    """A session, leading to its page."""
    parts = (
        show_date(row.held_on),
        row.counsellor,
        tr("{minutes} minutes", minutes=row.minutes) if row.minutes else "",
    )
    lead = partial(pane.led.emit, Lead("counselling", "open", (row.id,)))
    taken = tr("Instruments: {count}", count=row.instruments) if row.instruments else ""
    return ActLine(row.number, " · ".join(part for part in parts if part), taken, None, [(N_("Open…"), lead)])


def _offered(session: Session, detail: ClientDetail, _read: Any) -> list[Possible]:
    if not may(session, "counselling.record"):
        return []
    return [Possible(NEW_ACT, N_("Counselling session"), (), rules.why_not_act(detail.state, "serve", session.account))]


def _pressing(_session: Session, _detail: ClientDetail, found: Read) -> Possible | None:
    """While an alert is open, the page's one button is to note what was done."""
    return Possible(NOTE_ACT, ACTS["alert"].label, ()) if found.alerts else None


def _note(page: QWidget, session: Session, detail: ClientDetail, _then: Then) -> None:
    """To the session that raised the oldest alert, where it is noted."""
    found = read(session, detail.id)
    if found.alerts:
        page_of(page).led.emit(Lead("counselling", "act", (found.alerts[0].session_id, "alert")))


def _new(page: QWidget, session: Session, detail: ClientDetail, _then: Then) -> None:
    """The form of a new session, in the place of the page; what is saved is told to every open view."""
    made = form.for_client(page, session, detail.id, detail.code)

    def saved(changed: Changed) -> None:
        say(page, tr("Session {number} of {code} was recorded.", number=changed.number, code=detail.code))

    made.saved.connect(saved)
    page_of(page).cover(made)


COUNSELLING_PART = PagePart(
    key=KEY,
    read=read,
    sections=_sections,
    offered=_offered,
    acts={NEW_ACT: _new, NOTE_ACT: _note},
    icons={NEW_ACT: "talk", NOTE_ACT: "warn"},
    pressing=_pressing,
)
