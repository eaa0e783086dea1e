"""The list of regions to review as a file: what each one tells, and that together they are the doubt."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pyogrio
import pytest
import rasterio.features
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from surecover.core.errors import Cancelled, SureCoverError
from surecover.core.progress import Progress
from surecover.core.scheme import load_scheme
from surecover.core.stages import applyreview, reviewregions
from surecover.core.stages.reviewregions import JOB, run
from tests.drawings import draw
from tests.files import write_raster
from tests.shapes import write_layer

TAGS = load_scheme("basic6").tags()
UTM = 0.9996**2
"""How much larger the projection shows land."""

MAP = draw(
    """
    1 1 2 2 2 2 2 2
    1 3 3 2 2 2 2 .
    1 3 3 2 2 4 4 2
    1 1 2 2 2 4 4 2
    """,
    dtype="uint8",
)
RELIABILITY = draw(
    """
    1 1 1 1 1 1 1 1
    1 2 3 1 1 1 1 .
    1 2 2 1 1 3 3 1
    1 1 1 1 1 3 3 1
    """,
    dtype="uint8",
)
EVIDENCE = draw(
    """
    1 1 1 1 1 1 1 1
    1 3 4 1 1 1 1 5
    1 3 3 1 1 5 5 1
    1 1 1 1 1 5 8 1
    """,
    dtype="uint8",
)


@pytest.fixture
def sources(tmp_path: Path) -> dict[str, str]:
    confidence = np.where(MAP == 3, 0.75, np.where(MAP == 4, 0.5, np.where(MAP > 0, 0.9, -1)))
    before = np.where(MAP == 4, 5, MAP).astype("uint8")
    return {
        "map": write_raster(tmp_path / "map.tif", MAP, nodata=0, tags=TAGS),
        "reliability": write_raster(tmp_path / "reliability.tif", RELIABILITY, nodata=0),
        "evidence": write_raster(tmp_path / "evidence.tif", EVIDENCE, nodata=0),
        "confidence": write_raster(tmp_path / "confidence.tif", confidence.astype("float32"), nodata=-1),
        "before": write_raster(tmp_path / "before.tif", before, nodata=0),
    }


def listed(path: Path, **settings_: Any) -> tuple[dict[str, Any], list[dict[str, Any]], np.ndarray]:
    """What the stage returns, the attributes of each region in order, and the outlines."""
    job = JOB(**{"regions": str(path), "min_pixels": 1, **settings_})
    job.check()
    results = run(job, Progress())
    meta, _, outlines, columns = pyogrio.raw.read(path)
    names = meta["fields"].tolist()
    rows = [dict(zip(names, row, strict=True)) for row in zip(*(c.tolist() for c in columns), strict=True)]
    return results, rows, shapely.from_wkb(outlines)


def test_each_region_tells_where_to_look_and_why(sources: dict[str, str], tmp_path: Path) -> None:
    valley = write_layer(tmp_path / "zones.gpkg", [shapely.box(500_000, 4_999_900, 500_040, 5_000_000)],
                         {"name": ["valley"]})  # fmt: skip
    results, rows, outlines = listed(tmp_path / "regions.gpkg", **sources, zones=valley)
    assert results == {
        "REGIONS": str(tmp_path / "regions.gpkg"), "COUNT": 2, "LEFT_OUT": 0, "PIXELS": 9, "DOUBTFUL": 9,
    }  # fmt: skip
    first, second = rows
    assert [row["rank"] for row in rows] == [1, 2]
    assert first == pytest.approx({
        "rank": 1, "region": 16, "score": 0.03 / UTM, "pixels": 5, "area_ha": 0.05 / UTM, "doubt": 0.6,
        "confidence": 0.5, "class_id": 4, "class_name": "barren", "before_id": 5,
        "before_name": "industrial building", "medium": 0, "low": 0.8, "not_assessed": 0.2, "evidence": 5,
        "reason": "rejected and reassigned", "zone": None, "x": 500_065, "y": 4_999_975,
        "xmin": 500_050, "ymin": 4_999_960, "xmax": 500_080, "ymax": 4_999_990,
    }, abs=1e-6)  # fmt: skip
    assert second["score"] == pytest.approx(0.04 * 0.25 / UTM, rel=1e-4)
    assert (second["class_name"], second["zone"], second["medium"]) == ("forest", "valley", 0.75)
    assert (second["reason"], second["confidence"]) == ("accepted, spectral match nearby", 0.75)
    assert [outline.area for outline in outlines] == [500, 400]
    assert pyogrio.read_info(tmp_path / "regions.gpkg")["crs"] == "EPSG:32633"
    assert pyogrio.list_layers(tmp_path / "regions.gpkg")[:, 0].tolist() == ["regions", "layer_styles"]


def test_only_map_and_reliability_are_needed(sources: dict[str, str], tmp_path: Path) -> None:
    few = {name: sources[name] for name in ("map", "reliability")}
    results, rows, _ = listed(tmp_path / "regions.gpkg", **few)
    assert results["DOUBTFUL"] == 8, "the pixel without a class is known by its evidence only"
    assert [row["doubt"] for row in rows] == pytest.approx([0.4, (3 * 0.3 + 0.4) / 4], abs=1e-4)
    assert [row["confidence"] for row in rows] == pytest.approx([np.nan, np.nan], nan_ok=True)
    assert {row["reason"] for row in rows} == {row["zone"] for row in rows} == {None}


def test_small_spots_and_low_ranks_are_left_out_and_counted(sources: dict[str, str], tmp_path: Path) -> None:
    results, rows, _ = listed(tmp_path / "large.gpkg", **sources, min_pixels=5)
    assert [row["pixels"] for row in rows] == [5]
    assert (results["COUNT"], results["LEFT_OUT"], results["PIXELS"], results["DOUBTFUL"]) == (1, 0, 5, 9)
    results, rows, _ = listed(tmp_path / "best.gpkg", **sources, limit=1)
    assert [row["rank"] for row in rows] == [1]
    assert (results["COUNT"], results["LEFT_OUT"]) == (1, 1)


def test_areas_are_those_on_the_ground_also_in_degrees(tmp_path: Path) -> None:
    place = {"origin": (14.0, 46.0), "pixel": 1e-4, "crs": "EPSG:4326", "nodata": 0}
    codes = np.full((10, 10), 3, "uint8")
    _, rows, _ = listed(
        tmp_path / "regions.gpkg",
        map=write_raster(tmp_path / "map.tif", codes, tags=TAGS, **place),
        reliability=write_raster(tmp_path / "reliability.tif", codes, **place),
    )
    # 1e-4 degrees near 46 N: 7.747 m by 11.115 m
    assert rows[0]["area_ha"] == pytest.approx(100 * 7.747 * 11.115 / 1e4, rel=1e-3)
    assert rows[0]["score"] == pytest.approx(0.4 * rows[0]["area_ha"], rel=1e-4)


def test_without_a_crs_the_score_counts_pixels(tmp_path: Path) -> None:
    codes = np.full((10, 10), 3, "uint8")
    _, rows, _ = listed(
        tmp_path / "regions.gpkg",
        map=write_raster(tmp_path / "map.tif", codes, tags=TAGS, crs=None),
        reliability=write_raster(tmp_path / "reliability.tif", codes, crs=None),
    )
    assert np.isnan(rows[0]["area_ha"])
    assert rows[0]["score"] == pytest.approx(40, rel=1e-4)


def test_a_map_without_doubt_gives_an_empty_layer(tmp_path: Path) -> None:
    ones = np.ones((4, 4), "uint8")
    results, rows, _ = listed(
        tmp_path / "regions.gpkg",
        map=write_raster(tmp_path / "map.tif", ones, tags=TAGS),
        reliability=write_raster(tmp_path / "reliability.tif", ones),
    )
    assert (results["COUNT"], rows) == (0, [])
    assert "rank" in pyogrio.read_info(tmp_path / "regions.gpkg")["fields"]


def test_what_was_reviewed_leaves_the_list_and_the_others_keep_their_number(
    sources: dict[str, str], tmp_path: Path
) -> None:
    path = tmp_path / "regions.gpkg"
    _, (_, second), outlines = listed(path, **sources)
    edits = write_layer(tmp_path / "edits.gpkg", outlines[:1], {"to_class": [2]}, layer="edits")
    maps = {name: sources[name] for name in ("map", "reliability", "evidence")}
    after = {name: str(tmp_path / f"{name}_out.tif") for name in maps}
    targets = {f"{name}_out": place for name, place in after.items()}
    applyreview.run(applyreview.JOB(**maps, edits=edits, **targets), Progress())
    _, rows, _ = listed(path, **{**sources, **after})
    assert rows == [{**second, "rank": 1}]


def test_a_code_that_does_not_exist_is_refused_and_leaves_no_file(
    sources: dict[str, str], tmp_path: Path
) -> None:
    wrong = write_raster(tmp_path / "wrong.tif", np.full(MAP.shape, 7, "uint8"))
    before = sorted(tmp_path.iterdir())
    with pytest.raises(SureCoverError, match=r"^Reliability \(RELIABILITY\) holds the value 7; allowed are"):
        listed(tmp_path / "regions.gpkg", **{**sources, "reliability": wrong})
    assert sorted(tmp_path.iterdir()) == before


def test_another_ending_is_refused(sources: dict[str, str], tmp_path: Path) -> None:
    with pytest.raises(SureCoverError, match=r"is regions\.shp; allowed are GeoPackages: end .* \.gpkg\.$"):
        JOB(**sources, regions=str(tmp_path / "regions.shp")).check()


def test_cancelling_leaves_no_file(sources: dict[str, str], tmp_path: Path) -> None:
    before = sorted(tmp_path.iterdir())
    with pytest.raises(Cancelled):
        run(JOB(**sources, regions=str(tmp_path / "regions.gpkg")), Progress(cancelled=lambda: True))
    assert sorted(tmp_path.iterdir()) == before


@settings(deadline=None, max_examples=25, derandomize=True)
@given(
    seed=st.integers(0, 2**32 - 1),
    shape=st.tuples(st.integers(1, 60), st.integers(1, 60)),
    share=st.floats(0, 0.9),
    min_pixels=st.integers(1, 5),
)
def test_the_outlines_cover_the_doubtful_pixels_and_do_not_depend_on_blocks(
    seed: int, shape: tuple[int, int], share: float, min_pixels: int,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:  # fmt: skip
    folder, chance = tmp_path_factory.mktemp("regions"), np.random.default_rng(seed)
    codes = np.where(chance.random(shape) < share, chance.integers(2, 4, shape), 1).astype("uint8")
    classes = chance.integers(1, 7, shape).astype("uint8")
    given_ = {
        "map": write_raster(folder / "map.tif", classes, tags=TAGS),
        "reliability": write_raster(folder / "reliability.tif", codes),
        "min_pixels": min_pixels, "max_side": 16,
    }  # fmt: skip
    results, rows, outlines = listed(folder / "whole.gpkg", **given_)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reviewregions, "_SIDE", int(chance.integers(7, 40)))
        _, by_blocks, same = listed(folder / "blocks.gpkg", **given_)
    assert repr(by_blocks) == repr(rows)
    assert shapely.equals_exact(outlines, same).all()
    with rasterio.open(given_["map"]) as file:
        burnt = np.zeros(shape, "int32")
        for rank, outline in enumerate(outlines, start=1):
            alone = rasterio.features.rasterize([(outline, rank)], shape, transform=file.transform)
            assert not (burnt[alone > 0] > 0).any(), "no pixel twice"
            burnt += alone
    pixels = np.bincount(burnt.ravel(), minlength=len(rows) + 1)[1:]
    assert pixels.tolist() == [row["pixels"] for row in rows]
    assert set(np.unique(codes[burnt > 0])) <= {2, 3}
    assert results["PIXELS"] == (burnt > 0).sum()
    if min_pixels == 1:
        assert ((burnt > 0) == (codes > 1)).all()
