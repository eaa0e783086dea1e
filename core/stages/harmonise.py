"""Harmonise: an external raster or vector map becomes a class map on the reference grid."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

import numpy as np

from ..crosswalk import Crosswalk, between, code_text, crosswalk_names, identity, load_crosswalk
from ..errors import SureCoverError
from ..grid import Grid, Window, blocks
from ..job import Job, setting, source, target
from ..outputs import Outputs, class_dtype
from ..paths import layer_in
from ..progress import Progress
from ..rasters import Raster, grid_of, open_raster
from ..recognise import clc_fields, is_clc, is_osm, is_osm_key, product_of
from ..scheme import SCHEME_TAG, ClassScheme, load_scheme
from ..vectors import Keyed, Layer, by_field, is_vector, keyed, layer_of, layers_of

DEFAULT_SCHEME = "basic6"

_BLOCK = 2048
_MAX_CODES = 1000
_HSTORE = re.compile(r'"((?:[^"\\]|\\.)*)"=>"((?:[^"\\]|\\.)*)"')


@dataclass(frozen=True)
class HarmoniseJob(Job):
    """What to bring onto which grid, and by which crosswalk."""

    stage: ClassVar[str] = "harmonise"

    input: str = source("layer", "External map")
    field: str = setting("", "text", "Class field")
    crosswalk: str = setting("", "text", "Crosswalk")
    scheme: str = setting("", "text", "Class scheme")
    grid: str = source("raster", "Reference grid", optional=True)
    codes: str = setting(
        "auto", "choice", "Codes of the external map", choices=("auto", "native", "ids"), advanced=True
    )
    unknown: str = setting("refuse", "choice", "Unknown codes", choices=("refuse", "ignore"), advanced=True)
    output: str = target("new raster", "Class map", optional=False)
    legend: str = target("new file", "What became what", ".csv")

    def check(self) -> None:
        """Refuse also an unknown scheme or crosswalk, and a vector layer without a grid."""
        super().check()
        if self.scheme:
            load_scheme(self.scheme)
        if self.crosswalk:
            load_crosswalk(self.crosswalk, self.scheme)
        if layer_in(self.input)[1]:
            _check_grid(self)


JOB = HarmoniseJob
INPUT, FIELD, CROSSWALK, GRID = map(HarmoniseJob.label, ("input", "field", "crosswalk", "grid"))


@dataclass(frozen=True)
class _Source:
    """An external map as numbers of codes: number i + 1 means codes[i], 0 means nothing there."""

    codes: tuple[str, ...]
    grid: Grid
    crosswalk: Crosswalk
    native: bool
    read: Callable[[Window], np.ndarray]

    def target_of(self, code: str) -> int | None:
        """Class id, 0 for unmapped on purpose, None for a code that the crosswalk does not know.

        0 is background unless the crosswalk gives it a class, as Dynamic World's does.
        """
        found = self.crosswalk.lookup(code, self.native)
        return 0 if found is None and code == "0" else found


def run(job: HarmoniseJob, progress: Progress) -> dict[str, Any]:
    """Write the class map (uint8 or uint16, 0 = nodata or unmapped) and what became what.

    Raises:
        SureCoverError: The map cannot be read, does not overlap the grid, its crosswalk is not
            known, or it holds codes that the crosswalk does not know.
    """
    opened = _vector(job) if is_vector(job.input) else _raster(job, progress.part(0, 0.4))
    with opened as external:
        targets = [external.target_of(code) for code in external.codes]
        _check_unknown(job, external, targets, progress)
        scheme = external.crosswalk.target
        facts = {"crosswalk": external.crosswalk.name, "codes": "native" if external.native else "ids"}
        with Outputs(job, facts, progress.part(0.9, 1.0)) as outputs:
            writer = outputs.class_map(job.output, external.grid, scheme.legend(), **scheme.tags())
            table = np.array([0, *(number or 0 for number in targets)], class_dtype(scheme.ids))
            pixels = np.zeros(len(table), np.int64)
            for window in progress.part(0.4, 0.9).each(blocks(external.grid.shape, _BLOCK)):
                numbers = external.read(window)
                pixels += np.bincount(numbers.ravel(), minlength=len(table))
                writer.write(table[numbers], window)
            if job.legend:
                _write_legend(outputs.file(job.legend), external, targets, pixels[1:].tolist())
        if not pixels[table > 0].any():
            progress.warn(
                f"No pixel of {INPUT} became a class of {scheme.id}; check the crosswalk "
                f"{external.crosswalk.name} and the place."
            )
    return job.written()


def _check_unknown(
    job: HarmoniseJob, external: _Source, targets: list[int | None], progress: Progress
) -> None:
    unknown = [code for code, number in zip(external.codes, targets) if number is None]
    if not unknown:
        return
    listed = ", ".join(unknown[:20]) + (f" and {len(unknown) - 20} more" if len(unknown) > 20 else "")
    text = f"{INPUT} holds codes that the crosswalk {external.crosswalk.name} does not know: {listed}"
    if job.unknown == "refuse":
        raise SureCoverError(
            f"{text}; choose the fitting {CROSSWALK}, add them to a table of your own, "
            "or set Unknown codes (UNKNOWN) to ignore."
        )
    progress.warn(f"{text}; they became 0.")


def _write_legend(path: Path, external: _Source, targets: list[int | None], pixels: list[int]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(["code", "name", "class_id", "class_name", "pixels"])
        for code, number, count in zip(external.codes, targets, pixels):
            missing = "unknown code" if number is None else "unmapped"
            name = external.crosswalk.target.by_id(number).name if number else missing
            table.writerow(
                [code, external.crosswalk.name_of(code, external.native), number or 0, name, count]
            )


def _check_grid(job: HarmoniseJob) -> None:
    if not job.grid:
        raise SureCoverError(f"{GRID} is not set; a vector layer needs a raster that gives the grid.")


def _grid(job: HarmoniseJob) -> Grid | None:
    return grid_of(job.grid, GRID) if job.grid else None


# --- rasters ---------------------------------------------------------------------------------------


@contextmanager
def _raster(job: HarmoniseJob, progress: Progress) -> Iterator[_Source]:
    with open_raster(job.input, _grid(job), label=INPUT) as raster:
        band = _class_band(raster)
        values = _values(raster, band, progress)
        codes = tuple(str(value) for value in values.tolist())
        crosswalk, native = _raster_crosswalk(job, raster, codes)
        if native and crosswalk.lookup("0", native) and raster.nodata == 0:
            progress.warn(
                f"{INPUT} declares 0 as nodata although 0 is a class of {crosswalk.name}; "
                "those pixels count as nodata."
            )

        def read(window: Window) -> np.ndarray:
            stored, valid = raster.read(window, [band])
            return numbers_of(stored[0], valid, values)

        yield _Source(codes, raster.grid, crosswalk, native, read)


def numbers_of(stored: np.ndarray, valid: np.ndarray, values: np.ndarray) -> np.ndarray:
    """Position + 1 of each pixel in the ascending `values`, 0 where invalid or none of them."""
    if not len(values):
        return np.zeros(stored.shape, np.int32)
    if stored.dtype in (np.uint8, np.uint16):
        table = np.zeros(np.iinfo(stored.dtype).max + 1, np.int32)
        table[values] = np.arange(1, len(values) + 1)
        return np.where(valid, table[stored], 0)
    clean = np.where(valid, stored, values[0])
    place = np.searchsorted(values, clean).clip(0, len(values) - 1)
    hit = valid & (values[place] == clean)
    return np.where(hit, place + 1, 0).astype(np.int32)


def _class_band(raster: Raster) -> int:
    """The band of classes: the only one, or the one called "label" (Dynamic World)."""
    if raster.count == 1:
        return 1
    names = [name.casefold() for name in raster.descriptions]
    if names.count("label") == 1:
        return names.index("label") + 1
    raise SureCoverError(
        f"{INPUT} has {raster.count} bands: {raster.path}; a class map has one, choose or extract it."
    )


def _values(raster: Raster, band: int, progress: Progress) -> np.ndarray:
    """The values that occur on valid pixels, int64 ascending."""
    found: set[float] = set()
    for window in progress.each(blocks(raster.grid.shape, _BLOCK)):
        stored, valid = raster.read(window, [band])
        found.update(np.unique(stored[0][valid]).tolist())
        if len(found) > _MAX_CODES or not all(map(_is_code, found)):
            raise SureCoverError(
                f"{INPUT} holds more than {_MAX_CODES} values or fractions, so it is no class map: "
                f"{raster.path}; choose a raster of class codes."
            )
    return np.array(sorted(int(value) for value in found), np.int64)


def _is_code(value: float) -> bool:
    return abs(value) < 2**53 and value == int(value)


def _raster_crosswalk(job: HarmoniseJob, raster: Raster, codes: tuple[str, ...]) -> tuple[Crosswalk, bool]:
    tagged = raster.tags.get(SCHEME_TAG)
    if job.crosswalk:
        crosswalk = load_crosswalk(job.crosswalk, job.scheme)
        if crosswalk.by_tags:
            raise SureCoverError(
                f"{CROSSWALK} {crosswalk.name} is for the tags of vector layers but {INPUT} is a raster; "
                f"allowed are {', '.join(crosswalk_names())}, or a CSV file."
            )
    elif tagged:
        crosswalk = between(ClassScheme.from_json(tagged), _target(job))
    else:
        texts = [Path(raster.path).name, *raster.descriptions, *raster.tags.values()]
        crosswalk = _recognised(job, product_of(codes, texts), codes)
    if job.codes != "auto":
        return crosswalk, job.codes == "native"
    return crosswalk, not tagged and crosswalk.speaks_native(codes)


# --- vector layers ---------------------------------------------------------------------------------


@contextmanager
def _vector(job: HarmoniseJob) -> Iterator[_Source]:
    _check_grid(job)
    grid = grid_of(job.grid, GRID)
    given = load_crosswalk(job.crosswalk, job.scheme) if job.crosswalk else None
    layers = layers_of(job.input, INPUT)
    if given is None and is_osm_key(job.field) and any(is_osm(layer.fields) for layer in layers):
        given = load_crosswalk("osm-basic6", job.scheme)
    if given is not None and given.by_tags:
        external, crosswalk, native = _by_tags(job, layers, given, grid), given, False
    else:
        external = _by_field(job, layers, grid)
        crosswalk, native = _field_crosswalk(job, given, external)
    yield _Source(external.keys, grid, crosswalk, native, external.read)


def _by_tags(job: HarmoniseJob, layers: list[Layer], crosswalk: Crosswalk, grid: Grid) -> Keyed:
    wanted = {*crosswalk.tag_keys, "other_tags"}
    if job.field:
        if job.field.casefold() not in wanted:
            raise SureCoverError(
                f"{FIELD} is {job.field!r} but the crosswalk {crosswalk.name} looks tags up in the fields "
                f"{', '.join(crosswalk.tag_keys)}; leave the field empty or choose another crosswalk."
            )
        wanted = {job.field.casefold()}
    columns = {layer.name: [f for f in layer.fields if f.casefold() in wanted] for layer in layers}
    tagged = [layer for layer in layers if columns[layer.name]]
    if not tagged:
        raise SureCoverError(
            f"{INPUT} has none of the fields {', '.join(crosswalk.tag_keys)}: {job.input}; "
            "choose another layer or another crosswalk."
        )
    return keyed(tagged, columns, lambda values: crosswalk.tag_of(tags_of(values)), grid, crosswalk.layers)


def tags_of(values: Mapping[str, Any]) -> dict[str, str]:
    """OpenStreetMap tags of a feature from its fields and GDAL's `other_tags` ("key"=>"value", …)."""
    tags = {key.casefold(): text for key, value in values.items() if (text := code_text(value))}
    more = _HSTORE.findall(str(values.get("other_tags") or ""))
    return {**{key: code_text(value) for key, value in more}, **tags}


