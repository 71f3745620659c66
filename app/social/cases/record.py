"""How is a case's row read: found, what the rules ask of it, what gives its person away, indexed for search?"""

from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session as Orm

from app.common import search
from app.common.i18n import N_
from app.common.text import fold, normal_phone
from app.social.cases import rules
from app.social.cases.due import Due, first_due
from app.social.cases.models import NEVER, Case, CaseNumber, Identity
from app.social.cases.rules import Standing
from app.social.cases.terms import IDENTITY_KIND, KIND, Flag, State
from app.social.cases.values import Person
from app.social.masking import NOBODY, IdentityWords, show
from app.vault.errors import NotFound
from app.vault.session import Work

SCHEMA = "social"


def subject(case: Case) -> str:
    """What the audit calls a case."""
    return f"{KIND}/{case.code}"


def standing(case: Case, today: date | None = None) -> Standing:
    """What the rules ask of a case; with the day, whether the check after closure is due."""
    to_check = case.state == State.CLOSED and case.check_on is not None and case.checked_on is None
    now = to_check and today is not None and case.check_on is not None and case.check_on <= today
    return Standing(State(case.state), case.worker_id, to_check=to_check, check_now=now)


def find(db: Orm, case_id: int) -> Case:
    """The case. Raises NotFound, for one that was erased as well."""
    case = db.get(Case, case_id)
    if case is None or case.state == State.ERASED:
        raise NotFound(N_("There is no such case, or it was erased."))
    return case


def find_code(db: Orm, code: str) -> Case:
    """The case with that code as typed (ht26-1 will do). Raises NotFound."""
    case = db.scalar(select(Case).where(Case.code == rules.tidy_code(code)))
    if case is None or case.state == State.ERASED:
        raise NotFound(N_("There is no case with the code {code}, or it was erased."), code=rules.tidy_code(code))
    return case


def same_case(db: Orm, case_id: int) -> list[int]:
    """The ids of a case and of all that were merged into it."""
    found = [case_id]
    for each in found:
        found += db.scalars(select(Case.id).where(Case.merged_into_id == each))
    return found


def home_of(db: Orm, case_id: int) -> Case:
    """The case under which a case is found now: itself, or the one it was merged into. Raises NotFound."""
    case = find(db, case_id)
    while case.merged_into_id is not None:
        case = find(db, case.merged_into_id)
    return case


def give_code(work: Work, case: Case) -> None:
    """The next code of the year."""
    year = case.opened_on.year
    last = work.db.scalar(select(func.max(CaseNumber.seq)).where(CaseNumber.year == year)) or 0
    work.db.add(CaseNumber(year=year, seq=last + 1, given_at=work.now))
    case.code, case.seq = rules.show_code(year, last + 1), year * 100_000 + last + 1


def dates_of(case: Case) -> dict[Due, date | None]:
    """The days on which the case asks for something."""
    if State(case.state) in rules.OPEN:
        return {Due.VISIT: case.next_visit_on, Due.REVIEW: case.review_on, Due.ACTION: case.next_action_on}
    return {Due.CHECK: None if case.checked_on else case.check_on}


def refresh(case: Case) -> None:
    """Keep what lists sort by."""
    open_ = State(case.state) in rules.OPEN
    case.due_sort = first_due(dates_of(case)) or NEVER
    case.rank = rules.rank(flagged=any(getattr(case, flag) for flag in Flag), urgent=case.urgent, open_=open_)
    case.listed = State(case.state) in rules.LIVING


# --- the person ------------------------------------------------------------------------------------------


def person_of(row: Identity) -> Person:
    """Who somebody is, as stored."""
    return Person(
        row.real_name,
        row.alias,
        row.birth_on or row.birth_year,
        row.phone,
        row.other_contact,
        row.safe_way,
        row.safe_time,
        row.address,
        row.dependants,
        row.identity_number,
    )


def write_person(row: Identity, person: Person) -> None:
    """Put what somebody told into the row."""
    for name in ("alias", "real_name", "other_contact", "safe_way", "safe_time", "address"):
        setattr(row, name, getattr(person, name))
    row.dependants, row.identity_number = person.dependants, person.identity_number
    row.phone = normal_phone(person.phone)
    row.birth_on = None if isinstance(person.birth, int) else person.birth
    row.birth_year = person.birth if isinstance(person.birth, int) else person.birth.year if person.birth else None
    row.name_folded = fold(person.real_name or person.alias)


def words_of_person(person: Person) -> IdentityWords:
    """What would give this person away."""
    return IdentityWords(
        tuple(name for name in (person.real_name, person.alias) if name),
        tuple(each for each in (person.phone, person.other_contact, person.identity_number) if each),
        tuple(each for each in (person.address, person.other_contact) if each),
    )


def words_of(db: Orm, case_id: int) -> IdentityWords:
    """What would give the person of a case away, under whichever of the merged codes it was recorded."""
    found = NOBODY
    for row in db.scalars(select(Identity).where(Identity.case_id.in_(same_case(db, case_id)))):
        found |= words_of_person(person_of(row))
    return found


# --- search ----------------------------------------------------------------------------------------------


def index_words(db: Orm, case: Case) -> None:
    """Keep the index as the case is: its own words masked, the person's apart from them."""
    if not case.listed:
        search.remove(db, SCHEMA, KIND, case.id)
        search.remove(db, SCHEMA, IDENTITY_KIND, case.id)
        return
    note = show(case.note, words_of(db, case.id), revealed=False)
    search.index(db, SCHEMA, KIND, case.id, case.code, " · ".join(part for part in (note, case.village_name) if part))
    row = db.get(Identity, case.id)
    if row is not None:
        own = " ".join(part for part in (row.real_name, row.alias, row.phone) if part)
        search.index(db, SCHEMA, IDENTITY_KIND, case.id, case.code, own)
