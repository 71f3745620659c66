"""How is a year of birth typed? Four figures; empty is not known."""

from app.common.i18n import N_
from app.desktop.widgets import TextField
from app.vault.errors import Invalid


class YearField(TextField):
    """The value is a number, or None."""

    def __init__(self) -> None:
        super().__init__(N_("1998"))

    def value(self) -> int | None:  # type: ignore[override]
        typed = self.text().strip()
        if not typed:
            return None
        if not (typed.isascii() and typed.isdigit() and len(typed) == 4):
            raise Invalid(N_("“{text}” is not a year."), text=typed)
        return int(typed)
