"""How does the list of reports grow with the register? Run: python -m tests.bench.lists [records]

First page, a page by a filter of text, the count, and a full scan of the table. Nothing is asserted.
"""

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from sqlalchemy import text

from app.exchange.importing import Choices, plan_import, run_import
from app.kinds import importable
from app.police.reports import queries
from app.police.reports.queries import ReportFilter
from app.vault.founding import Founder, found_vault
from app.vault.people import Unit
from app.vault.session import Session
from tests.real_input.sheets import crime_register, line


def milliseconds(work: Callable[[], object]) -> float:
    """The median of five runs."""
    taken = []
    for _ in range(5):
        began = time.perf_counter()
        work()
        taken.append((time.perf_counter() - began) * 1000)
    return median(taken)


def measure(session: Session) -> dict[str, float]:
    """Milliseconds by what was asked."""

    def scan() -> object:
        with session.read() as db:
            return db.execute(text("SELECT count(*) FROM police.reports WHERE content LIKE '%khongco%'")).all()

    return {
        "first page": milliseconds(lambda: queries.list_reports(session)),
        "page by text": milliseconds(lambda: queries.list_reports(session, ReportFilter(text="mai dam 777"))),
        "overdue page": milliseconds(lambda: queries.list_reports(session, ReportFilter(overdue=True))),
        "count": milliseconds(lambda: queries.count_reports(session)),
        "count by text": milliseconds(lambda: queries.count_reports(session, ReportFilter(text="mai dam 777"))),
        "full scan": milliseconds(scan),
    }


def main(records: int) -> None:
    """Fill a vault and print the figures, each also as a ratio to a scan of the whole table."""
    with tempfile.TemporaryDirectory() as folder:
        session = found_vault(Path(folder) / "kho", Founder("do", "Người Đo", Unit.POLICE), "đo cho kỹ vào nhé")
        data = crime_register([line(number) for number in range(1, records + 1)])
        run_import(session, plan_import(session, importable("reports"), data), Choices())
        figures = measure(session)
        session.close()
        session.vault.close()
    print(f"{records} records")
    for name, taken in figures.items():
        print(f"{name:>14}  {taken:7.1f} ms  {taken / figures['full scan']:.2f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000)
