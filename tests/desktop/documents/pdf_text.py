"""What does a PDF file say? Read from its own letters, with nothing but Python: what a person can copy out of it."""

import re
import zlib

_OBJECT = re.compile(rb"(\d+) 0 obj\n(.*?)\nendobj", re.DOTALL)
_STREAM = re.compile(rb"stream\n(.*?)\n?endstream", re.DOTALL)
_RANGE = re.compile(r"<(\w+)> <(\w+)> (?:<(\w+)>|\[([^\]]*)\])")
_SHOWN = re.compile(r"/(F\d+) [\d.]+ Tf|<([0-9A-Fa-f]+)> (Tj)")


def objects(data: bytes) -> dict[int, bytes]:
    """The objects of a PDF file by their number."""
    return {int(number): body for number, body in _OBJECT.findall(data)}


def page_count(data: bytes) -> int:
    return len(re.findall(rb"/Type /Page\b(?!s)", data))


def page_sizes(data: bytes) -> list[tuple[float, float]]:
    """Width and height of each page in points."""
    return [(float(wide), float(high)) for wide, high in re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", data)]


def text(data: bytes) -> str:
    """All letters in the order in which they were drawn."""
    return "".join(pages(data))


def pages(data: bytes) -> list[str]:
    """The letters of each page. The glyph of a blank is also that of a tab: a blank here."""
    known = objects(data)
    letters = {
        name.decode(): _letters(_plain(known[int(re.search(rb"/ToUnicode (\d+) 0 R", known[int(number)]).group(1))]))  # type: ignore[union-attr]
        for name, number in re.findall(rb"/(F\d+) (\d+) 0 R", data)
        if b"/ToUnicode" in known[int(number)]
    }
    found = []
    for body in known.values():
        plain = _plain(body)
        if " Tj" in plain:
            said: list[str] = []
            face: dict[int, str] = {}
            for font, code, _ in _SHOWN.findall(plain):
                if font:
                    face = letters[font]
                else:
                    said.extend(face.get(int(code[at : at + 4], 16), "?") for at in range(0, len(code), 4))
            found.append("".join(said).replace("\t", " ").replace("\xa0", " "))
    return found


def _plain(body: bytes) -> str:
    found = _STREAM.search(body)
    if found is None:
        return ""
    try:
        return zlib.decompress(found.group(1)).decode("latin-1")
    except zlib.error:
        return found.group(1).decode("latin-1")


def _letters(table: str) -> dict[int, str]:
    found: dict[int, str] = {}
    for first, last, start, each in _RANGE.findall(table):
        low, high = int(first, 16), int(last, 16)
        if start:
            found |= {code: chr(int(start, 16) + code - low) for code in range(low, high + 1)}
        else:
            found |= {low + at: _utf16(code) for at, code in enumerate(re.findall(r"<(\w+)>", each))}
    return found


def _utf16(code: str) -> str:
    return bytes.fromhex(code).decode("utf-16-be")
