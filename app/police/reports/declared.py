"""What is a report? Its fields, each said once, who may do what, and how its list is narrowed, ordered and searched.

A reporter stands in no field that the audit keeps: should the report become a denunciation, nothing in the chain names
them. Of a sealed one the lines of the list have the mask alone.
"""

from collections.abc import Collection
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session as Orm

from app.common import conditions
from app.common.desk import Desk
from app.common.i18n import N_
from app.common.records import fields as f
from app.common.records.declared import May, OwnFilter, Records
from app.common.records.filters import filter_of
from app.common.records.indexed import Indexed
from app.police.models import Draft, SavedFilter
from app.police.reports.lines import lines
from app.police.reports.models import Report, ReportNumber
from app.police.reports.record import KIND, SCHEMA
from app.police.reports.rules import FINISHED, tidy_number
from app.police.reports.terms import (
    CLASSIFICATION_NAMES,
    FLAG_NAMES,
    KIND_NAMES,
    REPORTER_FORM_NAMES,
    STATE_NAMES,
    URGENCY_NAMES,
    State,
    Urgency,
)
from app.police.reports.values import NewReport
from app.registry.conditions import village, village_names
from app.registry.references import ACCOUNT, VILLAGE
from app.vault.compartments import Compartment
from app.vault.people import Level, Unit
from app.vault.session import Session


class Sort(StrEnum):
    """The orders of the list."""

    RANK = "rank"  # flagged, then urgent, then by what is due first; finished last
    DUE = "due"
    NEWEST = "newest"
    OLDEST = "oldest"
    NUMBER = "number"
    REPORTER = "reporter"


def _officers(session: Session, _db: Orm) -> dict[str, str]:
    """Whoever can be in charge."""
    people = [each for each in session.accounts() if each.unit is Unit.POLICE and each.level is not Level.VIEWER]
    return {each.id: each.full_name for each in people}


def _flagged(flags: Collection[Any]) -> ColumnElement[bool]:
    return or_(*(getattr(Report, str(flag)) for flag in sorted(flags)))


def _numbered(db: Orm, typed: str) -> list[int]:
    """Under any number that the report had."""
    query = select(ReportNumber.report_id).where(ReportNumber.number == tidy_number(typed))
    return [each for each in db.scalars(query) if each is not None]


INDEX = Indexed(KIND, SCHEMA, Report.id, _numbered)
RECEIVED = f.Between(
    ("received_from", N_("Received from"), N_("Received from {date}")),
    ("received_to", N_("until"), N_("Received until {date}")),
    typed=(("from", N_("received on this day or later")), ("to", N_("received on this day or earlier"))),
)
OFFICER = f.Exactly(condition="officer", chip=N_("In charge: {name}"), nobody=N_("nobody yet"),
                    typed=conditions.account, takes=N_("a user name, or “none”"))  # fmt: skip
