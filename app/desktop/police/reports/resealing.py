"""How is a lead offered to seal every reporter anew, and what came of it?"""

from PySide6.QtWidgets import QWidget

from app.common.i18n import N_, tr
from app.desktop.background import Progress
from app.desktop.widgets.confirm import Confirm
from app.desktop.widgets.progress import run_with_progress
from app.desktop.widgets.toast import say
from app.police.reports import services_seals
from app.vault.errors import Cancelled
from app.vault.session import Session


def offer(session: Session) -> str:
    """Why it is time to; empty when it is not, or not this person's to do."""
    if behind := services_seals.waiting(session):
        return tr(
            "{count} sealed reporters cannot be opened by {name} yet.",
            count=max(each.count for each in behind),
            name=", ".join(each.lead.full_name for each in behind),
        )
    if old := services_seals.unsigned(session):
        return tr("{count} sealed reporters were sealed by an older version and may be unsigned.", count=old)
    return ""


def ask(parent: QWidget, session: Session) -> None:
    """Ask, then seal all of them with progress, and say how many."""
    Confirm(
        parent,
        tr("Seal all reporters anew?"),
        tr(
            "Each is sealed to the officer in charge, to all leads of today and to the recovery code, and signed by"
            " you. No name is shown. What you cannot open yourself stays as it is."
        ),
        do=N_("Seal anew"),
    ).then(
        lambda: run_with_progress(
            parent,
            tr("Sealing anew…"),
            lambda progress: _reseal(session, progress),
            lambda outcome: say(parent, services_seals.in_words(outcome)),
        )
    )


def _reseal(session: Session, progress: Progress) -> services_seals.Resealed:
    try:
        return services_seals.reseal_all(session, lambda done, total: progress.step(done, total))
    except Cancelled as error:
        raise Cancelled(
            N_("Stopped. The reporters that were sealed anew stay so. Take the step again to go on.")
        ) from error
