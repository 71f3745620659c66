"""Is everything in the vault whole that this person may open?

Reads every page of the compartments' files (SQLCipher checks the authentication code of each), SQLite's own
structure, the chain of account records, the audit chains, what lies among the backups, and the newest of them.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlalchemy import text

from app.vault import access, audit, backup, judging, records, scratch
from app.vault.compartments import Compartment
from app.vault.engine import translated
from app.vault.errors import AppError
from app.vault.session import Session


@dataclass(frozen=True)
class Problem:
    """Where (a file, a chain, a backup) and what, as an English sentence to be translated."""

    where: str
    what: str
    entry: int | None = None


@dataclass
class Findings:
    """How many things were checked (files, records, entries), and what is wrong with them."""

    checked: int = 0
    problems: list[Problem] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        return not self.problems


def verify(session: Session, progress: audit.Progress = audit.no_progress) -> Findings:
    """Check all of it; changes nothing."""
    findings = Findings()
    _files(session, session.compartments, findings)
    with session.read() as db:
        found = records.load(db, session.directory.vault_id, session.anchor)  # raises Forged
    findings.checked += found.length
    chains(session, findings, progress)
    _backups(session, findings)
    return findings


def verify_copy(
    session: Session, parts: Iterable[Compartment], progress: audit.Progress = audit.no_progress
) -> Findings:
    """Check files and chains of a copy that was brought back, whatever was seen since or lies beside it."""
    findings = Findings()
    _files(session, parts, findings)
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
    """Check the audit chains alone."""
    for compartment in sorted(session.compartments):
        result = access.verify_chain(session, compartment, progress)
        findings.checked += result.checked
        findings.problems += [Problem(compartment.value, what, entry) for entry, what in result.problems]
    return findings


def _files(session: Session, parts: Iterable[Compartment], findings: Findings) -> None:
    with translated(session.vault.folder), session.read() as db:
        for compartment in sorted(parts):
            schema = compartment.schema or "main"
            findings.checked += 1
            if db.execute(text(f"PRAGMA {schema}.cipher_integrity_check")).all():
                findings.problems.append(Problem(compartment.file_name, "Pages of this file are damaged."))
            elif [row[0] for row in db.execute(text(f"PRAGMA {schema}.quick_check"))] != ["ok"]:
                findings.problems.append(Problem(compartment.file_name, "The structure of this file is damaged."))
