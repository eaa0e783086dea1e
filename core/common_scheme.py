"""The one class scheme of maps that are looked at together, when not all of them tell it."""

from __future__ import annotations

from contextlib import suppress

from .errors import SureCoverError
from .rasters import Raster
from .scheme import SCHEME_TAG, ClassScheme, LandClass, class_ids, scheme_of


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
