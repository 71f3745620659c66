"""Who may know who reported? Sealing a reporter's identity inside the compartment, and keeping it out of the rest.

A denouncer's identity is protected by law: it is sealed to the officer in charge (before one is assigned, to who
took the report in) and the leads, a second lock inside `police`. The columns stay empty, so lists, search, sort
keys, snapshots and audit have nothing to give away.
"""

import json
from dataclasses import asdict

from sqlalchemy import select, update

from app.common.i18n import N_
from app.common.text import name_key, nfc, normal_phone
from app.police.reports.models import Report, ReportEvent, ReportVersion
from app.police.reports.record import REPORTER_COLUMNS
from app.police.reports.terms import ReporterForm
from app.police.reports.values import Reporter
from app.vault.compartments import Compartment
from app.vault.people import Level, Unit
from app.vault.session import Session, Work

MASK = N_("Denouncer (sealed)")
MASK_OTHERS = N_("Reporter (sealed)")
ANONYMOUS = N_("Anonymous")


def tidy(reporter: Reporter) -> Reporter:
    """The texts as they are stored. An anonymous reporter has none."""
    if reporter.form is ReporterForm.ANONYMOUS:
        return Reporter(ReporterForm.ANONYMOUS)
    return Reporter(
        reporter.form,
        nfc(reporter.name).strip(),
        normal_phone(reporter.phone) if reporter.phone.strip() else "",
        nfc(reporter.address).strip(),
        reporter.identity.strip(),
        nfc(reporter.relayed_by).strip(),
    )


def in_the_open(report: Report) -> Reporter:
    """The reporter as the columns have it."""
    return Reporter(
        ReporterForm(report.reporter_form),
        report.reporter_name,
        report.reporter_phone,
        report.reporter_address,
        report.reporter_identity,
        report.relayed_by,
    )


def write_open(report: Report, reporter: Reporter) -> None:
    """Store a reporter whose identity need not be sealed."""
    report.reporter_form = reporter.form.value
    report.reporter_name = reporter.name
    report.reporter_phone = reporter.phone
    report.reporter_address = reporter.address
    report.reporter_identity = reporter.identity
    report.relayed_by = reporter.relayed_by
    report.reporter_sort = name_key(reporter.name) if reporter.name else ""
    report.reporter_sealed = None


def recipients(session: Session, report: Report) -> list[str]:
    """The officer in charge, or who took it in; and every lead of the unit."""
    police = {each.id: each for each in session.accounts() if each.unit is Unit.POLICE and each.active}
    leads = {each.id for each in police.values() if each.level is Level.LEAD and not each.invited}
    one = report.officer_id or report.received_by or session.account.id
    return sorted(leads | ({one} if one in police else set()))


def write_sealed(session: Session, report: Report, reporter: Reporter) -> None:
    """Store a reporter sealed; of the form alone (named, anonymous, by relay) the rules need to know."""
    payload = json.dumps(asdict(reporter), ensure_ascii=False).encode()
    report.reporter_form = reporter.form.value
    for column in REPORTER_COLUMNS:
        setattr(report, column, "")
    # Nothing to hide of who gave nothing.
    anonymous = reporter == Reporter(ReporterForm.ANONYMOUS)
    to = recipients(session, report)
    report.reporter_sealed = None if anonymous else session.seal(payload, to, Compartment.POLICE)


def unsealed(session: Session, report: Report) -> Reporter:
    """The reporter, for those it was sealed to. Raises NotForYou."""
    if report.reporter_sealed is None:
        return in_the_open(report)
    values = json.loads(session.unseal(report.reporter_sealed))
    return Reporter(**{**values, "form": ReporterForm(values["form"])})


def seal_to_the_present(session: Session, report: Report) -> None:
    """Seal anew after the officer changed. Raises NotForYou when the acting person cannot open it."""
    if report.reporter_sealed is not None:
        write_sealed(session, report, unsealed(session, report))


def seal_an_open_one(work: Work, report: Report) -> None:
    """Seal a reporter who stood in the open until now, and wipe what earlier snapshots and versions kept.

    Undo of earlier acts is given up for it: a snapshot must not bring the name back.
    """
    write_sealed(work.session, report, in_the_open(report))
    work.db.execute(update(ReportEvent).where(ReportEvent.report_id == report.id).values(before=None))
    for version in work.db.scalars(select(ReportVersion).where(ReportVersion.report_id == report.id)):
        version.record = {name: "" if name in REPORTER_COLUMNS else value for name, value in version.record.items()}


def mask(report: Report) -> str:
    """What lists show in place of a sealed reporter (English source text); empty when nothing is sealed."""
    if report.reporter_sealed is None:
        return ""
    return MASK if report.kind == "denunciation" else MASK_OTHERS


def shown(report: Report) -> str:
    """The reporter as a list shows them: the name, or English source text to be translated."""
    if report.reporter_form == ReporterForm.ANONYMOUS:
        return ANONYMOUS
    return mask(report) or report.reporter_name or report.relayed_by
