"""For which legal tracks does a ground of declining exist? What the form offers, and what the services take.

The tracks stand in the catalogue (`facts`, `tracks`). A ground that names none is for all: the office's own. A vault
that was filled before the shipped grounds named their tracks follows the reference file.
"""

from functools import cache

from sqlalchemy.orm import Session as Orm

from app.common.deadlines import Track, track_of
from app.common.i18n import N_
from app.registry import queries as registry
from app.registry.choices import OTHER, wrong_item
from app.registry.queries import Item
from app.registry.reference import entries
from app.vault.errors import AppError, Invalid


def grounds_for(db: Orm, kind: str, instance: int) -> list[Item]:
    """The grounds in use for a report of this kind, in the office's order."""
    track = track_of(kind, instance)
    return [each for each in registry.catalogue(db, registry.DECLINE_GROUNDS) if is_for(each, track)]


def is_for(ground: Item, track: Track) -> bool:
    """Whether the ground exists on the track."""
    tracks = tracks_of(ground)
    return not tracks or track in tracks


def tracks_of(ground: Item) -> list[str]:
    """The tracks that the ground names; none means all."""
    return list(ground.facts["tracks"] if "tracks" in ground.facts else _shipped().get(ground.code, ()))


@cache
def _shipped() -> dict[str, tuple[str, ...]]:
    shipped = entries(registry.DECLINE_GROUNDS)
    return {each["code"]: tuple(each["facts"].get("tracks", ())) for each in shipped}


def wrong_ground(db: Orm, code: str, kind: str, instance: int, note: str) -> dict[str, AppError]:
    """What is wrong with declining a report of this kind on the ground, by field. `other` is told in the note."""
    if (why := wrong_item(db, registry.DECLINE_GROUNDS, code)) is not None:
        return {"decline_ground": why}
    if all(each.code != code for each in grounds_for(db, kind, instance)):
        return {"decline_ground": Invalid(N_("This ground does not exist for reports of this kind. Choose another."))}
    if code == OTHER and not note.strip():
        return {"note": Invalid(N_("Say which ground it is."))}
    return {}
