"""Who may know who reported? Sealing a reporter's identity inside the compartment, and keeping it out of the rest.

A denouncer's identity is protected by law: it is sealed to the officer in charge (before one is assigned, to who
took the report in) and the leads, a second lock inside `police`. The columns stay empty, so lists, search, sort
keys, snapshots and audit have nothing to give away. Each seal is signed for its report by who sealed it: one that a
colleague swapped with a tool of their own, or copied from another report, is found, audited and not shown.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict

from sqlalchemy import select, update
from sqlalchemy.orm import Session as Orm

from app.common.i18n import N_
from app.common.text import name_key, nfc, normal_phone
from app.police.reports.models import Report, ReportEvent, ReportVersion
from app.police.reports.record import KIND, REPORTER_COLUMNS, subject
from app.police.reports.terms import ReporterForm
from app.police.reports.values import Reporter
from app.vault import audit, seals
from app.vault.compartments import Compartment
from app.vault.errors import Damaged
from app.vault.people import Level, Unit
from app.vault.session import Session, Work

MASK = N_("Denouncer (sealed)")
MASK_OTHERS = N_("Reporter (sealed)")
ANONYMOUS = N_("Anonymous")
# What the audit says when every seal was made anew; from then on an unsigned one is not of this office's making.
ALL_RESEALED = "reports.all_resealed"


class SealChanged(Damaged):
    """A sealed reporter is not what its signature says; nothing of it was shown."""

    def __init__(self, report: Report) -> None:
        super().__init__(
            N_(
                "The sealed reporter of {number} was not sealed for this report by anybody in this vault: it was"
                " changed with another tool. It is not shown, so as not to name the wrong person. Compare with a"
                " backup, and ask who took the report in."
            ),
            number=report.number,
        )
        self.subject = subject(report)


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
    """Store a reporter sealed; of the form alone (named, anonymous, by relay) the rules need to know.

    The report must have its id already, which the seal is signed for.
    """
    payload = json.dumps(asdict(reporter), ensure_ascii=False).encode()
    report.reporter_form = reporter.form.value
    for column in REPORTER_COLUMNS:
        setattr(report, column, "")
    # Nothing to hide of who gave nothing.
    anonymous = reporter == Reporter(ReporterForm.ANONYMOUS)
    to = recipients(session, report)
    signed_for = _signed_for(report)
    report.reporter_sealed = None if anonymous else seals.seal(session, payload, to, signed_for, Compartment.POLICE)


def _signed_for(report: Report) -> str:
    if report.id is None:
        raise ValueError("a report is sealed once it has an id")
    return f"{KIND}/{report.id}"


def opened(session: Session, db: Orm, report: Report) -> seals.Opened:
    """The seal as it is, for those it was sealed to. Raises NotForYou, SealChanged."""
    assert report.reporter_sealed is not None
    found = seals.open_seal(session, report.reporter_sealed, _signed_for(report))
    unsigned = found.state is seals.SealState.UNSIGNED
    if found.state is seals.SealState.FOREIGN or (unsigned and not may_be_unsigned(session, db)):
        raise SealChanged(report)
    return found


def unsealed(session: Session, db: Orm, report: Report) -> Reporter:
    """The reporter, for those it was sealed to. Raises NotForYou, SealChanged."""
    if report.reporter_sealed is None:
        return in_the_open(report)
    values = json.loads(opened(session, db, report).data)
    return Reporter(**{**values, "form": ReporterForm(values["form"])})


def may_be_unsigned(session: Session, db: Orm) -> bool:
    """Whether there can be seals of older versions: not in a vault founded since, nor once all were sealed anew."""
    if session.directory.rules_from == 1:
        return False
    done = audit.entries(db, Compartment.POLICE, action=ALL_RESEALED, subject=KIND)
    return not any(entry.detail and entry.detail.get("not_opened") == 0 for entry in done)


@contextmanager
def telling(session: Session) -> Iterator[None]:
    """Around a transaction that opens a seal: a changed one undoes it, and is told in the audit all the same."""
    try:
        yield
    except SealChanged as error:
        with session.work(Compartment.POLICE) as work:
            work.audit("reports.seal_changed", error.subject)
        raise


def seal_to_the_present(session: Session, db: Orm, report: Report) -> None:
    """Seal anew to those who may open it now. Raises NotForYou when the acting person cannot, SealChanged."""
    if report.reporter_sealed is not None:
        write_sealed(session, report, unsealed(session, db, report))


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
