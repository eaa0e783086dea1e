"""A job: what a stage is asked to do, as plain values that cross processes as JSON.

Each stage declares one frozen dataclass. Its fields carry what people need to know of them (the
label they see, the allowed values), so that the Processing parameters, the refusals and the
provenance all come from this one declaration. A field's key in Processing is its name in capitals.
"""

from __future__ import annotations

import dataclasses
import os
import sys
from collections.abc import Iterator
from dataclasses import MISSING, dataclass, field
from pathlib import Path
from typing import Any, ClassVar, Literal, TypeVar

from . import VERSION
from .errors import SureCoverError
from .extent import extent_of
from .paths import GDAL_NAME, exists, folders_around, is_file, layer_in, real

J = TypeVar("J", bound="Job")

_LISTS = ("rasters", "folders")
_FOLDERS = ("folder", "folders")
_CARD = "model.json"
"""Kinds that are several paths."""

_MAX_INTEGER = 2**31 - 1
"""Largest whole number in QGIS."""

_MAX_NAME = 200
_MAX_PATH = 4000
"""Most bytes of a name and a path: file systems allow 255 and 4096; unfinished files have longer names."""

GEOTIFF = (".tif", ".tiff")
"""Rasters are written as GeoTIFF, so no other name would be true."""

GEOPACKAGE = (".gpkg",)
"""Vectors are written as GeoPackage."""

_FORMATS = {"new raster": (GEOTIFF, "GeoTIFF files"), "new vector": (GEOPACKAGE, "GeoPackages")}
"""Endings and names of what is written, by kind."""

_LAYERS = (
    ".tif", ".tiff", ".vrt", ".jp2", ".img", ".asc", ".shp", ".geojson", ".fgb", ".gml", ".kml",
)  # fmt: skip
"""Endings of layers whose styles and metadata are named after them without these endings."""

Kind = Literal[
    "raster", "rasters", "vector", "layer", "file", "folder", "folders",  # inputs
    "number", "integer", "flag", "choice", "text", "text or file", "extent", "field",  # settings
    "new raster", "new vector", "new file", "new folder",  # outputs
]  # fmt: skip


@dataclass(frozen=True)
class Spec:
    """What a field of a job is to its user.

    Attributes:
        role: "source" (read), "setting", or "target" (written).
        kind: What sort of value; see Kind. "layer" is a raster or a vector.
        label: The name the user sees.
        minimum, maximum: Allowed range of numbers, inclusive.
        choices: Allowed values, of a choice or a number.
        optional: Whether it may stay empty ("" or ()).
        advanced: Whether dialogs fold it away.
        suffix: Of a new file, e.g. ".html".
        parent: Of a "field": the key of the layer whose attribute it names.
    """

    role: Literal["source", "setting", "target"]
    kind: Kind
    label: str
    minimum: float | None = None
    maximum: float | None = None
    choices: tuple[Any, ...] = ()
    optional: bool = False
    advanced: bool = False
    suffix: str = ""
    parent: str = ""


def source(kind: Kind, label: str, *, optional: bool = False, advanced: bool = False) -> Any:  # noqa: ANN401
    """Declare a field that names what the stage reads: a path, or a tuple of paths."""
    spec = Spec("source", kind, label, optional=optional, advanced=advanced)
    default: Any = () if kind in _LISTS else ""
    return field(default=default, metadata={"spec": spec})


def setting(default: Any, kind: Kind, label: str, **details: Any) -> Any:  # noqa: ANN401
    """Declare a field that steers the stage; `details` are further attributes of Spec."""
    details.setdefault("optional", default in ("", None))
    spec = Spec("setting", kind, label, **details)
    return field(default=default, metadata={"spec": spec})


def target(kind: Kind, label: str, suffix: str = ".tif", *, optional: bool = True) -> Any:  # noqa: ANN401
    """Declare a field that names what the stage writes; "" means: not asked for."""
    spec = Spec("target", kind, label, optional=optional, suffix=suffix)
    return field(default="", metadata={"spec": spec})


def borrowed(job: type[Job], name: str, *, default: Any = MISSING, **changes: Any) -> Any:  # noqa: ANN401
    """Declare a setting that is another job's: same range and explanation, and default unless one is given.

    `changes` replace attributes of its Spec, such as the label.
    """
    other = job.__dataclass_fields__[name]
    spec = dataclasses.replace(other.metadata["spec"], **changes)
    own = other.default if default is MISSING else default
    return field(default=own, metadata={"home": job.home(name), "spec": spec})