IN_VILLAGE = f.Exactly(condition="village", typed=village, takes=N_("the name of a village"))
UNFINISHED = f.IsSet(term=lambda _session: Report.state.in_(sorted(set(State) - FINISHED)))
# As the partial index has it.
INCOMPLETE = f.IsSet(title=N_("Facts missing"), term=lambda _session: Report.incomplete.expression)
# fmt: off
FIELDS: tuple[f.Field, ...] = (
    f.Text("number", N_("Number"), audit=f.CLEAR, documents=f.BOTH, export=14),
    f.Coded("kind", N_("Kind"), KIND_NAMES, audit=f.CLEAR, documents=f.BOTH, export=18, filter=f.AnyOf("kinds")),
    f.Whole("instance", N_("Instance"), audit=f.CLEAR, documents=f.SHOW),
    # Lists go by the moment, of which the day is a copy.
    f.Moment("received_at", N_("Received on"), audit=f.CLEAR, documents=f.LIST, filter=RECEIVED),
    f.Day("received_on", N_("Received on"), audit=f.SILENT, documents=f.BOTH, export=13),
    f.YesNo("time_known", N_("Hour is known"), audit=f.CLEAR),
    f.Text("source", N_("Source"), audit=f.CLEAR, documents=f.SHOW),
    f.Text("received_by", N_("Received by"), audit=f.CLEAR, documents=f.SHOW),
    f.Text("received_by_text", N_("Received by"), audit=f.CLEAR),
    f.Text("reporter", N_("Reporter"), audit=f.SILENT, documents=f.LIST),
    f.Text("reporter_shown", N_("Reporter"), audit=f.SILENT, export=24),
    f.YesNo("reporter_sealed", N_("Reporter"), audit=f.SILENT, documents=f.LIST),
    f.Coded("reporter_form", N_("Kind of reporter"), REPORTER_FORM_NAMES, audit=f.CLEAR, documents=f.SHOW),
    f.Text("reporter_name", N_("Reporter's name"), audit=f.SILENT),
    f.Text("reporter_phone", N_("Reporter's phone"), audit=f.SILENT),
    f.Text("reporter_address", N_("Reporter's address"), audit=f.SILENT),
    f.Text("reporter_identity", N_("Reporter's identity number"), audit=f.SILENT),
    f.Text("relayed_by", N_("Told by"), audit=f.SILENT),
    f.Text("respondent_name", N_("Respondent"), audit=f.CLEAR),
    f.Text("respondent_detail", N_("Respondent's position and address"), audit=f.CLEAR),
    f.Text("content", N_("Content"), audit=f.CLEAR, documents=f.BOTH, export=60),
    f.Ref("village_id", N_("Village"), "villages", audit=f.CLEAR, filter=IN_VILLAGE),
    f.Text("village_name", N_("Village"), audit=f.CLEAR, key="village", documents=f.BOTH, export=18),
    f.Whole("establishment_id", N_("Establishment"), audit=f.CLEAR),
    f.Text("establishment_name", N_("Establishment"), audit=f.CLEAR, key="establishment", documents=f.BOTH, export=22),
    f.Text("address", N_("Where it happened"), audit=f.CLEAR),
    f.Text("note", N_("Note"), audit=f.CLEAR, documents=f.SHOW),
    f.Coded("urgency", N_("Urgency"), URGENCY_NAMES, audit=f.CLEAR, documents=f.BOTH, export=12,
            filter=f.AnyOf("urgencies", left_out=frozenset({Urgency.NORMAL}))),
    f.Codes("flags", N_("Flags"), FLAG_NAMES, audit=f.SILENT, documents=f.BOTH,
            filter=f.AnyOf("flags", condition="flag", term=_flagged)),
    *(f.YesNo(flag, name, audit=f.CLEAR) for flag, name in FLAG_NAMES.items()),
    f.Text("unknown", N_("Not known"), audit=f.CLEAR),
    f.Coded("state", N_("State"), STATE_NAMES, audit=f.CLEAR, documents=f.BOTH, export=16,
            filter=f.AnyOf("states", chip=N_("State: {name}"))),
    f.Ref("officer_id", N_("Officer in charge"), "officers", audit=f.CLEAR, key="officer", documents=f.LIST, export=22,
          filter=OFFICER),
    f.Text("officer_text", N_("Officer in charge"), audit=f.CLEAR),
    f.Moment("accepted_at", N_("Accepted"), audit=f.CLEAR),
    f.Text("decline_ground", N_("Ground"), audit=f.CLEAR, documents=f.SHOW),
    f.Text("authority", N_("Receiving authority"), audit=f.CLEAR, documents=f.SHOW),
    f.Text("verification_result", N_("Result of verification"), audit=f.CLEAR, documents=f.SHOW),
    f.Coded("classification", N_("Classification"), CLASSIFICATION_NAMES, audit=f.CLEAR, documents=f.SHOW),
    f.Moment("concluded_at", N_("Concluded"), audit=f.CLEAR),
    f.Text("handling", N_("Handling"), audit=f.CLEAR, documents=f.SHOW),
    f.Moment("resolved_at", N_("Resolved"), audit=f.CLEAR),
    f.Day("notice_on", N_("Notice to the reporter"), audit=f.CLEAR, documents=f.SHOW),
    f.Text("notice_how", N_("How the notice was given"), audit=f.CLEAR, documents=f.SHOW),
    f.Text("no_notice_reason", N_("Why no notice was given"), audit=f.CLEAR, documents=f.SHOW),
    f.Moment("closed_at", N_("Closed"), audit=f.CLEAR),
    f.Day("due_on", N_("Due on"), audit=f.SILENT, documents=f.BOTH, export=13),
    f.Named("due_stage", N_("What is due"), audit=f.SILENT, export=24),
    f.YesNo("overdue", N_("Overdue only"), audit=f.SILENT, documents=f.BOTH, export=10, export_as=N_("Overdue"),
            blank=True,
            filter=f.IsSet(title=N_("Overdue"), term=lambda session: Report.due_sort < session.today())),
    f.YesNo("unfinished", N_("Not finished yet"), audit=f.SILENT, filter=UNFINISHED),
    f.YesNo("escalated", N_("Brought to the lead"), audit=f.SILENT,
            filter=f.IsSet(term=lambda _session: Report.escalated_at.is_not(None))),
    f.Moment("escalated_at", N_("Brought to the lead"), audit=f.CLEAR),
    f.Text("escalation_note", N_("What was brought to the lead"), audit=f.CLEAR),
    f.YesNo("incomplete", N_("Incomplete"), audit=f.CLEAR, documents=f.BOTH, filter=INCOMPLETE),
    f.YesNo("suspended", N_("Suspended"), audit=f.SILENT, documents=f.LIST),
    f.Moment("suspended_at", N_("Suspended"), audit=f.CLEAR),
    f.Text("suspension_ground", N_("Ground for suspending"), audit=f.CLEAR),
    f.YesNo("removed", N_("In the bin"), audit=f.CLEAR),
    f.Moment("removed_at", N_("Moved to the bin"), audit=f.CLEAR),
    f.Text("removed_reason", N_("Why it is in the bin"), audit=f.CLEAR),
)
# fmt: on

