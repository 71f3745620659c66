"""How is the copy laid out that a person gets of everything held about them?"""

from docx.document import Document as Doc
from docx.shared import Cm, Pt

from installer.documents.page import LEFT, RIGHT, blank_page, body, control, foot, head, heading, put, title
from installer.documents.social import goals
from installer.documents.tables import Column, listing

LABELLED = (
    Column("Nội dung", Cm(5.2), "{{ item.label }}", LEFT),
    Column("Thông tin đang lưu", Cm(11.3), "{{ item.value }}", LEFT),
)
NOTHING = "Không có thông tin nào được lưu ở phần này."


def client_copy() -> Doc:
    """Bản sao thông tin: in the order of the record, with the person's rights at its head."""
    doc = blank_page()
    head(doc, "/BS")
    title(doc, "BẢN SAO THÔNG TIN ĐANG LƯU", "Hồ sơ số {{ facts.code }}")
    body(doc, "Cấp cho: {{ facts.name }}.")
    body(
        doc,
        "Đây là mọi thông tin mà {{ office.name }} đang lưu trong hồ sơ hỗ trợ, cấp theo quyền của người được hỗ trợ "
        "(Luật Bảo vệ dữ liệu cá nhân số 91/2025/QH15). Bản sao này chỉ giao tận tay; xin cất giữ ở nơi an toàn.",
    )
    for each in (
        "Điều chưa đúng có thể yêu cầu đính chính; {{ office.name }} trả lời bằng văn bản.",
        "Có thể rút lại sự đồng ý bất cứ lúc nào; yêu cầu được thực hiện trong {{ facts.erase_days }} ngày.",
        "Có thể yêu cầu xóa hồ sơ. Phần pháp luật buộc phải giữ (chứng từ chi tiền, số liệu không có tên, nhật ký cho "
        "biết ai đã xem) được giữ lại và được giải thích.",
    ):
        body(doc, f"- {each}")
    control(doc, "{%p if facts.kept_reason %}")
    body(doc, "- Phần đang phải giữ theo luật: {{ facts.kept_reason }}")
    control(doc, "{%p endif %}")
    heading(doc, "I. THÔNG TIN CÁ NHÂN")
    listing(doc, LABELLED, "facts.person", air=2)
    heading(doc, "II. THÔNG TIN HỒ SƠ")
    listing(doc, LABELLED, "facts.case", air=2)
    _consents(doc)
    _assessments(doc)
    _plans(doc)
    _days(doc, "VI. DỊCH VỤ HỖ TRỢ", "facts.services")
    _loans(doc)
    _days(doc, "VIII. CÁC LẦN THĂM, LIÊN HỆ", "facts.visits")
    heading(doc, "IX. TÀI LIỆU KÈM THEO")
    control(doc, "{%p for file in facts.files %}")
    body(doc, "- {{ file }}")
    control(doc, "{%p endfor %}")
    _otherwise(doc, "facts.files")
    heading(doc, "X. AI ĐÃ LÀM GÌ VỚI HỒ SƠ")
    columns = (
        Column("Thời gian", Cm(3.8), "{{ item.at|moment }}", LEFT),
        Column("Người làm", Cm(3.4), "{{ item.by }}", LEFT),
        Column("Việc làm", Cm(4.3), "{{ item.what }}", LEFT),
        Column("Ghi chú", Cm(5.0), "{{ item.note }}", LEFT),
    )
    listing(doc, columns, "facts.events", air=2)
    body(doc, "Cán bộ phụ trách hồ sơ: {{ facts.worker }}./.", before=Pt(8))
    foot(doc, ["- Người được hỗ trợ;", "- Lưu: Hồ sơ."])
    return doc


def _otherwise(doc: Doc, items: str) -> None:
    """What stands where a part is empty: nothing is hidden, there is nothing."""
    control(doc, f"{{%p if not {items} %}}")
    body(doc, NOTHING)
    control(doc, "{%p endif %}")


