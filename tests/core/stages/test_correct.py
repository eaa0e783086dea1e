"""Correct as a stage: files in, files out."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import rasterio
from rasterio.transform import Affine

from surecover.core.progress import Progress
from surecover.core.stages import correct
from tests.core.stages.correct_scene import (
    BASIC6,
    CLUSTERS,
    EXTERNAL,
    LETTERS,
    MAP,
    Write,
    band,
    drawing,
    job,
    run,
)
from tests.drawings import draw, shown


def test_the_drawn_scene_becomes_a_corrected_map_with_reliability_and_evidence(
    tmp_path: Path, inputs: dict[str, str]
) -> None:
    """Clusters 2, 3 and 9 do not occur where forest agrees; one grass pixel has no cluster at all."""
    results = run(tmp_path, inputs, min_pixels=9)
    assert shown(band(results["EVIDENCE"])) == drawing("""
        11111111112555
        .1111111112522
        ..211111111115
    """)
    assert shown(band(results["CORRECTED"]), {1: "w", 2: "g", 3: "f"}) == drawing("""
        fffffffffffggg
        .ggggggggggfgg
        ..fffffffffffg
    """)
    assert shown(band(results["RELIABILITY"])) == drawing("""
        11111111111333
        .1111111111311
        ..111111111113
    """)


def test_the_numbers_count_final_classes_that_were_checked(tmp_path: Path, inputs: dict[str, str]) -> None:
    results = run(tmp_path, inputs, min_pixels=9)
    reliability = band(results["RELIABILITY"])
    assert [results[f"N{code}"] for code in (1, 2, 3)] == [(reliability == code).sum() for code in (1, 2, 3)]
    assert results["SCORE"] == results["N1"] / (results["N1"] + results["N2"] + results["N3"])
    assert {type(results[key]) for key in ("N1", "N2", "N3", "SCORE")} == {int, float}


def test_pixels_reassigned_to_a_class_that_is_not_checked_are_in_no_score(
    tmp_path: Path, inputs: dict[str, str]
) -> None:
    results = run(tmp_path, inputs, classes="forest")
    assert (results["N1"], results["N2"], results["N3"]) == (22, 0, 0)
    assert shown(band(results["EVIDENCE"])).splitlines()[1] == ".7777777777777"
    assert (band(results["EVIDENCE"]) == 5).sum() == 4


def test_score_is_left_out_when_no_pixel_was_assessed(
    tmp_path: Path, inputs: dict[str, str], write: Write
) -> None:
    nothing = write("nothing", np.zeros((3, 14), np.uint8), tags=BASIC6.tags(), nodata=0)
    results = run(tmp_path, {**inputs, "external": nothing})
    assert "SCORE" not in results
    assert (results["N1"], results["N2"], results["N3"]) == (0, 0, 0)
    assert set(np.unique(band(results["EVIDENCE"]))) == {0, 7}
    assert not band(results["RELIABILITY"]).any()


def test_outputs_carry_legend_scheme_nodata_and_provenance(tmp_path: Path, inputs: dict[str, str]) -> None:
    results = run(tmp_path, inputs)
    with rasterio.open(results["CORRECTED"]) as raster:
        assert raster.dtypes == ("uint8",)
        assert raster.nodata == 0
        assert raster.colormap(1)[3] == (*BASIC6.by_id(3).color, 255)
        assert f"<Category>{BASIC6.by_id(8).name}" not in Path(f"{raster.name}.aux.xml").read_text()
        assert raster.tags()["SURECOVER_SCHEME"] == BASIC6.to_json()
        assert json.loads(raster.tags()["SURECOVER_PARAMETERS"])["min_pixels"] == 10
        paths = [entry["path"] for entry in json.loads(raster.tags()["SURECOVER_INPUTS"])]
        assert paths == list(inputs.values())
    with rasterio.open(results["RELIABILITY"]) as raster:
        assert [raster.colormap(1)[code][:3] for code in (1, 2, 3)] == [
            (26, 150, 65), (253, 174, 97), (215, 25, 28),
        ]  # fmt: skip


def test_only_the_outputs_asked_for_are_written(tmp_path: Path, inputs: dict[str, str]) -> None:
    results = run(tmp_path, inputs, corrected="", evidence="", confidence="")
    assert set(results) == {"RELIABILITY", "SCORE", "N1", "N2", "N3"}
    assert [path.name for path in tmp_path.glob("out_*.tif")] == ["out_reliability.tif"]


def test_without_probabilities_rejected_pixels_have_no_class(tmp_path: Path, inputs: dict[str, str]) -> None:
    results = run(tmp_path, {**inputs, "probabilities": ""}, confidence="")
    rejected = band(results["EVIDENCE"]) == 5
    assert rejected.any()
    assert not band(results["CORRECTED"])[rejected].any()
    assert not band(results["RELIABILITY"])[rejected].any()


def test_confidence_of_a_class_with_few_pixels_is_its_fused_probability(
    tmp_path: Path, inputs: dict[str, str]
) -> None:
    results = run(tmp_path, inputs)
    expected = np.choose(band(results["CORRECTED"]), [-1, 0.1, 0.3, 0.6])
    np.testing.assert_allclose(band(results["CONFIDENCE"]), expected, atol=1e-5)


def test_confidence_of_a_class_with_many_pixels_is_how_often_the_external_map_confirms_it(
    tmp_path: Path, write: Write
) -> None:
    classes = np.full((40, 50), 3, np.uint8)
    external = np.where(np.arange(2000).reshape(40, 50) % 5 == 0, 1, 3).astype(np.uint8)
    share = np.full((1, 40, 50), 0.9, np.float32)
    inputs = {
        "map": write("map", classes, tags=BASIC6.tags(), nodata=0),
        "external": write("external", external, nodata=0),
        "cluster_map": write("clusters", np.ones_like(classes)),
        "probabilities": write("probabilities", share, tags={"SURECOVER_CLASS_IDS": "[3]"}),
    }
    assert band(run(tmp_path, inputs)["CONFIDENCE"]) == pytest.approx(0.8)


def test_agreement_stands_in_for_missing_probabilities(
    tmp_path: Path, inputs: dict[str, str], write: Write
) -> None:
    agreement = write("agreement", np.full((3, 14), 0.5, np.float32), nodata=-1)
    results = run(tmp_path, {**inputs, "probabilities": "", "agreement": agreement})
    expected = np.where(band(results["CORRECTED"]) > 0, 0.5, -1)
    np.testing.assert_array_equal(band(results["CONFIDENCE"]), expected)


@pytest.mark.parametrize("hole", [np.nan, np.inf])
def test_a_pixel_that_lacks_one_band_of_the_probabilities_was_not_observed(
    tmp_path: Path, inputs: dict[str, str], write: Write, hole: float
) -> None:
    with rasterio.open(inputs["probabilities"]) as raster:
        shares, tags = raster.read(), raster.tags()
    shares[0] = hole
    results = run(tmp_path, {**inputs, "probabilities": write("holes", shares, tags=tags)})
    assert not band(results["CORRECTED"])[band(results["EVIDENCE"]) == 5].any()
    assert (band(results["CONFIDENCE"]) == -1).all()


def test_inputs_on_finer_and_shifted_grids_are_brought_to_the_grid_of_the_class_map(
    tmp_path: Path, inputs: dict[str, str], write: Write
) -> None:
    expected = run(tmp_path, inputs)
    moved = {"map": inputs["map"]}
    for name, margin in (("external", 2), ("cluster_map", 3), ("probabilities", 4)):
        with rasterio.open(inputs[name]) as raster:
            fine = raster.read().repeat(2, 1).repeat(2, 2)
            tags = raster.tags()
        wide = np.pad(fine, ((0, 0), (margin, margin), (margin, margin)), mode="edge")
        place = Affine(5, 0, 500_000 - 5 * margin, 0, -5, 5_000_000 + 5 * margin)
        moved[name] = write(f"moved_{name}", wide, tags=tags, transform=place)
    found = run(tmp_path, moved)
    for key in ("CORRECTED", "RELIABILITY", "EVIDENCE"):
        assert shown(band(found[key])) == shown(band(expected[key]))


def test_memory_decides_on_the_blocks_but_not_on_the_result(tmp_path: Path, write: Write) -> None:
    assert [correct._shares_of(gib)[0] for gib in (0.25, 1, 2, 1024)] == [512, 1024, 2048, 2048]
    random = np.random.default_rng(0)
    patches = random.integers(0, 8, (60, 100)) % 5 % 4
    known = patches * (random.random(patches.shape) < 0.3)
    classes, external = (p.repeat(10, 0).repeat(11, 1).astype(np.uint8) for p in (patches, known))
    shares = random.dirichlet(np.ones(3), classes.shape).transpose(2, 0, 1).astype(np.float32)
    inputs = {
        "map": write("map", classes, tags=BASIC6.tags(), nodata=0),
        "external": write("external", external),
        "cluster_map": write("clusters", random.integers(0, 250, classes.shape).astype(np.uint8)),
        "probabilities": write("probabilities", shares, tags={"SURECOVER_CLASS_IDS": "[1, 2, 3]"}),
    }
    little, much = (
        [band(results[key]) for key in ("CORRECTED", "RELIABILITY", "EVIDENCE", "CONFIDENCE")]
        for results in (run(tmp_path, inputs, memory=gib, radius=12, min_share=1) for gib in (0.25, 2))
    )
    assert set(np.unique(much[2])) == {0, 1, 2, 3, 4, 5, 6, 8}
    np.testing.assert_array_equal(little, much)


def test_a_scheme_can_be_named_where_the_files_do_not_tell_it(
    tmp_path: Path, inputs: dict[str, str], write: Write
) -> None:
    expected = shown(band(run(tmp_path, inputs)["EVIDENCE"]))
    bare = {
        **inputs,
        "map": write("bare_map", draw(MAP, LETTERS, "int16")),
        "external": write("bare_external", draw(EXTERNAL, LETTERS, "int32")),
    }
    assert shown(band(run(tmp_path, bare, scheme="basic6")["EVIDENCE"])) == expected


@pytest.mark.parametrize("names", [None, ("water", "grass", "forest", "barren")])
def test_maps_that_tell_no_scheme_need_not_hold_the_same_classes(
    tmp_path: Path, inputs: dict[str, str], write: Write, names: tuple[str, ...] | None
) -> None:
    external = draw(EXTERNAL.replace("o", "g"), LETTERS, "int16")
    told = {**inputs, "external": write("told", external, tags=BASIC6.tags())}
    expected = shown(band(run(tmp_path, told)["EVIDENCE"]))
    shares = np.stack([np.full(external.shape, share, np.float32) for share in (0.1, 0.3, 0.6, 0)])
    external[external == 0] = 7
    bare = {
        **inputs,
        "map": write("bare_map", draw(MAP, LETTERS, "int16")),
        "external": write("bare_external", external),
        "probabilities": write("bare_shares", shares),
    }
    with rasterio.open(bare["probabilities"], "r+") as raster:
        raster.descriptions = names or [None] * 4

    results = run(tmp_path, bare, continuity="1", classes="4,1,2,3")

    assert shown(band(results["EVIDENCE"])) == expected


def test_the_scheme_of_one_map_is_that_of_the_others_that_tell_none(
    tmp_path: Path, inputs: dict[str, str], write: Write
) -> None:
    expected = shown(band(run(tmp_path, inputs)["EVIDENCE"]))
    bare = {**inputs, "map": write("bare_map", draw(MAP, LETTERS, "int16"))}

    assert shown(band(run(tmp_path, bare)["EVIDENCE"])) == expected


def test_nodata_of_any_value_means_no_class_and_no_cluster(
    tmp_path: Path, inputs: dict[str, str], write: Write
) -> None:
    expected = shown(band(run(tmp_path, inputs)["EVIDENCE"]))
    pictures = {"map": (MAP, LETTERS), "external": (EXTERNAL, LETTERS), "cluster_map": (CLUSTERS, {})}
    other = {
        name: write(f"other_{name}", draw(picture, {**letters, ".": 200}, "uint8"), nodata=200)
        for name, (picture, letters) in pictures.items()
    }
    found = run(tmp_path, {**inputs, **other}, scheme="basic6")
    assert shown(band(found["EVIDENCE"])) == expected


def test_class_ids_above_255_stay_what_they_are(tmp_path: Path, write: Write) -> None:
    scheme = tmp_path / "wide.csv"
    scheme.write_text("id,name\n300,moss\n65535,lichen\n", encoding="utf-8")
    classes = np.where(draw("aaaaaaaaaaaabb", {"a": 1, "b": 2}) == 1, 300, 65535).astype(np.uint16)
    external = classes.copy()
    external[0, 10:] = 0
    inputs = {
        "map": write("map", classes),
        "external": write("external", external),
        "cluster_map": write("clusters", np.ones((1, 14), np.uint8)),
    }
    results = run(tmp_path, inputs, scheme=str(scheme), confidence="", classes="moss, 65535")
    np.testing.assert_array_equal(band(results["CORRECTED"]), classes)
    assert shown(band(results["EVIDENCE"])) == "11111111112244"


def test_water_is_kept_connected_unless_continuity_is_empty(tmp_path: Path, write: Write) -> None:
    inputs = {
        "map": write("map", np.ones((1, 24), np.uint8), tags=BASIC6.tags()),
        "external": write("external", draw("w" * 10 + "...." + "w" * 10, LETTERS, "uint8")),
        "cluster_map": write("clusters", draw("1" * 11 + "99" + "1" * 11, dtype="uint8")),
    }
    for continuity, expected in (("water", "2662"), ("1", "2662"), ("", "2552"), ("forest", "2552")):
        results = run(tmp_path, inputs, continuity=continuity, confidence="")
        assert shown(band(results["EVIDENCE"]))[10:14] == expected


def test_the_counts_of_the_classes_are_logged(tmp_path: Path, inputs: dict[str, str]) -> None:
    said: list[object] = []
    progress = Progress(lambda kind, value: said.append(value) if kind == "log" else None)
    correct.run(job(tmp_path, inputs, classes="forest"), progress)
    assert str(said[-1]).splitlines() == [
        "Pixels of each class by reliability:",
        "grass: 0 high, 0 medium, 4 low, not checked; 0 rejected, 0 reassigned",
        "forest: 22 high, 0 medium, 0 low, score 1.000; 4 rejected, 4 reassigned",
        "not assessed: 33.3% of the pixels with a class",
    ]
