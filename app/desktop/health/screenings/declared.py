"""What do tests declare, so that their screens are assembled? See app/desktop/records."""

from dataclasses import replace

from PySide6.QtWidgets import QWidget

from app.common.i18n import N_, tr
from app.common.permissions import may
from app.desktop.health.screenings.columns import GIVEN_UP, ORDERS, columns, second_line
from app.desktop.health.screenings.drafts import DRAFTS
from app.desktop.health.screenings.sections import cover, head_of, notices_of, sections_of
from app.desktop.health.screenings.steps import STEPS
from app.desktop.records.filter_fields import Day, Named, OneOf, Several, Switch
from app.desktop.records.list_table import usual_verbs
from app.desktop.records.record_type import (
    Alike,
    Empty,
    Export,
    Menu,
    NoneOpen,
    RecordDetail,
    RecordList,
    RecordType,
    SavedIn,
    Then,
    Verb,
)
from app.health.clients.services import read_again as read_client
from app.health.screenings import services, services_desk
from app.health.screenings.queries import ScreeningFilter, ScreeningRow, Sort, count_screenings, list_screenings
from app.health.screenings.rules import ACTS, TRANSITIONS
from app.health.screenings.terms import ACT_NAMES, FIELD_NAMES, SHOWN_NAMES, TESTS
from app.health.screenings.values import Changed, ScreeningDetail
from app.registry import queries as registry
from app.vault.session import Session

PLACE = "screenings"


def _tests(session: Session) -> list[tuple[str, str]]:
    with session.read() as db:
        return [(item.code, item.name) for item in registry.whole_catalogue(db, TESTS)]


def _client(session: Session, client_id: object) -> str:
    return read_client(session, int(str(client_id))).code if may(session, "health-clients.open") else "…"


FIELDS = (
    Several("states", N_("State"), SHOWN_NAMES, chip=N_("State: {name}")),
    OneOf("test", FIELD_NAMES["test"], _tests),
    Day("asked_from", N_("Offered from"), N_("Offered from {date}")),
    Day("asked_to", N_("until"), N_("Offered until {date}")),
    Switch("open_only", N_("Not finished yet")),
    Switch("late", N_("Something is due")),
    Named("client_id", _client, N_("Client {name}")),
)
ALIKE: tuple[Alike[ScreeningRow, ScreeningFilter], ...] = (
    Alike(lambda row: tr("In this state"), lambda row, where, _: replace(where, states=frozenset({row.state}))),
    Alike(lambda row: tr("Client {name}", name=row.client),
          lambda row, where, _: replace(where, client_id=row.client_id)),
)  # fmt: skip


def _verbs(session: Session, row: ScreeningRow) -> list[Verb | None]:
    verbs = usual_verbs(row, may_open=may(session, "screenings.open"), prints=False, icon="folder")
    kept = [verb for verb in verbs if verb is None or (verb.name != "remove" and verb.does != "edit")]
    while kept and kept[-1] is None:
        kept.pop()
    return kept


LIST: RecordList[ScreeningRow, ScreeningFilter, Sort] = RecordList(
    title=N_("Screening tests"),
    name=N_("Tests"),
    icon="test",
    count=(N_("{count} test"), N_("{count} tests")),
    show=(N_("Show 1 test"), N_("Show {count} tests")),
    search=N_("A number, or the code of a client (F3)"),
    columns=columns,
    main="test",
    given_up=GIVEN_UP,
    orders=ORDERS,
    usual=("asked", Sort.NEWEST),
    everything=ScreeningFilter(),
    fields=FIELDS,
    page=list_screenings,
    total=count_screenings,
    empty=Empty(
        N_("No test yet"),
        N_("Begin on the page of the client: find them by their code, then “Offer tests”."),
        N_("The tests of the station will stand here under their codes, without results."),
        N_("No test matches"),
    ),
    saved=SavedIn(services_desk.list_filters, services_desk.save_filter, services_desk.delete_filter),
    note=services_desk.note_search,
    open_action="screenings.open",
    second=second_line,
    alike=ALIKE,
    verbs=_verbs,
    export=Export(
        "screenings",
        "screenings.export",
        "xet-nghiem",
        N_(
            "The Excel file has codes and days and no result; but it is not encrypted: whoever can open the folder can"
            " read every line of it. What was exported, by whom and why is written to the audit."
        ),
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

SCREENINGS: RecordType[ScreeningRow, ScreeningFilter, Sort, ScreeningDetail] = RecordType(
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
