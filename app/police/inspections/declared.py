"""What is an inspection? Its fields, each said once, who may do what, and how its list is narrowed and ordered.

The parts of the minutes (team, checks, findings, sanctions) lie in tables of their own; of them the audit keeps what
`record.compared` says.
"""

from datetime import date
from enum import StrEnum

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session as Orm

from app.common import conditions
from app.common.desk import Desk
from app.common.i18n import N_
from app.common.records import fields as f
from app.common.records.declared import May, OwnFilter, Records
from app.common.records.filters import filter_of
from app.common.records.indexed import Indexed
from app.police.inspections.lines import lines
from app.police.inspections.models import Inspection, InspectionMember
from app.police.inspections.record import SCHEMA
from app.police.inspections.rules import FINISHED
from app.police.inspections.terms import KIND, KIND_NAMES, STATE_NAMES, State, tidy_number
from app.police.inspections.values import Minutes
from app.police.models import Draft, SavedFilter
from app.registry import queries as registry
from app.registry import references
from app.registry.conditions import village, village_names
from app.registry.establishments import queries as premises_register
from app.registry.establishments import services as register
from app.vault.compartments import Compartment
from app.vault.session import Session


class Sort(StrEnum):
    """The orders of the list. The day is that of the visit, else the planned one."""

    NEWEST = "newest"
    OLDEST = "oldest"
    NUMBER = "number"
    ESTABLISHMENT = "establishment"
    FIX_BY = "fix_by"


def _types(_session: Session, db: Orm) -> dict[str, str]:
    """The types as the office calls them, those no longer in use too: old inspections have them."""
    return {item.code: item.name for item in registry.whole_catalogue(db, registry.ESTABLISHMENT_TYPES)}


def _of_team(_session: Session, account: str) -> ColumnElement[bool]:
    return Inspection.id.in_(select(InspectionMember.inspection_id).where(InspectionMember.account_id == account))


def _of_year(_session: Session, year: int) -> ColumnElement[bool]:
    return Inspection.day.between(date(year, 1, 1), date(year, 12, 31))


def _year(_session: Session, text: str) -> int | None:
    return conditions.year({"year": text}, "year")


def _account(session: Session, user: str) -> str | None:
    return conditions.account(session, user) or None


def _premises(session: Session, number: str) -> frozenset[int]:
    if not number.strip():
        return frozenset()
    found = register.find_number(session, number)
    with session.read() as db:
        return premises_register.same_premises(db, found)


def _numbered(db: Orm, typed: str) -> list[int]:
    return list(db.scalars(select(Inspection.id).where(Inspection.number == tidy_number(typed))))


INDEX = Indexed(KIND, SCHEMA, Inspection.id, _numbered)
DAYS = f.Between(
    ("since", N_("Day of the visit from"), N_("Visited from {date}")),
    ("until", N_("until"), N_("Visited until {date}")),
    typed=(("from", N_("held or planned on this day or later")), ("to", N_("held or planned on this day or earlier"))),
)
TYPES = f.AnyOf("types", condition="type", takes=N_("codes of the list of establishment types"))
IN_VILLAGE = f.Exactly(condition="village", typed=village, takes=N_("the name of a village"))
OPEN = f.IsSet("open_findings", condition="open", title=N_("With open findings"),
               term=lambda _session: Inspection.open_findings > 0)  # fmt: skip
