"""What happened to the report, under which numbers was it known, what did it say before, what is it linked to?"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.common.dates import show_datetime
from app.common.i18n import N_, tr
from app.desktop.reports.list_words import STATE_TONES, kind_words
from app.desktop.theme import Tone, theme
from app.desktop.widgets import Happening, button, icon_button, text_label
from app.police.reports.rules import TRANSITIONS
from app.police.reports.terms import FIELD_NAMES, STATE_NAMES
from app.police.reports.values import EarlierNumber, EarlierVersion, LinkedReport, ReportDetail, TimelineEntry

_STEPS = frozenset(name for _state, name in TRANSITIONS)
_ICONS = {
    "receive": "add",
    "import": "import",
    "edit": "edit",
    "correct": "edit",
    "assign": "person",
    "extend": "clock",
    "suspend": "clock",
    "resume": "clock",
    "reveal": "eye",
    "attach": "attachment",
    "detach": "attachment",
    "print": "print",
    "transfer": "transfer",
    "escalate": "flag",
    "remove": "trash",
    "undo": "undo",
}
# Fields that every change touches, or that are keys of other fields.
_SILENT = frozenset({"received_time", "time_known", "establishment_id"})


def happenings(entries: Sequence[TimelineEntry]) -> list[Happening]:
    """The timeline in words, oldest first."""
    return [_happening(entry) for entry in entries]


def _happening(entry: TimelineEntry) -> Happening:
    what = tr(entry.label)
    if entry.undone:
        what = tr("{act} (undone)", act=what)
    details: list[str] = []
    if entry.to_state is not None and entry.to_state is not entry.from_state and entry.from_state is not None:
        details.append(tr("{old} → {new}", old=tr(STATE_NAMES[entry.from_state]), new=tr(STATE_NAMES[entry.to_state])))
    if entry.action in ("edit", "correct"):
        changed = [tr(FIELD_NAMES[name]) for name in entry.detail.get("changed", ()) if name in FIELD_NAMES]
        if entry.detail.get("reporter") == "changed":
            changed.append(tr(FIELD_NAMES["reporter"]))
        if changed:
            details.append(tr("Changed: {fields}", fields=", ".join(dict.fromkeys(changed))))
    number = entry.detail.get("number")
    if entry.action == "reclassify" and isinstance(number, list | tuple) and len(number) == 2:
        details.append(tr("{old} → {new}", old=number[0], new=number[1]))
    if entry.note:
        details.append(entry.note)
    tone = Tone.NEUTRAL
    if not entry.undone and entry.action in _STEPS and entry.to_state is not None:
        tone = STATE_TONES[entry.to_state]
    return Happening(show_datetime(entry.at), what, entry.by, tuple(details), tone, _ICONS.get(entry.action, ""))


class Related(QWidget):
    """Earlier numbers, earlier versions, linked reports; each section is there only when it has something."""

    version_chosen = Signal(int)  # the id of the earlier version
    report_chosen = Signal(int)
    unlink_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._inside = QVBoxLayout(self)
        self._inside.setContentsMargins(0, 0, 0, 0)
        self._inside.setSpacing(theme().px(8))

    def show_report(self, detail: ReportDetail) -> None:
        """Show what belongs to this report."""
        while (item := self._inside.takeAt(0)) is not None:
            if item.widget() is not None:
                item.widget().hide()
                item.widget().deleteLater()
        may_link = any(act.name == "link" and act.allowed for act in detail.acts)
        self._section(N_("Linked reports"), [self._link(each, removable=may_link) for each in detail.links])
        self._section(N_("Earlier numbers"), [_number(each) for each in detail.numbers])
        self._section(N_("Earlier versions"), [self._version(each) for each in reversed(detail.versions)])
        self.setVisible(bool(detail.links or detail.numbers or detail.versions))

    def _section(self, title: str, lines: Sequence[QWidget]) -> None:
        if not lines:
            return
        head = text_label(tr(title), "section")
        head.setContentsMargins(0, theme().px(8), 0, 0)
        self._inside.addWidget(head)
        for line in lines:
            self._inside.addWidget(line)

    def _link(self, other: LinkedReport, *, removable: bool) -> QWidget:
        line = _Line(other.number, lambda: self.report_chosen.emit(other.id), other.content, other.reason)
        if removable:
            off = icon_button("close", N_("Remove this link"), clicked=lambda: self.unlink_chosen.emit(other.id))
            off.setAccessibleName(tr("Remove the link to {number}", number=other.number))
            line.row.addWidget(off)
        return line

    def _version(self, version: EarlierVersion) -> QWidget:
        words = tr("Before the correction of {when} by {who}", when=show_datetime(version.at), who=version.by)
        return _Line(tr("Compare"), lambda: self.version_chosen.emit(version.id), words, version.reason)


def _number(number: EarlierNumber) -> QWidget:
    said = tr("{kind}, until it was classified again", kind=kind_words(number.kind))
    reason = "" if number.withdrawn_reason in ("", "undo") else number.withdrawn_reason
    return _Line(number.number, None, said, reason)


class _Line(QWidget):
    """What it is about at the left (a link where it leads somewhere), its words at the right."""

    def __init__(self, title: str, act: Callable[[], object] | None, words: str, under: str) -> None:
        super().__init__()
        head: QWidget
        if act is None:
            head = text_label(title, "label", wrap=False)
        else:
            head = button(title, "link", clicked=act)
            head.setAccessibleName(f"{title}: {words}")
        text = QVBoxLayout()
        text.setSpacing(0)
        text.addWidget(text_label(words))
        if under:
            text.addWidget(text_label(under, "small"))
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(theme().px(16))
        self.row.addWidget(head, 0, Qt.AlignmentFlag.AlignTop)
        self.row.addLayout(text, 1)
