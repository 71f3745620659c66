"""Can this be stored as a report? Checking and tidying what a person entered, and writing it to the record."""

from dataclasses import replace
from datetime import UTC, datetime, time

from sqlalchemy.orm import Session as Orm

from app.common import entered
from app.common.dates import OFFICE_ZONE
from app.common.i18n import N_
from app.common.text import nfc
from app.police.reports import sealing
from app.police.reports.models import Report
from app.police.reports.rules import UNKNOWABLE, has_respondent, must_seal
from app.police.reports.terms import Flag, ReporterForm, ReportKind, Urgency
from app.police.reports.values import NewReport, Place, Reporter, Respondent
from app.registry import choices
from app.registry import queries as registry
from app.vault.errors import AppError, Invalid
from app.vault.session import Session

# When only the day is known, limits count from its beginning; `time_known` says that no hour is shown.
UNKNOWN_TIME = time(0, 0)
NOT_SAVED = N_("The report was not saved. Correct what is marked.")
# How the forms call what stands inside of an entry.
_NAMES = {
    "officer_id": "officer",
    "reporter.form": "reporter_form",
    "reporter.relayed_by": "relayed_by",
    **{f"reporter.{name}": f"reporter_{name}" for name in ("name", "phone", "address", "identity")},
    **{f"respondent.{name}": f"respondent_{name}" for name in ("name", "detail")},
    **{f"place.{name}": name for name in ("village_id", "establishment_id", "establishment_name", "address")},
}


def moment(new: NewReport) -> datetime:
    """When it was received, in UTC."""
    here = datetime.combine(new.received_on, new.received_time or UNKNOWN_TIME, tzinfo=OFFICE_ZONE)
    return here.astimezone(UTC)


def checked(session: Session, db: Orm, new: NewReport, before: NewReport | None = None) -> NewReport:
    """The entry as it would be stored. Raises Invalid with an error for each field that is wrong.

    `before` is what the record says now: what the lists use no longer stays where nobody changed it.
    """
    fields: dict[str, AppError] = {}
    new = entered.typed(new, _NAMES)
    new = replace(
        new,
        content=nfc(new.content).strip(),
        note=nfc(new.note).strip(),
        source=new.source.strip(),
        reporter=sealing.tidy(new.reporter),
        place=_place(db, new.place, before.place if before is not None else Place(), fields),
    )
    if new.respondent is not None:
        named = Respondent(nfc(new.respondent.name).strip(), nfc(new.respondent.detail).strip())
        new = replace(new, respondent=named if named.name or named.detail else None)
    if new.respondent is not None and not has_respondent(new.kind):
        fields["respondent_name"] = Invalid(
            N_("Only a denunciation or a complaint names a respondent. Nobody is named in other reports.")
        )
    if moment(new) > session.clock():
        fields["received_on"] = Invalid(N_("The day of receipt lies in the future."))
    if not new.content and not new.incomplete:
        fields["content"] = Invalid(N_("Enter what it is about, or keep the report as incomplete."))
    if not new.source and not new.incomplete:
        fields["source"] = Invalid(N_("Choose how it came in, or keep the report as incomplete."))
    if (why := choices.wrong_item(db, registry.SOURCES, new.source, before.source if before else "")) is not None:
        fields["source"] = why
    if strange := sorted(new.unknown - {*UNKNOWABLE, *(before.unknown if before else ())}):
        fields["unknown"] = Invalid(entered.NOT_A_CHOICE, value=strange[0])
    if new.instance not in (1, 2) or (new.instance == 2 and new.kind is not ReportKind.COMPLAINT):
        fields["instance"] = Invalid(N_("Only a complaint can be a second one."))
    if new.officer_id is not None and new.officer_id not in officers(session):
        fields["officer"] = Invalid(N_("That person cannot be in charge of a report."))
    if fields:
        raise Invalid(NOT_SAVED, fields)
    return new


