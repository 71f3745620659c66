"""What only a process of its own shows: prompts, closed streams, an interrupt, the same seed, odd passwords."""

import hashlib
import os
import re
import select
import signal
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from app import demo
from app.police.inspection_plans import demo as planning
from app.police.inspections import demo as inspections
from app.vault import header, keys
from tests.cli.conftest import OFFICER, PASSWORD, RECORDS, ROOT, Call, environment
from tests.real_input.sheets import crime_register, line

VIETNAMESE = "bến đò cổ thụ đứng gió"


@pytest.fixture(scope="module")
def own_vault(tmp_path_factory: pytest.TempPathFactory, process: Call) -> Path:
    """A vault whose founder's password has marks."""
    place = tmp_path_factory.mktemp("own") / "kho"
    composed = unicodedata.normalize("NFC", VIETNAMESE)
    made = process("init", place, "--user", "sao.mai", "--alone", "--password-stdin", "--json", said=composed.encode())
    assert made.code == 0, made
    return place


SPELLINGS = {
    "without an end of line": VIETNAMESE.encode(),
    "with one": f"{VIETNAMESE}\n".encode(),
    "as Windows ends a line": f"{VIETNAMESE}\r\n".encode(),
    "decomposed": unicodedata.normalize("NFD", VIETNAMESE).encode() + b"\n",
    "with a byte order mark": b"\xef\xbb\xbf" + VIETNAMESE.encode() + b"\r\n",
    "with more lines behind": f"{VIETNAMESE}\nthừa\n".encode(),
}


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_one_password_in_every_spelling_opens(process: Call, own_vault: Path, spelling: str) -> None:
    asked = ("search", own_vault, "a", "--user", "sao.mai", "--password-stdin", "--json")
    answer = process(*asked, said=SPELLINGS[spelling], PYTHONIOENCODING="cp1252", PYTHONUTF8="0")
    assert (answer.code, answer.out.strip()) == (0, "[]"), answer.err


def test_without_any_password_nothing_is_opened(process: Call, own_vault: Path) -> None:
    answer = process("search", own_vault, "a", "--user", "sao.mai", "--password-stdin", said=b"")
    assert (answer.code, answer.out) == (1, "")
    assert "Traceback" not in answer.err


def test_bytes_that_are_no_text_are_a_wrong_password(process: Call, own_vault: Path) -> None:
    answer = process("search", own_vault, "a", "--user", "sao.mai", "--password-stdin", said=b"\xff\xfe\x00\x81\n")
    assert (answer.code, answer.out) == (3, "")


def shell(line: str, state: Path) -> subprocess.CompletedProcess[bytes]:
    env = environment(state, {"PY": sys.executable})
    return subprocess.run(["bash", "-c", line], capture_output=True, cwd=ROOT, env=env, timeout=60)


posix = pytest.mark.skipif(os.name != "posix", reason="redirections of a POSIX shell")


@posix
@pytest.mark.parametrize("option", ["", "--password-stdin"])
def test_closed_standard_input_is_a_sentence(own_vault: Path, state: Path, option: str) -> None:
    done = shell(f"$PY -m app search '{own_vault}' a --user sao.mai {option} <&-", state)
    assert (done.returncode, done.stdout) == (1, b"")
    assert b"Traceback" not in done.stderr
    assert "lỗi (" not in done.stderr.decode()  # not “an error of the program”
    assert done.stderr


@posix
def test_a_reader_that_leaves_early_is_no_error_to_shout_about(shared: Path, state: Path) -> None:
    call = f"echo {PASSWORD} | $PY -m app list '{shared}' reports --user {OFFICER} --password-stdin --json"
    done = shell(f"{call} | head -c 10 >/dev/null; exit ${{PIPESTATUS[1]}}", state)
    assert done.returncode in (0, 1)
    assert b"Traceback" not in done.stderr
    assert b"Broken" not in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_behind_standard_output_is_a_sentence(shared: Path, state: Path) -> None:
    call = f"echo {PASSWORD} | $PY -m app list '{shared}' reports --user {OFFICER} --password-stdin --json"
    done = shell(f"{call} >/dev/full", state)
    assert done.returncode == 1
    assert "Không ghi được kết quả" in done.stderr.decode()
    assert b"Traceback" not in done.stderr


# --- at a terminal ---------------------------------------------------------------------------------------


@contextmanager
def terminal(state: Path, *arguments: object) -> Iterator[tuple[int, int]]:
    """A verb at a terminal: its process id, and the master end of the terminal."""
    import pty

    pid, master = pty.fork()
    if pid == 0:
        os.chdir(ROOT)
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # a job in the background of a shell has it ignored
        env = environment(state, {})
        os.execve(sys.executable, [sys.executable, "-m", "app", *map(str, arguments)], env)
    try:
        yield pid, master
    finally:
        os.close(master)


def read_until(master: int, text: str | None) -> str:
    """What the terminal shows, up to this text or to its end."""
    seen = b""
    while text is None or text not in seen.decode(errors="replace"):
        assert select.select([master], [], [], 40)[0], f"waited for {text!r}, saw {seen.decode(errors='replace')!r}"
        try:
            more = os.read(master, 4096)
        except OSError:  # the other side is gone
            break
        if not more:
            break
        seen += more
    return seen.decode(errors="replace")


