"""What does a colleague get through who changes the schema of a file: triggers, views, definitions, indexes?

Everybody holds the registry's key, and each person of a unit that of the unit's file. `got_through` counts changes
that nobody was told of: the app signed in as usual and did what was asked, or ended in an error of the program.
"""

import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import text

from app.registry import accounts
from app.vault import access, audit, integrity, migrate, slots
from app.vault.compartments import Compartment
from app.vault.errors import AppError, Damaged, NewerFormat
from app.vault.people import Level
from app.vault.session import Session, Vault
from tests.attack import tool, vaults
from tests.attack.outcome import Field, Outcome
from tests.conftest import PASSWORD

POLICE_LEAD, POLICE_OFFICER, OTHER_OFFICER = "dao.ngoc.lan", "vu.hai.nam", "ta.thu.ha"
HEALTH_LEAD, HEALTH_VIEWER, SOCIAL_LEAD = "ly.thi.thom", "giang.a.su", "do.thi.uyen"
LEADS = {
    Compartment.REGISTRY: POLICE_LEAD,
    Compartment.POLICE: POLICE_LEAD,
    Compartment.HEALTH: HEALTH_LEAD,
    Compartment.SOCIAL: SOCIAL_LEAD,
}
SWALLOW = "CREATE TRIGGER {name} BEFORE INSERT ON {table} {when} BEGIN SELECT RAISE(IGNORE); END"
Enter = Callable[[Vault, str, str], Session]
# As the app's own temporary triggers are named; it is in a file all the same.
LIKE_OURS = "touched_0123456789abcdef_audit_entries"


@dataclass
class Tally:
    """What an attack adds up."""

    tries: int = 0
    got_through: int = 0
    lost: int = 0
    seen: list[str] = field(default_factory=list)

    def note(self, what: str) -> None:
        self.got_through += 1
        if len(self.seen) < 3:
            self.seen.append(what)

    def outcome(self) -> Outcome:
        return Outcome(self.tries, self.got_through, self.lost, "; ".join(self.seen))


def keys_of(folder: Path, user: str) -> dict[Compartment, bytes]:
    """A colleague's keys, taken from a visit of their own."""
    with vaults.signed_in(folder, user) as session:
        return tool.keys_of(session)


@contextmanager
def visit(folder: Path, user: str) -> Iterator[Session | None]:
    """A visit through the app; None when the app refused to open the vault and said that it was damaged."""
    with ExitStack() as stack:
        vault = stack.enter_context(access.open_vault(folder))
        try:
            session: Session | None = access.sign_in(vault, user, PASSWORD)
        except Damaged:
            session = None
        yield session
        if session is not None:
            session.sign_out()


def entries(folder: Path, compartment: Compartment, key: bytes) -> int:
    """How many audit entries there are."""
    return int(tool.sql(folder, compartment, key, "SELECT count(*) FROM audit_entries")[0][0])


# --- what was done here: entries, revocations, openings and erasures that never were -----------------------------


def swallowed_entries(asked: Field) -> Outcome:
    """A health viewer swallows what the registry says of the police lead's sign-in and invitation; others likewise."""
    tally = Tally()
    swallowed: list[tuple[Compartment, str, str]] = [(Compartment.REGISTRY, HEALTH_VIEWER, "swallow")]
    if not asked.short:
        swallowed += [(part, LEADS[part], name) for part in Compartment for name in ("swallow", LIKE_OURS)]
    for number, (part, colleague, name) in enumerate(swallowed):
        folder = vaults.fresh(asked.scratch / str(number))
        key = keys_of(folder, colleague)[part]
        tool.sql(folder, part, key, SWALLOW.format(name=name, table="audit_entries", when=""))
        before, told = entries(folder, part, key), 0
        tally.tries += 1
        with visit(folder, LEADS[part]) as session:
            if session is None:
                continue
            if part is Compartment.REGISTRY:
                told = 2  # the sign-in and the invitation
                accounts.invite(session, "nguoi.moi", "Người Mới", session.account.unit, Level.VIEWER)
            else:
                told = 1
                with session.work(part) as work:
                    work.audit("attack.something", "reports/1")
            unseen = integrity.verify(session).ok
        missing = max(0, told - (entries(folder, part, key) - before))
        if unseen and missing:
            tally.note(f"{missing} entries of {part} swallowed")
            tally.lost += missing
    return tally.outcome()


