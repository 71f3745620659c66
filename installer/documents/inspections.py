"""How are the papers of an inspection laid out: the decision, the minutes, the letter that asks to put right?"""

from docx.document import Document as Doc
from docx.shared import Cm, Pt

from installer.documents.page import (
    CENTRE,
    JUSTIFIED,
    LEFT,
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

HALF = Cm(8.6)
AT = "{{ facts.premises.name }}"
WHERE = "{% if facts.premises.address %}, địa chỉ: {{ facts.premises.address }}{% endif %}"


def decision() -> Doc:
    """Quyết định thành lập đoàn kiểm tra: who inspects which premises, and when."""
    doc = blank_page()
    head(doc, "/QĐ")
    title(doc, "QUYẾT ĐỊNH", f"Về việc thành lập đoàn kiểm tra {AT}")
    put(
        doc.add_paragraph(),
        "{{ office.signer_title|replace('KT. ', '')|upper|first_line }}",
        bold=True,
        align=CENTRE,
        after=Pt(8),
    )
    control(doc, "{%p for ground in facts.grounds %}")
    body(doc, "{{ ground }}{% if loop.last %}.{% else %};{% endif %}", italic=True)
    control(doc, "{%p endfor %}")
    put(doc.add_paragraph(), "QUYẾT ĐỊNH:", size=14, bold=True, align=CENTRE, before=Pt(8), after=Pt(8))
    article(doc, "Điều 1.", " Thành lập đoàn kiểm tra gồm các ông, bà có tên sau đây:")
    columns = (
        Column("STT", Cm(1.3), "{{ loop.index }}"),
        Column("Họ và tên", Cm(5.2), "{{ item.name }}", LEFT),
        Column("Đơn vị, chức vụ", Cm(6.2), "{{ item.office }}", LEFT),
        Column("Nhiệm vụ", Cm(3.8), "{{ item.role }}"),
    )
    listing(doc, columns, "facts.team", size=13, air=2)
    article(
        doc,
        "Điều 2.",
        " Đoàn kiểm tra có nhiệm vụ kiểm tra việc chấp hành pháp luật tại cơ sở kinh doanh dịch vụ "
        f"{AT} (số trong sổ quản lý: {{{{ facts.premises.number }}}}){WHERE}"
        "{% if facts.planned_on %}; thời gian: {{ facts.planned_on|long_day }}{% endif %}."
        "{% if facts.content %} Nội dung: {{ facts.content }}{% endif %}",
        before=Pt(8),
    )
    body(
        doc,
        "Đoàn kiểm tra làm việc đúng quy định của pháp luật, giữ kín thông tin về người lao động, lập biên bản và báo "
        "cáo kết "
        "quả ngay sau khi kết thúc; tự giải thể sau khi hoàn thành nhiệm vụ.",
    )
    article(
        doc,
        "Điều 3.",
        " Quyết định này có hiệu lực kể từ ngày ký. Các ông, bà có tên tại Điều 1, người đứng đầu cơ sở tại Điều 2 "
        "và cá nhân, "
        "tổ chức có liên quan chịu trách nhiệm thi hành Quyết định này./.",
    )
    foot(doc, ["- Như Điều 3;", "- Lưu: VT, Hồ sơ."])
    return doc


def article(doc: Doc, number: str, text: str, before: int = 0) -> None:
    """An article of a decision: its number bold, its text after it."""
    body(doc, "", before)
    paragraph = doc.paragraphs[-1]
    for words, bold in ((number, True), (text, False)):
        run = paragraph.add_run(words)
        run.font.size, run.font.bold = Pt(13), bold


def follow_up() -> Doc:
    """Công văn đôn đốc khắc phục: what is still open, and by when."""
    doc = blank_page()
    head(doc, about=f"V/v đôn đốc khắc phục tồn tại, vi phạm sau kiểm tra tại {AT}")
    addressee(doc, "Kính gửi: {{ facts.addressee }}", before=Pt(14))
    body(
        doc,
        "Ngày {{ facts.inspected_on|date }}, {{ office.name }} đã kiểm tra việc chấp hành pháp luật tại "
        f"{AT}{WHERE} (hồ sơ kiểm tra số {{{{ facts.inspection_number }}}}). Đến ngày {{{{ dated|date }}}}, còn "
        "{{ facts.findings|length }} nội dung chưa khắc phục xong{% if facts.overdue %}, trong đó có {{ "
        "facts.overdue }} nội dung đã quá "
        "thời hạn{% endif %}, cụ thể như sau:",
    )
    columns = (
        Column("STT", Cm(1.2), "{{ loop.index }}"),
        Column("Nội dung tồn tại, vi phạm", Cm(5.4), "{{ item.text }}", LEFT),
        Column("Căn cứ", Cm(3.3), "{{ item.basis }}", LEFT),
        Column("Biện pháp đã yêu cầu", Cm(3.6), "{{ item.measures }}", LEFT),
        Column("Thời hạn khắc phục", Cm(3.0), "{{ item.fix_by|date }}{% if item.overdue %} (quá hạn){% endif %}"),
    )
    listing(doc, columns, "facts.findings")
    body(
        doc,
        "{{ office.name }} đề nghị {{ facts.addressee }} khắc phục xong các nội dung trên, gửi báo cáo kết quả bằng "
        "văn bản kèm tài "
        "liệu chứng minh về {{ office.name }}{% if facts.report_by %} trước ngày {{ facts.report_by|date }}{% endif "
        "%}. Quá thời hạn, "
        "{{ office.name }} sẽ phúc tra và đề nghị người có thẩm quyền xử lý theo quy định của pháp luật.",
        before=Pt(8),
    )
    body(doc, "Trong quá trình thực hiện, nếu có vướng mắc, đề nghị liên hệ {{ office.name }} để được hướng dẫn./.")
    foot(doc, ["- Như trên;", "- Lưu: VT, Hồ sơ."])
    return doc


# --- the minutes ---------------------------------------------------------------------------------------


def minutes() -> Doc:
    """Biên bản kiểm tra: the same sheet filled in, and blank with dots to write on at the premises."""
    doc = blank_page()
    head(doc, "/BB", dated=False)
    title(doc, "BIÊN BẢN KIỂM TRA", "Việc chấp hành pháp luật tại cơ sở kinh doanh dịch vụ")
    body(
        doc,
        "Hồi {{ facts.started|clock or '...... giờ ......' }}, {{ facts.inspected_on|long_day }}, tại "
        f"{AT}{WHERE}{{% if facts.premises.village %}}, {{{{ facts.premises.village }}}}{{% endif %}}.",
    )
    control(doc, "{%p if facts.decision_number or facts.blank %}")
    body(
        doc,
        "Căn cứ Quyết định số {{ facts.decision_number or '......................' }} {{ facts.decision_on|long_day }} "
        "về việc thành lập đoàn kiểm tra; hình thức: {{ facts.kind|small }}. Chúng tôi gồm:",
    )
    control(doc, "{%p else %}")
    body(doc, "Hình thức: {{ facts.kind|small }}. Chúng tôi gồm:")
    control(doc, "{%p endif %}")
    _people(doc)
    _premises(doc)
    heading(doc, "III. NỘI DUNG VÀ KẾT QUẢ KIỂM TRA")
    item(doc, "1. Nội dung, diễn biến kiểm tra")
    written_out(doc, "facts.content", 4, "Không.")
    _checklist(doc)
    _head_count(doc)
    _findings(doc)
    _reviewed(doc)
    heading(doc, "V. Ý KIẾN CỦA ĐẠI DIỆN CƠ SỞ")
    written_out(doc, "facts.owner_opinion", 3, "Không có ý kiến.")
    heading(doc, "VI. KẾT LUẬN, YÊU CẦU")
    written_out(doc, "facts.conclusion", 3, "Không.")
    control(doc, "{%p if facts.recommendations %}")
    body(doc, "Kiến nghị: {{ facts.recommendations }}")
    control(doc, "{%p endif %}")
    control(doc, "{%p if facts.fix_by or facts.blank %}")
    body(doc, "Thời hạn khắc phục: trước {{ facts.fix_by|long_day }}.")
    control(doc, "{%p endif %}")
    body(
        doc,
        "Biên bản kết thúc hồi {{ facts.ended|clock or '...... giờ ......' }} cùng ngày, gồm ...... trang, lập "
        "thành ...... bản có "
        "nội dung và giá trị như nhau; đã đọc lại cho những người có tên nêu trên cùng nghe, công nhận đúng và ký "
        "tên; giao cho "
        "đại diện cơ sở 01 bản, lưu hồ sơ 01 bản./.",
        before=Pt(6),
    )
    _signatures(doc)
    return doc


def _people(doc: Doc) -> None:
    heading(doc, "I. THÀNH PHẦN")
    item(doc, "1. Đoàn kiểm tra:")
    control(doc, "{%p for member in facts.team %}")
    line(
        doc,
        "- {{ member.name }}{% if member.office %}, {{ member.office }}{% endif %}{% if member.role %} - {{ "
        "member.role }}{% endif %};",
    )
    control(doc, "{%p endfor %}")
    control(doc, "{%p for _ in range(0 if not facts.blank else ([4 - facts.team|length, 1]|max)) %}")
    dotted(doc, "- Ông (bà):\tĐơn vị, chức vụ:\t", HALF)
    control(doc, "{%p endfor %}")
    item(doc, "2. Đại diện cơ sở và người có mặt:")
    control(doc, "{%p for person in facts.present %}")
    line(doc, "- {{ person.name }} - {{ person.role|small }}{% if person.note %} ({{ person.note }}){% endif %};")
    control(doc, "{%p endfor %}")
    control(doc, "{%p if facts.blank %}")
    dotted(doc, "- Ông (bà):\tChức vụ:\t", HALF)
    dotted(doc, "- Ông (bà):\tChức vụ:\t", HALF)
    dotted(doc, "- Người chứng kiến (nếu có):\tĐịa chỉ:\t", Cm(10))
    dotted(doc, "- Số người lao động có mặt khi kiểm tra (không ghi tên):\t")
    control(doc, "{%p elif facts.workers is not none %}")
    line(doc, "- Số người lao động có mặt khi kiểm tra: {{ facts.workers }}.")
    control(doc, "{%p endif %}")


def _premises(doc: Doc) -> None:
    heading(doc, "II. THÔNG TIN VỀ CƠ SỞ")
    premises = "{{{{ facts.premises.{name} }}}}"
    line(doc, f"Tên cơ sở: {AT} (số trong sổ quản lý: {premises.format(name='number')}).")
    line(doc, f"Loại hình: {premises.format(name='type_name')}.")
    _known(doc, "Địa chỉ", "address")
    _known(doc, "Chủ cơ sở", "owner")
    _known(doc, "Người quản lý, chịu trách nhiệm", "responsible")
    _known(doc, "Điện thoại", "phone")
    for label, name in (
        ("Giấy chứng nhận đăng ký kinh doanh, giấy phép số", "licence"),
        ("Giấy chứng nhận đủ điều kiện về an ninh, trật tự số", "certificate"),
    ):
        number = f"facts.premises.{name}_number"
        control(doc, f"{{%p if {number} %}}")
        line(
            doc,
            f"{label}: {{{{ {number} }}}}"
            f"{{% if facts.premises.{name}_issued_on %}}, cấp ngày {{{{ facts.premises.{name}_issued_on|date "
            f"}}}}{{% endif %}}"
            f"{{% if facts.premises.{name}_expires_on %}}, hết hạn ngày {{{{ facts.premises.{name}_expires_on|date "
            f"}}}}{{% endif %}}.",
        )
        control(doc, "{%p elif facts.blank %}")
        dotted(doc, f"{label}:\t")
        dotted(doc, "Cấp ngày:\tHết hạn ngày:\t", HALF)
        control(doc, "{%p else %}")
        line(doc, f"{label}: chưa có thông tin.")
        control(doc, "{%p endif %}")


def _known(doc: Doc, label: str, name: str) -> None:
    """What the register knows of the premises; else dots on a blank form, and nothing on a filled one."""
    control(doc, f"{{%p if facts.premises.{name} or facts.blank %}}")
    dotted(doc, f"{label}:{{{{ facts.premises.{name}|dotted }}}}")
    control(doc, "{%p endif %}")


def _head_count(doc: Doc) -> None:
    item(doc, "3. Số người lao động (chỉ ghi số lượng, không ghi tên)", before=8)
    columns = (
        Column("Nội dung", Cm(7.5), "{{ item.label }}", LEFT),
        Column(
            "Chủ cơ sở khai báo{% if facts.declared_on %} ({{ facts.declared_on|date }}){% endif %}",
            Cm(4.5),
            "{% if item.declared is not none %}{{ item.declared }}{% endif %}",
        ),
        Column("Có tại thời điểm kiểm tra", Cm(4.5), "{% if item.found is not none %}{{ item.found }}{% endif %}"),
    )
    listing(doc, columns, "facts.counts", air=2, together=True)


def _checklist(doc: Doc) -> None:
    item(doc, "2. Các nội dung kiểm tra (đánh dấu “x” vào ô phù hợp)", before=8)
    columns = (
        Column("STT", Cm(1.25), "{{ loop.index }}"),
        Column("Nội dung", Cm(7.3), "{{ item.text }}{% if item.basis %} ({{ item.basis }}){% endif %}", LEFT),
        Column("Đạt", Cm(1.2), "{{ item.met }}"),
        Column("Không đạt", Cm(1.75), "{{ item.not_met }}"),
        Column("Không áp dụng", Cm(1.75), "{{ item.not_applicable }}"),
        Column("Ghi chú", Cm(3.25), "{{ item.note }}", LEFT),
    )
    listing(doc, columns, "facts.checks", air=2, blank=2)


def _reviewed(doc: Doc) -> None:
    control(doc, "{%p if facts.reviewed %}")
    item(doc, "Kết quả khắc phục các vi phạm của lần kiểm tra trước", before=8)
    columns = (
        Column("STT", Cm(1.25), "{{ loop.index }}"),
        Column("Nội dung phải khắc phục", Cm(6.25), "{{ item.text }}", LEFT),
        Column("Thời hạn", Cm(2.5), "{{ item.fix_by|date }}"),
        Column("Đã khắc phục, khắc phục một phần, chưa khắc phục", Cm(3.4), "{{ item.result }}"),
        Column("Ghi chú", Cm(3.1), "{{ item.note }}", LEFT),
    )
    listing(doc, columns, "facts.reviewed", air=4)
    control(doc, "{%p endif %}")


def _findings(doc: Doc) -> None:
    heading(doc, "IV. VI PHẠM ĐƯỢC PHÁT HIỆN")
    control(doc, "{%p if facts.findings or facts.blank %}")
    columns = (
        Column("STT", Cm(1.25), "{{ loop.index }}"),
        Column("Hành vi vi phạm, mô tả", Cm(6.05), "{{ item.text }}", LEFT),
        Column("Căn cứ", Cm(3.2), "{{ item.basis }}", LEFT),
        Column("Biện pháp", Cm(3.5), "{{ item.measures }}", LEFT),
        Column("Khắc phục trước ngày", Cm(2.5), "{{ item.fix_by|date }}"),
    )
    listing(doc, columns, "facts.findings", air=2, blank=3, tall=2)
    control(doc, "{%p else %}")
    body(doc, "Không phát hiện vi phạm.")
    control(doc, "{%p endif %}")


def _signatures(doc: Doc) -> None:
    stay_with_signature(doc)
    rows = (
        (("ĐẠI DIỆN CƠ SỞ", "facts.representative"), ("TRƯỞNG ĐOÀN KIỂM TRA", "facts.leader")),
        (("NGƯỜI CHỨNG KIẾN (nếu có)", "facts.witness"), ("NGƯỜI LẬP BIÊN BẢN", "facts.secretary")),
    )
    for row in rows:
        for cell, (who, name) in zip(two_columns(doc, Cm(8.25), Cm(8.25)), row, strict=True):
            put(cell.paragraphs[0], who, bold=True, align=CENTRE)
            put(cell.add_paragraph(), "(Ký, ghi rõ họ tên)", size=12, italic=True, align=CENTRE, after=Pt(44))
            put(cell.add_paragraph(), f"{{{{ {name} }}}}", bold=True, align=CENTRE, after=Pt(10))
            for paragraph in cell.paragraphs:
                paragraph.paragraph_format.keep_with_next = True
        gap = doc.add_paragraph()
        put(gap, "", size=2)
        gap.paragraph_format.keep_with_next = True
    (members,) = two_columns(doc, Cm(16.5))
    put(members.paragraphs[0], "CÁC THÀNH VIÊN ĐOÀN KIỂM TRA", bold=True, align=CENTRE)
    put(members.add_paragraph(), "(Ký, ghi rõ họ tên)", size=12, italic=True, align=CENTRE, after=Pt(44))


def item(doc: Doc, text: str, *, before: int = 0) -> None:
    """A numbered item inside a part."""
    paragraph = doc.add_paragraph()
    put(paragraph, text, bold=True, italic=True, before=Pt(before), after=Pt(4))
    paragraph.paragraph_format.first_line_indent = Cm(1.27)
    paragraph.paragraph_format.keep_with_next = True


def line(doc: Doc, text: str) -> None:
    """A line of facts, close to the next."""
    paragraph = doc.add_paragraph()
    put(paragraph, text, align=JUSTIFIED, after=Pt(4))
    paragraph.paragraph_format.line_spacing = 1.15
