"""The verb `import`: an Excel register into the vault, or a dry run that says what would happen."""

import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from app.cli.contract import answer, put, say, session_on, signed_in
from app.common.i18n import N_, tr
from app.vault.errors import Invalid

if TYPE_CHECKING:
    from app.common.imports import ImportKind, ImportPlan, Progress
    from app.exchange.importing import Choices, ImportResult

# More than this is no register of a commune.
LARGEST_FILE = 64 * 1024 * 1024
SHOWN_ERRORS = 20
SILENT_SECONDS = 2.0


@click.command(help=tr("Import an Excel register. With errors nothing is stored, unless those rows are skipped."))
@signed_in
@click.argument("kind")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help=tr("Say what would happen; store nothing."))
@click.option("--skip-errors", is_flag=True, help=tr("Leave rows with errors out and store the others."))
@click.option("--merge", is_flag=True, help=tr("Fill empty fields of records that are there already."))
@click.option("--default", "default", default=None, help=tr("What rows are that do not say, e.g. denunciation."))
@click.option("--sheet", default=None, help=tr("The name of the sheet, when it is not the right one that is found."))
@click.option(
    "--left-out",
    type=click.Path(path_type=Path),
    default=None,
    help=tr("Save the rows left out here (.xlsx)."),
)
def import_file(
    vault: Path,
    user: str,
    password_stdin: bool,
    as_json: bool,
    kind: str,
    file: Path,
    dry_run: bool,
    skip_errors: bool,
    merge: bool,
    default: str | None,
    sheet: str | None,
    left_out: Path | None,
) -> None:
    from app.exchange.importing import ColumnsMissing, RowsHaveErrors, plan_import, run_import
    from app.kinds import kind as kind_named

    declared, compartment = _declared(kind, default), kind_named(kind).compartment
    data = _read(file)
    with session_on(vault, user, password_stdin) as session:
        session.compartment_key(compartment)
        plan = plan_import(session, declared, data, sheet=sheet, progress=_told(N_("Rows read: {done} of {total}")))
        done, refused = None, None
        if not dry_run:
            try:
                stored = _told(N_("Rows stored: {done} of {total}"))
                done = run_import(session, plan, _choices(plan, skip_errors, merge), stored)
            except (RowsHaveErrors, ColumnsMissing) as error:  # the rows are shown all the same
                refused = error
    if left_out is not None:
        _save_left_out(plan, left_out)
    if as_json:
        put(_document(plan, done))
    else:
        _tell(plan, done)
    if refused is not None:
        raise refused


def _told(source: str) -> "Progress":
    """Progress on stderr, for work that takes longer than one waits without a word."""
    latest = time.monotonic()

    def tell(done: int, total: int) -> None:
        nonlocal latest
        if time.monotonic() - latest >= SILENT_SECONDS:
            latest = time.monotonic()
            say(tr(source, done=done, total=total))

    return tell


def _declared(kind: str, default: str | None) -> "ImportKind":
    from app.kinds import importable

    declared = importable(kind)
    if default is None:
        return declared
    codes = [code for code, _ in declared.defaults]
    if default not in codes or declared.with_default is None:
        raise click.BadParameter(tr("“{entry}” is none of: {codes}.", entry=default, codes=", ".join(codes)))
    return declared.with_default(default)


def _read(file: Path) -> bytes:
    try:
        if file.stat().st_size > LARGEST_FILE:
            raise Invalid(N_("The file {file} is too large for a register. Nothing was read."), file=str(file))
        return file.read_bytes()
    except OSError as error:
        raise Invalid(
            N_("The file {file} could not be read ({reason}). Check its name, and that it is closed elsewhere."),
            file=str(file),
            reason=error.strerror or "",
        ) from error


def _choices(plan: "ImportPlan", skip_errors: bool, merge: bool) -> "Choices":
    from app.common.imports import Choice, ErrorPolicy
    from app.exchange.importing import Choices

    policy = ErrorPolicy.LEAVE_OUT if skip_errors else ErrorPolicy.STORE_NOTHING
    stored = [row for row in plan.duplicates if row.duplicate_of and row.duplicate_of.row is None]
    return Choices(policy, {row.number: Choice.MERGE for row in stored} if merge else {})


def _save_left_out(plan: "ImportPlan", path: Path) -> None:
    from app.exchange.files import write_file
    from app.exchange.importing import save_left_out

    write_file(path, save_left_out(plan).data)


def _document(plan: "ImportPlan", done: "ImportResult | None") -> dict[str, Any]:
    return {
        "rows": len(plan.rows),
        "ready": len(plan.ready),
        "duplicates": len(plan.duplicates),
        "errors": [{"row": e.row, "field": e.field, "message": e.message} for e in plan.errors],
        "warnings": [{"row": w.row, "field": w.field, "message": w.message} for w in plan.warnings],
        "stored": done.added if done else 0,
        "merged": done.merged if done else 0,
        "left_out": done.left_out if done else 0,
        "batch": done.batch_id if done else None,
    }


def _tell(plan: "ImportPlan", done: "ImportResult | None") -> None:
    answer(
        tr(
            "Rows: {rows}; ready: {ready}; there already: {duplicates}; errors: {errors}.",
            rows=len(plan.rows),
            ready=len(plan.ready),
            duplicates=len(plan.duplicates),
            errors=len(plan.errors),
        )
    )
    for error in plan.errors[:SHOWN_ERRORS]:
        say(tr("Row {row}: {message}", row=error.row, message=error.message))
    if done is None:
        answer(tr("Nothing was stored."))
    else:
        answer(
            tr(
                "Stored: {added}; merged: {merged}; left out: {left}.",
                added=done.added,
                merged=done.merged,
                left=done.left_out,
            )
        )
