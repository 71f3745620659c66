"""How do the widgets and the shell look? `python tests/desktop/gallery.py FOLDER` writes pictures to look at.

Vietnamese and English, light and dark, 1366×768 at 100 % and 1920×1080 at 150 %; each scale in a process
of its own, because Qt reads QT_SCALE_FACTOR once.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from app.common import i18n
from app.common.i18n import N_, tr
from app.common.text import fold
from app.desktop.shell import Found, MainWindow, Place
from app.desktop.theme import Tone, install, theme
from app.desktop.widgets import (
    UNKNOWN,
    AskReason,
    Banner,
    Choice,
    ChoiceField,
    Column,
    Compare,
    Confirm,
    CountLabel,
    DateField,
    Difference,
    EmptyState,
    Facts,
    Field,
    FilterChips,
    Form,
    Happening,
    MaskLabel,
    Page,
    PageHeader,
    Panes,
    PasswordField,
    ProgressDialog,
    ReadingArea,
    RecordTable,
    SearchBox,
    StateChip,
    TextArea,
    TextField,
    Timeline,
    UiState,
    button,
    icon_button,
    label,
    step_button,
    surface,
)

SCALES = {"1366x768": ("1", (1366, 768)), "1920x1080-150": ("1.5", (1280, 720))}
TODAY = date(2026, 3, 5)

WORDS = {
    "Today": "Việc hôm nay",
    "Reports": "Tin báo, đơn thư",
    "Reports and petitions received by the commune police": "Sổ tiếp nhận của Công an xã",
    "Establishments": "Cơ sở kinh doanh",
    "Import from Excel": "Nhập từ Excel",
    "Export": "Xuất Excel",
    "Audit": "Nhật ký truy cập",
    "Accounts": "Tài khoản",
    "Settings": "Cài đặt",
    "Help": "Trợ giúp",
    "Registers": "Sổ nghiệp vụ",
    "Exchange": "Trao đổi",
    "Office": "Cơ quan",
    "New report": "Tiếp nhận mới",
    "Search the reports": "Tìm trong sổ, không cần dấu",
    "Number": "Số",
    "Received": "Ngày nhận",
    "Kind": "Loại",
    "State": "Trạng thái",
    "Content": "Nội dung",
    "Reporter": "Người báo",
    "Due": "Hạn",
    "Village": "Thôn",
    "Verifying": "Đang xác minh",
    "Overdue": "Quá hạn",
    "Accepted": "Đã thụ lý",
    "Closed": "Đã kết thúc",
    "Not yet accepted": "Chưa thụ lý",
    "Denunciation": "Tố cáo",
    "Crime report": "Tin báo tội phạm",
    "Petition": "Kiến nghị",
    "Complaint": "Khiếu nại",
    "{count} report": "{count} tin báo, đơn thư",
    "{count} reports": "{count} tin báo, đơn thư",
    "Conclude the verification": "Kết luận xác minh",
    "Print": "In",
    "Received by": "Người tiếp nhận",
    "Officer": "Cán bộ thụ lý",
    "What happened": "Diễn biến",
    "Facts": "Nội dung chính",
    "Who reported": "Người báo",
    "What the report says": "Nội dung tin báo",
    "In the order of the paper form.": "Theo thứ tự của phiếu tiếp nhận.",
    "How it was received": "Hình thức tiếp nhận",
    "In person": "Trực tiếp",
    "By phone": "Qua điện thoại",
    "By post": "Qua bưu điện",
    "Full name": "Họ và tên",
    "Date of birth": "Ngày sinh",
    "Phone": "Số điện thoại",
    "Establishment": "Cơ sở",
    "Minor involved": "Có người dưới 18 tuổi",
    "Yes": "Có",
    "No": "Không",
    "The year is enough.": "Chỉ cần năm nếu không rõ ngày.",
    "Save": "Lưu",
    "Discard": "Bỏ",
    "Delete for good": "Xóa hẳn",
    "Back up now": "Sao lưu ngay",
    "Nothing is due today": "Hôm nay không có việc đến hạn",
    "New reports appear here when their limit comes near.": "Tin báo sắp đến hạn sẽ hiện ở đây.",
    "Nothing matches": "Không có tin báo nào khớp",
    "Two filters are on. Remove one, or look in all years.": "Đang bật hai bộ lọc. Bỏ bớt một, hoặc tìm mọi năm.",
    "Clear the filters": "Bỏ các bộ lọc",
    "Password": "Mật khẩu",
    "Show the name": "Xem tên",
}


@dataclass(frozen=True)
class Row:
    number: str
    received: date
    kind: str
    state: str
    tone: Tone
    content: str
    reporter: str
    village: str
    due: str
    urgent: bool = False


def rows() -> list[Row]:
    seed = (
        (
            N_("Denunciation"),
            N_("Overdue"),
            Tone.BAD,
            "Phản ánh quán karaoke hoạt động quá giờ, có dấu hiệu môi giới",
            "Vũ Thị Hạnh",
            "Thôn Đông",
            True,
        ),
        (
            N_("Crime report"),
            N_("Verifying"),
            Tone.INFO,
            "Nghi có nữ chưa đủ 18 tuổi làm việc tại nhà nghỉ Hoa Sen",
            "Ẩn danh",
            "Thôn Đoài",
            True,
        ),
        (
            N_("Petition"),
            N_("Accepted"),
            Tone.NEUTRAL,
            "Đề nghị kiểm tra cơ sở xoa bóp trên đường liên xã",
            "Nguyễn Văn Hòa",
            "Thôn Trung",
            False,
        ),
        (
            N_("Complaint"),
            N_("Closed"),
            Tone.GOOD,
            "Khiếu nại biên bản kiểm tra ngày 12/02/2026",
            "Lê Quang Đạo",
            "Thôn Bắc",
            False,
        ),
        (
            N_("Crime report"),
            N_("Not yet accepted"),
            Tone.WARN,
            "Người lạ lôi kéo lao động nữ đi làm xa, giữ giấy tờ",
            "Phạm Thị Lụa",
            "Thôn Hạ",
            True,
        ),
        (
            N_("Petition"),
            N_("Verifying"),
            Tone.INFO,
            "Hòa giải không thành giữa chủ nhà trọ và người thuê",
            "Trần Thị Hoa",
            "Thôn Thượng",
            False,
        ),
    )
    return [
        Row(
            f"{140 - n:03d}/2026",
            date(2026, 3, max(1, 5 - n // 4)),
            *each[:6],
            f"{(n * 3) % 27 + 1:02d}/03/2026",
            each[6],
        )
        for n in range(60)
        for each in (seed[n % len(seed)],)
    ]


def spans(text: str, words: str = "hoa") -> list[tuple[int, int]]:
    at = fold(text).find(words)
    return [(at, at + len(words))] if at >= 0 else []


COLUMNS: list[Column[Row]] = [
    Column("number", N_("Number"), lambda r: r.number, 88, look="strong", sortable=True),
    Column("received", N_("Received"), lambda r: f"{r.received:%d/%m/%Y}", 96, look="muted", sortable=True),
    Column("state", N_("State"), lambda r: tr(r.state), 128, tone=lambda r: r.tone),
    Column(
        "content",
        N_("Content"),
        lambda r: r.content,
        160,
        stretch=True,
        spans=lambda r: spans(r.content),
        icons=lambda r: [("flag", "bad")] if r.urgent else [],
    ),
    Column("reporter", N_("Reporter"), lambda r: r.reporter, 128, spans=lambda r: spans(r.reporter), personal=True),
]


class Reports(QWidget):
    """List and detail, as a unit's register will look."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("help", "reports")
        self.table = RecordTable(COLUMNS, name=tr("Reports"), key=lambda r: r.number)
        self.count = CountLabel(N_("{count} report"), N_("{count} reports"))
        self.table.rows.loaded.connect(self.count.set_count)
        self.table.load(lambda after, progress: Page(rows(), None, 128))
        self.table.show_sorted("received", descending=True)
        self.filters = FilterChips()
        self.filters.show_filters(
            {"state": tr("State") + ": " + tr("Verifying"), "village": tr("Village") + ": Thôn Đông"}
        )
        search = SearchBox(N_("Search the reports"))
        search.setText("hoa")
        header = PageHeader(N_("Reports"), N_("Reports and petitions received by the commune police"))
        header.add(icon_button("filter", N_("Filter")), step_button(N_("New report"), "add"))
        bar = QHBoxLayout()
        bar.setContentsMargins(theme().px(24), 0, theme().px(16), theme().px(8))
        bar.setSpacing(theme().px(12))
        bar.addWidget(search, 1)
        bar.addWidget(self.count)
        chips = QHBoxLayout()
        chips.setContentsMargins(theme().px(24), 0, theme().px(16), theme().px(8))
        chips.addWidget(self.filters)
        left = surface()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(header)
        column.addLayout(bar)
        column.addLayout(chips)
        inset = QHBoxLayout()
        inset.setContentsMargins(theme().px(16), 0, 0, 0)
        inset.addWidget(self.table)
        column.addLayout(inset, 1)
        panes = Panes("gallery", left, detail(), shares=(3, 2))
        panes.setSizes([640, 480])
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(panes)


