"""Which fields has a support service, each said once? What was typed is kept under its case's key in the audit."""

from datetime import date

from sqlalchemy import ColumnElement

from app.common.i18n import N_
from app.common.records import fields as f
from app.social.case_fields import case_field, worker_field
from app.social.support_services.models import Service
from app.social.support_services.terms import (
    DUE_NAMES,
    FINISHED,
    KIND_NAMES,
    OUTCOME_NAMES,
    STATE_NAMES,
    VARIETY_NAMES,
    State,
)
from app.vault.session import Session


def _due_by(day: date) -> ColumnElement[bool]:
    return Service.due_sort <= day


def _late(session: Session) -> ColumnElement[bool]:
    return Service.due_sort < session.today()


def _open(_session: Session) -> ColumnElement[bool]:
    return Service.state.in_(sorted(set(State) - FINISHED))


PROPOSED = f.Between(
    ("since", N_("Proposed from"), N_("Proposed from {date}")),
    ("until", N_("Proposed until"), N_("Proposed until {date}")),
    (("from", N_("proposed on this day or later")), ("to", N_("proposed on this day or earlier"))),
)
# fmt: off
FIELDS: tuple[f.Field, ...] = (
    f.Text("number", N_("Number"), audit=f.SILENT, entered=False, export=14, documents=f.LIST),
    case_field(Service.case_id),
    f.Coded("kind", N_("Kind of support"), KIND_NAMES, audit=f.CLEAR, entered=False, export=24, documents=f.LIST,
            filter=f.AnyOf("kinds")),
    f.Coded("variety", N_("Form"), VARIETY_NAMES, audit=f.CLEAR, export=24, documents=f.LIST),
    f.Coded("state", N_("State"), STATE_NAMES, audit=f.CLEAR, entered=False, export=24, documents=f.LIST,
            filter=f.AnyOf("states", chip=N_("State: {name}"))),
    worker_field(Service.case_id, nobody=N_("Nobody"), export=22, documents=f.LIST),
    f.Text("provider", N_("Who provides it"), audit=f.LOCKED, documents=f.SHOW),
    f.Text("subject", N_("What the support is about"), audit=f.LOCKED, documents=f.SHOW),
    f.Text("place", N_("Where it takes place"), audit=f.LOCKED, documents=f.SHOW),
    f.Day("starts_on", N_("From"), audit=f.CLEAR, documents=f.SHOW),
    f.Day("ends_on", N_("Until"), audit=f.CLEAR, documents=f.SHOW),
    f.Whole("planned", N_("Sessions planned"), audit=f.CLEAR, key="sessions_planned", documents=f.SHOW),
    f.Whole("attended", N_("Sessions attended"), audit=f.CLEAR, entered=False, key="sessions_attended",
            documents=f.SHOW),
    f.Day("counted_on", N_("Attendance recorded on"), audit=f.CLEAR, entered=False),
    f.Whole("amount", N_("Amount"), audit=f.CLEAR, documents=f.SHOW),
    f.Text("quantity", N_("Quantity"), audit=f.LOCKED, documents=f.SHOW),
    f.Whole("children", N_("Number of children"), audit=f.CLEAR, documents=f.SHOW),
    f.Text("school_year", N_("School year"), audit=f.CLEAR, documents=f.SHOW),
    f.Day("expected_on", N_("Expected by"), audit=f.CLEAR, entered=False, documents=f.SHOW),
    f.Day("approved_on", N_("Approved on"), audit=f.CLEAR, entered=False, documents=f.SHOW),
    f.Day("sent_on", N_("Passed on to them on"), audit=f.CLEAR, entered=False, documents=f.SHOW),
    f.Day("answered_on", N_("Answered on"), audit=f.CLEAR, entered=False, documents=f.SHOW),
    f.Day("opened_on", N_("Proposed on"), audit=f.CLEAR, entered=False, export=13, documents=f.LIST, filter=PROPOSED),
    f.Day("begun_on", N_("Begun on"), audit=f.CLEAR, entered=False, export=13, documents=f.LIST),
    f.Day("ended_on", N_("Ended on"), audit=f.CLEAR, entered=False, export=13, documents=f.LIST),
    f.Text("ended_reason", N_("Reason"), audit=f.LOCKED, entered=False, documents=f.SHOW),
    f.Text("received_by", N_("Who received it"), audit=f.LOCKED, entered=False, documents=f.SHOW),
    f.YesNo("receipt", N_("Receipt signed"), audit=f.CLEAR, entered=False, documents=f.SHOW),
    f.Text("certificate", N_("Certificate number"), audit=f.LOCKED, entered=False, documents=f.SHOW),
    f.Day("certified_on", N_("Certificate of"), audit=f.CLEAR, entered=False, documents=f.SHOW),
    f.Coded("outcome", N_("Outcome"), OUTCOME_NAMES, audit=f.CLEAR, entered=False, documents=f.SHOW),
    f.Whole("kept_months", N_("Months at the job"), audit=f.CLEAR, entered=False, documents=f.SHOW),
    f.Whole("nights", N_("Nights"), audit=f.CLEAR, entered=False, documents=f.SHOW),
    f.Text("note", N_("Note"), audit=f.LOCKED, documents=f.SHOW),
    f.Day("due_on", N_("Next day"), audit=f.SILENT, entered=False, export=13, documents=f.LIST,
          filter=f.Until("due_until", N_("Due until"), N_("Due until {date}"), "due", N_("due on this day or earlier"),
                         _due_by)),
    f.Coded("due_for", N_("What is next"), DUE_NAMES, audit=f.SILENT, entered=False, documents=f.LIST),
    f.YesNo("late", N_("Late"), audit=f.SILENT, entered=False, documents=f.LIST, filter=f.IsSet(term=_late)),
    f.YesNo("open", N_("Not ended yet"), audit=f.SILENT, entered=False,
            filter=f.IsSet("open_only", "open", term=_open)),
)
# fmt: on
TYPED = frozenset(each.name for each in FIELDS if each.audit is f.LOCKED)
# The fields, and what steps ask beside them.
FIELD_NAMES: dict[str, str] = {each.name: each.label for each in FIELDS} | {
    "months": N_("Check after months"),
    "answer": N_("Still there?"),
    "lost_on": N_("Job lost on"),
    "reason": N_("Reason"),
    "on": N_("Day"),
}
