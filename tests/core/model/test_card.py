"""A model's card: what it must say, and how it is written and read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from surecover.core.errors import SureCoverError
from surecover.core.model.card import NORMALISATIONS, Band, scalings_of
from surecover.core.model.cardfile import CARD, from_item, read_card, to_item, verify_files, write_card
from surecover.core.model.scaling import Scaling
from tests.models_fixture import BANDS, FOREST, GRASS, OTHER, WATER, card, pixel_model


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A sound model folder of a vegetation theme."""
    return pixel_model(
        tmp_path / "model", (GRASS, FOREST, OTHER), np.zeros((3, 4)).tolist(),
        theme="vegetation", temperature=1.5, ece=0.03, area=(4.0, 50.7, 4.1, 50.8),
        period=("2018-08-14T00:00:00Z", "2019-11-02T00:00:00Z"),
        scaling=(
            Scaling("z-score", (0.1, 0.05)), Scaling("min-max", (0.0, 0.4)), Scaling("scale", (2.0,)),
            Scaling(),
        ),
        statistics={"B02": {"mean": 0.1, "stddev": 0.05}},
        validation={"Belgium": {"oa": 0.8, "matrix": [[8, 2], [2, 8]]}},
    )  # fmt: skip


def edit(folder: Path, change: Any) -> None:
    item = json.loads((folder / CARD).read_text())
    change(item)
    (folder / CARD).write_text(json.dumps(item))


def test_a_card_survives_writing_and_reading(folder: Path) -> None:
    written = read_card(folder)
    assert written.theme == "vegetation"
    assert written.classes == (GRASS, FOREST, OTHER)
    assert written.bands == BANDS
    assert from_item(json.loads(json.dumps(to_item(written)))) == written


def test_scanners_for_secrets_are_told_that_checksums_are_none(folder: Path) -> None:
    lines = [line for line in (folder / CARD).read_text().splitlines() if "file:checksum" in line]
    assert len(lines) == len(read_card(folder).files)
    assert all("# pragma: allowlist secret" in line for line in lines)


def test_a_card_is_a_stac_item_of_the_machine_learning_model_extension(folder: Path) -> None:
    item = json.loads((folder / CARD).read_text())
    properties = item["properties"]
    assert item["type"] == "Feature"
    assert "https://stac-extensions.github.io/mlm/v1.5.0/schema.json" in item["stac_extensions"]
    assert item["bbox"] == [4.0, 50.7, 4.1, 50.8]
    for required in ("mlm:name", "mlm:architecture", "mlm:tasks", "mlm:input", "mlm:output"):
        assert properties[required]
    assert properties["mlm:input"][0]["bands"] == ["B02", "B03", "B04", "B08"]
    assert properties["mlm:input"][0]["input"]["shape"] == [-1, 4, 64, 64]
    assert properties["mlm:input"][0]["value_scaling"] == [
        {"type": "z-score", "mean": 0.1, "stddev": 0.05},
        {"type": "min-max", "minimum": 0.0, "maximum": 0.4},
        {"type": "scale", "value": 2.0},
        {"type": None},
    ]
    assert [(c["value"], c["name"]) for c in properties["mlm:output"][0]["classification:classes"]] == [
        (2, "grass"), (3, "forest"), (0, "other"),
    ]  # fmt: skip
    assert properties["bands"][3] == {"name": "B08", "eo:common_name": "nir", "eo:center_wavelength": 0.842}
    assert item["assets"]["model"]["roles"] == ["mlm:model", "mlm:weights"]
    assert item["assets"]["model"]["file:checksum"].startswith("1220")


def test_a_card_alone_can_be_written_again(folder: Path) -> None:
    before = read_card(folder)
    write_card(folder, before)
    assert read_card(folder) == before
    verify_files(folder, before)


