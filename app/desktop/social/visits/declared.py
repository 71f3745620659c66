"""What do the visits declare, so that their screens are assembled? See app/desktop/records."""

from dataclasses import replace
from functools import partial
from typing import Any

from app.common.dates import show_date
from app.common.i18n import N_, tr
from app.common.permissions import may
from app.desktop.records import declared_list, declared_page
from app.desktop.records.list_table import usual_verbs
from app.desktop.records.record_type import (
    Alike,
    Empty,
    Menu,
    NoneOpen,
    RecordDetail,
    RecordList,
    RecordType,
    Then,
    Verb,
)
from app.desktop.social.visits import acting
from app.desktop.social.visits.case_part import ICONS
from app.desktop.social.visits.columns import GIVEN_UP, ORDERS, columns, second_line, tip
from app.desktop.social.visits.sections import head_of, sections_of
from app.social.visits import declared, queries, services
from app.social.visits.audited import ACT_NAMES
from app.social.visits.models import Sort
from app.social.visits.reading import open_visit, read_again
from app.social.visits.rules import ACTS, NEW
from app.social.visits.terms import VISIT_STATE_NAMES
from app.social.visits.values import VisitChanged, VisitDetail, VisitRow
from app.vault.session import Session

ALIKE: tuple[Alike[VisitRow, Any], ...] = (
    Alike(lambda row: tr("Of this case"), lambda row, where, _: replace(where, case=row.case)),
    Alike(lambda row: tr("In this state"), lambda row, where, _: replace(where, states=frozenset({row.state}))),
    Alike(lambda row: row.worker, lambda row, where, _: replace(where, worker_id=row.worker_id)),
)


def _verbs(session: Session, row: VisitRow) -> list[Verb | None]:
    opens = may(session, "visits.open")
    found: list[Verb | None] = [Verb(tr("Open"), "open", icon="calendar"), None] if opens else []
    return [*found, *usual_verbs(row, may_open=False)]


LIST: RecordList[VisitRow, Any, Sort] = declared_list.record_list(
    declared.VISITS,
    services.DESK,
    icon="calendar",
    shown=(),
    columns=columns,
    main="way",
    given_up=GIVEN_UP,
    orders=ORDERS,
    usual=("day", Sort.NEWEST),
    fields=declared_list.filter_fields(declared.VISITS, ("state", "way", "worker_id", "day", "late")),
    search=N_("Number or case code (F3)"),
    count=(N_("{count} follow-up visit"), N_("{count} follow-up visits")),
    show=(N_("Show 1 visit"), N_("Show {count} visits")),
    empty=Empty(
        N_("No visit yet"),
        N_("Visits are planned on the page of a case, in a way that the client agreed to."),
        N_("The visits of your unit will stand here."),
        N_("No visit matches"),
    ),
    note=services.DESK.note_search,
    new="",
    file="tham",
    page=queries.list_visits,
    total=queries.count_visits,
    open_action="visits.open",
    tip=tip,
    second=second_line,
    alike=ALIKE,
    verbs=_verbs,
)

DETAIL: RecordDetail[VisitDetail] = RecordDetail(
    open=open_visit,
    read=read_again,
    head=head_of,
    sections=sections_of,
    none=NoneOpen(
        N_("No visit is open"),
        N_("Choose one in the list. It opens when the cursor rests on it, or at once with Enter."),
        N_("Visits are opened by officers and leads"),
        N_("Your account sees the list. To read a visit, ask the lead of your unit."),
    ),
    waiting=lambda row: (row.number, row.case),
    menu=Menu(icons=ICONS),
    need_names=declared.VISIT_FIELD_NAMES,
    undo=services.undo_visit,
    hears_of=lambda detail: True,  # one visit written up may begin the next
)


def _ask(name: str, page: Any, session: Session, visit: VisitDetail, then: Then) -> None:
    acting.ask(page, session, visit.case_id, name, then, visit_id=visit.id, revealed=False)


VISITS: RecordType[VisitRow, Any, Sort, VisitDetail] = RecordType(
    key="visits",
    help="visits",
    list=LIST,
    detail=DETAIL,
    changed=VisitChanged,
    id_of=lambda changed: changed.id,
    action_words=ACT_NAMES,
    acts={name: partial(_ask, name) for name in ACTS if name not in NEW},
    edits=frozenset(),
    quiet=frozenset(ACT_NAMES) - {"undo"},  # said where it was done (acting), with the way back
    show_key=N_("Show or hide the opened visit"),
    next_key=N_("Write up the visit"),
)


def _found(session: Session, words: str, most: int) -> list[VisitRow]:
    return queries.search_visits(session, words, most) if may(session, "visits.open") else []


VISIT_FINDER = declared_page.finder(
    declared.VISITS,
    "visits",
    "calendar",
    _found,
    lambda row: f"{show_date(row.day)} · {tr(VISIT_STATE_NAMES[row.state])}",
    services.DESK.note_search,
)