def detail() -> QWidget:
    page = surface()
    header = PageHeader()
    header.set_title("139/2026", "Tin báo tội phạm · nhận 05/03/2026 08:10")
    header.add(icon_button("print", N_("Print")), icon_button("edit", N_("Edit")))
    mask = MaskLabel()
    mask.sealed(lambda: None)
    facts = Facts()
    facts.show_facts(
        [
            (N_("State"), StateChip(N_("Verifying"), Tone.INFO)),
            (N_("Due"), "25/03/2026 (còn 20 ngày) · Điều 147 BLTTHS, chưa kiểm chứng"),
            (N_("Reporter"), mask),
            (N_("Village"), "Thôn Đoài"),
            (N_("Establishment"), None),
            (N_("Officer"), "Vũ Hải Nam"),
            (
                N_("Content"),
                "Nghi có nữ chưa đủ 18 tuổi làm việc tại nhà nghỉ Hoa Sen. "
                "Người báo nghe được lúc 21 giờ ngày 04/03/2026, đề nghị giữ kín danh tính.",
            ),
        ]
    )
    line = Timeline()
    line.show_events(
        [
            Happening("05/03/2026 08:10", "Tiếp nhận qua điện thoại", "Tạ Thu Hà"),
            Happening(
                "05/03/2026 09:00",
                "Phân loại: tin báo về tội phạm",
                "Đào Ngọc Lân",
                ("Hạn: 25/03/2026",),
                Tone.INFO,
                "clock",
            ),
            Happening("05/03/2026 14:30", "Bắt đầu xác minh", "Vũ Hải Nam", (), Tone.GOOD, "check"),
        ]
    )
    content = QWidget()
    column = QVBoxLayout(content)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme().px(16))
    step = QHBoxLayout()
    step.addWidget(step_button(N_("Conclude the verification"), "check"))
    step.addStretch(1)
    column.addLayout(step)
    column.addWidget(facts)
    column.addWidget(surface("rule"))
    column.addWidget(label(N_("What happened"), "section"))
    column.addWidget(line)
    column.addStretch(1)
    whole = QVBoxLayout(page)
    whole.setContentsMargins(0, 0, 0, 0)
    whole.setSpacing(0)
    whole.addWidget(header)
    whole.addWidget(ReadingArea(content), 1)
    return page


