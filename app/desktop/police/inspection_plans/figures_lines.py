"""What do the figures of the inspections say, line by line? One reading, shown, copied and printed alike."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import QLocale

from app.common.i18n import N_, tr
from app.desktop.theme import Tone
from app.desktop.widgets.charts import Bar
from app.police.inspection_plans import figures
from app.police.inspection_plans.figures import AGE_NAMES, Age, Coverage, ExpiredPaper, OpenFindings, Premises, Share
from app.police.inspection_plans.terms import TARGET
from app.registry import queries as registry
from app.vault.session import Session

# A licence or certificate that ends within so many days is told of beforehand.
SOON_DAYS = 60
# The year that runs and those before it.
YEARS = 6
ALL = "*"

PREMISES, FINDINGS, PAPERS = "premises", "findings", "papers"


@dataclass(frozen=True)
class Read:
    """Everything that the screen shows, read at once."""

    today: date
    office: str
    coverage: Coverage
    never: tuple[Premises, ...]
    findings: OpenFindings
    papers: tuple[ExpiredPaper, ...]


def read(session: Session, year: int, check: Callable[[], object] = lambda: None) -> Read:
    """Off the window's thread; `check` stops it once a newer question was asked."""
    today = session.today()
    found = figures.coverage(session, year)
    check()
    never, findings = figures.never_inspected(session), figures.open_findings(session)
    check()
    papers = figures.expired_papers(session, SOON_DAYS)
    with session.read() as db:
        office = registry.office(db, session.account.unit).name
    return Read(today, office, found, never, findings, papers)


@dataclass(frozen=True)
class Line:
    """A line of a table, its words as they are shown; behind it stand records of one sort."""

    key: str
    name: str
    cells: tuple[str, ...]
    sort: str
    behind: Sequence[Any]
    bar: Bar | None = None


@dataclass(frozen=True)
class Section:
    """A table with its chart. `heads` are the captions of its columns, as sources."""

    key: str
    title: str
    note: str
    heads: tuple[str, ...]
    lines: tuple[Line, ...]
    mark: float | None = None

    def bars(self) -> list[Bar]:
        return [line.bar for line in self.lines if line.bar is not None]

    def named(self, line: Line) -> str:
        """The words above the list behind a line."""
        return f"{tr(self.title)}: {line.name}"


KEYS = ("type", "village", "findings", "premises")
SHARE_HEADS = (N_("Inspected"), N_("In operation"), N_("Share"), N_("Still missing"))
HEADS: dict[str, tuple[str, ...]] = {
    "type": (N_("Type"), *SHARE_HEADS),
    "village": (N_("Village"), *SHARE_HEADS),
    "findings": (N_("Open for"), N_("Findings")),
    "premises": (N_("What is noticed"), N_("Premises")),
}


def sections(read: Read) -> tuple[Section, ...]:
    """The tables, from top to bottom."""
    return (*_coverage(read.coverage), _findings(read.findings), _premises(read))


def mark_words() -> str:
    """What the dashed line of a chart says."""
    return tr("target {percent} %", percent=f"{TARGET * 100:.0f}")


def percent(share: Share) -> str:
    """Never rounded up: what is shown as 20 % has reached it."""
    if not share.active:
        return "–"
    tenths = share.inspected * 1000 // share.active
    said: str = QLocale().toString(tenths / 10, "f", 1 if tenths % 10 else 0)  # type: ignore[call-overload]
    return said + " %"


def head_line(found: Coverage) -> str:
    """The figure of the year in a sentence."""
    total = found.total
    if not total.active:
        return tr("No premises were in operation in {year}.", year=found.year)
    said = tr(
        "Inspected in {year}: {inspected} of {active} premises, {percent}.",
        year=found.year,
        inspected=total.inspected,
        active=total.active,
        percent=percent(total),
    )
    if total.missing:
        said += " " + tr("{count} more reach the target.", count=total.missing)
    return said


