"""What the last steps of the chain make of a scene, and what `assess` says of it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from surecover.core.progress import Progress
from surecover.core.stages import assess, confidence, correct

from .scenes import Scene


@dataclass(frozen=True)
class Corrected:
    """A corrected scene in a folder of its own.

    Attributes:
        scene: The scene.
        folder: Holds map, reliability, evidence, confidence and probabilities.
        heard: Whether the clusters' evidence was heard.
    """

    scene: Scene
    folder: Path
    heard: bool

    def __getitem__(self, name: str) -> str:
        return str(self.folder / f"{name}.tif")

    def assessed(self, confidence: str = "") -> dict[str, Any]:
        """What `assess` says of the map, its codes, its evidence and a confidence."""
        made = self.scene.folder / "intermediate"
        report = self.folder / "assessment.json"
        job = assess.JOB(
            map=self["map"], reference=str(self.scene.folder.parent / "reference.tif"),
            reliability=self["reliability"], evidence=self["evidence"],
            confidence=confidence or self["confidence"], probabilities=self["probabilities"],
            agreement=str(made / "agreement.tif"),
            others=(*(str(made / f"{name}.tif") for name in self.scene.dates), str(made / "fused_map.tif")),
            json=str(report),
        )  # fmt: skip
        job.check()
        assess.run(job, Progress())
        found: dict[str, Any] = json.loads(report.read_text(encoding="utf-8"))
        return found

    def fitted(self) -> dict[str, Any]:
        """The fit of a confidence to the reference, as its file tells; the file is fitted.json."""
        file = self.folder / "fitted.json"
        self._confidence(reference=str(self.scene.folder.parent / "reference.tif"), fitted_out=str(file))
        found: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
        return found

    def carried_over(self, fitted: Path) -> str:
        """The confidence by what was fitted to another scene."""
        layer = self.folder / "carried_over.tif"
        self._confidence(fitted=str(fitted), confidence=str(layer))
        return str(layer)

    def _confidence(self, **settings: str) -> None:
        made = self.scene.folder / "intermediate"
        job = confidence.JOB(
            map=self["map"], probabilities=self["probabilities"], agreement=str(made / "agreement.tif"),
            external=str(made / "external.tif"), evidence=self["evidence"], **settings,
        )  # fmt: skip
        job.check()
        confidence.run(job, Progress())


def corrected(scene: Scene, folder: Path, **settings: Any) -> Corrected:
    """Correct a scene with the settings that made it, and others."""
    folder.mkdir(parents=True)
    made = scene.folder / "intermediate"
    told = json.loads((scene.folder / "job.json").read_text(encoding="utf-8"))["settings"]
    said: list[str] = []
    job = correct.JOB(
        map=str(made / "fused_map.tif"), external=str(made / "external.tif"),
        cluster_map=str(made / "clusters.tif"), probabilities=str(made / "fused.tif"),
        rejection=told["rejection"], corrected=str(folder / "map.tif"),
        probabilities_out=str(folder / "probabilities.tif"),
        **{name: str(folder / f"{name}.tif") for name in ("reliability", "evidence", "confidence")},
        **settings,
    )  # fmt: skip
    job.check()
    correct.run(job, Progress(lambda kind, value: said.append(str(value))))
    return Corrected(scene, folder, any("changed the class" in line for line in said))
