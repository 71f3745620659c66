"""What do support services declare, so that their screens are assembled? See app/desktop/records."""

from dataclasses import replace

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
    Verb,
)
from app.desktop.social.support_services import form
from app.desktop.social.support_services.columns import GIVEN_UP, ORDERS, columns, tip
from app.desktop.social.support_services.drafts import DRAFTS
from app.desktop.social.support_services.opened import open_page, read_page
from app.desktop.social.support_services.sections import head_of, notices, sections_of
from app.desktop.social.support_services.steps import STEPS
from app.desktop.social.support_services.words import PLACE, kind_words
from app.social.cases.intake import workers
from app.social.support_services import services, services_desk
from app.social.support_services.audited import ACT_NAMES
from app.social.support_services.queries import ServiceFilter, Sort, count_services, list_services
from app.social.support_services.terms import FIELD_NAMES, KIND_NAMES, STATE_NAMES
from app.social.support_services.values import ServiceChanged, ServiceDetail, ServiceRow
from app.vault.session import Session


def _workers(session: Session) -> list[tuple[str, str]]:
    people = {account.id: account.full_name for account in session.accounts()}
    return sorted(((number, people.get(number, number)) for number in workers(session)), key=lambda pair: pair[1])


FIELDS = (
    Several("kinds", N_("Kind of support"), KIND_NAMES),
    Several("states", N_("State"), STATE_NAMES, chip=N_("State: {name}")),
    OneOf("worker_id", N_("Worker in charge"), _workers, nobody=N_("Nobody")),
    Switch("open_only", N_("Not ended yet")),
    Switch("late", N_("Late")),
    Day("due_until", N_("Due until"), N_("Due until {date}")),
    Day("since", N_("Proposed from"), N_("Proposed from {date}")),
    Day("until", N_("Proposed until"), N_("Proposed until {date}")),
    Named("case", lambda _session, code: str(code), N_("Case {name}")),
)
ALIKE: tuple[Alike[ServiceRow, ServiceFilter], ...] = (
    Alike(lambda row: tr(KIND_NAMES[row.kind]), lambda row, where, _: replace(where, kinds=frozenset({row.kind}))),
    Alike(lambda row: tr("In this state"), lambda row, where, _: replace(where, states=frozenset({row.state}))),
    Alike(lambda row: row.case, lambda row, where, _: replace(where, case=row.case)),
)


def _verbs(session: Session, row: ServiceRow) -> list[Verb | None]:
    return usual_verbs(row, may_open=may(session, "services.open"), prints=False, icon="flag")


LIST: RecordList[ServiceRow, ServiceFilter, Sort] = RecordList(
    title=N_("Support services"),
    name=N_("Support services"),
    icon="flag",
    count=(N_("{count} service"), N_("{count} services")),
    show=(N_("Show 1 service"), N_("Show {count} services")),
    search=N_("Number, or code of a case (F3)"),
    columns=columns,
    main="kind",
    given_up=GIVEN_UP,
    orders=ORDERS,
    usual=("due", Sort.DUE),
    everything=ServiceFilter(),
    fields=FIELDS,
    page=list_services,
    total=count_services,
    empty=Empty(
        N_("No support yet"),
        N_(
            "Propose what a person agreed to: training, a job, legal aid. It begins at the page of their case, or here."
        ),
        N_("What is done for the people who are supported will stand here, without names."),
        N_("No support matches"),
    ),
    saved=SavedIn(services_desk.list_filters, services_desk.save_filter, services_desk.delete_filter),
    note=services_desk.note_search,
    new=form.new_words,
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

SERVICES: RecordType[ServiceRow, ServiceFilter, Sort, ServiceDetail] = RecordType(
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
