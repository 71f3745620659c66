"""What the tests of documents share: an invented office, a stamp, and the words of a Word file."""

import io
from datetime import date, datetime
from typing import Any

from docx import Document

from app.common.papers import Office, Paper, Stamp

OFFICE = Office(
    superior="Công an thành phố Hải Phòng",
    name="Công an xã Vĩnh Am",
    place="Vĩnh Am",
    signer_title="KT. Trưởng Công an xã\nPhó Trưởng Công an xã",
    signer_name="Trần Văn Bình",
)
STAMP = Stamp("Nguyễn Thị Hòa", datetime(2026, 2, 5, 14, 30), 2)


def of(template: str, facts: Any, *, number: str = "01/X-CAX", dated: date = date(2026, 3, 15)) -> Paper:
    """A paper of this template with these facts, without a stamp."""
    return Paper(template, "giay-to", number, dated, OFFICE, facts, seq=1)


def text(data: bytes) -> str:
    """All that a document says, tables and page foot included."""
    doc = Document(io.BytesIO(data))
    section = doc.sections[0]
    parts = [doc.element.body, section.first_page_footer._element, section.footer._element]
    return "\n".join("".join(node.itertext()) for part in parts for node in part.iter("{*}p"))
