"""Dated images in the order of a run, and their grouping into periods."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..errors import SureCoverError
from ..rasters import open_raster
from .dates import Acquisition, acquisition, names_of
from .masks import mask_of


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
