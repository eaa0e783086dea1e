"""What is known so far of a model that comes from elsewhere, and the card that this makes."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

from ...errors import SureCoverError
from ...scheme import ClassScheme
from ...textfiles import read_json
from ..card import MAX_TILE, NORMALISATIONS, Band, ModelCard, scalings_of
from ..cardfile import CARD, UNKNOWN, to_item, write_card, write_item
from ..networks import MAX_NUMBER
from ..scaling import Scaling
from ..tiles import STRIDE, tile_step

DRAFT = "surecover:import"
"""The property of an incomplete card that holds the draft."""

NOT_STATED = "not stated"
"""The licence of a model that names none."""

OUTPUTS = ("logits", "softmax", "sigmoid")
"""What networks give: numbers of any size, probabilities that sum to 1, or one share for each class."""

AS_IT_IS = "none"
"""The normalisation of networks that take reflectance."""

NAMED = (AS_IT_IS, *(name for name in NORMALISATIONS if name != "measured"))
"""Normalisations that need no numbers of the training data."""

_FALLBACK_TILE = 256
_HALO, _OVERLAP = 16, 32


@dataclass(frozen=True)
class Draft:
    """A model that somebody else made, as far as it is known.

    Attributes:
        id: Short name.
        source: What it was imported from, for people.
        count: Bands that the network takes.
        outputs: Classes that it gives.
        notes: Sentences about it, for people.
        licence: "" when unknown.
        architecture, parameters: As of ModelCard.
        bands: In the order of the network; empty when unknown.
        normalisation: One of NAMED; "" for `means`, `deviations` and `scale`.
        means, deviations: The network takes (reflectance · scale − mean) / deviation; each one number for all
            bands, or one a band; empty when unknown.
        scale: The number that meant reflectance 1 in the images that taught it; None when unknown.
        output: One of OUTPUTS; "" when unknown.
        scheme: Of its classes; None when unknown.
        classes: As of ModelCard; empty when unknown.
        resolution: Metres on the ground that a pixel had; None when unknown.
        tile, halo, overlap: As of ModelCard; None when the source does not tell.
        files: As of ModelCard.
    """

    id: str
    source: str
    count: int
    outputs: int
    notes: tuple[str, ...] = ()
    licence: str = ""
    architecture: str = ""
    parameters: int = 0
    bands: tuple[Band, ...] = ()
    normalisation: str = ""
    means: tuple[float, ...] = ()
    deviations: tuple[float, ...] = ()
    scale: float | None = None
    output: str = ""
    scheme: ClassScheme | None = None
    classes: tuple[int, ...] = ()
    resolution: float | None = None
    tile: int | None = None
    halo: int | None = None
    overlap: int | None = None
    files: Mapping[str, str] = field(default_factory=dict)

    @property
    def unknown(self) -> tuple[str, ...]:
        """What has to be known before it can map: some of "bands", "scaling", "output", "classes"."""
        scaled = self.normalisation or (self.means and self.deviations and self.scale)
        known = {"bands": self.bands, "scaling": scaled, "output": self.output, "classes": self.classes}
        return tuple(what for what, told in known.items() if not told)

    def card(self) -> ModelCard:
        """The model's card; what is unknown has numbers for names there, and no scaling.

        Raises:
            SureCoverError: What is known cannot be run.
        """
        bands = self.bands or tuple(Band(f"band {n}") for n in range(1, self.count + 1))
        scheme = self.scheme or _numbered(max(self.outputs, 2))
        tile, halo, overlap = self._tiles()
        return ModelCard(
            id=self.id, title=self.id, description=" ".join((f"Imported from {self.source}.", *self.notes)),
            licence=self.licence or NOT_STATED, bands=bands, scaling=self._scaling(bands), scheme=scheme,
            classes=self.classes or scheme.ids, tile=tile, halo=halo, overlap=overlap,
            architecture=self.architecture, parameters=self.parameters,
            normalisation=self.normalisation if self.normalisation in NORMALISATIONS else "",
            resolution=self.resolution, files=self.files,
        )  # fmt: skip

    def _scaling(self, bands: tuple[Band, ...]) -> tuple[Scaling, ...]:
        if self.normalisation in NORMALISATIONS:
            return scalings_of(self.normalisation, bands, {})
        if self.normalisation or "scaling" in self.unknown:
            return (Scaling(),) * len(bands)
        means, deviations = (_each(values, len(bands)) for values in (self.means, self.deviations))
        scale = self.scale or 1.0
        return tuple(Scaling("z-score", (m / scale, d / scale)) for m, d in zip(means, deviations))

    def _tiles(self) -> tuple[int, int, int]:
        """Side, halo and overlap; the side is enlarged until the others leave room."""
        tile = max((self.tile or _FALLBACK_TILE) // STRIDE * STRIDE, 2 * STRIDE)
        tile = min(tile, MAX_TILE)
        halo = min(_HALO, tile // 8) if self.halo is None else self.halo
        overlap = min(_OVERLAP, tile // 8) if self.overlap is None else self.overlap
        while tile < MAX_TILE and not tile_step(tile, halo, overlap):
            tile += STRIDE
        return tile, halo, overlap

    def summary(self) -> list[str]:
        """What is known and what is not, in a few lines."""
        card = self.card()
        bands = ", ".join(band.name for band in self.bands) or f"{self.count}, unknown which"
        classes = ", ".join(map(card.name_of, self.classes)) or f"{max(self.outputs, 2)}, unknown which"
        scaling = "unknown" if "scaling" in self.unknown else self.normalisation or "means and deviations"
        metres = f"{self.resolution:g} m" if self.resolution else NOT_STATED
        return [
            card.description,
            f"Licence: {card.licence}. Pixel size of the training images: {metres}.",
            f"Bands: {bands}. Scaling: {scaling}. Results: {self.output or 'unknown'}.",
            f"Classes: {classes}.",
        ]

    def to_json(self) -> dict[str, Any]:
        """It as JSON values."""
        scheme = json.loads(self.scheme.to_json()) if self.scheme else None
        return {**asdict(self), "scheme": scheme, "files": dict(self.files)}


def from_json(values: Any) -> Draft:  # noqa: ANN401 - whatever JSON holds
    """The draft that `Draft.to_json` wrote.

    Raises:
        TypeError, ValueError, KeyError, AttributeError: It is none.
        SureCoverError: Its classes are not acceptable.
    """
    known = {f.name: values[f.name] for f in fields(Draft) if f.name in values}
    for name in ("means", "deviations"):
        known[name] = tuple(float(number) for number in known.get(name, ()))
    for name in ("notes", "classes"):
        known[name] = tuple(known.get(name, ()))
    known["bands"] = tuple(Band(**band) for band in known.get("bands", ()))
    scheme = known.get("scheme")
    known["scheme"] = ClassScheme.from_json(json.dumps(scheme)) if scheme else None
    draft = Draft(**known)
    counts = (draft.count, draft.outputs)
    if not isinstance(draft.id, str) or not all(isinstance(n, int) and 0 < n <= MAX_NUMBER for n in counts):
        raise ValueError("id, count and outputs")
    if any(Path(name).name != name for name in draft.files):
        raise ValueError("files outside of the folder")
    return draft


def write_draft(folder: Path, draft: Draft) -> None:
    """Write the card of an imported model; an incomplete one says what is unknown, and keeps the draft."""
    if not draft.unknown:
        write_card(folder, draft.card())
        return
    item = to_item(draft.card())
    item["properties"].update({UNKNOWN: list(draft.unknown), DRAFT: draft.to_json()})
    if "scaling" in draft.unknown:
        item["properties"]["mlm:input"][0]["value_scaling"] = None
    write_item(folder, item)


def read_draft(folder: str | Path, label: str = "The model") -> Draft:
    """The draft in the card of an incomplete model folder.

    Raises:
        SureCoverError: The card holds none.
    """
    path = Path(folder, CARD)
    try:
        draft = from_json(read_json(path)["properties"][DRAFT])
        draft.card()
    except (OSError, ValueError, TypeError, KeyError, AttributeError, IndexError) as error:
        raise SureCoverError(
            f"{label} has a card that holds no import to go on with: {path} ({type(error).__name__}); "
            "import the original model again."
        ) from error
    return draft


def _numbered(outputs: int) -> ClassScheme:
    entries = [{"id": number, "name": f"class {number}"} for number in range(1, outputs + 1)]
    return ClassScheme.from_json(json.dumps({"id": "unknown", "title": "Unknown", "classes": entries}))


def _each(values: tuple[float, ...], count: int) -> tuple[float, ...]:
    return values * count if len(values) == 1 else values


def named_scheme(name: str, entries: list[dict[str, Any]]) -> tuple[ClassScheme, tuple[int, ...]]:
    """The scheme of classes that a model names itself, and their ids in the order of its outputs.

    Args:
        name: Of the model.
        entries: id, name and, where known, color of each output.

    Raises:
        SureCoverError: They are not acceptable.
    """
    scheme = ClassScheme.from_json(json.dumps({"id": name, "title": name, "classes": entries}))
    return scheme, scheme.ids


def told_scheme(name: str, entries: list[dict[str, Any]]) -> tuple[ClassScheme | None, tuple[int, ...]]:
    """As `named_scheme`; None and () of no classes, or of classes that are not acceptable."""
    try:
        return named_scheme(name, entries)
    except SureCoverError:
        return None, ()


def short_name(path: Path) -> str:
    """The id of a model that lies in a file or a folder."""
    return re.sub(r"[^a-z0-9]+", "-", path.stem.lower()).strip("-")[:60] or "model"
