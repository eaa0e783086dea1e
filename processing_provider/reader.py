"""QGIS values as the plain values of a job: paths, numbers, texts."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Callable

from osgeo import gdal
from qgis.core import (
    NULL,
    QgsCoordinateReferenceSystem,
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeatureSourceDefinition,
    QgsProcessingFeedback,
    QgsProcessingOutputLayerDefinition,
    QgsProcessingUtils,
    QgsProperty,
    QgsRasterLayer,
    QgsVectorLayer,
)

from ..core.errors import SureCoverError
from ..core.imagery.folder import is_folder_of_images, unfolded
from ..core.paths import exists, gdal_name, is_remote, layer_in
from ..core.sentinel2 import metadata_file
from .rasterlayers import problem_of

if TYPE_CHECKING:
    from ..core.job import Spec
    from .algorithm import StageAlgorithm


class Reader:
    """Reads what one run of an algorithm was given.

    Values are taken as they were given wherever QGIS would replace a wrong one by a default or
    drop it from a list without a word; the job refuses them by name instead.

    Args:
        algorithm: Whose parameters.
        parameters: Values by key.
        context: Of the run.
        feedback: Hears of exported layers.
    """

    def __init__(
        self,
        algorithm: StageAlgorithm,
        parameters: dict[str, Any],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback | None = None,
    ) -> None:
        self._algorithm = algorithm
        self._parameters = parameters
        self._context = context
        self._feedback = feedback or QgsProcessingFeedback()

    def sources(self, *, export: bool = True) -> dict[str, Any]:
        """What the job reads: paths, in the order given; of a folder of images these, with their masks.

        Args:
            export: Whether layers that are no file, and selections, are written to a temporary
                one; else their path is only a place-holder.

        Raises:
            SureCoverError: A layer cannot be read through GDAL.
        """
        found = self._read("source", lambda name, spec: self._source(name.upper(), spec, export))
        if any(map(is_folder_of_images, found.get("images", ()))):
            found["images"], masks = map(
                tuple, unfolded(found["images"], self._algorithm.job.label("images"))
            )
            if "masks" in found:
                found["masks"] = found["masks"] or masks
        return found

    def settings(self) -> dict[str, Any]:
        """What steers the job: plain numbers and texts; without what was left at its default."""
        values = self._read("setting", lambda name, spec: self._setting(name.upper(), spec))
        return {name: value for name, value in values.items() if value is not None}

    def targets(self) -> dict[str, str]:
        """Where the job writes; temporary places are chosen here, so ask once in a run."""
        return self._read("target", lambda name, spec: self._target(name.upper(), spec))

    def planned_targets(self) -> dict[str, str]:
        """Like `targets`, without choosing temporary places: QGIS would load these, too."""
        return self._read("target", lambda name, spec: self._planned_target(name.upper(), spec))

    def _read(self, role: str, read: Callable[[str, Spec], Any]) -> dict[str, Any]:
        specs = self._algorithm.job.specs().items()
        return {name: read(name, spec) for name, spec in specs if spec.role == role}

    def _source(self, key: str, spec: Spec, export: bool) -> Any:  # noqa: ANN401
        value = self._plain(self._parameters.get(key))
        many = spec.kind in ("rasters", "folders")
        if value is None or value in ("", []):
            return () if many else ""
        items = _items(value) if many else [value]
        paths = tuple(self._path(key, spec, item, export) for item in items)
        if spec.kind == "folders":  # "Add Directory…" of dialogs adds every file in it
            paths = tuple(dict.fromkeys(paths))
        return paths if many else paths[0]

    def _path(self, key: str, spec: Spec, value: Any, export: bool) -> str:  # noqa: ANN401
        label = self._algorithm.job.label(key.lower())
        if spec.kind == "file":
            return value
        if spec.kind in ("folder", "folders"):
            return _folder_of(value)
        if spec.kind in ("raster", "rasters"):
            return self._raster(label, value)
        return self._vector(label, key, value, export) or self._raster(label, value)

    def _raster(self, label: str, value: Any) -> str:  # noqa: ANN401
        layer = self._layer(value)
        if isinstance(layer, str):
            return layer
        if problem := problem_of(layer):
            raise SureCoverError(f"{label} is {problem}.")
        return layer_in(layer.source())[0]

    def _vector(self, label: str, key: str, value: Any, export: bool) -> str:  # noqa: ANN401
        """The file of a vector layer or of the chosen features of one; "" if it is no vector."""
        partly = isinstance(value, QgsProcessingFeatureSourceDefinition) and _is_part(value)
        if isinstance(value, QgsProcessingFeatureSourceDefinition):
            value = self._plain(value.source)
        layer = self._layer(value, even_a_path=partly)
        if not isinstance(layer, QgsVectorLayer):
            return layer if isinstance(layer, str) else ""
        is_file = layer.providerType() == "ogr" and not layer.subsetString()
        if is_file and not partly and not layer.isEditable():
            return layer.source()
        if not export:
            return QgsProcessingUtils.tempFolder()
        self._feedback.pushInfo(f"{label}: writing {layer.name()} to a temporary file.")
        # No format counts as compatible, so that it writes one whatever the layer is stored in.
        return self._algorithm.parameterAsCompatibleSourceLayerPath(
            self._parameters, key, self._context, [], "gpkg", self._feedback
        )

    def _layer(self, value: Any, even_a_path: bool = False) -> Any:  # noqa: ANN401
        """The layer that a text names; paths, and what is no name of a layer, stay as they are."""
        if not isinstance(value, str):
            return value
        path = Path(layer_in(value)[0])
        if not even_a_path and (path.is_absolute() or exists(path) or is_remote(value)):
            return value
        return QgsProcessingUtils.mapLayerFromString(value, self._context) or value

    def _setting(self, key: str, spec: Spec) -> Any:  # noqa: ANN401
        value = self._plain(self._parameters.get(key))
        if value is None:
            return None
        if spec.kind in ("number", "integer"):
            return _number(value, int if spec.kind == "integer" else float)
        if spec.kind == "flag":
            return self._algorithm.parameterAsBoolean(self._parameters, key, self._context)
        if spec.kind == "extent":
            return self._extent(key, value)
        if spec.kind == "choice":
            return _choice(str(value), spec.choices)
        return ";".join(value) if isinstance(value, list) else str(value)

    def _extent(self, key: str, value: Any) -> str:  # noqa: ANN401
        """xmin,ymin,xmax,ymax in the CRS of the first raster that the job reads."""
        if value == "":
            return ""
        crs = self._reference_crs()
        extent = self._algorithm.parameterAsExtent(self._parameters, key, self._context, crs)
        if extent.isNull():
            return str(value)
        edges = (extent.xMinimum(), extent.yMinimum(), extent.xMaximum(), extent.yMaximum())
        return ",".join(repr(edge) for edge in edges)

    def _reference_crs(self) -> QgsCoordinateReferenceSystem:
        specs = self._algorithm.job.specs().items()
        keys = [name.upper() for name, spec in specs if spec.kind in ("raster", "rasters")]
        for value in (self._plain(self._parameters.get(key)) for key in keys):
            for item in _unfolded(_items(value or [])):
                crs = _crs_of_product(item)
                if crs.isValid():
                    return crs
                layer = self._layer(gdal_name(item) if isinstance(item, str) else item, even_a_path=True)
                if isinstance(layer, QgsRasterLayer):
                    return layer.crs()
        return QgsCoordinateReferenceSystem()

    def _target(self, key: str, spec: Spec) -> str:
        if spec.kind in ("new raster", "new vector"):
            return self._algorithm.parameterAsOutputLayer(self._parameters, key, self._context)
        return self._algorithm.parameterAsFileOutput(self._parameters, key, self._context)

    def _planned_target(self, key: str, spec: Spec) -> str:
        value = self._plain(self._parameters.get(key)) or ""
        if value == QgsProcessing.TEMPORARY_OUTPUT:
            return str(Path(QgsProcessingUtils.tempFolder()) / (key + spec.suffix))
        return value

    def _plain(self, value: Any) -> Any:  # noqa: ANN401
        """The value itself, where Processing wraps one."""
        if isinstance(value, QgsProcessingOutputLayerDefinition):
            value = value.sink
        if isinstance(value, QgsProperty):
            value, _ = value.value(self._context.expressionContext())
        return None if value == NULL else value


def _items(value: Any) -> list[Any]:  # noqa: ANN401
    """The members of a list parameter, which may come as one text."""
    if isinstance(value, (list, tuple)):
        return list(value)
    if isinstance(value, str) and not Path(value).exists():
        return value.split(";")
    return [value]


def _unfolded(items: list[Any]) -> list[Any]:
    """Some images, with those of a folder in its place."""
    with suppress(SureCoverError):  # the job says what is wrong with a folder
        return [
            image
            for item in items
            for image in (unfolded([item], "")[0] if isinstance(item, str) else [item])
        ]
    return items


def _crs_of_product(value: Any) -> QgsCoordinateReferenceSystem:  # noqa: ANN401
    """The CRS of a Sentinel-2 product, of which QGIS makes no layer; invalid if it is none."""
    with suppress(SureCoverError, RuntimeError):  # the engine says what is wrong with a product
        metadata = metadata_file(value) if isinstance(value, str) else ""
        product = gdal.Open(metadata) if metadata else None
        for name, _ in product.GetSubDatasets() if product else []:
            return QgsCoordinateReferenceSystem(f"EPSG:{name.rpartition('EPSG_')[2]}")
    return QgsCoordinateReferenceSystem()


def _is_part(source: QgsProcessingFeatureSourceDefinition) -> bool:
    """Whether it names some features of its layer only; filters exist from QGIS 3.32 on."""
    filtered = bool(getattr(source, "filterExpression", ""))
    return source.selectedFeaturesOnly or source.featureLimit >= 0 or filtered


def _number(value: Any, kind: type) -> Any:  # noqa: ANN401
    """A plain number; what is none of this kind stays as it is, for the job to refuse."""
    try:
        number = kind(value)
        return number if number == float(value) else value
    except (TypeError, ValueError, OverflowError):
        return value


def _choice(value: str, choices: tuple[str, ...]) -> str:
    """The choice itself; `qgis_process help` asks for its position, so that will do, too."""
    position = int(value) if value.isdecimal() and value not in choices else len(choices)
    return choices[position] if position < len(choices) else value


def _folder_of(path: str) -> str:
    """The folder itself, or that of a file in it: dialogs choose files only."""
    return str(Path(path).parent) if Path(path).is_file() else path
