"""What stands of a client's appointments on the page: who is expected when, and what became of it."""

from collections.abc import Sequence
from functools import partial

from app.common.dates import show_date
from app.common.i18n import N_, tr
from app.desktop.health.clients.act_lines import ActLine, ActLines
from app.desktop.health.clients.sections import Act, asks
from app.desktop.records.detail_pane import DetailPane
from app.desktop.records.page_parts import Opened, PagePart
from app.desktop.records.record_type import Section
from app.desktop.theme import Tone
from app.health.appointments import services
from app.health.appointments.rules import REACHED
from app.health.appointments.services import AppointmentInfo
from app.health.appointments.terms import STATE_NAMES, AppointmentState
from app.health.clients.rules import SERVED
from app.vault.session import Session

KEY = "appointments"
TONES: dict[AppointmentState, Tone] = {
    AppointmentState.PLANNED: Tone.INFO,
    AppointmentState.KEPT: Tone.GOOD,
    AppointmentState.MISSED: Tone.BAD,
    AppointmentState.CANCELLED: Tone.NEUTRAL,
}
# So many that are over; the timeline has them all.
_OVER = 5


def _sections(session: Session, pane: DetailPane) -> Sequence[Section]:
    act = asks(pane)
    lines = ActLines(N_("Make an appointment…"), lambda: act("appoint"))

    def show(opened: Opened) -> bool:
        found: tuple[AppointmentInfo, ...] = opened.parts[KEY]
        served = opened.detail.state in SERVED
        waiting = [each for each in found if each.state is AppointmentState.PLANNED]
        over = [each for each in found if each.state is not AppointmentState.PLANNED][:_OVER]
        reached = opened.detail.facts.safe_way in REACHED
        shown = [line_of(each, act, session, served=served, reached=reached) for each in (*waiting, *over)]
        return lines.show_lines(shown, may_add=served)

    return [Section(N_("Appointments"), lines, show)]


def line_of(each: AppointmentInfo, act: Act, session: Session, *, served: bool, reached: bool) -> ActLine:
    """An appointment, with what can be done about it."""
    planned = each.state is AppointmentState.PLANNED
    told = []
    if each.remind and planned:
        told.append(
            tr("Reminded on {date}", date=show_date(each.reminded_on))
            if each.reminded_on
            else tr("To be reminded the day before")
        )
    verbs = []
    if planned and served:
        names = [("came", N_("Came"))] if each.on <= session.today() else []
        names += [("missed", N_("Did not come"))] if each.late else []
        names += [("remind", N_("Reminded"))] if each.remind and each.reminded_on is None and reached else []
        names += [("move", N_("Move…")), ("cancel", N_("Call off…"))]
        verbs = [(label, partial(act, f"{name}/{each.id}")) for name, label in names]
    chip = (N_("Late"), Tone.BAD) if each.late else (STATE_NAMES[each.state], TONES[each.state])
    title = " · ".join(part for part in (show_date(each.on), each.at) if part)
    return ActLine(title, each.note, " · ".join(told), chip, verbs)


APPOINTMENTS_PART = PagePart(key=KEY, read=services.of_client, sections=_sections)
