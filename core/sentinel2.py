"""Sentinel-2 products of level 1C and 2A, as they are downloaded, seen as one raster.

A product is named by its folder X.SAFE (or one that holds it), by the metadata file in it, or by a zip of
it. GDAL's driver SENTINEL2 reads it as one raster per resolution and UTM zone; a virtual raster puts bands
of several resolutions on the finest one's grid: reflectances bilinearly, classes by nearest neighbour.
"""

from __future__ import annotations

import math
import re
import warnings
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from .errors import SureCoverError, reason
from .grid import Grid
from .lazy import LazyModule
from .paths import RASTER_FILES, exists, is_file
from .textfiles import parse_xml
from .virtual import VirtualBand, resampled, source, virtual_raster

if TYPE_CHECKING:
    import rasterio
    import rasterio._err
else:
    rasterio = LazyModule("rasterio")
    rasterio._err = LazyModule("rasterio._err")

_RESOLUTION = {
    "B01": 60, "B02": 10, "B03": 10, "B04": 10, "B05": 20, "B06": 20, "B07": 20, "B08": 10, "B8A": 20,
    "B09": 60, "B10": 60, "B11": 20, "B12": 20, "SCL": 20,
}  # fmt: skip
"""Finest one at which each band is delivered, m."""

_SCL = "SCL"

_LACKING = {"L1C": _SCL, "L2A": "B10"}
"""The band that a level does not have."""

_METADATA = re.compile(r"(?:MTD_MSI|S2[A-Z]_.*_MTD_SAF)(L1C|L2A).*\.xml", re.IGNORECASE)
"""Name of a product's metadata file; the second form is that of products before December 2016."""

_SUBDATASET = re.compile(r"SENTINEL2_(L1C|L2A):(.+):(10m|20m|60m|ALL):EPSG_(\d+)")
"""GDAL's name of one resolution of a product; ALL is this module's own addition."""

_IN_ZIP = re.compile(r"/vsizip/\{?(.+?\.zip)\}?(?:/(.*))?", re.IGNORECASE)

_PACKED = re.compile(r"\.(?:safe|sen3|zip)$|MTD_(?:MSI|SAF)L1B", re.IGNORECASE)
"""In the name of what should be a product."""

_OTHERS = {
    "Sentinel-1 product": re.compile(r"(?:^|/)S1[A-D]_"),
    "Sentinel-3 product": re.compile(r"(?:^|/)S3[A-D_]_"),
    "Sentinel-2 product of level 1B": re.compile(r"MTD_(?:MSI|SAF)L1B", re.IGNORECASE),
}
"""What else is packed likewise, by what a path in it contains."""

_LISTED = 10
"""Most names in a sentence."""

_IMAGE = re.compile(r"_(B\d[\dA]|SCL)(?:_(\d\d)m)?$")
"""End of an image's name in the metadata: its band and, in level 2A, its resolution."""


@dataclass(frozen=True)
class _Product:
    """A product, or one UTM zone of it.

    Attributes:
        name: How messages name it.
        level: "L1C" or "L2A".
        metadata: GDAL's name of its metadata file.
        part: The resolution in GDAL's name of a raster of it: "10m", "20m", "60m", or "ALL"; else "".
        epsg: Of the UTM zone, "" while unknown.
    """

    name: str
    level: str
    metadata: str
    part: str = ""
    epsg: str = ""

    def subdataset(self, resolution: str) -> str:
        return f"SENTINEL2_{self.level}:{self.metadata}:{resolution}:EPSG_{self.epsg}"


@dataclass(frozen=True)
class _Layer:
    """What GDAL tells of one resolution.

    Attributes:
        grid: Where its pixels lie.
        bands: Their metadata by name.
        tags: Of the product.
        listing: The text of the product's metadata file.
        files: That it consists of, for GDAL.
    """

    grid: Grid
    bands: dict[str, dict[str, str]]
    tags: dict[str, str]
    listing: str
    files: list[str]