OVERDUE = f.IsSet(title=N_("Overdue"), term=lambda session: Inspection.fix_due < session.today())
UNFINISHED = f.IsSet(term=lambda _session: Inspection.state.in_(sorted(set(State) - FINISHED)))
# fmt: off
FIELDS: tuple[f.Field, ...] = (
    f.Text("number", N_("Number"), audit=f.CLEAR, documents=f.BOTH, export=14),
    f.Coded("kind", N_("Kind of inspection"), KIND_NAMES, audit=f.CLEAR, documents=f.BOTH, export=16,
            filter=f.AnyOf("kinds")),
    f.Whole("establishment_id", N_("Establishment"), audit=f.CLEAR),
    f.Text("establishment_number", N_("Number of the establishment"), audit=f.CLEAR, documents=f.LIST, export=12),
    f.Text("establishment_name", N_("Establishment"), audit=f.CLEAR, key="establishment", documents=f.LIST, export=28),
    f.Text("type", N_("Type of establishment"), audit=f.SILENT, documents=f.LIST),
    f.Ref("type_code", N_("Type of establishment"), "types", audit=f.CLEAR, key="type_name", export=18, filter=TYPES),
    f.Ref("village_id", N_("Village"), "villages", audit=f.CLEAR, filter=IN_VILLAGE),
    f.Text("village_name", N_("Village"), audit=f.CLEAR, key="village", documents=f.LIST, export=18),
    f.Text("address", N_("Address"), audit=f.CLEAR, documents=f.LIST, export=28),
    f.Text("responsible", N_("Person responsible"), audit=f.CLEAR),
    f.Day("planned_on", N_("Planned day"), audit=f.CLEAR, documents=f.BOTH, export=13),
    f.Moment("planned_from", N_("Planned from"), audit=f.CLEAR),
    f.Moment("planned_until", N_("Planned until"), audit=f.CLEAR),
    # Of the visit, else planned: lists go by it.
    f.Day("day", N_("Day"), audit=f.SILENT, filter=DAYS),
    f.Day("inspected_on", N_("Inspected on"), audit=f.CLEAR, documents=f.BOTH, export=13),
    f.Moment("started_at", N_("Begun at"), audit=f.CLEAR),
    f.Moment("ended_at", N_("Ended at"), audit=f.CLEAR),
    f.Text("leader", N_("Team leader"), audit=f.SILENT, key="team_leader", documents=f.LIST, export=22),
    f.Text("team", N_("Inspection team"), audit=f.CLEAR, export=40),
    f.Text("team_text", N_("Team as the paper register says"), audit=f.CLEAR),
    f.Text("decision_number", N_("Number of the decision"), audit=f.CLEAR),
    f.Day("decision_on", N_("Day of the decision"), audit=f.CLEAR),
    f.Text("content", N_("What was inspected"), audit=f.CLEAR, documents=f.SHOW),
    f.Whole("workers_total", N_("Workers"), audit=f.CLEAR),
    f.Whole("workers_women", N_("Women"), audit=f.CLEAR),
    f.Whole("workers_from_elsewhere", N_("From elsewhere"), audit=f.CLEAR),
    f.Whole("workers_with_contract", N_("With a contract"), audit=f.CLEAR),
    f.Whole("workers_declared", N_("Residence declared"), audit=f.CLEAR),
    # The column counts them; the audit keeps each by what it says.
    f.Whole("findings", N_("Findings"), audit=f.CLEAR, documents=f.LIST, export=10),
    f.Whole("open_findings", N_("Not put right yet"), audit=f.SILENT, documents=f.LIST, export=10, filter=OPEN),
    f.Whole("sanction_amount", N_("Amount in đồng"), audit=f.SILENT, documents=f.LIST, export=16),
    f.Text("owner_opinion", N_("Opinion of the premises"), audit=f.CLEAR, documents=f.SHOW),
    f.Text("conclusion", N_("Conclusion of the team"), audit=f.CLEAR, documents=f.SHOW),
    f.Text("recommendations", N_("Recommendations"), audit=f.CLEAR, documents=f.SHOW),
    # In a list it is the first day of the findings that are open.
    f.Day("fix_by", N_("To be put right by"), audit=f.CLEAR, documents=f.LIST, export=13),
    f.YesNo("overdue", N_("Overdue only"), audit=f.SILENT, documents=f.BOTH, export=10, export_as=N_("Overdue"),
            blank=True, filter=OVERDUE),
    f.YesNo("unfinished", N_("Not finished yet"), audit=f.SILENT, filter=UNFINISHED),
    f.Text("handling", N_("Handling as the paper register says"), audit=f.CLEAR),
    f.Text("follow_up_note", N_("Follow-up as the paper register says"), audit=f.CLEAR),
    f.Whole("follow_up_of_id", N_("Follow-up of"), audit=f.CLEAR),
    f.Text("follow_up_of", N_("Follow-up of"), audit=f.SILENT, documents=f.LIST, export=14),
    f.Whole("plan_item_id", N_("Item of the plan"), audit=f.CLEAR),
    f.Coded("state", N_("State"), STATE_NAMES, audit=f.CLEAR, documents=f.BOTH, export=18,
            filter=f.AnyOf("states", chip=N_("State: {name}"))),
    f.Text("note", N_("Note"), audit=f.CLEAR, documents=f.SHOW),
    f.Moment("recorded_at", N_("Minutes recorded"), audit=f.CLEAR),
    f.Moment("concluded_at", N_("Concluded"), audit=f.CLEAR),
    f.Moment("closed_at", N_("Closed"), audit=f.CLEAR),
    f.Text("cancelled_reason", N_("Why it was cancelled"), audit=f.CLEAR),
    f.YesNo("removed", N_("In the bin"), audit=f.CLEAR),
    f.Moment("removed_at", N_("Moved to the bin"), audit=f.CLEAR),
    f.Text("removed_reason", N_("Why it is in the bin"), audit=f.CLEAR),
)
# fmt: on

