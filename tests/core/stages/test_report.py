from __future__ import annotations

import csv
import json
import re
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio
import pytest
import rasterio
import shapely

from surecover.core.errors import Cancelled, SureCoverError
from surecover.core.progress import Progress
from surecover.core.scheme import ClassScheme, LandClass
from surecover.core.stages.report import JOB, ReportJob, run
from tests.drawings import draw

MAP = """
    1 1 1 2 2 2
    1 1 2 2 2 2
    3 3 3 3 . .
    3 3 1 3 . 2
"""
RELIABILITY = """
    1 1 2 1 3 1
    1 3 1 3 3 1
    . . . . . .
    . . 3 . . 1
"""
EVIDENCE = """
    1 1 3 1 4 1
    2 8 1 6 4 1
    7 7 7 7 . 5
    7 7 5 7 . 9
"""
SCHEME = ClassScheme(
    "three",
    "Three",
    (
        LandClass(1, "water", (0, 0, 255)),
        LandClass(2, "grass", (0, 200, 0)),
        LandClass(3, "rock", (90, 90, 90)),
    ),
)  # fmt: skip
UTM = ("EPSG:32633", rasterio.Affine(10, 0, 500000, 0, -10, 5000000))


@dataclass
class Workshop:
    """Writes rasters and layers into a folder and runs the report on them."""

    folder: Path

    def raster(
        self, name: str, values: np.ndarray, place: tuple[str, rasterio.Affine] = UTM, **tags: str
    ) -> str:
        path = self.folder / name
        crs, transform = place
        nodata = -1 if values.dtype.kind == "f" else 0
        with rasterio.open(
            path, "w", driver="GTiff", height=values.shape[0], width=values.shape[1], count=1,
            dtype=values.dtype, crs=crs, transform=transform, nodata=nodata,
        ) as file:  # fmt: skip
            file.write(values, 1)
            file.update_tags(**tags)
        return str(path)

    def sources(
        self, place: tuple[str, rasterio.Affine] = UTM, scheme: ClassScheme = SCHEME
    ) -> dict[str, str]:
        classes = draw(MAP, dtype="uint8")
        confidence = np.where(classes == 1, 0.75, np.where(classes == 2, 0.5, -1)).astype("float32")
        return {
            "map": self.raster("map.tif", classes, place, **scheme.tags()),
            "reliability": self.raster("reliability.tif", draw(RELIABILITY, dtype="uint8"), place),
            "evidence": self.raster("evidence.tif", draw(EVIDENCE, dtype="uint8"), place),
            "confidence": self.raster("confidence.tif", confidence, place),
        }

    def layer(self, names: list[str], boxes: list[tuple[float, ...]], field: str = "name") -> str:
        path = self.folder / "zones.gpkg"
        geometries = shapely.to_wkb(np.array([shapely.box(*box) for box in boxes]))
        pyogrio.raw.write(
            path, geometries, [np.array(names, object)], [field], geometry_type="Polygon", crs="EPSG:32633"
        )
        return str(path)

    def run(self, **settings: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        """The returned numbers and paths, and the JSON report."""
        job = JOB(**{"json": str(self.folder / "report.json"), **settings})
        job.check()
        result = run(job, Progress())
        return result, json.loads((self.folder / "report.json").read_text(encoding="utf-8"))

    def page(self, **settings: Any) -> str:
        self.run(html=str(self.folder / "report.html"), **settings)
        return (self.folder / "report.html").read_text(encoding="utf-8")


@pytest.fixture
def workshop(tmp_path: Path) -> Workshop:
    return Workshop(tmp_path)


class Reader(HTMLParser):
    """Collects a page's elements and fails where they are not nested properly."""

    VOID = frozenset({"meta", "img", "rect", "br"})

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(page)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in self.VOID:
            assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.words.append(data)

    @property
    def text(self) -> str:
        return re.sub(r"\s+", " ", " ".join(self.words))


def test_the_figures_equal_those_counted_by_hand(workshop: Workshop) -> None:
    result, report = workshop.run(**workshop.sources())
    assert (result["N1"], result["N2"], result["N3"]) == (8, 1, 5)
    assert result["SCORE"] == report["map"]["score"] == pytest.approx(8 / 14, abs=1e-6)
    assert result["NOT_ASSESSED"] == pytest.approx(7 / 21, abs=1e-6)
    assert {type(result[key]) for key in JOB.numbers} <= {int, float}

    water, grass, rock = report["classes"]
    assert water["pixels_by_code"] == {"not_assessed": 0, "high": 3, "medium": 1, "low": 2}
    assert (water["score"], water["mean_confidence"]) == (0.5, 0.75)
    assert water["area_ha"] == 0.06
    assert grass["area_ha_by_code"] == {"not_assessed": 0, "high": 0.05, "medium": 0, "low": 0.03}
    assert grass["pixels_by_evidence"]["continuity"] == 1
    assert (rock["checked"], rock["score"], rock["share_not_assessed"]) == (False, None, 1)
    assert (report["pixels_without_class"], report["pixels_rejected_without_class"]) == (3, 1)


def test_classes_with_the_lowest_score_are_named_first_and_unchecked_ones_never(workshop: Workshop) -> None:
    _, report = workshop.run(**workshop.sources())
    assert report["look_first"]["classes"] == [1, 2]


def test_the_correction_says_which_classes_it_checked(workshop: Workshop) -> None:
    sources = workshop.sources()
    del sources["evidence"]
    with rasterio.open(sources["reliability"], "r+") as file:
        file.update_tags(SURECOVER_CHECKED="[1, 3]")
    result, report = workshop.run(**sources)
    assert [entry["checked"] for entry in report["classes"]] == [True, False, True]
    assert (result["N1"], result["N2"], result["N3"]) == (3, 1, 2)


def test_what_the_correction_says_outweighs_a_stray_pixel_of_evidence(workshop: Workshop) -> None:
    sources = workshop.sources()
    with rasterio.open(sources["reliability"], "r+") as file:
        file.update_tags(SURECOVER_CHECKED="[1, 2]")
    with rasterio.open(sources["evidence"], "r+") as file:
        file.write(np.array([[7]], "uint8"), 1, window=((0, 1), (0, 1)))
    _, report = workshop.run(**sources)
    assert [entry["checked"] for entry in report["classes"]] == [True, True, False]


def test_polygons_are_scored_and_named_by_their_attribute(workshop: Workshop) -> None:
    zones = workshop.layer(
        ["east", "west"], [(500030, 4999980, 500060, 5000000), (500000, 4999980, 500030, 5000000)]
    )
    _, report = workshop.run(**workshop.sources(), zones=zones)
    by_name = {zone["name"]: zone for zone in report["zones"]}
    assert by_name["west"]["pixels_by_code"] == {"not_assessed": 0, "high": 4, "medium": 1, "low": 1}
    assert by_name["east"]["score"] == 0.5
    assert [entry["name"] for entry in by_name["east"]["classes"]] == ["grass"]
    assert report["look_first"]["zones"][0] == by_name["east"]["id"]


def test_squares_are_zones_when_asked_for(workshop: Workshop) -> None:
    _, report = workshop.run(**workshop.sources(), zone_size=3)
    assert [zone["name"] for zone in report["zones"]] == [
        "row 1, column 1", "row 1, column 2", "row 2, column 1", "row 2, column 2",
    ]  # fmt: skip
    assert report["zones"][1]["pixels_by_code"] == {"not_assessed": 1, "high": 3, "medium": 0, "low": 3}


def test_the_table_holds_the_numbers_of_the_json(workshop: Workshop) -> None:
    path = workshop.folder / "report.csv"
    _, report = workshop.run(**workshop.sources(), zone_size=3, csv=str(path))
    with path.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["score"] or row["n1"]]
    entries = [report["map"], *report["classes"]]
    for zone in report["zones"]:
        entries += [zone, *zone["classes"]]
    assert len(rows) == len(entries)
    for row, entry in zip(rows, entries, strict=True):
        assert row["score"] == ("" if entry["score"] is None else str(entry["score"]))
        assert int(row["pixels_low"]) == entry["pixels_by_code"]["low"]
        assert float(row["area_ha_high"]) == entry["area_ha_by_code"]["high"]
        assert int(row["evidence_agrees"]) == entry["pixels_by_evidence"]["agrees"]
    assert [row["level"] for row in rows[:5]] == ["map", "class", "class", "class", "zone"]


