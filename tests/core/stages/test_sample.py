"""Points to label, as a file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio
import pytest
import shapely

from surecover.core.errors import Cancelled, SureCoverError
from surecover.core.progress import Progress
from surecover.core.scheme import load_scheme
from surecover.core.stages.sample import JOB, run
from tests.files import write_raster

BASIC6 = load_scheme("basic6")
CLASSES = np.random.default_rng(1).choice([0, 1, 3, 6], (60, 80), p=[0.1, 0.2, 0.6, 0.1]).astype("uint8")
CODES = np.random.default_rng(2).choice([1, 2, 3], CLASSES.shape, p=[0.7, 0.2, 0.1]).astype("uint8")


class Sampled:
    """The inputs, and runs of the stage on them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.map = write_raster(folder / "map.tif", CLASSES, nodata=0, tags=BASIC6.tags())
        self.reliability = write_raster(folder / "reliability.tif", CODES, nodata=0)

    def run(self, **settings: Any) -> dict[str, Any]:
        target = str(self.folder / "points.gpkg")
        job = JOB(**{"map": self.map, "reliability": self.reliability, "points": target, **settings})
        job.check()
        return run(job, Progress())

    def read(self, layer: str) -> tuple[dict[str, np.ndarray], np.ndarray]:
        """Columns and coordinates."""
        path = self.folder / "points.gpkg"
        meta, _, wkb, columns = pyogrio.raw.read(path, layer=layer, read_geometry=layer == "points")
        places = shapely.get_coordinates(shapely.from_wkb(wkb)) if wkb is not None else np.zeros((0, 2))
        return dict(zip(meta["fields"], columns, strict=True)), places


@pytest.fixture
def sampled(tmp_path: Path) -> Sampled:
    return Sampled(tmp_path)


def test_points_lie_in_the_middle_of_pixels_of_their_stratum(sampled: Sampled) -> None:
    result = sampled.run(size=200, minimum=5)
    points, places = sampled.read("points")
    rows, cols = (5_000_000 - places[:, 1]) / 10 - 0.5, (places[:, 0] - 500_000) / 10 - 0.5
    assert result["COUNT"] == len(places) == 200
    assert (rows == np.rint(rows)).all()
    pixels = rows.astype(int), cols.astype(int)
    assert (points["map_class"] == CLASSES[pixels]).all()
    assert (points["reliability"] == CODES[pixels]).all()
    assert len(set(zip(*(place.tolist() for place in pixels), strict=True))) == 200


def test_strata_are_the_classes_by_reliability_code_with_their_sizes(sampled: Sampled) -> None:
    sampled.run(size=200, minimum=5)
    strata, _ = sampled.read("strata")
    points, _ = sampled.read("points")
    expected = [
        (class_id, code, int(((class_id == CLASSES) & (code == CODES)).sum()))
        for class_id in (1, 3, 6)
        for code in (1, 2, 3)
    ]
    found = zip(*(strata[name].tolist() for name in ("class_id", "reliability", "pixels")), strict=True)
    assert list(found) == expected
    assert strata["area_ha"].tolist() == pytest.approx(
        [pixels / 100 / 0.9996**2 for _, _, pixels in expected]
    )
    drawn = [(points["stratum"] == number).sum() for number in strata["stratum"]]
    assert drawn == strata["points"].tolist()
    assert min(drawn) >= 5
    assert strata["probability"] == pytest.approx(strata["points"] / strata["pixels"])
    assert points["weight"].sum() == pytest.approx((CLASSES > 0).sum())
    assert (points["stratum_px"] == strata["pixels"][points["stratum"] - 1]).all()


def test_the_numbers_of_points_tell_nothing_of_their_stratum(sampled: Sampled) -> None:
    """Any first half of the numbers holds about half of each stratum's points."""
    sampled.run(size=300, allocation="equal")
    points, _ = sampled.read("points")
    assert points["id"].tolist() == list(range(1, 301))
    first = np.bincount(points["stratum"][:150], minlength=10)[1:]
    assert (first > 6).all()
    assert (first < 29).all()


def test_a_standard_error_gives_the_number_of_points(sampled: Sampled) -> None:
    result = sampled.run(target_se=0.03, minimum=0, allocation="neyman")
    assert result["EXPECTED_SE"] == pytest.approx(0.03, rel=0.03)
    assert sampled.run(target_se=0.015, minimum=0)["COUNT"] > 2.5 * result["COUNT"]


def test_a_standard_error_of_every_class_gives_the_rare_ones_enough_points(sampled: Sampled) -> None:
    few = sampled.run(size=50, minimum=2)
    assert max(sampled.read("strata")[0]["class_expected_se"]) > 0.06
    more = sampled.run(size=50, minimum=2, class_se=0.04)
    strata, _ = sampled.read("strata")
    assert max(strata["class_expected_se"]) <= 0.04
    assert more["COUNT"] > few["COUNT"]
    assert more["EXPECTED_SE"] < few["EXPECTED_SE"]


