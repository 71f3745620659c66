"""How do the codes of the audit read to people? One table; a code that is not in it is shown as it is."""

from app.common.i18n import N_, tr
from app.police.reports.terms import KIND_NAMES, STATE_NAMES

ACTION_NAMES: dict[str, str] = {
    # coming and going
    "sign_in": N_("Signed in"),
    "sign_out": N_("Signed out"),
    "tampering_seen": N_("Noticed missing audit entries"),
    "password_changed": N_("Changed the own password"),
    "migrated": N_("Records brought to a new form"),
    # accounts and keys
    "account.invited": N_("Invited an account"),
    "account.invited_again": N_("Invited an account again"),
    "account.claimed": N_("First sign-in with an own password"),
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
    # reports
    "reports.receive": N_("Received a report"),
    "reports.open": N_("Opened a report"),
    "reports.search": N_("Searched the reports"),
    "reports.edit": N_("Changed a report"),
    "reports.correct": N_("Corrected a concluded report"),
    "reports.reclassify": N_("Classified a report again"),
    "reports.assign": N_("Assigned a report"),
    "reports.accept": N_("Accepted a report"),
    "reports.decline": N_("Declined a report"),
    "reports.transfer": N_("Transferred a report"),
    "reports.begin_verification": N_("Began verification"),
    "reports.conclude": N_("Concluded a report"),
    "reports.resolve": N_("Resolved a report"),
    "reports.close": N_("Closed a report"),
    "reports.reopen": N_("Reopened a report"),
    "reports.extend": N_("Extended a time limit"),
    "reports.suspend": N_("Suspended a report"),
    "reports.resume": N_("Resumed a report"),
    "reports.escalate": N_("Brought a report to the lead"),
    "reports.record_done": N_("Noted a limit as met"),
    "reports.reveal": N_("Saw a protected identity"),
    "reports.attach": N_("Changed the attachments"),
    "reports.open_attachment": N_("Opened an attachment"),
    "reports.export_attachment": N_("Saved an attachment outside the vault"),
    "reports.link": N_("Linked two reports"),
    "reports.print": N_("Printed a document"),
    "reports.remove": N_("Moved a report to the bin"),
    "reports.restore": N_("Restored a report"),
    "reports.undo": N_("Took a change back"),
    "reports.import": N_("Imported reports from Excel"),
    "reports.undo_import": N_("Took an import back"),
    "reports.export": N_("Exported reports to Excel"),
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
    **{str(code): name for code, name in (*KIND_NAMES.items(), *STATE_NAMES.items())},
    "next_working_day": N_("the next working day"),
    "same_day": N_("the same day"),
}

SUBJECT_NAMES: dict[str, str] = {
    "reports": N_("Report"),
    "accounts": N_("Account"),
    "compartments": N_("Part of the vault"),
    "villages": N_("Village"),
    "establishments": N_("Establishment"),
    "offices": N_("Office"),
    "deadline_rules": N_("Legal limit"),
    "calendar": N_("Work calendar"),
}


def action_name(code: str) -> str:
    """What was done, in the language of the screen."""
    return tr(ACTION_NAMES[code]) if code in ACTION_NAMES else code


def subject_name(subject: str) -> str:
    """Which record, in words: "reports/014/2026/TB" is "Report 014/2026/TB"."""
    kind, _slash, which = subject.partition("/")
    if kind not in SUBJECT_NAMES:
        return subject
    return tr("{kind} {which}", kind=tr(SUBJECT_NAMES[kind]), which=which) if which else tr(SUBJECT_NAMES[kind])


def detail_lines(detail: dict[str, object] | None) -> list[str]:
    """An entry's detail as lines to read: “Level: officer → lead”."""
    if detail is None:
        return [tr("The text was purged; that the entry stood here is still proved.")]
    lines = []
    for name, value in detail.items():
        if name == "changes" and isinstance(value, dict):
            lines += [_change(field, pair) for field, pair in value.items()]
        elif value not in ("", None, [], {}):
            lines.append(tr("{field}: {value}", field=_field(name), value=shown(value)))
    return lines


def _change(field: str, pair: object) -> str:
    old, new = pair if isinstance(pair, list) and len(pair) == 2 else (None, pair)
    if isinstance(old, dict) and isinstance(new, dict):  # a whole rule: only what differs
        parts = [
            f"{_field(name)} {shown(old.get(name))} → {shown(new[name])}" for name in new if old.get(name) != new[name]
        ]
        return tr("{field}: {value}", field=_field(field), value="; ".join(parts))
    return tr("{field}: {old} → {new}", field=_field(field), old=shown(old), new=shown(new))


def _field(name: str) -> str:
    return tr(FIELD_NAMES[name]) if name in FIELD_NAMES else name


def shown(value: object) -> str:
    """A value of an entry as people read it."""
    if value is None or value == "":
        return tr("(empty)")
    if isinstance(value, bool):
        return tr("yes") if value else tr("no")
    if isinstance(value, list):
        return ", ".join(shown(item) for item in value)
    if isinstance(value, dict):
        return "; ".join(f"{_field(str(name))} {shown(item)}" for name, item in value.items() if item not in ("", None))
    text = str(value)
    return tr(VALUE_NAMES[text]) if text in VALUE_NAMES else text
