"""What do a referral, its news, a check after months and a choice about partners ask, and where does it go?"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from app.common.dates import OFFICE_ZONE, show_datetime
from app.common.i18n import N_, tr
from app.desktop.records.fields import HourField
from app.desktop.records.record_type import DraftsIn, Fact, RecordSteps, Values
from app.desktop.theme import Tone
from app.desktop.widgets import Choice, ChoiceField, DateField, Field, Form, TextArea, TextField
from app.health.care import queries, rules, services
from app.health.care.terms import FIELD_NAMES, KEPT_NAMES, OUTCOME_NAMES, PARTNER_NAMES, CareOutcome, Kept
from app.health.care.terms import PartnerChoice as Partner
from app.health.care.values import CareFacts, CareInfo, NewCare, Service
from app.health.clients import part_drafts
from app.health.clients.consents import consent_for
from app.health.clients.terms import REFER_FACILITY, ConsentState
from app.health.clients.values import ClientDetail
from app.vault.errors import AppError, Invalid, Refused
from app.vault.session import Session

PREFIX = "care_step:"
DRAFTS = DraftsIn(part_drafts.save_draft, part_drafts.delete_draft, part_drafts.list_drafts)
LABELS: dict[str, str] = {
    "care_refer": N_("Refer or begin care"),
    "care_partner": N_("Keep the choice about partners"),
    "partner_done": N_("Partners were told"),
    "check": N_("Record the check"),
    **{step.name: step.label for step in rules.TRANSITIONS.values()},
}
MEANINGS: dict[str, str] = {
    "care_refer": N_(
        "What goes to a facility needs the client’s consent for it. Without a facility, the station gives the care."
    ),
    "not_gone": N_("It is theirs to decide. Ask what would make it easier, and refer again when they wish."),
    "care_partner": N_("Only the client chooses. No partner’s name is kept anywhere."),
    "check": N_("Asked at the client’s next visit, or in the safe way; never through somebody else."),
}
_NEEDS: dict[str, tuple[str, ...]] = {
    "care_refer": ("service",),
    "care_partner": ("choice",),
    "check": ("kept",),
    "arrive": ("on",),
    "end": ("outcome",),
}
_ALSO: dict[str, tuple[str, ...]] = {
    "care_refer": ("facility", "exposed_on", "note"),
    "care_partner": ("on",),
    "partner_done": ("on",),
    "check": ("on",),
    "not_gone": ("on", "note"),
    "refer_again": ("on",),
    "end": ("on", "note"),
}


@dataclass(frozen=True)
class Asked:
    """What the fields draw on; `care` is what the act is about."""

    session: Session
    detail: ClientDetail
    name: str
    services: tuple[Service, ...]
    care: CareInfo | None


def read(session: Session, detail: ClientDetail, name: str) -> Asked:
    base, _, one = name.partition("/")
    with session.read() as db:
        kinds = tuple(services.kinds_of_care(db))
    care = next((each for each in queries.of_client(session, detail.id).care if str(each.id) == one), None)
    return Asked(session, detail, base, kinds, care)


# --- the fields --------------------------------------------------------------------------------------------

Put = Callable[[Form, Asked, bool], None]


def _service(form: Form, asked: Asked, required: bool) -> None:
    choices = [Choice(each.code, each.name, translated=False) for each in asked.services]
    form.row(Field("service", FIELD_NAMES["service"], ChoiceField(choices), required=required))


def _facility(form: Form, asked: Asked, required: bool) -> None:
    hint = N_("Empty: the station gives the care itself.")
    form.row(Field("facility", FIELD_NAMES["facility"], TextField(), required=required, hint=hint))
    agreed = [each.recipient for each in asked.detail.consents
              if each.purpose == REFER_FACILITY and each.state is ConsentState.GIVEN and not each.replaced
              and each.recipient]  # fmt: skip
    if len(agreed) == 1:
        form.set_values({"facility": agreed[0]})


def _exposed(form: Form, asked: Asked, _required: bool) -> None:
    form.row(
        Field("exposed_on", N_("Day of the exposure"), DateField(asked.session.today),
              hint=N_("Only for prophylaxis after an exposure.")),
        Field("exposed_hour", N_("Hour of the exposure"), HourField()),
    )  # fmt: skip


def _on(form: Form, asked: Asked, required: bool) -> None:
    form.row(Field("on", N_("Day"), DateField(asked.session.today), required=required))
    form.set_values({"on": asked.session.today()})


def _choice(name: str, label: str, names: Mapping[Any, str]) -> Put:
    def put(form: Form, _asked: Asked, required: bool) -> None:
        field = ChoiceField([Choice(code, words) for code, words in names.items()], upright=True)
        form.row(Field(name, label, field, required=required))

    return put


def _note(form: Form, _asked: Asked, required: bool) -> None:
    form.row(Field("note", N_("Note"), TextArea(lines=2), required=required))


FIELDS: Mapping[str, Put] = {
    "service": _service,
    "facility": _facility,
    "exposed_on": _exposed,
    "on": _on,
    "outcome": _choice("outcome", FIELD_NAMES["outcome"], OUTCOME_NAMES),
    "kept": _choice("kept", FIELD_NAMES["kept"], KEPT_NAMES),
    "choice": _choice("choice", FIELD_NAMES["choice"], PARTNER_NAMES),
    "note": _note,
}


def exposed_at(values: Values) -> datetime | None:
    """The moment of the exposure; midnight where the hour is not known, so that no time is lost."""
    if values.get("exposed_on") is None:
        return None
    return datetime.combine(values["exposed_on"], values.get("exposed_hour") or time(0), OFFICE_ZONE)


def about(session: Session, detail: ClientDetail, name: str, values: Values) -> list[Fact]:
    """Whether the consent is there, and how long there is time; asked again while one types."""
    if name != "care_refer":
        return _about_care(session, detail, name)
    facts: list[Fact] = []
    with session.read() as db:
        kinds = {each.code: each for each in services.kinds_of_care(db)}
        facility = str(values.get("facility") or "").strip()
        if facility:
            try:
                consent_for(db, detail.id, REFER_FACILITY, facility, session.today())
            except Refused as lacking:
                facts.append(Fact(tr(lacking.sentence, **lacking.values), tone=Tone.BAD))
            else:
                facts.append(Fact(tr("The client agreed that {name} may know of them.", name=facility), tone=Tone.GOOD))
    kind = kinds.get(str(values.get("service") or ""))
    if kind is not None and kind.hours:
        at = exposed_at(values)
        if at is None:
            facts.append(Fact(tr("It must begin within {hours} hours. Say when it happened.", hours=kind.hours),
                              tone=Tone.WARN))  # fmt: skip
        else:
            last = rules.begin_by(at, kind.hours)
            late = last < session.clock()
            words = N_("It should have begun by {when}.") if late else N_("It must begin by {when}.")
            facts.append(Fact(tr(words, when=show_datetime(last)), tone=Tone.BAD if late else Tone.WARN))
    return facts


def _about_care(session: Session, detail: ClientDetail, name: str) -> list[Fact]:
    """Which of the client's care this is: of several in a row the dialog would not tell."""
    of_client, one = queries.of_client(session, detail.id), name.partition("/")[2]
    for each in of_client.care:
        if str(each.id) == one or any(str(line.id) == one for line in each.checks if name.startswith("check/")):
            return [Fact(each.facility or tr("At the health station"), each.service_name)]
    return []


