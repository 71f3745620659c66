"""Who else on the computer may look at what the app holds, its memory and its files? And what is it sent to keep?"""

import ctypes
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from app.police.reports import services, services_files
from app.police.reports.terms import ReportKind
from app.police.reports.values import NewReport, Reporter
from app.vault.errors import AppError
from tests.attack import vaults
from tests.attack.outcome import Field, Outcome
from tests.attack.reading import ROOT
from tests.conftest import PASSWORD

SOMEBODY = Reporter(name="Vũ Thị Hạnh", phone="0912345678", address="Thôn Chợ")
# Names that hide what they are or that a computer does not take; the content is what the ending says, or does not.
PDF = b"%PDF-1.7"
HIDING = (
    "anh\u202egpj.exe", "anh\u202excod.pdf", "anh\u2066.pdf", "don\u200b.pdf", "anh.pdf.exe", "ANH.EXE", "anh.exe.",
    "anh.exe ", "../../don.pdf", "..\\don.pdf", "CON", "nul.pdf", "com1.pdf", "don\n.pdf", "don\0.pdf", "don:an.pdf",
    "don?.pdf", ".don.pdf", "...", "anh.jpg", "don.docx",
)  # fmt: skip
STARTED = (
    "exe", "com", "scr", "bat", "cmd", "ps1", "vbs", "js", "jse", "wsf", "lnk", "hta", "msi", "jar", "reg", "docm",
    "xlsm",
)  # fmt: skip
INSIDE = {
    "anh.jpg": b"MZ\x90\0" + bytes(200),
    "don.docx": b"MZ\x90\0" + bytes(200),
    "don.txt": b"\x7fELF" + bytes(60),
    "loi.txt": b"#!/bin/sh\nrm -r ~",
    "loi.pdf": b"L\0\0\0\x01\x14\x02\0" + bytes(60),
    "don.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "_VBA_PROJECT".encode("utf-16-le"),
    "don.xlsx": b"PK\3\4xl/workbook.xml xl/vbaProject.bin",
    "don.png": PDF,
    "anh.png": b"noi dung",
}
NAMES = (*((name, PDF) for name in HIDING), *((f"don.{each}", PDF) for each in STARTED), *INSIDE.items())


def attachments(field: Field) -> Outcome:
    """Files whose names hide what they are, and programs: kept without a word?"""
    folder = vaults.fresh(field.scratch / "vault")
    names = NAMES[::4] if field.short else NAMES
    through = []
    with vaults.signed_in(folder, "dao.ngoc.lan") as session:
        for name, data in names:
            new = NewReport(ReportKind.FEEDBACK, date(2026, 11, 2), "Tiếng ồn", source="in_person", reporter=SOMEBODY)
            report = services.receive_report(session, new).report_id
            try:
                done = services_files.attach(session, report, name, "application/octet-stream", data)
            except AppError:
                continue
            (kept,) = services.read_again(session, report).attachments
            if not done.warning or not kept.name.isprintable():
                through.append(ascii(name))
    return Outcome(len(names), len(through), 0, ", ".join(through[:12]))


def other_accounts(field: Field) -> Outcome:
    """Files and folders that the app makes, or finds in an older vault, and that other accounts may open."""
    vault, state = field.scratch / "vault", field.scratch / "state"
    environment = {**os.environ, "XDG_STATE_HOME": str(state)}
    made = vaults.fresh(vault)
    for path in [made, *made.rglob("*")]:
        path.chmod(0o755 if path.is_dir() else 0o644)
    _run(environment, "list", vault, "reports")
    if not field.short:
        _run(environment, "backup", vault)
        _run(environment, "export", vault, "reports", field.scratch / "danh-sach.xlsx", "--purpose", "Báo cáo tháng 11")
    paths = [path for path in (vault, *_below(vault), *_below(state), *field.scratch.glob("*.xlsx"))]
    opened = [path for path in paths if path.stat().st_mode & 0o077]
    return Outcome(len(paths), len(opened), 0, ", ".join(sorted({path.name for path in opened})[:12]))


def _below(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.exists())


def _run(environment: dict[str, str], verb: str, vault: Path, *more: object) -> None:
    command = [sys.executable, "-m", "app", verb, str(vault), "--user", "dao.ngoc.lan", "--password-stdin"]
    subprocess.run(
        [*command, *map(str, more)],
        cwd=ROOT,
        env=environment,
        input=f"{PASSWORD}\n".encode(),
        check=True,
        capture_output=True,
        umask=0o022,
        timeout=120,
    )


def other_programs(field: Field) -> Outcome:
    """The memory of the app, read or traced by another program of the same person, or left behind by a crash."""
    if sys.platform != "linux":
        return Outcome(1, 0, 0, "only on Linux")
    vault = vaults.fresh(field.scratch / "vault")
    command = [sys.executable, "-m", "tests.attack._prying", str(vault)]
    pried = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, preexec_fn=_like_another, timeout=60)
    found = json.loads(pried.stdout)
    assert found.pop("there"), "the app ended before it was looked at"
    managed = [what for what, done in found.items() if done]
    shutil.rmtree(vault)
    return Outcome(len(found), len(managed), 0, ", ".join(managed))


def _like_another() -> None:
    """Give up root's capabilities at the next program: then root is an account like any other."""
    drop_from_bounding_set = 24
    libc = ctypes.CDLL(None)
    for capability in range(41):
        libc.prctl(drop_from_bounding_set, capability, 0, 0, 0)


ATTACKS = {
    "files.attachments": attachments,
    "files.other_accounts": other_accounts,
    "files.other_programs": other_programs,
}
