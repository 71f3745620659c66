"""How are the papers of the social unit laid out: consent, assessment, plan, referral, the letter to a lender?"""

from docx.document import Document as Doc
from docx.shared import Cm, Pt

from installer.documents.page import (
    CENTRE,
    LEFT,
    RIGHT,
    addressee,
    blank_page,
    body,
    control,
    dotted,
    foot,
    head,
    heading,
    put,
    stay_with_signature,
    title,
    two_columns,
    written_out,
)
from installer.documents.tables import Column, listing

PERSON = "{{{{ facts.person.{name}|dotted }}}}"


# --- consent -------------------------------------------------------------------------------------------


def consent() -> Doc:
    """Phiếu đồng ý: one answer for each purpose; the boxes of a blank form are empty."""
    doc = blank_page()
    head(doc, "/PĐY")
    title(doc, "PHIẾU ĐỒNG Ý", "Cho phép xử lý dữ liệu cá nhân trong công tác hỗ trợ")
    body(
        doc,
        "{{ office.name }} hỗ trợ trên cơ sở tự nguyện. Trước khi ghi vào phiếu này, cán bộ đã giải thích: dữ liệu nào "
        "được ghi, ghi để làm gì, chuyển cho ai, lưu trong bao lâu; từng mục dưới đây được hỏi riêng, có thể đồng ý "
        "mục này và không đồng ý mục khác. Không đồng ý không làm mất quyền được hỗ trợ ở những mục còn lại.",
    )
    heading(doc, "I. NGƯỜI ĐƯỢC HỖ TRỢ")
    dotted(doc, f"Họ và tên (hoặc tên thường gọi):{PERSON.format(name='name')}")
    dotted(doc, f"Ngày, tháng, năm sinh:{PERSON.format(name='birth')}")
    dotted(doc, f"Nơi ở hiện nay:{PERSON.format(name='address')}")
    dotted(doc, "Mã hồ sơ (cán bộ ghi):{{ facts.code|dotted }}")
    heading(doc, "II. TRẢ LỜI TỪNG MỤC (đánh dấu “x” vào một ô)")
    columns = (
        Column("STT", Cm(1.3), "{{ loop.index }}"),
        Column("Mục đích", Cm(5.6), "{{ item.purpose }}{% if item.note %} ({{ item.note }}){% endif %}", LEFT),
        Column("Chuyển cho ai", Cm(3.3), "{{ item.recipient }}", LEFT),
        Column("Đồng ý", Cm(1.8), "{{ item.agreed }}"),
        Column("Không đồng ý", Cm(2.0), "{{ item.refused }}"),
        Column("Đến ngày", Cm(2.5), "{{ item.until|date }}"),
    )
    listing(doc, columns, "facts.lines", air=3)
    heading(doc, "III. QUYỀN CỦA NGƯỜI ĐƯỢC HỖ TRỢ")
    for each in (
        "Được biết dữ liệu nào về mình đang được lưu và nhận một bản sao; được yêu cầu đính chính điều chưa đúng.",
        "Được rút lại sự đồng ý bất cứ lúc nào bằng văn bản, cho từng mục hoặc cho cả hồ sơ; yêu cầu được thực hiện "
        "trong {{ facts.erase_days }} ngày. Việc đã làm trước đó vẫn có giá trị.",
        "Được yêu cầu xóa dữ liệu, trừ phần pháp luật buộc phải giữ; khi đó được giải thích phần nào và vì sao.",
        "Dữ liệu về sức khỏe, đời sống riêng, tài chính là dữ liệu nhạy cảm và được giữ kín; không chuyển cho công an, "
        "trừ trường hợp pháp luật buộc phải báo.",
    ):
        body(doc, f"- {each}")
    body(
        doc,
        "(Luật Bảo vệ dữ liệu cá nhân số 91/2025/QH15 và Nghị định số 356/2025/NĐ-CP.)",
        italic=True,
    )
    control(doc, "{%p if facts.how %}")
    body(
        doc, "Hình thức đồng ý: {{ facts.how }}{% if facts.witness %}; người làm chứng: {{ facts.witness }}{% endif %}."
    )
    control(doc, "{%p endif %}")
    body(doc, "Phiếu lập thành 02 bản: người được hỗ trợ giữ 01 bản, lưu hồ sơ 01 bản.", before=Pt(4))
    signatures(
        doc,
        ("NGƯỜI ĐƯỢC HỖ TRỢ", "facts.person.name"),
        ("NGƯỜI LÀM CHỨNG", "facts.witness"),
        ("CÁN BỘ TIẾP NHẬN", "facts.worker"),
    )
    return doc


