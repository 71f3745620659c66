"""Can somebody sign in another's name?

Got through means: it is there afterwards, and neither a sign-in nor a verification nor the screen says a word of it.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from app.registry import accounts
from app.vault import access, founding, integrity, membership, recovery, slots
from app.vault.compartments import Compartment
from app.vault.errors import AppError, Refused
from app.vault.people import Level, Unit
from app.vault.session import Session, Vault
from tests.attack import vaults
from tests.attack.outcome import Attack, Field, Outcome
from tests.conftest import PASSWORD

LEAD, OFFICER, COLLEAGUE = "dao.ngoc.lan", "vu.hai.nam", "ta.thu.ha"
STOLEN = "mật khẩu của kẻ khác"
WHOLE = recovery.RecoveryForm.WHOLE


def id_of(session: Session, user: str) -> str:
    member = session.directory.named(user)
    assert member
    return member.account.id


def _believed(reader: Session, actor: str, subject: str) -> bool:
    """Whether an entry stands in the chain as the actor's own, with nothing said against it."""
    with reader.read() as db:
        from app.vault import audit

        entries = audit.entries(db, Compartment.POLICE, subject=subject)
    there = any(entry.actor == actor for entry in entries)
    findings = integrity.chains(reader, integrity.Findings())
    marked = any(mark.account.id == actor for mark in getattr(findings, "marks", ()))
    return there and findings.ok and not marked


def _written_as(vault: Vault, session: Session, victim: str) -> bool:
    """Whether what this stolen session writes stands in the victim's name, once the lead has verified."""
    with session.work(Compartment.POLICE) as work:
        work.audit("reports.edit", "reports/stolen")
    actor = session.account.id
    session.sign_out()
    reader = access.sign_in(vault, COLLEAGUE if victim != COLLEAGUE else LEAD, PASSWORD)
    try:
        return _believed(reader, actor, "reports/stolen")
    finally:
        reader.close()


def _by_code(vault: Vault) -> Session:
    lead = access.sign_in(vault, LEAD, PASSWORD)
    sheet = accounts.renew_recovery(lead, Compartment.POLICE, WHOLE)
    lead.sign_out()
    return recovery.restore(vault, sheet.codes, OFFICER, STOLEN)


def _by_slip(vault: Vault) -> Session:
    lead = access.sign_in(vault, LEAD, PASSWORD)
    slip = accounts.invite_again(lead, id_of(lead, OFFICER))
    lead.sign_out()
    return access.claim(vault, OFFICER, slip.password, STOLEN)


def _by_slip_after_code(vault: Vault) -> Session:
    _by_code(vault).sign_out()
    return _by_slip(vault)


def _by_taking_back(vault: Vault) -> Session:
    lead = access.sign_in(vault, LEAD, PASSWORD)
    accounts.revoke(lead, id_of(lead, OFFICER))
    slip = accounts.invite_again(lead, id_of(lead, OFFICER))
    lead.sign_out()
    return access.claim(vault, OFFICER, slip.password, STOLEN)


def _with_fresh_keys(vault: Vault) -> Session:
    """The stolen account makes itself new keys, as if it had been claimed."""
    session = _by_code(vault)
    from app.vault import records

    what = slots.new_secrets(session.account.id, session.anchor)
    with session.work(Compartment.REGISTRY) as work:
        work.sign_record(records.account_payload(session.account, what.private.public))
    session.private = what.private
    return session


TAKEOVERS: tuple[Callable[[Vault], Session], ...] = (
    _by_code,
    _by_slip,
    _by_slip_after_code,
    _by_taking_back,
    _with_fresh_keys,
)


def lead_writes_as_an_officer(field: Field) -> Outcome:
    """A lead gives an officer's account new keys, in each way there is, and writes in the officer's name."""
    through = []
    ways = TAKEOVERS[:2] if field.short else TAKEOVERS
    for number, way in enumerate(ways):
        with access.open_vault(vaults.fresh(field.scratch / f"v{number}")) as vault:
            if _written_as(vault, way(vault), OFFICER):
                through.append(way.__name__)
    return Outcome(len(ways), len(through), note=", ".join(through))


def _a_friend_confirms(vault: Vault, witness: str, witness_password: str) -> bool:
    """Whether keys that the lead made for an officer come to count as the officer's own by this witness."""
    from app.vault import claims

    session = _by_code(vault)
    try:
        claims.by_witness(session, witness, witness_password, STOLEN)
    except AppError:
        session.close()
        return False
    return _written_as(vault, session, OFFICER)


