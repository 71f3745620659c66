"""What do needs surveys give to the day's work? Those that were begun and not saved."""

from app.common.drafts import Draft
from app.common.permissions import may
from app.desktop.records.leads import Lead
from app.desktop.social.surveys.drafts import DRAFTS, words
from app.desktop.today.source import Line, Source, Work
from app.social.surveys.terms import KIND
from app.vault.session import Session


def read(session: Session) -> tuple[Draft, ...]:
    """Asked off the window's thread."""
    return tuple(DRAFTS.read(session)) if may(session, "needs-surveys.enter") else ()


def show(_session: Session, found: tuple[Draft, ...]) -> Work:
    """The same in words."""
    return Work(drafts=[Line(*words(draft), Lead(KIND, "resume_draft", (draft,))) for draft in found])


SURVEY_WORK = Source(read, show)
