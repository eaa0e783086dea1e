"""The models to choose from: each a card with what it needs, what it tells, how good it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ...core.errors import SureCoverError
from ...core.model.card import OTHER, ModelCard
from ...core.model.cardfile import CARD, IncompleteCard, read_card
from ..parts import chip, icon_button, text_label
from ..session import Session
from ..words import tr
from .card import Card
from .choices import Choices, shipped_models
from .image_check import KNOWN, ImageCheck
from .import_dialog import ImportDialog
from .incomplete_card import IncompletePanel

_OTHER_COLOR = (255, 255, 255)

_MOST_NAMED = 3
"""So many missing bands have room in the line of facts."""


class LearningCard(Card):
    """No model: networks learn from the old map."""

    def __init__(self) -> None:
        tip = tr("Learn from the old map instead of mapping with a model")
        super().__init__("learning", tr("No model: learn here"), tip, tip)
        self.facts.setText(
            tr(
                "The images and the old map are enough; every pixel is predicted by what has not seen the "
                "old map there. It takes longer (how long is told before it begins), and the model is kept "
                "in the folder of results."
            )
        )


class ModelPanel(Card):
    """A model: a checkbox with its title, a line of facts, and the details when they are unfolded.

    Args:
        folder: Of the model.
        card: Its card.
        own: Whether it can be taken off the list.
    """

    removed = pyqtSignal(str)

    def __init__(self, folder: str, card: ModelCard, own: bool) -> None:
        title = card.title or card.id
        description = "\n".join(filter(None, [card.description or title, folder if own else ""]))
        super().__init__("model", title, tr("Map with this model"), description)
        self.title, self.folder, self.card = title, folder, card
        self.details = _Details(folder, card)
        self.details.hide()
        self._column.addWidget(self.details)
        self._headline.addWidget(self._unfolding())
        if own:
            button = icon_button("remove_model", "mActionDeleteSelected", tr("Take this model off the list"))
            button.clicked.connect(lambda: self.removed.emit(self.folder))
            self._headline.addWidget(button)
        self._facts("", "")

    def tell_bands(self, bands: list[tuple[str, list[str]]], state: str) -> None:
        """Show which bands the images offer.

        Args:
            bands: Name of each band, and the images that lack it; empty if nothing is known.
            state: Of the check of the images.
        """
        missing = [name for name, lacking in bands if lacking]
        if state != KNOWN:
            mark = state
        elif not bands:
            mark = ""
        else:
            mark = f"✗ {_some(missing)}" if missing else "✓"
        self._facts(mark, state)
        self.details.tell_bands(dict(bands), state)

    def _unfolding(self) -> QToolButton:
        more = QToolButton()
        more.setObjectName("model_details")
        more.setCheckable(True)
        more.setAutoRaise(True)
        more.setArrowType(Qt.ArrowType.RightArrow)
        more.setToolTip(tr("Details: bands, classes, figures and licence"))
        more.setAccessibleName(more.toolTip())
        more.toggled.connect(self.details.setVisible)
        more.toggled.connect(
            lambda shown: more.setArrowType(Qt.ArrowType.DownArrow if shown else Qt.ArrowType.RightArrow)
        )
        return more

    def _facts(self, mark: str, state: str) -> None:
        card = self.card
        figures = sorted(figure for _, figure in card.accuracies())
        bands = " ".join(filter(None, [tr("{} bands").format(len(card.bands)), mark]))
        parts = [
            card.sensor,
            tr("only {}").format(card.theme) if card.theme else "",
            bands,
            tr("{} classes").format(len(card.classes)),
            tr("accuracy {}").format(_range(figures)) if figures else tr("accuracy not stated"),
            _calibrated(card),
        ]
        self.facts.setText(" · ".join(filter(None, parts)))
        self.facts.setToolTip(_states().get(state, _explained(card)))


class _Details(QWidget):
    """Bands, classes, figures, licence and size of a model."""

    def __init__(self, folder: str, card: ModelCard) -> None:
        super().__init__()
        self.bands = {band.name: QLabel(band.name) for band in card.bands}
        for band in card.bands:
            self.bands[band.name].setObjectName(f"band_{band.name}")
        classes = [self._class(card, class_id) for class_id in card.classes]
        accuracies = ", ".join(f"{place} {figure:.2f}" for place, figure in card.accuracies())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 2, 0, 0)
        layout.setSpacing(2)
        layout.addLayout(_grid(list(self.bands.values()), 5))
        layout.addLayout(_grid(classes, 2))
        for text in (
            tr("Share of right pixels where it was tested: {}").format(accuracies or tr("not stated")),
            tr("Licence {}, {} on disk").format(card.licence, _size(folder, card)),
            tr("Made for pixels of {} m").format(f"{card.resolution:g}") if card.resolution else "",
            card.description.partition(". ")[0].rstrip("."),
        ):
            if text:
                layout.addWidget(text_label(text + "."))
        self._names = {band.name: band.common_name for band in card.bands}

    def tell_bands(self, lacking: Mapping[str, list[str]], state: str) -> None:
        for name, label in self.bands.items():
            called = f"{name} ({self._names[name]})" if self._names[name] else name
            if name not in lacking:
                mark, words = state, _states().get(state, "")
            elif lacking[name]:
                places = ", ".join(Path(path).name for path in lacking[name])
                mark, words = "✗", tr("missing in {}").format(places)
            else:
                mark, words = "✓", tr("offered by all images")
            label.setText(" ".join(filter(None, [mark, name])))
            label.setToolTip(": ".join(filter(None, [called, words])))
            label.setAccessibleName(label.toolTip())

    def _class(self, card: ModelCard, class_id: int) -> QWidget:
        color = _OTHER_COLOR if class_id == OTHER else card.scheme.by_id(class_id).color
        both = QWidget()
        line = QHBoxLayout(both)
        line.setContentsMargins(0, 0, 0, 0)
        picture = QLabel()
        picture.setPixmap(chip(color, self))
        line.addWidget(picture)
        line.addWidget(text_label(card.name_of(class_id)), 1)
        return both


class ModelsBox(QWidget):
    """Learning without a model, all models, and what is chosen of them: the one or the others.

    Args:
        session: Shows why a folder is no model.
        check: Tells which bands the images offer.
    """

    changed = pyqtSignal()

    def __init__(self, session: Session, check: ImageCheck) -> None:
        super().__init__()
        self.setObjectName("models")
        self._session, self._check = session, check
        self._panels: dict[str, ModelPanel] = {}
        self._incomplete: dict[str, IncompletePanel] = {}
        self.dialog: ImportDialog | None = None
        self._own: tuple[str, ...] = ()
        self._absent: tuple[str, ...] = ()
        self.learning = LearningCard()
        self.learning.changed.connect(self._learning_changed)
        self._cards = QVBoxLayout()
        self._cards.setSpacing(4)
        self._cards.addWidget(self.learning)
        add = QPushButton(tr("Add model folder…"))
        add.setObjectName("add_model")
        add.setToolTip(tr("Choose a folder with a model and its card {}").format(CARD))
        add.clicked.connect(self._choose_folder)
        importing = QPushButton(tr("Import model…"))
        importing.setObjectName("import_model")
        importing.setToolTip(tr("Make a model folder of a model of Deepness, Esri, smp, or any ONNX file"))
        importing.clicked.connect(lambda: self._import(""))
        line = QHBoxLayout()
        line.addWidget(add)
        line.addWidget(importing)
        line.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(self._cards)
        layout.addLayout(line)
        check.changed.connect(self._tell_bands)

    @property
    def titles(self) -> dict[str, str]:
        """Titles of the chosen models by folder."""
        return {p.folder: p.title for p in self._panels.values() if p.is_chosen}

    @property
    def folders(self) -> list[str]:
        """Folders of all models on the list."""
        return list(self._panels)

    def first(self) -> ModelCard | None:
        """The card of the first chosen model, whose classes the map will have."""
        return next((p.card for p in self._panels.values() if p.is_chosen), None)

    def show_choices(self, choices: Choices) -> None:
        """Show these."""
        self._own = choices.own_models
        self._fill()
        self.learning.choose(choices.learn)
        for folder, panel in self._panels.items():
            panel.choose(folder in choices.models)
        self._absent = tuple(folder for folder in choices.models if folder not in self._panels)
        self._tell_bands()

    def taken(self, choices: Choices) -> Choices:
        """The choices with what is chosen here."""
        return replace(
            choices,
            models=(*self.titles, *self._absent),
            own_models=self._own,
            learn=self.learning.is_chosen,
        )

    def add(self, folder: str) -> bool:
        """Put a model folder on the list and choose it; False, with a message, if it cannot be used."""
        card: ModelCard | None = None
        try:
            card = read_card(folder)
        except IncompleteCard as error:
            self._session.show_warning(str(error))
        except SureCoverError as error:
            self._session.show_error(str(error))
            return False
        if folder not in (*shipped_models(), *self._own):
            self._own = (*self._own, folder)
        if folder in self._incomplete:  # more of it may be known now
            self._incomplete.pop(folder).deleteLater()
        if card is None:
            self._fill()
            self.changed.emit()
            return False
        if folder in self._panels and self._panels[folder].card != card:  # another run learned anew
            self._panels.pop(folder).deleteLater()
        self._fill()
        self._panels[folder].choose(True)
        self._model_changed()
        return True

    def _learning_changed(self) -> None:
        if self.learning.is_chosen:
            self._absent = ()
            for panel in self._panels.values():
                panel.choose(False)
        self.changed.emit()

    def _model_changed(self) -> None:
        if self.titles:
            self.learning.choose(False)
        self.changed.emit()

    def _fill(self) -> None:
        """Make panels for folders that have none, and drop those of others."""
        wanted = [*shipped_models(), *self._own]
        panels: tuple[dict[str, Any], ...] = (self._panels, self._incomplete)
        for shown in panels:
            for folder in [folder for folder in shown if folder not in wanted]:
                shown.pop(folder).deleteLater()
        for folder in wanted:
            if not any(folder in shown for shown in panels):
                self._add_panel(folder)

    def _add_panel(self, folder: str) -> None:
        try:
            card = read_card(folder)
        except IncompleteCard as error:
            incomplete = self._incomplete[folder] = IncompletePanel(folder, error.unknown)
            incomplete.completing.connect(self._import)
            incomplete.removed.connect(self._remove)
            self._cards.addWidget(incomplete)
            return
        except SureCoverError as error:  # it was sound when it was added
            self._session.show_error(str(error))
            return
        panel = ModelPanel(folder, card, own=folder in self._own)
        panel.changed.connect(self._model_changed)
        panel.removed.connect(self._remove)
        self._panels[folder] = panel
        self._cards.addWidget(panel)

    def _remove(self, folder: str) -> None:
        self._own = tuple(own for own in self._own if own != folder)
        self._fill()
        self.changed.emit()

    def _choose_folder(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, tr("Folder of a model"))
        if folder:
            self.add(folder)

    def _import(self, incomplete: str) -> None:
        """Import a model, or complete the one in a folder."""
        if self.dialog:
            self.dialog.deleteLater()
        self.dialog = ImportDialog(self._session, incomplete, self)
        self.dialog.imported.connect(self.add)
        self.dialog.show()

    def _tell_bands(self) -> None:
        for folder, panel in self._panels.items():
            panel.tell_bands(self._check.bands(folder), self._check.state)


def _calibrated(card: ModelCard) -> str:
    """That the model is calibrated, and how well; "" if it is not."""
    if card.temperature is None:
        return ""
    if card.ece is None:
        return tr("calibrated")
    return tr("calibrated: expected error {} %").format(f"{100 * card.ece:.1f}")


def _explained(card: ModelCard) -> str:
    """What the figures in the line of facts mean."""
    figures = [tr("Accuracy: share of right pixels where it was tested")]
    if card.temperature is not None and card.ece is not None:
        figures.append(
            tr("Expected error: average gap between how sure the model is and how often it is right")
        )
    return "\n".join(figures)


def _states() -> dict[str, str]:
    return {"…": tr("The images are being looked at."), "?": tr("The images could not be looked at.")}


def _grid(widgets: list[QWidget], columns: int) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(8)
    grid.setVerticalSpacing(0)
    for number, widget in enumerate(widgets):
        grid.addWidget(widget, *divmod(number, columns))
    for column in range(columns):
        grid.setColumnStretch(column, 1)
    return grid


def _some(missing: list[str]) -> str:
    if len(missing) <= _MOST_NAMED:
        return tr("without {}").format(", ".join(missing))
    return tr("{} missing").format(len(missing))


def _range(figures: list[float]) -> str:
    low, high = f"{figures[0]:.2f}", f"{figures[-1]:.2f}"
    return low if low == high else f"{low}–{high}"


def _size(folder: str, card: ModelCard) -> str:
    files = [Path(folder, name) for name in card.files]
    megabytes = sum(file.stat().st_size for file in files if file.is_file()) / 1e6
    return tr("{} MB").format(f"{megabytes:.1f}")