@pytest.mark.parametrize(
    ("scaling", "values", "expected"),
    [
        (Scaling(), [0.5, 2.0], [0.5, 2.0]),
        (Scaling("min-max", (0.5, 1.5)), [0.5, 2.0], [0, 1.5]),
        (Scaling("z-score", (0.5, 0.25)), [0.5, 2.0], [0, 6]),
        (Scaling("clip", (0.6, 1.0)), [0.5, 2.0], [0.6, 1.0]),
        (Scaling("clip-min", (0.6,)), [0.5, 2.0], [0.6, 2.0]),
        (Scaling("clip-max", (0.6,)), [0.5, 2.0], [0.5, 0.6]),
        (Scaling("offset", (0.5,)), [0.5, 2.0], [0, 1.5]),
        (Scaling("scale", (0.5,)), [0.5, 2.0], [1, 4]),
        (Scaling("unit-clip", (-25.0, 0.0)), [-30, -25, -5, 0, 3], [0, 0, 0.8, 1, 1]),
    ],
)
def test_values_are_scaled_as_the_extension_and_we_define(
    scaling: Scaling, values: list, expected: list
) -> None:
    numbers = np.array(values, np.float32)
    scaling.apply(numbers)
    np.testing.assert_allclose(numbers, expected, rtol=1e-6)


def test_every_band_has_its_own_scaling() -> None:
    two = card((WATER, GRASS), BANDS[:2], scaling=(Scaling("scale", (2.0,)), Scaling("offset", (1.0,))))
    normalised = two.normalise(np.ones((2, 1, 1), np.float32))
    assert normalised.dtype == np.float32
    assert normalised[:, 0, 0].tolist() == [0.5, 0.0]


def test_the_training_mean_stands_where_nothing_was_observed(folder: Path) -> None:
    read = read_card(folder)
    np.testing.assert_allclose(read.fill, [0.1, 0, 0, 0])
    nothing = read.normalise(np.full((4, 1, 1), np.nan, np.float32))
    np.testing.assert_array_equal(nothing, read.normalise(read.fill[:, None, None]))


# Named normalisations

SENTINELS = (Band("B04", "red", 0.665), Band("VV"), Band("vh"))
STATISTICS = {
    "B04": {"mean": 0.1, "stddev": 0.05},
    "VV": {"mean": -9.0, "stddev": 4.0},
    "vh": {"mean": -16.0, "stddev": 0.0},
}


def named(normalisation: str, **details: Any) -> Any:
    scaling = scalings_of(normalisation, SENTINELS, STATISTICS)
    values = {"scaling": scaling, "normalisation": normalisation, "statistics": STATISTICS, **details}
    return card((WATER, GRASS), SENTINELS, **values)


def column(*numbers: float) -> np.ndarray:
    """One pixel of three bands."""
    return np.array(numbers, np.float32)[:, None, None]


def test_measured_makes_mean_0_and_deviation_1_of_the_training_data() -> None:
    # VH does not vary in the training data, so that it is only shifted.
    found = named("measured").normalise(column(0.2, -5, -14))
    np.testing.assert_allclose(found, column(2, 1, 2), rtol=1e-6)


def test_schmitt2020_clips_reflectance_to_1_and_backscatter_to_25_decibels() -> None:
    found = named("schmitt2020").normalise(
        np.concatenate([column(0.2, -5, -24), column(1.7, 3, -31)], axis=2)
    )
    np.testing.assert_allclose(found[..., 0], column(0.2, 0.8, 0.04)[..., 0], rtol=1e-5)
    np.testing.assert_array_equal(found[..., 1], column(1, 1, 0)[..., 0])


def test_yu2021_stretches_backscatter_between_the_limits_of_the_scene() -> None:
    yu = named("yu2021")
    assert yu.scaling[1] == Scaling("stretch", (2, 98))
    assert yu.stretched == [1, 2]
    limits = np.array([[np.nan, np.nan], [-20, -4], [-14, -14]], np.float32)
    np.testing.assert_allclose(yu.normalise(column(0.3, -8, -14), limits), column(0.3, 0.75, 0), rtol=1e-6)
    np.testing.assert_array_equal(yu.normalise(column(-1, -25, -13), limits), column(0, 0, 1))


