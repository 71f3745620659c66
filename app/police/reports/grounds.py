"""On which grounds may a report be declined? Those of the office's list that exist for its legal track.

A ground says its tracks in its facts (`tracks`: kinds of reports; none: all of them), as an office may write its own.
A vault made before grounds said so is asked with the tracks of the reference file, by the ground's code.
"""

from functools import cache

from sqlalchemy.orm import Session as Orm

from app.common.asking import NEEDED
from app.common.i18n import N_
from app.common.text import nfc
from app.police.reports.terms import ReportKind
from app.registry import queries as registry
from app.registry import reference
from app.registry.queries import Item
from app.vault.errors import AppError, Invalid

OTHER = "other"


def tracks_of(item: Item) -> tuple[str, ...]:
    """The kinds of reports that a ground is for; empty: all."""
    return tuple(item.facts["tracks"]) if "tracks" in item.facts else _shipped().get(item.code, ())


@cache
def _shipped() -> dict[str, tuple[str, ...]]:
    shipped = reference.entries(registry.DECLINE_GROUNDS)
    return {each["code"]: tuple(each["facts"].get("tracks", ())) for each in shipped}


def grounds_for(db: Orm, kind: ReportKind) -> list[Item]:
    """The grounds in use for a legal track, in the office's order."""
    every = registry.catalogue(db, registry.DECLINE_GROUNDS)
    return [item for item in every if not tracks_of(item) or kind in tracks_of(item)]


def why_not(db: Orm, kind: ReportKind, ground: str, note: str) -> dict[str, AppError]:
    """What is wrong with a ground of declining, by field; empty where nothing is."""
    if not ground:
        return {"decline_ground": Invalid(NEEDED)}
    if ground not in {item.code for item in grounds_for(db, kind)}:
        return {"decline_ground": Invalid(N_("Choose a ground of the list that exists for this kind of report."))}
    if ground == OTHER and not nfc(note).strip():
        return {"note": Invalid(N_("Say which ground it is."))}
    return {}
