"""Who decides who works in the vault: inviting, changing, revoking; recovery codes; the audit of it.

Every verb needs a lead, and a lead decides over their own unit only; a first lead of another unit may be
invited by any lead, whose knowledge of that unit's keys ends with the invited person's first sign-in.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from uuid import uuid4

from app.common.entered import member
from app.common.i18n import N_, tr
from app.common.permissions import UNIT_NAMES, may, require
from app.common.text import name_key, nfc
from app.vault import access, anchored, audit, gaps, membership, recovery, rekeying
from app.vault.compartments import UNIT_COMPARTMENTS, Compartment
from app.vault.directory import Authority
from app.vault.errors import AppError, Invalid, NotFound, Refused
from app.vault.people import Account, Level, Unit
from app.vault.session import Session


def list_accounts(session: Session) -> list[Account]:
    """The accounts of the person's own unit, and the leads of the others; active ones first."""
    require(session, "accounts.list")
    own = session.account.unit
    seen = [a for a in session.accounts() if a.unit is own or a.level is Level.LEAD]
    return sorted(seen, key=lambda a: (not a.active, a.unit is not own, a.unit, name_key(a.full_name)))


def invite(session: Session, user: str, full_name: str, unit: Unit, level: Level) -> membership.Invitation:
    """Make an account with a one-time password, to be handed over on paper.

    Raises Refused (another unit that has its lead already), Invalid.
    """
    require(session, "accounts.manage")
    require_own_keys(session)
    unit, level = member(Unit, unit, "unit"), member(Level, level, "level")
    user, full_name = nfc(user).strip(), nfc(full_name).strip()
    _check_names(session, user, full_name)
    if unit is not session.account.unit and (level is not Level.LEAD or session.directory.leads(unit)):
        raise Refused(
            N_("Accounts of {unit} are made by that unit's own lead. You can only invite its first lead."),
            unit=UNIT_NAMES[unit],
        )
    account = Account(str(uuid4()), user, full_name, unit, level, active=True, invited=True)
    with session.work(Compartment.REGISTRY) as work:
        prepared = membership.prepare(work, account)
        work.audit("account.invited", f"accounts/{user}", unit=unit.value, level=level.value)
    return membership.publish(session, prepared)


def invite_again(session: Session, account_id: str) -> membership.Invitation:
    """A new one-time password for somebody of the unit who lost theirs.

    Also for another unit's first lead who has not signed in yet: until then that unit has nobody to do it.
    """
    if may_invite_again(session, account_id):
        account = session.directory.members[account_id].account
    else:
        account = _of_own_unit(session, account_id)
    require_own_keys(session)
    if account.id == session.account.id:
        raise Refused(N_("You cannot invite yourself. Change your password, or use the recovery code."))
    with session.work(Compartment.REGISTRY) as work:
        prepared = membership.prepare(work, account)
        work.audit("account.invited_again", f"accounts/{account.user}")
    return membership.publish(session, prepared)


def may_invite_again(session: Session, account_id: str) -> bool:
    """Whether this person may issue a new slip: a lead for their own unit, any lead for a unit nobody has claimed."""
    member = session.directory.members.get(account_id)
    if member is None or account_id == session.account.id or not may(session, "accounts.manage"):
        return False
    waiting = member.account.active and session.directory.unclaimed(member.account.unit)
    return waiting or member.account.unit is session.account.unit


def change_account(session: Session, account_id: str, full_name: str, level: Level) -> Account:
    """Another name or level for somebody of the unit. Raises Refused for the last lead and for one's own level."""
    account = _of_own_unit(session, account_id)
    level = member(Level, level, "level")
    if account_id != session.account.id:
        require_own_keys(session)
    if level is not Level.LEAD:
        _keep_a_lead(session, account)
    if account.id == session.account.id and level is not account.level:
        raise Refused(N_("You cannot change your own level. Ask another lead of your unit."))
    changed = replace(account, full_name=nfc(full_name).strip(), level=level)
    _check_names(session, account.user, changed.full_name, known=account.user)
    with session.work(Compartment.REGISTRY) as work:
        membership.record(work, changed)
        changes = {
            name: [getattr(account, name), getattr(changed, name)]
            for name in ("full_name", "level")
            if getattr(account, name) != getattr(changed, name)
        }
        work.audit("account.changed", f"accounts/{account.user}", changes=changes)
    return changed


def revoke(session: Session, account_id: str) -> None:
    """Withdraw somebody's access; every compartment they could open gets a new key at once."""
    account = _of_own_unit(session, account_id)
    require_own_keys(session)
    _keep_a_lead(session, account)
    if account.id == session.account.id:
        raise Refused(N_("You cannot withdraw your own access. Ask another lead of your unit."))
    if account.active:
        with session.work(Compartment.REGISTRY) as work:
            membership.record(work, replace(account, active=False, invited=False))
            work.audit("account.revoked", f"accounts/{account.user}")
    rekeying.drop(session, account.id)  # also finishes a revocation that was interrupted


