"""Is everything in the vault whole that this person may open?

Reads every page of the compartments' files (SQLCipher checks the authentication code of each), SQLite's own
structure, the chain of account records, the audit chains and the newest backup.
"""

from dataclasses import dataclass, field

from sqlalchemy import text

from app.vault import access, audit, backup, records
from app.vault.engine import translated
from app.vault.errors import AppError
from app.vault.marks import Mark
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
    # Nothing is wrong with these entries, but their keys do not prove who wrote them.
    marks: list[Mark] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        return not self.problems


def verify(session: Session, progress: audit.Progress = audit.no_progress) -> Findings:
    """Check all of it; changes nothing."""
    findings = Findings()
    _files(session, findings)
    with session.read() as db:
        found = records.load(db, session.directory.vault_id, session.anchor)  # raises Forged
    findings.checked += found.length
    chains(session, findings, progress)
    for newest in backup.listed(session.vault.folder)[:1]:
        findings.checked += 1
        try:
            content = backup.verify(newest)
        except AppError:
            findings.problems.append(Problem(newest.folder.name, "The newest backup is damaged."))
            continue
        if not found.ever_had(content["by"], content["key"]):
            findings.problems.append(Problem(newest.folder.name, "The newest backup was not made by an account."))
    return findings


def chains(session: Session, findings: Findings, progress: audit.Progress = audit.no_progress) -> Findings:
    """Check the audit chains alone."""
    for compartment in sorted(session.compartments):
        result = access.verify_chain(session, compartment, progress)
        findings.checked += result.checked
        findings.problems += [Problem(compartment.value, what, entry) for entry, what in result.problems]
        findings.marks += result.marks
    return findings


def _files(session: Session, findings: Findings) -> None:
    with translated(session.vault.folder), session.read() as db:
        for compartment in sorted(session.compartments):
            schema = compartment.schema or "main"
            findings.checked += 1
            if db.execute(text(f"PRAGMA {schema}.cipher_integrity_check")).all():
                findings.problems.append(Problem(compartment.file_name, "Pages of this file are damaged."))
            elif [row[0] for row in db.execute(text(f"PRAGMA {schema}.quick_check"))] != ["ok"]:
                findings.problems.append(Problem(compartment.file_name, "The structure of this file is damaged."))
