"""What a correction did: pixels per class and code, and what became of the rejected ones."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np

from ..codes import Evidence, score
from ..scheme import ClassScheme
from .scores import Tally


class Outcome:
    """Counts gathered window by window.

    Args:
        scheme: Of the class map.
        checked: Ids of the checked classes; only they have a score.
    """

    def __init__(self, scheme: ClassScheme, checked: Collection[int]) -> None:
        self._scheme = scheme
        self._checked = checked
        self._tally = Tally(scheme.ids)
        self._rejected = np.zeros(max(scheme.ids) + 1, np.int64)
        self._reassigned = np.zeros_like(self._rejected)

    def add(self, old: np.ndarray, final: np.ndarray, codes: np.ndarray, evidence: np.ndarray) -> None:
        """Count the pixels of a window: class before and after, reliability and evidence codes."""
        self._tally.add(final, codes, evidence=evidence)
        changed, kept = old[evidence == Evidence.REASSIGNED], old[evidence == Evidence.KEPT]
        self._reassigned += np.bincount(changed, minlength=self._reassigned.size)
        self._rejected += np.bincount(changed, minlength=self._rejected.size)
        self._rejected += np.bincount(kept, minlength=self._rejected.size)

    def numbers(self) -> dict[str, float]:
        """N1, N2, N3 over the checked classes, and SCORE unless they are all 0."""
        by_class = [self._tally.summary(id_).by_code[1:] for id_ in self._checked]
        n1, n2, n3 = (sum(counts) for counts in zip(*by_class)) if by_class else (0, 0, 0)
        numbers: dict[str, float] = {"N1": n1, "N2": n2, "N3": n3}
        total = score(n1, n2, n3)
        return numbers if total is None else {"SCORE": total, **numbers}

    def text(self) -> str:
        """The counts per class, a line each; no table, because dialogs collapse spaces."""
        lines = ["Pixels of each class by reliability:"]
        for land_class in self._scheme.classes:
            summary = self._tally.summary(land_class.id)
            rejected = int(self._rejected[land_class.id])
            if not summary.pixels and not rejected:
                continue
            _, n1, n2, n3 = summary.by_code
            ratio = score(n1, n2, n3) if land_class.id in self._checked else None
            shown = "not checked" if ratio is None else f"score {ratio:.3f}"
            lines.append(
                f"{land_class.name}: {n1} high, {n2} medium, {n3} low, {shown}; "
                f"{rejected} rejected, {self._reassigned[land_class.id]} reassigned"
            )
        share = self._tally.summary().share_not_assessed or 0
        return "\n".join([*lines, f"not assessed: {share:.1%} of the pixels with a class"])
