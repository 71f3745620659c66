"""Verbs about the vault itself: init, claim, audit, verify, backup."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from app.cli.contract import (
    AS_JSON,
    PASSWORD_STDIN,
    RESCUE,
    USER,
    VAULT,
    Enter,
    answer,
    put,
    read_password,
    say,
    session_on,
    signed_in,
)
from app.common.i18n import N_, tr
from app.vault.people import Unit

if TYPE_CHECKING:
    from app.registry.first_run import OtherLead
    from app.registry.keys_in_words import MarkInWords
    from app.vault.ends import Loss
    from app.vault.integrity import Findings
    from app.vault.session import Session

# The first leads that `init` invites when it is not told others: user name, full name to be corrected.
FIRST_LEADS = {
    Unit.POLICE: ("truong.congan", N_("Lead of the commune police")),
    Unit.HEALTH: ("truong.tramyte", N_("Lead of the health station")),
    Unit.SOCIAL: ("truong.hoiphunu", N_("Lead of the Women's Union and social affairs")),
    Unit.COORDINATION: ("truong.vhxh", N_("Lead of coordination")),
}


@click.command(help=tr("Create a vault, its recovery codes, and invitations for the other units' first leads."))
@VAULT
@click.option("--user", default="truong", show_default=True, help=tr("The founder's user name; leads the unit."))
@PASSWORD_STDIN
@click.option("--full-name", default="", help=tr("The founder's full name."))
@click.option("--unit", type=click.Choice([unit.value for unit in Unit]), default="police", show_default=True)
@click.option("--invite", "invited", multiple=True, metavar="UNIT:USER", help=tr("First lead of another unit."))
@click.option("--alone", is_flag=True, help=tr("Invite nobody: this computer serves one unit only."))
@click.option("--split", is_flag=True, help=tr("Recovery codes in three envelopes, of which any two suffice."))
@AS_JSON
def init(
    vault: Path,
    user: str,
    password_stdin: bool,
    full_name: str,
    unit: str,
    invited: tuple[str, ...],
    alone: bool,
    split: bool,
    as_json: bool,
) -> None:
    from app.registry.first_run import begin
    from app.registry.keys_in_words import good_until
    from app.vault.founding import Founder
    from app.vault.recovery import RecoveryForm

    others = _others(Unit(unit), invited, alone)
    password = read_password(password_stdin, tr("New password"), confirm=True)
    form = RecoveryForm.TWO_OF_THREE if split else RecoveryForm.WHOLE
    beginning = begin(vault, Founder(user, full_name or user, Unit(unit)), password, form, others)
    beginning.session.sign_out()
    beginning.session.vault.close()
    document = {
        "vault": str(vault),
        "user": user,
        "unit": unit,
        "level": "lead",
        "recovery": [
            {"compartment": sheet.compartment.value, "form": form.value, "codes": list(sheet.codes)}
            for sheet in beginning.sheets
        ],
        "invitations": [
            {
                "user": made.account.user,
                "unit": made.account.unit.value,
                "one_time_password": made.password,
                "expires": made.expires.isoformat(timespec="seconds") if made.expires else None,
            }
            for made in beginning.invitations
        ],
    }
    if as_json:
        put(document)
        return
    answer(tr("The vault was created. Copy what follows to paper now: it is shown once and kept nowhere."))
    for sheet in beginning.sheets:
        for code in sheet.codes:
            answer(tr("Recovery code of {part}: {code}", part=sheet.compartment.value, code=code))
    for made in beginning.invitations:
        answer(tr("One-time password of {user}: {password}", user=made.account.user, password=made.password))
        answer(good_until(made))


def _others(own: Unit, invited: tuple[str, ...], alone: bool) -> "list[OtherLead]":
    from app.registry.first_run import OtherLead

    if alone:
        return []
    chosen = {unit: (user, tr(name)) for unit, (user, name) in FIRST_LEADS.items() if unit is not own}
    for entry in invited:
        name, _, user = entry.partition(":")
        if name not in {unit.value for unit in chosen} or not user:
            raise click.BadParameter(tr("“{entry}” is not UNIT:USER.", entry=entry))
        chosen[Unit(name)] = (user, user)
    return [OtherLead(user, full_name, unit) for unit, (user, full_name) in chosen.items()]


@click.command(help=tr("First sign-in: exchange a one-time password for one of your own."))
@VAULT
@USER
@PASSWORD_STDIN
@AS_JSON
def claim(vault: Path, user: str, password_stdin: bool, as_json: bool) -> None:
    from app.registry.accounts import renew_recovery, without_recovery
    from app.registry.keys_in_words import replaced_code
    from app.vault.access import open_vault
    from app.vault.membership import claim as claim_account
    from app.vault.recovery import RecoveryForm

    with open_vault(vault) as opened:
        one_time = read_password(password_stdin, tr("One-time password"))
        password = read_password(password_stdin, tr("New password"), confirm=True)
        session = claim_account(opened, user, one_time, password)
        try:
            sheets = [renew_recovery(session, part, RecoveryForm.WHOLE) for part in without_recovery(session)]
            note = replaced_code(session) if sheets else ""
        finally:
            session.sign_out()
    if as_json:
        recovery = [{"compartment": sheet.compartment.value, "codes": list(sheet.codes)} for sheet in sheets]
        put({"user": user, "recovery": recovery})
        return
    answer(tr("Your own password is set."))
    if note:
        answer(note)
    for sheet in sheets:
        for code in sheet.codes:
            answer(tr("Recovery code of {part}: {code}", part=sheet.compartment.value, code=code))


@click.command(help=tr("Verify the audit chains of the compartments you may open."))
@signed_in
def audit(vault: Path, user: str, password_stdin: bool, as_json: bool) -> None:
    from app.registry.keys_in_words import marks_in_words
    from app.registry.safekeeping import verify_audits

    with session_on(vault, user, password_stdin) as session:
        findings = verify_audits(session)
        marks = marks_in_words(session, findings)
        told = _in_words(session, findings)
    _report(session, findings, told, marks, as_json)


@click.command(help=tr("Verify everything you may open: files, accounts, audit chains, the newest backup."))
@signed_in
@RESCUE
def verify(vault: Path, user: str, password_stdin: bool, as_json: bool, enter: Enter) -> None:
    from app.registry.keys_in_words import marks_in_words
    from app.registry.safekeeping import verify_all

    with session_on(vault, user, password_stdin, enter) as session:
        findings = verify_all(session)
        marks = marks_in_words(session, findings)
        told = _in_words(session, findings)
    _report(session, findings, told, marks, as_json)


def _in_words(session: "Session", findings: "Findings") -> list[str]:
    """Each problem as a sentence; the records are asked for the numbers that people know them by."""
    from app.audit_words.damage import problem_words
    from app.registry import alarms

    return [
        alarms.told(session, problem.loss) if problem.loss else problem_words(session, problem)
        for problem in findings.problems
    ]


def _report(
    session: "Session", findings: "Findings", told: list[str], marks: "list[MarkInWords]", as_json: bool
) -> None:
    from app.registry import alarms

    notices = [alarms.told(session, loss) for loss in findings.notices]
    if as_json:
        problems = [
            {"where": problem.where, "entry": problem.entry, "message": text} | _missing(problem.loss)
            for problem, text in zip(findings.problems, told, strict=True)
        ]
        on_loan = [
            {"where": m.where, "entry": m.entry, "account": m.account, "count": m.count, "message": m.message}
            for m in marks
        ]
        document = {"ok": findings.ok, "checked": findings.checked, "problems": problems}
        put({**document, "notices": on_loan} if on_loan else document)
    else:
        answer(
            tr(
                "Checked: {count}. Problems: {problems}.",
                count=findings.checked,
                problems=len(findings.problems),
            )
        )
    for problem, text in zip(findings.problems, told, strict=True):
        say(f"{problem.where} {problem.entry or ''}: {text}")
    for text in notices:
        say(text)
    for mark in marks:
        say(f"{mark.where} {mark.entry}: {mark.message}")
    if not findings.ok:
        raise SystemExit(1)


def _missing(loss: "Loss | None") -> dict[str, object]:
    """Which entries are gone, for a script: numbers, moments, and where they were known from."""
    if loss is None:
        return {}
    told = {
        "first": loss.first,
        "last": loss.last,
        "last_kept_at": loss.kept_at,
        "known_from": loss.known.source.value,
        "known_at": loss.known.at,
        "backup": loss.known.name or None,
    }
    return {"missing": told}


@click.command(help=tr("Make a backup of the encrypted files now."))
@signed_in
@click.option(
    "--to",
    "place",
    type=click.Path(path_type=Path),
    default=None,
    help=tr("Copy it to this stick or network folder, too, and read it back from there."),
)
def backup(vault: Path, user: str, password_stdin: bool, as_json: bool, place: Path | None) -> None:
    from app.registry.elsewhere import copy_to
    from app.registry.safekeeping import back_up

    with session_on(vault, user, password_stdin) as session:
        made = back_up(session)
        if not as_json:
            answer(tr("Backup made: {folder}", folder=str(made.folder)))
        copied = copy_to(session, place) if place is not None else None
    if as_json:
        put(
            {
                "folder": str(made.folder),
                "made_at": made.made_at.isoformat(),
                "copied_to": copied.label if copied is not None else None,
            }
        )
    elif copied is not None:
        answer(tr("The backup was copied to “{place}” and read back from it.", place=copied.label))
