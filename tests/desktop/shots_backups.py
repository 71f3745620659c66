"""How do the backups look? `python tests/desktop/shots_backups.py FOLDER` writes pictures to look at.

The looks and sizes of `shots_signin.py`, whose photographer walks here, too; the stick is a folder.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.vault import media, volumes
from app.vault.volumes import Volume
from tests.desktop.shots_signin import LOOKS, PASSWORD, SCALES, Photographer, make_vault

LEAD = "lan.ca"


class Walk(Photographer):
    """Through everything about backups."""

    stick: Path

    def settle(self) -> None:
        from app.desktop.backups.carrier import carrier

        super().settle()
        while carrier().busy():
            QTest.qWait(20)
        super().settle()

    def connect(self, there: bool) -> None:
        found = [Volume(self.stick, "5C1A-77E0", "KINGSTON")] if there else []
        for module in (media, volumes):
            module.connected = lambda: found  # type: ignore[attr-defined]

    def modal(self) -> QWidget:
        found = QApplication.activeModalWidget()
        assert found is not None
        return found

    def walk(self) -> None:
        from app.desktop.backups.carrier import carrier
        from app.desktop.settings.backups import Backups
        from app.desktop.signin.sign_in import SignIn
        from app.registry import elsewhere, services
        from app.registry.queries import Office
        from app.vault.people import Unit

        self.settle()
        page = self.door.page
        assert isinstance(page, SignIn)
        page._as(LEAD, PASSWORD)
        self.settle()
        found = self.window.go("settings").open("backups")  # type: ignore[attr-defined]
        assert isinstance(found, Backups)
        self.take("no-place")
        found.place.choose()
        QTest.qWait(200)
        self.take("choose-place", self.modal())
        self.modal().close()
        session = self.desk.session
        assert session is not None
        elsewhere.choose(session, self.stick)
        carrier().learn()
        self.settle()
        for name in ("Công an xã Vĩnh Am", "Công an xã Vĩnh An"):
            made = session.back_up("by_hand")
            self.desk.backed_up.emit(made)
            self.settle()
            services.set_office(session, Unit.POLICE, Office(name=name))
        session.back_up("sign_out")
        (session.vault.folder / "backups" / "bản chép tay").mkdir()
        found.refresh()
        self.settle()
        found.table.selectRow(2)
        found.verify()
        self.take("list")
        found.ask_trial()
        self.take("tried")
        self.connect(there=False)
        carrier().look()
        self.take("away")
        self.connect(there=True)
        carrier().look()
        self.settle()
        found.table.selectRow(3)
        found.review()
        self.take("review", self.modal())
        review = self.modal()
        review.ask()  # type: ignore[attr-defined]
        self.take("confirm", self.modal())
        self.modal().do.click()  # type: ignore[attr-defined]
        self.take("brought-back")
        self.door.open(self.vault)
        self.settle()
        self.take("sign-in")
        page = self.door.page
        assert isinstance(page, SignIn)
        page._as(LEAD, PASSWORD)
        self.take("told")
        self.window.lock_asked.emit()
        self.settle()
        self.door.restore(self.vault)
        QTest.qWait(200)
        self.take("at-the-door")
        self.door.restore(None)
        QTest.qWait(200)
        self.take("new-computer")
        self.door.welcome()
        self.take("welcome")
        self.first_step()

    def first_step(self) -> None:
        from app.desktop.signin.first_run import FirstRun

        self.door.set_up()
        page = self.door.page
        assert isinstance(page, FirstRun)
        page.at = 7
        page._show()
        QTest.qWait(300)
        self.take("first-run-copies")


def photograph(folder: Path, vault: Path, scale: str, language: str, scheme: str) -> None:
    """One look at one scale, in this process."""
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication([])
    own = Path(tempfile.mkdtemp()) / "NhipCau"
    shutil.copytree(vault, own)
    Walk.stick = Path(tempfile.mkdtemp()) / "KINGSTON"
    Walk.stick.mkdir()
    walk = Walk(app, folder, own, SCALES[scale][1], scheme, language)
    walk.connect(there=True)
    walk.walk()


def main(target: Path) -> None:
    """Every look at every scale, each in a process of its own."""
    with tempfile.TemporaryDirectory() as place:
        vault = Path(place) / "NhipCau"
        make_vault(vault)
        for scale, (factor, _size) in SCALES.items():
            for language, scheme in LOOKS:
                folder = target / f"{language}-{scheme}-{scale}"
                environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": factor}
                command = [sys.executable, __file__, str(folder), str(vault), scale, language, scheme]
                subprocess.run(command, env=environment, check=True)


if __name__ == "__main__":
    if len(sys.argv) == 6:
        photograph(Path(sys.argv[1]), Path(sys.argv[2]), *sys.argv[3:])
    else:
        main(Path(sys.argv[1]))
