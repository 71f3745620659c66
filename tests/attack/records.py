"""Rows changed, removed, added or put back with another tool: is it found, and is a wrong rule used?

What got through is a row of which `verify` says nothing, or a rule that the app goes on to use as it was changed.
"""

import json
import random
from collections import Counter
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher

from app.demo import make
from app.registry import queries, services
from app.vault import integrity
from app.vault.compartments import Compartment
from app.vault.session import Session
from tests.attack import tool, vaults
from tests.attack.outcome import Attack, Field, Outcome
from tests.conftest import PASSWORD
from tests.police.reports.builders import received

# Sealed drafts and own filters are no records; the others are signed themselves, or hold what digests are made with.
NO_RECORDS = ("audit_entries", "account_records", "alembic_version", "drafts", "saved_filters", "record_anchors")
VIEWER, LEAD = "giang.a.su", "dao.ngoc.lan"


def every_table(field: Field) -> Outcome:
    """Rows of every table of every compartment, one changed, one removed, one added: so many for each table."""
    leads, password = dict.fromkeys((Compartment.REGISTRY, Compartment.POLICE), LEAD), PASSWORD
    if field.short:
        folder = vaults.fresh(field.scratch / "vault")
        _some_reports(folder)
    else:
        folder, leads, password = _demo(field)
    tries, through = 0, 0
    for part, user in leads.items():
        with vaults.signed_in(folder, user, password) as session:
            before = _problems(session, part)
            with tool.opened(folder, part, session.compartment_key(part)) as raw:
                made = _change_rows(raw, each=1 if field.short else 10)
            # One that is found twice does not make up for one that is not.
            found = sum(min(1, count) for count in (_problems(session, part) - before).values())
            through += max(0, made - found)
            tries += made
    return Outcome(tries, through)


def _some_reports(folder: Path) -> None:
    with vaults.signed_in(folder, LEAD) as session:
        for _ in range(6):
            received(session)


def _demo(field: Field) -> tuple[Path, dict[Compartment, str], str]:
    made = make(field.scratch / "demo", 60, 2026)
    leads = {unit.value: user for user, unit, level in made.accounts if level.value == "lead"}
    parts = {part: leads.get(part.value, leads["police"]) for part in Compartment}
    return made.folder, parts, made.password


def _problems(session: Session, part: Compartment) -> Counter[str]:
    return Counter(str(problem) for problem in integrity.verify(session).problems if problem.where == part.value)


def _change_rows(raw: Any, each: int) -> int:
    """Change, remove and copy rows; returns how many were touched."""
    chance, made = random.Random(2026), 0
    raw.execute("PRAGMA foreign_keys = OFF")
    for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
        if name in NO_RECORDS or name.startswith(("search", "sqlite_")):
            continue
        columns = raw.execute(f"PRAGMA table_info({name})").fetchall()
        rows = [row[0] for row in raw.execute(f"SELECT rowid FROM {name}")]
        chance.shuffle(rows)
        texts = [f'"{column[1]}"' for column in columns if column[2].startswith(("VARCHAR", "TEXT")) and not column[5]]
        for row in rows[:each] if texts else []:
            raw.execute(f"UPDATE {name} SET {chance.choice(texts)} = 'x' || hex(randomblob(4)) WHERE rowid = ?", (row,))
            made += 1
        for row in rows[each : 2 * each]:
            raw.execute(f"DELETE FROM {name} WHERE rowid = ?", (row,))
            made += 1
        if [column[1] for column in columns if column[5]] == ["id"] and "INT" in columns[0][2] and rows[2 * each :]:
            made += _copied(raw, name, [column[1] for column in columns], rows[2 * each])
    return made


def _copied(raw: Any, name: str, columns: list[str], row: int) -> int:
    """A row once more under another number; none where an index allows only one."""
    named = [f'"{column}"' for column in columns]
    values = ", ".join("id + 1000000" if column == '"id"' else column for column in named)
    try:
        raw.execute(f"INSERT INTO {name} ({', '.join(named)}) SELECT {values} FROM {name} WHERE rowid = ?", (row,))
    except sqlcipher.IntegrityError:
        return 0
    return 1


