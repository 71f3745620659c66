"""The look of the window: colours, sizes, fonts, icons, and Qt's own texts in Vietnamese.

theme().px(8)                                  a distance at the chosen text size
theme().colour("muted"), theme().tone(Tone.WARN)   colours by name; (text, background) of a tone
theme().icon("print")                          an icon in the theme's colour
theme().choose(scheme="dark", percent=125)     change the look, live
theme().speak("en")                            change the language, live
on_language(label, lambda: label.setText(tr("Received")))   a text that follows the language
on_theme(button, lambda: button.setIcon(theme().icon("add")))   a picture that follows the colours
"""

from app.desktop.theme.theme import Theme, install, on_language, on_theme, theme
from app.desktop.theme.tokens import Tone

__all__ = ["Theme", "Tone", "install", "on_language", "on_theme", "theme"]
