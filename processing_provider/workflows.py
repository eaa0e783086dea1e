"""The workflows: model files of Processing that SureCover brings along, each an algorithm of its own."""

from __future__ import annotations

from pathlib import Path

from qgis.core import QgsProcessingModelAlgorithm
from qgis.PyQt.QtGui import QIcon

from ..core import RESOURCES
from .words import tr

WORKFLOWS = sorted((RESOURCES / "workflows").glob("*.model3"))
"""A file's stem is the algorithm's name, the model's name its title."""


class Workflow(QgsProcessingModelAlgorithm):
    """A model file as an algorithm whose id does not change with its title.

    Args:
        path: The file.
    """

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path
        if not self.fromFile(str(path)):
            raise RuntimeError(f"Processing cannot read the workflow {path}")
        for definition in (*self.parameterDefinitions(), *self.outputDefinitions()):
            definition.setDescription(tr(definition.description()))
        for parameter in self.parameterDefinitions():
            parameter.setHelp(tr(parameter.help()))

    def name(self) -> str:
        """Second part of the algorithm's id."""
        return self._path.stem

    def displayName(self) -> str:  # noqa: N802
        """Name in the toolbox."""
        return tr(super().displayName())

    def group(self) -> str:
        """Group in the toolbox."""
        return tr(super().group())

    def groupId(self) -> str:  # noqa: N802
        """The group's id, the same in all languages."""
        return super().group().lower()

    def shortHelpString(self) -> str:  # noqa: N802
        """What it does; Processing would make HTML of it, which qgis_process prints with its tags."""
        description: str = self.helpContent()["ALG_DESC"]
        return tr(description)

    def icon(self) -> QIcon:
        """Icon in the toolbox."""
        return QIcon(str(RESOURCES / "icons" / "surecover.svg"))

    def createInstance(self) -> Workflow:  # noqa: N802
        """A fresh algorithm for one run."""
        return type(self)(self._path)