def check(name: str, values: Values) -> Mapping[str, AppError]:
    """An hour without its day says nothing."""
    if values.get("exposed_hour") is not None and values.get("exposed_on") is None:
        return {"exposed_on": Invalid(N_("Enter the day, too."))}
    return {}


# --- doing it ----------------------------------------------------------------------------------------------


def do(session: Session, detail: ClientDetail, name: str, values: Values) -> Any:
    """Give what was asked to its service."""
    base, _, one = name.partition("/")
    note, on = str(values.get("note") or ""), values.get("on")
    match base:
        case "care_refer":
            new = NewCare(str(values["service"]), str(values.get("facility") or ""), None, exposed_at(values), note)
            try:
                return services.refer(session, detail.id, new)
            except Invalid as wrong:
                if "exposed_at" in wrong.fields:
                    raise Invalid(wrong.sentence, {"exposed_on": wrong.fields["exposed_at"]}) from wrong
                raise
        case "care_partner":
            return services.choose_partner(session, detail.id, Partner(values["choice"]), on)
        case "partner_done":
            return services.partner_done(session, int(one), on)
        case "check":
            return services.check(session, int(one), Kept(values["kept"]), on)
    outcome = CareOutcome(values["outcome"]) if values.get("outcome") else None
    return services.take_step(session, int(one), base, CareFacts(on, outcome, note))


CARE_STEPS: RecordSteps[ClientDetail] = RecordSteps(
    prefix=PREFIX,
    drafts=DRAFTS,
    label=lambda name: LABELS[name.partition("/")[0]],
    needs=lambda detail, name: _NEEDS.get(name.partition("/")[0], ()),
    fields=FIELDS,
    read=read,
    do=do,
    also=lambda session, detail, name: _ALSO.get(name.partition("/")[0], ()),
    about=about,
    check=check,
    meanings=MEANINGS,
)
