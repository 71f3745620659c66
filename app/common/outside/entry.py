"""Where does the process begin that reads a file from outside?

It holds no key and was told nothing but which reader to be. It makes ready, gives up what it does not need, and only
then takes the first byte of the file from its standard input. Its answer goes to its standard output.
"""

import contextlib
import os
import sys
from collections.abc import Callable, Iterable
from importlib import import_module
from typing import NoReturn

from app.common.outside.confinement import confine
from app.common.outside.frames import Message, send
from app.common.outside.readers import READERS

# The last message: whether the reader failed or got to the end.
FAILED, DONE = "failed", "done"


def main(arguments: list[str]) -> NoReturn:
    """Read standard input with the reader that the first argument names."""
    known = READERS[arguments[0]]
    module = import_module(known.module)
    read: Callable[[bytes, list[str]], Iterable[Message]] = module.read
    module.prepare()
    confine(known.memory, known.seconds)
    with contextlib.suppress(BrokenPipeError):  # nobody waits for the answer any more
        _answer(read(sys.stdin.buffer.read(), arguments[1:]))
    # Without tidying up: what the file left behind in memory is not touched again.
    os._exit(0)


def _answer(messages: Iterable[Message]) -> None:
    out = sys.stdout.buffer
    try:
        for message in messages:
            send(out, message)
        send(out, [DONE])
    except BaseException:  # no memory left, or a panic of the parser, which is no Exception and may quote the file
        send(out, [FAILED])
