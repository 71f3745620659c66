"""What do the group sessions declare, so that their screens are assembled? See app/desktop/records."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from app.common.i18n import N_, tr
from app.common.permissions import may
from app.desktop.health.group_sessions import form
from app.desktop.health.group_sessions.columns import GIVEN_UP, ORDERS, columns
from app.desktop.health.group_sessions.drafts import DRAFTS, STEP, step_label
from app.desktop.health.group_sessions.sections import head_of, sections_of
from app.desktop.records.filter_fields import Day, OneOf, Several
from app.desktop.records.record_type import (
    Alike,
    Empty,
    Export,
    Menu,
    NoneOpen,
    RecordDetail,
    RecordList,
    RecordSteps,
    RecordType,
    SavedIn,
    Verb,
)
from app.desktop.widgets import Field, Form, TextArea
from app.health.group_sessions import services, services_desk
from app.health.group_sessions.queries import SessionFilter, Sort, count_sessions, list_sessions, read_session
from app.health.group_sessions.rules import ACTS
from app.health.group_sessions.terms import ACT_NAMES, AUDIENCE_NAMES, FIELD_NAMES, FORM_NAMES
from app.health.group_sessions.values import SessionChanged, SessionDetail, SessionRow
from app.registry import queries as registry
from app.vault.session import Session


def _villages(session: Session) -> list[tuple[int, str]]:
    with session.read() as db:
        return [(village.id, village.name) for village in registry.every_village(db)]


FIELDS = (
    Several("forms", FIELD_NAMES["form"], FORM_NAMES),
    Several("audiences", FIELD_NAMES["audience"], AUDIENCE_NAMES),
    OneOf("village_id", N_("Village"), _villages),
    Day("held_from", N_("Held from"), N_("Held from {date}")),
    Day("held_to", N_("Held until"), N_("Held until {date}")),
)
ALIKE: tuple[Alike[SessionRow, SessionFilter], ...] = (
    Alike(lambda row: tr(FORM_NAMES[row.form]), lambda row, where, _: replace(where, forms=frozenset({row.form}))),
    Alike(
        lambda row: tr(AUDIENCE_NAMES[row.audience]),
        lambda row, where, _: replace(where, audiences=frozenset({row.audience})),
    ),
)


def _verbs(session: Session, row: SessionRow) -> list[Verb | None]:
    found: list[Verb | None] = [Verb(tr("Open"), "open", icon="sessions")]
    if may(session, "health-sessions.enter") and not row.removed:
        found.append(Verb(tr("Edit"), "edit", icon="edit"))
    return [*found, None, Verb(tr("Copy the number"), "copy", row.number), Verb("", "alike")]


LIST: RecordList[SessionRow, SessionFilter, Sort] = RecordList(
    title=N_("Group sessions"),
    name=N_("Group sessions"),
    icon="sessions",
    count=(N_("{count} group session"), N_("{count} group sessions")),
    show=(N_("Show 1 group session"), N_("Show {count} group sessions")),
    search=N_("Search the list; marks are not needed (F3)"),
    columns=columns,
    main="place",
    given_up=GIVEN_UP,
    orders=ORDERS,
    usual=("on", Sort.NEWEST),
    everything=SessionFilter(),
    fields=FIELDS,
    page=list_sessions,
    total=count_sessions,
    empty=Empty(
        N_("No group session yet"),
        N_("Enter the first talk, discussion or mobile clinic: numbers only."),
        N_("What the station's staff enter will stand here."),
        N_("No group session matches"),
    ),
    saved=SavedIn(services_desk.list_filters, services_desk.save_filter, services_desk.delete_filter),
    note=services_desk.note_search,
    new=form.new_words,
    alike=ALIKE,
    verbs=_verbs,
    export=Export(
        "health-sessions",
        "health-sessions.export",
        "truyen-thong-nhom",
        N_(
            "The Excel file is not encrypted: whoever can open the folder can read every line of it. What was"
            " exported, by whom and why is written to the audit."
        ),
    ),
)

MENU = Menu(
    icons={"edit": "edit", "remove": "trash", "restore": "undo"},
    groups=(("edit",), ("remove", "restore")),
    keys={"edit": "F2"},
)

DETAIL: RecordDetail[SessionDetail] = RecordDetail(
    open=read_session,
    read=read_session,
    head=head_of,
    sections=sections_of,
    none=NoneOpen(
        N_("No group session is open"),
        N_("Choose one in the list. It opens when the cursor rests on it, or at once with Enter."),
    ),
    waiting=lambda row: (row.number, row.place),
    menu=MENU,
    need_names=FIELD_NAMES,
)


def _reason(asked_form: Form, _asked: Any, required: bool) -> None:
    asked_form.row(Field("reason", FIELD_NAMES["reason"], TextArea(lines=2), required=required))


def _do(session: Session, detail: SessionDetail, name: str, values: Mapping[str, Any]) -> SessionChanged:
    if name == "remove":
        return services.remove_session(session, detail.id, str(values.get("reason") or ""))
    return services.restore_session(session, detail.id)


STEPS: RecordSteps[SessionDetail] = RecordSteps(
    prefix=STEP,
    drafts=DRAFTS,
    label=step_label,
    needs=lambda detail, name: ACTS[name].needs,
    fields={"reason": _reason},
    do=_do,
    under=lambda detail: detail.entry.place,
    meanings={
        "remove": N_("What was handed out there is in stock again. The session can be restored."),
        "restore": N_("What had been handed out there leaves the stock again."),
    },
    dangerous=frozenset({"remove"}),
)

HEALTH_SESSIONS: RecordType[SessionRow, SessionFilter, Sort, SessionDetail] = RecordType(
    key="health_sessions",
    help="health-sessions",
    list=LIST,
    detail=DETAIL,
    changed=SessionChanged,
    id_of=lambda changed: changed.id,
    action_words=ACT_NAMES,
    form=form.form_page,
    drafts=DRAFTS,
    steps=STEPS,
    edits=frozenset({"edit"}),
    shown=frozenset({"add"}),
    show_key=N_("Show or hide the opened group session"),
)
