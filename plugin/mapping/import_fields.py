"""What is asked of an imported model: bands, scaling, results, classes."""

from __future__ import annotations

from collections.abc import Sequence

from qgis.gui import QgsColorButton
from qgis.PyQt.QtGui import QColor
from qgis.PyQt.QtWidgets import (
    QFormLayout,
    QGroupBox,
    QHeaderView,
    QLineEdit,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ...core.model.bands import SENTINEL2
from ...core.model.card import ModelCard
from ...core.model.importing.answers import TOLD
from ...core.model.importing.draft import AS_IT_IS, OUTPUTS
from ...core.scheme import load_scheme, scheme_names
from ..parts import text_label
from ..sources import Combo
from ..words import tr

_COMMON = ("red", "green", "blue", "nir")
_SCALES = ("1", "255", "10000")
_MEANS = "means"
_MOST_ROWS = 6
"""Rows of a table that are seen at once."""


class Question(QGroupBox):
    """A part of what is known of a model, marked if it is unknown.

    Args:
        name: Object name.
        title: Of what it asks.
        unknown: Whether the model does not tell.
        why: Why it is asked.
    """

    def __init__(self, name: str, title: str, unknown: bool, why: str) -> None:
        super().__init__(tr("{} – unknown, please tell").format(title) if unknown else title)
        self.setObjectName(name)
        font = self.font()
        font.setBold(unknown)
        self.setFont(font)
        self._column = QVBoxLayout(self)
        self._column.addWidget(text_label(why))
        plain = self.font()
        plain.setBold(False)
        for child in self.findChildren(QWidget):
            child.setFont(plain)
        self._plain = plain

    def answers(self) -> dict[str, object]:
        """Parameters of the algorithm."""
        raise NotImplementedError

    def _add(self, widget: QWidget) -> None:
        widget.setFont(self._plain)
        self._column.addWidget(widget)


class Bands(Question):
    """Which band is which, in the order of the network."""

    def __init__(self, card: ModelCard, unknown: bool) -> None:
        super().__init__(
            "import_bands",
            tr("Bands"),
            unknown,
            tr("Which bands the network takes, in its order; they are looked for in images by name."),
        )
        self._known = "" if unknown else ",".join(band.name for band in card.bands)
        self._boxes = []
        table = _table("bands_table", [tr("Band")], len(card.bands))
        for row, band in enumerate(card.bands):
            box = Combo(f"band_{row + 1}", tr("Band {} of the network").format(row + 1))
            box.setEditable(True)
            for offered in SENTINEL2:
                box.addItem(f"{offered.name} ({offered.common_name})", offered.name)
            for name in _COMMON:
                box.addItem(name, name)
            box.setEditText("" if unknown else band.name)
            table.setCellWidget(row, 0, box)
            self._boxes.append(box)
        self._add(table)

    def answers(self) -> dict[str, object]:
        """The names, if all are given and they are new."""
        names = ",".join(map(_chosen, self._boxes))
        filled = all(map(_chosen, self._boxes))
        return {"BANDS": names} if filled and names != self._known else {}


class Scaling(Question):
    """What is done to reflectance before the network."""

    def __init__(self, unknown: bool, means: Sequence[float], deviations: Sequence[float]) -> None:
        super().__init__(
            "import_scaling",
            tr("Scaling"),
            unknown,
            tr(
                "What was done to the images before the network saw them. Wrong numbers give wrong maps, so "
                "they are never guessed: look for them where the model comes from."
            ),
        )
        self.how = Combo("scaling", tr("How images become what the network takes"))
        self.how.addItem(tr("choose…") if unknown else tr("as the model tells"), TOLD)
        self.how.addItem(tr("means and standard deviations"), _MEANS)
        self.how.addItem(tr("none: it takes reflectance, 0 to 1"), AS_IT_IS)
        self.how.addItem(tr("reflectance 0 to 1, backscatter −25 to 0 dB (Schmitt 2020)"), "schmitt2020")
        self.how.addItem(tr("backscatter stretched between percentiles (Yu 2021)"), "yu2021")
        self.means = _line("means", tr("Means, one or one for each band, separated by commas"), means)
        self.deviations = _line(
            "deviations", tr("Standard deviations, one or one for each band, separated by commas"), deviations
        )
        self.scale = Combo("scale", tr("The number that means reflectance 1 beside these means"))
        self.scale.setEditable(True)
        self.scale.addItems(_SCALES)
        self.scale.setEditText("")
        self.scale.lineEdit().setPlaceholderText(tr("1, 255 or 10000"))
        self.scale.setToolTip(
            tr("1: means of reflectance. 255: of 8-bit numbers. 10000: of the numbers in Sentinel-2's files.")
        )
        self.means.setPlaceholderText(tr("such as 0.08, 0.11, 0.09"))
        numbers = QWidget()
        form = QFormLayout(numbers)
        form.setContentsMargins(0, 0, 0, 0)
        form.addRow(tr("Means"), self.means)
        form.addRow(tr("Standard deviations"), self.deviations)
        form.addRow(tr("Reflectance 1 is"), self.scale)
        self._add(self.how)
        self._add(numbers)
        self.how.currentIndexChanged.connect(lambda _: numbers.setVisible(self.how.currentData() == _MEANS))
        numbers.hide()
        if unknown and means:
            self.how.setCurrentIndex(self.how.findData(_MEANS))

    def answers(self) -> dict[str, object]:
        """How it is scaled, if that is chosen."""
        how = self.how.currentData()
        if how != _MEANS:
            return {} if how == TOLD else {"NORMALISATION": how}
        told = {
            "MEANS": self.means.text().strip(),
            "DEVIATIONS": self.deviations.text().strip(),
            "SCALE": self.scale.currentText().strip(),
        }
        return {key: value for key, value in told.items() if value}


class Results(Question):
    """What the network gives."""

    def __init__(self) -> None:
        super().__init__(
            "import_output",
            tr("Results"),
            True,
            tr(
                "The network gives numbers from 0 to 1, and does not tell which; logits are rarely like that."
            ),
        )
        words = {
            "logits": tr("logits: numbers of any size"),
            "softmax": tr("probabilities that sum to 1 (softmax)"),
            "sigmoid": tr("a share of its own for each class (sigmoid)"),
        }
        self.box = Combo("output", tr("What the network gives"))
        self.box.addItem(tr("choose…"), TOLD)
        for name in OUTPUTS:
            self.box.addItem(words[name], name)
        self._add(self.box)

    def answers(self) -> dict[str, object]:
        """What was chosen."""
        return {"OUTPUT": self.box.currentData()}


class Classes(Question):
    """What the outputs of the network mean: classes of their own, or those of a built-in scheme."""

    def __init__(self, card: ModelCard, unknown: bool) -> None:
        super().__init__(
            "import_classes",
            tr("Classes"),
            unknown,
            tr(
                "In the order of the network. With the classes of a built-in scheme the model can map "
                "together with other models, and crosswalks of old maps fit."
            ),
        )
        self._unknown = unknown
        self.scheme = Combo("scheme", tr("Classes of their own, or of a built-in scheme"))
        self.scheme.addItem(tr("classes of its own"), "")
        for name in scheme_names():
            self.scheme.addItem(name, name)
        self.table = _table("classes_table", [tr("Number"), tr("Class"), tr("Colour")], len(card.classes))
        self._names = []
        for row, class_id in enumerate(card.classes):
            self._fill(row, card, class_id)
        self.other = Combo("other", tr("The class that stands for everything else, such as background"))
        self.scheme.currentIndexChanged.connect(lambda _: self._offer())
        self._offer_others()
        for box in self._names:
            box.editTextChanged.connect(lambda _: self._offer_others())
        below = QWidget()
        form = QFormLayout(below)
        form.setContentsMargins(0, 0, 0, 0)
        form.addRow(tr("Everything else"), self.other)
        self._add(self.scheme)
        self._add(self.table)
        self._add(below)
        self._shown = self._text()

    def answers(self) -> dict[str, object]:
        """The classes, if all are named and they are new, and the one of everything else."""
        named = all(box.currentText().strip() for box in self._names)
        told = {"CLASSES": self._text()} if named and (self._unknown or self._text() != self._shown) else {}
        return {**told, "OTHER": self.other.currentData()} if self.other.currentData() else told

    def _fill(self, row: int, card: ModelCard, class_id: int) -> None:
        named = next((c for c in card.scheme.classes if c.id == class_id), None)
        number = QTableWidgetItem(str(class_id or row + 1))
        self.table.setItem(row, 0, number)
        box = Combo(f"class_{row + 1}", tr("Class of output {} of the network").format(row + 1))
        box.setEditable(True)
        box.setEditText("" if self._unknown else card.name_of(class_id))
        color = QgsColorButton()
        color.setObjectName(f"color_{row + 1}")
        if named:
            color.setColor(QColor(*named.color))
        self.table.setCellWidget(row, 1, box)
        self.table.setCellWidget(row, 2, color)
        self._names.append(box)

    def _offer(self) -> None:
        """Let the rows choose among the classes of the scheme."""
        chosen = self.scheme.currentData()
        scheme = load_scheme(chosen) if chosen else None
        for box in self._names:
            text = box.currentText()
            box.clear()
            if scheme:
                for c in scheme.classes:
                    box.addItem(c.name, c.id)
            box.setEditable(not scheme)
            if scheme:
                box.setCurrentIndex(box.findText(text))
            else:
                box.setEditText(text)
        for column in (0, 2):
            self.table.setColumnHidden(column, bool(scheme))
        self._offer_others()

    def _offer_others(self) -> None:
        chosen = self.other.currentData()
        self.other.clear()
        self.other.addItem(tr("no class"), "")
        for box in self._names:
            if name := box.currentText().strip():
                self.other.addItem(name, name)
        self.other.setCurrentIndex(max(self.other.findData(chosen), 0))

    def _text(self) -> str:
        scheme = self.scheme.currentData()
        if scheme:
            return f"{scheme} {','.join(str(box.currentData()) for box in self._names)}"
        return "; ".join(
            f"{self.table.item(row, 0).text().strip()} {box.currentText().strip().replace(';', ',')} "
            f"{self.table.cellWidget(row, 2).color().name()}"
            for row, box in enumerate(self._names)
        )


def _chosen(box: Combo) -> str:
    """The name of a band: that of an entry, or what was typed."""
    position = box.findText(box.currentText())
    text = box.itemData(position) if position >= 0 else box.currentText()
    return str(text).strip()


def _line(name: str, tip: str, values: Sequence[float]) -> QLineEdit:
    line = QLineEdit(",".join(f"{value:g}" for value in values))
    line.setObjectName(name)
    line.setToolTip(tip)
    line.setAccessibleName(tip)
    return line


def _table(name: str, titles: list[str], rows: int) -> QTableWidget:
    table = QTableWidget(rows, len(titles))
    table.setObjectName(name)
    table.setAccessibleName(titles[0])
    table.setHorizontalHeaderLabels(titles)
    header = table.horizontalHeader()
    for column in range(len(titles)):
        header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
    header.setSectionResizeMode(min(1, len(titles) - 1), QHeaderView.ResizeMode.Stretch)
    height = table.verticalHeader().defaultSectionSize() * min(rows, _MOST_ROWS) + header.sizeHint().height()
    table.setMinimumHeight(height + 2 * table.frameWidth())
    table.setMaximumHeight(height + 2 * table.frameWidth())
    return table
