"""The fields of every form: an hour asks for an hour and nothing else; what a line has no room for goes under it."""

from datetime import time
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from app.common.i18n import sentence
from app.desktop.records.drafts import NOT_KNOWN
from app.desktop.records.fields import HourField, OrUnknown
from app.desktop.records.fields_more import FilesField
from app.desktop.widgets import Breaking, TextField
from app.vault.errors import AppError


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("14h30", time(14, 30)),
        ("14:30", time(14, 30)),
        ("1430", time(14, 30)),
        ("8 giờ", time(8)),
        ("8 giờ 15 phút", time(8, 15)),
        ("", None),
    ],
)
def test_an_hour_is_taken_as_people_write_it(qtbot, typed: str, meant: time | None) -> None:
    field = HourField()
    qtbot.addWidget(field)
    field.setText(typed)

    assert field.value() == meant


@pytest.mark.parametrize("typed", ["25h", "14h75", "chiều", "5/3/2026"])
def test_what_is_no_hour_is_asked_for_as_an_hour_alone(qtbot, typed: str) -> None:
    field = HourField()
    qtbot.addWidget(field)
    field.setText(typed)

    with pytest.raises(AppError) as refused:
        field.value()

    assert sentence(refused.value) == f"“{typed}” không phải là giờ. Hãy nhập như 14h30."


def test_not_known_is_a_value_of_its_own(qtbot) -> None:
    field = OrUnknown(TextField())
    qtbot.addWidget(field)
    field.set_value("Hoa Sen")
    field.unknown.setChecked(True)
    assert field.value() is NOT_KNOWN

    field.unknown.setChecked(False)

    assert field.value() == "Hoa Sen"


def test_buttons_without_room_beside_the_words_go_under_them(qtbot) -> None:
    words, step = QLabel("058/2026/PA"), QPushButton("Kết luận xác minh")
    line = Breaking(words, step, QPushButton("Sửa"))
    qtbot.addWidget(line)
    line.resize(600, 60)
    line.show()
    assert not line.broken()

    line.resize(300, 120)

    assert line.broken()
    assert step.width() >= step.sizeHint().width()


def test_a_program_is_named_and_left_out_where_files_are_chosen(qtbot, tmp_path: Path) -> None:
    field = FilesField()
    qtbot.addWidget(field)
    files = {"đơn.pdf": b"%PDF-1.7", "đơn.pdf.exe": b"x", "ảnh.jpg": b"MZ\x90\0" + bytes(60)}
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    field.take([str(tmp_path / name) for name in files])
    assert [Path(path).name for path in field.value()] == ["đơn.pdf"]
    said = " ".join(label.text() for label in field.findChildren(QLabel))
    assert "“đơn.pdf.exe” có đuôi của chương trình" in said
    assert "“ảnh.jpg” là chương trình" in said
