"""Which labels of an old map look wrong, as files."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio
import pytest
import rasterio
import shapely

from surecover.core.errors import Cancelled, SureCoverError
from surecover.core.progress import Progress
from surecover.core.scheme import ClassScheme, LandClass, load_scheme
from surecover.core.stages import checklabels, demodata, harmonise
from surecover.core.stages.checklabels import JOB, run
from tests.core.stages.test_report import NASTY, Reader
from tests.drawings import draw, shown
from tests.files import facts, read_raster, write_raster

BASIC6 = load_scheme("basic6")
LETTERS = {"w": 1, "g": 2, "f": 3, "b": 4, "i": 5, "r": 6, "B": 7, "o": 8}
"""water, grass, forest, barren, industrial and residential building, building, open land (grass or barren)"""

LABELS = """
    w w w w g
    g g g g .
    g g g o o
"""
SEEN = """
    w w w w ?
    g g b b g
    w g g b x
"""
"""What the models are sure of, with 0.8; they do not know at ?, and see nothing at x."""

ISSUES = """
    .....
    ..44.
    1....
"""
OUTPUTS = "wgb"


def probabilities(seen: str, outputs: str = OUTPUTS) -> np.ndarray:
    """float32 (outputs, rows, cols): 0.8 of what is seen, 0.1 of others; 0.3 of grass at ?, NaN at x."""
    drawn = draw(seen, {**{sign: ord(sign) for sign in LETTERS}, "?": ord("?"), "x": ord("x")})
    bands = [np.where(drawn == ord(output), 0.8, 0.1) for output in outputs]
    unsure = [np.where(drawn == ord("?"), 0.3 if o == "g" else 0.35, b) for o, b in zip(outputs, bands)]
    return np.where(drawn == ord("x"), np.nan, unsure).astype("float32")


class Desk:
    """Writes rasters, and runs the stage on them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.inputs = {"labels": self.labels(LABELS), "probabilities": self.probabilities(SEEN)}

    def labels(self, drawing: str, **details: Any) -> str:
        details = {"tags": BASIC6.tags(), **details}
        return write_raster(self.folder / "old.tif", draw(drawing, LETTERS, "uint8"), nodata=0, **details)

    def probabilities(self, seen: str, outputs: str = OUTPUTS, **details: Any) -> str:
        ids = json.dumps([LETTERS[output] for output in outputs])
        return self.bands(probabilities(seen, outputs), SURECOVER_CLASS_IDS=ids, **details)

    def bands(self, values: np.ndarray, scheme: ClassScheme = BASIC6, **tags: str) -> str:
        path = self.folder / "fused.tif"
        return write_raster(path, values, nodata=np.nan, tags={**scheme.tags(), **tags})

    def zones(self, **columns: tuple[int, int]) -> str:
        """Polygons over all rows between two columns of pixels."""
        path = self.folder / "zones.gpkg"
        boxes = [
            shapely.box(500_000 + 10 * left, 4_999_000, 500_000 + 10 * right, 5_000_000)
            for left, right in columns.values()
        ]
        pyogrio.raw.write(
            path, shapely.to_wkb(np.array(boxes)), [np.array(list(columns), object)], ["name"],
            geometry_type="Polygon", crs="EPSG:32633",
        )  # fmt: skip
        return str(path)

    def run(self, **settings: Any) -> tuple[dict[str, Any], dict[str, Any], np.ndarray]:
        """The numbers, the JSON and the raster."""
        names = {"issues": "issues.tif", "html": "check.html", "json": "check.json", "csv": "check.csv"}
        written = {key: str(self.folder / name) for key, name in names.items()}
        job = JOB(**{**self.inputs, **written, **settings})
        job.check()
        result = run(job, Progress())
        document = json.loads((self.folder / "check.json").read_text(encoding="utf-8"))
        return result, document, read_raster(self.folder / "issues.tif")

    def page(self) -> Reader:
        return Reader((self.folder / "check.html").read_text(encoding="utf-8"))

    def table(self) -> list[dict[str, str]]:
        with (self.folder / "check.csv").open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_a_label_is_flagged_where_the_models_are_sure_of_something_else(desk: Desk) -> None:
    """Sure is 0.8 for water and barren, 0.475 for grass: the mean over its eight labels.

    Barren fits "open land"; the pixel without a label and the one without probabilities say nothing.
    """
    _, document, issues = desk.run()
    assert shown(issues) == "\n".join(ISSUES.split())
    assert [output["threshold"] for output in document["outputs"]] == [0.8, 0.475, 0.8]
    assert (document["pixels_without_label"], document["pixels_without_probabilities"]) == (1, 1)


