"""Which papers can be made of an inspection? Each numbered, its copy counted, in the timeline and in the audit.

The Word file is made of them by `app/exchange/word.py`; here nothing knows how a paper looks.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from app.common.asking import unless
from app.common.dates import office_day
from app.common.entered import among
from app.common.i18n import N_
from app.common.papers import Paper
from app.common.permissions import require
from app.police import document_numbers as numbers
from app.police.inspections import papers_filled as filled
from app.police.inspections.detail import detail_of
from app.police.inspections.models import Inspection, InspectionEvent
from app.police.inspections.record import find, standing, subject
from app.police.inspections.rules import AHEAD, HELD, why_not_act
from app.police.inspections.services import number_decision
from app.police.inspections.terms import BLANK, DECISION, KIND, LETTER, MINUTES, FindingState, State
from app.police.inspections.values import InspectionDetail
from app.registry.establishments import queries as premises_register
from app.vault.compartments import Compartment
from app.vault.errors import NotFound, Refused
from app.vault.session import Session, Work

# The register of establishments, as the number of a paper names a record of it.
PREMISES = "establishments"
# What an establishment has to answer in, where no finding says another day.
DAYS_TO_ANSWER = 15


@dataclass(frozen=True)
class _Kind:
    template: str
    file_name: str
    symbol: str
    each_day: bool = False


_KINDS: dict[str, _Kind] = {
    DECISION: _Kind("decision", "quyet-dinh-to-kiem-tra", "QĐ"),
    MINUTES: _Kind("minutes", "bien-ban-kiem-tra", "BB"),
    BLANK: _Kind("minutes", "bien-ban-de-trong", "BB"),
    LETTER: _Kind("follow_up", "cong-van-don-doc", "", each_day=True),
}


def possible(detail: InspectionDetail) -> tuple[str, ...]:
    """Which papers this inspection can have now, the likeliest first."""
    found = []
    if detail.state in HELD:
        if any(each.state is FindingState.OPEN for each in detail.findings) and detail.state is State.FOLLOWING:
            found.append(LETTER)
        found.append(MINUTES)
    elif detail.state in AHEAD:
        found.append(BLANK)
    if detail.team:
        found.append(DECISION)
    return tuple(found)


def make(session: Session, inspection_ids: Sequence[int], kind: str) -> list[Paper]:
    """This paper for each of the inspections. Raises Refused where one cannot have it now."""
    require(session, "inspections.print")
    made = {DECISION: decision, MINUTES: minutes, BLANK: blank_minutes, LETTER: follow_up_letter}
    one = made[among(kind, made, "kind")]
    return [one(session, each) for each in inspection_ids]


def decision(session: Session, inspection_id: int) -> Paper:
    """The decision that sets the team up. The number it is given here becomes that of the inspection."""
    paper = _print(session, inspection_id, DECISION, filled.decision)
    number_decision(session, inspection_id, paper.number)
    return paper


def minutes(session: Session, inspection_id: int) -> Paper:
    """The minutes as they were recorded."""
    return _print(session, inspection_id, MINUTES, filled.minutes)


def blank_minutes(session: Session, inspection_id: int) -> Paper:
    """The form to take along: what is known is filled in, the rest is dots."""
    return _print(session, inspection_id, BLANK, filled.blank)


def follow_up_letter(session: Session, inspection_id: int) -> Paper:
    """The letter that asks to put the open findings right."""
    return _print(session, inspection_id, LETTER, _letter)


def blank_for_premises(session: Session, establishment_ids: Sequence[int]) -> list[Paper]:
    """A form for each of the premises, without a visit planned: for an unannounced one. Raises NotFound."""
    require(session, "inspections.print")
    found = []
    with session.work(Compartment.POLICE) as work:
        for establishment_id in establishment_ids:
            place = premises_register.brief(work.db, establishment_id)
            if place is None:
                raise NotFound(N_("That establishment is not in the register."))
            line = numbers.give(work, BLANK, PREMISES, place.id)
            facts = filled.blank_for(work.db, place, session.today())
            work.audit(f"{KIND}.print", f"{PREMISES}/{place.number}", document=BLANK, copy=line.copy)
            found.append(_paper(work, BLANK, numbers.blank(work, _KINDS[BLANK].symbol), line, session.today(), facts))
    return found


Facts = Callable[[Work, InspectionDetail], Any]


def _print(session: Session, inspection_id: int, kind: str, facts: Facts) -> Paper:
    require(session, "inspections.print")
    with session.work(Compartment.POLICE) as work:
        inspection = find(work.db, inspection_id)
        unless(why_not_act(standing(work.db, inspection), "print", session.account))
        detail = detail_of(session, work.db, inspection)
        if kind not in possible(detail):
            raise Refused(_TOO_EARLY[kind])
        line = numbers.give(work, kind, KIND, inspection.id, each_day=_KINDS[kind].each_day)
        dated, number = office_day(work.now), numbers.written(work, line.seq, _KINDS[kind].symbol)
        if kind == DECISION:
            # What was typed in when the team was assigned stands: the paper may be older than the record.
            number, dated = detail.decision.number or number, detail.decision.on or dated
        elif kind == BLANK:
            number = numbers.blank(work, _KINDS[kind].symbol)
        elif kind == MINUTES:
            dated = detail.inspected_on or dated
        _noted(work, inspection, kind, number, line.copy)
        return _paper(work, kind, number, line, dated, facts(work, detail))


_TOO_EARLY: dict[str, str] = {
    DECISION: N_("The decision is printed once the team is assigned."),
    MINUTES: N_("The minutes are printed once they were recorded. Until then there is the blank form."),
    BLANK: N_("The blank form is for a visit to come; this one has its minutes already."),
    LETTER: N_("No finding is open after the minutes were concluded, so there is nothing to ask for."),
}


def _noted(work: Work, inspection: Inspection, kind: str, number: str, copy: int) -> None:
    detail = {"document": kind, "number": number, "copy": copy}
    work.db.add(
        InspectionEvent(
            inspection_id=inspection.id,
            at=work.now,
            by=work.session.account.id,
            action="print",
            from_state=inspection.state,
            to_state=inspection.state,
            detail=detail,
        )
    )
    work.audit(f"{KIND}.print", subject(inspection), **detail)


def _paper(work: Work, kind: str, number: str, line: Any, dated: date, facts: Any) -> Paper:
    what = _KINDS[kind]
    return Paper(
        template=what.template,
        name=what.file_name,
        number=number,
        dated=dated,
        office=numbers.head(work),
        facts=facts,
        stamp=numbers.stamp(work, line.copy),
        seq=line.seq,
    )


def _letter(work: Work, detail: InspectionDetail) -> Any:
    today = work.session.today()
    return filled.letter(work, detail, today + timedelta(days=DAYS_TO_ANSWER))
