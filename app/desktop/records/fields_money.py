"""How are amounts and rates typed? Whole đồng with points between the thousands, a percentage with a comma."""

import re

from app.common.i18n import N_
from app.common.money import parse_dong, show_dong
from app.desktop.widgets import TextField
from app.vault.errors import AppError, Invalid


class DongField(TextField):
    """Whole đồng as people write them: 3.000.000, 3 triệu, 2,5 tr. Empty is None."""

    def __init__(self, hint: str = "") -> None:
        super().__init__(hint)
        self.editingFinished.connect(self.tidy)

    def value(self) -> int | None:  # type: ignore[override]
        typed = self.text().strip()
        return parse_dong(typed) if typed else None

    def set_value(self, value: object) -> None:
        super().set_value(show_dong(value) if isinstance(value, int) else value)

    def tidy(self) -> None:
        """Rewrite what was understood, so that the person sees how it was read."""
        try:
            found = self.value()
        except AppError:
            return
        if found is not None and show_dong(found) != self.text():
            self.setText(show_dong(found))


def show_rate(rate: int) -> str:
    """Hundredths of a percent as they are written: 660 is 6,6; 1200 is 12."""
    whole, rest = divmod(rate, 100)
    return f"{whole},{rest:02d}".rstrip("0").rstrip(",") if rest else str(whole)


_RATE = re.compile(r"(\d{1,3})(?:[.,](\d{1,2}))?\s*%?")


class RateField(TextField):
    """A percentage with at most two places after the comma; the value is in hundredths of a percent: 6,6 is 660."""

    def __init__(self, hint: str = "") -> None:
        super().__init__(hint)
        self.editingFinished.connect(self.tidy)

    def value(self) -> int | None:  # type: ignore[override]
        typed = self.text().strip()
        if not typed:
            return None
        found = _RATE.fullmatch(typed)
        if found is None:
            raise Invalid(N_("“{text}” is not a percentage, such as 6,6."), text=typed)
        return int(found[1]) * 100 + int((found[2] or "").ljust(2, "0"))

    def set_value(self, value: object) -> None:
        super().set_value(show_rate(value) if isinstance(value, int) else value)

    def tidy(self) -> None:
        """Rewrite what was understood."""
        try:
            found = self.value()
        except AppError:
            return
        if found is not None and show_rate(found) != self.text():
            self.setText(show_rate(found))


class CountField(TextField):
    """How many, as a whole number; empty is None."""

    def value(self) -> int | None:  # type: ignore[override]
        typed = self.text().strip()
        if not typed:
            return None
        if not (typed.isascii() and typed.isdigit() and len(typed) <= 6):
            raise Invalid(N_("“{text}” is not a whole number."), text=typed)
        return int(typed)

    def set_value(self, value: object) -> None:
        super().set_value(None if value is None else str(value))