INSPECTIONS: Records[Inspection, Minutes] = Records(
    KIND,
    Compartment.POLICE,
    Inspection,
    Minutes,
    FIELDS,
    orders={
        Sort.NEWEST: ((Inspection.day, Inspection.id), True),
        Sort.OLDEST: ((Inspection.day, Inspection.id), False),
        Sort.NUMBER: ((Inspection.number_sort, Inspection.id), False),
        Sort.ESTABLISHMENT: ((Inspection.establishment_sort, Inspection.day, Inspection.id), False),
        Sort.FIX_BY: ((Inspection.fix_due, Inspection.id), False),
    },
    usual=Sort.NEWEST,
    may=May(f"{KIND}.list", enter=f"{KIND}.record", remove=f"{KIND}.remove", export=f"{KIND}.export"),
    one=N_("Inspection"),
    many=N_("Inspections"),
    none_such=N_("There is no such inspection. It may have been part of an import that was undone."),
    no_number=N_("There is no inspection with the number {number}."),
    lists={"villages": village_names, "types": _types},
    references={"villages": references.VILLAGE, "types": references.item(registry.ESTABLISHMENT_TYPES)},
    own_filters=(
        OwnFilter("year", int | None, None, _of_year, _year, N_("a year in four digits")),
        # All ids that stand for the same premises: see app.registry.establishments.queries.same_premises.
        OwnFilter("establishment_ids", frozenset[int], frozenset(),
                  lambda _session, ids: Inspection.establishment_id.in_(sorted(ids)), _premises,
                  N_("the number of an establishment"), condition="establishment",
                  loaded=lambda kept: [int(each) for each in kept]),
        # Somebody of the team who has an account.
        OwnFilter("officer_id", str | None, None, _of_team, _account, N_("the user name of somebody of the team"),
                  condition="officer"),
    ),
    lines=lines,
    searched=INDEX.searched,
    bin_condition="bin",
)  # fmt: skip
InspectionFilter = filter_of(INSPECTIONS)
DESK = Desk(KIND, Compartment.POLICE, Draft, SavedFilter, typing=INSPECTIONS.may.enter, listing=INSPECTIONS.may.list,
            keeps_words=True)  # fmt: skip
# What forms, steps and parts of the minutes are called beside the fields.
FIELD_NAMES: dict[str, str] = INSPECTIONS.labels | {
    "establishment": N_("Establishment"),
    "decision": N_("Decision on the team"),
    "started": N_("Begun at"),
    "ended": N_("Ended at"),
    "present": N_("Present for the premises"),
    "checks": N_("Checklist"),
    "reviews": N_("Findings looked at again"),
    "head_count": N_("Head-count"),
    "violation_code": N_("Kind of violation"),
    "description": N_("What was found"),
    "measures": N_("Measures"),
    "resolved_on": N_("Put right on"),
    "sanctions": N_("Sanction decisions"),
    "sanction": N_("Sanction decision"),
    "addressee": N_("Addressee of the decision"),
    "organisation": N_("Addressee is an organisation"),
    "amount": N_("Amount in đồng"),
    "due_on": N_("To be paid by"),
    "paid_on": N_("Paid on"),
    "new_fix_by": N_("New day to put right by"),
    "result": N_("Result"),
    "reason": N_("Reason"),
    "authority": N_("Receiving authority"),
}
