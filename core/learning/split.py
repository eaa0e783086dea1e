"""Which labelled pixels teach, and which are held out to judge by."""

from __future__ import annotations

import numpy as np

from ..errors import SureCoverError
from ..grid import Map, Window, blocks
from ..progress import Progress
from .blocks import Blocks, block_size, cell_blocks, cell_size_px, tally, zone_blocks
from .checkpoint import Checkpoint
from .folds import Folds, dealt
from .job import LearningJob
from .learner import Way
from .material import Material

HELD_OUT = 1
"""Number of the fold that is held out while one model is trained."""

_PARTS = 5
"""One of so many parts of the labels is held out without the user's saying."""

_BLOCK = 1024

NOTHING = "none"


def gap_of(job: LearningJob, material: Material, way: Way) -> int:
    """Pixels between what teaches and what is held out (SPEC §6).

    By default how far the model looks, and no less than a cell of the label raster, so that no observation
    lies on both sides.
    """
    if job.gap >= 0:
        return job.gap
    return max(way.halo, cell_size_px(material.cells, material.grid))


def areas_of(job: LearningJob, material: Material, gap: int, folds: int) -> Blocks:
    """What is kept together: the zones of the user, else blocks along the cells of the label raster."""
    if job.zones:
        return zone_blocks(
            job.zones, job.zone_field, material.grid, job.label("zones"), job.label("zone_field")
        )
    size = block_size(material.grid.shape, gap, folds, cell_size_px(material.cells, material.grid))
    return cell_blocks(material.cells, material.grid, size)


def folds_of(job: LearningJob, material: Material, gap: int, folds: int, label: str) -> Folds:
    """Contiguous folds of about equally many labelled pixels."""
    areas = areas_of(job, material, gap, folds)
    counts = tally(areas, material.given, len(material.sets) - 1)
    return dealt(areas, counts, folds, seed=job.seed, label=label)


def everything(shape: tuple[int, int]) -> Folds:
    """One fold of all pixels."""

    def read(window: Window) -> np.ndarray:
        return np.ones([part.stop - part.start for part in window], np.uint8)

    return Folds(1, shape, read, ("all",))


def named_zones_held_out(job: LearningJob, material: Material, names: str, label: str) -> Folds:
    """Two folds: the zones that the user names to be held out (fold 1), and the others.

    Raises:
        SureCoverError: A name is of no zone here, or no other zone is left.
    """
    areas = areas_of(job, material, 0, _PARTS)
    wanted = [name.strip() for name in names.split(";" if ";" in names else ",") if name.strip()]
    unknown = [name for name in wanted if name not in areas.names]
    if unknown or len(set(wanted)) == len(areas.names):
        listed = ", ".join(areas.names[:20]) or f"none without {job.label('zones')}"
        found = f"names {unknown[0]!r}" if unknown else "names all zones"
        raise SureCoverError(f"{label} {found}; allowed are some of the zones: {listed}.")
    table = np.array([0, *(HELD_OUT if name in wanted else 2 for name in areas.names)], np.uint8)
    return Folds(2, areas.shape, lambda window: table[areas.read(window)], (", ".join(wanted), "the others"))


def part_of_labels(
    material: Material, folds: Folds, fold: int, gap: int, work: Checkpoint, progress: Progress | None = None
) -> tuple[Map, Map]:
    """The labels that teach while a fold is held out, and those of the fold itself.

    What lies within the gap around the fold is in neither.

    Args:
        material: With the labels.
        folds: The folds.
        fold: The one that is held out, from 1; 0 for none: all labels in folds teach.
        gap: px.
        work: Holds both maps.
        progress: Told of every block.

    Returns:
        Two maps of label numbers, uint8.
    """
    teaching = work.map(f"teaching-{fold}", material.grid.shape)
    held_out = work.map(f"held-out-{fold}", material.grid.shape)
    for window in (progress or Progress()).each(blocks(material.grid.shape, _BLOCK)):
        given = material.given[window]
        if fold:
            teaching[window] = np.where(folds.training(fold, window, gap), given, 0)
            held_out[window] = np.where(folds.held_out(fold, window), given, 0)
        else:
            teaching[window] = np.where(folds.read(window) > 0, given, 0)
    return teaching, held_out


def hidden_pixels(material: Material, folds: Folds, fold: int, gap: int, work: Checkpoint) -> Map:
    """Where a model does not even look while a fold is held out: there and within the gap around it.

    Patches show what lies around the labels that teach, and batch normalisation mixes all of it into every
    weight. What is hidden leaves no trace in them.

    Args:
        material: Whose grid.
        folds: The folds.
        fold: The one that is held out, from 1.
        gap: px.
        work: Holds the map.

    Returns:
        uint8, 1 where nothing is to be seen.
    """
    hidden = work.map(f"hidden-{fold}", material.grid.shape)
    for window in blocks(material.grid.shape, _BLOCK):
        hidden[window] = folds.near(fold, window, gap)
    return hidden
