"""Which files belong to the record? Add, look at pictures in memory, save elsewhere with a warning, take off."""

import mimetypes
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QLocale, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from app.common.attachments import LARGEST, AttachmentInfo, OpenedAttachment
from app.common.dates import show_datetime
from app.common.i18n import N_, sentence, tr
from app.common.outside.reading import Unreadable
from app.desktop.background import Progress, run
from app.desktop.records.pictures import picture
from app.desktop.theme import theme
from app.desktop.widgets import AskReason, button, icon_button, run_with_progress, say, text_label
from app.exchange.files import write_file
from app.vault.errors import AppError, Invalid
from app.vault.session import Session


@dataclass(frozen=True)
class FilesOf:
    """The services of a record type's files; each takes the session and the record's id first.

    attach(…, name, media type, bytes), detach(…, file id), put_back(…, file id) give back what was changed;
    open(…, file id) and export(…, file id, purpose) an OpenedAttachment.
    """

    attach: Callable[[Session, int, str, str, bytes], Any]
    open: Callable[[Session, int, int], OpenedAttachment]
    export: Callable[[Session, int, int, str], OpenedAttachment]
    detach: Callable[[Session, int, int], Any]
    put_back: Callable[[Session, int, int], Any]


class FilesList(QWidget):
    """The attachments, line by line. `changed` carries what the service gave back."""

    changed = Signal(object)

    def __init__(self, session: Session, files: FilesOf, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._files = session, files
        self._detail: Any = None
        self.acts = {"attach": self.ask_file}
        self._lines = QVBoxLayout()
        self._lines.setSpacing(theme().px(4))
        self.add = button(N_("Attach a file…"), "quiet", "attachment", clicked=self.ask_file)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(theme().px(8))
        inside.addLayout(self._lines)
        inside.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)

    def show_record(self, detail: Any) -> None:
        """Show this record's files: `attachments`, and `acts` with “attach” for whoever may."""
        self._detail = detail
        while (item := self._lines.takeAt(0)) is not None:
            if item.widget() is not None:
                item.widget().hide()
                item.widget().deleteLater()
        may_change = any(act.name == "attach" and act.allowed for act in detail.acts)
        for each in detail.attachments:
            self._lines.addWidget(self._line(each, removable=may_change))
        if not detail.attachments:
            self._lines.addWidget(text_label(tr("No file is attached."), "muted"))
        self.add.setVisible(may_change)

    def _line(self, file: AttachmentInfo, *, removable: bool) -> QWidget:
        line = QWidget()
        picture = QLabel()
        picture.setPixmap(theme().icon("attachment").pixmap(theme().icon_size(20)))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(text_label(file.name))
        added = tr("{size} · {who}, {when}", size=size_words(file.size), who=file.added_by,
                   when=show_datetime(file.added_at))  # fmt: skip
        words.addWidget(text_label(added, "small"))
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme().px(8))
        row.addWidget(picture)
        row.addLayout(words, 1)
        if shown_here(file.media_type):
            row.addWidget(_named(icon_button("eye", N_("View"), clicked=lambda: self.view(file.id)), file.name))
        save = icon_button("save", N_("Save a copy elsewhere…"), clicked=lambda: self.ask_purpose(file))
        row.addWidget(_named(save, file.name))
        if removable:
            off = icon_button("trash", N_("Take this file off"), clicked=lambda: self.take_off(file.id))
            row.addWidget(_named(off, file.name))
        return line

    # --- adding ----------------------------------------------------------------------------------------

    def ask_file(self) -> None:
        """Which file is attached? Read into memory and stored encrypted; the original stays where it is."""
        dialog = QFileDialog(self.window(), tr("Attach a file"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([tr("Pictures and documents (*.jpg *.jpeg *.png *.pdf *.doc *.docx *.xls *.xlsx)"),
                               tr("All files (*)")])  # fmt: skip
        dialog.fileSelected.connect(lambda name: self.attach(Path(name)))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def attach(self, path: Path) -> None:
        """Keep a file with the record that is shown."""
        detail, session, files = self._detail, self._session, self._files
        if detail is None:
            return

        def work(progress: Progress) -> Any:
            media_type = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
            return files.attach(session, detail.id, path.name, media_type, bytes_of(path))

        run_with_progress(self, tr("Attaching the file"), work, self.changed.emit)

    # --- looking and saving ------------------------------------------------------------------------------

    def view(self, attachment_id: int) -> None:
        """Show a picture from memory; nothing is written to the disk. The opening is audited."""
        detail, session, files, room = self._detail, self._session, self._files, room_for_picture(self.window())
        if detail is None:
            return

        def work(progress: Progress) -> QImage | Unreadable:
            opened = files.open(session, detail.id, attachment_id)
            try:
                return picture(opened.data, room, lambda: progress.cancelled)
            except Unreadable as why:
                return why

        run(self, work, lambda shown: PictureView(self.window(), shown).open())

    def ask_purpose(self, file: AttachmentInfo) -> None:
        """Warn that the copy will not be protected, and ask what it is for."""
        asked = AskReason(
            self.window(),
            tr("Save a copy outside the vault?"),
            tr(
                "The copy is not encrypted: whoever finds it can read it. Delete it when it is no longer needed."
                " Your name and the reason are kept in the audit."
            ),
            do=N_("Choose a place…"),
        )
        asked.given.connect(lambda purpose: self._ask_place(file, purpose))
        asked.open()

    def _ask_place(self, file: AttachmentInfo, purpose: str) -> None:
        dialog = QFileDialog(self.window(), tr("Save a copy elsewhere"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.selectFile(file.name)
        dialog.fileSelected.connect(lambda name: self.save(file.id, purpose, Path(name)))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def save(self, attachment_id: int, purpose: str, path: Path) -> None:
        """Write a copy where the person chose."""
        detail, session, files = self._detail, self._session, self._files
        if detail is None:
            return

        def work(progress: Progress) -> None:
            opened = files.export(session, detail.id, attachment_id, purpose)
            write_file(path, opened.data)

        run_with_progress(
            self, tr("Saving"), work, lambda _none: say(self, tr("The copy is saved. It is not encrypted."))
        )

    # --- taking off --------------------------------------------------------------------------------------

    def take_off(self, attachment_id: int) -> None:
        """Take a file off; the toast can put it back."""
        detail, session, files = self._detail, self._session, self._files
        if detail is None:
            return

        def off(changed: object) -> None:
            self.changed.emit(changed)
            say(self, tr("The file is taken off."), lambda: self._put_back(detail.id, attachment_id))

        run(self, lambda progress: files.detach(session, detail.id, attachment_id), off)

    def _put_back(self, record_id: int, attachment_id: int) -> None:
        session, files = self._session, self._files
        run(self, lambda progress: files.put_back(session, record_id, attachment_id), self.changed.emit)


class PictureView(QDialog):
    """A picture as large as the window allows; it lives in memory only and goes with the window."""

    def __init__(self, parent: QWidget, shown: QImage | Unreadable) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Attached picture"))
        self.picture = QLabel()
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        area = QScrollArea()
        area.setWidget(self.picture)
        area.setWidgetResizable(True)
        area.setAccessibleName(tr("Attached picture"))
        if isinstance(shown, Unreadable):
            self.picture.setWordWrap(True)
            self.picture.setText(sentence(shown))
        else:
            self.picture.setPixmap(QPixmap.fromImage(shown))
        self.keep = button(N_("Close"), clicked=self.accept)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.keep)
        inside = QVBoxLayout(self)
        inside.addWidget(area, 1)
        inside.addLayout(foot)
        self.resize(room_for_picture(parent))
        self.keep.setFocus()


def room_for_picture(window: QWidget) -> QSize:
    """How large a picture may be shown over this window."""
    return window.size() * 0.8


def size_words(size: int) -> str:
    """A file's size as file lists show it."""
    if size >= 1 << 20:
        return tr("{size} MB", size=QLocale().toString(round(size / (1 << 20), 1)))
    return tr("{size} KB", size=max(round(size / 1024), 1))


def shown_here(media_type: str) -> bool:
    """Whether the window itself can show such a file."""
    return media_type in ("image/jpeg", "image/png", "image/bmp", "image/gif", "image/webp")


def _named(button: QWidget, name: str) -> QWidget:
    button.setAccessibleName(tr("{verb}: {name}", verb=button.accessibleName(), name=name))
    return button


def bytes_of(path: Path) -> bytes:
    """A file to attach, in memory. Raises Invalid when it is too large or cannot be read."""
    try:
        if path.stat().st_size > LARGEST:
            raise Invalid(N_("The file is larger than {limit} MB, so it was not attached."), limit=LARGEST >> 20)
        return path.read_bytes()
    except OSError as error:
        problem: AppError = Invalid(
            N_("The file could not be read ({reason}), so it was not attached."), reason=error.strerror or ""
        )
        raise problem from error
