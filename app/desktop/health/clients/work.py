"""What do the clients give to the day's work? Codes, days and safe ways; no line says what it is about."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from app.common.dates import show_date, show_datetime
from app.common.drafts import Draft
from app.common.i18n import N_, tr
from app.common.permissions import may
from app.desktop.health.clients import drafts
from app.desktop.health.clients.parts import PARTS
from app.desktop.health.clients.words import coming, safe_words
from app.desktop.records.leads import Lead
from app.desktop.records.page_parts import work_with
from app.desktop.theme import Tone
from app.desktop.today.source import OVERDUE, TITLES, TODAY, WEEK, Group, Line, Next, Source, Work, draft_line
from app.health.appointments import services as appointments
from app.health.appointments.services import Expected
from app.health.care import queries as care
from app.health.care.values import CareDue
from app.health.clients import erasure, queries
from app.health.clients.declared import ClientFilter, ClientRow
from app.health.clients.erasure import ToErase
from app.health.clients.rules import ACTS
from app.vault.session import Session

PLACE = "health-clients"
# So many lines of a group stand in the day's work; the list has them all.
MOST = 20
_WEEK = timedelta(days=7)
# The one word for every appointment, wherever it is said.
APPOINTMENT = N_("Appointment")


@dataclass(frozen=True)
class Waiting:
    """What the clients ask for today."""

    urgent: tuple[ClientRow, ...] = ()
    expected: tuple[Expected, ...] = ()
    remind: tuple[Expected, ...] = ()
    hours: tuple[CareDue, ...] = ()
    news: tuple[CareDue, ...] = ()
    checks: tuple[CareDue, ...] = ()
    erase: tuple[ToErase, ...] = ()
    drafts: tuple[Draft, ...] = ()


def read(session: Session) -> Waiting:
    """Asked off the window's thread."""
    if not may(session, "health-clients.open"):
        return Waiting()
    return Waiting(
        queries.list_clients(session, ClientFilter(urgent=True), limit=MOST).rows,
        tuple(appointments.expected(session, session.today() + _WEEK)),
        tuple(appointments.to_remind(session)),
        tuple(care.urgent(session)),
        tuple(care.without_news(session)),
        tuple(care.checks_due(session)),
        tuple(erasure.to_erase(session)) if may(session, "health-clients.erase") else (),
        tuple(drafts.DRAFTS.read(session)),
    )


def show(session: Session, waiting: Waiting) -> Work:
    """The same in words."""
    today = session.today()
    late = [each for each in waiting.expected if each.on < today]
    now = [each for each in waiting.expected if each.on == today]
    soon = [each for each in waiting.expected if each.on > today]
    everybody = Lead(PLACE, "show_filtered", (ClientFilter(late=True),))
    # What cannot wait stands before whoever did not come.
    pressing = [hours_line(session, each) for each in waiting.hours]
    pressing += [urgent_line(row) for row in waiting.urgent]
    pressing += [expected_line(each, today, Tone.BAD) for each in late]
    groups = [
        _group(OVERDUE, TITLES[OVERDUE], Tone.BAD, pressing, everybody if late else None),
        _group(TODAY, TITLES[TODAY], Tone.WARN, [expected_line(each, today, Tone.WARN) for each in now]),
        _group(WEEK, TITLES[WEEK], Tone.NEUTRAL, [expected_line(each, today, Tone.NEUTRAL) for each in soon]),
        _group("clients_remind", N_("To be reminded"), Tone.WARN, [remind_line(each) for each in waiting.remind]),
        _group("clients_news", N_("Referred, without news"), Tone.WARN, [news_line(each) for each in waiting.news]),
        _group("clients_checks", N_("Ask after some months"), Tone.WARN, [check_line(each) for each in waiting.checks]),
        _group("clients_erase", N_("Records to erase"), Tone.BAD, [erase_line(each) for each in waiting.erase]),
    ]
    offered = [draft_line(drafts.words(draft), Lead(PLACE, "resume_draft", (draft,))) for draft in waiting.drafts]
    due_late = len(pressing) + sum(each.late for each in waiting.erase)
    return Work([group for group in groups if group.lines], offered, late=due_late, due=len(now))


def _group(key: str, title: str, tone: Tone, lines: Sequence[Line], all_: Lead | None = None) -> Group:
    return Group(key, title, tone, lines[:MOST], len(lines), all_)


def _open(client_id: int) -> Lead:
    return Lead(PLACE, "open", (client_id,))


def _act(client_id: int, name: str) -> Lead:
    return Lead(PLACE, "act", (client_id, name))


def expected_line(each: Expected, today: date, tone: Tone) -> Line:
    """Who is expected, and how they may be reached."""
    name = "came" if each.on <= today else "move"
    label = N_("The client came") if each.on <= today else N_("Move…")
    words = " · ".join(part for part in (each.at, safe_words(each.safe_way, each.safe_when)) if part)
    return Line(
        f"{each.code} · {tr(APPOINTMENT)}",
        words,
        _open(each.client_id),
        (coming(each.on, today), tone),
        Next(label, _act(each.client_id, f"{name}/{each.appointment_id}")),
        each.code,
    )


def remind_line(each: Expected) -> Line:
    """Whom to remind, in which way, when; of an appointment and no more."""
    return Line(
        f"{each.code} · {tr(APPOINTMENT)}",
        safe_words(each.safe_way, each.safe_when),
        _open(each.client_id),
        (show_date(each.on), Tone.WARN),
        Next(N_("Reminded"), _act(each.client_id, f"remind/{each.appointment_id}")),
        each.code,
    )


def urgent_line(row: ClientRow) -> Line:
    """A client for whom something urgent was found."""
    lead = _open(row.id)
    return Line(
        row.code, tr("Open the record at once"), lead, (tr("Urgent"), Tone.BAD), Next(N_("Open"), lead), row.code
    )


def hours_line(session: Session, each: CareDue) -> Line:
    """Something that must begin within hours; the record says what."""
    assert each.at is not None
    over = each.at < session.clock()
    words = N_("Should have begun by {when}") if over else N_("Must begin by {when}")
    lead = _open(each.client_id)
    chip = (tr(words, when=show_datetime(each.at)), Tone.BAD)
    return Line(each.code, tr("Open the record at once"), lead, chip, Next(N_("Open"), lead), each.code)


def news_line(each: CareDue) -> Line:
    """A referral of which nobody has heard."""
    lead = _open(each.client_id)
    words = tr("referred {date}", date=show_date(each.on))
    return Line(each.code, words, lead, (tr("No news"), Tone.WARN), Next(N_("Open"), lead), each.code)


def check_line(each: CareDue) -> Line:
    """Months are over: ask how it goes."""
    lead = _open(each.client_id)
    chip = (tr("{months} months", months=each.months), Tone.WARN)
    words = tr("due since {date}", date=show_date(each.on))
    return Line(each.code, words, lead, chip, Next(N_("Open"), lead), each.code)


def erase_line(each: ToErase) -> Line:
    """A record that waits for its erasure."""
    chip = (tr("by {date}", date=show_date(each.by)), Tone.BAD if each.late else Tone.WARN)
    step = Next(ACTS["erase"].label, _act(each.client_id, "erase"))
    return Line(each.code, tr("Consent was withdrawn"), _open(each.client_id), chip, step, each.code)


def _new(session: Session) -> tuple[str, Lead] | None:
    return (N_("New client"), Lead(PLACE, "new")) if may(session, "health-clients.intake") else None


CLIENT_WORK = work_with(Source(read, show, _new), PARTS)