def signatures(doc: Doc, *who: tuple[str, str]) -> None:
    """Places to sign, side by side, each with the name under it where it is known."""
    stay_with_signature(doc)
    width = Cm(16.5) // len(who)
    for cell, (label, name) in zip(two_columns(doc, *(width for _ in who)), who, strict=True):
        put(cell.paragraphs[0], label, size=12, bold=True, align=CENTRE)
        put(cell.add_paragraph(), "(Ký, ghi rõ họ tên)", size=12, italic=True, align=CENTRE, after=Pt(48))
        put(cell.add_paragraph(), f"{{{{ {name} }}}}", bold=True, align=CENTRE)
        for paragraph in cell.paragraphs:
            paragraph.paragraph_format.keep_with_next = True


# --- assessment and plan ---------------------------------------------------------------------------------


def assessment() -> Doc:
    """Phiếu đánh giá nhu cầu: the parts of life in their order, under the code of the case; the same sheet blank."""
    doc = blank_page()
    head(doc, "/PĐG", dated=False)
    title(doc, "PHIẾU ĐÁNH GIÁ NHU CẦU", "Hồ sơ số {{ facts.code }}")
    dotted(doc, "Ngày đánh giá:{{ facts.assessed_on|date|dotted }}")
    dotted(doc, "Cán bộ đánh giá:{{ facts.assessor|dotted }}")
    dotted(doc, "Cùng làm với người được hỗ trợ:{{ facts.together|dotted }}")
    dotted(doc, "Hoàn cảnh khi đánh giá:{{ facts.circumstances|dotted }}")
    body(doc, "Thang mức độ: {{ facts.scale }}.", before=Pt(4), italic=True)
    columns = (
        Column("STT", Cm(1.3), "{{ loop.index }}"),
        Column("Lĩnh vực", Cm(3.5), "{{ item.name }}", LEFT),
        Column("Mức độ cần hỗ trợ", Cm(3.4), "{{ item.level }}", LEFT),
        Column("Sự việc cụ thể", Cm(6.2), "{{ item.facts }}", LEFT),
        Column("Thứ tự người được hỗ trợ chọn", Cm(2.1), "{{ item.priority }}"),
    )
    listing(doc, columns, "facts.domains", air=4)
    heading(doc, "Nhận định chung")
    written_out(doc, "facts.summary", 4, "Không.")
    body(
        doc,
        "Phiếu này ghi mã hồ sơ thay cho tên. Giữ trong hồ sơ, không sao chụp và không chuyển ra ngoài khi chưa có sự "
        "đồng ý của người được hỗ trợ.",
        italic=True,
    )
    signatures(doc, ("NGƯỜI ĐƯỢC HỖ TRỢ", "''"), ("CÁN BỘ ĐÁNH GIÁ", "facts.assessor"))
    return doc


def plan() -> Doc:
    """Kế hoạch hỗ trợ: goals in the client's words, what is done for each, who, by when and what it costs."""
    doc = blank_page()
    head(doc, "/KH")
    title(doc, "KẾ HOẠCH HỖ TRỢ", "Hồ sơ số {{ facts.code }}, lần {{ facts.edition }}")
    body(
        doc,
        "Kế hoạch do {{ facts.person.name or 'người được hỗ trợ' }} và cán bộ {{ facts.worker }} "
        "cùng lập; mục tiêu ghi theo lời của người được hỗ trợ.",
    )
    goals(doc, "facts.goals")
    control(doc, "{%p if facts.note %}")
    body(doc, "Ghi chú: {{ facts.note }}", before=Pt(6))
    control(doc, "{%p endif %}")
    body(
        doc,
        "Tổng kinh phí dự kiến: {{ facts.cost|dong }}"
        "{% if facts.unknown_costs %} (còn {{ facts.unknown_costs }} việc chưa biết kinh phí){% endif %}.",
        before=Pt(6),
    )
    body(
        doc,
        "Hai bên cùng xem lại kế hoạch {{ facts.review_on|long_day }}. Người được hỗ trợ có thể thay đổi hoặc dừng kế "
        "hoạch bất cứ lúc nào.",
    )
    control(doc, "{%p if facts.how %}")
    body(doc, "{{ facts.how }}{% if facts.agreed_on %}, {{ facts.agreed_on|long_day }}{% endif %}.")
    control(doc, "{%p endif %}")
    signatures(
        doc,
        ("NGƯỜI ĐƯỢC HỖ TRỢ", "facts.person.name"),
        ("NGƯỜI LÀM CHỨNG", "facts.witness"),
        ("CÁN BỘ HỖ TRỢ", "facts.worker"),
    )
    return doc


