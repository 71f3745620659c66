"""How is a text shown in the language of the screen?

English source text in the code, `resources/translations/<language>/<area>.json` beside it, one file for
each part of the app. The same mechanism serves the window and the command line, so that an error raised
deep in the vault reads the same in both. English needs no catalogue.
"""

import json
from functools import cache
from pathlib import Path

from app.vault.errors import AppError

LANGUAGES = ("vi", "en")
CATALOGUES = Path(__file__).resolve().parents[2] / "resources" / "translations"

_chosen = "vi"


def set_language(code: str) -> None:
    """Choose the language of everything shown from now on."""
    global _chosen
    if code not in LANGUAGES:
        raise ValueError(code)
    _chosen = code


def language() -> str:
    """The language chosen, `vi` or `en`."""
    return _chosen


@cache
def catalogue(code: str) -> dict[str, str]:
    """Every translation of a language, all areas together."""
    texts: dict[str, str] = {}
    for file in sorted((CATALOGUES / code).glob("*.json")):
        if file.stem != "qt":  # Qt's own strings have contexts, and a translator of their own
            texts.update(json.loads(file.read_text(encoding="utf-8")))
    return texts


def N_(source: str) -> str:
    """Mark a constant for translation where it stands; show it later with `tr`."""
    return source


def tr(source: str, /, **values: object) -> str:
    """The text in the chosen language, with its values filled in."""
    text = source if _chosen == "en" else catalogue(_chosen).get(source, source)
    return text.format_map(values) if values else text


def sentence(error: AppError) -> str:
    """The sentence of an error in the chosen language; values that are marked texts are translated too."""
    return tr(error.sentence, **{name: _shown(value) for name, value in error.values.items()})


def _shown(value: object) -> object:
    if isinstance(value, AppError):
        return sentence(value)
    return tr(value) if isinstance(value, str) else value
