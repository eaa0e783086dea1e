"""Train with images that nobody labelled: they teach, and the model is as any other."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from surecover.core.errors import SureCoverError
from surecover.core.learning.twoheaded import SPLITS
from tests.core.stages.training import NETWORK, Results, Train, classified, land, write_date
from tests.files import write_raster

pytestmark = pytest.mark.usefixtures("one_thread", "small_networks")


@pytest.fixture
def elsewhere(tmp_path: Path) -> str:
    """An image of another place and size, on a grid of its own."""
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    return write_date(folder, "2022-06-01", land(seed=7, side=96), seed=9, origin=(600_000, 4_000_000))


@pytest.mark.parametrize("split", SPLITS)
def test_the_model_is_as_any_other(
    taught: Train, dated: Results, elsewhere: str, tmp_path: Path, split: str
) -> None:
    plain = taught(**NETWORK)["weights"]
    done = taught(**NETWORK, unlabelled=(elsewhere,), split=split, auxiliary="mumford_shah")
    own = done["weights"]
    assert {name: value.shape for name, value in own.items()} == {
        name: value.shape for name, value in plain.items()
    }
    assert any((own[name] != plain[name]).any() for name in own)
    found, _ = classified(dated["images"][0], done["model"], tmp_path)
    assert (found > 0).any()


def test_the_page_tells_what_taught_without_labels(taught: Train, elsewhere: str, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    taught(**NETWORK, unlabelled=(elsewhere,), html=str(page))
    assert "2022-06-01.tif" in page.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"network": "random_forest"}, r"\(UNLABELLED\) are given, from which random_forest cannot learn"),
        ({"unlabelled_masks": ("a.tif", "b.tif")}, r"\(UNLABELLED_MASKS\)"),
    ],
)
def test_what_cannot_be_is_refused(
    taught: Train, elsewhere: str, settings: dict[str, Any], said: str
) -> None:
    with pytest.raises(SureCoverError, match=said):
        taught(**{**NETWORK, "unlabelled": (elsewhere,), **settings})


def test_an_image_that_lacks_a_band_is_refused(taught: Train, tmp_path: Path) -> None:
    one = write_raster(tmp_path / "one.tif", np.ones((1, 40, 40), np.uint16), descriptions=["B02"])
    with pytest.raises(SureCoverError, match=r"\(UNLABELLED\)"):
        taught(**NETWORK, unlabelled=(one,))


def test_a_file_that_is_no_image_is_refused_by_the_parameter_that_holds_it(
    taught: Train, tmp_path: Path
) -> None:
    broken = tmp_path / "broken.tif"
    broken.write_bytes(b"II*\0 nothing")
    with pytest.raises(SureCoverError, match=r"\(UNLABELLED\) cannot be opened"):
        taught(**NETWORK, unlabelled=(str(broken),))
