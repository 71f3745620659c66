"""How is a survey entered? Fast: Ctrl+Enter saves and opens the next with group, village, day and surveyor kept."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from app.common.drafts import Draft
from app.common.i18n import N_
from app.common.records import fields as f
from app.desktop.records.declared_form import Asked, Intro, Line, RecordForm
from app.desktop.records.form_page import FormPage
from app.desktop.social.surveys.drafts import DRAFTS, NEW, NEW_WORDS
from app.desktop.social.surveys.fields import NeedsField, YearField
from app.desktop.widgets import Choice, ChoiceField, TextField
from app.social.surveys import services
from app.social.surveys.declared import SURVEYS
from app.social.surveys.rules import LONGEST_REMARK
from app.social.surveys.values import Answers, SurveyDetail
from app.vault.session import Session

# What the next form keeps: one goes through a group in a village on a day.
KEPT = ("group", "village_id", "surveyed_on", "year", "quarter", "surveyor", "workplace")
NAMELESS = N_("A survey names nobody: no name, no phone, no exact birth, no establishment.")
FAST = N_(
    "A survey names nobody: no name, no phone, no exact birth, no establishment. Ctrl+Enter saves it and opens the next"
    " one; group, village, day, place of work and surveyor stay."
)


def _offered(session: Session, opened: SurveyDetail | None) -> f.Lists:
    """The lists in use; what stood there before may stay though the lists have it no more."""
    lists, kept = services.choices(session), opened.entry if opened is not None else Answers()
    return {
        "groups": _used(lists.groups, lists.every_group, {kept.group}),
        "needs": _used(lists.needs, lists.every_need, kept.needs),
        "workplaces": _used(lists.workplaces, lists.every_workplace, {kept.workplace}),
        "villages": lists.villages,
    }


def _used(now: Mapping[str, str], every: Mapping[str, str], kept: Collection[str]) -> dict[str, str]:
    return {code: name for code, name in every.items() if code in now or code in kept}


def _quarter(_declared: f.Field, _asked: Asked) -> ChoiceField:
    return ChoiceField([Choice(each, str(each), translated=False) for each in range(1, 5)])


def _remark(_declared: f.Field, _asked: Asked) -> TextField:
    made = TextField()
    made.setMaxLength(LONGEST_REMARK)
    return made


FORM = RecordForm(
    SURVEYS,
    layout=(
        Intro(FAST, NAMELESS),
        Line("group", "village_id", stretch=(2, 1)),
        Line("surveyed_on", "quarter", "year", stretch=(2, 1, 1)),
        Line("sex", "age_band"),
        Line("needs"),
        Line("difficulty", "workplace"),
        Line("remark", "surveyor", stretch=(2, 1)),
    ),
    drafts=DRAFTS,
    draft_form=NEW,
    help="surveys",
    new=NEW_WORDS,
    read=services.read_again,
    add=services.enter,
    edit=lambda session, survey_id, version, new: services.edit(session, survey_id, new, version),
    begins=lambda session: {"surveyed_on": session.today(), "surveyor": session.account.full_name},
    offered=_offered,
    editors={
        "needs": lambda _declared, asked: NeedsField(asked.lists["needs"]),
        "quarter": _quarter,
        "year": lambda _declared, _asked: YearField(),
        "remark": _remark,
    },
    labels={"quarter": N_("or the quarter"), "year": N_("or the year")},
)


def form_page(
    parent: QWidget | None, session: Session, opened: SurveyDetail | None, draft: Draft | None, form: RecordForm = FORM
) -> FormPage:
    """The form for a new survey, for this one, or for a draft. Once a new one is saved, the next takes its place."""
    page = form.page(parent, session, opened, draft)
    changing = opened is not None or (draft is not None and draft.form == FORM.edit_form)
    if changing or parent is None or not hasattr(parent, "cover"):
        return page
    cover: Any = parent.cover

    def following(_changed: object) -> None:
        kept = {name: page.form.draft().get(name) for name in KEPT}
        again = replace(FORM, begins=lambda _session: kept, begin_at="needs" if kept["group"] else "")
        QTimer.singleShot(0, parent, lambda: cover(form_page(parent, session, None, None, again)))

    page.saved.connect(following)
    return page
