"""The dated images: their dates, their cloud masks, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from qgis.core import QgsApplication, QgsRasterLayer
from qgis.PyQt.QtCore import QSize, Qt, QTimer, pyqtSignal
from qgis.PyQt.QtGui import QFontMetrics, QResizeEvent
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ...core.errors import SureCoverError
from ...core.imagery.dates import GIVEN, given_date
from ...processing_provider.rasterlayers import problem_of
from ..parts import icon_button, text_label
from ..session import Session
from ..sources import SourceBox, is_raster, project_layers, value_of
from ..words import tr
from .choices import Choices, Image
from .image_check import KNOWN, ImageCheck

_ROWS = 4
"""So many images are seen without scrolling the list."""


class ImagesBox(QWidget):
    """The list of images, with its buttons.

    Args:
        session: Shows why a date is none.
        check: Tells dates and problems.
    """

    changed = pyqtSignal()

    def __init__(self, session: Session, check: ImageCheck) -> None:
        super().__init__()
        self._session, self._check = session, check
        self._images: tuple[Image, ...] = ()
        self._models: Mapping[str, str] = {}
        self._dialog: _LayersDialog | None = None
        self.list = QListWidget()
        self.list.setObjectName("images")
        self.list.setAccessibleName(tr("Images"))
        self.list.setToolTip(tr("One image per date; drag them into another order"))
        self.list.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.list.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.list.setWordWrap(True)  # else rows keep their width when the dock becomes narrower
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.model().rowsMoved.connect(lambda *_: QTimer.singleShot(0, self._read_order))
        self._empty = text_label(tr("One image per date: rasters, or Sentinel-2 products as downloaded."))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._empty)
        layout.addWidget(self.list)
        layout.addLayout(self._buttons())
        check.changed.connect(self._tell)
        self._fill()

    def show_choices(self, choices: Choices) -> None:
        """Show these."""
        if choices.images != self._images:
            self._images = choices.images
            self._fill()

    def taken(self, choices: Choices) -> Choices:
        """The choices with what is chosen here."""
        return replace(choices, images=self._images)

    def tell_models(self, titles: Mapping[str, str]) -> None:
        """Mark the images that the models with these folders cannot use."""
        self._models = titles
        self._tell()

    def add(self, paths: list[str]) -> None:
        """Put images at the end of the list; those that are there stay where they are."""
        there = {image.path for image in self._images}
        self._change([*self._images, *(Image(path) for path in dict.fromkeys(paths) if path not in there)])

    def rows(self) -> list[ImageRow]:
        """What the list shows, in its order."""
        return [self.list.itemWidget(self.list.item(row)) for row in range(self.list.count())]

    def _buttons(self) -> QHBoxLayout:
        line = QHBoxLayout()
        for name, text, tip, action in (
            ("add_layers", tr("Add layers…"), tr("Rasters of the project"), self._ask_layers),
            ("add_files", tr("Add files…"), tr("Rasters, or a Sentinel-2 product's zip or MTD_MSI….xml"),
             self._ask_files),
        ):  # fmt: skip
            button = QPushButton(text)
            button.setObjectName(name)
            button.setToolTip(tip)
            button.clicked.connect(action)
            line.addWidget(button)
        line.addStretch(1)
        self._editing = [
            icon_button("image_up", "mActionArrowUp", tr("Move the image up")),
            icon_button("image_down", "mActionArrowDown", tr("Move the image down")),
            icon_button("remove_image", "mActionDeleteSelected", tr("Take the image off the list")),
        ]
        for button, action in zip(self._editing, (self._up, self._down, self._remove)):
            button.clicked.connect(action)
            line.addWidget(button)
        return line

    def _ask_layers(self) -> None:
        self._dialog = _LayersDialog(self)
        self._dialog.accepted.connect(lambda: self.add(self._dialog.chosen()))
        self._dialog.open()

    def _ask_files(self) -> None:
        kinds = tr("Images") + " (*.tif *.tiff *.vrt *.img *.jp2 *.zip MTD_MSI*.xml);;" + tr("All files (*)")
        paths, _ = QFileDialog.getOpenFileNames(self, tr("Dated images"), "", kinds)
        self.add(paths)

    def _up(self) -> None:
        self._move(-1)

    def _down(self) -> None:
        self._move(1)

    def _move(self, by: int) -> None:
        row = self.list.currentRow()
        if row >= 0 and 0 <= row + by < len(self._images):
            images = list(self._images)
            images.insert(row + by, images.pop(row))
            self._change(images, row + by)

    def _remove(self) -> None:
        row = self.list.currentRow()
        if row >= 0:
            self._change([image for number, image in enumerate(self._images) if number != row], row)

    def _read_order(self) -> None:
        """After a drag, which takes away what the rows show."""
        order = [self.list.item(row).data(Qt.ItemDataRole.UserRole) for row in range(self.list.count())]
        self._change([self._images[number] for number in order], self.list.currentRow())

    def _change(self, images: list[Image], row: int = -1) -> None:
        self._images = tuple(images)
        self._fill()
        self.list.setCurrentRow(min(row, len(images) - 1))
        self.changed.emit()

    def _take_rows(self) -> None:
        """After one of them changed its image."""
        self._images = tuple(row.image for row in self.rows())
        self.changed.emit()

    def _fill(self) -> None:
        """Keep the rows that fit; making one for each of many images takes its time."""
        for number, image in enumerate(self._images):
            while number < self.list.count() and self._shown(number) not in self._images[number:]:
                self.list.takeItem(number)
            if self._shown(number) != image:
                self._insert(number, image)
            self.list.item(number).setData(Qt.ItemDataRole.UserRole, number)
        while self.list.count() > len(self._images):
            self.list.takeItem(self.list.count() - 1)
        rows = self.rows()
        height = rows[0].sizeHint().height() if rows else 0
        self.list.setFixedHeight(min(len(rows), _ROWS) * height + 2 * self.list.frameWidth())
        self.list.setVisible(bool(rows))
        self._empty.setVisible(not rows)
        for button in self._editing:
            button.setEnabled(bool(rows))
        self._tell()

    def _shown(self, number: int) -> Image | None:
        """The image of a row; None if there is no such row, or it was dragged and shows nothing."""
        row = self.list.itemWidget(self.list.item(number))
        return row.image if row else None

    def _insert(self, number: int, image: Image) -> None:
        row = ImageRow(image, self._session)
        row.changed.connect(self._take_rows)
        item = QListWidgetItem()
        item.setData(Qt.ItemDataRole.AccessibleTextRole, Path(image.path).name)
        item.setSizeHint(QSize(0, row.sizeHint().height()))
        self.list.insertItem(number, item)
        self.list.setItemWidget(item, row)

    def _tell(self) -> None:
        for row in self.rows():
            row.tell(self._check, self._models)


class ImageRow(QWidget):
    """One image: its name, its date and where that comes from, its cloud mask.

    Args:
        image: The image.
        session: Shows why a date is none.
    """

    changed = pyqtSignal()

    def __init__(self, image: Image, session: Session) -> None:
        super().__init__()
        self.image = image
        self._session = session
        self._told_date = ""
        self._mark = QLabel()
        self._mark.setObjectName("image_problem")
        self.name = _Elided(Path(image.path).name)
        self.name.setToolTip(image.path)
        self.date = QLineEdit(image.date)
        self.date.setObjectName("image_date")
        self.date.setToolTip(tr("Date, as year-month-day; type another one where it is wrong"))
        self.date.setAccessibleName(tr("Date of {}").format(Path(image.path).name))
        self.date.setFixedWidth(QFontMetrics(self.date.font()).horizontalAdvance("0000-00-00   "))
        self.date.editingFinished.connect(self._take_date)
        self.origin = QLabel()
        self.origin.setObjectName("image_date_from")
        self.mask = SourceBox(
            "image_mask", tr("Cloud mask"), is_raster, tr("own or automatic"),
            tr("Rasters") + " (*.tif *.tiff *.vrt *.img *.jp2);;" + tr("All files (*)"),
        )  # fmt: skip
        self.mask.set_value(image.mask)
        self.mask.changed.connect(self._take_mask)
        layout = QGridLayout(self)
        layout.setContentsMargins(4, 2, 4, 2)
        layout.setVerticalSpacing(1)
        top = QHBoxLayout()
        top.addWidget(self._mark)
        top.addWidget(self.name, 1)
        top.addWidget(self.origin)
        layout.addLayout(top, 0, 0, 1, 2)
        layout.addWidget(self.date, 1, 0)
        layout.addWidget(self.mask, 1, 1)
        layout.setColumnStretch(1, 1)

    def tell(self, check: ImageCheck, models: Mapping[str, str]) -> None:
        """Show what is known of the image, and whether models can use it."""
        found = check.image(self.image.path)
        self._told_date = "" if self.image.date else found.get("date", "")
        if not self.date.hasFocus():
            self._show_date()
        self.date.setPlaceholderText(check.state or tr("unknown"))
        origin = GIVEN if self.image.date else found.get("date_from", "")
        self.origin.setText(_origins().get(origin, tr("date from metadata")))
        self.origin.setToolTip(tr("Where the date comes from: {}").format(origin) if origin else "")
        clouds = "" if self.image.mask else found.get("clouds", "")
        self.mask.combo.setItemText(0, _clouds(clouds))
        self._tell_problem(check.problem(self.image.path, models) if check.state == KNOWN else "")

    def _tell_problem(self, problem: str) -> None:
        side = self.fontMetrics().height()
        icon = QgsApplication.getThemeIcon("/mIconWarning.svg")
        self._mark.setVisible(bool(problem))
        self._mark.setPixmap(icon.pixmap(side, side))
        self._mark.setToolTip(problem)
        self._mark.setAccessibleName(problem)

    def _take_date(self) -> None:
        label = tr("The date of {}").format(Path(self.image.path).name)
        try:
            date = given_date(self.date.text(), label)
        except SureCoverError as error:
            self._session.show_error(str(error))
        else:
            self._take(replace(self.image, date="" if date == self._told_date else date))
        self._show_date()

    def _show_date(self) -> None:
        self.date.setText(self.image.date or self._told_date)

    def _take_mask(self) -> None:
        self._take(replace(self.image, mask=self.mask.value()))

    def _take(self, image: Image) -> None:
        if image != self.image:
            self.image = image
            self.changed.emit()


class _Elided(QLabel):
    """A label that shows the beginning and the end of a long name."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        self.setText(self.fontMetrics().elidedText(self._text, Qt.TextElideMode.ElideMiddle, self.width()))
        super().resizeEvent(event)


