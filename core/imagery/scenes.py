"""Dated images with their masks, opened together on one grid."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack

import numpy as np

from ..errors import SureCoverError
from ..extent import area_of
from ..grid import Window
from ..model.bands import spelling
from ..progress import Progress
from ..rasters import Raster, grid_of, open_raster
from ..tiled import spoken
from .dates import acquisition
from .masks import MEANING, SCL_BAND, ClearSky, mask_of, open_mask
from .reflectance import Calibration, ReflectanceReader, calibration_of

_IMAGES = "Images, one per date (IMAGES)"
_MASKS = "Cloud masks, in the order of the images (MASKS)"

_RGB = (("b4", "red"), ("b3", "green"), ("b2", "blue"))
"""Names of the bands that make a true-colour picture."""


class Scene:
    """One dated image and what is clear on it.

    Attributes:
        raster: The image, on the grid of all scenes.
        acquired: When.
        bands: 1-based numbers of the bands in use.
        calibration: How stored numbers become reflectance.
        origin: How stored numbers become reflectance.
        mask: What its mask is, as mask_of says.
    """

    def __init__(
        self, raster: Raster, sky: ClearSky | None, calibration: Calibration, date: str, mask: str
    ) -> None:
        self.raster = raster
        self.acquired = acquisition(raster.path, raster.tags, date)
        self.origin = calibration.origin
        self.mask = mask
        self.bands: list[int] = []
        self.calibration = calibration
        self._sky = sky

    def use(self, bands: Sequence[int]) -> None:
        """Say which bands (1-based) are read."""
        self.bands = list(bands)
        self._reader = ReflectanceReader(self.raster, self.bands, self.calibration)

    @property
    def knows_swath(self) -> bool:
        """Whether the mask is clear nowhere outside of the swath."""
        return self._sky is not None and self._sky.kind in ("scl", "l1c")

    def stored(self, window: Window) -> tuple[np.ndarray, np.ndarray]:
        """Stored numbers (bands, rows, cols), and bool (rows, cols) where every band is observed."""
        return self._reader.stored(window)

    def reflectance(self, stored: np.ndarray) -> np.ndarray:
        """What stored numbers (bands, rows, cols) mean, float32."""
        return self._reader.reflectance(stored)

    def covered(self, window: Window) -> np.ndarray:
        """Bool (rows, cols) where the first band in use is observed."""
        return ReflectanceReader(self.raster, self.bands[:1], self.calibration).stored(window)[1]

    def clear(self, window: Window) -> np.ndarray:
        """Bool (2, rows, cols), True where the mask, if there is one, is clear: snow not, and snow clear."""
        if self._sky is None:
            return np.ones((2, *(part.stop - part.start for part in window)), bool)
        return self._sky.both(window)


def check_masks(label: str, masks: Sequence[str], images: Sequence[str]) -> None:
    """Refuse masks that are not one per image, in the images' order as far as the dates in names tell.

    Raises:
        SureCoverError: There are some, but not as many as images; or their names have the dates of the
            images' names in another order.
    """
    if masks and len(masks) != len(images):
        raise SureCoverError(
            f"{label} are {len(masks)} for {len(images)} images; "
            "give one for every image, in the same order, or none."
        )
    dates, expected = ([acquisition(path, {}).date for path in paths] for paths in (masks, images))
    if dates != expected and sorted(dates) == sorted(expected) and all(dates):
        wrong = [date != of_image for date, of_image in zip(dates, expected)].index(True)
        raise SureCoverError(
            f"{label} have {spoken(masks[wrong])} for {spoken(images[wrong])}, by its name of another date; "
            "give the masks in the order of the images."
        )


def open_scenes(
    images: Sequence[str],
    masks: Sequence[str],
    stack: ExitStack,
    progress: Progress,
    *,
    dilation: int,
    dates: Sequence[str] = (),
    extent: str = "",
    scale: float | None = None,
    offset: float | None = None,
) -> list[Scene]:
    """Open all images on the grid of the first one, each with its mask, or one of its own.

    Args:
        images: Paths.
        masks: Paths in the same order, or none.
        stack: Closes the files.
        progress: Receives the dates and masks, and warnings: images of several levels, without a
            mask, or with uncertain calibration.
        dilation: Radius by which what is not clear grows, px.
        dates: Given ones, YYYY-MM-DD or "", in the same order, or none.
        extent: The part of the first image's grid to look at; "" for all of it.
        scale: Of images that say nothing themselves; see calibration_of.
        offset: Likewise.

    Raises:
        SureCoverError: A file cannot be read, or some images say that their numbers carry an offset
            while others say nothing.
    """
    whole = grid_of(images[0], _IMAGES)
    rows, cols = area_of(extent, whole)
    grid = whole.part((rows, cols))
    rasters = [stack.enter_context(open_raster(path, grid, label=_IMAGES, bilinear=True)) for path in images]
    calibrations = [
        calibration_of(raster, scale=scale, offset=offset, label=f"{_IMAGES}, {spoken(raster.path)},")
        for raster in rasters
    ]
    _check_calibrations(rasters, calibrations, progress)
    _tell_levels(rasters, progress)
    skies: list[ClearSky | None] = []
    kinds = []
    for raster, given in zip(rasters, masks or [""] * len(rasters)):
        path, kind = mask_of(raster, given)
        kinds.append(kind)
        # An image's own band is opened again, because classes are not resampled bilinearly.
        if path:
            opening = open_mask(
                path, whole, corner=(rows.start, cols.start), dilation=dilation, scale=scale,
                offset=offset, label=_MASKS, progress=progress,
            )  # fmt: skip
            sky = stack.enter_context(opening)
            skies.append(sky)
            progress.log(f"{spoken(raster.path)}: cloud mask by {kind}, taken for {MEANING[sky.kind]}.")
        else:
            skies.append(None)
            progress.warn(f"{spoken(raster.path)} has no cloud mask: all its pixels count as clear.")
    given_dates = dates or [""] * len(rasters)
    scenes = [Scene(*opened) for opened in zip(rasters, skies, calibrations, given_dates, kinds)]
    for scene in scenes:
        progress.log(f"{scene.acquired}.")
    return scenes


def _check_calibrations(
    images: Sequence[Raster], calibrations: Sequence[Calibration], progress: Progress
) -> None:
    uncertain = [spoken(image.path) for image, c in zip(images, calibrations) if not c.certain]
    shifted = [spoken(image.path) for image, c in zip(images, calibrations) if c.certain and any(c.offset)]
    if uncertain and shifted:
        raise SureCoverError(
            f"{_IMAGES} mix offsets: {shifted[0]} says that its numbers carry one, {uncertain[0]} says "
            "nothing; give the offset of those that say nothing under Offset (OFFSET), 0 if they carry none."
        )
    for path in uncertain:
        progress.warn(f"{path} does not say how its numbers become reflectance: no offset is assumed.")


def _tell_levels(images: Sequence[Raster], progress: Progress) -> None:
    levels = {image.tags["LEVEL"]: spoken(image.path) for image in images if "LEVEL" in image.tags}
    if len(levels) > 1:
        listed = ", ".join(f"{level}: {path}" for level, path in sorted(levels.items()))
        progress.warn(
            f"The images are of several levels ({listed}): the atmosphere is in the numbers of some only, "
            "which normalising evens out in part."
        )


def common_bands(scenes: Sequence[Scene]) -> list[list[int]]:
    """For each scene the 1-based numbers of the bands that all have, in the order of the first.

    Bands are matched by description ("B02", "b2"); images without any descriptions must have equally
    many bands and are matched by position. SCL bands are left out.

    Raises:
        SureCoverError: They have no band in common.
    """
    rasters = [scene.raster for scene in scenes]
    if not any(any(raster.descriptions) for raster in rasters):
        if len({raster.count for raster in rasters}) > 1:
            counts = ", ".join(str(raster.count) for raster in rasters)
            raise SureCoverError(
                f"{_IMAGES} have {counts} bands without descriptions; "
                "set band descriptions in the files, so that bands can be matched."
            )
        return [list(range(1, raster.count + 1)) for raster in rasters]
    numbers = [
        {spelling(name.strip()): band for band, name in enumerate(raster.descriptions, start=1) if name}
        for raster in rasters
    ]
    shared = [name for name in numbers[0] if name != SCL_BAND and all(name in other for other in numbers)]
    if not shared:
        listed = "; ".join(
            f"{spoken(raster.path)}: {', '.join(raster.descriptions)}" for raster in rasters[:3]
        )
        raise SureCoverError(
            f"{_IMAGES} have no band in common ({listed}); choose images whose band descriptions agree."
        )
    return [[own[name] for name in shared] for own in numbers]


def rgb_bands(names: Sequence[str]) -> tuple[int, int, int]:
    """Positions (from 0) of red, green and blue among band names.

    By name; else the first three bands in their order, or the first band thrice.
    """
    spelled = [spelling(name.strip()) for name in names]
    found = [next((i for i, name in enumerate(spelled) if name in wanted), None) for wanted in _RGB]
    if None not in found:
        red, green, blue = (i for i in found if i is not None)
        return red, green, blue
    return (0, 1, 2) if len(names) >= 3 else (0, 0, 0)
