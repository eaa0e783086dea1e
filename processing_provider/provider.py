"""The provider: SureCover's algorithms in the Processing toolbox."""

from __future__ import annotations

from qgis.core import QgsApplication, QgsProcessingProvider
from qgis.PyQt.QtGui import QIcon

from ..core import RESOURCES, VERSION
from .algorithms import ALGORITHMS
from .workflows import WORKFLOWS, Workflow

ICON = RESOURCES / "icons" / "surecover.svg"


class SureCoverProvider(QgsProcessingProvider):
    """Holds one algorithm per stage, and the workflows."""

    def id(self) -> str:
        """First part of the algorithms' ids."""
        return "surecover"

    def name(self) -> str:
        """Name in the toolbox."""
        return "SureCover"

    def versionInfo(self) -> str:  # noqa: N802
        """Version, shown by qgis_process."""
        return VERSION

    def icon(self) -> QIcon:
        """Icon in the toolbox."""
        return QIcon(str(ICON))

    def supportedOutputRasterLayerExtensions(self) -> list[str]:  # noqa: N802
        """What dialogs offer for new rasters."""
        return ["tif"]

    def supportedOutputVectorLayerExtensions(self) -> list[str]:  # noqa: N802
        """What dialogs offer for new vectors."""
        return ["gpkg"]

    def loadAlgorithms(self) -> None:  # noqa: N802
        """Add the algorithms; and the workflows once the registry knows these, of which they are made."""
        for algorithm in ALGORITHMS:
            self.addAlgorithm(algorithm())
        if QgsApplication.processingRegistry().providerById(self.id()):
            for path in WORKFLOWS:
                self.addAlgorithm(Workflow(path))
