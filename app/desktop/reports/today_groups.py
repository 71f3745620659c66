"""What does the day's work consist of? The groups in the order of need, and what each says when one looks at it."""

from dataclasses import dataclass

from app.common.i18n import N_
from app.desktop.theme import Tone
from app.police.reports.queries import ReportFilter, ReportRow, WorkList
from app.vault.people import Level
from app.vault.session import Session


@dataclass(frozen=True)
class Group:
    """A group of the day: its rows, how many there are in all, and the list's filter that shows them all."""

    key: str
    title: str
    rows: tuple[ReportRow, ...]
    count: int
    tone: Tone
    where: ReportFilter | None
    reminder: bool = False


TITLES: dict[str, str] = {
    "overdue": N_("Overdue"),
    "today": N_("Due today"),
    "escalated": N_("Brought to you"),
    "this_week": N_("Due this week"),
    "notices": N_("Notices and checks due"),
    "waiting_for_me": N_("Waiting for you"),
}
TONES: dict[str, Tone] = {"overdue": Tone.BAD, "today": Tone.WARN, "escalated": Tone.WARN}
# Whose lists can be printed as reminder notes.
REMINDED = frozenset({"overdue", "today"})


def groups_of(session: Session, work: WorkList) -> list[Group]:
    """The groups that have something, each report in the first group that needs it."""
    seen: set[int] = set()
    found: list[Group] = []
    for key, title in TITLES.items():
        rows: tuple[ReportRow, ...] = getattr(work, key)
        fresh = tuple(row for row in rows if row.id not in seen)
        seen |= {row.id for row in rows}
        if fresh:
            # What stands above already is not counted a second time.
            count = work.counts[key] - (len(rows) - len(fresh))
            tone = TONES.get(key, Tone.NEUTRAL)
            found.append(Group(key, title, fresh, count, tone, _filter(session, key), key in REMINDED))
    return found


def pressing(work: WorkList) -> tuple[int, Tone]:
    """What stands beside the place in the navigation: late or due today, red when something is late."""
    late, today = work.counts["overdue"], work.counts["today"]
    return late + today, Tone.BAD if late else Tone.WARN


def _filter(session: Session, key: str) -> ReportFilter | None:
    """The list's filter for a group, where the list can say the same."""
    me, today = session.account, session.today()
    mine = me.id if me.level is Level.OFFICER else None
    match key:
        case "overdue":
            return ReportFilter(overdue=True, officer_id=mine)
        case "today":
            return ReportFilter(due_until=today, unfinished=True, officer_id=mine)
        case "this_week":
            from datetime import timedelta

            return ReportFilter(due_until=today + timedelta(days=6 - today.weekday()), unfinished=True, officer_id=mine)
        case "waiting_for_me":
            return ReportFilter(officer_id=me.id, unfinished=True)
        case "escalated":
            return ReportFilter(escalated=True)
    return None
