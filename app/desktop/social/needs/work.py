"""What do assessments give to the day's work? Those that were begun and not saved."""

from app.common.drafts import Draft
from app.common.permissions import may
from app.desktop.records.leads import Lead
from app.desktop.social.needs.drafts import DRAFTS, act_of, is_mine, words
from app.desktop.today.source import Line, Source, Work
from app.vault.session import Session


def read(session: Session) -> tuple[Draft, ...]:
    """Asked off the window's thread."""
    return tuple(each for each in DRAFTS.read(session) if is_mine(each)) if may(session, "needs.assess") else ()


def show(_session: Session, found: tuple[Draft, ...]) -> Work:
    """The same in words."""
    return Work(drafts=[_line(each) for each in found])


def _line(draft: Draft) -> Line:
    title, under = words(draft)
    return Line(title, under, Lead("cases", "act", (int(draft.record_id), act_of(draft))))


NEEDS_WORK = Source(read, show)
