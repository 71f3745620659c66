"""What does a workbook or a picture from outside do to the app that reads it?"""

import itertools
import random
import re
import struct
import zlib
from collections.abc import Callable, Iterator

from tests.attack import hostile_workbooks as hostile
from tests.attack.outcome import Field, Outcome
from tests.attack.reading import Victim, each_of, why_through
from tests.attack.workbook_files import archive, ods, xls, xlsx

THOROUGH = 320  # changed workbooks of each format
SHORT = 8
_PLACE = re.compile(r'="([A-Z]{0,3}[0-9]+)"')


def bad_references(field: Field) -> Outcome:
    """Cells in places that no sheet has: a parser that believes them asks for 512 GiB, and that ends the process."""
    files = hostile.bad_references()
    return _all(field, itertools.islice(files, 2, None, 9) if field.short else files)


def made_to_harm(field: Field) -> Outcome:
    """Small files that unfold into more than the app can hold or look at; XML and archives made for their parsers."""
    much, xml, archives = hostile.too_much(), hostile.wrong_xml(), hostile.wrong_archives()
    if field.short:
        return _all(field, itertools.chain(itertools.islice(much, 2), itertools.islice(xml, 0, None, 9)))
    return _all(field, itertools.chain(much, xml, archives))


def _all(field: Field, files: Iterator[tuple[str, bytes]]) -> Outcome:
    with Victim(field.scratch) as victim:
        return each_of(files, victim).outcome()


def mutated_workbooks(field: Field) -> Outcome:
    """Small real workbooks with bytes changed by chance: in the file, and in the XML before it is packed.

    Rows that come back from a packed file are those that went in: its checksums see to that. An .xls has none.
    """
    chance = random.Random(2026)
    times = SHORT if field.short else THOROUGH
    tries = through = 0
    notes: dict[str, int] = {}
    with Victim(field.scratch) as victim:
        for name, whole, change, checked in _formats():
            right = frozenset({victim.read(whole())["content"]}) if checked else None
            for _ in range(times):
                tries += 1
                why = why_through(victim.read(change(chance)), right)
                if why is not None:
                    through += 1
                    notes[f"{name}: {why}"] = notes.get(f"{name}: {why}", 0) + 1
    return Outcome(tries, through, 0, "; ".join(f"{name} ({count})" for name, count in sorted(notes.items())))


def _formats() -> Iterator[tuple[str, Callable[[], bytes], Callable[[random.Random], bytes], bool]]:
    """Name, the whole file, one changed by chance, and whether checksums guard its rows."""
    packed, sheets, old = archive(xlsx()), archive(ods()), xls()
    yield "xlsx", lambda: packed, lambda chance: flipped(packed, chance), True
    yield "ods", lambda: sheets, lambda chance: flipped(sheets, chance), True
    yield "xls", lambda: old, lambda chance: flipped(old, chance), False
    yield "xlsx, its XML", lambda: packed, lambda chance: archive(changed(xlsx(), chance)), False
    yield "ods, its XML", lambda: sheets, lambda chance: archive(changed(ods(), chance)), False


def flipped(data: bytes, chance: random.Random) -> bytes:
    """The bytes with one to eight of them changed."""
    found = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        found[chance.randrange(len(found))] = chance.randrange(256)
    return bytes(found)


def changed(parts: dict[str, str | bytes], chance: random.Random) -> dict[str, str | bytes]:
    """The parts with a few letters of one of them exchanged, or one number or place by another of any size."""
    name = chance.choice([name for name in parts if name.endswith("xml")])
    text = str(parts[name])
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(text))
        text = text[:at] + chance.choice("0A-9Z<>\"'/& é\ufffd") + text[at + 1 :]
    places = list(_PLACE.finditer(text))
    if places and chance.random() < 0.7:
        found = chance.choice(places)
        other = "".join(chance.choices("AXZ", k=chance.randint(0, 9)) + chance.choices("0189", k=chance.randint(0, 12)))
        text = text[: found.start(1)] + other + text[found.end(1) :]
    return {**parts, name: text}


def pictures(field: Field) -> Outcome:
    """Pictures that unfold into more memory than they say, or that are changed by chance: a decoder's every mistake."""
    wide = iter((f"{side} x {side}", png(side)) for side in ((7_000,) if field.short else (7_000, 8_000, 20_000)))
    small = png(64)
    chance = random.Random(2026)
    changed_ones = (("changed", flipped(small, chance)) for _ in range(SHORT if field.short else THOROUGH))
    with Victim(field.scratch, "picture") as victim:
        return each_of(itertools.chain(wide, changed_ones), victim).outcome()


def png(side: int) -> bytes:
    """A picture of this many points each way, black, four bytes a point: a thousand times smaller as a file."""
    packer, line = zlib.compressobj(1), bytes(1 + 4 * side)
    packed = b"".join(packer.compress(line) for _ in range(side)) + packer.flush()
    parts = {b"IHDR": struct.pack(">IIBBBBB", side, side, 8, 6, 0, 0, 0), b"IDAT": packed, b"IEND": b""}
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in parts.items()
    )


ATTACKS = {
    "files.bad_references": bad_references,
    "files.made_to_harm": made_to_harm,
    "files.mutated_workbooks": mutated_workbooks,
    "files.pictures": pictures,
}
