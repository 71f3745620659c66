"""How does every open view hear that a report was changed? One object, handed to each view that is made."""

from PySide6.QtCore import QObject, Signal

from app.police.reports.values import Changed


class Changes(QObject):
    """`told` carries the value that the service gave back; after an import there is none: everything may differ."""

    told = Signal(object)  # Changed or None

    def tell(self, changed: Changed | None) -> None:
        self.told.emit(changed)


def changes_of(owner: QObject) -> Changes:
    """The one of this desk: made with the first screen that asks."""
    found = owner.findChild(Changes)
    return found if found is not None else Changes(owner)
