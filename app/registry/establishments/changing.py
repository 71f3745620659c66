"""How is a change to premises written? Versions compared, old and new kept in the history, audited, words indexed.

Every service that changes premises goes through `open_change` and `Change.done`, so that no change is without its
rows in the history, its audit entry and its row in the search index.
"""

from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from app.common.asking import wrong
from app.common.entered import typed
from app.common.i18n import N_
from app.common.rows import plain
from app.common.text import nfc, normal_phone, phone_warning
from app.registry import choices
from app.registry import queries as shared
from app.registry.establishments import record, rules
from app.registry.establishments.detail import detail_of, shown
from app.registry.establishments.models import Establishment, EstablishmentChange
from app.registry.establishments.terms import KIND, State
from app.registry.establishments.values import Changed, Entry
from app.vault.errors import Conflict, Invalid
from app.vault.session import Work

ENTRY_FIELDS = tuple(each.name for each in fields(Entry))
# What the history keeps; the rest of a row follows from these.
KEPT = (*ENTRY_FIELDS, "closed_on", "state", "merged_into_id")
_FOUND_BY = frozenset({"name", "address", "village_id", "owner", "responsible", "phone", "state", "merged_into_id"})


def stored(row: Establishment) -> dict[str, Any]:
    """The fields that the history keeps, in values that JSON knows."""
    return {name: plain(getattr(row, name)) for name in KEPT}


@dataclass
class Change:
    """A change to premises under way, inside one transaction."""

    work: Work
    row: Establishment
    before: dict[str, Any]

    def done(self, act: str, since: date | None = None, reason: str = "", /, **detail: Any) -> Changed:
        """Keep old and new, audit them, and refresh what lists and the search know. Nothing changed, nothing kept."""
        work, row = self.work, self.row
        record.refresh(row)
        changes = rules.differences(self.before, stored(row))
        if changes:
            row.version += 1
            row.updated_at = work.now
            holds_from = since or work.session.today()
            work.db.add_all(
                EstablishmentChange(
                    establishment_id=row.id,
                    version=row.version,
                    act=act,
                    field=name,
                    old=old,
                    new=new,
                    since=holds_from,
                    at=work.now,
                    by=work.session.account.id,
                    reason=reason,
                )
                for name, (old, new) in changes.items()
            )
            if since is not None:
                detail["since"] = since.isoformat()
            if reason:
                detail["reason"] = reason
            told = {name: [in_words(work, name, each) for each in pair] for name, pair in changes.items()}
            work.audit(f"{KIND}.{act}", record.subject(row), changes=told, **detail)
            if _FOUND_BY & set(changes):
                record.index_words(work.db, row)
            work.db.flush()
        return changed(row, act)


def in_words(work: Work, name: str, value: Any) -> Any:
    """A stored value as the audit tells it: what a number points to by its name, a code as it is."""
    return shown(work.db, name, value) if name in ("village_id", "type_code", "merged_into_id") else value


def changed(row: Establishment, act: str) -> Changed:
    """What a service tells of the premises as they are now; an odd phone number is warned about."""
    warning = phone_warning(row.phone) if row.phone else None
    return Changed(
        row.id,
        row.number,
        row.version,
        State(row.state),
        act,
        warning.sentence if warning else "",
        dict(warning.values) if warning else {},
    )


def open_change(work: Work, establishment_id: int, expected_version: int | None = None) -> Change:
    """Load premises to change them.

    Raises NotFound, and Conflict (`theirs` is the detail as it is now) when somebody saved since that version was read.
    """
    row = record.find(work.db, establishment_id)
    if expected_version is not None and row.version != expected_version:
        raise Conflict(
            N_(
                "Somebody else has saved this establishment meanwhile. Nothing was overwritten: compare both versions"
                " and decide."
            ),
            theirs=detail_of(work.session, work.db, row),
        )
    return Change(work, row, stored(row))


# --- what a person enters --------------------------------------------------------------------------------


def tidy(entry: Entry) -> Entry:
    """The entry as it is stored: composed, without outer blanks, the phone as digits."""
    values = {name: getattr(entry, name) for name in ENTRY_FIELDS}
    tidied: dict[str, Any] = {
        name: " ".join(nfc(value).split()) if isinstance(value, str) else value for name, value in values.items()
    }
    tidied["note"] = nfc(entry.note).strip()
    tidied["phone"] = normal_phone(entry.phone)
    return Entry(**tidied)


def checked(work: Work, entry: Entry, row: Establishment | None = None) -> Entry:
    """The entry as it is stored. Raises Invalid with an error for each field that is wrong.

    `row` are the premises that have it: a type or village they have already may be one that is used no longer.
    """
    entry = tidy(typed(entry))
    found = rules.entry_problems(entry, work.session.today(), row.closed_on if row is not None else None)
    type_code, village_id = (row.type_code, row.village_id) if row is not None else ("", None)
    if not entry.type_code:
        found["type_code"] = Invalid(N_("Choose a type from the list."))
    elif (why := choices.wrong_item(work.db, shared.ESTABLISHMENT_TYPES, entry.type_code, type_code)) is not None:
        found["type_code"] = why
    if (why := choices.wrong_village(work.db, entry.village_id, village_id)) is not None:
        found["village_id"] = why
    if found:
        raise wrong(found)
    return entry


def write(row: Establishment, entry: Entry) -> None:
    """Put the entry into the row."""
    for name in ENTRY_FIELDS:
        setattr(row, name, getattr(entry, name))


def as_entered(row: Establishment) -> Entry:
    """The row as a person would enter it."""
    return Entry(**{name: getattr(row, name) for name in ENTRY_FIELDS})
