"""What do tests give to the day's work? Results to be told, results that should be there, samples not taken yet."""

from dataclasses import dataclass
from datetime import date

from app.common.dates import show_date
from app.common.drafts import Draft
from app.common.i18n import N_, tr
from app.common.permissions import may
from app.desktop.health.screenings import drafts
from app.desktop.health.screenings.client_part import OFFER_ACT
from app.desktop.health.screenings.drafts import DRAFTS, OF_CLIENT, OFFER
from app.desktop.records.leads import Lead
from app.desktop.theme import Tone
from app.desktop.today.source import Group, Line, Next, Source, Work, draft_line
from app.health.screenings.declared import ScreeningFilter, ScreeningRow
from app.health.screenings.queries import WorkToday, work_today
from app.health.screenings.rules import RESULT, SAMPLE, TELL
from app.health.screenings.terms import Shown
from app.vault.session import Session

PLACE, CLIENTS = "screenings", "health-clients"
NO_WORK = WorkToday((), (), ())
# So many lines of a group stand in the day's work; the list has them all.
MOST = 20


@dataclass(frozen=True)
class Waiting:
    """What was read."""

    work: WorkToday
    drafts: tuple[Draft, ...] = ()


def read(session: Session) -> Waiting:
    """Off the window's thread; a viewer has no work here."""
    if not may(session, "screenings.open"):
        return Waiting(NO_WORK)
    offers = [each for each in OF_CLIENT.read(session) if each.form.startswith(OFFER)]
    return Waiting(work_today(session), (*offers, *DRAFTS.read(session)))


def show(session: Session, waiting: Waiting) -> Work:
    """The same in words. A first result and a confirmation that are awaited read alike: a line tells neither."""
    work, today = waiting.work, session.today()
    groups = [
        _group("tests_to_tell", N_("Results to be told"), Tone.WARN, work.to_tell, Shown.READY,
               [_line(row, today, TELL.name, TELL.label, Tone.WARN) for row in work.to_tell]),
        _group("tests_awaited", N_("Results and confirmations awaited"), Tone.WARN, work.awaited, Shown.WAITING,
               [_line(row, today, RESULT.name, RESULT.label, Tone.BAD if row.late else Tone.WARN)
                for row in work.awaited]),
        _group("tests_unsampled", N_("Agreed, the sample is not taken yet"), Tone.NEUTRAL, work.unsampled,
               Shown.CONSENTED,
               [_line(row, today, SAMPLE.name, SAMPLE.label, Tone.NEUTRAL) for row in work.unsampled]),
    ]  # fmt: skip
    offered = [_draft_line(draft) for draft in waiting.drafts]
    late = sum(row.late for row in work.awaited)
    return Work([group for group in groups if group.lines], offered, late=late, due=len(work.to_tell))


def _group(key: str, title: str, tone: Tone, rows: tuple[ScreeningRow, ...], shown: Shown, lines: list[Line]) -> Group:
    everything = Lead(PLACE, "show_filtered", (ScreeningFilter(states=frozenset({shown})),))
    return Group(key, title, tone, lines[:MOST], len(rows), everything)


def _line(row: ScreeningRow, today: date, step: str, label: str, tone: Tone) -> Line:
    """A test by its client's code; its button asks for what follows."""
    lead = Lead(PLACE, "open", (row.id,))
    chip = (show_date(row.due_on), tone) if row.due_on is not None else None
    words = tr("offered {date}", date=show_date(row.asked_on))
    button = Next(label, Lead(PLACE, "step", (row.id, step)))
    return Line(f"{row.client} · {row.number}", words, lead, chip, button, row.number)


def _draft_line(draft: Draft) -> Line:
    """A half-written form, and where it goes on."""
    lead = Lead(PLACE, "resume_draft", (draft,))
    if draft.form.startswith(OFFER):
        lead = Lead(CLIENTS, "act", (int(draft.record_id), OFFER_ACT))
    return draft_line(drafts.words(draft), lead)


SCREENING_WORK = Source(read, show)
