"""The inspector: point at a pixel, and read why it has its class and its code."""

from __future__ import annotations

import re
from html import escape

from qgis.core import QgsApplication, QgsCoordinateReferenceSystem, QgsGeometry, QgsPointXY
from qgis.PyQt.QtCore import Qt, QTimer, pyqtSignal
from qgis.PyQt.QtGui import QHideEvent, QKeySequence, QShowEvent
from qgis.PyQt.QtWidgets import (
    QAction,
    QCheckBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ...core.errors import SureCoverError
from ..parts import chip
from ..session import Session
from ..words import tr
from .bars import Bars
from .inspect_tool import InspectTool, Mark
from .pixel import Pixel, Reader, Setup
from .why import facts, percent, reasons, reliability_words

HOVER = 60
"""Least time between two looks while the mouse is followed, ms."""


class Inspector(QWidget):
    """Shows one pixel of the results that are open.

    Attributes:
        tool: The map tool to point with.
        pixel: What is shown, or None.

    Args:
        session: What the tabs share.
        parent: Owns the widget.
    """

    use_changed = pyqtSignal()
    """`is_used` may be otherwise now."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._reader: Reader | None = None
        self._wanted: tuple[QgsPointXY, QgsCoordinateReferenceSystem] | None = None
        self._aim: QgsPointXY | None = None
        self.pixel: Pixel | None = None
        self.tool = InspectTool(session.canvas)
        self._mark = Mark(session.canvas)
        self._action = self._make_action()
        self._follow = self._make_follow()
        self._page = _Page(session)
        self._arrange()
        self._ahead = QTimer(self)  # without a delay: one file whenever there is nothing else to do
        self._ahead.timeout.connect(self._open_ahead)
        self._hover = QTimer(self)
        self._hover.setSingleShot(True)
        self._hover.setInterval(HOVER)
        self._hover.timeout.connect(self._look)
        self.tool.setAction(self._action)
        self.tool.clicked.connect(self.show_point)
        self.tool.moved.connect(self._aim_at)
        self.tool.stepped.connect(self._step)
        self.tool.deactivated.connect(self._let_go)
        session.canvas.destinationCrsChanged.connect(self._mark_anew)
        session.opened.connect(self._reopen)
        self._reopen(session.result)

    @property
    def action(self) -> QAction:
        """Switches the pointing at pixels on and off; its key works where it is added to a widget."""
        return self._action

    @property
    def is_used(self) -> bool:
        """Whether somebody points at pixels, or reads about one."""
        return self.pixel is not None or self._action.isChecked()

    def show_point(self, point: QgsPointXY, crs: QgsCoordinateReferenceSystem | None = None) -> None:
        """Show the pixel at a point, as soon as the files are open.

        Args:
            point: The point.
            crs: Its CRS; None for the canvas's.
        """
        if self._session.result is None:
            return
        self._wanted = point, crs or self._session.canvas.mapSettings().destinationCrs()
        if self._reader and self._reader.is_open:
            self._show_wanted()
        else:
            self._ahead.start()

    def close_down(self) -> None:
        """Give back the map tool, take the mark off the map, and close the files."""
        self._session.opened.disconnect(self._reopen)
        self._session.canvas.destinationCrsChanged.disconnect(self._mark_anew)
        self._reopen(None)
        self._session.canvas.removeAction(self._action)
        self._mark.remove()
        self.tool.deleteLater()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Get ready before somebody asks; the key works on the map, too, where the dock floats."""
        super().showEvent(event)
        self._session.canvas.addAction(self._action)
        self._ahead.start()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        """Whoever does not see the answers does not ask."""
        super().hideEvent(event)
        self._session.canvas.removeAction(self._action)
        if not event.spontaneous():
            self.tool.give_back()
            self._mark.hide()

    def _make_action(self) -> QAction:
        action = QAction(QgsApplication.getThemeIcon("/mActionIdentify.svg"), tr("Inspect"), self)
        action.setCheckable(True)
        action.setShortcut(QKeySequence(Qt.Key.Key_I))
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.setToolTip(
            tr("Click a pixel to read why it has its class and its code; arrow keys move on (I)")
        )
        action.triggered.connect(self._switch)
        action.toggled.connect(self.use_changed)
        return action

    def _make_follow(self) -> QCheckBox:
        follow = QCheckBox(tr("&Follow the mouse"))
        follow.setObjectName("follow")
        follow.setToolTip(tr("Show the pixel under the mouse without a click, while Inspect is on"))
        return follow

    def _arrange(self) -> None:
        button = QToolButton()
        button.setObjectName("inspect")
        button.setDefaultAction(self._action)
        self.addAction(self._action)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        row = QHBoxLayout()
        row.addWidget(button)
        row.addWidget(self._follow)
        row.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(row)
        layout.addWidget(self._page)

    def _switch(self, on: bool) -> None:
        if on:
            self.tool.take_over()
        else:
            self.tool.give_back()

    def _reopen(self, result: object) -> None:
        """Forget what was shown; the files may be others now."""
        self._ahead.stop()
        self._reader = self._wanted = None
        self._action.setEnabled(result is not None)
        if result is None:
            self.tool.give_back()
            self._show_nothing(tr("Open or make results to see why each pixel has its class and its code."))
            return
        self._show_nothing(
            tr("Press Inspect, then click a pixel on the map to read why it has its class and its code.")
        )
        if self.isVisible():
            self._ahead.start()

    def _open_ahead(self) -> None:
        """Open one more file; when all are open, show what somebody waits for."""
        try:
            if self._reader is None and self._session.result is not None:
                self._reader = Reader(self._session.result)
            elif self._reader is None or not self._reader.open_next():
                self._ahead.stop()
                self._show_wanted()
        except SureCoverError as error:
            self._ahead.stop()
            if self._wanted:
                self._show_nothing(str(error))

    def _show_wanted(self) -> None:
        if self._wanted is None or self._reader is None:
            return
        wanted, self._wanted = self._wanted, None
        try:
            pixel = self._reader.at(*wanted)
        except SureCoverError as error:
            self._show_nothing(str(error))
            return
        if pixel:
            self._show(self._reader, pixel)
        else:
            self._show_nothing(tr("This place lies outside the map."))

    def _let_go(self) -> None:
        self._hover.stop()
        self._mark.hide()

    def _aim_at(self, point: QgsPointXY) -> None:
        self._aim = point
        if self._follow.isChecked() and not self._hover.isActive():
            self._hover.start()

    def _look(self) -> None:
        if self._aim is not None:
            self.show_point(self._aim)

    def _step(self, rows: int, columns: int) -> None:
        """Go to a neighbour; begin in the middle of the canvas."""
        canvas = self._session.canvas
        if self.pixel is None or self._reader is None:
            self.show_point(canvas.center())
            return
        pixel = self._reader.beside(self.pixel, rows, columns)
        if pixel is None:
            return
        square = self._show(self._reader, pixel)
        if square is not None and not canvas.extent().contains(square.boundingBox().center()):
            canvas.setCenter(square.boundingBox().center())
            canvas.refresh()

    def _show(self, reader: Reader, pixel: Pixel) -> QgsGeometry | None:
        """Show a pixel and mark it; its outline in the canvas's CRS."""
        self.pixel = pixel
        self._page.show_pixel(pixel, reader.setup)
        self.use_changed.emit()
        return self._mark_pixel()

    def _mark_pixel(self) -> QgsGeometry | None:
        square = self._reader.outline(self.pixel, self._session.canvas.mapSettings().destinationCrs())
        if square is None:
            self._mark.hide()
        else:
            self._mark.show(square)
        return square

    def _mark_anew(self) -> None:
        """The canvas has another CRS."""
        if self._mark.is_visible():
            self._mark_pixel()

    def _show_nothing(self, why: str) -> None:
        self.pixel = self._wanted = None
        self._mark.hide()
        self._page.show_message(why)
        self.use_changed.emit()


class _Page(QScrollArea):
    """What is to be read of one pixel, from the class down to the details.

    Args:
        session: What the tabs share.
    """

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("inspected")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._palette = session.palette
        self._pixel: Pixel | None = None
        self._message = _text("message")
        self._class_chip, self._class = QLabel(), _text("class")
        self._code_chip, self._code = QLabel(objectName="code"), _text("reliability")
        self._place, self._why = _text("place"), _text("why")
        self._bars = Bars()
        self._rest, self._facts = _text("rest"), _text("facts")
        self._details = QWidget()
        self._arrange()
        session.palette.changed.connect(self._paint_code)

    def show_message(self, message: str) -> None:
        """Show a sentence instead of a pixel."""
        self._pixel = None
        self._message.setText(message)
        self._message.show()
        self._details.hide()

    def show_pixel(self, pixel: Pixel, setup: Setup) -> None:
        """Show a pixel."""
        self._pixel = pixel
        self._show_head(pixel)
        gap = self.fontMetrics().height() // 3
        told = (f"<p style='margin: {gap}px 0 0 0'>{_html(text)}</p>" for text in reasons(pixel, setup))
        self._why.setText("".join(told))
        has_bars = bool(pixel.fused or pixel.dates)
        self._bars.setVisible(has_bars)
        if has_bars:
            self._bars.show_pixel(pixel)
        self._rest.setVisible(has_bars and self._bars.hidden > 0)
        self._rest.setText(_html(tr("{count} more below 1 %").format(count=self._bars.hidden)))
        rows = "".join(
            f"<tr><td width='40%'>{_html(name)}</td><td>{_html(value)}</td></tr>"
            for name, value in facts(pixel, setup)
        )
        self._facts.setText(f"<table width='100%'>{rows}</table>")
        self._message.hide()
        self._details.show()

    def _arrange(self) -> None:
        _enlarge(self._class, 1.25)
        _enlarge(self._place, 0.9)
        head = QGridLayout()
        head.setColumnStretch(1, 1)
        for row, (sign, text) in enumerate(
            [(self._class_chip, self._class), (self._code_chip, self._code), (QLabel(), self._place)]
        ):
            head.addWidget(sign, row, 0)
            head.addWidget(text, row, 1)
        details = QVBoxLayout(self._details)
        details.setContentsMargins(0, 0, 0, 0)
        details.addLayout(head)
        for part in (self._why, self._bars, self._rest, self._facts):
            details.addWidget(part)
        inside = QWidget()
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._message)
        layout.addWidget(self._details)
        layout.addStretch()
        self.setWidget(inside)

    def _show_head(self, pixel: Pixel) -> None:
        name = pixel.land_class.name if pixel.land_class else tr("no class")
        self._class.setText(f"<b>{_html(name)}</b>")
        self._class_chip.setVisible(pixel.land_class is not None)
        if pixel.land_class:
            self._class_chip.setPixmap(chip(pixel.land_class.color, self))
        code = tr("Reliability: {code}").format(code=reliability_words(pixel.reliability))
        if pixel.confidence is not None:
            code = tr("{reliability} · confidence {share}").format(
                reliability=code, share=percent(pixel.confidence)
            )
        self._code.setText(_html(code))
        self._paint_code()
        x, y = pixel.place
        digits = 0 if abs(x) > 360 or abs(y) > 360 else 5  # metres or degrees
        place = tr("Row {row}, column {column} · {x}, {y}").format(
            row=pixel.row, column=pixel.column, x=f"{x:.{digits}f}", y=f"{y:.{digits}f}"
        )
        about = tr("Row and column, counted from 0, and the middle of the pixel in {crs}")
        self._place.setToolTip(about.format(crs=pixel.crs or tr("the CRS of the map")))
        self._place.setText(_html(place))

    def _paint_code(self) -> None:
        if self._pixel is not None:
            self._code_chip.setPixmap(chip(self._palette.color(self._pixel.reliability), self))


def _text(name: str) -> QLabel:
    """A label that wraps, and that people can copy from."""
    label = QLabel()
    label.setObjectName(name)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.RichText)
    label.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    return label


def _enlarge(label: QLabel, factor: float) -> None:
    font = label.font()
    font.setPointSizeF(font.pointSizeF() * factor)
    label.setFont(font)


def _html(text: str) -> str:
    """A text as HTML whose numbers and units stay on one line."""
    return re.sub(r"(?<=\d) (?=%|px|m\b|km)", "\u00a0", escape(text))
