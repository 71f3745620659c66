"""What is checked of every act: a step that may be taken, a text that must be there, a day that has come?"""

from datetime import date

from app.common.i18n import N_
from app.common.text import nfc
from app.vault.errors import AppError, Invalid
from app.vault.session import Work


def unless(why_not: AppError | None) -> None:
    """Go on unless the rules say why not."""
    if why_not is not None:
        raise why_not


NEEDED = N_("This is needed.")
TOO_FAR_BACK = N_("This day lies too far back.")
# Before it no paper of the office begins: a year typed wrongly.
EARLIEST = date(1990, 1, 1)


def wrong(found: dict[str, AppError]) -> Invalid:
    """What is raised when fields are wrong: each has its own sentence."""
    return Invalid(N_("Nothing was saved. Correct what is marked."), found)


def unless_wrong(found: dict[str, AppError]) -> None:
    """Go on unless fields are wrong."""
    if found:
        raise wrong(found)


def needed(text: str, name: str) -> str:
    """A text that the act cannot do without, tidied. Raises Invalid."""
    text = nfc(text).strip()
    if not text:
        raise wrong({name: Invalid(NEEDED)})
    return text


def not_future(work: Work, day: date, name: str) -> date:
    """A day that has come, and that somebody here remembers. Raises Invalid."""
    if day > work.session.today():
        raise wrong({name: Invalid(N_("This day lies in the future."))})
    if day < EARLIEST:
        raise wrong({name: Invalid(TOO_FAR_BACK)})
    return day
