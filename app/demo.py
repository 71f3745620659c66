"""What is in a demo vault? A believable commune: accounts of every unit and level, villages, a year of reports.

Nobody in it is a real person. The password is the same for all and is no secret, so a demo vault is marked by a
file and shown as a demo wherever it is opened.
"""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from app.common.one_transaction import OneTransaction
from app.registry import accounts
from app.registry.first_run import begin
from app.vault import access, membership
from app.vault.compartments import Compartment
from app.vault.errors import Environment
from app.vault.folder import write_atomically
from app.vault.founding import Founder
from app.vault.people import Level, Unit
from app.vault.recovery import RecoveryForm
from app.vault.session import Session

PASSWORD = "cau-tre-lac-leo-4"
MARKER = "DEMO.txt"
NOTICE = "Dữ liệu dùng thử, không có người thật. / Demo data, nobody in it is real.\n"

# (user, full name, unit, level); each unit's lead comes first, the first of all founds the vault.
PEOPLE: tuple[tuple[str, str, Unit, Level], ...] = (
    ("truong.ca", "Phạm Quốc Toản", Unit.POLICE, Level.LEAD),
    ("canbo.ca", "Lê Minh Hiếu", Unit.POLICE, Level.OFFICER),
    ("xem.ca", "Hoàng Thị Nhàn", Unit.POLICE, Level.VIEWER),
    ("truong.yte", "Vũ Thị Thanh Mai", Unit.HEALTH, Level.LEAD),
    ("canbo.yte", "Đinh Thị Lụa", Unit.HEALTH, Level.OFFICER),
    ("xem.yte", "Ngô Văn Tư", Unit.HEALTH, Level.VIEWER),
    ("truong.hpn", "Bùi Thị Hạnh", Unit.SOCIAL, Level.LEAD),
    ("canbo.hpn", "Trịnh Thu Phương", Unit.SOCIAL, Level.OFFICER),
    ("xem.hpn", "Lương Văn Khoa", Unit.SOCIAL, Level.VIEWER),
    ("truong.vhxh", "Đặng Hữu Nghĩa", Unit.COORDINATION, Level.LEAD),
    ("canbo.vhxh", "Mạc Thị Duyên", Unit.COORDINATION, Level.OFFICER),
    ("xem.vhxh", "Tô Văn Bình", Unit.COORDINATION, Level.VIEWER),
)
# Who proposes premises to the police.
PROPOSES = "canbo.vhxh"
# Who opens the support cases.
SUPPORTS = "truong.hpn"
# Who keeps the health station's records.
HEALTH = "truong.yte"
RECORDS = 240
SEED = 2026

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class DemoVault:
    """Where it is and how to get in."""

    folder: Path
    password: str
    accounts: tuple[tuple[str, Unit, Level], ...]


def is_demo(folder: Path) -> bool:
    """Whether a vault's folder carries the marker of a demo."""
    return (folder / MARKER).is_file()


def people() -> tuple[tuple[str, Unit, Level], ...]:
    """User name, unit and level of every demo account."""
    return tuple((user, unit, level) for user, _, unit, level in PEOPLE)


def make(
    folder: Path, records: int = RECORDS, seed: int = SEED, progress: Progress = lambda done, total: None
) -> DemoVault:
    """Create a demo vault in a new or empty folder; the same seed gives the same records.

    Raises Environment when a vault is there already, DiskFull, ReadOnlyFolder.
    """
    if records < 0:
        raise Environment("The number of records cannot be negative. Nothing was made.")
    user, full_name, unit, _ = PEOPLE[0]
    lead = begin(folder, Founder(user, full_name, unit), PASSWORD, RecoveryForm.WHOLE).session
    try:
        write_atomically(folder / MARKER, NOTICE.encode())
        _welcome_people(lead, progress)
        with lead.read() as db:
            lead.reload_directory(db)  # the people claimed their accounts meanwhile
        lead.news_read()  # and whoever set all this up need not be told of it
        _fill(lead, records, seed, progress)
    except BaseException:
        lead.close()
        lead.vault.close()
        _clear(folder)  # a demo half made is of no use, and nobody's records are in it
        raise
    lead.sign_out()
    lead.vault.close()
    return DemoVault(folder, PASSWORD, people())


