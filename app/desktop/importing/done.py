"""What did the import do, and what next? Counts, undo of the whole run, the rows left out."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.common.i18n import N_, tr
from app.desktop.theme import theme
from app.desktop.widgets import Facts, button, surface
from app.desktop.widgets.looks import text_label
from app.exchange.importing import ImportResult


class ImportDone(QWidget):
    """`undo_asked`, `left_out_asked`, `another_asked`, `records_asked`."""

    undo_asked = Signal()
    left_out_asked = Signal()
    another_asked = Signal()
    records_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        card = surface("card")
        card.setMaximumWidth(theme().px(720))
        inside = QVBoxLayout(card)
        inside.setContentsMargins(*(theme().px(32),) * 4)
        inside.setSpacing(theme().px(16))
        self._title = text_label("", "section")
        self._facts = Facts()
        inside.addWidget(self._title)
        inside.addWidget(self._facts)
        self.records = button(N_("Show the records"), "primary", clicked=self.records_asked.emit)
        self.left_out = button(N_("Save the rows left out…"), "", "save", clicked=self.left_out_asked.emit)
        self.undo = button(N_("Undo the whole import"), "", "undo", clicked=self.undo_asked.emit)
        self.another = button(N_("Import another file"), "quiet", clicked=self.another_asked.emit)
        row = QHBoxLayout()
        row.setSpacing(theme().px(8))
        for part in (self.records, self.left_out, self.undo, self.another):
            row.addWidget(part)
        row.addStretch(1)
        inside.addLayout(row)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(theme().px(24), theme().px(8), theme().px(24), theme().px(24))
        outer.addWidget(card)
        outer.addStretch(1)
        outer.setAlignment(card, Qt.AlignmentFlag.AlignTop)

    def show_result(self, result: ImportResult) -> None:
        """The figures of a run."""
        self._title.setText(tr("The register was imported"))
        self.records.show()
        self._facts.show_facts(
            [
                (N_("Stored as new"), str(result.added)),
                (N_("Filled up"), str(result.merged)),
                (N_("Skipped, there already"), str(result.skipped)),
                (N_("Left out because of errors"), str(result.left_out)),
            ]
        )
        self.undo.setVisible(bool(result.batch_id))
        self.left_out.setVisible(result.left_out > 0)

    def show_undone(self, count: int) -> None:
        """The run was taken back."""
        self._title.setText(tr("The import was undone"))
        self._facts.show_facts([(N_("Taken back"), tr("{count} records", count=count))])
        self.undo.hide()
        self.records.hide()
