"""Where in a workbook does the register stand, and what does it say row by row?

Registers are made for printing: title lines, merged cells, groups of headings, a row of column numbers,
totals and signatures stand around the data. What is taken for such is not dropped in silence: its row number
is in `passed_over`.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from app.common.i18n import N_
from app.common.import_cells import Cell
from app.common.imports import Column, Field, IsCancelled, Progress, never, unwatched
from app.common.legacy_encodings import Encoding, convert, recognise_column
from app.common.text import fold, nfc
from app.exchange.headings import Headings, Pair, TooManyTexts, column_letter, is_column_numbers, words
from app.exchange.workbook import NoSuchSheet, Sheet, Unreadable, read_sheets
from app.vault.errors import Cancelled

_LOOK_FOR_HEADER = 60  # rows; covers and title pages are shorter
_HEADING_LENGTH = 80
_SIGNATURE_LENGTH = 300
_TOTAL = re.compile(
    r"(tong cong|tong so|tong|cong)"
    r"(\s*[:=(].*|\s*\d.*|\s+(trang|thang|quy|nam|so|cac|don|tin|vu|luot|chung)\b.*)?"
)
_SIGNATURE = re.compile(
    r".*\bngay\b.*\bthang\b.*\bnam\b.*|(nguoi|can bo) (lap|lam|ghi|giu).*"
    r"|(thu truong|truong|pho truong|chu tich|pho chu tich|chi huy|tm\.|kt\.|xac nhan|phe duyet).*"
    r"|\(?ky[ ,].*|noi nhan.*|nguoi (duyet|kiem tra|nhan)$"
)
_GROUP = re.compile(r"(thang|quy|nam|tuan|phan|muc)\s+[\divx].*|[ivx]{1,5}[.)\-/ ].*|[a-dđ][.)]\s.*")


class NoRegister(Unreadable):
    """No sheet has a row with the headings of this kind of record."""


class NoRows(Unreadable):
    """The headings are there, and nothing under them."""


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row of data; `number` as Excel numbers it."""

    number: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A register found in a workbook; `header_row` as Excel numbers it."""

    sheet: str
    sheets: tuple[str, ...]
    header_row: int
    columns: tuple[Column, ...]
    rows: tuple[TableRow, ...]
    passed_over: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Header:
    top: int
    height: int
    wordings: Mapping[int, tuple[str, ...]]
    pairs: Sequence[Pair]

    @property
    def score(self) -> float:
        return sum(pair.confidence for pair in self.pairs)


def read_table(
    data: bytes,
    fields: Sequence[Field],
    *,
    mapping: Mapping[str, int | None] | None = None,
    sheet: str | None = None,
    header_row: int | None = None,
    progress: Progress = unwatched,
    cancelled: IsCancelled = never,
) -> Table:
    """Find the register in the workbook and read its rows.

    `mapping` gives fields their column by hand (0 is column A; None: not imported); `sheet` and `header_row`
    (as Excel numbers it) do the same for the place. Raises Unreadable when there is none, Cancelled.
    """
    sheets = read_sheets(data, progress, cancelled)
    if sheet is not None and sheet not in {each.name for each in sheets}:
        raise NoSuchSheet(N_("There is no sheet named “{sheet}” in this file."), sheet=sheet)
    candidates = [each for each in sheets if sheet is None or each.name == sheet]
    headings = Headings(fields)
    try:
        found = [
            (each, header)
            for each in candidates
            if (header := _find_header(each, headings, header_row, cancelled)) is not None
        ]
    except TooManyTexts as error:
        raise _no_register() from error
    if not found:
        raise _no_register()
    chosen, header = max(found, key=lambda pair: pair[1].score)
    if mapping:
        header = replace(header, pairs=headings.match(header.wordings, mapping))
    rows, passed_over = _body(chosen, header)
    if not rows:
        raise NoRows(
            N_("The register has headings but no rows under them. Nothing was changed. Choose another file or sheet.")
        )
    columns, rows = _columns(header, rows)
    names = tuple(each.name for each in sheets)
    return Table(chosen.name, names, header.top + header.height, columns, rows, passed_over)


def _no_register() -> NoRegister:
    return NoRegister(
        N_(
            "No row with the headings of this register was found in the file. Nothing was changed. "
            "Say which sheet and which row hold the headings, or check that it is the right file."
        )
    )


# --- the header --------------------------------------------------------------------------------------


def _find_header(sheet: Sheet, headings: Headings, header_row: int | None, cancelled: IsCancelled) -> _Header | None:
    if header_row is not None:
        if not 1 <= header_row <= len(sheet.rows):
            return None
        return _header_at(sheet, header_row - 1, headings) or _one_row(sheet, header_row - 1, headings)
    found: list[_Header | None] = []
    for top in range(min(_LOOK_FOR_HEADER, len(sheet.rows))):
        if cancelled():
            raise Cancelled(N_("Cancelled. Everything is as it was before."))
        found.append(_header_at(sheet, top, headings))
    # The first of equals: a header repeated on each printed page stands further down.
    return max((header for header in found if header is not None), key=lambda each: each.score, default=None)


def _header_at(sheet: Sheet, top: int, headings: Headings) -> _Header | None:
    row = sheet.rows[top]
    if sum(isinstance(cell.value, str) for cell in row) < 2:
        return None
    best = _one_row(sheet, top, headings)
    two = _two_rows(sheet, top, headings)
    # Two rows must say clearly more than one: a row of data under the headings adds nothing.
    if two is not None and two.score >= best.score + 0.5:
        best = two
    return best if len(best.pairs) >= min(2, headings.fields) else None


def _one_row(sheet: Sheet, top: int, headings: Headings) -> _Header:
    texts = {column: (text,) for column, text in _texts(sheet.rows[top]).items()}
    return _Header(top, 1, texts, headings.match(texts))


def _two_rows(sheet: Sheet, top: int, headings: Headings) -> _Header | None:
    if top + 1 >= len(sheet.rows):
        return None
    below = sheet.rows[top + 1]
    filled = [cell for cell in below if not cell.is_empty]
    if not filled or is_column_numbers(below) or not all(isinstance(cell.value, str) for cell in filled):
        return None
    groups, parts = _spread(sheet, top), _texts(below)
    wordings: dict[int, tuple[str, ...]] = {}
    for column in sorted(groups.keys() | parts.keys()):
        group, part = groups.get(column), parts.get(column)
        if group and part:
            wordings[column] = (f"{group} {part}", part, f"{part} {group}")
        else:
            wordings[column] = (part or group or "",)
    return _Header(top, 2, wordings, headings.match(wordings))


def _spread(sheet: Sheet, top: int) -> dict[int, str]:
    """The texts of a row, each repeated over the columns that its merged cell covers."""
    texts = _texts(sheet.rows[top])
    if sheet.merged:
        for area in sheet.merged:
            if area.top == top and area.left in texts:
                texts |= {column: texts[area.left] for column in range(area.left, area.right + 1)}
        return texts
    # .ods does not tell what is merged: a group reaches to the next heading, over cells with a part below.
    parts, spread, last = _texts(sheet.rows[top + 1]), dict(texts), ""
    for column in range(max([*texts, *parts], default=-1) + 1):
        last = texts.get(column, last)
        if column in parts and column not in texts and last:
            spread[column] = last
    return spread


def _texts(row: Sequence[Cell]) -> dict[int, str]:
    return {
        column: cell.text
        for column, cell in enumerate(row)
        if isinstance(cell.value, str) and 0 < len(cell.text) <= _HEADING_LENGTH
    }


# --- the rows under it -------------------------------------------------------------------------------


def _body(sheet: Sheet, header: _Header) -> tuple[tuple[TableRow, ...], tuple[int, ...]]:
    start = header.top + header.height
    if start < len(sheet.rows) and is_column_numbers(sheet.rows[start]):
        start += 1
    width = max((len(row) for row in sheet.rows[header.top :]), default=0)
    padding = (Cell(None),) * width
    lines = [list(row + padding[len(row) :]) for row in sheet.rows[start:]]
    joined = _fill_down(sheet, start, lines)
    running = {column for column, texts in header.wordings.items() if words(texts[-1]) == ("so", "thu", "tu")}
    mapped = {pair.column for pair in header.pairs}
    header_row = [cell.text for cell in sheet.rows[header.top] if not cell.is_empty]
    end = _end_of_data(lines, mapped)
    rows: list[TableRow] = []
    passed_over: list[int] = []
    for offset, line in enumerate(lines):
        filled = {column for column, cell in enumerate(line) if not cell.is_empty}
        filled -= {column for column in running if line[column].text.strip("() .").isdigit()}
        number = start + offset + 1
        if not filled:
            continue  # blank, or numbered in advance
        aside = (
            offset >= end
            or not filled & mapped
            or _is_aside(line, joined.get(offset, 1))
            or _repeats(line, header_row)
            or is_column_numbers(line)
        )
        if aside:
            passed_over.append(number)
        else:
            rows.append(TableRow(number, tuple(line)))
    return tuple(rows), tuple(passed_over)


def _fill_down(sheet: Sheet, start: int, lines: list[list[Cell]]) -> dict[int, int]:
    """Repeat what stands in cells merged over several rows; by line, how wide its widest merged cell is."""
    widest: dict[int, int] = {}
    for area in sheet.merged:
        if area.top < start:
            continue
        offset = area.top - start
        widest[offset] = max(widest.get(offset, 1), area.right - area.left + 1)
        if area.left == area.right and area.bottom - area.top < 1000:
            for line in lines[offset + 1 : area.bottom - start + 1]:
                line[area.left] = lines[offset][area.left]
    return widest


def _is_aside(line: Sequence[Cell], joined: int) -> bool:
    """A total, or the title of a group of rows ("Tháng 3", "II. Khiếu nại")."""
    texts = [cell for cell in line if isinstance(cell.value, str) and not cell.is_empty]
    if len(texts) != 1:
        return False
    text = fold(texts[0].text)
    if _TOTAL.fullmatch(text):
        return True
    filled = sum(not cell.is_empty for cell in line)
    return filled == 1 and (joined >= 3 or _GROUP.fullmatch(text) is not None)


def _end_of_data(lines: Sequence[Sequence[Cell]], mapped: set[int]) -> int:
    """Where the signatures under the register begin: the first such line after the last row of data.

    Looks from the end up, at most 30 lines that hold anything, and stops at the first one filled like data.
    """
    counts = [sum(not line[column].is_empty for column in mapped if column < len(line)) for line in lines]
    usual = sorted(count for count in counts if count)
    enough = max(usual[len(usual) // 2] / 2, 2) if usual else 2
    end, seen, signed = len(lines), 0, len(lines)
    for offset in range(len(lines) - 1, -1, -1):
        if all(cell.is_empty for cell in lines[offset]):
            continue
        if counts[offset] > enough or seen >= 30:
            break
        seen += 1
        if any(_is_signature(cell.text) for cell in lines[offset] if isinstance(cell.value, str)):
            signed = offset
    return min(end, signed)


def _is_signature(text: str) -> bool:
    # A text made for it ("ngày tháng" without end) would keep the pattern busy for hours.
    return len(text) <= _SIGNATURE_LENGTH and _SIGNATURE.fullmatch(fold(text)) is not None


def _repeats(line: Sequence[Cell], header_row: Sequence[str]) -> bool:
    """Whether a line is the header again, as it is where each printed page was typed with its own."""
    filled = [cell for cell in line if not cell.is_empty]
    return len(filled) == len(header_row) and all(
        fold(cell.text) == fold(text) for cell, text in zip(filled, header_row, strict=True)
    )


# --- the columns -------------------------------------------------------------------------------------


def _columns(header: _Header, rows: Sequence[TableRow]) -> tuple[tuple[Column, ...], tuple[TableRow, ...]]:
    """Describe every column that has a heading or content, and turn old encodings into Unicode."""
    pairs = {pair.column: pair for pair in header.pairs}
    width = max((len(row.cells) for row in rows), default=0)
    encodings: dict[int, Encoding] = {}
    columns: list[Column] = []
    for index in range(max([width, *(column + 1 for column in header.wordings)])):
        texts = (
            [row.cells[index].text for row in rows if isinstance(row.cells[index].value, str)] if index < width else []
        )
        # A column has one font: a thousand of its texts, taken from all over it, tell which.
        encoding = recognise_column(texts[:: len(texts) // 1000 + 1])
        if encoding is not None:
            encodings[index] = encoding
        pair = pairs.get(index)
        heading = pair.heading if pair is not None else nfc((header.wordings.get(index) or ("",))[0])
        if not heading and not texts:
            continue
        samples = tuple(
            _converted(row.cells[index], encoding).text for row in rows[:50] if index < width and row.cells[index].text
        )[:3]
        columns.append(
            Column(
                index=index,
                letter=column_letter(index),
                heading=heading,
                field=pair.field if pair is not None else None,
                confidence=pair.confidence if pair is not None else 0.0,
                encoding=str(encoding) if encoding is not None else None,
                samples=samples,
            )
        )
    if not encodings:
        return tuple(columns), tuple(rows)
    return tuple(columns), tuple(
        TableRow(
            row.number,
            tuple(_converted(cell, encodings.get(column)) for column, cell in enumerate(row.cells)),
        )
        for row in rows
    )


def _converted(cell: Cell, encoding: Encoding | None) -> Cell:
    if encoding is None or not isinstance(cell.value, str):
        return cell
    return Cell(nfc(convert(cell.value, encoding)))