def swallowed_revocation(asked: Field) -> Outcome:
    """A health viewer swallows the record that withdraws a police officer's access.

    The officer's slot is put back into the header, and the next change of keys seals the new ones to the officer.
    """
    tally = Tally()
    when = "WHEN instr(NEW.payload, '{account}') AND instr(NEW.payload, '\"active\":false')"
    kinds = {
        "ignored": SWALLOW.format(name="kept", table="account_records", when=when),
        "undone": f"CREATE TRIGGER kept AFTER INSERT ON account_records {when}"
        " BEGIN DELETE FROM account_records WHERE seq = NEW.seq; END",
    }
    for kind in ["ignored"] if asked.short else list(kinds):
        folder = vaults.fresh(asked.scratch / kind)
        with vaults.signed_in(folder, HEALTH_VIEWER) as session:
            key = session.compartment_key(Compartment.REGISTRY)
            ids = {each.user: each.id for each in session.accounts()}
        tool.sql(folder, Compartment.REGISTRY, key, kinds[kind].format(account=ids[POLICE_OFFICER]))
        kept = json.loads((folder / "vault.json").read_text(encoding="utf-8"))["slots"]
        tally.tries += 1
        with visit(folder, POLICE_LEAD) as session:
            if session is None:
                continue
            accounts.revoke(session, ids[POLICE_OFFICER])
        changed = json.loads((folder / "vault.json").read_text(encoding="utf-8"))
        changed["slots"] += [slot for slot in kept if slot["id"] == ids[POLICE_OFFICER]]
        (folder / "vault.json").write_text(json.dumps(changed), encoding="utf-8")
        with visit(folder, POLICE_LEAD) as session:
            if session is not None:
                accounts.revoke(session, ids[OTHER_OFFICER])
        with suppress(AppError), visit(folder, POLICE_OFFICER) as session:
            if session is not None:
                tally.note("the officer signed in after the revocation")
                tally.lost += 1
    return tally.outcome()


def hidden_openings(asked: Field) -> Outcome:
    """An officer hides that reports were opened: the entries of just that are swallowed, the chain stays whole."""
    from app.police.reports import services
    from tests.police.reports.builders import received

    tally = Tally()
    folder = vaults.fresh(asked.scratch / "vault")
    with vaults.signed_in(folder, POLICE_LEAD) as session:
        reports = [received(session).report_id for _ in range(1 if asked.short else 20)]
    key = keys_of(folder, POLICE_OFFICER)[Compartment.POLICE]
    when = "WHEN NEW.action = 'reports.open'"
    tool.sql(folder, Compartment.POLICE, key, SWALLOW.format(name="hide", table="audit_entries", when=when))
    tally.tries = len(reports)
    with visit(folder, POLICE_OFFICER) as session:
        if session is not None:
            for report in reports:
                services.open_report(session, report)
            with session.read() as db:
                told = len(audit.entries(db, Compartment.POLICE, action="reports.open", limit=1000))
            if integrity.verify(session).ok and told < len(reports):
                tally.note(f"{len(reports) - told} openings hidden")
                tally.got_through = tally.lost = len(reports) - told
    return tally.outcome()


def kept_through_erasure(asked: Field) -> Outcome:
    """A colleague keeps who a client was: what an erasure removes is copied into a table of the colleague's own."""
    from app.health.clients import erasure
    from tests.health.builders import LAM, opened

    tally = Tally(tries=1)
    folder = vaults.fresh(asked.scratch / "vault")
    with vaults.signed_in(folder, HEALTH_LEAD) as session:
        client = opened(session, LAM)
    key = keys_of(folder, HEALTH_VIEWER)[Compartment.HEALTH]
    columns = [row[1] for row in tool.sql(folder, Compartment.HEALTH, key, "PRAGMA table_info(identities)")]
    told = " || ' ' || ".join(f"coalesce(OLD.{column}, '')" for column in columns)
    tool.sql(
        folder,
        Compartment.HEALTH,
        key,
        "CREATE TABLE kept (what)",
        f"CREATE TRIGGER keep BEFORE DELETE ON identities BEGIN INSERT INTO kept VALUES ({told}); END",
    )
    with visit(folder, HEALTH_LEAD) as session:
        if session is not None:
            erasure.erase_client(session, client.id, client.code)
    if kept := tool.sql(folder, Compartment.HEALTH, key, "SELECT what FROM kept"):
        tally.note("an erased person still stands in the file")
        tally.lost = len(kept)
    return tally.outcome()


