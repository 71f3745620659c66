"""Amounts in đồng as people write them."""

import pytest

from app.common.money import NotAnAmount, parse_dong, show_dong


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("3000000", 3_000_000),
        ("3.000.000đ", 3_000_000),
        ("3,000,000 đồng", 3_000_000),
        ("3 000 000 VNĐ", 3_000_000),
        ("3 triệu", 3_000_000),
        ("2,5 tr", 2_500_000),
        ("750 nghìn đồng", 750_000),
        ("500k", 500_000),
    ],
)
def test_an_amount_is_read_as_written(typed: str, amount: int) -> None:
    assert parse_dong(typed) == amount
    assert parse_dong(show_dong(amount)) == amount


@pytest.mark.parametrize(
    "typed", ["", "ba triệu", "2,5", "-3000", "3.00.000", "1000000000001", "9" * 5000, "1000000,5 tr"]
)
def test_what_is_no_amount_is_refused(typed: str) -> None:
    with pytest.raises(NotAnAmount):
        parse_dong(typed)
