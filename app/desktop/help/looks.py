"""How does a help page look? Headings, tables and links in the theme's sizes and colours, at every text size.

Markdown comes into a document without a style sheet, so its blocks are dressed afterwards.
"""

from PySide6.QtGui import (
    QFont,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
)

from app.desktop.theme import theme

# Markdown's heading level to a size of the scale.
HEADINGS = {1: "title", 2: "section", 3: "body"}
LINE_HEIGHT = 145.0


def dress(document: QTextDocument) -> None:
    """Give a document that came from Markdown the look of the app."""
    document.setDocumentMargin(theme().px(8))
    block = document.begin()
    while block.isValid():
        _block(block)
        block = block.next()
    for frame in document.rootFrame().childFrames():
        if isinstance(frame, QTextTable):
            _table(frame)


def _block(block: QTextBlock) -> None:
    px = theme().px
    cursor = QTextCursor(block)
    in_table = cursor.currentTable() is not None
    level = block.blockFormat().headingLevel()
    shape = QTextBlockFormat()
    shape.setLineHeight(LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    shape.setTopMargin(px({1: 0, 2: 20, 3: 12}.get(level, 0)))
    shape.setBottomMargin(px(0 if in_table else {1: 12, 2: 6, 3: 4}.get(level, 4 if block.textList() else 10)))
    cursor.mergeBlockFormat(shape)
    pieces = [it.fragment() for it in block]
    for piece in pieces:
        letters = piece.charFormat()
        look = QTextCharFormat()
        if level:
            look.setFont(theme().font(HEADINGS.get(level, "body"), QFont.Weight.DemiBold))
        elif letters.fontWeight() > QFont.Weight.Normal:
            look.setFontWeight(QFont.Weight.DemiBold)
        if letters.isAnchor():
            look.setForeground(theme().colour("accent"))
            look.setFontUnderline(True)
        else:
            look.setForeground(theme().colour("text"))
        part = QTextCursor(block.document())
        part.setPosition(piece.position())
        part.setPosition(piece.position() + piece.length(), QTextCursor.MoveMode.KeepAnchor)
        part.mergeCharFormat(look)


def _table(table: QTextTable) -> None:
    px = theme().px
    shape = table.format()
    shape.setBorder(1)
    shape.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    shape.setBorderBrush(theme().colour("line_strong"))
    shape.setBorderCollapse(True)
    shape.setCellPadding(px(6))
    shape.setCellSpacing(0)
    shape.setTopMargin(px(4))
    shape.setBottomMargin(px(16))
    shape.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    table.setFormat(shape)
    for column in range(table.columns()):
        cell = table.cellAt(0, column)
        form = cell.format()
        form.setBackground(theme().colour("neutral_soft"))
        cell.setFormat(form)
