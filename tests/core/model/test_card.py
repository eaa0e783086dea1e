"""A model's card: what it must say, and how it is written and read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from surecover.core.errors import SureCoverError
from surecover.core.model.card import Band, Scaling
from surecover.core.model.cardfile import CARD, from_item, read_card, to_item, verify_files, write_card
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
    ],
)
def test_values_are_scaled_as_the_extension_defines(scaling: Scaling, values: list, expected: list) -> None:
    np.testing.assert_allclose(scaling.apply(np.array(values, np.float32)), expected, rtol=1e-6)


def test_every_band_has_its_own_scaling() -> None:
    two = card((WATER, GRASS), BANDS[:2], scaling=(Scaling("scale", (2.0,)), Scaling("offset", (1.0,))))
    normalised = two.normalise(np.ones((2, 1, 1), np.float32))
    assert normalised.dtype == np.float32
    assert normalised[:, 0, 0].tolist() == [0.5, 0.0]


def test_the_training_mean_stands_where_nothing_was_observed(folder: Path) -> None:
    np.testing.assert_allclose(read_card(folder).fill, [0.1, 0, 0, 0])


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
    assert ".safetensors" in text


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
