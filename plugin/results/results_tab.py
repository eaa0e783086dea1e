"""The tab "Results": the layers of a run, how the map is shown, comparing, and the legend with figures."""

from __future__ import annotations

from pathlib import Path

from qgis.core import QgsApplication, QgsProject, QgsRasterLayer
from qgis.PyQt.QtCore import Qt, QUrl
from qgis.PyQt.QtGui import QDesktopServices, QHideEvent, QKeySequence
from qgis.PyQt.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QFileDialog,
    QFrame,
    QGroupBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QShortcut,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ...core.errors import SureCoverError
from ...core.model.cardfile import CARD
from ...core.resultfolder import MODEL, ResultFolder
from ..session import Session
from ..slices import Sliced
from ..words import tr
from . import layers
from .compare_panel import ComparePanel
from .layers import Blend
from .legend_table import LegendTable


class ResultsTab(QWidget):
    """Shows the results that are open.

    Args:
        session: What the tabs share.
        parent: Owns the tab.
    """

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._title = QLabel()
        self._title.setObjectName("results_title")
        self._title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._open = _button("open_results", tr("Open results…"), "/mActionFileOpen.svg")
        self._open.setToolTip(tr("Open a folder of results that was made earlier or elsewhere"))
        self._report = _button("open_report", tr("Open the report"), "/mActionNewReport.svg")
        self._report.setToolTip(tr("Show the report of this run in the web browser"))
        self._model = _button("use_learned", tr("Use the learned model"), "/mActionAdd.svg")
        self._model.setToolTip(tr("Map other images with the model that this run learned"))
        self._blends = _blend_buttons()
        self._safe = QCheckBox(tr("Colours for colour-blind eyes"))
        self._safe.setObjectName("safe_colors")
        self._safe.setToolTip(tr("Blue, yellow and orange instead of green, orange and red for reliability"))
        self._safe.setChecked(session.palette.is_safe)
        self._compare = ComparePanel(session.canvas)
        self._legend = LegendTable(session.palette)
        self._rest: Sliced | None = None
        self._pages = QStackedWidget()
        self._lay_out()
        self._connect()
        self._show(session.result)

    def close_down(self) -> None:
        """Give back what QGIS was lent."""
        self._compare.stop()
        self._stop_attaching()
        QgsProject.instance().layersRemoved.disconnect(self._layers_changed)

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        """Comparing ends when another tab is opened or the dock closed, not when QGIS is minimised."""
        if not event.spontaneous():
            self._compare.stop()
        super().hideEvent(event)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self._open)
        top.addWidget(self._report)
        top.addStretch()
        learned = QHBoxLayout()
        learned.addWidget(self._model)
        learned.addStretch()
        empty = QLabel(
            tr(
                "No results are open. Make a map in the tab “Map”: its results are shown here when it is "
                "done. Or open a folder of results that was made earlier."
            )
        )
        empty.setObjectName("no_results")
        empty.setWordWrap(True)
        empty.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._pages.addWidget(empty)
        self._pages.addWidget(self._page())
        layout = QVBoxLayout(self)
        layout.addLayout(top)
        layout.addWidget(self._title)
        layout.addLayout(learned)
        layout.addWidget(self._pages)

    def _page(self) -> QScrollArea:
        shown = QGroupBox(tr("Show in the map"))
        shown_layout = QVBoxLayout(shown)
        shown_layout.setSpacing(2)
        for button in self._blends.values():
            shown_layout.addWidget(button)
        shown_layout.addWidget(self._safe)
        legend = QGroupBox(tr("Legend"))
        legend_layout = QVBoxLayout(legend)
        legend_layout.setContentsMargins(0, 0, 0, 0)
        legend_layout.addWidget(self._legend)
        content = QWidget()
        layout = QVBoxLayout(content)
        layout.setContentsMargins(0, 0, 0, 0)
        for part in (shown, self._compare, legend):
            layout.addWidget(part)
        layout.addStretch()
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(content)
        return area

    def _connect(self) -> None:
        self._open.clicked.connect(self._choose_folder)
        self._report.clicked.connect(self._open_report)
        self._model.clicked.connect(self._use_learned)
        group = QButtonGroup(self)
        for key, (blend, button) in enumerate(self._blends.items(), start=1):
            group.addButton(button)
            button.clicked.connect(lambda _on, blend=blend: self._blend(blend))
            shortcut = QShortcut(QKeySequence(f"Alt+{key}"), self)
            shortcut.setContext(Qt.ShortcutContext.ApplicationShortcut)
            shortcut.activated.connect(button.click)
        self._safe.toggled.connect(self._session.palette.set_safe)
        self._session.palette.changed.connect(self._recolor)
        self._session.opened.connect(self._show)
        self._session.wanted.connect(self._attach)
        QgsProject.instance().layersRemoved.connect(self._layers_changed)

    def _show(self, result: ResultFolder | None) -> None:
        self._compare.stop()
        self._stop_attaching()
        self._pages.setCurrentIndex(0 if result is None else 1)
        self._report.setVisible(result is not None)
        self._title.setVisible(result is not None)
        self._model.setVisible(result is not None and Path(result.file(MODEL), CARD).is_file())
        if result is None:
            return
        self._title.setText(result.path.name)
        self._title.setToolTip(str(result.path))
        try:
            self._legend.show_report(result.report())
        except SureCoverError as error:
            self._session.show_error(str(error))
        self._recolor()
        self._show_layers()

    def _attach(self) -> None:
        """Bring results into the project that somebody made or chose, and into view."""
        result = self._session.result
        work = layers.attach(result)
        try:
            next(work)
        except SureCoverError as error:
            self._session.show_error(str(error))
            return
        self._rest = Sliced(work, self)
        self._rest.finished.connect(self._show_layers)
        self._recolor()
        self._show_layers()
        self._look_at(layers.find_layers(result).get(layers.MAP))

    def _stop_attaching(self) -> None:
        if self._rest is not None:
            self._rest.stop()
            self._rest = None

    def _layers_changed(self) -> None:
        """Somebody removed layers; the others still have what they had."""
        self._stop_attaching()
        self._show_layers()

    def _show_layers(self) -> None:
        """Offer what can be done with the layers that are there."""
        known = layers.find_layers(self._session.result)
        shown = known.get(layers.MAP)
        usable = shown is not None and shown.isValid()
        can_blend = layers.can_blend(shown)
        for blend, button in self._blends.items():
            button.setEnabled(usable and (can_blend or blend is Blend.ALL))
        self._blends[layers.blend_of(shown) if can_blend else Blend.ALL].setChecked(True)
        self._compare.set_layers(
            layers.comparable(known), layers.MOSAIC, layers.MAP, known.get(layers.MOSAIC)
        )

    def _blend(self, blend: Blend) -> None:
        layer = layers.find_layers(self._session.result).get(layers.MAP)
        if layer is None:  # it was dragged out of its group, of which nobody told
            self._show_layers()
            return
        layers.set_blend(layer, blend)
        self._compare.refresh()

    def _recolor(self) -> None:
        palette = self._session.palette
        self._safe.setChecked(palette.is_safe)
        reliability = layers.find_layers(self._session.result).get(layers.RELIABILITY)
        if reliability is not None:
            layers.recolor(reliability, palette)

    def _look_at(self, layer: QgsRasterLayer | None) -> None:
        """Bring results into view that lie elsewhere."""
        canvas = self._session.canvas
        if layer is None or not layer.isValid():
            return
        extent = canvas.mapSettings().layerExtentToOutputExtent(layer, layer.extent())
        if not extent.intersects(canvas.extent()):
            canvas.setExtent(extent)
            canvas.refresh()

    def _choose_folder(self) -> None:
        result = self._session.result
        start = str(result.path.parent) if result else QgsProject.instance().homePath()
        folder = QFileDialog.getExistingDirectory(self, tr("Folder of results"), start)
        if folder:
            self._session.open(folder)

    def _use_learned(self) -> None:
        self._session.model_wanted.emit(self._session.result.file(MODEL))

    def _open_report(self) -> None:
        report = self._session.result.file("report.html")
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(report)):
            self._session.show_error(tr("No program opens web pages here; the report is {}.").format(report))


def _button(name: str, text: str, icon: str) -> QPushButton:
    button = QPushButton(QgsApplication.getThemeIcon(icon), text)
    button.setObjectName(name)
    return button


def _blend_buttons() -> dict[Blend, QRadioButton]:
    """In the order of their keys."""
    texts = {
        Blend.ALL: (tr("All classes"), tr("Every pixel in the colour of its class (Alt+1)")),
        Blend.RELIABILITY: (
            tr("Dim by reliability"),
            tr("The less reliable a pixel, the more the satellite picture shows through it (Alt+2)"),
        ),
        Blend.CONFIDENCE: (
            tr("Dim by confidence"),
            tr("The lower the confidence, the more the satellite picture shows through (Alt+3)"),
        ),
        Blend.DOUBTFUL: (
            tr("Only doubtful (codes 2 and 3)"),
            tr("Only pixels with medium or low reliability; the satellite picture elsewhere (Alt+4)"),
        ),
    }
    buttons = {}
    for blend, (text, told) in texts.items():
        buttons[blend] = QRadioButton(text)
        buttons[blend].setObjectName(f"blend_{blend.name.lower()}")
        buttons[blend].setToolTip(told)
    return buttons
