"""How is the draw told on paper, so that an officer can explain it and an outsider can redraw it?

Documents are Vietnamese whatever the screen's language; the same sentences are shown in the window through `tr`.
"""

from collections.abc import Callable
from decimal import Decimal

from app.common.dates import show_date
from app.common.i18n import N_, catalogue, tr
from app.police.inspection_plans.draw import Drawing, Line
from app.police.inspection_plans.method import Part, Weights
from app.police.inspection_plans.terms import FACTOR_NAMES, Factor

# A sentence's English source text and its values -> the sentence in one language.
Say = Callable[..., str]

# So many of the 64 digits are printed: enough to tell any two premises of a commune apart.
PRINTED_DIGITS = 12

_STEPS: tuple[str, ...] = (
    N_(
        "The list holds the {active} establishments that were open on {on}. The plan must choose {share} of them,"
        " rounded up: {quota}."
    ),
    N_("Every establishment that was never inspected is chosen, even if they are more than that: {never}."),
    N_(
        "{places} places are left. Up to {risk_percent} % of them, rounded up, so {risk_places}, go to the highest"
        " scores of {threshold} points and more. With the same score, the smaller lot goes first."
    ),
    N_("The rest of the places go by lot: the establishments not chosen yet, the smallest lot first."),
    N_(
        "The lot of an establishment is the SHA-256 of the draw code, a colon and the establishment's number, written"
        " without blanks: {text}. Lots are compared digit by digit, 0 to 9 before a to f; the first digits are printed"
        " in the list."
    ),
    N_("To check one without this app: any tool for SHA-256 gives for {text} the lot {lot}."),
)
_EMPTY = N_("There was no establishment to choose from.")

# What every Windows computer can answer without a network, in its own words (PowerShell).
POWERSHELL = (
    "[BitConverter]::ToString([Security.Cryptography.SHA256]::Create().ComputeHash("
    "[Text.Encoding]::UTF8.GetBytes('{text}'))).Replace('-','').ToLower()"
)


def vietnamese(source: str, /, **values: object) -> str:
    """A sentence as documents have it."""
    text = catalogue("vi").get(source, source)
    return text.format_map(values) if values else text


def how_to_redraw(drawing: Drawing, say: Say = vietnamese) -> tuple[str, ...]:
    """The draw step by step, with its own numbers and an example from its own list."""
    if not drawing.lines:
        return (say(_EMPTY),)
    first, terms = drawing.lines[0], drawing.terms
    values = {
        "active": drawing.active,
        "on": show_date(terms.on),
        "share": percent(terms.share),
        "quota": drawing.quota,
        "never": drawing.never_inspected,
        "places": drawing.places,
        "risk_percent": terms.weights.risk_percent,
        "risk_places": drawing.risk_places,
        "threshold": terms.weights.threshold,
        "text": f"{terms.seed}:{first.candidate.number}",
        "lot": first.lot,
    }
    return tuple(say(step, **values) for step in _STEPS)


def check_command(drawing: Drawing) -> str:
    """The line that answers the example in a Windows PowerShell; empty without candidates."""
    if not drawing.lines:
        return ""
    text = f"{drawing.terms.seed}:{drawing.lines[0].candidate.number}".replace("'", "''")
    return POWERSHELL.replace("{text}", text)


_FACTOR_LINE = N_("{factor}: {points} points, {at_most} at most")
_REPORTS_LINE = N_("{factor} in the last {months} months: {points} points, {at_most} at most")


def method_lines(weights: Weights, say: Say = vietnamese) -> tuple[str, ...]:
    """What gives points, one line for each factor."""
    return tuple(
        say(
            _REPORTS_LINE if each.factor is Factor.REPORTS else _FACTOR_LINE,
            factor=say(FACTOR_NAMES[each.factor]),
            points=each.points,
            at_most=each.at_most,
            months=weights.reports_months,
        )
        for each in weights.weights
    )


_PART = N_("{factor}: {count}, {points} points")


def score_lines(told: tuple[Part, ...], say: Say = tr) -> tuple[str, ...]:
    """Why premises have their score: a line for each factor that gave points."""
    return tuple(
        say(_PART, factor=say(FACTOR_NAMES[part.factor]), count=part.count, points=part.points)
        for part in told
        if part.points
    )


def printed_lot(line: Line) -> str:
    """The first digits of a lot, as the list prints them."""
    return line.lot[:PRINTED_DIGITS]


def percent(share: Decimal) -> str:
    """0.125 as people write it: 12,5 %."""
    number = (share * 100).normalize()
    return f"{number:f} %".replace(".", ",")
