"""Processing parameters, made from the fields of a job."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from qgis.core import (
    QgsProcessing,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterEnum,
    QgsProcessingParameterExtent,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
    QgsProcessingParameterFile,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterFolderDestination,
    QgsProcessingParameterMapLayer,
    QgsProcessingParameterMultipleLayers,
    QgsProcessingParameterNumber,
    QgsProcessingParameterRasterDestination,
    QgsProcessingParameterRasterLayer,
    QgsProcessingParameterString,
    QgsProcessingParameterVectorDestination,
)

from ..core.job import Spec
from .words import tr

SourceType = QgsProcessing.SourceType
Advanced = QgsProcessingParameterDefinition.Flag.FlagAdvanced


def parameter(key: str, spec: Spec, default: Any, created: bool) -> QgsProcessingParameterDefinition:  # noqa: ANN401
    """The Processing parameter of a job's field.

    Args:
        key: The field's name in capitals.
        spec: What the field is to its user.
        default: The field's default; "" and () count as none.
        created: Whether a dialog makes this optional output unless told otherwise.

    Returns:
        The parameter, labelled in the language of QGIS, not yet owned by an algorithm.
    """
    spec = replace(spec, label=tr(spec.label))
    if spec.role == "target":
        definition = _target(key, spec, created)
    else:
        definition = _INPUTS[spec.kind](key, spec)
        if default not in ("", ()):
            definition.setDefaultValue(default)
    flags = definition.flags()
    if spec.optional:
        flags |= QgsProcessingParameterDefinition.Flag.FlagOptional
    if spec.advanced:
        flags |= Advanced
    definition.setFlags(flags)
    return definition


def _target(key: str, spec: Spec, created: bool) -> QgsProcessingParameterDefinition:
    create = created or not spec.optional
    if spec.kind == "new raster":
        return QgsProcessingParameterRasterDestination(key, spec.label, createByDefault=create)
    if spec.kind == "new vector":
        return QgsProcessingParameterVectorDestination(key, spec.label, createByDefault=create)
    if spec.kind == "new folder":
        return QgsProcessingParameterFolderDestination(key, spec.label, createByDefault=create)
    pattern = tr("{kind} files (*{ending})").format(kind=spec.suffix[1:].upper(), ending=spec.suffix)
    return QgsProcessingParameterFileDestination(key, spec.label, pattern, createByDefault=create)


def _layer(key: str, spec: Spec) -> QgsProcessingParameterDefinition:
    kinds = [SourceType.TypeRaster, SourceType.TypeVectorAnyGeometry]
    return QgsProcessingParameterMapLayer(key, spec.label, types=kinds)


def _file(key: str, spec: Spec) -> QgsProcessingParameterDefinition:
    return QgsProcessingParameterFile(key, spec.label, QgsProcessingParameterFile.Behavior.File)


def _name_or_file(key: str, spec: Spec) -> QgsProcessingParameterDefinition:
    """A file to choose; the filter lets dialogs accept names that no file has, too."""
    definition = QgsProcessingParameterFile(key, spec.label)
    definition.setFileFilter(tr("All files (*)"))
    return definition


def _folder(key: str, spec: Spec) -> QgsProcessingParameterDefinition:
    return QgsProcessingParameterFile(key, spec.label, QgsProcessingParameterFile.Behavior.Folder)


def _number(key: str, spec: Spec) -> QgsProcessingParameterDefinition:
    kinds = QgsProcessingParameterNumber.Type
    number = QgsProcessingParameterNumber(
        key, spec.label, kinds.Integer if spec.kind == "integer" else kinds.Double
    )
    if spec.minimum is not None:
        number.setMinimum(spec.minimum)
    if spec.maximum is not None:
        number.setMaximum(spec.maximum)
    return number


def _choice(key: str, spec: Spec) -> QgsProcessingParameterDefinition:
    # Static strings: scripts and models write METHOD=median, not the position of "median".
    return QgsProcessingParameterEnum(key, spec.label, options=spec.choices, usesStaticStrings=True)


def _field(key: str, spec: Spec) -> QgsProcessingParameterDefinition:
    return QgsProcessingParameterField(key, spec.label, parentLayerParameterName=spec.parent)


def _list_of(kind: QgsProcessing.SourceType, key: str, spec: Spec) -> QgsProcessingParameterDefinition:
    return QgsProcessingParameterMultipleLayers(key, spec.label, kind)


_INPUTS = {
    "raster": lambda key, spec: QgsProcessingParameterRasterLayer(key, spec.label),
    "rasters": lambda key, spec: _list_of(SourceType.TypeRaster, key, spec),
    "vector": lambda key, spec: QgsProcessingParameterFeatureSource(
        key, spec.label, [SourceType.TypeVectorPolygon]
    ),
    "layer": _layer,
    "file": _file,
    "folder": _folder,
    "folders": lambda key, spec: _list_of(SourceType.TypeFile, key, spec),
    "number": _number,
    "integer": _number,
    "flag": lambda key, spec: QgsProcessingParameterBoolean(key, spec.label),
    "choice": _choice,
    "text or file": _name_or_file,
    "text": lambda key, spec: QgsProcessingParameterString(key, spec.label),
    "extent": lambda key, spec: QgsProcessingParameterExtent(key, spec.label),
    "field": _field,
}
