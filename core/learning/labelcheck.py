"""Which labels of a map look wrong, as counts and as JSON values: confident learning by class and zone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from .. import VERSION
from ..areas import HECTARE, GroundAreas
from ..grid import Window
from ..rasters import Raster
from ..scheme import ClassScheme
from ..trust.comparison import related
from ..trust.reporting import rounded, source_of
from .noise import ConfidentJoint, LabelNoise
from .scores import described

TITLE = "Labels that look wrong"


def agreeing_sets(scheme: ClassScheme, outputs: Sequence[int]) -> np.ndarray:
    """What each class of a label map may truly be.

    A class agrees with itself, with what lies below it and with what lies above it.

    Args:
        scheme: Of the labels.
        outputs: Class ids that the probabilities tell apart.

    Returns:
        bool (classes + 1, outputs) by position in the scheme. A class without an output cannot be compared,
        and one that agrees with every output tells nothing.
    """
    places = {class_id: place for place, class_id in enumerate(scheme.ids, start=1)}
    same = np.eye(len(places) + 1, dtype=bool)
    agreeing: np.ndarray = (related(scheme) | same)[:, [places[class_id] for class_id in outputs]]
    return agreeing


class LabelCheck:
    """Gathers what labels and probabilities say of each other, in two looks at every window.

    Sums do not depend on how the map is cut. `labels` are positions in the scheme (rows, cols), 0 where there
    is none; `probabilities` (outputs, rows, cols) come from models that did not learn from the label there,
    and are only looked at where `valid`.

    Args:
        scheme: Of the labels.
        outputs: Class ids of the probabilities, in order.
        areas: Of the pixels of the grid on the ground, or None.
        zones: Number of zones.
    """

    def __init__(
        self, scheme: ClassScheme, outputs: Sequence[int], areas: GroundAreas | None = None, zones: int = 0
    ) -> None:
        self.scheme, self.outputs = scheme, tuple(outputs)
        self.sets = agreeing_sets(scheme, outputs)
        self.joint = ConfidentJoint(self.sets)
        self.without_label = self.without_probabilities = 0
        allowed = self.sets.sum(axis=1)
        self._comparable = (allowed > 0) & (allowed < len(outputs))
        self._ids = np.array([0, *outputs], np.uint16)
        self._ground = areas
        classes = len(self.sets)
        self._seen = _Amounts(classes)
        self._zones, self._flagged = _Amounts(zones + 1), _Amounts(zones + 1)

    def add(self, window: Window, labels: np.ndarray, probabilities: np.ndarray, valid: np.ndarray) -> None:
        """First look: amounts, and how sure the probabilities usually are."""
        self.without_label += int((labels == 0).sum())
        self.without_probabilities += int(((labels > 0) & ~valid).sum())
        self._seen.add(np.where(valid, labels, 0), self._areas(window))
        self.joint.add(self._compared(labels, valid), probabilities)

    def find(
        self, window: Window, labels: np.ndarray, probabilities: np.ndarray, valid: np.ndarray,
        zones: np.ndarray | None = None,
    ) -> np.ndarray:  # fmt: skip
        """Second look, when the first saw everything: where labels look wrong.

        Args:
            window: Where.
            labels: As of the class.
            probabilities: As of the class.
            valid: As of the class.
            zones: 0 outside all zones, else 1..zones.

        Returns:
            Class ids of what is likely there instead, uint16 (rows, cols); 0 where the label looks right or
            nothing is known.
        """
        given = self._compared(labels, valid)
        likely = self._ids[self.joint.count(given, probabilities)]
        if zones is not None:
            areas = self._areas(window)
            for amounts, counted in ((self._zones, given), (self._flagged, likely)):
                amounts.add(np.where(counted > 0, zones, 0), areas)
        return likely

    def _compared(self, labels: np.ndarray, valid: np.ndarray) -> np.ndarray:
        return np.where(valid & self._comparable[labels], labels, 0)

    def _areas(self, window: Window) -> np.ndarray | None:
        return self._ground.read(window) if self._ground else None

    @property
    def compared(self) -> int:
        """Pixels whose label can be compared."""
        return int(self._seen.pixels[self._comparable].sum())

    def document(self, zones: Iterable[str], sources: Mapping[str, Raster]) -> dict[str, Any]:
        """All that was found, as JSON values.

        Args:
            zones: Names of the zones, in the order of their numbers.
            sources: The rasters by role.

        Returns:
            `map`: `pixels` and `area_ha` that were compared, the estimated share `wrong`, the `flagged`
            pixels and their `share_flagged`. `classes`, of the labels: the same, `id`, `name`, `color`, the
            mean probability `confidence` of what the label allows, and `likely`, what else its pixels
            rather are: `share` of them as estimated, and pixels `flagged`. `not_compared`: classes of which
            nothing can be said, and `why`. `outputs`: the classes of the probabilities with the `threshold`
            from which a pixel is confidently of it. `joint`: pixels of each label (`rows`) that are
            confidently of each output (`columns`) as `counts`, the estimated `shares` of all pixels, and
            which of them are `right`. `zones`: `pixels`, `area_ha`, `flagged`, `share_flagged`.
        """
        noises = self.joint.report(most=len(self.outputs))
        pixels = self.compared
        wrong = sum(noise.share * noise.wrong for noise in noises)
        flagged = int(self._doubtful.sum())
        return {
            "product": "SureCover",
            "version": VERSION,
            "title": TITLE,
            "map": {
                "pixels": pixels,
                "area_ha": self._hectares(self._seen.areas[self._comparable].sum()),
                "wrong": rounded(wrong),
                "flagged": flagged,
                "share_flagged": rounded(flagged / pixels if pixels else None),
            },
            "classes": [self._class(noise) for noise in noises],
            "not_compared": [self._left_out(place) for place in self._beyond],
            "pixels_without_label": self.without_label,
            "pixels_without_probabilities": self.without_probabilities,
            "outputs": self._described_outputs(),
            "joint": self._joint(noises),
            "zones": [self._zone(number, name) for number, name in enumerate(zones, start=1)],
            "notes": self._notes(noises),
            "sources": [source_of(role, raster, self.scheme) for role, raster in sources.items()],
        }

    @property
    def _doubtful(self) -> np.ndarray:
        """Flagged pixels by label and output."""
        flagged: np.ndarray = np.where(self.sets, 0, self.joint.joint)
        return flagged

    @property
    def _beyond(self) -> list[int]:
        """Positions of the classes that occur and cannot be compared."""
        beyond = (self._seen.pixels > 0) & ~self._comparable
        return [int(place) for place in np.flatnonzero(beyond) if place]

    def _class(self, noise: LabelNoise) -> dict[str, Any]:
        doubtful = self._doubtful[noise.label]
        pixels = int(self._seen.pixels[noise.label])
        return {
            **self._described(noise.label),
            "confidence": rounded(noise.confidence),
            "wrong": rounded(noise.wrong),
            "flagged": int(doubtful.sum()),
            "share_flagged": rounded(doubtful.sum() / pixels),
            "likely": [
                {
                    **described(self.scheme, self.outputs[output]),
                    "share": rounded(share),
                    "flagged": int(doubtful[output]),
                }
                for output, share in noise.likely
            ],
        }

    def _left_out(self, place: int) -> dict[str, Any]:
        all_of_them = self.sets[place].all()
        why = "holds every class of the probabilities" if all_of_them else "is no class of the probabilities"
        return {**self._described(place), "why": why}

    def _described(self, place: int) -> dict[str, Any]:
        return {
            **described(self.scheme, self.scheme.ids[place - 1]),
            "pixels": int(self._seen.pixels[place]),
            "area_ha": self._hectares(self._seen.areas[place]),
        }

    def _described_outputs(self) -> list[dict[str, Any]]:
        return [
            {
                **described(self.scheme, output),
                "threshold": rounded(threshold) if np.isfinite(threshold) else None,
            }
            for output, threshold in zip(self.outputs, self.joint.thresholds().tolist())
        ]

    def _joint(self, noises: Sequence[LabelNoise]) -> dict[str, Any]:
        labels = [noise.label for noise in noises]
        shares = self.joint.estimate()[labels]
        return {
            "rows": [self.scheme.classes[label - 1].name for label in labels],
            "columns": [self.scheme.by_id(output).name for output in self.outputs],
            "counts": self.joint.joint[labels].tolist(),
            "shares": [[rounded(share) for share in row] for row in shares.tolist()],
            "right": self.sets[labels].tolist(),
        }

    def _zone(self, number: int, name: str) -> dict[str, Any]:
        pixels, flagged = int(self._zones.pixels[number]), int(self._flagged.pixels[number])
        return {
            "id": number,
            "name": name,
            "pixels": pixels,
            "area_ha": self._hectares(self._zones.areas[number]),
            "flagged": flagged,
            "flagged_area_ha": self._hectares(self._flagged.areas[number]),
            "share_flagged": rounded(flagged / pixels if pixels else None),
        }

    def _hectares(self, square_metres: float) -> float | None:
        return rounded(float(square_metres) / HECTARE, 4) if self._ground else None

    def _notes(self, noises: Sequence[LabelNoise]) -> list[str]:
        notes = []
        names = [self.scheme.by_id(output).name for output in self.outputs]
        if never := [n for n, limit in zip(names, self.joint.thresholds()) if not np.isfinite(limit)]:
            notes.append(f"No label shows {', '.join(never)}, so no label is found to be it instead.")
        unsure = [
            self.scheme.classes[n.label - 1].name for n in noises if not self.joint.joint[n.label].any()
        ]
        if unsure:
            notes.append(
                f"The probabilities are nowhere sure what the pixels of {', '.join(unsure)} are, so these "
                "labels count as right."
            )
        if self._ground is None:
            notes.append("Areas are not given, because the CRS does not tell how large pixels are.")
        return notes


class _Amounts:
    """Pixels and m² by number."""

    def __init__(self, numbers: int) -> None:
        self.pixels = np.zeros(numbers, np.int64)
        self.areas = np.zeros(numbers)

    def add(self, numbers: np.ndarray, areas: np.ndarray | None) -> None:
        flat, size = numbers.ravel(), len(self.pixels)
        self.pixels += np.bincount(flat, minlength=size)
        if areas is not None:
            self.areas += np.bincount(flat, areas.ravel(), size)
