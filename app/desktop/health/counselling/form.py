"""How is a counselling session entered? Day and length, topics, instruments, what was agreed, the next visit."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QWidget

from app.common.dates import show_date
from app.common.drafts import Draft
from app.common.i18n import N_, tr
from app.desktop.health.counselling import danger
from app.desktop.health.counselling.drafts import DRAFTS, EDIT, NEW, OF_CLIENT
from app.desktop.health.counselling.instrument_field import InstrumentField, score_words
from app.desktop.health.counselling.score_side import ScoreSide
from app.desktop.records.conflict import Mine
from app.desktop.records.drafts import from_plain, plain_of, put_back, to_plain
from app.desktop.records.form_page import FormEntry, FormPage, Work
from app.desktop.theme import theme
from app.desktop.widgets import Choice, ChoiceField, DateField, Field, Form, TextArea, TextField
from app.health.counselling import services
from app.health.counselling.declared import FIELD_NAMES
from app.health.counselling.terms import TOPICS
from app.health.counselling.values import Changed, NewSession, NewTaken, SessionDetail
from app.health.instruments.catalogue import instruments
from app.health.instruments.scoring import scored
from app.registry import queries as registry
from app.registry.queries import Item
from app.vault.errors import Invalid
from app.vault.session import Session

PLAIN = ("held_on", "minutes", "counsellor_id", "topics", "agreed", "follow_up", "next_visit_on", "note")
HELP = "counselling"


class MinutesField(TextField):
    """A length in minutes; left empty it is not known."""

    def value(self) -> int | None:  # type: ignore[override]
        typed = self.text().strip()
        if not typed:
            return None
        if not typed.isascii() or not typed.isdigit():
            raise Invalid(N_("“{text}” is not a whole number."), text=typed)
        return int(typed)

    def set_value(self, value: object) -> None:
        self.setText("" if value is None else str(value))


class TopicsField(QWidget):
    """The office's topics, any number of them; the value is their codes."""

    value_changed = Signal()

    def __init__(self, items: Sequence[Item]) -> None:
        super().__init__()
        self._boxes: dict[str, QCheckBox] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme().px(16))
        grid.setVerticalSpacing(theme().px(4))
        half = (len(items) + 1) // 2
        for at, item in enumerate(items):
            box = QCheckBox(item.name)
            box.toggled.connect(lambda: self.value_changed.emit())
            self._boxes[item.code] = box
            grid.addWidget(box, at % half, at // half)
        if self._boxes:
            self.setFocusProxy(next(iter(self._boxes.values())))

    def value(self) -> tuple[str, ...] | None:
        found = tuple(code for code, box in self._boxes.items() if box.isChecked())
        return found or None

    def set_value(self, value: object) -> None:
        chosen = set(value) if isinstance(value, list | tuple | set | frozenset) else set()
        for code, box in self._boxes.items():
            box.setChecked(code in chosen)

    def set_accessible(self, name: str) -> None:
        self.setAccessibleName(name)
        for box in self._boxes.values():
            box.setAccessibleDescription(name)


@dataclass(frozen=True)
class Lists:
    """What the form offers."""

    topics: Sequence[Item]
    counsellors: Mapping[str, str]
    contacts: Sequence[str]

    def shown(self, name: str, value: Any) -> str:
        """A field's value as a person reads it."""
        if name == "topics":
            names = {item.code: item.name for item in self.topics}
            return ", ".join(names.get(code, code) for code in value or ())
        if name == "counsellor_id":
            return self.counsellors.get(value, "")
        if name in instruments():
            return score_words(scored(instruments()[name], value[:-1])) if value else ""
        return show_date(value) if isinstance(value, date) else str(value or "")


def read_lists(session: Session, detail: SessionDetail | None = None) -> Lists:
    """As they are now; topics that an opened session has stay, though they are used no longer."""
    kept = set(detail.facts.topics) if detail is not None else set()
    with session.read() as db:
        topics = [item for item in registry.whole_catalogue(db, TOPICS) if item.active or item.code in kept]
    return Lists(topics, services.counsellors(session), danger.contacts(session))


def build(session: Session, lists: Lists, *, correcting: bool) -> Form:
    """The fields, in the order in which one talks."""
    form = Form()
    form.row(
        Field("held_on", FIELD_NAMES["held_on"], DateField(session.today), required=True),
        Field("minutes", FIELD_NAMES["minutes"], MinutesField()),
        Field("counsellor_id", FIELD_NAMES["counsellor_id"],
              ChoiceField([Choice(who, name, translated=False) for who, name in lists.counsellors.items()]),
              required=True, stretch=2),
    )  # fmt: skip
    form.row(Field("topics", FIELD_NAMES["topics"], TopicsField(lists.topics)))
    form.section(N_("Instruments"), N_("Read the questions out, or let the client answer alone."))
    for code, instrument in instruments().items():
        made = InstrumentField(instrument, lists.contacts)
        form.row(Field(code, LABELS[code], made))
    form.section(N_("What follows"))
    form.row(Field("agreed", FIELD_NAMES["agreed"], TextArea(lines=3)))
    form.row(
        Field("follow_up", FIELD_NAMES["follow_up"], TextArea(lines=2), stretch=2),
        Field("next_visit_on", FIELD_NAMES["next_visit_on"], DateField(session.today),
              hint=N_("It becomes an appointment of the client.")),
    )  # fmt: skip
    form.row(Field("note", FIELD_NAMES["note"], TextArea(lines=2)))
    if correcting:
        form.row(Field("reason", FIELD_NAMES["reason"], TextArea(lines=2), required=True,
                       hint=N_("The version before is kept beside it.")))  # fmt: skip
    return form


LABELS: dict[str, str] = {"phq9": N_("PHQ-9: depression"), "gad7": N_("GAD-7: anxiety")}


def entered(values: Mapping[str, Any]) -> NewSession:
    """What the fields say."""
    taken = []
    for code in instruments():
        if given := values.get(code):
            taken.append(NewTaken(code, tuple(given[:-1]), given[-1]))
    return NewSession(
        held_on=values["held_on"],
        minutes=values.get("minutes"),
        counsellor_id=values.get("counsellor_id"),
        topics=tuple(values.get("topics") or ()),
        taken=tuple(taken),
        agreed=str(values.get("agreed") or ""),
        follow_up=str(values.get("follow_up") or ""),
        next_visit_on=values.get("next_visit_on"),
        note=str(values.get("note") or ""),
    )


def values_of(facts: NewSession) -> dict[str, Any]:
    """The fields of a session."""
    values: dict[str, Any] = {name: getattr(facts, name) or None for name in PLAIN}
    values |= dict.fromkeys(instruments())
    return values | {form.instrument: (*form.answers, form.difficulty) for form in facts.taken}


def for_client(page: QWidget, session: Session, client_id: int, code: str) -> FormPage:
    """The form of a new session with this client; what was typed before stands there again."""
    lists = read_lists(session)
    form = build(session, lists, correcting=False)
    me = session.account.id
    form.set_values({"held_on": session.today(), "counsellor_id": me if me in lists.counsellors else None})
    kept = next(
        (each for each in OF_CLIENT.read(session) if (each.form, each.record_id) == (NEW, str(client_id))), None
    )
    if kept is not None:
        put_back(form, kept.payload.get("values", {}))

    def work(values: Mapping[str, Any], _progress: object) -> Changed:
        return services.record_session(session, client_id, entered(values))

    made = FormPage(
        session,
        FormEntry(
            title=tr("Counselling of {code}", code=code),
            side=ScoreSide(form),
            help=HELP,
            form=form,
            drafts=OF_CLIENT,
            draft_form=NEW,
            record_id=str(client_id),
            collect=lambda: {"values": plain_of(form), "number": code, "version": 0},
            save=lambda values, _incomplete: partial(work, values),
            first=lambda: "minutes",
            field_of=_FIELD_OF,
        ),
        page,
    )
    made.filling = False
    return made


# What the service calls an instrument's field.
_FIELD_OF = {"taken.phq9": "phq9", "taken.gad7": "gad7", "taken": "phq9"}


@dataclass
class _Changing:
    """A session being changed: what it said when it was begun, and what was tried last."""

    session: Session
    detail: SessionDetail
    version: int
    before: Mapping[str, Any]
    correcting: bool
    tried: dict[str, Any] = field(default_factory=dict)
    reason: str = ""

    def work(self, values: Mapping[str, Any]) -> Work | None:
        new = values_of(entered(values))
        self.tried = {name: value for name, value in new.items() if value != self.before.get(name)}
        self.reason = str(values.get("reason") or "")
        return (lambda _progress: self.store(self.version, self.tried)) if self.tried else None

    def store(self, version: int, changes: Mapping[str, Any]) -> Changed:
        """Change the session as it stands now by these. Raises Conflict."""
        now = values_of(services.read_again(self.session, self.detail.id).facts)
        new = entered({**now, **changes})
        if self.correcting:
            return services.correct_session(self.session, self.detail.id, new, self.reason, version)
        return services.edit_session(self.session, self.detail.id, new, version)


def form_page(parent: QWidget | None, session: Session, detail: SessionDetail | None, draft: Draft | None) -> FormPage:
    """The form of a session that is changed, or of a draft of one."""
    if draft is not None:
        detail = services.read_again(session, int(draft.record_id))
    assert detail is not None  # a new session begins on its client's page
    correcting = not any(act.name == "edit" for act in detail.acts)
    lists = read_lists(session, detail)
    form = build(session, lists, correcting=correcting)
    before = values_of(detail.facts)
    form.set_values(before)
    version = detail.version
    if draft is not None:
        version = int(draft.payload.get("version") or version)
        kept = {name: from_plain(value) for name, value in draft.payload.get("before", {}).items() if name in before}
        before |= {name: tuple(value) if isinstance(value, list) else value for name, value in kept.items()}
        put_back(form, draft.payload.get("values", {}))
    begun = _Changing(session, detail, version, before, correcting)
    page = FormPage(session, _entry(form, lists, begun), parent)
    page.filling = False
    return page


def _entry(form: Form, lists: Lists, begun: _Changing) -> FormEntry:
    number, names = begun.detail.number, {**FIELD_NAMES, **LABELS}
    title = N_("Correct {number}") if begun.correcting else N_("Change {number}")
    plain = {name: to_plain(value) for name, value in begun.before.items()}
    return FormEntry(
        title=tr(title, number=number),
        side=ScoreSide(form),
        help=HELP,
        form=form,
        drafts=DRAFTS,
        draft_form=EDIT,
        record_id=str(begun.detail.id),
        collect=lambda: {"values": plain_of(form), "number": number, "version": begun.version, "before": plain},
        save=lambda values, _incomplete: begun.work(values),
        first=lambda: "minutes",
        mine=lambda _error: Mine(
            before=begun.before,
            changes=begun.tried,
            names={name: names[name] for name in begun.before},
            stored=lambda theirs, name: values_of(theirs.facts)[name],
            shown=lists.shown,
            save=begun.store,
        ),
        field_of=_FIELD_OF,
        owner=begun,
    )
