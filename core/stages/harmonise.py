"""Harmonise: an external raster or vector map becomes a class map on the reference grid."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

import numpy as np

from ..errors import SureCoverError
from ..external.burning import Keyed, Style, by_field
from ..external.crosswalk import (
    MAX_BUFFER,
    Crosswalk,
    between,
    crosswalk_names,
    identity,
    load_crosswalk,
    tags_of,
)
from ..external.recognise import clc_fields, is_clc, product_of, rules_for
from ..external.translation import Row, Tally, left_out, lines, listed, unseen, write_csv
from ..external.vectors import Layer, is_vector, layer_of, layers_of
from ..grid import Grid, Window, blocks
from ..job import Job, setting, source, target
from ..outputs import Outputs, class_dtype
from ..paths import layer_in
from ..progress import Progress
from ..rasters import Raster, grid_of, open_raster
from ..scheme import DEFAULT_SCHEME, SCHEME_TAG, ClassScheme, load_scheme

_BLOCK = 2048
_MAX_CODES = 1000


@dataclass(frozen=True)
class HarmoniseJob(Job):
    """What to bring onto which grid, and by which crosswalk."""

    stage: ClassVar[str] = "harmonise"
    numbers: ClassVar[dict[str, str]] = {"MAPPED_SHARE": "Share of the grid that became a class"}

    input: str = source("layer", "External map")
    field: str = setting("", "text", "Class field")
    crosswalk: str = setting("", "text or file", "Crosswalk")
    scheme: str = setting("", "text or file", "Class scheme")
    grid: str = source("raster", "Reference grid", optional=True)
    codes: str = setting(
        "auto", "choice", "Codes of the external map", choices=("auto", "native", "ids"), advanced=True
    )
    unknown: str = setting("refuse", "choice", "Unknown codes", choices=("refuse", "ignore"), advanced=True)
    order: str = setting(
        "smaller", "choice", "Features that lie on top", choices=("smaller", "later"), advanced=True
    )
    all_touched: bool = setting(False, "flag", "Polygons fill every pixel they touch", advanced=True)
    buffer: float = setting(
        0.0, "number", "Buffer of lines and points [m]", minimum=0, maximum=MAX_BUFFER, advanced=True
    )
    output: str = target("new raster", "Class map")
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
    """An external map as numbers of codes: number i + 1 means codes[i], 0 means nothing there.

    `features` tells, once all windows are read, how many features there are of each number and how
    many of them no pixel shows; None for rasters.
    """

    codes: tuple[str, ...]
    grid: Grid
    crosswalk: Crosswalk
    native: bool
    read: Callable[[Window], np.ndarray]
    features: Callable[[], tuple[np.ndarray, np.ndarray]] | None = None

    def target_of(self, code: str) -> int | None:
        """Class id, 0 for unmapped on purpose, None for a code that the crosswalk does not know.

        0 is background unless the crosswalk gives it a class, as Dynamic World's does.
        """
        found = self.crosswalk.lookup(code, self.native)
        return 0 if found is None and code == "0" else found


def run(job: HarmoniseJob, progress: Progress) -> dict[str, Any]:
    """Write the class map (uint8 or uint16, 0 = nodata or unmapped) and what became what.

    Without OUTPUT it is a preview: a map that is not recognised, and codes that the crosswalk does not
    know, are then listed and not refused.

    Returns:
        The paths of the outputs that were asked for, and MAPPED_SHARE, 0..1.

    Raises:
        SureCoverError: The map cannot be read, does not overlap the grid, its crosswalk is not
            known, or it holds codes that the crosswalk does not know.
    """
    opened = _vector(job, progress) if is_vector(job.input) else _raster(job, progress.part(0, 0.4))
    with opened as external:
        targets = [external.target_of(code) for code in external.codes]
        _check_unknown(job, external, targets)
        scheme = external.crosswalk.target
        facts = {"crosswalk": external.crosswalk.name, "codes": "native" if external.native else "ids"}
        with Outputs(job, facts, progress.part(0.9, 1.0)) as outputs:
            path, grid = job.output, external.grid
            writer = outputs.class_map(path, grid, scheme.legend(), **scheme.tags()) if path else None
            table = np.array([0, *(number or 0 for number in targets)], class_dtype(scheme.ids))
            tally = Tally(external.codes, targets, external.crosswalk, external.native, grid)
            for window in progress.part(0.4, 0.9).each(blocks(grid.shape, _BLOCK)):
                numbers = external.read(window)
                tally.add(numbers, window)
                if writer:
                    writer.write(table[numbers], window)
            rows = tally.rows(external.features() if external.features else None)
            if job.legend:
                write_csv(outputs.file(job.legend), rows)
        mapped = sum(row.pixels for row in rows if row.class_id) / (grid.height * grid.width)
        _tell(external, rows, mapped, progress)
    return {**job.written(), "MAPPED_SHARE": mapped}


def _tell(external: _Source, rows: list[Row], mapped: float, progress: Progress) -> None:
    """Log what became what; warn of what got lost."""
    crosswalk = external.crosswalk
    empty = max(1 - sum(row.share for row in rows), 0.0)
    progress.log(
        f"By the crosswalk {crosswalk.name}, {100 * mapped:.2f} % of the grid became a class of "
        f"{crosswalk.target.id}; {100 * empty:.2f} % holds no code."
    )
    for line in lines(rows):
        progress.log(line)
    for cause, some in (
        ("are unmapped on purpose", [row for row in rows if row.class_id == 0]),
        ("meet no rule" if crosswalk.by_rules else "are not known", [r for r in rows if r.class_id is None]),
    ):
        if codes := left_out(some):
            progress.warn(f"Codes that {cause} in the crosswalk {crosswalk.name} became 0: {codes}.")
    if codes := unseen(rows):
        progress.warn(f"Features of {INPUT} that no pixel shows, being too small or under others: {codes}.")
    if not mapped:
        progress.warn(
            f"No pixel of {INPUT} became a class of {crosswalk.target.id}; check the crosswalk "
            f"{crosswalk.name} and the place."
        )


def _check_unknown(job: HarmoniseJob, external: _Source, targets: list[int | None]) -> None:
    """Refuse codes that the crosswalk does not know.

    Rules are a choice of what matters, and previews show all, so these refuse nothing.
    """
    unknown = [code for code, number in zip(external.codes, targets) if number is None]
    if not unknown or job.unknown == "ignore" or not job.output or external.crosswalk.by_rules:
        return
    raise SureCoverError(
        f"{INPUT} holds codes that the crosswalk {external.crosswalk.name} does not know: {listed(unknown)}; "
        f"choose the fitting {CROSSWALK}, add them to a table of your own, "
        "or set Unknown codes (UNKNOWN) to ignore."
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
        if crosswalk.by_rules:
            raise SureCoverError(
                f"{CROSSWALK} {crosswalk.name} is for attributes of vector layers but {INPUT} is a raster; "
                f"allowed are {', '.join(crosswalk_names())}, or a CSV file."
            )
    elif tagged:
        crosswalk = between(ClassScheme.from_json(tagged), _target(job))
    else:
        texts = [Path(raster.path).name, *raster.descriptions, *raster.tags.values()]
        crosswalk = _recognised(job, product_of(codes, texts), codes)
    return crosswalk, _native(job, not tagged and crosswalk.speaks_native(codes))


# --- vector layers ---------------------------------------------------------------------------------


@contextmanager
def _vector(job: HarmoniseJob, progress: Progress) -> Iterator[_Source]:
    _check_grid(job)
    grid = grid_of(job.grid, GRID)
    layers = layers_of(job.input, INPUT)
    chosen = job.crosswalk or rules_for([layer.fields for layer in layers], job.field)
    given = load_crosswalk(chosen, job.scheme) if chosen else None
    if given is not None and given.by_rules:
        external, crosswalk, native = _by_rules(job, layers, given, grid), given, False
    else:
        external = _by_field(job, layers, given, grid)
        crosswalk, native = _field_crosswalk(job, given, external)
    if without := int((external.numbers[1:] == 0).sum()):
        what = f"none of the attributes {', '.join(crosswalk.rule_keys)}" if crosswalk.by_rules else "no code"
        progress.log(f"{without:,} features have {what}; they are not drawn.")
    reaching, seen = np.zeros((2, len(external.numbers)), bool)

    def read(window: Window) -> np.ndarray:
        canvas, features = external.draw(window)
        reaching[features] = True
        seen[canvas] = True
        numbers: np.ndarray = external.numbers[canvas]
        return numbers

    def features() -> tuple[np.ndarray, np.ndarray]:
        count = len(external.keys) + 1
        missed = reaching & ~seen
        here = reaching | seen
        return (
            np.bincount(external.numbers[here], minlength=count),
            np.bincount(external.numbers[missed], minlength=count),
        )

    yield _Source(external.keys, grid, crosswalk, native, read, features)


def _style(job: HarmoniseJob, crosswalk: Crosswalk | None) -> Style:
    """How features are drawn; what no rule is about lies under everything."""
    levels = {code: crosswalk.layers.get(code, 0) for code in crosswalk.entries} if crosswalk else {}
    return Style(
        levels=levels,
        unlisted=min(levels.values(), default=0) - 1,
        buffer=job.buffer,
        buffers=crosswalk.buffers if crosswalk else {},
        by_area=job.order == "smaller",
        all_touched=job.all_touched,
    )


def _by_rules(job: HarmoniseJob, layers: list[Layer], crosswalk: Crosswalk, grid: Grid) -> Keyed:
    wanted = {*crosswalk.rule_keys, "other_tags"}
    if job.field:
        if job.field.casefold() not in wanted:
            raise SureCoverError(
                f"{FIELD} is {job.field!r} but the rules of the crosswalk {crosswalk.name} are about the "
                f"fields {', '.join(crosswalk.rule_keys)}; leave the field empty or choose another crosswalk."
            )
        wanted = {job.field.casefold()}
    columns = {layer.name: [f for f in layer.fields if f.casefold() in wanted] for layer in layers}
    usable = [layer for layer in layers if columns[layer.name]]
    if not usable:
        raise SureCoverError(
            f"{INPUT} has none of the fields {', '.join(crosswalk.rule_keys)}: {job.input}; "
            "choose another layer or another crosswalk."
        )

    def key(values: Mapping[str, Any]) -> str:
        return crosswalk.rule_of(tags_of(values))

    return Keyed(usable, columns, key, grid, _style(job, crosswalk))


def _by_field(job: HarmoniseJob, layers: list[Layer], given: Crosswalk | None, grid: Grid) -> Keyed:
    if job.field:
        layer = layer_of(job.input, job.field, INPUT, FIELD)
        return by_field(layer, layer.field(job.field, FIELD), grid, _style(job, given))
    found = [(layer, field) for layer in layers for field in clc_fields(layer.fields)]
    if len(found) != 1:
        raise SureCoverError(
            f"{FIELD} is not set; choose the field of {job.input} that holds the class codes, "
            f"one of {', '.join(dict.fromkeys(f for layer in layers for f in layer.fields))}."
        )
    return by_field(found[0][0], found[0][1], grid, _style(job, given))


def _field_crosswalk(job: HarmoniseJob, given: Crosswalk | None, external: Keyed) -> tuple[Crosswalk, bool]:
    crosswalk = given or _recognised(job, "clc44" if is_clc(external.keys) else "", external.keys)
    return crosswalk, _native(job, crosswalk.speaks_native(external.keys))


# --- which crosswalk -------------------------------------------------------------------------------


def _native(job: HarmoniseJob, told: bool) -> bool:
    """Whether codes are native: what the user says, else what the codes tell."""
    return told if job.codes == "auto" else job.codes == "native"


def _target(job: HarmoniseJob) -> ClassScheme:
    return load_scheme(job.scheme or DEFAULT_SCHEME)


def _recognised(job: HarmoniseJob, product: str, codes: tuple[str, ...]) -> Crosswalk:
    """The crosswalk of a recognised product; of classes that need none; for a preview an empty one."""
    scheme = _target(job)
    if product:
        return between(load_scheme(product), scheme)
    # Small numbers are ids of nearly every scheme: only a scheme that was named makes them its own.
    itself = identity(scheme)
    native = itself.speaks_native(codes)
    fits = all(code == "0" or itself.lookup(code, native) is not None for code in codes)
    if not codes or (fits and (job.scheme or not all(map(str.isdigit, codes)))):
        return itself
    if not job.output:
        return Crosswalk("none", None, scheme, {})
    raise SureCoverError(
        f"{CROSSWALK} is not set and {INPUT} is not recognised by its codes ({', '.join(codes[:12])}); "
        f"allowed are {', '.join(crosswalk_names())}, or a CSV file with the columns from, to."
    )
