"""What external map is asked for, and which crosswalk explains its codes."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..errors import SureCoverError
from ..grid import Grid
from ..job import Job
from ..legends import distinct_color
from ..paths import layer_in
from ..rasters import Raster
from ..scheme import DEFAULT_SCHEME, MAX_ID, SCHEME_TAG, ClassScheme, LandClass, load_scheme
from ..textfiles import plain_name
from .crosswalk import Crosswalk, between, crosswalk_names, identity, load_crosswalk
from .recognise import is_clc, product_of

CODES = ("auto", "native", "ids")
UNKNOWN = ("refuse", "ignore")
ORDERS = ("smaller", "later")

_SETTINGS = ("field", "crosswalk", "scheme", "codes", "unknown", "order", "all_touched", "buffer")

_LABELS = {
    "path": "The external map",
    "field": "Class field (FIELD)",
    "crosswalk": "Crosswalk (CROSSWALK)",
    "scheme": "Class scheme (SCHEME)",
    "grid": "Reference grid (GRID)",
    "unknown": "Unknown codes (UNKNOWN)",
}


@dataclass(frozen=True)
class Request:
    """An external map and how to understand it.

    Attributes:
        path: A raster or a vector layer.
        grid: The grid to see it on; a raster's own by default.
        field: The attribute that holds a vector layer's codes; "" where its name tells.
        crosswalk: Name or file; "" for what the codes tell.
        scheme: Name or file of the scheme of the classes; "" for the crosswalk's.
        codes: Whether codes are "native", "ids" of a scheme, or tell it themselves ("auto").
        unknown: Whether codes that the crosswalk does not know are to "refuse" or to "ignore".
        order: Which features lie on top, the "smaller" or the "later" ones.
        all_touched: Whether polygons fill every pixel they touch.
        buffer: Metres on each side of a line and around a point.
        own_legend: Whether a map that nothing explains speaks its own legend instead of being refused.
        preview: Whether what nothing explains is opened all the same, without a class.
        labels: How messages name these, by attribute.
    """

    path: str
    grid: Grid | None = None
    field: str = ""
    crosswalk: str = ""
    scheme: str = ""
    codes: str = "auto"
    unknown: str = "refuse"
    order: str = "smaller"
    all_touched: bool = False
    buffer: float = 0.0
    own_legend: bool = False
    preview: bool = False
    labels: Mapping[str, str] = dataclasses.field(default_factory=lambda: _LABELS)

    @classmethod
    def of(
        cls, job: Job, source: str, grid: Grid | None, *, own_legend: bool = False, preview: bool = False
    ) -> Request:
        """What a job asks for: those of its settings that are called as here, under the job's labels.

        Args:
            job: With any of field, crosswalk, scheme, codes, unknown, order, all_touched and buffer.
            source: Its field that names the map.
            grid: The grid to see it on.
            own_legend: As the attribute.
            preview: As the attribute.
        """
        specs = job.specs()
        settings: dict[str, Any] = {name: getattr(job, name) for name in _SETTINGS if name in specs}
        own = {name: job.label(name) for name in _LABELS if name in specs}
        labels = {**_LABELS, **own, "path": job.label(source)}
        path: str = getattr(job, source)
        return cls(path, grid, **settings, own_legend=own_legend, preview=preview, labels=labels)

    @property
    def target(self) -> ClassScheme:
        """The scheme of the classes."""
        return load_scheme(self.scheme or DEFAULT_SCHEME, self.labels["scheme"])

    def given_crosswalk(self, recognised: str = "") -> Crosswalk | None:
        """The crosswalk that was named, else the built-in one that was recognised, if any."""
        name = self.crosswalk or recognised
        return load_crosswalk(name, self.scheme, self.labels["crosswalk"]) if name else None

    def native(self, told: bool) -> bool:
        """Whether codes are native: what the user says, else what the codes tell."""
        return told if self.codes == "auto" else self.codes == "native"


def raster_crosswalk(request: Request, raster: Raster, codes: Sequence[str]) -> tuple[Crosswalk, bool]:
    """The crosswalk of a raster with some codes, and whether these are native.

    Raises:
        SureCoverError: It is one of rules, or the map is not recognised.
    """
    tagged = "" if request.crosswalk else raster.tags.get(SCHEME_TAG, "")
    if given := request.given_crosswalk():
        crosswalk = given
        if crosswalk.by_rules:
            raise SureCoverError(
                f"{request.labels['crosswalk']} {crosswalk.name} is for attributes of vector layers but "
                f"{request.labels['path']} is a raster; allowed are {', '.join(crosswalk_names())}, "
                "or a CSV file."
            )
    elif tagged:
        crosswalk = _of_scheme(request, ClassScheme.from_json(tagged))
    else:
        texts = [Path(raster.path).name, *raster.descriptions, *raster.tags.values()]
        crosswalk = _recognised(request, product_of(codes, texts), codes, raster)
    return crosswalk, request.native(not tagged and crosswalk.speaks_native(codes))


def field_crosswalk(
    request: Request, given: Crosswalk | None, codes: Sequence[str]
) -> tuple[Crosswalk, bool]:
    """The crosswalk of the values of a vector layer's field, and whether these are native.

    Raises:
        SureCoverError: None is given and the layer is not recognised.
    """
    crosswalk = given or _recognised(request, "clc44" if is_clc(codes) else "", codes)
    return crosswalk, request.native(crosswalk.speaks_native(codes))


def _of_scheme(request: Request, source: ClassScheme) -> Crosswalk:
    """The crosswalk of a map that carries its scheme."""
    crosswalk = between(source, request.target)
    keeps = request.own_legend and not request.scheme and crosswalk.name not in crosswalk_names()
    return identity(source) if keeps else crosswalk


def _recognised(
    request: Request, product: str, codes: Sequence[str], raster: Raster | None = None
) -> Crosswalk:
    """The crosswalk of a recognised product; of classes that need none; of what speaks for itself."""
    scheme = request.target
    if product:
        return between(load_scheme(product), scheme)
    # Small numbers are ids of nearly every scheme: only a scheme that was named makes them its own.
    itself = identity(scheme)
    native = itself.speaks_native(codes)
    fits = all(code == "0" or itself.lookup(code, native) is not None for code in codes)
    if not codes or (fits and (request.scheme or not all(map(str.isdigit, codes)))):
        return itself
    if request.own_legend and not request.scheme and set(codes) != {"0"}:
        return _own_legend(request.path, codes, raster)
    if request.preview:
        return Crosswalk("none", None, scheme, {})
    raise SureCoverError(
        f"{request.labels['crosswalk']} is not set and {request.labels['path']} is not recognised by its "
        f"codes ({', '.join(codes[:12])}); allowed are {', '.join(crosswalk_names())}, or a CSV file with "
        "the columns from, to."
    )


def _own_legend(path: str, codes: Sequence[str], raster: Raster | None) -> Crosswalk:
    """The crosswalk of codes to classes of their own, with a raster's category names and colours.

    Numbers that can be ids stay as they are, other codes are counted from 1; 0 is background.
    """
    codes = [code for code in codes if code != "0"]
    numbers = all(code.isdecimal() and int(code) <= MAX_ID for code in codes)
    if numbers:
        codes.sort(key=int)
    ids = [int(code) if numbers else order for order, code in enumerate(codes, start=1)]
    plain = raster is not None and raster.count == 1
    categories, colours = (raster.categories(), raster.colormap()) if raster and plain else ({}, {})
    names = [plain_name(categories.get(i, "")) or _name(code, i) for i, code in zip(ids, codes)]
    repeated = Counter(name.casefold() for name in names)
    classes = tuple(
        LandClass(
            i,
            f"{name} ({i})" if repeated[name.casefold()] > 1 else name,
            colours[i][:3] if i in colours else distinct_color(order),
        )
        for order, (i, name) in enumerate(zip(ids, names))
    )
    title = Path(layer_in(path)[0]).stem
    scheme = ClassScheme(title, title, classes)
    return Crosswalk(
        f"{title} itself", None, scheme, dict(zip(codes, ids)), {c: k.name for c, k in zip(codes, classes)}
    )


def _name(code: str, class_id: int) -> str:
    """What a class without a name is called."""
    number = code.lstrip("-").isdecimal()
    return f"class {code}" if number else plain_name(code) or f"class {class_id}"
