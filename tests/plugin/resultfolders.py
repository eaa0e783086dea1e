"""Folders of results, drawn by hand, for tests of the dock; made in milliseconds, without the engine."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Union

import numpy as np
from osgeo import gdal
from qgis.core import QgsRasterLayer

from surecover.core.codes import EVIDENCE_LEGEND, RELIABILITY_LEGEND, Evidence, Reliability, score
from surecover.core.legends import hex_color
from surecover.core.resultfolder import INTERMEDIATE, LABEL_ISSUES, MAP_VIEW, ResultFolder
from surecover.core.scheme import ClassScheme, LandClass
from surecover.core.styles import category_style, fraction_style
from surecover.plugin.results import layers
from tests.drawings import draw
from tests.headless.gdal_files import METRES, write

Picture = Union[str, np.ndarray]
"""A drawing (tests.drawings.draw: digits are values, "." is 0, which is no data), or its array."""

SCHEME = ClassScheme(
    "basic3",
    "Three classes",
    (
        LandClass(1, "water", (30, 111, 210)),
        LandClass(2, "grass", (165, 220, 110)),
        LandClass(3, "forest", (26, 102, 40)),
    ),
)

MAP = """
    1 1 2 2
    1 1 2 2
    3 3 2 2
    3 3 3 .
"""
RELIABILITY = """
    1 1 1 1
    1 2 1 1
    1 2 3 3
    1 1 0 .
"""
EVIDENCE = """
    1 1 1 1
    2 3 1 1
    1 3 5 4
    1 2 7 .
"""
DATES = {
    "2021-05-03": """
        1 1 2 2
        1 1 2 2
        3 3 3 2
        3 3 3 .
    """,
    "2021-07-21": """
        . 1 2 2
        1 2 2 2
        3 3 3 1
        3 3 3 .
    """,
}
EXTERNAL = """
    1 1 2 2
    1 3 2 2
    3 2 1 .
    3 3 3 .
"""
CLUSTERS = """
    5 5 7 7
    5 6 7 7
    8 6 9 9
    8 8 8 .
