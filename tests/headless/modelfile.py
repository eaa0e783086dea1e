"""Model files of Processing, built as the model designer builds them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from qgis.core import (
    QgsProcessing,
    QgsProcessingModelAlgorithm,
    QgsProcessingModelChildAlgorithm,
    QgsProcessingModelChildParameterSource,
    QgsProcessingModelOutput,
    QgsProcessingModelParameter,
    QgsProcessingParameterDefinition,
)

Source = QgsProcessingModelChildParameterSource

Step = tuple[str, Mapping[str, list[Any]], Mapping[str, str]]
"""Algorithm, what it is given, its outputs with the names that the model's user sees, if any."""


def given(name: str) -> Any:
    """A value that the model's user gives."""
    return Source.fromModelParameter(name)


def made(child: str, output: str) -> Any:
    """A value that another step made."""
    return Source.fromChildOutput(child, output)


def fixed(value: object) -> Any:
    return Source.fromStaticValue(value)


def write_model(
    path: Path, parameters: Sequence[QgsProcessingParameterDefinition], steps: Mapping[str, Step]
) -> Path:
    """Write a model of some steps of SureCover; outputs that the user does not see are temporary."""
    model = QgsProcessingModelAlgorithm(path.stem, "tests")
    for parameter in parameters:
        model.addModelParameter(parameter, QgsProcessingModelParameter(parameter.name()))
    for step, (stage, values, outputs) in steps.items():
        child = QgsProcessingModelChildAlgorithm(f"surecover:{stage}")
        child.setChildId(step)
        child.setDescription(step)
        for key, sources in values.items():
            child.addParameterSources(key, sources)
        shown = {}
        for key, name in outputs.items():
            output = QgsProcessingModelOutput(name or key, name or key)
            output.setChildId(step)
            output.setChildOutputName(key)
            if name:
                shown[name] = output
            else:
                child.addParameterSources(key, [fixed(QgsProcessing.TEMPORARY_OUTPUT)])
        child.setModelOutputs(shown)
        model.addChildAlgorithm(child)
    model.updateDestinationParameters()
    assert model.toFile(str(path))
    return path