def test_the_confident_pixels_stand_for_all_pixels_of_their_label(desk: Desk) -> None:
    """Of 13 pixels 3 are flagged; of 8 labelled grass 7 are sure, and 3 of these are not grass."""
    result, document, _ = desk.run()
    assert result["COMPARED"] == 13
    assert result["FLAGGED"] == document["map"]["share_flagged"] == pytest.approx(3 / 13, abs=1e-6)
    assert result["WRONG"] == document["map"]["wrong"] == pytest.approx(8 / 13 * 3 / 7, abs=1e-6)
    water, grass, open_land = document["classes"]
    assert (water["wrong"], water["likely"], open_land["wrong"]) == (0, [], 0)
    assert (grass["pixels"], grass["area_ha"], grass["flagged"]) == (8, round(0.08 / 0.9996**2, 4), 3)
    assert (grass["wrong"], grass["share_flagged"]) == (pytest.approx(3 / 7, abs=1e-6), 0.375)
    assert grass["confidence"] == pytest.approx(0.475)


def test_what_a_label_likely_is_comes_with_its_share(desk: Desk) -> None:
    _, document, _ = desk.run()
    likely = document["classes"][1]["likely"]
    assert [(e["name"], e["flagged"]) for e in likely] == [("barren", 2), ("water", 1)]
    assert [e["share"] for e in likely] == pytest.approx([2 / 7, 1 / 7], abs=1e-6)


def test_the_whole_matrix_is_there_with_names(desk: Desk) -> None:
    joint = desk.run()[1]["joint"]
    assert (joint["rows"], joint["columns"]) == (
        ["water", "grass", "open land"],
        ["water", "grass", "barren"],
    )
    assert joint["counts"] == [[4, 0, 0], [1, 4, 2], [0, 0, 1]]
    assert joint["right"] == [[True, False, False], [False, True, False], [False, True, True]]
    assert np.sum(joint["shares"]) == pytest.approx(1, abs=1e-5)


def test_zones_tell_where(desk: Desk) -> None:
    _, document, _ = desk.run(zones=desk.zones(left=(0, 2), right=(2, 4)))
    told = [[zone[key] for key in ("name", "pixels", "area_ha", "flagged")] for zone in document["zones"]]
    assert told == [["left", 6, 0.06, 1], ["right", 6, 0.06, 2]]
    assert [zone["share_flagged"] for zone in document["zones"]] == pytest.approx([1 / 6, 1 / 3], abs=1e-6)
    assert "Where the old map looks wrong, by zone" in desk.page().text


def test_the_raster_is_a_class_map_of_the_scheme(desk: Desk) -> None:
    desk.run()
    told = facts(desk.folder / "issues.tif")
    assert told["nodata"] == 0
    assert ClassScheme.from_json(told["tags"]["SURECOVER_SCHEME"]) == BASIC6
    inputs = json.loads(told["tags"]["SURECOVER_INPUTS"])
    assert [Path(given["path"]).name for given in inputs] == ["old.tif", "fused.tif"]


