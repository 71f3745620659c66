"""The verb `reseal`: seal every sealed reporter anew, to those who may open it now."""

from pathlib import Path

import click

from app.cli.contract import answer, put, say, session_on, signed_in
from app.common.i18n import tr


@click.command(help=tr("Seal every sealed reporter anew, for a new lead of the police; leads only."))
@signed_in
def reseal(vault: Path, user: str, password_stdin: bool, as_json: bool) -> None:
    from app.police.reports.services_seals import in_words, reseal_all

    with session_on(vault, user, password_stdin) as session:
        outcome = reseal_all(session, _told)
    if as_json:
        put({"sealed": outcome.done, "not_opened": outcome.not_opened, "changed": outcome.changed})
    else:
        answer(in_words(outcome))
    if outcome.changed:
        raise SystemExit(1)


def _told(done: int, total: int) -> None:
    say(tr("{done} of {total}", done=done, total=total))
