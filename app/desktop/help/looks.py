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
LINE_HEIGHT, TABLE_LINE_HEIGHT = 140.0, 115.0


def dress(document: QTextDocument) -> None:
    """Give a document that came from Markdown the look of the app."""
    document.setDocumentMargin(theme().px(8))
    # As one edit: a page that is shown would be laid out again for each of its pieces (seconds for a long table).
    whole = QTextCursor(document)
    whole.beginEditBlock()
    block = document.begin()
    while block.isValid():
        _block(block)
        block = block.next()
    for frame in document.rootFrame().childFrames():
        if isinstance(frame, QTextTable):
            _table(frame)
    whole.endEditBlock()


def _block(block: QTextBlock) -> None:
    px = theme().px
    cursor = QTextCursor(block)
    in_table = cursor.currentTable() is not None
    level = block.blockFormat().headingLevel()
    shape = QTextBlockFormat()
    height = TABLE_LINE_HEIGHT if in_table else LINE_HEIGHT
    shape.setLineHeight(height, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    shape.setTopMargin(px({1: 0, 2: 20, 3: 12}.get(level, 0)))
    within_list = block.textList() is not None and block.next().textList() is not None
    shape.setBottomMargin(px(0 if in_table else {1: 12, 2: 6, 3: 4}.get(level, 4 if within_list else 10)))
    cursor.mergeBlockFormat(shape)
    size = HEADINGS.get(level, "body")
    for piece in [each.fragment() for each in block]:  # type: ignore[attr-defined]  # not in the stubs
        part = QTextCursor(block.document())
        part.setPosition(piece.position())
        part.setPosition(piece.position() + piece.length(), QTextCursor.MoveMode.KeepAnchor)
        part.setCharFormat(_letters(piece.charFormat(), size, heading=level > 0))


def _letters(written: QTextCharFormat, size: str, *, heading: bool) -> QTextCharFormat:
    """The look of letters, made anew: of Markdown's own only the links, the weight and what is typed are kept."""
    strong = heading or written.fontWeight() > QFont.Weight.Normal
    look = QTextCharFormat()
    look.setFont(theme().font(size, QFont.Weight.DemiBold if strong else QFont.Weight.Normal))
    look.setForeground(theme().colour("text"))
    if written.fontFixedPitch():
        look.setBackground(theme().colour("neutral_soft"))
    if written.isAnchor():
        look.setAnchor(True)
        look.setAnchorHref(written.anchorHref())
        look.setForeground(theme().colour("accent"))
        look.setFontUnderline(True)
    return look


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
    shape.setWidth(QTextLength(QTextLength.Type.PercentageLength, 99))
    table.setFormat(shape)
    for column in range(table.columns()):
        cell = table.cellAt(0, column)
        form = cell.format()
        form.setBackground(theme().colour("neutral_soft"))
        cell.setFormat(form)
