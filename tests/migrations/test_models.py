"""Do the migrations make what the models say? A model changed without a migration fails here."""

import pytest

from app.common import search
from app.vault.compartments import Compartment
from app.vault.schema_made import MIGRATIONS
from installer.revision import difference


@pytest.mark.parametrize("compartment", list(Compartment))
def test_the_newest_migration_gives_what_the_models_declare(compartment: Compartment) -> None:
    assert difference(compartment) == ""


@pytest.mark.parametrize("compartment", list(Compartment))
def test_a_compartments_search_index_is_the_one_that_search_asks(compartment: Compartment) -> None:
    first = next((MIGRATIONS / compartment.value / "versions").glob("0001_*.py")).read_text(encoding="utf-8")
    written = "".join(first.split()).replace('"', "").replace("'", "")
    for statement in search.create_sql(compartment.schema):
        wanted = "".join(statement.split()).replace("main.", "").replace("'", "")
        assert wanted in written
