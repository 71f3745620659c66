"""How do the form's fields become a draft, and a draft the form's fields, understood or not?"""

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QLineEdit

from app.desktop.reports import form_values
from app.desktop.reports.drafts import from_plain, to_plain
from app.desktop.widgets import Form
from app.police.reports.values import NewReport

# What is typed as people write it, and may not be understood yet when the draft is kept.
TYPED = ("received_on", "received_time", "village_id")


def plain_of(form: Form, *, reporter_known: bool) -> dict[str, Any]:
    """Every field as JSON can hold it; of a sealed reporter that nobody was shown, nothing."""
    values = form.draft()
    if not reporter_known:
        values = {name: value for name, value in values.items() if not name.startswith("reporter")}
    return {name: to_plain(value) for name, value in values.items()}


def put_back(form: Form, plain: Mapping[str, Any]) -> None:
    """Fill the fields from a draft; fields that the form does not have are passed over."""
    there = form.draft()
    for name in plain:
        if name in there:
            value, editor = from_plain(plain[name]), form.field(name).editor
            editor.set_value(value)  # type: ignore[attr-defined]
            entry = editor.focusProxy() or editor
            if isinstance(value, str) and isinstance(entry, QLineEdit) and name in TYPED:
                entry.setText(value)  # typed, but not understood


def began_with(plain: Mapping[str, Any], newest: NewReport) -> tuple[NewReport, dict[str, object]]:
    """The report as it was on the screen when the draft was begun, and what the steps had written by then.

    Only against that is it known who changed what since.
    """
    was = {name: from_plain(value) for name, value in plain.items()}
    was |= {"kind": newest.kind, "instance": newest.instance}
    outcome: dict[str, object] = {name: was.get(name) or "" for name in form_values.CORRECTABLE_OUTCOME}
    return form_values.entered(was, incomplete=newest.incomplete), outcome
