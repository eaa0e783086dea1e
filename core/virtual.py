"""Virtual rasters: GDAL's VRT as text, which opens like a file.

Bands are 16-bit whole numbers with nodata 0, on grids whose rows run from west to east. What lies under
them are files, never other plain VRTs: GDAL would keep files under two of these open after use, and read
those that failed once as nodata without a word.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape

from .grid import Grid, Window
from .textfiles import quoted

NODATA = 0

_BLOCK = 512
"""Side of the blocks in which bands are resampled, px."""


@dataclass(frozen=True)
class VirtualBand:
    """One band of a virtual raster.

    Attributes:
        description: Its name.
        sources: From `source`; later ones cover earlier ones.
        tags: Its metadata.
        calibration: Scale and offset of physical values (stored · scale + offset), if any.
    """

    description: str
    sources: Sequence[str]
    tags: Mapping[str, str] = field(default_factory=dict)
    calibration: tuple[float, float] | None = None


def virtual_raster(grid: Grid, bands: Sequence[VirtualBand], tags: Mapping[str, str]) -> str:
    """The VRT of some bands on a grid."""
    elements = "".join(
        f'<VRTRasterBand dataType="UInt16" band="{number}"><Description>{escape(band.description)}'
        f"</Description>{_metadata(band.tags)}<NoDataValue>{NODATA}</NoDataValue>"
        f"{_calibration(band)}{''.join(band.sources)}</VRTRasterBand>"
        for number, band in enumerate(bands, start=1)
    )
    return virtual_dataset(grid, _metadata(tags) + elements)


def virtual_dataset(grid: Grid, content: str) -> str:
    """The VRT of anything on a grid."""
    return f"<VRTDataset {_size(grid)}>{_place(grid)}{content}</VRTDataset>"


def source(name: str, shape: tuple[int, int], window: Window) -> str:
    """Where pixels of a virtual band come from; in a larger window each is repeated.

    Args:
        name: Of a raster of one band, as GDAL opens it.
        shape: Its (rows, cols).
        window: Of the virtual raster, that it fills.
    """
    (height, width), (rows, cols) = shape, window
    return (
        f'<SimpleSource><SourceFilename relativeToVRT="0">{escape(name)}</SourceFilename>'
        f'<SourceBand>1</SourceBand><SrcRect xOff="0" yOff="0" xSize="{width}" ySize="{height}"/>'
        f'<DstRect xOff="{cols.start}" yOff="{rows.start}" xSize="{cols.stop - cols.start}" '
        f'ySize="{rows.stop - rows.start}"/></SimpleSource>'
    )


def resampled(name: str, own: Grid, seen: Grid) -> str:
    """The VRT of a raster of one band, resampled bilinearly to another grid of the same CRS.

    A pixel whose own one is nodata stays nodata, and nodata does not mix into its neighbours: so does
    GDAL's warper with a single band, unlike the resampling of plain sources.

    Args:
        name: Of the raster, as GDAL opens it.
        own: Its grid.
        seen: The other grid.
    """
    nodata = "".join(
        f"<{side}NoDataReal>{NODATA}</{side}NoDataReal><{side}NoDataImag>0</{side}NoDataImag>"
        for side in ("Src", "Dst")
    )
    transforms = "".join(
        f"<{side}GeoTransform>{_numbers(_geotransform(grid))}</{side}GeoTransform>"
        f"<{side}InvGeoTransform>{_numbers(_inverse(grid))}</{side}InvGeoTransform>"
        for side, grid in (("Src", own), ("Dst", seen))
    )
    return (
        f'<VRTDataset {_size(seen)} subClass="VRTWarpedDataset">{_place(seen)}'
        '<VRTRasterBand dataType="UInt16" band="1" subClass="VRTWarpedRasterBand">'
        f"<NoDataValue>{NODATA}</NoDataValue></VRTRasterBand>"
        f"<BlockXSize>{_BLOCK}</BlockXSize><BlockYSize>{_BLOCK}</BlockYSize>"
        "<GDALWarpOptions><ResampleAlg>Bilinear</ResampleAlg><WorkingDataType>UInt16</WorkingDataType>"
        '<Option name="INIT_DEST">NO_DATA</Option>'
        f'<SourceDataset relativeToVRT="0">{escape(name)}</SourceDataset>'
        f"<Transformer><GenImgProjTransformer>{transforms}</GenImgProjTransformer></Transformer>"
        f'<BandList><BandMapping src="1" dst="1">{nodata}</BandMapping></BandList>'
        "</GDALWarpOptions></VRTDataset>"
    )


def _size(grid: Grid) -> str:
    return f'rasterXSize="{grid.width}" rasterYSize="{grid.height}"'


def _place(grid: Grid) -> str:
    return f"<SRS>{escape(grid.crs)}</SRS><GeoTransform>{_numbers(_geotransform(grid))}</GeoTransform>"


def _metadata(tags: Mapping[str, str]) -> str:
    items = "".join(f"<MDI key={quoted(key)}>{escape(value)}</MDI>" for key, value in tags.items())
    return f"<Metadata>{items}</Metadata>" if items else ""


def _calibration(band: VirtualBand) -> str:
    if band.calibration is None:
        return ""
    scale, offset = band.calibration
    return f"<Offset>{offset!r}</Offset><Scale>{scale!r}</Scale>"


def _geotransform(grid: Grid) -> tuple[float, ...]:
    a, b, c, d, e, f = grid.transform
    return c, a, b, f, d, e


def _inverse(grid: Grid) -> tuple[float, ...]:
    x, width, _, y, _, height = _geotransform(grid)
    return -x / width, 1 / width, 0.0, -y / height, 0.0, 1 / height


def _numbers(values: Iterable[float]) -> str:
    return ",".join(map(repr, values))