def everybody_locked_out(asked: Field) -> Outcome:
    """A trigger that fails at each audit entry: nobody gets in any more, not even to read what there is."""
    tally = Tally()
    for kind in ("ABORT",) if asked.short else ("ABORT", "FAIL", "ROLLBACK"):
        folder = vaults.fresh(asked.scratch / kind)
        key = keys_of(folder, HEALTH_VIEWER)[Compartment.REGISTRY]
        failing = f"CREATE TRIGGER stop BEFORE INSERT ON audit_entries BEGIN SELECT RAISE({kind}, 'no'); END"
        tool.sql(folder, Compartment.REGISTRY, key, failing)
        for user in (POLICE_LEAD,) if asked.short else (POLICE_LEAD, HEALTH_LEAD, SOCIAL_LEAD):
            tally.tries += 1
            if not readable(folder, user):
                tally.note(f"{user} cannot even read")
    return tally.outcome()


def readable(folder: Path, user: str) -> bool:
    """Whether a person can read the records of a damaged vault in some way that the app offers."""
    with access.open_vault(folder) as vault:
        try:
            from app.vault import rescue
        except ImportError:  # before there was one
            enter: Enter = access.sign_in
        else:
            enter = rescue.sign_in
        try:
            session = enter(vault, user, PASSWORD)
        except Exception:
            return False
        with session.read() as db:
            found: int = db.execute(text("SELECT count(*) FROM audit_entries")).scalar_one()
        session.close()
        return found > 0


# --- every kind of change, at every place where it can be made ------------------------------------------------------


Change = Callable[[Any, str], bool]


def _definition(raw: Any, kind: str, name: str) -> str:
    return str(raw.execute("SELECT sql FROM sqlite_master WHERE type = ? AND name = ?", (kind, name)).fetchone()[0])


def _rewritten(raw: Any, name: str, sql: str) -> bool:
    """Write another definition over the one there is."""
    raw.execute("PRAGMA writable_schema = ON")
    raw.execute("UPDATE sqlite_master SET sql = ? WHERE name = ?", (sql, name))
    raw.execute(f"PRAGMA schema_version = {raw.execute('PRAGMA schema_version').fetchone()[0] + 1}")
    raw.execute("PRAGMA writable_schema = OFF")
    return True


def _trigger(raw: Any, table: str) -> bool:
    raw.execute(SWALLOW.format(name=f"on_{table}", table=table, when="WHEN random() = 0"))
    return True


def _like_ours(raw: Any, table: str) -> bool:
    raw.execute(SWALLOW.format(name=LIKE_OURS, table=table, when="WHEN random() = 0"))
    return True


def _view(raw: Any, table: str) -> bool:
    raw.execute(f"CREATE VIEW of_{table} AS SELECT * FROM {table}")
    return True


def _view_in_its_place(raw: Any, table: str) -> bool:
    raw.execute("PRAGMA legacy_alter_table = ON")
    raw.execute(f"ALTER TABLE {table} RENAME TO moved_{table}")
    raw.execute(f"CREATE VIEW {table} AS SELECT * FROM moved_{table}")
    raw.execute(f"CREATE TRIGGER into_{table} INSTEAD OF INSERT ON {table} BEGIN SELECT 1; END")
    return True


def _generated_column(raw: Any, table: str) -> bool:
    raw.execute(f"ALTER TABLE {table} ADD COLUMN made TEXT GENERATED ALWAYS AS ('x') VIRTUAL")
    return True


def _more_columns(raw: Any, table: str) -> bool:
    raw.execute(f"ALTER TABLE {table} ADD COLUMN more TEXT")
    return True


def _ignored_conflict(raw: Any, table: str) -> bool:
    before = _definition(raw, "table", table)
    after = before.replace(" NOT NULL", " NOT NULL ON CONFLICT IGNORE")
    return after != before and _rewritten(raw, table, after)


def _check_added(raw: Any, table: str) -> bool:
    before = _definition(raw, "table", table).rstrip()
    return _rewritten(raw, table, before[:-1] + ", CHECK (1))")


def _unique_dropped(raw: Any, table: str) -> bool:
    found = raw.execute(
        "SELECT name FROM sqlite_master WHERE tbl_name = ? AND sql LIKE 'CREATE UNIQUE%'", (table,)
    ).fetchone()
    if found is None:
        return False
    sql = _definition(raw, "index", found[0]).replace("CREATE UNIQUE", "CREATE")
    raw.execute(f"DROP INDEX {found[0]}")
    raw.execute(sql)
    return True


def _an_index(raw: Any, table: str) -> str | None:
    found = raw.execute(
        "SELECT name FROM sqlite_master WHERE type = 'index' AND tbl_name = ? AND sql NOT NULL ORDER BY name", (table,)
    ).fetchone()
    return found and str(found[0])


def _index_dropped(raw: Any, table: str) -> bool:
    if (index := _an_index(raw, table)) is None:
        return False
    raw.execute(f"DROP INDEX {index}")
    return True


