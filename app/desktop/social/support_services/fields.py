"""With which field is each fact of a service entered? The same in the form and in the steps."""

from app.common.i18n import N_
from app.common.money import parse_dong, show_dong
from app.desktop.records.fields import TickField
from app.desktop.widgets import Choice, ChoiceField, DateField, TextArea, TextField
from app.desktop.widgets.form import Editor
from app.social.support_services.terms import OUTCOME_NAMES, VARIETIES, ServiceKind
from app.vault.errors import AppError, Invalid
from app.vault.session import Session

DAYS = frozenset({"on", "starts_on", "ends_on", "expected_on", "certified_on", "begun_on", "ended_on", "lost_on"})
WHOLE = frozenset({"planned", "attended", "children"})


class WholeField(TextField):
    """A whole number; left empty it is not known, which is not 0."""

    def value(self) -> int | None:  # type: ignore[override]
        typed = self.text().strip()
        if not typed:
            return None
        if not typed.isascii() or not typed.isdigit():
            raise Invalid(N_("“{text}” is not a whole number."), text=typed)
        return int(typed)

    def set_value(self, value: object) -> None:
        self.setText("" if value is None else str(value))


class DongField(TextField):
    """Whole đồng as people write them; rewritten with points once it is left."""

    def __init__(self) -> None:
        super().__init__(N_("đồng, such as 3.000.000"))
        self.editingFinished.connect(self.tidy)

    def value(self) -> int | None:  # type: ignore[override]
        typed = self.text().strip()
        return parse_dong(typed) if typed else None

    def set_value(self, value: object) -> None:
        self.setText(show_dong(value) if isinstance(value, int) else str(value or ""))

    def tidy(self) -> None:
        """Rewrite what was understood."""
        try:
            self.set_value(self.value())
        except AppError:
            return


def editor(session: Session, kind: ServiceKind, name: str) -> Editor:
    """The field for a fact of this kind."""
    if name in DAYS:
        return DateField(session.today)
    if name in WHOLE:
        return WholeField()
    match name:
        case "amount":
            return DongField()
        case "variety":
            return ChoiceField([Choice(code, words) for code, words in VARIETIES[kind].items()])
        case "outcome":
            return ChoiceField([Choice(code, words) for code, words in OUTCOME_NAMES.items()])
        case "receipt":
            return TickField(N_("A receipt was signed"))
        case "note" | "reason":
            return TextArea(lines=3)
        case "school_year":
            return TextField(N_("2026-2027"))
    return TextField()
