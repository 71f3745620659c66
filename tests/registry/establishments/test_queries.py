"""Lists, figures and likely duplicates of the register; and that no list scans thousands of premises."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, event, insert

from app.common.text import text_key
from app.registry.establishments import figures, queries, services, services_merging, services_proposals
from app.registry.establishments.declared import EstablishmentFilter, Sort
from app.registry.establishments.models import NEVER, Establishment
from app.registry.establishments.terms import Paper, State, show_number
from app.registry.establishments.values import Counts, Entry
from app.vault.compartments import Compartment
from app.vault.session import Session
from tests.registry.establishments.conftest import MORNING, TODAY, Office


@pytest.fixture(scope="module")
def town(office: Office) -> dict[str, int]:
    """Seven premises, one of each sort that a filter asks for."""

    def add(name: str, type_code: str, counts: Counts | None = None, **more: Any) -> int:
        return services.add_establishment(office.officer, Entry(name, type_code, **more), counts).establishment_id

    made = {
        "expired": add("Nhà nghỉ Đông Hải", "guest_house", licence_expires_on=TODAY - timedelta(days=1)),
        "expiring": add("Nhà nghỉ An", "guest_house", cert_expires_on=TODAY + timedelta(days=30)),
        "east": add("Karaoke Dừa", "karaoke", Counts(TODAY, 8, 6), village_id=office.east, phone="0912000111"),
        "closed": add("Karaoke Ân", "karaoke", Counts(TODAY, 5), licence_expires_on=TODAY - timedelta(days=9)),
        "suspended": add("Bar Đào", "bar", Counts(TODAY, 2, 2, 1, 1, 0), village_id=office.west),
        "merged": add("Karaoke Dừa 2", "karaoke"),
    }
    services.close_establishment(office.officer, made["closed"], TODAY, "x")
    services.suspend_establishment(office.officer, made["suspended"], TODAY, "x")
    services_merging.merge_duplicate(office.officer, made["east"], made["merged"], "x")
    proposed = services_proposals.propose_establishment(office.health, Entry("Cà phê Bưởi", "cafe"))
    made["proposed"] = proposed.establishment_id
    return made


def test_each_filter_lets_through_what_it_says(office: Office, town: dict[str, int]) -> None:
    listed = set(town) - {"merged"}
    expected = {
        EstablishmentFilter(): listed,
        EstablishmentFilter(types=frozenset({"karaoke", "bar"})): {"east", "closed", "suspended"},
        EstablishmentFilter(states=frozenset({State.CLOSED, State.MERGED})): {"closed", "merged"},
        EstablishmentFilter(states=frozenset({State.PROPOSED})): {"proposed"},
        EstablishmentFilter(village_id=office.east): {"east"},
        EstablishmentFilter(paper=Paper.EXPIRED): {"expired"},
        EstablishmentFilter(paper=Paper.EXPIRED, states=frozenset({State.CLOSED})): {"closed"},
        EstablishmentFilter(paper=Paper.EXPIRING): {"expiring"},
        EstablishmentFilter(never_counted=True): {"expired", "expiring"},
        EstablishmentFilter(text="karaoke dua"): {"east"},
        EstablishmentFilter(text="ân"): {"closed", "expiring"},
        EstablishmentFilter(text="0912000111"): {"east"},
    }
    for where, found in expected.items():
        rows = queries.list_establishments(office.viewer, where).rows
        assert {row.id for row in rows} == {town[name] for name in found}, where
        assert queries.count_establishments(office.viewer, where) == len(found), where
        assert EstablishmentFilter.from_json(where.to_json()) == where


def test_names_sort_in_the_vietnamese_alphabet(office: Office, town: dict[str, int]) -> None:
    names = [row.name for row in queries.list_establishments(office.health).rows]
    assert names == [
        "Bar Đào", "Cà phê Bưởi", "Karaoke Ân", "Karaoke Dừa", "Nhà nghỉ An", "Nhà nghỉ Đông Hải",
    ]  # fmt: skip


@pytest.mark.parametrize("sort", list(Sort))
@pytest.mark.parametrize("where", [EstablishmentFilter(), EstablishmentFilter(text="Nhà")], ids=["all", "words"])
def test_pages_go_on_where_the_last_one_ended(
    office: Office, town: dict[str, int], sort: Sort, where: EstablishmentFilter
) -> None:
    whole = [row.id for row in queries.list_establishments(office.officer, where, sort).rows]
    found: list[int] = []
    after: tuple[Any, ...] | None = None
    for _ in whole:
        page = queries.list_establishments(office.officer, where, sort, after, 1)
        found += [row.id for row in page.rows]
        after = page.next
    assert found == whole and after is None and len(whole) > 1


def test_the_figures_agree_with_a_count_by_hand(office: Office, town: dict[str, int]) -> None:
    found = figures.figures(office.viewer)
    assert (found.in_use, found.counted, found.workers, found.women) == (4, 2, 10, 8)
    assert (found.from_elsewhere, found.with_contract, found.residence_declared) == (1, 1, 0)
    assert (found.expired, found.expiring) == (1, 1)
    assert found.by_state[State.CLOSED] == found.by_state[State.MERGED] == found.by_state[State.PROPOSED] == 1
    assert {(each.code, each.establishments, each.workers) for each in found.by_type} == {
        ("guest_house", 2, 0), ("karaoke", 1, 8), ("bar", 1, 2),
    }  # fmt: skip
    assert {(each.name, each.workers) for each in found.by_village} == {("Thôn Đông", 8), ("Thôn Đoài", 2), ("", 0)}


def test_what_looks_like_the_same_premises_is_shown_while_one_types(office: Office, town: dict[str, int]) -> None:
    def alike(entry: Entry) -> dict[int, tuple[str, ...]]:
        return {each.id: each.alike for each in figures.likely_duplicates(office.officer, entry)}

    east = town["east"]
    assert alike(Entry("karaoke dua", "karaoke")) == {east: ("name",)}
    assert alike(Entry("KARAOKE DỪA", "karaoke", office.east)) == {east: ("name", "village_id")}
    assert alike(Entry("Karaoke Dừa", "karaoke", office.west)) == {}
    assert alike(Entry("Karaoke Cũ", "karaoke", office.east, phone="+84912000111")) == {}
    assert figures.duplicate_pairs(office.officer) == []
    twin = services.add_establishment(office.officer, Entry("Karaoke Dưa", "karaoke", office.east, phone="0912000111"))
    assert [(first.id, second.id) for first, second in figures.duplicate_pairs(office.officer)] == [
        (east, twin.establishment_id)
    ]
    services_merging.merge_duplicate(office.officer, east, twin.establishment_id, "x")


# --- nothing scans -------------------------------------------------------------------------------------

ROWS = 3000


@pytest.fixture(scope="module")
def full(office: Office, town: dict[str, int]) -> Iterator[Session]:
    """Some thousand premises more; they are last in this file, since the others count by hand."""
    table: Any = Establishment.__table__
    defaults = {
        column.name: column.default.arg
        for column in table.columns
        if column.default is not None and not callable(column.default.arg)
    }
    with office.lead.work(Compartment.REGISTRY) as work:
        work.db.execute(insert(table), [defaults | line(number, office) for number in range(1000, 1000 + ROWS)])
    yield office.lead


def line(number: int, office: Office) -> dict[str, Any]:
    closed = number % 9 == 0
    return {
        "id": number,
        "seq": number,
        "number": show_number(number),
        "name": f"Cơ sở {number}",
        "folded": f"co so {number}",
        "sort_key": text_key(f"Cơ sở {number}"),
        "type_code": ("karaoke", "bar", "cafe")[number % 3],
        "village_id": (office.east, office.west)[number % 2],
        "state": "closed" if closed else "active",
        "active": not closed,
        "expires_sort": TODAY + timedelta(days=number - 2000) if number % 4 else NEVER,
        "counted_on": date(2026, 1, 1) if number % 5 else None,
        "created_at": MORNING,
        "updated_at": MORNING,
    }


FILTERS = {
    "all": EstablishmentFilter(),
    "type": EstablishmentFilter(types=frozenset({"bar"})),
    "village": EstablishmentFilter(village_id=1),
    "state": EstablishmentFilter(states=frozenset({State.CLOSED})),
    "merged": EstablishmentFilter(states=frozenset({State.MERGED})),
    "expired": EstablishmentFilter(paper=Paper.EXPIRED),
    "expiring": EstablishmentFilter(paper=Paper.EXPIRING),
    "never_counted": EstablishmentFilter(never_counted=True),
    "number": EstablishmentFilter(text="CS1234"),
    "words": EstablishmentFilter(text="Đông Hải"),
}


def plans(session: Session, where: EstablishmentFilter, sort: Sort) -> list[str]:
    """How SQLite carries out the list and the count."""
    asked: list[tuple[str, Any]] = []

    def note(_c: object, _cursor: object, statement: str, parameters: Any, *_: object) -> None:
        asked.append((statement, parameters))

    event.listen(Engine, "before_cursor_execute", note)
    try:
        queries.list_establishments(session, where, sort, limit=50)
        queries.count_establishments(session, where)
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    with session.read() as db:
        return [
            row.detail
            for statement, parameters in asked
            if "FROM establishments" in statement
            for row in db.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
        ]


@pytest.mark.parametrize("name", FILTERS)
@pytest.mark.parametrize("sort", list(Sort))
def test_no_filter_and_no_order_scans(full: Session, name: str, sort: Sort) -> None:
    asked = plans(full, FILTERS[name], sort)
    assert asked
    assert not [step for step in asked if step.startswith("SCAN establishments")], asked


@pytest.mark.parametrize("sort", list(Sort))
def test_the_whole_list_comes_in_order_out_of_an_index(full: Session, sort: Sort) -> None:
    assert not [step for step in plans(full, EstablishmentFilter(), sort) if "TEMP B-TREE" in step]
