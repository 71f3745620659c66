"""Are the recovery codes on paper? Print them, then type two groups back from the paper: only that proves it."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.common.i18n import N_, tr
from app.desktop.signin import paper, recovery_sheet
from app.desktop.signin.slip import codes_label
from app.desktop.theme import Tone, theme
from app.desktop.widgets.banner import Banner
from app.desktop.widgets.form import Field, FieldBox
from app.desktop.widgets.looks import button, label, surface, text_label
from app.desktop.widgets.text_field import TextField
from app.vault.errors import Invalid
from app.vault.recovery import RecoverySheet

ASKED = 2


@dataclass(frozen=True)
class Asked:
    """A group to be typed back: which page, which group, what it says."""

    sheet: RecoverySheet
    envelope: int
    group: int
    expected: str


def choose_groups(sheets: Sequence[RecoverySheet]) -> list[Asked]:
    """Two groups, from different pages where there are two: one page printed proves nothing of the other."""
    pages = [(sheet, number) for sheet in sheets for number in range(len(sheet.codes))]
    order = secrets.SystemRandom().sample(pages, len(pages))
    chosen: list[Asked] = []
    while len(chosen) < ASKED:
        sheet, number = order[len(chosen) % len(order)]
        groups = sheet.codes[number].split("-")
        at = secrets.randbelow(len(groups))
        asked = Asked(sheet, number + 1, at + 1, groups[at])
        if asked not in chosen:
            chosen.append(asked)
    return chosen


class PrintSheets(QWidget):
    """The codes as they are printed, and the buttons for paper; `printed` when the preview was opened."""

    printed = Signal()

    def __init__(
        self, sheets: Sequence[RecoverySheet], office: str, today: date, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._document = recovery_sheet.document(sheets, office, today)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(theme().px(12))
        for sheet in sheets:
            card = surface("card")
            column = QVBoxLayout(card)
            column.setContentsMargins(*(theme().px(16),) * 4)
            column.setSpacing(theme().px(6))
            column.addWidget(text_label(tr(recovery_sheet.NAMES[sheet.compartment]), "label"))
            for number, code in enumerate(sheet.codes, start=1):
                if len(sheet.codes) > 1:
                    column.addWidget(text_label(tr("Envelope {number}", number=number), "small"))
                column.addWidget(codes_label(code.replace("-", " ")))
            inside.addWidget(card)
        row = QHBoxLayout()
        self.print = button(N_("Print…"), "", "print", clicked=self._print)
        row.addWidget(self.print)
        row.addWidget(button(N_("Save as PDF…"), "quiet", clicked=self._save))
        row.addStretch(1)
        inside.addLayout(row)
        inside.addWidget(
            label(N_("No printer here? Copy the codes by hand, group by group, and put the paper away."), "small")
        )

    def _print(self) -> None:
        paper.preview(self, self._document, tr("Recovery sheet"))
        self.printed.emit()

    def _save(self) -> None:
        paper.save_pdf(
            self,
            self._document,
            tr("recovery-sheet") + ".pdf",
            tr(
                "The file would hold the codes in plain text: whoever finds it can open the records. Save it only on a"
                " USB stick that you lock away, print it from there, then erase it."
            ),
            lambda path: self.printed.emit(),
        )


class TypeBack(QWidget):
    """Two groups, typed from the paper. `proved()` says whether they are right and marks what is not."""

    changed = Signal()
    entered = Signal()

    def __init__(self, sheets: Sequence[RecoverySheet], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.asked = choose_groups(sheets)
        self.fields: list[QLineEdit] = []
        self._boxes: list[FieldBox] = []
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(theme().px(16))
        for number, asked in enumerate(self.asked):
            field = TextField()
            field.setMaxLength(8)
            where = tr(recovery_sheet.NAMES[asked.sheet.compartment])
            if len(asked.sheet.codes) > 1:
                where = tr("{records}, envelope {number}", records=where, number=asked.envelope)
            inside.addWidget(text_label(where, "muted"))
            box = FieldBox(Field(f"group{number}", _GROUPS[asked.group - 1], field))
            field.textChanged.connect(self.changed)
            field.textEdited.connect(lambda _text, box=box: box.show_error(None))
            inside.addWidget(box)
            self.fields.append(field)
            self._boxes.append(box)
        self.fields[0].returnPressed.connect(self.fields[1].setFocus)
        self.fields[1].returnPressed.connect(self.entered)
        self.setFocusProxy(self.fields[0])

    def complete(self) -> bool:
        return all(len(_plain(field.text())) == 4 for field in self.fields)

    def proved(self) -> bool:
        """Whether both groups are as printed; what is wrong is marked."""
        right = True
        for asked, field, box in zip(self.asked, self.fields, self._boxes, strict=True):
            same = _plain(field.text()) == asked.expected
            box.show_error(None if same else Invalid(N_("This is not what the sheet says. Look at the group again.")))
            if right and not same:
                field.setFocus()
                field.selectAll()
            right = right and same
        return right


_GROUPS = (
    N_("First group"),
    N_("Second group"),
    N_("Third group"),
    N_("Fourth group"),
    N_("Fifth group"),
    N_("Sixth group"),
    N_("Seventh group"),
)


def _plain(text: str) -> str:
    """As the code's own reading does: case, blanks and look-alikes do not matter."""
    return "".join(ch for ch in text.upper().translate(str.maketrans("OIL", "011")) if ch.isalnum())


def only_now() -> Banner:
    """The sentence above the codes."""
    return Banner(
        tr("These codes are shown only now and are kept nowhere. Without them a lost password is lost for good."),
        Tone.WARN,
    )
