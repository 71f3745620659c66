"""Where does the form stand? In the place of what its page shows, until it is done or closed.

It is part of the page, not a window over it: one can go elsewhere and come back, and a lock covers it without
closing it.
"""

from PySide6.QtWidgets import QBoxLayout, QLayout, QWidget


def take_place(page: QWidget, form: QWidget) -> None:
    """Show the form instead of what the page shows. The form has the signals `closed` and `done`."""
    layout = page.layout()
    assert layout is not None
    behind = _shown(layout)
    for each in behind:
        each.hide()
    layout.addWidget(form)
    form.show()

    def back() -> None:
        layout.removeWidget(form)
        form.hide()
        form.setParent(None)
        form.deleteLater()
        for each in behind:
            each.show()

    form.closed.connect(back)  # type: ignore[attr-defined]
    form.done.connect(back)  # type: ignore[attr-defined]


def _shown(layout: QLayout) -> list[QWidget]:
    items = [layout.itemAt(at) for at in range(layout.count())]
    widgets = [item.widget() for item in items if item is not None]
    return [each for each in widgets if each is not None and not each.isHidden()]


def put_in(form: QWidget, at: int, widget: QWidget) -> None:
    """Put a notice among the rows of a form."""
    layout = form.layout()
    assert isinstance(layout, QBoxLayout)
    layout.insertWidget(at, widget)
