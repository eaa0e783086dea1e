"""Harmonise: an external raster or vector map becomes a class map on the reference grid."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from ..external.crosswalk import MAX_BUFFER, load_crosswalk
from ..external.opened import External, open_external, without_grid
from ..external.request import CODES, ORDERS, UNKNOWN, Request
from ..external.translation import Row, Tally, left_out, lines, unseen, write_csv
from ..grid import blocks
from ..job import Job, setting, source, target
from ..outputs import Outputs
from ..paths import layer_in
from ..progress import Progress
from ..rasters import grid_of
from ..scheme import load_scheme

_BLOCK = 2048


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
    codes: str = setting("auto", "choice", "Codes of the external map", choices=CODES, advanced=True)
    unknown: str = setting("refuse", "choice", "Unknown codes", choices=UNKNOWN, advanced=True)
    order: str = setting("smaller", "choice", "Features that lie on top", choices=ORDERS, advanced=True)
    all_touched: bool = setting(False, "flag", "Polygons fill every pixel they touch", advanced=True)
    buffer: float = setting(
        0.0, "number", "Buffer of lines and points [m]", minimum=0, maximum=MAX_BUFFER, advanced=True
    )
    own_legend: bool = setting(
        False, "flag", "A map that nothing explains keeps its own classes", advanced=True
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
        if layer_in(self.input)[1] and not self.grid:
            raise without_grid(GRID)


JOB = HarmoniseJob
INPUT, GRID = map(HarmoniseJob.label, ("input", "grid"))


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
    grid = grid_of(job.grid, GRID) if job.grid else None
    request = Request.of(job, "input", grid, own_legend=job.own_legend, preview=not job.output)
    with open_external(request, progress.part(0, 0.4)) as external:
        scheme = external.crosswalk.target
        facts = {"crosswalk": external.crosswalk.name, "codes": "native" if external.native else "ids"}
        with Outputs(job, facts, progress.part(0.9, 1.0)) as outputs:
            path, grid = job.output, external.grid
            writer = outputs.class_map(path, grid, scheme.legend(), **scheme.tags()) if path else None
            tally = Tally(external.codes, external.targets, external.crosswalk, external.native, grid)
            for window in progress.part(0.4, 0.9).each(blocks(grid.shape, _BLOCK)):
                numbers = external.read(window)
                tally.add(numbers, window)
                if writer:
                    writer.write(external.table[numbers], window)
            rows = tally.rows(external.features() if external.features else None)
            if job.legend:
                write_csv(outputs.file(job.legend), rows)
        mapped = sum(row.pixels for row in rows if row.class_id) / (grid.height * grid.width)
        _tell(external, rows, mapped, progress)
    return {**job.written(), "MAPPED_SHARE": mapped}


def _tell(external: External, rows: list[Row], mapped: float, progress: Progress) -> None:
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
