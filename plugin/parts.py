"""Small widgets and pictures that the tabs are made of."""

from __future__ import annotations

from typing import Any

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QRectF, Qt
from qgis.PyQt.QtGui import QColor, QPainter, QPixmap
from qgis.PyQt.QtWidgets import QLabel, QToolButton, QWidget

from ..core.legends import Color


def chip(color: QColor | Color, widget: QWidget) -> QPixmap:
    """A square of a colour, as high as a widget's letters, with an outline for pale and for dark ones."""
    side = widget.fontMetrics().ascent()
    ratio = widget.devicePixelRatioF()
    picture = QPixmap(round(side * ratio), round(side * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(color if isinstance(color, QColor) else QColor(*color))
    painter = QPainter(picture)
    painter.setPen(QColor(128, 128, 128))
    painter.drawRect(QRectF(0.5, 0.5, side - 1, side - 1))
    painter.end()
    return picture


def as_number(flags: Any) -> int:  # noqa: ANN401 - an enum of Qt, with members put together
    """Flags as items of tables and models take them: a number, which Qt 6 has as the value."""
    return int(getattr(flags, "value", flags))


def text_label(text: str = "") -> QLabel:
    """A label that wraps, so that it never widens the dock."""
    label = QLabel(text)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label


def icon_button(name: str, icon: str, tip: str) -> QToolButton:
    """A flat button with one of QGIS's icons, such as "mActionAdd"."""
    button = QToolButton()
    button.setObjectName(name)
    button.setIcon(QgsApplication.getThemeIcon(f"/{icon}.svg"))
    button.setToolTip(tip)
    button.setAccessibleName(tip)
    button.setAutoRaise(True)
    return button
