"""`python -m app`: the window; with a verb: unattended work through the same services."""

import os
import sys

from app.common.outside import AS_READER
from app.vault import private_files
from app.vault.shielding import shield

WINDOW = "open"


def main() -> int:
    """Start the window (`python -m app`, `python -m app open VAULT`) or run a verb; returns the exit code."""
    if sys.argv[1:2] == [AS_READER]:
        from app.common.outside import entry

        entry.main(sys.argv[2:])
    shield()
    private_files.from_now_on()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a Windows console may not speak UTF-8 by itself
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    from app.common.i18n import LANGUAGES, set_language

    asked = os.environ.get("NHIPCAU_LANGUAGE", "")
    if asked in LANGUAGES:
        set_language(asked)
    arguments = sys.argv[1:]
    if not arguments or (arguments[0] == WINDOW and "--help" not in arguments):
        from app.desktop.start import run

        return run(arguments[1:])
    from app.cli.main import run_verb

    return run_verb(arguments)


if __name__ == "__main__":
    sys.exit(main())
