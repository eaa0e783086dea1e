"""Land that is to be classified, beside what taught a model."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from ..grid import blocks
from ..model.models import Model
from ..progress import Progress
from ..rasterwriter import RasterWriter
from ..stored import FLOAT_NODATA
from .appearance import Appearance, judge_land
from .patches import Scene


class KnownLand(NamedTuple):
    """A model, what taught it, and an image as it sees it."""

    model: Model
    taught: Appearance
    scene: Scene


def share_unlike(land: KnownLand, progress: Progress) -> float | None:
    """How much of the image looks like nothing that taught the model, 0..1, with a warning if it is much.

    None where the image shows too little to tell.
    """
    judged = judge_land(land.taught, land.model, land.scene, progress)
    if judged is None:
        return None
    if judged.level != "fine":
        progress.warn(f"{judged} (Model {land.model.card.id!r}.)")
    return round(judged.outside, 3)


def write_unlike(writer: RasterWriter, lands: Sequence[KnownLand], progress: Progress) -> None:
    """Write how unlike training each clear pixel is, to the model to which it is most so.

    Args:
        writer: Of a raster of float32, nodata FLOAT_NODATA, as large as the image.
        lands: The same image, as each model sees it.
        progress: Told how far it is.
    """
    left = [window for window in blocks(lands[0].scene.shape) if window[0].stop > writer.rows_done]
    for window in progress.each(left):
        largest = np.full([part.stop - part.start for part in window], FLOAT_NODATA, np.float32)
        for land in lands:
            reflectance, clear = land.scene.read(window)
            inputs = land.model.card.normalise(reflectance, land.scene.limits)
            unlike = land.taught.pixels.unlike(inputs)
            largest = np.where(clear, np.maximum(largest, unlike), largest)
        writer.write(largest, window)
