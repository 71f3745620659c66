"""How do the screens of each unit's lead look? `python -m tests.golden.pictures FOLDER [BEFORE]`.

Takes each place's list, opened records, the form of a new record and the dialog of the next step,
on the vault of the golden files, and writes beside each picture the texts in it. With a folder of BEFORE (of another
commit), the pictures that differ are named, with how much of them does and which texts; GOLDEN_PLACES=loans,visits
takes those places only.
"""

import difflib
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["QT_SCALE_FACTOR"] = "1"

from PySide6.QtCore import QAbstractListModel, QEvent, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QTextEdit,
    QWidget,
)

from app.common.i18n import set_language
from app.desktop import screens
from app.desktop.background import busy
from app.desktop.desk import Desk
from app.desktop.settings.preferences import Preferences
from app.desktop.shell import MainWindow
from app.desktop.theme import install
from app.desktop.widgets import UiState
from app.vault.people import Level, Unit
from app.vault.session import Session
from tests.golden import vault

SIZE = (1366, 768)
# The beginning of a long table is enough, as in a picture.
ROWS = 40


def take(folder: Path, only: frozenset[str]) -> None:
    """Every place of every lead, as pictures and texts."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    app.setCursorFlashTime(0)
    install(app, scheme="light", percent=100, language="vi")
    set_language("vi")
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place:
        made = Path(place) / "made" / "vault"
        made.parent.mkdir()
        vault.make(made)
        for unit in Unit:
            copied = Path(place) / unit.value / "vault"
            shutil.copytree(made, copied)
            with vault.alone(copied.parent), vault.signed_in(copied) as sessions:
                _of_lead(app, sessions[unit, Level.LEAD], folder, copied.parent, only)


def _of_lead(app: QApplication, session: Session, folder: Path, state: Path, only: frozenset[str]) -> None:
    places = UiState(state)
    window = MainWindow(places)
    desk = Desk(Preferences(places), window, app)
    window.resize(*SIZE)
    window.show()
    desk.enter(session)
    settle()
    for screen in screens.for_session(session):
        if only and screen.key not in only:
            continue
        scene = f"{session.account.unit.value}-{screen.key}"
        page: Any = window.go(screen.key)
        keep(window, folder, scene)
        if all(hasattr(page, name) for name in ("list", "detail", "form", "open", "new")):
            _records(window, page, folder, scene)
    desk.auto_lock.stop()
    desk.session = None
    window.close()
    window.deleteLater()
    desk.deleteLater()
    settle()


def _records(window: MainWindow, page: Any, folder: Path, scene: str) -> None:
    """Three records, the next step of the first in the list, and the form of a new one."""
    table = page.list.table
    if table.model().rowCount():
        rows = table.model().rowCount()
        for name, at in (("-two-thirds", 2 * rows // 3), ("-third", rows // 3), ("", 0)):
            table.setCurrentIndex(table.model().index(at, 0))
            page.open(table.current().id)
            keep(window, folder, f"{scene}-opened{name}")
        _to_the_end(page.detail)
        keep(window, folder, f"{scene}-opened-end")
        page.detail.take_next_step()
        settle()
        for dialog in window.findChildren(QDialog):
            if dialog.isVisible():
                keep(dialog, folder, f"{scene}-step")
                _leave(dialog)
    _close_form(page)
    page.new()
    settle()
    if page.form() is not None:
        keep(window, folder, f"{scene}-new")
        _to_the_end(page.form())
        keep(window, folder, f"{scene}-new-end")
    _close_form(page)


def _close_form(page: Any) -> None:
    if page.form() is not None:
        page.form().close_form()
        settle()


def _leave(dialog: Any) -> None:
    """Close a dialog without keeping a draft of it."""
    if hasattr(dialog, "keeper"):
        dialog.keeper.forget()
    dialog.reject()
    settle()


def _to_the_end(widget: QWidget) -> None:
    for area in widget.findChildren(QScrollArea):
        if area.isVisible():
            area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())


def settle() -> None:
    """Until no work is under way and everything is drawn."""
    quiet = 0
    while quiet < 3:
        QApplication.processEvents()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        quiet = 0 if busy() else quiet + 1


def keep(widget: QWidget, folder: Path, scene: str) -> None:
    """A picture of the widget, and the texts that are in it whether or not one must scroll to them."""
    widget.window().activateWindow()  # else it depends on the window before whether the focus is drawn
    settle()
    widget.grab().save(str(folder / f"{scene}.png"))
    (folder / f"{scene}.txt").write_text("\n".join(_texts(widget)) + "\n", encoding="utf-8")


def _texts(widget: QWidget) -> Iterator[str]:
    for child in widget.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
        if child.isHidden() or (isinstance(child, QDialog) and child.isWindow()):
            continue
        yield from (text.replace("\n", " ⏎ ") for text in _own_texts(child) if text.strip())
        if not isinstance(child, QComboBox | QAbstractItemView):
            yield from _texts(child)


def _own_texts(widget: QWidget) -> Iterator[str]:
    if isinstance(widget, QLabel | QAbstractButton):
        yield widget.text() or widget.accessibleName()
    elif isinstance(widget, QLineEdit):
        yield f"[{widget.text() or widget.placeholderText()}]"
    elif isinstance(widget, QPlainTextEdit | QTextEdit):
        yield f"[{widget.toPlainText() or widget.placeholderText()}]"
    elif isinstance(widget, QComboBox):
        yield "[" + " | ".join(widget.itemText(at) for at in range(widget.count())) + "]"
    elif isinstance(widget, QAbstractItemView) and widget.model() is not None:
        yield from _cells(widget)


def _cells(view: QAbstractItemView) -> Iterator[str]:
    model, across = view.model(), Qt.Orientation.Horizontal
    if isinstance(model, QAbstractListModel):
        yield " | ".join(str(model.index(row, 0).data() or "") for row in range(model.rowCount()))
        return
    columns = range(model.columnCount())
    yield " | ".join(str(model.headerData(at, across) or "") for at in columns)
    for row in range(min(model.rowCount(), ROWS)):
        yield " | ".join(str(model.index(row, at).data() or "") for at in columns)


def compare(folder: Path, before: Path, names: set[str]) -> int:
    """Name those of the pictures that differ, with the texts that do; how many they are."""
    different = 0
    for name in sorted(names):
        path, other = folder / name, before / name
        if not path.exists() or not other.exists():
            print(f"{path.name}: only in {folder if path.exists() else before}")
            different += 1
            continue
        share = _unlike(QImage(str(path)), QImage(str(other)))
        old, new = (each.with_suffix(".txt").read_text(encoding="utf-8").splitlines() for each in (other, path))
        lines = list(difflib.unified_diff(old, new, n=0, lineterm=""))[2:]
        if share or lines:
            print(f"{path.name}: {share:.2%} of it is drawn otherwise", *lines, sep="\n    ")
            different += 1
    print(f"{different} pictures differ")
    return different


def _unlike(one: QImage, two: QImage) -> float:
    """The share of pixels that differ; all of them where the sizes do."""
    if one.size() != two.size():
        return 1.0
    first, second = (bytes(each.convertToFormat(QImage.Format.Format_RGB32).constBits()) for each in (one, two))
    if first == second:
        return 0.0
    pixels = range(0, len(first), 4)
    return sum(first[at : at + 4] != second[at : at + 4] for at in pixels) / len(pixels)


if __name__ == "__main__":
    wanted = frozenset(filter(None, os.environ.get("GOLDEN_PLACES", "").split(",")))
    taken, *earlier = map(Path, sys.argv[1:3])
    take(taken, wanted)
    for before in earlier:
        # Of some places only, what was not taken now is not gone.
        both = (taken,) if wanted else (taken, before)
        sys.exit(1 if compare(taken, before, {each.name for folder in both for each in folder.glob("*.png")}) else 0)
