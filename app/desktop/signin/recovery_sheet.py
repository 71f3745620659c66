"""What is on the recovery sheet? The code in big groups, the same as a QR picture, and what to do with the paper.

Everything is drawn in memory.
"""

from collections.abc import Sequence
from datetime import date
from html import escape

import segno
from PySide6.QtCore import QUrl
from PySide6.QtGui import QColor, QFont, QImage, QTextDocument

from app.common.dates import show_date
from app.common.i18n import tr
from app.registry.keys_in_words import COMPARTMENT_NAMES
from app.vault.recovery import RecoverySheet

NAMES = COMPARTMENT_NAMES
MONO = "'Noto Sans Mono', Consolas, 'DejaVu Sans Mono', 'Courier New', monospace"
PIXELS = 8


def qr(text: str) -> QImage:
    """A QR picture, black on white, with its quiet zone."""
    rows = [[bool(cell) for cell in row] for row in segno.make(text, error="m", micro=False).matrix_iter(border=3)]
    image = QImage(len(rows), len(rows), QImage.Format.Format_RGB32)
    for y, row in enumerate(rows):
        for x, dark in enumerate(row):
            image.setPixelColor(x, y, QColor("black" if dark else "white"))
    return image.scaled(len(rows) * PIXELS, len(rows) * PIXELS)


def document(sheets: Sequence[RecoverySheet], office: str, made_on: date) -> QTextDocument:
    """A page for each code: whole codes, or one for each envelope."""
    made = QTextDocument()
    made.setDefaultFont(QFont("Noto Sans", 11))
    pages: list[str] = []
    for sheet in sheets:
        for number, code in enumerate(sheet.codes, start=1):
            name = f"qr-{sheet.compartment.value}-{number}"
            made.addResource(QTextDocument.ResourceType.ImageResource, QUrl(name), qr(code))
            pages.append(_page(sheet, number, code, name, f"{office} · {show_date(made_on)}", not pages))
    made.setHtml("".join(pages))
    return made


def _page(sheet: RecoverySheet, number: int, code: str, picture: str, head: str, first: bool) -> str:
    split = len(sheet.codes) > 1
    title = tr("Recovery code")
    if split:
        title = tr("Recovery code, envelope {number} of {count}", number=number, count=len(sheet.codes))
    groups = code.split("-")
    lines = (groups[:4], groups[4:])
    mono = "".join(
        f'<p style="font-family:{MONO}; font-size:26pt; margin:4px 0;" align="center">'
        + "&nbsp;&nbsp;".join(escape(group) for group in line)
        + "</p>"
        for line in lines
    )
    what = tr("Whoever has this paper can open: {records}.", records=tr(NAMES[sheet.compartment]))
    if split:
        what = tr(
            "Any two of the three envelopes together open: {records}. One alone opens nothing.",
            records=tr(NAMES[sheet.compartment]),
        )
    keep = (
        tr("Seal this page in an envelope of its own, sign over the flap, and keep the three in different places.")
        if split
        else tr("Seal it in an envelope, sign over the flap, and keep it in the office’s safe.")
    )
    advice = (
        keep,
        tr("It is needed when a password is lost: at sign-in choose “Forgotten password”."),
        tr("If somebody else saw this paper, make a new code at once: Accounts, Recovery codes."),
        tr("Never photograph, copy or send this page. Nobody who helps with the app will ever ask for it."),
    )
    steps = "".join(f"<li style='margin-bottom:6px;'>{escape(step)}</li>" for step in advice)
    signed = [
        tr("Printed by, on: ______________________________"),
        tr("Envelope kept at: ______________________________"),
    ]
    # Qt breaks the page before a paragraph, not before a block around it.
    return (
        f"<p style='font-size:10pt; color:#444;{'' if first else ' page-break-before:always;'}'>{escape(head)}</p>"
        f"<h1 style='font-size:20pt; margin-bottom:2px;'>{escape(title)}</h1>"
        f"<h2 style='font-size:14pt; font-weight:600; margin-top:0;'>{escape(tr(NAMES[sheet.compartment]))}</h2>"
        f"<p>{escape(what)}</p>"
        f"<div style='margin-top:24px; margin-bottom:16px;'>{mono}</div>"
        f"<p style='text-align:center;'><img src='{picture}' width='170' height='170'></p>"
        f"<ol style='margin-top:16px;'>{steps}</ol>"
        f"<p style='margin-top:24px;'>{'</p><p>'.join(escape(line) for line in signed)}</p>"
    )
