"""How do the entries of the audit read? Some of each action and shape, as they are stored and in both languages."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from app.audit_words.reading import action_name, detail_lines, subject_name
from app.common import i18n
from app.common.references import Names
from app.kinds import KINDS
from app.registry import accounts
from app.vault.audit import Entry
from app.vault.compartments import Compartment
from app.vault.people import Level
from tests.golden.documents import OWNERS, Sessions
from tests.golden.writing import digest, plain

# So many entries are kept of each action and set of fields.
OF_EACH = 2
ALL = 1_000_000


def of_everything(sessions: Sessions, names: Mapping[str, str]) -> dict[str, Any]:
    """What is kept of the audit, by the first half of the file's name: a kind, or a compartment for all the rest."""
    by_file: defaultdict[str, list[tuple[Entry, Names]]] = defaultdict(list)
    for compartment, unit in OWNERS.items():
        lead = sessions[unit, Level.LEAD]
        resolve = Names(lead)
        for entry in reversed(accounts.read_audit(lead, compartment, limit=ALL)):
            by_file[_file(entry, compartment)].append((entry, resolve))
    people = {account.id: account.full_name for account in next(iter(sessions.values())).accounts()}
    return {file: _of_file(found, people, names) for file, found in by_file.items()}


def _file(entry: Entry, compartment: Compartment) -> str:
    kind = entry.subject.partition("/")[0]
    return kind if kind in KINDS else compartment.value


def _of_file(found: list[tuple[Entry, Names]], people: Mapping[str, str], names: Mapping[str, str]) -> dict[str, Any]:
    shapes: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for entry, resolve in found:
        shapes[_shape(entry)].append(_told(entry, people, resolve))
    return {
        shape: {"count": len(told), "digest": digest(plain(told, names)), "entries": told[:OF_EACH]}
        for shape, told in shapes.items()
    }


def _shape(entry: Entry) -> str:
    """The action, and which fields the entry tells of."""
    detail = entry.detail or {}
    changes = detail.get("changes")
    inner = f" ({', '.join(sorted(changes))})" if isinstance(changes, dict) else ""
    return f"{entry.action}: {', '.join(sorted(detail))}{inner}"


def _told(entry: Entry, people: Mapping[str, str], resolve: Names) -> dict[str, Any]:
    told: dict[str, Any] = {"at": entry.at.isoformat(), "by": entry.actor, "subject": entry.subject}
    told["detail"] = entry.detail
    before = i18n.language()
    try:
        for language in ("vi", "en"):
            i18n.set_language(language)
            lines = detail_lines(entry.detail, entry.subject, people, resolve)
            told[language] = [action_name(entry.action), subject_name(entry.subject, resolve), *lines]
    finally:
        i18n.set_language(before)
    return told
