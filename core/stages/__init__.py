"""The stages: each module holds a Job, `run(job, progress)` and pure functions on arrays."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType

from ..errors import SureCoverError

STAGES = (
    "mosaic", "radar", "harmonise",  # prepare
    "classify", "fuse", "cluster", "correct", "produce",  # map
    "report", "sample", "assess", "calibrate", "predictsets", "confidence", "reviewregions", "applyreview",  # trust
    "train", "crossvalidate", "crossfit", "checklabels",  # learn
    "checkmodel", "checkimages", "selftest", "demodata",  # set up
)  # fmt: skip


def stage(name: str) -> ModuleType:
    """The module of a stage; it holds `JOB` (the Job class) and `run(job, progress)`."""
    if name not in STAGES:
        raise SureCoverError(f"There is no stage {name!r}; allowed: {', '.join(STAGES)}.")
    return import_module(f"{__name__}.{name}")
