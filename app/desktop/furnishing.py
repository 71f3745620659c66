"""What does a person find in the window when they come in: their places, the search, what they must be told?"""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.common.i18n import tr
from app.common.permissions import UNIT_NAMES
from app.desktop import identity_notices, screens, vault_notices
from app.desktop.desk import Desk, KeepsDraft
from app.desktop.screens import Screen
from app.desktop.shell import Place
from app.desktop.widgets.mask import privacy
from app.registry import queries
from app.vault.session import Session


def furnish(desk: Desk, session: Session) -> QObject:
    """Put this person's places and search into the window; what is given back lives as long as their screens."""
    with session.read() as db:
        office = queries.office(db, session.account.unit).name
    unit = UNIT_NAMES[session.account.unit]
    desk.name_person(
        lambda: desk.window.set_person(office or tr("Nhịp Cầu"), session.account.full_name, tr(unit)),
    )
    places = screens.for_session(session)
    for screen in places:
        desk.window.add_place(
            Place(screen.key, screen.label, screen.icon, _maker(desk, screen), screen.group, screen.foot)
        )
    desk.window.set_search(screens.search(session))
    answers = screens.search_answers(desk, session)
    desk.window.go(places[0].key)
    privacy().hide_names(desk.preferences.hide_names)
    return answers


def _maker(desk: Desk, screen: Screen) -> Callable[[], QWidget]:
    def make() -> QWidget:
        made = screen.make(desk)
        if isinstance(made, KeepsDraft):
            desk.keep_draft(made)
        return made

    return make


def tell(desk: Desk, session: Session) -> None:
    """Say above every screen what is wrong with the vault, and what happened to keys and codes."""
    vault_notices.show(desk, session)
    identity_notices.tell(desk, session)
