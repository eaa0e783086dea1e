"""Everything that is chosen on the tab "Map": as one value, in the project file, as parameters."""

from __future__ import annotations

import dataclasses
import json
import re
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from typing import Any, Callable

from qgis.core import QgsProcessingFeatureSourceDefinition, QgsProject

from ...core import RESOURCES
from ...core.paths import exists, layer_in
from ...core.textfiles import parse_json
from ..words import tr

SHIPPED = RESOURCES / "models"
"""Models that come with SureCover."""

WHOLE, CANVAS, EXTENT, POLYGONS = "whole", "canvas", "extent", "polygons"
"""Kinds of area."""

_SCOPE, _KEY = "surecover", "choices"
_VERSION = 1
_PATHS = ("models", "own_models", "external", "crosswalk", "area_layer", "zones", "folder", "results")


@dataclass(frozen=True)
class Image:
    """A dated image.

    Attributes:
        path: The raster, or the Sentinel-2 product.
        date: YYYY-MM-DD, given in place of the one that the image tells; "" for that one.
        mask: Path of its cloud mask; "" for its own, or what can be told without.
    """

    path: str
    date: str = ""
    mask: str = ""


@dataclass(frozen=True)
class Choices:
    """What is chosen; a layer stands here as sources.value_of says.

    Attributes:
        models: Folders of the models to use.
        own_models: Folders of models that were added to those of SureCover.
        learn: Whether networks learn from the old map, without any model.
        images: In the order of the list.
        external, field, crosswalk: The old or coarse map, its attribute, what translates it.
        area: WHOLE, CANVAS, EXTENT or POLYGONS.
        area_layer: The layer of EXTENT and POLYGONS.
        selected_only: Whether only its selected features count.
        folder: Where the results go; "" for a new folder.
        periods, keep, zones, zone_field, bias, device: As parameters of `produce`.
        results: Folder of the results that are open; "" for none.
    """

    models: tuple[str, ...] = ()
    own_models: tuple[str, ...] = ()
    learn: bool = False
    images: tuple[Image, ...] = ()
    external: str = ""
    field: str = ""
    crosswalk: str = ""
    area: str = WHOLE
    area_layer: str = ""
    selected_only: bool = False
    folder: str = ""
    periods: int = 0
    keep: bool = True
    zones: str = ""
    zone_field: str = ""
    bias: str = ""
    device: str = "auto"
    results: str = ""

    def lacking(self) -> str:
        """What must still be chosen before a run, in one sentence; "" if nothing."""
        if not self.models and not self.learn:
            return tr("Choose a model, or “No model: learn here”.")
        if not self.images:
            return tr("Add an image.")
        masked = sum(bool(image.mask) for image in self.images)
        if 0 < masked < len(self.images):
            return tr("Give every image a cloud mask or none: {} of {} have one.").format(
                masked, len(self.images)
            )
        if not self.external:
            return tr("Choose an old or coarse map.")
        if self.area in (EXTENT, POLYGONS) and not self.area_layer:
            return tr("Choose the layer of the area.")
        return ""

    def image_parameters(self) -> dict[str, Any]:
        """Those of the parameters that are about the images."""
        dates = [image.date for image in self.images]
        parameters = {
            "IMAGES": [image.path for image in self.images],
            "MASKS": [image.mask for image in self.images if image.mask],
            "DATES": ",".join(dates) if any(dates) else "",
        }
        return _given(parameters)

    def external_parameters(self) -> dict[str, Any]:
        """Those of the parameters that are about the old map, but for its own key."""
        return _given({"FIELD": self.field, "CROSSWALK": self.crosswalk})

    def parameters(self, extent: str = "") -> dict[str, Any]:
        """The parameters of `surecover:produce`, without what is left at its default.

        Args:
            extent: Of the area, as Processing writes one, where it is CANVAS or EXTENT.
        """
        parts: Any = self.area_layer
        if self.selected_only and parts:
            parts = QgsProcessingFeatureSourceDefinition(parts, selectedFeaturesOnly=True)
        return _given({
            **self.image_parameters(),
            "MODELS": [] if self.learn else list(self.models),
            "EXTERNAL": self.external,
            **self.external_parameters(),
            "EXTENT": extent if self.area in (CANVAS, EXTENT) else "",
            "AREA": parts if self.area == POLYGONS else "",
            "ZONES": self.zones,
            "ZONE_FIELD": self.zone_field if self.zones else "",
            "PERIODS": self.periods,
            "KEEP": self.keep,
            "BIAS": self.bias,
            "DEVICE": "" if self.device == "auto" else self.device,
            "FOLDER": self.folder or new_results_folder(),
        })  # fmt: skip

    def to_json(self, written: Callable[[str], str]) -> str:
        """The choices as text, with paths as `written` writes them."""
        values = dataclasses.asdict(self._with_paths(written))
        return json.dumps({"version": _VERSION, **values}, ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str, read: Callable[[str], str]) -> Choices:
        """Read what `to_json` wrote; names that a later version may add are passed over.

        Raises:
            ValueError: It is something else.
        """
        values = parse_json(text)
        if not isinstance(values, dict) or values.get("version") != _VERSION:
            raise ValueError("no choices of this version")
        try:
            images = tuple(Image(**_plain(Image, entry)) for entry in values.get("images", ()))
            return cls(**{**_plain(cls, values), "images": images})._with_paths(read)
        except TypeError as error:
            raise ValueError(str(error)) from error

    def _with_paths(self, change: Callable[[str], str]) -> Choices:
        paths = {name: getattr(self, name) for name in _PATHS}
        changed = {
            name: change(value) if isinstance(value, str) else tuple(map(change, value))
            for name, value in paths.items()
        }
        images = (replace(image, path=change(image.path), mask=change(image.mask)) for image in self.images)
        return replace(self, **changed, images=tuple(images))


