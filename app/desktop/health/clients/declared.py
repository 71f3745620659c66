"""What do the station's clients declare, so that their screens are assembled? See app/desktop/records."""

from dataclasses import replace
from typing import Any

from app.common.i18n import N_, tr
from app.common.permissions import may
from app.desktop.health.clients import revealing
from app.desktop.health.clients.columns import GIVEN_UP, ORDERS, columns, second_line, tip
from app.desktop.health.clients.drafts import DRAFTS
from app.desktop.health.clients.form import form_page
from app.desktop.health.clients.parts import PAPERS, PARTS, WORK
from app.desktop.health.clients.sections import foot_sections, head_of, notices_of, own_sections
from app.desktop.health.clients.steps import STEPS
from app.desktop.health.clients.words import URGENT
from app.desktop.records import step_dialog
from app.desktop.records.certificate import CertificateView
from app.desktop.records.drafts import tell_views
from app.desktop.records.filter_fields import Day, OneOf, Several, Switch
from app.desktop.records.list_table import usual_verbs
from app.desktop.records.page_parts import acts_with, detail_of, icons_with, opened_with, sections_with, under
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
    Under,
    Verb,
)
from app.desktop.registry.villages import villages
from app.health.appointments import audited as appointments_audited
from app.health.care import audited as care_audited
from app.health.clients import services, services_desk
from app.health.clients.detail import ACTION_NAMES
from app.health.clients.erasure import Certificate
from app.health.clients.queries import ClientFilter, ClientRow, Sort, count_clients, list_clients
from app.health.clients.terms import FIELD_NAMES, SEX_NAMES, SOURCE_NAMES, STATE_NAMES, State
from app.health.clients.values import Changed, ClientDetail
from app.vault.session import Session

PLACE = "health-clients"


FIELDS = (
    Several("states", N_("State"), STATE_NAMES, chip=N_("State: {name}"),
            left_out=frozenset({State.WITHDRAWN, State.ERASED})),
    Several("sources", N_("Came through"), SOURCE_NAMES),
    OneOf("sex", N_("Sex"), lambda session: [(code, tr(name)) for code, name in SEX_NAMES.items()]),
    OneOf("village_id", N_("Village"), villages),
    Day("first_from", N_("First visit from"), N_("First visit from {date}")),
    Day("first_to", N_("until"), N_("First visit until {date}")),
    Switch("served", N_("Still comes")),
    Switch("late", N_("Expected, did not come")),
    Switch("urgent", URGENT),
)  # fmt: skip

ALIKE: tuple[Alike[ClientRow, ClientFilter], ...] = (
    Alike(lambda row: tr("In this state"), lambda row, where, _: replace(where, states=frozenset({row.state}))),
    Alike(
        lambda row: tr(SOURCE_NAMES[row.source]), lambda row, where, _: replace(where, sources=frozenset({row.source}))
    ),
)  # fmt: skip


def _verbs(session: Session, row: ClientRow) -> list[Verb | None]:
    """The usual ones; a client has no bin."""
    found = usual_verbs(row, may_open=may(session, "health-clients.open"), prints=False, icon="person")
    return [each for each in found if each is None or each.name != "remove"]


LIST: RecordList[ClientRow, ClientFilter, Sort] = RecordList(
    title=N_("Clients"),
    name=N_("Clients of the health station"),
    icon="person",
    count=(N_("{count} client"), N_("{count} clients")),
    show=(N_("Show 1 client"), N_("Show {count} clients")),
    search=N_("A code, or its beginning (F3)"),
    columns=columns,
    main="safe",
    given_up=GIVEN_UP,
    orders=ORDERS,
    usual=("flags", Sort.RANK),
    everything=ClientFilter(),
    fields=FIELDS,
    page=list_clients,
    total=count_clients,
    empty=Empty(
        N_("No client yet"),
        N_("Open a record once somebody came and agreed that one is kept. No name is needed."),
        N_("The clients of the station will stand here under their codes."),
        N_("No client matches"),
    ),
    saved=SavedIn(services_desk.list_filters, services_desk.save_filter, services_desk.delete_filter),
    note=services_desk.note_search,
    new=lambda session: N_("New client") if may(session, "health-clients.intake") else "",
    open_action="health-clients.open",
    tip=tip,
    second=second_line,
    second_says=("who",),
    alike=ALIKE,
    verbs=_verbs,
    export=Export(
        "health-clients",
        "health-clients.export",
        "danh-sach-theo-ma",
        N_(
            "The Excel file has codes and no names, but it is not encrypted: whoever can open the folder can read every"
            " line of it. What was exported, by whom and why is written to the audit."
        ),
    ),
)

# What was done to an appointment or to care, by its name without the kind.
BELONGING: dict[str, str] = {
    code.partition(".")[2]: words for code, words in (appointments_audited.ACTIONS | care_audited.ACTIONS).items()
}
ICONS: dict[str, str] = {
    "edit": "edit",
    "identify": "person",
    "reveal": "eye",
    "phrase": "key",
    "consent": "check",
    "appoint": "calendar",
    "calm": "check",
    "pause": "clock",
    "resume": "refresh",
    "leave": "transfer",
    "come_back": "refresh",
    "withdraw": "close",
    "erase": "trash",
}
GROUPS: tuple[tuple[str, ...] | Under, ...] = (
    ("calm",),
    ("appoint", "edit", "consent"),
    ("reveal", "identify", "phrase"),
    *(tuple(part.acts) for part in WORK),
    under(N_("Papers"), PAPERS),
    ("erase",),
)
NEED_NAMES: dict[str, str] = FIELD_NAMES | {"purpose": N_("Purpose"), "answer": N_("Answer")}

DETAIL: RecordDetail[ClientDetail] = RecordDetail(
    open=opened_with(services.show_client, PARTS),
    read=opened_with(services.read_again, PARTS),
    detail_of=detail_of,
    head=head_of,
    sections=sections_with(own_sections, PARTS, foot_sections),
    notices=notices_of,
    none=NoneOpen(
        N_("No record is open"),
        N_("Choose a client in the list. It opens when the cursor rests on it, or at once with Enter. Each opening is"
           " written to the audit."),
        N_("Records are opened by officers and leads"),
        N_("Your account sees the list by code and the figures."),
    ),
    waiting=lambda row: (row.code, ""),
    menu=Menu(
        icons=icons_with(ICONS, PARTS),
        groups=GROUPS,
        keys={"edit": "F2", "reveal": "Ctrl+Shift+R", "print": "Ctrl+P"},
    ),
    need_names=NEED_NAMES,
)  # fmt: skip


def _erase(page: Any, session: Session, detail: ClientDetail, _then: Any) -> None:
    """Ask for the code again; then the page is empty, and what was replaced is said."""

    def done(certificate: Certificate) -> None:
        page.detail.close_record()
        tell_views(None)
        page.refresh()
        CertificateView(page.window(), certificate).open()

    step_dialog.ask(page, session, detail, "erase", STEPS, done)


HEALTH_CLIENTS: RecordType[ClientRow, ClientFilter, Sort, ClientDetail] = RecordType(
    key=PLACE,
    help="health-clients",
    list=LIST,
    detail=DETAIL,
    changed=Changed,
    id_of=lambda changed: changed.id,
    action_words=ACTION_NAMES | BELONGING,
    form=form_page,
    drafts=DRAFTS,
    steps=STEPS,
    acts=acts_with({"reveal": revealing.ask, "erase": _erase}, PARTS),
    edits=frozenset({"edit"}),
    shown=frozenset({"intake"}),
    show_key=N_("Show or hide the opened record"),
    next_key=N_("Next step of the client"),
)