def _consents(doc: Doc) -> None:
    heading(doc, "III. ĐIỀU ĐÃ ĐỒNG Ý HOẶC KHÔNG ĐỒNG Ý")
    control(doc, "{%p if facts.consents %}")
    columns = (
        Column("Mục đích", Cm(6.2), "{{ item.purpose }}", LEFT),
        Column("Chuyển cho ai", Cm(3.6), "{{ item.recipient }}", LEFT),
        Column(
            "Trả lời",
            Cm(4.2),
            "{% if item.agreed %}Đồng ý{% elif item.refused %}Không đồng ý{% endif %}"
            "{% if item.note %}{% if item.agreed or item.refused %}; {% endif %}{{ item.note }}{% endif %}",
            LEFT,
        ),
        Column("Đến ngày", Cm(2.5), "{{ item.until|date }}"),
    )
    listing(doc, columns, "facts.consents", air=2)
    control(doc, "{%p endif %}")
    _otherwise(doc, "facts.consents")


def _assessments(doc: Doc) -> None:
    heading(doc, "IV. ĐÁNH GIÁ NHU CẦU")
    control(doc, "{%p for made in facts.assessments %}")
    part(doc, "Ngày {{ made.assessed_on|date }}, cán bộ đánh giá: {{ made.assessor }}")
    control(doc, "{%p if made.circumstances %}")
    body(doc, "Hoàn cảnh khi đánh giá: {{ made.circumstances }}")
    control(doc, "{%p endif %}")
    columns = (
        Column("Lĩnh vực", Cm(4.0), "{{ item.name }}", LEFT),
        Column("Mức độ", Cm(3.6), "{{ item.level }}", LEFT),
        Column("Sự việc", Cm(6.9), "{{ item.facts }}", LEFT),
        Column("Thứ tự", Cm(2.0), "{{ item.priority }}"),
    )
    listing(doc, columns, "made.domains", air=2)
    control(doc, "{%p if made.summary %}")
    body(doc, "Nhận định chung: {{ made.summary }}", before=Pt(4))
    control(doc, "{%p endif %}")
    control(doc, "{%p endfor %}")
    _otherwise(doc, "facts.assessments")


def _plans(doc: Doc) -> None:
    heading(doc, "V. KẾ HOẠCH HỖ TRỢ")
    control(doc, "{%p for made in facts.plans %}")
    part(
        doc,
        "Kế hoạch lần {{ made.edition }} ({{ made.state|small }})"
        "{% if made.agreed_on %}, thống nhất ngày {{ made.agreed_on|date }}{% endif %}",
    )
    goals(doc, "made.goals")
    control(doc, "{%p if made.note %}")
    body(doc, "Ghi chú: {{ made.note }}", before=Pt(4))
    control(doc, "{%p endif %}")
    control(doc, "{%p endfor %}")
    _otherwise(doc, "facts.plans")


def _days(doc: Doc, name: str, items: str) -> None:
    heading(doc, name)
    control(doc, f"{{%p if {items} %}}")
    columns = (
        Column("Số", Cm(2.5), "{{ item.number }}", LEFT),
        Column("Nội dung", Cm(4.0), "{{ item.what }}", LEFT),
        Column("Ngày", Cm(3.3), "{{ item.day }}", LEFT),
        Column("Đã ghi", Cm(6.7), "{{ item.told }}", LEFT),
    )
    listing(doc, columns, items, air=2)
    control(doc, "{%p endif %}")
    _otherwise(doc, items)


def _loans(doc: Doc) -> None:
    heading(doc, "VII. KHOẢN VAY")
    control(doc, "{%p for loan in facts.loans %}")
    part(doc, "Khoản vay {{ loan.number }}")
    listing(doc, LABELLED, "loan.facts", air=2)
    control(doc, "{%p if loan.instalments %}")
    body(doc, "Lịch trả nợ:", before=Pt(4))
    columns = (
        Column("Đến hạn", Cm(3.3), "{{ item.due_on|date }}"),
        Column("Gốc", Cm(3.3), "{{ item.principal|dong }}", RIGHT),
        Column("Lãi", Cm(3.3), "{{ item.interest|dong }}", RIGHT),
        Column("Đã trả", Cm(3.3), "{{ item.paid|dong }}", RIGHT),
        Column("Trả xong ngày", Cm(3.3), "{{ item.settled_on|date }}"),
    )
    listing(doc, columns, "loan.instalments", air=1)
    control(doc, "{%p endif %}")
    control(doc, "{%p endfor %}")
    _otherwise(doc, "facts.loans")


def part(doc: Doc, text: str) -> None:
    """One of several under the same heading."""
    paragraph = doc.add_paragraph()
    put(paragraph, text, bold=True, italic=True, before=Pt(6), after=Pt(4))
    paragraph.paragraph_format.keep_with_next = True
