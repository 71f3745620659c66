"""What does a step or an act of a case ask, and which service does it go to?"""

import mimetypes
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from app.common.asking import wrong
from app.common.attachments import several
from app.common.dates import show_date
from app.common.i18n import N_, tr
from app.desktop.records.detail_files import bytes_of
from app.desktop.records.fields_more import FilesField
from app.desktop.records.record_type import RecordSteps, Values
from app.desktop.social.cases.choosing import OtherCaseField
from app.desktop.social.cases.consents import how_words
from app.desktop.social.cases.drafts import DRAFTS, STEP, step_label
from app.desktop.social.cases.steps_about import MEANINGS, about
from app.desktop.social.cases.words import HOW_NAMES
from app.desktop.widgets import Choice, ChoiceField, DateField, Field, Form, TextArea, TextField
from app.social.cases import consents, intake, services, services_files, services_merging
from app.social.cases.declared import SUPPORT_CASES
from app.social.cases.rules import NEEDS, TRANSITIONS, why_not_ended_so
from app.social.cases.terms import KEEP_RECORD, OUTCOME_NAMES, ConsentState, How, Outcome, purposes
from app.social.cases.values import CaseDetail, Changed, NewConsent, StepFacts
from app.social.keeping import erasure
from app.social.keeping import services as keeping
from app.vault.session import Session


@dataclass(frozen=True)
class Asked:
    """What the fields may draw on; `about` is what the act's name says it is about (a consent's id)."""

    session: Session
    detail: CaseDetail
    name: str
    about: str


ALSO: dict[str, tuple[str, ...]] = {
    "assess": ("on", "note"),
    "support": ("on", "note"),
    "follow": ("on", "note"),
    "close": ("on", "note"),
    "transfer_out": ("on",),
    "reopen": (),
    "consent": ("how", "witness", "recipient", "given_on", "until", "form", "files", "note"),
    "withdraw_consent": ("note",),
    "withdraw": ("note",),
    "contact": ("note",),
    "transfer": ("reason",),
    "unmerge": ("reason",),
}
ANSWERS = {ConsentState.GIVEN: N_("The person agrees"), ConsentState.REFUSED: N_("The person refuses")}
WISH_ANSWERS = {"done": N_("Corrected"), "declined": N_("Declined")}


def read(session: Session, detail: CaseDetail, name: str) -> Asked:
    base, _, one = name.partition("/")
    return Asked(session, detail, base, one)


def needs_of(detail: CaseDetail, name: str) -> tuple[str, ...]:
    """What must be given."""
    base = name.partition("/")[0]
    if base == "withdraw":
        return ("on",)
    if base in NEEDS:
        return NEEDS[base]
    step = TRANSITIONS.get((detail.state, base))
    return step.needs if step is not None else ()


def also(_session: Session, _detail: CaseDetail, name: str) -> tuple[str, ...]:
    """What may be given beside."""
    return ALSO.get(name.partition("/")[0], ())


# --- the fields --------------------------------------------------------------------------------------------

Put = Callable[[Form, Asked, bool], None]


def _text(name: str, label: str, lines: int = 3, hint: str = "") -> Put:
    def put(form: Form, asked: Asked, required: bool) -> None:
        form.row(Field(name, label, TextArea(lines=lines), required=required, hint=hint))

    return put


def _on(form: Form, asked: Asked, required: bool) -> None:
    """The day of it: today, unless another is typed."""
    labels = {"contact": N_("Day of the contact"), "check": N_("Asked on"), "withdraw": N_("Withdrawn in writing on"),
              "withdraw_consent": N_("Withdrawn on")}  # fmt: skip
    label = labels.get(asked.name, N_("Day"))
    form.row(Field("on", label, DateField(asked.session.today), required=required))
    form.set_values({"on": asked.session.today()})


def _outcome(form: Form, _asked: Asked, required: bool) -> None:
    choices = [Choice(code, name) for code, name in OUTCOME_NAMES.items() if why_not_ended_so("close", code) is None]
    form.row(Field("outcome", SUPPORT_CASES.labels["outcome"], ChoiceField(choices), required=required))


def _worker(form: Form, asked: Asked, required: bool) -> None:
    people = intake.workers(asked.session)
    choices = [Choice(who, name, translated=False) for who, name in people.items() if who != asked.detail.worker_id]
    form.row(Field("worker_id", N_("New worker in charge"), ChoiceField(choices, upright=True), required=required))


