"""The engines that are there: removing old ones, and using a Python of one's own."""

from __future__ import annotations

from pathlib import Path

from qgis.gui import QgsFileWidget
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ...core.engine.setup.kept import Kept
from ...core.engine.setup.plan import gigabytes
from ..words import tr
from . import settings

_ROWS = 3


class KeptBox(QWidget):
    """A list with a button that removes what is selected, and a line for another Python."""

    remove_wanted = pyqtSignal(object)
    """The folder, a Path."""

    python_wanted = pyqtSignal(str)
    """Somebody wants the engine to run with this Python; "" with the one that was set up."""

    def __init__(self) -> None:
        super().__init__()
        self.list = QTreeWidget()
        self.list.setObjectName("engines")
        self.list.setAccessibleName(tr("Engines that are there"))
        self.list.setRootIsDecorated(False)
        self.list.setHeaderLabels([tr("Folder"), tr("Size"), tr("State")])
        self.list.header().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.list.setFixedHeight((_ROWS + 2) * (self.fontMetrics().height() + 6))
        self.remove = QPushButton(tr("Remove"))
        self.remove.setObjectName("remove")
        self.remove.setToolTip(tr("Delete the selected engine; its folder goes, nothing else"))
        self.python = QgsFileWidget()
        self.python.setObjectName("own_python")
        self.python.setDialogTitle(tr("Python with the engine's packages"))
        self.python.lineEdit().setAccessibleName(tr("Python with the engine's packages"))
        self.python.lineEdit().setPlaceholderText(tr("none: the one that was set up"))
        self.python.setToolTip(tr("An existing Python that has all packages of the engine, say one of conda"))
        self.use = QPushButton(tr("Check and use"))
        self.use.setObjectName("use")
        self._lay_out()
        self.list.itemSelectionChanged.connect(self._arrange)
        self.remove.clicked.connect(lambda: self.remove_wanted.emit(self._selected()))
        self.python.fileChanged.connect(lambda _: self._arrange())
        self.use.clicked.connect(lambda: self.python_wanted.emit(self.python.filePath().strip()))
        self.show_chosen()

    def offer(self, kept: list[Kept]) -> None:
        """List the engines that are there."""
        states = {"ready": tr("ready"), "old": tr("for another version"), "unfinished": tr("not finished")}
        self.list.clear()
        for entry in kept:
            item = QTreeWidgetItem([entry.folder.name, gigabytes(entry.size), states[entry.state]])
            item.setData(0, Qt.ItemDataRole.UserRole, str(entry.folder))
            item.setToolTip(0, str(entry.folder))
            self.list.addTopLevelItem(item)
        self._arrange()

    def show_chosen(self) -> None:
        """Show which Python was chosen."""
        self.python.setFilePath(settings.chosen_python())
        self._arrange()

    def _selected(self) -> Path | None:
        items = self.list.selectedItems()
        return Path(items[0].data(0, Qt.ItemDataRole.UserRole)) if items else None

    def _arrange(self) -> None:
        self.remove.setEnabled(self._selected() is not None)
        self.use.setEnabled(self.python.filePath().strip() != settings.chosen_python())

    def _lay_out(self) -> None:
        engines = QHBoxLayout()
        engines.addWidget(self.list, 1)
        engines.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignTop)
        own = QHBoxLayout()
        own.addWidget(QLabel(tr("Own Python")))
        own.addWidget(self.python, 1)
        own.addWidget(self.use)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(engines)
        layout.addLayout(own)
