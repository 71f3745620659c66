"""What is wrong with a survey, and what in a remark could tell who somebody is? Pure decisions on plain data."""

import re
from collections.abc import Collection
from datetime import date

from app.common.i18n import N_
from app.common.records.acts import Act, table
from app.common.text import nfc
from app.social.surveys.terms import NO_NEED
from app.social.surveys.values import Answers
from app.vault.errors import AppError, Invalid

EARLIEST = 2010
LONGEST_REMARK = 300
# Nine digits and more, however they are grouped: identity numbers have 9 or 12, phones 10 or 11.
_LONG_NUMBER = re.compile(r"(?<![0-9])\(?\+?\(?[0-9](?:[\s.\-()]{0,3}[0-9]){8,}")
# A sum of money is grouped by threes and does not begin with 0.
_MONEY = re.compile(r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+")
NUMBER_IN_REMARK = N_(
    "This looks like a phone or identity number. A survey names nobody: leave it out, or open a support case if the"
    " person wants to be called."
)


ACTS = table(
    Act("edit", "needs-surveys.edit", N_("Edit the survey")),
    Act("remove", "needs-surveys.remove", N_("Move the survey to the bin")),
    Act("restore", "needs-surveys.remove", N_("Take the survey out of the bin"), removed=True),
)
# What was done, as the audit says it.
AUDITED: dict[str, str] = {
    "enter": N_("Entered a needs survey"),
    "open": N_("Opened a needs survey"),
    "edit": N_("Changed a needs survey"),
    "remove": N_("Moved a needs survey to the bin"),
    "restore": N_("Took a needs survey out of the bin"),
    "search": N_("Searched the needs surveys"),
    "import": N_("Brought in needs surveys from Excel"),
    "undo_import": N_("Took an import of needs surveys back"),
    "export": N_("Exported needs surveys or their figures"),
}


def tell_tale(remark: str) -> bool:
    """Whether a remark holds what looks like somebody's number."""
    return any(not _MONEY.fullmatch(found[0]) for found in _LONG_NUMBER.finditer(nfc(remark)))


def without_numbers(remark: str) -> str:
    """The remark with an ellipsis where a number stood; for imports, where nobody is asked."""
    return _LONG_NUMBER.sub(lambda found: found[0] if _MONEY.fullmatch(found[0]) else "…", nfc(remark)).strip()


def problems(
    new: Answers, today: date, groups: Collection[str], needs: Collection[str], workplaces: Collection[str]
) -> dict[str, AppError]:
    """What is wrong, by field. The codes are those that may be chosen."""
    found: dict[str, AppError] = {}
    if not new.group:
        found["group"] = Invalid(N_("Choose the group that was surveyed."))
    elif new.group not in groups:
        found["group"] = Invalid(N_("Choose an entry of the list."))
    if not new.needs:
        found["needs"] = Invalid(N_("Choose what the person needs, or that nothing is needed."))
    elif not set(new.needs) <= set(needs):
        found["needs"] = Invalid(N_("Choose an entry of the list."))
    elif NO_NEED in new.needs and len(new.needs) > 1:
        found["needs"] = Invalid(N_("Nothing is needed, or something is: not both."))
    if new.workplace and new.workplace not in workplaces:
        found["workplace"] = Invalid(N_("Choose an entry of the list."))
    found |= _when(new, today)
    if len(new.remark) > LONGEST_REMARK:
        found["remark"] = Invalid(N_("A remark has {most} characters at most."), most=LONGEST_REMARK)
    elif tell_tale(new.remark):
        found["remark"] = Invalid(NUMBER_IN_REMARK)
    return found


def _when(new: Answers, today: date) -> dict[str, AppError]:
    day = new.surveyed_on
    if day is not None:
        if day > today:
            return {"surveyed_on": Invalid(N_("This day lies in the future."))}
        return {} if day.year >= EARLIEST else {"surveyed_on": Invalid(N_("This is too long ago for a survey."))}
    if new.year is None:
        return {"surveyed_on": Invalid(N_("Enter the day, or the year at least."))}
    if not EARLIEST <= new.year <= today.year:
        return {"year": Invalid(N_("Enter a year from {first} to {last}."), first=EARLIEST, last=today.year)}
    if new.quarter is not None and not 1 <= new.quarter <= 4:
        return {"quarter": Invalid(N_("A year has the quarters 1 to 4."))}
    if new.quarter is not None and date(new.year, new.quarter * 3 - 2, 1) > today:
        return {"quarter": Invalid(N_("This quarter has not begun."))}
    return {}


def period(new: Answers) -> tuple[int, int | None, date]:
    """The year, the quarter where it is known, and the day by which lists sort."""
    if new.surveyed_on is not None:
        return new.surveyed_on.year, (new.surveyed_on.month + 2) // 3, new.surveyed_on
    assert new.year is not None
    return new.year, new.quarter, date(new.year, (new.quarter or 1) * 3 - 2, 1)
