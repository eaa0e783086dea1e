"""Assessments by polygons: what is counted, by which design, and how sure it is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely

from surecover.core.errors import SureCoverError
from tests.core.stages.assessing import SCHEME, Assessed, of_class
from tests.drawings import draw
from tests.shapes import write_layer

MAPPED = draw(
    """
    1 1 1 1 2 2 2 2
    1 1 1 1 2 2 2 2
    1 1 1 1 2 2 2 2
    3 3 3 3 3 3 3 3
    """,
    dtype="uint8",
)
STRATA = draw("a a a a b b b b\n" * 3 + "c c c c c c c c", {"a": 7, "b": 9, "c": 4}, "uint8")


def box(top: int, left: int, bottom: int, right: int) -> Any:
    """The pixels of rows top to bottom and columns left to right, without the last ones."""
    return shapely.box(
        500_000 + 10 * left, 5_000_000 - 10 * bottom, 500_000 + 10 * right, 5_000_000 - 10 * top
    )


@pytest.fixture
def assessed(tmp_path: Path) -> Assessed:
    made = Assessed(tmp_path)
    made.map = made.raster("map", MAPPED, SCHEME)
    return made


def layer(assessed: Assessed, boxes: list[Any], kinds: list[Any], **options: Any) -> str:
    return write_layer(assessed.folder / "polygons.gpkg", boxes, {"kind": kinds}, **options)


BOXES = [box(0, 0, 2, 2), box(0, 2, 2, 4), box(0, 4, 1, 6), box(1, 4, 2, 8)]
KINDS = ["water", "grass", "grass", "water"]
"""4 right, 4 wrong, 2 right, 4 wrong pixels."""


def test_polygons_are_compared_pixel_by_pixel_and_are_clusters(assessed: Assessed) -> None:
    numbers, told = assessed.run(reference=layer(assessed, BOXES, KINDS), field="kind")
    assert (numbers["COMPARED"], numbers["OA"]) == (14, pytest.approx(6 / 14, abs=1e-6))
    assert told["design"]["polygons"] == 4
    assert told["map"]["oa"]["low"] < 0.15
    assert told["map"]["oa"]["high"] > 0.75
    assert of_class(told, 2)["precision"]["value"] == pytest.approx(2 / 6, abs=1e-6)
    assert of_class(told, 2)["precision"]["low"] is not None


def test_more_pixels_in_as_many_polygons_make_nothing_surer(assessed: Assessed) -> None:
    coarse, fine = np.arange(1, 5).repeat(2), np.arange(1, 5).repeat(40)
    shares = []
    for across in (coarse, fine):
        width = len(across)
        assessed.map = assessed.raster("map", np.ones((2, width), "uint8"), SCHEME)
        each = width // 4
        boxes = [box(0, n * each, 2, (n + 1) * each) for n in range(4)]
        path = write_layer(assessed.folder / f"{width}.gpkg", boxes, {"kind": [1, 1, 2, 1]})
        shares.append(assessed.run(reference=path, field="kind")[1]["map"]["oa"])
    assert shares[0] == shares[1]
    assert shares[0]["value"] == 0.75


def test_polygons_without_strata_speak_of_their_own_land(assessed: Assessed) -> None:
    _, told = assessed.run(reference=layer(assessed, BOXES, KINDS), field="kind")
    assert not told["of_land"]
    assert any("those of the land in the polygons" in note for note in told["notes"])
    water = next(entry for entry in told["areas"] if entry["name"] == "water")
    assert water["reference"] == {"value": round(0.08 / 0.9996**2, 4), "se": None, "low": None, "high": None}


def test_strata_weigh_the_pixels_and_areas_are_estimated(assessed: Assessed) -> None:
    """12 pixels with 4 of 8 right, 12 with 2 of 6 right; water in 4 of 8 and 4 of 6."""
    numbers, told = assessed.run(
        reference=layer(assessed, BOXES, KINDS), field="kind", strata=assessed.raster("strata", STRATA)
    )
    assert told["of_land"]
    assert numbers["OA"] == pytest.approx((12 * 4 / 8 + 12 * 2 / 6) / 24, abs=1e-6)
    water = next(entry for entry in told["areas"] if entry["name"] == "water")
    assert water["reference"]["value"] == pytest.approx((12 * 4 / 8 + 12 * 4 / 6) / 100, abs=1e-4)
    assert water["reference"]["se"] > 0
    assert told["levels"][-1]["matrix"]["counts"] == [[4, 4], [4, 2]]
    assert told["levels"][-1]["matrix"]["shares"][0][0] == pytest.approx(12 * 4 / 8 / 24, abs=1e-6)


def test_what_the_strata_leave_open_is_told(assessed: Assessed) -> None:
    _, told = assessed.run(
        reference=layer(assessed, BOXES, KINDS), field="kind", strata=assessed.raster("strata", STRATA)
    )
    notes = " ".join(told["notes"])
    assert "Strata without any pixel in a polygon make up 25.0 % of the land" in notes
    assert "Fewest polygons in a stratum: 2." in notes


def test_evidence_and_reliability_are_weighed_alike(assessed: Assessed) -> None:
    strata = assessed.raster("strata", STRATA)
    codes = assessed.raster("codes", np.ones(MAPPED.shape, "uint8"))
    _, told = assessed.run(
        reference=layer(assessed, BOXES, KINDS),
        field="kind",
        strata=strata,
        reliability=codes,
        evidence=codes,
    )
    assert told["codes"][0]["oa"] == told["evidence"][0]["oa"] == told["map"]["oa"]
    assert told["codes"][0]["compared"] == 14


def test_of_overlapping_polygons_the_smaller_one_counts(assessed: Assessed) -> None:
    path = layer(assessed, [box(0, 0, 3, 4), box(0, 0, 1, 1)], ["water", "grass"])
    assert assessed.run(reference=path, field="kind")[0]["OA"] == pytest.approx(11 / 12)


def test_zones_and_other_maps_stand_beside_it(assessed: Assessed) -> None:
    zones = write_layer(
        assessed.folder / "zones.gpkg", [box(0, 0, 4, 4), box(0, 4, 4, 8)], {"name": ["west", "east"]}
    )
    other = assessed.raster("other", np.full(MAPPED.shape, 2, "uint8"), SCHEME)
    _, told = assessed.run(
        reference=layer(assessed, BOXES, KINDS), field="kind", zones=zones, others=(other,)
    )
    assert {zone["name"]: (zone["compared"], zone["oa"]["value"]) for zone in told["zones"]} == {
        "west": (8, 0.5), "east": (6, pytest.approx(2 / 6, abs=1e-6)),
    }  # fmt: skip
    assert [entry["oa"]["value"] for entry in told["maps"]] == pytest.approx([6 / 14, 6 / 14], abs=1e-6)


def test_a_single_polygon_has_no_interval(assessed: Assessed) -> None:
    _, told = assessed.run(reference=layer(assessed, BOXES[:1], KINDS[:1]), field="kind")
    assert told["map"]["oa"] == {"value": 1, "se": None, "low": None, "high": None}
    assert "not estimable" not in assessed.text(
        "html", reference=str(assessed.folder / "polygons.gpkg"), field="kind"
    )


def test_counts_do_not_depend_on_how_the_map_is_cut(
    assessed: Assessed, monkeypatch: pytest.MonkeyPatch
) -> None:
    from surecover.core.grid import blocks
    from surecover.core.stages import assess

    strata = assessed.raster("strata", STRATA)
    path = layer(assessed, BOXES, KINDS)
    whole = assessed.run(reference=path, field="kind", strata=strata)
    monkeypatch.setattr(assess, "aligned_blocks", lambda shape, factor: blocks(shape, 3))
    assert assessed.run(reference=path, field="kind", strata=strata) == whole


@pytest.mark.parametrize(
    ("kinds", "options", "sentence"),
    [
        (["swamp", "grass"], {}, "holds swamp, no class of the scheme 'three'"),
        (["", None], {}, "knows no class anywhere on the map"),
        ([0, 0], {}, "knows no class anywhere on the map"),
        ([10**15, 1], {}, "holds 1000000000000000, no class"),
        (["water", "grass"], {"crs": None}, "has no CRS while the other has one"),
        (["water", "grass"], {"crs": "EPSG:32733"}, "has nothing on the map"),
    ],
)  # fmt: skip
def test_polygons_that_fit_nothing_are_refused(
    assessed: Assessed, kinds: list[Any], options: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(SureCoverError, match=sentence):
        assessed.run(reference=layer(assessed, BOXES[:2], kinds, **options), field="kind")


def test_polygons_without_a_field_are_refused_by_naming_the_fields(assessed: Assessed) -> None:
    with pytest.raises(SureCoverError, match=r"\(FIELD\) is not set.*one of kind"):
        assessed.run(reference=layer(assessed, BOXES, KINDS))


@pytest.mark.parametrize("values", [STRATA.astype("float32"), np.arange(32, dtype="uint16").reshape(4, 8)])
def test_strata_that_are_none_are_refused(
    assessed: Assessed, values: np.ndarray, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("surecover.core.trust.strata.MAX_STRATA", 20)
    with pytest.raises(SureCoverError, match="is no map of at most 20 whole numbers"):
        assessed.run(
            reference=layer(assessed, BOXES, KINDS), field="kind", strata=assessed.raster("strata", values)
        )