def renew_recovery(session: Session, compartment: Compartment, form: recovery.RecoveryForm) -> recovery.RecoverySheet:
    """A new recovery code for the unit's compartment (or the shared registry); the old one stops working."""
    require(session, "accounts.manage")
    require_own_keys(session)
    compartment = member(Compartment, compartment, "compartment")
    form = member(recovery.RecoveryForm, form, "form")
    if compartment not in recoverable(session):
        if compartment is Compartment.REGISTRY:
            raise Refused(N_("The recovery code of the shared register is made by Coordination's lead."))
        raise Refused(N_("The recovery code of another unit's records is made by that unit's own lead."))
    return recovery.issue(session, compartment, form)


def recoverable(session: Session) -> list[Compartment]:
    """The compartments whose recovery code this lead makes: the unit's own; the registry's is Coordination's alone.

    Until Coordination has a lead, whoever founds the vault prints it, and it restores nobody.
    """
    unit = session.account.unit
    founding = session.directory.unclaimed(Unit.COORDINATION)
    return [
        part
        for part in sorted(UNIT_COMPARTMENTS[unit])
        if part is not Compartment.REGISTRY or unit is Unit.COORDINATION or founding
    ]


def without_recovery(session: Session) -> list[Compartment]:
    """The compartments this lead should make a code for: none was made, or it was lost, or another unit holds it."""
    if session.account.level is not Level.LEAD or session.directory.barred(session.account.id):
        return []
    codes = {part: session.directory.authority(part) for part in recoverable(session)}
    lost = gaps.of_lead(session).codes
    return [part for part, code in codes.items() if code is None or part in lost or _held_elsewhere(session, code)]


def _held_elsewhere(session: Session, code: Authority) -> bool:
    issuer = session.directory.members[code.issued_by].account
    return session.account.unit is Unit.COORDINATION and issuer.unit is not Unit.COORDINATION


def read_audit(
    session: Session,
    compartment: Compartment,
    *,
    before: int | None = None,
    limit: int = 200,
    actor: str | None = None,
    action: str | None = None,
    subject: str | None = None,
) -> list[audit.Entry]:
    """A page of a compartment's audit, the newest first. Needs a lead."""
    require(session, "audit.read")
    compartment = member(Compartment, compartment, "compartment")
    session.compartment_key(compartment)
    with session.read() as db:
        return audit.entries(db, compartment, before=before, limit=limit, actor=actor, action=action, subject=subject)


def verify_audit(
    session: Session,
    compartment: Compartment,
    progress: audit.Progress = audit.no_progress,
    words: Callable[[str, Mapping[str, object]], str] = lambda what, values: tr(what, **values),
) -> audit.Verification:
    """Check a whole chain: signatures, links, the end this person saw before; and every record against it.

    `words` says a row that was changed with another tool (app.audit_words.damage): the registry knows no unit's words.
    """
    require(session, "audit.verify")
    compartment = member(Compartment, compartment, "compartment")
    result = access.verify_chain(session, compartment, progress)
    with session.read() as db:
        rows = [(found.entry or 0, words(found.what, found.values)) for found in anchored.deviations(db, compartment)]
    return replace(result, problems=[*result.problems, *rows])


def require_own_keys(session: Session) -> None:
    """Refuse what binds others while the person's keys are on loan. Raises Refused."""
    if session.directory.barred(session.account.id):
        raise Refused(
            N_(
                "Your keys were made with a recovery code or a one-time password that somebody else held. Until you"
                " claim them (Settings, “My password”) you can work, but not decide over accounts, keys and codes."
                " Nothing was changed."
            )
        )


def _of_own_unit(session: Session, account_id: str) -> Account:
    require(session, "accounts.manage")
    member = session.directory.members.get(account_id)
    if member is None:
        raise NotFound(N_("There is no such account. Nothing was changed."))
    if member.account.unit is not session.account.unit:
        raise Refused(
            N_("Accounts of {unit} are managed by that unit's own lead."),
            unit=UNIT_NAMES[member.account.unit],
        )
    return member.account


def _keep_a_lead(session: Session, account: Account) -> None:
    leads = [m.account.id for m in session.directory.leads(account.unit) if not m.account.invited]
    if leads == [account.id]:
        raise Refused(N_("A unit keeps at least one lead. Make somebody else a lead first."))


def _check_names(session: Session, user: str, full_name: str, known: str | None = None) -> None:
    fields: dict[str, AppError] = {}
    if not user or len(user) > 60 or any(ch.isspace() for ch in user):
        fields["user"] = Invalid(N_("A user name has 1 to 60 letters or digits, without blanks."))
    elif user != known and session.directory.named(user) is not None:
        fields["user"] = Invalid(N_("That user name is taken. Choose another."))
    if not full_name or len(full_name) > 120:
        fields["full_name"] = Invalid(N_("Enter the full name."))
    if fields:
        raise Invalid(N_("The account was not made. Correct what is marked."), fields)
