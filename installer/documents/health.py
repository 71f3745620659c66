"""How are the health station's papers laid out? Card and slips by code, consent to tests, a result, a referral, stock.

Card and appointment slip have no word that names a matter: whoever finds one learns that somebody has a code at the
station.
"""

from typing import Any

from docx.document import Document as Doc
from docx.shared import Cm, Pt

from installer.documents.page import (
    CENTRE,
    HEAD_LEFT,
    HEAD_RIGHT,
    JUSTIFIED,
    LEFT,
    RIGHT,
    blank_page,
    body,
    control,
    dotted,
    foot,
    head,
    put,
    stay_with_signature,
    title,
    two_columns,
)
from installer.documents.tables import Column, framed, listing

CARD_WIDTH, SLIP_WIDTH = Cm(9), Cm(12)


def card() -> Doc:
    """The client's own card: to be cut out and kept."""
    doc = blank_page()
    put(doc.add_paragraph(), "Cắt theo khung, giao cho người giữ thẻ.", size=10, italic=True, after=Pt(6))
    cell = framed(doc, CARD_WIDTH)
    put(cell.paragraphs[0], "{{ office.name|upper }}", size=11, bold=True, align=CENTRE, before=Pt(8))
    put(cell.add_paragraph(), "Mã của người giữ thẻ", size=10, align=CENTRE, before=Pt(8))
    put(cell.add_paragraph(), "{{ facts.code }}", size=28, bold=True, align=CENTRE, before=Pt(2), after=Pt(6))
    put(
        cell.add_paragraph(),
        "Khi đến, chỉ cần đưa thẻ hoặc đọc mã. Không cần nói tên.",
        size=10,
        align=CENTRE,
        after=Pt(2),
    )
    put(cell.add_paragraph(), "Không cho người khác xem mã này.", size=10, align=CENTRE, after=Pt(8))
    return doc


def appointment() -> Doc:
    """When to come again."""
    doc = blank_page()
    put(doc.add_paragraph(), "Cắt theo khung, giao cho người được hẹn.", size=10, italic=True, after=Pt(6))
    cell = framed(doc, SLIP_WIDTH)
    put(cell.paragraphs[0], "{{ office.name|upper }}", size=11, bold=True, align=CENTRE, before=Pt(8))
    put(cell.add_paragraph(), "PHIẾU HẸN", size=14, bold=True, align=CENTRE, before=Pt(8), after=Pt(6))
    put(
        cell.add_paragraph(),
        "{{ facts.weekday }}, {{ facts.on|long_day }}",
        size=14,
        bold=True,
        align=CENTRE,
        after=Pt(2),
    )
    put(cell.add_paragraph(), "{% if facts.at %}Lúc {{ facts.at }}{% else %} {% endif %}", size=13, align=CENTRE)
    put(cell.add_paragraph(), "Mã: {{ facts.code }}", size=13, align=CENTRE, before=Pt(6), after=Pt(6))
    put(
        cell.add_paragraph(),
        "Khi đến, chỉ cần đưa phiếu này hoặc đọc mã. Nếu không đến được, có thể đến vào ngày khác.",
        size=10,
        align=CENTRE,
        after=Pt(8),
    )
    return doc


def consent() -> Doc:
    """Phiếu đồng ý xét nghiệm: test by test; a signature without a name will do."""
    doc = blank_page()
    head(doc, "/PĐY")
    title(doc, "PHIẾU ĐỒNG Ý XÉT NGHIỆM", "(theo mã, không ghi tên)")
    dotted(doc, "Mã người được xét nghiệm:{{ facts.code|dotted }}")
    dotted(doc, "Ngày tư vấn:{{ facts.asked_on|date|dotted }}")
    body(
        doc,
        "Người được xét nghiệm đã được nghe và hiểu: xét nghiệm là tự nguyện; có thể từ chối từng xét nghiệm hoặc rút "
        "lại đồng ý mà vẫn được phục vụ; kết quả được giữ bí mật, chỉ báo cho chính người được xét nghiệm và những "
        "người pháp luật cho phép; với HIV, kết quả sàng lọc có phản ứng chưa phải là kết luận và phải được phòng xét "
        "nghiệm đủ điều kiện khẳng định.",
        before=Pt(6),
    )
    columns = (
        Column("STT", Cm(1.4), "{{ loop.index }}"),
        Column("Xét nghiệm", Cm(8.9), "{{ item.name }}", LEFT),
        Column("Đồng ý", Cm(3.1), "{{ item.yes }}"),
        Column("Không đồng ý", Cm(3.1), "{{ item.no }}"),
    )
    listing(doc, columns, "facts.tests", size=12, air=2, together=True)
    body(doc, "Đánh dấu x vào ô được chọn cho từng xét nghiệm.", italic=True, before=Pt(4))
    control(doc, "{%p if facts.child or facts.blank %}")
    dotted(doc, "Cha, mẹ hoặc người giám hộ (khi người được xét nghiệm dưới 15 tuổi):{{ facts.guardian|dotted }}")
    control(doc, "{%p endif %}")
    _signed(
        doc,
        "NGƯỜI ĐƯỢC XÉT NGHIỆM",
        "(ký hoặc điểm chỉ, không bắt buộc ghi tên)",
        "CÁN BỘ TƯ VẤN",
        "{{ facts.staff }}",
    )
    return doc


