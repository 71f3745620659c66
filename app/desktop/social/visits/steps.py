"""What does an act on a visit ask, and which service does it go to? To plan it, write it up, move or cancel it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.common.dates import NoYear
from app.common.i18n import N_, sentence, tr
from app.desktop.records.fields import HourField
from app.desktop.records.record_type import Fact, RecordSteps, Values
from app.desktop.social.support_plans.answers import AnswersField
from app.desktop.social.visits.drafts import DRAFTS, STEP, base, step_label
from app.desktop.social.visits.words import when, where
from app.desktop.theme import Tone
from app.desktop.widgets import Choice, ChoiceField, DateField, Field, Form, TextArea, TextField
from app.social.support_plans.values import GoalInfo, Happened
from app.social.visits import services
from app.social.visits.declared import VISIT_FIELD_NAMES
from app.social.visits.rules import ACTS, NEW
from app.social.visits.terms import GOING_NAMES, WAY_NAMES, Going, Way
from app.social.visits.values import NewVisit, Standing, VisitChanged, VisitDetail, Written
from app.vault.errors import AppError
from app.vault.session import Session

WAYS = [Choice(each, name) for each, name in WAY_NAMES.items()]


@dataclass(frozen=True)
class OnVisit:
    """A visit of a case (None: a new one), as a dialog about it is given it."""

    id: int  # of the case: under it drafts are kept
    number: str
    visit: VisitDetail | None
    goals: tuple[GoalInfo, ...] = ()
    entered_on: date | None = None
    timeline: tuple[Happened, ...] = ()


@dataclass(frozen=True)
class Asked:
    """What the fields draw on."""

    session: Session
    card: OnVisit
    act: str

    def of_visit(self, name: str) -> Any:
        """What stands in the visit already."""
        return getattr(self.card.visit, name) if self.card.visit is not None else None


def read(session: Session, card: OnVisit, name: str) -> Asked:
    return Asked(session, card, base(name))


def _coming(asked: Asked) -> DateField:
    return DateField(asked.session.today, without_year=NoYear.COMING)


def _planned(form: Form, asked: Asked, required: bool) -> None:
    today = asked.session.today
    form.row(
        Field("planned_on", VISIT_FIELD_NAMES["planned_on"], _coming(asked), required=required),
        Field("planned_at", VISIT_FIELD_NAMES["planned_at"], HourField()),
    )
    day = asked.of_visit("planned_on") or asked.card.entered_on
    form.set_values({"planned_on": day if day and day >= today() else None, "planned_at": asked.of_visit("planned_at")})


def _way(form: Form, asked: Asked, required: bool) -> None:
    form.row(
        Field("way", VISIT_FIELD_NAMES["way"], ChoiceField(WAYS), required=required),
        Field("place", VISIT_FIELD_NAMES["place"], TextField(), stretch=2),
    )
    form.set_values({"way": asked.of_visit("way"), "place": asked.of_visit("place")})


def _done(form: Form, asked: Asked, required: bool) -> None:
    form.row(
        Field("done_on", VISIT_FIELD_NAMES["done_on"], DateField(asked.session.today), required=required),
        Field("came", VISIT_FIELD_NAMES["came"], TextField(N_("Such as: alone, with the mother")), stretch=2),
    )
    planned = asked.of_visit("planned_on")
    today = asked.session.today()
    form.set_values({"done_on": planned if planned and planned <= today else today})


def _text(name: str, lines: int) -> Callable[[Form, Asked, bool], None]:
    def put(form: Form, asked: Asked, required: bool) -> None:
        form.row(Field(name, VISIT_FIELD_NAMES[name], TextArea(lines=lines), required=required))
        form.set_values({name: asked.of_visit(name) if name == "aim" else None})

    return put


def _ended(form: Form, asked: Asked, required: bool) -> None:
    form.row(Field("ended_on", N_("Day"), DateField(asked.session.today), required=required))
    planned, today = asked.of_visit("planned_on"), asked.session.today()
    form.set_values({"ended_on": planned if planned and planned <= today else today})


def _goals(form: Form, asked: Asked, _required: bool) -> None:
    goals = [(goal.id, goal.words) for goal in asked.card.goals]
    form.row(Field("goals", VISIT_FIELD_NAMES["goals"], AnswersField(goals, GOING_NAMES)))


def _next(form: Form, asked: Asked, _required: bool) -> None:
    """The next visit is agreed on while one still sits together; its way is asked once there is a day."""
    form.section(N_("Next visit"), N_("Leave the day empty if none was agreed on."))
    form.row(
        Field("next_on", N_("Planned for"), _coming(asked)),
        Field("next_at", N_("At what time"), HourField()),
    )
    form.row(
        Field("next_way", N_("Way"), ChoiceField(WAYS), required=True),
        Field("next_place", N_("Meeting place"), TextField(), stretch=2),
    )
    day: Any = form.field("next_on").editor

    def show() -> None:
        try:
            there = day.value() is not None
        except AppError:
            there = True
        for name in ("next_at", "next_way", "next_place"):
            form.show_field(name, there)

    day.value_changed.connect(show)
    show()


FIELDS: Mapping[str, Any] = {
    "planned_on": _planned,
    "way": _way,
    "aim": _text("aim", 2),
    "done_on": _done,
    "talked": _text("talked", 5),
    "goals": _goals,
    "next_on": _next,
    "ended_on": _ended,
    "reason": _text("reason", 2),
    "tried": _text("tried", 2),
}
ALSO: dict[str, tuple[str, ...]] = {
    "visit_plan": ("aim",),
    "visit_move": ("aim", "reason"),
    "visit_done": ("goals", "next_on"),
    "visit_note": ("goals", "next_on"),
}


def also(_session: Session, card: OnVisit, name: str) -> tuple[str, ...]:
    """Goals are asked about where there is a plan."""
    return tuple(each for each in ALSO.get(base(name), ()) if each != "goals" or card.goals)


def about(session: Session, card: OnVisit, name: str, values: Values) -> list[Fact]:
    """What was planned; what the client did not agree to, before anybody goes there."""
    facts: list[Fact] = []
    visit = card.visit
    if visit is not None and visit.planned_on is not None:
        facts.append(
            Fact(f"{when(visit.planned_on, visit.planned_at)} · {where(visit.way, visit.place)}", N_("Planned"))
        )
        if visit.aim:
            facts.append(Fact(visit.aim, N_("What it is for")))
    if base(name) in ("visit_plan", "visit_move"):
        facts.append(Fact(tr("Keep to the safe way and time: they stand with the person, on the page of the case.")))
    day = values.get("planned_on") or values.get("done_on") or session.today()
    asked = ((values.get("way"), day), (values.get("next_way"), values.get("next_on")))
    for way, on in asked:
        if way and isinstance(on, date):
            why_not = services.why_not_way(session, card.id, Way(way), on)
            if why_not is not None:
                facts.append(Fact(sentence(why_not), tone=Tone.WARN))
    return facts


MEANINGS: dict[str, str] = {
    "visit_missed": N_("It is no contact: the case stays as quiet as it was. Plan the next visit afterwards."),
}


def do(session: Session, card: OnVisit, name: str, values: Values) -> VisitChanged:
    """Do it, against the version that the person saw. Raises Conflict, Invalid, Refused."""
    act, reason = base(name), str(values.get("reason") or "")
    if act in ("visit_plan", "visit_move"):
        new = NewVisit(
            values["planned_on"],
            Way(values["way"]),
            values.get("planned_at"),
            str(values.get("place") or ""),
            str(values.get("aim") or ""),
        )
        if act == "visit_plan":
            return services.plan_visit(session, card.id, new)
    if act == "visit_note":
        return services.write_up_unplanned(session, card.id, _written(values))
    visit = card.visit
    assert visit is not None
    if act == "visit_move":
        return services.move_visit(session, visit.id, new, reason, visit.version)
    if act == "visit_done":
        return services.write_up(session, visit.id, _written(values), visit.version)
    if act == "visit_missed":
        return services.miss_visit(
            session, visit.id, values["ended_on"], reason, str(values.get("tried") or ""), visit.version
        )
    return services.cancel_visit(session, visit.id, reason, visit.version)


def _written(values: Values) -> Written:
    following = None
    if values.get("next_on") is not None:
        way: Any = values.get("next_way")
        following = NewVisit(values["next_on"], way, values.get("next_at"), str(values.get("next_place") or ""))
    return Written(
        values["done_on"],
        Way(values["way"]),
        str(values.get("talked") or ""),
        str(values.get("came") or ""),
        str(values.get("place") or ""),
        tuple(Standing(goal, Going(code), note) for goal, code, note in values.get("goals") or ()),
        following,
    )


VISIT_STEPS: RecordSteps[OnVisit] = RecordSteps(
    prefix=STEP,
    drafts=DRAFTS,
    label=step_label,
    needs=lambda card, name: ACTS[base(name)].needs,
    fields=FIELDS,
    read=read,
    do=do,
    also=also,
    about=about,
    meanings=MEANINGS,
    dangerous=frozenset(),
    width=680,
)


def named(card: OnVisit, act: str) -> str:
    """The name under which a dialog's draft is kept: `visit_done/5`; of a new visit the act alone."""
    return act if act in NEW or card.visit is None else f"{act}/{card.visit.id}"
