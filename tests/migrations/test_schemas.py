"""Is what is kept of each revision's schema what running the migrations makes? The app compares each file with it."""

import pytest

from app.vault import schema_check, schema_made
from app.vault.compartments import Compartment
from installer.schemas import rendered

EVERY = [(part, revision) for part in Compartment for revision in schema_check.revisions(part)]
# Revisions that were released before schemas were kept and changed rows only. Whoever sets the revision back among
# them is not found by comparing; a later one must not look like the one before it.
ALIKE = {(Compartment.REGISTRY, revision) for revision in ("0003", "0004", "0005", "0006")}


@pytest.mark.parametrize(("compartment", "revision"), EVERY)
def test_what_is_kept_is_what_the_migrations_make(compartment: Compartment, revision: str) -> None:
    kept = schema_check.file_of(schema_made.MIGRATIONS, compartment, revision).read_text(encoding="utf-8")
    assert kept == rendered(compartment, revision), "run installer/schemas.py"


@pytest.mark.parametrize("compartment", list(Compartment))
def test_nothing_is_kept_of_a_revision_that_is_not_there(compartment: Compartment) -> None:
    kept = {file.stem for file in (schema_made.MIGRATIONS / compartment.value / schema_check.FOLDER).iterdir()}
    assert kept == set(schema_check.revisions(compartment))


def test_a_revision_can_be_told_from_the_one_before_it() -> None:
    alike = {
        (part, after)
        for part in Compartment
        for before, after in zip(schema_check.revisions(part), schema_check.revisions(part)[1:], strict=False)
        if schema_check.expected(part, before) == schema_check.expected(part, after)
    }
    assert alike == ALIKE
