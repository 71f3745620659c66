"""What do the reports give to the day's work? Late, due, brought up, notices, waiting; and half-written forms."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from app.common.i18n import N_, tr
from app.common.permissions import may
from app.desktop.police.reports import drafts
from app.desktop.police.reports.list_words import FLAG_ICONS, due_tone, due_words, flag_words, kind_words
from app.desktop.records.leads import Lead
from app.desktop.theme import Tone
from app.desktop.today.source import BROUGHT, OVERDUE, TITLES, TODAY, Group, Line, Next, Source, Work, draft_line
from app.police.reports.declared import ReportFilter
from app.police.reports.lines import ReportRow
from app.police.reports.queries import WorkList, worklist
from app.police.reports.rules import ACTS
from app.police.reports.terms import STATE_NAMES, Flag
from app.vault.people import Level
from app.vault.session import Session

PLACE = "reports"
NOTICES, WAITING = "notices", "waiting_for_me"
GROUPS: dict[str, str] = {**TITLES, NOTICES: N_("Notices and checks due"), WAITING: N_("Waiting for you")}
TONES: dict[str, Tone] = {OVERDUE: Tone.BAD, TODAY: Tone.WARN, BROUGHT: Tone.WARN}
# Whose lists can be printed as reminder notes.
REMINDED = frozenset({OVERDUE, TODAY})


@dataclass(frozen=True)
class Waiting:
    """Rows that wait for the same reason, and how many there are in all."""

    key: str
    rows: tuple[ReportRow, ...]
    count: int


def waiting_of(work: WorkList) -> list[Waiting]:
    """The groups that have something, each report in the first group that needs it."""
    seen: set[int] = set()
    found: list[Waiting] = []
    for key in GROUPS:
        rows: tuple[ReportRow, ...] = getattr(work, key)
        fresh = tuple(row for row in rows if row.id not in seen)
        seen |= {row.id for row in rows}
        if fresh:
            # What stands above already is not counted a second time.
            found.append(Waiting(key, fresh, work.counts[key] - (len(rows) - len(fresh))))
    return found


def show(session: Session, work: WorkList) -> Work:
    """The work in words."""
    today = session.today()
    groups = [
        Group(
            each.key,
            GROUPS[each.key],
            TONES.get(each.key, Tone.NEUTRAL),
            [line_of(row, today, notice=each.key == NOTICES) for row in each.rows],
            each.count,
            _all(session, each.key),
            _remind(session, each),
        )
        for each in waiting_of(work)
    ]
    offered = [draft_line(drafts.words(draft), Lead(PLACE, "resume_draft", (draft,))) for draft in work.drafts]
    return Work(groups, offered, late=work.counts[OVERDUE], due=work.counts[TODAY])


def line_of(row: ReportRow, today: date, *, notice: bool) -> Line:
    """The line of a report; `notice` shows the side limit that is due instead of the main one."""
    due_on = row.side_due_on if notice else row.due_on
    words = due_words(due_on, today)
    step, button = row.next_step, None
    if step is not None and step.allowed and not notice:
        verb = "act" if step.name in ACTS else "step"
        button = Next(step.label, Lead(PLACE, verb, (row.id, step.name)))
    about = tr(row.side_due_stage) if notice else tr(STATE_NAMES[row.state])
    return Line(
        tr("{number} · {kind} · {state}", number=row.number, kind=kind_words(row.kind, row.instance), state=about),
        row.content,
        Lead(PLACE, "open", (row.id,)),
        (words, due_tone(due_on, today) or Tone.NEUTRAL) if words else None,
        button,
        row.number,
        [(FLAG_ICONS[flag], "bad", flag_words([flag])) for flag in Flag if flag in row.flags],
    )


def _remind(session: Session, waiting: Waiting) -> tuple[str, str, Any] | None:
    """The reminder notes of these reports (phiếu nhắc)."""
    if waiting.key not in REMINDED or not may(session, "reports.print"):
        return None
    ids: Sequence[int] = [row.id for row in waiting.rows]

    def remind(page: Any) -> None:
        from app.desktop.police.reports import papers

        papers.reminder(page, session, ids)

    return N_("Print reminder notes"), "print", remind


def _all(session: Session, key: str) -> Lead | None:
    where = _filter(session, key)
    return Lead(PLACE, "show_filtered", (where,)) if where is not None else None


def _filter(session: Session, key: str) -> Any:
    """The list's filter for a group, where the list can say the same."""
    me, today = session.account, session.today()
    mine = me.id if me.level is Level.OFFICER else None
    match key:
        case "overdue":
            return ReportFilter(overdue=True, officer_id=mine)
        case "today":
            return ReportFilter(due_until=today, unfinished=True, officer_id=mine)
        case "this_week":
            return ReportFilter(due_until=today + timedelta(days=6 - today.weekday()), unfinished=True, officer_id=mine)
        case "waiting_for_me":
            return ReportFilter(officer_id=me.id, unfinished=True)
        case "escalated":
            return ReportFilter(escalated=True)
    return None


def _new(session: Session) -> tuple[str, Lead] | None:
    return (N_("New report"), Lead(PLACE, "new")) if may(session, "reports.receive") else None


REPORT_WORK = Source(worklist, show, _new)
