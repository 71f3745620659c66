"""How do the form's fields become a report, and a report the form's fields? Plain values, no widget."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, time
from typing import Any

from app.common.dates import show_date
from app.common.i18n import N_, tr
from app.desktop.records.drafts import NOT_KNOWN
from app.police.reports.declared import FIELD_NAMES
from app.police.reports.intake import officers
from app.police.reports.rules import UNKNOWABLE, has_respondent
from app.police.reports.services import EDITABLE
from app.police.reports.services_review import CORRECTABLE_OUTCOME
from app.police.reports.terms import (
    FLAG_NAMES,
    KIND_NAMES,
    REPORTER_FORM_NAMES,
    URGENCY_NAMES,
    Flag,
    ReporterForm,
    ReportKind,
    Urgency,
)
from app.police.reports.values import NewReport, Place, ReportDetail, Reporter, Respondent
from app.registry import queries as registry
from app.registry.queries import EstablishmentInfo, VillageInfo
from app.vault.session import Session

NOBODY = ""


@dataclass(frozen=True)
class Lists:
    """What the form offers to choose from, read once when it opens."""

    villages: tuple[tuple[int, str], ...]
    establishments: tuple[EstablishmentInfo, ...]
    sources: tuple[tuple[str, str], ...]
    officers: tuple[tuple[str, str], ...]

    def village(self, number: int | None) -> str:
        return dict(self.villages).get(number or 0, "")

    def establishment(self, place: Place) -> str:
        found = next((each.name for each in self.establishments if each.id == place.establishment_id), "")
        return found or place.establishment_name


def read_lists(session: Session, detail: ReportDetail | None = None) -> Lists:
    """The lists as the office keeps them now. What a report has stays to be chosen, even when it is used no longer."""
    place, source = (detail.place, detail.source) if detail is not None else (Place(), "")
    with session.read() as db:
        kept = registry.establishment(db, place.establishment_id)
        return Lists(
            tuple((each.id, each.name) for each in registry.every_village(db) if _offered(each, place.village_id)),
            (*registry.establishments(db, limit=5000), *((kept,) if kept is not None and not kept.active else ())),
            tuple(
                (each.code, each.name)
                for each in registry.whole_catalogue(db, registry.SOURCES)
                if each.active or each.code == source
            ),
            tuple(officers(session).items()),
        )


def _offered(village: VillageInfo, kept: int | None) -> bool:
    return village.active or village.id == kept


# --- fields → report -----------------------------------------------------------------------------------


def entered(values: Mapping[str, Any], *, incomplete: bool) -> NewReport:
    """The report that the fields describe. What the kind or the reporter does not call for is left out."""
    kind = ReportKind(values["kind"])
    form = ReporterForm(values.get("reporter_form") or ReporterForm.NAMED)
    asked = {name for name in UNKNOWABLE if values.get(name) is NOT_KNOWN}
    if form is not ReporterForm.NAMED:
        asked -= {"reporter_name", "reporter_phone", "reporter_address"}
    if not has_respondent(kind):
        asked.discard("respondent_name")
    number, name = values.get("establishment") or (None, "")
    village = values.get("village_id")
    return NewReport(
        kind=kind,
        received_on=values["received_on"],
        content=_text(values, "content"),
        received_time=values.get("received_time"),
        source=str(values.get("source") or ""),
        reporter=_reporter(form, values),
        respondent=_respondent(kind, values),
        place=Place(None if village is NOT_KNOWN else village, number, name, _text(values, "address")),
        urgency=Urgency(values.get("urgency") or Urgency.NORMAL),
        flags=frozenset(Flag(each) for each in values.get("flags") or ()),
        instance=int(values.get("instance") or 1) if kind is ReportKind.COMPLAINT else 1,
        officer_id=values.get("officer") or None,
        note=_text(values, "note"),
        sealed=bool(values.get("sealed")),
        unknown=frozenset(asked),
        incomplete=incomplete,
    )


def _text(values: Mapping[str, Any], name: str) -> str:
    value = values.get(name)
    return "" if value is None or value is NOT_KNOWN else str(value)


def _reporter(form: ReporterForm, values: Mapping[str, Any]) -> Reporter:
    if form is ReporterForm.ANONYMOUS:
        return Reporter(form)
    return Reporter(
        form,
        _text(values, "reporter_name"),
        _text(values, "reporter_phone"),
        _text(values, "reporter_address"),
        _text(values, "reporter_identity"),
        _text(values, "relayed_by") if form is ReporterForm.BY_RELAY else "",
    )


def _respondent(kind: ReportKind, values: Mapping[str, Any]) -> Respondent | None:
    named = Respondent(_text(values, "respondent_name"), _text(values, "respondent_detail"))
    return named if has_respondent(kind) and (named.name or named.detail) else None


# --- report → fields -----------------------------------------------------------------------------------


def of_detail(detail: ReportDetail) -> NewReport:
    """The report in the form in which it is entered; a sealed reporter is blank."""
    return NewReport(
        kind=detail.kind,
        received_on=detail.received_on,
        content=detail.content,
        received_time=detail.received_time,
        source=detail.source,
        reporter=detail.reporter or Reporter(detail.reporter_form),
        respondent=detail.respondent,
        place=detail.place,
        urgency=detail.urgency,
        flags=detail.flags,
        instance=detail.instance,
        officer_id=detail.officer_id,
        note=detail.note,
        sealed=detail.sealed,
        unknown=detail.unknown,
        incomplete=detail.incomplete,
    )


def as_fields(report: NewReport) -> dict[str, object]:
    """Field name → value, as the form's fields take them."""
    values: dict[str, object] = {
        "kind": report.kind,
        "instance": report.instance,
        "received_on": report.received_on,
        "received_time": report.received_time,
        "source": report.source or None,
        "reporter_form": report.reporter.form,
        **reporter_fields(report.reporter),
        "sealed": report.sealed,
        "respondent_name": report.respondent.name if report.respondent else None,
        "respondent_detail": report.respondent.detail if report.respondent else None,
        "village_id": report.place.village_id,
        "establishment": (report.place.establishment_id, report.place.establishment_name)
        if report.place.establishment_id is not None or report.place.establishment_name
        else None,
        "address": report.place.address,
        "content": report.content,
        "note": report.note,
        "urgency": report.urgency,
        "flags": report.flags,
        "officer": report.officer_id or NOBODY,
    }
    return values | {name: NOT_KNOWN for name in report.unknown if name in UNKNOWABLE}


