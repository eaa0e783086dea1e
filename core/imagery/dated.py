"""Dated images in the order of a run: tiles of one date as one image, and periods of several dates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..errors import SureCoverError
from ..grid import Grid
from ..progress import Progress
from ..rasters import Raster, bounds_on, open_raster
from ..tiled import Tile, tiles_name
from .dates import Acquisition, acquisition, names_of
from .masks import mask_of

_REPEATED = 0.9
"""Two images of which one lies in the other by more than this share show one place twice, not two tiles."""

_ALIKE = ("LEVEL", "PROCESSING_BASELINE", "REFLECTANCE_SCALE", "REFLECTANCE_OFFSET")
"""Tags in which the tiles of an image agree."""


@dataclass(frozen=True)
class DatedImage:
    """One dated image.

    Attributes:
        name: Its date, with its place in the list where that is not unique.
        acquired: Its path and date.
        mask: Path of the cloud mask given for it, or "".
        clouds: What tells its clouds, as mask_of says.
    """

    name: str
    acquired: Acquisition
    mask: str
    clouds: str = "none"


@dataclass(frozen=True)
class _Seen:
    """What tells whether images are tiles of one.

    Attributes:
        date: YYYY-MM-DD, "" where unknown.
        content: What bands and numbers it has.
        grid: Where it lies.
    """

    date: str
    content: tuple[object, ...]
    grid: Grid

    def tiles_with(self, other: _Seen) -> bool:
        """Whether both are of one date and alike, and lie side by side."""
        alike = bool(self.date) and (self.date, self.content) == (other.date, other.content)
        return alike and bool(self.grid.crs) and self._shared(other) >= 0

    def repeats(self, other: _Seen) -> bool:
        """Whether both show the same place."""
        return self._shared(other) > _REPEATED

    def _shared(self, other: _Seen) -> float:
        """The share of the smaller one that lies in the other; −1 if they do not even touch."""
        try:
            first, second = self.grid.bounds, bounds_on(self.grid, other.grid)
        except SureCoverError:  # the step that needs both on one grid says why they cannot be
            return -1
        left, bottom, right, top = (
            pick(pair) for pick, pair in zip((max, max, min, min), zip(first, second))
        )
        slack = max(self.grid.pixel_size)
        if right - left < -slack or top - bottom < -slack:
            return -1
        return max(right - left, 0) * max(top - bottom, 0) / min(_area(first), _area(second))


def with_tiles_joined(
    images: Sequence[str], masks: Sequence[str], dates: Sequence[str], label: str, progress: Progress
) -> tuple[tuple[str, ...], tuple[str, ...], list[str]]:
    """Images in which those of one date that lie side by side, the tiles of an acquisition, are one.

    Tiles have the same bands and numbers; where they overlap, the first one that observes a pixel gives
    it, and its mask tells whether it is clear. An image that shows nearly the same place as another one of
    that date stays an image of its own.

    Args:
        images: Paths.
        masks: Paths in the same order, or none.
        dates: Given ones, YYYY-MM-DD or "", in the same order.
        label: How messages name the images.
        progress: Hears of tiles.

    Returns:
        Images, masks and given dates; tiles have a name for `open_raster`.

    Raises:
        SureCoverError: An image cannot be opened.
    """
    seen = [_seen(image, date, label) for image, date in zip(images, dates)]
    groups = _groups(seen)
    for group in groups:
        if len(group) > 1:
            listed = ", ".join(images[number] for number in group)
            progress.log(f"{len(group)} tiles of {seen[group[0]].date} as one image: {listed}.")
    return (
        tuple(_joined(images, images, group) for group in groups),
        tuple(_joined(masks, images, group) for group in groups if masks),
        [next(filter(None, (dates[number] for number in group)), "") for group in groups],
    )


def _groups(images: Sequence[_Seen]) -> list[list[int]]:
    """Positions of the images that are tiles of one, the first ones first."""
    groups: list[list[int]] = []
    for number, image in enumerate(images):
        group = [number]
        for other in list(groups):
            pairs = [(images[a], images[b]) for a in other for b in group]
            near = any(images[member].tiles_with(image) for member in other)
            if near and not any(a.repeats(b) for a, b in pairs):
                groups.remove(other)
                group = sorted(other + group)
        groups.append(group)
    return sorted(groups)


def _joined(paths: Sequence[str], images: Sequence[str], group: Sequence[int]) -> str:
    """The name of some images, or of their masks, as one raster."""
    if len(group) == 1:
        return paths[group[0]]
    return tiles_name(Tile(paths[number], images[number]) for number in group)


def _seen(image: str, date: str, label: str) -> _Seen:
    with open_raster(image, label=label) as raster:
        return _Seen(acquisition(image, raster.tags, date).date, _content(raster), raster.grid)


def _content(raster: Raster) -> tuple[object, ...]:
    numbers = raster.dtype, raster.nodata, tuple(raster.scales.tolist()), tuple(raster.offsets.tolist())
    return raster.descriptions, *numbers, *(raster.tags.get(name) for name in _ALIKE)


def _area(bounds: tuple[float, float, float, float]) -> float:
    left, bottom, right, top = bounds
    return (right - left) * (top - bottom)


def dated_images(
    images: Sequence[str], masks: Sequence[str], dates: Sequence[str], label: str
) -> list[DatedImage]:
    """Images with their masks and dates, in the order given.

    Args:
        images: Paths.
        masks: Paths in the same order, or none.
        dates: Given ones, YYYY-MM-DD or "", in the same order.
        label: How messages name the images.

    Raises:
        SureCoverError: An image cannot be opened.
    """
    found = []
    for image, date, mask in zip(images, dates, masks or ("",) * len(images)):
        with open_raster(image, label=label) as raster:
            found.append((acquisition(image, raster.tags, date), mask, mask_of(raster, mask)[1]))
    names = names_of([acquired.date for acquired, _, _ in found])
    return [DatedImage(name, *scene) for name, scene in zip(names, found)]


def periods(
    images: Sequence[DatedImage], count: int, label: str, dates_label: str
) -> list[Sequence[DatedImage]]:
    """Group images into periods of as equal numbers as can be, in order of time.

    Args:
        images: In any order.
        count: Number of periods.
        label: How messages name that number.
        dates_label: And the dates that a user gives.

    Raises:
        SureCoverError: There are several periods, and an image without a date.
    """
    unknown = [image.acquired.path for image in images if not image.acquired.date]
    if unknown and count > 1:
        raise SureCoverError(
            f"{label} are {count}, but {len(unknown)} of {len(images)} images tell no date: {unknown[0]}; "
            f"give it under {dates_label}."
        )
    ordered = sorted(images, key=lambda image: image.acquired.date)
    bounds = [round(i * len(images) / count) for i in range(count + 1)]
    return [ordered[start:stop] for start, stop in zip(bounds, bounds[1:])]
