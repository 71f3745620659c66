"""The verbs `backups` and `restore`: which copies are there, what would be lost by going back, and going back."""

from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from app.cli.contract import (
    AS_JSON,
    PASSWORD_STDIN,
    VAULT,
    answer,
    put,
    read_password,
    say,
    session_on,
    signed_in,
    wait_out,
)
from app.common.i18n import N_, sentence, tr
from app.vault.compartments import Compartment

if TYPE_CHECKING:
    from app.vault.comparing import Newer
    from app.vault.judging import Judged
    from app.vault.restoring import Restored
    from app.vault.session import Session

RETURNING = {
    "revoked_since": N_("{user}: access had been withdrawn since, and is there again. Withdraw it anew."),
    "password_since": N_("{user}: the password of the backup’s day holds again."),
    "unknown_then": N_("{user}: has no account in the restored state."),
    "changed_since": N_("{user}: the name or level of the backup’s day holds again."),
}
WITHDRAWN_AGAIN = N_("{user}: access had been withdrawn since; it was withdrawn again, with new keys.")


@click.command(name="backups", help=tr("List what lies among the backups, and whether each is whole."))
@VAULT
@click.option("--user", default=None, help=tr("Also who signed, and what is newer now: your user name."))
@PASSWORD_STDIN
@AS_JSON
def list_backups(vault: Path, user: str | None, password_stdin: bool, as_json: bool) -> None:
    from app.registry import safekeeping
    from app.vault import judging

    if user is None:
        found = [_row(each) for each in judging.unsigned(vault)]
    else:
        with session_on(vault, user, password_stdin) as session:
            found = [_told(session, each) for each in safekeeping.all_backups(session)]
    if as_json:
        put(found)
        return
    for row in found:
        state = tr("whole") if row["whole"] else tr("damaged")
        answer(f"{row['name']}  {row['made_at'] or ''}  {row['size']}  {row['why_not'] or state}")
    say(tr("{count} backups", count=sum(row["why_not"] is None for row in found)))


def _row(each: "Judged") -> dict[str, Any]:
    """What is known of a folder without signing in."""
    from app.vault import backup

    manifest, made = each.manifest, each.backup
    files = sorted(path for path in each.folder.iterdir() if path.is_file()) if each.folder.is_dir() else []
    whole = made is not None and manifest is not None and backup.is_as_listed(made, manifest)
    return {
        "name": each.folder.name,
        "folder": str(each.folder),
        "made_at": manifest.made_at.isoformat() if manifest else None,
        "reason": manifest.reason if manifest else None,
        "size": sum(path.stat().st_size for path in files),
        "files": [path.name for path in files],
        "compartments": [part.value for part in manifest.compartments] if manifest else [],
        "replaced": {part.value: told.at.isoformat() for part, told in manifest.replaced.items()} if manifest else {},
        "whole": whole,
        "why_not": sentence(each.why_not) if each.why_not else None,
    }


def _told(session: "Session", each: "Judged") -> dict[str, Any]:
    from app.common.permissions import may
    from app.vault import comparing

    row = _row(each) | {"signed_by": None, "ends": {}, "newer": {}}
    if each.manifest is None or each.backup is None:
        return row
    signer = session.directory.members.get(each.manifest.by)
    row["signed_by"] = signer.account.user if signer else None
    row["ends"] = {part.value: [end.seq, end.hash] for part, end in each.manifest.heads.items()}
    if may(session, "backups.restore"):
        row["newer"] = {part.compartment.value: _newer(part) for part in comparing.newer_than(session, each.backup)}
    return row


def _newer(part: "Newer") -> dict[str, Any]:
    return {
        "then": part.then.seq if part.then else None,
        "now": part.now.seq,
        "newer": part.newer,
        "actions": dict(part.actions),
        "same_history": part.same_history,
    }


@click.command(help=tr("Bring a backup back. The state before is kept as a backup; leads only."))
@signed_in
@click.argument("backup")
@click.option(
    "--into", type=click.Path(path_type=Path), default=None, help=tr("As a vault of its own in a new folder.")
)
@click.option(
    "--only",
    type=click.Choice([part.value for part in Compartment]),
    default=None,
    help=tr("One compartment alone; the others stay as they are."),
)
def restore(
    vault: Path,
    user: str,
    password_stdin: bool,
    as_json: bool,
    backup: str,
    into: Path | None,
    only: str | None,
) -> None:
    from app.registry import safekeeping
    from app.vault import fetching

    if into is not None and only is not None:
        raise click.UsageError(tr("Use either --into or --only."))
    if into is not None:
        source = fetching.find(vault, backup).folder
        password = read_password(password_stdin, tr("Password on the day of the backup"))
        done = safekeeping.restore_into(source, into, user, password)
    else:
        done = _in_place(vault, user, password_stdin, backup, Compartment(only) if only else None)
    if as_json:
        put(_document(done))
    else:
        answer(tr("Restored: {name}, in {folder}", name=done.backup, folder=str(done.folder)))
        if done.kept is not None:
            answer(tr("The state before is kept: {folder}", folder=str(done.kept.folder)))
    for each in done.accounts:
        say(tr(WITHDRAWN_AGAIN if each.withdrawn_again else RETURNING[each.what], user=each.user))


def _in_place(vault: Path, user: str, password_stdin: bool, named: str, only: Compartment | None) -> "Restored":
    """In the vault's own folder; with the keys of the backup's day where the vault itself does not open any more."""
    from app.registry import safekeeping
    from app.vault import past_damage
    from app.vault.errors import Damaged, VaultMissing

    password = None
    with ExitStack() as entered:
        try:
            opened = entered.enter_context(past_damage.open_to_restore(vault))
            password = read_password(password_stdin, tr("Password"))
            wait_out(opened.header.vault_id, user)
            session = entered.enter_context(safekeeping.signed_in_to_restore(opened, user, password))
        except (Damaged, VaultMissing) as error:
            if only is not None:
                raise
            say(sentence(error))
        else:
            return _signed_in(session, Path(named), only, password_stdin)
    say(tr("The vault does not open: signing in to the backup instead."))
    if password is None:
        password = read_password(password_stdin, tr("Password on the day of the backup"))
    return safekeeping.restore_damaged(vault, Path(named), user, password)


def _signed_in(session: "Session", source: Path, only: Compartment | None, password_stdin: bool) -> "Restored":
    from app.registry import safekeeping
    from app.vault.errors import Invalid
    from app.vault.fetching import OtherPassword

    try:
        return safekeeping.restore(session, source, only)
    except OtherPassword as error:
        say(sentence(error))
        try:
            then = read_password(password_stdin, tr("Password on the day of the backup"))
        except Invalid:
            raise error from None  # no second line came: this is what it would have been for
        return safekeeping.restore(session, source, only, then)


def _document(done: "Restored") -> dict[str, Any]:
    return {
        "backup": done.backup,
        "folder": str(done.folder),
        "compartments": [part.value for part in done.compartments],
        "kept": str(done.kept.folder) if done.kept else None,
        "ends_before": {part.value: [end.seq, end.hash] for part, end in done.ends_before.items()},
        "ends_after": {part.value: [end.seq, end.hash] for part, end in done.ends_after.items()},
        "accounts": [
            {"user": each.user, "unit": each.unit.value, "what": each.what, "withdrawn_again": each.withdrawn_again}
            for each in done.accounts
        ],
    }
