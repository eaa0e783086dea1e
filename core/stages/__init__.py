"""The stages: each module holds a Job, `run(job, progress)` and pure functions on arrays."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from types import ModuleType

from ..errors import SureCoverError

STAGES = (
    "mosaic", "radar", "harmonise",  # prepare
    "classify", "fuse", "cluster", "correct", "produce",  # map
    "report", "sample", "assess", "calibrate", "predictsets", "confidence",  # trust
    "reviewregions", "applyreview",
    "train", "crossvalidate", "crossfit", "checklabels",  # learn
    "checkmodel", "checkimages", "selftest", "demodata",  # set up
)  # fmt: skip


def stage(name: str) -> ModuleType:
    """The module of a stage; it holds `JOB` (the Job class) and `run(job, progress)`."""
    if name not in STAGES:
        raise SureCoverError(f"There is no stage {name!r}; allowed: {', '.join(STAGES)}.")
    return import_module(f"{__name__}.{name}")


def labels_of(names: Iterable[str]) -> dict[str, dict[str, str]]:
    """What people call the settings, by stage and name; strange stages, such as files tell of, have none."""
    return {
        name: {key: spec.label for key, spec in stage(name).JOB.specs().items()}
        for name in sorted(set(names) & set(STAGES))
    }
