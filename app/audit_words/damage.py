"""How does a row that somebody changed with another tool read: which record, and what the audit knew of it?"""

from collections.abc import Mapping

from sqlalchemy import MetaData, Table, select
from sqlalchemy.orm import Session as Orm

from app.audit_words.reading import action_name, moment, subject_name
from app.audit_words.stored import table_name
from app.common.i18n import N_, tr
from app.common.references import Names, unresolved
from app.vault.compartments import Compartment
from app.vault.integrity import Problem
from app.vault.schema import Base
from app.vault.session import Session

ONE_ROW = N_("(one row)")
# By what people know a record. A column `name` may be a person's, so it counts only where it names a thing.
_KNOWN_BY = ("number", "code")
_NAMED = frozenset({"villages", "catalogue_items", "supply_items"})


def problem_words(session: Session, problem: Problem) -> str:
    """A problem of a verification in words; no table, action or id of a row stands in it."""
    part = Compartment(problem.where) if problem.where in set(Compartment) else None
    return damage_words(problem.what, problem.values, session, part)


def damage_words(
    what: str, values: Mapping[str, object], session: Session | None = None, compartment: Compartment | None = None
) -> str:
    """The sentence `what` with its values in words; what another sentence has in its braces stays as it is."""
    told = dict(values)
    if "table" in values:
        table, key = str(values["table"]), str(values.get("key", ""))
        known = _row_name(session, compartment, table, key) if session is not None and compartment is not None else ""
        told["table"], told["key"] = table_name(table), known or tr(ONE_ROW)
    if "action" in values and "subject" in values:
        resolve = Names(session) if session is not None else unresolved
        told["action"] = action_name(str(values["action"]))
        told["subject"] = subject_name(str(values["subject"]), resolve) or tr("without a record")
        told["when"] = moment(str(values["when"])) or values["when"]
    return tr(what, **told)


def _row_name(session: Session, compartment: Compartment, table: str, key: str) -> str:
    """The number or code of a row, or of the record that it belongs to; empty where there is none."""
    if day := moment(key):
        return day
    if not key.isdigit() or compartment not in session.compartments:
        return ""
    found = _table(Base.metadata, compartment, table)
    with session.read() as db:
        return _name_of(db, found, int(key)) if found is not None else ""


def _table(metadata: MetaData, compartment: Compartment, name: str) -> Table | None:
    schema = "" if compartment is Compartment.REGISTRY else f"{compartment.value}."
    return metadata.tables.get(f"{schema}{name}")


def _name_of(db: Orm, table: Table, key: int) -> str:
    names = _KNOWN_BY + (("name",) if table.name in _NAMED else ())
    column = next((table.columns[name] for name in names if name in table.columns), None)
    own = list(table.primary_key.columns)
    if len(own) != 1:
        return ""
    if column is not None:
        return str(db.scalar(select(column).where(own[0] == key)) or "")
    for foreign in table.foreign_keys:
        above = foreign.column.table
        owner = db.scalar(select(foreign.parent).where(own[0] == key))
        if owner is not None and (name := _name_of(db, above, int(owner))):
            return name
    return ""
