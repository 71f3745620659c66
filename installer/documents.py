"""Make the Word templates in resources/documents: `python -m installer.documents`.

They are laid out as Nghị định 30/2020/NĐ-CP asks. An office may change a template in Word afterwards: what
stands in double braces is filled in by `app/exchange/word.py`. Running this again overwrites such changes.
"""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from docx import Document
from docx.document import Document as Doc
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

FOLDER = Path(__file__).resolve().parents[1] / "resources" / "documents"
FONT = "Times New Roman"
TEXT = 13
LEFT, RIGHT = WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.RIGHT
CENTRE, JUSTIFIED = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.JUSTIFY
HEAD_LEFT, HEAD_RIGHT = Cm(7.3), Cm(9.2)  # 210 mm less 30 mm and 15 mm of margin


def receipt() -> Doc:
    """Giấy biên nhận: given to whoever reported."""
    doc = _page()
    _head(doc)
    _title(doc, "GIẤY BIÊN NHẬN", "Về việc tiếp nhận {{ facts.kind }}")
    _body(doc, "{{ office.name }} đã tiếp nhận {{ facts.kind }} với các thông tin sau:")
    _line(doc, "Số tiếp nhận", "{{ facts.report_number }}")
    _line(doc, "Thời gian tiếp nhận", "{{ received }}")
    _line(doc, "Hình thức tiếp nhận", "{{ facts.how }}")
    _line(
        doc,
        "Người cung cấp thông tin",
        "{% if facts.reporter %}{{ facts.reporter }}{% else %}không nêu tên hoặc được giữ bí mật theo quy "
        "định{% endif %}",
    )
    _only_if(doc, "facts.reporter_address", "Địa chỉ", "{{ facts.reporter_address }}")
    _only_if(doc, "facts.reporter_phone", "Điện thoại", "{{ facts.reporter_phone }}")
    _line(doc, "Nội dung tóm tắt", "{{ facts.content }}")
    _attachments(doc, "Tài liệu, đồ vật kèm theo")
    _line(doc, "Người tiếp nhận", "{{ facts.received_by }}")
    _control(doc, "{%p if facts.due_on %}")
    _body(
        doc,
        "Thời hạn xử lý theo quy định: đến ngày {{ due }}{% if facts.due_basis %} ({{ facts.due_basis "
        "}}){% endif %}. Trường hợp được gia hạn, cơ quan tiếp nhận sẽ thông báo theo quy định.",
    )
    _control(doc, "{%p endif %}")
    _body(
        doc,
        "Khi cần biết kết quả, đề nghị liên hệ {{ office.name }}{% if office.phone %}, điện thoại "
        "{{ office.phone }}{% endif %} và cho biết số tiếp nhận ghi trên giấy này. "
        "Thông tin của người cung cấp được giữ bí mật theo quy định của pháp luật.",
    )
    _foot(doc, ["- Người cung cấp thông tin;", "- Lưu: Hồ sơ."])
    return doc


def transfer() -> Doc:
    """Phiếu chuyển: goes with the report to the body that is competent."""
    doc = _page()
    _head(doc)
    _title(doc, "PHIẾU CHUYỂN", "Về việc chuyển {{ facts.kind }} để giải quyết theo thẩm quyền")
    _addressee(doc, "Kính gửi: {{ facts.to }}")
    _body(
        doc,
        "Ngày {{ received }}, {{ office.name }} tiếp nhận {{ facts.kind }} (số tiếp nhận: "
        "{{ facts.report_number }}){% if facts.reporter %} của {{ facts.reporter }}"
        "{% if facts.reporter_address %}, địa chỉ: {{ facts.reporter_address }}{% endif %}{% endif %}.",
    )
    _line(doc, "Nội dung tóm tắt", "{{ facts.content }}")
    _body(doc, "Lý do chuyển: {{ facts.ground }}")
    _body(
        doc,
        "{% if facts.basis %}Căn cứ {{ facts.basis }}, {% endif %}{{ office.name }} chuyển {{ facts.kind "
        "}} nêu trên đến {{ facts.to }} để xem xét, giải quyết theo thẩm quyền và thông báo kết quả theo "
        "quy định.",
    )
    _attachments(doc, "Tài liệu gửi kèm")
    _foot(
        doc,
        [
            "- Như trên;",
            "{% if facts.reporter_told %}- Người cung cấp thông tin (để biết);{% endif %}",
            "- Lưu: Hồ sơ.",
        ],
    )
    return doc