def result() -> Doc:
    """Phiếu trả kết quả: by code, for the person tested."""
    doc = blank_page()
    head(doc)
    title(doc, "PHIẾU TRẢ KẾT QUẢ XÉT NGHIỆM", "(chỉ giao cho người được xét nghiệm)")
    _fact(doc, "Mã người được xét nghiệm", "{{ facts.code }}")
    _fact(doc, "Số xét nghiệm", "{{ facts.number }}")
    _fact(doc, "Xét nghiệm", "{{ facts.test }}")
    control(doc, "{%p if facts.sample_on %}")
    _fact(doc, "Ngày lấy mẫu", "{{ facts.sample_on|date }}")
    control(doc, "{%p endif %}")
    control(doc, "{%p if facts.place %}")
    _fact(doc, "Nơi xét nghiệm", "{{ facts.place }}")
    control(doc, "{%p endif %}")
    _fact(
        doc,
        "Kết quả",
        "{{ facts.result }}{% if facts.result_on %} (ngày {{ facts.result_on|date }}){% endif %}",
        bold=True,
    )
    control(doc, "{%p if facts.confirmed %}")
    _fact(
        doc,
        "Kết quả khẳng định",
        "{{ facts.confirmed }}{% if facts.confirmed_on %} (ngày {{ facts.confirmed_on|date }}){% endif %}",
        bold=True,
    )
    _fact(doc, "Phòng xét nghiệm khẳng định", "{{ facts.lab }}; số {{ facts.lab_number }}")
    control(doc, "{%p endif %}")
    control(doc, "{%p if facts.to_confirm %}")
    body(
        doc,
        "Kết quả sàng lọc này chưa phải là kết luận. Chỉ kết quả của phòng xét nghiệm đủ điều kiện khẳng định mới là "
        "kết luận. Trạm sẽ báo kết quả khẳng định cho chính người được xét nghiệm.",
        before=Pt(6),
    )
    control(doc, "{%p endif %}")
    body(
        doc,
        "Phiếu này chỉ giao cho {% if facts.child %}cha, mẹ hoặc người giám hộ của người được xét nghiệm"
        "{% else %}người được xét nghiệm{% endif %}"
        "{% if facts.counselled %}, kèm tư vấn sau xét nghiệm{% endif %}. Trạm không gửi kết quả cho ai khác, trừ "
        "những người pháp luật cho phép. Xin giữ kín phiếu này.",
        before=Pt(6),
    )
    _signed(doc, "", "", "CÁN BỘ TRẢ KẾT QUẢ", "{{ facts.staff }}")
    return doc


