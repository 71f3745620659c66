"""How is a survey entered? Fast: Ctrl+Enter saves and opens the next with group, village, day and surveyor kept."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from app.common.dates import show_date
from app.common.drafts import Draft
from app.common.i18n import N_, tr
from app.desktop.records.conflict import Mine
from app.desktop.records.drafts import plain_of, put_back
from app.desktop.records.form_page import FormEntry, FormPage, Work
from app.desktop.social.surveys.drafts import DRAFTS, EDIT, NEW, NEW_WORDS
from app.desktop.social.surveys.fields import NeedsField, YearField
from app.desktop.widgets import Choice, ChoiceField, DateField, Field, Form, TextField, label
from app.social.surveys import services
from app.social.surveys.declared import FIELD_NAMES
from app.social.surveys.rules import LONGEST_REMARK
from app.social.surveys.terms import AGE_NAMES, DIFFICULTY_NAMES, SEX_NAMES, AgeBand, Difficulty, Sex
from app.social.surveys.values import Answers, Choices, SurveyChanged, SurveyDetail
from app.vault.session import Session

# What the next form keeps: one goes through a group in a village on a day.
KEPT = ("group", "village_id", "surveyed_on", "year", "quarter", "surveyor", "workplace")
NAMES = (*KEPT, "needs", "sex", "age_band", "difficulty", "remark")
NAMELESS = N_("A survey names nobody: no name, no phone, no exact birth, no establishment.")
FAST = N_(
    "A survey names nobody: no name, no phone, no exact birth, no establishment. Ctrl+Enter saves it and opens the next"
    " one; group, village, day, place of work and surveyor stay."
)


def build(session: Session, lists: Choices, before: Answers | None) -> Form:
    """The fields in the order of the paper sheet; what stood there before may stay though the lists have it no more."""
    kept = before or Answers()
    form = Form()
    form.add(label(NAMELESS if before is not None else FAST, "muted"))
    groups = _offered(lists.groups, lists.every_group, {kept.group})
    form.row(
        Field("group", FIELD_NAMES["group"], ChoiceField(_choices(groups)), required=True, stretch=2),
        Field("village_id", FIELD_NAMES["village_id"], ChoiceField(_choices(lists.villages))),
    )
    form.row(
        Field("surveyed_on", FIELD_NAMES["surveyed_on"], DateField(session.today), stretch=2),
        Field("quarter", N_("or the quarter"), ChoiceField(_choices({each: str(each) for each in range(1, 5)}))),
        Field("year", N_("or the year"), YearField()),
    )
    form.row(
        Field("sex", FIELD_NAMES["sex"], ChoiceField([Choice(code, name) for code, name in SEX_NAMES.items()])),
        Field("age_band", FIELD_NAMES["age_band"], ChoiceField([Choice(code, n) for code, n in AGE_NAMES.items()])),
    )
    needs = _offered(lists.needs, lists.every_need, kept.needs)
    form.row(Field("needs", FIELD_NAMES["needs"], NeedsField(needs), required=True, hint=N_("Digits tick them, too.")))
    form.row(
        Field(
            "difficulty",
            FIELD_NAMES["difficulty"],
            ChoiceField([Choice(code, name) for code, name in DIFFICULTY_NAMES.items()]),
        ),
        Field(
            "workplace",
            FIELD_NAMES["workplace"],
            ChoiceField(_choices(_offered(lists.workplaces, lists.every_workplace, {kept.workplace}))),
        ),
    )
    remark = TextField()
    remark.setMaxLength(LONGEST_REMARK)
    form.row(
        Field("remark", FIELD_NAMES["remark"], remark, stretch=2),
        Field("surveyor", FIELD_NAMES["surveyor"], TextField()),
    )
    return form


def _offered(now: Mapping[str, str], every: Mapping[str, str], kept: Any) -> dict[str, str]:
    return {code: name for code, name in every.items() if code in now or code in kept}


def _choices(names: Mapping[Any, str]) -> list[Choice]:
    return [Choice(code, name, translated=False) for code, name in names.items()]


def values_of(answers: Answers) -> dict[str, object]:
    """What the fields show; of a day its year and quarter are not asked again."""
    day = answers.surveyed_on
    shown: dict[str, object] = {name: getattr(answers, name) or None for name in NAMES}
    return shown | ({"year": None, "quarter": None} if day is not None else {})


def entered(values: Mapping[str, Any]) -> Answers:
    """What the fields say."""
    sex, age, difficulty = values.get("sex"), values.get("age_band"), values.get("difficulty")
    return Answers(
        group=str(values.get("group") or ""),
        needs=frozenset(values.get("needs") or ()),
        surveyed_on=values.get("surveyed_on"),
        year=values.get("year"),
        quarter=values.get("quarter"),
        village_id=values.get("village_id"),
        sex=Sex(sex) if sex else None,
        age_band=AgeBand(age) if age else None,
        difficulty=Difficulty(difficulty) if difficulty else Difficulty.UNKNOWN,
        workplace=str(values.get("workplace") or ""),
        surveyor=str(values.get("surveyor") or ""),
        remark=str(values.get("remark") or ""),
    )


def form_page(parent: QWidget | None, session: Session, detail: SurveyDetail | None, draft: Draft | None) -> FormPage:
    """The form for a new survey, for this one, or for a draft."""
    if draft is not None and draft.form == EDIT:
        detail = services.read_again(session, int(draft.record_id))
    if detail is not None:
        return _page(parent, session, *_changing(session, detail, draft), draft)
    return _new(parent, session, draft, {"surveyed_on": session.today(), "surveyor": session.account.full_name})


def _new(parent: QWidget | None, session: Session, draft: Draft | None, values: Mapping[str, object]) -> FormPage:
    form = build(session, services.choices(session), None)
    form.set_values(values)
    fresh = draft.record_id if draft is not None else f"new-{secrets.token_hex(6)}"
    last: dict[str, object] = {}

    def save(given: Mapping[str, Any], _incomplete: bool) -> Work:
        new = entered(given)
        last.update({name: given.get(name) for name in KEPT})
        return lambda _progress: services.enter(session, new)

    entry = FormEntry(
        title=tr(NEW_WORDS),
        help="surveys",
        form=form,
        drafts=DRAFTS,
        draft_form=NEW,
        record_id=fresh,
        collect=lambda: {"values": plain_of(form), "number": "", "version": 0},
        save=save,
        first=lambda: "needs" if values.get("group") else "group",
    )
    page = _page(parent, session, form, entry, draft)
    if parent is not None and hasattr(parent, "cover"):
        # Once the page has put this form away, the next stands in its place.
        page.saved.connect(
            lambda _changed: QTimer.singleShot(0, parent, lambda: parent.cover(_new(parent, session, None, last)))
        )
    return page


def _page(parent: QWidget | None, session: Session, form: Form, entry: FormEntry, draft: Draft | None) -> FormPage:
    if draft is not None:
        put_back(form, draft.payload.get("values", {}))
    page = FormPage(session, entry, parent)
    page.filling = False
    return page


@dataclass
class _Begun:
    """A survey being changed: what it said when it was begun, and what was tried last."""

    session: Session
    id: int
    version: int
    before: Answers
    tried: dict[str, Any] = field(default_factory=dict)

    def work(self, values: Mapping[str, Any]) -> Work | None:
        new = entered(values)
        now = _timed(self.before)
        self.tried = {name: getattr(new, name) for name in NAMES if getattr(new, name) != getattr(now, name)}
        return (lambda _progress: self.store(self.version, self.tried)) if self.tried else None

    def store(self, version: int, changes: Mapping[str, Any]) -> SurveyChanged:
        """Change the survey as it stands now by these. Raises Conflict."""
        now = _timed(services.read_again(self.session, self.id).row.answers)
        return services.edit(self.session, self.id, replace(now, **changes), version)


def _timed(answers: Answers) -> Answers:
    """As the form has it: of a day, year and quarter follow."""
    return replace(answers, year=None, quarter=None) if answers.surveyed_on is not None else answers


def _changing(session: Session, detail: SurveyDetail, draft: Draft | None) -> tuple[Form, FormEntry]:
    lists, before = services.choices(session), detail.row.answers
    form = build(session, lists, before)
    form.set_values(values_of(before))
    version = int(draft.payload.get("version") or detail.version) if draft is not None else detail.version
    begun = _Begun(session, detail.id, version, before)
    entry = FormEntry(
        title=tr("Change {number}", number=detail.number),
        help="surveys",
        form=form,
        drafts=DRAFTS,
        draft_form=EDIT,
        record_id=str(detail.id),
        collect=lambda: {"values": plain_of(form), "number": detail.number, "version": version},
        save=lambda values, _incomplete: begun.work(values),
        first=lambda: "group",
        mine=lambda _error: Mine(
            before={name: getattr(_timed(before), name) for name in NAMES},
            changes=begun.tried,
            names={name: FIELD_NAMES[name] for name in NAMES},
            stored=lambda theirs, name: getattr(_timed(theirs.row.answers), name),
            shown=lambda name, value: _shown(lists, name, value),
            save=begun.store,
        ),
        owner=begun,
    )
    return form, entry


def _shown(lists: Choices, name: str, value: Any) -> str:
    """A field's value as a person reads it."""
    named: dict[str, Mapping[Any, str]] = {
        "group": lists.every_group,
        "workplace": lists.every_workplace,
        "village_id": lists.villages,
    }
    translated: dict[str, Mapping[Any, str]] = {
        "sex": SEX_NAMES,
        "age_band": AGE_NAMES,
        "difficulty": DIFFICULTY_NAMES,
    }
    if name in named:
        return named[name].get(value, "")
    if name in translated:
        return tr(translated[name][value]) if value else ""
    if name == "needs":
        return ", ".join(words for code, words in lists.every_need.items() if code in value)
    if name == "surveyed_on":
        return show_date(value) if value else ""
    return str(value or "")
