"""Which verb is meant? Each is imported only when it is asked for, so that `--help` answers at once."""

from importlib import import_module

import click

from app.cli.click_words import speak_our_language
from app.cli.contract import kept
from app.common.i18n import N_, tr

# verb: (module, what it does in one line)
VERBS: dict[str, tuple[str, str]] = {
    "demo": ("app.cli.demo_verb", N_("Make a vault with a believable commune in it, to try the app.")),
    "init": ("app.cli.vault_verbs", N_("Create a vault.")),
    "claim": ("app.cli.vault_verbs", N_("First sign-in with a one-time password.")),
    "reclaim": ("app.cli.reclaim_verb", N_("Claim keys that somebody else could have made.")),
    "list": ("app.cli.record_verbs", N_("List the records of a kind.")),
    "show": ("app.cli.record_verbs", N_("Show one record; audited.")),
    "search": ("app.cli.record_verbs", N_("Search names, numbers and words, with or without marks.")),
    "import": ("app.cli.import_verb", N_("Import an Excel register.")),
    "draw": ("app.cli.draw_verb", N_("Draw the premises to inspect in a year; nothing is stored.")),
    "export": ("app.cli.record_verbs", N_("Export a list to Excel; audited.")),
    "erase": ("app.cli.erase_verb", N_("Erase a record and every trace of its person; leads only.")),
    "reseal": ("app.cli.reseal_verb", N_("Seal the sealed reporters anew; leads of the police.")),
    "audit": ("app.cli.vault_verbs", N_("Verify the audit chains.")),
    "verify": ("app.cli.vault_verbs", N_("Verify the whole vault.")),
    "backup": ("app.cli.vault_verbs", N_("Make a backup now.")),
    "backups": ("app.cli.backup_verbs", N_("List the backups, and whether each is whole.")),
    "restore": ("app.cli.backup_verbs", N_("Bring a backup back, whole or in part; leads only.")),
}
FUNCTIONS = {"list": "list_records", "import": "import_file", "backups": "list_backups"}


class Verbs(click.Group):
    """A group whose commands are modules, named in the table above."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in VERBS:
            return None
        module = import_module(VERBS[cmd_name][0])
        command: click.Command = getattr(module, FUNCTIONS.get(cmd_name, cmd_name))
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section(tr("Verbs")):
            lines = [(name, tr(what)) for name, (_, what) in VERBS.items()]
            # Not a verb of click: `app.__main__` opens the window.
            formatter.write_dl([*lines, ("open", tr("Open the window on a vault."))])


@click.group(
    cls=Verbs,
    help=tr("Nhịp Cầu: confidential case records of a commune. Without a verb, the window opens."),
    epilog=tr(
        "Exit codes: 0 done; 1 the input or the vault is wrong; 2 usage; 3 wrong password, or not this account's to do."
    ),
)
def verbs() -> None:
    pass


@kept
def run_verb(arguments: list[str]) -> int:
    """Run one verb; returns 0, or exits with the contract's code."""
    speak_our_language()
    verbs.main(args=arguments, prog_name="python -m app", standalone_mode=True)
    return 0