def _by_field(job: HarmoniseJob, layers: list[Layer], grid: Grid) -> Keyed:
    if job.field:
        layer = layer_of(job.input, job.field, INPUT, FIELD)
        return by_field(layer, layer.field(job.field, FIELD), grid)
    found = [(layer, field) for layer in layers for field in clc_fields(layer.fields)]
    if len(found) != 1:
        raise SureCoverError(
            f"{FIELD} is not set; choose the field of {job.input} that holds the class codes, "
            f"one of {', '.join(dict.fromkeys(f for layer in layers for f in layer.fields))}."
        )
    return by_field(found[0][0], found[0][1], grid)


def _field_crosswalk(job: HarmoniseJob, given: Crosswalk | None, external: Keyed) -> tuple[Crosswalk, bool]:
    crosswalk = given or _recognised(job, "clc44" if is_clc(external.keys) else "", external.keys)
    if job.codes != "auto":
        return crosswalk, job.codes == "native"
    return crosswalk, crosswalk.speaks_native(external.keys)


# --- which crosswalk -------------------------------------------------------------------------------


def _target(job: HarmoniseJob) -> ClassScheme:
    return load_scheme(job.scheme or DEFAULT_SCHEME)


def _recognised(job: HarmoniseJob, product: str, codes: tuple[str, ...]) -> Crosswalk:
    """The crosswalk of a recognised product, else none needed because the codes are classes already."""
    scheme = _target(job)
    if product:
        return between(load_scheme(product), scheme)
    # Small numbers are ids of nearly every scheme: only a scheme that was named makes them its own.
    itself = identity(scheme)
    native = itself.speaks_native(codes)
    fits = all(code == "0" or itself.lookup(code, native) is not None for code in codes)
    if not codes or (fits and (job.scheme or not all(map(str.isdigit, codes)))):
        return itself
    raise SureCoverError(
        f"{CROSSWALK} is not set and {INPUT} is not recognised by its codes ({', '.join(codes[:12])}); "
        f"allowed are {', '.join(crosswalk_names())}, or a CSV file with the columns from, to."
    )
