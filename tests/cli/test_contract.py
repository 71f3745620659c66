"""What every verb promises to scripts: the exit code, one document on stdout, a Vietnamese reason on stderr."""

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import COORDINATOR, HEALTH, LEAD, OFFICER, PASSWORD, VIEWER, Answer, Call, Demo

MARKS = re.compile("[ăâđêôơưàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ]", re.IGNORECASE)


def refused(answer: Answer, code: int) -> str:
    """The reason of a refusal: nothing on stdout, a Vietnamese sentence on stderr, never a traceback."""
    assert answer.code == code, answer
    assert answer.out == ""
    assert "Traceback" not in answer.err
    assert MARKS.search(answer.err), answer.err
    return answer.err


@pytest.mark.parametrize(
    "arguments",
    [
        ["khongco"],
        ["--khongco"],
        ["list"],
        ["list", "KHO"],
        ["list", "KHO", "reports"],
        ["list", "KHO", "reports", "--user"],
        ["list", "KHO", "reports", "thua", "--user", OFFICER],
        ["list", "KHO", "reports", "--user", OFFICER, "--khongco"],
        ["list", "KHO", "reports", "--user", OFFICER, "--limit", "ba"],
        ["list", "KHO", "reports", "--user", OFFICER, "--limit", "0"],
        ["list", "KHO", "reports", "--user", OFFICER, "--password-stdin", "--filter", "village"],
        ["show", "KHO", "reports", "--user", OFFICER],
        ["export", "KHO", "reports", "--user", OFFICER],
        ["import", "KHO", "reports", "--user", OFFICER],
        ["demo"],
        ["demo", "KHO", "--records", "-1"],
        ["demo", "KHO", "--seed", "hai"],
        ["init", "KHO", "--unit", "khongco"],
        ["init", "KHO", "--invite", "health"],
    ],
    ids=" ".join,
)
def test_a_wrong_call_is_told_in_vietnamese_with_code_2(verb: Call, tmp_path: Path, arguments: list[str]) -> None:
    place = str(tmp_path / "kho")
    reason = refused(verb(*(place if each == "KHO" else each for each in arguments)), 2)
    assert not re.search(r"\b(Error|Usage|No such|Missing|Invalid|Try|Got)\b", reason), reason
    assert not (tmp_path / "kho").exists()


@pytest.mark.parametrize("name", ["list", "search", "audit", "verify", "backup"])
def test_a_wrong_password_and_an_unknown_name_are_the_same_refusal(
    ask: Call, kho: Path, name: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    more = {"list": ["reports"], "search": ["karaoke"]}.get(name, [])
    wrong = refused(ask(name, kho, OFFICER, *more, "--json", password="sai mật khẩu rồi"), 3)
    unknown = refused(ask(name, kho, "khong.co.ai", *more, "--json"), 3)
    assert wrong == unknown


def test_many_wrong_passwords_make_a_script_wait_or_give_up(ask: Call, kho: Path) -> None:
    from app.vault.header import read
    from app.vault.throttle import Throttle

    attempts = Throttle(read(kho).vault_id, OFFICER)
    for _ in range(12):
        attempts.failed()
    assert "giây" in refused(ask("list", kho, OFFICER, "reports"), 3)


REPORTS: dict[str, list[object]] = {
    "list": ["reports"],
    "show": ["reports", "001/2026/TB"],
    "export": ["reports", "ra.xlsx"],
}


@pytest.mark.parametrize("user", [HEALTH, COORDINATOR, "truong.hpn", "xem.yte"])
@pytest.mark.parametrize("name", REPORTS)
def test_another_unit_has_no_key_to_reports(ask: Call, shared: Path, name: str, user: str) -> None:
    refused(ask(name, shared, user, *REPORTS[name], "--json"), 3)


@pytest.mark.parametrize("user", [HEALTH, "truong.yte", COORDINATOR])
def test_another_unit_imports_no_reports(ask: Call, shared: Path, tmp_path: Path, user: str) -> None:
    from tests.real_input.sheets import crime_register, line

    file = tmp_path / "sổ.xlsx"
    file.write_bytes(crime_register([line(1)]))
    refused(ask("import", shared, user, "reports", file, "--json"), 3)
    refused(ask("import", shared, user, "reports", file, "--dry-run"), 3)


@pytest.mark.parametrize("name", ["show", "export"])
def test_a_viewer_opens_no_report_and_exports_none(ask: Call, shared: Path, name: str, tmp_path: Path) -> None:
    number = ask("list", shared, VIEWER, "reports", "--json").json[0]["number"]
    target = tmp_path / "ra.xlsx"
    more = [number] if name == "show" else [target]
    refused(ask(name, shared, VIEWER, "reports", *more, "--json"), 3)
    assert not target.exists()


def test_a_viewer_imports_nothing(ask: Call, shared: Path, tmp_path: Path) -> None:
    from tests.real_input.sheets import crime_register, line

    file = tmp_path / "sổ.xlsx"
    file.write_bytes(crime_register([line(1)]))
    refused(ask("import", shared, VIEWER, "reports", file), 3)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["list", "KHO", "khongco"], "khongco"),
        (["show", "KHO", "khongco", "1"], "khongco"),
        (["import", "KHO", "khongco", "a.xlsx"], "khongco"),
        (["export", "KHO", "khongco", "a.xlsx"], "khongco"),
        (["import", "KHO", "reports", "khong-co-tep.xlsx"], "khong-co-tep.xlsx"),
        (["export", "KHO", "reports", "ra.txt"], ".xlsx"),
        (["export", "KHO", "reports", "khong/co/thu/muc/ra.xlsx"], "hư mục"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else value,
)
def test_wrong_input_is_told_with_code_1(verb: Call, shared: Path, arguments: list[str], says: str) -> None:
    places = [shared if each == "KHO" else each for each in arguments]
    assert says in refused(verb(*places, "--user", OFFICER, "--password-stdin", "--json"), 1)