def lead_confirms_alone(field: Field) -> Outcome:
    """The same lead confirms the stolen keys: as themselves, as an account invited for it, with a guessed password."""
    try:
        from app.vault import claims  # noqa: F401
    except ImportError:  # nothing needs to be confirmed: any stolen key counts
        with access.open_vault(vaults.fresh(field.scratch / "v")) as vault:
            return Outcome(1, int(_written_as(vault, _by_code(vault), OFFICER)), note="nobody needs to confirm")
    tries = 0
    through = []
    with access.open_vault(vaults.fresh(field.scratch / "v")) as vault:
        lead = access.sign_in(vault, LEAD, PASSWORD)
        ghost = accounts.invite(lead, "ke.ma", "Kẻ Ma", Unit.POLICE, Level.LEAD)
        lead.sign_out()
        access.claim(vault, "ke.ma", ghost.password, STOLEN).sign_out()
        friends = ((LEAD, PASSWORD), ("ke.ma", STOLEN), ("ly.thi.thom", "mật khẩu đoán mò"), (OFFICER, STOLEN))
        for witness, password in friends[: 2 if field.short else None]:
            tries += 1
            if _a_friend_confirms(vault, witness, password):
                through.append(witness)
    return Outcome(tries, len(through), note=", ".join(through))


def stolen_lead_decides(field: Field) -> Outcome:
    """An officer with the police's code becomes the lead and binds others: invites, issues a code, withdraws."""
    through = []
    with access.open_vault(vaults.fresh(field.scratch / "v")) as vault:
        lead = access.sign_in(vault, LEAD, PASSWORD)
        sheet = accounts.renew_recovery(lead, Compartment.POLICE, WHOLE)
        lead.sign_out()
        stolen = recovery.restore(vault, sheet.codes, LEAD, STOLEN)
        acts: dict[str, Callable[[], object]] = {
            "invites": lambda: accounts.invite(stolen, "ke.la", "Kẻ Lạ", Unit.POLICE, Level.LEAD),
            "issues a code": lambda: accounts.renew_recovery(stolen, Compartment.POLICE, WHOLE),
            "invites past the service": lambda: _sign_invitation(stolen),
            "changes the key": lambda: membership.rekey(stolen, Compartment.POLICE),
            "withdraws": lambda: accounts.revoke(stolen, id_of(stolen, COLLEAGUE)),
        }
        for name, act in acts.items():
            try:
                act()
            except AppError:
                continue
            through.append(name)
        stolen.close()
    return Outcome(len(acts), len(through), note=", ".join(through))


def _sign_invitation(session: Session) -> None:
    from app.vault.people import Account

    with session.work(Compartment.REGISTRY) as work:
        membership.prepare(work, Account("ghost", "ke.ma", "Kẻ Ma", Unit.POLICE, Level.OFFICER, True, True))


def registry_code_takes_coordination(field: Field) -> Outcome:
    """The police's and the health station's lead issue the registry's code, and become Coordination's lead with it."""
    through = []
    leads = (LEAD, "ly.thi.thom")
    for number, user in enumerate(leads):
        with access.open_vault(vaults.fresh(field.scratch / f"v{number}")) as vault:
            session = access.sign_in(vault, user, PASSWORD)
            try:
                sheet = recovery.issue(session, Compartment.REGISTRY, WHOLE)  # past the service
                session.sign_out()
                recovery.restore(vault, sheet.codes, "cao.minh.quan", STOLEN).close()
            except AppError:
                session.close()
                continue
            through.append(user)
    return Outcome(len(leads), len(through), note=", ".join(through))


def founders_code_takes_coordination(field: Field) -> Outcome:
    """The founder keeps the registry's code of the first day and uses it before and after Coordination's first lead."""
    place = field.scratch / "v"
    founder = founding.found_vault(place, founding.Founder("lan", "Đào Lân", Unit.POLICE), PASSWORD)
    vault = founder.vault
    sheet = recovery.issue(founder, Compartment.REGISTRY, WHOLE)
    slip = accounts.invite(founder, "quan", "Cao Minh Quân", Unit.COORDINATION, Level.LEAD)
    founder.sign_out()
    through = []
    for when in ("before the first sign-in", "after it"):
        if when == "after it":
            try:
                access.claim(vault, "quan", slip.password, PASSWORD).sign_out()
            except AppError:
                break
        try:
            recovery.restore(vault, sheet.codes, "quan", STOLEN).close()
        except AppError:
            continue
        through.append(when)
    vault.close()
    return Outcome(2, len(through), note=", ".join(through))


