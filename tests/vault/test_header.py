"""Does a header that somebody or something changed end in a sentence, with nothing else changed?"""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from app.vault import access, keys, throttle
from app.vault.errors import (
    AppError,
    Damaged,
    InUse,
    NetworkShare,
    NewerFormat,
    ReadOnlyFolder,
    TooManyAttempts,
    VaultMissing,
    WrongPassword,
)
from tests.conftest import PASSWORD
from tests.vault.attack import fingerprint

QUICK = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True
)


@pytest.fixture
def known_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """Argon2id costs a third of a second: stretch each password once, then remember it."""
    cache: dict[tuple[Any, ...], bytes] = {}
    real = keys.stretch

    def stretch(*given: Any) -> bytes:
        if given[3].memory_kib > 65536 or given[3].iterations > 3 or given[3].lanes > 1:
            return bytes(32)
        if given not in cache:
            cache[given] = real(*given)
        return cache[given]

    monkeypatch.setattr(keys, "stretch", stretch)


def paths(value: Any, here: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield here
    if isinstance(value, dict):
        for name, inside in value.items():
            yield from paths(inside, (*here, name))
    elif isinstance(value, list):
        for number, inside in enumerate(value):
            yield from paths(inside, (*here, number))


JUNK = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.integers(min_value=10**30, max_value=10**31),
    st.floats(),
    st.text(),
    st.sampled_from(["\ud800", "", "00" * 16, "registry", "police", "AAAA", [], {}, [[]], {"": 1}, 1, 2, 65536, "0"]),
    st.lists(st.integers(), max_size=3),
)


@st.composite
def mutated(draw: st.DrawFn, whole: dict[str, Any]) -> bytes:
    data = json.loads(json.dumps(whole))
    for _ in range(draw(st.integers(1, 3))):
        places = [path for path in paths(data) if path]
        path = draw(st.sampled_from(places))
        inside = data
        for step in path[:-1]:
            inside = inside[step]
        how = draw(st.sampled_from(["replace", "remove", "swap"]))
        if how == "replace":
            inside[path[-1]] = draw(JUNK)
        elif how == "remove":
            del inside[path[-1]]
        elif isinstance(inside, list):
            inside.append(inside[path[-1]])
        if not data:
            break
    return json.dumps(data).encode()


def tried(place: Path) -> AppError | None:
    """What opening and signing in says; anything but an AppError fails the test that called."""
    try:
        with access.open_vault(place) as vault:
            # Admitting is everything that believes the header; the bookkeeping after it may write.
            access.admit(vault, "dao.ngoc.lan", PASSWORD).close()
    except AppError as error:
        return error
    return None


