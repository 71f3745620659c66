"""What does a referral ask before its letter is made, and what a person's own copy? No box is ticked beforehand."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from app.common.dates import show_date
from app.common.i18n import N_, tr
from app.desktop.records.record_type import DraftsIn, RecordSteps, Values
from app.desktop.theme import on_language, theme
from app.desktop.widgets import Choice, ChoiceField, DateField, Field, Form, TextArea, TextField
from app.social.cases import part_drafts
from app.social.cases.terms import purposes
from app.social.cases.values import CaseDetail
from app.social.papers import letters
from app.social.papers.letters import SHARED, Agreed, NewReferral
from app.vault.session import Session

REFERRAL, COPY = "paper_referral", "paper_copy"
LABELS: dict[str, str] = {
    REFERRAL: N_("Print a referral letter"),
    COPY: N_("Print the person's own copy"),
}
MEANINGS: dict[str, str] = {
    REFERRAL: N_("The letter holds what is ticked here and nothing else. Ask the person about each line."),
    COPY: N_(
        "Everything held about the person, with their rights and what the law obliges to keep. Give it into their own"
        " hands: it names them."
    ),
}


@dataclass(frozen=True)
class Asked:
    """What the fields draw on."""

    session: Session
    agreed: tuple[Agreed, ...]


def agreed_words(each: Agreed) -> str:
    """A consent on one line: what for, to whom, until when."""
    parts = [purposes().get(each.purpose, each.purpose), each.recipient]
    if each.until is not None:
        parts.append(tr("until {date}", date=show_date(each.until)))
    return " · ".join(part for part in parts if part)


class SharedField(QWidget):
    """The facts that may go along, none ticked; the value is a tuple of their names."""

    value_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.boxes: dict[str, QCheckBox] = {}
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, theme().px(4), 0, theme().px(4))
        inside.setSpacing(theme().px(4))
        for name, (words, _label, _value) in SHARED.items():
            box = QCheckBox()
            on_language(box, lambda box=box, words=words: box.setText(tr(words)))  # type: ignore[misc]
            box.toggled.connect(lambda _on: self.value_changed.emit())
            self.boxes[name] = box
            inside.addWidget(box)
        self.setFocusProxy(next(iter(self.boxes.values())))

    def value(self) -> tuple[str, ...]:
        return tuple(name for name, box in self.boxes.items() if box.isChecked())

    def set_value(self, value: object) -> None:
        chosen = set(value) if isinstance(value, list | tuple | set | frozenset) else set()
        for name, box in self.boxes.items():
            box.setChecked(name in chosen)

    def set_accessible(self, name: str) -> None:
        for box in self.boxes.values():
            box.setAccessibleDescription(name)


def _consent(form: Form, asked: Asked, _required: bool) -> None:
    """Under which consent; its recipient stands in the field for the addressee."""
    choices = [Choice(each.id, agreed_words(each), translated=False) for each in asked.agreed]
    editor = ChoiceField(choices, upright=True)
    form.row(Field("consent_id", N_("What the person agreed to"), editor, required=True))
    form.row(Field("addressee", N_("To whom"), TextField(), required=True))

    def fill() -> None:
        chosen = next((each for each in asked.agreed if each.id == form.draft().get("consent_id")), None)
        if chosen is not None and chosen.recipient:
            form.field("addressee").editor.set_value(chosen.recipient)

    editor.value_changed.connect(fill)
    if len(choices) == 1:
        form.set_values({"consent_id": choices[0].value})
        fill()


def _shared(form: Form, _asked: Asked, _required: bool) -> None:
    form.row(Field("shared", N_("What goes along"), SharedField(), required=True))


def _asked_for(form: Form, asked: Asked, _required: bool) -> None:
    form.row(Field("asked", N_("What is asked for"), TextArea(lines=3), required=True))
    form.row(Field("answer_by", N_("Answer wished by"), DateField(asked.session.today)))


def _reason(form: Form, _asked: Asked, _required: bool) -> None:
    hint = N_("How and when the person asked for it. It is kept in the audit.")
    form.row(Field("reason", N_("Reason"), TextArea(lines=2), required=True, hint=hint))


FIELDS: Mapping[str, Callable[[Form, Any, bool], None]] = {
    "consent": _consent,
    "shared": _shared,
    "asked": _asked_for,
    "reason": _reason,
}
NEEDS: dict[str, tuple[str, ...]] = {REFERRAL: ("consent", "shared", "asked"), COPY: ("reason",)}


def _read(session: Session, detail: CaseDetail, name: str) -> Any:
    return Asked(session, tuple(letters.agreed(session, detail.id)) if name == REFERRAL else ())


def _do(session: Session, detail: CaseDetail, name: str, values: Values) -> Any:
    """What was asked for; the paper is made only when it is previewed, printed or saved."""
    if name == COPY:
        return str(values["reason"])
    new = NewReferral(
        values["consent_id"],
        str(values["addressee"]),
        str(values["asked"]),
        frozenset(values["shared"]),
        values.get("answer_by"),
    )
    letters.check_referral(session, detail.id, new)
    return new


STEPS: RecordSteps[CaseDetail] = RecordSteps(
    prefix="case_paper:",
    drafts=DraftsIn(part_drafts.save_draft, part_drafts.delete_draft, part_drafts.list_drafts),
    label=lambda name: LABELS[name],
    needs=lambda _detail, name: NEEDS[name],
    fields=FIELDS,
    read=_read,
    do=_do,
    meanings=MEANINGS,
)
