"""How is a paper of the social unit made? Numbered, its copy counted, noted in the case's timeline and in the audit."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.common.papers import Paper
from app.social import document_numbers as numbers
from app.social.cases.changing import note_event, open_act
from app.social.cases.models import Case
from app.social.cases.terms import KIND
from app.social.papers.kinds import BLANKS, KINDS, NAMES
from app.social.papers.words import vi
from app.vault.session import Work


@dataclass(frozen=True)
class Printed:
    """Which paper, and for which record its number is given; `each_day`: on another day it is another one."""

    kind: str
    record_kind: str = KIND
    each_day: bool = False


def own_case(work: Work, case_id: int, permission: str) -> Case:
    """The case, for its worker or a lead, as when somebody is shown who the person is. Raises Refused, NotFound."""
    return open_act(work, case_id, "reveal", permission).case


def paper(work: Work, printed: Printed, record_id: int, facts: Any) -> Paper:
    """The paper with its number and copy; a blank form keeps dots for its number."""
    what = KINDS[printed.kind]
    line = numbers.give(work, printed.kind, printed.record_kind, record_id, each_day=printed.each_day)
    blank = printed.kind in BLANKS
    return Paper(
        template=what.template,
        name=what.file_name,
        number=numbers.blank(work, what.symbol) if blank else numbers.written(work, line.seq, what.symbol),
        dated=work.session.today(),
        office=numbers.head(work),
        facts=facts,
        stamp=numbers.stamp(work, line.copy),
        seq=0 if blank else line.seq,
    )


def noted(
    work: Work, case: Case, made: Paper, kind: str, typed: Mapping[str, Any] | None = None, /, **codes: Any
) -> None:
    """A line in the case's timeline, and the audit: which paper, its number, which copy."""
    note = f"{vi(NAMES[kind])}, bản số {made.copy}"
    note_event(work, case, "print", note, typed, document=kind, number=made.number, copy=made.copy, **codes)