def raster_name(path: str, label: str = "The raster") -> str:
    """What GDAL opens to see a product as one raster, or the only raster in a zip; else the path itself.

    The raster has the ten bands of 10 and 20 m, B02 to B12, on the grid of 10 m, and SCL last in level
    2A; nodata is 0 (65535, SATURATED, does not occur in their 15 bits). Of a subdataset
    (SENTINEL2_L2A:…:20m:EPSG_32633) it has that resolution only. Its tags are PRODUCT_START_TIME, SENSOR,
    LEVEL, PROCESSING_BASELINE, PRODUCT, REFLECTANCE_SCALE and REFLECTANCE_OFFSET; where offsets differ
    between bands, each has its own scale and offset instead.

    Args:
        path: What the user named.
        label: How messages name it.

    Raises:
        SureCoverError: It names several products or a zip of several rasters, a product of another kind, or
            one that is incomplete.
    """
    product = _product(path, label)
    if product is None:
        return _raster_in_zip(path, label)
    sizes = {"": (10, 20), "ALL": (10, 20, 60)}.get(product.part) or (int(product.part[:2]),)
    bands = [band for band, size in _RESOLUTION.items() if size in sizes]
    return _virtual(_in_one_zone(product), bands)


def all_bands(path: str, label: str = "The raster") -> str:
    """The name under which `open_raster` sees all 13 bands of an L1C product on its 10 m grid.

    Bands are described B01 … B12 in the order of wavelength, with B8A after B08.

    Args:
        path: What the user named: a product, or any other raster.
        label: How messages name it.

    Returns:
        That name; the path itself if it is no L1C product.

    Raises:
        SureCoverError: As `raster_name`.
    """
    product = _product(path, label)
    if product is None or product.level != "L1C":
        return path
    return _in_one_zone(product).subdataset("ALL")


def metadata_file(path: str, label: str = "The raster") -> str:
    """GDAL's name of a product's metadata file; "" if the path names no product, or one raster of it.

    Args:
        path: What the user named.
        label: How messages name it.

    Raises:
        SureCoverError: It names several products, or one of another kind.
    """
    product = _product(path, label)
    return product.metadata if product and not product.part else ""


def offset_of_baseline(baseline: float) -> float:
    """Added to numbers that say nothing themselves, from 04.00 on; 99.99 is Sen2Cor's, which would say it."""
    return -1000.0 if 4 <= baseline < 99 else 0.0


# --- finding a product -----------------------------------------------------------------------------


def _product(path: str, label: str) -> _Product | None:
    """The product that a path names; None if it is something else."""
    name = label if path in label else f"{label} ({path})"
    if named := _SUBDATASET.fullmatch(path):
        return _Product(name, *named.groups())
    prefix, members = _members(path, name)
    matches = [(member, _METADATA.fullmatch(PurePosixPath(member).name)) for member in members]
    found = [(member, match[1].upper()) for member, match in matches if match]
    if len(found) == 1:
        return _Product(name, found[0][1], prefix + found[0][0])
    if found:
        listed = ", ".join(str(PurePosixPath(member).parent) for member, _ in found)
        raise SureCoverError(
            f"{name} holds {len(found)} Sentinel-2 products: {listed}; name one of them, unzipped."
        )
    if exists(Path(path)) and _PACKED.search(Path(path).name):
        _refuse(name, [Path(path).name, *members])
    return None


def _members(path: str, name: str) -> tuple[str, list[str]]:
    """What begins the names, for GDAL, of the files among which a path names one; and their names."""
    zipped = _IN_ZIP.fullmatch(path)
    archive, inside = (zipped[1], zipped[2] or "") if zipped else (path, "")
    if archive.lower().endswith(".zip") and is_file(Path(archive)):
        members = _members_of_zip(archive, name)
        return f"/vsizip/{{{archive}}}/", [member for member in members if member.startswith(inside)]
    file = Path(path)
    if not exists(file):
        return "", []
    if file.is_file() and file.name.lower() != "manifest.safe":
        return str(file.parent / "_")[:-1], [file.name]
    folder = file if file.is_dir() else file.parent
    try:
        inner = [part for part in folder.iterdir() if part.suffix.upper() == ".SAFE" and part.is_dir()]
        files = [member for place in (folder, *sorted(inner)) for member in place.iterdir()]
    except OSError as error:
        raise SureCoverError(f"{name} cannot be read: {reason(error)}; check its permissions.") from error
    return f"{folder.as_posix()}/", [member.relative_to(folder).as_posix() for member in files]


def _members_of_zip(archive: str, name: str) -> list[str]:
    try:
        with zipfile.ZipFile(archive) as opened:
            return opened.namelist()
    except (OSError, ValueError, NotImplementedError, zipfile.BadZipFile) as error:
        raise SureCoverError(f"{name} is no complete zip: {reason(error)}; download it again.") from error


