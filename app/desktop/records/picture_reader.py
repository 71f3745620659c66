"""What does a picture from outside look like? This runs in a process of its own, without any key and without a window.

Only the formats that the window shows are decoded, told by their content. Messages: ["refused", why] and nothing more,
or ["picture", width, height] and then its pixels, four bytes each (red, green, blue, how solid), in several pieces.
"""

import os
import sys
from collections.abc import Iterator

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageIOHandler, QImageReader

from app.common.outside.frames import Message

FORMATS = frozenset({b"jpeg", b"png", b"bmp", b"gif", b"webp"})
MOST_MEGAPIXELS = 200  # phones make 108
MOST_DECODED = 256  # MiB that one picture may take unpacked; a JPEG is made small while it is unpacked
LARGEST_SIDE = 4096  # no screen shows more, and no window asks for it
_PIECE = 1 << 22
_IN_TWO_PARTS = (512, 256)  # Qt hands 65,536 pixels to each thread


def prepare() -> None:
    """Load the decoders, and start the one thread that Qt converts large pictures in: later nothing can be opened."""
    if sys.platform == "linux":
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})  # as many threads as processors
    QImageReader.supportedImageFormats()
    QImageReader.setAllocationLimit(MOST_DECODED)
    held = QBuffer()
    held.open(QIODevice.OpenModeFlag.WriteOnly)
    QImage(*_IN_TWO_PARTS, QImage.Format.Format_RGB32).save(held, "PNG")  # type: ignore[call-overload]  # its stubs
    for _ in read(bytes(held.data().data()), ["1024", "1024"]):
        pass


def read(data: bytes, arguments: list[str]) -> Iterator[Message]:
    """The picture, no larger than the width and height of the arguments."""
    room = QSize(*(min(int(each), LARGEST_SIDE) for each in arguments))
    held = QBuffer()
    held.setData(QByteArray(data))
    held.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(held)
    reader.setDecideFormatFromContent(True)
    if bytes(reader.format().data()) not in FORMATS:
        yield ["refused", "format"]
        return
    reader.setAutoTransform(True)  # photos are stored lying and say how to turn them
    size = reader.size()
    if not size.isValid() or size.width() * size.height() > MOST_MEGAPIXELS * 1_000_000:
        yield ["refused", "large" if size.isValid() else "damaged"]
        return
    if reader.transformation().value & QImageIOHandler.Transformation.TransformationRotate90.value:
        room = room.transposed()  # as the picture lies in the file
    if size.width() > room.width() or size.height() > room.height():
        reader.setScaledSize(size.scaled(room, Qt.AspectRatioMode.KeepAspectRatio).expandedTo(QSize(1, 1)))
    image = reader.read()
    if image.isNull():
        yield ["refused", "damaged"]
        return
    image = image.convertToFormat(QImage.Format.Format_RGBA8888)
    yield ["picture", image.width(), image.height()]
    pixels = bytes(image.constBits())
    for start in range(0, len(pixels), _PIECE):
        yield pixels[start : start + _PIECE]
