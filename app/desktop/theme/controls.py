"""How do the small signs inside controls get their colours? A style sheet reads pictures from files only.

`python -m app.desktop.theme.controls` writes them again after a change of the tokens; a test compares.
"""

from app.desktop.theme.sheet import CONTROLS
from app.desktop.theme.tokens import DARK, LIGHT, Colours

_LINE = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24" viewBox="0 0 24 24" fill="none" '
    'stroke="{colour}" stroke-width="{width}" stroke-linecap="round" stroke-linejoin="round">'
    '<path d="{path}"/></svg>\n'
)
_DOT = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24" viewBox="0 0 24 24">'
    '<circle cx="12" cy="12" r="5" fill="{colour}"/></svg>\n'
)


def drawings(colours: Colours) -> dict[str, str]:
    """File name → SVG text of every sign in a control."""
    return {
        "chevron-down.svg": _LINE.format(colour=colours.muted, width=2, path="M6 9.5l6 6 6-6"),
        "chevron-up.svg": _LINE.format(colour=colours.muted, width=2, path="M6 14.5l6-6 6 6"),
        "check.svg": _LINE.format(colour=colours.on_accent, width=3, path="M6 12.5l4 4L18 8"),
        "dash.svg": _LINE.format(colour=colours.on_accent, width=3, path="M7 12h10"),
        "dot.svg": _DOT.format(colour=colours.on_accent),
    }


def write() -> None:
    """Write the signs of both schemes."""
    for scheme, colours in (("light", LIGHT), ("dark", DARK)):
        folder = CONTROLS / scheme
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in drawings(colours).items():
            (folder / name).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write()
