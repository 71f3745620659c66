"""What stands of a case's needs on its page: before and now, every assessment; assessing, correcting."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.common.dates import show_date
from app.common.i18n import N_, tr
from app.common.steps import Possible
from app.desktop.background import run
from app.desktop.records.detail_pane import DetailPane
from app.desktop.records.page_parts import Opened, PagePart
from app.desktop.records.record_type import Section, Then
from app.desktop.social.needs import drafts
from app.desktop.social.needs.form import assess_page, correct_page
from app.desktop.social.needs.section import NeedsSection, facts_of
from app.desktop.social.needs.work import NEEDS_WORK
from app.desktop.theme import theme
from app.desktop.widgets import Choice, ChoiceField, Facts, Field, Form, ReadingArea, button, say, text_label
from app.social.cases.values import CaseDetail
from app.social.needs import rules, services
from app.social.needs.values import AssessmentInfo, Needs, NeedsChanged
from app.vault.session import Session

KEY = "needs"
DONE = {
    "needs.assess": N_("The needs of {number} were assessed."),
    "needs.correct": N_("The assessment was corrected."),
}


def _sections(_session: Session, pane: DetailPane) -> Sequence[Section]:
    section = NeedsSection(lambda each: ReadAssessment(pane.window(), each).open())
    return [Section(N_("Needs"), section, lambda opened: _show(section, opened), acts=(rules.ASSESS,))]


def _show(section: NeedsSection, opened: Opened) -> bool:
    needs: Needs = opened.parts[KEY]
    return section.show_needs(needs)


def _offered(_session: Session, _detail: CaseDetail, needs: Needs) -> Sequence[Possible]:
    return needs.acts


def _assess(page: Any, session: Session, detail: CaseDetail, _then: Then) -> None:
    """The form in the place of the page; beside each scale stands what it was the last time."""

    def show(needs: Needs) -> None:
        last = needs.assessments[0] if needs.assessments else None
        _cover(page, assess_page(page, session, detail, last))

    run(page, lambda _progress: services.read_needs(session, detail.id), show)


def _correct(page: Any, session: Session, detail: CaseDetail, _then: Then) -> None:
    """The form of the assessment; of several it is asked which, unless one was being corrected already."""

    def begin(info: AssessmentInfo) -> None:
        _cover(page, correct_page(page, session, detail, info))

    def show(found: tuple[Needs, int | None]) -> None:
        needs, typed = found
        begun = next((each for each in needs.assessments if each.id == typed), None)
        if begun is not None or len(needs.assessments) == 1:
            begin(begun or needs.assessments[0])
        else:
            dialog = WhichAssessment(page.window(), needs.assessments)
            dialog.accepted.connect(lambda: begin(dialog.chosen()))
            dialog.open()

    run(
        page,
        lambda _progress: (services.read_needs(session, detail.id), drafts.corrected(session, detail.id)),
        show,
    )


def _cover(page: Any, form: Any) -> None:
    def saved(changed: NeedsChanged) -> None:
        say(page, tr(DONE[changed.action], number=changed.number))

    form.saved.connect(saved)
    page.cover(form)


class ReadAssessment(QDialog):
    """One assessment, to read it whole."""

    def __init__(self, parent: QWidget, each: AssessmentInfo) -> None:
        super().__init__(parent)
        title = tr("Assessment of {date}, {number}", date=show_date(each.assessed_on), number=each.case)
        self.setWindowTitle(tr("Assessment of needs"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(theme().px(640), min(theme().px(640), parent.height() - theme().px(48)))
        self.facts = Facts()
        self.facts.show_facts(facts_of(each))
        self.keep = button(N_("Close"), "primary", clicked=self.accept)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.keep)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(*(theme().px(16),) * 4)
        head = text_label(title, "title")
        head.setContentsMargins(theme().px(24), 0, 0, 0)
        inside.addWidget(head)
        inside.addWidget(ReadingArea(self.facts), 1)
        inside.addLayout(foot)


class WhichAssessment(QDialog):
    """Which of several assessments is corrected? The latest, unless another is chosen."""

    def __init__(self, parent: QWidget, found: Sequence[AssessmentInfo]) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr(rules.ACTS[rules.CORRECT][1]))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(theme().px(480))
        self._found = {each.id: each for each in found}
        choices = [
            Choice(each.id, f"{show_date(each.assessed_on)} · {each.assessor}", translated=False) for each in found
        ]
        self.form = Form()
        self.form.row(Field("which", N_("Which assessment?"), ChoiceField(choices, upright=True), required=True))
        self.form.set_values({"which": found[0].id})
        self.form.saved.connect(lambda _values: self.accept())
        self.do = button(N_("Go on"), "primary", clicked=self.form.save)
        self.keep = button(N_("Cancel"), clicked=self.reject)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.keep)
        foot.addWidget(self.do)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(*(theme().px(24),) * 4)
        inside.setSpacing(theme().px(12))
        inside.addWidget(text_label(tr("Which assessment is corrected?"), "title"))
        inside.addWidget(self.form)
        inside.addLayout(foot)

    def chosen(self) -> AssessmentInfo:
        """The one that was chosen."""
        return self._found[int(str(self.form.draft()["which"]))]


NEEDS_PART = PagePart(
    key=KEY,
    read=services.read_needs,
    revealed=services.read_revealed,
    sections=_sections,
    offered=_offered,
    acts={rules.ASSESS: _assess, rules.CORRECT: _correct},
    icons={rules.ASSESS: "figures", rules.CORRECT: "edit"},
    work=NEEDS_WORK,
)
