"""A reviewed map as files: classes, codes, legends, what the metadata tell, and what is told of the edits."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely

from surecover.core.codes import EVIDENCE_LEGEND, RELIABILITY_LEGEND
from surecover.core.errors import SureCoverError
from surecover.core.outputs import Outputs
from surecover.core.progress import Progress
from surecover.core.rasters import open_raster
from surecover.core.scheme import load_scheme
from surecover.core.stages.applyreview import JOB, run
from surecover.core.stages.selftest import SelftestJob
from surecover.core.trust.scores import CHECKED_TAG
from tests.drawings import draw, shown
from tests.files import write_raster
from tests.shapes import write_layer

BASIC6 = load_scheme("basic6")
MAP = draw("1 1 2 2 3 .\n1 1 2 2 3 .", dtype="uint8")
RELIABILITY = draw("1 2 3 3 1 .\n1 2 3 3 0 .", dtype="uint8")
EVIDENCE = draw("1 3 4 5 1 .\n1 3 4 5 7 .", dtype="uint8")
LEFT = shapely.box(500_000, 4_999_980, 500_030, 5_000_000)
TOP = shapely.box(500_000, 4_999_990, 500_060, 5_000_000)
FAR = shapely.box(0, 0, 10, 10)


class Reviewed:
    """The inputs, and runs of the stage on them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.told: list[tuple[str, Any]] = []
        with open_raster(write_raster(folder / "grid.tif", MAP)) as raster:
            grid = raster.grid
        with Outputs(SelftestJob(), {"checked": [1, 2], "inputs": [{"path": "s2.tif"}]}) as outputs:
            possible = [entry for entry in BASIC6.legend() if entry.value <= 3]
            self._fill(outputs.class_map(self.path("map"), grid, possible, **BASIC6.tags()), MAP)
            codes = {"reliability": RELIABILITY_LEGEND, "evidence": EVIDENCE_LEGEND}
            for (name, legend), values in zip(codes.items(), (RELIABILITY, EVIDENCE), strict=True):
                writer = outputs.raster(self.path(name), grid, dtype="uint8", nodata=0, legend=legend)
                self._fill(writer, values)
        self.sources = {name: self.path(name) for name in ("map", "reliability", "evidence")}

    @staticmethod
    def _fill(writer: Any, values: np.ndarray) -> None:
        writer.write(values, (slice(0, values.shape[0]), slice(0, values.shape[1])))

    def path(self, name: str) -> str:
        return str(self.folder / f"{name}.tif")

    def edits(self, *edits: tuple[Any, int | None], time: str = "2026-03-01T09:00:00Z") -> str:
        columns = {
            "to_class": [np.nan if new is None else new for _, new in edits],
            "reviewer": ["Ada"] * len(edits), "time": [time] * len(edits),
        }  # fmt: skip
        path = self.folder / f"edits{len(list(self.folder.iterdir()))}.gpkg"
        return write_layer(path, [geometry for geometry, _ in edits], columns, layer="edits")

    def run(self, edits: str, suffix: str = "_out", **changes: str) -> dict[str, Any]:
        targets = {f"{name}_out": self.path(name + suffix) for name in self.sources}
        job = JOB(**{**self.sources, **targets, "edits": edits, **changes})
        job.check()
        return run(job, Progress(lambda kind, value: self.told.append((kind, value))))

    def shown(self, name: str) -> str:
        with open_raster(self.path(name)) as raster:
            return shown(raster.read((slice(0, 2), slice(0, 6)))[0][0])


@pytest.fixture
def review(tmp_path: Path) -> Reviewed:
    return Reviewed(tmp_path)


def test_reviewed_pixels_get_their_class_reliability_1_and_evidence_9(review: Reviewed) -> None:
    results = review.run(review.edits((LEFT, 3), (TOP, None)))
    assert review.shown("map_out") == "11223.\n33323."
    assert review.shown("reliability_out") == "11111.\n1113.."
    assert review.shown("evidence_out") == "99999.\n99957."
    paths = {f"{name.upper()}_OUT": review.path(f"{name}_out") for name in review.sources}
    assert results == {**paths, "EDITS_USED": 2, "REVIEWED": 8, "CHANGED": 3}


def test_without_edits_everything_stays_as_it_is(review: Reviewed) -> None:
    results = review.run(review.edits((FAR, 3)))
    for name in review.sources:
        assert review.shown(f"{name}_out") == review.shown(name)
    assert (results["EDITS_USED"], results["REVIEWED"], results["CHANGED"]) == (0, 0, 0)


def test_legends_are_those_of_the_inputs_with_the_classes_that_were_given(review: Reviewed) -> None:
    review.run(review.edits((LEFT, 5)))
    legends = {}
    for name in (*review.sources, *(f"{name}_out" for name in review.sources)):
        with open_raster(review.path(name)) as raster:
            legends[name] = (raster.categories(), {v: raster.colormap()[v] for v in raster.categories()})
    names, colours = legends["map"]
    assert legends["map_out"][0] == {**names, 5: "industrial building"}
    assert legends["map_out"][1] == {**colours, 5: (*BASIC6.by_id(5).color, 255)}
    assert legends["reliability_out"] == legends["reliability"]
    assert legends["evidence_out"] == legends["evidence"]
    assert legends["evidence"][0][9] == "reviewed by a person"


