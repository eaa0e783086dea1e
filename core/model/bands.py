"""Finding the bands that a model wants in a raster; their order is never assumed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..errors import SureCoverError
from ..rasters import Raster
from .card import RADAR, Band

_COMMON_NAMES = frozenset(
    [
        "pan",
        "coastal",
        "blue",
        "green",
        "green05",
        "yellow",
        "red",
        "rededge",
        "rededge071",
        "rededge075",
        "rededge078",
        "nir",
        "nir08",
        "nir09",
        "cirrus",
        "swir16",
        "swir22",
        "lwir",
        "lwir11",
        "lwir12",
    ]
)
_ASSET_NAMES = {"rededge1": "rededge071", "rededge2": "rededge075", "rededge3": "rededge078"}
"""Names that catalogues of Sentinel-2 give to assets, where STAC's common names differ."""

_SENSORS = ("Sentinel-2", "Sentinel-1", "Sentinel-3", "Landsat", "MODIS", "Planet", "SPOT", "Pleiades")
_SENSOR_TAGS = (
    "SENSOR",
    "SENSOR_ID",
    "SPACECRAFT_ID",
    "SPACECRAFT_NAME",
    "PLATFORM",
    "CONSTELLATION",
    "MISSION",
)


SENTINEL2 = (
    Band("B02", "blue", 0.49), Band("B03", "green", 0.56), Band("B04", "red", 0.665),
    Band("B05", "rededge071", 0.705), Band("B06", "rededge075", 0.74), Band("B07", "rededge078", 0.783),
    Band("B08", "nir", 0.842), Band("B8A", "nir08", 0.865), Band("B11", "swir16", 1.61),
    Band("B12", "swir22", 2.19),
)  # fmt: skip
"""Sentinel-2's ten bands of 10 and 20 m, the ones that show the surface (Schmitt et al. 2020)."""

_NO_SURFACE = re.compile(
    r"scl|qa|.*(mask|cloud|prob|quality|alpha|date|class).*|aerosol|cirrus|nir09|coastal"
)
"""What is called so shows no surface, or little of it."""

NUMBERED = "band {}"
"""Name of a band that an image does not name, by its number."""


def band_called(name: str) -> Band:
    """What cards say of a band that people call so: of Sentinel-2's, of a common name, or only its name."""
    for band in SENTINEL2:
        if spelling(band.name) == spelling(name):
            return band
    common = _ASSET_NAMES.get(name.lower(), name.lower())
    return Band(name, common if common in _COMMON_NAMES else "")


@dataclass(frozen=True)
class FoundBand:
    """What a raster tells of one of its bands.

    Attributes:
        number: 1-based.
        description: As written in the file, or as the user named it.
        names: Band names in it, in one spelling ("B02", "b2", "B2 (blue)" → "b2").
        common_names: STAC's common names in it.
        wavelength: Centre in µm; None when unknown.
    """

    number: int
    description: str
    names: frozenset[str]
    common_names: frozenset[str]
    wavelength: float | None


@dataclass(frozen=True)
class Match:
    """What became of one wanted band.

    Attributes:
        wanted: The band that a model wants.
        found: The raster's; None where it has none, or several that it may be.
        problem: One sentence that says so; "" where it was found.
    """

    wanted: Band
    found: FoundBand | None
    problem: str = ""


def match_bands(
    raster: Raster, wanted: Sequence[Band], *, given: str = "", sensor: str = "", label: str = "Image (INPUT)"
) -> list[int]:
    """The raster's band for each wanted one; see `find_bands`.

    Returns:
        1-based band numbers in the order of `wanted`.

    Raises:
        SureCoverError: A band is missing, may be one of several, or no band is described.
    """
    numbers = []
    for match in find_bands(raster, wanted, given=given, sensor=sensor, label=label):
        if match.found is None:
            raise SureCoverError(match.problem)
        numbers.append(match.found.number)
    return numbers