def _clear(folder: Path) -> None:
    for path in folder.iterdir():
        shutil.rmtree(path) if path.is_dir() else path.unlink()


def _welcome_people(lead: Session, progress: Progress) -> None:
    """Invite and claim for everybody: each unit's people by that unit's lead."""
    for done, unit in enumerate(dict.fromkeys(unit for _, _, unit, _ in PEOPLE)):
        progress(done, 10)
        team = [person for person in PEOPLE if person[2] is unit and person[0] != lead.account.user]
        if unit is lead.account.unit:
            _bring_in(lead, team)
            continue
        head = _claimed(accounts.invite(lead, *team[0]), lead)
        try:
            for part in accounts.without_recovery(head):
                accounts.renew_recovery(head, part, RecoveryForm.WHOLE)
            _bring_in(head, team[1:])
        finally:
            head.sign_out()


def _bring_in(lead: Session, team: list[tuple[str, str, Unit, Level]]) -> None:
    for person in team:
        _claimed(accounts.invite(lead, *person), lead).sign_out()


def _claimed(invitation: membership.Invitation, lead: Session) -> Session:
    return membership.claim(lead.vault, invitation.account.user, invitation.password, PASSWORD)


def _fill(lead: Session, records: int, seed: int, progress: Progress) -> None:
    from app.registry import demo as registry
    from app.registry.establishments import demo as establishments

    registry.fill(lead, seed)
    _by(lead, PROPOSES, establishments.propose, seed)
    establishments.decide(lead)
    fill_police(lead, seed, records, progress)
    _by(lead, SUPPORTS, fill_social, seed)
    _by(lead, HEALTH, fill_health, seed)


def _by(lead: Session, user: str, fill: Callable[[Session, int], None], seed: int) -> None:
    """What somebody of another unit enters: they sign with their own keys, and nobody else holds their unit's."""
    session = access.sign_in(lead.vault, user, PASSWORD)
    try:
        fill(session, seed)
    finally:
        session.sign_out()


def fill_police(
    police: Session, seed: int, records: int = RECORDS, progress: Progress = lambda done, total: None
) -> None:
    """The police's records of the last years, up to the session's day. The register is there already; a lead signs."""
    from app.police.inspection_plans import demo as planning
    from app.police.inspections import demo as inspections
    from app.police.reports import demo as reports

    inspections.fill_register(police, seed)
    planning.fill(police, seed)
    inspections.fill(police, seed)
    reports.fill(police, records, seed, progress)


def fill_health(health: Session, seed: int) -> None:
    """The health station's records of the last year, up to the session's day. The session is its lead's."""
    from app.health.clients import demo as clients
    from app.health.counselling import demo as counselling
    from app.health.figures import demo as figures
    from app.health.group_sessions import demo as sessions
    from app.health.screenings import demo as screenings

    with health.work(Compartment.HEALTH) as work:
        one = OneTransaction(health, work.db)
        clients.fill(one, seed)
        counselling.fill(one, seed)
        screenings.fill(one, seed)
        figures.fill(one, seed)
        sessions.fill(one, seed)


def fill_social(social: Session, seed: int) -> None:
    """The social unit's cases of the last year, up to the session's day. The session is its lead's."""
    from app.social.cases import demo as cases
    from app.social.loans import demo as loans
    from app.social.needs import demo as needs
    from app.social.support_plans import demo as support_plans
    from app.social.support_services import demo as support_services
    from app.social.surveys import demo as surveys
    from app.social.visits import demo as visits

    cases.fill(social, seed)
    loans.fill(social)
    needs.fill(social, seed)
    surveys.fill(social, seed)
    support_services.fill(social)
    support_plans.fill(social, seed)
    visits.fill(social, seed)
