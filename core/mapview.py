"""How a folder of results is drawn: the classes, each pixel as opaque as one may trust it.

A virtual raster beside the maps holds what a paletted renderer needs: band 1 the classes, the others how
opaque a pixel is (0..255): by reliability, the doubtful ones only, and by confidence.
"""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from pathlib import Path

from .codes import Reliability
from .rasters import Raster, open_raster
from .resultfolder import CONFIDENCE, MAP, MAP_VIEW, RELIABILITY
from .stored import FLOAT_NODATA
from .virtual import virtual_dataset

_TYPES = {"uint8": "Byte", "uint16": "UInt16"}

_CLASSES = 1

_BY_RELIABILITY: dict[float, int] = {
    Reliability.NOT_ASSESSED: 110, Reliability.HIGH: 255, Reliability.MEDIUM: 130, Reliability.LOW: 50,
}  # fmt: skip
_DOUBTFUL_ONLY: dict[float, int] = {
    code: 255 if code in (Reliability.MEDIUM, Reliability.LOW) else 0 for code in Reliability
}
_BY_CONFIDENCE: dict[float, int] = {FLOAT_NODATA: 0, 0.0: 25, 1.0: 255}

_OPACITIES = (
    ("opacity by reliability", RELIABILITY, _BY_RELIABILITY),
    ("opacity of doubtful pixels only", RELIABILITY, _DOUBTFUL_ONLY),
    ("opacity by confidence", CONFIDENCE, _BY_CONFIDENCE),
)
"""Bands 2 to 4: what they are called, of which map they are made, and what its values become; values in
between become what lies in between."""


def write_map_view(folder: Path) -> None:
    """Write the view of the maps in a folder beside them, with the style of the class map.

    It finds them wherever the folder is moved to.

    Raises:
        SureCoverError: The class map cannot be read.
    """
    with open_raster(str(folder / MAP)) as raster:
        bands = [_band(_CLASSES, "class", _TYPES[raster.dtype], _legend(raster), _source(raster, MAP))]
        for number, (name, file, opacities) in enumerate(_OPACITIES, start=_CLASSES + 1):
            table = ",".join(f"{value:g}:{opacity}" for value, opacity in sorted(opacities.items()))
            source = _source(raster, file, f"<LUT>{table}</LUT>")
            bands.append(_band(number, name, "Byte", "<ColorInterp>Gray</ColorInterp>", source))
        text = virtual_dataset(raster.grid, "".join(bands))
    view = folder / MAP_VIEW
    view.write_text(text, encoding="utf-8")
    for suffix in (".qml", ".sld"):
        style = (folder / MAP).with_suffix(suffix).read_text(encoding="utf-8")
        view.with_suffix(suffix).write_text(style, encoding="utf-8")


def _band(number: int, name: str, dtype: str, meaning: str, source: str) -> str:
    return (
        f'<VRTRasterBand dataType="{dtype}" band="{number}"><Description>{name}</Description>'
        f"{meaning}{source}</VRTRasterBand>"
    )


def _source(raster: Raster, file: str, values: str = "") -> str:
    """All of a map, as a part of a band.

    Shared sources, GDAL's default, are those of one open view only; others outlive it in GDAL's pool, and a
    new view would show files that were replaced meanwhile.
    """
    rows, cols = raster.grid.shape
    kind = "ComplexSource" if values else "SimpleSource"
    rectangle = f'xOff="0" yOff="0" xSize="{cols}" ySize="{rows}"'
    return (
        f'<{kind}><SourceFilename relativeToVRT="1">{file}</SourceFilename>'
        f"<SourceBand>1</SourceBand><SrcRect {rectangle}/><DstRect {rectangle}/>{values}</{kind}>"
    )


def _legend(raster: Raster) -> str:
    """Nodata, names and colours of the classes."""
    names: Mapping[int, str] = raster.categories()
    values = range(max(names, default=0) + 1)
    colors = raster.colormap()
    entries = "".join(
        '<Entry c1="{}" c2="{}" c3="{}" c4="{}"/>'.format(*colors.get(value, (0, 0, 0, 255)))
        for value in values
    )
    categories = "".join(f"<Category>{escape(names.get(value, ''))}</Category>" for value in values)
    return (
        "<NoDataValue>0</NoDataValue><ColorInterp>Palette</ColorInterp>"
        f"<CategoryNames>{categories}</CategoryNames><ColorTable>{entries}</ColorTable>"
    )
