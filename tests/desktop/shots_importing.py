"""Pictures of the import screens: `QT_QPA_PLATFORM=offscreen python tests/desktop/shots_importing.py FOLDER [scale]`.

Grabs each step in Vietnamese and English, light and dark, on a demo vault made for it.
"""

import os
import sys
import tempfile
from datetime import date, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
SCALE = sys.argv[2] if len(sys.argv) > 2 else "1"
os.environ["QT_SCALE_FACTOR"] = SCALE

from PySide6.QtWidgets import QApplication

from app import demo
from app.desktop.background import busy
from app.desktop.importing.page import ImportPage
from app.desktop.theme import install
from app.kinds import importable
from app.vault.access import open_vault, sign_in
from tests.desktop.importing.register import line, register
from tests.desktop.importing.test_import_page import BAD


def settle(app: QApplication) -> None:
    """Let everything under way arrive."""
    for _ in range(3):
        while busy():
            app.processEvents()
        app.processEvents()


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication(sys.argv)
    with tempfile.TemporaryDirectory() as scratch:
        os.environ["XDG_STATE_HOME"] = scratch
        place = Path(scratch) / "vault"
        demo.make(place, records=20)
        rows = [line(n, date(2025, 3, 5) + timedelta(days=n), f"Phản ánh quán số {n} mở quá giờ") for n in range(1, 40)]
        file = Path(scratch) / "so-tin-bao-2025.xlsx"
        file.write_bytes(register([*rows, BAD]))
        with open_vault(place) as vault:
            session = sign_in(vault, "canbo.ca", demo.PASSWORD)
            size = (1366 - 232, 690) if SCALE == "1" else (1280 - 232, 690)
            for language in ("vi", "en"):
                for scheme in ("light", "dark"):
                    install(app, scheme=scheme, percent=100, language=language)
                    page = ImportPage(session, importable("reports"))
                    page.resize(*size)
                    page.show()

                    def grab(step: str, page=page, language=language, scheme=scheme) -> None:
                        settle(app)
                        page.grab().save(str(folder / f"import-{step}-x{SCALE}-{language}-{scheme}.png"))

                    grab("1-file")
                    page.read(file)
                    grab("2-columns")
                    page.columns.next.click()
                    grab("3-errors")
                    page.preview.look_at(next(iter(page.preview.tabs)))
                    page.preview.leave_out.setChecked(True)
                    grab("4-all")
                    if language == "vi" and scheme == "light":
                        page.preview.go.click()
                        grab("5-done")
                        page._undo()
                        settle(app)
                    page.close()
            session.sign_out()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