def _refuse(name: str, members: Sequence[str]) -> None:
    """Refuse what looks like a product and is none of ours; a zip of other rasters is no product."""
    for other, sign in _OTHERS.items():
        if any(map(sign.search, members)):
            raise SureCoverError(
                f"{name} is a {other}; allowed are Sentinel-2 products of level 1C or 2A, and rasters."
            )
    if _rasters(members):
        return
    raise SureCoverError(
        f"{name} holds no Sentinel-2 product (no file MTD_MSIL1C.xml or MTD_MSIL2A.xml); choose a folder "
        "X.SAFE or its zip as downloaded, or unzip it and choose a raster."
    )


def _raster_in_zip(path: str, label: str) -> str:
    """The only raster in a zip, as GDAL names it; other paths as they are."""
    if not (path.lower().endswith(".zip") and is_file(Path(path))):
        return path
    prefix, members = _members(path, label)
    rasters = _rasters(members)
    if len(rasters) > 1:
        listed = ", ".join(prefix + member for member in rasters[:_LISTED])
        listed += ", …" * (len(rasters) > _LISTED)
        raise SureCoverError(f"{label} ({path}) holds {len(rasters)} rasters; name one of them: {listed}.")
    return prefix + rasters[0]


def _rasters(members: Iterable[str]) -> list[str]:
    """The files of a zip that are rasters of their own, rather than parts of a product."""
    return [
        member
        for member in members
        if member.lower().endswith(RASTER_FILES) and ".SAFE/" not in member.upper()
    ]


def _in_one_zone(product: _Product) -> _Product:
    """The product with the EPSG code of its only UTM zone."""
    if product.epsg:
        return product
    with _opened(product, product.metadata, product.metadata) as dataset:
        names = dataset.subdatasets
    zones = sorted({name.rpartition(":EPSG_")[2] for name in names if ":EPSG_" in name})
    if not zones:
        raise _damaged(product, "the metadata of its granules (MTD_TL.xml) are missing or damaged")
    if len(zones) > 1:
        listed = ", ".join(name for name in names if ":10m:" in name)
        raise SureCoverError(f"{product.name} lies in {len(zones)} UTM zones; name a part of it: {listed}.")
    return replace(product, epsg=zones[0])


# --- reading what it says --------------------------------------------------------------------------


def _opened(product: _Product, name: str, file: str) -> Any:  # noqa: ANN401
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", rasterio.errors.NotGeoreferencedWarning)
            return rasterio.open(name)
    except (rasterio.errors.RasterioError, rasterio._err.CPLE_BaseError) as error:
        raise _damaged(product, f"{_file_name(file)} cannot be read") from error


def _damaged(product: _Product, what: str) -> SureCoverError:
    return SureCoverError(f"{product.name} is no complete Sentinel-2 product: {what}; download it again.")


def _layer(product: _Product, resolution: int) -> _Layer:
    with _opened(product, product.subdataset(f"{resolution}m"), product.metadata) as dataset:
        bands = map(dataset.tags, dataset.indexes)
        return _Layer(
            grid=_grid(dataset),
            bands={re.sub(r"^B(\d)$", r"B0\1", tags.get("BANDNAME", "")): tags for tags in bands},
            tags=dataset.tags(),
            listing="".join(dataset.tags(ns="xml:SENTINEL2").values()),
            files=dataset.files,
        )


def _grid(dataset: Any) -> Grid:  # noqa: ANN401
    return Grid(dataset.crs.to_wkt() if dataset.crs else "", tuple(dataset.transform)[:6], *dataset.shape)


def _check_complete(product: _Product, layers: Mapping[int, _Layer], bands: Iterable[str]) -> None:
    """Refuse a product that lacks images: GDAL would show nodata in their place."""
    files = {_file_name(file) for layer in layers.values() for file in layer.files}
    listed = _listed_images(product, next(iter(layers.values())).listing)
    wanted = [(band, _RESOLUTION[band]) for band in bands]
    missing = [image for image, key in listed if key in wanted and image not in files]
    missing += [f"the image of {key[0]}" for key in wanted if key not in [other for _, other in listed]]
    if missing:
        more = f" and {len(missing) - 1} more are" if len(missing) > 1 else " is"
        raise _damaged(product, f"{missing[0]}{more} missing")


