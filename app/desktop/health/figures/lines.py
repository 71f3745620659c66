"""How do the station's figures read, line by line? The same for the full view and for the published one."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.common.dates import show_date
from app.common.i18n import N_, tr
from app.desktop.widgets.charts import Bar
from app.health.figures.rules import Period
from app.health.figures.services import PublishedInfo, Tables, UnitFigures
from app.health.figures.suppression import Cell, Published
from app.health.figures.terms import (
    BAND_COLUMNS,
    BANDS,
    INDICATOR_MEANINGS,
    INDICATOR_NAMES,
    INDICATORS,
    SEX_ROWS,
    SEXES,
)

TOTAL = "*"
YEARS = 6
PART_NAMES: dict[str, str] = {
    "year": N_("Whole year"),
    "half1": N_("First half"),
    "half2": N_("Second half"),
    "quarter1": N_("Quarter 1"),
    "quarter2": N_("Quarter 2"),
    "quarter3": N_("Quarter 3"),
    "quarter4": N_("Quarter 4"),
}
FEW_WORDS = "<5"


def period_words(period: Period) -> str:
    return tr("{first} – {last}", first=show_date(period.first), last=show_date(period.last))


def cell_words(cell: Cell) -> str:
    """A number, “<5”, a range, or “at least”."""
    if cell.exact:
        return str(cell.low)
    if cell.hidden:
        return FEW_WORDS
    return f"≥{cell.low}" if cell.high is None else f"{cell.low}–{cell.high}"


@dataclass(frozen=True)
class Line:
    """A line of a table, its words as shown."""

    key: str
    name: str
    cells: tuple[str, ...]
    bar: Bar | None = None


def whole(figures: UnitFigures) -> Tables:
    """The full figures in the shape of the published ones: every cell is what it is."""

    def summed(code: str, row: str | None, column: str | None) -> Cell:
        counts = figures.counts[code]
        found = sum(n for (sex, band), n in counts.items() if row in (None, sex) and column in (None, band))
        return Cell(found, found)

    return {
        each.code: Published(
            {group: Cell(count, count) for group, count in figures.counts[each.code].items()},
            {sex: summed(each.code, sex, None) for sex in SEXES},
            {band: summed(each.code, None, band) for band in BANDS},
            summed(each.code, None, None),
        )
        for each in INDICATORS
    }


def indicator_lines(tables: Tables) -> list[Line]:
    """The six indicators with their totals, each with its bar."""
    made = []
    for each in INDICATORS:
        total, name = tables[each.code].total, tr(INDICATOR_NAMES[each.code])
        words = cell_words(total)
        made.append(Line(each.code, name, (words,), Bar(name, total.low, None, words)))
    return made


def group_lines(table: Published) -> list[Line]:
    """One indicator by sex and age band, with the totals at the edges."""
    made = []
    for sex in SEXES:
        cells = [cell_words(table.cells[sex, band]) for band in BANDS]
        made.append(Line(sex, tr(SEX_ROWS[sex]), (*cells, cell_words(table.rows[sex]))))
    totals = [cell_words(table.columns[band]) for band in BANDS]
    made.append(Line(TOTAL, tr("Together"), (*totals, cell_words(table.total))))
    return made


def group_heads() -> list[str]:
    """The captions of the table by sex and age band, as sources."""
    return [N_("Sex"), *(BAND_COLUMNS[band] for band in BANDS), N_("Together")]


def meaning(code: str) -> str:
    return tr(INDICATOR_MEANINGS[code])


def published_for(period: Period, published: Sequence[PublishedInfo]) -> PublishedInfo | None:
    """What was published of exactly this period."""
    return next((each for each in published if each.period == period), None)


def sheet(tables: Tables) -> tuple[list[str], list[list[str | int]]]:
    """The published tables as one sheet for a spreadsheet: headings and rows; exact numbers stay numbers."""
    heads = [tr("Indicator"), tr("Sex"), *(tr(BAND_COLUMNS[band]) for band in BANDS), tr("Together")]
    rows: list[list[str | int]] = []
    for each in INDICATORS:
        table = tables[each.code]
        for sex in (*SEXES, TOTAL):
            row = [table.columns[band] if sex == TOTAL else table.cells[sex, band] for band in BANDS]
            edge = table.total if sex == TOTAL else table.rows[sex]
            name = tr("Together") if sex == TOTAL else tr(SEX_ROWS[sex])
            rows.append([tr(INDICATOR_NAMES[each.code]), name, *(_value(cell) for cell in (*row, edge))])
    return heads, rows


def _value(cell: Cell) -> str | int:
    return cell.low if cell.exact else cell_words(cell)
