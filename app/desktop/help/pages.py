"""What does a page say in the language of the screen, and which pages speak of what somebody looks for?"""

import re
from collections.abc import Callable, Mapping
from pathlib import Path

from app.common.i18n import language, tr
from app.common.text import has_marks, highlight_spans, nfc, words
from app.desktop.help.topics import TOPICS

HELP = Path(__file__).resolve().parents[3] / "resources" / "help"

Tables = Mapping[str, Callable[[], str]]

CAPTION = re.compile(r"\[\[(.+?)\]\]")
TABLE = re.compile(r"^\{\{(\w+)\}\}$", re.MULTILINE)
LINK = re.compile(r"(?<!\])\[([^\[\]]+)\]\(([^)]*)\)")
_MARKUP = re.compile(r"^\s*(#+|[-*]|\d+\.)\s+|\*\*|[|]|^[\s|:-]+$", re.MULTILINE)


def source(topic: str, code: str) -> str:
    """A page as it was written."""
    return nfc((HELP / code / f"{topic}.md").read_text(encoding="utf-8"))


def page(topic: str, tables: Tables) -> str:
    """A page as Markdown: captions as the screen has them, tables from the rules."""
    text = TABLE.sub(lambda found: tables[found[1]](), source(topic, language()))
    return CAPTION.sub(lambda found: f"**{caption(found[1])}**", text)


def caption(text: str) -> str:
    """A caption of the app without what only a button needs."""
    return tr(text).strip().rstrip("…").replace("&", "")


def plain(markdown: str) -> str:
    """The words of a page."""
    return _MARKUP.sub(" ", LINK.sub(r"\1", markdown))


def find(query: str, texts: Mapping[str, str]) -> list[str]:
    """The topics whose page has every word looked for, marks or no marks; the best first.

    A word in the title counts most; then words with exactly the marks that were typed; then how often they stand there.
    """
    wanted = words(query)
    ranked = []
    for place, (topic, text) in enumerate(texts.items()):
        whole = f"{tr(TOPICS[topic])}\n{text}"
        if not all(highlight_spans(whole, word) for word in wanted):
            continue
        in_title = sum(bool(highlight_spans(tr(TOPICS[topic]), word)) for word in wanted)
        exact = sum(whole.casefold().count(word.casefold()) for word in wanted if has_marks(word))
        often = len(highlight_spans(whole, query))
        ranked.append((-in_title, -exact, -often, place, topic))
    return [topic for *_, topic in sorted(ranked)]
