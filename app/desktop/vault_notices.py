"""What does the window say about the vault itself when somebody comes in: entries that are gone, keys put back?"""

from typing import TYPE_CHECKING

from app.common.i18n import N_, tr
from app.common.permissions import may
from app.desktop.background import run
from app.desktop.theme import Tone
from app.desktop.widgets.confirm import Confirm
from app.desktop.widgets.problem import show_problem
from app.registry import alarms
from app.vault.ends import RESTORED

if TYPE_CHECKING:
    from app.desktop.desk import Desk
    from app.desktop.widgets.banner import Banner
    from app.vault.session import Session


def show(desk: "Desk", session: "Session") -> None:
    """A banner for each of them, above every screen; the alarm with what a lead can do about it."""
    if session.tampered:
        missing = alarms.losses(session)
        wiped = N_(
            "Audit entries that you had seen are gone: somebody changed the record of who did what."
            " Do not enter anything; tell the lead and compare with the latest backup."
        )
        cut = N_(
            "The record of who did what was cut off or put back to an older state."
            " Do not enter anything; tell the lead and compare with the latest backup."
        )
        text = tr(cut if missing else wiped)
        action = N_("Take note …") if missing and may(session, "audit.take_note") else ""
        banner = desk.notice(" ".join([text, *missing]), Tone.BAD, action, lambda: _ask(desk, session, banner))
    if lost := alarms.lost_codes(session):
        desk.notice(lost, Tone.BAD, N_("New recovery sheet"), desk.new_sheet)
    # Who restored what is told by `app.desktop.backups.told`.
    for each in alarms.notices(session, frozenset({RESTORED})):
        desk.notice(each, Tone.WARN)


def _ask(desk: "Desk", session: "Session", banner: "Banner") -> None:
    text = tr(
        "First restore what is missing from a backup, if one has it. Only when these entries will not come back, take"
        " note of it: the warning ends for everybody, and the audit keeps who took note, and of what."
    )
    asked = Confirm(
        desk.window, tr("Take note that audit entries are missing?"), text, do=N_("Take note"), look="danger"
    )
    asked.then(
        lambda: run(
            desk,
            lambda progress: alarms.take_note(session),
            lambda lost: banner.hide(),
            lambda error: show_problem(desk.window, error),
        )
    )
