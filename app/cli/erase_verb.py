"""The verb `erase`: a record and every trace of its person, by a lead, with a certificate."""

from pathlib import Path

import click

from app.cli.contract import answer, put, session_on, signed_in
from app.common.i18n import N_, tr
from app.vault.errors import Invalid


@click.command(help=tr("Erase a record and every trace of its person. It cannot be taken back; lead only."))
@signed_in
@click.argument("kind")
@click.argument("number")
@click.option("--reason", required=True, help=tr("Why; kept in the audit, so without a name."))
def erase(vault: Path, user: str, password_stdin: bool, as_json: bool, kind: str, number: str, reason: str) -> None:
    from app.kinds import kind as kind_named

    declared = kind_named(kind)
    if declared.erase is None:
        raise Invalid(N_("Records of the kind “{name}” are not erased."), name=kind)
    with session_on(vault, user, password_stdin) as session:
        session.compartment_key(declared.compartment)
        done = declared.erase(session, number, reason)
    if as_json:
        put(done)
        return
    for name, value in done.items():
        answer(f"{name}: {value}")
