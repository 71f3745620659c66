"""In whose words does click itself speak: usage errors, help, prompts? In ours, through the same catalogue.

click marks its texts for gettext, and brings no Vietnamese. Its marker is replaced by `tr`, so that a usage error
reads like every other sentence of the app.
"""

import click.core
import click.decorators
import click.exceptions
import click.formatting
import click.parser
import click.termui
import click.types

from app.common.i18n import N_, tr

# The texts of click that can come up with these verbs, as they stand in click's own code.
TEXTS = (
    N_("Aborted!"),
    N_("Options"),
    N_("Usage:"),
    N_("Show this message and exit."),
    N_("default: {default}"),
    N_("Try '{command} {option}' for help."),
    N_("Error: {message}"),
    N_("Invalid value: {message}"),
    N_("Invalid value for {param_hint}: {message}"),
    N_("Missing argument"),
    N_("Missing option"),
    N_("Missing parameter"),
    N_("Missing command."),
    N_("No such option {name!r}."),
    N_("No such command {name!r}."),
    N_("Did you mean {possibility}?"),
    N_("(Did you mean one of: {possibilities}?)"),
    N_("Got unexpected extra argument ({args})"),
    N_("Got unexpected extra arguments ({args})"),
    N_("Option {name!r} does not take a value."),
    N_("Option {name!r} requires an argument."),
    N_("Option {name!r} requires {nargs} arguments."),
    N_("{value!r} is not {choice}."),
    N_("{value!r} is not one of {choices}."),
    N_("{value!r} is not a valid {number_type}."),
    N_("{value} is not in the range {range}."),
    N_("Choose from:\n\t{choices}"),
    N_("Repeat for confirmation"),
    N_("Error: The two entered values do not match."),
)
_MODULES = (
    click.core,
    click.decorators,
    click.exceptions,
    click.formatting,
    click.parser,
    click.termui,
    click.types,
)


def counted(one: str, many: str, count: int) -> str:
    """The text for so many, in place of gettext's own."""
    return tr(one if count == 1 else many)


def speak_our_language() -> None:
    """Let click take its texts from our catalogue from now on."""
    for module in _MODULES:
        vars(module).update(_=tr, ngettext=counted)
    # These names stand within a sentence: "“x” is not a valid whole number".
    click.types.IntParamType.name = tr(N_("whole number"))
    click.types.IntRange.name = tr(N_("whole number"))
