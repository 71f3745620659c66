"""What of a counselling session stands in lists? Codes and days, each said once; nothing of what was said or scored."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session as Orm

from app.common import conditions
from app.common.i18n import N_
from app.common.paging import Key
from app.common.records import fields as f
from app.common.records.declared import May, OwnFilter, Records
from app.common.records.filters import YES, filter_of
from app.health.clients.belonging import CLIENT, TEXT_TAKES, by_number_or_code, codes_of, of_listed
from app.health.counselling.models import CounsellingSession, InstrumentTaken, SelfHarmAlert
from app.health.counselling.terms import KIND, MORE_NAMES, STATE_NAMES, State
from app.health.counselling.values import NewSession
from app.vault.compartments import Compartment
from app.vault.session import Session

OPEN_ALERTS = select(SelfHarmAlert.session_id).where(SelfHarmAlert.noted_at.is_(None))


class Sort(StrEnum):
    """The orders of the list."""

    NEWEST = "newest"  # by the day of the session
    OLDEST = "oldest"
    NUMBER = "number"
    NEXT = "next"  # by the next visit


@dataclass(frozen=True)
class SessionRow:
    """One line of the list: codes and days. How many instruments were taken is told, not which nor how they ended."""

    id: int
    version: int
    number: str
    state: State
    client_id: int
    client: str
    held_on: date
    minutes: int | None
    counsellor_id: str
    counsellor: str
    instruments: int
    next_visit_on: date | None
    alert_open: bool
    removed: bool = False
    next_step: None = None
    key: Key = field(default=(), repr=False)


def lines(session: Session, db: Orm, found: Sequence[tuple[Any, Key]]) -> tuple[SessionRow, ...]:
    """The sessions as lines of the list."""
    people = {account.id: account.full_name for account in session.accounts()}
    ids = [row.id for row, _ in found]
    client_codes = codes_of(db, (row for row, _ in found))
    taken = dict(
        db.execute(
            select(InstrumentTaken.session_id, func.count())
            .where(InstrumentTaken.session_id.in_(ids))
            .group_by(InstrumentTaken.session_id)
        ).all()
    )
    alerted = set(db.scalars(OPEN_ALERTS.where(SelfHarmAlert.session_id.in_(ids))))
    return tuple(
        SessionRow(
            id=row.id,
            version=row.version,
            number=row.number,
            state=State(row.state),
            client_id=row.client_id,
            client=client_codes.get(row.client_id, ""),
            held_on=row.held_on,
            minutes=row.minutes,
            counsellor_id=row.counsellor_id,
            counsellor=people.get(row.counsellor_id, row.counsellor_id),
            instruments=taken.get(row.id, 0),
            next_visit_on=row.next_visit_on,
            alert_open=row.id in alerted,
            removed=not row.listed,
            key=key,
        )
        for row, key in found
    )


HELD = f.Between(
    ("held_from", N_("Held from"), N_("Held from {date}")),
    ("held_to", N_("until"), N_("Held until {date}")),
    typed=(("from", N_("held on this day or later")), ("to", N_("held on this day or earlier"))),
)
# fmt: off
FIELDS: tuple[f.Field, ...] = (
    f.Text("number", N_("Number"), audit=f.SILENT, entered=False, export=14, documents=f.LIST),
    CLIENT,
    f.Coded("state", N_("State"), STATE_NAMES, audit=f.SILENT, entered=False, documents=f.LIST),
    f.Day("held_on", N_("Day of the session"), audit=f.SILENT, export=13, documents=f.LIST, filter=HELD),
    f.Whole("minutes", N_("Minutes"), audit=f.SILENT, export=10, documents=f.LIST),
    f.Text("counsellor_id", N_("Counsellor"), audit=f.SILENT, key="counsellor", export=24, documents=f.LIST,
           filter=f.Exactly(typed=conditions.account, takes=N_("a user name"))),
    f.Whole("instruments", N_("Instruments"), audit=f.SILENT, entered=False, documents=f.LIST),
    f.Day("next_visit_on", N_("Next appointment"), audit=f.SILENT, export=13, documents=f.LIST),
    f.YesNo("alert_open", N_("Alert open"), audit=f.SILENT, entered=False, documents=f.LIST,
            filter=f.IsSet(condition="alert", term=lambda _session: CounsellingSession.id.in_(OPEN_ALERTS))),
)
# fmt: on

COUNSELLED: Records[CounsellingSession, NewSession] = Records(
    KIND,
    Compartment.HEALTH,
    CounsellingSession,
    NewSession,
    FIELDS,
    orders={
        Sort.NEWEST: ((CounsellingSession.held_on, CounsellingSession.id), True),
        Sort.OLDEST: ((CounsellingSession.held_on, CounsellingSession.id), False),
        Sort.NUMBER: ((CounsellingSession.year, CounsellingSession.seq), False),
        Sort.NEXT: ((CounsellingSession.next_sort, CounsellingSession.id), False),
    },
    usual=Sort.NEWEST,
    may=May(f"{KIND}.list", enter=f"{KIND}.record", export=f"{KIND}.export"),
    one=N_("Counselling session"),
    many=N_("Counselling sessions"),
    none_such=N_("There is no such counselling session, or the client's record was erased."),
    no_number=N_("There is no such counselling session, or the client's record was erased."),
    own_filters=(
        OwnFilter(
            "removed",
            bool,
            False,
            lambda _session, removed: CounsellingSession.listed.is_(not removed),
            typed=lambda _session, text: conditions.yes(text),
            takes=YES,
        ),
        OwnFilter(
            "with_instrument",
            bool,
            False,
            lambda _session, _yes: CounsellingSession.id.in_(select(InstrumentTaken.session_id)),
        ),
    ),
    lines=lines,
    searched=by_number_or_code(CounsellingSession, KIND),
    text_takes=TEXT_TAKES,
    bin="",
    always=(of_listed(CounsellingSession),),
    whole=lambda _session, where: [CounsellingSession.listed.is_(not where.removed)],
)
SessionFilter = filter_of(COUNSELLED)
FIELD_NAMES = COUNSELLED.labels | MORE_NAMES
