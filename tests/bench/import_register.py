"""Does a register of 20,000 rows import while the window stays alive? Run: python -m tests.bench.import_register [rows]

The real page of the window, offscreen, on a real encrypted vault: read, cancel in the middle, store, undo. A timer of
10 ms shows the longest time for which the window answered nobody. Figures are printed; none is asserted.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QElapsedTimer, QTimer
from PySide6.QtWidgets import QApplication

from app.desktop.importing.page import COLUMNS, DONE, ImportPage
from app.desktop.theme import install
from app.desktop.widgets.progress import ProgressDialog
from app.kinds import importable
from app.police.reports import queries
from app.vault.founding import Founder, found_vault
from app.vault.people import Unit
from app.vault.session import Session
from tests.real_input.sheets import crime_register, line

STEP = 10  # milliseconds between two signs of life


@dataclass(frozen=True)
class Stretch:
    """What one stretch of work was like for the person in front of it."""

    name: str
    seconds: float
    longest_gap: float  # milliseconds without a sign of life beyond the timer's own step
    ticks: int  # how often the progress moved

    def __str__(self) -> str:
        return f"{self.name:>8}  {self.seconds:6.2f} s  longest gap {self.longest_gap:6.0f} ms  {self.ticks} ticks"


class Heart:
    """Counts the window's signs of life."""

    def __init__(self) -> None:
        self._clock = QElapsedTimer()
        self._timer = QTimer()
        self._timer.setInterval(STEP)
        self._timer.timeout.connect(self._beat)
        self._longest = 0.0

    def _beat(self) -> None:
        self._longest = max(self._longest, self._clock.nsecsElapsed() / 1e6 - STEP)
        self._clock.restart()

    def watch(self, name: str, start: Callable[[], object], done: Callable[[], bool], stop_at: int = 0) -> Stretch:
        """Start the work and let the window live until it is done; cancel at the `stop_at`th tick of progress."""
        self._longest, ticks = 0.0, 0
        self._clock.start()
        self._timer.start()
        began = time.perf_counter()

        def tick(*_: object) -> None:
            nonlocal ticks
            ticks += 1
            if stop_at and ticks == stop_at:
                for dialog in dialogs():
                    dialog.reject()

        start()
        for dialog in dialogs():
            if dialog._task is not None:
                dialog._task.progressed.connect(tick)
        while not done() and time.perf_counter() - began < 600:
            QApplication.processEvents()
            time.sleep(0.0005)  # the thread of the work must get its turn
        seconds = time.perf_counter() - began
        for _ in range(20):
            QApplication.processEvents()
        self._beat()
        self._timer.stop()
        return Stretch(name, seconds, self._longest, ticks)


def dialogs() -> list[ProgressDialog]:
    """The progress dialogs that are shown."""
    return [each for each in QApplication.topLevelWidgets() if isinstance(each, ProgressDialog) and each.isVisible()]


@dataclass(frozen=True)
class Figures:
    """Each stretch, and how many records were there after a cancel, after the run and after its undoing."""

    stretches: tuple[Stretch, ...]
    after_cancel: int
    after_run: int
    after_undo: int


def measure(session: Session, file: Path) -> Figures:
    """Lead the page through reading, a cancelled run, a run and its undoing."""
    page = ImportPage(session, importable("reports"))
    page.resize(1130, 700)
    page.show()
    heart = Heart()
    idle = time.perf_counter()
    still = heart.watch("idle", lambda: None, lambda: time.perf_counter() - idle > 0.3)
    read = heart.watch("read", lambda: page.read(file), lambda: page.step() == COLUMNS and not dialogs())
    page.columns.next.click()
    stop = heart.watch("cancel", page.preview.go.click, lambda: not dialogs(), stop_at=1)
    after_cancel = queries.count_reports(session)
    store = heart.watch("store", page.preview.go.click, lambda: page.step() == DONE and not dialogs())
    after_run = queries.count_reports(session)
    undo = heart.watch("undo", page._undo, lambda: not dialogs())
    page.close()
    return Figures((still, read, stop, store, undo), after_cancel, after_run, queries.count_reports(session))


def main(rows: int) -> None:
    """Make a vault and a register, and print the figures."""
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    install(application, scheme="light", percent=100, language="vi")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "so.xlsx"
        file.write_bytes(crime_register([line(number, content=content(number)) for number in range(1, rows + 1)]))
        print(f"{rows} rows, {file.stat().st_size / 1e6:.1f} MB")
        session = found_vault(Path(folder) / "kho", Founder("do", "Người Đo", Unit.POLICE), "đo cho kỹ vào nhé")
        figures = measure(session, file)
        session.close()
        session.vault.close()
    for stretch in figures.stretches:
        print(stretch)
    print(
        f"records: {figures.after_cancel} after a cancel, {figures.after_run} stored, {figures.after_undo} after undo"
    )


def content(number: int) -> str:
    return (
        f"Người dân phản ánh cơ sở thứ {number} hoạt động quá giờ quy định, nghi có tệ nạn mại dâm trá hình, "
        "đề nghị kiểm tra, xác minh, xử lý nghiêm và giữ bí mật danh tính người báo."
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000)
