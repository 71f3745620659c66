"""How do the codes of the audit read to people? One table; a code that is not in it is shown as it is."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from app.common.dates import show_date, show_datetime
from app.common.i18n import N_, tr
from app.common.kinds import Kind
from app.kinds import KINDS

ACTION_NAMES: dict[str, str] = {
    # coming and going
    "sign_in": N_("Signed in"),
    "sign_out": N_("Signed out"),
    "tampering_seen": N_("Noticed missing audit entries"),
    "vault.restored": N_("Put a backup back"),
    "vault.loss_noted": N_("Took note that audit entries are missing"),
    "grants.put_back": N_("Put keys back that were missing from vault.json"),
    "keys.put_back": N_("Put the name of a key back that was missing from vault.json"),
    "password_changed": N_("Changed the own password"),
    "migrated": N_("Records brought to a new form"),
    "erasure.finished": N_("Wrote the file and its backups anew after an erasure"),
    "records.covered": N_("Signed the records as they stood"),
    "records.changed": N_("Changed records in passing"),
    "reference.filled": N_("Filled the office’s lists for the first time"),
    # figures are no record kind
    "health-figures.publish": N_("Published figures of the station"),
    "health-figures.export": N_("Exported published figures of the station"),
    "backup.made": N_("Made a backup"),
    "backup.copied": N_("Backup copied elsewhere and verified there"),
    "backup.place_chosen": N_("Chose where copies of the backups go"),
    "backup.place_given_up": N_("Gave up the place for copies"),
    "backup.tried": N_("Tried to bring a backup back"),
    # accounts and keys
    "account.invited": N_("Invited an account"),
    "account.invited_again": N_("Invited an account again"),
    "account.claimed": N_("First sign-in with an own password"),
    "account.keys_claimed": N_("Claimed keys that somebody else could have made"),
    "account.changed": N_("Changed an account"),
    "account.revoked": N_("Withdrew access"),
    "recovery.issued": N_("Made a new recovery code"),
    "recovery.used": N_("Came in with a recovery code"),
    "compartment.rekeyed": N_("Key of a part of the vault changed"),
    # shared lists
    "office.changed": N_("Changed the office’s facts"),
    "village.added": N_("Added a village"),
    "village.changed": N_("Changed a village"),
    "village.retired": N_("Village used no longer"),
    "village.used_again": N_("Village used again"),
    "establishment.added": N_("Added an establishment"),
    "catalogue.added": N_("Added to a list"),
    "catalogue.changed": N_("Changed a list"),
    "calendar.changed": N_("Changed a working day"),
    "calendar.confirmed": N_("Confirmed a year’s calendar"),
    "calendar.day_off": N_("Changed where a limit ends"),
    "deadline_rule.changed": N_("Changed a time limit"),
    "deadline_rule.verified": N_("Marked whether a time limit is verified"),
    # record kinds: each registers its own
    **{code: name for kind in KINDS.values() for code, name in kind.actions.items()},
}

FIELD_NAMES: dict[str, str] = {
    "full_name": N_("Full name"),
    "level": N_("Level"),
    "name": N_("Name"),
    "note": N_("Note"),
    "basis": N_("Basis"),
    "active": N_("In use"),
    "verified": N_("Verified"),
    "found": N_("Found"),
    "received_on": N_("Received on"),
    "due_on": N_("Due on"),
    "officer_id": N_("Officer"),
    "sha256": N_("SHA-256 of the file"),
    "file": N_("File"),
    "length": N_("Length"),
    "in_force_from": N_("In force from"),
    "in_force_to": N_("In force to"),
    "label": N_("What for"),
    "unit": N_("Unit"),
    "form": N_("Form"),
    "reason": N_("Reason"),
    "wrong_passwords_before": N_("Wrong passwords before"),
    "superior": N_("Superior body"),
    "place": N_("Place"),
    "signer_title": N_("Signer’s office"),
    "signer_name": N_("Signer’s name"),
    "symbol": N_("Symbol"),
    "day": N_("Day"),
    "day_off": N_("End on a day off"),
    "rule": N_("Time limit"),
    "to": N_("To"),
    "type": N_("Type"),
    "state": N_("State"),
    "officer": N_("Officer"),
    "content": N_("Content"),
    "kind": N_("Kind"),
    "village": N_("Village"),
    "count": N_("Count"),
    "purpose": N_("Purpose"),
    "filter": N_("Filter"),
    "term": N_("Words searched"),
    "ground": N_("Ground"),
    # files, imports, printed documents
    "attachment": N_("Attachment"),
    "size": N_("Size"),
    "document": N_("Document"),
    "number": N_("Number"),
    "copy": N_("Copy"),
    "batch": N_("Import"),
    "added": N_("Added"),
    "merged": N_("Completed"),
    "changed": N_("Changed"),
    "removed": N_("Taken out again"),
    "warning": N_("Warning"),
    "made": N_("Made"),
    # what the vault says about itself
    "compartments": N_("Parts of the vault"),
    "missing": N_("Missing"),
    "known_from": N_("Known from"),
    "known_at": N_("Known on"),
    "backup": N_("Backup"),
    "ends_before": N_("Ends before"),
    "ends_after": N_("Ends after"),
    "people": N_("Whose"),
    # backups and their copies
    "medium": N_("Number of the medium"),
    "volume": N_("Number of the disk"),
    "path": N_("Folder"),
    "how": N_("How"),
    "witness": N_("Witness"),
}

VALUE_NAMES: dict[str, str] = {
    "lead": N_("lead"),
    "officer": N_("officer"),
    "viewer": N_("viewer"),
    "police": N_("Commune police"),
    "health": N_("Health station"),
    "social": N_("Women's Union and social affairs"),
    "coordination": N_("Coordination"),
    "whole": N_("one code"),
    "two_of_three": N_("three envelopes"),
    "next_working_day": N_("the next working day"),
    "same_day": N_("the same day"),
    "sign_out": N_("At lock or exit"),
    "by_hand": N_("By hand"),
    "migration": N_("Before an update"),
    "slot": N_("this account"),
    "computer": N_("this computer"),
    "stick": N_("USB stick or external disk"),
    "folder": N_("Folder"),
    "former_password": N_("with the former password"),
}

SUBJECT_NAMES: dict[str, str] = {
    "accounts": N_("Account"),
    "compartments": N_("Part of the vault"),
    "villages": N_("Village"),
    "offices": N_("Office"),
    "deadline_rules": N_("Legal limit"),
    "calendar": N_("Work calendar"),
    "health-figures": N_("Figures of the station"),
    "backup-place": N_("Place for copies"),
    "backup-copies": N_("Copies elsewhere"),
    **{kind.name: kind.one for kind in KINDS.values() if kind.one},
}


_DAY = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")
_MOMENT = re.compile(_DAY.pattern + r"T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)")


def action_name(code: str) -> str:
    """What was done, in the language of the screen."""
    return tr(ACTION_NAMES[code]) if code in ACTION_NAMES else code


def subject_name(subject: str) -> str:
    """Which record, in words: "reports/014/2026/TB" is "Report 014/2026/TB"."""
    kind, _slash, which = subject.partition("/")
    if kind not in SUBJECT_NAMES:
        return subject
    return tr("{kind} {which}", kind=tr(SUBJECT_NAMES[kind]), which=which) if which else tr(SUBJECT_NAMES[kind])


@dataclass(frozen=True)
class Reader:
    """How an entry's detail reads: with the words of its record's kind, and people by their names."""

    subject: str = ""
    people: Mapping[str, str] = field(default_factory=dict)

    @property
    def _kind(self) -> Kind | None:
        return KINDS.get(self.subject.partition("/")[0])

    def lines(self, detail: Mapping[str, object] | None) -> list[str]:
        """Line by line: “Level: officer → lead”."""
        if detail is None:
            return [tr("The text was purged; that the entry stood here is still proved.")]
        lines = []
        for name, value in detail.items():
            if name == "changes" and isinstance(value, dict):
                lines += [self._change(field, pair) for field, pair in value.items()]
            elif name == "changed" and isinstance(value, list):  # free text: that it changed, never what it said
                names = ", ".join(self._field(str(each)) for each in value)
                lines.append(tr("{field}: {value}", field=self._field(name), value=names))
            elif name == "locked":
                lines.append(tr("What was typed stands here under the key of the case, and goes with the case."))
            elif value not in ("", None, [], {}):
                lines.append(tr("{field}: {value}", field=self._field(name), value=self.shown(value)))
        return lines

    def _change(self, field: str, pair: object) -> str:
        old, new = pair if isinstance(pair, list) and len(pair) == 2 else (None, pair)
        if isinstance(old, dict) and isinstance(new, dict):  # a whole rule: only what differs
            parts = [
                f"{self._field(name)} {self.shown(old.get(name))} → {self.shown(new[name])}"
                for name in new
                if old.get(name) != new[name]
            ]
            return tr("{field}: {value}", field=self._field(field), value="; ".join(parts))
        return tr("{field}: {old} → {new}", field=self._field(field), old=self.shown(old), new=self.shown(new))

    def _field(self, name: str) -> str:
        own = self._kind.fields if self._kind else {}
        source = own.get(name) or FIELD_NAMES.get(name)
        return tr(source) if source else name

    def shown(self, value: object) -> str:
        """A value of an entry as people read it."""
        if value is None or value == "":
            return tr("(empty)")
        if isinstance(value, bool):
            return tr("yes") if value else tr("no")
        if isinstance(value, list):
            return ", ".join(self.shown(item) for item in value)
        if isinstance(value, dict):
            return "; ".join(
                f"{self._field(str(name))} {self.shown(item)}" for name, item in value.items() if item not in ("", None)
            )
        text = str(value)
        own = self._kind.values if self._kind else {}
        source = own.get(text) or VALUE_NAMES.get(text)
        return tr(source) if source else self.people.get(text) or _moment(text) or text


def detail_lines(
    detail: Mapping[str, object] | None, subject: str = "", people: Mapping[str, str] | None = None
) -> list[str]:
    """An entry's detail as lines to read; `people` are the names behind account ids."""
    return Reader(subject, people or {}).lines(detail)


def _moment(text: str) -> str:
    """A stored day or moment as people write it; empty for any other text."""
    if _DAY.fullmatch(text):
        return show_date(date.fromisoformat(text))
    return show_datetime(datetime.fromisoformat(text)) if _MOMENT.fullmatch(text) else ""
