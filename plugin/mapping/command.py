"""A run of an algorithm as a line for a shell."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from qgis.core import (
    QgsApplication,
    QgsMapLayer,
    QgsProcessingFeatureSourceDefinition,
    QgsProject,
    QgsVectorLayer,
)

from ...core.errors import SureCoverError
from ..words import tr


def command(algorithm: str, parameters: Mapping[str, Any]) -> str:
    """The qgis_process command that does the same as a run with these parameters.

    Raises:
        SureCoverError: One of them exists in the open project only.
    """
    definition = QgsApplication.processingRegistry().algorithmById(algorithm)
    words = ["qgis_process", "run", algorithm]
    for key, value in parameters.items():
        if value != definition.parameterDefinition(key).defaultValue():
            items = value if isinstance(value, list) else [value]
            words += [f"--{key}={_text(item)}" for item in items]
    return shlex.join(words)


def _text(value: Any) -> str:  # noqa: ANN401 - whatever a parameter holds
    if isinstance(value, QgsProcessingFeatureSourceDefinition):
        name = value.source.staticValue()
        layer = QgsProject.instance().mapLayer(name)
        raise SureCoverError(
            tr("A command cannot know which features of {} are selected; save them as a file and choose it.")
            .format(layer.name() if layer else name)
        )  # fmt: skip
    if isinstance(value, bool):
        return str(value).lower()
    layer = QgsProject.instance().mapLayer(str(value))
    return _file_of(layer) if layer else str(value)


def _file_of(layer: QgsMapLayer) -> str:
    is_file = layer.providerType() == "ogr" and Path(layer.source().partition("|")[0]).exists()
    whole = isinstance(layer, QgsVectorLayer) and not layer.subsetString() and not layer.isEditable()
    if not (is_file and whole):
        raise SureCoverError(
            tr("{} is no file as it is (kept in memory, filtered or being edited); "
               "save it as a file and choose that.").format(layer.name())
        )  # fmt: skip
    return layer.source()
