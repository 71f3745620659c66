"""What does a step or an act of a client ask, and which service does it go to?"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.common.dates import show_date
from app.common.i18n import N_, tr
from app.desktop.health.clients.drafts import DRAFTS, STEP, step_label
from app.desktop.health.clients.words import safe_words
from app.desktop.records.fields import TickField
from app.desktop.records.record_type import Fact, RecordSteps, Values
from app.desktop.theme import Tone
from app.desktop.widgets import Choice, ChoiceField, DateField, Field, Form, TextArea, TextField
from app.health.appointments import services as appointments
from app.health.appointments.rules import why_no_reminder
from app.health.appointments.services import NewAppointment
from app.health.clients import consents, erasure, services
from app.health.clients.rules import NEEDS, TRANSITIONS, WITHDRAWAL, why_not_asked
from app.health.clients.terms import HOW_NAMES, LEFT_NAMES, ConsentState, How, purposes
from app.health.clients.values import ClientDetail, NewConsent, Person, StepFacts
from app.vault.session import Session


@dataclass(frozen=True)
class Asked:
    """What the fields may draw on; `about` is what the act's name says it is about (an appointment's id)."""

    session: Session
    detail: ClientDetail
    name: str
    about: str
    appointment: Any = None


APPOINTED = frozenset({"came", "missed", "cancel", "move", "remind"})
ALSO: dict[str, tuple[str, ...]] = {
    "pause": ("note",),
    "resume": ("note",),
    "leave": ("on", "note"),
    "come_back": ("note",),
    "consent": ("how", "recipient", "given_on", "until"),
    "identify": ("name", "phone", "other_contact"),
    "phrase": ("phrase",),
    "appoint": ("at", "remind", "note"),
    "move": ("at", "remind", "note"),
    "came": ("on",),
}
ANSWERS = {ConsentState.GIVEN: N_("Agrees"), ConsentState.REFUSED: N_("Refuses")}
MEANINGS: dict[str, str] = {
    "pause": N_("Nothing is due while the record is on pause; it can go on at any time."),
    "leave": N_("The record is kept. If the client comes back, it goes on under the same code."),
    "identify": N_("Only what the client wishes to leave. All empty makes the client anonymous again."),
    "phrase": N_(
        "The client chooses words that nobody guesses and no saying. Only a hash is kept: nobody can read or tell them."
    ),
    "consent": N_("Each purpose is asked by itself. A refusal is as good an answer as a consent."),
    "withdraw_consent": N_("What rests on this consent must stop from that day on."),
    "appoint": N_("Neither the list nor a reminder ever says what the appointment is for."),
    "remind": N_("Say “an appointment” and nothing more, to nobody but the client."),
    "calm": N_("Say what was done: with whom the client spoke, who looks after them now."),
}


def read(session: Session, detail: ClientDetail, name: str) -> Asked:
    base, _, one = name.partition("/")
    found = None
    if base in APPOINTED:
        found = next((each for each in appointments.of_client(session, detail.id) if str(each.id) == one), None)
    return Asked(session, detail, base, one, found)


def needs_of(detail: ClientDetail, name: str) -> tuple[str, ...]:
    """What must be given."""
    base = name.partition("/")[0]
    if base == "move":
        return ("on",)
    if base == "withdraw_consent":
        return ("on",)
    step = TRANSITIONS.get((detail.state, base))
    return (step.needs if step is not None else ()) or NEEDS.get(base, ())


def also(_session: Session, _detail: ClientDetail, name: str) -> tuple[str, ...]:
    """What may be given beside."""
    return ALSO.get(name.partition("/")[0], ())


# --- the fields --------------------------------------------------------------------------------------------

Put = Callable[[Form, Asked, bool], None]


def _text(name: str, label: str, lines: int = 2) -> Put:
    def put(form: Form, asked: Asked, required: bool) -> None:
        form.row(Field(name, label, TextArea(lines=lines), required=required))
        if name == "note" and asked.appointment is not None:
            form.set_values({"note": asked.appointment.note})

    return put


def _line(name: str, label: str, hint: str = "") -> Put:
    def put(form: Form, asked: Asked, required: bool) -> None:
        form.row(Field(name, label, TextField(), required=required, hint=hint))
        if asked.detail.revealed and name in ("name", "phone", "other_contact"):
            form.set_values({name: getattr(asked.detail.person, name)})

    return put


def _on(form: Form, asked: Asked, required: bool) -> None:
    """The day of it: today, unless another is typed; of an appointment the day that is wished."""
    labels = {"withdraw": N_("Withdrawn on"), "withdraw_consent": N_("Withdrawn on"), "leave": N_("Since when"),
              "appoint": N_("Day of the appointment"), "move": N_("Day of the appointment")}  # fmt: skip
    form.row(Field("on", labels.get(asked.name, N_("Day")), DateField(asked.session.today), required=required))
    if asked.name == "move" and asked.appointment is not None:
        form.set_values({"on": asked.appointment.on})
    elif asked.name != "appoint":
        form.set_values({"on": asked.session.today()})


def _at(form: Form, asked: Asked, required: bool) -> None:
    form.row(Field("at", N_("Hour, or part of the day"), TextField(N_("8:30, or morning")), required=required))
    if asked.appointment is not None:
        form.set_values({"at": asked.appointment.at})


def _remind(form: Form, asked: Asked, _required: bool) -> None:
    if why_no_reminder(asked.detail.facts.safe_way) is not None:
        return
    tick = TickField(N_("The client wishes to be reminded the day before, in the safe way"))
    form.row(Field("remind", N_("Reminder"), tick))
    if asked.appointment is not None:
        form.set_values({"remind": asked.appointment.remind})


def _left_reason(form: Form, _asked: Asked, required: bool) -> None:
    choices = [Choice(code, name) for code, name in LEFT_NAMES.items()]
    form.row(Field("left_reason", N_("Why they come no more"), ChoiceField(choices), required=required))


def _purpose(form: Form, _asked: Asked, required: bool) -> None:
    choices = [Choice(code, name, translated=False) for code, name in purposes().items() if why_not_asked(code) is None]
    form.row(Field("purpose", N_("Purpose"), ChoiceField(choices, upright=True), required=required))


def _answer(form: Form, _asked: Asked, required: bool) -> None:
    choices = [Choice(code, name) for code, name in ANSWERS.items()]
    form.row(Field("answer", N_("Answer"), ChoiceField(choices), required=required))


def _how(form: Form, _asked: Asked, required: bool) -> None:
    choices = [Choice(code, name) for code, name in HOW_NAMES.items()]
    form.row(Field("how", N_("How it was given"), ChoiceField(choices), required=required))


def _recipient(form: Form, _asked: Asked, required: bool) -> None:
    hint = N_("empty: whoever the purpose means")
    form.row(Field("recipient", N_("To whom it may go"), TextField(hint), required=required))


def _given_on(form: Form, asked: Asked, _required: bool) -> None:
    today = asked.session.today
    form.row(
        Field("given_on", N_("Asked on"), DateField(today), required=True),
        Field("until", N_("Until"), DateField(today), hint=N_("Empty: no end was agreed.")),
    )
    form.set_values({"given_on": today()})


def _beside(_form: Form, _asked: Asked, _required: bool) -> None:
    """It stands on the line of the field before it."""


FIELDS: Mapping[str, Put] = {
    "on": _on,
    "at": _at,
    "remind": _remind,
    "note": _text("note", N_("Note")),
    "left_reason": _left_reason,
    "purpose": _purpose,
    "answer": _answer,
    "how": _how,
    "recipient": _recipient,
    "given_on": _given_on,
    "until": _beside,
    "name": _line("name", N_("Name")),
    "phone": _line("phone", N_("Phone")),
    "other_contact": _line("other_contact", N_("Other contact")),
    "phrase": _line("phrase", N_("Phrase of the client"), N_("At least three words. Empty takes the phrase off.")),
    "code": _line("code", N_("Type the code of this record")),
}


def about(session: Session, detail: ClientDetail, name: str, values: Values) -> list[Fact]:
    """What is said above the fields; asked again while one types."""
    on = values.get("on")
    match name.partition("/")[0]:
        case "withdraw":
            last = erasure.erase_by(on if isinstance(on, date) else session.today())
            words = tr(
                "Every consent of this client ends, and no list or search shows the record any more. By {last}, 15 days"
                " after the withdrawal, a lead erases it ({basis}).",
                last=show_date(last),
                basis=WITHDRAWAL.basis,
            )
            return [Fact(words, tone=Tone.WARN)]
        case "identify" if detail.person and not detail.revealed:
            return [Fact(tr("What you type takes the place of what is kept. Show it first to see it."), tone=Tone.WARN)]
        case "remind":
            return [Fact(safe_words(detail.facts.safe_way, detail.facts.safe_when), N_("Safe contact"))]
        case "erase":
            return _erase(session)
    return []


def _erase(session: Session) -> list[Fact]:
    backups = erasure.backups_to_replace(session)
    return [
        Fact(tr("This cannot be undone, by nobody and from no backup of this computer."), tone=Tone.BAD),
        Fact(tr("Name and contact, phrase, notes, consents, appointments, counselling, tests, care and drafts."),
             N_("What goes")),
        Fact(tr("The code, sex, age and dates, which figures of visits and tests count; and a certificate. Results go:"
                " what was published stays, and counts made later have one person fewer among those found positive and"
                " treated."), N_("What stays")),
        Fact(tr("{count} in the vault’s folder: these records are replaced there, those of other units stay.",
                count=len(backups)), N_("Backups replaced")),
        Fact(tr("Copies on other media, papers and exported files must be destroyed by hand."),
             N_("What the app cannot reach")),
    ]  # fmt: skip


# --- doing it ----------------------------------------------------------------------------------------------


def _said(values: Values, name: str) -> str:
    return str(values.get(name) or "")


def _appointment(values: Values) -> NewAppointment:
    return NewAppointment(values["on"], _said(values, "at"), bool(values.get("remind")), _said(values, "note"))


def _consent(values: Values, today: date) -> NewConsent:
    given = values["answer"] == ConsentState.GIVEN
    return NewConsent(
        str(values["purpose"]),
        ConsentState(values["answer"]),
        values.get("given_on") or today,
        How(values["how"]) if given and values.get("how") else None,
        _said(values, "recipient"),
        values.get("until") if given else None,
    )


def do(session: Session, detail: ClientDetail, name: str, values: Values) -> Any:
    """Give what was asked to its service."""
    base, _, one = name.partition("/")
    match base:
        case "withdraw":
            return erasure.withdraw(session, detail.id, values["on"])
        case "identify":
            person = Person(_said(values, "name"), _said(values, "phone"), _said(values, "other_contact"))
            return services.edit_person(session, detail.id, person, detail.version)
        case "phrase":
            return services.set_phrase(session, detail.id, _said(values, "phrase"))
        case "consent":
            return consents.record_consent(session, detail.id, _consent(values, session.today()))
        case "withdraw_consent":
            return consents.withdraw_consent(session, int(one), values["on"])
        case "calm":
            return services.calm(session, detail.id, _said(values, "note"))
        case "appoint":
            return appointments.make(session, detail.id, _appointment(values))
        case "move":
            return appointments.move(session, int(one), _appointment(values))
        case "came" | "missed" | "cancel":
            return appointments.end(session, int(one), base, values.get("on"))
        case "remind":
            return appointments.remind(session, int(one))
        case "erase":
            return erasure.erase_client(session, detail.id, _said(values, "code"))
    facts = StepFacts(values.get("left_reason"), values.get("on"), _said(values, "note"))
    return services.take_step(session, detail.id, base, facts, detail.version)


STEPS: RecordSteps[ClientDetail] = RecordSteps(
    prefix=STEP,
    drafts=DRAFTS,
    label=step_label,
    needs=needs_of,
    fields=FIELDS,
    read=read,
    do=do,
    also=also,
    about=about,
    meanings=MEANINGS,
    dangerous=frozenset({"erase", "withdraw"}),
)
