"""Writing results: they appear whole, all together, or not at all."""

from __future__ import annotations

import json
import os
import shutil
import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

import numpy as np

from . import geotiff
from .about import ITEM, Layer, how_made, item_name, layer_of, what_is
from .errors import SureCoverError
from .grid import Grid
from .job import Job
from .layermetadata import put_into_package, qmd
from .lazy import LazyModule
from .legends import LegendEntry, gdal_side_file
from .partials import (
    GO_ON,
    outside_partials,
    partial_name,
    remove_orphans,
    unfinished_name,
    with_final_names,
)
from .paths import without_secrets
from .placing import explained, remove_strange_sides, side_files
from .placing import new_folder as new_folder  # noqa: PLC0414 - stages take it from here
from .progress import Progress
from .pyramid import BLOCK as BLOCK  # noqa: PLC0414 - stages take it from here
from .pyramid import Content
from .rasters import open_raster
from .rasterwriter import RasterWriter as RasterWriter  # noqa: PLC0414 - stages take it from here
from .scratch import Scratch
from .stac import item
from .stored import FLOAT_NODATA, PROBABILITY_NODATA, PROBABILITY_STEPS, class_dtype
from .styles import STYLES, Style, category_style, fraction_style, style_table
from .textfiles import json_text
from .tilestore import StoreBusy, TileStore

if TYPE_CHECKING:
    import pyogrio
    import rasterio
else:
    pyogrio = LazyModule("pyogrio")
    pyogrio.errors = LazyModule("pyogrio.errors")
    pyogrio.raw = LazyModule("pyogrio.raw")
    rasterio = LazyModule("rasterio")


def provenance(job: Job, facts: Mapping[str, Any]) -> dict[str, str]:
    """Dataset metadata that tells how a raster was made: version, stage, parameters and facts as JSON."""
    record = job.to_dict()
    return {
        "SURECOVER_VERSION": record["version"],
        "SURECOVER_STAGE": record["stage"],
        "SURECOVER_PARAMETERS": _told(record["settings"]),
        **_fact_tags(facts),
    }


def _fact_tags(facts: Mapping[str, Any]) -> dict[str, str]:
    return {f"SURECOVER_{key.upper()}": _told(value) for key, value in facts.items()}


def _told(value: Any) -> str:  # noqa: ANN401
    return without_secrets(with_final_names(json.dumps(value)))


_FEATURES = 50_000
"""Features of a layer that are written at once: in between a run can be cancelled."""

_SIGNATURE: ContextVar[tuple[Job, Mapping[str, str]] | None] = ContextVar("signature", default=None)


@contextmanager
def signed(job: Job, facts: Mapping[str, Any]) -> Iterator[None]:
    """Let rasters that are written inside tell of this job, of which their stage is a step.

    Facts that only the stage knows stay.
    """
    token = _SIGNATURE.set((job, provenance(job, facts)))
    try:
        yield
    finally:
        _SIGNATURE.reset(token)