@posix
def test_the_password_is_asked_for_and_not_shown(own_vault: Path, state: Path) -> None:
    with terminal(state, "search", own_vault, "a", "--user", "sao.mai", "--json") as (pid, master):
        assert "Mật khẩu" in read_until(master, ":")
        os.write(master, f"{VIETNAMESE}\n".encode())
        rest = read_until(master, None)
        assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0
    assert "[]" in rest
    assert VIETNAMESE not in rest


@posix
def test_a_new_password_is_typed_twice_until_both_agree(tmp_path: Path, state: Path) -> None:
    with terminal(state, "init", tmp_path / "kho", "--user", "moi", "--alone") as (pid, master):
        read_until(master, ":")
        os.write(master, f"{VIETNAMESE}\n".encode())
        assert "xác nhận" in read_until(master, ":")
        os.write(master, "khác hẳn\n".encode())
        assert "không giống nhau" in read_until(master, "mới:")
        os.kill(pid, signal.SIGINT)
        rest = read_until(master, None)
        assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 1
    assert "Traceback" not in rest
    assert not (tmp_path / "kho" / "vault.json").exists()


@posix
def test_an_interrupt_at_the_prompt_ends_quietly(own_vault: Path, state: Path) -> None:
    with terminal(state, "search", own_vault, "a", "--user", "sao.mai") as (pid, master):
        read_until(master, ":")
        os.kill(pid, signal.SIGINT)
        rest = read_until(master, None)
        assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 1
    assert "Traceback" not in rest
    assert "Đã dừng" in rest


# --- the demo --------------------------------------------------------------------------------------------


def test_the_same_seed_tells_the_same_year_under_other_keys_and_another_seed_another(
    shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, verb: Call
) -> None:
    told = [contents(verb, shared)]

    def quick(password: str, user: str, vault_salt: bytes, kdf: object) -> bytes:
        return hashlib.sha256(f"{password}\0{user}".encode() + vault_salt).digest()

    monkeypatch.setattr(keys, "stretch", quick)
    # None of these changes what is compared: it is left out to save its time.
    for elsewhere in (planning, inspections):
        monkeypatch.setattr(elsewhere, "fill", lambda session, seed: None)
    for unit in ("fill_social", "fill_health"):
        monkeypatch.setattr(demo, unit, lambda session, seed: None)
    for name, seed in (("một", 7), ("hai", 8)):
        assert verb("demo", tmp_path / name, "--records", RECORDS, "--seed", seed).code == 0
        told.append(contents(verb, tmp_path / name))
    assert told[0] == told[1]
    assert told[0] != told[2]
    assert not secrets_of(shared) & secrets_of(tmp_path / "một")


def secrets_of(place: Path) -> set[str]:
    """What opens a vault or tells one key from another: ids of compartments' keys, slots, sealed keys, the salt."""
    found = header.read(place)
    ids = {each for part in found.keys.values() for each in part}
    boxes = {slot.box for slot in found.slots} | {grant.sealed for grant in found.grants}
    return {found.vault_id, found.salt} | ids | boxes


def contents(verb: Call, place: Path) -> list[dict[str, object]]:
    """The records of a demo but for the hour: it counts back from now."""
    listed = verb("list", place, "reports", "--user", OFFICER, "--password-stdin", "--json", said=PASSWORD).json
    return [{name: value for name, value in each.items() if name != "received_at"} for each in listed]


@pytest.mark.skipif(sys.platform != "linux", reason="finds the reader in /proc")
def test_an_interrupt_ends_the_reading_of_a_file_and_stores_nothing(shared: Path, state: Path, tmp_path: Path) -> None:
    file = tmp_path / "so.xlsx"
    file.write_bytes(crime_register([line(number) for number in range(1, 3000)]))
    asked = ("import", shared, "reports", file, "--user", OFFICER, "--password-stdin")
    command = [sys.executable, "-m", "app", *map(str, asked)]
    pipe, env = subprocess.PIPE, environment(state, {})
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, cwd=ROOT, env=env) as app:
        assert app.stdin is not None
        app.stdin.write(f"{PASSWORD}\n".encode())
        app.stdin.flush()
        reader = child_of(app)
        os.kill(reader, signal.SIGSTOP)  # it would be done before the interrupt
        app.send_signal(signal.SIGINT)
        out, err = app.communicate(timeout=40)
    assert app.returncode == 1
    assert out == b""
    assert b"Traceback" not in err
    assert not Path(f"/proc/{reader}").exists()


def child_of(process: subprocess.Popen[bytes]) -> int:
    """The reader that this process started, as soon as it has confined itself."""
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    while process.poll() is None:
        for found in children.read_text(encoding="ascii").split():
            if re.search(r"Max open files +3 ", Path(f"/proc/{found}/limits").read_text(encoding="ascii")):
                return int(found)
    raise AssertionError("it ended without starting a reader")
