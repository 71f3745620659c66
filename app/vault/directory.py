"""Who is on record, with which keys, and what do those keys prove?

What the account records (`app.vault.records`) add up to. A key is the person's own, *lent* (made for an invitation:
it serves to claim the account and proves nothing), or *on loan* (it works, but whoever made it could use it as well).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from app.vault.compartments import UNIT_COMPARTMENTS, Compartment
from app.vault.keys import PublicKeys, user_key
from app.vault.people import Account, Level, Unit

RECOVERY = "recovery:"
NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Slip:
    """The one-time password of an invited account: who issued it, when, and until when it may be used (if known)."""

    by: str
    at: datetime
    until: datetime | None


@dataclass(frozen=True)
class Loan:
    """Why a key does not prove who used it: since when, and by which recovery code or whose one-time password."""

    since: datetime
    by: str
    # Whose code it was; None for a one-time password.
    compartment: Compartment | None = None


@dataclass(frozen=True)
class Member:
    """An account with every public key it ever had (the last is current) and who made it."""

    account: Account
    keys: tuple[PublicKeys, ...]
    created_by: str
    was_lead: bool
    # Signing keys made on somebody else's computer for an invitation: the inviter may have kept them, so they
    # serve to claim the account and prove nothing else.
    lent: frozenset[str] = frozenset()
    # Signing keys that work but could be somebody else's: made with a recovery code, or with a one-time password
    # for an account that was in use before. What they sign is marked, until their owner claims them.
    loans: Mapping[str, Loan] = field(default_factory=dict)
    # When the present keys were put on record.
    since: datetime = NEVER
    slip: Slip | None = None

    @property
    def public(self) -> PublicKeys:
        return self.keys[-1]

    @property
    def loan(self) -> Loan | None:
        """The loan of the present keys; None when they are the person's own."""
        return self.loans.get(self.public.sign)

    def owns(self, sign: str) -> bool:
        """Whether this is or was a key that nobody but the person could use."""
        return any(keys.sign == sign for keys in self.keys) and sign not in self.lent and sign not in self.loans

    @property
    def in_use(self) -> bool:
        """Whether the account was ever opened with a password chosen at a first sign-in or a restore."""
        return any(keys.sign not in self.lent for keys in self.keys)


@dataclass(frozen=True)
class Authority:
    """The public side of a recovery code; may restore an account of the unit whose compartment it is."""

    id: str
    compartment: Compartment
    public: PublicKeys
    issued_by: str = ""
    # The rules under which it was issued (`records.RULES`).
    rules: int = 1


@dataclass(frozen=True)
class Directory:
    """All members and recovery authorities of a vault, verified."""

    vault_id: str
    members: dict[str, Member]
    authorities: dict[str, Authority]
    head: str
    length: int
    # Which key each compartment answers to, by its id; two while a change of key is under way.
    key_ids: dict[Compartment, tuple[str, ...]] = field(default_factory=dict)
    # The rules in force, and the number of the first record under today's (0: none yet).
    rules: int = 1
    rules_from: int = 0

    def named(self, user: str) -> Member | None:
        wanted = user_key(user)
        return next((m for m in self.members.values() if user_key(m.account.user) == wanted), None)

    def leads(self, unit: Unit) -> list[Member]:
        return [m for m in self.active(unit) if m.account.level is Level.LEAD]

    def active(self, unit: Unit | None = None) -> list[Member]:
        return [m for m in self.members.values() if m.account.active and unit in (None, m.account.unit)]

    def holders(self, compartment: Compartment) -> list[Member]:
        """Everyone active who should hold a compartment's key."""
        return [m for m in self.active() if compartment in UNIT_COMPARTMENTS[m.account.unit]]

    def unclaimed(self, unit: Unit) -> bool:
        """Whether nobody of the unit ever signed in with a password of their own: its compartment is empty."""
        return not any(m.in_use for m in self.members.values() if m.account.unit is unit)

    def witnesses(self, unit: Unit) -> list[Member]:
        """Who can confirm that keys on loan are now their owner's: the leads of *other* units, with keys of their own.

        A lead of the same unit could be an account that the maker of the keys invited.
        """
        return [
            m
            for m in self.active()
            if m.account.unit is not unit
            and m.account.level is Level.LEAD
            and not m.account.invited
            and m.owns(m.public.sign)
        ]

    def barred(self, account: str) -> bool:
        """Whether an account's present keys, being on loan, may bind nobody else yet.

        Where nobody could ever confirm them (a vault of one unit) they may: else the unit would be locked out for good.
        """
        member = self.members[account]
        return member.loan is not None and bool(self.witnesses(member.account.unit))

    def authority(self, compartment: Compartment) -> Authority | None:
        return next((a for a in self.authorities.values() if a.compartment is compartment), None)

    def has_key(self, actor: str, sign: str) -> bool:
        """Whether this signing key may sign entries in the actor's name, on loan or their own."""
        if actor.startswith(RECOVERY):
            authority = self.authorities.get(actor)
            return authority is not None and authority.public.sign == sign
        member = self.members.get(actor)
        return self.ever_had(actor, sign) and (member is None or sign not in member.lent)

    def owned(self, actor: str, sign: str) -> bool:
        """Whether nobody but the actor could sign with this key: neither lent nor on loan."""
        member = self.members.get(actor)
        return member is not None and member.owns(sign)

    def loan(self, actor: str, sign: str) -> Loan | None:
        """The loan under which the actor's name was signed with this key, if it was one."""
        member = self.members.get(actor)
        return member.loans.get(sign) if member else None

    def ever_had(self, actor: str, sign: str) -> bool:
        """Whether this signing key is or was on record for the actor, one lent with an invitation included."""
        member = self.members.get(actor)
        return member is not None and any(keys.sign == sign for keys in member.keys)