def referral() -> Doc:
    """Phiếu chuyển gửi: a facility is asked to receive somebody with a code; the lower part comes back."""
    doc = blank_page()
    head(doc)
    title(doc, "PHIẾU CHUYỂN GỬI", "(theo mã, không ghi tên)")
    put(doc.add_paragraph(), "Kính gửi: {{ facts.facility }}", size=14, align=CENTRE, after=Pt(10))
    body(
        doc,
        "{{ office.name }} giới thiệu người mang mã {{ facts.code }} đến quý cơ sở từ ngày "
        "{{ facts.referred_on|date }}, để được: {{ facts.service }}.",
    )
    body(
        doc,
        "Ngày {{ facts.agreed_on|date }}, người được chuyển gửi đã đồng ý"
        "{% if facts.agreed_how %} {{ facts.agreed_how }}{% endif %} cho chuyển những thông tin ghi trong phiếu này. "
        "Ngoài phiếu này, Trạm không chuyển thông tin nào khác; người được chuyển gửi tự quyết định nói gì thêm với "
        "quý cơ sở.",
    )
    body(
        doc,
        "Đề nghị quý cơ sở tiếp nhận, giữ kín thông tin và, nếu người được chuyển gửi đồng ý, phản hồi theo mã ở phần "
        "dưới.",
    )
    _signed(doc, "", "", "{{ office.signer_title|upper }}", "{{ office.signer_name }}")
    put(
        doc.add_paragraph(),
        "- - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - -",
        size=10,
        align=CENTRE,
        before=Pt(14),
    )
    put(
        doc.add_paragraph(),
        "PHẦN PHẢN HỒI (gửi lại Trạm khi người được chuyển gửi đồng ý)",
        size=12,
        bold=True,
        align=CENTRE,
        before=Pt(6),
        after=Pt(6),
    )
    dotted(doc, "Mã: {{ facts.code }}. Đã tiếp nhận ngày:\t")
    dotted(doc, "Hẹn lần sau:\t")
    dotted(doc, "Cơ sở, người phản hồi (ký, ghi rõ họ tên):\t")
    return doc


def stock() -> Doc:
    """Báo cáo nhập - xuất - tồn: what came, went and is left of each item in a period."""
    doc = blank_page()
    head(doc)
    title(doc, "BÁO CÁO", "Nhập - xuất - tồn vật phẩm {{ facts.period }}")
    columns = (
        Column("STT", Cm(1.3), "{{ loop.index }}"),
        Column("Vật phẩm", Cm(4.5), "{{ item.name }}", LEFT),
        Column("ĐVT", Cm(1.5), "{{ item.unit }}"),
        Column("Tồn đầu kỳ", Cm(1.75), "{{ item.before|count }}", RIGHT),
        Column("Nhập", Cm(1.6), "{{ item.received|count }}", RIGHT),
        Column("Cấp phát", Cm(1.6), "{{ item.handed_out|count }}", RIGHT),
        Column("Ghi giảm", Cm(1.45), "{{ item.written_off|count }}", RIGHT),
        Column("Điều chỉnh", Cm(1.6), "{{ item.corrected|count }}", RIGHT),
        Column("Tồn cuối kỳ", Cm(1.75), "{{ item.after|count }}", RIGHT),
    )
    listing(doc, columns, "facts.lines", size=11, air=2)
    control(doc, "{%p if not facts.lines %}")
    body(doc, "Trong kỳ không có vật phẩm nào được nhập, xuất hoặc tồn kho.", before=Pt(6))
    control(doc, "{%p endif %}")
    control(doc, "{%p if facts.ending %}")
    body(doc, "Vật phẩm còn tồn đã quá hạn hoặc hết hạn trong 60 ngày tính từ cuối kỳ:", before=Pt(8))
    control(doc, "{%p for line in facts.ending %}")
    body(doc, "- {{ line }}{% if loop.last %}.{% else %};{% endif %}")
    control(doc, "{%p endfor %}")
    control(doc, "{%p endif %}")
    body(
        doc, "Điều chỉnh là chênh lệch khi kiểm kê. Số cấp phát không ghi tên, không ghi mã người nhận./.", before=Pt(6)
    )
    foot(doc, ["- Như trên;", "- Lưu: VT, TYT."])
    return doc


def _fact(doc: Doc, label: str, value: str, *, bold: bool = False) -> None:
    """A label and what it is, on a line of its own."""
    paragraph = doc.add_paragraph()
    put(paragraph, f"{label}: ", after=Pt(6), align=JUSTIFIED)
    run = paragraph.add_run(value)
    run.font.size, run.font.bold = Pt(13), bold
    paragraph.paragraph_format.line_spacing = 1.15


def _signed(doc: Doc, left: str, left_under: str, right: str, right_name: str) -> None:
    """Two columns to sign in, not alone on a page."""
    stay_with_signature(doc)
    first, second = two_columns(doc, HEAD_LEFT, HEAD_RIGHT)
    for cell, words, under, name in ((first, left, left_under, ""), (second, right, "", right_name)):
        put(cell.paragraphs[0], words, size=12, bold=True, align=CENTRE, before=Pt(6))
        put(cell.add_paragraph(), under, size=10, italic=True, align=CENTRE, after=Pt(56))
        put(cell.add_paragraph(), name, size=13, bold=True, align=CENTRE)
        _kept(cell)


def _kept(cell: Any) -> None:
    for paragraph in cell.paragraphs:
        paragraph.paragraph_format.keep_with_next = True
