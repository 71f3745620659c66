"""What do the ids and codes of the shared records stand for: villages, premises, people, entries of the lists?"""

from functools import cache, partial

from app.common.deadlines import STAGE_NAMES, TRACK_NAMES
from app.common.i18n import N_, tr
from app.common.permissions import UNIT_NAMES
from app.common.references import Reference
from app.registry import queries
from app.registry.establishments.models import Establishment
from app.registry.keys_in_words import COMPARTMENT_NAMES
from app.registry.models import Village
from app.vault.compartments import Compartment
from app.vault.people import Unit
from app.vault.session import Session


def _village(session: Session, key: str) -> str | None:
    with session.read() as db:
        row = db.get(Village, int(key)) if key.isdigit() else None
        return row.name if row is not None else None


def _account(session: Session, key: str) -> str | None:
    return next((account.full_name for account in session.accounts() if account.id == key), None)


def _establishment(session: Session, key: str) -> str | None:
    with session.read() as db:
        row = db.get(Establishment, int(key)) if key.isdigit() else None
        return tr("{number} {name}", number=row.number, name=row.name) if row is not None else None


def _unit(_session: Session, key: str) -> str | None:
    return tr(UNIT_NAMES[Unit(key)]) if key in set(Unit) else None


def _compartment(_session: Session, key: str) -> str | None:
    return tr(COMPARTMENT_NAMES[Compartment(key)]) if key in set(Compartment) else None


def _rule(session: Session, key: str) -> str | None:
    with session.read() as db:
        rule = next((rule for rule in queries.deadline_rules(db) if rule.code == key), None)
    if rule is None:
        return None
    track, stage = TRACK_NAMES.get(rule.track, rule.track), STAGE_NAMES.get(rule.stage, rule.stage)
    return tr("{track}, {stage}", track=tr(track), stage=tr(stage))


def _item(catalogue: str, session: Session, key: str) -> str | None:
    with session.read() as db:
        return next((item.name for item in queries.whole_catalogue(db, catalogue) if item.code == key), None)


VILLAGE = Reference(_village, N_("(a village that is gone)"))
ACCOUNT = Reference(_account, N_("(an account that is gone)"))
ESTABLISHMENT = Reference(_establishment, N_("(an establishment that is gone)"))
UNIT = Reference(_unit, N_("(an unknown unit)"))
COMPARTMENT = Reference(_compartment, N_("(an unknown part of the vault)"))
DEADLINE_RULE = Reference(_rule, N_("(a time limit that is gone)"))


@cache
def item(catalogue: str) -> Reference:
    """An entry of one of the office's lists, by its code."""
    return Reference(partial(_item, catalogue), N_("(an entry that is gone from the list)"))
