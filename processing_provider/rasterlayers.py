"""Which raster layers of QGIS hold what can be measured."""

from __future__ import annotations

from qgis.core import QgsMapLayer

_PICTURES = ("wms", "arcgismapserver", "vectortile")


def problem_of(layer: QgsMapLayer) -> str:
    """Why the engine cannot read a layer as a raster, as the end of a sentence; "" if it can.

    Args:
        layer: Of any kind.
    """
    provider, source = layer.providerType(), layer.source()
    if provider in _PICTURES:
        return (
            f"{layer.name()}, which comes from the web as pictures (WMS, WMTS, XYZ or ArcGIS); pictures hold "
            "no measurements, so download the data that it shows and choose that file"
        )
    if provider != "gdal":
        return (
            f"{layer.name()}, a layer of the provider {provider!r}; allowed are rasters that GDAL reads: "
            "save it as GeoTIFF and choose that file"
        )
    if "authcfg=" in source:
        return (
            f"{layer.name()}, which needs a login that only QGIS knows; save it as GeoTIFF and choose that "
            "file, or give GDAL the login in environment variables and name the address"
        )
    if "|option:" in source:
        options = source.split("|option:")[1:]
        return (
            f"{layer.name()}, which is opened with options ({', '.join(options)}); "
            "save it as GeoTIFF and choose that file"
        )
    return ""
