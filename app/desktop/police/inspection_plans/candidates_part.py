"""From which list was the plan drawn, in the order of lots, and why was each chosen or not?"""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.common.i18n import tr
from app.desktop.police.inspection_plans.words import candidate_columns, why_candidate
from app.desktop.theme import theme
from app.desktop.widgets import RecordTable, text_label
from app.police.inspection_plans.values import CandidateRow, PlanDetail


class CandidatesPart(QWidget):
    """Every candidate with its lot and its score; under the list what the chosen line means."""

    def __init__(self) -> None:
        super().__init__()
        self.table = RecordTable(
            candidate_columns(),
            name=tr("All premises in the draw"),
            key=lambda r: r.candidate.establishment_id,
            remember="plan-candidates",
        )
        self.table.chosen.connect(self._show)
        self.why = text_label("")
        foot = QWidget()
        under = QVBoxLayout(foot)
        under.setContentsMargins(theme().px(8), theme().px(8), theme().px(24), theme().px(12))
        under.addWidget(self.why)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.table, 1)
        whole.addWidget(foot)

    def show_plan(self, detail: PlanDetail) -> None:
        self.table.rows.set_rows(detail.candidates)
        if detail.candidates and self.table.current() is None:
            self.table.choose(detail.candidates[0].candidate.establishment_id)
        self._show(self.table.current())

    def _show(self, row: CandidateRow | None) -> None:
        self.why.setText(why_candidate(row) if row is not None else "")
