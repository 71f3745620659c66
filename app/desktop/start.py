"""How does the window start? `python -m app`, or `python -m app open VAULT`.

The sign-in page stands before the vault's modules are imported; they come in on another thread meanwhile.
"""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from app.common.i18n import tr

if TYPE_CHECKING:
    from PySide6.QtCore import QObject
    from PySide6.QtWidgets import QApplication

    from app.desktop.desk import Desk
    from app.desktop.shell import MainWindow
    from app.vault.session import Session

DISPLAYS = ("DISPLAY", "WAYLAND_DISPLAY")


def no_display() -> bool:
    """Whether Qt would find no screen to draw on (it ends the process then, without a word for people)."""
    return (
        sys.platform.startswith("linux")
        and not os.environ.get("QT_QPA_PLATFORM")
        and not any(os.environ.get(name) for name in DISPLAYS)
    )


def run(arguments: list[str]) -> int:
    """Show the window until it is closed; returns the exit code."""
    if no_display():
        print(
            tr("There is no display to show the window on. Start it from a desktop session; verbs work without one."),
            file=sys.stderr,
        )
        return 1
    from PySide6.QtWidgets import QApplication

    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    from app.vault.private_files import state_folder

    window = build(app, state_folder(), Path(arguments[0]).expanduser() if arguments else None)
    _fit_screen(window)
    window.show()
    return app.exec()


def _fit_screen(window: "MainWindow") -> None:
    """At 150 % a common screen has fewer points than the window asks for: there it fills the screen instead."""
    from PySide6.QtCore import Qt

    room = window.screen().availableGeometry()
    if room.width() <= window.width() or room.height() <= window.height():
        window.setWindowState(window.windowState() | Qt.WindowState.WindowMaximized)


def _answer_f1(window: "MainWindow") -> None:
    """The help is imported when it is first asked for; from then on it listens itself."""

    def first(topic: str) -> None:
        from app.desktop.help import Help

        window.help_asked.disconnect(first)
        viewer = Help(window)
        window.setProperty("help_viewer", viewer)  # it lives as long as the window
        viewer.open(topic)

    window.help_asked.connect(first)


def _furnish(desk: "Desk", session: "Session") -> "QObject":
    from app.desktop.furnishing import furnish  # after the sign-in page is there, which nobody waits for longer

    return furnish(desk, session)


def _tell(desk: "Desk", session: "Session") -> None:
    from app.desktop.furnishing import tell

    tell(desk, session)


def build(app: "QApplication", state: Path, folder: Path | None) -> "MainWindow":
    """The window at its first page, and all that belongs to it."""
    from app.common.i18n import language
    from app.desktop.settings.preferences import Preferences
    from app.desktop.theme import install
    from app.desktop.widgets.panes import UiState
    from app.desktop.widgets.problem import catch_unexpected

    places = UiState(state)
    wanted = Preferences(places)
    asked = os.environ.get("NHIPCAU_LANGUAGE")
    install(app, scheme=wanted.scheme, percent=wanted.percent, language=language() if asked else wanted.language)
    catch_unexpected()
    app.setApplicationName("Nhịp Cầu")

    from app.desktop.backups.carrier import Carrier
    from app.desktop.backups.told import Told
    from app.desktop.backups.trials import Trials
    from app.desktop.desk import Desk
    from app.desktop.row_watch import RowWatch
    from app.desktop.shell import MainWindow
    from app.desktop.signin.closing import Closing
    from app.desktop.signin.door import Door

    window = MainWindow(places)
    desk = Desk(wanted, window, _furnish, _tell, app)
    Closing(app, desk, Carrier(desk))
    Trials(desk)
    RowWatch(desk)
    Told(desk)
    _answer_f1(window)
    Door(desk, state).start(folder)
    return window
