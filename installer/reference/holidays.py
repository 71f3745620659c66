"""Which days off and make-up days does the app ship? Run: python -m installer.reference.holidays

The `holidays` library gives what the law lays down; what it misses of the official notices is added here by
hand. Only years compared with an official notice are confirmed; the office confirms the others.
"""

import json
from datetime import date
from pathlib import Path
from typing import Any

import holidays

TARGET = Path(__file__).resolve().parents[2] / "resources" / "reference" / "holidays.json"
YEARS = range(2024, 2031)
LIBRARY = "Thư viện holidays 0.109 (tính theo quy định)"

# Missed by the library, from the official notice of 2026.
MORE_DAYS_OFF = {date(2026, 1, 2): "Ngày nghỉ (thay cho ngày 10/01/2026)"}
MORE_MAKE_UP_DAYS = {date(2026, 1, 10): "Làm bù cho ngày 02/01/2026"}
LABELS = {
    date(2024, 5, 4): "Làm bù cho ngày 29/04/2024",
    date(2025, 4, 26): "Làm bù cho ngày 02/05/2025",
    date(2026, 8, 22): "Làm bù cho ngày 31/08/2026",
}
CONFIRMED = {
    2025: "Thông báo nghỉ lễ, Tết năm 2025 (Tết 27–31/01; 02/05 làm bù 26/04; 01–02/09)",
    2026: "Thông báo nghỉ lễ, Tết năm 2026 (02/01 làm bù 10/01; Tết 16–20/02; 31/08 làm bù 22/08). "
    "Riêng ngày 24/11 lấy theo thư viện holidays, đề nghị cơ quan kiểm tra",
}


def year(number: int) -> dict[str, Any]:
    """One year as the file has it."""
    found = holidays.country_holidays("VN", years=number, language="vi")
    days_off = {**dict(found.items()), **_of(number, MORE_DAYS_OFF)}
    worked = {day for day in found.weekend_workdays if day.year == number}
    make_up = {day: LABELS.get(day, "Ngày làm bù") for day in worked} | _of(number, MORE_MAKE_UP_DAYS)
    return {
        "year": number,
        "confirmed": number in CONFIRMED,
        "source": CONFIRMED.get(number, f"{LIBRARY}; chưa đối chiếu với thông báo chính thức"),
        "days_off": _written(days_off),
        "make_up_days": _written(make_up),
    }


def _of(number: int, days: dict[date, str]) -> dict[date, str]:
    return {day: label for day, label in days.items() if day.year == number}


def _written(days: dict[date, str]) -> dict[str, str]:
    return {day.isoformat(): label for day, label in sorted(days.items())}


def main() -> None:
    """Write the file anew."""
    content = {"years": [year(number) for number in YEARS]}
    TARGET.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
