"""How is a declared field imported? Under its headings; a code from its words, or from words that registers use."""

import re
from functools import cache
from typing import Any

from app.common.i18n import language, tr
from app.common.import_cells import Cell, Context, Doubtful, NotImportable, Parse
from app.common.imports import Field
from app.common.records.fields import NO_LISTS, Coded
from app.common.text import fold


def import_field(declared: Coded) -> Field:
    """The column of an import."""
    return Field(
        declared.name,
        declared.label,
        declared.headings,
        _reader(declared),
        show=lambda code: declared.words(code, NO_LISTS),
    )


def _reader(declared: Coded) -> Parse:
    @cache
    def by_name(_language: str) -> dict[str, Any]:
        return {fold(tr(words)): code for code, words in declared.names.items()}

    def read(cell: Cell, context: Context) -> Any:
        folded, named = fold(cell.text), by_name(language())
        if folded in named:
            return named[folded]
        found = next((code for word, code in declared.heard if re.search(rf"\b(?:{word})\b", folded)), None)
        if found is not None:
            return found
        words = declared.words(declared.otherwise, NO_LISTS)
        return Doubtful(declared.otherwise, NotImportable(declared.doubt, text=cell.text, words=words))

    return read
