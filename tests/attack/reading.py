"""Who reads the files of an attack? A victim in a process of its own, begun anew when it is lost."""

import json
import queue
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.attack.outcome import Outcome

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 30  # for one file; the app itself gives up earlier or says that it is still reading
GROWN = 150 * 1024  # KiB of memory that a file may cost the app


@dataclass
class Tally:
    """How often the app withstood, and what got through, by kind of file."""

    tries: int = 0
    withstood: int = 0
    through: dict[str, int] | None = None

    def add(self, name: str, why: str | None) -> None:
        self.tries += 1
        if why is None:
            self.withstood += 1
        else:
            found = self.through = self.through or {}
            found[f"{name}: {why}"] = found.get(f"{name}: {why}", 0) + 1

    def outcome(self, note: str = "") -> Outcome:
        most = sorted((self.through or {}).items(), key=lambda each: -each[1])[:12]
        got = "; ".join(f"{name} ({count})" for name, count in most)
        return Outcome(self.tries, self.tries - self.withstood, 0, got or note)


class Victim:
    """The app in a process of its own; `read` says what came of a file."""

    def __init__(self, scratch: Path, kind: str = "workbook") -> None:
        self._scratch, self._kind = scratch, kind
        self._process: subprocess.Popen[str] | None = None
        self._answers: queue.Queue[str] = queue.Queue()

    def read(self, data: bytes) -> dict[str, Any]:
        """Give the app this file: {"came": "read" | "sentence" | "no sentence" | "died" | "hung", …}."""
        file = self._scratch / "file"
        file.write_bytes(data)
        process = self._running()
        assert process.stdin is not None
        process.stdin.write(f"{file}\n")
        process.stdin.flush()
        try:
            line = self._answers.get(timeout=SECONDS)
        except queue.Empty:
            self.end()
            return {"came": "hung"}
        if not line:
            self.end()
            return {"came": "died"}
        answer: dict[str, Any] = json.loads(line)
        return answer

    def end(self) -> None:
        """End the process, if there is one."""
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None
            self._answers = queue.Queue()

    def _running(self) -> subprocess.Popen[str]:
        if self._process is None:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.attack._reading_victim", self._kind],
                cwd=ROOT,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                text=True,
            )
            threading.Thread(target=_collect, args=(self._process, self._answers), daemon=True).start()
        return self._process

    def __enter__(self) -> "Victim":
        return self

    def __exit__(self, *_: object) -> None:
        self.end()


def _collect(process: "subprocess.Popen[str]", answers: "queue.Queue[str]") -> None:
    assert process.stdout is not None
    for line in process.stdout:
        answers.put(line)
    answers.put("")


def why_through(answer: dict[str, Any], right: frozenset[str] | None) -> str | None:
    """Why an answer is a success of the attack, or None. `right` are contents that may come back; None: any."""
    came = answer["came"]
    if came in ("died", "hung", "no sentence"):
        return str(came)
    if answer["grown"] > GROWN:
        return "memory grew"
    if came == "read" and right is not None and answer["content"] not in right:
        return "other content"
    return None


def each_of(files: Iterator[tuple[str, bytes]], victim: Victim, right: frozenset[str] | None = None) -> Tally:
    """Give all these files to a victim, one after the other."""
    tally = Tally()
    for name, data in files:
        why = why_through(victim.read(data), right)
        tally.add(name, why)
        if why == "memory grew":
            victim.end()  # a process that has grown does not grow again
    return tally
