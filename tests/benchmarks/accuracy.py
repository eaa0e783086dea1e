"""How right the maps of a run are: its dates, the fused and the corrected map beside a reference."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sklearn.metrics import roc_auc_score

from surecover.core.codes import EVIDENCE_LEGEND, RELIABILITY_LEGEND
from surecover.core.progress import Progress
from surecover.core.rasters import open_raster
from surecover.core.scheme import ClassScheme, load_scheme
from surecover.core.stages import harmonise
from surecover.core.trust.metrics import Confusion, Metrics, settle_levels

BASIC6 = load_scheme("basic6")


def whole(path: str | Path, band: int = 1) -> np.ndarray:
    """One band of a raster, stored numbers."""
    with open_raster(str(path)) as raster:
        rows, cols = raster.grid.shape
        return raster.read((slice(0, rows), slice(0, cols)), [band])[0][0]


@dataclass
class Judged:
    """Right and wrong pixels of the maps of one run."""

    folder: Path
    reference: np.ndarray
    merged: bool = False
    scheme: ClassScheme = BASIC6

    def __post_init__(self) -> None:
        self.reference = self.read(self.reference)

    def read(self, classes: np.ndarray) -> np.ndarray:
        """A map as it is compared: with `merged`, grass and barren as open land, both buildings as one."""
        return np.array([0, 1, 8, 3, 8, 7, 7, 7, 8])[classes] if self.merged else classes

    def settled(self, predicted: np.ndarray) -> np.ndarray:
        return settle_levels(self.reference, predicted, self.scheme)

    def metrics(self, predicted: np.ndarray, where: np.ndarray | None = None) -> Metrics:
        confusion = Confusion(self.scheme.ids)
        confusion.add(self.settled(predicted), predicted, where)
        return confusion.metrics()

    def stages(self) -> dict[str, np.ndarray]:
        """Class maps by what they are, in the order of the chain."""
        made = self.folder / "intermediate"
        paths = {
            "external map": made / "external.tif",
            **{path.stem[4:]: path for path in sorted(made.glob("map_*.tif"))},
            "multi-date": made / "fused_map.tif",
            "corrected": self.folder / "map.tif",
        }
        return {name: self.read(whole(path)) for name, path in paths.items()}

    def table(self) -> str:
        """OA, AA, macro F1 and each class's IoU / F1, per stage."""
        present = [c for c in self.scheme.classes if (self.reference == c.id).any()]
        lines = [
            f"{'':14}covers    OA    AA    F1 | IoU/F1 " + " ".join(f"{c.name[:13]:>13}" for c in present)
        ]
        known = self.reference > 0
        for name, predicted in self.stages().items():
            m = self.metrics(predicted)
            cells = []
            for c in present:
                own = m.classes.get(c.id)
                cells.append(f"{_show(own and own.iou)}/{_show(own and own.f1)}".rjust(13))
            covers = (predicted[known] > 0).mean()
            head = f"{name:14}{covers:6.3f} {_show(m.oa):>5} {_show(m.aa):>5} {_show(m.macro_f1):>5}"
            lines.append(head + " |        " + " ".join(cells))
        return "\n".join(lines)

    def codes(self) -> str:
        """Share of the map and share of right pixels, by reliability code and by evidence."""
        corrected = self.read(whole(self.folder / "map.tif"))
        known = (corrected > 0) & (self.reference > 0)
        right = (self.settled(corrected) == corrected)[known]
        lines = []
        for title, legend in (("reliability", RELIABILITY_LEGEND), ("evidence", EVIDENCE_LEGEND)):
            values = whole(self.folder / f"{title}.tif")[known]
            for entry in legend:
                chosen = values == entry.value
                if chosen.any():
                    lines.append(
                        f"{title} {entry.value} {entry.name:34} {chosen.mean():6.1%} of the map, "
                        f"right {right[chosen].mean():6.1%} ({chosen.sum()} px)"
                    )
        return "\n".join(lines)

    def detection(self) -> dict[str, float]:
        """Area under the ROC curve for finding the wrong ones of the assessed pixels."""
        corrected = self.read(whole(self.folder / "map.tif"))
        reliability = whole(self.folder / "reliability.tif").astype(float)
        assessed = (reliability > 0) & (self.reference > 0)
        wrong = (self.settled(corrected) != corrected)[assessed]
        confidence = whole(self.folder / "confidence.tif")
        with open_raster(str(self.folder / "intermediate" / "fused.tif")) as raster:
            rows, cols = raster.grid.shape
            fused, _ = raster.read_physical((slice(0, rows), slice(0, cols)))
        doubts = {"code": reliability, "max probability": 1 - fused.max(axis=0), "confidence": 1 - confidence}
        if wrong.all() or not wrong.any():
            return {}
        return {name: float(roc_auc_score(wrong, doubt[assessed])) for name, doubt in doubts.items()}

    def figures(self) -> dict[str, float]:
        """What is averaged over scenes: accuracy per stage, right share per code, finding errors."""
        figures = {}
        for name, predicted in self.stages().items():
            stage = "single date" if name[0].isdigit() else name
            m = self.metrics(predicted)
            figures.setdefault(f"OA {stage}", []).append(m.oa)
            figures.setdefault(f"macro F1 {stage}", []).append(m.macro_f1)
        corrected = self.read(whole(self.folder / "map.tif"))
        right = self.settled(corrected) == corrected
        reliability = whole(self.folder / "reliability.tif")
        for code in (1, 2, 3):
            figures[f"right, code {code}"] = [right[(reliability == code) & (self.reference > 0)].mean()]
        figures |= {f"AUC {name}": [area] for name, area in self.detection().items()}
        figures["share of codes 2 and 3"] = [np.isin(reliability, (2, 3))[corrected > 0].mean()]
        means = {name: float(np.mean(values)) for name, values in figures.items()}
        means["OA corrected - multi-date"] = means["OA corrected"] - means["OA multi-date"]
        for code in (1, 2):
            difference = means[f"right, code {code}"] - means[f"right, code {code + 1}"]
            means[f"right, code {code} - code {code + 1}"] = difference
        return means


def reference_on(path: str, grid: str, made: Path, crosswalk: str = "") -> np.ndarray:
    """A reference map as classes of basic6 on the grid of another raster."""
    job = harmonise.JOB(input=path, grid=grid, crosswalk=crosswalk, scheme="basic6", output=str(made))
    harmonise.run(job, Progress())
    return whole(made)


def _show(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"
