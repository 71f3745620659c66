"""What must a person be told at the sign-in about the vault itself: entries that are gone, keys that were put back?

The vault finds it (`app.vault.ends`, `app.vault.gaps`); here it becomes sentences, the same in the window and on the
command line.
"""

from collections.abc import Iterable

from app.common.dates import show_datetime
from app.common.i18n import N_, tr
from app.common.permissions import UNIT_NAMES, require
from app.vault import ends, gaps, remembered
from app.vault.compartments import OWNER, Compartment
from app.vault.ends import Loss, Source, What
from app.vault.errors import Refused
from app.vault.session import Session

MISSING = N_("Audit entries {first} to {last} of {part} are missing.")
RECORDS_MISSING = N_("Account records {first} to {last} are missing.")
KNOWN_FROM: dict[Source, str] = {
    Source.SLOT: N_("This account had seen them on {at}."),
    Source.COMPUTER: N_("This computer knew them on {at}."),
    Source.BACKUP: N_("The backup {backup} knows them, made on {at} by {name}."),
}

# How the tables of `app.vault.anchors.SIGNED_WHOLE` are called.
LISTS = {
    "calendar_days": N_("the days off"),
    "calendar_years": N_("the confirmed years"),
    "catalogue_items": N_("the office’s lists"),
    "deadline_rules": N_("the time limits"),
    "office_facts": N_("the office’s facts"),
}


def part_name(part: Compartment) -> str:
    """A compartment in words."""
    return tr(UNIT_NAMES[OWNER[part]] if part in OWNER else "Shared register")


def losses(session: Session) -> list[str]:
    """What is missing of the audit, in full, for a warning."""
    return [told(session, loss) for loss in ends.alarms(session.losses)]


def notices(session: Session, told_elsewhere: frozenset[str] = frozenset()) -> list[str]:
    """What else the person should know: ends given up on purpose, another copy, keys that were put back.

    `told_elsewhere` are the acts (`app.vault.ends.GivenUp.action`) of which the person is told in another place.
    """
    found = [
        told(session, loss)
        for loss in session.losses
        if loss.what is not What.MISSING and not (loss.given_up and loss.given_up.action in told_elsewhere)
    ]
    if session.altered:
        text = N_(
            "Shared lists were changed with another tool: {lists}. What was signed is used instead, so no limit is"
            " wrong. Tell the lead; verifying the vault names each row."
        )
        found.append(tr(text, lists=", ".join(tr(LISTS[name]) for name in session.altered)))
    parts = ", ".join(part_name(part) for part in session.keys_put_back)
    if parts:
        found.append(tr("The name of a key was missing from vault.json and was put back: {parts}.", parts=parts))
    if session.regranted:
        text = N_("Keys were missing from vault.json and were put back for: {people}.")
        found.append(tr(text, people=_people(session, session.regranted)))
    if lost := gaps.of_lead(session).slots:
        text = N_(
            "These accounts can no longer sign in, because their place in vault.json is gone: {people}."
            " Invite them again."
        )
        found.append(tr(text, people=_people(session, lost)))
    return found


def lost_codes(session: Session) -> str:
    """That printed recovery codes no longer work; empty where all do, and for who is no lead."""
    parts = ", ".join(part_name(part) for part in gaps.of_lead(session).codes)
    if not parts:
        return ""
    text = N_(
        "The printed recovery code no longer works, because its place in vault.json is gone: {parts}. Make a new one."
    )
    return tr(text, parts=parts)


def told(session: Session, loss: Loss) -> str:
    """Which entries are gone, by number and time, how that is known, and who went back if somebody said so."""
    known = loss.known
    words = {
        "first": loss.first,
        "last": loss.last,
        "kept": loss.kept,
        "part": part_name(loss.compartment),
        "at": show_datetime(known.at) if known.at else "…",
        "backup": known.name,
        "name": _name(session, known.by),
    }
    if loss.what is What.OLDER_COPY:
        text = N_(
            "This folder may be an older copy: elsewhere this computer saw audit entry {last} of {part},"
            " here the last is {kept}."
        )
        return tr(text, **words)
    sentences = [tr(RECORDS_MISSING if loss.chain == ends.RECORDS else MISSING, **words)]
    if loss.kept_at is not None:
        text = N_("The last one that is still there is number {kept}, of {moment}.")
        sentences.append(tr(text, kept=loss.kept, moment=show_datetime(loss.kept_at)))
    sentences.append(tr(KNOWN_FROM[known.source], **words))
    if reason := loss.given_up:
        text = (
            N_("On {moment} {name} put the backup {backup} back.")
            if reason.action == ends.RESTORED
            else N_("On {moment} {name} took note that they will not come back.")
        )
        by = _name(session, reason.by)
        sentences.append(tr(text, moment=show_datetime(reason.at), name=by, backup=reason.backup))
    return " ".join(sentences)


def _name(session: Session, account: str) -> str:
    member = session.directory.members.get(account)
    return member.account.full_name if member else tr("(unknown)")


def _people(session: Session, ids: Iterable[str]) -> str:
    members = session.directory.members
    codes = [tr("recovery code") for each in ids if each not in members][:1]
    return ", ".join([*(members[each].account.full_name for each in ids if each in members), *codes])


def take_note(session: Session) -> list[Loss]:
    """A lead takes note that missing entries will not come back: from now on they are no alarm, for nobody.

    Signed in the registry's audit; everybody who had known more is told once who did it. Raises Refused.
    """
    require(session, "audit.take_note")
    lost = ends.alarms(remembered.losses(session))
    if not lost:
        raise Refused(N_("No audit entries are missing. Nothing was changed."))
    parts = {loss.compartment for loss in lost}
    after = ends.now(session, parts)
    before = after | {loss.chain: loss.known.head for loss in lost}
    with session.work(Compartment.REGISTRY) as work:
        ends.note_given_up(work, ends.NOTED, parts, before, after)
    session.losses, session.tampered = remembered.losses(session), []
    return lost
