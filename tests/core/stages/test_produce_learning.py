"""Produce without a model: what it maps was learned from the old map, elsewhere."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from surecover.core.errors import SureCoverError
from surecover.core.model.cardfile import read_card
from surecover.core.progress import Progress
from surecover.core.stages.produce import ProduceJob, run
from tests.core.stages.crossfitted import DATES, cells, land, seen, write_cells
from tests.core.stages.training import write_date
from tests.files import facts, read_raster, real_data, write_raster

pytestmark = pytest.mark.usefixtures("one_thread", "small_networks_here")

Produce = Callable[..., dict[str, Any]]


@pytest.fixture
def produce(tmp_path: Path) -> Produce:
    """Two dates whose images show another class than the old map in one cell of four; k-means learns."""
    source = tmp_path / "in"
    source.mkdir()
    images = tuple(write_date(source, date, land(), seed) for seed, date in enumerate(DATES))
    plain = {
        "images": images, "external": write_cells(source / "old.tif", cells()), "network": "kmeans",
        "folds": 2, "k": 12, "folder": str(tmp_path / "out"),
    }  # fmt: skip

    def go(**settings: Any) -> dict[str, Any]:
        said: list[str] = []
        job = ProduceJob(**{**plain, **settings})
        job.check()
        told = Progress(lambda kind, value: said.append(str(value)) if kind != "progress" else None)
        results = run(job, told)
        return {**results, "said": said, "out": Path(job.folder)}

    return go


def test_the_map_is_right_where_the_old_map_is_not(produce: Produce) -> None:
    done = produce()
    found, codes = read_raster(done["MAP"]), read_raster(done["RELIABILITY"])
    truth, old = land(), seen(cells())
    assert (old == truth).mean() < 0.8
    assert (found == truth).mean() > 0.95
    assert (found == truth)[codes == 1].mean() > 0.99
    assert (done["N1"], done["N2"], done["N3"]) == tuple((codes == code).sum() for code in (1, 2, 3))


def test_the_folder_also_holds_the_model_and_what_looks_wrong_in_the_old_map(produce: Produce) -> None:
    done = produce(keep=True)
    names = {path.name for path in done["out"].iterdir()}
    assert {"model", "map.tif", "report.html", "intermediate"} <= names
    made = {path.name for path in (done["out"] / "intermediate").glob("*.tif")}
    assert {f"{what}_{date}.tif" for what in ("map", "probabilities") for date in DATES} <= made
    (issues,) = [name for name in names if "issues" in name and name.endswith(".tif")]
    flagged = read_raster(done["out"] / issues) > 0
    wrong = seen(cells()) != land()
    assert wrong[flagged].mean() > 0.95
    assert flagged[wrong].mean() > 0.5
    assert "<h2>The old map</h2>" in (done["out"] / "report.html").read_text(encoding="utf-8")
    assert not list(done["out"].parent.glob("*.training"))


def test_the_maps_tell_of_the_model_that_was_learned_here(produce: Produce) -> None:
    done = produce()
    (model,) = json.loads(facts(done["MAP"])["tags"]["SURECOVER_MODELS"])
    assert (model["id"], model["folds"]) == ("learned-here", 2)
    card = read_card(str(done["out"] / "model"))
    assert card.title == "Learned from old.tif"
    told = json.loads((done["out"] / "model" / "job.json").read_text(encoding="utf-8"))
    assert told["settings"]["external"].endswith("old.tif")


def test_a_model_that_saw_this_old_map_is_warned_of(produce: Produce, tmp_path: Path) -> None:
    model = str(produce()["out"] / "model")
    again, anew = produce(models=(model,), folder=str(tmp_path / "next")), produce()
    warned = [[line for line in done["said"] if "agreement proves little" in line] for done in (again, anew)]
    assert [len(lines) for lines in warned] == [1, 0]
    assert "tends to repeat its mistakes" in warned[0][0]


def test_period_mosaics_are_learned_from_instead_of_dates(produce: Produce) -> None:
    done = produce(periods=1, keep=True)
    made = [path.name for path in (done["out"] / "intermediate").glob("probabilities_*.tif")]
    assert made == ["probabilities_period1.tif"]
    assert (read_raster(done["MAP"]) == land()).mean() > 0.95


def test_clouds_and_extents_reach_the_learning(produce: Produce, tmp_path: Path) -> None:
    clouds = np.zeros((2, *land().shape), np.uint8)
    clouds[:, 20:30, 30:40] = 1
    masks = tuple(write_raster(tmp_path / f"clouds_{n}.tif", mask) for n, mask in enumerate(clouds))
    done = produce(masks=masks, dilation=0, extent="500080,4999360,500640,4999920")
    found = read_raster(done["MAP"])
    assert ((found == 0) == (clouds[0] > 0)[8:, 8:]).all()
    assert (found == land()[8:, 8:])[found > 0].mean() > 0.95


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"ignore": "tundra"}, r"\(IGNORE\).*'tundra'"),
        ({"classes": "tundra"}, r"'tundra' is not in the class scheme"),
        ({"network": "forest"}, r"^Network to learn with \(NETWORK\) is 'forest'"),
    ],
)
def test_what_cannot_be_learned_is_refused_by_this_stages_names(
    produce: Produce, tmp_path: Path, settings: dict[str, Any], words: str
) -> None:
    with pytest.raises(SureCoverError, match=words):
        produce(**settings)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in"]


def test_an_old_map_of_one_class_is_refused_as_the_external_map(produce: Produce, tmp_path: Path) -> None:
    ids = np.full_like(cells(), 2)
    with pytest.raises(SureCoverError, match=r"\(EXTERNAL\) give fewer than two classes to learn"):
        produce(external=write_cells(tmp_path / "in" / "one.tif", ids))


def test_an_old_map_of_related_classes_cannot_be_checked_but_be_learned_from(
    produce: Produce, tmp_path: Path
) -> None:
    """Grass is open land, so that neither contradicts the other."""
    related = np.array([0, 2, 8, 8])[cells()]
    done = produce(external=write_cells(tmp_path / "in" / "related.tif", related))
    (warning,) = [line for line in done["said"] if line.startswith("What looks wrong in the external map is")]
    assert "these tell apart grass, open land" in warning
    assert (read_raster(done["MAP"]) == np.array([0, 2, 8, 8])[land()]).mean() > 0.8


@pytest.mark.real_data
@pytest.mark.parametrize("old_map", ["majority_100m", "outdated_100m_epsg3035"])
def test_real_dates_of_slovenia_make_a_derived_old_map_better(
    produce: Produce, old_map: str, tmp_path: Path
) -> None:
    """The mechanics on real pixels, two of five dates all cloudy; the old map is derived from the truth."""
    data = real_data("slovenia_s2_l1c")
    crosswalk = tmp_path / "crosswalk.csv"
    crosswalk.write_text("from,to\n1,open land\n2,forest\n3,grass\n4,0\n8,building\n")
    dates = ("20150711", "20150731", "20150820", "20150830", "20150909")
    done = produce(
        images=tuple(str(data / f"s2_l1c_{date}.tif") for date in dates),
        masks=tuple(str(data / f"cloud_mask_{date}.tif") for date in dates),
        external=str(data / f"external_DERIVED_{old_map}.tif"), crosswalk=str(crosswalk), scheme="basic6",
        network="random_forest", folds=5, k=255, keep=True,
    )  # fmt: skip
    truth = np.array([0, 8, 3, 8, 0, 0, 0, 0, 7])[read_raster(data / "reference_lulc.tif")]
    merged = np.array([0, 1, 8, 3, 8, 7, 7, 7, 8])
    final, old = (
        merged[read_raster(path)] for path in (done["MAP"], done["out"] / "intermediate" / "external.tif")
    )
    codes, known = read_raster(done["RELIABILITY"]), (truth > 0) & (old > 0)
    assert (final == truth)[known].mean() > (old == truth)[known].mean() + 0.01
    assert (final == truth)[known & (codes == 1)].mean() > (old == truth)[known].mean() + 0.02


@pytest.mark.real_data
def test_an_older_map_of_carolina_in_classes_of_its_own(produce: Produce, tmp_path: Path) -> None:
    """The mechanics of 8-bit numbers and an own scheme; nothing tells what is right."""
    data = real_data("carolina_landsat7")
    legend = (data / "legend.csv").read_text(encoding="utf-8")
    scheme = tmp_path / "scheme.csv"
    scheme.write_text(legend.replace("value,", "id,", 1), encoding="utf-8")
    done = produce(
        images=(str(data / "landsat7_2000.tif"),), external=str(data / "external_map_older.tif"), scale=255.0,
        scheme=str(scheme), network="random_forest", k=60, extent="631000,216000,634000,219000",
    )  # fmt: skip
    final = facts(done["MAP"])
    names = [entry["name"] for entry in json.loads(final["tags"]["SURECOVER_SCHEME"])["classes"]]
    assert names == ["developed", "agriculture", "herbaceous", "shrubland", "forest", "water", "sediment"]
    assert 0.5 < done["SCORE"] < 1
    card = read_card(str(done["out"] / "model"))
    assert [band.name for band in card.bands] == ["B1", "B2", "B3", "B4", "B5", "B7"]


@pytest.mark.real_data
def test_belgium_is_small_and_its_old_map_cannot_be_checked(produce: Produce, tmp_path: Path) -> None:
    """Crops are open land, of which grass is a part: neither contradicts the other."""
    data = real_data("belgium_s2_l2a_s1")
    crosswalk = tmp_path / "crosswalk.csv"
    crosswalk.write_text("from,to\n11,open land\n13,grass\n99,0\n60,building\n")
    dates = ("20190401", "20190620", "20190705")
    done = produce(
        images=tuple(str(data / f"s2_l2a_{date}.tif") for date in dates),
        masks=tuple(str(data / f"scl_{date}.tif") for date in dates),
        external=str(data / "reference_lc.tif"), crosswalk=str(crosswalk), scheme="basic6",
        network="random_forest",
    )  # fmt: skip
    assert any("What looks wrong in the external map is not told" in line for line in done["said"])
    crops = read_raster(data / "reference_lc.tif")
    final = read_raster(done["MAP"])
    assert set(np.unique(final)) <= {0, 2, 8}
    assert ((final == 8) == (crops == 11))[np.isin(crops, (11, 13)) & (final > 0)].mean() > 0.8
