"""Where do two texts differ? The words that the other lacks are marked, by a line under them as well as by colour."""

from difflib import SequenceMatcher
from html import escape

from app.desktop.theme import theme


def marked(text: str, other: str) -> str:
    """The text as rich text, with the words marked that are not in the other one."""
    mine, theirs = _pieces(text), _pieces(other)
    style = f"background-color: {theme().colours.highlight}; text-decoration: underline;"
    parts: list[str] = []
    for what, begin, end, _, _ in SequenceMatcher(None, mine, theirs, autojunk=False).get_opcodes():
        words = escape("".join(mine[begin:end])).replace("\n", "<br>")
        if words:
            parts.append(words if what == "equal" else f'<span style="{style}">{words}</span>')
    return "".join(parts)


def _pieces(text: str) -> list[str]:
    """Words with the space after them, so that together they are the text again."""
    pieces: list[str] = []
    for letter in text:
        if pieces and (not pieces[-1][-1].isspace() or letter.isspace()):
            pieces[-1] += letter
        else:
            pieces.append(letter)
    return pieces
