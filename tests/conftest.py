"""Vaults to test on: a real encrypted one is made once, and each test works on a copy of its files."""

import gc
import hashlib
import os
import re
import shutil
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

from app.common import i18n
from app.registry import accounts
from app.vault import access, founding, keys, membership
from app.vault.people import Level, Unit
from app.vault.session import Session, Vault
from tests.made_once import made_once, place_of_the_run

PASSWORD = "bốn từ chẳng liên quan"
ONE_TIME = re.compile(f"[{keys.CROCKFORD}]{{4}}(-[{keys.CROCKFORD}]{{4}}){{2}}")

# (user, full name, unit, level); the first founds the vault.
PEOPLE = (
    ("dao.ngoc.lan", "Đào Ngọc Lân", Unit.POLICE, Level.LEAD),
    ("vu.hai.nam", "Vũ Hải Nam", Unit.POLICE, Level.OFFICER),
    ("ta.thu.ha", "Tạ Thu Hà", Unit.POLICE, Level.OFFICER),
    ("mai.van.an", "Mai Văn Ân", Unit.POLICE, Level.VIEWER),
    ("ly.thi.thom", "Lý Thị Thơm", Unit.HEALTH, Level.LEAD),
    ("do.thi.uyen", "Đỗ Thị Uyên", Unit.SOCIAL, Level.LEAD),
    ("cao.minh.quan", "Cao Minh Quân", Unit.COORDINATION, Level.LEAD),
)
# Each invited by the lead of their own unit, who alone can.
TEAMS = {
    "ly.thi.thom": (("lo.thi.pan", "Lò Thị Pản", Level.OFFICER), ("giang.a.su", "Giàng A Sử", Level.VIEWER)),
    "do.thi.uyen": (("ha.thi.mo", "Hà Thị Mơ", Level.OFFICER), ("bach.van.ky", "Bạch Văn Kỷ", Level.VIEWER)),
}


@pytest.fixture(autouse=True, scope="session")
def stretched_once() -> None:
    """Argon2id is slow on purpose: each password of a vault is stretched once, and known from then on.

    One-time passwords are random, so that none would come back: they are not stretched at all. They are used up within
    a test's own process, while whatever another process may open has passwords of the other kind.
    """
    slow = keys.stretch

    def stretch(password: str, user: str, vault_salt: bytes, kdf: keys.Stretching) -> bytes:
        if ONE_TIME.fullmatch(password):
            return hashlib.sha256(f"{password}\0{keys.user_key(user)}\0".encode() + vault_salt).digest()
        return slow(password, user, vault_salt, kdf)

    keys.stretch = cache(stretch)


def pytest_collection_finish() -> None:
    """What was imported and collected stays: the collector of garbage need not look at it again and again."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True, scope="session")
def compiled_once(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Where no bytecode is to be left behind, the processes that tests start share what the first of them compiled.

    Otherwise each of some seventy compiles the app anew, which takes a third of a second.
    """
    if os.environ.pop("PYTHONDONTWRITEBYTECODE", ""):
        os.environ["PYTHONPYCACHEPREFIX"] = str(place_of_the_run(tmp_path_factory) / "bytecode")


@pytest.fixture(autouse=True)
def own_state(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the app keeps for a person on this computer goes to a folder of the test's own."""
    state = tmp_path_factory.mktemp("state")
    monkeypatch.setattr("app.vault.throttle.state_folder", lambda: state)


@pytest.fixture(autouse=True)
def in_vietnamese() -> None:
    """Whatever language the test before left behind."""
    i18n.set_language("vi")


@pytest.fixture(scope="session")
def ready_vault(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A vault with the people above, each with the same password; copied, never opened by a test."""
    return made_once(tmp_path_factory, "ready", _found) / "vault"


def _found(place: Path) -> None:
    user, full_name, unit, _ = PEOPLE[0]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("app.vault.throttle.state_folder", lambda: place)
        founder = founding.found_vault(place / "vault", founding.Founder(user, full_name, unit), PASSWORD)
        seed(founder)
        invited = [accounts.invite(founder, *person) for person in PEOPLE[1:]]
        founder.sign_out()
        for invitation in invited:
            claimed = membership.claim(founder.vault, invitation.account.user, invitation.password, PASSWORD)
            for member, name, level in TEAMS.get(claimed.account.user, ()):
                one_time = accounts.invite(claimed, member, name, claimed.account.unit, level).password
                membership.claim(founder.vault, member, one_time, PASSWORD).sign_out()
            claimed.sign_out()
        founder.vault.close()


def seed(founder: Session) -> None:
    """Villages, rules and catalogues, as at the first run."""
    try:
        from app.registry.services import seed as fill
    except ImportError:
        return
    from app.vault.compartments import Compartment

    with founder.work(Compartment.REGISTRY) as work:
        fill(work)


@pytest.fixture
def vault_path(ready_vault: Path, tmp_path: Path) -> Path:
    """A test's own copy of the vault's folder."""
    place = tmp_path / "vault"
    shutil.copytree(ready_vault, place)
    return place


@pytest.fixture
def vault(vault_path: Path) -> Iterator[Vault]:
    with access.open_vault(vault_path) as opened:
        yield opened


SignIn = Callable[[str], Session]
Entry = Callable[[Vault, str, str], Session]


@pytest.fixture
def entry() -> Entry:
    """What opens a session: name and password are proven, keys, grants and schemas checked.

    The bookkeeping of a sign-in takes another two thirds of the time and makes no difference to a test of records.
    Where it does, the folder's conftest says `access.sign_in` instead.
    """
    return access.admit


@pytest.fixture
def sign_in(vault: Vault, entry: Entry) -> Iterator[SignIn]:
    """Signs one of the people in; all sessions of a test share the vault, as on one computer."""
    opened: list[Session] = []

    def enter(user: str) -> Session:
        opened.append(entry(vault, user, PASSWORD))
        return opened[-1]

    yield enter
    for session in opened:
        session.close()


@pytest.fixture
def police_lead(sign_in: SignIn) -> Session:
    return sign_in("dao.ngoc.lan")


@pytest.fixture
def police_officer(sign_in: SignIn) -> Session:
    return sign_in("vu.hai.nam")


@pytest.fixture
def other_officer(sign_in: SignIn) -> Session:
    return sign_in("ta.thu.ha")


@pytest.fixture
def police_viewer(sign_in: SignIn) -> Session:
    return sign_in("mai.van.an")


@pytest.fixture
def health_lead(sign_in: SignIn) -> Session:
    return sign_in("ly.thi.thom")


@pytest.fixture
def social_lead(sign_in: SignIn) -> Session:
    return sign_in("do.thi.uyen")


@pytest.fixture
def coordinator(sign_in: SignIn) -> Session:
    return sign_in("cao.minh.quan")
