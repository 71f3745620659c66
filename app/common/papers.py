"""What is a document of the office before it is Word: which template, which number, whose head, and the facts?

A unit gives the facts (a frozen dataclass of its own), numbered and audited; `app/exchange/word.py` fills the template
in. So the window and the command line make the same paper, and neither knows what stands in it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Office:
    """The issuing body, as it stands at the head and foot of its documents.

    `signer_title` may have several lines ("KT. TRƯỞNG CÔNG AN XÃ" above "PHÓ TRƯỞNG CÔNG AN XÃ").
    """

    superior: str
    name: str
    place: str
    signer_title: str
    signer_name: str
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Stamp:
    """Who printed a copy, when (the office's own time), and which copy it is."""

    by: str
    at: datetime
    copy: int


@dataclass(frozen=True, slots=True)
class Paper:
    """A document with its number given. `facts` is a frozen dataclass; a template reads nothing else.

    `template` names a file of resources/documents; `name` is what a saved file is called, without number and person.
    An empty `number` leaves dots to write on. Without a stamp the foot says nothing of who printed it.
    """

    template: str
    name: str
    number: str
    dated: date
    office: Office
    facts: Any
    stamp: Stamp | None = None
    seq: int = 0

    @property
    def copy(self) -> int:
        """Which copy of the document this is."""
        return self.stamp.copy if self.stamp is not None else 1

    def file_name(self, ending: str) -> str:
        """Without a person's name in it: giay-bien-nhan-03-2026.docx."""
        parts = [self.name, f"{self.seq:02d}" if self.seq else "", str(self.dated.year)]
        return f"{'-'.join(part for part in parts if part)}.{ending}"


def named_apart(papers: Sequence[Paper], ending: str) -> list[str]:
    """A file name for each paper, no two of them the same: those saved together lie in one folder."""
    given: dict[str, int] = {}
    found = []
    for paper in papers:
        name = paper.file_name(ending)
        given[name] = given.get(name, 0) + 1
        found.append(name if given[name] == 1 else f"{name.removesuffix('.' + ending)} ({given[name]}).{ending}")
    return found
