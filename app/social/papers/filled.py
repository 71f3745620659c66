"""How do a case's consents, its assessment and its plan become the facts of their papers?"""

from collections.abc import Sequence
from datetime import date

from app.common.money import show_dong
from app.social.cases import rules
from app.social.cases.terms import KEEP_RECORD, ConsentState, How, purposes
from app.social.cases.values import CaseDetail, ConsentInfo
from app.social.needs.terms import DOMAIN_NAMES, LEVEL_NAMES, UNKNOWN, Domain, level_name
from app.social.needs.values import AssessmentInfo, DomainAnswer
from app.social.papers.facts import (
    ActionLine,
    AssessmentFacts,
    ConsentFacts,
    ConsentLine,
    DomainLine,
    GoalFacts,
    PlanFacts,
)
from app.social.papers.words import day, person_facts, vi
from app.social.support_plans.terms import ACTION_STATE_NAMES, REACHED_NAMES, WHO_NAMES, ActionState, Signed, Who
from app.social.support_plans.values import ActionInfo, GoalInfo, PlanDetail

ERASE_DAYS = rules.WITHDRAWAL.length or 15
# A line more to write on by hand.
ROOM = "\n"
HOW: dict[How, str] = {How.FORM: "ký phiếu này", How.ORAL: "bằng lời nói, có người làm chứng"}
SIGNED: dict[Signed, str] = {
    Signed.SIGNED: "Người được hỗ trợ đã ký thống nhất",
    Signed.ORAL: "Người được hỗ trợ đã thống nhất bằng lời nói, có người làm chứng",
}


# --- consent -------------------------------------------------------------------------------------------


def blank_consent() -> ConsentFacts:
    """Every purpose of the office's list, no box ticked."""
    return ConsentFacts(blank=True, lines=tuple(ConsentLine(name) for name in purposes().values()))


def consent(detail: CaseDetail, today: date) -> ConsentFacts:
    """What was answered, as it stands; a purpose that nobody asked about yet has two empty boxes."""
    keeping = next((each for each in reversed(detail.consents) if each.purpose == KEEP_RECORD), None)
    how = keeping.how if keeping is not None else None
    return ConsentFacts(
        blank=False,
        code=detail.code,
        person=person_facts(detail.person),
        lines=consent_lines(detail.consents, today),
        how=HOW.get(how, "") if how is not None else "",
        witness=keeping.witness if keeping is not None else "",
        worker=detail.worker,
        erase_days=ERASE_DAYS,
    )


def consent_lines(
    consents: Sequence[ConsentInfo], today: date, *, all_purposes: bool = True
) -> tuple[ConsentLine, ...]:
    """A line for the latest answer to each purpose and recipient, in the order of the office's list."""
    made: list[ConsentLine] = []
    for code, name in purposes().items():
        latest: dict[str, ConsentInfo] = {}
        for each in consents:
            if each.purpose == code:
                latest[each.recipient] = each
        made += [_answer(name, each, today) for each in latest.values()]
        if not latest and all_purposes:
            made.append(ConsentLine(name))
    return tuple(made)


def _answer(name: str, each: ConsentInfo, today: date) -> ConsentLine:
    notes = [each.note] if each.note else []
    agreed = "x" if each.state is ConsentState.GIVEN else ""
    refused = "x" if each.state is ConsentState.REFUSED else ""
    if each.state is ConsentState.WITHDRAWN:
        notes.append(f"đã rút lại ngày {day(each.withdrawn_on)}")
    elif each.until is not None and each.until < today:
        notes.append("đã hết hạn")
    return ConsentLine(name, each.recipient, agreed, refused, each.until, "; ".join(notes))


# --- assessment and plan ---------------------------------------------------------------------------------


def scale() -> str:
    """The steps of the scale in words."""
    return "; ".join(f"{level} – {vi(name)[:1].lower()}{vi(name)[1:]}" for level, name in LEVEL_NAMES.items())


def blank_assessment(code: str) -> AssessmentFacts:
    """Every part of life, nothing answered."""
    domains = tuple(DomainLine(vi(DOMAIN_NAMES[domain]), facts=ROOM) for domain in Domain)
    return AssessmentFacts(blank=True, code=code, domains=domains, scale=scale())


def assessment(code: str, info: AssessmentInfo) -> AssessmentFacts:
    """One assessment, its texts as they were given: masked, for a paper without a name."""
    return AssessmentFacts(
        blank=False,
        code=code,
        domains=tuple(domain_line(each) for each in info.answers),
        scale=scale(),
        assessed_on=info.assessed_on,
        assessor=info.assessor,
        together="Có" if info.together else "Không",
        circumstances=info.circumstances or "Không ghi",
        summary=info.summary,
    )


def domain_line(answer: DomainAnswer) -> DomainLine:
    """A part of life with its step in words; one that nobody knows says so."""
    name = level_name(answer.level)
    level = vi(name) if name == UNKNOWN else f"{answer.level} – {vi(name)}"
    return DomainLine(vi(DOMAIN_NAMES[answer.domain]), level, answer.facts, str(answer.priority or ""))


def plan(detail: CaseDetail, found: PlanDetail) -> PlanFacts:
    """A plan, for both to sign; what was agreed already stands there."""
    return PlanFacts(
        code=detail.code,
        edition=found.edition,
        person=person_facts(detail.person),
        goals=goals(found.goals, detail.worker),
        worker=found.worker or detail.worker,
        note=found.note,
        agreed_on=found.agreed_on,
        how=SIGNED[found.signed] if found.signed is not None else "",
        witness=found.witness,
        review_on=found.review_on,
        cost=found.costs.total,
        unknown_costs=found.costs.unknown,
    )


def goals(found: Sequence[GoalInfo], worker: str) -> tuple[GoalFacts, ...]:
    """The goals in their order, each with its actions."""
    return tuple(
        GoalFacts(
            number,
            goal.words,
            tuple(_action(each, worker) for each in goal.actions),
            vi(REACHED_NAMES[goal.reached]).lower() if goal.reached is not None else "",
        )
        for number, goal in enumerate(found, 1)
    )


def _action(each: ActionInfo, worker: str) -> ActionLine:
    who = vi(WHO_NAMES[each.who])
    if each.who is Who.WORKER and worker:
        who = worker
    elif each.who_name:
        who = each.who_name
    state = "" if each.state is ActionState.PLANNED else vi(ACTION_STATE_NAMES[each.state])
    if each.done_on is not None:
        state = f"{state} {day(each.done_on)}"
    return ActionLine(each.words, who, each.due_on, each.cost, each.budget, state)


def amount(value: int | None) -> str:
    """An amount with its unit, or nothing."""
    return f"{show_dong(value)} đồng" if value is not None else ""