def _duplicate(form: Form, asked: Asked, required: bool) -> None:
    field = OtherCaseField(asked.session, asked.detail)
    hint = N_("The other case goes into this one and is listed no more. Both histories stay, and it can be taken back.")
    form.row(Field("duplicate", N_("Code of the other case"), field, required=required, hint=hint))
    if asked.about:
        form.set_values({"duplicate": asked.about})


def _purpose(form: Form, _asked: Asked, required: bool) -> None:
    choices = [Choice(code, name, translated=False) for code, name in purposes().items()]
    form.row(Field("purpose", N_("Purpose"), ChoiceField(choices), required=required))


def _answer(form: Form, _asked: Asked, required: bool) -> None:
    choices = [Choice(code, name) for code, name in ANSWERS.items()]
    form.row(Field("answer", N_("Answer"), ChoiceField(choices), required=required))


def _how(form: Form, _asked: Asked, required: bool) -> None:
    choices = [Choice(code, name) for code, name in HOW_NAMES.items()]
    form.row(Field("how", N_("How it was given"), ChoiceField(choices), required=required))


def _witness(form: Form, _asked: Asked, required: bool) -> None:
    form.row(
        Field("witness", N_("Witness to the consent"), TextField(), required=required),
        Field("recipient", N_("To whom it may go"), TextField(N_("empty: whoever the purpose means"))),
    )


def _given_on(form: Form, asked: Asked, required: bool) -> None:
    today = asked.session.today
    form.row(
        Field("given_on", N_("Asked on"), DateField(today), required=True),
        Field("until", N_("Until"), DateField(today), hint=N_("Empty: no end was agreed.")),
    )
    form.set_values({"given_on": today()})


def _form_file(form: Form, asked: Asked, required: bool) -> None:
    files = [Choice(each.id, each.name, translated=False) for each in asked.detail.attachments]
    if files:
        form.row(Field("form", N_("Signed form among the files"), ChoiceField(files), required=required))


def _files(form: Form, _asked: Asked, required: bool) -> None:
    form.row(Field("files", N_("Signed form to attach"), FilesField(), required=required))


def _consent_id(form: Form, asked: Asked, required: bool) -> None:
    given = [each for each in asked.detail.consents if each.state is ConsentState.GIVEN and each.purpose != KEEP_RECORD]
    names = {each.id: f"{purposes().get(each.purpose, each.purpose)} · {how_words(each)}" for each in given}
    choices = [Choice(one, name, translated=False) for one, name in names.items()]
    form.row(Field("consent_id", N_("Which consent"), ChoiceField(choices, upright=True), required=required))
    if asked.about.isdigit() or len(given) == 1:
        form.set_values({"consent_id": int(asked.about) if asked.about.isdigit() else given[0].id})


def _wish_id(form: Form, asked: Asked, required: bool) -> None:
    open_ = [each for each in asked.detail.wishes if each.state == "open"]
    choices = [Choice(each.id, f"{show_date(each.at)}: {each.wish}", translated=False) for each in open_]
    form.row(Field("wish_id", N_("Which wish"), ChoiceField(choices, upright=True), required=required))
    if len(open_) == 1:
        form.set_values({"wish_id": open_[0].id})


def _answered(form: Form, _asked: Asked, required: bool) -> None:
    choices = [Choice(code, name) for code, name in WISH_ANSWERS.items()]
    form.row(Field("answered", N_("What was done"), ChoiceField(choices), required=required))


def _beside(_form: Form, _asked: Asked, _required: bool) -> None:
    """It stands on the line of the field before it."""


FIELDS: Mapping[str, Put] = {
    "on": _on,
    "note": _text("note", N_("Note"), 2),
    "reason": _text("reason", N_("Reason")),
    "outcome": _outcome,
    "worker_id": _worker,
    "duplicate": _duplicate,
    "purpose": _purpose,
    "answer": _answer,
    "how": _how,
    "witness": _witness,
    "recipient": _beside,
    "given_on": _given_on,
    "until": _beside,
    "form": _form_file,
    "files": _files,
    "consent_id": _consent_id,
    "wish": _text("wish", N_("What should be corrected, in the person’s words")),
    "wish_id": _wish_id,
    "answered": _answered,
    "answer_text": _text("answer_text", N_("Answer to the person")),
}