def _listed_images(product: _Product, listing: str) -> list[tuple[str, tuple[str, int]]]:
    """File name, and (band, resolution), of each image that the metadata name in the UTM zone."""
    try:
        root = parse_xml(listing)
    except ValueError as error:
        raise _damaged(product, f"{_file_name(product.metadata)} is no XML of a product ({error})") from error
    images = []
    for granule in root.iter():
        tile = re.search(r"_T(\d\d)[A-Z]{3}_", granule.get("granuleIdentifier", ""))
        if tile is None or tile[1] != product.epsg[-2:]:
            continue
        for element in granule:
            name = PurePosixPath((element.text or "").strip()).name
            if found := _IMAGE.search(name):
                images.append((f"{name}.jp2", (found[1], int(found[2] or _RESOLUTION.get(found[1], 0)))))
    return images


# --- the raster ------------------------------------------------------------------------------------


def _virtual(product: _Product, wanted: Iterable[str]) -> str:
    """The VRT of those of some bands that the level has, on the grid of the finest of them."""
    bands = [band for band in wanted if band != _LACKING[product.level]]
    layers = {r: _layer(product, r) for r in sorted({_RESOLUTION[band] for band in bands})}
    _check_complete(product, layers, bands)
    finest = next(iter(layers.values()))
    if any(layer.grid.bounds != finest.grid.bounds for layer in layers.values()):
        raise _damaged(product, "its metadata place the bands of 10 and 20 m differently")
    scale = _scale(product, finest.tags)
    offsets = {band: _offset(product, layers[_RESOLUTION[band]], band) for band in bands if band != _SCL}
    same = len(set(offsets.values())) == 1
    tags = _tags(product, finest.tags)
    if same:
        tags |= {"REFLECTANCE_SCALE": f"{scale:g}", "REFLECTANCE_OFFSET": f"{next(iter(offsets.values())):g}"}
    seen = [
        VirtualBand(
            band,
            _sources(product, band, layers[_RESOLUTION[band]], finest.grid),
            layers[_RESOLUTION[band]].bands[band],
            None if same or band == _SCL else (1 / scale, offsets[band] / scale),
        )
        for band in bands
    ]
    return virtual_raster(finest.grid, seen, tags)


def _sources(product: _Product, band: str, layer: _Layer, grid: Grid) -> list[str]:
    """The sources of a band on the grid of the finest layer."""
    times = grid.height // layer.grid.height
    found = []
    for file in layer.files:
        if not re.search(rf"_{band}(?:_\d\dm)?\.jp2$", file):
            continue
        with _opened(product, file, file) as dataset:
            own = _grid(dataset)
        place = own.place_in(layer.grid)
        if place is None:
            raise _damaged(product, f"{_file_name(file)} has another size or place than the metadata say")
        rows, cols = (slice(part.start * times, part.stop * times) for part in place)
        seen = grid.part((rows, cols))
        plain = times == 1 or band == _SCL
        name, shape = (file, own.shape) if plain else (resampled(file, own, seen), seen.shape)
        found.append(source(name, shape, (rows, cols)))
    return found


def _file_name(path: str) -> str:
    return PurePosixPath(path.replace("\\", "/")).name


def _offset(product: _Product, layer: _Layer, band: str) -> float:
    """Added to a band's stored numbers before they are divided by the scale."""
    given = layer.bands[band].get("RADIO_ADD_OFFSET" if product.level == "L1C" else "BOA_ADD_OFFSET")
    if given is not None:
        return _number(product, given)
    return offset_of_baseline(_number(product, layer.tags.get("PROCESSING_BASELINE", "0")))


def _scale(product: _Product, tags: Mapping[str, str]) -> float:
    """The stored number, its offset added, that means reflectance 1."""
    keys = ("QUANTIFICATION_VALUE", "BOA_QUANTIFICATION_VALUE", "L2A_BOA_QUANTIFICATION_VALUE")
    scale = _number(product, next((tags[key] for key in keys if key in tags), "10000"))
    if scale <= 0:
        raise _damaged(product, f"its metadata say {scale:g} where a positive number belongs")
    return scale


def _number(product: _Product, text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise _damaged(product, f"its metadata say {text!r} where a number belongs")
    return number


def _tags(product: _Product, tags: Mapping[str, str]) -> dict[str, str]:
    name = tags.get("PRODUCT_URI") or tags.get("PRODUCT_URI_2A") or ""
    return {
        "PRODUCT_START_TIME": tags.get("PRODUCT_START_TIME", ""),
        "SENSOR": "Sentinel-2",
        "LEVEL": product.level,
        "PROCESSING_BASELINE": tags.get("PROCESSING_BASELINE", ""),
        "PRODUCT": name.removesuffix(".SAFE"),
    }