def put_back(field: Field) -> Outcome:
    """A row is put back as it was before a change, with all that the file keeps about it."""
    folder, through = vaults.fresh(field.scratch / "vault"), 0
    villages = range(3 if field.short else 100)
    with vaults.signed_in(folder, LEAD) as session:
        key = session.compartment_key(Compartment.REGISTRY)
        ids = [services.add_village(session, f"Thôn {number}") for number in villages]
        kept = {number: _all_about(folder, key, number) for number in ids}
        for number in ids:
            services.change_village(session, number, f"Xóm {number}")
        before = _problems(session, Compartment.REGISTRY)
        for rows in kept.values():
            for statement, values in rows:
                tool.sql(folder, Compartment.REGISTRY, key, statement, values=values)
        through = max(0, len(ids) - (_problems(session, Compartment.REGISTRY) - before).total())
    return Outcome(len(ids), through)


def _all_about(folder: Path, key: bytes, number: int) -> list[tuple[str, tuple[Any, ...]]]:
    """Statements that put a village back, and its anchor where the file has such."""
    found = []
    asked = [("villages", "id = ?", number)]
    if tool.sql(folder, Compartment.REGISTRY, key, "SELECT 1 FROM sqlite_master WHERE name = 'record_anchors'"):
        asked.append(("record_anchors", "name = 'villages' AND key = ?", number))
    for table, where, value in asked:
        row = tool.sql(folder, Compartment.REGISTRY, key, f"SELECT * FROM {table} WHERE {where}", values=(value,))[0]
        marks = ", ".join("?" * len(row))
        found.append((f"INSERT OR REPLACE INTO {table} VALUES ({marks})", tuple(row)))
    return found


def saved_over(field: Field) -> Outcome:
    """Somebody saves honestly on top of a row that was changed: does that make it true?"""
    folder = vaults.fresh(field.scratch / "vault")
    villages = range(2 if field.short else 50)
    with vaults.signed_in(folder, LEAD) as session:
        key = session.compartment_key(Compartment.REGISTRY)
        ids = [services.add_village(session, f"Thôn {number}") for number in villages]
        for number in ids:
            tool.sql(folder, Compartment.REGISTRY, key, f"UPDATE villages SET note = 'khác' WHERE id = {number}")
            services.retire_village(session, number)
        found = _problems(session, Compartment.REGISTRY)
    return Outcome(len(ids), max(0, len(ids) - found.total()))


def wrong_rules(field: Field) -> Outcome:
    """A viewer of another unit moves every time limit to years away: are they used, and is it found?"""
    folder = vaults.fresh(field.scratch / "vault")
    with vaults.signed_in(folder, LEAD) as session, session.read() as db:
        true = queries.deadline_rules(db)
    with vaults.signed_in(folder, VIEWER) as viewer:
        key = viewer.compartment_key(Compartment.REGISTRY)
    stored = tool.sql(folder, Compartment.REGISTRY, key, "SELECT id, rule FROM deadline_rules")
    for number, text in stored:
        rule = json.loads(text) | {"length": 900}
        values = (json.dumps(rule), number)
        tool.sql(folder, Compartment.REGISTRY, key, "UPDATE deadline_rules SET rule = ? WHERE id = ?", values=values)
    with vaults.signed_in(folder, LEAD) as session:
        with session.read() as db:
            used = queries.deadline_rules(db)
        told = len(_problems(session, Compartment.REGISTRY))
    wrong = sum(rule not in true for rule in used)
    return Outcome(len(stored), max(wrong, len(stored) - told))


def wrong_calendar(field: Field) -> Outcome:
    """Days off become working days and the other way round, in everybody's calendar."""
    folder = vaults.fresh(field.scratch / "vault")
    with vaults.signed_in(folder, LEAD) as session, session.read() as db:
        true = queries.work_calendar(db)
    with vaults.signed_in(folder, VIEWER) as viewer:
        key = viewer.compartment_key(Compartment.REGISTRY)
    tool.sql(folder, Compartment.REGISTRY, key, "UPDATE calendar_days SET working = 1 - working")
    tries = tool.sql(folder, Compartment.REGISTRY, key, "SELECT count(*) FROM calendar_days")[0][0]
    with vaults.signed_in(folder, LEAD) as session:
        with session.read() as db:
            used = queries.work_calendar(db)
        told = len(_problems(session, Compartment.REGISTRY))
    return Outcome(tries, tries if used != true else max(0, tries - told))


ATTACKS: dict[str, Attack] = {
    "records.every_table": every_table,
    "records.put_back": put_back,
    "records.saved_over": saved_over,
    "records.rules": wrong_rules,
    "records.calendar": wrong_calendar,
}
