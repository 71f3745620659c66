"""What is a support case? Its fields, each said once, and who may do what. No name: the person is in `Identity` alone.

The page, the steps, consent and masking are the type's own; so are the lines of its list (`queries`).
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, and_, false, or_
from sqlalchemy.orm import Session as Orm

from app.common import conditions, search
from app.common.i18n import N_
from app.common.permissions import may
from app.common.records import fields as f
from app.common.records.declared import May, Records, Searched
from app.common.records.filters import filter_of
from app.common.steps import Possible
from app.registry.conditions import village, village_names
from app.social.cases import rules
from app.social.cases.due import DUE_NAMES, Due
from app.social.cases.models import SOCIAL, Case
from app.social.cases.terms import (
    BASIS_NAMES,
    FLAG_NAMES,
    IDENTITY_KIND,
    KIND,
    OUTCOME_NAMES,
    SEX_NAMES,
    SOURCE_NAMES,
    STATE_NAMES,
    Flag,
    Outcome,
    Source,
    State,
)
from app.vault.compartments import Compartment
from app.vault.people import Level, Unit
from app.vault.session import Session


class Sort(StrEnum):
    """The orders of the list."""

    RANK = "rank"  # special protection first, then urgent, then by what is due; ended last
    DUE = "due"
    NEWEST = "newest"
    CODE = "code"
    QUIET = "quiet"


class Occupation(StrEnum):
    """What somebody lives by. "Not known" is an answer; who was not asked has none."""

    NONE = "none"
    SERVICE_STAFF = "service_staff"
    FACTORY_WORKER = "factory_worker"
    FARMER = "farmer"
    TRADER = "trader"
    STUDENT = "student"
    HOMEMAKER = "homemaker"
    OTHER = "other"
    UNKNOWN = "unknown"


OCCUPATION_NAMES: dict[Occupation, str] = {
    Occupation.NONE: N_("No occupation, out of work"),
    Occupation.SERVICE_STAFF: N_("Staff of a service establishment"),
    Occupation.FACTORY_WORKER: N_("Factory worker"),
    Occupation.FARMER: N_("Farmer"),
    Occupation.TRADER: N_("Small trade, casual work"),
    Occupation.STUDENT: N_("Pupil or student"),
    Occupation.HOMEMAKER: N_("Homemaker"),
    Occupation.OTHER: N_("Another occupation"),
    Occupation.UNKNOWN: N_("Occupation not known"),
}


@dataclass(frozen=True)
class CaseFacts:
    """What is recorded of a case beside the person."""

    source: Source
    sex: str = ""
    village_id: int | None = None
    flags: frozenset[Flag] = frozenset()
    urgent: bool = False
    note: str = ""
    next_visit_on: date | None = None
    review_on: date | None = None
    occupation: Occupation | None = None


@dataclass(frozen=True)
class CaseRow:
    """One line of the list: a code, never a name."""

    id: int
    version: int
    code: str
    state: State
    flags: frozenset[Flag]
    urgent: bool
    worker_id: str | None
    worker: str
    village: str
    source: Source
    occupation: Occupation | None
    sex: str | None
    birth_decade: int | None
    opened_on: date
    last_contact_on: date
    quiet: bool
    next_visit_on: date | None
    review_on: date | None
    next_action_on: date | None
    due_on: date | None
    late: bool
    late_for: tuple[Due, ...]
    outcome: Outcome | None
    closed_on: date | None
    check_on: date | None
    key: tuple[Any, ...] = field(default=(), repr=False)
    # What the case waits for, offered to this person; None when nothing is left to do.
    next_step: Possible | None = None

    @property
    def number(self) -> str:
        return self.code


def workers(session: Session) -> dict[str, str]:
    """Who can be in charge of a case: id -> name."""
    return {
        account.id: account.full_name
        for account in session.accounts()
        if account.active and account.unit is Unit.SOCIAL and account.level is not Level.VIEWER
    }


# --- the parts of the query that no column says alone -----------------------------------------------------


def _open() -> ColumnElement[bool]:
    return Case.state.in_(sorted(rules.OPEN))


def _quiet(session: Session) -> ColumnElement[bool]:
    return and_(_open(), Case.last_contact_on <= session.today() - rules.QUIET)


def _late(session: Session) -> ColumnElement[bool]:
    return and_(_open(), Case.due_sort < session.today())


def _flagged(flags: Collection[Any]) -> ColumnElement[bool]:
    return or_(*(getattr(Case, str(flag)) for flag in sorted(flags)))


def _with_words(session: Session, db: Orm, typed: str) -> Searched:
    """By code, by the case's own words; by the person's for those who work with cases."""
    kinds = (KIND, IDENTITY_KIND) if may(session, "cases.open") else (KIND,)
    found = [ids for kind in kinds if (ids := search.matching(db, SOCIAL["schema"], kind, typed).all) is not None]
    return Searched(
        (or_(Case.code == rules.tidy_code(typed), *(ids.gathered(Case.id) for ids in found)) if found else false(),)
    )


ENDED = frozenset({State.WITHDRAWN, State.MERGED, State.ERASED})
STATES = f.AnyOf("states", chip=N_("State: {name}"), left_out=ENDED,
                 takes=N_("intake, assessing, supported, following, closed, transferred_out"))  # fmt: skip
WORKER = f.Exactly(chip=N_("Worker: {name}"), nobody=N_("nobody yet"), typed=conditions.account,
                   takes=N_("a user name, or “none”"))  # fmt: skip
VILLAGE = f.Exactly(typed=village, takes=N_("the name of a village"))
OPENED = f.Between(
    ("opened_from", N_("Opened from"), N_("Opened from {date}")),
    ("opened_to", N_("until"), N_("Opened until {date}")),
    typed=(("from", N_("opened on this day or later")), ("to", N_("opened on this day or earlier"))),
)
# Folded words of registers -> what they say; the first that stands in the cell counts.
SOURCES_HEARD: tuple[tuple[str, Source], ...] = (
    ("tu den", Source.SELF),
    ("tu nguyen", Source.SELF),
    ("phu nu", Source.UNION),
    ("hoi", Source.UNION),
    ("doan", Source.UNION),
    ("y te", Source.HEALTH),
    ("tram", Source.HEALTH),
    ("cong an", Source.POLICE),
)
OCCUPATIONS_HEARD: tuple[tuple[str, Occupation], ...] = (
    ("(khong|chua) (ro|biet)", Occupation.UNKNOWN),
    ("that nghiep", Occupation.NONE),
    ("(khong|chua)( co)? (nghe|viec|di lam)", Occupation.NONE),
    ("co so dich vu", Occupation.SERVICE_STAFF),
    ("karaoke|massage|mat xa|nha nghi|quan bar", Occupation.SERVICE_STAFF),
    ("cong nhan", Occupation.FACTORY_WORKER),
    ("nong dan", Occupation.FARMER),
    ("lam (ruong|nong|ray)", Occupation.FARMER),
    ("buon ban|ban hang|tu do|lam thue", Occupation.TRADER),
    ("hoc sinh|sinh vien", Occupation.STUDENT),
    ("noi tro", Occupation.HOMEMAKER),
)
# fmt: off
FIELDS: tuple[f.Field, ...] = (
    f.Text("number", N_("Code"), audit=f.SILENT, entered=False, documents=f.BOTH),
    f.Text("code", N_("Code"), audit=f.CLEAR, entered=False, documents=f.BOTH, export=12, export_as=N_("Case code")),
    f.Text("note", N_("Wish and need"), audit=f.LOCKED, documents=f.SHOW, lines=3, fact=f.ALWAYS),
    f.Codes("flags", N_("Special protection"), FLAG_NAMES, audit=f.SILENT, documents=f.BOTH, export=24,
            filter=f.AnyOf("flags", condition="flag", takes=N_("child, trafficking, violence, disability"),
                           term=_flagged)),
    *(f.YesNo(flag, name, audit=f.CLEAR, entered=False) for flag, name in FLAG_NAMES.items()),
    f.Coded("state", N_("State"), STATE_NAMES, audit=f.CLEAR, entered=False, documents=f.BOTH, export=20,
            filter=STATES),
    f.Coded("state_before", N_("State before"), STATE_NAMES, audit=f.CLEAR, entered=False),
    f.Day("opened_on", N_("Case opened on"), audit=f.CLEAR, entered=False, documents=f.BOTH, export=13, filter=OPENED,
          fact=f.ALWAYS),
    f.Coded("source", N_("Came through"), SOURCE_NAMES, audit=f.CLEAR, required=True, documents=f.BOTH, export=22,
            filter=f.AnyOf("sources", takes=N_("self, union, health_referral, police_referral, other")), fact=f.ALWAYS,
            headings=("Nguồn", "Nguồn tiếp nhận", "Hình thức tiếp nhận"), heard=SOURCES_HEARD, otherwise=Source.OTHER,
            doubt=N_("How “{text}” came is not known; it is stored as “another way”.")),
    f.Coded("occupation", N_("Occupation"), OCCUPATION_NAMES, audit=f.CLEAR, documents=f.BOTH, export=22,
            filter=f.AnyOf("occupations", takes=N_("none, service_staff, factory_worker, farmer, trader, student,"
                                                   " homemaker, other, unknown")),
            fact=f.ALWAYS, headings=("Nghề nghiệp", "Nghề nghiệp hiện nay", "Việc làm"), heard=OCCUPATIONS_HEARD,
            otherwise=Occupation.OTHER),
    f.Coded("basis", N_("Basis for keeping the record"), BASIS_NAMES, audit=f.CLEAR, entered=False, documents=f.SHOW,
            fact=f.ALWAYS),
    f.Text("basis_note", N_("Ground without consent"), audit=f.LOCKED, entered=False, documents=f.SHOW),
    f.Coded("sex", N_("Sex"), SEX_NAMES, audit=f.CLEAR, documents=f.BOTH, fact=f.ALWAYS),
    f.Whole("birth_decade", N_("Decade of birth"), audit=f.CLEAR, entered=False, documents=f.LIST),
    f.Ref("village_id", N_("Village"), "villages", audit=f.CLEAR, key="village", documents=f.BOTH, export=18,
          filter=VILLAGE, fact=f.ALWAYS),
    f.Text("village_name", N_("Village"), audit=f.CLEAR, entered=False),
    f.Ref("worker_id", N_("Worker in charge"), "workers", audit=f.CLEAR, key="worker", entered=False,
          documents=f.BOTH, export=22, filter=WORKER),
    f.Day("last_contact_on", N_("Last contact"), audit=f.CLEAR, entered=False, documents=f.BOTH, fact=f.ALWAYS),
    f.Day("next_visit_on", N_("Next visit"), audit=f.CLEAR, documents=f.BOTH, export=13),
    f.Day("review_on", N_("Review of the plan"), audit=f.CLEAR, documents=f.BOTH, export=13),
    f.Day("next_action_on", N_("Next action of the plan"), audit=f.CLEAR, entered=False, documents=f.LIST),
    f.Coded("outcome", N_("Outcome"), OUTCOME_NAMES, audit=f.CLEAR, entered=False, documents=f.BOTH, export=18,
            filter=f.AnyOf("outcomes", takes=N_("goal_met, moved, declined, lost_contact, died, transferred"))),
    f.Day("closed_on", N_("Case closed on"), audit=f.CLEAR, entered=False, documents=f.BOTH, export=13,
          export_as=N_("Closed on")),
    f.Day("check_on", N_("Check after closure"), audit=f.CLEAR, entered=False, documents=f.BOTH),
    f.Day("checked_on", N_("Checked after closure on"), audit=f.CLEAR, entered=False),
    f.Day("withdrawn_on", N_("Consent withdrawn on"), audit=f.CLEAR, entered=False, documents=f.SHOW),
    f.Day("erase_by", N_("To be erased by"), audit=f.CLEAR, entered=False, documents=f.SHOW),
    f.Moment("erased_at", N_("Erased"), audit=f.CLEAR, entered=False),
    f.Whole("merged_into_id", N_("Merged into"), audit=f.CLEAR, entered=False),
    f.Text("kept_reason", N_("What the law obliges to keep"), audit=f.LOCKED, entered=False),
    f.YesNo("open", N_("Not ended yet"), audit=f.SILENT, entered=False,
            filter=f.IsSet("open_only", condition="open", term=lambda _session: _open())),
    f.YesNo("late", N_("Late against the plan"), audit=f.SILENT, entered=False, documents=f.LIST,
            filter=f.IsSet(term=_late)),
    f.Codes("late_for", N_("Late against the plan"), DUE_NAMES, audit=f.SILENT, entered=False, documents=f.LIST),
    f.YesNo("quiet", N_("Quiet for 30 days"), audit=f.SILENT, entered=False, documents=f.LIST,
            filter=f.IsSet(term=_quiet)),
    f.YesNo("urgent", N_("Urgent"), audit=f.CLEAR, documents=f.BOTH,
            # As the partial index has it.
            filter=f.IsSet(term=lambda _session: Case.urgent.expression)),
)
# fmt: on

SUPPORT_CASES: Records[Case, CaseFacts] = Records(
    KIND,
    Compartment.SOCIAL,
    Case,
    CaseFacts,
    FIELDS,
    orders={
        Sort.RANK: ((Case.rank, Case.due_sort, Case.id), False),
        Sort.DUE: ((Case.due_sort, Case.id), False),
        Sort.NEWEST: ((Case.opened_on, Case.id), True),
        Sort.CODE: ((Case.seq,), False),
        Sort.QUIET: ((Case.last_contact_on, Case.id), False),
    },
    usual=Sort.RANK,
    may=May("cases.list", enter="cases.intake", export="cases.export"),
    one=N_("Support case"),
    many=N_("Support cases"),
    none_such=N_("There is no such case, or it was erased."),
    no_number=N_("There is no case with the code {code}, or it was erased."),
    lists={"villages": village_names, "workers": lambda session, _db: workers(session)},
    searched=_with_words,
    bin="",
    always=(Case.listed.is_(True),),
)
CaseFilter = filter_of(SUPPORT_CASES)
# What of a case is coded, beside the person's sex: told, imported and compared wherever a case is.
CODED: tuple[f.Coded, ...] = tuple(
    each for each in SUPPORT_CASES.entered if isinstance(each, f.Coded) and each.name != "sex"
)
