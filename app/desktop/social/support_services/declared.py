"""What do support services declare, so that their screens are assembled? See app/desktop/records."""

from dataclasses import replace
from typing import Any

from app.common.i18n import N_, tr
from app.common.permissions import may
from app.common.text import fold
from app.desktop.records import declared_list, declared_page
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
    Verb,
)
from app.desktop.social.support_services import form
from app.desktop.social.support_services.columns import GIVEN_UP, ORDERS, columns, tip
from app.desktop.social.support_services.drafts import DRAFTS, NEW_WORDS
from app.desktop.social.support_services.opened import open_page, read_page
from app.desktop.social.support_services.sections import head_of, notices, sections_of
from app.desktop.social.support_services.steps import STEPS
from app.desktop.social.support_services.words import PLACE, kind_words
from app.social.support_services import declared, queries, services
from app.social.support_services.audited import ACT_NAMES
from app.social.support_services.declared import ServiceFilter
from app.social.support_services.fields import FIELD_NAMES
from app.social.support_services.models import Sort
from app.social.support_services.services_desk import DESK
from app.social.support_services.terms import KIND_NAMES, STATE_NAMES
from app.social.support_services.values import ServiceChanged, ServiceDetail, ServiceRow
from app.vault.session import Session

ALIKE: tuple[Alike[ServiceRow, Any], ...] = (
    Alike(lambda row: tr(KIND_NAMES[row.kind]), lambda row, where, _: replace(where, kinds=frozenset({row.kind}))),
    Alike(lambda row: tr("In this state"), lambda row, where, _: replace(where, states=frozenset({row.state}))),
    Alike(lambda row: row.case, lambda row, where, _: replace(where, case=row.case)),
)


def _verbs(session: Session, row: ServiceRow) -> list[Verb | None]:
    return usual_verbs(row, may_open=may(session, "services.open"), prints=False, icon="flag")


LIST: RecordList[ServiceRow, Any, Sort] = declared_list.record_list(
    declared.SERVICES,
    DESK,
    icon="flag",
    shown=(),
    columns=columns,
    main="kind",
    given_up=GIVEN_UP,
    orders=ORDERS,
    usual="due",
    fields=declared_list.filter_fields(
        declared.SERVICES, ("kind", "state", "worker_id", "open", "late", "due_on", "opened_on")
    ),
    search=N_("Number, or code of a case (F3)"),
    count=(N_("{count} service"), N_("{count} services")),
    show=(N_("Show 1 service"), N_("Show {count} services")),
    empty=Empty(
        N_("No support yet"),
        N_(
            "Propose what a person agreed to: training, a job, legal aid. It begins at the page of their case, or here."
        ),
        N_("What is done for the people who are supported will stand here, without names."),
        N_("No support matches"),
    ),
    note=DESK.note_search,
    new=NEW_WORDS,
    file="",
    page=queries.list_services,
    total=queries.count_services,
    open_action="services.open",
    tip=tip,
    alike=ALIKE,
    verbs=_verbs,
    second=lambda row: f"{kind_words(row.kind, row.variety)} · {row.case}",
    export=Export(
        "services",
        "services.export",
        "dich-vu-ho-tro",
        N_(
            "The Excel file is not encrypted: whoever can open the folder can read every line of it. It names nobody."
            " What was exported, by whom and why is written to the audit."
        ),
    ),
)

MENU = Menu(
    icons={"edit": "edit", "correct": "edit", "correct_check": "edit", "check": "check", "attend": "person",
           "put_off": "clock", "cancel": "close", "stop": "close", "decline": "close", "refuse": "close",
           "lose": "close"},
    groups=(("check", "attend", "put_off"), ("edit", "correct", "correct_check")),
    keys={"edit": "F2", "correct": "F2"},
)  # fmt: skip

DETAIL: RecordDetail[ServiceDetail] = RecordDetail(
    open=open_page,
    read=read_page,
    detail_of=lambda opened: opened.detail,
    head=head_of,
    notices=notices,
    sections=sections_of,
    none=NoneOpen(
        N_("No support is open"),
        N_("Choose one in the list. It opens when the cursor rests on it, or at once with Enter."),
        N_("Support is opened by those who work with it"),
        N_("This account reads lists and figures. They name nobody."),
    ),
    waiting=lambda row: (row.number, f"{kind_words(row.kind, row.variety)} · {row.case}"),
    menu=MENU,
    need_names=FIELD_NAMES,
    undo=services.undo_last,
)

SERVICES: RecordType[ServiceRow, Any, Sort, ServiceDetail] = RecordType(
    key=PLACE,
    help="services",
    list=LIST,
    detail=DETAIL,
    changed=ServiceChanged,
    id_of=lambda changed: changed.id,
    action_words=ACT_NAMES,
    form=form.form_page,
    drafts=DRAFTS,
    steps=STEPS,
    shown=frozenset({"propose"}),
    show_key=N_("Show or hide the opened support"),
    next_key=N_("Next step of the support"),
)


def _hits(session: Session, words: str, most: int) -> list[ServiceRow]:
    """By number or case; where the words are those of a kind, what is under way of that kind."""
    found = queries.search_services(session, words, most)
    wanted = fold(words).strip()
    kinds = frozenset(kind for kind, name in KIND_NAMES.items() if len(wanted) > 2 and wanted in fold(tr(name)))
    if not found and kinds:
        where = ServiceFilter(kinds=kinds, open_only=True)
        found = list(queries.list_services(session, where, Sort.DUE, None, most).rows)
    return found


SERVICE_FINDER = declared_page.finder(
    declared.SERVICES,
    PLACE,
    "flag",
    _hits,
    lambda row: f"{row.case} · {kind_words(row.kind, row.variety)} · {tr(STATE_NAMES[row.state])}",
    DESK.note_search,
)