def test_the_table_holds_the_map_the_classes_what_they_are_and_the_zones(desk: Desk) -> None:
    desk.run(zones=desk.zones(all=(0, 5)))
    told = [
        (row["level"], row["class"], row["likely"] or row["zone"], row["flagged"]) for row in desk.table()
    ]
    assert told == [
        ("old map", "", "", "3"), ("class of the old map", "water", "", "0"),
        ("class of the old map", "grass", "", "3"), ("likely class", "grass", "barren", "2"),
        ("likely class", "grass", "water", "1"), ("class of the old map", "open land", "", "0"),
        ("zone of the old map", "", "all", "3"),
    ]  # fmt: skip


def test_a_label_below_a_class_of_the_probabilities_means_that_class(desk: Desk) -> None:
    """Residential (r) and industrial (i) are buildings (B)."""
    inputs = {
        "labels": desk.labels("r r i g g g"),
        "probabilities": desk.probabilities("B B B g g B", outputs="gB"),
    }
    _, document, issues = desk.run(**inputs)
    assert shown(issues) == ".....7"
    assert [entry["name"] for entry in document["classes"]] == [
        "grass", "industrial building", "residential building",
    ]  # fmt: skip


def test_a_class_above_or_below_the_label_does_not_contradict_it(desk: Desk) -> None:
    """The models know open land (o) beside grass and barren."""
    inputs = {
        "labels": desk.labels("g g g o o w w w"),
        "probabilities": desk.probabilities("g o g g o w w o", outputs="wgo"),
    }
    assert shown(desk.run(**inputs)[2]) == ".......8"


def test_nothing_is_said_of_labels_that_the_probabilities_do_not_know(desk: Desk) -> None:
    """Nobody asked for forest, and open land may be both classes of the probabilities."""
    inputs = {
        "labels": desk.labels("g g b f f o"),
        "probabilities": desk.probabilities("g g b g b g", outputs="gb"),
    }
    result, document, issues = desk.run(**inputs)
    assert result["COMPARED"] == 3
    assert not issues.any()
    assert [(entry["name"], entry["pixels"], entry["why"]) for entry in document["not_compared"]] == [
        ("forest", 2, "is no class of the probabilities"),
        ("open land", 1, "holds every class of the probabilities"),
    ]
    assert "Not compared: forest (0.02 ha) is no class of the probabilities" in desk.page().text


def test_a_class_that_no_label_shows_is_never_found_and_that_is_told(desk: Desk) -> None:
    _, document, issues = desk.run(labels=desk.labels("g g g g g\n w w w w w\n w w w w w"))
    assert 4 not in issues
    assert document["notes"] == ["No label shows barren, so no label is found to be it instead."]


def test_labels_on_a_coarser_grid_are_brought_to_that_of_the_probabilities(desk: Desk) -> None:
    """Of the coarse labels the lower right one lies beside the probabilities."""
    path = desk.folder / "coarse.tif"
    drawn = draw("w g\n g g", LETTERS, "uint8")
    coarse = write_raster(path, drawn, nodata=0, tags=BASIC6.tags(), pixel=20)
    seen = desk.probabilities("w w b g\n w w g g\n g g g g")
    issues = desk.run(labels=coarse, probabilities=seen)[2]
    assert shown(issues) == "....\n....\n....", "barren has no label here"
    seen = desk.probabilities("w w w g\n w w g g\n g g g g")
    assert shown(desk.run(labels=coarse, probabilities=seen)[2]) == "..1.\n....\n...."


def test_labels_in_another_known_legend_are_translated(desk: Desk) -> None:
    """The tag says that they are WorldCover's."""
    worldcover = load_scheme("worldcover11")
    water, grass = (worldcover.find(name).id for name in ("permanent water bodies", "grassland"))
    labels = np.where(draw(LABELS, LETTERS) == 1, water, grass).astype("uint8")
    path = write_raster(desk.folder / "worldcover.tif", labels, nodata=0, tags=worldcover.tags())
    _, document, issues = desk.run(labels=path)
    assert [entry["name"] for entry in document["classes"]] == ["water", "grass"]
    assert issues[2, 0] == 1