def find_bands(
    raster: Raster, wanted: Sequence[Band], *, given: str = "", sensor: str = "", label: str = "Image (INPUT)"
) -> list[Match]:
    """Find the raster's band for each wanted one: by name, by common name, then by wavelength.

    Bands that a card calls by their number are found by it in rasters that name none of theirs.

    Names count only where nothing speaks against them: not when the raster says it is of another
    sensor (Landsat's B5 is not Sentinel-2's B05; polarisations mean the same everywhere), nor when its
    wavelength is another one.

    Args:
        raster: Where to look.
        wanted: What a model wants.
        given: The raster's bands in order as the user names them, separated by commas; they
            replace the descriptions of the file.
        sensor: The model's.
        label: How messages name the raster.

    Returns:
        One match for each of `wanted`, in their order.

    Raises:
        SureCoverError: `given` does not name each of the raster's bands.
    """
    found = _described(raster, given, label)
    if not any(band.names or band.common_names or band.wavelength for band in found):
        by_number = {NUMBERED.format(band.number): band for band in found}
        if all(band.name in by_number for band in wanted):
            return [Match(band, by_number[band.name]) for band in wanted]
        problem = (
            f"{label} does not say which band is which ({raster.count} bands without names); wanted are "
            f"{_listed(band.name for band in wanted)}: set band descriptions in the file, or name its bands "
            "in order under Bands (BANDS) of Classify."
        )
        return [Match(band, None, problem) for band in wanted]
    foreign = "" if given else _other_sensor(raster, sensor)
    label = f"{label} of {foreign}" if foreign else label
    matches = []
    for band in wanted:
        candidates = _candidates(band, found, wanted, by_name=band.radar or not foreign)
        if len(candidates) == 1:
            matches.append(Match(band, candidates[0]))
        else:
            matches.append(Match(band, None, _problem(band, candidates, found, wanted, label)))
    return matches


def surface_bands(raster: Raster, numbers: Sequence[int]) -> dict[int, Band]:
    """What cards say of a raster's bands that show the surface, by number.

    Masks, cirrus and the like are left out; of Sentinel-2 all but the ten bands of 10 and 20 m and radar.
    Bands without a name are called by their number.

    Args:
        raster: Where they are.
        numbers: The bands (1-based) to choose from.
    """
    found = [_told(raster, number) for number in numbers]
    named = {number: _of_sentinel2(band) for number, band in zip(numbers, found)}
    sentinel2 = sensor_of(raster) in ("", "Sentinel-2") and sum(map(bool, named.values())) > 2
    if sentinel2:
        chosen = {band.number: named[band.number] or _radar(band) for band in found}
        return {number: band for number, band in chosen.items() if band}
    return {
        band.number: Band(
            band.description or NUMBERED.format(band.number),
            min(band.common_names, default=""),
            band.wavelength,
        )
        for band in found
        if not any(_NO_SURFACE.fullmatch(token) for token in _tokens(band.description))
    }


def _of_sentinel2(found: FoundBand) -> Band | None:
    return next((band for band in SENTINEL2 if spelling(band.name) in found.names), None)


def _radar(found: FoundBand) -> Band | None:
    return Band(found.description.strip()) if found.names & RADAR else None


def radar_bands(raster: Raster, given: str = "", label: str = "Image (INPUT)") -> frozenset[int]:
    """1-based numbers of the raster's bands that hold backscatter: those called VV, VH, HH or HV.

    Args:
        raster: Where to look.
        given: The raster's bands in order as the user names them, as in `find_bands`.
        label: How messages name the raster.

    Raises:
        SureCoverError: `given` does not name each of the raster's bands.
    """
    return frozenset(band.number for band in _described(raster, given, label) if band.names & RADAR)


def _candidates(
    band: Band, found: Sequence[FoundBand], wanted: Sequence[Band], *, by_name: bool
) -> list[FoundBand]:
    """The raster's bands that may be the wanted one, by the strongest hint that any of them gives."""
    possible = [other for other in found if _agrees(band, other)]
    named = [other for other in possible if spelling(band.name) in other.names]
    if named and by_name:
        return named
    shared = [other for other in wanted if other.common_name == band.common_name]
    common = [other for other in possible if band.common_name in other.common_names]
    if common and len(shared) == 1:
        return common
    if band.wavelength is None:
        return []
    return _nearest([other for other in possible if other.wavelength is not None], band.wavelength)


