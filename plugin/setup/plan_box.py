"""What will be installed, where and how much, and what can be chosen about it."""

from __future__ import annotations

from qgis.gui import QgsCollapsibleGroupBox, QgsFileWidget
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QComboBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QRadioButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ...core.engine.environment import pins
from ...core.engine.setup.plan import Plan, gigabytes
from ...core.engine.setup.pythons import Base
from ..parts import text_label
from ..words import tr
from . import settings

_NAMED = {"PyTorch": "torch", "rasterio": "rasterio", "scikit-learn": "scikit-learn"}
"""Packages that people may know, by their names."""


class PlanBox(QWidget):
    """Shows a plan, and makes it from what is chosen."""

    base_wanted = pyqtSignal(str)
    """Somebody chose a program as base Python, which is to be examined."""

    changed = pyqtSignal()

    def __init__(self) -> None:
        super().__init__()
        self.what, self.amount = _fact("what"), _fact("amount")
        self.where = QLineEdit()
        self.where.setObjectName("where")
        self.where.setAccessibleName(tr("Where"))
        self.where.setReadOnly(True)
        self.note = text_label()
        self.note.setObjectName("note")
        self.cpu = _choice("cpu", tr("processor"))
        self.cuda = _choice("cuda", tr("NVIDIA graphics card (CUDA)"))
        self.cpu.setChecked(True)
        self.cuda.setToolTip(tr("Needs a card with its driver; whether it computes is tried in the end"))
        self.base = QComboBox()
        self.base.setObjectName("base")
        self.base.setAccessibleName(tr("Base Python"))
        self.base.setToolTip(tr("The Python of which the engine's own one is made; it stays as it is"))
        self.other = QToolButton()
        self.other.setObjectName("other_base")
        self.other.setText("…")
        self.other.setToolTip(tr("Choose another base Python"))
        self.other.setAccessibleName(self.other.toolTip())
        self.wheels = QgsFileWidget()
        self.wheels.setObjectName("wheels")
        self.wheels.setStorageMode(QgsFileWidget.StorageMode.GetDirectory)
        self.wheels.setDialogTitle(tr("Wheel folder"))
        self.wheels.lineEdit().setAccessibleName(tr("Wheel folder"))
        self.wheels.lineEdit().setPlaceholderText(tr("none: packages are downloaded"))
        self.wheels.setToolTip(tr("Folder into which all packages were collected on another computer"))
        self.proxy = _line("proxy", tr("Proxy"), tr("none, or that of the system"), settings.proxy())
        self.proxy.setToolTip(
            tr("User and password are those of QGIS's options (Network), unless they stand in the address")
        )
        self.index = _line("index", tr("Extra index"), tr("none"), "")
        self.index.setToolTip(
            tr("Address of a package index with builds of PyTorch for your card, or for the processor only")
        )
        self._lay_out()
        self.base.currentIndexChanged.connect(lambda _: self.show_plan())
        self.cuda.toggled.connect(lambda _: self.show_plan())
        self.wheels.fileChanged.connect(lambda _: self.show_plan())
        self.index.textChanged.connect(lambda _: self.show_plan())
        self.other.clicked.connect(self._choose_base)
        self.show_plan()

    def offer(self, bases: list[Base]) -> None:
        """Offer the base Pythons that were found, in place of those before."""
        chosen = self.base.currentData()
        self.base.blockSignals(True)
        self.base.clear()
        for base in bases:
            self.base.addItem(f"{base.version}  —  {base.python}", base)
        self.base.setCurrentIndex(bases.index(chosen) if chosen in bases else min(0, len(bases) - 1))
        self.base.blockSignals(False)
        self.show_plan()

    def take_base(self, base: Base) -> None:
        """Offer one more, and choose it."""
        offered = [self.base.itemData(number) for number in range(self.base.count())]
        self.offer([base, *(other for other in offered if other != base)])
        self.base.setCurrentIndex(0)

    def plan(self) -> Plan | None:
        """What is chosen; None while there is no base Python."""
        base = self.base.currentData()
        if base is None:
            return None
        return Plan(
            base, self.cuda.isChecked(), self.wheels.filePath().strip(), self.index.text().strip(),
            settings.with_password(self.proxy.text().strip()),
        )  # fmt: skip

    def show_plan(self) -> None:
        """Tell what the choices come to."""
        plan = self.plan()
        versions = pins()
        named = ", ".join(f"{name} {versions[package]}" for name, package in _NAMED.items())
        self.what.setText(
            tr("{packages} and {number} more packages").format(
                packages=named, number=len(versions) - len(_NAMED)
            )
        )
        self.where.setText(str(plan.environment) if plan else "")
        self.amount.setText(_amount(plan) if plan else "")
        self.note.setText(_note(plan) if plan else "")
        self.note.setVisible(bool(self.note.text()))
        self.changed.emit()

    def _choose_base(self) -> None:
        path, _ = QFileDialog.getOpenFileName(self, tr("Base Python"))
        if path:
            self.base_wanted.emit(path)

    def _lay_out(self) -> None:
        device = QHBoxLayout()
        for button in (self.cpu, self.cuda):
            device.addWidget(button)
        device.addStretch(1)
        base = QHBoxLayout()
        base.addWidget(self.base, 1)
        base.addWidget(self.other)
        form = QFormLayout()
        form.addRow(tr("What"), self.what)
        form.addRow(tr("Where"), self.where)
        form.addRow(tr("How much"), self.amount)
        form.addRow(tr("Computes on"), device)
        form.addRow(tr("Base Python"), base)
        self.more = QgsCollapsibleGroupBox(tr("Without a network, behind a proxy, other builds"))
        self.more.setSaveCollapsedState(False)
        more = QFormLayout(self.more)
        more.addRow(tr("Wheel folder"), self.wheels)
        more.addRow(tr("Proxy"), self.proxy)
        more.addRow(tr("Extra index"), self.index)
        self.more.setCollapsed(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(form)
        layout.addWidget(self.note)
        layout.addWidget(self.more)


def _amount(plan: Plan) -> str:
    if plan.wheels:
        text = tr("nothing to download, about {disk} on disk; {free} are free")
    else:
        text = tr("about {download} to download, {disk} on disk; {free} are free")
    return text.format(
        download=gigabytes(plan.download), disk=gigabytes(plan.disk), free=gigabytes(plan.free)
    )


def _note(plan: Plan) -> str:
    if plan.takes_cuda and not plan.cuda:
        return tr(
            "On Linux the usual packages are those for graphics cards, which also compute on the processor; "
            "an extra index with builds for the processor saves most of it."
        )
    return ""


def _fact(name: str) -> QLabel:
    label = QLabel()
    label.setObjectName(name)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def _choice(name: str, text: str) -> QRadioButton:
    button = QRadioButton(text)
    button.setObjectName(name)
    return button


def _line(name: str, title: str, empty: str, text: str) -> QLineEdit:
    line = QLineEdit(text)
    line.setObjectName(name)
    line.setAccessibleName(title)
    line.setPlaceholderText(empty)
    return line
