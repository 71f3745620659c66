"""The register of establishments and the new lists, in a vault of 0.1.0 that has premises and lists of its own."""

from pathlib import Path

import pytest

from app import demo
from app.registry import queries as shared
from app.registry.establishments import queries, services
from app.registry.establishments.terms import State
from app.registry.establishments.values import Entry
from app.vault.access import open_vault, sign_in
from tests.migrations.keep import FOLDER
from tests.migrations.test_kept import unpacked


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return unpacked(FOLDER / "0.1.0.zip", tmp_path_factory.mktemp("kept"))


def test_premises_get_numbers_words_and_a_state_and_the_lists_their_new_entries(old: Path) -> None:
    with open_vault(old) as vault:
        session = sign_in(vault, "canbo.yte", demo.PASSWORD)  # whoever comes first
        rows = queries.list_establishments(session, limit=500).rows
        assert len(rows) == 60 and {row.state for row in rows} == {State.ACTIVE}
        assert sorted(row.number for row in rows) == [f"CS{seq:03d}" for seq in range(1, 61)]
        some = rows[17]
        found = queries.search_establishments(session, f"{some.name} {some.phone}")
        assert [hit.id for hit in found] == [some.id]
        detail = services.open_establishment(session, some.id)
        assert (detail.version, detail.history, detail.counts) == (1, (), ())
        with session.read() as db:
            sizes = {name: len(shared.catalogue(db, name)) for name in shared.CATALOGUES}
            fines = {item.code: item for item in shared.catalogue(db, shared.VIOLATION_KINDS)}
            assert all(sizes.values())
            assert fines["lodging_notice_1_3"].facts["fine_to"] == 4_000_000
            assert fines["lodging_notice_1_3"].in_force_from is not None
            assert len(queries.active_in_year(db, 2026)) == 60
        session.close()
        police = sign_in(vault, "canbo.ca", demo.PASSWORD)
        assert services.add_establishment(police, Entry("Bar Sau Cùng", "bar")).number == "CS061"
        police.close()