@dataclass(frozen=True)
class Job:
    """Base of all jobs. `run(job, progress)` of the stage's module carries it out.

    Class attributes:
        stage: The verb, also the module's and the algorithm's name.
        numbers: Keys and labels of the numbers that the stage returns beside its files.
    """

    stage: ClassVar[str]
    numbers: ClassVar[dict[str, str]] = {}

    @classmethod
    def specs(cls) -> dict[str, Spec]:
        """The fields in order, by name."""
        return {f.name: f.metadata["spec"] for f in dataclasses.fields(cls)}

    @classmethod
    def label(cls, name: str) -> str:
        """A field as messages name it: the label that the user sees, and the key."""
        return f"{cls.specs()[name].label} ({name.upper()})"

    @classmethod
    def home(cls, name: str) -> tuple[str, str]:
        """Stage and name under which a field is explained: of the job that first declares it."""
        field = cls.__dataclass_fields__[name]
        declaring = next(job for job in cls.__mro__ if name in vars(job))
        home: tuple[str, str] = field.metadata.get("home", (getattr(declaring, "stage", ""), name))
        return home

    def check(self) -> None:
        """Refuse paths and values that cannot work, before anything is read or written.

        Raises:
            SureCoverError: With one sentence naming the parameter as the user sees it.
        """
        for name, spec in self.specs().items():
            _CHECKS[spec.role](self.label(name), getattr(self, name), spec)
        self._check_targets()

    def paths(self, role: Literal["source", "target"]) -> Iterator[tuple[str, str]]:
        """Yield (label, path) of every path given for a role."""
        for name, spec in self.specs().items():
            if spec.role == role:
                value = getattr(self, name)
                for path in (value,) if isinstance(value, str) else value:
                    if path:
                        yield self.label(name), path

    def written(self) -> dict[str, str]:
        """The paths of the outputs that were asked for, by key: what a stage returns of them."""
        targets = {name: getattr(self, name) for name, spec in self.specs().items() if spec.role == "target"}
        return {name.upper(): path for name, path in targets.items() if path}

    def _check_targets(self) -> None:
        self._check_model_folders()
        taken = {real(path): label for label, path in self.paths("source")}
        for label, path in self.paths("target"):
            if real(path) in taken:
                raise SureCoverError(
                    f"{label} is the same file as {taken[real(path)]}: {path}; "
                    "choose another name, so that nothing is overwritten."
                )
            taken[real(path)] = label
        self._check_namesakes()

    def _check_namesakes(self) -> None:
        """Let no raster take the style and the metadata of another layer; GeoPackages hold their own."""
        targets = {Path(path) for _, path in self.paths("target")}
        for name, spec in self.specs().items():
            path = Path(getattr(self, name)) if spec.kind == "new raster" else Path()
            for other in _namesakes(path) if path.name else ():
                if (other in targets or exists(other)) and real(str(other)) != real(str(path)):
                    raise SureCoverError(
                        f"{self.label(name)} is {path.name}, beside {other.name}: style and metadata of both "
                        f"would have the same names, such as {path.stem}.qml; choose another name."
                    )

    def _check_model_folders(self) -> None:
        """Let no target lie in a model: it would change it."""
        for name, spec in self.specs().items():
            given = getattr(self, name) if spec.role == "source" and spec.kind in _FOLDERS else ""
            for folder in map(Path, filter(None, (given,) if isinstance(given, str) else given)):
                model = folder.parent if is_file(folder) else folder
                for label, path in self.paths("target") if is_file(model / _CARD) else ():
                    if real(str(model)) in folders_around(path):
                        raise SureCoverError(
                            f"{label} lies in {self.label(name)}: {path}; choose another folder, so that "
                            "the model stays as it is."
                        )

    def to_dict(self) -> dict[str, Any]:
        """The job as JSON values."""
        return {"stage": self.stage, "version": VERSION, "settings": dataclasses.asdict(self)}

    @classmethod
    def from_dict(cls: type[J], values: dict[str, Any]) -> J:
        """Rebuild a job from `to_dict`; unknown settings are refused.

        Raises:
            SureCoverError: A setting is not one of the stage's.
        """
        settings = {
            name: tuple(value) if isinstance(value, list) else value
            for name, value in values["settings"].items()
        }
        unknown = sorted(settings.keys() - cls.specs().keys())
        if unknown:
            raise SureCoverError(
                f"{cls.stage} has no parameter {unknown[0].upper()}; "
                f"allowed are {', '.join(cls.specs()).upper()}."
            )
        return cls(**settings)


