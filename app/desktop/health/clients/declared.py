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
from app.desktop.records import declared_list, declared_page, step_dialog
from app.desktop.records.certificate import CertificateView
from app.desktop.records.drafts import tell_views
from app.desktop.records.filter_fields import OneOf
from app.desktop.records.list_table import usual_verbs
from app.desktop.records.page_parts import acts_with, detail_of, icons_with, opened_with, sections_with, under
from app.desktop.records.record_type import Alike, Empty, Menu, NoneOpen, RecordDetail, RecordType, Under, Verb
from app.health.appointments import audited as appointments_audited
from app.health.care import audited as care_audited
from app.health.clients import services
from app.health.clients.declared import CLIENTS, FIELD_NAMES, ClientRow, Sort
from app.health.clients.detail import ACTION_NAMES
from app.health.clients.erasure import Certificate
from app.health.clients.queries import count_clients, find_clients, list_clients
from app.health.clients.terms import SEX_NAMES, SOURCE_NAMES
from app.health.clients.values import Changed, ClientDetail
from app.vault.session import Session

PLACE = "health-clients"


_STATE, _SOURCE, *_OTHERS = declared_list.filter_fields(CLIENTS, first=("state", "source", "village_id"))
FIELDS = (
    *(_STATE, _SOURCE),
    OneOf("sex", N_("Sex"), lambda session: [(code, tr(name)) for code, name in SEX_NAMES.items()]),
    *_OTHERS,
)

ALIKE: tuple[Alike[ClientRow, Any], ...] = (
    Alike(lambda row: tr("In this state"), lambda row, where, _: replace(where, states=frozenset({row.state}))),
    Alike(
        lambda row: tr(SOURCE_NAMES[row.source]), lambda row, where, _: replace(where, sources=frozenset({row.source}))
    ),
)  # fmt: skip


def _verbs(session: Session, row: Any) -> list[Verb | None]:
    return usual_verbs(
        row, may_open=may(session, "health-clients.open"), prints=False, icon="person", without=("remove",)
    )


LIST = declared_list.record_list(
    CLIENTS,
    services.DESK,
    title=N_("Clients"),
    icon="person",
    count=(N_("{count} client"), N_("{count} clients")),
    show=(N_("Show 1 client"), N_("Show {count} clients")),
    search=N_("A code, or its beginning (F3)"),
    columns=columns,
    main="safe",
    given_up=GIVEN_UP,
    orders=ORDERS,
    usual="flags",
    fields=FIELDS,
    page=list_clients,
    total=count_clients,
    empty=Empty(
        N_("No client yet"),
        N_("Open a record once somebody came and agreed that one is kept. No name is needed."),
        N_("The clients of the station will stand here under their codes."),
        N_("No client matches"),
    ),
    note=services.DESK.note_search,
    new=N_("New client"),
    open_action="health-clients.open",
    tip=tip,
    second=second_line,
    second_says=("who",),
    alike=ALIKE,
    verbs=_verbs,
    file="danh-sach-theo-ma",
    not_encrypted=N_(
        "The Excel file has codes and no names, but it is not encrypted: whoever can open the folder can read every"
        " line of it. What was exported, by whom and why is written to the audit."
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


HEALTH_CLIENTS: RecordType[ClientRow, Any, Sort, ClientDetail] = RecordType(
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
CLIENT_FINDER = declared_page.finder(CLIENTS, PLACE, "person", find_clients, lambda _hit: "", services.DESK.note_search)
