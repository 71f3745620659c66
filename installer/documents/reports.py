"""How are the papers of a report laid out: the receipt, the transfer note, the reminder?"""

from docx.document import Document as Doc
from docx.shared import Cm, Pt

from installer.documents.page import (
    LEFT,
    addressee,
    attachments,
    blank_page,
    body,
    control,
    foot,
    head,
    line,
    only_if,
    title,
)
from installer.documents.tables import Column, listing


def receipt() -> Doc:
    """Giấy biên nhận: given to whoever reported."""
    doc = blank_page()
    head(doc)
    title(doc, "GIẤY BIÊN NHẬN", "Về việc tiếp nhận {{ facts.kind }}")
    body(doc, "{{ office.name }} đã tiếp nhận {{ facts.kind }} với các thông tin sau:")
    line(doc, "Số tiếp nhận", "{{ facts.report_number }}")
    line(doc, "Thời gian tiếp nhận", "{{ facts.received|written }}")
    line(doc, "Hình thức tiếp nhận", "{{ facts.how }}")
    line(
        doc,
        "Người cung cấp thông tin",
        "{% if facts.reporter %}{{ facts.reporter }}{% else %}không nêu tên hoặc được giữ bí mật theo quy "
        "định{% endif %}",
    )
    only_if(doc, "facts.reporter_address", "Địa chỉ", "{{ facts.reporter_address }}")
    only_if(doc, "facts.reporter_phone", "Điện thoại", "{{ facts.reporter_phone }}")
    line(doc, "Nội dung tóm tắt", "{{ facts.content }}")
    attachments(doc, "Tài liệu, đồ vật kèm theo")
    line(doc, "Người tiếp nhận", "{{ facts.received_by }}")
    control(doc, "{%p if facts.due_on %}")
    body(
        doc,
        "Thời hạn xử lý theo quy định: đến ngày {{ facts.due_on|date }}{% if facts.due_basis %} ({{ facts.due_basis "
        "}}){% endif %}. Trường hợp được gia hạn, cơ quan tiếp nhận sẽ thông báo theo quy định.",
    )
    control(doc, "{%p endif %}")
    body(
        doc,
        "Khi cần biết kết quả, đề nghị liên hệ {{ office.name }}{% if office.phone %}, điện thoại "
        "{{ office.phone }}{% endif %} và cho biết số tiếp nhận ghi trên giấy này. "
        "Thông tin của người cung cấp được giữ bí mật theo quy định của pháp luật.",
    )
    foot(doc, ["- Người cung cấp thông tin;", "- Lưu: Hồ sơ."])
    return doc


def transfer() -> Doc:
    """Phiếu chuyển: goes with the report to the body that is competent."""
    doc = blank_page()
    head(doc)
    title(doc, "PHIẾU CHUYỂN", "Về việc chuyển {{ facts.kind }} để giải quyết theo thẩm quyền")
    addressee(doc, "Kính gửi: {{ facts.to }}")
    body(
        doc,
        "Ngày {{ facts.received|date }}, {{ office.name }} tiếp nhận {{ facts.kind }} (số tiếp nhận: "
        "{{ facts.report_number }}){% if facts.reporter %} của {{ facts.reporter }}"
        "{% if facts.reporter_address %}, địa chỉ: {{ facts.reporter_address }}{% endif %}{% endif %}.",
    )
    line(doc, "Nội dung tóm tắt", "{{ facts.content }}")
    body(doc, "Lý do chuyển: {{ facts.ground }}")
    body(
        doc,
        "{% if facts.basis %}Căn cứ {{ facts.basis }}, {% endif %}{{ office.name }} chuyển {{ facts.kind "
        "}} nêu trên đến {{ facts.to }} để xem xét, giải quyết theo thẩm quyền và thông báo kết quả theo "
        "quy định.",
    )
    attachments(doc, "Tài liệu gửi kèm")
    foot(
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
    doc = blank_page()
    head(doc)
    title(doc, "PHIẾU NHẮC", "Về thời hạn xử lý tin báo, đơn thư")
    addressee(doc, "Kính gửi: {{ facts.officer }}")
    body(
        doc,
        "Tính đến ngày {{ dated|date }}, {{ facts.officer }} đang được giao {{ facts.items|length }} vụ việc đến hạn "
        "hoặc quá hạn{% set overdue = facts.items|selectattr('due_on', 'lt', dated)|list|length %}"
        "{% if overdue %}, trong đó có {{ overdue }} vụ việc quá hạn{% endif %}, cụ thể như sau:",
    )
    _items(doc)
    body(
        doc,
        "Đề nghị khẩn trương xử lý, báo cáo kết quả; vụ việc không thể hoàn thành đúng hạn phải báo cáo lý "
        "do và đề nghị gia hạn theo quy định trước khi hết hạn.",
        before=Pt(8),
    )
    control(doc, "{%p if facts.note %}")
    body(doc, "{{ facts.note }}")
    control(doc, "{%p endif %}")
    foot(doc, ["- Như trên;", "- Lưu: Hồ sơ."])
    return doc


def _items(doc: Doc) -> None:
    left = (
        "{% set left = (item.due_on - dated).days %}"
        "{% if left < 0 %}Quá hạn {{ -left }} ngày{% elif left == 0 %}Đến hạn hôm nay{% else %}Còn {{ left }} "
        "ngày{% endif %}"
    )
    columns = (
        Column("STT", Cm(1.3), "{{ loop.index }}"),
        Column("Số tiếp nhận", Cm(2.4), "{{ item.number }}"),
        Column("Phân loại", Cm(4.1), "{{ item.kind }}", LEFT),
        Column("Ngày tiếp nhận", Cm(2.5), "{{ item.received|date }}"),
        Column("Hạn", Cm(2.5), "{{ item.due_on|date }}"),
        Column("Tình trạng", Cm(3.7), left),
    )
    listing(doc, columns, "facts.items|sort(attribute='due_on,number')")