def areas_of(workshop: Workshop, **settings: Any) -> tuple[list[dict[str, str]], dict[str, Any]]:
    """The table of areas, and the JSON report."""
    path = workshop.folder / "areas.csv"
    result, report = workshop.run(**settings, areas=str(path))
    assert result["AREAS"] == str(path)
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file)), report


def test_the_table_of_areas_splits_every_zone_by_class_and_reliability(workshop: Workshop) -> None:
    rows, report = areas_of(workshop, **workshop.sources(), zone_size=3)
    assert [list(row.values())[:-1] for row in rows[:3]] == [
        ["(whole map)", "1", "water", "1", "high", "3", "0.03"],
        ["(whole map)", "1", "water", "2", "medium", "1", "0.01"],
        ["(whole map)", "1", "water", "3", "low", "2", "0.02"],
    ]
    assert float(rows[0]["share"]) == pytest.approx(3 / 21, abs=1e-3)
    zones = {"(whole map)": report["map"], **{zone["name"]: zone for zone in report["zones"]}}
    assert list(dict.fromkeys(row["zone"] for row in rows)) == list(zones)
    for name, zone in zones.items():
        inside = [row for row in rows if row["zone"] == name]
        assert sum(int(row["pixels"]) for row in inside) == zone["pixels"]
        assert sum(float(row["hectares"]) for row in inside) == pytest.approx(zone["area_ha"], abs=2e-4)
        assert sum(float(row["share"]) for row in inside) == pytest.approx(1, abs=5e-3)


