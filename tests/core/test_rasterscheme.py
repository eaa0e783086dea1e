"""Which class scheme a raster speaks, by its tag or by what it holds."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import rasterio

from surecover.core.errors import SureCoverError
from surecover.core.rasters import open_raster
from surecover.core.rasterscheme import class_ids, scheme_of
from surecover.core.scheme import load_scheme
from tests.files import write_raster


def test_the_tag_names_the_scheme_and_a_given_one_wins(tmp_path: Path) -> None:
    basic = load_scheme("basic6")
    path = write_raster(tmp_path / "map.tif", np.ones((1, 2, 2), np.uint8), tags=basic.tags())
    with open_raster(path) as raster:
        assert scheme_of(raster) == basic
        assert scheme_of(raster, "igbp10").id == "igbp10"


def test_without_a_tag_the_values_their_names_and_colours_make_the_scheme(tmp_path: Path) -> None:
    path = write_raster(tmp_path / "map.tif", np.array([[[0, 2], [5, 2]]], np.uint8))
    with rasterio.open(path, "r+") as raster:
        raster.write_colormap(1, {2: (1, 2, 3, 255)})
    categories = "".join(f"<Category>{name}</Category>" for name in ("", "", "marsh"))
    Path(f"{path}.aux.xml").write_text(
        f'<PAMDataset><PAMRasterBand band="1"><CategoryNames>{categories}</CategoryNames>'
        "</PAMRasterBand></PAMDataset>"
    )
    with open_raster(path) as raster:
        scheme = scheme_of(raster)
    assert [(c.id, c.name) for c in scheme.classes] == [(2, "marsh"), (5, "class 5")]
    assert scheme.by_id(2).color == (1, 2, 3)


def test_without_a_tag_the_bands_of_probabilities_make_the_scheme(tmp_path: Path) -> None:
    path = write_raster(tmp_path / "p.tif", np.zeros((2, 1, 1), np.uint8), descriptions=("wet", "dry"))
    with open_raster(path) as raster:
        scheme = scheme_of(raster)
        assert [(c.id, c.name) for c in scheme.classes] == [(1, "wet"), (2, "dry")]
        assert class_ids(raster, scheme) == [1, 2]


def test_a_raster_without_any_class_is_refused(tmp_path: Path) -> None:
    path = write_raster(tmp_path / "map.tif", np.zeros((1, 2, 2), np.uint8))
    with open_raster(path) as raster, pytest.raises(SureCoverError, match="holds no class"):
        scheme_of(raster)


def test_a_raster_of_very_many_values_is_no_class_map(tmp_path: Path) -> None:
    path = write_raster(tmp_path / "map.tif", np.arange(1, 1601, dtype=np.uint16).reshape(1, 40, 40))
    with open_raster(path) as raster, pytest.raises(SureCoverError, match="so it is no class map"):
        scheme_of(raster)


def test_bands_find_their_classes_by_tag_then_name_then_order(tmp_path: Path) -> None:
    basic = load_scheme("basic6")
    three = np.zeros((3, 1, 1), np.uint8)
    tagged = write_raster(
        tmp_path / "a.tif",
        three,
        descriptions=("x", "y", "z"),
        tags={"SURECOVER_CLASS_IDS": json.dumps([3, 1, 6])},
    )
    named = write_raster(tmp_path / "b.tif", three, descriptions=("Forest", "water", "barren"))
    plain = write_raster(tmp_path / "c.tif", np.zeros((6, 1, 1), np.uint8))
    for path, ids in ((tagged, [3, 1, 6]), (named, [3, 1, 4]), (plain, [1, 2, 3, 4, 5, 6])):
        with open_raster(path) as raster:
            assert class_ids(raster, basic) == ids


def test_bands_that_cannot_be_told_apart_are_refused(tmp_path: Path) -> None:
    basic = load_scheme("basic6")
    plain = write_raster(tmp_path / "a.tif", np.zeros((3, 1, 1), np.uint8))
    twice = write_raster(tmp_path / "b.tif", np.zeros((2, 1, 1), np.uint8), descriptions=("water", "water"))
    for path in (plain, twice):
        with open_raster(path) as raster, pytest.raises(SureCoverError, match="one band per class"):
            class_ids(raster, basic)
