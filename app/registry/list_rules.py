"""Which entries of the shared lists make no sense: items with their law, days of the calendar, time limits?"""

from sqlalchemy.orm import Session as Orm

from app.common import deadlines, entered
from app.common.i18n import N_
from app.registry import queries
from app.vault.errors import AppError, Invalid

# The years whose days the office keeps: no limit began before, and none of today ends after.
CALENDAR_YEARS = (2020, 2100)


def check_year(year: int, name: str) -> None:
    """Raises Invalid for a year whose days nobody keeps."""
    entered.number(year, name, *CALENDAR_YEARS)


def checked_item(db: Orm, item: queries.Item) -> queries.Item:
    """An entry with its law. Raises Invalid with an error for each field that is wrong."""
    item = entered.typed(item)
    wrong = _wrong_facts(db, item)
    if not item.name.strip():
        wrong["name"] = Invalid(N_("Enter the name of the entry."))
    if item.in_force_from and item.in_force_to and item.in_force_to < item.in_force_from:
        wrong["in_force_to"] = Invalid(N_("It would be in force no longer before it was in force."))
    least, most = item.facts.get("fine_from"), item.facts.get("fine_to")
    if "fine_from" in wrong or "fine_to" in wrong:
        pass  # there is nothing to compare
    elif (least is None) != (most is None):
        wrong["fine_from" if least is None else "fine_to"] = Invalid(N_("Enter both ends of the fine, or none."))
    elif least is not None and most is not None and most < least:
        wrong["fine_to"] = Invalid(N_("The highest fine would be under the lowest."))
    entered.unless_wrong(wrong)
    return item


def _wrong_facts(db: Orm, item: queries.Item) -> dict[str, AppError]:
    """What a list knows of an entry beside, and draws on another list itself: types of premises, tracks, amounts."""
    wrong: dict[str, AppError] = {}
    types = {each.code for each in queries.whole_catalogue(db, queries.ESTABLISHMENT_TYPES)}
    for name, known in (("types", types), ("tracks", {track.value for track in deadlines.Track})):
        given = item.facts.get(name) or ()
        if strange := [str(each) for each in given if each not in known]:
            wrong[name] = Invalid(entered.NOT_A_CHOICE, value=strange[0])
    for name in ("fine_from", "fine_to"):
        amount = item.facts.get(name)
        if amount is not None and not (type(amount) is int and 0 <= amount <= entered.LARGEST):
            wrong[name] = Invalid(N_("Enter an amount in whole đồng."))
    return wrong


_LONGEST = 999


def check_rule(rule: deadlines.Rule) -> None:
    """Raises Invalid with an error for each field that is wrong."""
    wrong: dict[str, AppError] = {}
    if rule.length is not None and not 0 < rule.length <= _LONGEST:
        wrong["length"] = Invalid(
            N_("Enter a whole number, or leave it empty where the office sets the limit."), most=_LONGEST
        )
    if not rule.basis.strip():
        wrong["basis"] = Invalid(N_("Enter the article that the limit is based on."))
    if wrong:
        raise Invalid(N_("A time limit needs a length above zero and the article it is based on."), wrong)


def check_same_limit(before: deadlines.Rule, rule: deadlines.Rule) -> None:
    """Another form of a rule is about the same limit: running reports find it by its track and stage."""
    other = [name for name in ("track", "stage", "starts") if getattr(before, name) != getattr(rule, name)]
    entered.unless_wrong({name: Invalid(N_("“{field}” cannot be changed here."), field=name) for name in other})
