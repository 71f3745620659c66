"""How is the year's inspection plan laid out: the list to be signed, and the annex from which it can be redrawn?"""

from docx.document import Document as Doc
from docx.shared import Cm, Pt

from installer.documents.page import (
    CENTRE,
    LEFT,
    blank_page,
    body,
    control,
    foot,
    head,
    heading,
    lying_page,
    put,
    title,
)
from installer.documents.tables import Column, listing


def plan() -> Doc:
    """Kế hoạch kiểm tra: how it was chosen, which premises and when; the annex lies across the page."""
    doc = blank_page()
    head(doc)
    title(
        doc,
        "{% if facts.draft %}DỰ THẢO {% endif %}KẾ HOẠCH",
        "Kiểm tra cơ sở kinh doanh dịch vụ năm {{ facts.year }}",
    )
    heading(doc, "I. PHẠM VI, SỐ LƯỢNG")
    body(
        doc,
        "Ngày {{ facts.drawn_on|date }}, trên địa bàn có {{ facts.active }} cơ sở đang hoạt động. Tỷ lệ kiểm tra "
        "trong năm là "
        "{{ facts.share }}, tương đương ít nhất {{ facts.quota }} cơ sở.",
    )
    body(
        doc,
        "Kế hoạch chọn {{ facts.chosen }} cơ sở, trong đó: {{ facts.never_inspected }} cơ sở chưa từng được kiểm tra; "
        "{{ facts.by_score }} cơ sở theo điểm rủi ro; {{ facts.by_lot }} cơ sở theo bốc thăm"
        "{% if facts.added %}; {{ facts.added }} cơ sở bổ sung ngoài bốc thăm{% endif %}.",
    )
    heading(doc, "II. CÁCH CHỌN")
    body(
        doc,
        "Cơ sở được chọn theo thứ tự: chưa từng được kiểm tra; điểm rủi ro cao; bốc thăm theo mã bốc thăm "
        "“{{ facts.seed }}”. Điểm rủi ro tính từ các dữ kiện đã ghi nhận:",
    )
    control(doc, "{%p for line in facts.method %}")
    body(doc, "- {{ line }}{% if loop.last %}.{% else %};{% endif %}")
    control(doc, "{%p endfor %}")
    body(doc, "Phụ lục kèm theo ghi toàn bộ danh sách và cách bốc thăm lại để kiểm chứng.")
    heading(doc, "III. DANH SÁCH CƠ SỞ")
    columns = (
        Column("STT", Cm(1.25), "{{ item.position }}"),
        Column("Số", Cm(1.6), "{{ item.number }}"),
        Column("Tên cơ sở, loại hình", Cm(3.5), "{{ item.name }} ({{ item.type_name }})", LEFT),
        Column(
            "Địa chỉ",
            Cm(2.85),
            "{{ item.address }}{% if item.address and item.village %}, {% endif %}{{ item.village }}",
            LEFT,
        ),
        Column(
            "Căn cứ chọn",
            Cm(2.3),
            "{{ item.ground }}{% if item.score %} ({{ item.score }} điểm){% endif %}",
        ),
        Column("Thời gian", Cm(2.5), "{{ item.when }}"),
        Column("Ghi chú", Cm(2.5), "{{ item.note }}", LEFT),
    )
    listing(doc, columns, "facts.items", air=2)
    body(
        doc,
        "Thời gian kiểm tra từng cơ sở có thể thay đổi theo yêu cầu công tác. Việc bổ sung hoặc lùi cơ sở trong "
        "danh sách phải ghi rõ "
        "lý do./.",
        before=Pt(8),
    )
    foot(doc, ["- Lãnh đạo đơn vị (để chỉ đạo);", "- Đoàn kiểm tra (để thực hiện);", "- Lưu: VT, Hồ sơ."])
    _annex(doc)
    return doc


def _annex(doc: Doc) -> None:
    lying_page(doc)
    put(doc.add_paragraph(), "PHỤ LỤC", size=14, bold=True, align=CENTRE)
    put(
        doc.add_paragraph(),
        "Danh sách bốc thăm chọn cơ sở kiểm tra năm {{ facts.year }}",
        size=14,
        bold=True,
        align=CENTRE,
    )
    put(
        doc.add_paragraph(),
        "(Kèm theo Kế hoạch số {{ number }}; hồ sơ kế hoạch số {{ facts.number }})",
        size=13,
        italic=True,
        align=CENTRE,
        after=Pt(8),
    )
    body(
        doc,
        "1. Mã bốc thăm: {{ facts.seed }}; bốc ngày {{ facts.drawn_on|date }}, người thực hiện: {{ facts.drawn_by }}.",
    )
    control(doc, "{%p for line in facts.earlier_draws %}")
    body(doc, "- {{ line }}")
    control(doc, "{%p endfor %}")
    body(doc, "2. Cách bốc thăm lại:")
    control(doc, "{%p for line in facts.how_to_redraw %}")
    body(doc, "- {{ line }}")
    control(doc, "{%p endfor %}")
    control(doc, "{%p if facts.check_command %}")
    body(doc, "Trên máy Windows không có mạng, mở PowerShell và gõ:")
    put(doc.add_paragraph(), "{{ facts.check_command }}", size=11, after=Pt(6))
    control(doc, "{%p endif %}")
    body(doc, "3. Danh sách, xếp theo thứ tự bốc thăm:")
    columns = (
        Column("Thứ tự bốc thăm", Cm(2.2), "{{ item.lot_order }}"),
        Column("Số thăm (các ký tự đầu)", Cm(4.6), "{{ item.lot }}"),
        Column("Số", Cm(2.2), "{{ item.number }}"),
        Column("Tên cơ sở", Cm(7.0), "{{ item.name }}", LEFT),
        Column(
            "Kiểm tra lần gần nhất",
            Cm(3.4),
            "{% if item.never_inspected %}chưa từng{% else %}{{ item.last_inspected_on }}{% endif %}",
        ),
        Column("Điểm", Cm(1.6), "{{ item.score }}"),
        Column("Căn cứ chọn", Cm(4.2), "{{ item.ground }}"),
    )
    listing(doc, columns, "facts.candidates", air=1)
