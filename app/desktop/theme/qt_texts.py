"""How do Qt's own buttons, menus and dialogs speak Vietnamese? Qt ships no Vietnamese catalogue.

`resources/translations/vi/qt.json` maps context → source → text. A plural has one form in Vietnamese.
"""

import json
from functools import cache

from PySide6.QtCore import QTranslator

from app.common.i18n import CATALOGUES


@cache
def qt_texts(language: str) -> dict[str, dict[str, str]]:
    """Qt's texts in a language, by context; empty where Qt's own English serves."""
    file = CATALOGUES / language / "qt.json"
    return json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}


class QtTexts(QTranslator):
    """Answers Qt's look-ups from the catalogue."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self._texts = qt_texts(language)

    def translate(self, context: str, sourceText: str, disambiguation: str | None = None, n: int = -1) -> str:
        # None, not "": Qt takes an empty string for a translation and shows nothing.
        return self._texts.get(context, {}).get(sourceText)  # type: ignore[return-value]

    def isEmpty(self) -> bool:
        """Qt asks before it installs a translator."""
        return not self._texts
