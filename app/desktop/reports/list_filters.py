"""What is the list narrowed to, in words one can see and close? And the same filter with one of them taken off."""

from dataclasses import dataclass, replace
from typing import Any

from app.common.dates import show_date
from app.common.i18n import tr
from app.desktop.reports.list_words import kind_words
from app.police.reports.queries import ReportFilter, ReportRow
from app.police.reports.terms import FLAG_NAMES, STATE_NAMES, URGENCY_NAMES
from app.registry import queries as registry
from app.vault.people import Level, Unit
from app.vault.session import Session

_SETS = ("kinds", "states", "flags", "urgencies")


@dataclass(frozen=True)
class FilterChoices:
    """What there is to choose from: villages, and the people who can be in charge. (value, name) each."""

    villages: tuple[tuple[int, str], ...] = ()
    officers: tuple[tuple[str, str], ...] = ()

    def village(self, village_id: int | None) -> str:
        return dict(self.villages).get(village_id or 0, "?")

    def officer(self, officer_id: str) -> str:
        return dict(self.officers).get(officer_id, "?")


def read_choices(session: Session) -> FilterChoices:
    """Villages and officers as they are now."""
    with session.read() as db:
        villages = tuple((village.id, village.name) for village in registry.every_village(db))
    people = [each for each in session.accounts() if each.unit is Unit.POLICE and each.level is not Level.VIEWER]
    return FilterChoices(villages, tuple((each.id, each.full_name) for each in people))


def chips(where: ReportFilter, choices: FilterChoices) -> dict[str, str]:
    """Each part of the filter: key → its words. The text stands in the search box, and is not repeated."""
    found: dict[str, str] = {}
    for kind in sorted(where.kinds):
        found[f"kinds/{kind}"] = kind_words(kind)
    for state in sorted(where.states):
        found[f"states/{state}"] = tr("State: {state}", state=tr(STATE_NAMES[state]))
    for flag in sorted(where.flags):
        found[f"flags/{flag}"] = tr(FLAG_NAMES[flag])
    for urgency in sorted(where.urgencies):
        found[f"urgencies/{urgency}"] = tr(URGENCY_NAMES[urgency])
    if where.officer_id is not None:
        name = choices.officer(where.officer_id) if where.officer_id else tr("nobody yet")
        found["officer_id"] = tr("In charge: {name}", name=name)
    if where.village_id is not None:
        found["village_id"] = choices.village(where.village_id)
    if where.received_from is not None:
        found["received_from"] = tr("Received from {date}", date=show_date(where.received_from))
    if where.received_to is not None:
        found["received_to"] = tr("Received until {date}", date=show_date(where.received_to))
    if where.due_until is not None:
        found["due_until"] = tr("Due until {date}", date=show_date(where.due_until))
    for key, words in (
        ("overdue", tr("Overdue")),
        ("escalated", tr("Brought to the lead")),
        ("incomplete", tr("Facts missing")),
        ("unfinished", tr("Not finished yet")),
        ("in_bin", tr("In the bin")),
    ):
        if getattr(where, key):
            found[key] = words
    return found


def without(where: ReportFilter, key: str) -> ReportFilter:
    """The filter with one of its chips closed."""
    name, _, value = key.partition("/")
    changed: dict[str, Any]
    if name in _SETS:
        changed = {name: frozenset(each for each in getattr(where, name) if each != value)}
    else:
        changed = {name: getattr(ReportFilter(), name)}
    return replace(where, **changed)


def like(row: ReportRow, key: str, where: ReportFilter, choices: FilterChoices) -> ReportFilter:
    """The filter narrowed to reports that have this in common with the row."""
    match key:
        case "kind":
            return replace(where, kinds=frozenset({row.kind}))
        case "state":
            return replace(where, states=frozenset({row.state}))
        case "officer":
            return replace(where, officer_id=row.officer_id or "")
        case "village":
            ids = {name: village_id for village_id, name in choices.villages}
            return replace(where, village_id=ids.get(row.village))
    return where


def narrowed(where: ReportFilter) -> bool:
    """Whether anything but the bin decides what is shown."""
    return replace(where, in_bin=False) != ReportFilter()