def _index_hides(raw: Any, table: str) -> bool:
    """Its content is that of a partial index, its definition what it was: rows are not found by it any more."""
    if (index := _an_index(raw, table)) is None:
        return False
    sql = _definition(raw, "index", index)
    raw.execute(f"DROP INDEX {index}")
    raw.execute(f"{sql} {'AND' if ' WHERE ' in sql.upper() else 'WHERE'} 0")
    return True


def _index_added(raw: Any, table: str) -> bool:
    column = raw.execute(f"PRAGMA table_info({table})").fetchone()[1]
    raw.execute(f"CREATE UNIQUE INDEX only_{table} ON {table} ({column}) WHERE 0")
    return True


def _pages_shared(raw: Any, table: str) -> bool:
    """An index that points at the table's own pages."""
    if (index := _an_index(raw, table)) is None:
        return False
    raw.execute("PRAGMA writable_schema = ON")
    page = raw.execute("SELECT rootpage FROM sqlite_master WHERE type = 'table' AND name = ?", (table,)).fetchone()[0]
    raw.execute("UPDATE sqlite_master SET rootpage = ? WHERE name = ?", (page, index))
    return True


def _table_dropped(raw: Any, table: str) -> bool:
    raw.execute("PRAGMA foreign_keys = OFF")
    raw.execute(f"DROP TABLE {table}")
    return True


# Of one table: what can be done to each.
ON_TABLES: dict[str, Change] = {
    "trigger": _trigger,
    "trigger named like the app's": _like_ours,
    "view": _view,
    "view in its place": _view_in_its_place,
    "generated column": _generated_column,
    "more columns": _more_columns,
    "NOT NULL ON CONFLICT IGNORE": _ignored_conflict,
    "CHECK added": _check_added,
    "UNIQUE dropped": _unique_dropped,
    "index dropped": _index_dropped,
    "index that hides rows": _index_hides,
    "index added": _index_added,
    "pages shared": _pages_shared,
    "table dropped": _table_dropped,
}

# Of a file as a whole.
ON_FILES: dict[str, tuple[str, ...]] = {
    "extra table": ("CREATE TABLE extra (x)",),
    "counter of rows": ("CREATE TABLE extra (x INTEGER PRIMARY KEY AUTOINCREMENT)", "DROP TABLE extra"),
    "search index of another kind": (
        "DROP TABLE search",
        "CREATE VIRTUAL TABLE search USING fts5(exact, folded, content='')",
    ),
    "search index of another table": (
        "DROP TABLE search",
        "CREATE VIRTUAL TABLE search USING fts5(exact, folded, content='audit_entries', content_rowid='seq')",
    ),
    "search index dropped": ("DROP TABLE search",),
    "name that is a statement": ('CREATE TABLE "x; DROP TABLE audit_entries" (y)',),
    "name of no letters": ('CREATE TABLE "\u202e\n" (y)',),
}
MOST_USEFUL = ("audit_entries", "account_records")


def _at_table(change: Change, table: str, raw: Any) -> bool:
    return change(raw, table)


def _run(statements: tuple[str, ...], raw: Any) -> bool:
    for statement in statements:
        raw.execute(statement)
    return True


def every_kind(asked: Field) -> Outcome:
    """Every kind of change at every table of every file; in the short form at one table of each."""
    tally = Tally()
    original = vaults.fresh(asked.scratch / "original")
    for part, lead in LEADS.items():
        with access.open_vault(original) as vault:
            what = slots.open_slot(vault.header, lead, PASSWORD)
            assert what is not None
        key = keys_of(original, lead)[part]
        names = "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'"
        tables = [
            name for (name,) in tool.sql(original, part, key, names) if not name.startswith(("search_", "sqlite"))
        ]
        tables.remove("alembic_version")
        if asked.short:
            tables = [name for name in tables if name in MOST_USEFUL][-1:]
        changes: dict[str, Callable[[Any], bool]] = {
            f"{kind} ({table})": partial(_at_table, change, table)
            for table in tables
            for kind, change in ON_TABLES.items()
        }
        if part in (Compartment.REGISTRY, Compartment.SOCIAL) or not asked.short:
            changes |= {kind: partial(_run, statements) for kind, statements in ON_FILES.items()}
        for kind, change in changes.items():
            shutil.copyfile(original / part.file_name, asked.scratch / "kept.db")
            try:
                with tool.opened(original, part, key) as raw:
                    done = change(raw)
                if done:
                    tally.tries += 1
                    if (got := _let_in(original, what)) != "refused":
                        tally.note(f"{part}: {kind}: {got}")
            finally:
                for ending in ("-wal", "-shm"):
                    (original / (part.file_name + ending)).unlink(missing_ok=True)
                shutil.copyfile(asked.scratch / "kept.db", original / part.file_name)
    return tally.outcome()


