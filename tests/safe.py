"""Small Sentinel-2 products as the ground segment delivers them, with pixel values that tests know.

Names, folders and metadata follow real products of processing baselines 02.07, 04.00 and 05.09 (ESA's
product specification, PSD 14): before 04.00 stored numbers carry no offset and masks are GML; level 2A
has one folder per resolution and from 04.00 on also B01 at 20 m. Before December 2016 (PSD 13) names were
longer and products had several granules. Files are as small as their tile.
"""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import numpy as np
import rasterio

Level = Literal["L1C", "L2A"]

RESOLUTION = {
    "B01": 60, "B02": 10, "B03": 10, "B04": 10, "B05": 20, "B06": 20, "B07": 20, "B08": 10, "B8A": 20,
    "B09": 60, "B10": 60, "B11": 20, "B12": 20,
}  # fmt: skip
"""Of each band, m, in the order of their bandId."""

WAVELENGTH = (442.7, 492.7, 559.8, 664.6, 704.1, 740.5, 782.8, 832.8, 864.7, 945.1, 1373.5, 1613.7, 2202.4)
"""Centres of Sentinel-2A's bands in nm, in the order of their bandId."""


@dataclass(frozen=True)
class Product:
    """What a product holds.

    Attributes:
        reflectance: By band name at its own resolution; NaN becomes nodata. Bands that are missing
            here are 0.1 everywhere.
        scl: Scene classification, (rows, cols) at 20 m; vegetation by default.
        level: "L1C" or "L2A".
        baseline: Processing baseline, as in the metadata.
        sensed: Start of sensing.
        tile: Of the UTM grid; its number is the zone (north).
        origin: Upper left corner of the tile, m.
        side: Of the tile, m, a multiple of 60.
        offsets: By band name, where they are not those of the baseline.
        early: Whether it is of level 1C and laid out as before December 2016.
    """

    reflectance: Mapping[str, np.ndarray] = field(default_factory=dict)
    scl: np.ndarray | None = None
    level: Level = "L2A"
    baseline: str = "05.09"
    sensed: str = "2023-08-23T10:05:59.024Z"
    tile: str = "33TWL"
    origin: tuple[int, int] = (499_980, 5_000_040)
    side: int = 1200
    offsets: Mapping[str, int] = field(default_factory=dict)
    early: bool = False

    @property
    def has_offsets(self) -> bool:
        """Whether its baseline adds 1000 to the stored numbers, as it was from 04.00 on."""
        return self.baseline >= "04.00"

    def offset(self, band: str) -> int:
        """Added to the stored number to get reflectance times 10000."""
        return self.offsets.get(band, -1000 if self.has_offsets else 0)

    @property
    def _when(self) -> str:
        return self.sensed[:19].replace("-", "").replace(":", "")

    @property
    def name(self) -> str:
        """Without .SAFE."""
        if self.early:
            return f"S2A_OPER_PRD_MSIL1C_PDMC_20160101T235959_R122_V{self._when}_{self._when}"
        baseline = self.baseline.replace(".", "")
        return f"S2A_MSI{self.level}_{self._when}_N{baseline}_R122_T{self.tile}_{self._when[:8]}T235959"

    @property
    def metadata(self) -> str:
        """Name of the metadata file."""
        early = self.name.replace("PRD_MSI", "MTD_SAF")
        return f"{early}.xml" if self.early else f"MTD_MSI{self.level}.xml"

    @property
    def granule_id(self) -> str:
        """The identifier of the only granule."""
        station = "EPA_" if self.early else "2APS"
        return f"S2A_OPER_MSI_{self.level}_TL_{station}_{self._when}_A033753_T{self.tile}_N{self.baseline}"

    @property
    def granule(self) -> str:
        """The folder of the only granule, from the product's root."""
        if self.early:
            return f"GRANULE/{self.granule_id}"
        return f"GRANULE/{self.level}_T{self.tile}_A033753_{self._when}"

    def images(self) -> Iterator[tuple[str, str, int]]:
        """Path without suffix, band and resolution of every image in IMG_DATA."""
        stem = f"{self.granule}/IMG_DATA"
        if self.early:
            for band, resolution in RESOLUTION.items():
                yield f"{stem}/{self.granule_id[:-7]}_{band}", band, resolution
            return
        if self.level == "L1C":
            for band in (*RESOLUTION, "TCI"):
                yield f"{stem}/T{self.tile}_{self._when}_{band}", band, RESOLUTION.get(band, 10)
            return
        bands = {
            10: ["B02", "B03", "B04", "B08"],
            20: ["B01"] * self.has_offsets + [b for b in RESOLUTION if b not in ("B01", "B08", "B09", "B10")],
            60: [band for band in RESOLUTION if band not in ("B08", "B10")],
        }
        for resolution, own in bands.items():
            for band in (*own, "TCI", "AOT", "WVP", *(["SCL"] if resolution > 10 else [])):
                name = f"T{self.tile}_{self._when}_{band}_{resolution}m"
                yield f"{stem}/R{resolution}m/{name}", band, resolution

    def stored(self, band: str, resolution: int) -> np.ndarray:
        """The numbers of an image, (bands, rows, cols)."""
        rows = self.side // resolution
        if band == "TCI":
            return np.full((3, rows, rows), 100, np.uint8)
        if band == "SCL":
            scl = np.full((self.side // 20,) * 2, 4, np.uint8) if self.scl is None else self.scl
            return scl.astype(np.uint8)[None, :: resolution // 20, :: resolution // 20]
        if band not in RESOLUTION:
            return np.full((1, rows, rows), 500, np.uint16)
        known = self.reflectance.get(band, np.full((self.side // RESOLUTION[band],) * 2, 0.1))
        values = _resized(known, rows)
        numbers = np.clip(np.rint(np.nan_to_num(values) * 10_000) - self.offset(band), 1, 32767)
        numbers[np.isnan(values)] = 0
        return numbers.astype(np.uint16)[None]


def write_product(folder: Path, product: Product) -> Path:
    """Write a product below a folder; returns the path of its .SAFE."""
    root = folder / f"{product.name}.SAFE"
    for path, band, resolution in product.images():
        _write_jp2(root / f"{path}.jp2", product.stored(band, resolution), product, resolution)
    _write_qi(root, product)
    (root / product.metadata).write_text(_product_xml(product), encoding="utf-8")
    tile = f"{product.granule_id[:-7].replace('MSI', 'MTD', 1)}.xml" if product.early else "MTD_TL.xml"
    (root / product.granule / tile).write_text(_tile_xml(product), encoding="utf-8")
    for name in ("AUX_DATA", "HTML", "rep_info", f"DATASTRIP/DS_ESRI_{product.name[-15:]}_S0/QI_DATA"):
        (root / name).mkdir(parents=True)
    (root / "manifest.safe").write_text(_manifest(root, product), encoding="utf-8")
    return root


def zipped(safe: Path, name: str = "{stem}.zip") -> Path:
    """The product as one zip beside its folder, as "{stem}.zip" (SciHub) or "{stem}.SAFE.zip" (CDSE)."""
    path = safe.with_name(name.format(stem=safe.stem))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(safe.rglob("*")):
            archive.write(file, Path(safe.name) / file.relative_to(safe))
    return path


def joined(safe: Path, other: Path) -> Path:
    """A product with the granule of another one added, as products had several before December 2016."""
    name, others = (next(folder.glob("*MTD_*.xml")).name for folder in (safe, other))
    granule = (other / others).read_text(encoding="utf-8").partition("<Granule_List>")[2]
    granule = granule.partition("</Granule_List>")[0]
    text = (safe / name).read_text(encoding="utf-8")
    (safe / name).write_text(text.replace("</Granule_List>", granule + "</Granule_List>"), encoding="utf-8")
    shutil.copytree(other / "GRANULE", safe / "GRANULE", dirs_exist_ok=True)
    return safe


def _resized(values: np.ndarray, rows: int) -> np.ndarray:
    """Blocks averaged, or every pixel repeated, to (rows, rows)."""
    if rows >= len(values):
        return np.kron(values, np.ones((rows // len(values),) * 2))
    step = len(values) // rows
    mean: np.ndarray = values.reshape(rows, step, rows, step).mean(axis=(1, 3))
    return mean


def _write_jp2(path: Path, numbers: np.ndarray, product: Product, resolution: int) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    bits = {} if numbers.dtype == np.uint8 else {"NBITS": 15}
    with rasterio.open(
        path, "w", driver="JP2OpenJPEG", dtype=numbers.dtype, count=len(numbers), height=numbers.shape[1],
        width=numbers.shape[2], crs=f"EPSG:{_epsg(product)}", QUALITY=100, REVERSIBLE="YES", **bits,
        transform=rasterio.Affine(resolution, 0, product.origin[0], 0, -resolution, product.origin[1]),
    ) as file:  # fmt: skip
        file.write(numbers)


def _write_qi(root: Path, product: Product) -> None:
    folder = root / product.granule / "QI_DATA"
    if product.level == "L2A":
        for mask in ("CLDPRB", "SNWPRB"):
            for resolution in (20, 60):
                zeros = np.zeros((1,) + (product.side // resolution,) * 2, np.uint8)
                _write_jp2(folder / f"MSK_{mask}_{resolution}m.jp2", zeros, product, resolution)
    folder.mkdir(parents=True, exist_ok=True)
    if not product.has_offsets:
        (folder / "MSK_CLOUDS_B00.gml").write_text("<eop:Mask/>", encoding="ascii")


def _epsg(product: Product) -> int:
    return 32600 + int(product.tile[:2])


def _product_xml(product: Product) -> str:
    level = product.level
    paths = [path for path, _, _ in product.images()]
    images = "".join(f"<IMAGE_FILE>{path}</IMAGE_FILE>\n" for path in paths)
    query = '<Query_Options completeSingleTile="true"><PRODUCT_FORMAT>SAFE_COMPACT</PRODUCT_FORMAT>'
    granule = "Granule"
    if product.early:
        names = "".join(f"<BAND_NAME>{_physical(band)}</BAND_NAME>" for band in RESOLUTION)
        query = f"<Query_Options><Band_List>{names}</Band_List>"
        images = "".join(f"<IMAGE_ID>{Path(path).name}</IMAGE_ID>\n" for path in paths)
        granule = "Granules"
    spectral = "".join(
        f'<Spectral_Information bandId="{i}" physicalBand="{_physical(band)}">'
        f"<RESOLUTION>{resolution}</RESOLUTION><Wavelength>"
        f'<CENTRAL unit="nm">{WAVELENGTH[i]}</CENTRAL></Wavelength></Spectral_Information>\n'
        for i, (band, resolution) in enumerate(RESOLUTION.items())
    )
    irradiance = "".join(
        f'<SOLAR_IRRADIANCE bandId="{i}" unit="W/m²/µm">1500</SOLAR_IRRADIANCE>' for i in range(13)
    )
    kind = f"Level-{level[1:]}_User_Product"
    schema = f"https://psd-14.sentinel2.eo.esa.int/PSD/User_Product_Level-{level[1:]}.xsd"
    return f"""<?xml version="1.0" encoding="UTF-8" standalone="no"?>
<n1:{kind} xmlns:n1="{schema}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" \
xsi:schemaLocation="{schema}">
<n1:General_Info>
<Product_Info>
<PRODUCT_START_TIME>{product.sensed}</PRODUCT_START_TIME>
<PRODUCT_STOP_TIME>{product.sensed}</PRODUCT_STOP_TIME>
<PRODUCT_URI>{product.name}.SAFE</PRODUCT_URI>
<PROCESSING_LEVEL>Level-{level[1:]}</PROCESSING_LEVEL>
<PRODUCT_TYPE>S2MSI{level[1:]}</PRODUCT_TYPE>
<PROCESSING_BASELINE>{product.baseline}</PROCESSING_BASELINE>
<GENERATION_TIME>2026-01-01T12:00:00.000000Z</GENERATION_TIME>
<PREVIEW_IMAGE_URL>Not applicable</PREVIEW_IMAGE_URL>
<PREVIEW_GEO_INFO>Not applicable</PREVIEW_GEO_INFO>
<Datatake datatakeIdentifier="GS2A_{product._when}_033753_N{product.baseline}">
<SPACECRAFT_NAME>Sentinel-2A</SPACECRAFT_NAME>
<DATATAKE_TYPE>INS-NOBS</DATATAKE_TYPE>
<DATATAKE_SENSING_START>{product.sensed}</DATATAKE_SENSING_START>
<SENSING_ORBIT_NUMBER>122</SENSING_ORBIT_NUMBER>
<SENSING_ORBIT_DIRECTION>DESCENDING</SENSING_ORBIT_DIRECTION>
</Datatake>
{query}</Query_Options>
<Product_Organisation><Granule_List>
<{granule} datastripIdentifier="S2A_OPER_MSI_{level}_DS_2APS_N{product.baseline}" \
granuleIdentifier="{product.granule_id}" imageFormat="JPEG2000">
{images}</{granule}>
</Granule_List></Product_Organisation>
</Product_Info>
<Product_Image_Characteristics>
<Special_Values><SPECIAL_VALUE_TEXT>NODATA</SPECIAL_VALUE_TEXT>\
<SPECIAL_VALUE_INDEX>0</SPECIAL_VALUE_INDEX></Special_Values>
<Special_Values><SPECIAL_VALUE_TEXT>SATURATED</SPECIAL_VALUE_TEXT>\
<SPECIAL_VALUE_INDEX>65535</SPECIAL_VALUE_INDEX></Special_Values>
<Image_Display_Order><RED_CHANNEL>3</RED_CHANNEL><GREEN_CHANNEL>2</GREEN_CHANNEL>\
<BLUE_CHANNEL>1</BLUE_CHANNEL></Image_Display_Order>
{_quantification_xml(product)}
<Reflectance_Conversion><U>0.9766</U>
<Solar_Irradiance_List>{irradiance}</Solar_Irradiance_List></Reflectance_Conversion>
<Spectral_Information_List>
{spectral}</Spectral_Information_List>
</Product_Image_Characteristics>
</n1:General_Info>
<n1:Geometric_Info><Product_Footprint><Product_Footprint><Global_Footprint>\
<EXT_POS_LIST>45.1 15.0 45.1 15.1 45.0 15.1 45.0 15.0 45.1 15.0 </EXT_POS_LIST>\
</Global_Footprint></Product_Footprint></Product_Footprint></n1:Geometric_Info>
<n1:Quality_Indicators_Info><Cloud_Coverage_Assessment>0.0</Cloud_Coverage_Assessment>\
</n1:Quality_Indicators_Info>
</n1:{kind}>
"""


def _quantification_xml(product: Product) -> str:
    values = [(i, product.offset(band)) for i, band in enumerate(RESOLUTION)]
    if product.level == "L1C":
        scale = '<QUANTIFICATION_VALUE unit="none">10000</QUANTIFICATION_VALUE>\n'
        listed, item = "Radiometric_Offset_List", "RADIO_ADD_OFFSET"
    else:
        scale = (
            "<QUANTIFICATION_VALUES_LIST>"
            '<BOA_QUANTIFICATION_VALUE unit="none">10000</BOA_QUANTIFICATION_VALUE>'
            '<AOT_QUANTIFICATION_VALUE unit="none">1000.0</AOT_QUANTIFICATION_VALUE>'
            '<WVP_QUANTIFICATION_VALUE unit="cm">1000.0</WVP_QUANTIFICATION_VALUE>'
            "</QUANTIFICATION_VALUES_LIST>\n"
        )
        listed, item = "BOA_ADD_OFFSET_VALUES_LIST", "BOA_ADD_OFFSET"
    if not product.has_offsets:
        return scale
    offsets = "".join(f'<{item} band_id="{i}">{value}</{item}>' for i, value in values)
    return f"{scale}<{listed}>{offsets}</{listed}>"


def _physical(band: str) -> str:
    """As the metadata spell it: "B1" for B01."""
    return band.replace("B0", "B")


def _tile_xml(product: Product) -> str:
    kind = f"Level-{product.level[1:]}_Tile_ID"
    schema = f"https://psd-14.sentinel2.eo.esa.int/PSD/S2_PDI_Level-{product.level[1:]}_Tile_Metadata.xsd"
    sizes = "".join(
        f'<Size resolution="{r}"><NROWS>{rows}</NROWS><NCOLS>{rows}</NCOLS></Size>\n'
        for r, rows in ((r, product.side // r) for r in (10, 20, 60))
    )
    places = "".join(
        f'<Geoposition resolution="{r}"><ULX>{product.origin[0]}</ULX><ULY>{product.origin[1]}</ULY>'
        f"<XDIM>{r}</XDIM><YDIM>-{r}</YDIM></Geoposition>\n"
        for r in (10, 20, 60)
    )
    return f"""<?xml version="1.0" encoding="UTF-8" standalone="no"?>
<n1:{kind} xmlns:n1="{schema}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" \
xsi:schemaLocation="{schema}">
<n1:General_Info><SENSING_TIME metadataLevel="Standard">{product.sensed}</SENSING_TIME></n1:General_Info>
<n1:Geometric_Info><Tile_Geocoding metadataLevel="Brief">
<HORIZONTAL_CS_NAME>WGS84 / UTM zone {product.tile[:2]}N</HORIZONTAL_CS_NAME>
<HORIZONTAL_CS_CODE>EPSG:{_epsg(product)}</HORIZONTAL_CS_CODE>
{sizes}{places}</Tile_Geocoding></n1:Geometric_Info>
</n1:{kind}>
"""


def _manifest(root: Path, product: Product) -> str:
    files = "".join(
        f'<dataObject ID="{i}"><byteStream>'
        f'<fileLocation locatorType="URL" href="./{file.relative_to(root)}"/></byteStream></dataObject>\n'
        for i, file in enumerate(sorted(root.rglob("*.*")))
    )
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<xfdu:XFDU xmlns:xfdu="urn:ccsds:schema:xfdu:1" version="esa/safe/sentinel/1.1/sentinel-2/msi/\
archive_{product.level.lower()}_user_product">
<dataObjectSection>
{files}</dataObjectSection>
</xfdu:XFDU>
"""
