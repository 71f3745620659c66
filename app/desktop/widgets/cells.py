"""How is a cell of a list drawn? Text with its hits marked, a state as a chip, a hidden name as a mask."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.desktop.theme import Tone, theme

TONE = Qt.ItemDataRole.UserRole + 1  # Tone: the text is drawn as a chip
SPANS = Qt.ItemDataRole.UserRole + 2  # [(start, end)]: hits of the search
ICONS = Qt.ItemDataRole.UserRole + 3  # [(icon, colour)] before the text
LOOK = Qt.ItemDataRole.UserRole + 4  # "muted" or "strong"

Index = QModelIndex | QPersistentModelIndex


class CellDelegate(QStyledItemDelegate):
    """Draws the roles above; anything else as plain text. Also for QListView.

    `first_line`: what a cell says stands in that height at its top; the row has a second line of its own under it.
    """

    first_line = 0

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        given: Any = option  # the stubs leave out what a style option holds
        painter.save()
        colours = theme().colours
        selected = bool(given.state & QStyle.StateFlag.State_Selected)
        hovered = bool(given.state & QStyle.StateFlag.State_MouseOver)
        if selected:
            painter.fillRect(given.rect, QColor(colours.selection))
        elif hovered:
            painter.fillRect(given.rect, QColor(colours.hover))
        area = given.rect.adjusted(theme().px(8), 0, -theme().px(8), 0)
        if self.first_line:
            area.setHeight(self.first_line)
        look = index.data(LOOK)
        font = QFont(given.font)
        if look == "strong":
            font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        for icon, colour in index.data(ICONS) or ():
            side = theme().px(16)
            theme().icon(icon, colour).paint(painter, QRect(area.left(), area.center().y() - side // 2 + 1, side, side))
            area.setLeft(area.left() + side + theme().px(4))
        text = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        tone = index.data(TONE)
        if text and tone is not None:
            draw_chip(painter, area, text, Tone(tone), theme().colour("surface") if selected else None)
        elif text:
            name = "selection_text" if selected else "muted" if look == "muted" else "text"
            align = index.data(Qt.ItemDataRole.TextAlignmentRole) or Qt.AlignmentFlag.AlignLeft
            draw_text(
                painter,
                area,
                text,
                QColor(getattr(colours, name)),
                index.data(SPANS) or (),
                Qt.AlignmentFlag(align),
            )
        painter.setPen(QPen(QColor(colours.line)))
        painter.drawLine(given.rect.bottomLeft(), given.rect.bottomRight())
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(super().sizeHint(option, index).width(), theme().px(32))


def draw_chip(painter: QPainter, area: QRect, text: str, tone: Tone, ground: QColor | None = None) -> None:
    """A state chip inside a cell; cut with an ellipsis where the column is narrow."""
    colour, soft = theme().tone(tone)
    font = theme().font("small", QFont.Weight.DemiBold)
    metrics = QFontMetrics(font)
    inner = theme().px(8)
    text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, area.width() - 2 * inner)
    height = metrics.height() + theme().px(4)
    chip = QRect(area.left(), area.center().y() - height // 2 + 1, metrics.horizontalAdvance(text) + 2 * inner, height)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground or soft)
    painter.drawRoundedRect(chip, theme().px(4), theme().px(4))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setFont(font)
    painter.setPen(colour)
    painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, text)


def draw_text(
    painter: QPainter,
    area: QRect,
    text: str,
    colour: QColor,
    spans: Sequence[tuple[int, int]],
    align: Qt.AlignmentFlag,
) -> None:
    """One line of text; its hits stand on the highlight colour."""
    metrics = painter.fontMetrics()
    text = text.replace("\n", " ")
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, area.width())
    left = area.left()
    if align & Qt.AlignmentFlag.AlignRight:
        left = area.right() - metrics.horizontalAdvance(shown)
    for start, end in spans:
        if start >= len(shown):
            break
        from_x = left + metrics.horizontalAdvance(shown[:start])
        to_x = left + metrics.horizontalAdvance(shown[: min(end, len(shown))])
        height = metrics.height()
        mark = QRect(from_x, area.center().y() - height // 2 + 1, to_x - from_x, height)
        painter.fillRect(mark, theme().colour("highlight"))
    painter.setPen(colour)
    vertical = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
    painter.drawText(area, int(align & Qt.AlignmentFlag.AlignHorizontal_Mask) | int(vertical), shown)