def reminder() -> Doc:
    """Phiếu nhắc: what an officer has to finish, the overdue first."""
    doc = _page()
    _head(doc)
    _title(doc, "PHIẾU NHẮC", "Về thời hạn xử lý tin báo, đơn thư")
    _addressee(doc, "Kính gửi: {{ facts.officer }}")
    _body(
        doc,
        "Tính đến ngày {{ today }}, {{ facts.officer }} đang được giao {{ items|length }} vụ việc đến hạn "
        "hoặc quá hạn{% if overdue %}, trong đó có {{ overdue }} vụ việc quá hạn{% endif %}, cụ thể như sau:",
    )
    _items(doc)
    _body(
        doc,
        "Đề nghị khẩn trương xử lý, báo cáo kết quả; vụ việc không thể hoàn thành đúng hạn phải báo cáo lý "
        "do và đề nghị gia hạn theo quy định trước khi hết hạn.",
        before=Pt(8),
    )
    _control(doc, "{%p if facts.note %}")
    _body(doc, "{{ facts.note }}")
    _control(doc, "{%p endif %}")
    _foot(doc, ["- Như trên;", "- Lưu: Hồ sơ."])
    return doc


TEMPLATES = {"receipt": receipt, "transfer": transfer, "reminder": reminder}


# --- the page ----------------------------------------------------------------------------------------


def _page() -> Doc:
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
    style.paragraph_format.space_after = Pt(0)
    section.different_first_page_header_footer = True
    _page_number(section.header.paragraphs[0])
    for footer in (section.first_page_footer, section.footer):
        _put(
            footer.paragraphs[0],
            "{% if stamp %}Người in: {{ stamp.by }} – {{ stamped }} – bản số {{ stamp.copy }}{% endif %}",
            size=9,
            align=RIGHT,
        )
    properties = doc.core_properties
    properties.author, properties.title, properties.comments = "Nhịp Cầu", "", ""
    properties.language = "vi-VN"
    properties.created = properties.modified = datetime(2026, 1, 1)
    return doc


def _page_number(paragraph: Any) -> None:
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


def _head(doc: Doc) -> None:
    left, right = _two_columns(doc, HEAD_LEFT, HEAD_RIGHT)
    _put(left.paragraphs[0], "{{ office.superior|upper }}", size=12, align=CENTRE)
    _put(left.add_paragraph(), "{{ office.name|upper }}", size=12, bold=True, align=CENTRE)
    _rule(left.add_paragraph(), Cm(2.6), HEAD_LEFT)
    _put(left.add_paragraph(), "Số: {{ facts.document_number }}", size=13, align=CENTRE)
    _put(right.paragraphs[0], "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", size=12, bold=True, align=CENTRE)
    _put(right.add_paragraph(), "Độc lập - Tự do - Hạnh phúc", size=13, bold=True, align=CENTRE)
    _rule(right.add_paragraph(), Cm(5.9), HEAD_RIGHT)
    _put(
        right.add_paragraph(),
        "{{ office.place }}, ngày {{ day }} tháng {{ month }} năm {{ year }}",
        size=13,
        italic=True,
        align=CENTRE,
    )


def _rule(paragraph: Any, width: int, column: int) -> None:
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


def _title(doc: Doc, kind: str, subject: str) -> None:
    _put(doc.add_paragraph(), kind, size=14, bold=True, align=CENTRE, before=Pt(18))
    _put(doc.add_paragraph(), subject, size=14, bold=True, align=CENTRE, after=Pt(12))


def _addressee(doc: Doc, text: str) -> None:
    _put(doc.add_paragraph(), text, size=14, align=CENTRE, after=Pt(10))


def _body(doc: Doc, text: str, before: int = 0) -> None:
    paragraph = doc.add_paragraph()
    _put(paragraph, text, align=JUSTIFIED, before=before, after=Pt(6))
    paragraph.paragraph_format.first_line_indent = Cm(1.27)
    paragraph.paragraph_format.line_spacing = 1.15