def form() -> Form:
    made = Form()
    made.section(N_("What the report says"), N_("In the order of the paper form."))
    made.row(
        Field("received", N_("Received"), DateField(lambda: TODAY), required=True),
        Field(
            "how",
            N_("How it was received"),
            ChoiceField(
                [
                    Choice("person", N_("In person")),
                    Choice("phone", N_("By phone")),
                    Choice("post", N_("By post")),
                ]
            ),
            required=True,
            stretch=2,
        ),
    )
    made.row(Field("content", N_("Content"), TextArea(lines=3), required=True))
    made.row(
        Field(
            "village",
            N_("Village"),
            ChoiceField(
                [Choice(name, name, translated=False) for name in ("Thôn Đông", "Thôn Đoài", "Thôn Trung", "Thôn Bắc")]
            ),
        ),
        Field("minor", N_("Minor involved"), ChoiceField([Choice("yes", N_("Yes")), Choice("no", N_("No")), UNKNOWN])),
    )
    made.section(N_("Who reported"))
    made.row(
        Field("name", N_("Full name"), TextField(), stretch=2),
        Field("born", N_("Date of birth"), DateField(lambda: TODAY), hint=N_("The year is enough.")),
    )
    made.row(
        Field("phone", N_("Phone"), TextField()),
        Field(
            "place",
            N_("Establishment"),
            ChoiceField([Choice(n, f"Nhà nghỉ số {n}", translated=False) for n in range(40)]),
        ),
    )
    made.set_values({"received": TODAY, "how": "phone", "village": "Thôn Đoài", "name": "Vũ Thị Hạnh"})
    return made


