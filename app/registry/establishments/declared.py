"""What are premises in the register? Their fields, each said once, who may do what, how the list is narrowed.

The audit keeps what the history keeps; all else follows from it.
"""

from collections.abc import Mapping
from datetime import timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement
from sqlalchemy.orm import Session as Orm

from app.common import conditions
from app.common.desk import Desk
from app.common.i18n import N_
from app.common.records import fields as f
from app.common.records.declared import May, OwnFilter, Records
from app.common.records.filters import filter_of
from app.common.records.indexed import Indexed
from app.common.text import fold
from app.registry import queries as shared
from app.registry import references
from app.registry.conditions import village, village_names
from app.registry.establishments import record, rules
from app.registry.establishments.lines import lines, type_names
from app.registry.establishments.models import Establishment
from app.registry.establishments.terms import FIELD_NAMES, HIDDEN, KIND, SOON, STATE_NAMES, Paper, State
from app.registry.establishments.values import Entry
from app.registry.models import Draft, SavedFilter
from app.vault.compartments import Compartment
from app.vault.session import Session


class Sort(StrEnum):
    """The orders of the list."""

    NAME = "name"
    NUMBER = "number"
    NEWEST = "newest"
    EXPIRES = "expires"  # whose licence or certificate ends first


def _states(_session: Session, where: Any) -> list[ColumnElement[bool]]:
    """Papers and head-counts are looked for among premises in operation; duplicates and the declined only by name."""
    asked = where.states or (rules.OPERATING if where.paper or where.never_counted else frozenset())
    states = asked - {State.CLOSED} if where.paper and not where.states else asked
    listed = {state not in HIDDEN for state in states} or {True}
    found: list[ColumnElement[bool]] = [
        Establishment.listed.is_(*listed) if len(listed) == 1 else Establishment.listed.in_((False, True))
    ]
    return [*found, Establishment.state.in_(sorted(states))] if states and not where.states else found


def _runs_out(session: Session, paper: Paper) -> ColumnElement[bool]:
    """Of the licence or of the certificate of security and order."""
    today, ends = session.today(), Establishment.expires_sort
    return ends < today if paper is Paper.EXPIRED else ends.between(today, today + timedelta(days=SOON))


def _paper(_session: Session, text: str) -> Paper | None:
    return next(iter(conditions.codes(Paper, {"licence": text}, "licence")), None)


def _numbered(db: Orm, typed: str) -> set[int]:
    """A duplicate's number leads to the premises it was merged into."""
    found = record.by_number(db, typed) if fold(typed).startswith("cs") else None
    return {found, record.survivor(db, record.find(db, found)).id} if found is not None else set()


# Former names are among the words.
INDEX = Indexed(KIND, record.SCHEMA, Establishment.id, _numbered)
NAMES: Mapping[str, str] = FIELD_NAMES
TYPES = f.AnyOf("types", condition="type",
                takes=N_("karaoke, massage, hotel …: codes of the list of types; several with commas"))  # fmt: skip