def _line(doc: Doc, label: str, value: str) -> None:
    _body(doc, f"{label}: {value}")


def _only_if(doc: Doc, condition: str, label: str, value: str) -> None:
    _control(doc, f"{{%p if {condition} %}}")
    _line(doc, label, value)
    _control(doc, "{%p endif %}")


def _attachments(doc: Doc, label: str) -> None:
    _line(
        doc,
        label,
        "{% if facts.attachments %}{{ facts.attachments|join('; ') }}{% else %}không có{% endif %}.",
    )


def _control(doc: Doc, tag: str) -> None:
    """A paragraph that only steers the filling in; it is gone from the document."""
    doc.add_paragraph(tag)


# --- tables ------------------------------------------------------------------------------------------


def _items(doc: Doc) -> None:
    widths = (Cm(1.3), Cm(2.4), Cm(4.1), Cm(2.5), Cm(2.5), Cm(3.7))
    headings = ("STT", "Số tiếp nhận", "Phân loại", "Ngày tiếp nhận", "Hạn", "Tình trạng")
    values = (
        "{{ loop.index }}",
        "{{ item.number }}",
        "{{ item.kind }}",
        "{{ item.received }}",
        "{{ item.due }}",
        "{% if item.days_left < 0 %}Quá hạn {{ -item.days_left }} ngày"
        "{% elif item.days_left == 0 %}Đến hạn hôm nay{% else %}Còn {{ item.days_left }} ngày{% endif %}",
    )
    table = doc.add_table(rows=4, cols=len(widths))
    table.style = "Table Grid"
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    _set_widths(table, widths)
    for column in range(len(widths)):
        _put(table.rows[0].cells[column].paragraphs[0], headings[column], size=12, bold=True, align=CENTRE)
        align = LEFT if column == 2 else CENTRE
        _put(table.rows[2].cells[column].paragraphs[0], values[column], size=12, align=align)
    _mark(table.rows[0], "w:tblHeader")
    _mark(table.rows[2], "w:cantSplit")
    table.rows[1].cells[0].paragraphs[0].add_run("{%tr for item in items %}")
    table.rows[3].cells[0].paragraphs[0].add_run("{%tr endfor %}")


def _foot(doc: Doc, recipients: Sequence[str]) -> None:
    _stay_with_signature(doc)
    left, right = _two_columns(doc, HEAD_LEFT, HEAD_RIGHT)
    _put(left.paragraphs[0], "Nơi nhận:", size=12, bold=True, italic=True)
    for recipient in recipients:
        if recipient.startswith("{% if"):
            condition, text = recipient.removesuffix("{% endif %}").split(" %}", 1)
            left.add_paragraph(condition.replace("{% if", "{%p if") + " %}")
            _put(left.add_paragraph(), text, size=11)
            left.add_paragraph("{%p endif %}")
        else:
            _put(left.add_paragraph(), recipient, size=11)
    _put(right.paragraphs[0], "{{ office.signer_title|upper }}", bold=True, align=CENTRE, after=Pt(64))
    _put(right.add_paragraph(), "{{ office.signer_name }}", bold=True, align=CENTRE)
    for paragraph in (*left.paragraphs, *right.paragraphs):
        paragraph.paragraph_format.keep_with_next = True


def _stay_with_signature(doc: Doc) -> None:
    """No page holds a signature alone: the last words of the body go with it."""
    for paragraph in doc.paragraphs[-3:]:
        paragraph.paragraph_format.keep_with_next = True
    gap = doc.add_paragraph()
    _put(gap, "", size=6)
    gap.paragraph_format.keep_with_next = True


def _two_columns(doc: Doc, *widths: int) -> Any:
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
    _set_widths(table, widths)
    _mark(table.rows[0], "w:cantSplit")
    return table.rows[0].cells


def _set_widths(table: Any, widths: Sequence[int]) -> None:
    # Word goes by the cells, LibreOffice by the columns.
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
        for cell in column.cells:
            cell.width = width


def _mark(row: Any, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))


def _put(
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


def main() -> None:
    """Write every template."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, make in TEMPLATES.items():
        make().save(str(FOLDER / f"{name}.docx"))


if __name__ == "__main__":
    main()
