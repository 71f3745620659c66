"""What does a step of a test ask, and which service does it go to?

Whoever records, corrects or tells a result sees what stands there already: that is a look, and audited as one.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from app.common.i18n import N_, tr
from app.desktop.health.screenings.drafts import DRAFTS, STEP, step_label
from app.desktop.health.screenings.words import result_shown
from app.desktop.records.fields import TickField
from app.desktop.records.fields_more import CatalogueField
from app.desktop.records.record_type import RecordSteps
from app.desktop.theme import Tone
from app.desktop.widgets import Banner, Choice, ChoiceField, DateField, Field, Form, TextArea, TextField
from app.health.screenings import services
from app.health.screenings.declared import FIELD_NAMES
from app.health.screenings.rules import ACTS, SAMPLE, Way, result_words
from app.health.screenings.terms import LABORATORIES, TOLD_TO_NAMES, Result, Shown, State, ToldTo
from app.health.screenings.values import Changed, Looked, ScreeningDetail, StepFacts
from app.registry import queries as registry
from app.registry.queries import Item
from app.vault.session import Session

# In these the result is seen: the fields depend on it, or it is told.
LOOKS = frozenset({"result", "tell", "tell_first", "correct"})
STATION = N_("Health station")


@dataclass(frozen=True)
class Asked:
    """What the fields draw on. `looked` is set where the step shows a result; `confirms`: a laboratory's is due."""

    session: Session
    detail: ScreeningDetail
    laboratories: tuple[Item, ...] = ()
    looked: Looked | None = None
    way: Way | None = None
    confirms: bool = False
    corrects: bool = False


def read(session: Session, detail: ScreeningDetail, name: str) -> Asked:
    """Before the sample there is nothing to look at yet."""
    if name not in LOOKS:
        return Asked(session, detail)
    with session.read() as db:
        laboratories = tuple(registry.catalogue(db, LABORATORIES))
    way, corrects = services.way_of(session, detail.id), name == "correct"
    if detail.state is Shown.CONSENTED:
        return Asked(session, detail, laboratories, None, way)
    looked = services.look(session, detail.id)
    confirms = looked.confirmed is not None if corrects else looked.state is State.TO_CONFIRM
    return Asked(session, detail, laboratories, looked, way, confirms, corrects)


def needs_of(detail: ScreeningDetail, name: str) -> tuple[str, ...]:
    """What must be given; of a result that is awaited the fields say which one it is."""
    if name == "result":
        return (*SAMPLE.needs, "outcome") if detail.state is Shown.CONSENTED else ("outcome",)
    if name in ("tell", "tell_first"):
        return ("telling",)
    if name == "correct":
        return ("outcome", "reason")
    if name in ACTS:
        return ACTS[name].needs
    return {"sample": SAMPLE.needs, "close": ("reason",) if detail.state is Shown.READY else ()}.get(name, ())


def also(_session: Session, _detail: ScreeningDetail, name: str) -> tuple[str, ...]:
    return ("due_on",) if name == "sample" else ()


# --- the fields --------------------------------------------------------------------------------------------

Put = Callable[[Form, Asked, bool], None]


def _sample(form: Form, asked: Asked, required: bool) -> None:
    today = asked.session.today
    form.row(
        Field("sample_on", FIELD_NAMES["sample_on"], DateField(today), required=required),
        Field("place", FIELD_NAMES["place"], TextField(), required=required, stretch=2),
    )
    form.set_values({"sample_on": today(), "place": tr(STATION)})


def _beside(_form: Form, _asked: Asked, _required: bool) -> None:
    """It stands on the line of the field before it."""


def _due_on(form: Form, asked: Asked, _required: bool) -> None:
    form.row(
        Field("due_on", FIELD_NAMES["due_on"], DateField(asked.session.today),
              hint=N_("From that day on the day’s work asks after it.")),
    )  # fmt: skip


def _reason(form: Form, _asked: Asked, required: bool) -> None:
    form.row(Field("reason", FIELD_NAMES["reason"], TextArea(lines=2), required=required))


def _outcome(form: Form, asked: Asked, required: bool) -> None:
    """The first result, or what the laboratory says of a reactive one; what stands there already is shown."""
    looked, way, today = asked.looked, asked.way, asked.session.today
    assert way is not None
    if looked is not None and looked.result is not None:
        words = tr("Result of the screening: {result}", result=result_shown(looked.way, looked.result))
        form.add(Banner(words, Tone.INFO))
    results = way.confirmed if asked.confirms else way.first
    choices = [Choice(each, result_words(way.name, each)) for each in results]
    form.row(
        Field("result", FIELD_NAMES["result"], ChoiceField(choices, upright=True), required=required, stretch=2),
        Field("result_on", FIELD_NAMES["result_on"], DateField(today), required=required),
    )
    form.set_values({"result_on": today()})
    if asked.confirms:
        _laboratory(form, asked)
    elif way.may_confirm and not asked.corrects:
        form.row(
            Field("send", N_("Confirmation"), TickField(FIELD_NAMES["send"]),
                  hint=N_("Where the result is reactive or indeterminate.")),
        )  # fmt: skip


