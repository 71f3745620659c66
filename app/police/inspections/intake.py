"""Can this be stored as minutes? Checking and tidying what a person entered, each error at its field.

A field of a row has its number behind it: "findings.1.fix_by" is the second finding's; the row's list is marked too.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session as Orm

from app.common.dates import OFFICE_ZONE, show_date
from app.common.i18n import N_
from app.common.text import fold, nfc
from app.police.inspections.models import Inspection, InspectionMember
from app.police.inspections.rules import NEEDED, wrong_head_count
from app.police.inspections.terms import HEAD_COUNT, MemberRole, PresentRole, State
from app.police.inspections.values import Check, HeadCount, Member, Minutes, NewFinding, Present, Review
from app.registry import choices
from app.registry import queries as registry
from app.registry.establishments import queries as premises_register
from app.registry.establishments.terms import State as PremisesState
from app.registry.establishments.values import Brief
from app.vault.errors import AppError, Invalid
from app.vault.people import Level, Unit
from app.vault.session import Session

NOT_SAVED = N_("Nothing was saved. Correct what is marked.")
IN_THE_FUTURE = N_("This day lies in the future.")
BEFORE_THE_FINDING = N_("A follow-up cannot be earlier than the inspection that it follows ({day}).")
BEFORE_THE_VISIT = N_("This day is before the inspection ({day}).")

Wrong = dict[str, AppError]


def inspectors(session: Session) -> dict[str, str]:
    """Whose account may stand in a team: officers and leads of the police, id -> name, who left since too."""
    return {
        each.id: each.full_name
        for each in session.accounts()
        if each.unit is Unit.POLICE and each.level is not Level.VIEWER
    }


def tidy(text: str) -> str:
    """A text as it is stored."""
    return nfc(text).strip()


def unless_wrong(wrong: Wrong) -> None:
    """Go on unless fields are wrong; a list with a wrong row is marked with the row's sentence."""
    if wrong:
        for name, why in list(wrong.items()):
            wrong.setdefault(name.partition(".")[0], why)
        raise Invalid(NOT_SAVED, wrong)


# --- where and when --------------------------------------------------------------------------------------------


def premises(db: Orm, establishment_id: int, on: date | None, day_field: str, wrong: Wrong) -> Brief | None:
    """The premises as they are now, which must be open on the day; for a merged duplicate those that stand for it."""
    found = premises_register.brief(db, establishment_id)
    if found is None:
        wrong["establishment_id"] = Invalid(N_("That establishment is not in the register."))
        return None
    if found.state in (PremisesState.PROPOSED, PremisesState.DECLINED):
        wrong["establishment_id"] = Invalid(N_("{name} is not confirmed in the register yet."), name=found.name)
    elif found.state is PremisesState.CLOSED and (on is None or found.closed_on is None):
        wrong["establishment_id"] = Invalid(N_("{name} has closed down."), name=found.name)
    elif on is not None and found.closed_on is not None and found.closed_on < on:
        wrong[day_field] = Invalid(
            N_("{name} closed down on {day}: there is nothing to inspect after that."),
            name=found.name,
            day=show_date(found.closed_on),
        )
    elif on is not None and found.opened_on is not None and on < found.opened_on:
        wrong[day_field] = Invalid(N_("{name} opened only on {day}."), name=found.name, day=show_date(found.opened_on))
    return found


@dataclass(frozen=True)
class Span:
    """From when to when a visit lasts; None where no hour is known."""

    begins: datetime | None = None
    ends: datetime | None = None

    def meets(self, other: "Span") -> bool:
        """Whether both are at the same time; without hours nobody can tell."""
        if self.begins is None or other.begins is None:
            return False
        minute = timedelta(minutes=1)
        mine, theirs = self.ends or self.begins + minute, other.ends or other.begins + minute
        return self.begins < theirs and other.begins < mine

    def __str__(self) -> str:
        hours = [f"{each.astimezone(OFFICE_ZONE):%H:%M}" for each in (self.begins, self.ends) if each is not None]
        return "–".join(hours)


def span(day: date | None, begins: time | None, ends: time | None) -> Span:
    """The moments of a visit; an end before the beginning is the next day's."""
    if day is None or begins is None:
        return Span()
    first = datetime.combine(day, begins, OFFICE_ZONE)
    if ends is None:
        return Span(first.astimezone(UTC))
    last = datetime.combine(day, ends, OFFICE_ZONE)
    last = last if ends > begins else last + timedelta(days=1)
    return Span(first.astimezone(UTC), last.astimezone(UTC))


def span_of(inspection: Inspection) -> Span:
    """When it was held; of one that is to come, when it is planned for."""
    if inspection.inspected_on is not None:
        return Span(inspection.started_at, inspection.ended_at)
    return Span(inspection.planned_from, inspection.planned_until)


