"""What of a client stands in lists? The code, days, what figures count by: each said once; never a name."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import and_
from sqlalchemy.orm import Session as Orm

from app.common import search
from app.common.i18n import N_
from app.common.paging import Key
from app.common.permissions import may
from app.common.records import fields as f
from app.common.records.declared import May, OwnFilter, Records, Searched
from app.common.records.filters import filter_of
from app.common.steps import Possible
from app.health.clients import codes, record, rules
from app.health.clients.models import Client
from app.health.clients.record import SCHEMA
from app.health.clients.terms import (
    AGE_BAND_NAMES,
    KIND,
    LEFT_NAMES,
    MORE_NAMES,
    SEX_NAMES,
    SOURCE_NAMES,
    STATE_NAMES,
    AgeBand,
    LeftReason,
    SafeWay,
    Source,
    State,
)
from app.health.clients.values import ClientFacts
from app.registry.conditions import village, village_names
from app.registry.references import VILLAGE
from app.vault.compartments import Compartment
from app.vault.session import Session


class Sort(StrEnum):
    """The orders of the list."""

    RANK = "rank"  # urgent first, then by the next appointment; who comes no more stands last
    DUE = "due"
    NEWEST = "newest"
    LAST = "last"
    CODE = "code"


@dataclass(frozen=True)
class ClientRow:
    """One line of the list: a code, never a name."""

    id: int
    version: int
    code: str
    state: State
    urgent: bool
    source: Source
    sex: str
    age_band: AgeBand | None
    village: str
    safe_way: SafeWay | None
    safe_when: str
    first_on: date
    last_visit_on: date
    next_visit_on: date | None
    late: bool
    left_reason: LeftReason | None
    left_on: date | None
    next_step: Possible | None = None
    key: Key = field(default=(), repr=False)

    @property
    def number(self) -> str:
        return self.code


def row_of(session: Session, client: Client, key: Key = ()) -> ClientRow:
    """A client as a line."""
    today = session.today()
    return ClientRow(
        id=client.id,
        version=client.version,
        code=client.code,
        state=State(client.state),
        urgent=client.urgent,
        source=Source(client.source),
        sex=client.sex,
        age_band=record.band(client, today),
        village=client.village_name,
        safe_way=SafeWay(client.safe_way) if client.safe_way else None,
        # Typed freely: not for who may open nothing.
        safe_when=client.safe_when if may(session, "health-clients.open") else "",
        first_on=client.first_on,
        last_visit_on=client.last_visit_on,
        next_visit_on=client.next_visit_on,
        late=client.due_sort < today,
        left_reason=LeftReason(client.left_reason) if client.left_reason else None,
        left_on=client.left_on,
        next_step=rules.next_step(State(client.state), session.account, expected=client.next_visit_on is not None),
        key=key,
    )


def _lines(session: Session, _db: Orm, found: Sequence[tuple[Any, Key]]) -> tuple[ClientRow, ...]:
    return tuple(row_of(session, client, key) for client, key in found)


def _searched(_session: Session, db: Orm, typed: str) -> Searched:
    """A whole code, or the words; marks mean nothing in a code."""
    if codes.is_code(typed):
        return Searched((Client.code == codes.tidy_code(typed),))
    return Searched(words=search.Words(search.matching(db, SCHEMA, KIND, typed).all, None))


SERVED = Client.state.in_(sorted(rules.SERVED))
FIRST = f.Between(
    ("first_from", N_("First visit from"), N_("First visit from {date}")),
    ("first_to", N_("until"), N_("First visit until {date}")),
    typed=(("from", N_("first visit on this day or later")), ("to", N_("first visit on this day or earlier"))),
)
# fmt: off
FIELDS: tuple[f.Field, ...] = (
    f.Text("number", N_("Code"), audit=f.SILENT, entered=False, documents=f.LIST),
    f.Text("code", N_("Code"), audit=f.SILENT, entered=False, export=12, documents=f.LIST),
    f.Coded("state", N_("State"), STATE_NAMES, audit=f.SILENT, entered=False, export=18, documents=f.LIST,
            filter=f.AnyOf("states", chip=N_("State: {name}"), left_out=frozenset({State.WITHDRAWN, State.ERASED}),
                            takes=N_("active, paused, left"))),
    f.Day("first_on", N_("First visit"), audit=f.SILENT, export=13, documents=f.LIST, filter=FIRST),
    f.Coded("source", N_("Came through"), SOURCE_NAMES, audit=f.SILENT, export=26, documents=f.LIST,
            filter=f.AnyOf("sources", takes=N_("self, social_referral, mobile_clinic, other"))),
    f.Coded("sex", N_("Sex"), SEX_NAMES, audit=f.SILENT, export=10, documents=f.LIST),
    f.Coded("age_band", N_("Age band"), AGE_BAND_NAMES, audit=f.SILENT, export=14, documents=f.LIST),
    f.Ref("village_id", N_("Village"), "villages", audit=f.SILENT, key="village", documents=f.LIST,
          filter=f.Exactly(typed=village, takes=N_("the name of a village"))),
    f.Day("last_visit_on", N_("Last here"), audit=f.SILENT, entered=False, export=13, documents=f.LIST),
    f.Day("next_visit_on", N_("Next appointment"), audit=f.SILENT, export=13, documents=f.LIST),
    f.Coded("left_reason", N_("Why they come no more"), LEFT_NAMES, audit=f.SILENT, entered=False, export=20,
            documents=f.LIST),
    f.Day("left_on", N_("Comes no more since"), audit=f.SILENT, entered=False, documents=f.LIST),
    f.YesNo("served", N_("Still comes"), audit=f.SILENT, entered=False,
            filter=f.IsSet(term=lambda _session: SERVED)),
    f.YesNo("late", N_("Expected, did not come"), audit=f.SILENT, entered=False, documents=f.LIST,
            filter=f.IsSet(term=lambda session: and_(SERVED, Client.due_sort < session.today()))),
    f.YesNo("urgent", N_("Urgent"), audit=f.SILENT, entered=False, documents=f.LIST,
            filter=f.IsSet(term=lambda _session: and_(SERVED, Client.urgent.is_(True)))),
)
# fmt: on

CLIENTS: Records[Client, ClientFacts] = Records(
    KIND,
    Compartment.HEALTH,
    Client,
    ClientFacts,
    FIELDS,
    orders={
        Sort.RANK: ((Client.rank, Client.due_sort, Client.id), False),
        Sort.DUE: ((Client.due_sort, Client.id), False),
        Sort.NEWEST: ((Client.first_on, Client.id), True),
        Sort.LAST: ((Client.last_visit_on, Client.id), True),
        Sort.CODE: ((Client.code, Client.id), False),
    },
    usual=Sort.RANK,
    may=May(f"{KIND}.list", enter=f"{KIND}.intake", export=f"{KIND}.export"),
    one=N_("Client of the health station"),
    many=N_("Clients of the health station"),
    none_such=N_("There is no such client, or the record was erased."),
    no_number=N_("There is no client with the code {code}, or the record was erased."),
    own_filters=(OwnFilter("sex", str | None, None, lambda _session, sex: Client.sex == sex),),
    lists={"villages": village_names},
    references={"villages": VILLAGE},
    lines=_lines,
    searched=_searched,
    text_takes=N_("a code, or its beginning"),
    bin="",
    # Whoever withdrew or was erased is in no list.
    always=(Client.listed.is_(True),),
)
ClientFilter = filter_of(CLIENTS)
FIELD_NAMES = CLIENTS.labels | MORE_NAMES