# --- doing it ----------------------------------------------------------------------------------------------


def do(session: Session, detail: CaseDetail, name: str, values: Values) -> object:
    """Do it. Raises Conflict, Invalid, Refused."""
    act = ACTS.get(name.partition("/")[0])
    if act is not None:
        return act(session, detail, values)
    facts = StepFacts(
        outcome=Outcome(values["outcome"]) if values.get("outcome") else None,
        reason=_said(values, "reason"),
        on=values.get("on"),
        note=_said(values, "note"),
    )
    return services.take_step(session, detail.id, name, facts, detail.version)


def _said(values: Values, name: str) -> str:
    return str(values.get(name) or "")


def _consent(session: Session, detail: CaseDetail, values: Values) -> Changed:
    state = ConsentState(values["answer"])
    given = state is ConsentState.GIVEN
    new = NewConsent(
        purpose=str(values["purpose"]),
        state=state,
        given_on=values["given_on"],
        how=How(values["how"]) if given and values.get("how") else None,
        recipient=_said(values, "recipient"),
        until=values.get("until") if given else None,
        witness=_said(values, "witness") if given else "",
        attachment_id=values.get("form"),
        note=_said(values, "note"),
    )
    if found := consents.problems(new, session.today()):
        raise wrong(found)  # before a file is attached to no consent
    attached: Changed | None = None
    for path in values.get("files") or ():
        file = Path(path)
        kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        attached = several(attached, services_files.attach(session, detail.id, file.name, kind, bytes_of(file)))
        new = replace(new, attachment_id=attached.file_id)
    return several(attached, consents.record_consent(session, detail.id, new))


def _merge(session: Session, detail: CaseDetail, values: Values) -> Changed:
    other = services.find_code(session, str(values["duplicate"]))
    return services_merging.merge_cases(session, detail.id, other, _said(values, "reason"))


def _wish(session: Session, detail: CaseDetail, values: Values) -> Changed:
    keeping.wish_correction(session, detail.id, _said(values, "wish"))
    return Changed(detail.id, detail.code, detail.version, detail.state, "wish")


def _answer_wish(session: Session, detail: CaseDetail, values: Values) -> Changed:
    keeping.answer_correction(session, values["wish_id"], str(values["answered"]), _said(values, "answer_text"))
    return Changed(detail.id, detail.code, detail.version, detail.state, "answer_wish")


Do = Callable[[Session, CaseDetail, Values], Any]
ACTS: Mapping[str, Do] = {
    "consent": _consent,
    "withdraw_consent": lambda session, detail, values: consents.withdraw_consent(
        session, int(values["consent_id"]), values["on"], _said(values, "note")
    ),
    "withdraw": lambda session, detail, values: keeping.withdraw_case(
        session, detail.id, values["on"], _said(values, "note")
    ),
    "contact": lambda session, detail, values: services.note_contact(
        session, detail.id, values["on"], _said(values, "note")
    ),
    "check": lambda session, detail, values: services.check_after_closure(
        session, detail.id, values["on"], _said(values, "note")
    ),
    "transfer": lambda session, detail, values: services.transfer_case(
        session, detail.id, str(values["worker_id"]), _said(values, "reason")
    ),
    "merge": _merge,
    "unmerge": lambda session, detail, values: services_merging.unmerge_case(
        session, detail.id, _said(values, "reason")
    ),
    "keep": lambda session, detail, values: keeping.explain_kept(session, detail.id, _said(values, "reason")),
    "hold": lambda session, detail, values: keeping.hold(session, detail.id, _said(values, "reason")),
    "end_hold": lambda session, detail, values: keeping.end_hold(session, detail.id, _said(values, "reason")),
    "wish": _wish,
    "answer_wish": _answer_wish,
    "erase": lambda session, detail, values: erasure.erase_case(session, detail.id, _said(values, "reason")),
}

STEPS: RecordSteps[CaseDetail] = RecordSteps(
    prefix=STEP,
    drafts=DRAFTS,
    label=step_label,
    needs=needs_of,
    fields=FIELDS,
    read=read,
    do=do,
    also=also,
    about=about,
    under=lambda detail: tr("Worker: {name}", name=detail.worker) if detail.worker else "",
    meanings=MEANINGS,
    dangerous=frozenset({"erase", "withdraw"}),
)