def _check_source(label: str, value: Any, spec: Spec) -> None:  # noqa: ANN401
    paths = [value] if isinstance(value, str) else list(value) if isinstance(value, tuple) else [value]
    if isinstance(value, str) == (spec.kind in _LISTS) or not all(isinstance(path, str) for path in paths):
        what = "a list of paths" if spec.kind in _LISTS else "one path"
        raise SureCoverError(f"{label} is {value!r}; allowed: {what}.")
    given = [path for path in paths if path]
    if not given and not spec.optional:
        raise SureCoverError(f"{label} is not set; choose what to read.")
    for path in given:
        local = layer_in(path)[0]
        if not GDAL_NAME.match(local) and not exists(Path(local)):
            raise SureCoverError(f"{label} was not found: {local}; check the path.")


def _check_setting(label: str, value: Any, spec: Spec) -> None:  # noqa: ANN401
    if value is None or value == "":
        if not spec.optional:
            raise SureCoverError(f"{label} is not set; give a value.")
        return
    if spec.choices and value not in spec.choices:
        raise SureCoverError(f"{label} is {value!r}; allowed: {', '.join(map(str, spec.choices))}.")
    if spec.kind in ("text", "text or file", "extent", "field") and not isinstance(value, str):
        raise SureCoverError(f"{label} is {value!r}; allowed: text.")
    if spec.kind == "flag" and not isinstance(value, bool):
        raise SureCoverError(f"{label} is {value!r}; allowed: true or false.")
    if spec.kind == "extent":
        extent_of(value, label)
    if spec.kind in ("number", "integer"):
        _check_range(label, value, spec)


def _check_range(label: str, value: Any, spec: Spec) -> None:  # noqa: ANN401
    whole = spec.kind == "integer"
    largest = _MAX_INTEGER if whole else sys.float_info.max
    low = -largest if spec.minimum is None else spec.minimum
    high = largest if spec.maximum is None else spec.maximum
    is_number = isinstance(value, int if whole else (int, float)) and not isinstance(value, bool)
    if not is_number or not low <= value <= high:
        allowed = f"{low:g} to {high:.15g}" if spec.maximum is not None else f"{low:g} or more"
        kind = "whole numbers, " if whole and not isinstance(value, int) else ""
        allowed = "finite numbers" if low == -largest else kind + allowed
        raise SureCoverError(f"{label} is {str(value)[:40]}; allowed: {allowed}.")


def _check_target(label: str, value: str, spec: Spec) -> None:
    if not value:
        if not spec.optional:
            raise SureCoverError(f"{label} is not set; choose where to write.")
        return
    path = Path(value)
    unfit = "\0" if spec.kind != "new vector" else "\0\n\r\t"  # the writer of vectors leaves these out
    sound = not set(unfit) & set(value) and value == value.encode("utf-8", "replace").decode("utf-8")
    if not sound or len(os.fsencode(path.name)) > _MAX_NAME or len(os.fsencode(value)) > _MAX_PATH:
        raise SureCoverError(
            f"{label} cannot be a file's name: {value[:60]!r}… ({len(value)} characters); choose a shorter "
            "one of ordinary characters."
        )
    if spec.kind == "new folder":
        if path.exists() and not path.is_dir():
            raise SureCoverError(f"{label} is a file: {path}; choose a folder.")
    elif path.is_dir():
        raise SureCoverError(f"{label} is a folder: {path}; choose a file name.")
    endings, allowed = _FORMATS.get(spec.kind, ((), ""))
    if endings and path.suffix.lower() not in endings:
        raise SureCoverError(
            f"{label} is {path.name}; allowed are {allowed}: end the name with {endings[0]}."
        )
    _check_place(label, path, spec)


def _check_place(label: str, path: Path, spec: Spec) -> None:
    product = next((parent for parent in path.absolute().parents if parent.suffix.upper() == ".SAFE"), None)
    if product:
        raise SureCoverError(f"{label} lies in the product {product}; choose a folder of your own.")
    existing = next(parent for parent in (path, *path.parents) if parent.exists())
    folder = existing if existing.is_dir() else existing.parent
    if spec.kind != "new folder" and not path.parent.is_dir():
        raise SureCoverError(f"The folder of {label} does not exist: {path.parent}; create it.")
    if not os.access(folder, os.W_OK | os.X_OK):
        raise SureCoverError(f"The folder of {label} cannot be written: {folder}; choose another folder.")


def _namesakes(raster: Path) -> Iterator[Path]:
    """Layers that would share style and metadata with a raster."""
    lone_style = exists(raster.with_suffix(".qml")) and not exists(raster)
    for ending in (*_LAYERS, *(GEOPACKAGE if lone_style else ())):
        if raster.suffix != ending:
            yield raster.with_suffix(ending)


_CHECKS = {"source": _check_source, "setting": _check_setting, "target": _check_target}