def hour(moment: datetime | None) -> time | None:
    """The hour in the office's zone."""
    return moment.astimezone(OFFICE_ZONE).time() if moment is not None else None


def when_held(session: Session, minutes: Minutes, wrong: Wrong) -> Span:
    """The hours of the visit. Nothing is recorded before it happened."""
    if minutes.inspected_on is None:
        wrong["inspected_on"] = Invalid(NEEDED)
        return Span()
    if minutes.inspected_on > session.today():
        wrong["inspected_on"] = Invalid(N_("The inspection lies in the future: minutes are typed in afterwards."))
        return Span()
    if minutes.ended is not None and minutes.started is None:
        wrong["started"] = Invalid(N_("Enter when it began, too."))
    held = span(minutes.inspected_on, minutes.started, minutes.ended)
    if held.begins is not None and held.begins > session.clock():
        wrong["started"] = Invalid(N_("This hour lies in the future."))
    elif held.begins is not None and held.ends is not None and held.ends - held.begins > timedelta(hours=16):
        wrong["ended"] = Invalid(N_("It would have lasted more than 16 hours: please check both hours."))
    return held


# --- the team ---------------------------------------------------------------------------------------------------


def person_of(member: Member) -> str:
    """What tells whether two lines are the same person."""
    return member.account_id or f"{fold(member.name)}|{fold(member.office)}"


def team(
    session: Session, db: Orm, entered: Sequence[Member], inspection_id: int | None, when: Span, wrong: Wrong
) -> tuple[Member, ...]:
    """The team as it is stored: one leader, nobody twice, nobody in two places at the same time."""
    people = inspectors(session)
    members: list[Member] = []
    seen: set[str] = set()
    for place, member in enumerate(entered):
        at = f"team.{place}"
        name = people.get(member.account_id, "") if member.account_id else " ".join(nfc(member.name).split())
        member = replace(member, name=name, office=tidy(member.office))
        if not name:
            not_theirs = Invalid(N_("That account cannot be in a team. Choose an officer of the police."))
            wrong[at] = not_theirs if member.account_id else Invalid(NEEDED)
            continue
        if person_of(member) in seen:
            wrong[at] = Invalid(N_("{name} is in the team already."), name=name)
        elif (other := _elsewhere(db, person_of(member), inspection_id, when)) is not None:
            wrong[at] = Invalid(
                N_("{name} is in inspection {number} at the same time ({hours})."),
                name=name,
                number=other.number,
                hours=str(span_of(other)),
            )
        seen.add(person_of(member))
        members.append(member)
    leaders = sum(member.role is MemberRole.LEADER for member in members)
    if leaders == 0:
        wrong["leader"] = Invalid(N_("Choose who leads the team."))
    elif leaders > 1:
        wrong["leader"] = Invalid(N_("Only one person leads the team."))
    return tuple(members)


def more_than_a_leader(members: Sequence[Member], wrong: Wrong) -> None:
    """A team that goes is a leader and at least one more."""
    if all(each.role is MemberRole.LEADER for each in members):
        wrong["team"] = Invalid(N_("A team is a leader and at least one more."))


def _elsewhere(db: Orm, person: str, inspection_id: int | None, when: Span) -> Inspection | None:
    """Another inspection at the same time in which this person is."""
    if when.begins is None:
        return None
    day = when.begins.astimezone(OFFICE_ZONE).date()
    near = (day - timedelta(days=1), day + timedelta(days=1))
    query = (
        select(Inspection)
        .join(InspectionMember, InspectionMember.inspection_id == Inspection.id)
        .where(
            InspectionMember.person == person,
            Inspection.day.between(*near),
            Inspection.removed.is_(False),
            Inspection.state != State.CANCELLED.value,
        )
    )
    if inspection_id is not None:
        query = query.where(Inspection.id != inspection_id)
    return next((other for other in db.scalars(query.order_by(Inspection.id)) if when.meets(span_of(other))), None)


def same_day(db: Orm, members: Iterable[Member], inspection_id: int, day: date | None) -> tuple[str, str] | None:
    """Somebody of the team who is in another inspection that day, and its number: worth a word where hours lack."""
    if day is None:
        return None
    for member in members:
        found = db.execute(
            select(Inspection.number)
            .join(InspectionMember, InspectionMember.inspection_id == Inspection.id)
            .where(
                InspectionMember.person == person_of(member),
                Inspection.day == day,
                Inspection.removed.is_(False),
                Inspection.state != State.CANCELLED.value,
                Inspection.id != inspection_id,
            )
            .limit(1)
        ).scalar()
        if found is not None:
            return member.name, found
    return None


@dataclass(frozen=True)
class Kept:
    """The codes that the minutes have already: they stay, also where the lists use them no longer."""

    items: frozenset[str] = frozenset()
    violations: frozenset[str] = frozenset()
    measures: frozenset[str] = frozenset()


