"""What is a group session? Its fields, each said once, and who may do what. Numbers only: nobody's name or result."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from app.common.i18n import N_
from app.common.records import fields as f
from app.common.records.declared import May, Records
from app.common.records.filters import filter_of
from app.health.group_sessions.tables import GroupSession, Sort
from app.health.group_sessions.terms import (
    AUDIENCE_NAMES,
    BANDS,
    FORM_NAMES,
    KIND,
    SEXES,
    TEST_NAMES,
    TOPIC_NAMES,
    Audience,
    Form,
    TestKind,
    Topic,
)
from app.health.supplies.taking import ITEM, item_names
from app.registry.conditions import village_names
from app.registry.references import VILLAGE
from app.vault.compartments import Compartment


@dataclass(frozen=True)
class SessionEntry:
    """A session as it is entered. `reached` is (sex, age band) → people, `handed_out` item id → quantity."""

    on: date
    form: Form
    audience: Audience
    place: str
    village_id: int | None = None
    topics: frozenset[Topic] = frozenset()
    reached: Mapping[tuple[str, str], int] = field(default_factory=dict)
    handed_out: Mapping[int, int] = field(default_factory=dict)
    tests: Mapping[TestKind, int] = field(default_factory=dict)
    staff: str = ""
    collaborators: int = 0
    note: str = ""


HELD = f.Between(
    ("held_from", N_("Held from"), N_("Held from {date}")), ("held_to", N_("Held until"), N_("Held until {date}"))
)
# fmt: off
FIELDS: tuple[f.Field, ...] = (
    f.Text("number", N_("Number"), audit=f.SILENT, entered=False, column=92, export=12, documents=f.BOTH),
    f.Day("on", N_("Day"), audit=f.CLEAR, required=True, past=True, column=104, export=13, documents=f.BOTH,
          filter=HELD),
    f.Coded("form", N_("Form of the session"), FORM_NAMES, audit=f.CLEAR, required=True, column=168, export=24,
            documents=f.BOTH, filter=f.AnyOf("forms")),
    f.Coded("audience", N_("For whom"), AUDIENCE_NAMES, audit=f.CLEAR, required=True, column=210, export=30,
            documents=f.BOTH, filter=f.AnyOf("audiences"), fact=f.ALWAYS),
    # What was typed stands in no audit: it could name somebody.
    f.Text("place", N_("Where it was held"), audit=f.LOCKED, required=True, column=150, export=40, documents=f.BOTH,
           search=True),
    f.Ref("village_id", N_("Village"), "villages", audit=f.CLEAR, key="village", column=110, export=20,
          documents=f.BOTH, filter=f.Exactly(), search=True, fact=f.ALWAYS, none=N_("No village"),
          unknown=N_("Choose a village of the list.")),
    f.Codes("topics", N_("Topics of the session"), TOPIC_NAMES, audit=f.CLEAR, documents=f.SHOW, fact=f.ALWAYS),
    f.Cells("reached", N_("People reached"), SEXES, BANDS, ("sex", "age_band"), "people", N_("Together"),
            audit=f.CLEAR, documents=f.SHOW),
    f.Whole("reached_total", N_("People reached in all"), audit=f.CLEAR, entered=False, key="reached", column=96,
            heading=N_("People there"), export=14, export_as=N_("People reached"), documents=f.LIST),
    f.Amounts("handed_out", N_("Handed out there"), "items", audit=f.CLEAR,
              hint=N_("It leaves the stock when the session is saved.")),
    f.Counts("tests", N_("Tests done"), TEST_NAMES, audit=f.CLEAR, documents=f.SHOW,
             hint=N_("Only how many. A result belongs to the record of the client, who decides about it.")),
    f.Whole("tests_total", N_("Tests done in all"), audit=f.CLEAR, entered=False, key="tests", column=96,
            heading=N_("Number of tests"), export=14, export_as=N_("Tests done"), documents=f.LIST, blank=True),
    f.Text("staff", N_("Staff of the station"), audit=f.LOCKED, search=True, fact=f.ALWAYS),
    f.Whole("collaborators", N_("Collaborators who helped"), audit=f.CLEAR, documents=f.SHOW, fact=f.FILLED,
            blank=True),
    f.Text("note", N_("Note"), audit=f.LOCKED, lines=2, fact=f.FILLED,
           hint=N_("Write nothing about anybody who came.")),
    f.YesNo("removed", N_("Session in the bin"), audit=f.CLEAR, entered=False, documents=f.BOTH),
)
# fmt: on

GROUP_SESSIONS: Records[GroupSession, SessionEntry] = Records(
    KIND,
    Compartment.HEALTH,
    GroupSession,
    SessionEntry,
    FIELDS,
    orders={
        Sort.NEWEST: ((GroupSession.on, GroupSession.id), True),
        Sort.OLDEST: ((GroupSession.on, GroupSession.id), False),
        Sort.REACHED: ((GroupSession.reached_total, GroupSession.id), True),
    },
    usual=Sort.NEWEST,
    may=May(f"{KIND}.list", enter=f"{KIND}.enter", remove=f"{KIND}.remove", export=f"{KIND}.export"),
    one=N_("Group session"),
    many=N_("Group sessions"),
    none_such=N_("There is no such session."),
    no_number=N_("There is no session with the number {number}."),
    lists={"villages": village_names, "items": item_names},
    references={"villages": VILLAGE, "items": ITEM},
)
SessionFilter = filter_of(GROUP_SESSIONS)
