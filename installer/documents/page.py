"""What are the Word templates made of? The page, the head, the text and the foot, as Nghị định 30/2020/NĐ-CP asks."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from docx import Document
from docx.document import Document as Doc
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

FONT = "Times New Roman"
TEXT = 13
LEFT, RIGHT = WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.RIGHT
CENTRE, JUSTIFIED = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.JUSTIFY
HEAD_LEFT, HEAD_RIGHT = Cm(7.3), Cm(9.2)  # 210 mm less 30 mm and 15 mm of margin
WIDTH = HEAD_LEFT + HEAD_RIGHT
LYING_WIDTH = Cm(29.7 - 4.5)
INDENT = Cm(1.27)

# --- the page ----------------------------------------------------------------------------------------


def blank_page() -> Doc:
    """A4 upright with its margins, the page number above and who printed it below."""
    doc = Document()
    section = doc.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.top_margin = section.bottom_margin = Cm(2)
    section.left_margin, section.right_margin = Cm(3), Cm(1.5)
    section.header_distance = section.footer_distance = Cm(1)
    style: Any = doc.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(TEXT)
    fonts = style.element.rPr.rFonts
    for script in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(script), FONT)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "vi-VN")
    style.element.rPr.append(language)
    style.paragraph_format.space_after, style.paragraph_format.line_spacing = Pt(0), 1.0
    section.different_first_page_header_footer = True
    page_number(section.header.paragraphs[0])
    for footer in (section.first_page_footer, section.footer):
        put(
            footer.paragraphs[0],
            "{% if stamp %}Người in: {{ stamp.by }} – {{ stamped }} – bản số {{ stamp.copy }}{% endif %}",
            size=9,
            align=RIGHT,
        )
    # A line that a person ended by hand inside a justified paragraph is not stretched to the margin.
    compatibility = doc.settings.element.find(qn("w:compat"))
    if compatibility is None:
        compatibility = OxmlElement("w:compat")
        doc.settings.element.append(compatibility)
    compatibility.insert(0, OxmlElement("w:doNotExpandShiftReturn"))
    properties = doc.core_properties
    properties.author, properties.title, properties.comments = "Nhịp Cầu", "", ""
    properties.language = "vi-VN"
    properties.created = properties.modified = datetime(2026, 1, 1)
    return doc


def lying_page(doc: Doc) -> None:
    """What follows is on A4 lying: the pages are numbered on, from its first one."""
    section = doc.add_section(WD_SECTION.NEW_PAGE)
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21)
    section.different_first_page_header_footer = False


def page_number(paragraph: Any) -> None:
    paragraph.alignment = CENTRE
    run = paragraph.add_run()
    run.font.size, run.font.name = Pt(13), FONT
    for kind, text in (("begin", ""), ("", "PAGE"), ("separate", ""), ("", "2"), ("end", "")):
        if kind:
            part = OxmlElement("w:fldChar")
            part.set(qn("w:fldCharType"), kind)
        else:
            part = OxmlElement("w:instrText" if text == "PAGE" else "w:t")
            part.text = text
        run._r.append(part)


# --- the head ------------------------------------------------------------------------------------------


def head(doc: Doc, symbol: str = "", *, dated: bool = True, about: str = "") -> None:
    """Both columns. `symbol` follows the dots where a form has no number yet; `about` is a letter's subject (V/v)."""
    left, right = two_columns(doc, HEAD_LEFT, HEAD_RIGHT)
    put(left.paragraphs[0], "{{ office.superior|upper }}", size=12, align=CENTRE)
    put(left.add_paragraph(), "{{ office.name|upper }}", size=12, bold=True, align=CENTRE)
    rule(left.add_paragraph(), Cm(2.6), HEAD_LEFT)
    number = f"{{{{ number or '..........{symbol}' }}}}"
    put(left.add_paragraph(), f"Số: {number}", size=13, align=CENTRE)
    if about:
        put(left.add_paragraph(), about, size=12, align=CENTRE, before=Pt(4))
    put(right.paragraphs[0], "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", size=12, bold=True, align=CENTRE)
    put(right.add_paragraph(), "Độc lập - Tự do - Hạnh phúc", size=13, bold=True, align=CENTRE)
    rule(right.add_paragraph(), Cm(5.9), HEAD_RIGHT)
    if dated:
        put(
            right.add_paragraph(),
            "{{ office.place or '....................' }}, ngày {{ day }} tháng {{ month }} năm {{ year }}",
            size=13,
            italic=True,
            align=CENTRE,
        )


def rule(paragraph: Any, width: int, column: int) -> None:
    """A line as wide as asked, in the middle of the column."""
    style = paragraph.paragraph_format
    style.left_indent = style.right_indent = (column - width) // 2
    style.space_after = Pt(6)
    style.line_spacing = Pt(3)
    borders = OxmlElement("w:pBdr")
    top = OxmlElement("w:top")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "0"), ("color", "000000")):
        top.set(qn(f"w:{name}"), value)
    borders.append(top)
    paragraph._p.get_or_add_pPr().append(borders)


def title(doc: Doc, kind: str, subject: str) -> None:
    put(doc.add_paragraph(), kind, size=14, bold=True, align=CENTRE, before=Pt(18))
    put(doc.add_paragraph(), subject, size=14, bold=True, align=CENTRE, after=Pt(12))


def addressee(doc: Doc, text: str, before: int = 0) -> None:
    put(doc.add_paragraph(), text, size=14, align=CENTRE, before=before, after=Pt(10))


