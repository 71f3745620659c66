"""Which files are kept with a record, and under which name: misleading names, programs, contents of another kind."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.common.attachment_rules import ending, is_misnamed, kind_of, outward_name, safe_name, why_not

PDF = b"%PDF-1.7"


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("đơn tố cáo.pdf", "đơn tố cáo.pdf"),
        ("ảnh  hai khoảng.jpg", "ảnh  hai khoảng.jpg"),
        ("anh\u202egpj.pdf", "anhgpj.pdf"),
        ("đơn\u200b\u2060\ufeff.pdf", "đơn.pdf"),
        ("C:\\ảnh\\quầy.jpg", "quầy.jpg"),
        ("../../etc/passwd", "passwd"),
        ("đơn:bản 2?.pdf", "đơn_bản 2_.pdf"),
        ("đơn\n\0.pdf", "đơn.pdf"),
        ("đơn\u00a0mới.pdf", "đơn mới.pdf"),
        ("đơn.pdf. . ", "đơn.pdf"),
        (".bashrc", "bashrc"),
        ("CON", "_CON"),
        ("nul.pdf", "_nul.pdf"),
        ("com¹.txt", "_com¹.txt"),
        ("...", "_"),
        ("", "_"),
    ],
)
def test_a_name_is_cleaned(given_name: str, kept: str) -> None:
    assert safe_name(given_name) == kept


@given(st.text(max_size=400))
def test_a_cleaned_name_is_clean_whatever_it_was(name: str) -> None:
    kept = safe_name(name)
    assert kept.isprintable()
    assert kept
    assert not set('/\\:*?"<>|') & set(kept)
    assert kept[-1] not in ". "
    assert len(kept) <= 200
    assert len(kept.encode()) <= 255
    assert safe_name(kept) == kept


def test_a_long_name_keeps_its_ending() -> None:
    kept = safe_name("ạ" * 300 + ".pdf")
    assert ending(kept) == "pdf"


@pytest.mark.parametrize("name", ["anh.exe", "anh.jpg.EXE", "anh.exe . ", "a.lnk", "a.js", "a.hta", "a.msi", "a.ps1"])
def test_programs_are_refused_by_their_ending(name: str) -> None:
    assert why_not(name, PDF) is not None


@pytest.mark.parametrize(
    "data",
    [b"MZ\x90\0" + bytes(99), b"\x7fELF\2\1", b"#!/bin/sh\n", b"L\0\0\0\x01\x14\x02\0", b"\xca\xfe\xba\xbe\0\0"],
)
def test_programs_are_refused_by_their_content(data: bytes) -> None:
    assert why_not("anh.jpg", data) is not None


def test_macros_are_refused_by_ending_and_content() -> None:
    old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
    assert why_not("so.xlsm", b"PK\3\4") is not None
    assert why_not("so.xlsx", b"PK\3\4...xl/vbaProject.bin") is not None
    assert why_not("so.xls", old + "_VBA_PROJECT".encode("utf-16-le")) is not None
    assert why_not("so.xls", old) is None


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("đơn.pdf", PDF),
        ("ảnh.jpg", b"\xff\xd8\xff\xe0"),
        ("ghi âm.mp3", b"ID3"),
        ("tin nhắn.txt", "MZ là hai chữ".encode()),
        ("số liệu.bin", b"\1\2"),
        ("báo cáo.exe.pdf", PDF),
    ],
)
def test_what_offices_keep_is_kept(name: str, data: bytes) -> None:
    assert why_not(name, data) is None
    assert not is_misnamed(name, data)


@pytest.mark.parametrize(
    ("name", "data", "wrong"),
    [
        ("ảnh.jpg", PDF, True),
        ("đơn.pdf", b"\x89PNG\r\n\x1a\n", True),
        ("đơn.txt", b"\x89PNG\r\n\x1a\n", True),
        ("ảnh.png", b"noi dung", True),
        ("đơn.docx", b"PK\3\4word/document.xml", False),
        ("đơn.xlsx", b"PK\3\4word/document.xml", True),
        ("đơn.doc", b"{\\rtf1", False),
        ("gói.dat", b"PK\3\4", False),
    ],
)
def test_a_content_that_is_not_what_the_ending_says_is_told(name: str, data: bytes, wrong: bool) -> None:
    assert is_misnamed(name, data) is wrong


def test_the_kind_is_told_by_the_content() -> None:
    found = kind_of(b"RIFF\0\0\0\0WEBPVP8 ")
    assert found is not None
    assert found.media_type == "image/webp"
    assert kind_of(b"noi dung") is None


def test_a_program_that_was_kept_before_leaves_under_a_name_that_starts_nothing() -> None:
    assert outward_name("anh\u202egpj.exe") == "anhgpj.exe.txt"
    assert outward_name("đơn.pdf") == "đơn.pdf"
