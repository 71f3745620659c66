"""How long until the sign-in screen stands? Run: python -m tests.bench.start_up

Each figure is a process of its own, the median of three. Nothing is asserted.
"""

import os
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[2]
STARTS = {
    "Python alone": "pass",
    "command line": "import app.cli.main",
    "Qt alone": "import PySide6.QtWidgets",
    "import of the window": "import app.desktop.start",
    "until a window is dressed": (
        "from PySide6.QtWidgets import QApplication; a = QApplication([]); "
        "from app.desktop.theme import install; install(a, scheme='light', percent=100, language='vi'); "
        "from app.desktop.signin.welcome import *; a.processEvents()"
    ),
}
# What only some work needs, and what a start must therefore not pay for.
LATE = ("alembic", "openpyxl", "docxtpl", "python_calamine", "rapidfuzz")


def seconds(code: str) -> float:
    """How long a process takes that does this and ends."""
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=env, check=True)
    return time.perf_counter() - began


def loaded_at_start() -> set[str]:
    """Which of the late parts the window's start imports all the same."""
    code = "import sys, app.desktop.start; print(*{name.split('.')[0] for name in sys.modules})"
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=env, check=True, capture_output=True, text=True)
    return set(LATE) & set(done.stdout.split())


def main() -> None:
    """Print the figures."""
    for name, code in STARTS.items():
        print(f"{name:>26}  {median(seconds(code) for _ in range(3)):5.2f} s")
    print("imported at start though only some work needs it:", ", ".join(sorted(loaded_at_start())) or "nothing")


if __name__ == "__main__":
    main()
