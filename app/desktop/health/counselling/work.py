"""What does counselling give to the day's work? Alerts that nobody has noted yet, before everything; drafts."""

from dataclasses import dataclass

from app.common.dates import show_datetime
from app.common.drafts import Draft
from app.common.i18n import N_, tr
from app.common.permissions import may
from app.desktop.health.counselling import drafts
from app.desktop.health.counselling.client_part import NEW_ACT
from app.desktop.health.counselling.drafts import DRAFTS, NEW, OF_CLIENT
from app.desktop.records.leads import Lead
from app.desktop.theme import Tone
from app.desktop.today.source import Group, Line, Next, Source, Work, draft_line
from app.health.counselling import services
from app.health.counselling.rules import ACTS
from app.health.counselling.values import AlertInfo
from app.vault.session import Session

PLACE, CLIENTS = "counselling", "health-clients"


@dataclass(frozen=True)
class Waiting:
    """What was read."""

    alerts: tuple[AlertInfo, ...] = ()
    drafts: tuple[Draft, ...] = ()


def read(session: Session) -> Waiting:
    """Off the window's thread; a viewer has no work here."""
    if not may(session, "counselling.open"):
        return Waiting()
    begun = [each for each in OF_CLIENT.read(session) if each.form == NEW]
    return Waiting(tuple(services.open_alerts(session)), (*begun, *DRAFTS.read(session)))


def show(_session: Session, waiting: Waiting) -> Work:
    """The same in words."""
    lines = [alert_line(each) for each in waiting.alerts]
    groups = [Group("self_harm", N_("Self-harm alerts: note what was done"), Tone.BAD, lines, len(lines))]
    return Work(
        [group for group in groups if group.lines], [_draft_line(each) for each in waiting.drafts], late=len(lines)
    )


def alert_line(alert: AlertInfo) -> Line:
    """An alert with its client's code; its button notes what was done."""
    words = tr("since {when}, raised by {who}", when=show_datetime(alert.raised_at), who=alert.raised_by)
    step = Next(ACTS["alert"].label, Lead(PLACE, "act", (alert.session_id, "alert")))
    lead = Lead(PLACE, "open", (alert.session_id,))
    return Line(f"{alert.client} · {alert.number}", words, lead, (tr("Act now"), Tone.BAD), step, alert.number)


def _draft_line(draft: Draft) -> Line:
    """A half-written form, and where it goes on."""
    lead = Lead(PLACE, "resume_draft", (draft,))
    if draft.form == NEW:
        lead = Lead(CLIENTS, "act", (int(draft.record_id), NEW_ACT))
    return draft_line(drafts.words(draft), lead)


COUNSELLING_WORK = Source(read, show)