def test_a_stretch_without_the_limits_of_the_scene_is_a_mistake_of_ours() -> None:
    with pytest.raises(ValueError, match="limits"):
        named("yu2021").normalise(column(0, 0, 0))


@pytest.mark.parametrize("normalisation", NORMALISATIONS)
def test_a_named_normalisation_survives_writing_and_reading(normalisation: str) -> None:
    written = named(normalisation)
    assert from_item(json.loads(json.dumps(to_item(written)))) == written


def test_scalings_that_the_extension_lacks_are_its_processing_expressions() -> None:
    scalings = [
        to_item(named(name))["properties"]["mlm:input"][0]["value_scaling"][1] for name in NORMALISATIONS
    ]
    own = {"type": "processing", "format": "surecover"}
    assert scalings[1:] == [
        {**own, "expression": "unit-clip", "minimum": -25, "maximum": 0},
        {**own, "expression": "stretch", "low": 2, "high": 98},
    ]


def test_a_card_whose_scalings_are_not_those_it_names_is_refused() -> None:
    with pytest.raises(SureCoverError, match="'schmitt2020' beside other value scalings than its; correct"):
        named("schmitt2020", scaling=(Scaling(),) * 3)


def test_an_unknown_normalisation_is_refused() -> None:
    with pytest.raises(SureCoverError, match="'own'; allowed are measured, schmitt2020, yu2021"):
        named("own")


def test_measured_without_figures_of_a_band_is_refused() -> None:
    with pytest.raises(SureCoverError, match="mean and stddev of the training data, which the band VV lacks"):
        scalings_of("measured", SENTINELS, {"B04": STATISTICS["B04"]})


@pytest.mark.parametrize(
    ("name", "radar"),
    [
        ("VV", True),
        ("vh", True),
        ("HH", True),
        ("HV", True),
        ("Sigma0_VV_db", True),
        ("B04", False),
        ("VVIR", False),
    ],
)
def test_radar_bands_are_known_by_their_polarisation(name: str, radar: bool) -> None:
    assert Band(name).radar is radar


def refusal(folder: Path) -> str:
    with pytest.raises(SureCoverError) as caught:
        verify_files(folder, read_card(folder, "Model (MODEL)"), "Model (MODEL)")
    text = str(caught.value)
    assert text.endswith(".")
    assert "\n" not in text
    return text


def test_a_folder_without_a_card_is_refused(folder: Path) -> None:
    (folder / CARD).unlink()
    text = refusal(folder)
    assert "Model (MODEL) has no card model.json" in text
    assert "found: config.json, model.safetensors" in text


def test_a_folder_that_is_none_is_refused(tmp_path: Path) -> None:
    assert "no card" in refusal(tmp_path / "missing")


def test_a_broken_card_is_refused(folder: Path) -> None:
    (folder / CARD).write_text("{")
    assert "no JSON" in refusal(folder)


def removed(*path: str | int) -> Any:
    def change(item: Any) -> None:
        for step in path[:-1]:
            item = item[step]
        del item[path[-1]]

    return change


@pytest.mark.parametrize(
    ("path", "named"),
    [
        (("properties",), "properties"),
        (("id",), "id"),
        (("assets",), "assets"),
        (("properties", "license"), "license"),
        (("properties", "mlm:input"), "mlm:input"),
        (("properties", "mlm:input", 0, "bands"), "bands"),
        (("properties", "mlm:input", 0, "input", "shape"), "input.shape"),
        (("properties", "mlm:output", 0, "classification:classes"), "classification:classes"),
        (("properties", "surecover:scheme"), "surecover:scheme"),
        (("properties", "surecover:halo"), "surecover:halo"),
        (("assets", "model", "file:checksum"), "file:checksum"),
    ],
)
def test_a_card_without_a_needed_field_is_refused_by_the_fields_name(
    folder: Path, path: tuple, named: str
) -> None:
    edit(folder, removed(*path))
    text = refusal(folder)
    assert "without a usable" in text
    assert named in text