def checked_reporter(new: NewReport) -> NewReport:
    """The entry, if its reporter can be stored as given. Raises Invalid."""
    fields: dict[str, AppError] = {}
    reporter = sealing.tidy(new.reporter)
    nameless = reporter.form is ReporterForm.NAMED and not reporter.name
    if nameless and not new.incomplete and "reporter_name" not in new.unknown:
        fields["reporter_name"] = Invalid(
            N_("Enter the reporter's name, or choose “Anonymous”, or mark the name as not known.")
        )
    if reporter.form is ReporterForm.BY_RELAY and not reporter.relayed_by and not new.incomplete:
        fields["relayed_by"] = Invalid(N_("Enter who told it."))
    if fields:
        raise Invalid(NOT_SAVED, fields)
    return replace(new, reporter=reporter)


def officers(session: Session) -> dict[str, str]:
    """Who can be put in charge of a report: active officers and leads of the unit, id -> name."""
    unit = session.account.unit
    return {
        each.id: each.full_name
        for each in session.accounts()
        if each.active and not each.invited and each.unit is unit and each.level != "viewer"
    }


def _place(db: Orm, place: Place, before: Place, fields: dict[str, AppError]) -> Place:
    if (why := choices.wrong_village(db, place.village_id, before.village_id)) is not None:
        fields["village_id"] = why
    name = nfc(place.establishment_name).strip()
    if place.establishment_id is not None:
        found = registry.establishment(db, place.establishment_id)
        if found is None:
            fields["establishment_id"] = Invalid(N_("That establishment is not in the register."))
        elif not found.active and place.establishment_id != before.establishment_id:
            fields["establishment_id"] = Invalid(
                N_("“{name}” is not in use in the register. Choose another, or enter its name."), name=found.name
            )
        else:
            name = found.name
    return replace(place, establishment_name=name, address=nfc(place.address).strip())


def write(session: Session, db: Orm, report: Report, new: NewReport) -> None:
    """Put the checked entry into the record; kind, number, state and deadlines are the caller's."""
    report.received_at = moment(new)
    report.received_on = new.received_on
    report.time_known = new.received_time is not None
    report.source = new.source
    report.instance = new.instance
    report.respondent_name = new.respondent.name if new.respondent else ""
    report.respondent_detail = new.respondent.detail if new.respondent else ""
    report.village_id = new.place.village_id
    report.village_name = registry.village_name(db, new.place.village_id)
    report.establishment_id = new.place.establishment_id
    report.establishment_name = new.place.establishment_name
    report.address = new.place.address
    report.content = new.content
    report.note = new.note
    report.urgency = new.urgency.value
    report.child = Flag.CHILD in new.flags
    report.trafficking = Flag.TRAFFICKING in new.flags
    report.violence = Flag.VIOLENCE in new.flags
    report.unknown = sorted(new.unknown)
    report.incomplete = new.incomplete


def write_reporter(session: Session, report: Report, new: NewReport) -> None:
    """Put the reporter into the columns, or under seal where the law or the person asks for it."""
    if must_seal(ReportKind(report.kind)) or new.sealed:
        sealing.write_sealed(session, report, new.reporter)
    else:
        sealing.write_open(report, new.reporter)


def as_entered(report: Report) -> NewReport:
    """The record in the form in which it is entered. A sealed reporter is left blank: see `sealed`."""
    time_here = report.received_at.astimezone(OFFICE_ZONE).time() if report.time_known else None
    named = Respondent(report.respondent_name, report.respondent_detail)
    return NewReport(
        kind=ReportKind(report.kind),
        received_on=report.received_on,
        content=report.content,
        received_time=time_here,
        source=report.source,
        reporter=_entered_reporter(report),
        respondent=named if named.name or named.detail else None,
        place=Place(report.village_id, report.establishment_id, report.establishment_name, report.address),
        urgency=Urgency(report.urgency),
        flags=frozenset(flag for flag in Flag if getattr(report, flag.value)),
        instance=report.instance,
        officer_id=report.officer_id,
        note=report.note,
        sealed=report.reporter_sealed is not None,
        unknown=frozenset(report.unknown),
        incomplete=report.incomplete,
    )


def _entered_reporter(report: Report) -> Reporter:
    return Reporter(ReporterForm(report.reporter_form)) if report.reporter_sealed else sealing.in_the_open(report)
