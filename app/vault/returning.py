"""Whose access changes when the vault goes back to an older state?

Accounts, passwords and keys of that day come back with it: of people whose access was withdrawn since, too. Nobody
comes back silently: a lead's restore withdraws anew whom that unit had withdrawn, and what it may not do is told to the
other units' leads until they did it.
"""

from dataclasses import dataclass, replace

from app.vault import audit, membership, rekeying
from app.vault.compartments import Compartment
from app.vault.header import Header
from app.vault.people import Account, Level, Unit
from app.vault.records import Directory
from app.vault.session import Session

ACTION = "vault.restored"
REVOKED, PASSWORD, UNKNOWN, CHANGED = "revoked_since", "password_since", "unknown_then", "changed_since"


@dataclass(frozen=True)
class AccountThen:
    """An account that the older state knows otherwise than the state before.

    `what`: "revoked_since" (had lost its access, which comes back unless `withdrawn_again`), "password_since" (the
    password of that day holds), "unknown_then" (does not exist there), "changed_since" (other name or level).
    """

    user: str
    full_name: str
    unit: Unit
    what: str
    withdrawn_again: bool = False


def differing(now: Directory, now_header: Header, then: Session) -> list[tuple[str, str]]:
    """The accounts (ids) that come back otherwise, and how; the gravest difference of each."""
    found = []
    for account_id, member in now.members.items():
        old = then.directory.members.get(account_id)
        slot, old_slot = now_header.slot(account_id), then.vault.header.slot(account_id)
        if old is None:
            found.append((account_id, UNKNOWN))
        elif old.account.active and not member.account.active:
            found.append((account_id, REVOKED))
        elif slot is not None and old_slot is not None and slot.box != old_slot.box:
            found.append((account_id, PASSWORD))
        elif old.account != member.account:
            found.append((account_id, CHANGED))
    return found


def told(now: Directory, different: list[tuple[str, str]], again: set[str]) -> tuple[AccountThen, ...]:
    """The same for people to read."""
    return tuple(
        AccountThen(
            now.members[each].account.user,
            now.members[each].account.full_name,
            now.members[each].account.unit,
            what,
            each in again,
        )
        for each, what in different
    )


def own_to_withdraw(then: Session, different: list[tuple[str, str]]) -> list[Account]:
    """Whose access this person can withdraw anew: people of the own unit, by its lead."""
    if then.account.level is not Level.LEAD:
        return []
    people = [then.directory.members[each].account for each, what in different if what == REVOKED]
    return [each for each in people if each.unit is then.account.unit and each.id != then.account.id]


def withdraw_again(then: Session, people: list[Account]) -> None:
    """Withdraw access in the older state as it had been withdrawn in the newer, with new keys."""
    for account in people:
        with then.work(Compartment.REGISTRY) as work:
            membership.record(work, replace(account, active=False, invited=False))
            work.audit("account.revoked", f"accounts/{account.user}")
        rekeying.drop(then, account.id)


def came_back(session: Session) -> list[Account]:
    """Who has access again only because an older state was restored, and nobody decided on it since."""
    with session.read() as db:
        entries = audit.entries(db, Compartment.REGISTRY, action=ACTION)
    found = {}
    for entry in entries:
        active_again = (entry.detail or {}).get("active_again")
        for account_id, sign in active_again.items() if isinstance(active_again, dict) else ():
            member = session.directory.members.get(account_id)
            if member is not None and member.account.active and member.public.sign == sign:
                found[account_id] = member.account
    return list(found.values())