def test_without_areas_the_table_tells_pixels_and_their_shares(workshop: Workshop) -> None:
    rows, _ = areas_of(workshop, **workshop.sources(("", UTM[1])))
    assert {row["hectares"] for row in rows} == {""}
    assert sum(float(row["share"]) for row in rows) == pytest.approx(1, abs=1e-5)


def test_the_page_folds_the_areas_of_each_zone(workshop: Workshop) -> None:
    page = workshop.page(**workshop.sources(), zone_size=3)
    folded = re.findall(r"<summary>(row \d, column \d): ([\d.]+)", page)
    _, report = workshop.run(**workshop.sources(), zone_size=3)
    assert sorted(folded) == [(zone["name"], f"{zone['area_ha']:.2f}") for zone in report["zones"]]


def test_the_page_is_well_formed_and_loads_nothing(workshop: Workshop) -> None:
    page = workshop.page(**workshop.sources(), zone_size=3)
    reader = Reader(page)
    for tag, attributes in reader.elements:
        assert tag not in {"script", "link", "iframe", "object", "base"}
        for name, value in attributes.items():
            assert not name.startswith("on")
            assert name != "href" or re.fullmatch(r"#section-\d+", value or "")
            assert name != "src" or (value or "").startswith("data:image/png;base64,")
    assert "url(" not in page
    assert "@import" not in page
    assert "http" not in re.sub(r"base64,[^\"]*", "", page)


def test_the_page_shows_the_numbers_of_the_json(workshop: Workshop) -> None:
    text = Reader(workshop.page(**workshop.sources(), zone_size=3, title="Our valley")).text
    for figure in ("57.1 %", "33.3 %", "0.21 ha", "Our valley", "row 2, column 1", "Not checked", "rock"):
        assert figure in text
    before = text[: text.index("The confidence of a pixel")]
    assert before.count("57.1 %") == 3  # headline, its explanation, the table's last row


def test_colour_is_never_the_only_carrier(workshop: Workshop) -> None:
    page = workshop.page(**workshop.sources())
    labels = [a["aria-label"] for tag, a in Reader(page).elements if tag == "svg" and a.get("class") == "bar"]
    assert "high 50.0\N{NARROW NO-BREAK SPACE}%, medium 16.7\N{NARROW NO-BREAK SPACE}%" in labels[1]
    assert re.search(r"<text[^>]*>1: 50", page)


def test_every_map_given_is_shown(workshop: Workshop) -> None:
    sources = workshop.sources()
    assert workshop.page(**sources).count("<img") == 4
    del sources["evidence"], sources["confidence"]
    assert workshop.page(**sources).count("<img") == 2


NASTY = '<script>alert("1")</script>&\'=x'


def test_text_from_files_stays_text(workshop: Workshop) -> None:
    scheme = ClassScheme("x", "x", (LandClass(1, NASTY, (1, 2, 3)), *SCHEME.classes[1:]))
    sources = workshop.sources(scheme=scheme)
    facts = json.dumps([{"path": f"/data/{NASTY.replace('/', '')}.tif", "date": NASTY}])
    with rasterio.open(sources["map"], "r+") as file:
        file.update_tags(SURECOVER_STAGE=NASTY, SURECOVER_INPUTS=facts, SURECOVER_MODELS="{broken " + NASTY)
    zones = workshop.layer([NASTY], [(500030, 4999980, 500060, 5000000)])
    reader = Reader(workshop.page(**sources, zones=zones, title=NASTY))
    assert "script" not in {tag for tag, _ in reader.elements}
    assert reader.text.count("alert(") >= 7


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@x"])
def test_names_are_no_formulas_in_the_table(workshop: Workshop, name: str) -> None:
    path = workshop.folder / "report.csv"
    zones = workshop.layer([name], [(500030, 4999980, 500060, 5000000)])
    workshop.run(**workshop.sources(), zones=zones, csv=str(path))
    with path.open(encoding="utf-8", newline="") as file:
        assert f"'{name}" in {row["zone"] for row in csv.DictReader(file)}


