"""Which fields does a step of a service ask for, what is to be known before it, and which service is it given to?

What is recorded already is not asked for again; free text is hidden on the page and never comes back from it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from app.common.dates import show_date
from app.common.i18n import N_, sentence, tr
from app.desktop.records.record_type import Fact, RecordSteps
from app.desktop.social.support_services.drafts import DRAFTS, STEP, step_label
from app.desktop.social.support_services.fields import editor
from app.desktop.social.support_services.job_checks import months_words
from app.desktop.social.support_services.words import fact_label, kind_words
from app.desktop.theme import Tone
from app.desktop.widgets import Choice, ChoiceField, DateField, Field, Form, TextArea
from app.social.support_services import queries, services, services_jobs
from app.social.support_services.acts import ACTS
from app.social.support_services.fields import FIELD_NAMES
from app.social.support_services.lives import LIVES, Step
from app.social.support_services.terms import ANSWER_NAMES, Answer, Outcome, ServiceKind
from app.social.support_services.values import NewAnswer, ServiceChanged, ServiceDetail, StepFacts
from app.vault.errors import AppError
from app.vault.session import Session

Values = Mapping[str, Any]
NAMES = (
    *("on", "provider", "subject", "starts_on", "ends_on", "planned", "attended", "amount", "expected_on"),
    *("received_by", "receipt", "certificate", "certified_on", "outcome", "reason", "note"),
)
# Asked each time, whatever is recorded.
_FRESH = frozenset({"on", "reason", "note", "expected_on", "attended", "outcome", "received_by", "receipt"})


@dataclass(frozen=True)
class Asked:
    """For which step of which service the fields are made."""

    session: Session
    detail: ServiceDetail
    name: str


def step_of(detail: ServiceDetail, name: str) -> Step | None:
    """The step as the table has it where the service stands; None for an act."""
    return LIVES[detail.kind].steps.get((detail.state, name))


def recorded(detail: ServiceDetail, name: str) -> Any:
    """What the page has of a fact."""
    return getattr(detail.facts, name, None) if hasattr(detail.facts, name) else getattr(detail, name, None)


def needs_of(detail: ServiceDetail, name: str) -> tuple[str, ...]:
    """What must be given, by the rules table, less what is recorded."""
    if name in ("check", "correct_check"):
        return (name,)
    if name == "attend":
        return ("on", "attended")
    step = step_of(detail, name)
    needs = step.needs if step is not None else ACTS[name].needs
    return tuple(each for each in needs if each in _FRESH or not recorded(detail, each))


def also_of(_session: Session, detail: ServiceDetail, name: str) -> tuple[str, ...]:
    """What may be given beside: of free text only what is not recorded yet."""
    step = step_of(detail, name)
    if step is None:
        return ("note",) if name in ("attend", "put_off") else ()
    typed = ("provider", "subject")
    return tuple(each for each in step.also if each not in typed or not recorded(detail, each))


def _put(name: str) -> Callable[[Form, Asked, bool], None]:
    def put(form: Form, asked: Asked, required: bool) -> None:
        kind, detail = asked.detail.kind, asked.detail
        step = step_of(detail, asked.name)
        caption = step.day if name == "on" and step is not None else fact_label(kind, name, detail.facts.variety)
        form.row(Field(name, caption, editor(asked.session, kind, name), required=required))
        if name == "on":
            form.set_values({name: asked.session.today()})
        elif name in ("planned", "attended", "amount", "ends_on", "certified_on"):
            form.set_values({name: recorded(detail, name)})

    return put


def _months(form: Form, asked: Asked, answered: bool) -> None:
    """Which check: the next one is chosen."""
    found = [each for each in asked.detail.checks if (each.answer in (Answer.YES, Answer.NO)) is answered]
    if answered:
        found = [each for each in asked.detail.checks if each.answer is not None]
    choices = [
        Choice(
            each.months, tr("{months} ({date})", months=months_words(each.months), date=show_date(each.due_on)), False
        )
        for each in found
    ]
    form.row(Field("months", FIELD_NAMES["months"], ChoiceField(choices, upright=True), required=True))
    today = asked.session.today()
    due = [each.months for each in found if each.due_on <= today]
    if found:
        form.set_values({"months": (due[-1] if due else found[0].months)})


def _check(form: Form, asked: Asked, _required: bool) -> None:
    """Which check, what was heard, when; the day and reason of a job that ended only where it has."""
    _months(form, asked, answered=False)
    _answer(form, asked)
    form.row(
        Field("lost_on", FIELD_NAMES["lost_on"], DateField(asked.session.today), required=True),
    )
    form.row(Field("reason", FIELD_NAMES["reason"], TextArea(lines=2), required=True))
    form.row(Field("note", FIELD_NAMES["note"], TextArea(lines=2)))

    def adapt() -> None:
        lost = form.field("answer").value() == Answer.NO
        for name in ("lost_on", "reason"):
            form.show_field(name, lost)

    form.changed.connect(adapt)
    adapt()


def _correct_check(form: Form, asked: Asked, _required: bool) -> None:
    _months(form, asked, answered=True)
    _answer(form, asked)
    form.row(Field("reason", N_("Why it is corrected"), TextArea(lines=2), required=True))


def _answer(form: Form, asked: Asked) -> None:
    answers = [Choice(each, words) for each, words in ANSWER_NAMES.items()]
    form.row(
        Field("answer", FIELD_NAMES["answer"], ChoiceField(answers, upright=True), required=True, stretch=2),
        Field("on", N_("Asked on"), DateField(asked.session.today), required=True),
    )
    form.set_values({"on": asked.session.today()})


FIELDS: dict[str, Callable[[Form, Asked, bool], None]] = {
    **{name: _put(name) for name in NAMES},
    "check": _check,
    "correct_check": _correct_check,
}


def about(session: Session, detail: ServiceDetail, name: str, values: Values) -> list[Fact]:
    """Whether the person agreed to what this step tells somebody outside; what a check means."""
    step = step_of(detail, name)
    if name == "check":
        return [Fact(tr("A job that is kept for six months counts as kept."))]
    if step is None or not step.share:
        return []
    try:
        purpose = queries.agreement(session, detail.id, str(values.get("provider") or ""))
    except AppError as error:
        return [Fact(sentence(error), tone=Tone.BAD)]
    if not purpose:
        if detail.kind is ServiceKind.COUNSELLING:
            return [Fact(tr("The unit's own people counsel: nobody outside hears of the person."))]
        return []
    return [Fact(tr("The person agreed to: “{purpose}”.", purpose=purpose), tone=Tone.GOOD)]


def do(session: Session, detail: ServiceDetail, name: str, values: Values) -> ServiceChanged:
    """Do it, against the version that the person saw. Raises Conflict, Invalid, Refused."""
    note, reason = str(values.get("note") or ""), str(values.get("reason") or "")
    match name:
        case "attend":
            return services.note_attendance(session, detail.id, values["on"], values["attended"], note)
        case "put_off":
            return services.put_off(session, detail.id, values["expected_on"], note)
        case "check":
            answer = Answer(values["answer"])
            lost = values.get("lost_on") if answer is Answer.NO else None
            new = NewAnswer(int(values["months"]), answer, values["on"], note, lost, reason)
            return services_jobs.answer_check(session, detail.id, new, detail.version)
        case "correct_check":
            new = NewAnswer(int(values["months"]), Answer(values["answer"]), values["on"])
            return services_jobs.correct_check(session, detail.id, new, reason)
    given = {each: values[each] for each in NAMES if values.get(each) not in (None, "") and each != "outcome"}
    outcome = Outcome(values["outcome"]) if values.get("outcome") else None
    return services.take_step(session, detail.id, name, StepFacts(**given, outcome=outcome), detail.version)


def read(session: Session, detail: ServiceDetail, name: str) -> Asked:
    return Asked(session, detail, name)


def under(detail: ServiceDetail) -> str:
    """The kind and the case."""
    return f"{kind_words(detail.kind, detail.facts.variety)} · {detail.row.case}"


STEPS: RecordSteps[ServiceDetail] = RecordSteps(
    prefix=STEP,
    drafts=DRAFTS,
    label=step_label,
    needs=needs_of,
    fields=FIELDS,
    do=do,
    also=also_of,
    read=read,
    about=about,
    under=under,
    dangerous=frozenset({"cancel", "stop", "refuse"}),
)
