"""The window around the screens: navigation, keys, gate, status line, auto-lock. See MainWindow."""

from app.desktop.shell.auto_lock import AutoLock
from app.desktop.shell.main_window import MainWindow
from app.desktop.shell.navigation import Place
from app.desktop.shell.search_palette import Found

__all__ = ["AutoLock", "Found", "MainWindow", "Place"]
