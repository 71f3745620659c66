"""Help on the page where F1 was pressed: short pages in two languages, without network.

Help(window)                     opens the viewer at each `window.help_asked(topic)`
help.open("import")              a topic of `topics.TOPICS`; another name of one, or an unknown one, works too

A page is `resources/help/<language>/<topic>.md`. In it `[[Sign in]]` is a caption of the app in the language of the
screen, `{{steps}}` on a line of its own a table made from the rules, `[text](topic)` a link to another page.
"""

from app.desktop.help.viewer import Help, HelpWindow

__all__ = ["Help", "HelpWindow"]
