"""What may a statement do on a connection to the vault's files?

The second line behind the comparison of the schema (`app.vault.schema_check`): SQLite asks before each thing that a
statement would do. Whatever a trigger or a view of the files wants is refused, because the app has none; so is what
SQLite's defensive mode refuses, which the driver cannot switch on. The one exception: triggers in `temp` whose name
begins with the connection's own random prefix, which nobody who writes into a file can know.

SQLite tells a view from a common table expression (WITH) by nothing but its name: the app writes subqueries instead.
"""

import secrets
from dataclasses import dataclass
from enum import StrEnum

import sqlcipher3.dbapi2 as sqlcipher


class Use(StrEnum):
    """What a connection is for."""

    RECORDS = "records"
    STRUCTURE = "structure"  # migrations, and writing a file anew
    RESCUE = "rescue"  # files that were changed with another tool: read only


@dataclass(frozen=True)
class Unreadable:
    """What is not read in a rescue: (schema, table) and (schema, table, column) that are not what they were."""

    tables: frozenset[tuple[str, str]] = frozenset()
    columns: frozenset[tuple[str, str, str]] = frozenset()


_READING = frozenset(
    {
        sqlcipher.SQLITE_SELECT,
        sqlcipher.SQLITE_READ,
        sqlcipher.SQLITE_FUNCTION,
        sqlcipher.SQLITE_RECURSIVE,
        sqlcipher.SQLITE_PRAGMA,
        sqlcipher.SQLITE_TRANSACTION,
        sqlcipher.SQLITE_SAVEPOINT,
    }
)
_WRITING = frozenset({sqlcipher.SQLITE_INSERT, sqlcipher.SQLITE_UPDATE, sqlcipher.SQLITE_DELETE})
_TEMPORARY = frozenset(
    {
        sqlcipher.SQLITE_CREATE_TEMP_TABLE,
        sqlcipher.SQLITE_CREATE_TEMP_INDEX,
        sqlcipher.SQLITE_CREATE_TEMP_TRIGGER,
        sqlcipher.SQLITE_DROP_TEMP_TABLE,
        sqlcipher.SQLITE_DROP_TEMP_INDEX,
        sqlcipher.SQLITE_DROP_TEMP_TRIGGER,
    }
)
# What `ANALYZE` keeps for the planner; the tables are SQLite's own.
STATISTICS = ("sqlite_stat1", "sqlite_stat4")
_STATISTICS = frozenset({sqlcipher.SQLITE_ANALYZE, sqlcipher.SQLITE_CREATE_TABLE})
_STRUCTURE = frozenset(
    {
        sqlcipher.SQLITE_CREATE_TABLE,
        sqlcipher.SQLITE_CREATE_INDEX,
        sqlcipher.SQLITE_CREATE_VTABLE,
        sqlcipher.SQLITE_DROP_TABLE,
        sqlcipher.SQLITE_DROP_INDEX,
        sqlcipher.SQLITE_DROP_VTABLE,
        sqlcipher.SQLITE_ALTER_TABLE,
        sqlcipher.SQLITE_REINDEX,
        sqlcipher.SQLITE_ATTACH,  # VACUUM attaches a file without a name
    }
)
ALLOWED: dict[Use, frozenset[int]] = {
    Use.RECORDS: _READING | _WRITING | _TEMPORARY | _STATISTICS,
    Use.STRUCTURE: _READING | _WRITING | _TEMPORARY | _STRUCTURE,
    Use.RESCUE: _READING,
}

# What would take the protection away again. The app sets them before the guard stands.
_FIXED_PRAGMAS = frozenset(
    {
        "writable_schema",
        "schema_version",
        "trusted_schema",
        "cell_size_check",
        "query_only",
        "temp_store",
        "temp_store_directory",
        "ignore_check_constraints",
        "key",
        "rekey",
        "hexkey",
        "hexrekey",
    }
)
_REFUSED_FUNCTIONS = frozenset({"load_extension", "fts3_tokenizer", "sqlcipher_export"})


class Guard:
    """The authorizer of one connection; `prefix` begins the names of the app's own temporary triggers on it."""

    def __init__(self, use: Use) -> None:
        self.use = use
        self.prefix = f"touched_{secrets.token_hex(8)}_"
        self.unreadable = Unreadable()
        self._allowed = ALLOWED[use]

    def __call__(
        self, action: int, first: str | None, second: str | None, database: str | None, inside: str | None
    ) -> int:
        """SQLite's question; `inside` names the trigger or view that wants it. Anything not allowed is refused."""
        if inside is not None and not inside.startswith(self.prefix):
            return int(sqlcipher.SQLITE_DENY)
        if action in self._allowed and self._harmless(action, first or "", second, database or ""):
            return int(sqlcipher.SQLITE_OK)
        return int(sqlcipher.SQLITE_DENY)

    def _harmless(self, action: int, first: str, second: str | None, database: str) -> bool:
        if action == sqlcipher.SQLITE_READ:
            unreadable = self.unreadable
            return (database, first) not in unreadable.tables and (database, first, second) not in unreadable.columns
        if action == sqlcipher.SQLITE_PRAGMA:
            return second is None or _is_harmless_setting(first.lower(), second.lower())
        if action == sqlcipher.SQLITE_FUNCTION:
            return (second or "").lower() not in _REFUSED_FUNCTIONS
        if action == sqlcipher.SQLITE_CREATE_TABLE:
            return self.use is Use.STRUCTURE or first in STATISTICS
        if action == sqlcipher.SQLITE_CREATE_TEMP_TRIGGER:
            return first.startswith(self.prefix)
        if action == sqlcipher.SQLITE_ATTACH:
            return first == ""
        return True


def _is_harmless_setting(pragma: str, value: str) -> bool:
    return pragma not in _FIXED_PRAGMAS and (pragma != "journal_mode" or value == "wal")
