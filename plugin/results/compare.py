"""Two layers over one another on the canvas: swipe with a divider, or flicker from one to the other."""

from __future__ import annotations

from enum import Enum
from functools import partial

from qgis.core import QgsMapRendererParallelJob, QgsMapSettings, QgsPointXY, QgsProject, QgsVectorLayer
from qgis.gui import QgsMapCanvas, QgsMapCanvasItem
from qgis.PyQt.QtCore import QEvent, QObject, QPointF, QRectF, Qt, QTimer, pyqtSignal
from qgis.PyQt.QtGui import QImage, QKeyEvent, QMouseEvent, QPainter, QPalette, QPen, QTextOption

A, B = "A", "B"

_SETTLE = 80
"""Milliseconds without a change of the view after which the pictures are drawn anew."""

_KEY_STEP = 0.02

_HEIGHT = -1
"""Of the pictures among the items of the canvas: over the map, under what map tools and reviews draw."""


class Mode(Enum):
    """How two layers are compared."""

    OFF = "off"
    SWIPE = "swipe"
    FLICKER = "flicker"


class _Picture:
    """A rendered layer, and where in the world its corners lie."""

    def __init__(self, name: str, image: QImage, settings: QgsMapSettings) -> None:
        size, to_pixel = settings.outputSize(), settings.mapToPixel()
        self.name = name
        self.image = image
        self._upper_left = to_pixel.toMapCoordinates(0, 0)
        self._lower_right = to_pixel.toMapCoordinates(size.width(), size.height())

    def place(self, item: QgsMapCanvasItem) -> QRectF:
        """Where it lies on the canvas, also when the view has moved on and the next one is under way."""
        corners = (self._upper_left, self._lower_right)
        return QRectF(*(item.toCanvasCoordinates(QgsPointXY(corner)) for corner in corners))


class _Item(QgsMapCanvasItem):
    """Paints the pictures over the whole canvas."""

    def __init__(self, canvas: QgsMapCanvas) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self.pictures: dict[str, _Picture] = {}
        self.divider: float | None = None
        self.side = A
        self.setZValue(_HEIGHT)

    def boundingRect(self) -> QRectF:  # noqa: N802
        return QRectF(self._canvas.viewport().rect())

    def updatePosition(self) -> None:  # noqa: N802
        self.prepareGeometryChange()
        self.update()

    def paint(self, painter: QPainter, option: object = None, widget: object = None) -> None:
        whole = self.boundingRect()
        if self.divider is None:
            self._paint_side(painter, self.side, whole)
            return
        x = round(self.divider * whole.width())
        self._paint_side(painter, A, whole.adjusted(0, 0, x - whole.width(), 0))
        self._paint_side(painter, B, whole.adjusted(x, 0, 0, 0))
        for color, width in ((Qt.GlobalColor.white, 4), (Qt.GlobalColor.black, 2)):
            painter.setPen(QPen(color, width))
            painter.drawLine(QPointF(x, 0), QPointF(x, whole.height()))

    def _paint_side(self, painter: QPainter, side: str, part: QRectF) -> None:
        picture = self.pictures.get(side)
        if picture is None:
            return
        painter.save()
        painter.setClipRect(part)
        painter.drawImage(picture.place(self), picture.image, QRectF(picture.image.rect()))
        self._paint_name(
            painter, f"{side}: {picture.name}", part, towards_right=self.divider is not None and side == A
        )
        painter.restore()

    def _paint_name(self, painter: QPainter, text: str, part: QRectF, towards_right: bool) -> None:
        """At the top, beside the divider if there is one."""
        palette, metrics = self._canvas.palette(), painter.fontMetrics()
        margin = metrics.height() / 2
        box = QRectF(0, margin, metrics.horizontalAdvance(text) + 2 * margin, metrics.height() + margin)
        if towards_right:
            box.moveRight(part.right() - margin)
        else:
            box.moveLeft(part.left() + margin)
        painter.fillRect(box, palette.color(QPalette.ColorRole.Base))
        painter.setPen(palette.color(QPalette.ColorRole.Text))
        painter.drawText(box, text, QTextOption(Qt.AlignmentFlag.AlignCenter))


