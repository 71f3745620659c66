"""The app as a register is brought in, in a process of its own: an attack that ends it must not end the attacks.

For each file named on standard input one line of JSON: what came of it, how long it took, by how much the memory grew.
"""

import hashlib
import json
import resource
import sys
import time
from pathlib import Path

from app.exchange.excel_in import read_table
from app.vault.errors import AppError
from tests.exchange.registers import FIELDS

# So that an attack that succeeds does not take the whole machine along.
MEMORY = 6 << 30


def outcome(file: Path) -> dict[str, object]:
    """What the app makes of a file: rows (as a digest), a sentence, or an error that is none of its own."""
    before, started = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.monotonic()
    try:
        table = read_table(file.read_bytes(), FIELDS)
        rows = repr([[cell.text for cell in row.cells] for row in table.rows])
        came = {"came": "rows", "rows": hashlib.sha256(rows.encode()).hexdigest(), "count": len(table.rows)}
    except AppError as error:
        came = {"came": "sentence", "error": type(error).__name__}
    except BaseException as error:  # a panic of the parser is no Exception
        came = {"came": "no sentence", "error": type(error).__name__}
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    return {**came, "seconds": time.monotonic() - started, "grown": grown}


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    for line in sys.stdin:
        print(json.dumps(outcome(Path(line.strip()))), flush=True)


if __name__ == "__main__":
    main()
