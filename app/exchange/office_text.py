"""Which characters may stand in a Word or Excel file?"""

import re

# What XML 1.0 does not allow; Word's own breaks (\x07, \x0c) too, which a template engine would act on.
_NOT_ALLOWED = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def office_text(text: str) -> str:
    """The text with line ends as \\n and without characters that would make the file unreadable."""
    return _NOT_ALLOWED.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
