"""How does a line icon become a picture in the theme's colour, sharp at every scale?"""

from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

ICONS = Path(__file__).resolve().parents[3] / "resources" / "icons"

# Rendered one by one, so that 16 and 20 px stay crisp at 100, 125, 150 and 200 %.
SIZES = (16, 18, 20, 24, 25, 30, 32, 36, 40, 48, 64, 96)


def names() -> list[str]:
    """Every icon of the set."""
    return sorted(file.stem for file in ICONS.glob("*.svg"))


def drawing(name: str, colour: str, size: int) -> QPixmap:
    """One icon in one colour, `size` device pixels square."""
    svg = (ICONS / f"{name}.svg").read_text(encoding="utf-8").replace("currentColor", colour)
    picture = QPixmap(QSize(size, size))
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(0, 0, size, size))
    painter.end()
    return picture


def coloured(name: str, colour: str, disabled: str, gap: float = 0) -> QIcon:
    """An icon in a colour, greyed when its button is disabled; `gap` is blank room at its right."""
    icon = QIcon()
    for size in SIZES:
        for ink, mode in ((colour, QIcon.Mode.Normal), (disabled, QIcon.Mode.Disabled)):
            picture = drawing(name, ink, size)
            icon.addPixmap(_widened(picture, round(size * gap)) if gap else picture, mode)
    return icon


def _widened(picture: QPixmap, by: int) -> QPixmap:
    wide = QPixmap(picture.width() + by, picture.height())
    wide.fill(Qt.GlobalColor.transparent)
    painter = QPainter(wide)
    painter.drawPixmap(0, 0, picture)
    painter.end()
    return wide
