"""What do the needs surveys declare, so that their screens are assembled? See app/desktop/records."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from app.common.dates import show_datetime
from app.common.i18n import N_, tr
from app.common.permissions import may
from app.desktop.background import run
from app.desktop.records import declared_list, declared_page
from app.desktop.records.detail_pane import DetailPane
from app.desktop.records.filter_fields import OneOf, Switch
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
    Section,
    Then,
    Verb,
)
from app.desktop.records.sections import FactLine, facts_section
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
from app.desktop.social.surveys.drafts import DRAFTS, NEW_WORDS, words
from app.desktop.theme import Tone
from app.desktop.widgets import StateChip, say
from app.social.surveys import declared, services
from app.social.surveys.declared import FIELD_NAMES
from app.social.surveys.models import Sort
from app.social.surveys.queries import count_surveys, list_surveys, search_surveys
from app.social.surveys.rules import ACTS
from app.social.surveys.terms import KIND, Difficulty
from app.social.surveys.values import SurveyChanged, SurveyDetail, SurveyRow
from app.vault.session import Session

ACTION_NAMES: dict[str, str] = {"enter": N_("Enter a survey")} | {act.name: act.label for act in ACTS.values()}


def _years(session: Session) -> list[tuple[int, str]]:
    this = session.today().year
    return [(year, str(year)) for year in range(this, this - 6, -1)]


PANEL = {each.name: each for each in declared_list.filter_fields(declared.SURVEYS)} | {
    "year": OneOf("year", FIELD_NAMES["year"], _years),
    "in_bin": Switch("in_bin", N_("In the bin")),
}
SHOWN = (
    *("groups", "needs", "village_id", "workplaces", "difficulty", "year", "sexes", "ages"),
    *("surveyed_from", "surveyed_to", "in_bin"),
)


def _verbs(session: Session, row: SurveyRow) -> list[Verb | None]:
    found = usual_verbs(row, may_open=may(session, "needs-surveys.edit"), prints=False, icon="survey")
    if row.removed and may(session, "needs-surveys.remove"):
        found += [None, Verb(tr(ACTS["restore"].label), "act", "restore", "undo")]
    return found


LIST: RecordList[SurveyRow, Any, Sort] = declared_list.record_list(
    declared.SURVEYS,
    services.DESK,
    icon="survey",
    shown=(),
    columns=columns,
    main="needs",
    given_up=GIVEN_UP,
    orders=ORDERS,
    usual="when",
    fields=tuple(PANEL[name] for name in SHOWN),
    count=(N_("{count} survey"), N_("{count} surveys")),
    show=(N_("Show 1 survey"), N_("Show {count} surveys")),
    empty=Empty(
        N_("No survey yet"),
        N_("Enter the first one, or import the Excel sheet of a survey. Nobody is named in either."),
        N_("What people at risk need, without their names, will stand here."),
        N_("No survey matches"),
    ),
    note=services.DESK.note_search,
    new=NEW_WORDS,
    page=list_surveys,
    total=count_surveys,
    open_action="needs-surveys.open",
    verbs=_verbs,
    alike=(),
    file="",
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
    return Head(detail.number, detail.row.group_name, chips)


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
        (FIELD_NAMES["workplace"], row.workplace_name or None),
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


SURVEYS: RecordType[SurveyRow, Any, Sort, SurveyDetail] = RecordType(
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
SURVEY_WORK = declared_page.drafts_work(KIND, services.DESK, words)
SURVEY_FINDER = declared_page.finder(
    declared.SURVEYS, KIND, "survey", search_surveys, lambda hit: hit.snippet, services.DESK.note_search
)
