"""In which order does the intake form ask, and what appears only where the case calls for it?

The order is the paper register's, with the classification first: it decides the register, the law and the clock.
"""

from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from app.common.i18n import N_, tr
from app.common.text import identity_warning, phone_warning
from app.desktop.police.reports.form_fields import FlagsField, KindField
from app.desktop.police.reports.form_values import NOBODY, Lists
from app.desktop.records.drafts import NOT_KNOWN
from app.desktop.records.fields import HourField, OrUnknown, TickField
from app.desktop.records.fields_more import CatalogueField, EstablishmentField, FilesField
from app.desktop.theme import Tone
from app.desktop.widgets import UNKNOWN, Banner, Choice, ChoiceField, DateField, Field, Form, TextArea, TextField, label
from app.desktop.widgets.form import Editor
from app.police.reports.declared import FIELD_NAMES
from app.police.reports.grounds import grounds_for
from app.police.reports.rules import has_respondent, must_seal
from app.police.reports.services_review import CORRECTABLE_OUTCOME
from app.police.reports.terms import (
    REPORTER_FORM_NAMES,
    URGENCY_NAMES,
    ReporterForm,
    ReportKind,
)
from app.police.reports.values import ReportDetail
from app.registry import queries as registry
from app.vault.people import Level, Unit
from app.vault.session import Session

REPORTER_FIELDS = ("reporter_name", "reporter_phone", "reporter_address", "reporter_identity")


@dataclass
class Layout:
    """The form and the parts of it that come and go."""

    form: Form
    respondent_head: QWidget
    seal_notice: Banner


def build(session: Session, lists: Lists, detail: ReportDetail | None, reason: str) -> Layout:
    """The fields for a new report, or for changing one (`reason` asks for one: a correction)."""
    form = Form()
    if reason:
        form.section(N_("Why it is corrected"), reason)
        form.row(Field("reason", N_("Reason"), TextArea(lines=2), required=True))
    _classification(form, detail)
    _receipt(form, session, lists, detail)
    form.section(N_("Who reported"))
    seal_notice = Banner(_who_may_open(session, detail), Tone.INFO)
    form.add(seal_notice)
    _reporter(form)
    head = label(N_("Against whom"), "section")
    form.add(head)
    form.row(
        Field("respondent_name", N_("Respondent"), OrUnknown(TextField()), stretch=1),
        Field("respondent_detail", N_("Respondent's position and address"), TextField(), stretch=1),
    )
    _matter(form, lists)
    _handling(form, session, lists, detail)
    if reason and detail is not None:
        _outcome(form, session, detail)
    if detail is not None:
        for name in ("kind", "instance", "sealed", "officer", "files"):
            form.show_field(name, False)
    return Layout(form, head, seal_notice)


def _classification(form: Form, detail: ReportDetail | None) -> None:
    if detail is None:
        form.section(
            N_("What it is"), N_("This comes first: it decides the register, the law that applies and the time limits.")
        )
    form.row(Field("kind", N_("Kind"), KindField(), required=True))
    instances = [Choice(1, N_("First complaint")), Choice(2, N_("Second complaint"))]
    form.row(Field("instance", N_("Instance"), ChoiceField(instances)))


def _receipt(form: Form, session: Session, lists: Lists, detail: ReportDetail | None) -> None:
    who = detail.received_by if detail is not None else session.account.full_name
    form.section(N_("How it was received"), tr("Received by {name}", name=who))
    sources = [Choice(code, name, translated=False) for code, name in lists.sources]
    form.row(
        Field("received_on", N_("Received on"), DateField(session.today), required=True, stretch=2),
        Field("received_time", N_("Hour, if known"), HourField(), stretch=1),
        Field("source", N_("How it came in"), ChoiceField(sources), required=True, stretch=3),
    )


def _reporter(form: Form) -> None:
    forms = [Choice(each, REPORTER_FORM_NAMES[each]) for each in ReporterForm]
    form.row(Field("reporter_form", N_("Reporter"), ChoiceField(forms)))
    form.row(Field("relayed_by", N_("Who told it"), TextField(), required=True))
    form.row(
        Field("reporter_name", N_("Reporter's name"), OrUnknown(TextField()), required=True, stretch=1),
        Field("reporter_phone", N_("Reporter's phone"), OrUnknown(TextField()).warns(phone_warning), stretch=1),
    )
    identity = OrUnknown(TextField()).warns(identity_warning)
    identity.unknown.hide()
    form.row(
        Field("reporter_address", N_("Reporter's address"), OrUnknown(TextField()), stretch=1),
        Field(
            "reporter_identity",
            N_("Identity number"),
            identity,
            hint=N_("Only where a document needs it."),
            stretch=1,
        ),
    )
    form.row(Field("sealed", N_("Secrecy"), TickField(N_("The reporter asks that their identity be sealed"))))