"""

_OPACITY = {0: 110, 1: 255, 2: 130, 3: 50}
_STEPS, _NO_PROBABILITY = 254, 255


def make_result(
    folder: Path,
    *,
    classes: Picture = MAP,
    reliability: Picture = RELIABILITY,
    evidence: Picture = EVIDENCE,
    confidence: Picture | None = None,
    dates: Mapping[str, Picture] = DATES,
    fused: Picture | None = None,
    weighed: Picture | None = None,
    unlike: Mapping[str, np.ndarray] | None = None,
    external: Picture = EXTERNAL,
    clusters: Picture = CLUSTERS,
    issues: Picture | None = None,
    scheme: ClassScheme = SCHEME,
    keep: bool = True,
    view: bool = True,
    transform: tuple[float, ...] = METRES,
) -> ResultFolder:
    r"""Write results as `produce` leaves them in a folder, and open them.

    All is consistent: report.json counts what is drawn, the fused probabilities are the mean of the dates.
    The pixels are 10 m wide in EPSG:32633; the upper left corner of `transform` is (500000, 5000000).
    Example: make_result(tmp_path / "result", classes="12\n21", reliability="13\n11", evidence="15\n11",
    dates={"2021-05-03": "12\n21"}, external="12\n21", clusters="11\n11").

    Args:
        folder: Is made; what a former call left there is replaced, but for the sub-folder `review`.
        classes: The final map.
        reliability: Its codes.
        evidence: Its codes.
        confidence: 0..1, -1 no data; left out: 0.9, 0.6, 0.3 for reliability 1, 2, 3, 0.5 for code 0.
        dates: By name, what was classified on its own: its class map (each pixel has then the probability
            0.8 of its class, and the rest of 0.2 in equal parts of the others; "." is a cloud), or an array
            (classes, rows, columns) of probabilities 0..1 with nan for a cloud.
        fused: In the same way; left out: the mean of the dates.
        weighed: In the same way, with the clusters' evidence; left out: the file is not there.
        unlike: By name of dates, how unlike training the pixels are, 0..1 with nan for a cloud; left out: the
            models do not know what land taught them, and the files are not there.
        external: The external map in classes of the scheme.
        clusters: As the step "cluster" writes them.
        issues: What is likely where the external map looks wrong; left out where nothing learned from it.
        scheme: The classes; all may occur in the maps and have a band of probabilities.
        keep: Whether the sub-folder `intermediate` is there.
        view: Whether map_view.vrt is there, from which the dock shows the map.
        transform: GDAL's geotransform.
    """
    maps = {
        "map": _array(classes),
        "reliability": _array(reliability),
        "evidence": _array(evidence),
    }
    trust = _confidence(maps, confidence)
    legends = {"map": scheme.legend(), "reliability": RELIABILITY_LEGEND[1:], "evidence": EVIDENCE_LEGEND[1:]}
    folder.mkdir(parents=True, exist_ok=True)
    shutil.rmtree(folder / INTERMEDIATE, ignore_errors=True)
    for name in (MAP_VIEW, LABEL_ISSUES):
        (folder / name).unlink(missing_ok=True)
    if issues is not None:
        write(folder / LABEL_ISSUES, _array(issues), transform=transform)
        _text((folder / LABEL_ISSUES).with_suffix(".qml"), category_style(scheme.legend()).qml)
    for name, values in maps.items():
        write(folder / f"{name}.tif", values, transform=transform)
        _text(folder / f"{name}.qml", category_style(legends[name]).qml)
    write(folder / "confidence.tif", trust, nodata=-1, transform=transform)
    _text(folder / "confidence.qml", fraction_style().qml)
    _text(folder / "report.html", "<html><body>The report</body></html>")
    _text(folder / "report.json", json.dumps(report(scheme, maps, trust)))
    _text(folder / "job.json", json.dumps(_job(dates, keep)))
    if view:
        _text(folder / MAP_VIEW, _view(maps["map"].shape, transform))
        _text(folder / "map_view.qml", category_style(scheme.legend()).qml)
    if keep:
        _intermediate(
            folder / INTERMEDIATE, dates, fused, weighed, unlike or {}, external, clusters, scheme, transform
        )  # fmt: skip
    return ResultFolder.open(folder)


def attached(result: ResultFolder) -> dict[str, QgsRasterLayer]:
    """The layers by role of results that are now shown in the project."""
    for _ in layers.attach(result):
        pass
    return layers.find_layers(result)


def report(scheme: ClassScheme, maps: Mapping[str, np.ndarray], confidence: np.ndarray) -> dict[str, Any]:
    """What report.json says of the maps."""
    with_class = maps["map"] > 0
    return {
        "product": "SureCover",
        "title": "Reliability of the land-cover map",
        "map": _counts(maps, confidence, with_class),
        "classes": [
            {"id": c.id, "name": c.name, "color": hex_color(c.color), "checked": True}
            | _counts(maps, confidence, maps["map"] == c.id)
            for c in scheme.classes
        ],
        "zones": [],
        "pixels_without_class": int((~with_class).sum()),
        "notes": [],
    }


def _counts(maps: Mapping[str, np.ndarray], confidence: np.ndarray, where: np.ndarray) -> dict[str, Any]:
    codes = {code: int((maps["reliability"][where] == code).sum()) for code in Reliability}
    pixels = int(where.sum())
    n1, n2, n3 = (codes[code] for code in (Reliability.HIGH, Reliability.MEDIUM, Reliability.LOW))
    return {
        "pixels": pixels,
        "area_ha": pixels / 100,
        "score": score(n1, n2, n3),
        "n1": n1,
        "n2": n2,
        "n3": n3,
        "share_not_assessed": codes[Reliability.NOT_ASSESSED] / pixels if pixels else None,
        "mean_confidence": float(confidence[where].mean()) if pixels else None,
        "pixels_by_code": {code.name.lower(): count for code, count in codes.items()},
        "area_ha_by_code": {code.name.lower(): count / 100 for code, count in codes.items()},
        "pixels_by_evidence": {
            code.name.lower(): int((maps["evidence"][where] == code).sum()) for code in Evidence
        },
    }


def _job(dates: Mapping[str, Picture], keep: bool) -> dict[str, Any]:
    inputs = [{"name": name, "path": f"{name}.tif", "date": name, "date_from": "tag DATE"} for name in dates]
    return {
        "stage": "produce",
        "version": "0.1.0",
        "settings": {"periods": 0, "keep": keep, "classes": "", "radius": 500, "min_pixels": 10},
        "inputs": inputs,
        "models": [],
    }


def _intermediate(
    folder: Path,
    dates: Mapping[str, Picture],
    fused: Picture | None,
    weighed: Picture | None,
    unlike: Mapping[str, np.ndarray],
    external: Picture,
    clusters: Picture,
    scheme: ClassScheme,
    transform: tuple[float, ...],
) -> None:
    folder.mkdir()

    def keep_map(name: str, values: np.ndarray) -> None:
        write(folder / f"{name}.tif", values, transform=transform)
        _text(folder / f"{name}.qml", category_style(scheme.legend()).qml)

    def keep_fraction(name: str, values: np.ndarray) -> None:
        write(folder / f"{name}.tif", _or(values, -1).astype("float32"), nodata=-1, transform=transform)
        _text(folder / f"{name}.qml", fraction_style().qml)

    def keep_probabilities(name: str, values: np.ndarray) -> None:
        path = folder / f"{name}.tif"
        steps = _or(np.round(values * _STEPS), _NO_PROBABILITY).astype("uint8")
        names = [c.name for c in scheme.classes]
        write(path, steps, nodata=_NO_PROBABILITY, descriptions=names, transform=transform)
        dataset = gdal.Open(str(path), gdal.GA_Update)
        dataset.SetMetadata({"SURECOVER_CLASS_IDS": json.dumps(scheme.ids), **scheme.tags()})
        for band in range(1, dataset.RasterCount + 1):
            dataset.GetRasterBand(band).SetScale(1 / _STEPS)

    def most_probable(values: np.ndarray) -> np.ndarray:
        ids = np.array(scheme.ids, "uint8")
        return np.where(np.isnan(values[0]), 0, ids[np.argmax(_or(values, 0), axis=0)]).astype("uint8")

    by_date = {name: _probabilities(picture, scheme) for name, picture in dates.items()}
    for name, values in by_date.items():
        keep_probabilities(f"probabilities_{name}", values)
        keep_map(f"map_{name}", most_probable(values))
    together = _mean(list(by_date.values())) if fused is None else _probabilities(fused, scheme)
    keep_probabilities("fused", together)
    if weighed is not None:
        keep_probabilities("weighed", _probabilities(weighed, scheme))
    for name, values in unlike.items():
        keep_fraction(f"unlike_{name}", values)
    keep_map("fused_map", most_probable(together))
    keep_fraction(
        "agreement", _agreement(list(map(most_probable, by_date.values())), most_probable(together))
    )
    keep_fraction("entropy", _entropy(together))
    keep_map("external", _array(external))
    write(folder / "clusters.tif", _array(clusters), transform=transform)
    grey = np.where(_array(clusters) > 0, 40 + 20 * _array(clusters), 0).astype("uint8")
    write(folder / "mosaic_display.tif", np.stack([grey] * 3), transform=transform)
    _text(folder / "scheme.json", scheme.to_json())


def _array(picture: Picture) -> np.ndarray:
    return draw(picture, dtype="uint8") if isinstance(picture, str) else picture.astype("uint8")


def _confidence(maps: Mapping[str, np.ndarray], given: Picture | None) -> np.ndarray:
    if given is not None:
        values = draw(given, dtype="float32") if isinstance(given, str) else given
        return values.astype("float32")
    values = np.array([0.5, 0.9, 0.6, 0.3], "float32")[maps["reliability"]]
    return np.where(maps["map"] > 0, values, np.float32(-1))


def _probabilities(picture: Picture, scheme: ClassScheme) -> np.ndarray:
    if not isinstance(picture, str) and picture.ndim == 3:
        return picture
    drawn = _array(picture)
    others = 0.2 / (len(scheme.ids) - 1)
    bands = np.stack([np.where(drawn == identity, 0.8, others) for identity in scheme.ids])
    return np.where(drawn > 0, bands, np.nan)


def _mean(arrays: list[np.ndarray]) -> np.ndarray:
    stack = np.stack(arrays)
    count = (~np.isnan(stack)).sum(axis=0)
    return np.where(count > 0, np.nansum(stack, axis=0) / np.maximum(count, 1), np.nan)


def _agreement(by_date: list[np.ndarray], fused: np.ndarray) -> np.ndarray:
    stack = np.stack(by_date)
    seen = (stack > 0).sum(axis=0)
    return np.where(seen > 0, ((stack == fused) & (stack > 0)).sum(axis=0) / np.maximum(seen, 1), np.nan)


def _entropy(values: np.ndarray) -> np.ndarray:
    return -(values * np.log(np.maximum(values, 1e-9))).sum(axis=0) / np.log(len(values))


def _or(values: np.ndarray, other: float) -> np.ndarray:
    return np.where(np.isnan(values), other, values)


def _view(shape: tuple[int, ...], transform: tuple[float, ...]) -> str:
    """The map with bands of opacity: by reliability, doubtful only, by confidence."""
    rows, cols = shape
    dim = ",".join(f"{code}:{opacity}" for code, opacity in _OPACITY.items())
    bands = [
        ("map", "<ColorInterp>Palette</ColorInterp><NoDataValue>0</NoDataValue>", ""),
        ("reliability", "", dim),
        ("reliability", "", "0:0,1:0,2:255,3:255"),
        ("confidence", "", "-1:0,0:25,1:255"),
    ]
    written = "".join(
        f'<VRTRasterBand dataType="Byte" band="{number}">{about}<ComplexSource>'
        f'<SourceFilename relativeToVRT="1">{name}.tif</SourceFilename><SourceBand>1</SourceBand>'
        + (f"<LUT>{table}</LUT>" if table else "")
        + "</ComplexSource></VRTRasterBand>"
        for number, (name, about, table) in enumerate(bands, start=1)
    )
    numbers = ", ".join(map(repr, transform))
    return (
        f'<VRTDataset rasterXSize="{cols}" rasterYSize="{rows}"><SRS>EPSG:32633</SRS>'
        f"<GeoTransform>{numbers}</GeoTransform>{written}</VRTDataset>"
    )


def _text(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