def _laboratory(form: Form, asked: Asked) -> None:
    form.row(
        Field("lab", FIELD_NAMES["lab"], CatalogueField(asked.laboratories), required=True, stretch=2,
              hint=N_("A laboratory of the office’s list; a lead keeps it under “Settings”.")),
        Field("lab_number", FIELD_NAMES["lab_number"], TextField(), required=True),
    )  # fmt: skip


def _telling(form: Form, asked: Asked, required: bool) -> None:
    """To whom, when, and whether counselling went with it; the result stands above, to be told as it is."""
    looked, today, child = asked.looked, asked.session.today, asked.detail.child
    result = None if looked is None else looked.confirmed or looked.result
    if looked is not None and result is not None:
        form.add(Banner(tr("To be told: {result}", result=result_shown(looked.way, result)), Tone.INFO))
    whom = [ToldTo.CLIENT, ToldTo.GUARDIAN] if child else [ToldTo.CLIENT]
    form.row(
        Field("told_on", FIELD_NAMES["told_on"], DateField(today), required=required),
        Field("told_to", FIELD_NAMES["told_to"],
              ChoiceField([Choice(each, TOLD_TO_NAMES[each]) for each in whom], upright=True), required=required,
              stretch=2),
    )  # fmt: skip
    if child:
        form.row(Field("guardian", FIELD_NAMES["guardian"], TextField()))
    form.row(Field("counselled", N_("After the test"), TickField(FIELD_NAMES["counselled"])))
    form.row(Field("note", FIELD_NAMES["note"], TextArea(lines=2)))
    form.set_values({"told_on": today()} | ({} if child else {"told_to": ToldTo.CLIENT}))


FIELDS: Mapping[str, Put] = {
    "sample_on": _sample,
    "place": _beside,
    "due_on": _due_on,
    "outcome": _outcome,
    "telling": _telling,
    "reason": _reason,
}

MEANINGS: dict[str, str] = {
    "result": N_("A result that is there already is shown here; that is written to the audit as a look."),
    "tell": N_("The result goes to the person tested and to nobody else. That you see it is written to the audit."),
    "tell_first": N_("The confirmation is still awaited. Say that it is no diagnosis yet."),
    "withdraw": N_("Nothing more is done with the sample, and no result is recorded any more."),
    "close": N_("Nothing more is due. The test stays where it is."),
    "correct": N_("The result as it stood is kept with the reason, and the right one is to be told anew."),
    "remove": N_("For a test that was entered for the wrong client, for instance. It can be brought back."),
}


def facts_of(values: Mapping[str, Any]) -> StepFacts:
    """What the fields say."""
    said: dict[str, Any] = {
        name: str(values.get(name) or "") for name in ("place", "lab", "lab_number", "guardian", "note", "reason")
    }
    days: dict[str, Any] = {name: values.get(name) for name in ("sample_on", "due_on", "result_on", "told_on")}
    result, to = values.get("result"), values.get("told_to")
    return StepFacts(
        **said,
        **days,
        result=Result(result) if result else None,
        told_to=ToldTo(to) if to else None,
        send=bool(values.get("send")),
        counselled=bool(values.get("counselled")),
    )


def do(session: Session, detail: ScreeningDetail, name: str, values: Mapping[str, Any]) -> Changed:
    """Do it, against the version that the person saw. Raises Conflict, Invalid, Refused."""
    facts = facts_of(values)
    match name:
        case "tell_first":
            return services.tell_first(session, detail.id, facts, detail.version)
        case "correct":
            return services.correct_result(session, detail.id, facts, detail.version)
        case "remove":
            return services.remove_screening(session, detail.id, facts.reason)
        case "restore":
            return services.restore_screening(session, detail.id)
    return services.take_step(session, detail.id, name, facts, detail.version)


STEPS: RecordSteps[ScreeningDetail] = RecordSteps(
    prefix=STEP,
    drafts=DRAFTS,
    label=step_label,
    needs=needs_of,
    fields=FIELDS,
    read=read,
    do=do,
    also=also,
    under=lambda detail: f"{detail.client} · {detail.test}",
    meanings=MEANINGS,
    dangerous=frozenset({"withdraw", "remove"}),
)
