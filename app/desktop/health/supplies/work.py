"""What do the supplies give to the day's work? What is past its date, what soon is, what runs low."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from app.common.dates import show_date
from app.common.drafts import Draft
from app.common.i18n import N_, tr
from app.common.permissions import may
from app.desktop.health.supplies.declared import PLACE, draft_words
from app.desktop.health.supplies.words import amount
from app.desktop.records.leads import Lead
from app.desktop.theme import Tone
from app.desktop.today.source import Group, Line, Next, Source, Work, draft_line
from app.health.supplies import queries
from app.health.supplies.declared import SupplyFilter
from app.health.supplies.queries import SupplyWork
from app.health.supplies.rules import ACTS
from app.health.supplies.services import DESK
from app.health.supplies.terms import LEVEL_NAMES, Level
from app.health.supplies.values import BatchRow
from app.vault.session import Session


@dataclass(frozen=True)
class Waiting:
    """What asks for attention, and half-written forms."""

    work: SupplyWork
    drafts: tuple[Draft, ...]


def read(session: Session) -> Waiting:
    """Asked off the window's thread."""
    return Waiting(queries.work_today(session), tuple(DESK.list_drafts(session)))


def show(session: Session, waiting: Waiting) -> Work:
    """The same in words."""
    today, work = session.today(), waiting.work
    groups = [
        Group("supplies_expired", N_("Supplies past their date"), Tone.BAD,
              [batch_line(session, each, today) for each in work.expired], len(work.expired), _list(Level.EXPIRED)),
        Group("supplies_expiring", N_("Supplies that expire within 60 days"), Tone.WARN,
              [batch_line(session, each, today) for each in work.expiring], len(work.expiring), _list(Level.EXPIRING)),
        Group("supplies_low", N_("Supplies that run low"), Tone.WARN,
              [low_line(session, each) for each in work.low], len(work.low), _list(Level.LOW)),
    ]  # fmt: skip
    offered = [draft_line(draft_words(draft), Lead(PLACE, "resume_draft", (draft,))) for draft in waiting.drafts]
    return Work([group for group in groups if group.lines], offered, late=len(work.expired))


def _list(level: Level) -> Lead:
    return Lead(PLACE, "show_filtered", (SupplyFilter(level=level),))


def batch_line(session: Session, batch: BatchRow, today: date) -> Line:
    """A batch that is past its date or soon will be; a lead may write it off."""
    past = batch.expires_on < today
    lead = Lead(PLACE, "open", (batch.item_id,))
    name = "destroy" if past else "hand_out"
    step = None
    if may(session, ACTS[name].permission):
        step = Next(ACTS[name].label, Lead(PLACE, "step", (batch.item_id, name)))
    words = " · ".join(part for part in (batch.lot, amount(batch.left, batch.unit)) if part)
    chip = (show_date(batch.expires_on), Tone.BAD if past else Tone.WARN)
    return Line(f"{batch.number} · {batch.name}", words, lead, chip, step, batch.number)


def low_line(session: Session, row: Any) -> Line:
    """An item that there is less of than there should be."""
    lead = Lead(PLACE, "open", (row.id,))
    step = None
    if may(session, ACTS["receive"].permission):
        step = Next(ACTS["receive"].label, Lead(PLACE, "step", (row.id, "receive")))
    words = tr("{left} left, low below {level}", left=amount(row.left, row.unit), level=amount(row.low_level, row.unit))
    level = Level.LOW if row.left else Level.OUT
    chip = (tr(LEVEL_NAMES[level]), Tone.WARN if row.left else Tone.BAD)
    return Line(f"{row.number} · {row.name}", words, lead, chip, step, row.number)


SUPPLY_WORK = Source(read, show)
