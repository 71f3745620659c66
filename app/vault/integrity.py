"""Is everything in the vault whole that this person may open?

Reads every page of the compartments' files (SQLCipher checks the authentication code of each), SQLite's own
structure, the schema, the chain of account records, the audit chains, every record against them, what `vault.json`
must hold, what lies among the backups, and the newest of them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from app.vault import access, anchored, audit, backup, ends, gaps, judging, records, remembered, schema_check, scratch
from app.vault.compartments import Compartment
from app.vault.engine import connect, translated
from app.vault.errors import AppError, SchemaChanged
from app.vault.folder import HEADER
from app.vault.guard import Use
from app.vault.marks import Mark
from app.vault.session import Session


@dataclass(frozen=True)
class Problem:
    """Where (a file, a chain, a backup) and what, as an English sentence to be translated, with its values."""

    where: str
    what: str
    entry: int | None = None
    # What stands in the braces of `what`.
    values: Mapping[str, object] = field(default_factory=dict)

    # Entries that were known and are gone: `app.registry.lost_entries` tells it in full.
    loss: ends.Loss | None = None

    def __str__(self) -> str:
        return self.what.format_map(self.values) if self.values else self.what


@dataclass
class Findings:
    """How many things were checked (files, records, entries), and what is wrong with them."""

    checked: int = 0
    problems: list[Problem] = field(default_factory=list)
    # Ends that were given up on purpose, or that another copy of the vault knows: no problem, but to be told.
    notices: list[ends.Loss] = field(default_factory=list)
    # Nothing is wrong with these entries, but their keys do not prove who wrote them.
    marks: list[Mark] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        return not self.problems


def verify(session: Session, progress: audit.Progress = audit.no_progress) -> Findings:
    """Check all of it; changes nothing. What another tool did to a file's schema ends it: nothing else is believed."""
    findings = Findings()
    if not _files(session, session.compartments, findings) and not session.in_rescue:
        return findings
    with session.read() as db:
        found = records.load(db, session.directory.vault_id, session.anchor)  # raises Forged
    findings.checked += found.length
    chains(session, findings, progress)
    if not session.in_rescue:
        rows(session, findings, progress)
    findings.problems += [Problem(HEADER, what, values=values) for what, values in gaps.told(session)]
    if session.not_remembered is not None:
        reason = {name: str(value) for name, value in session.not_remembered.values.items()}
        findings.problems.append(Problem("computer", session.not_remembered.sentence, values=reason))
    _backups(session, findings)
    return findings


def verify_copy(
    session: Session, parts: Iterable[Compartment], progress: audit.Progress = audit.no_progress
) -> Findings:
    """Check files and chains of a copy that was brought back, whatever was seen since or lies beside it."""
    findings = Findings()
    if not _files(session, parts, findings):
        return findings
    with session.read() as db:
        for compartment in sorted(parts):
            result = audit.verify(db, session.directory, compartment, None, progress)
            findings.checked += result.checked
            findings.problems += [Problem(compartment.value, what, entry) for entry, what in result.problems]
    return findings


def _backups(session: Session, findings: Findings) -> None:
    """The newest backup that counts is whole, and everything else that lies there is said."""
    newest = judging.newest(session)
    if newest is not None:
        findings.checked += 1
        try:
            backup.verify(newest, judging.latest(session))
        except AppError:
            findings.problems.append(Problem(newest.folder.name, "The newest backup is damaged."))
    for each in judging.judged(session):
        if each.why_not is not None and not judging.is_set_aside(each):
            findings.problems.append(Problem(each.folder.name, each.why_not.sentence))
    for left in scratch.half_made(session.vault.folder):
        findings.problems.append(Problem(left.name, "This was left half made and could not be removed."))


def chains(session: Session, findings: Findings, progress: audit.Progress = audit.no_progress) -> Findings:
    """Check the audit chains alone, and that they are as long as they were known to be."""
    lost = [] if session.in_rescue else remembered.losses(session)
    findings.notices += [loss for loss in lost if loss.what is not ends.What.MISSING]
    for compartment in sorted(session.compartments):
        try:
            result = access.verify_chain(session, compartment, progress)
        except SchemaChanged as error:  # changed meanwhile; or in a rescue, where the chain is no table any more
            values = {name: str(value) for name, value in error.values.items()}
            findings.problems.append(Problem(compartment.value, error.sentence, values=values))
            continue
        gone = [loss for loss in ends.alarms(lost) if loss.compartment is compartment]
        findings.checked += result.checked
        findings.problems += [
            Problem(compartment.value, what, entry)
            for entry, what in result.problems
            if not gone or what not in (audit.END_GONE, ends.GONE)
        ]
        findings.problems += [Problem(compartment.value, ends.GONE, loss.first, loss=loss) for loss in gone]
        findings.marks += result.marks
    return findings


def rows(session: Session, findings: Findings, progress: audit.Progress = audit.no_progress) -> Findings:
    """Check whether every record stands as its last audit entry knew it."""
    with translated(session.vault.folder), session.read() as db:
        for compartment in sorted(session.compartments):
            findings.checked += 1
            findings.problems += [
                Problem(compartment.value, found.what, found.entry, found.values)
                for found in anchored.deviations(db, compartment, progress)
            ]
    return findings


def _files(session: Session, parts: Iterable[Compartment], findings: Findings) -> bool:
    """Whether every schema is what the migrations make; read through a connection that only reads."""
    keys = {compartment: session.compartment_key(compartment) for compartment in sorted(parts)}
    untouched = True
    raw = connect(session.vault.folder, keys, Use.RESCUE)
    try:
        with translated(session.vault.folder):
            for compartment in keys:
                findings.checked += 1
                if what := _broken(raw, compartment):
                    findings.problems.append(Problem(compartment.file_name, what))
                if changes := schema_check.compare(raw, compartment).changes:
                    untouched = False
                    findings.problems.append(_changed(compartment, changes))
    finally:
        raw.close()
    return untouched


def _broken(raw: Any, compartment: Compartment) -> str | None:
    if raw.execute(f"PRAGMA {compartment.prefix}cipher_integrity_check").fetchall():
        return "Pages of this file are damaged."
    if [row[0] for row in raw.execute(f"PRAGMA {compartment.prefix}quick_check")] != ["ok"]:
        return "The structure of this file is damaged."
    return None


def _changed(compartment: Compartment, changes: Iterable[schema_check.Change]) -> Problem:
    what = {"what": schema_check.named(changes)}
    return Problem(compartment.file_name, "This file was changed with another tool: {what}.", values=what)