def test_the_maps_tell_of_their_origin_and_of_every_review(review: Reviewed) -> None:
    review.run(review.edits((LEFT, 3), (TOP, 2)))
    first = {name: review.path(f"{name}_out") for name in review.sources}
    review.run(review.edits((TOP, 1), time="2026-03-05T10:00:00Z"), suffix="_again", **first)
    with open_raster(review.path("map_again")) as raster:
        tags = raster.tags
    reviews = json.loads(tags["SURECOVER_REVIEWS"])
    assert [(r["edits"], r["reviewers"], r["first"][:10]) for r in reviews] == [
        (2, ["Ada"], "2026-03-01"), (1, ["Ada"], "2026-03-05"),
    ]  # fmt: skip
    assert tags["SURECOVER_STAGE"] == "applyreview"
    assert json.loads(tags["SURECOVER_PARAMETERS"])["map"] == first["map"]
    assert json.loads(tags["SURECOVER_INPUTS"]) == [{"path": "s2.tif"}]
    assert tags["SURECOVER_SCHEME"] == BASIC6.to_json()
    with open_raster(review.path("reliability_again")) as raster:
        assert json.loads(raster.tags[CHECKED_TAG]) == [1, 2]


def test_edits_that_do_nothing_are_told(review: Reviewed) -> None:
    tiny = shapely.box(500_001, 4_999_991, 500_002, 4_999_992)
    review.run(review.edits((FAR, 3), (FAR, 3), (tiny, 3), (TOP, None)))
    warnings = [value for kind, value in review.told if kind == "warning"]
    assert warnings == [
        "Edits that lie outside the map and were left out: 2.",
        "Edits that touch no pixel of the class that they speak of: 1.",
    ]


def test_only_what_is_asked_for_is_written(review: Reviewed) -> None:
    before = set(review.folder.iterdir())
    edits = review.edits((TOP, 3))
    results = review.run(edits, map_out="", evidence_out="")
    assert set(results) == {"RELIABILITY_OUT", "EDITS_USED", "REVIEWED", "CHANGED"}
    written = {path.name for path in set(review.folder.iterdir()) - before}
    assert written == {
        Path(edits).name, "reliability_out.tif", "reliability_out.tif.aux.xml", "reliability_out.qml",
        "reliability_out.sld", "reliability_out.qmd", "reliability_out.stac.json",
    }  # fmt: skip


def test_codes_on_another_grid_are_resampled(review: Reviewed) -> None:
    fine = write_raster(
        review.folder / "fine.tif", RELIABILITY.repeat(2, axis=0).repeat(2, axis=1), nodata=0, pixel=5
    )
    review.run(review.edits((FAR, 3)), reliability=fine)
    assert review.shown("reliability_out") == review.shown("reliability")
    assert ("log", "Reliability (RELIABILITY) is resampled to the grid of the class map.") in review.told


def test_a_map_that_tells_no_scheme_may_get_any_class_of_the_one_that_is_named(review: Reviewed) -> None:
    plain = write_raster(review.folder / "plain.tif", MAP, nodata=0)
    edits = review.edits((TOP, 6))
    with pytest.raises(SureCoverError, match=r"to_class 6, which is no class .* allowed are 1, 2, 3: "):
        review.run(edits, map=plain)
    review.run(edits, map=plain, scheme="basic6")
    assert review.shown("map_out") == "666666\n11223."


def test_the_legend_lists_all_classes_of_a_scheme_that_is_named(review: Reviewed) -> None:
    review.run(review.edits((TOP, None)), scheme="basic6")
    with open_raster(review.path("map_out")) as raster:
        assert set(raster.categories()) == set(BASIC6.ids)


@pytest.mark.parametrize("told", ["nonsense", "7", "null"])
def test_earlier_reviews_that_cannot_be_read_are_left_out(review: Reviewed, told: str) -> None:
    tags = {**BASIC6.tags(), "SURECOVER_REVIEWS": told}
    review.run(
        review.edits((TOP, None)), map=write_raster(review.folder / "odd.tif", MAP, nodata=0, tags=tags)
    )
    with open_raster(review.path("map_out")) as raster:
        (only,) = json.loads(raster.tags["SURECOVER_REVIEWS"])
    assert only["edits"] == 1


def test_a_refused_edit_leaves_no_file(review: Reviewed) -> None:
    edits = review.edits((TOP, 77))
    before = sorted(review.folder.iterdir())
    with pytest.raises(SureCoverError, match=r"^Edits \(EDITS\) holds an edit with to_class 77"):
        review.run(edits)
    assert sorted(review.folder.iterdir()) == before
