"""What do counselling sessions declare, so that their screens are assembled? See app/desktop/records."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from app.common.dates import show_date
from app.common.i18n import N_, tr
from app.common.permissions import may
from app.common.text import highlight_spans
from app.desktop.health.clients.words import client_code
from app.desktop.health.counselling import form
from app.desktop.health.counselling.drafts import DRAFTS
from app.desktop.health.counselling.sections import head_of, notices_of, sections_of
from app.desktop.health.counselling.steps import STEPS
from app.desktop.records import declared_list, declared_page
from app.desktop.records.filter_fields import Named, OneOf, Switch
from app.desktop.records.list_table import usual_verbs
from app.desktop.records.record_type import Alike, Empty, Menu, NoneOpen, RecordDetail, RecordType, Verb
from app.desktop.theme import Tone
from app.desktop.widgets import Column
from app.health.counselling import services
from app.health.counselling.declared import COUNSELLED, FIELD_NAMES, SessionRow, Sort
from app.health.counselling.queries import count_sessions, find_sessions, list_sessions
from app.health.counselling.terms import ACT_NAMES
from app.health.counselling.values import Changed, SessionDetail
from app.vault.session import Session

PLACE = "counselling"


FIELDS = (
    OneOf("counsellor_id", FIELD_NAMES["counsellor_id"], lambda session: list(services.counsellors(session).items())),
    *declared_list.filter_fields(COUNSELLED),
    Switch("with_instrument", N_("With an instrument")),
    Switch("removed", N_("Removed")),
    Named("client_id", client_code, N_("Client {name}")),
)
ALIKE: tuple[Alike[SessionRow, Any], ...] = (
    Alike(lambda row: tr("Client {name}", name=row.client),
          lambda row, where, _: replace(where, client_id=row.client_id)),
    Alike(lambda row: row.counsellor, lambda row, where, _: replace(where, counsellor_id=row.counsellor_id)),
)  # fmt: skip


def _verbs(session: Session, row: Any) -> list[Verb | None]:
    return usual_verbs(row, may_open=may(session, "counselling.open"), prints=False, icon="folder", without=("remove",))


def columns(_session: Session, words: Callable[[], str]) -> list[Column[SessionRow]]:
    """The columns; `words` are those of the quick search, marked where they are found."""
    return [
        Column("number", N_("Number"), lambda row: row.number, 96, look="strong", sortable=True,
               spans=lambda row: highlight_spans(row.number, words())),
        Column("client", FIELD_NAMES["client"], lambda row: row.client, 112,
               spans=lambda row: highlight_spans(row.client, words())),
        Column("held", FIELD_NAMES["held_on"], lambda row: show_date(row.held_on), 132, sortable=True),
        Column("counsellor", FIELD_NAMES["counsellor_id"], lambda row: row.counsellor, 150, stretch=True),
        Column("minutes", FIELD_NAMES["minutes"], lambda row: str(row.minutes or ""), 76, right=True),
        Column("instruments", FIELD_NAMES["instruments"], lambda row: str(row.instruments or ""), 96, right=True),
        Column("next", FIELD_NAMES["next_visit_on"],
               lambda row: show_date(row.next_visit_on) if row.next_visit_on else "", 116, sortable=True),
        Column("alert", N_("Alert"), lambda row: tr(COUNSELLED.labels["alert_open"]) if row.alert_open else "", 136,
               tone=lambda row: Tone.BAD if row.alert_open else None),
    ]  # fmt: skip


LIST = declared_list.record_list(
    COUNSELLED,
    services.DESK,
    name=N_("Counselling"),
    icon="talk",
    count=(N_("{count} counselling session"), N_("{count} counselling sessions")),
    show=(N_("Show 1 counselling session"), N_("Show {count} counselling sessions")),
    search=N_("A number, or the code of a client (F3)"),
    columns=columns,
    main="counsellor",
    given_up=("instruments", "minutes", "counsellor", "next"),
    orders={"number": (Sort.NUMBER, None), "held": (Sort.OLDEST, Sort.NEWEST), "next": (Sort.NEXT, None)},
    usual="held",
    fields=FIELDS,
    page=list_sessions,
    total=count_sessions,
    empty=Empty(
        N_("No counselling session yet"),
        N_("Begin on the page of the client: find them by their code, then “Counselling session”."),
        N_("The sessions of the station will stand here under their codes."),
        N_("No counselling session matches"),
    ),
    note=services.DESK.note_search,
    open_action="counselling.open",
    second=lambda row: row.counsellor,
    alike=ALIKE,
    verbs=_verbs,
    file="buoi-tu-van",
    not_encrypted=N_(
        "The Excel file has codes and days, nothing of what was said; but it is not encrypted: whoever can open the"
        " folder can read every line of it. What was exported, by whom and why is written to the audit."
    ),
)

DETAIL: RecordDetail[SessionDetail] = RecordDetail(
    open=services.show_session,
    read=services.read_again,
    head=head_of,
    sections=sections_of,
    notices=notices_of,
    none=NoneOpen(
        N_("No counselling session is open"),
        N_("Choose one in the list. It opens when the cursor rests on it, or at once with Enter. Each opening is"
           " written to the audit."),
        N_("Counselling is opened by officers and leads"),
        N_("Your account sees the list by code and the published figures."),
    ),
    waiting=lambda row: (row.number, row.client),
    menu=Menu(
        icons={"edit": "edit", "correct": "edit", "alert": "check", "remove": "trash", "restore": "undo"},
        groups=(("alert",), ("edit", "correct"), ("remove", "restore")),
        keys={"edit": "F2", "correct": "F2"},
    ),
    need_names=FIELD_NAMES,
)  # fmt: skip

COUNSELLING: RecordType[SessionRow, Any, Sort, SessionDetail] = RecordType(
    key=PLACE,
    help="counselling",
    list=LIST,
    detail=DETAIL,
    changed=Changed,
    id_of=lambda changed: changed.id,
    action_words=ACT_NAMES,
    form=form.form_page,
    drafts=DRAFTS,
    steps=STEPS,
    edits=frozenset({"edit", "correct"}),
    show_key=N_("Show or hide the opened session"),
    next_key=N_("Next step of the session"),
)
COUNSELLING_FINDER = declared_page.finder(
    COUNSELLED, PLACE, "talk", find_sessions, lambda row: row.client, services.DESK.note_search, most=20
)
