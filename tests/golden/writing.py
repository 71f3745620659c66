"""How does a golden file read? Sorted keys, a short value on one line, what differs each time under a stable name."""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

WIDTH = 118
# So many members of a long list are kept; of the whole there is a digest.
LONG = 60
# Members of a document that differ from one making to the next, or with the libraries' version.
VOLATILE = {"sha256": "<sha256>", "size": "<size>", "locked": "<locked>", "signature": "<signature>"}
_MASKS = (
    (re.compile(r"\b[0-9a-f]{64}\b"), "<hash>"),
    (re.compile(r"\b[0-9a-f]{32}\b"), "<id>"),
)


def text_of(content: Any, names: Mapping[str, str]) -> str:
    """The text of a file; `names` stand for the ids of accounts."""
    return "\n".join(_lines(plain(content, names), "")) + "\n"


def plain(content: Any, names: Mapping[str, str]) -> Any:
    """The content as JSON knows it, sorted and masked."""
    if isinstance(content, Mapping):
        pairs = sorted((str(key), value) for key, value in content.items())
        return {
            _masked(key, names): VOLATILE[key] if key in VOLATILE and value else plain(value, names)
            for key, value in pairs
        }
    if isinstance(content, set | frozenset):
        return sorted((plain(each, names) for each in content), key=str)
    if isinstance(content, str):
        return _masked(content, names)
    if content is None or isinstance(content, bool | int | float):
        return content
    if isinstance(content, Iterable):
        return [plain(each, names) for each in content]
    return _masked(str(content), names)


def shortened(members: Iterable[Any], most: int = LONG) -> Any:
    """A long list as its beginning, its length and a digest of the whole."""
    whole = list(members)
    if len(whole) <= most:
        return whole
    return {"first": whole[:most], "length": len(whole), "digest_of_all": digest(whole)}


def digest(content: Any) -> str:
    """Twelve characters that change when the content does."""
    return hashlib.sha256(json.dumps(plain(content, {}), ensure_ascii=False).encode()).hexdigest()[:12]


def _masked(text: str, names: Mapping[str, str]) -> str:
    for found, name in names.items():
        text = text.replace(found, name)
    for pattern, name in _MASKS:
        text = pattern.sub(name, text)
    return text


def _lines(content: Any, indent: str, before: str = "", after: str = "") -> Iterable[str]:
    short = json.dumps(content, ensure_ascii=False)
    if not isinstance(content, dict | list) or not content or len(indent + before + short + after) <= WIDTH:
        yield f"{indent}{before}{short}{after}"
        return
    begin, end = "{}" if isinstance(content, dict) else "[]"
    if isinstance(content, list) and not any(isinstance(each, dict | list) for each in content):
        yield f"{indent}{before}{begin}"
        yield from _filled(content, indent + " ")
        yield f"{indent}{end}{after}"
        return
    yield f"{indent}{before}{begin}"
    members = list(content.items()) if isinstance(content, dict) else [(None, each) for each in content]
    for place, (key, value) in enumerate(members, 1):
        named = "" if key is None else f"{json.dumps(key, ensure_ascii=False)}: "
        yield from _lines(value, indent + " ", named, "" if place == len(members) else ",")
    yield f"{indent}{end}{after}"


def _filled(members: list[Any], indent: str) -> Iterable[str]:
    """Numbers and texts one after another, as many as fit on a line."""
    line = indent
    for place, each in enumerate(members, 1):
        said = json.dumps(each, ensure_ascii=False) + ("," if place < len(members) else "")
        if line != indent and len(line) + 1 + len(said) > WIDTH:
            yield line
            line = indent
        line += said if line == indent else f" {said}"
    yield line