def store(choices: Choices) -> None:
    """Write into the open project, which becomes one with unsaved changes if they are new."""
    QgsProject.instance().writeEntry(_SCOPE, _KEY, choices.to_json(_written))


def stored() -> Choices:
    """What the open project holds.

    Raises:
        ValueError: It holds something else under that name.
    """
    text, _ = QgsProject.instance().readEntry(_SCOPE, _KEY)
    return Choices.from_json(text, _read) if text else Choices()


def new_results_folder() -> str:
    """A folder that does not exist yet, beside the saved project or among the user's files."""
    base = Path(QgsProject.instance().absolutePath() or Path.home())
    names = (f"surecover-{number}" if number > 1 else "surecover" for number in count(1))
    return str(next(base / name for name in names if not exists(base / name)))


def shipped_models() -> list[str]:
    """Folders of the models that come with SureCover."""
    return sorted(str(folder) for folder in SHIPPED.iterdir() if folder.is_dir()) if SHIPPED.is_dir() else []


def _written(path: str) -> str:
    """A path so that the project still finds it after both were moved; other texts as they are."""
    if path in shipped_models():
        return Path(path).name
    local, details = layer_in(path)
    if not Path(local).is_absolute() or local.startswith("/vsi"):
        return path
    return "|".join(filter(None, [QgsProject.instance().writePath(local), details]))


def _read(path: str) -> str:
    shipped = str(SHIPPED / path)
    if shipped in shipped_models():
        return shipped
    local, slash, details = path.partition("|")
    if re.match(r"\.\.?/", local):
        return QgsProject.instance().readPath(local) + slash + details
    return path


def _plain(kind: type, values: Any) -> dict[str, Any]:  # noqa: ANN401 - whatever JSON holds
    """The fields of a dataclass among some values, checked against the kinds of the defaults."""
    if not isinstance(values, dict):
        raise ValueError("not an object")
    found = {}
    for field in dataclasses.fields(kind):
        if field.name in values:
            value = values[field.name]
            value = tuple(value) if isinstance(value, list) else value
            default = "" if field.default is dataclasses.MISSING else field.default
            texts = field.name == "images" or not isinstance(value, tuple) or all(map(_is_text, value))
            if type(value) is not type(default) or not texts:
                raise ValueError(f"{field.name} is of another kind")
            found[field.name] = value
    return found


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _given(parameters: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in parameters.items() if value not in ("", [], 0, False)}