def test_rasters_without_any_tag_are_understood_by_their_values_and_bands(desk: Desk) -> None:
    old = write_raster(desk.folder / "plain.tif", draw("1 1 2 2 2", dtype="uint8"), nodata=0)
    shares = np.array([[[0.9, 0.9, 0.1, 0.1, 0.9]], [[0.1, 0.1, 0.9, 0.9, 0.1]]], "float32")
    fused = write_raster(desk.folder / "shares.tif", shares, nodata=np.nan)
    assert shown(desk.run(labels=old, probabilities=fused)[2]) == "....1"
    fused = write_raster(desk.folder / "shares.tif", shares, nodata=np.nan, descriptions=["water", "grass"])
    _, document, _ = desk.run(labels=old, probabilities=fused, scheme="basic6")
    assert [entry["name"] for entry in document["classes"]] == ["water", "grass"]


def test_the_blocks_have_no_influence(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    random = np.random.default_rng(3)
    old = random.choice([0, 1, 2, 4, 8], (70, 90)).astype("uint8")
    shares = random.dirichlet(np.ones(3), old.shape).transpose(2, 0, 1).astype("float32")
    shares[:, random.random(old.shape) < 0.1] = np.nan
    inputs = {
        "labels": write_raster(desk.folder / "noise.tif", old, nodata=0, tags=BASIC6.tags()),
        "probabilities": desk.bands(shares, SURECOVER_CLASS_IDS="[1, 2, 4]"),
        "zones": desk.zones(left=(0, 40), right=(40, 90)),
    }
    _, whole, issues = desk.run(**inputs)
    monkeypatch.setattr(checklabels, "_NUMBERS", 3 * 17**2)
    _, cut, again = desk.run(**inputs)
    assert cut == whole
    assert (again == issues).all()
    assert issues.any()


def test_wrong_cells_of_a_coarse_map_are_found_and_their_share_is_estimated(tmp_path: Path) -> None:
    """CORINE-like cells of 100 m over a generated scene; models that are right on 85 % of the pixels."""
    folder = tmp_path / "scene"
    demodata.run(demodata.JOB(folder=str(folder), size=160, dates=1, seed=5), Progress())
    external, old = str(folder / "external_map.tif"), str(tmp_path / "harmonised.tif")
    truth = read_raster(folder / "truth.tif").astype(int)
    job = harmonise.JOB(input=external, grid=str(folder / "truth.tif"), output=old, scheme="basic6")
    harmonise.run(job, Progress())
    random = np.random.default_rng(0)
    answer = np.where(random.random(truth.shape) < 0.15, random.integers(1, 7, truth.shape), truth)
    logits = 4.0 * (np.arange(1, 7)[:, None, None] == answer) + random.normal(0, 1, (6, *truth.shape))
    shares = np.exp(logits) / np.exp(logits).sum(axis=0)
    desk = Desk(tmp_path)
    path = tmp_path / "simulated.tif"
    tags = {**BASIC6.tags(), "SURECOVER_CLASS_IDS": "[1, 2, 3, 4, 5, 6]"}
    with_grid = {"origin": origin_of(folder / "truth.tif"), "crs": "EPSG:32633"}
    write_raster(path, shares.astype("float32"), nodata=np.nan, tags=tags, **with_grid)
    result, _, issues = desk.run(labels=old, probabilities=str(path))
    labels = read_raster(old).astype(int)
    fits = (labels == truth) | (labels == 7) & (truth >= 5) | (labels == 8) & np.isin(truth, (2, 4))
    wrong = (labels > 0) & ~fits
    assert 0.1 < wrong.mean() < 0.4
    assert result["WRONG"] == pytest.approx(wrong[labels > 0].mean(), abs=0.06)
    assert wrong[issues > 0].mean() > 0.75
    assert (issues > 0)[wrong].mean() > 0.85
    assert (issues == truth)[(issues > 0) & wrong].mean() > 0.88


def origin_of(path: Path) -> tuple[float, float]:
    with rasterio.open(path) as file:
        return file.transform.c, file.transform.f


def test_the_page_stands_alone_and_shows_the_numbers(desk: Desk) -> None:
    desk.run()
    page = desk.page()
    for tag, attributes in page.elements:
        assert tag not in {"script", "link", "iframe"}
        assert (attributes.get("src") or "data:image/png").startswith("data:image/png")
    for figure in ("26.4 %", "23.1 %", "0.13 ha", "grass", "barren 28.6 %", "Where the old map looks wrong"):
        assert figure in page.text, figure
    assert [tag for tag, _ in page.elements].count("img") == 2


def test_names_from_files_stay_text(desk: Desk) -> None:
    scheme = ClassScheme("x", "x", (LandClass(1, NASTY, (1, 2, 3)), LandClass(2, "=1+1", (9, 9, 9))))
    old = write_raster(desk.folder / "x.tif", draw("1 1 2 2 2", dtype="uint8"), nodata=0, tags=scheme.tags())
    shares = np.array([[[0.9, 0.9, 0.1, 0.1, 0.9]], [[0.1, 0.1, 0.9, 0.9, 0.1]]], "float32")
    desk.run(labels=old, probabilities=desk.bands(shares, scheme, SURECOVER_CLASS_IDS="[1, 2]"))
    assert "script" not in {tag for tag, _ in desk.page().elements}
    assert "'=1+1" in {row["class"] for row in desk.table()}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"labels": ""}, r"Labels \(LABELS\) is not set"),
        ({"scheme": "basic7"}, r"Class scheme \(SCHEME\) is neither"),
        ({"labels": "image"}, r"Labels \(LABELS\) has 3 band\(s\) of float32"),
        ({"labels": "nines"}, r"Labels \(LABELS\) holds the value 9, which is no class"),
        ({"labels": "far"}, r"Labels \(LABELS\) does not overlap"),
        ({"labels": "forest"}, r"\(LABELS\) shows no class .* these tell apart water, grass, barren"),
        ({"labels": "empty"}, r"\(LABELS\) shows no class that can be compared"),
        ({"probabilities": "percents"}, r"Probabilities \(PROBABILITIES\) holds the value 80"),
        ({"probabilities": "bands"}, r"has 3 bands for the classes \[1, 2\]"),
        ({"zone_field": "nmae", "zones": "zones"}, r"\(ZONE_FIELD\) is 'nmae'"),
    ],
)  # fmt: skip
def test_what_cannot_work_is_refused_and_nothing_is_written(
    desk: Desk, change: dict[str, str], said: str
) -> None:
    folder = desk.folder
    ones = np.ones((3, 5), "uint8")
    shares = probabilities(SEEN)
    made = {
        "image": write_raster(folder / "image.tif", shares),
        "nines": write_raster(folder / "nines.tif", 9 * ones, tags=BASIC6.tags()),
        "far": write_raster(folder / "far.tif", ones, tags=BASIC6.tags(), origin=(0, 0)),
        "forest": write_raster(folder / "forest.tif", 3 * ones, tags=BASIC6.tags()),
        "empty": write_raster(folder / "empty.tif", 0 * ones, nodata=0, tags=BASIC6.tags()),
        "zones": desk.zones(all=(0, 5)),
    }
    for name, values, ids in (("percents", 100 * shares, "[1, 2, 4]"), ("bands", shares, "[1, 2]")):
        tags = {**BASIC6.tags(), "SURECOVER_CLASS_IDS": ids}
        made[name] = write_raster(folder / f"{name}.tif", values, nodata=np.nan, tags=tags)
    with pytest.raises(SureCoverError, match=said):
        desk.run(**{key: made.get(value, value) for key, value in change.items()})
    assert not list(folder.glob("check.*")) + list(folder.glob("issues*"))


def test_cancelling_leaves_nothing(desk: Desk) -> None:
    job = JOB(**desk.inputs, issues=str(desk.folder / "issues.tif"))
    with pytest.raises(Cancelled):
        run(job, Progress(cancelled=lambda: True))
    assert not list(desk.folder.glob("issues*"))
