"""What do the inspections give to the day's work? Fixes overdue, visits today and this week, minutes to conclude."""

from app.common.dates import show_date
from app.common.i18n import N_, tr
from app.common.permissions import may
from app.desktop.police.inspections import drafts
from app.desktop.records.leads import Lead
from app.desktop.theme import Tone
from app.desktop.today.source import Group, Line, Next, Source, Work, draft_line
from app.police.inspections.lines import InspectionRow
from app.police.inspections.queries_work import InspectionWork, work_today
from app.police.inspections.rules import ACTS
from app.police.inspections.terms import KIND_NAMES, STATE_NAMES
from app.vault.session import Session

PLACE = "inspections"
GROUPS: tuple[tuple[str, str, Tone], ...] = (
    ("fixes_overdue", N_("Findings not put right in time"), Tone.BAD),
    ("late", N_("Visits whose day is over"), Tone.BAD),
    ("today", N_("Inspections today"), Tone.WARN),
    ("this_week", N_("Inspections this week"), Tone.NEUTRAL),
    ("fixes_due", N_("Findings to be put right soon"), Tone.WARN),
    ("to_conclude", N_("Minutes to conclude"), Tone.NEUTRAL),
    ("follow_ups", N_("Follow-up inspections to come"), Tone.NEUTRAL),
)


def show(session: Session, work: InspectionWork) -> Work:
    """The work in words; each inspection in the first group that needs it."""
    seen: set[int] = set()
    groups: list[Group] = []
    for key, title, tone in GROUPS:
        rows: tuple[InspectionRow, ...] = getattr(work, key)
        fresh = [row for row in rows if row.id not in seen]
        twice = len(rows) - len(fresh)
        seen |= {row.id for row in rows}
        if fresh:
            lines = [line_of(row, tone) for row in fresh]
            count = work.counts.get(key, len(rows)) - twice
            groups.append(Group(f"inspections_{key}", title, tone, lines, count, None, None))
    offered = [draft_line(drafts.words(draft), Lead(PLACE, "resume_draft", (draft,))) for draft in work.drafts]
    late = work.counts.get("fixes_overdue", 0) + work.counts.get("late", 0)
    return Work(groups, offered, late=late, due=work.counts.get("today", 0))


def line_of(row: InspectionRow, tone: Tone) -> Line:
    """The line of an inspection."""
    step, button = row.next_step, None
    if step is not None and step.allowed:
        button = Next(step.label, Lead(PLACE, "act" if step.name in ACTS else "step", (row.id, step.name)))
    day = row.fix_by if row.open_findings and row.fix_by else row.day
    words = f"{row.number} · {tr(KIND_NAMES[row.kind])} · {tr(STATE_NAMES[row.state])}"
    place = " · ".join(part for part in (row.establishment, row.village) if part)
    chip = (show_date(day), tone) if day is not None else None
    return Line(words, place, Lead(PLACE, "open", (row.id,)), chip, button, row.number, [])


def _new(session: Session) -> tuple[str, Lead] | None:
    may_record = may(session, "inspections.record")
    return (N_("New unannounced inspection"), Lead(PLACE, "new")) if may_record else None


INSPECTION_WORK = Source(work_today, show, _new)