class FormPage(QWidget):
    """A form with errors, as after pressing save too early."""

    def __init__(self) -> None:
        super().__init__()
        self.form = form()
        self.form.editor("born", DateField).edit.setText("31/02")
        header = PageHeader(N_("New report"))
        header.add(button(N_("Discard")), step_button(N_("Save"), "save"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        page = surface()
        inside = QVBoxLayout(page)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(0)
        inside.addWidget(header)
        inside.addWidget(ReadingArea(self.form), 1)
        column.addWidget(page)


class Pieces(QWidget):
    """The small parts, one of each."""

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme().px(24),) * 4)
        column.setSpacing(theme().px(16))
        column.addWidget(
            Banner(
                "Bản sao lưu đã kiểm tra gần nhất cách đây 9 ngày.", Tone.WARN, N_("Back up now"), lambda: None
            ).closable()
        )
        column.addWidget(Banner("Lịch nghỉ năm 2027 chưa được xác nhận; hạn có thể thay đổi.", Tone.INFO))
        chips = QHBoxLayout()
        for source, tone in (
            (N_("Accepted"), Tone.NEUTRAL),
            (N_("Verifying"), Tone.INFO),
            (N_("Closed"), Tone.GOOD),
            (N_("Not yet accepted"), Tone.WARN),
            (N_("Overdue"), Tone.BAD),
        ):
            chips.addWidget(StateChip(source, tone))
        chips.addStretch(1)
        column.addLayout(chips)
        buttons = QHBoxLayout()
        off = button(N_("Print"), "", "print")
        off.setEnabled(False)
        for each in (
            step_button(N_("Save"), "save"),
            button(N_("Print"), "", "print"),
            off,
            button(N_("Discard"), "quiet"),
            button(N_("Delete for good"), "danger", "trash"),
            icon_button("more", N_("Settings")),
        ):
            buttons.addWidget(each)
        buttons.addStretch(1)
        column.addLayout(buttons)
        masks = QHBoxLayout()
        sealed = MaskLabel()
        sealed.sealed(lambda: None)
        for mask in (MaskLabel("Vũ Thị Hạnh"), MaskLabel(None), sealed):
            masks.addWidget(mask)
        column.addLayout(masks)
        row = QHBoxLayout()
        password = PasswordField()
        password.rate("Vũ Hải Nam")
        password.set_value("cầu tre lắc lẻo")
        row.addWidget(password)
        row.addWidget(ChoiceField([Choice("a", N_("Yes")), Choice("b", N_("No")), UNKNOWN]))
        column.addLayout(row)
        differences = [
            Difference(
                "content",
                N_("Content"),
                "Người báo nghe được lúc 21 giờ.",
                "Người báo nghe được lúc 21 giờ, có ghi biển số xe.",
            ),
            Difference("village", N_("Village"), "Thôn Đoài", "Thôn Đông"),
        ]
        column.addWidget(Compare(differences, "Tạ Thu Hà", "05/03/2026 15:02"))
        column.addWidget(
            EmptyState(
                "filter",
                N_("Nothing matches"),
                N_("Two filters are on. Remove one, or look in all years."),
                N_("Clear the filters"),
                lambda: None,
            ),
            1,
        )


def find(words: str, _progress: object) -> list[Found]:
    hits = [row for row in rows()[:12] if spans(row.content, fold(words)) or spans(row.reporter, fold(words))]
    found = [
        Found(
            "Tin báo, đơn thư",
            f"{row.number} · {row.reporter}",
            row.content,
            row.number,
            "reports",
            tuple((a + 11, b + 11) for a, b in spans(row.reporter, fold(words))),
            tuple(spans(row.content, fold(words))),
        )
        for row in hits[:4]
    ]
    return [*found, Found("Cơ sở kinh doanh", "Nhà nghỉ Hoa Sen", "Thôn Đoài · 6 lao động", 1, "inspect", ((9, 12),))]


