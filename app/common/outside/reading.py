"""How does the app have a file from outside read? It starts the reader, watches it, and ends it.

Whatever becomes of the reader (a crash, a limit, a cancel), the app goes on: the caller gets a sentence. What the
reader answers is untrusted; the caller checks each message.
"""

import contextlib
import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Generator, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, Final

import app
from app.common.i18n import N_
from app.common.imports import IsCancelled, never
from app.common.outside import AS_READER
from app.common.outside.entry import DONE, FAILED
from app.common.outside.frames import Garbled, Message, receive
from app.common.outside.readers import READERS, Reader
from app.vault.errors import AppError, Cancelled

_POLL = 0.05  # seconds until a cancel is heard
_AHEAD = 8  # messages that may wait to be taken: the reader pauses then
_BEGIN = (
    "import sys; sys.path.insert(0, sys.argv.pop(1)); from app.common.outside.entry import main; main(sys.argv[1:])"
)
_KEPT = ("SYSTEMROOT", "WINDIR")  # without these Windows starts no Python; nothing else is handed on


class Unreadable(AppError):
    """The file cannot be read; nothing was changed."""


class TooLarge(Unreadable):
    """More than such a file can be: a mistake or an attack."""


class ReaderStopped(Unreadable):
    """The reader ended while reading: it crashed, or met a limit of memory."""


class TookTooLong(TooLarge):
    """The file was not read within the time that its kind may take."""


class NoReader(Unreadable):
    """The reader could not be started."""


def read_outside(
    name: str, data: bytes, arguments: Sequence[str] = (), cancelled: IsCancelled = never
) -> Generator[Message, None, None]:
    """Have the bytes read by the reader of that name, and yield its messages, each still to be checked.

    Raises Cancelled, ReaderStopped, TookTooLong, NoReader. The process has ended when this returns, raises or is
    closed; whoever takes the messages closes it (`contextlib.closing`), whatever happens.
    """
    if cancelled():
        raise _cancelled()
    known = READERS[name]
    process = _start(name, arguments)
    assert process.stdin is not None and process.stdout is not None
    answers: queue.Queue[_Answer] = queue.Queue(_AHEAD)
    threads = (
        threading.Thread(target=_feed, args=(process.stdin, data), daemon=True),
        threading.Thread(target=_collect, args=(process.stdout, answers, known.answer), daemon=True),
    )
    for thread in threads:
        thread.start()
    try:
        yield from _watched(answers, known, cancelled)
    finally:
        process.kill()
        process.wait()
        while threads[1].is_alive():
            with contextlib.suppress(queue.Empty):
                answers.get(timeout=_POLL)  # it may be waiting for room
        threads[0].join()
        process.stdout.close()


class _End:
    """The reader's pipe ended without its saying that it was done, or with what was not agreed."""


_END: Final = _End()
_Answer = Message | _End


def _watched(answers: "queue.Queue[_Answer]", known: Reader, cancelled: IsCancelled) -> Iterator[Message]:
    latest = time.monotonic() + known.seconds
    while True:
        if cancelled():
            raise _cancelled()
        if time.monotonic() > latest:
            raise _took_too_long(known)
        try:
            message = answers.get(timeout=_POLL)
        except queue.Empty:
            continue
        if isinstance(message, _End) or message == [FAILED]:
            raise stopped()
        if message == [DONE]:
            return
        yield message


def _start(name: str, arguments: Sequence[str]) -> subprocess.Popen[bytes]:
    """A fresh interpreter (never a fork, which would hold the keys), without our environment, in no folder of ours."""
    if getattr(sys, "frozen", False):
        command = [sys.executable, AS_READER]
    else:
        command = [sys.executable, "-I", "-c", _BEGIN, str(Path(app.__file__).resolve().parents[1])]
    kept = {key: value for key, value in os.environ.items() if key.upper() in _KEPT}
    try:
        return subprocess.Popen(
            [*command, name, *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # a parser's complaint may quote the file
            cwd=Path(sys.executable).anchor or None,
            env=kept,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except OSError as error:
        raise NoReader(
            N_(
                "The part of the app that reads files could not be started ({reason}). Nothing was changed."
                " Close other programs and try again."
            ),
            reason=error.strerror or type(error).__name__,
        ) from error


def _feed(pipe: BinaryIO, data: bytes) -> None:
    with contextlib.suppress(OSError):  # it ended before it had taken everything: what it answered counts
        pipe.write(data)
    with contextlib.suppress(OSError):
        pipe.close()


def _collect(pipe: BinaryIO, answers: "queue.Queue[_Answer]", most: int) -> None:
    """Put each message into the queue, and at the end, or at more than was agreed, the end."""
    so_far = 0
    with contextlib.suppress(Garbled):
        while (received := receive(pipe)) is not None and so_far + received[1] <= most:
            so_far += received[1]
            answers.put(received[0])
    answers.put(_END)


def _cancelled() -> Cancelled:
    return Cancelled(N_("Cancelled. Everything is as it was before."))


def stopped() -> ReaderStopped:
    """What is said where the reader ended early, or answered something else than was agreed."""
    return ReaderStopped(
        N_(
            "The file could not be read to its end: it is damaged, too large, or made to do harm. It was read apart"
            " from the app, so nothing was changed. Open it in the program it comes from, save it anew and try again."
        )
    )


def _took_too_long(known: Reader) -> TookTooLong:
    return TookTooLong(
        N_(
            "The file was not read within {seconds} seconds, so the reading was ended. Nothing was changed."
            " Delete what is not needed, or split it into several files."
        ),
        seconds=known.seconds,
    )
