"""How does a picture from outside get onto the screen? Another process decodes it (`picture_reader`), without keys."""

from collections.abc import Iterator
from contextlib import closing

from PySide6.QtCore import QSize
from PySide6.QtGui import QImage

from app.common.i18n import N_
from app.common.imports import IsCancelled, never
from app.common.outside.frames import Message
from app.common.outside.reading import Unreadable, read_outside, stopped
from app.desktop.records.picture_reader import LARGEST_SIDE


class NotAPicture(Unreadable):
    """Another kind of file, a damaged picture, or one that is too large to be shown."""


def picture(data: bytes, room: QSize, cancelled: IsCancelled = never) -> QImage:
    """The picture, made smaller where it is larger than the room. Raises Unreadable, Cancelled."""
    wide, high = (max(1, min(side, LARGEST_SIDE)) for side in (room.width(), room.height()))
    with closing(read_outside("picture", data, [str(wide), str(high)], cancelled)) as messages:
        return _taken_in(messages)


def _taken_in(messages: Iterator[Message]) -> QImage:
    size: tuple[int, int] | None = None
    pixels = bytearray()
    for message in messages:
        match message:
            case ["refused", "format" | "damaged"]:
                raise NotAPicture(
                    N_("This file cannot be shown as a picture. Save a copy to open it elsewhere."),
                )
            case ["refused", "large"]:
                raise NotAPicture(N_("This picture is too large to be shown. Save a copy to open it elsewhere."))
            case ["picture", int(width), int(height)] if (
                size is None and 0 < width <= LARGEST_SIDE and 0 < height <= LARGEST_SIDE
            ):
                size = width, height
            case bytes() if size is not None and len(pixels) + len(message) <= 4 * size[0] * size[1]:
                pixels += message
            case _:
                raise stopped()
    if size is None or len(pixels) != 4 * size[0] * size[1]:
        raise stopped()
    # A copy: the image only borrows the bytes.
    return QImage(bytes(pixels), *size, 4 * size[0], QImage.Format.Format_RGBA8888).copy()