class _LayersDialog(QDialog):
    """The rasters of the project, to tick."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("layers_dialog")
        self.setWindowTitle(tr("Add layers of the project"))
        self.list = QListWidget()
        self.list.setObjectName("layers_to_add")
        self.list.setAccessibleName(tr("Rasters of the project"))
        for layer in project_layers():
            if isinstance(layer, QgsRasterLayer):
                self.list.addItem(_layer_item(layer))
        kinds = QDialogButtonBox.StandardButton
        buttons = QDialogButtonBox(kinds.Ok | kinds.Cancel)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        text = tr("Tick the images, one per date.")
        layout.addWidget(text_label(text if self.list.count() else tr("The project has no rasters.")))
        layout.addWidget(self.list)
        layout.addWidget(buttons)

    def chosen(self) -> list[str]:
        items = [self.list.item(row) for row in range(self.list.count())]
        ticked = Qt.CheckState.Checked
        return [item.data(Qt.ItemDataRole.UserRole) for item in items if item.checkState() == ticked]


def _layer_item(layer: QgsRasterLayer) -> QListWidgetItem:
    """A raster to tick; one that the engine cannot read is shown with the reason."""
    item = QListWidgetItem(layer.name())
    item.setData(Qt.ItemDataRole.UserRole, value_of(layer))
    item.setCheckState(Qt.CheckState.Unchecked)
    problem = problem_of(layer)
    item.setToolTip(tr("This is {}.").format(problem) if problem else value_of(layer))
    if problem:
        item.setFlags(Qt.ItemFlag.NoItemFlags)
    return item


def _clouds(told: str) -> str:
    """What tells an image's clouds if no mask is chosen."""
    known = {"": tr("own or automatic"), "none": tr("no mask"), "its own band SCL": tr("own band SCL")}
    return known.get(told, told)


def _origins() -> dict[str, str]:
    return {
        GIVEN: tr("date given"),
        "file name": tr("date from file name"),
        "": "",
    }
