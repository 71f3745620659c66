"""How do the door and the settings look? `python tests/desktop/shots_signin.py FOLDER` writes pictures to look at.

Vietnamese and English, light and dark, 1366×768 at 100 % and 1920×1080 at 150 %; each scale in a process of its
own, because Qt reads QT_SCALE_FACTOR once.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PySide6.QtCore import QSize, QSizeF
from PySide6.QtGui import QColor, QImage, QPainter, QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.common.i18n import set_language, tr
from app.desktop.background import busy

SCALES = {"1366x768": ("1", QSize(1366, 728)), "1920x1080-150": ("1.5", QSize(1280, 680))}
LOOKS = (("vi", "light"), ("en", "light"), ("vi", "dark"))
PASSWORD = "bốn từ chẳng liên quan"


def make_vault(place: Path) -> None:
    """A vault with three people of the police and the other units' leads invited."""
    from app.registry import accounts
    from app.registry.first_run import OtherLead, begin
    from app.vault import access
    from app.vault.founding import Founder
    from app.vault.people import Level, Unit
    from app.vault.recovery import RecoveryForm

    others = (OtherLead("thom.yte", "Lý Thị Thơm", Unit.HEALTH), OtherLead("uyen.hpn", "Đỗ Thị Uyên", Unit.SOCIAL))
    lead = begin(place, Founder("lan.ca", "Đào Ngọc Lân", Unit.POLICE), PASSWORD, RecoveryForm.WHOLE, others).session
    officer = accounts.invite(lead, "nam.ca", "Vũ Hải Nam", Unit.POLICE, Level.OFFICER)
    viewer = accounts.invite(lead, "an.ca", "Mai Văn Ân", Unit.POLICE, Level.VIEWER)
    again = accounts.change_account(lead, viewer.account.id, "Mai Văn Ân", Level.OFFICER)
    accounts.revoke(lead, again.id)
    lead.back_up("by_hand")
    lead.sign_out()
    access.claim(lead.vault, "nam.ca", officer.password, PASSWORD).sign_out()
    lead.vault.close()


