"""What does it cost that audit entries cover the records? Run: python -m tests.bench.anchors [records]

A save with and without it, in turn, and the comparison of every row against reading every row as the app reads it.
Ratios of one run; nothing is asserted.
"""

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

from sqlalchemy import select

from app.exchange.importing import Choices, plan_import, run_import
from app.kinds import importable
from app.police.reports.models import Report, ReportDeadline, ReportEvent
from app.vault import anchored, engine
from app.vault import session as visits
from app.vault.compartments import Compartment
from app.vault.founding import Founder, found_vault
from app.vault.people import Unit
from app.vault.session import Session
from tests.police.reports.builders import received
from tests.real_input.sheets import crime_register, line


def seconds(work: Callable[[], object]) -> float:
    """One run."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def saves(session: Session, count: int) -> tuple[float, float]:
    """Medians of receiving a report, with and without covering its rows, one after the other in turn."""
    opening: Any = engine
    visiting: Any = visits
    watch, touched = opening.watch, visiting.tables_touched
    both: tuple[list[float], list[float]] = ([], [])
    engines: tuple[dict[Any, Any], dict[Any, Any]] = ({}, {})
    try:
        for number in range(2 * count):
            covering = number % 2 == 0
            opening.watch = watch if covering else lambda connection, compartment: None
            visiting.tables_touched = touched if covering else lambda db: []
            session._engines = engines[number % 2]
            both[number % 2].append(seconds(lambda: received(session)))
    finally:
        opening.watch, visiting.tables_touched = watch, touched
    return median(both[0][10:]), median(both[1][10:])


def verifying(session: Session) -> tuple[float, float, int]:
    """Seconds to compare every row of the compartment, seconds to read the rows of its largest tables, and problems."""

    def read() -> None:
        with session.read() as db:
            for table in (Report, ReportDeadline, ReportEvent):
                for _ in db.scalars(select(table).execution_options(yield_per=1000)):
                    pass

    found: list[anchored.Deviation] = []

    def compare() -> None:
        with session.read() as db:
            found.extend(anchored.deviations(db, Compartment.POLICE))

    return seconds(compare), seconds(read), len(found)


def main(records: int) -> None:
    """Fill a vault and print both ratios."""
    with tempfile.TemporaryDirectory() as folder:
        session = found_vault(Path(folder) / "kho", Founder("do", "Người Đo", Unit.POLICE), "đo cho kỹ vào nhé")
        data = crime_register([line(number) for number in range(1, records + 1)])
        run_import(session, plan_import(session, importable("reports"), data), Choices())
        compared, read, problems = verifying(session)
        print(f"compare {compared:.2f} s, read {read:.2f} s: {compared / read:.2f}; problems: {problems}")
        covering, plain = saves(session, 300)
        print(f"a save {1000 * covering:.2f} ms, without {1000 * plain:.2f} ms: {covering / plain:.3f}")
        session.close()
        session.vault.close()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000)
