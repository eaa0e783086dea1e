"""An image as models see it."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from typing import Any

import numpy as np

from ..errors import SureCoverError
from ..external.limits import Polygons
from ..grid import Window
from ..model.bands import match_bands
from ..model.inference import Seen, Theme
from ..model.models import Model
from ..progress import Progress
from ..rasters import Raster
from ..tiled import spoken
from .masks import MEANING, ClearSky, mask_of, open_mask
from .reflectance import ReflectanceReader, calibration_of
from .stretch import scene_limits


class ModelView:
    """An image as the models see it: their bands as reflectance, and where it is to be classified.

    Attributes:
        observed: Whether an observed pixel was seen where to classify, so far.

    Args:
        reader: Gives the union of the models' bands.
        bands: Per model the positions of its bands in that union.
        limits: Per model what `scene_limits` says of the image.
        sky: The mask, if there is one.
        mask: What it is, as mask_of says.
        polygons: That limit what is classified, if there are any.
        glacial: Whether snow is clear.
    """

    def __init__(
        self,
        reader: ReflectanceReader,
        bands: list[list[int]],
        limits: list[np.ndarray | None],
        sky: ClearSky | None,
        mask: str,
        polygons: Polygons | None,
        *,
        glacial: bool,
    ) -> None:
        self.bands = bands
        self.limits = limits
        self.mask = mask
        self._reader = reader
        self._sky = sky
        self._polygons = polygons
        self._glacial = glacial
        self.observed = False
        self._count = 1 + max(position for positions in bands for position in positions)

    def themes(self, models: Sequence[Model]) -> list[Theme]:
        """The models with what they make of `seen`."""
        offset, scale = self._reader.offset.ravel(), self._reader.scale.ravel()
        return [Theme(*of_model, offset, scale) for of_model in zip(models, self.bands, self.limits)]

    def seen(self, window: Window) -> Seen:
        """Stored numbers, and where to classify."""
        inside = self._polygons.inside(window) if self._polygons else None
        if inside is not None and not inside.any():
            return Seen(np.broadcast_to(np.uint8(0), (self._count, *inside.shape)), inside, inside)
        stored, observed = self._reader.stored(window)
        wanted = observed if inside is None else observed & inside
        if not wanted.any():
            return Seen(stored, wanted, observed)
        self.observed = True
        clear = self._sky.read(window, glacial=self._glacial) if self._sky else True
        return Seen(stored, wanted & clear, observed)

    def read(self, window: Window) -> tuple[np.ndarray, np.ndarray]:
        """Reflectance (bands, rows, cols), NaN where not observed; bool (rows, cols) where to classify."""
        seen = self.seen(window)
        reflectance = self._reader.reflectance(seen.pixels)
        reflectance[:, seen.observed == 0] = np.nan
        return reflectance, seen.wanted

    def explain_nothing(self, progress: Progress) -> None:
        """When no pixel was classified: refuse an image of nodata, warn of one without clear pixels."""
        if self._sky is None or not self.observed:
            raise SureCoverError(
                "Image (INPUT) holds nothing but nodata in the area to classify; "
                "choose another image or extent."
            )
        progress.warn("No pixel is clear: the result is nodata everywhere.")


def open_view(
    job: Any,  # noqa: ANN401 - a ClassifyJob
    image: Raster,
    models: list[Model],
    polygons: Polygons | None,
    stack: ExitStack,
    progress: Progress,
    limits: list[np.ndarray | None] | None = None,
) -> ModelView:
    """Open mask and bands of an image for models.

    Args:
        job: Its mask, dilation, glacial, bands, scale and offset count.
        image: Open.
        models: The models.
        polygons: That limit what is classified.
        stack: Closes the mask.
        progress: Told how far it is.
        limits: Those of the view, where they are known already.

    Raises:
        SureCoverError: Bands are missing, or the mask cannot be used.
    """
    matched = [
        match_bands(image, model.card.bands, given=job.bands, sensor=model.card.sensor) for model in models
    ]
    calibration = calibration_of(image, scale=job.scale, offset=job.offset, names=job.bands)
    progress.log(f"Reflectance: {calibration.origin}.")
    union = sorted({band for bands in matched for band in bands})
    sky = None
    path, mask = mask_of(image, job.mask)
    if path:
        opening = open_mask(
            path, image.grid, dilation=job.dilation, scale=job.scale, offset=job.offset, progress=progress
        )
        sky = stack.enter_context(opening)
        progress.log(f"{spoken(image.path)}: cloud mask by {mask}, taken for {MEANING[sky.kind]}.")
    else:
        progress.log(f"{spoken(image.path)} has no cloud mask: all its pixels count as clear.")
    positions = [[union.index(band) for band in bands] for bands in matched]
    limits = limits or [
        scene_limits(
            image, bands, calibration, model.card, progress.part(step / len(models), (step + 1) / len(models))
        )
        for step, (model, bands) in enumerate(zip(models, matched))
    ]
    reader = ReflectanceReader(image, union, calibration)
    return ModelView(reader, positions, limits, sky, mask, polygons, glacial=job.glacial)