def test_what_to_expect_is_told_by_stratum_by_class_and_in_the_log(sampled: Sampled) -> None:
    told: list[str] = []
    sampled.run(size=200, minimum=5)
    job = JOB(
        map=sampled.map,
        reliability=sampled.reliability,
        size=200,
        minimum=5,
        points=str(sampled.folder / "q.gpkg"),
    )
    result = run(job, Progress(lambda kind, value: told.append(str(value)) if kind == "log" else None))
    strata, _ = sampled.read("strata")
    assert strata["expected_accuracy"].tolist() == [0.95, 0.8, 0.6] * 3
    first = np.sqrt(0.95 * 0.05 * (1 / strata["points"][0] - 1 / strata["pixels"][0]))
    assert strata["expected_se"][0] == pytest.approx(first)
    assert f"Standard error of overall accuracy to expect: {result['EXPECTED_SE']:.4f}" in told
    assert (
        f"Standard error of the user's accuracy of water to expect: {strata['class_expected_se'][0]:.3f}"
        in told
    )


def test_without_reliability_the_strata_are_the_classes(sampled: Sampled) -> None:
    sampled.run(reliability="", size=90, allocation="equal")
    strata, _ = sampled.read("strata")
    assert strata["class"].tolist() == ["water", "forest", "residential building"]
    assert strata["points"].tolist() == [30, 30, 30]


def test_the_same_seed_draws_the_same_points(sampled: Sampled) -> None:
    places = []
    for seed in (1, 1, 2):
        sampled.run(seed=seed, size=50, minimum=2)
        places.append(sampled.read("points")[1].tolist())
    assert places[0] == places[1] != places[2]


def test_the_form_offers_the_classes_and_hides_what_the_map_says(sampled: Sampled) -> None:
    styles = []
    for blind in (True, False):
        sampled.run(size=20, minimum=1, blind=blind)
        table, _ = sampled.read("layer_styles")
        assert (table["f_table_name"].tolist(), table["useAsDefault"].tolist()) == (["points"], [True])
        styles.append(table["styleQML"][0])
    assert all('<Option name="forest" value="3" type="QString"/>' in style for style in styles)
    assert 'building" value="7"' not in styles[0], "parents are no choice"
    hidden = '<field name="map_class"><editWidget type="Hidden">'
    assert [hidden in style for style in styles] == [True, False]


def test_the_file_tells_how_it_was_made(sampled: Sampled) -> None:
    sampled.run(size=20, minimum=1)
    tags = pyogrio.read_info(sampled.folder / "points.gpkg", layer="points")["dataset_metadata"]
    assert tags["SURECOVER_STAGE"] == "sample"
    assert json.loads(tags["SURECOVER_PARAMETERS"])["size"] == 20


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ({"accuracies": "0.9"}, "four numbers from 0 to 1"),
        ({"allocation": "random"}, "allowed: equal, proportional, root, neyman"),
        ({"points": "points.shp"}, "end the name with .gpkg"),
        ({"accuracies": "0.9,nan,0.8,0.6"}, "four numbers from 0 to 1"),
        ({"size": 0}, r"\(SIZE\) is 0; allowed: 1 to 1000000"),
        ({"target_se": float("nan")}, r"\(TARGET_SE\) is nan; allowed: 0 to 0.5"),
        ({"class_se": -0.1}, r"\(CLASS_SE\) is -0.1; allowed: 0 to 0.5"),
    ],
)
def test_refusals_say_what_is_allowed(sampled: Sampled, settings: dict[str, Any], sentence: str) -> None:
    if "points" in settings:
        settings = {"points": str(sampled.folder / settings["points"])}
    with pytest.raises(SureCoverError, match=sentence):
        sampled.run(**settings)


def test_errors_that_need_too_many_points_are_refused(
    sampled: Sampled, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("surecover.core.stages.sample.MAX_POINTS", 1000)
    for name in ("target_se", "class_se"):
        with pytest.raises(SureCoverError, match=rf"\({name.upper()}\) would need more than 1,000 points"):
            sampled.run(**{name: 0.001})
    with pytest.raises(SureCoverError, match=r"\(MINIMUM\) would need more than 1,000 points"):
        sampled.run(minimum=300)


def test_a_map_without_classes_is_refused(sampled: Sampled) -> None:
    empty = write_raster(sampled.folder / "empty.tif", np.zeros_like(CLASSES), nodata=0, tags=BASIC6.tags())
    with pytest.raises(SureCoverError, match="holds no pixel with a class"):
        sampled.run(map=empty)


def test_codes_that_are_none_are_refused(sampled: Sampled) -> None:
    wrong = write_raster(sampled.folder / "wrong.tif", np.full_like(CLASSES, 7), nodata=0)
    with pytest.raises(SureCoverError, match=r"\(RELIABILITY\) holds the value 7"):
        sampled.run(reliability=wrong)


def test_cancelling_leaves_nothing(sampled: Sampled) -> None:
    job = JOB(map=sampled.map, points=str(sampled.folder / "points.gpkg"))
    with pytest.raises(Cancelled):
        run(job, Progress(cancelled=lambda: True))
    assert sorted(path.name for path in sampled.folder.iterdir()) == ["map.tif", "reliability.tif"]
