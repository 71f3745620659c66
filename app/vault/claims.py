"""How do keys that somebody else could have made become their owner's again?

A recovery code is paper in other hands, and whoever issues a one-time password knows it: keys that came from either,
for an account that had been in use, are *on loan* (`directory.Loan`). The person can work with them, since records
must be saved in an emergency too; but what they sign is marked in the audit and by `verify`, they prove no seal, and a
lead's powers over others are refused, as long as somebody could confirm them.

Claiming them takes new keys under a new password, and a signature that whoever made the loan cannot give:

- with **the former password**: the slot that it opens was set aside in the header, and the signing key in it was the
  person's own. Drafts and seals of that time open again as well;
- or with **a witness**: the lead of another unit, whose keys are their own, types their own password beside the person.
  A lead of the same unit does not count: whoever can issue one-time passwords in a unit can make accounts in it.

What was signed before the claim stays marked, for good. What this does not do: it does not prove who sat there at an
account's *first* sign-in (whoever issued that slip could have used it; the person then finds that it no longer works);
a lead of another unit who vouches falsely does it in their own name; and in a vault of one unit, where nobody could be
the witness, only the former password claims.
"""

from dataclasses import replace

from app.vault import header, keys, membership, records, slots
from app.vault.compartments import Compartment
from app.vault.errors import Refused, WrongPassword
from app.vault.session import Session
from app.vault.throttle import Throttle


def by_former_password(session: Session, former: str, password: str) -> None:
    """Claim the keys with the password of the time before. Raises WrongPassword, Invalid, Refused, TooManyAttempts."""
    me = session.account
    _check(session, password)
    aside = tuple(slot for slot in session.vault.header.former if slot.id == me.id)
    if not aside:
        raise Refused(
            "The keys of your former password are no longer in this vault. The lead of another unit can confirm"
            " instead that it is you. Nothing was changed."
        )
    old = _opened(session, replace(session.vault.header, slots=aside), me.user, former)
    if not session.directory.owned(me.id, old.private.public.sign):
        raise slots.forged_key()
    _claim(session, me.id, old.private, password, (old.private.identity, *old.private.former), "former_password")


def by_witness(session: Session, witness: str, witness_password: str, password: str) -> None:
    """Claim the keys before the lead of another unit, who types their own password here.

    Raises WrongPassword, Invalid, Refused, TooManyAttempts.
    """
    _check(session, password)
    allowed = {m.account.id: m for m in session.directory.witnesses(session.account.unit)}
    named = session.directory.named(witness)
    if named is None or named.account.id not in allowed:
        raise Refused(
            "Only the lead of another unit can confirm who you are, with keys of their own. Nothing was changed."
        )
    them = _opened(session, session.vault.header, named.account.user, witness_password)
    if them.private.public != named.public:
        raise slots.forged_key()
    _claim(session, named.account.id, them.private, password, (), "witness")


def records_of_today(session: Session) -> None:
    """Put today's rules in force in an older vault: from then on no record under older ones is believed."""
    if session.directory.rules < records.RULES:
        with session.work(Compartment.REGISTRY) as work:
            work.sign_record(records.rules_payload())


def _check(session: Session, password: str) -> None:
    if session.directory.members[session.account.id].loan is None:
        raise Refused("Your keys are your own already; there is nothing to claim.")
    slots.check_password(session.account.user, password)


def _opened(session: Session, found: header.Header, user: str, password: str) -> slots.SlotSecrets:
    throttle = Throttle(found.vault_id, user)
    throttle.check()
    what = slots.open_slot(found, user, password)
    if what is None:
        throttle.failed()
        raise WrongPassword("This password is not right. Nothing was changed. Check Caps Lock and the typing method.")
    throttle.succeeded()
    return what


def _claim(
    session: Session, by: str, signing: keys.PrivateKeys, password: str, former: tuple[str, ...], how: str
) -> None:
    """New keys, and the record that makes them the person's own: one transaction, then the header."""
    me = session.account
    opening = (session.private.identity, *session.private.former, *former)
    with session.work(Compartment.REGISTRY) as work:
        what = membership.sign_new_keys(work, me, tuple(dict.fromkeys(opening)))
        work.sign_record(records.claim_payload(me.id, what.private.public.sign), by, signing)
        work.audit("account.keys_claimed", f"accounts/{me.user}", how=how, witness=by if how == "witness" else "")
    membership.put_new_keys(session, what, password)
    session.vault.save(session.vault.header.with_former(me.id, None))
    session.remember_heads()
