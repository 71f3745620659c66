"""What do group sessions give to the day's work? Half-written ones."""

from app.common.drafts import Draft
from app.common.i18n import N_
from app.desktop.health.group_sessions import drafts
from app.desktop.records.leads import Lead
from app.desktop.today.source import Line, Next, Source, Work
from app.health.group_sessions import services_desk
from app.vault.session import Session

PLACE = "health_sessions"


def read(session: Session) -> list[Draft]:
    """Asked off the window's thread."""
    return services_desk.list_drafts(session)


def show(_session: Session, kept: list[Draft]) -> Work:
    """The same in words."""
    return Work(drafts=[draft_line(draft) for draft in kept])


def draft_line(draft: Draft) -> Line:
    """A half-written form, and where it goes on."""
    title, words = drafts.words(draft)
    lead = Lead(PLACE, "resume_draft", (draft,))
    return Line(title, words, lead, next=Next(N_("Go on"), lead))


SESSION_WORK = Source(read, show)
