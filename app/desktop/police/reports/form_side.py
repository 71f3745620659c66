"""What stands beside the form while one types: the legal limits that begin to run, and reports that look alike."""

from datetime import date

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from app.common.dates import office_time, show_date
from app.common.i18n import N_, tr
from app.desktop.police.reports.form_preview import Limit, Similar, main_limit
from app.desktop.police.reports.list_words import UNVERIFIED, due_tone, due_words
from app.desktop.theme import Tone, theme
from app.desktop.widgets import StateChip, label, surface, text_label


def day_words(on: date) -> str:
    """Thứ Tư, 25/03/2026."""
    name = QLocale().dayName(on.isoweekday())
    return tr("{weekday}, {date}", weekday=name[:1].upper() + name[1:], date=show_date(on))


def limit_words(limit: Limit) -> str:
    """When a limit ends, in words and date; of one in hours, the hour too."""
    if limit.due is None:
        return tr("{length} from the acceptance", length=limit.length_words())
    if limit.due.at is not None:
        return tr("{hour} on {day}", hour=f"{office_time(limit.due.at):%H:%M}", day=day_words(limit.due.on))
    return day_words(limit.due.on)


class SidePanel(QWidget):
    """`show_limits`, `show_similar`; `linked()` says which reports are to be linked when this one is saved."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._main_limit = QVBoxLayout()
        self._limits = QVBoxLayout()
        self._limits.setSpacing(theme().px(8))
        self._rest_head = label(N_("Other limits"), "section")
        self._similar = QVBoxLayout()
        self._similar.setSpacing(theme().px(8))
        self._alike_head = QWidget()
        head = QVBoxLayout(self._alike_head)
        head.setContentsMargins(0, theme().px(12), 0, 0)
        head.setSpacing(theme().px(2))
        head.addWidget(label(N_("Perhaps the same matter"), "section"))
        explain = N_("Nothing is merged. You can link them, so that whoever works one sees the other.")
        head.addWidget(label(explain, "muted"))
        self._alike_head.hide()
        self._links: dict[int, QCheckBox] = {}
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(theme().px(8))
        whole.addWidget(label(N_("Legal time limits"), "section"))
        whole.addLayout(self._main_limit)
        whole.addWidget(self._alike_head)  # before the lesser limits: it may spare the person the whole form
        whole.addLayout(self._similar)
        whole.addWidget(self._rest_head)
        whole.addLayout(self._limits)
        whole.addStretch(1)
        self.show_limits([], None)

    # --- limits --------------------------------------------------------------------------------------

    def show_limits(self, found: list[Limit], today: date | None) -> None:
        """The main limit large, the others as lines; without a kind, a sentence that says what is missing."""
        _empty(self._main_limit)
        _empty(self._limits)
        self._rest_head.setVisible(len(found) > 1)
        if not found or today is None:
            waiting = N_("Choose the kind and the day of receipt: the limits appear here.")
            self._main_limit.addWidget(label(waiting, "muted"))
            return
        main = main_limit(found)
        if main is not None:
            self._main_limit.addWidget(self._main_card(main, today))
        for limit in found:
            if limit is not main:
                self._limits.addWidget(self._line(limit, today))
        if any(not each.verified for each in found):
            marked = N_("Limits marked “not verified” have not been compared with the law's text by the office.")
            self._limits.addWidget(label(marked, "small"))

    def _main_card(self, limit: Limit, today: date) -> QWidget:
        card = surface("card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(*(theme().px(12),) * 4)
        inside.setSpacing(theme().px(4))
        inside.addWidget(text_label(tr(limit.label), "label"))
        inside.addWidget(text_label(limit_words(limit), "section"))
        assert limit.due is not None
        chips = QHBoxLayout()
        chips.setSpacing(theme().px(8))
        chips.addWidget(StateChip(due_words(limit.due.on, today), due_tone(limit.due.on, today) or Tone.GOOD))
        if not limit.verified:
            chips.addWidget(StateChip(UNVERIFIED, Tone.WARN))
        chips.addStretch(1)
        inside.addLayout(chips)
        inside.addWidget(text_label(tr("{length} from the receipt", length=limit.length_words()), "small"))
        inside.addWidget(text_label(limit.basis, "small"))
        self._caveats(inside, limit)
        card.setAccessibleName(f"{tr(limit.label)}: {limit_words(limit)}")
        return card

    def _line(self, limit: Limit, today: date) -> QWidget:
        line = QWidget()
        inside = QVBoxLayout(line)
        inside.setContentsMargins(theme().px(12), 0, theme().px(12), 0)
        inside.setSpacing(0)
        name = tr(limit.label)
        if limit.conditional:
            name = tr("{stage}, only if another body is competent", stage=name)
        inside.addWidget(text_label(name, "label"))
        words = limit_words(limit)
        if limit.due is not None:
            words = tr("{when} ({left})", when=words, left=due_words(limit.due.on, today))
        inside.addWidget(text_label(words))
        marks = [limit.length_words()] if limit.due is not None else []
        marks += [limit.basis, "" if limit.verified else tr(UNVERIFIED)]
        inside.addWidget(text_label(" · ".join(mark for mark in marks if mark), "small"))
        self._caveats(inside, limit)
        return line

    def _caveats(self, inside: QVBoxLayout, limit: Limit) -> None:
        if limit.due is None:
            return
        if limit.due.rolled:
            text = tr("{day} is a day off, so it ends on the next working day.", day=show_date(limit.due.counted))
            inside.addWidget(text_label(text, "small"))
        if not limit.due.calendar_confirmed:
            text = tr("The days off of {year} are not confirmed yet: the day may move.", year=limit.due.on.year)
            warned = text_label(text, "small")
            warned.setStyleSheet(f"color: {theme().tone(Tone.WARN)[0].name()};")
            inside.addWidget(warned)

    # --- alike ---------------------------------------------------------------------------------------

    def show_similar(self, found: list[Similar]) -> None:
        """Up to three; what was ticked stays ticked while it stands here."""
        ticked = set(self.linked())
        _empty(self._similar)
        self._links.clear()
        self._alike_head.setVisible(bool(found))
        for each in found:
            self._similar.addWidget(self._alike(each, each.id in ticked))

    def linked(self) -> list[int]:
        """Which of the reports shown are to be linked."""
        return [number for number, box in self._links.items() if box.isChecked()]

    def _alike(self, each: Similar, ticked: bool) -> QWidget:
        card = surface("card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(*(theme().px(12),) * 4)
        inside.setSpacing(theme().px(4))
        inside.addWidget(text_label(f"{each.number} · {show_date(each.received_on)}", "label"))
        inside.addWidget(text_label(" · ".join(part for part in (tr(each.why), each.village) if part), "small"))
        short = each.content if len(each.content) <= 180 else each.content[:179].rsplit(" ", 1)[0] + " …"
        inside.addWidget(text_label(short))
        link = QCheckBox(tr("Link them when this is saved"))
        link.setAccessibleDescription(each.number)
        link.setChecked(ticked)
        link.toggled.connect(lambda: self.changed.emit())
        self._links[each.id] = link
        inside.addWidget(link)
        return card


def _empty(layout: QVBoxLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        if item.widget() is not None:
            item.widget().hide()
            item.widget().deleteLater()
