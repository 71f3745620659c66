"""What is checked when a case is opened or edited, and who may be the same person?"""

from dataclasses import fields, replace
from datetime import date

from rapidfuzz import fuzz
from sqlalchemy import or_, select
from sqlalchemy.orm import Session as Orm

from app.common.asking import unless, wrong
from app.common.choices import NOT_LISTED
from app.common.i18n import N_
from app.common.records import entering
from app.common.sex import SEX_NAMES
from app.common.text import fold, nfc, normal_phone
from app.registry import queries as registry
from app.social.cases import record, rules
from app.social.cases.declared import SUPPORT_CASES
from app.social.cases.declared import workers as workers
from app.social.cases.models import Case, Identity
from app.social.cases.rules import LIVING
from app.social.cases.terms import KEEP_RECORD, ConsentState, Flag, State
from app.social.cases.values import CaseFacts, Likely, NewCase, Person
from app.social.masking import MASK, NOBODY, unhidden
from app.vault.errors import AppError, Invalid

HIDDEN = N_("This is hidden. Show the person first.")
# What a name must have in common to be pointed out, of 100.
LIKELY = 75


def tidy(person: Person) -> Person:
    """What was told, as it is stored."""

    def line(text: str) -> str:
        return " ".join(nfc(text).split())

    return Person(
        line(person.real_name),
        line(person.alias),
        person.birth,
        normal_phone(person.phone),
        line(person.other_contact),
        line(person.safe_way),
        line(person.safe_time),
        line(person.address),
        nfc(person.dependants).strip(),
        line(person.identity_number),
    )


def person_problems(person: Person, today: date) -> dict[str, AppError]:
    """What is wrong with what was told, by field. An alias alone is enough."""
    found: dict[str, AppError] = {}
    # Joiners and marks that nobody sees are no name.
    if not any(letter.isalnum() for letter in person.real_name + person.alias) and MASK not in (
        person.real_name,
        person.alias,
    ):
        found["alias"] = Invalid(N_("Enter a name, or an alias that the person chose."))
    found |= {each.name: Invalid(HIDDEN) for each in fields(person) if getattr(person, each.name) == MASK}
    year = person.birth.year if isinstance(person.birth, date) else person.birth
    if year is not None and not 1900 <= year <= today.year:
        found["birth"] = Invalid(N_("This cannot be a year of birth."))
    if isinstance(person.birth, date) and person.birth > today:
        found["birth"] = Invalid(N_("This day lies in the future."))
    return found


def fact_problems(db: Orm, facts: CaseFacts) -> dict[str, AppError]:
    """What is wrong with the facts, by field: each choice is one of its list."""
    found: dict[str, AppError] = {}
    if facts.sex not in ("", *SEX_NAMES):
        found["sex"] = Invalid(NOT_LISTED)
    if facts.village_id is not None and not registry.village_name(db, facts.village_id):
        found["village_id"] = Invalid(N_("There is no such village. Choose one from the list."))
    return found


def consent_first(new: NewCase) -> None:
    """Raises Refused without consent, or another basis said in words, for keeping the record."""
    agreed = any(each.purpose == KEEP_RECORD and each.state is ConsentState.GIVEN for each in new.consents)
    unless(rules.why_not_kept(new.basis, new.basis_note, agreed=agreed))


def write_facts(db: Orm, case: Case, facts: CaseFacts) -> None:
    """Put the facts into the row. Raises Invalid where a note was typed over its masked form."""
    village = registry.village_name(db, facts.village_id)
    entering.write(SUPPORT_CASES, case, replace(facts, note=_note(db, case, facts.note)))
    case.village_name = village
    record.enter_days(db, case, facts.next_visit_on, facts.review_on)
    for flag in Flag:
        setattr(case, flag.value, flag in facts.flags)


def _note(db: Orm, case: Case, typed: str) -> str:
    """The text as typed; typed over its masked form, what is under the masks stays."""
    try:
        return unhidden(typed, case.note or "", record.words_of(db, case.id) if case.id is not None else NOBODY)
    except AppError as error:
        raise wrong({"note": error}) from error


def likely_the_same(db: Orm, person: Person, but: int | None = None) -> list[Likely]:
    """Cases whose person may be this one: name without marks, year of birth, phone; the likeliest first."""
    person = tidy(person)
    names = [fold(name) for name in (person.real_name, person.alias) if name]
    year = person.birth.year if isinstance(person.birth, date) else person.birth
    found = []
    query = select(Identity, Case).join(Case, Case.id == Identity.case_id)
    states = Case.state.in_([State(state).value for state in LIVING])
    told = or_(Identity.name_folded != "", Identity.phone == (person.phone or None))
    for row, case in db.execute(query.where(states, told)):
        if case.id == but:
            continue
        theirs = [fold(name) for name in (row.real_name, row.alias) if name]
        score = max((round(fuzz.token_sort_ratio(a, b)) for a in names for b in theirs), default=0)
        if person.phone and row.phone == person.phone:
            score = max(score, LIKELY) + 20
        if year and row.birth_year:
            score += 10 if year == row.birth_year else -25
        if score >= LIKELY + 10 or (score >= LIKELY and not (year and row.birth_year)):
            found.append(Likely(case.id, case.code, State(case.state), min(score, 100)))
    return sorted(found, key=lambda each: (-each.score, each.code))