IN_VILLAGE = f.Exactly(condition="village", typed=village, takes=N_("the name of a village"))
NEVER = f.IsSet(term=lambda _session: Establishment.counted_on.is_(None))
# fmt: off
FIELDS: tuple[f.Field, ...] = (
    f.Text("number", NAMES["number"], audit=f.SILENT, entered=False, documents=f.BOTH, export=12,
           export_as=N_("Number of the establishment")),
    f.Text("name", NAMES["name"], audit=f.CLEAR, required=True, documents=f.BOTH, export=30,
           export_as=N_("Name of the establishment")),
    f.Text("type", NAMES["type_code"], audit=f.SILENT, entered=False, documents=f.LIST),
    f.Ref("type_code", NAMES["type_code"], "types", audit=f.CLEAR, key="type_name", documents=f.LIST, export=20,
          filter=TYPES),
    f.Text("owner", NAMES["owner"], audit=f.CLEAR, documents=f.BOTH, export=24),
    f.Text("responsible", NAMES["responsible"], audit=f.CLEAR, documents=f.BOTH, export=24),
    f.Text("address", NAMES["address"], audit=f.CLEAR, documents=f.BOTH, export=34),
    f.Ref("village_id", NAMES["village_id"], "villages", audit=f.CLEAR, key="village", documents=f.LIST, export=18,
          filter=IN_VILLAGE),
    f.Text("phone", NAMES["phone"], audit=f.CLEAR, documents=f.BOTH, export=14),
    f.Coded("state", NAMES["state"], STATE_NAMES, audit=f.CLEAR, entered=False, documents=f.BOTH, export=16,
            filter=f.AnyOf("states", chip=N_("State: {name}"))),
    f.Whole("workers_total", NAMES["total"], audit=f.SILENT, entered=False, documents=f.LIST, export=11),
    f.Whole("workers_women", NAMES["women"], audit=f.SILENT, entered=False, documents=f.LIST, export=8),
    f.Whole("workers_from_elsewhere", NAMES["from_elsewhere"], audit=f.SILENT, entered=False, documents=f.LIST,
            export=12),
    f.Whole("workers_with_contract", NAMES["with_contract"], audit=f.SILENT, entered=False,
            key="workers_with_contracts", documents=f.LIST, export=12),
    f.Whole("workers_declared", NAMES["residence_declared"], audit=f.SILENT, entered=False, documents=f.LIST,
            export=14),
    f.Day("counted_on", NAMES["counted_on"], audit=f.SILENT, entered=False, documents=f.LIST, export=13),
    f.YesNo("never_counted", N_("Never counted"), audit=f.SILENT, entered=False, filter=NEVER),
    f.Text("licence_number", NAMES["licence_number"], audit=f.CLEAR, documents=f.BOTH, export=18),
    f.Day("licence_issued_on", NAMES["licence_issued_on"], audit=f.CLEAR, documents=f.SHOW),
    f.Day("licence_expires_on", NAMES["licence_expires_on"], audit=f.CLEAR, documents=f.BOTH, export=13),
    f.YesNo("licence_expired", N_("Licence expired"), audit=f.SILENT, entered=False, documents=f.BOTH),
    f.Text("cert_number", NAMES["cert_number"], audit=f.CLEAR, key="certificate_number", documents=f.BOTH, export=18),
    f.Day("cert_issued_on", NAMES["cert_issued_on"], audit=f.CLEAR, key="certificate_issued_on", documents=f.SHOW),
    f.Day("cert_expires_on", NAMES["cert_expires_on"], audit=f.CLEAR, key="certificate_expires_on", documents=f.BOTH,
          export=13),
    f.YesNo("certificate_expired", N_("Certificate expired"), audit=f.SILENT, entered=False, documents=f.BOTH),
    f.Day("opened_on", NAMES["opened_on"], audit=f.CLEAR, documents=f.BOTH, export=13),
    f.Day("closed_on", NAMES["closed_on"], audit=f.CLEAR, entered=False, documents=f.BOTH, export=13),
    f.Text("note", NAMES["note"], audit=f.CLEAR, documents=f.SHOW, export=30),
    f.Whole("merged_into_id", NAMES["merged_into_id"], audit=f.CLEAR, entered=False),
)
# fmt: on

ESTABLISHMENTS: Records[Establishment, Entry] = Records(
    KIND,
    Compartment.REGISTRY,
    Establishment,
    Entry,
    FIELDS,
    orders={
        Sort.NAME: ((Establishment.sort_key, Establishment.id), False),
        Sort.NUMBER: ((Establishment.seq, Establishment.id), False),
        Sort.NEWEST: ((Establishment.seq, Establishment.id), True),
        Sort.EXPIRES: ((Establishment.expires_sort, Establishment.id), False),
    },
    usual=Sort.NUMBER,
    may=May(f"{KIND}.list", enter=f"{KIND}.add", export=f"{KIND}.export"),
    one=N_("Establishment"),
    many=N_("Establishments"),
    none_such=N_("There is no such establishment. It may have been part of an import that was undone."),
    no_number=N_("There is no establishment with the number {number}."),
    lists={"villages": village_names, "types": type_names},
    references={"villages": references.VILLAGE, "types": references.item(shared.ESTABLISHMENT_TYPES)},
    own_filters=(
        # The one type of the panel; `types` are those of a script.
        OwnFilter("type_code", str | None, None, lambda _session, code: Establishment.type_code == code),
        OwnFilter("paper", Paper | None, None, _runs_out, _paper, N_("expired, expiring (licence or certificate)"),
                  condition="licence", loaded=Paper),
    ),
    lines=lines,
    searched=INDEX.searched,
    bin="",
    whole=_states,
)  # fmt: skip
EstablishmentFilter = filter_of(ESTABLISHMENTS)
DESK = Desk(KIND, Compartment.REGISTRY, Draft, SavedFilter, typing=ESTABLISHMENTS.may.list,
            listing=ESTABLISHMENTS.may.list)  # fmt: skip
