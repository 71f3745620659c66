"""The verb `draw`: which premises would the year's plan choose? Nothing is stored; the draw itself is audited."""

from pathlib import Path

import click

from app.cli.contract import answer, put, say, session_on, signed_in
from app.common.i18n import tr


@click.command(help=tr("Draw the premises to inspect in a year, without storing the plan; audited."))
@signed_in
@click.option("--year", type=int, required=True, help=tr("The year of the plan."))
@click.option("--share", default="0.2", show_default=True, help=tr("Which share of the premises: 0.2 or 20%."))
@click.option("--seed", default=None, help=tr("The code that the lots come from; without it one by chance."))
def draw(vault: Path, user: str, password_stdin: bool, as_json: bool, year: int, share: str, seed: str | None) -> None:
    from app.police.inspection_plans.services import preview, propose_seed
    from app.police.inspection_plans.terms import GROUND_NAMES
    from app.police.inspection_plans.values import Wanted

    code = propose_seed(year) if seed is None else seed
    with session_on(vault, user, password_stdin) as session:
        drawing = preview(session, Wanted(year, code, share))
    if as_json:
        chosen = [
            {
                "establishment": line.candidate.number,
                "name": line.candidate.name,
                "ground": line.ground,
                "score": line.score,
            }
            for line in drawing.chosen
        ]
        put({"active": drawing.active, "chosen": chosen})
    else:
        for line in drawing.chosen:
            ground = tr(GROUND_NAMES[line.ground]) if line.ground is not None else ""
            answer(f"{line.candidate.number}  {ground}  {line.score}  {line.candidate.name}")
    if seed is None:
        say(tr("Draw code: {seed}", seed=code))
    say(
        tr(
            "{chosen} of {active} premises chosen; the plan must choose {quota}.",
            chosen=len(drawing.chosen),
            active=drawing.active,
            quota=drawing.quota,
        )
    )
