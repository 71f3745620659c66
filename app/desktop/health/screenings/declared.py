"""What do tests declare, so that their screens are assembled? See app/desktop/records."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QWidget

from app.common.dates import show_date
from app.common.i18n import N_, tr
from app.common.permissions import may
from app.common.text import highlight_spans
from app.desktop.health.clients.words import client_code
from app.desktop.health.screenings.drafts import DRAFTS
from app.desktop.health.screenings.sections import cover, head_of, notices_of, sections_of
from app.desktop.health.screenings.steps import STEPS
from app.desktop.health.screenings.words import STATE_TONES
from app.desktop.records import declared_list, declared_page
from app.desktop.records.filter_fields import Named
from app.desktop.records.list_table import usual_verbs
from app.desktop.records.record_type import Alike, Empty, Menu, NoneOpen, RecordDetail, RecordType, Then, Verb
from app.desktop.theme import Tone
from app.desktop.widgets import Column
from app.health.screenings import services
from app.health.screenings.declared import FIELD_NAMES, SCREENING_TESTS, ScreeningRow, Sort
from app.health.screenings.queries import count_screenings, find_screenings, list_screenings
from app.health.screenings.rules import ACTS, TRANSITIONS
from app.health.screenings.terms import ACT_NAMES, SHOWN_NAMES, TESTS, Shown
from app.health.screenings.values import Changed, ScreeningDetail
from app.registry import queries as registry
from app.vault.session import Session

PLACE = "screenings"


def _tests(session: Session) -> list[tuple[str, str]]:
    with session.read() as db:
        return [(item.code, item.name) for item in registry.whole_catalogue(db, TESTS)]


FIELDS = (
    *declared_list.filter_fields(SCREENING_TESTS, first=("shown", "test")),
    Named("client_id", client_code, N_("Client {name}")),
)
ALIKE: tuple[Alike[ScreeningRow, Any], ...] = (
    Alike(lambda row: tr("In this state"), lambda row, where, _: replace(where, states=frozenset({row.state}))),
    Alike(lambda row: tr("Client {name}", name=row.client),
          lambda row, where, _: replace(where, client_id=row.client_id)),
)  # fmt: skip


def _verbs(session: Session, row: Any) -> list[Verb | None]:
    return usual_verbs(
        row, may_open=may(session, "screenings.open"), prints=False, icon="folder", without=("edit", "remove")
    )


def columns(_session: Session, words: Callable[[], str]) -> list[Column[ScreeningRow]]:
    """The columns; `words` are those of the quick search, marked where they are found."""
    return [
        Column("number", N_("Number"), lambda row: row.number, 96, look="strong", sortable=True,
               spans=lambda row: highlight_spans(row.number, words())),
        Column("client", FIELD_NAMES["client"], lambda row: row.client, 112,
               spans=lambda row: highlight_spans(row.client, words())),
        Column("test", FIELD_NAMES["test"], lambda row: row.test, 150, stretch=True),
        Column("state", N_("State"), lambda row: tr(SHOWN_NAMES[row.state]), 196,
               tone=lambda row: STATE_TONES[row.state]),
        Column("due", N_("Due since"), lambda row: show_date(row.due_on) if row.due_on else "", 112, sortable=True,
               tone=lambda row: Tone.BAD if row.late and row.state is not Shown.CONSENTED else None),
        Column("asked", FIELD_NAMES["asked_on"], lambda row: show_date(row.asked_on), 116, sortable=True),
        Column("sample", FIELD_NAMES["sample_on"], lambda row: show_date(row.sample_on) if row.sample_on else "", 112),
    ]  # fmt: skip


LIST = declared_list.record_list(
    SCREENING_TESTS,
    services.DESK,
    name=N_("Tests"),
    icon="test",
    count=(N_("{count} test"), N_("{count} tests")),
    show=(N_("Show 1 test"), N_("Show {count} tests")),
    search=N_("A number, or the code of a client (F3)"),
    columns=columns,
    main="test",
    given_up=("sample", "asked", "due", "client"),
    orders={"number": (Sort.NUMBER, None), "asked": (Sort.OLDEST, Sort.NEWEST), "due": (Sort.DUE, None)},
    usual="asked",
    fields=FIELDS,
    page=list_screenings,
    total=count_screenings,
    empty=Empty(
        N_("No test yet"),
        N_("Begin on the page of the client: find them by their code, then “Offer tests”."),
        N_("The tests of the station will stand here under their codes, without results."),
        N_("No test matches"),
    ),
    note=services.DESK.note_search,
    open_action="screenings.open",
    second=lambda row: row.test,
    alike=ALIKE,
    verbs=_verbs,
    file="xet-nghiem",
    not_encrypted=N_(
        "The Excel file has codes and days and no result; but it is not encrypted: whoever can open the folder can"
        " read every line of it. What was exported, by whom and why is written to the audit."
    ),
)

DETAIL: RecordDetail[ScreeningDetail] = RecordDetail(
    open=services.show_screening,
    read=services.read_again,
    head=head_of,
    sections=sections_of,
    notices=notices_of,
    none=NoneOpen(
        N_("No test is open"),
        N_("Choose one in the list. It opens when the cursor rests on it, or at once with Enter; its result stays"
           " hidden until you ask for it."),
        N_("Tests are opened by officers and leads"),
        N_("Your account sees the list by code and the published figures."),
    ),
    waiting=lambda row: (row.number, row.client),
    menu=Menu(
        icons={"sample": "edit", "result": "edit", "tell": "person", "close": "check", "withdraw": "close",
               "print": "print", "correct": "edit", "remove": "trash", "restore": "undo"},
        groups=(("print", "correct"), ("remove", "restore")),
        keys={"print": "Ctrl+P"},
    ),
    need_names=FIELD_NAMES,
    undo=services.undo_last,
    left=cover,
)  # fmt: skip


def _print(page: QWidget, session: Session, detail: ScreeningDetail, _then: Then) -> None:
    """The slip that the person tested is given; making it is a look at the result, and audited as one."""
    from app.desktop.health.papers import offers

    offers.result_slip(page, session, detail.id, detail.number)


ACTION_WORDS: dict[str, str] = {
    **ACT_NAMES,
    **{name: step.label for (_state, name), step in TRANSITIONS.items()},
    "tell_first": ACTS["tell_first"].label,
}

SCREENINGS: RecordType[ScreeningRow, Any, Sort, ScreeningDetail] = RecordType(
    key=PLACE,
    help="screenings",
    list=LIST,
    detail=DETAIL,
    changed=Changed,
    id_of=lambda changed: changed.id,
    action_words=ACTION_WORDS,
    drafts=DRAFTS,
    steps=STEPS,
    acts={"print": _print},
    edits=frozenset(),
    show_key=N_("Show or hide the opened test"),
    next_key=N_("Next step of the test"),
)
SCREENING_FINDER = declared_page.finder(
    SCREENING_TESTS, PLACE, "test", find_screenings, lambda row: row.client, services.DESK.note_search, most=20
)
