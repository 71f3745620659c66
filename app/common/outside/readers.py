"""Which readers of files from outside are there, and what may each use?"""

from dataclasses import dataclass

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Reader:
    """A module with `read(data, arguments)`, which yields messages, and `prepare()`; and its limits.

    `memory` is address space in bytes, `seconds` are the clock's and the processor's, `answer` the bytes it may send.
    """

    module: str
    memory: int
    seconds: int
    answer: int


# Measured: a register of 30,000 rows takes 0.9 s and 51 MB and sends 6 MB; a photo of 12 megapixels 0.2 s, 55 MB, 3 MB.
READERS = {
    "workbook": Reader("app.exchange.workbook_reader", memory=1024 * MIB, seconds=60, answer=192 * MIB),
    "picture": Reader("app.desktop.records.picture_reader", memory=1024 * MIB, seconds=20, answer=72 * MIB),
}
