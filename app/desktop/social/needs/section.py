"""How do a case's needs read on its page? The picture of before and now, its table, the assessments one by one."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from app.common.dates import show_date
from app.common.i18n import N_, tr
from app.desktop.records.lines import Lines, RelatedLine
from app.desktop.social.needs.picture import NeedsPicture, level_words, named
from app.desktop.theme import Tone, theme
from app.desktop.widgets import Banner, StateChip, label, surface, text_label
from app.social.needs.comparing import Line, compare, tally
from app.social.needs.terms import DIFFERENCE_NAMES, DOMAIN_NAMES, Difference, Domain
from app.social.needs.values import AssessmentInfo, Needs

TONES: dict[Difference, Tone] = {
    Difference.BETTER: Tone.GOOD,
    Difference.SAME: Tone.NEUTRAL,
    Difference.WORSE: Tone.BAD,
    Difference.UNKNOWN: Tone.NEUTRAL,
}
READ = Callable[[AssessmentInfo], object]


def lines_of(needs: Needs) -> tuple[Line, ...]:
    """What the picture and the table show: first and latest, or the only assessment as it stands."""
    if needs.lines or not needs.assessments:
        return needs.lines
    latest = needs.assessments[0]
    levels = {each.domain: each.level for each in latest.answers}
    return compare({}, levels, {each.domain: each.priority for each in latest.answers})


class NeedsSection(QWidget):
    """`read(assessment)` is asked to show one of them whole."""

    def __init__(self, read: READ, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._read = read
        self.notice = Banner("", Tone.WARN)
        self.said = text_label("", "label")
        self.picture = NeedsPicture()
        self.table = NeedsTable()
        self.list = Lines()
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(theme().px(12))
        for part in (self.notice, self.said, self.picture, self.table, self.list):
            inside.addWidget(part)

    def show_needs(self, needs: Needs) -> bool:
        """Show these; says whether there is anything to see."""
        self.notice.setVisible(bool(needs.note))
        self.notice.set_text(tr(needs.note) if needs.note else "")
        found = needs.assessments
        for part in (self.said, self.picture, self.table, self.list):
            part.setVisible(bool(found))
        if not found:
            return bool(needs.note)
        lines, once = lines_of(needs), len(found) == 1
        self.said.setText(_once_words(found[0]) if once else _tally_words(needs.lines))
        days = (
            [show_date(found[0].assessed_on)]
            if once
            else [show_date(found[-1].assessed_on), show_date(found[0].assessed_on)]
        )
        self.picture.show_lines(lines, days)
        self.table.show_lines(lines, found[0], once=once)
        self.list.show_groups([(N_("Assessments"), [self._line(each) for each in found])])
        return True

    def _line(self, each: AssessmentInfo) -> RelatedLine:
        together = tr("together with the client") if each.together else tr("without the client")
        said = [each.assessor, together, tr("corrected") if each.corrections else ""]
        return RelatedLine(
            show_date(each.assessed_on), " · ".join(filter(None, said)), each.summary, partial(self._read, each)
        )


def _once_words(only: AssessmentInfo) -> str:
    great = sum((each.level or 0) >= 3 for each in only.answers)
    return tr("Asked once, on {date}: {count} great or urgent needs.", date=show_date(only.assessed_on), count=great)


def _tally_words(lines: Sequence[Line]) -> str:
    counts = tally(lines)
    return tr(
        "Since the first assessment: {better} better, {same} the same, {worse} worse, {unknown} cannot be said.",
        **{each.value: counts[each] for each in Difference},
    )


class NeedsTable(QWidget):
    """The same in a table, with the facts of the latest assessment."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme().px(16))
        self._grid.setVerticalSpacing(theme().px(4))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def show_lines(self, lines: Sequence[Line], latest: AssessmentInfo, *, once: bool) -> None:
        """One line for each domain, the client's own order first."""
        while (item := self._grid.takeAt(0)) is not None:
            if item.widget() is not None:
                item.widget().hide()
                item.widget().deleteLater()
        heads = [N_("Domain"), *((N_("Now"),) if once else (N_("First time"), N_("Now"), N_("What moved")))]
        for column in range(4):  # what a table of two columns does not use takes no room
            self._grid.setColumnStretch(column, (4 if column == 0 else 3) if column < len(heads) else 0)
        for column, head in enumerate(heads):
            self._grid.addWidget(label(head, "small"), 0, column)
        facts = {each.domain: each.facts for each in latest.answers}
        for number, line in enumerate(lines):
            at = 3 * number + 1
            self._grid.addWidget(surface("rule"), at, 0, 1, len(heads))
            for column, cell in enumerate(_cells(line, once=once)):
                self._grid.addWidget(cell, at + 1, column, Qt.AlignmentFlag.AlignTop)
            if facts[line.domain]:
                self._grid.addWidget(text_label(facts[line.domain], "muted"), at + 2, 0, 1, len(heads))


def _cells(line: Line, *, once: bool) -> list[QWidget]:
    def level(step: int | None) -> QWidget:
        return text_label(level_words(step), "muted" if step is None else "")

    shown: list[QWidget] = [text_label(named(line), "label" if line.priority else "")]
    if once:
        return [*shown, level(line.now)]
    said = DIFFERENCE_NAMES[line.difference]
    known = line.difference is not Difference.UNKNOWN
    what = StateChip(said, TONES[line.difference]) if known else label(said, "muted")
    return [*shown, level(line.before), level(line.now), what]


def facts_of(each: AssessmentInfo) -> list[tuple[str, str | None]]:
    """An assessment line by line, for reading it whole."""
    told: list[tuple[str, str | None]] = [
        (N_("Assessed by"), each.assessor or None),
        (N_("Together with the client"), tr("Yes") if each.together else tr("No")),
        (N_("In what circumstances"), each.circumstances or None),
        (N_("Summary"), each.summary or None),
    ]
    for answer in each.by_priority:
        words = level_words(answer.level)
        if answer.priority:
            words = tr("{step} (the client’s rank: {rank})", step=words, rank=answer.priority)
        told.append((DOMAIN_NAMES[Domain(answer.domain)], "\n".join(filter(None, (words, answer.facts)))))
    told += [
        (N_("Corrected"), tr("{date}, {who}: {reason}", date=show_date(one.at.date()), who=one.by, reason=one.reason))
        for one in each.corrections
    ]
    return told