def goals(doc: Doc, of: str, label: str = "Mục tiêu") -> None:
    """Each goal with a table of its actions."""
    control(doc, f"{{%p for goal in {of} %}}")
    reached = "{% if goal.reached %} ({{ goal.reached }}){% endif %}"
    heading(doc, f"{label} {{{{ goal.number }}}}: {{{{ goal.words }}}}{reached}")
    columns = (
        Column("Việc làm", Cm(5.1), "{{ item.words }}", LEFT),
        Column("Ai làm", Cm(3.4), "{{ item.who }}", LEFT),
        Column("Thời hạn", Cm(2.5), "{{ item.due_on|date }}"),
        Column(
            "Kinh phí",
            Cm(2.9),
            "{{ item.cost|dong }}{% if item.budget %} ({{ item.budget }}){% endif %}",
            RIGHT,
        ),
        Column("Kết quả", Cm(2.6), "{{ item.state }}", LEFT),
    )
    listing(doc, columns, "goal.actions", air=2)
    control(doc, "{%p endfor %}")


# --- letters ---------------------------------------------------------------------------------------------


def referral() -> Doc:
    """Phiếu chuyển gửi: who is asked for what, and only those facts that the person agreed to."""
    doc = blank_page()
    head(doc, "/PCG")
    title(doc, "PHIẾU CHUYỂN GỬI", "{{ facts.purpose }}")
    addressee(doc, "Kính gửi: {{ facts.addressee }}")
    body(
        doc,
        "{{ office.name }} chuyển gửi một người đang được hỗ trợ (hồ sơ số {{ facts.code }}) và đề nghị {{ "
        "facts.addressee }} tiếp nhận, giúp đỡ. Người được hỗ trợ đã đồng ý việc chuyển gửi này ngày {{ "
        "facts.agreed_on|date }}{% if facts.until %}, có giá trị đến ngày {{ facts.until|date }}{% endif %}, và chỉ "
        "cho chuyển những thông tin sau:",
    )
    columns = (
        Column("Thông tin", Cm(5.0), "{{ item.label }}", LEFT),
        Column("Nội dung", Cm(11.5), "{{ item.value }}", LEFT),
    )
    listing(doc, columns, "facts.shared", size=13, air=3)
    body(doc, "Nội dung đề nghị: {{ facts.asked }}", before=Pt(8))
    body(
        doc,
        "Thông tin trên chỉ dùng cho việc nêu trong phiếu này, được giữ kín và không chuyển tiếp cho người khác. "
        "{% if facts.answer_by %}Đề nghị trả lời việc tiếp nhận trước ngày {{ facts.answer_by|date }}. {% endif %}"
        "Kết quả chỉ gửi lại khi người được hỗ trợ đồng ý. Cán bộ phụ trách: {{ facts.worker }}./.",
    )
    foot(doc, ["- Như trên;", "- Người được hỗ trợ;", "- Lưu: VT, Hồ sơ."])
    return doc


def loan_letter() -> Doc:
    """Công văn gửi bên cho vay: who applies, for what, and that the office goes along with them."""
    doc = blank_page()
    head(doc, about="V/v đề nghị hỗ trợ vay vốn ({{ facts.loan }})")
    addressee(doc, "Kính gửi: {{ facts.addressee }}", before=Pt(14))
    body(
        doc,
        "{{ office.name }} giới thiệu và đề nghị {{ facts.addressee }} xem xét cho người có tên dưới đây được vay vốn "
        "theo chương trình: {{ facts.programme }}.",
    )
    for label, name in (
        ("Họ và tên", "name"),
        ("Ngày, tháng, năm sinh", "birth"),
        ("Số định danh cá nhân", "identity_number"),
        ("Nơi ở hiện nay", "address"),
        ("Điện thoại", "phone"),
    ):
        control(doc, f"{{%p if facts.person.{name} %}}")
        body(doc, f"- {label}: {{{{ facts.person.{name} }}}}.")
        control(doc, "{%p endif %}")
    body(doc, "- Số tiền đề nghị vay: {{ facts.amount|dong }}.")
    body(doc, "- Mục đích sử dụng vốn: {{ facts.purpose or '................................' }}.")
    body(
        doc,
        "{{ office.name }} theo dõi, hướng dẫn việc sử dụng vốn đúng mục đích và nhắc trả nợ đúng hạn trong suốt thời "
        "gian vay. Việc cho vay, mức vay, lãi suất và thời hạn do {{ facts.addressee }} quyết định.",
    )
    body(
        doc,
        "Người có tên trên đã đồng ý cho chuyển các thông tin này đến {{ facts.addressee }} ngày {{ "
        "facts.agreed_on|date }}{% if facts.until %}, có giá trị đến ngày {{ facts.until|date }}{% endif %}. Đề nghị "
        "chỉ dùng để xét cho vay và giữ kín. Cán bộ liên hệ: {{ facts.worker }}./.",
    )
    foot(doc, ["- Như trên;", "- Lưu: VT, Hồ sơ."])
    return doc
