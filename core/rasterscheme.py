"""The class scheme that rasters speak: their tag, or what can be made of their values and names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

import numpy as np

from .errors import SureCoverError
from .grid import blocks
from .legends import distinct_color
from .rasters import Raster
from .scheme import SCHEME_TAG, ClassScheme, LandClass, load_scheme
from .textfiles import parse_json, plain_name

CLASS_IDS_TAG = "SURECOVER_CLASS_IDS"
"""Dataset tag of probabilities: JSON list with the class id of each band."""

_MAX_VALUES = 1000


def scheme_of(raster: Raster, given: str = "") -> ClassScheme:
    """The scheme of a class map or a probability raster.

    The given name or path wins; else the raster's own tag; else it is made up: from the band names
    of a raster with several bands or with real numbers, or from the values that occur, their
    category names and the colour table.

    Raises:
        SureCoverError: The given scheme is unknown, or the raster holds no classes.
    """
    if given:
        return load_scheme(given)
    if tagged := tagged_scheme(raster):
        return tagged
    if raster.count > 1 or raster.dtype.startswith("float"):
        names = [name or f"class {band}" for band, name in enumerate(raster.descriptions, start=1)]
        return _made_up(raster, dict(enumerate(names, start=1)), {})
    names_by_value = raster.categories()
    values = _values(raster)
    return _made_up(raster, {v: names_by_value.get(v) or f"class {v}" for v in values}, raster.colormap())


def tagged_scheme(raster: Raster) -> ClassScheme | None:
    """The scheme that a raster's own tag tells; None without one.

    Raises:
        SureCoverError: The tag is no scheme.
    """
    with _told_of(raster):
        return ClassScheme.from_json(raster.tags[SCHEME_TAG]) if raster.tags.get(SCHEME_TAG) else None


def check_same_scheme(raster: Raster, scheme: ClassScheme, of: str, remedy: str) -> None:
    """Refuse a raster whose tag names other classes than a scheme has.

    Args:
        raster: The raster.
        scheme: The scheme.
        of: How messages name what is in this scheme.
        remedy: What to do.

    Raises:
        SureCoverError: The classes are others.
    """
    own = tagged_scheme(raster)
    if own and _meaning(own) != _meaning(scheme):
        raise SureCoverError(
            f"{raster.label} is in the class scheme {own.id!r}, {of} in {scheme.id!r}; both must be in the "
            f"same one: {remedy}."
        )


def _meaning(scheme: ClassScheme) -> set[tuple[int, str, int | None]]:
    return {(c.id, c.name, c.parent) for c in scheme.classes}


@contextmanager
def _told_of(raster: Raster) -> Iterator[None]:
    """Let what is wrong with classes say whose they are."""
    try:
        yield
    except SureCoverError as error:
        raise SureCoverError(f"{raster.label} ({raster.path}): {error}") from error


def class_ids(raster: Raster, scheme: ClassScheme) -> list[int]:
    """The class of each band of a probability raster.

    From the tag SURECOVER_CLASS_IDS; else from band descriptions that are class names; else, when
    no band is described, the leaves of the scheme in order.

    Raises:
        SureCoverError: A band's class is not in the scheme, occurs twice, or cannot be told.
    """
    numbers = listed_ids(raster, CLASS_IDS_TAG) if raster.tags.get(CLASS_IDS_TAG) else []
    with _told_of(raster):
        if numbers:
            ids = [scheme.by_id(number).id for number in numbers]
        elif any(raster.descriptions):
            ids = [scheme.find(name).id for name in raster.descriptions]
        else:
            ids = [c.id for c in scheme.leaves]
    if len(ids) != raster.count or len(set(ids)) != len(ids):
        raise SureCoverError(
            f"{raster.label} ({raster.path}) has {raster.count} bands for the classes {ids} of "
            f"{scheme.id!r}; needed is one band per class: name each band after its class."
        )
    return ids


def listed_ids(raster: Raster, tag: str) -> list[int]:
    """The class ids that a dataset tag lists.

    Raises:
        SureCoverError: It is not a JSON list of whole numbers.
    """
    text = raster.tags[tag]
    try:
        return [int(number) for number in parse_json(text)]
    except (ValueError, TypeError, OverflowError) as error:
        raise SureCoverError(
            f"{raster.label} ({raster.path}) has the tag {tag} = {text[:40]!r}; allowed is a JSON list of "
            "class ids: remove the tag, or make the raster again."
        ) from error


def common_scheme(
    class_map: Raster, external: Raster, probabilities: Raster | None, given: str = ""
) -> tuple[ClassScheme, list[int]]:
    """The scheme of a class map, an external map and probabilities, and the class of each band.

    A given name or path wins, then the first of the rasters that carries its scheme. Otherwise the
    scheme is made up from what occurs: the values of both maps, and of n bands the classes 1 to n
    unless the class map holds others.

    Returns:
        The scheme and the ids of the bands of `probabilities`, [] without.

    Raises:
        SureCoverError: As `scheme_of` and `class_ids`.
    """
    rasters = [raster for raster in (class_map, external, probabilities) if raster]
    tagged = [raster for raster in rasters if SCHEME_TAG in raster.tags]
    if given or tagged:
        scheme = scheme_of(tagged[0] if tagged else class_map, given)
        return scheme, class_ids(probabilities, scheme) if probabilities else []
    scheme = scheme_of(class_map)
    ids = []
    if probabilities:
        scheme = _with_bands(scheme, probabilities)
        ids = class_ids(probabilities, scheme)
    # A map that shows nothing adds nothing; what is no map at all is refused when it is read.
    with suppress(SureCoverError):
        scheme = _joined(scheme, scheme_of(external))
    return scheme, ids


def _values(raster: Raster) -> list[int]:
    """Values of valid pixels of a single integer band, without 0, ascending."""
    found: set[int] = set()
    for window in blocks(raster.grid.shape, 2048):
        values, valid = raster.read(window)
        found.update(np.unique(values[0][valid]).tolist())
        if len(found) > _MAX_VALUES:
            raise SureCoverError(
                f"{raster.path} holds more than {_MAX_VALUES} different values, so it is no class map; "
                "choose a raster of class ids."
            )
    return sorted(found - {0})


def _made_up(
    raster: Raster, names: Mapping[int, str], colours: Mapping[int, tuple[int, int, int, int]]
) -> ClassScheme:
    names = {value: plain_name(name) or f"class {value}" for value, name in names.items()}
    repeated = {name for name, count in Counter(names.values()).items() if count > 1}
    classes = tuple(
        LandClass(
            value,
            f"{name} ({value})" if name in repeated else name,
            colours[value][:3] if value in colours else distinct_color(order),
        )
        for order, (value, name) in enumerate(names.items())
    )
    if not classes:
        raise SureCoverError(
            f"{raster.path} holds no class, only nodata or 0; choose another raster or name its scheme."
        )
    return ClassScheme(Path(raster.path).stem, Path(raster.path).stem, classes)


def _with_bands(scheme: ClassScheme, probabilities: Raster) -> ClassScheme:
    """The made-up scheme of a class map and what the bands add to it: names, classes that won nowhere."""
    names = {land_class.name.casefold() for land_class in scheme.classes}
    known = all(name.casefold() in names for name in probabilities.descriptions)
    if known or max(scheme.ids) > probabilities.count:
        return scheme
    bands = scheme_of(probabilities)
    colours = {land_class.id: land_class.color for land_class in scheme.classes}
    classes = tuple(LandClass(c.id, c.name, colours.get(c.id, c.color)) for c in bands.classes)
    return ClassScheme(scheme.id, scheme.title, classes)


def _joined(scheme: ClassScheme, other: ClassScheme) -> ClassScheme:
    """The scheme and the other's classes of further ids."""
    more = tuple(c for c in other.classes if c.id not in scheme.ids)
    return ClassScheme(scheme.id, scheme.title, scheme.classes + more)
