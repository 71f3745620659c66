"""The verb `reclaim`: make keys that a code or a slip made one's own again."""

from pathlib import Path

import click

from app.cli.contract import answer, put, read_password, session_on, signed_in
from app.common.i18n import tr


@click.command(help=tr("Claim keys that a recovery code or a one-time password made, with a new password."))
@signed_in
@click.option("--witness", default="", help=tr("The lead of another unit who confirms; without, the former password."))
def reclaim(vault: Path, user: str, password_stdin: bool, as_json: bool, witness: str) -> None:
    from app.vault import claims

    with session_on(vault, user, password_stdin) as session:
        password = read_password(password_stdin, tr("New password"), confirm=True)
        proof = read_password(password_stdin, tr("Password of the witness") if witness else tr("Former password"))
        if witness:
            claims.by_witness(session, witness, proof, password)
        else:
            claims.by_former_password(session, proof, password)
    if as_json:
        put({"user": user, "claimed": True, "witness": witness or None})
    else:
        answer(tr("The keys are your own now. Use the new password from now on."))
