"""The keys of the review: they work in the dock and on the map, but nowhere else, and not while one types."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Callable

from qgis.gui import QgsMapCanvas, QgsMapTool
from qgis.PyQt.QtCore import QEvent, QObject, Qt
from qgis.PyQt.QtGui import QKeyEvent, QKeySequence
from qgis.PyQt.QtWidgets import QComboBox, QShortcut, QWidget

Action = Callable[[], None]


class Keys(QObject):
    """Shortcuts that can be switched on and off together.

    Qt itself gives letters and digits to a field that is being edited, and only others to shortcuts.

    Args:
        panel: Where they work, if the focus is in it.
        canvas: Where they work, too, but not while features are edited there.
        actions: What they do, by key.
        undo: For the key that undoes in all programs. It is the panel's while the focus is there; on the
            map QGIS comes first.
        redo: In the same way.
    """

    def __init__(
        self, panel: QWidget, canvas: QgsMapCanvas, actions: Mapping[str, Action], undo: Action, redo: Action
    ) -> None:
        super().__init__(panel)
        self._panel, self._canvas = panel, canvas
        self._standard = (QKeySequence.StandardKey.Undo, undo), (QKeySequence.StandardKey.Redo, redo)
        self._on = False
        self._shortcuts = [
            self._shortcut(place, key, action) for place in (panel, canvas) for key, action in actions.items()
        ]
        for watched in (panel, canvas, *panel.findChildren(QComboBox)):
            watched.installEventFilter(self)
        self.set_enabled(False)

    def set_enabled(self, on: bool) -> None:
        """Switch them on or off."""
        self._on = on
        for shortcut in self._shortcuts:
            shortcut.setEnabled(on)

    def remove(self) -> None:
        """Leave no key on the map."""
        self.set_enabled(False)
        self._canvas.removeEventFilter(self)
        for shortcut in self._shortcuts:
            shortcut.deleteLater()
        self._shortcuts.clear()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Take undo and redo, and let people choose in lists by typing."""
        if event.type() == QEvent.Type.ShortcutOverride:
            typed = isinstance(watched, QComboBox) and _is_typed(event)
            if typed or (watched is self._panel and self._undoing(event)):
                event.accept()
        elif event.type() == QEvent.Type.KeyPress and watched in (self._panel, self._canvas):
            action = self._undoing(event)
            if action:
                action()
                return True
        return False

    def _undoing(self, event: QKeyEvent) -> Action | None:
        """What a key undoes or redoes, if it does."""
        actions = self._standard if self._on else ()
        return next((action for key, action in actions if event.matches(key)), None)

    def _shortcut(self, place: QWidget, key: str, action: Action) -> QShortcut:
        shortcut = QShortcut(QKeySequence(key), place)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.setAutoRepeat(False)
        shortcut.activated.connect(action if place is self._panel else partial(self._on_map, action))
        return shortcut

    def _on_map(self, action: Action) -> None:
        tool = self._canvas.mapTool()
        if tool is None or not tool.flags() & QgsMapTool.Flag.EditTool:
            action()


def _is_typed(event: QKeyEvent) -> bool:
    """Whether a key is a character."""
    no, shift = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
    return bool(event.text()) and event.text().isprintable() and event.modifiers() in (no, shift)