def test_a_card_that_is_a_list_is_refused(folder: Path) -> None:
    (folder / CARD).write_text("[1, 2]")
    assert "without a usable" in refusal(folder)


def test_a_field_of_another_type_is_refused(folder: Path) -> None:
    edit(folder, lambda item: item["properties"].update({"surecover:halo": "16"}))
    assert "surecover:halo" in refusal(folder)


def test_an_asset_outside_the_folder_is_refused(folder: Path) -> None:
    edit(folder, lambda item: item["assets"]["model"].update(href="../elsewhere/model.safetensors"))
    assert "asset inside the model folder" in refusal(folder)


def test_changed_weights_are_refused(folder: Path) -> None:
    weights = folder / "model.safetensors"
    content = bytearray(weights.read_bytes())
    content[-1] ^= 1
    weights.write_bytes(content)
    assert "does not match the checksum" in refusal(folder)


def test_a_changed_configuration_is_refused(folder: Path) -> None:
    (folder / "config.json").write_text("{}")
    assert "does not match the checksum" in refusal(folder)


def test_missing_weights_are_refused(folder: Path) -> None:
    (folder / "model.safetensors").unlink()
    assert "lacks its file model.safetensors" in refusal(folder)


def test_an_unknown_kind_of_model_file_is_refused(folder: Path) -> None:
    (folder / "model.safetensors").rename(folder / "model.pth")
    edit(folder, lambda item: item["assets"]["model"].update(href="./model.pth"))
    text = refusal(folder)
    assert "model.pth" in text
    assert ".safetensors or .onnx file" in text


def test_an_unknown_value_scaling_is_refused(folder: Path) -> None:
    edit(
        folder,
        lambda item: item["properties"]["mlm:input"][0].update(value_scaling=[{"type": "processing"}]),
    )
    text = refusal(folder)
    assert "'processing'" in text
    assert "min-max, z-score" in text


def test_a_single_value_scaling_serves_all_bands(folder: Path) -> None:
    scaling = [{"type": "scale", "value": 2}]
    edit(folder, lambda item: item["properties"]["mlm:input"][0].update(value_scaling=scaling))
    assert read_card(folder).scaling == (Scaling("scale", (2.0,)),) * 4


def test_a_class_that_is_not_in_the_scheme_is_refused(folder: Path) -> None:
    edit(
        folder,
        lambda item: item["properties"]["mlm:output"][0]["classification:classes"][0].update(value=99),
    )
    assert "99" in refusal(folder)


@pytest.mark.parametrize(
    ("details", "named"),
    [
        ({"scaling": (Scaling(),)}, "4 bands and 1 value scalings"),
        ({"scaling": (Scaling("z-score", (0.0, 0.0)),) * 4}, "divides by zero"),
        ({"scaling": (Scaling("z-score", (0.0,)),) * 4}, "needed are the numbers mean, stddev"),
        ({"scaling": (Scaling("unit-clip", (0.0, -25.0)),) * 4}, "the lower number first"),
        ({"scaling": (Scaling("stretch", (0.0, 98.0)),) * 4}, "whole percents, 1 to 100"),
        ({"scaling": (Scaling("stretch", (2.0, 98.5)),) * 4}, "whole percents, 1 to 100"),
        ({"classes": (WATER, WATER)}, "each once"),
        ({"classes": (WATER,)}, "two or more"),
        ({"tile": 100}, "multiples of 32"),
        ({"tile": 64, "halo": 32}, "multiples of 32"),
        ({"temperature": 0.0}, "more than 0"),
    ],
)
def test_a_card_that_cannot_be_run_is_refused(details: dict, named: str) -> None:
    values = {"classes": (WATER, GRASS), **details}
    with pytest.raises(SureCoverError, match=named):
        card(**values)


def test_a_band_needs_no_more_than_a_name(folder: Path) -> None:
    edit(folder, lambda item: item["properties"].pop("bands"))
    assert read_card(folder).bands == tuple(Band(band.name) for band in BANDS)
