"""Masks are those of the images that they stand beside."""

from __future__ import annotations

import pytest

from surecover.core.errors import SureCoverError
from surecover.core.imagery.scenes import check_masks

IMAGES = ["a/s2_20210503.tif", "a/s2_20210721.tif", "a/s2_20210902.tif"]


@pytest.mark.parametrize(
    "masks",
    [
        [],
        ["a/scl_20210503.tif", "a/scl_20210721.tif", "a/scl_20210902.tif"],
        ["may.tif", "july.tif", "september.tif"],
        ["made_20220101.tif", "made_20220102.tif", "made_20220103.tif"],
        ["a/scl_20210721.tif", "july.tif", "september.tif"],
    ],
    ids=["none", "in order", "without dates", "of days of their own", "some without"],
)
def test_masks_are_taken_unless_their_names_contradict(masks: list[str]) -> None:
    check_masks("Masks (MASKS)", masks, IMAGES)


def test_masks_in_another_order_than_the_images_are_refused() -> None:
    masks = ["a/scl_20210503.tif", "a/scl_20210902.tif", "a/scl_20210721.tif"]
    message = "Masks .MASKS. have a/scl_20210902.tif for a/s2_20210721.tif, .* in the order of the images"
    with pytest.raises(SureCoverError, match=message):
        check_masks("Masks (MASKS)", masks, IMAGES)


def test_masks_are_as_many_as_the_images() -> None:
    with pytest.raises(SureCoverError, match="are 2 for 3 images; give one for every image"):
        check_masks("Masks (MASKS)", IMAGES[:2], IMAGES)
