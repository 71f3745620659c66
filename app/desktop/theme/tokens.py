"""Which colours, sizes and distances does the app use? One table; nothing else names a colour or a pixel."""

from dataclasses import dataclass, fields
from enum import StrEnum


class Tone(StrEnum):
    """What a colour means. Always shown together with a word or an icon, never alone."""

    NEUTRAL = "neutral"
    INFO = "info"
    GOOD = "good"
    WARN = "warn"
    BAD = "bad"


@dataclass(frozen=True)
class Colours:
    """The colours of one scheme. `surface` holds content, `window` lies behind it, `nav` beside it."""

    window: str
    surface: str
    nav: str
    field: str
    raised: str
    hover: str
    line: str
    line_strong: str
    text: str
    muted: str
    disabled: str
    accent: str
    accent_hover: str
    accent_pressed: str
    on_accent: str
    selection: str
    selection_text: str
    highlight: str
    neutral: str
    neutral_soft: str
    info: str
    info_soft: str
    good: str
    good_soft: str
    warn: str
    warn_soft: str
    bad: str
    bad_soft: str
    bad_hover: str
    on_bad: str
    demo: str
    on_demo: str

    def tone(self, tone: Tone) -> tuple[str, str]:
        """Text and background of a chip or a banner."""
        found: dict[str, str] = {field.name: getattr(self, field.name) for field in fields(self)}
        return found[tone.value], found[f"{tone.value}_soft"]


LIGHT = Colours(
    window="#f6f7f8",
    surface="#ffffff",
    nav="#eef1f2",
    field="#ffffff",
    raised="#ffffff",
    hover="#f0f3f4",
    line="#e3e7e9",
    line_strong="#c3cbcf",
    text="#1b2326",
    muted="#566369",
    disabled="#98a2a7",
    accent="#0b6872",
    accent_hover="#095a63",
    accent_pressed="#074b53",
    on_accent="#ffffff",
    selection="#d8edef",
    selection_text="#0d2b2f",
    highlight="#ffe9a3",
    neutral="#465359",
    neutral_soft="#e8ecee",
    info="#1d5a96",
    info_soft="#e2eefa",
    good="#1f6b3b",
    good_soft="#e0f2e5",
    warn="#7a4d00",
    warn_soft="#fdefcf",
    bad="#a8231c",
    bad_soft="#fce6e4",
    bad_hover="#8d1b15",
    on_bad="#ffffff",
    demo="#7a3b94",
    on_demo="#ffffff",
)

DARK = Colours(
    window="#15191b",
    surface="#1b2023",
    nav="#121517",
    field="#15191b",
    raised="#242a2e",
    hover="#252c2f",
    line="#2d3438",
    line_strong="#475257",
    text="#e6eaec",
    muted="#a0abb0",
    disabled="#66737a",
    accent="#56b9c4",
    accent_hover="#6cc8d2",
    accent_pressed="#83d3dc",
    on_accent="#06262a",
    selection="#1f474c",
    selection_text="#e9f6f7",
    highlight="#5c4a10",
    neutral="#bcc6ca",
    neutral_soft="#2b3236",
    info="#8fc1f2",
    info_soft="#1b3047",
    good="#86d09c",
    good_soft="#183424",
    warn="#eebd6a",
    warn_soft="#3d2d10",
    bad="#f59b94",
    bad_soft="#461f1d",
    bad_hover="#f8b5b0",
    on_bad="#3a0a07",
    demo="#c58be0",
    on_demo="#2a0b38",
)

# Every text colour on every background it is drawn on; the test holds each to 4.5:1.
TEXT_ON: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("text", ("window", "surface", "nav", "field", "raised", "hover", "highlight", "neutral_soft")),
    ("muted", ("window", "surface", "nav", "field", "raised", "hover")),
    ("accent", ("window", "surface", "nav", "field", "raised", "hover")),
    ("on_accent", ("accent", "accent_hover", "accent_pressed")),
    ("on_bad", ("bad", "bad_hover")),
    ("selection_text", ("selection", "highlight")),
    ("neutral", ("neutral_soft", "surface", "selection")),
    ("info", ("info_soft", "surface", "selection")),
    ("good", ("good_soft", "surface", "selection")),
    ("warn", ("warn_soft", "surface", "selection")),
    ("bad", ("bad_soft", "surface", "window", "field", "selection")),
    ("text", ("info_soft", "good_soft", "warn_soft", "bad_soft")),
    ("on_demo", ("demo",)),
)

# Points at 100 %; the text size setting multiplies them, and every distance with them.
BODY_PT = 10.0
FONT_PT = {"small": 9.0, "body": BODY_PT, "section": 11.0, "title": 16.0, "display": 22.0}

UNIT = 8  # the grid: every distance is a multiple of half of it
ROW = 32
CONTROL = 32
RADIUS = 6
CHIP_RADIUS = 4
NAV_WIDTH = 232
PAGE_WIDTH = 760  # a page for reading is not wider: about 90 letters to the line
TEXT_SIZES = (90, 100, 110, 125, 150)


def contrast(one: str, other: str) -> float:
    """WCAG contrast ratio of two `#rrggbb` colours, 1 to 21."""
    brighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
