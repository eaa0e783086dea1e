"""What sources tell of a model is taken over; what they do not tell, or tell oddly, stays unknown."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from surecover.core.model.importing.draft import Draft, from_json
from surecover.core.model.importing.onnxsource import read_onnx
from surecover.core.model.importing.sources import read_model
from tests.foreign_models import DEEPNESS, emd_file, onnx_file, pixel_graph, smp_folder, unet

LABEL = "Model (INPUT)"


def deepness(folder: Path, **changes: str | None) -> Draft:
    metadata = {key: value for key, value in {**DEEPNESS, **changes}.items() if value is not None}
    return read_model(onnx_file(folder / "m.onnx", pixel_graph(), **metadata), LABEL)[0]


def esri(folder: Path, **changes: Any) -> Draft:
    onnx_file(folder / "network.onnx", pixel_graph(3, 2))
    return read_model(emd_file(folder / "m.emd", **changes), LABEL)[0]


def names(draft: Draft) -> list[str]:
    return [draft.scheme.by_id(c).name for c in draft.classes] if draft.scheme else []


def test_deepness_tells_all_but_the_bands(tmp_path: Path) -> None:
    draft = deepness(tmp_path)
    assert draft.unknown == ("bands",)
    assert (draft.means, draft.deviations, draft.scale) == ((0.4, 0.5, 0.3), (0.2, 0.25, 0.5), 1.0)
    assert names(draft) == ["background", "field", "road"]
    assert "Its threshold (0.5) is not applied." in draft.notes


@pytest.mark.parametrize("std", [None, "[0.2, 0, 0.5]", "[0.2, -1, 0.5]", "[0.2, NaN, 0.5]"])
def test_deepness_without_a_standardisation_does_not_tell_the_scaling(
    tmp_path: Path, std: str | None
) -> None:
    assert deepness(tmp_path, standardization_std=std).unknown == ("bands", "scaling")


@pytest.mark.parametrize(
    "written", ["{0: 'background', 1: 'field', 2: 'road'}", '["background", "field", "road"]']
)
def test_deepness_may_write_its_classes_as_python_does(tmp_path: Path, written: str) -> None:
    assert names(deepness(tmp_path, class_names=written)) == ["background", "field", "road"]


def test_small_tiles_of_deepness_that_share_much_become_larger_ones(tmp_path: Path) -> None:
    card = deepness(tmp_path, tiles_overlap="50").card()
    assert (card.tile, card.halo, card.overlap) == (96, 16, 8)


def test_deepness_may_state_the_licence(tmp_path: Path) -> None:
    assert deepness(tmp_path, license='"MIT"').licence == "MIT"


def test_esri_tells_classes_and_tile_but_not_the_number_that_means_reflectance_1(tmp_path: Path) -> None:
    stats = {
        "band_min_values": [0, 0, 0], "band_max_values": [10000, 10000, 10000],
        "scaled_mean_values": [0.1, 0.2, 0.3], "scaled_std_values": [0.05, 0.05, 0.1],
    }  # fmt: skip
    draft = esri(tmp_path, NormalizationStats=stats)
    assert draft.unknown == ("bands", "scaling")
    assert draft.means == pytest.approx((1000, 2000, 3000))
    assert draft.deviations == pytest.approx((500, 500, 1000))
    assert (names(draft), draft.classes, draft.tile) == (["Forest", "Rest"], (5, 9), 128)


def test_esri_s_statistics_of_no_image_are_unknown(tmp_path: Path) -> None:
    rows = {key: [1, 1, 1] for key in ("band_max_values", "scaled_mean_values", "scaled_std_values")}
    for least in ([0, 0], [0, 0, "0"], [0, 0, -1e300], [0, 0, 1]):
        assert esri(tmp_path, NormalizationStats={**rows, "band_min_values": least}).means == ()


def test_esri_names_bands_by_the_numbers_of_its_list(tmp_path: Path) -> None:
    draft = esri(tmp_path, Bands=["B02", "B03", "B04", "nir"], ExtractBands=[3, 2, 1])
    assert [(band.name, band.common_name) for band in draft.bands] == [
        ("nir", "nir"), ("B04", "red"), ("B03", "green"),
    ]  # fmt: skip


def test_esri_s_class_0_is_numbered_anew(tmp_path: Path) -> None:
    entries = [{"Value": 0, "Name": "a"}, {"Value": 1, "Name": "b"}]
    draft = esri(tmp_path, Classes=entries)
    assert (names(draft), draft.classes) == (["a", "b"], (1, 2))


@pytest.mark.parametrize(
    ("reference", "expected"), [({"wkid": 32633}, 10.0), ({"wkid": 4326}, None), (None, None)]
)
def test_esri_s_cell_size_counts_where_it_is_in_metres(
    tmp_path: Path, reference: object, expected: float | None
) -> None:
    size = {"x": 10, "y": 10, "spatialReference": reference}
    assert esri(tmp_path, MinCellSize=size).resolution == expected


def test_a_folder_is_what_lies_in_it(tmp_path: Path) -> None:
    esri(tmp_path)
    assert "Esri" in read_model(tmp_path, LABEL)[0].source
    smp_folder(tmp_path / "smp", unet(), "mit")
    draft, network = read_model(tmp_path / "smp" / "config.json", LABEL)
    assert (draft.count, draft.outputs, draft.output, draft.licence) == (4, 3, "logits", "mit")
    assert draft.unknown == ("bands", "scaling", "classes")
    assert not network.training


ODD = st.sampled_from(
    [
        None, True, 0, -1, 7, 10**30, 1e300, float("nan"), "", "x", "1", [], [1], [1, 2, "x"], [None] * 3,
        [0, 0, 0], [1e300] * 3, [float("inf")] * 3, [[1]] * 3, [{}] * 2, {}, {"x": 1}, {"0": 1}, [True] * 3,
        {"0": "a", "1": "a", "2": "a"}, {"0": "\u0000", "1": " ", "2": "b"},
        [{"Name": "a", "Value": "b"}] * 2,
        [{"Name": "a", "Value": 1, "Color": [1, 2, 999]}, {"Name": "b", "Value": 2}],
        {"x": -1, "spatialReference": {"wkid": 32633}}, {"band_min_values": [1e300] * 3},
    ]
)  # fmt: skip
KEYS = st.sampled_from([*DEEPNESS, "license", "names"])
PLAIN = pixel_graph()


@given(st.dictionaries(KEYS.filter(lambda key: key != "model_type"), ODD, max_size=6))
def test_odd_metadata_of_deepness_is_unknown(metadata: dict[str, Any]) -> None:
    graph = pixel_graph()
    for key, value in metadata.items():
        graph.metadata_props.add(key=key, value=json.dumps(value))
    draft = read_onnx(graph, Path("m.onnx"), LABEL)[0]
    assert from_json(json.loads(json.dumps(draft.to_json()))) == draft
    assert draft.card().id == "m"


@given(
    st.dictionaries(
        st.sampled_from(
            ["Classes", "ImageHeight", "ExtractBands", "Bands", "MinCellSize", "NormalizationStats"]
        ),
        ODD,
        max_size=4,
    )
)
def test_odd_values_of_esri_are_unknown(values: dict[str, Any]) -> None:
    from surecover.core.model.importing.esri import _told

    draft = _told(Draft("m", "m", 3, 2, output="logits"), values, Path("m.emd"))
    assert draft.card().id == "m"
    assert np.isfinite(draft.card().tile)
