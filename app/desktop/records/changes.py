"""How does every open view hear that a record was changed? One object, handed to each view that is made."""

from PySide6.QtCore import QObject, Signal


class Changes(QObject):
    """`told` carries the value that a service gave back; after an import there is none: everything may differ."""

    told = Signal(object)  # what a service gave back, of whatever record type, or None

    def tell(self, changed: object) -> None:
        self.told.emit(changed)


def changes_of(owner: QObject) -> Changes:
    """The one of this desk: made with the first screen that asks."""
    found = owner.findChild(Changes)
    return found if found is not None else Changes(owner)