def _let_in(folder: Path, what: slots.SlotSecrets) -> str:
    """What became of a sign-in with these keys: refused as damaged or newer, let in, or an error of the program."""
    try:
        with access.open_vault(folder) as vault:
            session = access.session_for(vault, what)
            try:
                access.bring_up_to_date(session, lambda *_: None)
                return "let in" if integrity.verify(session).ok else "refused"
            finally:
                session.close()
    except (Damaged, NewerFormat):
        return "refused"
    except Exception as error:
        return type(error).__name__


# --- the revision, which is data too ------------------------------------------------------------------------------


def revision_rewritten(asked: Field) -> Outcome:
    """The revision set back, to an unknown one, twice or gone: a migration must not run over what there is."""
    tally = Tally()
    folder = vaults.fresh(asked.scratch / "vault")
    for part in (Compartment.POLICE,) if asked.short else tuple(Compartment):
        with access.open_vault(folder) as vault:
            what = slots.open_slot(vault.header, LEADS[part], PASSWORD)
            assert what is not None
        key = keys_of(folder, LEADS[part])[part]
        newest = migrate.newest(part)
        changes = {
            "set back": "UPDATE alembic_version SET version_num = '0001'",
            "unknown": "UPDATE alembic_version SET version_num = 'abcd'",
            "an ending": "UPDATE alembic_version SET version_num = '0001.'",
            "empty": "UPDATE alembic_version SET version_num = ''",
            "newer": "UPDATE alembic_version SET version_num = '9999'",
            "no text": "UPDATE alembic_version SET version_num = x'ff00'",
            "two": "INSERT INTO alembic_version VALUES ('0000')",
            "none": "DELETE FROM alembic_version",
            "gone": "DROP TABLE alembic_version",
        }
        for kind, statement in changes.items():
            tool.sql(folder, part, key, statement)
            tally.tries += 1
            if (got := _let_in(folder, what)) != "refused":
                tally.note(f"{part}: {kind}: {got}")
            created = "CREATE TABLE alembic_version (\n\tversion_num VARCHAR(32) NOT NULL, \n\tCONSTRAINT"
            tool.sql(
                folder,
                part,
                key,
                "DROP TABLE IF EXISTS alembic_version",
                f"{created} alembic_version_pkc PRIMARY KEY (version_num)\n)",
                f"INSERT INTO alembic_version VALUES ('{newest}')",
            )
    return tally.outcome()


# --- while the vault is open ----------------------------------------------------------------------------------------


def changed_while_open(asked: Field) -> Outcome:
    """The other tool comes in the middle of a visit, and sets SQLite's counter of changes back."""
    tally = Tally()
    parts = (Compartment.POLICE,) if asked.short else tuple(Compartment)
    for number, part in enumerate(parts):
        for reset in (False, True):
            folder = vaults.fresh(asked.scratch / f"{number}{reset}")
            tally.tries += 1
            with access.open_vault(folder) as vault:
                session = access.sign_in(vault, LEADS[part], PASSWORD)
                key = session.compartment_key(part)
                counter = tool.sql(folder, part, key, "PRAGMA schema_version")[0][0]
                before = entries(folder, part, key)
                tool.sql(folder, part, key, SWALLOW.format(name=LIKE_OURS, table="audit_entries", when=""))
                if reset:
                    tool.sql(folder, part, key, f"PRAGMA schema_version = {counter}")
                done = 0
                with suppress(AppError), session.read() as busy:
                    busy.execute(text("SELECT 1"))  # the work below takes a connection of its own
                    with session.work(part) as work:
                        work.audit("attack.something", "reports/1")
                    done = 1
                session.close()
            if missing := max(0, done - (entries(folder, part, key) - before)):
                tally.note(f"{missing} entries of {part} swallowed in the middle of a visit")
                tally.lost += missing
    return tally.outcome()


ATTACKS = {
    "schema.swallowed_entries": swallowed_entries,
    "schema.swallowed_revocation": swallowed_revocation,
    "schema.hidden_openings": hidden_openings,
    "schema.kept_through_erasure": kept_through_erasure,
    "schema.everybody_locked_out": everybody_locked_out,
    "schema.every_kind": every_kind,
    "schema.revision_rewritten": revision_rewritten,
    "schema.changed_while_open": changed_while_open,
}