def _matter(form: Form, lists: Lists) -> None:
    form.section(N_("What it is about"))
    form.row(Field("content", N_("Content"), TextArea(lines=5, most=16), required=True))
    villages = [
        Choice(NOT_KNOWN, UNKNOWN.name),
        *(Choice(number, name, translated=False) for number, name in lists.villages),
    ]
    places = EstablishmentField(lists.establishments, dict(lists.villages))
    form.row(
        Field("village_id", N_("Village"), ChoiceField(villages), stretch=1),
        Field("establishment", N_("Establishment"), places, stretch=2),
    )
    form.row(Field("address", N_("Address or landmark"), TextField(N_("House, street, where it is"))))


def _handling(form: Form, session: Session, lists: Lists, detail: ReportDetail | None) -> None:
    form.section(N_("How soon, and by whom"))
    form.row(
        Field("urgency", N_("Urgency"), ChoiceField([Choice(each, name) for each, name in URGENCY_NAMES.items()])),
    )
    form.row(Field("flags", N_("Comes before all others"), FlagsField()))
    lead = session.account.level is Level.LEAD
    people = [
        Choice(number, name, translated=False)
        for number, name in lists.officers
        if lead or number == session.account.id
    ]
    form.row(
        Field("officer", N_("Officer in charge"), ChoiceField([Choice(NOBODY, N_("Not assigned yet")), *people])),
    )
    form.row(Field("note", N_("Note"), TextArea(lines=2)))
    form.row(Field("files", N_("Files"), FilesField()))
    if detail is not None:
        form.show_field("files", False)


def _outcome(form: Form, session: Session, detail: ReportDetail) -> None:
    """What the steps wrote, where they wrote something; it is corrected like the facts, from the same lists."""
    with session.read() as db:
        listed = grounds_for(db, detail.kind, detail.instance)
        # What is stored stays to be chosen, even when the list has it no longer.
        kept = registry.item_name(db, registry.DECLINE_GROUNDS, detail.decline_ground)
        bodies = registry.catalogue(db, registry.AUTHORITIES)
    grounds = {each.code: each.name for each in listed} | {detail.decline_ground: kept}
    chosen: dict[str, Editor] = {
        "decline_ground": ChoiceField([Choice(code, name, translated=False) for code, name in grounds.items()]),
        "authority": CatalogueField(bodies),
    }
    stated = [name for name in CORRECTABLE_OUTCOME if getattr(detail, name)]
    if stated:
        form.section(N_("Outcome"))
    for name in stated:
        form.row(Field(name, FIELD_NAMES[name], chosen.get(name) or TextArea(lines=2), required=True))


def _who_may_open(session: Session, detail: ReportDetail | None) -> str:
    """The law's notice in words: who will be able to open the seal."""
    police = [each for each in session.accounts() if each.unit is Unit.POLICE and each.active]
    leads = ", ".join(each.full_name for each in police if each.level is Level.LEAD and not each.invited)
    officer = (detail.officer if detail is not None else "") or session.account.full_name
    if officer in leads:
        return tr(
            "The denouncer's identity will be sealed. Only {leads} and the officer in charge can open it, and each"
            " opening asks for a reason and is written to the audit.",
            leads=leads,
        )
    return tr(
        "The denouncer's identity will be sealed. Only {officer} (until somebody else is in charge) and {leads} can"
        " open it, and each opening asks for a reason and is written to the audit.",
        officer=officer,
        leads=leads,
    )


def adapt(layout: Layout, values: dict[str, object], *, editing: bool, reporter_known: bool) -> None:
    """Show what this kind and this reporter call for. What is hidden keeps what was typed in it."""
    form = layout.form
    kind = ReportKind(str(values["kind"])) if values.get("kind") else None
    reporter = values.get("reporter_form") or ReporterForm.NAMED
    form.show_field("instance", not editing and kind is ReportKind.COMPLAINT)
    against = kind is not None and has_respondent(kind)
    layout.respondent_head.setVisible(against)
    form.show_field("respondent_name", against)
    form.show_field("respondent_detail", against)
    sealing = kind is not None and must_seal(kind)
    layout.seal_notice.setVisible(sealing and not editing and reporter != ReporterForm.ANONYMOUS)
    form.show_field("reporter_form", reporter_known)
    form.show_field("relayed_by", reporter_known and reporter == ReporterForm.BY_RELAY)
    for name in REPORTER_FIELDS:
        form.show_field(name, reporter_known and reporter != ReporterForm.ANONYMOUS)
    form.show_field("sealed", not editing and not sealing and reporter != ReporterForm.ANONYMOUS)