def verdict(found: Coverage, today: date) -> tuple[str, Tone]:
    """Whether the target is reached, in words and tone."""
    if not found.total.active:
        return N_("Nothing to inspect"), Tone.NEUTRAL
    if found.total.reached:
        return N_("Target reached"), Tone.GOOD
    if found.year < today.year:
        return N_("Target missed"), Tone.BAD
    return N_("Target not reached yet"), Tone.WARN


def _coverage(found: Coverage) -> Iterable[Section]:
    total = _share_line(ALL, tr("All premises"), found.total, found.premises, drawn=False)
    by_type = [_share_line(each.code, each.name, each, found.of_type(each.code)) for each in found.by_type]
    by_village = [
        _share_line(each.code, each.name or tr("No village stated"), each, found.of_village(each.code))
        for each in found.by_village
    ]
    note = tr("Premises that were in operation in {year}, each counted once.", year=found.year)
    for key, title, lines in (
        ("type", N_("Coverage by type"), by_type),
        ("village", N_("Coverage by village"), by_village),
    ):
        yield Section(key, title, note, HEADS[key], (*lines, total) if lines else (), float(found.target))


def _share_line(key: str, name: str, share: Share, behind: Sequence[Premises], *, drawn: bool = True) -> Line:
    shown = percent(share)
    cells = (str(share.inspected), str(share.active), shown, str(share.missing))
    words = f"{share.inspected} / {share.active} ({shown})"
    bar = Bar(name, share.inspected, share.active, words) if drawn else None
    # Who was not inspected comes first: that is what the list is opened for.
    rows = sorted(behind, key=lambda each: (each.inspected, each.number))
    return Line(key, name, cells, PREMISES, rows, bar)


def _findings(found: OpenFindings) -> Section:
    lines = [
        Line(
            age.value,
            tr(AGE_NAMES[age]),
            (str(len(found.of_age(age))),),
            FINDINGS,
            found.of_age(age),
            Bar(tr(AGE_NAMES[age]), len(found.of_age(age)), None, str(len(found.of_age(age)))),
        )
        for age in Age
    ]
    whole = Line(ALL, tr("All of them"), (str(len(found.findings)),), FINDINGS, found.findings)
    note = tr("As of today, whichever year they were found in; past their day: {count}.", count=found.overdue)
    return Section("findings", N_("Findings not put right"), note, HEADS["findings"], (*lines, whole))


def _premises(read: Read) -> Section:
    ended = [each for each in read.papers if has_ended(each, read.today)]
    soon = [each for each in read.papers if not has_ended(each, read.today)]
    told: tuple[tuple[str, str, str, Sequence[Any]], ...] = (
        ("never", tr("Never inspected"), PREMISES, read.never),
        ("ended", tr("Licence or certificate expired"), PAPERS, ended),
        ("soon", tr("Licence or certificate ends within {days} days", days=SOON_DAYS), PAPERS, soon),
    )
    lines = tuple(Line(key, name, (str(len(rows)),), sort, rows) for key, name, sort, rows in told)
    note = tr("As of today, of premises in operation.")
    return Section("premises", N_("Premises to look after"), note, HEADS["premises"], lines)


def has_ended(paper: ExpiredPaper, today: date) -> bool:
    """Whether one of its papers has ended already; else one ends soon."""
    return any(day is not None and day < today for day in (paper.licence_expired_on, paper.certificate_expired_on))


def as_text(read: Read) -> str:
    """The tables for a spreadsheet: a tab between cells, an empty line between tables."""
    tables = []
    for section in sections(read):
        rows = [(tr(section.title),), tuple(tr(head) for head in section.heads)]
        rows += [(line.name, *line.cells) for line in section.lines]
        tables.append("\n".join("\t".join(_cell(each) for each in row) for row in rows))
    return "\n\n".join((head_line(read.coverage), *tables)) + "\n"


def _cell(text: str) -> str:
    """One cell stays one cell, and never a formula."""
    plain = " ".join(text.split())
    return f" {plain}" if plain[:1] in "=+-@" and plain[:1] else plain
