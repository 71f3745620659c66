"""What do export, import and an audit entry cost beside bare tools? Run: python -m tests.bench.exchange [reports]

Ratios of one run on a real encrypted vault: export against xlsxwriter writing the same cells (where it is installed:
`pip install xlsxwriter`; the app does not need it), import against openpyxl merely reading the file (as a workbook, and
in its read-only mode, twice as fast), and the time that one more audit entry adds to a transaction. Seconds are
processor time, the reader's process included, so that other work of the machine does not count. Nothing is asserted.
"""

import importlib
import importlib.util
import io
import os
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from statistics import median
from typing import Any

from openpyxl import load_workbook

from app.exchange.exporting import export_list
from app.exchange.importing import Choices, plan_import, run_import
from app.kinds import importable, kind
from app.registry import demo as registry
from app.registry import services
from app.vault.compartments import Compartment
from app.vault.founding import Founder, found_vault
from app.vault.people import Unit
from app.vault.session import Session
from tests.bench.import_register import content
from tests.real_input.sheets import crime_register, line

FAMILIES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô")
MIDDLES = ("Thị", "Văn", "Minh", "Thu", "Quốc", "Ngọc", "Đức")
GIVEN = ("An", "Ánh", "Bình", "Châu", "Chi", "Dũng", "Giang", "Hà", "Hoa", "Hương", "Khánh", "Lan", "Tâm")


@dataclass(frozen=True)
class Cost:
    """Processor seconds of the app, and of bare tools beside it, by name."""

    app: float
    bare: dict[str, float]

    def __str__(self) -> str:
        ratios = [f"{name} {taken:.2f} s: {self.app / taken:.2f}" for name, taken in self.bare.items()]
        return ", ".join((f"{self.app:.2f} s", *ratios))


@dataclass(frozen=True)
class Figures:
    """What was measured; `entry` is in milliseconds."""

    importing: Cost
    exporting: Cost
    entry: float


def seconds(work: Callable[[], object]) -> float:
    """Processor time of this process and of those that it waited for."""
    began = os.times()
    work()
    now = os.times()
    return sum(now[:4]) - sum(began[:4])


def importing(session: Session, data: bytes) -> Cost:
    """Plan and run, against reading every cell."""

    def read() -> None:
        for row in load_workbook(io.BytesIO(data), read_only=True).worksheets[0].iter_rows(values_only=True):
            assert row

    def store() -> None:
        run_import(session, plan_import(session, importable("reports"), data), Choices())

    taken = seconds(store)
    bare = {"openpyxl": seconds(lambda: load_workbook(io.BytesIO(data))), "openpyxl read-only": seconds(read)}
    return Cost(taken, bare)


def exporting(session: Session, file: Path) -> Cost:
    """The whole export, against a file with the same cells and looks."""
    taken = seconds(lambda: export_list(session, kind("reports"), {}, file, "bench"))
    rows = list(load_workbook(file, read_only=True).worksheets[0].iter_rows(values_only=True))
    there = importlib.util.find_spec("xlsxwriter") is not None
    return Cost(taken, {"xlsxwriter": seconds(lambda: write_bare(rows))} if there else {})


def write_bare(rows: Sequence[Sequence[Any]]) -> None:
    """The cells as xlsxwriter writes them."""
    xlsxwriter: Any = importlib.import_module("xlsxwriter")
    book = xlsxwriter.Workbook(io.BytesIO(), {"in_memory": True})
    sheet = book.add_worksheet()
    looks = {"font_name": "Times New Roman", "font_size": 12, "border": 1, "valign": "top", "text_wrap": True}
    plain, day = book.add_format(looks), book.add_format({**looks, "num_format": "dd/mm/yyyy"})
    for at, row in enumerate(rows):
        for column, value in enumerate(row):
            if isinstance(value, date):
                sheet.write_datetime(at, column, value, day)
            elif value is None:
                sheet.write_blank(at, column, None, plain)
            else:
                sheet.write(at, column, value, plain)
    book.close()


def entry(session: Session, entries: int = 100, rounds: int = 7) -> float:
    """Milliseconds that one more entry adds to a transaction: those of many less those of one."""

    def taken(count: int) -> float:
        began = time.process_time()
        with session.work(Compartment.POLICE) as work:
            for number in range(count):
                work.audit("reports.open", f"reports/{number:05}/2024/TB", purpose="bench")
        return time.process_time() - began

    taken(1)
    return 1000 * median((taken(entries + 1) - taken(1)) / entries for _ in range(rounds))


def told(number: int) -> list[Any]:
    """A row whose names, phones and contents repeat as little as those of an office do."""
    name = f"{FAMILIES[number % 11]} {MIDDLES[number % 7]} {GIVEN[number % 13]}"
    phone = f"09{number * 7919 % 100_000_000:08}"
    return line(number, informant=name, phone=phone, content=content(number), place=registry.VILLAGES[number % 12])


def measure(session: Session, reports: int, folder: Path) -> Figures:
    """Fill the vault by an import, export all of it, and write entries."""
    taken_in = importing(session, crime_register([told(number) for number in range(1, reports + 1)]))
    return Figures(taken_in, exporting(session, folder / "reports.xlsx"), entry(session))


def prepare(session: Session) -> None:
    """The office's lists, time limits and villages, since rows are looked up in them and limits begin to run."""
    with session.work(Compartment.REGISTRY) as work:
        services.seed(work)
    registry.fill(session, 1)


def main(reports: int) -> None:
    """Make a vault and print the figures."""
    with tempfile.TemporaryDirectory() as folder:
        session = found_vault(Path(folder) / "kho", Founder("do", "Người Đo", Unit.POLICE), "đo cho kỹ vào nhé")
        prepare(session)
        figures = measure(session, reports, Path(folder))
        session.close()
        session.vault.close()
    print(f"{reports} reports, processor time")
    print(f"import {figures.importing}")
    print(f"export {figures.exporting}")
    print(f"one more audit entry {figures.entry:.2f} ms")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000)