def test_any_change_to_the_header_ends_in_a_sentence_or_opens(
    vault_path: Path, known_keys: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(throttle, "wait_after", lambda failures: 0.0)
    original = (vault_path / "vault.json").read_bytes()
    whole = json.loads(original)
    outcomes: dict[str, int] = {}

    # More than elsewhere: the header holds the slots of everybody, and one of them is the one that is tried.
    @settings(QUICK, max_examples=300)
    @given(mutated(whole))
    @example(json.dumps({**whole, "salt": "00" * (len(whole["salt"]) // 2)}).encode())
    def check(changed: bytes) -> None:
        (vault_path / "vault.json").write_bytes(changed)
        before = fingerprint(vault_path)
        error = tried(vault_path)
        outcomes[type(error).__name__] = outcomes.get(type(error).__name__, 0) + 1
        if error is not None:
            assert fingerprint(vault_path) == before
        assert str(error)

    check()
    assert {"Damaged", "WrongPassword"} <= set(outcomes)


@QUICK
@given(data=st.data())
def test_a_torn_or_flipped_header_ends_in_a_sentence(
    data: st.DataObject, ready_vault: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    place = _scratch(ready_vault, tmp_path_factory)
    raw = bytearray((ready_vault / "vault.json").read_bytes())
    if data.draw(st.booleans()):
        raw = raw[: data.draw(st.integers(0, len(raw) - 1))]
    else:
        at = data.draw(st.integers(0, len(raw) - 1))
        raw[at] ^= data.draw(st.integers(1, 255))
    (place / "vault.json").write_bytes(bytes(raw))
    before = fingerprint(place)
    try:
        access.open_vault(place).close()
    except AppError as error:
        assert str(error)
    assert fingerprint(place) == before


_places: dict[Path, Path] = {}


def _scratch(ready: Path, factory: pytest.TempPathFactory) -> Path:
    if ready not in _places:
        _places[ready] = factory.mktemp("torn") / "vault"
        shutil.copytree(ready, _places[ready])
    return _places[ready]


@pytest.mark.parametrize(
    "content", [b"", b"{}", b"[]", b"null", b"[" * 100_000, b"\xff\xfe", b'{"format": "1"}', b'{"format": true}']
)
def test_what_is_no_header_is_damaged(vault_path: Path, content: bytes) -> None:
    (vault_path / "vault.json").write_bytes(content)
    with pytest.raises(Damaged):
        access.open_vault(vault_path)


def test_a_newer_format_is_not_touched(vault_path: Path) -> None:
    (vault_path / "vault.json").write_text('{"format": 2}')
    before = fingerprint(vault_path)
    with pytest.raises(NewerFormat):
        access.open_vault(vault_path)
    assert fingerprint(vault_path) == before


@pytest.mark.parametrize("name", ["registry.db", "police.db", "vault.json"])
def test_a_missing_file_is_named(vault_path: Path, name: str) -> None:
    (vault_path / name).unlink()
    with pytest.raises(VaultMissing, match="vault.json" if name == "vault.json" else name):
        access.open_vault(vault_path)


@pytest.mark.parametrize("name", ["registry.db", "police.db"])
@pytest.mark.parametrize("how", ["short", "garbled_head", "garbled_middle", "noise", "odd_length"])
def test_a_garbled_compartment_is_damaged_and_left_alone(
    vault_path: Path, known_keys: None, name: str, how: str
) -> None:
    path = vault_path / name
    raw = bytearray(path.read_bytes())
    if how == "short":
        raw = raw[:2048]
    elif how == "garbled_head":
        raw[20] ^= 1
    elif how == "garbled_middle":
        for at in range(4096 * 2, len(raw), 4096):
            raw[at + 100] ^= 1
    elif how == "odd_length":
        raw = raw[:-1000]
    else:
        raw = bytearray(b"\x55" * len(raw))
    path.write_bytes(bytes(raw))
    before = fingerprint(vault_path)
    error = tried(vault_path)
    assert error is None or isinstance(error, Damaged)
    if how in ("short", "garbled_head", "noise"):
        assert error is not None
    assert fingerprint(vault_path) == before


def test_a_wrong_password_changes_nothing_in_the_folder(vault_path: Path) -> None:
    before = fingerprint(vault_path)
    with access.open_vault(vault_path) as vault, pytest.raises(WrongPassword):
        access.sign_in(vault, "dao.ngoc.lan", "không phải mật khẩu")
    assert fingerprint(vault_path) == before


# --- the door -------------------------------------------------------------------------------------------------


def failing(place: Path, user: str) -> WrongPassword:
    with access.open_vault(place) as vault, pytest.raises(WrongPassword) as caught:
        access.sign_in(vault, user, "không phải mật khẩu")
    return caught.value


def test_no_message_and_no_work_tells_whether_an_account_exists(
    vault_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    runs: list[str] = []

    def stretch(password: str, user: str, salt: bytes, kdf: keys.Stretching) -> bytes:
        runs.append(user)
        return bytes(32)

    monkeypatch.setattr(keys, "stretch", stretch)
    known, unknown = failing(vault_path, "dao.ngoc.lan"), failing(vault_path, "khong.co.ai")
    assert (known.sentence, known.values) == (unknown.sentence, unknown.values)
    assert runs == ["dao.ngoc.lan", "khong.co.ai"]


def test_wrong_passwords_slow_down_across_restarts_and_per_name(
    vault_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keys, "stretch", lambda *_: bytes(32))
    for _ in range(throttle.FREE_ATTEMPTS + 1):
        failing(vault_path, "dao.ngoc.lan")
    for spelling in ("dao.ngoc.lan", " DAO.ngoc.lan"):
        with access.open_vault(vault_path) as vault, pytest.raises(TooManyAttempts):
            access.sign_in(vault, spelling, PASSWORD)
    failing(vault_path, "vu.hai.nam")  # another name is not held up


def test_setting_the_clock_back_or_forth_shortens_nothing_beyond_the_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [1_000_000.0]
    monkeypatch.setattr("app.vault.throttle.time.time", lambda: now[0])
    door = throttle.Throttle("v", "lan")
    for _ in range(throttle.FREE_ATTEMPTS + 3):
        door.failed()
    assert door.remaining() == 8.0
    now[0] -= 500_000
    assert door.remaining() == 8.0


def test_a_damaged_attempts_file_starts_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    door = throttle.Throttle("v", "lan")
    for content in ("", "{", "[]", '{"a": 1}', '{"a": ["x", 1]}', "[" * 100_000, f'{{"{door._name}": [1e400, NaN]}}'):
        (throttle.state_folder() / "attempts.json").write_text(content)
        assert door.remaining() == 0
        door.failed()
        assert door.attempts().failures == 1
        assert door.succeeded() == 1


def test_a_second_window_is_refused(vault_path: Path) -> None:
    import subprocess
    import sys

    holder = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import sys; from pathlib import Path; from app.vault import access;"
            "v = access.open_vault(Path(sys.argv[1])); print('open', flush=True); sys.stdin.read(); v.close()",
            str(vault_path),
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=Path(__file__).resolve().parents[2],
    )
    assert holder.stdout and holder.stdin and holder.stdout.readline()
    with pytest.raises(InUse):
        access.open_vault(vault_path)
    holder.stdin.close()
    assert holder.wait(20) == 0
    access.open_vault(vault_path).close()


@pytest.mark.parametrize("kind", ["cifs", "nfs4", "fuse.sshfs", "9p", "smb3"])
def test_a_vault_on_a_network_share_is_refused(
    vault_path: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, kind: str
) -> None:
    mounts = tmp_path / "mounts"
    where = str(vault_path.parent.resolve()).replace(" ", "\\040")
    mounts.write_text(f"/dev/sda1 / ext4 rw 0 0\n//may-chu/chung {where} {kind} rw 0 0\n\n")
    monkeypatch.setattr("app.vault.folder.MOUNTS", mounts)
    with pytest.raises(NetworkShare):
        access.open_vault(vault_path)


def test_a_folder_that_cannot_be_written_is_refused(vault_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.access", lambda *_: False)
    with pytest.raises(ReadOnlyFolder):
        access.open_vault(vault_path)
