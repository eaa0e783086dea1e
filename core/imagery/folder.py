"""The dated images of a folder, and their cloud masks, told by their names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path

from ..errors import SureCoverError, reason
from ..paths import RASTER_FILES, exists
from .dates import acquisition

_PRODUCT = re.compile(r"S2[A-D]_.*\.(?:SAFE|zip)", re.IGNORECASE)

_IN_PRODUCT = re.compile(r"(?:MTD_MSI|S2[A-D]_.*_MTD_SAF).*\.xml", re.IGNORECASE)

_MASK = re.compile(
    r"(?<![a-z])(?:scl|clouds?|cld|cloud_?mask|f?masks?|msk|cld_?prb|cld_?prob|prob(?:abilit(?:y|ies))?|qa)(?![a-z])",
    re.IGNORECASE,
)
"""In the name of a cloud mask."""


def is_folder_of_images(path: str) -> bool:
    """Whether a path is a folder, and none of a Sentinel-2 product."""
    folder = Path(path)
    if folder.suffix.upper() == ".SAFE" or not exists(folder) or not folder.is_dir():
        return False
    with suppress(OSError):  # the images are asked for next
        return not any(_IN_PRODUCT.fullmatch(entry.name) for entry in folder.iterdir())
    return True


def unfolded(paths: Iterable[str], label: str) -> tuple[list[str], list[str]]:
    """Images, with those that a folder holds in its place, in the order of their names.

    Of a folder count Sentinel-2 products, and rasters whose name tells a date, unless it names them a cloud
    mask (scl, cloud, mask, prob …). A mask belongs to the image of the same date; where there are several
    of a date, to the one whose name shares most with its own.

    Args:
        paths: Files, products, and folders of them.
        label: How messages name them.

    Returns:
        The images; and the masks that lie in the folders, in the same order, or none.

    Raises:
        SureCoverError: A folder cannot be read, or holds no such image, or masks for some images only.
    """
    images: list[str] = []
    masks: list[str] = []
    for path in paths:
        if not is_folder_of_images(path):
            images.append(path)
            continue
        found = _dated(Path(path), label)
        here = [file for file in found if not _MASK.search(file.name)]
        if not here:
            raise SureCoverError(
                f"{label} has the folder {path}, in which no raster or product has a date in its name; "
                "rename the files, such as s2_2021-07-21.tif, or name them one by one."
            )
        images += map(str, here)
        masks += _masks_of(here, [file for file in found if _MASK.search(file.name)])
    if masks and len(masks) != len(images):
        raise SureCoverError(
            f"{label} hold cloud masks for {len(masks)} of {len(images)} images, told by their names; give "
            "one for every image, or name images and masks one by one."
        )
    return images, masks


def _dated(folder: Path, label: str) -> list[Path]:
    try:
        entries = sorted(folder.iterdir())
    except OSError as error:
        raise SureCoverError(f"{label} cannot be read: {reason(error)}; check its permissions.") from error
    return [
        entry
        for entry in entries
        if _PRODUCT.fullmatch(entry.name) or (entry.suffix.lower() in RASTER_FILES and _date(entry))
    ]


def _date(file: Path) -> str:
    return acquisition(file.name, {}).date


def _masks_of(images: Sequence[Path], masks: Sequence[Path]) -> list[str]:
    """The masks of those images that have one."""
    found = []
    for image in images:
        same = [mask for mask in masks if _date(mask) == _date(image)]
        if same:
            found.append(str(max(same, key=lambda mask: _shared(mask, image))))
    return found


def _shared(mask: Path, image: Path) -> int:
    """How many parts of their names two files share."""
    first, second = (set(re.split(r"[^A-Za-z0-9]+", file.stem.lower())) for file in (mask, image))
    return len(first & second)