class Photographer:
    """Walks through the pages of one running app and takes a picture of each."""

    def __init__(self, app: QApplication, folder: Path, vault: Path, size: QSize, scheme: str, language: str) -> None:
        from app.desktop import start
        from app.desktop.desk import desk
        from app.desktop.theme import theme

        self.folder, self.vault = folder, vault
        state = Path(tempfile.mkdtemp())
        import app.vault.throttle as throttle

        throttle.state_folder = lambda: state
        os.environ["NHIPCAU_LANGUAGE"] = language
        set_language(language)
        self.window = start.build(app, state, vault)
        theme().choose(scheme=scheme)
        self.window.resize(size)
        self.window.show()
        self.desk = desk()
        from app.desktop.signin.door import Door

        found = self.desk.findChild(Door)
        assert found is not None
        self.door = found
        self.number = 0

    def settle(self) -> None:
        QTest.qWait(60)
        while busy() or self.desk.leaving:
            QTest.qWait(20)
        QTest.qWait(60)

    def take(self, name: str, what: QWidget | None = None) -> None:
        self.settle()
        self.number += 1
        (what or self.window).grab().save(str(self.folder / f"{self.number:02d}-{name}.png"))

    def paper(self, name: str, document: QTextDocument) -> None:
        """The first pages of a document as they would be printed."""
        from app.desktop.signin.paper import MARGINS

        shown = document.clone()  # laid out on A4 at the screen's 96 dots to the inch
        width, height = 210 - MARGINS.left() - MARGINS.right(), 297 - MARGINS.top() - MARGINS.bottom()
        shown.setPageSize(QSizeF(width, height) * (96 / 25.4))
        size = shown.pageSize().toSize()
        for page in range(min(shown.pageCount(), 2)):
            image = QImage(size, QImage.Format.Format_RGB32)
            image.fill(QColor("white"))
            painter = QPainter(image)
            painter.translate(0, -page * size.height())
            shown.drawContents(painter)
            painter.end()
            image.save(str(self.folder / f"paper-{name}-{page + 1}.png"))
        print(name, shown.pageCount(), "pages")

    # --- the walk ----------------------------------------------------------------------------------------

    def door_pages(self) -> None:
        from app.desktop.signin.own_password import OwnPassword
        from app.desktop.signin.recover import ENVELOPES, Recover
        from app.desktop.signin.sign_in import SignIn
        from app.vault.errors import TooManyAttempts

        page = self.door.page
        assert isinstance(page, SignIn)
        self.take("sign-in")
        page.refuse(
            TooManyAttempts(
                "Too many wrong passwords. Wait {seconds} seconds, then try again. Nothing was changed.", seconds=16
            )
        )
        self.take("wrong-password")
        page.hold(0)
        page.hush()
        page.offer("cau-tre-lac-leo-4", demo_rows())
        self.window.set_demo(True)
        self.take("sign-in-demo")
        self.window.set_demo(False)
        self.door.welcome()
        self.take("welcome")
        self.door._show(OwnPassword("lan.ca"))
        own = self.door.page
        assert isinstance(own, OwnPassword)
        own.password.set_value("ba từ liền nhau")
        self.take("own-password")
        self.door.recover(self.vault)
        recover = self.door.page
        assert isinstance(recover, Recover)
        recover.form.set_value(ENVELOPES)
        recover.say(tr("Fill in the code and the user name."))
        self.take("recover")

    def first_run(self) -> None:
        from app.desktop.signin.first_run import FirstRun

        self.door.set_up()
        page = self.door.page
        assert isinstance(page, FirstRun)
        self.take("first-run-office")
        page.office.set_values({"name": "Công an xã Vĩnh Am"})
        page.go_on()
        page.folder.set_values({"folder": str(Path(tempfile.mkdtemp()) / "NhipCau")})
        self.take("first-run-folder")
        page.go_on()
        page.lead.set_values(
            {
                "full_name": "Đào Ngọc Lân",
                "user": "lan.ca",
                "password": "chợ nổi mưa phùn tàu hỏa",
                "again": "chợ nổi mưa phùn tàu hỏa",
            }
        )
        self.take("first-run-lead")
        page.go_on()
        page.others.set_values({"health.name": "Lý Thị Thơm", "health.user": "thom.yte"})
        self.take("first-run-others")
        page.go_on()
        self.take("first-run-recovery")
        page.go_on()
        self.take("first-run-codes")
        assert page.print is not None and page.back is not None and page.beginning is not None
        self.paper("sheet", page.print._document)
        page._slips()
        self.take("slip", QApplication.activeModalWidget())
        modal = QApplication.activeModalWidget()
        assert modal is not None
        from app.desktop.signin import slip

        self.paper("slip", slip.document(page.beginning.invitations))
        modal.close()
        page.go_on()
        page.back.fields[0].setText("0000")
        page.back.fields[1].setText(page.back.asked[1].expected)
        page.go_on()
        self.take("first-run-typed-back")
        page.back.fields[0].setText(page.back.asked[0].expected)
        page.go_on()
        self.take("first-run-backups")
        page.go_on()
        self.take("first-run-done")
        page.beginning.session.close()

    def inside(self) -> None:
        from app.desktop.settings.accounts import Accounts
        from app.desktop.settings.audit import Audit
        from app.desktop.settings.settings import PARTS, Settings

        self.door.open(self.vault)
        self.settle()
        from app.desktop.signin.sign_in import SignIn

        page = self.door.page
        assert isinstance(page, SignIn)
        page._as("lan.ca", PASSWORD)
        self.settle()
        accounts = self.window.go("accounts")
        assert isinstance(accounts, Accounts)
        self.settle()
        accounts.table.selectRow(1)
        self.take("accounts")
        accounts.ask_invite()
        self.take("invite", QApplication.activeModalWidget())
        self._close()
        accounts.ask_revoke(accounts.table.rows.row(1))
        self.take("revoke", QApplication.activeModalWidget())
        self._close()
        accounts.open_codes()
        self.take("recovery-codes", QApplication.activeModalWidget())
        self._close()
        audit = self.window.go("audit")
        assert isinstance(audit, Audit)
        from app.vault.compartments import Compartment

        audit.part.set_value(Compartment.REGISTRY)
        self.settle()
        audit.ask_verify()
        self.settle()
        rows = [entry.action for entry in audit.table.rows.rows()]
        audit.table.selectRow(rows.index("account.changed"))
        self.take("audit")
        settings = self.window.go("settings")
        assert isinstance(settings, Settings)
        for part in PARTS:
            shown = settings.open(part.key)
            self.settle()
            if hasattr(shown, "table"):
                shown.table.selectRow(0)
            self.take(f"settings-{part.key}")
        self.window.lock_asked.emit()
        self.take("locked")

    def _close(self) -> None:
        modal = QApplication.activeModalWidget()
        assert modal is not None
        modal.close()


def demo_rows() -> list[tuple[str, list[tuple[str, str]]]]:
    from app.common.permissions import LEVEL_NAMES, UNIT_NAMES
    from app.vault.people import Level, Unit

    levels = (Level.LEAD, Level.OFFICER, Level.VIEWER)
    return [(tr(UNIT_NAMES[unit]), [(LEVEL_NAMES[level], f"{level}.{unit}") for level in levels]) for unit in Unit]


def photograph(folder: Path, vault: Path, scale: str, language: str, scheme: str) -> None:
    """One look at one scale, in this process."""
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication([])
    own = Path(tempfile.mkdtemp()) / "NhipCau"
    shutil.copytree(vault, own)
    walk = Photographer(app, folder, own, SCALES[scale][1], scheme, language)
    walk.door_pages()
    walk.first_run()
    walk.inside()


def main(target: Path) -> None:
    """Every look at every scale, each in a process of its own."""
    with tempfile.TemporaryDirectory() as place:
        vault = Path(place) / "NhipCau"
        make_vault(vault)
        for scale, (factor, _size) in SCALES.items():
            for language, scheme in LOOKS:
                folder = target / f"{language}-{scheme}-{scale}"
                environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": factor}
                subprocess.run(
                    [sys.executable, __file__, str(folder), str(vault), scale, language, scheme],
                    env=environment,
                    check=True,
                )


if __name__ == "__main__":
    if len(sys.argv) == 6:
        photograph(Path(sys.argv[1]), Path(sys.argv[2]), *sys.argv[3:])
    else:
        main(Path(sys.argv[1]))