def test_provenance_comes_from_the_tags_and_shows_no_folders(workshop: Workshop) -> None:
    sources = workshop.sources()
    with rasterio.open(sources["map"], "r+") as file:
        file.update_tags(
            SURECOVER_STAGE="correct", SURECOVER_VERSION="0.1.0",
            SURECOVER_INPUTS=json.dumps([{"path": "/home/secret/S2A.tif", "date": "2023-08-10"}]),
            SURECOVER_PARAMETERS=json.dumps({"radius": 500, "external": "C:\\secret\\old.tif"}),
        )  # fmt: skip
    page = workshop.page(**sources)
    text = Reader(page).text
    assert "File Date S2A.tif 2023-08-10" in text
    assert "Radius, pixels 500" in text
    assert "External map old.tif" in text
    assert "SureCover 0.1.0, correct" in page
    assert "secret" not in page


def test_pictures_of_all_maps_are_written(workshop: Workshop) -> None:
    folder = workshop.folder / "pictures"
    result, _ = workshop.run(**workshop.sources(), pictures=str(folder))
    assert result["PICTURES"] == str(folder)
    assert sorted(path.name for path in folder.iterdir()) == [
        "class_map.png", "confidence.png", "evidence.png", "reliability.png",
    ]  # fmt: skip


def test_other_grids_are_resampled_to_the_maps(workshop: Workshop) -> None:
    sources = workshop.sources()
    fine = draw(RELIABILITY, dtype="uint8").repeat(2, axis=0).repeat(2, axis=1)
    place = ("EPSG:32633", rasterio.Affine(5, 0, 500000, 0, -5, 5000000))
    _, coarse = workshop.run(**sources)
    _, resampled = workshop.run(**{**sources, "reliability": workshop.raster("fine.tif", fine, place)})
    assert resampled["map"] == coarse["map"]


def test_degrees_have_areas_on_the_ellipsoid(workshop: Workshop) -> None:
    place = ("EPSG:4326", rasterio.Affine(1e-4, 0, 14, 0, -1e-4, 46))
    _, report = workshop.run(**workshop.sources(place))
    # 1e-4 degrees near 46 N: 7.747 m by 11.115 m
    assert report["map"]["area_ha"] == pytest.approx(21 * 7.747 * 11.115 / 1e4, rel=1e-3)


def test_areas_are_those_on_the_ground_also_where_the_crs_shows_them_larger(workshop: Workshop) -> None:
    """Web Mercator at 46° north: 2.07 times."""
    place = ("EPSG:3857", rasterio.Affine(100, 0, 1500000, 0, -100, 5780349))
    _, report = workshop.run(**workshop.sources(place))
    assert report["map"]["area_ha"] == pytest.approx(21 / 2.0719, rel=1e-3)


def test_without_a_crs_the_report_tells_pixels(workshop: Workshop) -> None:
    page = workshop.page(**workshop.sources(("", UTM[1])))
    text = Reader(page).text
    assert "21 px" in text
    assert "Areas are not given" in text


def test_a_map_without_any_class_has_a_report_and_no_score(workshop: Workshop) -> None:
    empty = np.zeros((4, 6), "uint8")
    sources = workshop.sources()
    sources["map"] = workshop.raster("empty.tif", empty, **SCHEME.tags())
    sources["reliability"] = workshop.raster("unknown.tif", empty)
    result, report = workshop.run(**sources)
    assert "SCORE" not in result
    assert report["map"]["score"] is None
    assert "no pixel with a class" in Reader(workshop.page(**sources)).text