def reporter_fields(reporter: Reporter) -> dict[str, object]:
    """The reporter's fields alone: after a sealed identity was shown for a reason."""
    return {
        "reporter_form": reporter.form,
        "reporter_name": reporter.name,
        "reporter_phone": reporter.phone,
        "reporter_address": reporter.address,
        "reporter_identity": reporter.identity,
        "relayed_by": reporter.relayed_by,
    }


def changes(before: NewReport, now: NewReport, *, reporter_known: bool) -> dict[str, object]:
    """What the person changed, by NewReport's names; a sealed reporter nobody looked at is no change."""
    names = [field.name for field in fields(NewReport) if field.name in EDITABLE]
    found = {name: getattr(now, name) for name in names if getattr(now, name) != getattr(before, name)}
    if not reporter_known:
        found.pop("reporter", None)
        hidden = {"reporter_name", "reporter_phone", "reporter_address"}
        if "unknown" in found:
            found["unknown"] = (now.unknown - hidden) | (before.unknown & hidden)
            if found["unknown"] == before.unknown:
                del found["unknown"]
    return found


# --- how a value reads ---------------------------------------------------------------------------------

NAMES: dict[str, str] = {
    "reporter": N_("Reporter"),
    "respondent": N_("Respondent"),
    "place": N_("Place"),
    "flags": N_("Comes before others"),
    **{name: FIELD_NAMES[name] for name in ("source", "content", "note", "urgency", "received_on", "received_time")},
    **{name: FIELD_NAMES[name] for name in ("unknown", "incomplete", *CORRECTABLE_OUTCOME)},
}


def shown(value: object, lists: Lists, name: str = "") -> str:
    """A value of NewReport as a person reads it; empty when nothing is stated."""
    match value:
        case bool():
            return tr("Yes") if value else tr("No")
        case date():
            return show_date(value)
        case time():
            return f"{value:%H:%M}"
        case Urgency():
            return tr(URGENCY_NAMES[value])
        case ReportKind():
            return tr(KIND_NAMES[value])
        case Reporter():
            parts = (value.name, value.phone, value.address, value.identity, value.relayed_by)
            return " · ".join((tr(REPORTER_FORM_NAMES[value.form]), *(part for part in parts if part)))
        case Respondent():
            return " · ".join(part for part in (value.name, value.detail) if part)
        case Place():
            places = (lists.establishment(value), value.address, lists.village(value.village_id))
            return ", ".join(place for place in places if place)
        case frozenset():
            known = {**{flag.value: source for flag, source in FLAG_NAMES.items()}, **FIELD_NAMES}
            return ", ".join(tr(known.get(str(each), str(each))) for each in sorted(value))
        case None:
            return ""
        case _ if name == "source":
            return dict(lists.sources).get(str(value), str(value))
        case _:
            return str(value)
