"""How do two processes hand each other messages through a pipe? As frames of JSON or of bytes, each with its length.

What comes back from a reader is untrusted: a frame longer than agreed, cut off, or no JSON is `Garbled`.
"""

import json
import struct
from typing import BinaryIO

_HEAD = struct.Struct(">cI")
_JSON, _BYTES = b"j", b"b"
LARGEST_FRAME = 16 * 1024 * 1024

Message = list[object] | bytes


class Garbled(Exception):
    """The other process sent something else than was agreed."""


def send(pipe: BinaryIO, message: Message) -> None:
    """Write one message."""
    if isinstance(message, bytes):
        kind, body = _BYTES, message
    else:
        kind, body = _JSON, json.dumps(message, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()
    pipe.write(_HEAD.pack(kind, len(body)))
    pipe.write(body)
    pipe.flush()


def receive(pipe: BinaryIO) -> tuple[Message, int] | None:
    """The next message and its length in bytes, or None at the end of the pipe. Raises Garbled."""
    head = pipe.read(_HEAD.size)
    if not head:
        return None
    if len(head) < _HEAD.size:
        raise Garbled
    kind, length = _HEAD.unpack(head)
    if length > LARGEST_FRAME or kind not in (_JSON, _BYTES):
        raise Garbled
    body = pipe.read(length)
    if len(body) < length:
        raise Garbled
    if kind == _BYTES:
        return bytes(body), length
    try:
        message = json.loads(body, parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        raise Garbled from error
    if not isinstance(message, list):
        raise Garbled
    return message, length


def _refuse(name: str) -> float:
    raise ValueError(name)
