"""How many premises and workers are there, by type and village; and which rows look like the same premises?"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from rapidfuzz import fuzz
from sqlalchemy import case, func, select
from sqlalchemy.orm import Session as Orm

from app.common.permissions import require
from app.common.text import fold, normal_phone
from app.registry import queries as shared
from app.registry.establishments import rules
from app.registry.establishments.models import Establishment
from app.registry.establishments.terms import IN_USE, SOON, State
from app.registry.establishments.values import Entry, Namesake
from app.vault.session import Session


@dataclass(frozen=True)
class Share:
    """Premises in use of one type or village: how many, and their workers by the latest head-counts."""

    code: str
    name: str
    establishments: int
    workers: int
    women: int


@dataclass(frozen=True)
class Figures:
    """The register in numbers. Workers are those of premises in use, as last counted; `counted` says of how many."""

    by_state: dict[State, int]
    in_use: int
    counted: int
    workers: int
    women: int
    from_elsewhere: int
    with_contract: int
    residence_declared: int
    expired: int
    expiring: int
    by_type: tuple[Share, ...]
    by_village: tuple[Share, ...]


def figures(session: Session) -> Figures:
    """The register in numbers, as it is now; head-counts only, nobody is named."""
    require(session, "establishments.list")
    with session.read() as db:
        states = db.execute(select(Establishment.state, func.count()).group_by(Establishment.state))
        by_state = {State(state): count for state, count in states}
        in_use = Establishment.active.is_(True)
        today = session.today()
        totals: dict[str, Any] = {
            "in_use": func.count(),
            "counted": func.count(Establishment.counted_on),
            **{name: func.coalesce(func.sum(column), 0) for name, column in _WORKERS.items()},
            "expired": _number(Establishment.expires_sort < today),
            "expiring": _number(Establishment.expires_sort.between(today, today + timedelta(days=SOON))),
        }
        numbers = db.execute(select(*totals.values()).where(in_use)).one()
        types = {item.code: item.name for item in shared.whole_catalogue(db, shared.ESTABLISHMENT_TYPES)}
        villages = {str(village.id): village.name for village in shared.every_village(db)}
        return Figures(
            by_state=by_state,
            **dict(zip(totals, numbers, strict=True)),
            by_type=_shares(db, Establishment.type_code, types),
            by_village=_shares(db, Establishment.village_id, villages),
        )


_WORKERS = {
    "workers": Establishment.workers_total,
    "women": Establishment.workers_women,
    "from_elsewhere": Establishment.workers_from_elsewhere,
    "with_contract": Establishment.workers_with_contract,
    "residence_declared": Establishment.workers_declared,
}


def _number(term: Any) -> Any:
    return func.coalesce(func.sum(case((term, 1), else_=0)), 0)


def _shares(db: Orm, column: Any, names: dict[str, str]) -> tuple[Share, ...]:
    """In the order of the list that names them; what has no name there comes last."""
    sums = (func.coalesce(func.sum(_WORKERS[name]), 0) for name in ("workers", "women"))
    query = select(column, func.count(), *sums).where(Establishment.active.is_(True)).group_by(column)
    found = {"" if code is None else str(code): numbers for code, *numbers in db.execute(query)}
    order = list(names)
    codes = sorted(found, key=lambda code: order.index(code) if code in names else len(order))
    return tuple(Share(code, names.get(code, code), *found[code]) for code in codes)


# --- likely duplicates -----------------------------------------------------------------------------------

# So alike must two names be, without the word for their type, and two addresses.
_NAMES, _ADDRESSES, _ENOUGH = 88, 85, 0.6
_MANY = 50


def likely_duplicates(session: Session, entry: Entry, establishment_id: int | None = None) -> list[Namesake]:
    """Premises that may be the same as those entered, the likest first: asked while somebody types a new one."""
    require(session, "establishments.list")
    with session.read() as db:
        return namesakes(db, entry, compared(each for each in _candidates(db) if each.id != establishment_id))


def duplicate_pairs(session: Session) -> list[tuple[Namesake, Namesake]]:
    """Pairs of rows of the register that look like the same premises, the likest first; the earlier number first."""
    require(session, "establishments.list")
    with session.read() as db:
        villages = {village.id: village.name for village in shared.every_village(db)}
        known = compared(_candidates(db))
        pairs = []
        for place, (row, first) in enumerate(known):
            for other, second in known[place + 1 :]:
                likeness, alike = first.likeness(second)
                if likeness >= _ENOUGH:
                    made = [_namesake(each, villages, likeness, alike) for each in (row, other)]
                    pairs.append((made[0], made[1]))
        pairs.sort(key=lambda pair: (-pair[0].likeness, pair[0].id, pair[1].id))
        return pairs[:_MANY]


def compared(rows: Iterable[Establishment]) -> list[tuple[Establishment, "_Known"]]:
    """Rows with what is compared of them, folded once for many comparisons."""
    return [(row, _Known.of(row)) for row in rows]


def namesakes(db: Orm, entry: Entry, others: list[tuple[Establishment, "_Known"]]) -> list[Namesake]:
    """The rows that look like the entry, inside a transaction that is open."""
    villages = {village.id: village.name for village in shared.every_village(db)}
    own = _Known.of(entry)
    found = []
    for row, known in others:
        likeness, alike = own.likeness(known)
        if likeness >= _ENOUGH:
            found.append(_namesake(row, villages, likeness, alike))
    return sorted(found, key=lambda each: (-each.likeness, each.id))[:_MANY]


def _candidates(db: Orm) -> list[Establishment]:
    states = sorted({*IN_USE, *rules.OPERATING, State.PROPOSED})
    query = select(Establishment).where(Establishment.listed.is_(True), Establishment.state.in_(states))
    return list(db.scalars(query.order_by(Establishment.seq)))


def _namesake(row: Establishment, villages: dict[int, str], likeness: float, alike: tuple[str, ...]) -> Namesake:
    village = villages.get(row.village_id or 0, "")
    return Namesake(row.id, row.number, row.name, row.address, village, State(row.state), likeness, alike)


@dataclass(frozen=True)
class _Known:
    """What is compared of premises, folded once."""

    name: str
    address: str
    village_id: int | None
    phones: frozenset[str]

    @classmethod
    def of(cls, row: "Establishment | Entry") -> "_Known":
        phones = frozenset(normal_phone(row.phone).split("; ")) - {""}
        return cls(fold(row.name), fold(row.address), row.village_id, phones)

    def likeness(self, other: "_Known") -> tuple[float, tuple[str, ...]]:
        """The same name counts most; address, village and phone add to it or take from it."""
        if not self.name or not other.name:
            return 0.0, ()
        name = fuzz.token_sort_ratio(self.name, other.name)
        apart = None not in (self.village_id, other.village_id) and self.village_id != other.village_id
        address = fuzz.token_sort_ratio(self.address, other.address) if self.address and other.address else 0
        phone = bool(self.phones & other.phones)
        alike = (
            *(("name",) if name >= _NAMES else ()),
            *(("address",) if address >= _ADDRESSES and not apart else ()),
            *(("phone",) if phone else ()),
            *(("village_id",) if self.village_id is not None and self.village_id == other.village_id else ()),
        )
        points = (0.5 if "name" in alike else 0.0) + (0.4 if phone else 0.0) + (0.1 if name == 100 else 0.0)
        points += (0.3 if "address" in alike else 0.0) + (0.1 if "village_id" in alike else 0.0)
        points -= 0.2 if apart else 0.0
        return min(max(points, 0.0), 1.0), alike