# --- the text ------------------------------------------------------------------------------------------


def body(doc: Doc, text: str, before: int = 0, *, italic: bool = False) -> None:
    paragraph = doc.add_paragraph()
    put(paragraph, text, align=JUSTIFIED, before=before, after=Pt(6), italic=italic)
    paragraph.paragraph_format.first_line_indent = INDENT
    paragraph.paragraph_format.line_spacing = 1.15


def heading(doc: Doc, text: str) -> None:
    """A part of the document; it stays with what follows."""
    paragraph = doc.add_paragraph()
    put(paragraph, text, bold=True, before=Pt(8), after=Pt(6))
    paragraph.paragraph_format.first_line_indent = INDENT
    paragraph.paragraph_format.keep_with_next = True


def line(doc: Doc, label: str, value: str) -> None:
    body(doc, f"{label}: {value}")


def dotted(doc: Doc, text: str, *stops: int, after: int = 4) -> None:
    """A line of a form: `{{ value|dotted }}` after its label, or dots up to the stop; the last stop is the margin."""
    paragraph = doc.add_paragraph()
    put(paragraph, text, align=LEFT, after=Pt(after))
    paragraph.paragraph_format.line_spacing = 1.15
    _dots(paragraph, *stops, WIDTH)


def written_out(doc: Doc, value: str, lines: int, otherwise: str = "") -> None:
    """A text where it is known; on a blank form so many dotted lines; else `otherwise`."""
    control(doc, f"{{%p if {value} %}}")
    body(doc, f"{{{{ {value} }}}}")
    control(doc, "{%p elif facts.blank %}")
    for _ in range(lines):
        dotted(doc, "\t", after=6)
    if otherwise:
        control(doc, "{%p else %}")
        body(doc, otherwise)
    control(doc, "{%p endif %}")


def _dots(paragraph: Any, *stops: int) -> None:
    for at, stop in enumerate(stops, start=1):
        kind = WD_TAB_ALIGNMENT.RIGHT if at == len(stops) else WD_TAB_ALIGNMENT.LEFT
        paragraph.paragraph_format.tab_stops.add_tab_stop(stop, kind, WD_TAB_LEADER.DOTS)


def only_if(doc: Doc, condition: str, label: str, value: str) -> None:
    control(doc, f"{{%p if {condition} %}}")
    line(doc, label, value)
    control(doc, "{%p endif %}")


def attachments(doc: Doc, label: str) -> None:
    line(
        doc,
        label,
        "{% if facts.attachments %}{{ facts.attachments|join('; ') }}{% else %}không có{% endif %}.",
    )


def control(doc: Doc, tag: str) -> None:
    """A paragraph that only steers the filling in; it is gone from the document."""
    doc.add_paragraph(tag)


# --- the foot ------------------------------------------------------------------------------------------


def foot(doc: Doc, recipients: Sequence[str]) -> None:
    stay_with_signature(doc)
    left, right = two_columns(doc, HEAD_LEFT, HEAD_RIGHT)
    put(left.paragraphs[0], "Nơi nhận:", size=12, bold=True, italic=True)
    for recipient in recipients:
        if recipient.startswith("{% if"):
            condition, text = recipient.removesuffix("{% endif %}").split(" %}", 1)
            left.add_paragraph(condition.replace("{% if", "{%p if") + " %}")
            put(left.add_paragraph(), text, size=11)
            left.add_paragraph("{%p endif %}")
        else:
            put(left.add_paragraph(), recipient, size=11)
    put(right.paragraphs[0], "{{ office.signer_title|upper }}", bold=True, align=CENTRE, after=Pt(64))
    put(right.add_paragraph(), "{{ office.signer_name }}", bold=True, align=CENTRE)
    for paragraph in (*left.paragraphs, *right.paragraphs):
        paragraph.paragraph_format.keep_with_next = True


def stay_with_signature(doc: Doc) -> None:
    """No page holds a signature alone: the last words of the body go with it."""
    for paragraph in doc.paragraphs[-3:]:
        paragraph.paragraph_format.keep_with_next = True
    gap = doc.add_paragraph()
    put(gap, "", size=6)
    gap.paragraph_format.keep_with_next = True


def two_columns(doc: Doc, *widths: int) -> Any:
    """The cells of one row without borders."""
    table = doc.add_table(rows=1, cols=len(widths))
    table.autofit = False
    properties = table._tbl.tblPr
    margins = OxmlElement("w:tblCellMar")  # no padding: the head needs all of the line
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), "0")
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    properties.append(margins)
    set_widths(table, widths)
    mark(table.rows[0], "w:cantSplit")
    return table.rows[0].cells


def set_widths(table: Any, widths: Sequence[int]) -> None:
    # Word goes by the cells, LibreOffice by the columns.
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
        for cell in column.cells:
            cell.width = width


def mark(row: Any, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))


def put(
    paragraph: Any,
    text: str,
    *,
    size: int = TEXT,
    bold: bool = False,
    italic: bool = False,
    align: WD_ALIGN_PARAGRAPH = LEFT,
    before: int = 0,
    after: int = 0,
) -> None:
    paragraph.alignment = align
    paragraph.paragraph_format.space_before = before
    paragraph.paragraph_format.space_after = after
    run = paragraph.add_run(text)
    run.font.size, run.font.bold, run.font.italic = Pt(size), bold, italic
