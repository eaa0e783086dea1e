"""The keys of the review. They work while the map has the focus, but not while somebody types."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Callable

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QKeySequence
from qgis.PyQt.QtWidgets import QShortcut, QWidget


class Keys:
    """Shortcuts that can be switched on and off together.

    Qt itself gives letters and digits to a field that is being edited, and only others to shortcuts.

    Args:
        parent: Where they belong.
        actions: What they do, by key.
    """

    def __init__(self, parent: QWidget, actions: Mapping[str, Callable[[], None]]) -> None:
        self._shortcuts = [QShortcut(QKeySequence(key), parent) for key in actions]
        for shortcut, action in zip(self._shortcuts, actions.values()):
            shortcut.setContext(Qt.ShortcutContext.ApplicationShortcut)
            shortcut.setAutoRepeat(False)
            shortcut.activated.connect(action)
        self.set_enabled(False)

    def set_enabled(self, on: bool) -> None:
        """Switch them on or off."""
        for shortcut in self._shortcuts:
            shortcut.setEnabled(on)
