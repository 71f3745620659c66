"""Where does the process begin that reads a file from outside?

It holds no key and was told nothing but which reader to be. It makes ready, gives up what it does not need, and only
then takes the first byte of the file from its standard input. Its answer goes to its standard output.
"""

import os
import sys
from collections.abc import Callable, Iterable
from importlib import import_module

from app.common.outside.confinement import confine
from app.common.outside.frames import Message, send
from app.common.outside.readers import READERS

# What the process answers when the reader failed: the app says the sentence.
NO_MEMORY, FAILED, DONE = "no-memory", "failed", "done"


def main(arguments: list[str]) -> int:
    """Read standard input with the reader that the first argument names."""
    known = READERS[arguments[0]]
    module = import_module(known.module)
    read: Callable[[bytes, list[str]], Iterable[Message]] = module.read
    module.prepare()
    confine(known.memory, known.seconds)
    answer = sys.stdout.buffer
    try:
        for message in read(sys.stdin.buffer.read(), arguments[1:]):
            send(answer, message)
        send(answer, [DONE])
    except BrokenPipeError:
        pass  # nobody waits for the answer any more
    except MemoryError:
        send(answer, [NO_MEMORY])
    except BaseException:  # a panic of the parser is no Exception; its words may quote the file
        send(answer, [FAILED])
    # Without tidying up: what the file left behind in memory is not touched again.
    os._exit(0)
