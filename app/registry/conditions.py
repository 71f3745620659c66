"""How are conditions of `--filter name=value` read that name something of the shared lists?"""

from collections.abc import Callable

from sqlalchemy.orm import Session as Orm

from app.common.i18n import N_
from app.common.text import fold
from app.registry import queries
from app.vault.errors import Invalid
from app.vault.session import Session


def village(session: Session, name: str | None) -> int | None:
    """The id of the village of that name, marks or not, one no longer used too. Raises Invalid."""
    if not name:
        return None
    with session.read() as db:
        found = next((each.id for each in queries.every_village(db) if fold(each.name) == fold(name)), None)
    if found is None:
        raise Invalid(N_("There is no village “{name}”."), name=name)
    return found


def names_in(catalogue: str) -> Callable[[Session, Orm], dict[str, str]]:
    """The entries of one of the office's lists by their codes, those no longer used too: what records refer to."""
    return lambda _session, db: {each.code: each.name for each in queries.whole_catalogue(db, catalogue)}


def village_names(_session: Session, db: Orm) -> dict[int, str]:
    """Every village by its id, those no longer used too: what records refer to."""
    return {each.id: each.name for each in queries.every_village(db)}
