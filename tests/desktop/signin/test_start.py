"""Starting: quickly, and with one clear line where there is nothing to draw on."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]


def without_display(*arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {
        name: value
        for name, value in os.environ.items()
        if name not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    }
    return subprocess.run(
        [sys.executable, "-m", "app", *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_without_a_display_one_vietnamese_line_says_so() -> None:
    ended = without_display()

    assert ended.returncode == 1
    assert ended.stderr.strip().count("\n") == 0
    assert "Không có màn hình" in ended.stderr


def test_the_sign_in_page_stands_before_anything_of_the_vault_is_imported(tmp_path: Path) -> None:
    script = (
        "import sys, pathlib\n"
        "from PySide6.QtWidgets import QApplication\n"
        "from app.desktop import start\n"
        "app = QApplication([])\n"
        f"window = start.build(app, pathlib.Path({str(tmp_path)!r}), pathlib.Path({str(tmp_path / 'v')!r}))\n"
        "window.show()\n"
        "heavy = [n for n in ('sqlalchemy', 'cryptography', 'sqlcipher3', 'pyrage', 'openpyxl', 'alembic')"
        " if n in sys.modules]\n"
        "print(window.gated(), heavy)\n"
        "sys.stdout.flush()\n"
        "import os; os._exit(0)\n"
    )
    ended = subprocess.run(
        [sys.executable, "-c", script],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=True,
    )

    assert ended.stdout.strip() == "True []"
