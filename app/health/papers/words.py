"""Which words do the station's papers use? They are Vietnamese whatever the language of the screen."""

from datetime import date

from app.health.clients.terms import How
from app.health.screenings.terms import HIV, Result

RESULTS: dict[Result, str] = {
    Result.NON_REACTIVE: "không phản ứng",
    Result.REACTIVE: "có phản ứng",
    Result.INDETERMINATE: "không xác định",
    Result.INVALID: "không có giá trị, cần làm lại",
    Result.NEGATIVE: "âm tính",
    Result.POSITIVE: "dương tính",
    Result.NORMAL: "bình thường",
    Result.ABNORMAL: "bất thường",
}
# The law's own words: “positive” exists only with a laboratory's confirmation.
HIV_REACTIVE = "có phản ứng sàng lọc, chuyển khẳng định"
AGREED: dict[How, str] = {How.ORAL: "bằng lời nói", How.FORM: "bằng phiếu có chữ ký"}
_DAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")


def result(way: str, found: Result) -> str:
    """A result as the slip says it."""
    return HIV_REACTIVE if way == HIV and found is Result.REACTIVE else RESULTS[found]


def weekday(day: date) -> str:
    """The day of the week."""
    return _DAYS[day.weekday()]