class Comparison(QObject):
    """Compares two layers without touching the project: nothing is hidden or shown, nothing becomes dirty.

    The pictures are rendered in the background, with the canvas's vector layers over them. While it is on,
    the divider can be dragged and moved with the keys Left and Right, and the space key flips, when the
    canvas has the focus; map tools work beside it.

    Args:
        canvas: Where.
        parent: Owns it.
    """

    moved = pyqtSignal(float)
    """The divider, to 0 (left) … 1 (right)."""

    flipped = pyqtSignal(str)
    """To the side A or B."""

    drawn = pyqtSignal()
    """Both pictures are of the present view."""

    def __init__(self, canvas: QgsMapCanvas, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._canvas = canvas
        self._mode = Mode.OFF
        self._layers = {A: "", B: ""}
        self._ground = ""
        self._jobs: dict[str, QgsMapRendererParallelJob] = {}
        self._item: _Item | None = None
        self._divider = 0.5
        self._dragging = False
        self._usual_cursor = canvas.viewport().cursor()
        self._automatic = True
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.setInterval(_SETTLE)
        self._settling.timeout.connect(self._draw)
        self._pace = QTimer(self)
        self._pace.timeout.connect(self.flip)

    @property
    def mode(self) -> Mode:
        """How it compares now."""
        return self._mode

    def set_mode(self, mode: Mode) -> None:
        """Begin, change or end; at the end the canvas is as it was."""
        if mode is self._mode:
            return
        if mode is Mode.OFF:
            self._end()
        elif self._mode is Mode.OFF:
            self._begin()
        self._mode = mode
        if self._item is not None:
            self._item.side = A
            self._show_divider()
        self._keep_pace()

    def set_layers(self, first: str, second: str, ground: str) -> None:
        """Choose the layers A and B, and what shows through where they are transparent, by their ids."""
        self._layers = {A: first, B: second}
        self._ground = ground
        self.refresh()

    def refresh(self) -> None:
        """Draw anew, soon, because the view or a layer has changed."""
        if self._item is not None:
            self._settling.start()

    def set_divider(self, place: float) -> None:
        """Move the divider, to 0 … 1."""
        self._divider = min(max(place, 0.0), 1.0)
        self._show_divider()
        self.moved.emit(self._divider)

    def set_pace(self, seconds: float) -> None:
        """How long each side is shown."""
        self._pace.setInterval(round(1000 * seconds))

    def set_automatic(self, automatic: bool) -> None:
        """Whether the sides alternate by themselves."""
        self._automatic = automatic
        self._keep_pace()

    def flip(self) -> None:
        """Show the other side."""
        if self._mode is Mode.FLICKER:
            self._item.side = B if self._item.side == A else A
            self._item.update()
            self._keep_pace()
            self.flipped.emit(self._item.side)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Take the mouse at the divider, and the keys."""
        if isinstance(event, QKeyEvent):
            return self._take_key(event)
        if isinstance(event, QMouseEvent) and self._mode is Mode.SWIPE:
            return self._take_mouse(event)
        return False

    def _begin(self) -> None:
        self._item = _Item(self._canvas)
        for watched in (self._canvas, self._canvas.viewport()):
            watched.installEventFilter(self)
        self._canvas.extentsChanged.connect(self.refresh)
        self._canvas.mapCanvasRefreshed.connect(self.refresh)
        self._draw()

    def _end(self) -> None:
        for watched in (self._canvas, self._canvas.viewport()):
            watched.removeEventFilter(self)
        self._canvas.extentsChanged.disconnect(self.refresh)
        self._canvas.mapCanvasRefreshed.disconnect(self.refresh)
        self._settling.stop()
        self._drop_jobs()
        self._point(False)
        self._dragging = False
        self._canvas.scene().removeItem(self._item)
        self._item = None

    def _draw(self) -> None:
        self._drop_jobs()
        above = [layer for layer in self._canvas.layers() if isinstance(layer, QgsVectorLayer)]
        project = QgsProject.instance()
        ground = [layer for layer in [project.mapLayer(self._ground)] if layer]
        for side, layer_id in self._layers.items():
            layer = project.mapLayer(layer_id)
            if layer is None:
                self._item.pictures.pop(side, None)
                continue
            settings = QgsMapSettings(self._canvas.mapSettings())
            settings.setLayers([*above, layer, *ground])
            settings.setBackgroundColor(self._canvas.canvasColor())
            job = self._jobs[side] = QgsMapRendererParallelJob(settings)
            job.setParent(self)
            job.finished.connect(partial(self._take_picture, side, layer.name(), job))
        for job in list(self._jobs.values()):
            job.start()
        self._item.update()

    def _take_picture(self, side: str, name: str, job: QgsMapRendererParallelJob) -> None:
        job.deleteLater()
        if self._jobs.get(side) is not job:
            return
        del self._jobs[side]
        self._item.pictures[side] = _Picture(name, job.renderedImage(), job.mapSettings())
        self._item.update()
        if not self._jobs:
            self.drawn.emit()

    def _drop_jobs(self) -> None:
        jobs, self._jobs = self._jobs, {}
        for job in jobs.values():
            job.cancelWithoutBlocking()

    def _show_divider(self) -> None:
        if self._item is not None:
            self._item.divider = self._divider if self._mode is Mode.SWIPE else None
            self._item.update()

    def _keep_pace(self) -> None:
        if self._mode is Mode.FLICKER and self._automatic:
            self._pace.start()
        else:
            self._pace.stop()

    def _take_key(self, event: QKeyEvent) -> bool:
        steps = {Qt.Key.Key_Left: -_KEY_STEP, Qt.Key.Key_Right: _KEY_STEP}
        swiping = self._mode is Mode.SWIPE and event.key() in steps
        flickering = self._mode is Mode.FLICKER and event.key() == Qt.Key.Key_Space
        if event.type() == QEvent.Type.KeyPress:
            if swiping:
                self.set_divider(self._divider + steps[event.key()])
            elif flickering and not event.isAutoRepeat():
                self.flip()
        return swiping or flickering

    def _take_mouse(self, event: QMouseEvent) -> bool:
        width = self._canvas.viewport().width()
        near = abs(event.pos().x() - self._divider * width) <= self._canvas.fontMetrics().height() / 2
        if event.type() == QEvent.Type.MouseButtonPress:
            self._dragging = near and event.button() == Qt.MouseButton.LeftButton
            return self._dragging
        if event.type() == QEvent.Type.MouseMove and self._dragging:
            self.set_divider(event.pos().x() / width)
            return True
        if event.type() == QEvent.Type.MouseButtonRelease and self._dragging:
            self._dragging = False
            return True
        if event.type() == QEvent.Type.MouseMove and event.buttons() == Qt.MouseButton.NoButton:
            self._point(near)
        return False

    def _point(self, at_divider: bool) -> None:
        """Show by the pointer that the divider can be dragged."""
        viewport, split = self._canvas.viewport(), Qt.CursorShape.SplitHCursor
        shown = viewport.cursor()
        if at_divider and shown.shape() != split:
            self._usual_cursor = shown  # map tools do not tell theirs
            viewport.setCursor(split)
        elif not at_divider and shown.shape() == split:
            viewport.setCursor(self._usual_cursor)
