"""The app as it is given files, in a process of its own: an attack that ends it must not end the attacks.

`python -m tests.attack._reading_victim workbook` (or `picture`). For each file named on its input one line of JSON:
what came of it, how long it took, by how much the memory grew.
"""

import hashlib
import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

from app.exchange.excel_in import read_table
from app.vault.errors import AppError
from tests.exchange.registers import FIELDS

# So that an attack that succeeds does not take the whole machine along.
MEMORY = 6 << 30


def workbook(data: bytes) -> str:
    """The rows of a register, as a digest."""
    rows = repr([[cell.text for cell in row.cells] for row in read_table(data, FIELDS).rows])
    return hashlib.sha256(rows.encode()).hexdigest()


def picture(data: bytes) -> str:
    """A picture as the window would show it: its size."""
    from PySide6.QtCore import QSize
    from PySide6.QtGui import QImage

    try:
        from app.desktop.records.pictures import picture as shown
    except ImportError:  # as it was: decoded where the keys are, then made smaller
        image = QImage.fromData(data).scaled(1000, 700)
    else:
        image = shown(data, QSize(1000, 700))
    return f"{image.width()}x{image.height()}"


def outcome(read: Callable[[bytes], str], file: Path) -> dict[str, object]:
    """What the app makes of a file: its content, a sentence, or an error that is none of its own."""
    before, started = most_memory(), time.monotonic()
    try:
        came = {"came": "read", "content": read(file.read_bytes())}
    except AppError as error:
        came = {"came": "sentence", "error": type(error).__name__}
    except BaseException as error:  # a panic of the parser is no Exception
        came = {"came": "no sentence", "error": type(error).__name__}
    return {**came, "seconds": time.monotonic() - started, "grown": most_memory() - before}


def most_memory() -> int:
    """The most memory that this process had so far, in KiB: of this program alone, not of the one that started it."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0])


READ = {"workbook": workbook, "picture": picture}


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    for line in sys.stdin:
        print(json.dumps(outcome(READ[sys.argv[1]], Path(line.strip()))), flush=True)


if __name__ == "__main__":
    main()
