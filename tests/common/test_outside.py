"""Another process reads what comes from outside: it knows nothing of ours, and whatever becomes of it is a sentence."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from app.common.outside import reading, windows_job
from app.common.outside.frames import Message
from app.common.outside.readers import READERS
from app.common.outside.reading import NoReader, ReaderStopped, TookTooLong, read_outside
from app.vault.errors import Cancelled

linux = pytest.mark.skipif(sys.platform != "linux", reason="limits of Linux")
started: list[subprocess.Popen[bytes]] = []


@pytest.fixture(autouse=True)
def all_processes(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Every reader that a test started has ended after it."""
    start = reading._start

    def noted(*arguments: object) -> subprocess.Popen[bytes]:
        started.append(start(*arguments))  # type: ignore[arg-type]
        return started[-1]

    monkeypatch.setattr(reading, "_start", noted)
    started.clear()
    yield
    assert all(process.returncode is not None for process in started)


@pytest.fixture
def a_reader_that(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Puts a small program in the place of the reader; it begins with the workbook reader's limits."""

    def put(program: str) -> None:
        prepared = (
            f"import sys, os; sys.path.insert(0, {str(Path(reading.__file__).parents[3])!r})\n"
            "from app.common.outside.confinement import confine\n"
            "from app.common.outside.frames import send\n"
            "out = sys.stdout.buffer\n"
        )

        def start(*_: object) -> subprocess.Popen[bytes]:
            pipe = subprocess.PIPE
            command = [sys.executable, "-I", "-c", prepared + program]
            started.append(subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL))
            return started[-1]

        monkeypatch.setattr(reading, "_start", start)

    return put


def everything(data: bytes = b"") -> list[Message]:
    with closing(read_outside("workbook", data)) as messages:
        return list(messages)


def test_what_a_reader_answers_arrives_in_order(a_reader_that: Callable[[str], None]) -> None:
    a_reader_that("send(out, ['á', 1]); send(out, sys.stdin.buffer.read()); send(out, ['done'])")
    assert everything(b"\0\xff" * 100_000) == [["á", 1], b"\0\xff" * 100_000]


@pytest.mark.parametrize(
    "program",
    [
        "os.abort()",
        "os._exit(0)",
        "os.kill(os.getpid(), 9)",
        "send(out, ['failed'])",
        "send(out, ['a']); os._exit(0)",
        "out.write(b'j\\0\\0\\0\\5[1')",
        "out.write(b'j\\xff\\xff\\xff\\xff[]')",
        "out.write(b'x\\0\\0\\0\\2[]')",
        "out.write(b'j\\0\\0\\0\\2{}')",
        "out.write(b'j\\0\\0\\0\\5[NaN]')",
        "out.write(b'j' + (200_000).to_bytes(4, 'big') + b'[' * 200_000)",
        "[send(out, bytes(1 << 23)) for _ in range(40)]; send(out, ['done'])",
    ],
)
def test_a_reader_that_ends_early_or_babbles_is_one_sentence(
    a_reader_that: Callable[[str], None], program: str
) -> None:
    a_reader_that(program)
    with pytest.raises(ReaderStopped):
        everything()


def test_a_reader_that_takes_too_long_is_ended(
    a_reader_that: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(READERS, "workbook", replace(READERS["workbook"], seconds=0))
    a_reader_that("import time; time.sleep(60)")
    with pytest.raises(TookTooLong):
        everything()


def test_a_reader_is_ended_as_soon_as_it_is_cancelled(a_reader_that: Callable[[str], None]) -> None:
    a_reader_that("send(out, ['a'])\nwhile True: pass")
    heard: list[Message] = []
    with (
        closing(read_outside("workbook", b"", cancelled=lambda: bool(heard))) as messages,
        pytest.raises(Cancelled),
    ):
        for message in messages:
            heard.append(message)
    assert heard == [["a"]]


def test_a_reader_that_nobody_listens_to_any_more_is_ended(a_reader_that: Callable[[str], None]) -> None:
    a_reader_that("while True: send(out, ['a'] * 1000)")
    with closing(read_outside("workbook", bytes(1 << 22))) as messages:
        next(messages)
    assert started[0].returncode is not None


def test_a_reader_that_cannot_be_started_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    with pytest.raises(NoReader):
        everything()


@linux
def test_a_reader_is_given_nothing_of_the_app_that_started_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("NHIPCAU_PASSWORD", "bốn từ chẳng liên quan")
    monkeypatch.chdir(tmp_path)
    tell = "[sorted(os.environ), os.getcwd(), sys.flags.isolated, sorted(os.listdir('/proc/self/fd'))]"
    begin = reading._BEGIN.replace("main(sys.argv[1:])", f"import os; frames.send(sys.stdout.buffer, {tell})")
    begin = begin.replace("from app", "from app.common.outside import frames; from app", 1)
    monkeypatch.setattr(reading, "_BEGIN", begin)
    with (tmp_path / "kho.db").open("wb"), closing(read_outside("workbook", b"")) as messages:
        said = next(messages)
    # LC_CTYPE is set by Python for itself; the last of the files is the look at them.
    assert said in ([[], "/", 1, ["0", "1", "2", "3"]], [["LC_CTYPE"], "/", 1, ["0", "1", "2", "3"]])


@linux
def test_a_confined_process_opens_nothing_writes_nothing_and_takes_no_more_memory(
    a_reader_that: Callable[[str], None], tmp_path: Path
) -> None:
    there = tmp_path / "bí mật.txt"
    there.write_text("x", encoding="utf-8")
    a_reader_that(
        f"""
import socket
found = []
confine(1 << 30, 60)
for what, act in (
    ("read", lambda: open({str(there)!r})),
    ("write", lambda: open({str(tmp_path / "neu")!r}, "w")),
    ("connect", lambda: socket.socket()),
    ("memory", lambda: bytearray(2 << 30)),
):
    try:
        act()
        found.append(what)
    except (OSError, MemoryError):
        pass
import resource
send(out, [found, resource.getrlimit(resource.RLIMIT_CORE)[1], resource.getrlimit(resource.RLIMIT_CPU)[1]])
send(out, ["done"])
"""
    )
    assert everything() == [[[], 0, 60]]


def test_the_packaged_app_starts_itself_as_a_reader() -> None:
    root = Path(reading.__file__).parents[3]
    command = [sys.executable, "-m", "app", "read-file-from-outside", "workbook"]
    done = subprocess.run(command, input=b"a,b\n1,2\n", capture_output=True, cwd=root, timeout=60, check=True)
    assert b'["refused","csv"]' in done.stdout
    assert done.stderr == b""


@pytest.mark.skipif(sys.maxsize < 2**32, reason="of 64 bits")
def test_the_limits_for_windows_have_the_layout_that_windows_wants() -> None:
    import ctypes

    assert ctypes.sizeof(windows_job.BasicLimits) == 64
    assert ctypes.sizeof(windows_job.ExtendedLimits) == 144
    made = windows_job.limits(1 << 30, 60)
    assert (made.ProcessMemoryLimit, made.Basic.PerProcessUserTimeLimit) == (1 << 30, 600_000_000)
    assert made.Basic.ActiveProcessLimit == 1
    if os.name != "nt":
        with pytest.raises(OSError):
            windows_job.confine_to_job(1 << 30, 60)
