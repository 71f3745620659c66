"""A program of the same person that tries to look into the app: `python -m tests.attack._prying VAULT`.

It starts the app, waits until it asks for a password, and tries to read its memory, to trace it, and to have it dumped.
One line of JSON says what it managed. Started without any capability, so that root is an account like another.
"""

import contextlib
import ctypes
import json
import os
import resource
import subprocess
import sys
import time
from pathlib import Path

PTRACE_SEIZE, PTRACE_DETACH = 0x4206, 17
PATIENCE = 20.0


def main() -> None:
    vault = Path(sys.argv[1])
    (vault / "vault.lock").unlink(missing_ok=True)
    resource.setrlimit(resource.RLIMIT_CORE, (resource.getrlimit(resource.RLIMIT_CORE)[1],) * 2)
    command = [sys.executable, "-m", "app", "list", str(vault), "--user", "vu.hai.nam", "--password-stdin", "reports"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as app:
        latest = time.monotonic() + PATIENCE
        while not (vault / "vault.lock").exists() and app.poll() is None and time.monotonic() < latest:
            time.sleep(0.01)
        there = app.poll() is None
        print(json.dumps({"there": there, **_tries(app.pid)}))
        app.kill()


def _tries(pid: int) -> dict[str, bool]:
    libc = ctypes.CDLL(None, use_errno=True)
    managed = {"memory": False, "environment": False}
    for what, file in (("memory", "mem"), ("environment", "environ")):
        with contextlib.suppress(OSError):
            os.close(os.open(f"/proc/{pid}/{file}", os.O_RDONLY))
            managed[what] = True
    managed["trace"] = libc.ptrace(PTRACE_SEIZE, pid, None, None) == 0
    managed["core dump"] = resource.prlimit(pid, resource.RLIMIT_CORE)[0] != 0 if _may_ask(pid) else False
    return managed


def _may_ask(pid: int) -> bool:
    try:
        resource.prlimit(pid, resource.RLIMIT_CORE)
    except PermissionError:
        return False  # nothing at all is told of it
    return True


if __name__ == "__main__":
    main()
