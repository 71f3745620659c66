"""How is an amount of whole đồng read and shown?"""

import re
from decimal import Decimal

from app.common.i18n import N_
from app.common.text import fold
from app.vault.errors import AppError


class NotAnAmount(AppError):
    """What was typed cannot be read as an amount."""


# No sum that this commune has to do with is larger; and no sum of many of them overflows.
MOST_DONG = 1_000_000_000_000
TOO_MUCH = N_("This is more than an amount here can be.")
_UNITS = {"trieu": 1_000_000, "tr": 1_000_000, "nghin": 1_000, "ngan": 1_000, "k": 1_000, "": 1}
_AMOUNT = re.compile(r"(\d{1,3}(?:[.,\s]\d{3})+|\d+(?:[.,]\d{1,2})?)\s*(trieu|tr|nghin|ngan|k)?\s*(?:dong|vnd|d)?\.?")


def show_dong(amount: int) -> str:
    """The amount with points between the thousands: 3.000.000."""
    return f"{amount:,}".replace(",", ".")


def parse_dong(text: str) -> int:
    """Whole đồng as people write them: 3000000, 3.000.000đ, 3 triệu, 2,5 tr. Raises NotAnAmount."""
    found = _AMOUNT.fullmatch(fold(text))
    if found is None:
        raise NotAnAmount(N_("“{text}” is not an amount in đồng, such as 3.000.000."), text=text.strip()[:40])
    digits, unit = str(found[1]), _UNITS[found[2] or ""]
    if re.fullmatch(r"\d+[.,]\d{1,2}", digits):  # 2,5 triệu; without a unit it is no amount
        if unit == 1:
            raise NotAnAmount(N_("“{text}” is not an amount in đồng, such as 3.000.000."), text=text.strip()[:40])
        return _within(int(Decimal(digits.replace(",", ".")) * unit))
    digits = re.sub(r"[.,\s]", "", digits)
    return _within(int(digits) * unit if len(digits) <= len(str(MOST_DONG)) else MOST_DONG + 1)


def _within(amount: int) -> int:
    if amount > MOST_DONG:
        raise NotAnAmount(TOO_MUCH)
    return amount
