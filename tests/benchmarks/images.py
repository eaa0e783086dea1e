"""Generated images of any size to classify."""

from __future__ import annotations

from pathlib import Path

import rasterio

from surecover.core.progress import Progress
from surecover.core.stages import demodata

KEPT = Path(__file__).resolve().parents[2] / "build" / "loop-scenes"
"""What is kept from run to run."""


def generated(side: int) -> Path:
    """A folder of `demodata` with one date, made once."""
    folder = KEPT / str(side)
    if not (folder / "truth.tif").exists():
        demodata.run(demodata.JOB(size=side, dates=1, seed=42, folder=str(folder)), Progress())
    return folder


def repeated(scene: Path, side: int, folder: Path) -> str:
    """The scene's image, laid out as often as a larger one takes, as a virtual raster."""
    path = min(scene.glob("s2_*.tif"))
    with rasterio.open(path) as image:
        small, bands, crs = image.width, image.count, image.crs.to_wkt()
        names = image.descriptions
        corner = image.transform
    parts = []
    for band in range(1, bands + 1):
        sources = "".join(
            f'<SimpleSource><SourceFilename>{path}</SourceFilename><SourceBand>{band}</SourceBand>'
            f'<SrcRect xOff="0" yOff="0" xSize="{small}" ySize="{small}"/>'
            f'<DstRect xOff="{col}" yOff="{row}" xSize="{small}" ySize="{small}"/></SimpleSource>'
            for row in range(0, side, small) for col in range(0, side, small)
        )  # fmt: skip
        parts.append(
            f'<VRTRasterBand dataType="UInt16" band="{band}" blockXSize="512" blockYSize="512">'
            f"<Description>{names[band - 1]}</Description><NoDataValue>0</NoDataValue>"
            f"{sources}</VRTRasterBand>"
        )
    made = folder / f"{side}.vrt"
    transform = ", ".join(map(str, corner.to_gdal()))
    made.write_text(
        f'<VRTDataset rasterXSize="{side}" rasterYSize="{side}"><SRS>{crs}</SRS>'
        f"<GeoTransform>{transform}</GeoTransform>{''.join(parts)}</VRTDataset>"
    )
    return str(made)
