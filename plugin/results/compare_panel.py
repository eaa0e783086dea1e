"""The part of the tab "Results" that compares two maps."""

from __future__ import annotations

from collections.abc import Mapping

from qgis.core import QgsMapLayer
from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QGridLayout,
    QGroupBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QRadioButton,
    QSlider,
    QWidget,
)

from ..sources import Combo
from ..words import tr
from .compare import A, B, Comparison, Mode

_ROLE = Qt.ItemDataRole.UserRole + 1
"""Of an entry of the combo boxes: the role of its layer; its data is the layer's id."""

_PLACES = 100
"""Steps of the slider that moves the divider."""

_FASTEST, _SLOWEST, _USUAL = 3, 20, 8
"""Tenths of a second for which flickering shows a side."""


class ComparePanel(QGroupBox):
    """Chooses two layers and how they are compared.

    Args:
        canvas: Where they are compared.
        parent: Owns it.
    """

    def __init__(self, canvas: QgsMapCanvas, parent: QWidget | None = None) -> None:
        super().__init__(tr("Compare"), parent)
        self.comparison = Comparison(canvas, self)
        self._combos = {
            A: Combo("compare_a", tr("What is A: left of the divider, or shown first")),
            B: Combo("compare_b", tr("What is B: right of the divider, or shown second")),
        }
        self._modes = {
            Mode.OFF: _radio("compare_off", tr("Off"), tr("Show the map as usual")),
            Mode.SWIPE: _radio(
                "compare_swipe",
                tr("Swipe"),
                tr("Two maps with a divider between them; drag it, or click the map and press Left or Right"),
            ),
            Mode.FLICKER: _radio(
                "compare_flicker",
                tr("Flicker"),
                tr("Two maps in turn at the same place; the space key switches when the map was clicked"),
            ),
        }
        self._hint = QLabel(
            tr(
                "There is only one map to see. To compare it with single dates and the satellite picture, "
                "run again with “Keep the intermediate results”."
            )
        )
        self._hint.setWordWrap(True)
        self._divider = _slider("divider", tr("Place of the divider, from left to right"), 0, _PLACES)
        self._swipe_row = _row(QLabel(tr("Divider")), self._divider)
        self._pace = _slider("pace", tr("How long each map is shown: 0.3 to 2 seconds"), _FASTEST, _SLOWEST)
        self._seconds = QLabel()
        self._automatic = QCheckBox(tr("By itself"))
        self._automatic.setObjectName("automatic")
        self._automatic.setToolTip(tr("Switch from one map to the other again and again"))
        self._switch = QPushButton(tr("Switch"))
        self._switch.setObjectName("switch")
        self._switch.setToolTip(tr("Show the other map (space key when the map was clicked)"))
        self._flicker_row = _row(self._automatic, self._pace, self._seconds, self._switch)
        self._lay_out()
        self._connect()
        self._modes[Mode.OFF].setChecked(True)
        self._automatic.setChecked(True)
        self._divider.setValue(_PLACES // 2)
        self._pace.setValue(_USUAL)
        self.set_layers({}, "", "", None)

    def set_layers(
        self, layers: Mapping[str, QgsMapLayer], first: str, second: str, ground: QgsMapLayer | None
    ) -> None:
        """Offer layers by role; what was chosen stays chosen while it is there.

        Args:
            layers: The layers.
            first: Role of what A is otherwise.
            second: Role of what B is otherwise.
            ground: Shows through where the layers are transparent.
        """
        self._ground = ground.id() if ground else ""
        for side, usual in ((A, first), (B, second)):
            combo = self._combos[side]
            chosen = combo.currentData(_ROLE)
            combo.blockSignals(True)
            combo.clear()
            for role, layer in layers.items():
                combo.addItem(layer.name(), layer.id())
                combo.setItemData(combo.count() - 1, role, _ROLE)
            combo.setCurrentIndex(max(0, combo.findData(chosen if chosen in layers else usual, _ROLE)))
            combo.blockSignals(False)
        enough = len(layers) > 1
        if not enough:
            self.stop()
        self._hint.setVisible(not enough)
        for widget in (*self._combos.values(), *self._modes.values()):
            widget.setEnabled(enough)
        self._choose()

    def refresh(self) -> None:
        """Draw anew, because a layer looks different now."""
        self.comparison.refresh()

    def stop(self) -> None:
        """Show the map as usual."""
        self._modes[Mode.OFF].setChecked(True)

    def _lay_out(self) -> None:
        layout = QGridLayout(self)
        layout.setColumnStretch(1, 1)
        for row, (side, combo) in enumerate(self._combos.items()):
            label = QLabel(side)
            label.setBuddy(combo)
            layout.addWidget(label, row, 0)
            layout.addWidget(combo, row, 1)
        layout.addWidget(_row(*self._modes.values(), stretch=True), 2, 0, 1, 2)
        for row, widget in enumerate((self._swipe_row, self._flicker_row, self._hint), start=3):
            layout.addWidget(widget, row, 0, 1, 2)
        self._swipe_row.hide()
        self._flicker_row.hide()

    def _connect(self) -> None:
        group = QButtonGroup(self)
        for mode, button in self._modes.items():
            group.addButton(button)
            button.toggled.connect(lambda on, mode=mode: on and self._set_mode(mode))
        for combo in self._combos.values():
            combo.currentIndexChanged.connect(self._choose)
        comparison = self.comparison
        self._divider.valueChanged.connect(self._move)
        comparison.moved.connect(self._follow)
        self._pace.valueChanged.connect(self._set_pace)
        self._automatic.toggled.connect(comparison.set_automatic)
        self._switch.clicked.connect(comparison.flip)

    def _set_mode(self, mode: Mode) -> None:
        self.comparison.set_mode(mode)
        self._swipe_row.setVisible(mode is Mode.SWIPE)
        self._flicker_row.setVisible(mode is Mode.FLICKER)

    def _choose(self) -> None:
        first, second = (self._combos[side].currentData() or "" for side in (A, B))
        self.comparison.set_layers(first, second, self._ground)

    def _move(self, place: int) -> None:
        self.comparison.set_divider(place / _PLACES)

    def _follow(self, place: float) -> None:
        """The divider was dragged on the map; the slider is coarser and must not move it back."""
        self._divider.blockSignals(True)
        self._divider.setValue(round(place * _PLACES))
        self._divider.blockSignals(False)

    def _set_pace(self, tenths: int) -> None:
        self._seconds.setText(tr("{seconds} s").format(seconds=f"{tenths / 10:.1f}"))
        self.comparison.set_pace(tenths / 10)


def _radio(name: str, text: str, told: str) -> QRadioButton:
    radio = QRadioButton(text)
    radio.setObjectName(name)
    radio.setToolTip(told)
    return radio


def _slider(name: str, told: str, lowest: int, highest: int) -> QSlider:
    slider = QSlider(Qt.Orientation.Horizontal)
    slider.setObjectName(name)
    slider.setToolTip(told)
    slider.setAccessibleName(told)
    slider.setRange(lowest, highest)
    return slider


def _row(*widgets: QWidget, stretch: bool = False) -> QWidget:
    row = QWidget()
    layout = QHBoxLayout(row)
    layout.setContentsMargins(0, 0, 0, 0)
    for widget in widgets:
        layout.addWidget(widget)
    if stretch:
        layout.addStretch()
    return row
