"""A folder of images stands for the dated rasters and products in it, with their cloud masks."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from surecover.core.errors import SureCoverError
from surecover.core.imagery.folder import is_folder_of_images, unfolded

LABEL = "Images (IMAGES)"
Filled = Callable[..., Path]


@pytest.fixture
def filled(tmp_path: Path) -> Filled:
    """Make a folder with empty files of these names."""

    def make(*names: str) -> Path:
        for name in names:
            (tmp_path / name).parent.mkdir(exist_ok=True)
            (tmp_path / name).touch()
        return tmp_path

    return make


def names(folder: Path) -> tuple[list[str], list[str]]:
    images, masks = unfolded([str(folder)], LABEL)
    return [Path(path).name for path in images], [Path(path).name for path in masks]


def test_rasters_with_a_date_are_images_in_the_order_of_their_names(filled: Filled) -> None:
    folder = filled(
        "s2_20210721.tif", "s2_20210503.TIF", "LC08_L2SP_190028_20210902.vrt", "truth.tif", "n_20210503.txt",
        "s2_20210721.tif.aux.xml", "s2_20210721.tif.ovr",
    )  # fmt: skip
    assert names(folder) == (["LC08_L2SP_190028_20210902.vrt", "s2_20210503.TIF", "s2_20210721.tif"], [])


def test_products_as_downloaded_are_images(filled: Filled) -> None:
    zipped = "S2B_MSIL2A_20210503T100559_N0300_R122_T33TWM_20210503T132120.zip"
    unzipped = "S2A_MSIL2A_20210721T100031_N0301_R122_T33TWM_20210721T124142.SAFE"
    folder = filled(zipped, f"{unzipped}/MTD_MSIL2A.xml")
    assert names(folder) == ([unzipped, zipped], [])
    assert not is_folder_of_images(str(folder / unzipped))
    (folder / unzipped).rename(folder / "renamed")
    assert not is_folder_of_images(str(folder / "renamed"))


def test_masks_stand_beside_the_images_of_their_dates(filled: Filled) -> None:
    folder = filled("s2_20210503.tif", "s2_20210721.tif", "scl_20210721.tif", "SCL_20210503.tif")
    assert names(folder) == (
        ["s2_20210503.tif", "s2_20210721.tif"], ["SCL_20210503.tif", "scl_20210721.tif"],
    )  # fmt: skip


@pytest.mark.parametrize(
    "mask", ["scl", "cloud", "clouds", "cloudmask", "cloud_mask", "CLD_PRB", "MSK", "fmask", "probability"]
)
def test_masks_are_known_by_many_words(filled: Filled, mask: str) -> None:
    assert names(filled("a_20210503.tif", f"a_20210503_{mask}.tif")) == (
        ["a_20210503.tif"], [f"a_20210503_{mask}.tif"],
    )  # fmt: skip


def test_a_word_in_a_word_makes_no_mask(filled: Filled) -> None:
    assert names(filled("muscle_20210503.tif", "Damask_20210504.tif"))[1] == []


def test_of_several_masks_of_a_date_each_image_has_that_of_its_own_tile(filled: Filled) -> None:
    images = ["T33TVM_20210503.tif", "T33TWM_20210503.tif"]
    folder = filled(*images, "T33TWM_20210503_SCL.tif", "T33TVM_20210503_SCL.tif")
    assert names(folder) == (images, ["T33TVM_20210503_SCL.tif", "T33TWM_20210503_SCL.tif"])


def test_files_and_folders_may_stand_in_one_list(filled: Filled) -> None:
    folder = filled("in/b_20210721.tif", "a_20210503.tif")
    one = str(folder / "a_20210503.tif")
    assert unfolded([one, str(folder / "in")], LABEL) == ([one, str(folder / "in" / "b_20210721.tif")], [])


def test_masks_of_some_images_only_are_refused(filled: Filled) -> None:
    folder = filled("s2_20210503.tif", "s2_20210721.tif", "scl_20210721.tif")
    with pytest.raises(
        SureCoverError, match=r"\(IMAGES\) hold cloud masks for 1 of 2 images, .*; give one for"
    ):
        names(folder)


def test_a_folder_without_dated_images_is_refused(filled: Filled) -> None:
    with pytest.raises(SureCoverError, match=r"in which no raster or product has a date in its name; rename"):
        names(filled("truth.tif", "scl_20210721.tif"))
