"""Which columns does the register of establishments have, and how do licences and head-counts read?"""

from collections.abc import Callable
from datetime import date, timedelta

from app.common.dates import show_date
from app.common.i18n import N_, tr
from app.common.text import highlight_spans
from app.desktop.theme import Tone
from app.desktop.widgets import Column
from app.registry.establishments.declared import Sort
from app.registry.establishments.lines import EstablishmentRow
from app.registry.establishments.terms import FIELD_NAMES, SOON, STATE_NAMES, State
from app.vault.session import Session

GIVEN_UP = ("village", "address", "type", "workers", "expires", "state")
ORDERS: dict[str, tuple[Sort, Sort | None]] = {
    "number": (Sort.NUMBER, Sort.NEWEST),
    "name": (Sort.NAME, None),
    "expires": (Sort.EXPIRES, None),
}
STATE_TONES: dict[State, Tone] = {
    State.PROPOSED: Tone.WARN,
    State.ACTIVE: Tone.GOOD,
    State.SUSPENDED: Tone.WARN,
    State.CLOSED: Tone.NEUTRAL,
    State.DECLINED: Tone.NEUTRAL,
    State.MERGED: Tone.NEUTRAL,
}


def columns(session: Session, words: Callable[[], str]) -> list[Column[EstablishmentRow]]:
    """The columns; `words` are those of the quick search, marked where they are found."""
    today = session.today
    return [
        Column("number", N_("Number"), lambda row: row.number, 74, look="strong", sortable=True,
               spans=lambda row: highlight_spans(row.number, words())),
        Column("name", N_("Name"), lambda row: row.name, 128, stretch=True, sortable=True,
               spans=lambda row: highlight_spans(row.name, words())),
        Column("type", FIELD_NAMES["type_code"], lambda row: row.type_name, 164),
        Column("village", N_("Village"), lambda row: row.village, 108),
        Column("address", FIELD_NAMES["address"], lambda row: row.address, 150),
        Column("state", N_("State"), lambda row: tr(STATE_NAMES[row.state]), 174,
               tone=lambda row: STATE_TONES[row.state]),
        Column("expires", N_("Papers until"), lambda row: show_date(end) if (end := first_end(row)) else "", 120,
               sortable=True, tone=lambda row: end_tone(first_end(row), today())),
        Column("workers", FIELD_NAMES["total"], workers_words, 140),
    ]  # fmt: skip


def first_end(row: EstablishmentRow) -> date | None:
    """Whichever of the licence and the certificate ends first."""
    return min((end for end in (row.licence_expires_on, row.certificate_expires_on) if end), default=None)


def end_tone(end: date | None, today: date) -> Tone | None:
    if end is None:
        return None
    if end < today:
        return Tone.BAD
    return Tone.WARN if end <= today + timedelta(days=SOON) else Tone.NEUTRAL


def workers_words(row: EstablishmentRow) -> str:
    """The latest head-count with its day; nobody counted is not nobody there."""
    if row.counted_on is None:
        return tr("never counted")
    return tr("{count} ({date})", count=row.workers_total, date=show_date(row.counted_on))


def tip(row: EstablishmentRow, key: str) -> str:
    """Which paper the date is about."""
    if key != "expires":
        return ""
    ends = (("licence_expires_on", row.licence_expires_on), ("cert_expires_on", row.certificate_expires_on))
    return " · ".join(f"{tr(FIELD_NAMES[name])}: {show_date(end)}" for name, end in ends if end)