def test_a_number_that_is_not_there_is_told_with_code_1(ask: Call, shared: Path) -> None:
    answer = ask("show", shared, OFFICER, "reports", "999/1999/TB", "--json")
    assert (answer.code, answer.out) == (1, "")
    assert "999/1999/TB" in answer.err


@pytest.mark.parametrize(
    "condition", ["khongco=1", "state=khongco", "kind=khongco", "from=mai sau", "village=Nơi Khác"]
)
def test_a_filter_that_means_nothing_is_told_with_code_1(ask: Call, shared: Path, condition: str) -> None:
    answer = ask("list", shared, OFFICER, "reports", "--json", "--filter", condition)
    assert (answer.code, answer.out) == (1, "")
    assert "Traceback" not in answer.err
    assert answer.err.strip()


# --- the vault itself ------------------------------------------------------------------------------------


def newer(kho: Path) -> None:
    header = json.loads((kho / "vault.json").read_text(encoding="utf-8"))
    header["format"] = 99
    (kho / "vault.json").write_text(json.dumps(header), encoding="utf-8")


def half_a_header(kho: Path) -> None:
    text = (kho / "vault.json").read_bytes()
    (kho / "vault.json").write_bytes(text[: len(text) // 2])


def scrambled(kho: Path) -> None:
    data = bytearray((kho / "police.db").read_bytes())
    data[:8192] = bytes(255 - byte for byte in data[:8192])
    (kho / "police.db").write_bytes(data)


BREAKS: dict[str, Any] = {
    "no folder": lambda kho: shutil.rmtree(kho),
    "no header": lambda kho: (kho / "vault.json").unlink(),
    "half a header": half_a_header,
    "no police.db": lambda kho: (kho / "police.db").unlink(),
    "no registry.db": lambda kho: (kho / "registry.db").unlink(),
    "damaged police.db": scrambled,
    "newer format": newer,
}


@pytest.mark.parametrize("broken", BREAKS)
def test_a_broken_vault_is_told_with_code_1_and_left_as_it_is(ask: Call, kho: Path, broken: str) -> None:
    BREAKS[broken](kho)
    before = contents(kho)
    refused(ask("list", kho, OFFICER, "reports", "--json"), 1)
    assert contents(kho) == before


def contents(place: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in place.glob("*") if path.suffix in (".db", ".json")}


def test_a_vault_in_use_is_told_with_code_1(ask: Call, kho: Path) -> None:
    from app.vault.access import open_vault

    with open_vault(kho):
        refused(ask("list", kho, OFFICER, "reports"), 1)


# --- in a process of its own -----------------------------------------------------------------------------


def test_help_names_every_verb_and_the_exit_codes(process: Call) -> None:
    answer = process("--help", said=b"")
    assert answer.code == 0
    for name in ("demo", "init", "import", "list", "show", "search", "export", "audit", "verify", "backup", "restore"):
        assert re.search(rf"^  {name}\b", answer.out, re.MULTILINE), name
    assert "3 sai mật khẩu" in answer.out


def test_the_demo_tells_its_password_and_an_account_of_every_unit_and_level(made: Demo) -> None:
    assert made.answer.code == 0
    document = made.answer.json
    assert set(document) == {"password", "accounts"}
    assert document["password"] == PASSWORD
    levels = {(each["unit"], each["level"]) for each in document["accounts"]}
    units = ("police", "health", "social", "coordination")
    assert levels == {(unit, level) for unit in units for level in ("viewer", "officer", "lead")}
    assert all(set(each) == {"user", "unit", "level"} for each in document["accounts"])


def test_a_second_demo_in_the_same_folder_is_refused(verb: Call, kho: Path) -> None:
    refused(verb("demo", kho, "--json"), 1)


@pytest.mark.parametrize(
    "setting",
    [{"LC_ALL": "C", "LANG": "C"}, {"PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "0"}, {"PYTHONIOENCODING": "ascii"}],
    ids=lambda setting: " ".join(setting),
)
def test_the_document_is_utf8_whatever_the_console_speaks(process: Call, shared: Path, setting: dict[str, str]) -> None:
    answer = process("list", shared, "reports", "--user", OFFICER, "--password-stdin", "--json", **setting)
    assert answer.code == 0, answer.err
    assert any(MARKS.search(each["content"]) for each in answer.json)


def test_a_relative_path_is_taken_from_where_the_script_stands(process: Call, shared: Path) -> None:
    answer = process("verify", shared.name, "--user", LEAD, "--password-stdin", "--json", cwd=shared.parent)
    assert answer.json["ok"] is True
