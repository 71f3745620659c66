"""How do the group sessions look? List, page, form and steps, of the fields that app.health.group_sessions declares."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from app.common.dates import show_date
from app.common.i18n import N_, tr
from app.common.money import show_dong
from app.common.records import fields as f
from app.common.records.changed import Changed
from app.desktop.health.group_sessions.sections import head_of, sections_of
from app.desktop.records import declared_list, declared_page
from app.desktop.records.declared_form import Asked, Line, Part, RecordForm
from app.desktop.records.fields_counts import NumberLines
from app.desktop.records.record_type import Empty, Menu, NoneOpen, RecordDetail, RecordSteps, RecordType
from app.desktop.widgets import Field, Form, TextArea
from app.health.group_sessions import rules, services
from app.health.group_sessions.declared import GROUP_SESSIONS
from app.health.group_sessions.queries import (
    SessionDetail,
    count_sessions,
    list_sessions,
    read_session,
    search_sessions,
)
from app.health.group_sessions.tables import Sort
from app.health.group_sessions.terms import Form as SessionForm
from app.health.supplies import taking
from app.registry import queries as registry
from app.vault.session import Session

PLACE, DRAFT, NEW = "health-sessions", "group_session", N_("New group session")
DRAFTS = declared_page.drafts_in(services.DESK)
draft_words = partial(declared_page.draft_words, DRAFT, NEW, "place", rules.ACTS)

LIST = declared_list.record_list(
    GROUP_SESSIONS,
    services.DESK,
    icon="sessions",
    shown=("on", "place", "form", "reached_total", "audience", "village_id", "tests_total", "number"),
    main="place",
    given_up=("tests_total", "village_id", "number", "audience", "form"),
    orders={"on": (Sort.NEWEST, Sort.OLDEST), "reached_total": (Sort.REACHED, None)},
    usual="on",
    count=(N_("{count} group session"), N_("{count} group sessions")),
    show=(N_("Show 1 group session"), N_("Show {count} group sessions")),
    empty=Empty(
        N_("No group session yet"),
        N_("Enter the first talk, discussion or mobile clinic: numbers only."),
        N_("What the station's staff enter will stand here."),
        N_("No group session matches"),
    ),
    note=services.DESK.note_search,
    new=NEW,
    file="truyen-thong-nhom",
    page=list_sessions,
    total=count_sessions,
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
    menu=Menu(
        icons={"edit": "edit", "remove": "trash", "restore": "undo"},
        groups=(("edit",), ("remove", "restore")),
        keys={"edit": "F2"},
    ),
    need_names=GROUP_SESSIONS.labels | {"reason": N_("Reason")},
)


# --- the form ------------------------------------------------------------------------------------------------


def _offered(session: Session, opened: SessionDetail | None) -> f.Lists:
    """Villages and items in use; an item that the session handed out stands there even if it is used no longer."""
    given = opened.entry.handed_out if opened is not None else {}
    with session.read() as db:
        items = {each.id: each for each in taking.every_item(db) if each.active or each.id in given}
        left = {
            key: tr("{left} {unit} in stock", left=show_dong(each.left), unit=each.unit) for key, each in items.items()
        }
        villages = {each.id: each.name for each in registry.villages(db)}
        return {"villages": villages, "items": {key: each.name for key, each in items.items()}, "left": left}


def _handed_out(_declared: f.Field, asked: Asked) -> NumberLines:
    left = asked.lists["left"]
    return NumberLines([(str(key), name, left[key]) for key, name in asked.lists["items"].items()])


FORM = RecordForm(
    GROUP_SESSIONS,
    layout=(
        Line("on", "form", stretch=(1, 2)),
        Line("audience"),
        Line("place", "village_id", stretch=(2, 1)),
        Line("topics"),
        Part(N_("Numbers only"), N_("No name, no code, nobody's result.")),
        Line("reached"),
        Line("handed_out"),
        Line("tests"),
        Line("staff", "collaborators", stretch=(2, 1)),
        Line("note"),
    ),
    drafts=DRAFTS,
    draft_form=DRAFT,
    help="health-sessions",
    new=NEW,
    read=read_session,
    add=services.add_session,
    edit=services.edit_session,
    begins=lambda session: {"on": session.today(), "form": SessionForm.TALK},
    offered=_offered,
    editors={"handed_out": _handed_out},
)

# --- steps, and what else is shown of them -------------------------------------------------------------------


def _reason(asked_form: Form, _asked: Any, required: bool) -> None:
    asked_form.row(Field("reason", N_("Reason"), TextArea(lines=2), required=required))


def _do(session: Session, detail: SessionDetail, name: str, values: Mapping[str, Any]) -> Changed:
    if name == "remove":
        return services.remove_session(session, detail.id, str(values.get("reason") or ""))
    return services.restore_session(session, detail.id)


STEPS: RecordSteps[SessionDetail] = RecordSteps(
    prefix=f"{DRAFT}_step:",
    drafts=DRAFTS,
    label=partial(declared_page.step_label, rules.ACTS),
    needs=lambda detail, name: rules.ACTS[name].needs,
    fields={"reason": _reason},
    do=_do,
    under=lambda detail: detail.entry.place,
    meanings={
        "remove": N_("What was handed out there is in stock again. The session can be restored."),
        "restore": N_("What had been handed out there leaves the stock again."),
    },
    dangerous=frozenset({"remove"}),
)

HEALTH_SESSIONS: RecordType[Any, Any, Sort, SessionDetail] = RecordType(
    key=PLACE,
    help="health-sessions",
    list=LIST,
    detail=DETAIL,
    changed=GROUP_SESSIONS.kind,
    id_of=lambda changed: changed.id,
    action_words=rules.EVENTS,
    form=FORM.page,
    drafts=DRAFTS,
    steps=STEPS,
    edits=frozenset({"edit"}),
    shown=frozenset({"add"}),
    show_key=N_("Show or hide the opened group session"),
)
SESSION_WORK = declared_page.drafts_work(PLACE, services.DESK, draft_words)
SESSION_FINDER = declared_page.finder(
    GROUP_SESSIONS,
    PLACE,
    "sessions",
    search_sessions,
    lambda row: f"{show_date(row.on)} · {row.place}",
    services.DESK.note_search,
)