# --- what was seen ----------------------------------------------------------------------------------------------


def present(entered: Sequence[Present], count: HeadCount, wrong: Wrong) -> tuple[Present, ...]:
    """Who was there: by name, but workers by their number."""
    rows = tuple(replace(each, name=" ".join(nfc(each.name).split()), note=tidy(each.note)) for each in entered)
    for place, each in enumerate(rows):
        at = f"present.{place}"
        if each.role is PresentRole.WORKERS:
            if each.name:
                wrong[f"{at}.name"] = Invalid(N_("Workers are counted and never named."))
            if each.count is None:
                wrong[f"{at}.count"] = Invalid(NEEDED)
            elif each.count < 0:
                wrong[f"{at}.count"] = Invalid(N_("A count cannot be below zero."))
            elif count.total is not None and each.count > count.total:
                wrong[f"{at}.count"] = Invalid(
                    N_("{part} are more than the {total} workers in all."), part=each.count, total=count.total
                )
        elif not each.name:
            wrong[f"{at}.name"] = Invalid(NEEDED)
    return rows


def checks(db: Orm, entered: Sequence[Check], before: Kept, wrong: Wrong) -> tuple[Check, ...]:
    """The items of the checklist; each has a text, and its code is one of the list."""
    rows = tuple(replace(each, text=tidy(each.text), basis=tidy(each.basis), note=tidy(each.note)) for each in entered)
    for place, each in enumerate(rows):
        kept = each.item_code if each.item_code in before.items else ""
        why = choices.wrong_item(db, registry.CHECKLIST_ITEMS, each.item_code, kept)
        if (why := why if each.text else Invalid(NEEDED)) is not None:
            wrong[f"checks.{place}"] = why
    return rows


def head_count(entered: HeadCount, wrong: Wrong) -> dict[str, int | None]:
    """The head-count by column: no part over the total."""
    parts = (
        entered.total, entered.women, entered.from_elsewhere, entered.with_contract, entered.residence_declared,
    )  # fmt: skip
    named = dict(zip(HEAD_COUNT, parts, strict=True))
    wrong |= wrong_head_count(named)
    return named


def findings(
    session: Session, db: Orm, entered: Sequence[NewFinding], before: Kept, held_on: date | None, wrong: Wrong
) -> tuple[NewFinding, ...]:
    """The findings: each says what was violated or found; nothing is put right before it was found."""
    measures = {item.code for item in registry.catalogue(db, registry.MEASURES)} | before.measures
    rows = tuple(replace(each, description=tidy(each.description), note=tidy(each.note)) for each in entered)
    for place, each in enumerate(rows):
        at = f"findings.{place}"
        kept = each.violation_code if each.violation_code in before.violations else ""
        if (why := choices.wrong_item(db, registry.VIOLATION_KINDS, each.violation_code, kept)) is not None:
            wrong[f"{at}.violation_code"] = why
        if not each.violation_code and not each.description:
            wrong[f"{at}.description"] = Invalid(N_("Choose a kind of violation, or say what was found."))
        if unknown := [code for code in each.measures if code not in measures]:
            wrong[f"{at}.measures"] = Invalid(N_("“{name}” is not on the list of measures."), name=unknown[0])
        not_before(each.fix_by, held_on, f"{at}.fix_by", wrong)
        not_before(each.put_right_on, held_on, f"{at}.put_right_on", wrong)
        if each.put_right_on is not None and each.put_right_on > session.today():
            wrong[f"{at}.put_right_on"] = Invalid(IN_THE_FUTURE)
    return rows


def reviews(
    entered: Sequence[Review], of_first: Mapping[int, date], held_on: date | None, wrong: Wrong
) -> tuple[Review, ...]:
    """What a follow-up saw; `of_first` are the findings it may look at, with the day on which each was found."""
    rows = tuple(replace(each, note=tidy(each.note)) for each in entered)
    seen: set[int] = set()
    for place, each in enumerate(rows):
        at = f"reviews.{place}"
        if each.finding_id not in of_first:
            wrong[at] = Invalid(N_("This finding is not one of the first inspection that is still open."))
        elif each.finding_id in seen:
            wrong[at] = Invalid(N_("This finding was looked at twice."))
        elif held_on is not None and held_on < of_first[each.finding_id]:
            wrong["inspected_on"] = Invalid(BEFORE_THE_FINDING, day=show_date(of_first[each.finding_id]))
        seen.add(each.finding_id)
        not_before(each.new_fix_by, held_on, f"{at}.new_fix_by", wrong)
    return rows


def not_before(day: date | None, held_on: date | None, at: str, wrong: Wrong) -> None:
    """A day that cannot lie before the visit."""
    if day is not None and held_on is not None and day < held_on:
        wrong[at] = Invalid(BEFORE_THE_VISIT, day=show_date(held_on))
