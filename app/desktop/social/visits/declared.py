"""What do the visits declare, so that their screens are assembled? See app/desktop/records."""

from dataclasses import replace
from functools import partial
from typing import Any

from app.common.i18n import N_, tr
from app.common.permissions import may
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
from app.desktop.social.visits import acting
from app.desktop.social.visits.case_part import ICONS
from app.desktop.social.visits.columns import GIVEN_UP, ORDERS, columns, second_line, tip
from app.desktop.social.visits.sections import head_of, sections_of
from app.social.cases.intake import workers
from app.social.visits import services, services_desk
from app.social.visits.audited import ACT_NAMES
from app.social.visits.queries import Sort, VisitFilter, count_visits, list_visits
from app.social.visits.reading import open_visit, read_again
from app.social.visits.rules import ACTS, NEW
from app.social.visits.terms import VISIT_FIELD_NAMES, VISIT_STATE_NAMES, WAY_NAMES
from app.social.visits.values import VisitChanged, VisitDetail, VisitRow
from app.vault.session import Session

FIELDS = (
    Several("states", N_("State"), VISIT_STATE_NAMES),
    Several("ways", N_("Way"), WAY_NAMES),
    OneOf("worker_id", N_("Worker in charge"), lambda session: list(workers(session).items()),
          chip=N_("Worker: {name}"), nobody=N_("No worker")),
    Day("day_from", N_("From"), N_("From {date}")),
    Day("day_to", N_("until"), N_("Until {date}")),
    Switch("late", N_("Not written up in time")),
    Named("case", lambda session, code: str(code), N_("Case {name}")),
)  # fmt: skip
ALIKE: tuple[Alike[VisitRow, VisitFilter], ...] = (
    Alike(lambda row: tr("Of this case"), lambda row, where, _: replace(where, case=row.case)),
    Alike(lambda row: tr("In this state"), lambda row, where, _: replace(where, states=frozenset({row.state}))),
    Alike(lambda row: row.worker, lambda row, where, _: replace(where, worker_id=row.worker_id)),
)


def _verbs(session: Session, row: VisitRow) -> list[Verb | None]:
    opens = may(session, "visits.open")
    found: list[Verb | None] = [Verb(tr("Open"), "open", icon="calendar"), None] if opens else []
    return [*found, *usual_verbs(row, may_open=False)]


LIST: RecordList[VisitRow, VisitFilter, Sort] = RecordList(
    title=N_("Follow-up visits"),
    name=N_("Follow-up visits"),
    icon="calendar",
    count=(N_("{count} follow-up visit"), N_("{count} follow-up visits")),
    show=(N_("Show 1 visit"), N_("Show {count} visits")),
    search=N_("Number or case code (F3)"),
    columns=columns,
    main="way",
    given_up=GIVEN_UP,
    orders=ORDERS,
    usual=("day", Sort.NEWEST),
    everything=VisitFilter(),
    fields=FIELDS,
    page=list_visits,
    total=count_visits,
    empty=Empty(
        N_("No visit yet"),
        N_("Visits are planned on the page of a case, in a way that the client agreed to."),
        N_("The visits of your unit will stand here."),
        N_("No visit matches"),
    ),
    saved=SavedIn(services_desk.list_filters, services_desk.save_filter, services_desk.delete_filter),
    note=services_desk.note_search,
    open_action="visits.open",
    tip=tip,
    second=second_line,
    alike=ALIKE,
    verbs=_verbs,
    export=Export(
        "visits",
        "visits.export",
        "tham",
        N_(
            "The Excel file is not encrypted: whoever can open the folder can read every line of it. What was exported,"
            " by whom and why is written to the audit."
        ),
    ),
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
    need_names=VISIT_FIELD_NAMES,
    undo=services.undo_visit,
    hears_of=lambda detail: True,  # one visit written up may begin the next
)


def _ask(name: str, page: Any, session: Session, visit: VisitDetail, then: Then) -> None:
    acting.ask(page, session, visit.case_id, name, then, visit_id=visit.id, revealed=False)


VISITS: RecordType[VisitRow, VisitFilter, Sort, VisitDetail] = RecordType(
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