def _problem(
    band: Band,
    candidates: Sequence[FoundBand],
    found: Sequence[FoundBand],
    wanted: Sequence[Band],
    label: str,
) -> str:
    what = f"{band.name} ({band.common_name})" if band.common_name else band.name
    here = _listed(other.description or f"band {other.number}" for other in found)
    wants = _listed(other.name for other in wanted)
    if candidates:
        return (
            f"{label} has {len(candidates)} bands that may be {what} among {here}; the model wants {wants}: "
            "name the raster's bands in order under Bands (BANDS) of Classify."
        )
    return (
        f"{label} lacks the band {what} (found: {here}); the model wants {wants}: choose an image with these "
        "bands, or name its bands in order under Bands (BANDS) of Classify."
    )


def _tolerance(wavelength: float) -> float:
    """Centres (µm) of the same band of sister satellites differ by less than this; neighbours by more."""
    return max(0.015, 0.01 * wavelength)


def _agrees(band: Band, other: FoundBand) -> bool:
    if band.wavelength is None or other.wavelength is None:
        return True
    return abs(band.wavelength - other.wavelength) <= 3 * _tolerance(band.wavelength)


def _nearest(candidates: Sequence[FoundBand], wavelength: float) -> list[FoundBand]:
    def distance(band: FoundBand) -> float:
        return abs((band.wavelength or 0.0) - wavelength)

    near = [band for band in candidates if distance(band) <= _tolerance(wavelength)]
    return [band for band in near if distance(band) == min(map(distance, near))]


def _described(raster: Raster, given: str, label: str) -> list[FoundBand]:
    if not given:
        return [_told(raster, number) for number in range(1, raster.count + 1)]
    names = [name.strip() for name in given.split(",")]
    if len(names) != raster.count or not all(names):
        raise SureCoverError(
            f"Bands (BANDS) names {len(names)} bands: {given}; needed is one name for each of the "
            f"{raster.count} bands of {label}, separated by commas."
        )
    return [
        FoundBand(number, name, _names(name), _common_names(name), None)
        for number, name in enumerate(names, start=1)
    ]


def _told(raster: Raster, number: int) -> FoundBand:
    description = raster.descriptions[number - 1]
    color = raster.colors[number - 1]
    common = _common_names(description)
    if not _names(description) and not common and color in ("red", "green", "blue"):
        common = frozenset([color])
    return FoundBand(number, description, _names(description), common, _wavelength(raster, number))


def spelling(name: str) -> str:
    """One spelling of a band name: lower case, no leading zeros ("B08" → "b8")."""
    return re.sub(r"(?<![0-9])0+(?=[0-9])", "", name.lower())


def _tokens(description: str) -> list[str]:
    return [token for token in re.split(r"[^a-z0-9]+", description.lower()) if token]


def _names(description: str) -> frozenset[str]:
    """Whole description and its words, without the words that are colours."""
    words = [description.strip(), *_tokens(description)]
    return frozenset(spelling(word) for word in words if word and word.lower() not in _COMMON_NAMES)


def _common_names(description: str) -> frozenset[str]:
    return frozenset(_ASSET_NAMES.get(token, token) for token in _tokens(description)) & _COMMON_NAMES


def _wavelength(raster: Raster, number: int) -> float | None:
    """Centre in µm from GDAL's imagery domain, or as ENVI and others write it."""
    tags = {key.lower(): value for key, value in raster.band_tags(number).items()}
    imagery = raster.band_tags(number, "IMAGERY").get("CENTRAL_WAVELENGTH_UM")
    text = (
        imagery
        or tags.get("central_wavelength_um")
        or tags.get("wavelength")
        or tags.get("center_wavelength")
    )
    try:
        value = float(text) if text else None
    except ValueError:
        return None
    if value is None or value <= 0:
        return None
    # No optical band reaches 100 µm, and none lies below 100 nm: larger numbers are nanometres.
    return value / 1000 if value > 100 else value


def sensor_of(raster: Raster) -> str:
    """The sensor that a raster says it is of, "" where it says none that is known here."""
    return _sensor(" ".join(raster.tags.get(tag, "") for tag in _SENSOR_TAGS))


def _other_sensor(raster: Raster, sensor: str) -> str:
    """The raster's own sensor if that is known to be another one than the model's, else ""."""
    own = sensor_of(raster)
    return own if _sensor(sensor) not in ("", own) else ""


def _sensor(text: str) -> str:
    plain = re.sub(r"[\s_]+", "-", text.lower())
    return next((sensor for sensor in _SENSORS if sensor.lower() in plain), "")


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names)
