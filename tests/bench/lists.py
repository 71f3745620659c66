"""How does the list of reports grow with the register? Run: python -m tests.bench.lists [records] [fewer records]

Every filter in every order, its first page and its count, with many records and with ten thousand, as ratios of one
run; then a search. Nothing is asserted.
"""

import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from statistics import median

from app.police.reports import queries
from app.police.reports.declared import ReportFilter, Sort
from app.police.reports.terms import Flag, ReportKind, State, Urgency
from app.vault.founding import Founder, found_vault
from app.vault.people import Unit
from app.vault.session import Session
from tests.bench.many_reports import fill

FILTERS = {
    "none": ReportFilter(),
    "kind": ReportFilter(kinds=frozenset({ReportKind.PETITION})),
    "closed": ReportFilter(states=frozenset({State.CLOSED})),
    "declined (1 %)": ReportFilter(states=frozenset({State.DECLINED})),
    "received": ReportFilter(states=frozenset({State.RECEIVED})),
    "unfinished": ReportFilter(unfinished=True),
    "officer who left": ReportFilter(officer_id="officer-0-1"),
    "nobody in charge": ReportFilter(officer_id=""),
    "village": ReportFilter(village_id=7),
    "rare village": ReportFilter(village_id=1),
    "establishment": ReportFilter(establishment_id=7),
    "empty period": ReportFilter(received_from=date(2031, 1, 1), received_to=date(2031, 2, 1)),
    "month": ReportFilter(received_from=date(2020, 3, 1), received_to=date(2020, 3, 31)),
    "two years": ReportFilter(received_from=date(2023, 1, 1), received_to=date(2024, 12, 31)),
    "overdue": ReportFilter(overdue=True),
    "due until": ReportFilter(due_until=date(2026, 2, 1)),
    "child (1 %)": ReportFilter(flags=frozenset({Flag.CHILD})),
    "any flag": ReportFilter(flags=frozenset(Flag)),
    "urgent (2 %)": ReportFilter(urgencies=frozenset({Urgency.URGENT})),
    "very urgent (rare)": ReportFilter(urgencies=frozenset({Urgency.VERY_URGENT})),
    "incomplete (3 %)": ReportFilter(incomplete=True),
    "escalated": ReportFilter(escalated=True),
    "kind, village, month": ReportFilter(
        kinds=frozenset({ReportKind.PETITION}),
        village_id=7,
        received_from=date(2020, 3, 1),
        received_to=date(2020, 3, 31),
    ),
    "text n": ReportFilter(text="n"),
    "text Hòa": ReportFilter(text="Hòa"),
    "text karaoke": ReportFilter(text="karaoke"),
    "text khongai (rare)": ReportFilter(text="khongai"),
    "text, none": ReportFilter(text="mai dam 777"),
    "bin": ReportFilter(in_bin=True),
}


def milliseconds(work: Callable[[], object], runs: int = 3) -> float:
    """The median of some runs, the first left out: it reads the pages from the disk."""
    taken = []
    for _ in range(runs + 1):
        began = time.perf_counter()
        work()
        taken.append((time.perf_counter() - began) * 1000)
    return median(taken[1:])


def measure(session: Session) -> dict[str, float]:
    """Milliseconds by what was asked."""
    figures = {}
    for name, where in FILTERS.items():
        for sort in Sort:
            figures[f"{name} by {sort}"] = milliseconds(lambda: queries.list_reports(session, where, sort))  # noqa: B023
        figures[f"{name}, count"] = milliseconds(lambda: queries.count_reports(session, where))  # noqa: B023
    for words in ("n", "Hòa", "nguyen hoa", "khongai"):
        figures[f"search {words}"] = milliseconds(lambda: queries.search_reports(session, words))  # noqa: B023
    return figures


def filled(folder: Path, records: int) -> dict[str, float]:
    """The figures of a vault with so many reports."""
    session = found_vault(folder, Founder("do", "Người Đo", Unit.POLICE), "đo cho kỹ vào nhé")
    fill(session, records)
    figures = measure(session)
    session.close()
    session.vault.close()
    return figures


def main(many: int, few: int) -> None:
    """Fill two vaults and print what each question takes, the slowest last."""
    with tempfile.TemporaryDirectory() as folder:
        base = filled(Path(folder) / "few", few)
        figures = filled(Path(folder) / "many", many)
    show(base, figures, few, many)


def show(base: dict[str, float], figures: dict[str, float], few: int, many: int) -> None:
    """Each question with both times; the ratio is to the slower of its own time and the default page's with few."""
    page = base["none by rank"]
    print(f"{'':>34}  {few:>9}  {many:>9}  ratio")
    for name in sorted(figures, key=lambda name: figures[name]):
        ratio = figures[name] / max(base[name], page)
        print(f"{name:>34}  {base[name]:6.1f} ms  {figures[name]:6.1f} ms  {ratio:.1f}")
    over = [name for name in figures if figures[name] > 2 * max(base[name], page)]
    print(f"{len(figures)} questions, {len(over)} of them over twice")


if __name__ == "__main__":
    given = [int(each) for each in sys.argv[1:]]
    main(given[0] if given else 1_000_000, given[1] if len(given) > 1 else 10_000)