def window(folder: Path) -> MainWindow:
    made = MainWindow(UiState(folder))
    for place in (
        Place("today", N_("Today"), "today", Pieces),
        Place("reports", N_("Reports"), "reports", Reports, N_("Registers")),
        Place(
            "establishments",
            N_("Establishments"),
            "inspect",
            lambda: EmptyState(
                "check", N_("Nothing is due today"), N_("New reports appear here when their limit comes near.")
            ),
            N_("Registers"),
        ),
        Place("import", N_("Import from Excel"), "import", FormPage, N_("Exchange")),
        Place("audit", N_("Audit"), "audit", QWidget, N_("Office")),
        Place("accounts", N_("Accounts"), "accounts", QWidget, N_("Office")),
        Place("settings", N_("Settings"), "settings", QWidget, foot=True),
        Place("help", N_("Help"), "help", QWidget, foot=True),
    ):
        made.add_place(place)
    made.set_person("Công an xã Vĩnh Am", "Vũ Hải Nam", "Công an xã")
    made.status.set_backup("Sao lưu đã kiểm tra: 03/03/2026")
    made.set_badge("today", 3, Tone.BAD)
    made.set_badge("reports", 12)
    made.set_search(find)
    return made


def pictures(folder: Path, scale: str) -> None:
    """Grab every picture of one scale."""
    app = QApplication(sys.argv[:1])
    size = SCALES[scale][1]
    install(app)
    i18n.catalogue("vi").update(WORDS)
    for language in ("vi", "en"):
        for scheme in ("light", "dark"):
            theme().speak(language)
            theme().choose(scheme=scheme)
            name = f"{scale}-{language}-{scheme}"
            with tempfile.TemporaryDirectory() as state:
                shown = window(Path(state))
                shown.resize(*size)
                shown.show()
                for key, steps in scenes(shown).items():
                    target = steps() or shown
                    settle(app)
                    target.grab().save(str(folder / f"{key}-{name}.png"))
                    if target is not shown:
                        target.close()
                shown.close()
                shown.deleteLater()
                settle(app)


def settle(app: QApplication) -> None:
    from app.desktop.background import busy

    for _ in range(50):
        app.processEvents()
        if not busy():
            break
    app.processEvents()


def scenes(shown: MainWindow) -> dict[str, Callable[[], QWidget | None]]:
    def reports() -> None:
        screen = shown.go("reports")
        settle(QApplication.instance())  # type: ignore[arg-type]
        screen.table.choose("139/2026")  # type: ignore[attr-defined]
        shown.toast.say("Đã kết thúc tin báo 136/2026.", lambda: None)

    def wrong() -> None:
        shown.toast.put_away()
        shown.go("import").form.save()  # type: ignore[attr-defined]

    def demo() -> None:
        shown.go("today")
        shown.set_demo(True)

    def search() -> QWidget:
        shown.set_demo(False)
        shown.search()
        palette = shown._palette
        assert palette is not None
        palette.box.setText("hoa")
        palette._ask("hoa")
        return palette

    def confirm() -> QWidget:
        made = Confirm(
            shown,
            "Thu hồi quyền của Mai Văn Ân?",
            "Tài khoản này sẽ không mở được hồ sơ của Công an xã nữa. Khóa của ngăn hồ sơ được thay ngay.",
            do=N_("Delete for good"),
            look="danger",
        )
        made.show()
        return made

    def reason() -> QWidget:
        made = AskReason(
            shown, "Xem danh tính người tố cáo", "Việc xem được ghi vào nhật ký cùng với lý do.", do=N_("Show the name")
        )
        made.show()
        return made

    def progress() -> QWidget:
        made = ProgressDialog(shown, "Đang nhập sổ năm 2025")
        made._bar.setRange(0, 20000)
        made._bar.setValue(7400)
        made._note.setText("7.400 trên 20.000 dòng")
        made.show()
        return made

    def calendar() -> QWidget:
        field = shown.go("import").form.field("received").editor  # type: ignore[attr-defined]
        field.open_calendar()
        from app.desktop.widgets.date_field import CalendarPopup

        popup: QWidget = field.findChild(CalendarPopup)
        return popup

    def keys() -> QWidget:
        from app.desktop.shell.keys_list import KeysList

        made = KeysList(shown)
        made.show()
        return made

    return {
        "1-reports": reports,
        "2-form": wrong,
        "3-pieces": demo,
        "4-search": search,
        "5-confirm": confirm,
        "6-reason": reason,
        "7-progress": progress,
        "8-calendar": calendar,
        "9-keys": keys,
    }


def main() -> None:
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    if len(sys.argv) > 2:
        pictures(folder, sys.argv[2])
        return
    for scale, (factor, _size) in SCALES.items():
        environment = {"QT_QPA_PLATFORM": "offscreen", **os.environ, "QT_SCALE_FACTOR": factor}
        subprocess.run([sys.executable, __file__, str(folder), scale], check=True, env=environment)


if __name__ == "__main__":
    main()
