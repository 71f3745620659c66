"""The verbs as scripts call them: a demo vault made once, copied for each test that changes anything."""

import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import pytest

from app.cli.main import run_verb
from tests.made_once import made_once

ROOT = Path(__file__).resolve().parents[2]
PASSWORD = "cau-tre-lac-leo-4"
LEAD, OFFICER, VIEWER, HEALTH, COORDINATOR = "truong.ca", "canbo.ca", "xem.ca", "canbo.yte", "canbo.vhxh"
RECORDS = 50
NAMED = Path("Hồ sơ xã Vĩnh Am") / "kho dùng thử"


@dataclass(frozen=True)
class Answer:
    """What a call gave back: exit code, standard output, standard error."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one document on stdout: json.loads refuses anything before or after it."""
        return json.loads(self.out)


@pytest.fixture(scope="session")
def state(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the processes keep what belongs to a person on this computer."""
    return tmp_path_factory.mktemp("state")


Call = Callable[..., Answer]


def environment(state: Path, more: Mapping[str, str]) -> dict[str, str]:
    return {**os.environ, "XDG_STATE_HOME": str(state), "LOCALAPPDATA": str(state), **more}


@pytest.fixture(scope="session")
def process(state: Path) -> Call:
    """A verb in a process of its own, as a script runs it."""

    def call(*arguments: object, said: bytes = f"{PASSWORD}\n".encode(), cwd: Path = ROOT, **more: str) -> Answer:
        command = [sys.executable, "-m", "app", *map(str, arguments)]
        env = environment(state, {"PYTHONPATH": str(ROOT), **more})
        done = subprocess.run(command, input=said, capture_output=True, cwd=cwd, env=env, timeout=300)
        return Answer(done.returncode, done.stdout.decode(), done.stderr.decode())

    return call


@pytest.fixture
def verb(monkeypatch: pytest.MonkeyPatch) -> Call:
    """The same verb within this process, past the start of Python and the second stretching of a password."""

    def call(*arguments: object, said: str = f"{PASSWORD}\n") -> Answer:
        streams = {name: io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for name in ("stdin", "stdout", "stderr")}
        streams["stdin"] = io.TextIOWrapper(io.BytesIO(said.encode()), encoding="utf-8")
        with monkeypatch.context() as patch:
            for name, stream in streams.items():
                patch.setattr(sys, name, stream)
            try:
                code = run_verb([str(argument) for argument in arguments])
            except SystemExit as ended:
                code = int(ended.code or 0)
            finally:
                for name in ("stdout", "stderr"):
                    streams[name].flush()
        said_out, said_err = (streams[name].buffer.getvalue().decode() for name in ("stdout", "stderr"))
        return Answer(code, said_out, said_err)

    return call


@pytest.fixture
def ask(verb: Call) -> Call:
    """A verb that signs in: `ask(verb, vault, user, …)`."""

    def call(name: str, vault: Path, user: str, *more: object, password: str = PASSWORD) -> Answer:
        return verb(name, vault, *more, "--user", user, "--password-stdin", said=f"{password}\n")

    return call


@dataclass(frozen=True)
class Demo:
    """The demo vault of the tests, and what the verb said when it made it."""

    folder: Path
    answer: Answer


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory, process: Call) -> Demo:
    """Made by a script in a folder with blanks and Vietnamese letters; each worker has its own copy."""

    def make(place: Path) -> None:
        folder = place / NAMED
        folder.parent.mkdir()
        answer = process("demo", folder, "--records", RECORDS, "--seed", 7, "--json", said=b"")
        (place / "answer.json").write_text(json.dumps(asdict(answer)), encoding="utf-8")

    place = made_once(tmp_path_factory, "demo", make)
    own = tmp_path_factory.mktemp("demo") / NAMED
    shutil.copytree(place / NAMED, own)
    return Demo(own, Answer(**json.loads((place / "answer.json").read_text(encoding="utf-8"))))


@pytest.fixture(scope="session")
def shared(made: Demo) -> Path:
    """The demo vault for tests that only read; reading appends to its audit and changes nothing else."""
    return made.folder


@pytest.fixture
def kho(made: Demo, tmp_path: Path) -> Path:
    """A test's own copy, to be changed."""
    place = tmp_path / "kho"
    shutil.copytree(made.folder, place)
    return place
