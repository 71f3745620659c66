"""What do the figures of the surveys say, line by line? One counting, shown, copied and exported alike."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from PySide6.QtCore import QLocale

from app.common.i18n import N_, tr
from app.desktop.widgets.charts import Bar
from app.social.surveys import figures
from app.social.surveys.figures import By, Cells, Figure, Where
from app.social.surveys.outside import outside

NEEDS = "needs"
HEADS: dict[str, tuple[str, ...]] = {
    NEEDS: (N_("Need"), N_("People"), N_("Share of those asked"), N_("The year before"), N_("Change")),
    By.GROUP: (N_("Group surveyed"), N_("People"), N_("Asked"), N_("Share")),
    By.VILLAGE: (N_("Village"), N_("People"), N_("Asked"), N_("Share")),
    By.YEAR: (N_("Year"), N_("People"), N_("Asked"), N_("Share")),
}
TITLES: dict[str, str] = {
    NEEDS: N_("What is needed"),
    By.GROUP: N_("By group"),
    By.VILLAGE: N_("By village"),
    By.YEAR: N_("From year to year"),
}


@dataclass(frozen=True)
class Line:
    """A line of a table, its words as they are shown."""

    key: str
    name: str
    cells: tuple[str, ...]
    bar: Bar


@dataclass(frozen=True)
class Section:
    """A table with its chart."""

    key: str
    title: str
    note: str
    lines: tuple[Line, ...]
    mark: float | None = None

    def bars(self) -> list[Bar]:
        return [line.bar for line in self.lines]


def percent(share: Fraction | None) -> str:
    """A part in per cent, to a tenth at most; a dash where nobody was asked."""
    return "–" if share is None else tr("{number} %", number=_tenths(share))


def points(trend: Fraction | None) -> str:
    """By how many points of a hundred a share moved; the sign says which way."""
    if trend is None:
        return "–"
    sign = "+" if trend > 0 else "−" if trend < 0 else "±"
    return tr("{number} points", number=sign + _tenths(abs(trend)))


def _tenths(share: Fraction) -> str:
    tenths = round(share * 1000)
    return str(QLocale().toString(tenths / 10, "f", 1 if tenths % 10 else 0))  # type: ignore[call-overload]


def sections(cells: Cells, where: Where, need: str | None) -> tuple[Section, ...]:
    """The tables, from top to bottom; by group, village and year of one need, or of everybody who was asked."""
    everywhen = Where(None, where.group, where.village_id)
    named = cells.lists.every_need.get(need or "", "")
    note = tr("Who needs: {need}", need=named) if need else tr("Everybody who was asked")
    return (
        _needs(cells, where),
        _places(cells, By.GROUP, need, where, note),
        _places(cells, By.VILLAGE, need, where, note),
        _places(cells, By.YEAR, need, everywhen, note),
    )


def _needs(cells: Cells, where: Where) -> Section:
    lines = []
    for each in figures.by_need(cells, where):
        words = tr("{people} ({share})", people=each.people, share=percent(each.share))
        before = percent(each.share_before) if where.year is not None else "–"
        lines.append(
            Line(
                each.code,
                each.name,
                (str(each.people), percent(each.share), before, points(each.trend)),
                Bar(each.name, each.people, each.asked or None, words),
            )
        )
    asked, difficult = figures.asked_in(cells, where)
    note = tr(
        "{asked} people were asked; {difficult} of them are in financial difficulty. Somebody may need several things.",
        asked=asked,
        difficult=difficult,
    )
    return Section(NEEDS, TITLES[NEEDS], note, tuple(lines))


def _places(cells: Cells, by: By, need: str | None, where: Where, note: str) -> Section:
    lines = tuple(_place(each) for each in figures.by_place(cells, by, need, where))
    return Section(by, TITLES[by], note, lines)


def _place(each: Figure) -> Line:
    name = each.name or tr("Unknown")
    words = tr("{people} of {asked} ({share})", people=each.people, asked=each.asked, share=percent(each.share))
    return Line(
        each.code,
        name,
        (str(each.people), str(each.asked), percent(each.share)),
        Bar(name, each.people, each.asked or None, words),
    )


# --- taking along ------------------------------------------------------------------------------------------


def as_text(shown: Sequence[Section]) -> str:
    """The tables for a spreadsheet: a tab between cells, an empty line between tables."""
    tables = []
    for section in shown:
        rows = [(tr(section.title), section.note), tuple(tr(head) for head in HEADS[section.key])]
        rows += [(line.name, *line.cells) for line in section.lines]
        tables.append("\n".join("\t".join(_cell(each) for each in row) for row in rows))
    return "\n\n".join(tables) + "\n"


def _cell(text: str) -> str:
    """One cell stays one cell, and never a formula."""
    plain = " ".join(text.split())
    return f" {plain}" if plain[:1] in "=+-@" and plain[:1] else plain


EXPORT_HEADS = (N_("Year"), N_("Group surveyed"), N_("Village"), N_("Need"), N_("People"))


def whole_rows(cells: Cells, where: Where) -> list[tuple[object, ...]]:
    """Every count by year, group, village and need, as it is: for the unit itself."""
    return [(*names, people) for names, people in _counts(cells, where).items()]


def outside_rows(cells: Cells, where: Where) -> list[tuple[object, ...]]:
    """The same as it may leave the unit: 1 to 4 are “<5”, and the total is what anybody could reckon from that."""
    table = outside(_counts(cells, where))
    rows: list[tuple[object, ...]] = [
        (*names, cell.low if cell.exact else cell.text) for names, cell in table.cells.items()
    ]
    return [*rows, (tr("Total"), "", "", "", table.total.low if table.total.exact else table.total.text)]


def _counts(cells: Cells, where: Where) -> dict[tuple[object, ...], int]:
    """What is counted, with those asked as a line of its own, in the order in which people read it."""
    lists = cells.lists
    found: dict[tuple[object, ...], int] = {}
    for each in sorted(cells.needed, key=lambda cell: (-cell.year, cell.group, cell.village_id or 0, cell.need)):
        if figures.within(each, where):
            village = cells.villages.get(each.village_id or 0, "") or tr("Unknown")
            name = lists.every_need.get(each.need, each.need)
            found[each.year, lists.every_group.get(each.group, each.group), village, name] = each.people
    return found
