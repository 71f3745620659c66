"""Do the bars show their figures: as long as their part, told in words, readable without colour?"""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QFont, QImage, QPainter

from app.desktop.widgets.charts import Bar, BarChart, height_of, paint_bars, style_on_paper

BARS = (Bar("Karaoke", 3, 12, "3 / 12"), Bar("Nhà nghỉ", 10, 10, "10 / 10"), Bar("Quán bar", 0, 4, "0 / 4"))


def painted(bars: tuple[Bar, ...], mark: float | None = None) -> tuple[QImage, int]:
    style = style_on_paper(QFont("Noto Sans", 10), 1.0)
    image = QImage(600, round(height_of(bars, style, marked=mark is not None)), QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    paint_bars(painter, QRectF(image.rect()), bars, style, mark, "20 %")
    painter.end()
    return image, round(style.unit)


def solid(image: QImage, row: int) -> int:
    """How many pixels of the row's middle line are of the full colour."""
    y = row * 32 + 16
    return sum(image.pixelColor(x, y).name() == "#222222" for x in range(image.width()))


def test_a_bar_is_as_long_as_its_part_of_the_whole(qapp) -> None:
    image, _ = painted(BARS)
    whole = solid(image, 1)
    assert whole > 200
    assert abs(solid(image, 0) - whole / 4) <= 2
    assert solid(image, 2) == 0


def test_what_is_left_is_hatched_so_that_it_shows_in_black_and_white(qapp) -> None:
    image, _ = painted(BARS)
    greys = {image.pixelColor(x, 2 * 32 + 16).name() for x in range(image.width())}
    assert len(greys - {"#ffffff"}) >= 2


def test_the_mark_stands_at_its_part(qapp) -> None:
    with_mark, _ = painted(BARS, mark=0.5)
    above_the_first_bar = range(24, 32)
    dark = {x for x in range(600) for y in above_the_first_bar if with_mark.pixelColor(x, y).lightness() < 200}
    full = [x for x in range(86, 550) if with_mark.pixelColor(x, 24 + 32 + 16).name() == "#222222"]
    middle = (full[0] + full[-1]) / 2
    assert any(abs(x - middle) <= 2 for x in dark)


def test_bars_without_a_whole_are_measured_by_the_longest(qapp) -> None:
    image, _ = painted((Bar("Một", 2, None, "2"), Bar("Hai", 8, None, "8")))
    assert abs(solid(image, 0) - solid(image, 1) / 4) <= 2


def test_before_and_after_stand_above_each_other(qapp) -> None:
    image, _ = painted((Bar("An toàn", 4, 4, "2 → 4", before=2),))
    after = sum(image.pixelColor(x, 20).name() == "#222222" for x in range(600))
    before = max(sum(image.pixelColor(x, y).lightness() < 200 for x in range(86, 575)) for y in range(6, 11))
    assert abs(before - after / 2) <= 4


def test_a_screen_reader_hears_every_bar(qtbot) -> None:
    chart = BarChart("Tỷ lệ kiểm tra")
    qtbot.addWidget(chart)
    chart.show_bars(BARS)
    assert chart.accessibleName() == "Tỷ lệ kiểm tra: Karaoke: 3 / 12; Nhà nghỉ: 10 / 10; Quán bar: 0 / 4"
    assert chart.sizeHint().height() == 3 * 32
