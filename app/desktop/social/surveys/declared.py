"""What do the needs surveys declare, so that their screens are assembled? See app/desktop/records."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from app.common.dates import show_datetime
from app.common.i18n import N_, tr
from app.common.permissions import may
from app.desktop.background import run
from app.desktop.records.detail_pane import DetailPane
from app.desktop.records.filter_fields import Day, OneOf, Several, Switch
from app.desktop.records.list_table import usual_verbs
from app.desktop.records.record_type import (
    Empty,
    Export,
    Head,
    Menu,
    NoneOpen,
    RecordDetail,
    RecordList,
    RecordType,
    SavedIn,
    Section,
    Then,
    Verb,
)
from app.desktop.records.sections import FactLine, facts_section
from app.desktop.registry.villages import villages
from app.desktop.social.surveys import form
from app.desktop.social.surveys.columns import (
    GIVEN_UP,
    ORDERS,
    age_words,
    columns,
    difficulty_words,
    sex_words,
    when_words,
)
from app.desktop.social.surveys.drafts import DRAFTS, NEW_WORDS
from app.desktop.theme import Tone
from app.desktop.widgets import StateChip, say
from app.social.surveys import services, services_desk
from app.social.surveys.queries import Sort, SurveyFilter, count_surveys, list_surveys
from app.social.surveys.terms import (
    AGE_NAMES,
    DIFFICULTY_NAMES,
    FIELD_NAMES,
    KIND,
    SEX_NAMES,
    Difficulty,
)
from app.social.surveys.values import SurveyChanged, SurveyDetail, SurveyRow
from app.vault.session import Session

ACTION_NAMES: dict[str, str] = {
    "enter": N_("Enter a survey"),
    "edit": services.LABELS[services.EDIT],
    "remove": services.LABELS[services.REMOVE],
    "restore": services.LABELS[services.RESTORE],
}


FIELDS = (
    OneOf("groups", FIELD_NAMES["group"], lambda session: list(services.choices(session).every_group.items()),
          in_set=True),
    OneOf("needs", FIELD_NAMES["needs"], lambda session: list(services.choices(session).every_need.items()),
          chip=N_("Needs: {name}"), in_set=True),
    OneOf("village_id", FIELD_NAMES["village_id"], villages),
    OneOf("workplaces", FIELD_NAMES["workplace"],
          lambda session: list(services.choices(session).every_workplace.items()), in_set=True),
    OneOf("difficulty", FIELD_NAMES["difficulty"],
          lambda session: [(each, tr(DIFFICULTY_NAMES[each])) for each in Difficulty],
          chip=N_("In financial difficulty: {name}")),
    OneOf("year", FIELD_NAMES["year"], lambda session: [(session.today().year - ago, str(session.today().year - ago))
                                                        for ago in range(6)]),
    Several("sexes", FIELD_NAMES["sex"], SEX_NAMES),
    Several("ages", FIELD_NAMES["age_band"], AGE_NAMES),
    Day("surveyed_from", N_("Surveyed from"), N_("Surveyed from {date}")),
    Day("surveyed_to", N_("until"), N_("Surveyed until {date}")),
    Switch("in_bin", N_("In the bin")),
)  # fmt: skip


def _verbs(session: Session, row: SurveyRow) -> list[Verb | None]:
    found = usual_verbs(row, may_open=may(session, "needs-surveys.edit"), prints=False, icon="survey")
    if row.removed and may(session, "needs-surveys.remove"):
        found += [None, Verb(tr(services.LABELS[services.RESTORE]), "act", "restore", "undo")]
    return found


LIST: RecordList[SurveyRow, SurveyFilter, Sort] = RecordList(
    title=N_("Needs surveys"),
    name=N_("Needs surveys"),
    icon="survey",
    count=(N_("{count} survey"), N_("{count} surveys")),
    show=(N_("Show 1 survey"), N_("Show {count} surveys")),
    search=N_("Search the list; marks are not needed (F3)"),
    columns=columns,
    main="needs",
    given_up=GIVEN_UP,
    orders=ORDERS,
    usual=("when", Sort.NEWEST),
    everything=SurveyFilter(),
    fields=FIELDS,
    page=list_surveys,
    total=count_surveys,
    empty=Empty(
        N_("No survey yet"),
        N_("Enter the first one, or import the Excel sheet of a survey. Nobody is named in either."),
        N_("What people at risk need, without their names, will stand here."),
        N_("No survey matches"),
    ),
    saved=SavedIn(services_desk.list_filters, services_desk.save_filter, services_desk.delete_filter),
    note=services_desk.note_search,
    new=lambda session: NEW_WORDS if may(session, "needs-surveys.enter") else "",
    open_action="needs-surveys.open",
    verbs=_verbs,
    export=Export(
        KIND,
        "needs-surveys.export",
        "khao-sat-nhu-cau",
        N_(
            "The Excel file names nobody, but who knows a village may recognise somebody in a small group. What was"
            " exported, by whom and why is written to the audit."
        ),
    ),
)


def head_of(detail: SurveyDetail, _today: date) -> Head:
    """The number, the group, what stands out."""
    chips: list[QWidget] = []
    if detail.removed:
        chips.append(StateChip(N_("In the bin"), Tone.NEUTRAL))
    if detail.row.answers.difficulty is Difficulty.YES:
        chips.append(StateChip(FIELD_NAMES["difficulty"], Tone.WARN))
    return Head(detail.number, detail.row.group, chips)


def facts_of(detail: SurveyDetail) -> list[FactLine]:
    """What was answered, in the order of the form."""
    row = detail.row
    how = N_("imported by {who}, {when}") if row.imported else N_("entered by {who}, {when}")
    return [
        (FIELD_NAMES["needs"], ", ".join(row.needs) or None),
        (N_("Surveyed"), when_words(row.answers)),
        (FIELD_NAMES["village_id"], row.village or None),
        (FIELD_NAMES["sex"], sex_words(row) or None),
        (FIELD_NAMES["age_band"], age_words(row) or None),
        (FIELD_NAMES["difficulty"], difficulty_words(row)),
        (FIELD_NAMES["workplace"], row.workplace or None),
        (FIELD_NAMES["remark"], row.answers.remark or None),
        (FIELD_NAMES["surveyor"], row.answers.surveyor or None),
        (N_("In the app"), tr(how, who=detail.created_by, when=show_datetime(detail.created_at))),
    ]


def _sections(_session: Session, _pane: DetailPane) -> Sequence[Section]:
    return [facts_section(facts_of)]


DETAIL: RecordDetail[SurveyDetail] = RecordDetail(
    open=services.open_survey,
    read=services.read_again,
    head=head_of,
    sections=_sections,
    none=NoneOpen(
        N_("No survey is open"),
        N_("Choose one in the list. It opens when the cursor rests on it, or at once with Enter."),
        N_("Surveys are opened by officers and leads"),
        N_("Your account sees the list and the figures."),
    ),
    menu=Menu(
        icons={"edit": "edit", "remove": "trash", "restore": "undo"},
        groups=(("edit",), ("remove", "restore")),
        keys={"edit": "F2", "remove": "Del"},
    ),
)


def _remove(page: Any, session: Session, detail: SurveyDetail, then: Then) -> None:
    """Into the bin at once; it can be taken back."""

    def back() -> None:
        run(page, lambda _progress: services.restore(session, detail.id), then)

    def removed(changed: SurveyChanged) -> None:
        then(changed)
        say(page, tr("{number} was moved to the bin.", number=changed.number), back)

    run(page, lambda _progress: services.remove(session, detail.id), removed)


def _restore(page: Any, session: Session, detail: SurveyDetail, then: Then) -> None:
    def restored(changed: SurveyChanged) -> None:
        then(changed)
        say(page, tr("{number} is out of the bin again.", number=changed.number))

    run(page, lambda _progress: services.restore(session, detail.id), restored)


SURVEYS: RecordType[SurveyRow, SurveyFilter, Sort, SurveyDetail] = RecordType(
    key=KIND,
    help="surveys",
    list=LIST,
    detail=DETAIL,
    changed=SurveyChanged,
    id_of=lambda changed: changed.id,
    action_words=ACTION_NAMES,
    form=form.form_page,
    drafts=DRAFTS,
    acts={"remove": _remove, "restore": _restore},
    quiet=frozenset({"remove", "restore"}),
    show_key=N_("Show or hide the opened survey"),
)
