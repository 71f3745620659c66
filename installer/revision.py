"""Write a compartment's next migration from the models: `.venv/bin/python installer/revision.py police "why"`.

Compares the models with a database at the newest revision and writes the difference as
`db/migrations/<compartment>/versions/<next number>_<why>.py`. Read it and correct it by hand before committing: data
that moves is never found by comparing. What the migration makes is written beside it (`installer/schemas.py`): run that
again after correcting.
"""

import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

HEAD = '''"""{why}"""

import sqlalchemy as sa
from alembic import op

import app.vault.schema

revision = "{revision}"
down_revision = {before!r}


def upgrade() -> None:
    {body}
'''


def main(name: str, why: str) -> Path:
    """Write the migration; returns its path. Says so and stops when nothing differs."""
    from app.vault import migrate
    from app.vault.compartments import Compartment
    from installer import schemas

    compartment = Compartment(name)
    before = migrate.newest(compartment)
    revision = f"{int(before or 0) + 1:04d}"
    body = difference(compartment)
    if not body:
        raise SystemExit("The models and the newest migration say the same: nothing was written.")
    slug = "_".join(why.lower().split())[:40]
    path = ROOT / "db" / "migrations" / name / "versions" / f"{revision}_{slug}.py"
    path.write_text(
        HEAD.format(why=why, revision=revision, before=before or None, body=body.replace("\n", "\n    ").strip()),
        encoding="utf-8",
    )
    schemas.main([name])
    return path


def difference(compartment: Any) -> str:
    """What a migration would have to do for the models to hold; empty when nothing."""
    from alembic.autogenerate import produce_migrations
    from alembic.autogenerate.api import AutogenContext
    from alembic.autogenerate.render import _render_cmd_body
    from alembic.runtime.migration import MigrationContext

    import app.kinds  # every unit's models
    import app.registry.models  # noqa: F401
    from app.vault import engine, keys, migrate
    from app.vault.schema import Base

    with tempfile.TemporaryDirectory() as scratch:
        key = keys.new_compartment_key()
        engine.create_file(Path(scratch), compartment, key)
        if migrate.newest(compartment):
            migrate.upgrade(Path(scratch), {compartment: key}, compartment)
        opened = engine.make_engine(Path(scratch), {compartment: key})
        with opened.connect() as connection:
            context = MigrationContext.configure(connection, opts=_options(compartment.schema, Base.metadata))
            found = produce_migrations(context, Base.metadata).upgrade_ops
            rendering = AutogenContext(context, opts=context.opts)
            body = "" if found is None or found.is_empty() else _render_cmd_body(found, rendering)
        opened.dispose()
    return body


def _options(schema: str | None, metadata: Any) -> dict[str, Any]:
    return {
        "include_schemas": True,
        "include_name": lambda item, kind, parents: item == schema if kind == "schema" else True,
        "include_object": lambda item, name, kind, found, other: own(item, kind, schema),
        "version_table_schema": schema,
        "render_as_batch": True,
        "target_metadata": metadata,
        "user_module_prefix": None,
        "sqlalchemy_module_prefix": "sa.",
        "alembic_module_prefix": "op.",
    }


def own(item: Any, kind: str, schema: str | None) -> bool:
    """Only this compartment's tables; the search index is written by hand in the migration."""
    table = item if kind == "table" else getattr(item, "table", None)
    return table is None or (table.schema == schema and not table.name.startswith("search"))


if __name__ == "__main__":
    if len(sys.argv) != 3:
        raise SystemExit(__doc__)
    print(main(sys.argv[1], sys.argv[2]).relative_to(ROOT))