class Outputs:
    """The files of one job. Leaving the `with` block completes them and renames them all into
    place; leaving it by an exception deletes what was begun and keeps whatever stood there before.

    Attributes:
        stale: Rasters that an earlier run, of another `resume`, had begun; what it made is discarded.

    Args:
        job: Recorded in every raster as provenance.
        facts: More provenance (inputs with dates, models with checksums) as JSON values.
        progress: Told how far the files are laid out, at the end.
        resume: What all pixels depend on (fingerprints of inputs, models, parameters), as one text. Given,
            the tiles of rasters outlive a run that is killed or cancelled, and the next run with the same
            text goes on with them (`RasterWriter.rows_done`). They do not outlive a refusal.
    """

    def __init__(
        self,
        job: Job,
        facts: Mapping[str, Any] | None = None,
        progress: Progress | None = None,
        *,
        resume: str = "",
    ) -> None:
        self.stale: list[str] = []
        self._progress = progress or Progress()
        self._resume = resume
        self._job = job
        self._run, signature = _SIGNATURE.get() or (job, {})
        self._tags = {**provenance(job, facts or {}), **signature}
        self._layers: dict[Path, Layer] = {}
        self._packages: dict[Path, str] = {}
        self._folders = {Path(path).parent for _, path in job.paths("target")}
        self._scratches: list[Scratch] = []
        self._intermediates: list[Path] = []
        self._stores: list[TileStore] = []
        self._writers: list[RasterWriter] = []
        self._finals: dict[Path, Path] = {}
        self._pool = ThreadPoolExecutor(os.cpu_count(), "compress")

    def __enter__(self) -> Outputs:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            with explained({final.parent for final in self._finals.values()} or self._folders):
                for scratch in self._scratches:
                    scratch.close()
                if error is None:
                    self._complete()
                    self._publish()
                elif isinstance(error, (OSError, rasterio.errors.RasterioError)):
                    raise error
        except BaseException as failure:
            error = failure
            raise
        finally:
            self._let_go(keep=bool(self._resume and error) and not isinstance(error, SureCoverError))
            for part in (*self._finals, *self._intermediates):
                with suppress(OSError):  # what could not be written cannot always be deleted either
                    part.unlink()

    def note(self, **facts: Any) -> None:  # noqa: ANN401
        """More provenance, for the rasters that are begun from now on."""
        self._tags.update(_fact_tags(facts))

    def scratch(self, shape: tuple[int, int], dtype: str) -> Scratch:
        """A map of zeros on the disk of the results, for as long as the `with` block lasts."""
        scratch = Scratch(min(self._folders, default=None), shape, dtype)
        self._scratches.append(scratch)
        return scratch

    @contextmanager
    def intermediate(self, grid: Grid, count: int) -> Iterator[tuple[str, RasterWriter]]:
        """Write float32 bands (NaN is nodata) that can be read afterwards, until the results are complete.

        Yields:
            Where they lie, on the disk of the results, and the writer.
        """
        name = f"intermediate{len(self._intermediates)}.tif"
        part = partial_name(min(self._folders, default=Path()) / name)
        self._intermediates.append(part)
        content = Content(grid.shape, count, "float32", np.nan, overviews=False)
        tags = geotiff.tags_of(grid, content)
        writer = RasterWriter(part, self._own_store(part), content, tags, self._pool)
        yield str(part), writer
        writer.complete(lambda _: self._progress.check())

    def file(self, path: str) -> Path:
        """Return the temporary place of a file; write it there, it is renamed at the end."""
        final = Path(path)
        part = partial_name(final)
        self._finals[part] = final
        if self._resume:
            remove_orphans(final)
        return part

    def copy(self, made: Path, path: str) -> None:
        """Copy a finished raster with its side files."""
        shutil.copyfile(made, self.file(path))
        for side, place in zip(side_files(made), side_files(Path(path))):
            if side.exists():
                shutil.copyfile(side, self.file(str(place)))
        with open_raster(str(made)) as raster:
            self._layers[Path(path)] = layer_of(raster, *what_is(self._job, path))
            self._tags.update(raster.tags)  # what it tells of its inputs holds for the copy

    def raster(
        self,
        path: str,
        grid: Grid,
        *,
        dtype: str,
        count: int = 1,
        nodata: float | None = None,
        descriptions: Sequence[str] = (),
        scale: float = 1.0,
        legend: Iterable[LegendEntry] = (),
        averaged: bool = False,
        tags: Mapping[str, str] | None = None,
    ) -> RasterWriter:
        """Begin a Cloud-Optimised GeoTIFF.

        Args:
            path: Where it will stand.
            grid: Its CRS, transform and size.
            dtype: Of the stored numbers.
            count: Bands.
            nodata: Stored number that means nodata.
            descriptions: Band descriptions.
            scale: GDAL scale of every band.
            legend: Values of a categorical raster; becomes colour table, category names,
                raster attribute table and QGIS style.
            averaged: Whether overviews hold means (measurements) instead of single pixels (classes,
                counts, positions).
            tags: More dataset metadata.

        Returns:
            The writer.
        """
        part = self.file(path)
        content = Content(grid.shape, count, dtype, nodata, averaged=averaged)
        entries = sorted(legend, key=lambda entry: entry.value)
        described = geotiff.tags_of(
            grid, content, metadata={**self._tags, **(tags or {})}, descriptions=descriptions, scale=scale,
            colors={e.value: (*e.color, 255) for e in entries},
        )  # fmt: skip
        if entries:
            self.file(f"{path}.aux.xml").write_text(gdal_side_file(entries), encoding="utf-8")
            self._style(path, category_style(e for e in entries if e.value != nodata))
        self._layers[Path(path)] = Layer(
            *what_is(self._job, path), grid.crs, grid.bounds, grid, dtype,
            tuple(descriptions) or ("",) * count, nodata, scale,
            tuple(entry for entry in entries if entry.value != nodata),
        )  # fmt: skip
        writer = RasterWriter(part, self._store(path, part, content), content, described, self._pool)
        self._writers.append(writer)
        return writer

    def class_map(self, path: str, grid: Grid, legend: Sequence[LegendEntry], **tags: str) -> RasterWriter:
        """Begin a map of class ids with 0 = nodata (SPEC §1); uint8 when the ids fit, else uint16."""
        dtype = class_dtype([entry.value for entry in legend])
        return self.raster(path, grid, dtype=dtype, nodata=0, legend=legend, tags=tags)

    def probabilities(self, path: str, grid: Grid, names: Sequence[str], **tags: str) -> RasterWriter:
        """Begin a raster of probabilities, one band a class; write what `quantise` returns."""
        return self.raster(
            path, grid, dtype="uint8", count=len(names), nodata=PROBABILITY_NODATA,
            descriptions=names, scale=1 / PROBABILITY_STEPS, averaged=True, tags=tags,
        )  # fmt: skip

    def fraction(self, path: str, grid: Grid, name: str) -> RasterWriter:
        """Begin a float32 layer of values 0..1 with nodata −1 (agreement, entropy, confidence)."""
        self._style(path, fraction_style())
        return self.raster(
            path, grid, dtype="float32", nodata=FLOAT_NODATA, descriptions=[name], averaged=True
        )

    def vector(
        self, path: str, layer: str, crs: str, geometries: np.ndarray,
        columns: Mapping[str, np.ndarray], style: Style | None = None, kind: str = "MultiPolygon",
    ) -> None:  # fmt: skip
        """Write a GeoPackage of one layer of polygons.

        Args:
            path: Where it will stand.
            layer: Name of the layer.
            crs: As WKT; "" for none.
            geometries: Of this kind as WKB, an object array (n,).
            columns: Attribute arrays (n,) by name; NaN and None are null.
            style: How it is drawn; None leaves it to the program.
            kind: "MultiPolygon" or "Polygon".
        """
        part = self.file(path)
        try:
            with warnings.catch_warnings():
                warnings.filterwarnings("ignore", "'crs' was not provided")
                for start in range(0, max(len(geometries), 1), _FEATURES):
                    self._progress.check()
                    lot = slice(start, start + _FEATURES)
                    pyogrio.raw.write(
                        str(part), geometries[lot], [column[lot] for column in columns.values()],
                        list(columns), layer=layer, driver="GPKG", geometry_type=kind, crs=crs or None,
                        append=start > 0, dataset_metadata=self._tags,
                        dataset_options={"VERSION": "1.2"},  # GDAL before 3.7 warns of later ones
                    )  # fmt: skip
                if style:
                    table = style_table(layer, style)
                    pyogrio.raw.write(
                        str(part), None, list(table.values()), list(table), layer=STYLES, driver="GPKG",
                        geometry_type=None,
                    )  # fmt: skip
                    self.file(f"{path}.sld").write_text(style.sld, encoding="utf-8")
        except (pyogrio.errors.DataSourceError, pyogrio.errors.FeatureError) as error:
            raise OSError(str(error)) from error
        self.package(path, layer, crs)

    def package(self, path: str, layer: str, crs: str) -> None:
        """Tell of a layer of a GeoPackage that was written to the temporary place of its file.

        Args:
            path: Where it will stand.
            layer: Name of the layer.
            crs: As WKT; "" for none.
        """
        info = pyogrio.read_info(self.file(path), layer=layer)
        bounds = info["total_bounds"] if info["features"] else None
        self._layers[Path(path)] = Layer(*what_is(self._job, path), crs, bounds)
        self._packages[Path(path)] = layer

    def _style(self, path: str, style: Style) -> None:
        for suffix, text in ((".qml", style.qml), (".sld", style.sld)):
            self.file(str(Path(path).with_suffix(suffix))).write_text(text, encoding="utf-8")

    def _store(self, path: str, part: Path, content: Content) -> TileStore:
        """Where the tiles of a raster lie until it is complete."""
        unfinished = unfinished_name(Path(path))
        if not self._resume:
            if unfinished.exists():  # left by a job that made something else of this name
                with suppress(StoreBusy):
                    TileStore(unfinished).remove()
            return self._own_store(part)
        try:
            store = TileStore(unfinished, content.describe(self._resume))
        except StoreBusy:  # another run makes the same: this one does without
            return self._own_store(part)
        self._stores.append(store)
        if store.stale:
            self.stale.append(path)
        return store

    def _own_store(self, part: Path) -> TileStore:
        store = TileStore(part.with_name(f"{part.name}.tiles"))
        self._stores.append(store)
        return store

    def _let_go(self, *, keep: bool) -> None:
        """Stop compressing, and leave to a later run what it can go on with, or nothing."""
        for writer in self._writers if keep else ():
            writer.suspend()
        self._pool.shutdown(cancel_futures=True)
        if keep and any(store.durable and len(store) for store in self._stores):
            self._progress.log(f"What is finished is kept; {GO_ON}.")
        for store in self._stores:
            store.close() if keep else store.remove()

    def _complete(self) -> None:
        """Write the rasters' files."""
        for index, writer in enumerate(self._writers):
            start, end = index / len(self._writers), (index + 1) / len(self._writers)
            part = self._progress.part(start, end)
            writer.complete(part.report)
            self._progress.report(end)
        if self._layers:
            self._tell()

    def _tell(self) -> None:
        """Write metadata of the layers, and the Items of those that are no part of a folder of results."""
        made = how_made(self._run, self._tags)
        for path, layer in self._layers.items():
            text = qmd(layer, made, path.name)
            if path in self._packages:
                put_into_package(self.file(str(path)), self._packages[path], text)
            else:
                self.file(str(path.with_suffix(".qmd"))).write_text(text, encoding="utf-8")
            if outside_partials(path.parent) == path.parent:
                place = item_name(path)
                written = set(self._finals.values()) - {place}
                files = [path.name, *(side.name for side in side_files(path) if side in written)]
                told = item(place.name.removesuffix(ITEM), layer, made, files, {path.name: layer})
                self.file(str(place)).write_text(json_text(told), encoding="utf-8")

    def _publish(self) -> None:
        """Move all into place."""
        for final in self._finals.values():
            if final.is_dir():
                raise SureCoverError(f"{final} is a folder but a result has this name; choose another name.")
        for part, final in self._finals.items():
            part.replace(final)
        remove_strange_sides(self._finals.values())