def lost_slip_locks_out(field: Field) -> Outcome:
    """A unit's first slip is lost. `lost` counts units into which no lead of any unit can bring anybody any more."""
    place = field.scratch / "v"
    founder = founding.found_vault(place, founding.Founder("lan", "Đào Lân", Unit.POLICE), PASSWORD)
    vault = founder.vault
    social = accounts.invite(founder, "uyen", "Đỗ Thị Uyên", Unit.SOCIAL, Level.LEAD)
    health = accounts.invite(founder, "thom", "Lý Thị Thơm", Unit.HEALTH, Level.LEAD)
    founder.sign_out()
    other = access.claim(vault, "uyen", social.password, PASSWORD)
    lost = 0
    for user, by in (("thom", "uyen"), ("thom", "lan")):
        session = other if by == "uyen" else access.sign_in(vault, by, PASSWORD)
        try:
            if not _screen_offers(session, health.account.id):
                raise Refused("The screen does not offer it.")
            again = accounts.invite_again(session, health.account.id)
            session.sign_out()
            if by == "lan":
                access.claim(vault, user, again.password, PASSWORD).close()
            else:
                access.admit(vault, user, again.password).close()
        except AppError:
            lost += 1
            session.close()
    vault.close()
    return Outcome(2, 0, lost, "a lead who did not invite, and the founder")


def _screen_offers(session: Session, account_id: str) -> bool:
    """What the page of accounts asks before it shows the button; before there was the question, the own unit only."""
    asks = getattr(accounts, "may_invite_again", None)
    if asks is None:
        return session.directory.members[account_id].account.unit is session.account.unit
    return bool(asks(session, account_id))


def expired_slip(field: Field) -> Outcome:
    """A slip found months later: used, used with the clock set back, and its keys used with a tool of one's own."""
    through = []
    with access.open_vault(vaults.fresh(field.scratch / "v")) as vault:
        lead = access.sign_in(vault, LEAD, PASSWORD)
        slip = accounts.invite(lead, "moi", "Người Mới", Unit.POLICE, Level.OFFICER)
        with lead.at(datetime.now(UTC) + timedelta(days=60)), lead.work(Compartment.REGISTRY) as work:
            work.audit("sign_in")  # two months on somebody works; the finder's clock is set back to the day of the slip
        lead.sign_out()
        with _next_visit_in(60), vaults_signed_in(vault, LEAD):
            pass
        found = slots.open_slot(vault.header, "moi", slip.password)
        if found and Compartment.POLICE in slots.granted_keys(vault, found.account, found.private):
            through.append("the unit's key lies under the slip")
        try:
            access.claim(vault, "moi", slip.password, STOLEN).close()
            through.append("the slip works")
        except Refused:
            pass
    return Outcome(2, len(through), note=", ".join(through))


class _next_visit_in:
    """Sessions begun inside have their clock so many days ahead."""

    def __init__(self, days: int) -> None:
        self._ahead = timedelta(days=days)

    def __enter__(self) -> None:
        self._clock = Session.clock
        ahead = self._ahead
        Session.clock = lambda session: session._clock or datetime.now(UTC) + ahead  # type: ignore[method-assign, assignment]

    def __exit__(self, *_: object) -> None:
        Session.clock = self._clock  # type: ignore[method-assign]


class vaults_signed_in:
    """A visit on a vault that is open already."""

    def __init__(self, vault: Vault, user: str) -> None:
        self._session = access.sign_in(vault, user, PASSWORD)

    def __enter__(self) -> Session:
        return self._session

    def __exit__(self, *_: object) -> None:
        self._session.sign_out()


ATTACKS: dict[str, Attack] = {
    "identity.lead_writes_as_an_officer": lead_writes_as_an_officer,
    "identity.lead_confirms_alone": lead_confirms_alone,
    "identity.stolen_lead_decides": stolen_lead_decides,
    "identity.registry_code_takes_coordination": registry_code_takes_coordination,
    "identity.founders_code_takes_coordination": founders_code_takes_coordination,
    "identity.lost_slip_locks_out": lost_slip_locks_out,
    "identity.expired_slip": expired_slip,
}
