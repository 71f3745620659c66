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
from app.desktop.counselling import form
from app.desktop.records.detail_pane import DetailPane
from app.desktop.records.leads import Lead
from app.desktop.records.lines import Lines, RelatedLine
from app.desktop.records.page_parts import Opened, PagePart
from app.desktop.records.record_type import Section, Then
from app.desktop.widgets import say
from app.health.clients import rules
from app.health.clients.values import ClientDetail
from app.health.counselling import queries, services
from app.health.counselling.queries import SessionRow
from app.health.counselling.values import AlertInfo, Changed
from app.vault.session import Session

KEY = "counselling"
NEW_ACT = "counselling_new"


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
    lines = Lines()

    def show(opened: Opened) -> bool:
        found: Read = opened.parts[KEY]
        return lines.show_groups(
            [
                (N_("Self-harm alerts"), [alert_line(pane, each) for each in found.alerts]),
                (N_("Counselling sessions"), [session_line(pane, each) for each in found.sessions]),
            ]
        )

    return [Section("", lines, show)]


def alert_line(pane: DetailPane, alert: AlertInfo) -> RelatedLine:
    """An alert, leading to the session where it is noted what was done."""
    act = partial(pane.led.emit, Lead("counselling", "open", (alert.session_id,)))
    return RelatedLine(alert.number, tr("Nobody has noted yet what was done."), show_datetime(alert.raised_at), act)


def session_line(pane: DetailPane, row: SessionRow) -> RelatedLine:
    """A session, leading to its page."""
    parts = (
        show_date(row.held_on),
        row.counsellor,
        tr("{minutes} minutes", minutes=row.minutes) if row.minutes else "",
    )
    act = partial(pane.led.emit, Lead("counselling", "open", (row.id,)))
    return RelatedLine(row.number, " · ".join(part for part in parts if part), "", act)


def _offered(session: Session, detail: ClientDetail, _read: Any) -> list[Possible]:
    if not may(session, "counselling.record"):
        return []
    return [Possible(NEW_ACT, N_("Counselling session"), (), rules.why_not_act(detail.state, "serve", session.account))]


def _new(page: QWidget, session: Session, detail: ClientDetail, _then: Then) -> None:
    """The form of a new session, in the place of the page; what is saved is told to every open view."""
    made = form.for_client(page, session, detail.id, detail.code)

    def saved(changed: Changed) -> None:
        say(page, tr("Session {number} of {code} was recorded.", number=changed.number, code=detail.code))

    made.saved.connect(saved)
    page.cover(made)  # type: ignore[attr-defined]


COUNSELLING_PART = PagePart(
    key=KEY,
    read=read,
    sections=_sections,
    offered=_offered,
    acts={NEW_ACT: _new},
    icons={NEW_ACT: "person"},
)
