"""From stored numbers to reflectance; radar bands keep the numbers they have."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

import numpy as np

from ..errors import SureCoverError
from ..grid import Window, blocks
from ..model.bands import radar_bands
from ..rasters import Raster
from ..sentinel2 import offset_of_baseline

DEFAULT_SCALE = 10000.0
"""Of 16-bit reflectance, the custom of Sentinel-2, Landsat collections on disk and most providers."""

_LIMIT = 2.0
"""A scene whose median exceeds this holds no reflectances: snow stays near 1, glints are rare."""

_SAMPLE = 256


@dataclass(frozen=True)
class Calibration:
    """How stored numbers become reflectance, or those of radar bands dB: (stored + offset) / scale.

    Attributes:
        scale, offset: One per band of the raster, or one for all.
        origin: Where they come from, for the log.
        certain: Whether the file or the user said so; False for a custom that was assumed.
    """

    scale: tuple[float, ...]
    offset: tuple[float, ...]
    origin: str
    certain: bool = True


class ReflectanceReader:
    """Reads chosen bands of a raster as reflectance.

    Args:
        raster: Open for reading, on any grid.
        bands: 1-based numbers, in the wanted order.
        calibration: From `calibration_of`.

    Attributes:
        scale, offset: Of the chosen bands, float32 (bands, 1, 1): (stored + offset) / scale is reflectance.
    """

    def __init__(self, raster: Raster, bands: Sequence[int], calibration: Calibration) -> None:
        self._raster = raster
        self._bands = list(bands)
        self.scale = _of_bands(calibration.scale, self._bands)
        self.offset = _of_bands(calibration.offset, self._bands)
        # Where no nodata is declared, whole numbers that are 0 in every band are what providers
        # write outside a swath.
        self._zero_is_nodata = raster.nodata is None and np.dtype(raster.dtype).kind in "iu"

    def read(self, window: Window) -> tuple[np.ndarray, np.ndarray]:
        """Read a window.

        Returns:
            Reflectance float32 (bands, rows, cols), meaningless where not observed; and bool
            (rows, cols), True where every band is observed.
        """
        stored, valid = self.stored(window)
        return self.reflectance(stored), valid

    def stored(self, window: Window) -> tuple[np.ndarray, np.ndarray]:
        """Read a window as `read` does, in stored numbers."""
        stored, valid = self._raster.read(window, self._bands)
        if self._zero_is_nodata:
            valid = valid & (stored != 0).any(axis=0)
        return stored, valid

    def reflectance(self, stored: np.ndarray) -> np.ndarray:
        """What stored numbers (bands, rows, cols) mean, float32."""
        reflectance = stored.astype(np.float32)
        reflectance += self.offset
        reflectance /= self.scale
        return reflectance


def calibration_of(
    raster: Raster,
    *,
    scale: float | None = None,
    offset: float | None = None,
    label: str = "Image (INPUT)",
    names: str = "",
) -> Calibration:
    """Find how the raster's numbers become reflectance.

    What the file says wins: GDAL's scale and offset; then the tags REFLECTANCE_SCALE and
    REFLECTANCE_OFFSET; then Sentinel-2's processing baseline (04.00 and later: offset −1000). Then
    the user's `scale` and `offset` count. Then 16- and 32-bit integers are taken as reflectance
    times 10000, and real numbers as reflectance if their size allows it.

    Bands called VV, VH, HH or HV hold backscatter (dB, or what `surecover:radar` made of it): only GDAL's
    scale and offset, which a file states for each band, count for them.

    Args:
        raster: Open for reading.
        scale: The stored number that means reflectance 1.
        offset: Added to the stored number before it is divided.
        label: How messages name the raster.
        names: The raster's bands in order as the user names them; "" when the file does.

    Raises:
        SureCoverError: Nothing tells it, the file's tags are no numbers, or real numbers are too
            large for reflectance.
    """
    radar = radar_bands(raster, names, label)
    optical = [band for band in range(1, raster.count + 1) if band not in radar]
    by_band = _from_gdal(raster)
    if by_band is not None:
        return by_band
    if not optical:
        return Calibration((1.0,), (0.0,), "radar bands, taken as they are stored")
    found = (
        _from_file(raster, label) or _from_user(raster, scale, offset) or _by_custom(raster, optical, label)
    )
    return _sparing(found, radar, raster.count) if radar else found


def _sparing(calibration: Calibration, bands: Collection[int], count: int) -> Calibration:
    """The same for a raster of `count` bands, but for some that stay as they are stored."""
    numbers = range(1, count + 1)
    (scale,), (offset,) = calibration.scale, calibration.offset
    return replace(
        calibration,
        scale=tuple(1.0 if band in bands else scale for band in numbers),
        offset=tuple(0.0 if band in bands else offset for band in numbers),
    )


def _by_custom(raster: Raster, bands: Sequence[int], label: str) -> Calibration:
    kind, bits = np.dtype(raster.dtype).kind, np.dtype(raster.dtype).itemsize * 8
    if kind in "iu" and bits > 8:
        return Calibration(
            (DEFAULT_SCALE,),
            (0.0,),
            f"{raster.dtype} without a scale: taken as reflectance x 10000",
            certain=False,
        )
    if kind in "iu":
        raise SureCoverError(
            f"{label} holds 8-bit numbers without a scale, which may mean any brightness; "
            "give the number that means reflectance 1 under Scale (SCALE), for example 255."
        )
    middle = _median(raster, bands)
    if middle > _LIMIT:
        raise SureCoverError(
            f"{label} holds real numbers around {middle:.6g}, too large for reflectance (0 to about 1); "
            "give the number that means reflectance 1 under Scale (SCALE), for example 10000."
        )
    return Calibration((1.0,), (0.0,), f"{raster.dtype}: taken as reflectance", certain=False)


def _from_gdal(raster: Raster) -> Calibration | None:
    if (raster.scales == 1).all() and (raster.offsets == 0).all():
        return None
    # GDAL means stored · scale + offset.
    scale = tuple(float(1 / s) for s in raster.scales)
    offsets = tuple(float(o / s) for s, o in zip(raster.scales, raster.offsets))
    return Calibration(scale, offsets, "GDAL scale and offset of the file")


def _from_file(raster: Raster, label: str) -> Calibration | None:
    tags = raster.tags
    if "REFLECTANCE_SCALE" in tags or "REFLECTANCE_OFFSET" in tags:
        return Calibration(
            (_number(tags, "REFLECTANCE_SCALE", DEFAULT_SCALE, label),),
            (_number(tags, "REFLECTANCE_OFFSET", 0.0, label),),
            "REFLECTANCE_SCALE and REFLECTANCE_OFFSET of the file",
        )
    baseline = processing_baseline(tags)
    if baseline is not None and np.dtype(raster.dtype).kind in "iu" and not raster.dtype.endswith("int8"):
        offset = offset_of_baseline(baseline)
        return Calibration((DEFAULT_SCALE,), (offset,), f"Sentinel-2 processing baseline {baseline:05.2f}")
    return None


def _from_user(raster: Raster, scale: float | None, offset: float | None) -> Calibration | None:
    if scale is None and offset is None:
        return None
    usual = 1.0 if np.dtype(raster.dtype).kind == "f" else DEFAULT_SCALE
    return Calibration((scale or usual,), (offset or 0.0,), "Scale (SCALE) and Offset (OFFSET)")


def processing_baseline(tags: dict[str, str]) -> float | None:
    """Sentinel-2's processing baseline (e.g. 4.0) from a file's metadata, or None."""
    for key, value in tags.items():
        if key.lower().endswith("processing_baseline"):
            match = re.fullmatch(r"\s*N?0?(\d)\.?(\d\d?)\s*", value)
        elif key.upper() in ("PRODUCT_URI", "PRODUCT_ID", "PRODUCT_NAME"):
            match = re.search(r"_N0(\d)(\d\d)_", value)
        else:
            continue
        if match:
            return float(f"{match[1]}.{match[2]}")
    return None


def _number(tags: dict[str, str], key: str, default: float, label: str) -> float:
    try:
        value = float(tags.get(key, default))
    except ValueError:
        value = 0.0 if key.endswith("SCALE") else float("nan")
    if not np.isfinite(value) or (key.endswith("SCALE") and value <= 0):
        raise SureCoverError(
            f"{label} has the tag {key}={tags[key]}, which is not usable; "
            "correct the tag in the file, or remove it and use Scale (SCALE) and Offset (OFFSET)."
        )
    return value


def _of_bands(values: tuple[float, ...], bands: Sequence[int]) -> np.ndarray:
    """One value per chosen band, float32 (bands, 1, 1)."""
    chosen = [values[band - 1] if len(values) > 1 else values[0] for band in bands]
    return np.asarray(chosen, np.float32)[:, None, None]


def _median(raster: Raster, bands: Sequence[int]) -> float:
    """Median of the valid numbers of bands in up to sixteen blocks spread over the raster; 0 without any."""
    windows = blocks(raster.grid.shape, _SAMPLE)
    found = []
    for window in windows[:: max(1, len(windows) // 16)]:
        values, valid = raster.read(window, bands)
        found.append(values[:, valid].ravel())
    sample = np.concatenate(found)
    return float(np.median(sample)) if sample.size else 0.0