REPORTS: Records[Report, NewReport] = Records(
    KIND,
    Compartment.POLICE,
    Report,
    NewReport,
    FIELDS,
    orders={
        Sort.RANK: ((Report.rank, Report.due_sort, Report.id), False),
        Sort.DUE: ((Report.due_sort, Report.id), False),
        Sort.NEWEST: ((Report.received_at, Report.id), True),
        Sort.OLDEST: ((Report.received_at, Report.id), False),
        Sort.NUMBER: ((Report.number_sort, Report.id), False),
        Sort.REPORTER: ((Report.reporter_sort, Report.id), False),
    },
    usual=Sort.RANK,
    may=May("reports.list", enter="reports.receive", remove="reports.remove", export="reports.export"),
    one=N_("Report"),
    many=N_("Reports"),
    none_such=N_("There is no such report. It may have been part of an import that was undone."),
    no_number=N_("There is no report with the number {number}."),
    lists={"villages": village_names, "officers": _officers},
    references={"villages": VILLAGE, "officers": ACCOUNT},
    own_filters=(
        OwnFilter("establishment_id", int | None, None, lambda _session, found: Report.establishment_id == found),
        OwnFilter("due_until", date | None, None, lambda _session, day: Report.due_sort <= day,
                  loaded=date.fromisoformat),
    ),
    lines=lines,
    searched=INDEX.searched,
    bin_condition="bin",
)  # fmt: skip
ReportFilter = filter_of(REPORTS)
DESK = Desk(KIND, Compartment.POLICE, Draft, SavedFilter, typing=REPORTS.may.enter, listing=REPORTS.may.list,
            keeps_words=True)  # fmt: skip
# What forms and steps ask for beside the fields.
FIELD_NAMES: dict[str, str] = REPORTS.labels | {
    "received_time": N_("Hour"),
    "officer": N_("Officer in charge"),
    "notice": N_("Notice to the reporter"),
    "reason": N_("Reason"),
    "ground": N_("Ground"),
}
