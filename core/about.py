"""What is to be told of a result to whoever opens it: what it is, of when, and how it was made."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import TYPE_CHECKING, Any

from . import RESOURCES, VERSION
from .errors import SureCoverError
from .grid import Grid
from .job import GEOPACKAGE, Job
from .lazy import LazyModule
from .legends import LegendEntry
from .paths import GDAL_NAME, is_remote, layer_in
from .rasters import Raster, gdal_errors
from .textfiles import parse_json, read_json

if TYPE_CHECKING:
    import rasterio
else:
    rasterio = LazyModule("rasterio")

ITEM = ".stac.json"
"""Ending of the STAC Item beside a result."""

Box = tuple[float, float, float, float]
"""(left, bottom, right, top)."""

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_LICENCES = ("LICENCE", "LICENSE")
_RIGHTS = ("ATTRIBUTION", "COPYRIGHT", "TIFFTAG_COPYRIGHT")


@dataclass(frozen=True)
class Made:
    """How the results of a run were made.

    Attributes:
        stage: The verb.
        sources: Names of the files that were read.
        dates: Days of acquisition, YYYY-MM-DD, ascending; empty where nothing tells them.
        day: What stands for the dates where nothing tells them: the day on which a source was last changed,
            else today.
        models: Ids of the models.
        licences, rights: What the sources say of their use.
    """

    stage: str
    sources: tuple[str, ...]
    dates: tuple[str, ...]
    day: str
    models: tuple[str, ...] = ()
    licences: tuple[str, ...] = ()
    rights: tuple[str, ...] = ()

    @property
    def told(self) -> str:
        """One sentence."""
        origin = f" from {', '.join(self.sources)}" if self.sources else ""
        return f"Made with SureCover {VERSION} ({self.stage}){origin}."


@dataclass(frozen=True)
class Layer:
    """A raster or a vector layer of a result.

    Attributes:
        title: A few words.
        text: A sentence or two.
        crs: As WKT; "" for none.
        bounds: In the CRS; None of a layer without features.
        grid, dtype, bands, nodata, scale: Of a raster; `bands` are names, "" for none.
        legend: Of a categorical raster.
    """

    title: str
    text: str
    crs: str
    bounds: Box | None
    grid: Grid | None = None
    dtype: str = ""
    bands: tuple[str, ...] = ()
    nodata: float | None = None
    scale: float = 1.0
    legend: tuple[LegendEntry, ...] = ()


def layer_of(raster: Raster, title: str, text: str) -> Layer:
    """A finished raster as a layer; see there."""
    colors, names = raster.colormap(), raster.categories()
    legend = tuple(
        LegendEntry(value, name, colors[value][:3]) for value, name in names.items() if value in colors
    )
    return Layer(
        title, text, raster.grid.crs, raster.grid.bounds, raster.grid, raster.dtype, raster.descriptions,
        raster.nodata, float(raster.scales[0]), legend,
    )  # fmt: skip


def what_is(job: Job, path: str) -> tuple[str, str]:
    """Title and text of a target of a job, as the toolbox has them; of other files what their names say."""
    stem = Path(path).stem
    targets = {name: spec.label for name, spec in job.specs().items() if spec.role == "target"}
    for name, label in targets.items():
        if getattr(job, name) == path:
            words = read_json(RESOURCES / "help" / f"{job.stage}.json")
            return label, words["outputs"][name.upper()]
    title = stem.replace("_", " ")
    return targets.get(stem, title[:1].upper() + title[1:]), ""


def how_made(job: Job, tags: Mapping[str, str]) -> Made:
    """How the results of a job are made.

    Args:
        job: The whole run.
        tags: The dataset metadata of its rasters.
    """
    models = {job.label(name) for name, spec in job.specs().items() if spec.kind in ("folder", "folders")}
    paths = [path for label, path in job.paths("source") if label not in models]
    known = [_known(path) for path in paths]
    dates = dates_of(tags) or {date for of_source in known for date in dates_of(of_source)}
    return Made(
        job.stage,
        tuple(dict.fromkeys(map(name_of, paths))),
        tuple(sorted(dates)),
        _last_change(paths),
        tuple(str(model.get("id")) for model in _listed(tags, "SURECOVER_MODELS")),
        _said(known, _LICENCES),
        _said(known, _RIGHTS),
    )


def name_of(path: str) -> str:
    """The name of a file, without where it lies on a disk or on the net."""
    plain = re.split(r"[?#|]", path)[0] if GDAL_NAME.match(path) else layer_in(path)[0]
    return (PureWindowsPath(plain) if "\\" in plain else PurePosixPath(plain)).name


def item_name(path: Path) -> Path:
    """Where the STAC Item of a result stands."""
    return path.with_name(f"{path.name if path.suffix.lower() in GEOPACKAGE else path.stem}{ITEM}")


def dates_of(tags: Mapping[str, str]) -> set[str]:
    """Days of acquisition that the metadata of a raster tells, its own or those of its inputs."""
    told = {tags.get("DATE", ""), *tags.get("DATES", "").split()}
    told |= {str(entry.get("date", "")) for entry in _listed(tags, "SURECOVER_INPUTS")}
    return {date for date in told if _is_day(date)}


def _is_day(text: str) -> bool:
    with suppress(ValueError):
        return bool(_DAY.fullmatch(text)) and bool(datetime.date.fromisoformat(text))
    return False


def _known(path: str) -> Mapping[str, str]:
    """Metadata of a source on a disk, if it is a raster; dates that they lack an Item beside it tells."""
    if is_remote(path):
        return {}
    tags: dict[str, str] = {}
    with suppress(*gdal_errors(), SureCoverError), rasterio.open(path) as dataset:
        tags = dataset.tags()
    if dates_of(tags):
        return tags
    with suppress(OSError, ValueError, KeyError, TypeError, AttributeError):
        told = read_json(item_name(Path(layer_in(path)[0])))["properties"]
        moments = [told.get(key) or "" for key in ("datetime", "start_datetime", "end_datetime")]
        if told["surecover:dated"]:
            return {**tags, "DATES": " ".join(moment[:10] for moment in moments)}
    return tags


def _last_change(paths: Iterable[str]) -> str:
    changes = []
    for path in paths:
        with suppress(OSError):
            changes.append(Path(layer_in(path)[0]).stat().st_mtime)
    utc = datetime.timezone.utc
    moment = datetime.datetime.fromtimestamp(max(changes), utc) if changes else datetime.datetime.now(utc)
    return moment.date().isoformat()


def _listed(tags: Mapping[str, str], tag: str) -> list[Mapping[str, Any]]:
    """The records that a tag lists."""
    with suppress(ValueError):
        found = parse_json(tags.get(tag, "[]"))
        return [entry for entry in found if isinstance(entry, dict)] if isinstance(found, list) else []
    return []


def _said(known: Iterable[Mapping[str, str]], keys: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(tags[key] for tags in known for key in keys if tags.get(key)))
