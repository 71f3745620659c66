"""Verbs about records: list, show, search, export. The same services as the window, the same audit."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from app.cli.contract import RESCUE, Enter, answer, put, say, session_on, signed_in
from app.common.i18n import N_, tr
from app.vault.errors import Invalid

FILTER = click.option(
    "--filter", "filters", multiple=True, metavar="NAME=VALUE", help=tr("Narrow the list; repeatable.")
)
SHOWN = ("number", "kind", "state", "received_on", "due_on", "village")


def conditions(filters: tuple[str, ...]) -> dict[str, str]:
    """The pairs of `--filter`; a usage error for one without a name."""
    pairs = {}
    for entry in filters:
        name, sign, value = entry.partition("=")
        if not sign or not name.strip():
            raise click.BadParameter(tr("“{entry}” is not NAME=VALUE.", entry=entry), param_hint="--filter")
        pairs[name.strip()] = value.strip()
    return pairs


@click.command(name="list", help=tr("List the records of a kind, for example reports."))
@signed_in
@RESCUE
@click.argument("kind")
@FILTER
@click.option("--limit", type=click.IntRange(1), default=None, help=tr("At most so many."))
def list_records(
    vault: Path,
    user: str,
    password_stdin: bool,
    as_json: bool,
    enter: Enter,
    kind: str,
    filters: tuple[str, ...],
    limit: int | None,
) -> None:
    from app.kinds import kind as kind_named

    declared, wanted = kind_named(kind), conditions(filters)
    with session_on(vault, user, password_stdin, enter) as session:
        session.compartment_key(declared.compartment)
        found = declared.list(session, wanted, limit)
    if as_json:
        put(found)
        return
    for record in found:
        answer("  ".join(str(record.get(name) or "") for name in SHOWN) + "  " + _line(record))
    say(tr("{count} records", count=len(found)))


def _line(record: Mapping[str, Any]) -> str:
    text = " ".join(str(record.get("content") or record.get("name") or "").split())
    return text if len(text) <= 70 else text[:69] + "…"


@click.command(help=tr("Show one record with everything you may see; the opening is audited."))
@signed_in
@click.argument("kind")
@click.argument("number")
@click.option("--reveal", is_flag=True, help=tr("With who the person is; audited with the reason."))
@click.option("--reason", default="", help=tr("Why the person is shown."))
def show(
    vault: Path,
    user: str,
    password_stdin: bool,
    as_json: bool,
    kind: str,
    number: str,
    reveal: bool,
    reason: str,
) -> None:
    from app.kinds import kind as kind_named

    declared = kind_named(kind)
    if reveal and declared.reveal is None:
        raise Invalid(N_("Records of the kind “{name}” have nothing to reveal."), name=kind)
    with session_on(vault, user, password_stdin) as session:
        session.compartment_key(declared.compartment)
        if reveal and declared.reveal is not None:
            record = declared.reveal(session, number, reason)
        else:
            record = declared.show(session, number)
    if as_json:
        put(record)
        return
    for name, value in record.items():
        if value not in (None, [], ""):
            answer(f"{name}: {value}")


@click.command(help=tr("Search every kind that you may read; the term is audited."))
@signed_in
@click.argument("text")
def search(vault: Path, user: str, password_stdin: bool, as_json: bool, text: str) -> None:
    from app.common.permissions import require
    from app.kinds import KINDS

    with session_on(vault, user, password_stdin) as session:
        require(session, "search")
        found = [
            hit
            for declared in KINDS.values()
            if declared.compartment in session.compartments
            for hit in declared.search(session, text)
        ]
    if as_json:
        put(found)
        return
    for hit in found:
        answer(f"{hit['kind']}  {hit['number']}  {hit['snippet']}")
    say(tr("{count} records", count=len(found)))


@click.command(help=tr("Export what the list shows to an Excel file; audited with its purpose."))
@signed_in
@click.argument("kind")
@click.argument("out", type=click.Path(path_type=Path))
@FILTER
@click.option("--purpose", default=None, help=tr("What the export is for."))
@click.option("--names", is_flag=True, help=tr("With who the people are: leads only, with the purpose as the reason."))
def export(
    vault: Path,
    user: str,
    password_stdin: bool,
    as_json: bool,
    kind: str,
    out: Path,
    filters: tuple[str, ...],
    purpose: str | None,
    names: bool,
) -> None:
    from app.common.kinds import with_names
    from app.exchange.exporting import export_list
    from app.kinds import kind as kind_named

    declared, wanted = kind_named(kind), conditions(filters)
    if names:
        declared = with_names(declared)
        purpose = purpose or ""  # no reason stands for a reason
    with session_on(vault, user, password_stdin) as session:
        session.compartment_key(declared.compartment)
        said = tr("Export by command line") if purpose is None else purpose
        done = export_list(session, declared, wanted, out, said)
    if as_json:
        put({"file": str(done.path), "count": done.count, "sha256": done.sha256})
    else:
        answer(tr("{count} records written to {file}", count=done.count, file=str(done.path)))
