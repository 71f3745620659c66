"""How is a support plan written with the client? A page of its own: goals, what is done for each, a note; drafts."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from app.common.dates import show_date
from app.common.i18n import N_, sentence, tr
from app.common.money import show_dong
from app.desktop.background import run
from app.desktop.records.conflict import Mine
from app.desktop.records.form_page import FormEntry, FormPage
from app.desktop.records.record_type import Then, Values
from app.desktop.social.support_plans.drafts import DRAFTS, WRITE
from app.desktop.social.support_plans.fields import GoalsField, back, plain
from app.desktop.social.support_plans.saying import say_done
from app.desktop.theme import Tone
from app.desktop.widgets import Banner, Field, Form, TextArea, show_problem
from app.social.masking import MASK
from app.social.support_plans import services
from app.social.support_plans.reading import plans_of_case, plans_revealed
from app.social.support_plans.terms import WHO_NAMES, Who
from app.social.support_plans.values import CasePlans, NewAction, NewGoal, NewPlan, PlanChanged, PlanDetail
from app.vault.errors import Conflict, Invalid, Refused
from app.vault.session import Session

NAMES: dict[str, str] = {"goals": N_("Goals and actions"), "note": N_("Note")}


def goals_of(plan: PlanDetail) -> tuple[NewGoal, ...]:
    """The goals of a plan as they are typed."""
    return tuple(
        NewGoal(
            goal.words,
            tuple(
                NewAction(each.words, each.who, each.who_name, each.due_on, each.cost, each.budget, each.id)
                for each in goal.actions
            ),
            goal.id,
            goal.origin_id,
        )
        for goal in plan.goals
    )


def in_words(goals: Sequence[NewGoal]) -> str:
    """The goals as a person reads them, for comparing two versions."""
    lines: list[str] = []
    for at, goal in enumerate(goals, 1):
        lines.append(f"{at}. {goal.words}")
        for each in goal.actions:
            who = each.who_name if each.who is Who.OTHER else tr(WHO_NAMES[each.who])
            day = show_date(each.due_on) if each.due_on else ""
            cost = f"{show_dong(each.cost)} đ" if each.cost else ""
            lines.append("   – " + " · ".join(part for part in (each.words, who, day, cost, each.budget) if part))
    return "\n".join(lines)


class PlanForm:
    """The form for the first plan of a case, or for the one that is being written."""

    def __init__(
        self, session: Session, plans: CasePlans, draft: Any, then: Then, parent: QWidget | None = None
    ) -> None:
        self._session, self._plans, self._then = session, plans, then
        written = plans.draft
        self._before: dict[str, Any] = {"goals": goals_of(written) if written else (), "note": ""}
        if written is not None:
            self._before["note"] = written.note
        self._version = written.version if written is not None else None
        self._tried: NewPlan = NewPlan()
        self.form = Form()
        self.goals = GoalsField(session)
        self.form.row(Field("goals", N_("Goals and what is done for each"), self.goals, check=self.goals.check))
        note = TextArea(lines=2)
        self.form.row(Field("note", N_("Note"), note))
        # Lines that come and go stand before it, whenever they were made.
        self.goals.value_changed.connect(lambda: QWidget.setTabOrder(self.goals.add_button, note))
        self.form.set_values({name: value for name, value in self._before.items() if value})
        self.page = FormPage(session, self._entry(), parent)
        self._masked()
        if draft is not None:
            self._take(draft.payload)
        self.page.filling = False

    def _masked(self) -> None:
        """What is hidden in the texts may stay so: left as it is shown, it is kept."""
        if MASK in str(self._before):
            said = tr(
                "A part of the texts is hidden. Left as it is shown, it stays as it was; to change it, show the person"
                " first."
            )
            self.page.put_in(Banner(said, Tone.NEUTRAL))

    def _entry(self) -> FormEntry:
        code = self._plans.code
        return FormEntry(
            title=tr("Support plan of {code}", code=code),
            help="support-plans",
            form=self.form,
            drafts=DRAFTS,
            draft_form=WRITE,
            record_id=str(self._plans.case_id),
            collect=lambda: {
                "number": code,
                "version": self._version,
                "goals": plain(self.goals.value()),
                "note": self.form.draft()["note"],
            },
            save=self._save,
            mine=self._mine,
            stored=self._stored,
            first=lambda: "goals",
            owner=self,
        )

    def _take(self, payload: Any) -> None:
        self.goals.set_value(back(payload.get("goals") or []))
        self.form.field("note").editor.set_value(payload.get("note") or "")
        if payload.get("version") != self._version:
            said = tr("This plan was saved since the draft was kept. Saving compares both versions.")
            self.page.put_in(Banner(said, Tone.WARN))
            self._version = payload.get("version")

    def _save(self, values: Values, _incomplete: bool) -> Any:
        new = NewPlan(tuple(values.get("goals") or ()), str(values.get("note") or ""))
        self._tried = new
        session, case_id, version = self._session, self._plans.case_id, self._version

        def work(_progress: object) -> PlanChanged:
            try:
                return services.write_plan(session, case_id, new, version)
            except Invalid as error:
                raise _at_line(error) from error

        return work

    def _stored(self, page: FormPage, changed: PlanChanged) -> PlanChanged:
        say_done(page.window(), self._session, changed, self._then)
        return changed

    def _mine(self, _error: Conflict) -> Mine:
        """What the person wanted to save when somebody else had saved already."""
        tried = {"goals": self._tried.goals, "note": self._tried.note}

        def save(version: int, changes: Values) -> PlanChanged:
            theirs = plans_of_case(self._session, self._plans.case_id).draft
            kept = {"goals": goals_of(theirs) if theirs else (), "note": theirs.note if theirs else ""} | dict(changes)
            return services.write_plan(
                self._session, self._plans.case_id, NewPlan(kept["goals"], kept["note"]), version
            )

        return Mine(
            before=self._before,
            changes={name: value for name, value in tried.items() if value != self._before[name]},
            names=NAMES,
            stored=lambda plan, name: goals_of(plan) if name == "goals" else plan.note,
            shown=lambda name, value: in_words(value) if name == "goals" else str(value),
            save=save,
        )


def _at_line(error: Invalid) -> Invalid:
    """The same at the field of the goals, with the line in words: goals.1.actions.2 is “Action 1.2”."""
    for name, each in error.fields.items():
        parts = name.split(".")
        if parts[0] == "goals" and len(parts) > 1:
            number = ".".join(parts[1::2])
            place = tr("Action {number}", number=number) if len(parts) > 2 else tr("Goal {number}", number=number)
            first = Invalid(N_("{place}: {problem}"), place=place, problem=sentence(each))
            return Invalid(error.sentence, {"goals": first})
    return error


def write(page: Any, session: Session, case: Any, then: Then) -> None:
    """Cover the page with the form: for the first plan, the one being written, or the next one begun from what is open.

    What was typed before stands there again.
    """
    revealed = bool(getattr(case, "revealed", False))

    def read(_progress: object) -> tuple[CasePlans, Any]:
        reading = plans_revealed if revealed else plans_of_case
        found = reading(session, case.id)
        kept = next((d for d in DRAFTS.read(session) if (d.form, d.record_id) == (WRITE, str(case.id))), None)
        possible = next((each for each in found.acts if each.name == WRITE), None)
        if possible is None or possible.why_not is not None:
            raise Refused(N_("This case does not allow a plan to be written now. Nothing was changed."))
        if found.draft is None and found.in_force is not None and kept is None:
            services.renew_plan(session, case.id)
            found = reading(session, case.id)
        return found, kept

    def show(found: tuple[CasePlans, Any]) -> None:
        plans, kept = found
        page.cover(PlanForm(session, plans, kept, then, page).page)

    run(page, read, show, lambda error: show_problem(page, error))
