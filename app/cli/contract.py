"""What does every verb promise to scripts? Exit codes, `--json`, reasons on stderr, never a traceback.

0 done; 1 the input or the vault is wrong; 2 usage; 3 wrong password, or not this account's to do.
"""

import errno
import json
import locale
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

import click

from app.common.i18n import N_, sentence, tr
from app.vault import rescue
from app.vault.access import open_vault, sign_in
from app.vault.errors import AppError, Environment, Invalid, TooManyAttempts
from app.vault.private_files import OTHERS_COULD_OPEN
from app.vault.session import Session, Vault
from app.vault.throttle import Throttle

P = ParamSpec("P")
R = TypeVar("R")

# A wait this long is waited out; a longer one is refused, so that a script does not hang.
PATIENCE = 30.0


class OutputLost(Environment):
    """Standard output did not take the answer: a full disk, a closed device."""


VAULT = click.argument("vault", type=click.Path(path_type=Path))
AS_JSON = click.option("--json", "as_json", is_flag=True, help=tr("Print one JSON document."))
USER = click.option("--user", required=True, help=tr("Your user name."))
PASSWORD_STDIN = click.option(
    "--password-stdin", is_flag=True, help=tr("Read the password from the first line of standard input.")
)

# How a verb gets its session from a vault, a user name and a password.
Enter = Callable[[Vault, str, str], Session]


def signed_in(command: Callable[P, R]) -> Callable[P, R]:
    """The options of every verb that opens a vault."""
    return VAULT(USER(PASSWORD_STDIN(AS_JSON(command))))


def read_password(password_stdin: bool, prompt: str, confirm: bool = False) -> str:
    """The password from standard input, or asked for without showing it."""
    if password_stdin:
        return _line_of_input()
    if sys.stdin is None or not sys.stdin.isatty():
        raise Invalid(N_("There is no terminal to ask for the password. Use --password-stdin."))
    return str(click.prompt(prompt, hide_input=True, confirmation_prompt=confirm, err=True))


def _line_of_input() -> str:
    """The first line as UTF-8 whatever the console's code page: the same password opens everywhere.

    PowerShell may put a byte order mark in front; bytes that are no UTF-8 are taken as the console's own.
    """
    line = b"" if sys.stdin is None else sys.stdin.buffer.readline()
    if not line:
        raise Invalid(N_("No password came on standard input. Nothing was opened."))
    line = line.rstrip(b"\r\n")
    try:
        return line.decode("utf-8-sig")
    except UnicodeDecodeError:
        return line.decode(locale.getpreferredencoding(False), "replace")


def as_usual(vault: Vault, user: str, password: str) -> Session:
    """Sign in; an older vault is brought up to date, and what was cut off goes on."""
    from app.kinds import finish_work

    session = sign_in(vault, user, password, told)
    finish_work(session)
    return session


def for_rescue(vault: Vault, user: str, password: str) -> Session:
    """Sign in to a vault that was changed with another tool, to read; says what was changed."""
    session = rescue.sign_in(vault, user, password)
    say(sentence(session.damage()))
    return session


RESCUE = click.option(
    "--rescue",
    "enter",
    is_flag=True,
    callback=lambda _context, _option, on: for_rescue if on else as_usual,
    help=tr("Read a vault that was changed with another tool; nothing is written, not even to the audit."),
)


@contextmanager
def session_on(vault: Path, user: str, password_stdin: bool, enter: Enter = as_usual) -> Iterator[Session]:
    """Open the vault, sign in, and sign out at the end."""
    with open_vault(vault) as opened:
        password = read_password(password_stdin, tr("Password"))
        wait_out(opened.header.vault_id, user)
        from app.registry import alarms
        from app.registry.safekeeping import came_back

        session = enter(opened, user, password)
        for account in came_back(session):
            say(
                tr(
                    "Warning: {user} can sign in again since an older state was restored. Withdraw the access anew.",
                    user=account.user,
                )
            )
        if opened.others_could_open:
            say(tr(OTHERS_COULD_OPEN))
        for part in session.tampered:
            say(
                tr(
                    "Warning: the audit of {part} lost entries that you had seen. Tell your lead.",
                    part=part.value,
                )
            )
        for text in (*alarms.losses(session), alarms.lost_codes(session), *alarms.notices(session)):
            if text:
                say(text)
        try:
            _tell(session, somebody_reads=not password_stdin)
            yield session
        finally:
            session.sign_out()


def wait_out(vault_id: str, user: str) -> None:
    """Wait after wrong passwords, if it is not for long. Raises TooManyAttempts."""
    wait = Throttle(vault_id, user).remaining()
    if wait > PATIENCE:
        raise TooManyAttempts(
            N_("Too many wrong passwords. Wait {seconds} seconds, then try again. Nothing was changed."),
            seconds=int(wait) + 1,
        )
    if wait > 0:
        say(tr("Waiting {seconds} seconds after wrong passwords …", seconds=int(wait) + 1))
        time.sleep(wait + 0.01)


def _tell(session: Session, somebody_reads: bool) -> None:
    """What the person should know of keys and codes. A script's run does not count as having been told."""
    from app.registry.keys_in_words import news_sentence, own_loan

    for item in session.news:
        say(news_sentence(session, item))
    if session.news and somebody_reads:
        session.news_read()
    if mine := own_loan(session):
        say(mine)


def told(name: str, done: int, total: int) -> None:
    """Progress of a migration, on stderr."""
    say(tr("Bringing {name} up to date: {done} of {total}", name=name, done=done, total=total))


def say(text: str) -> None:
    """Something for the person, not for the script."""
    click.echo(text, err=True)


def answer(text: str) -> None:
    """A line of the answer, on stdout. Raises OutputLost: what the verb did is done all the same."""
    try:
        click.echo(text)
    except OSError as error:
        if error.errno == errno.EPIPE:
            raise  # the reader of a pipe had enough: click ends quietly
        raise OutputLost(
            N_("The answer could not be written ({reason}). What was asked for is done; make room and ask again."),
            reason=error.strerror or "",
        ) from error


def put(document: Any) -> None:
    """The one JSON document on stdout."""
    answer(json.dumps(document, ensure_ascii=False, indent=2, default=str))


def kept(command: Callable[P, R]) -> Callable[P, R]:
    """Turn errors into the contract: a sentence on stderr and the class's exit code."""

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return command(*args, **kwargs)
        except AppError as error:
            say(sentence(error))
            if isinstance(error, Invalid):
                for name, why in error.fields.items():
                    say(f"  {name}: {sentence(why)}")
            raise SystemExit(error.exit_code) from None
        except (click.ClickException, click.exceptions.Exit, click.Abort, SystemExit):
            raise
        except BrokenPipeError:
            raise SystemExit(0) from None  # the reader of a pipe had enough
        except Exception as error:
            # The text of an unexpected error may hold record content: its kind and place only.
            place = _place(error)
            say(
                tr(
                    "An error of the program ({kind}, {place}). Nothing was changed.",
                    kind=type(error).__name__,
                    place=place,
                )
            )
            raise SystemExit(1) from None

    return run


def _place(error: BaseException) -> str:
    last = error.__traceback__
    while last is not None and last.tb_next is not None:
        last = last.tb_next
    return f"{Path(last.tb_frame.f_code.co_filename).name}:{last.tb_lineno}" if last else "?"
