"""The verb `demo`: a vault to try the app on."""

from pathlib import Path

import click

from app.cli.contract import AS_JSON, VAULT, answer, put
from app.common.i18n import tr


@click.command(help=tr("Make a vault with a believable commune in it: nobody in it is a real person."))
@VAULT
@click.option(
    "--records", default=240, show_default=True, type=click.IntRange(0, 200_000), help=tr("How many reports.")
)
@click.option("--seed", default=2026, show_default=True, help=tr("The same seed gives the same records."))
@AS_JSON
def demo(vault: Path, records: int, seed: int, as_json: bool) -> None:
    from app.demo import make

    made = make(vault, records, seed)
    if as_json:
        people = [{"user": user, "unit": unit.value, "level": level.value} for user, unit, level in made.accounts]
        put({"password": made.password, "accounts": people})
        return
    answer(
        tr(
            "A demo vault was made in {folder}. The password of everybody: {password}",
            folder=str(vault),
            password=made.password,
        )
    )
    for user, unit, level in made.accounts:
        answer(f"  {user:14} {unit.value:14} {level.value}")