@pytest.mark.parametrize("shape", [(1, 1), (1, 5000), (3000, 1)])
def test_thin_and_tiny_maps_work(workshop: Workshop, shape: tuple[int, int]) -> None:
    ones = np.ones(shape, "uint8")
    result, _ = workshop.run(
        map=workshop.raster("map.tif", ones, **SCHEME.tags()),
        reliability=workshop.raster("reliability.tif", ones),
        html=str(workshop.folder / "thin.html"), pictures=str(workshop.folder / "thin"),
    )  # fmt: skip
    assert (result["SCORE"], result["N1"]) == (1, ones.size)


def test_a_map_without_tags_takes_its_names_from_its_values(workshop: Workshop) -> None:
    sources = workshop.sources()
    sources["map"] = workshop.raster("plain.tif", draw(MAP, dtype="uint8"))
    _, report = workshop.run(**sources)
    assert [entry["name"] for entry in report["classes"]] == ["class 1", "class 2", "class 3"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"map": "missing.tif"}, r"Class map \(MAP\) was not found"),
        ({"reliability": ""}, r"Reliability \(RELIABILITY\) is not set"),
        ({"zone_size": -1}, r"\(ZONE_SIZE\) is -1; allowed: 0 or more"),
    ],
)
def test_jobs_that_cannot_work_are_refused(workshop: Workshop, change: dict[str, Any], said: str) -> None:
    with pytest.raises(SureCoverError, match=said):
        workshop.run(**{**workshop.sources(), **change})


def test_polygons_and_squares_together_are_refused(workshop: Workshop) -> None:
    zones = workshop.layer(["a"], [(500030, 4999980, 500060, 5000000)])
    with pytest.raises(SureCoverError, match=r"\(ZONES\) and .*\(ZONE_SIZE\) = 4 are both given"):
        workshop.run(**workshop.sources(), zones=zones, zone_size=4)


def test_rasters_that_are_no_such_maps_are_refused_and_nothing_is_written(workshop: Workshop) -> None:
    sources = workshop.sources()
    reals = workshop.raster("reals.tif", np.full((4, 6), 0.5, "float32"))
    nines = workshop.raster("nines.tif", np.full((4, 6), 9, "uint8"))
    percents = workshop.raster("percents.tif", np.full((4, 6), 87, "uint8"))
    far = workshop.raster("far.tif", np.ones((4, 6), "uint8"), (UTM[0], UTM[1].translation(10**5, 10**5)))
    for change, said in (
        ({"map": reals}, r"Class map \(MAP\) has 1 band\(s\) of float32"),
        ({"reliability": reals}, r"Reliability \(RELIABILITY\) has 1 band\(s\) of float32"),
        ({"reliability": nines}, r"\(RELIABILITY\) holds the value 9; allowed: 0 to 3"),
        ({"confidence": percents}, r"\(CONFIDENCE\) holds the value 87: .*; allowed are values from 0 to 1"),
        ({"evidence": far}, r"Evidence \(EVIDENCE\) does not overlap"),
        ({"zone_field": "nmae", "zones": workshop.layer(["a"], [(500030, 4999980, 500060, 5000000)])},
         r"Attribute that names the zones \(ZONE_FIELD\) is 'nmae'"),
    ):  # fmt: skip
        with pytest.raises(SureCoverError, match=said):
            workshop.run(**{**sources, **change})
    assert not (workshop.folder / "report.json").exists()


def test_too_many_zones_are_refused_with_the_number_that_works(workshop: Workshop) -> None:
    ones = np.ones((400, 400), "uint8")
    with pytest.raises(
        SureCoverError, match=r"\(ZONE_SIZE\) gives 160000 zones; with 3 classes at most 62500"
    ):
        workshop.run(
            map=workshop.raster("map.tif", ones, **SCHEME.tags()),
            reliability=workshop.raster("reliability.tif", ones), zone_size=1,
        )  # fmt: skip


def test_cancelling_leaves_nothing(workshop: Workshop) -> None:
    job = ReportJob(**workshop.sources(), json=str(workshop.folder / "report.json"))
    with pytest.raises(Cancelled):
        run(job, Progress(cancelled=lambda: True))
    assert not (workshop.folder / "report.json").exists()


def test_the_help_explains_every_parameter_and_output() -> None:
    root = Path(__file__).resolve().parents[3]
    help_ = json.loads((root / "resources/help/report.json").read_text(encoding="utf-8"))
    roles: dict[str, set[str]] = {"parameters": set(), "outputs": set(JOB.numbers)}
    for name, spec in JOB.specs().items():
        roles["outputs" if spec.role == "target" else "parameters"].add(name.upper())
    assert set(help_["parameters"]) == roles["parameters"]
    assert set(help_["outputs"]) == roles["outputs"]
