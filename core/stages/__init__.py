"""The stages: each module holds a Job, `run(job, progress)` and pure functions on arrays."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping
from importlib import import_module
from types import ModuleType
from typing import Any

from ..errors import SureCoverError
from ..job import Job
from ..outputs import Outputs
from ..textfiles import json_text

STAGES = (
    "mosaic", "radar", "harmonise",  # prepare
    "classify", "fuse", "cluster", "correct", "produce", "vectorise",  # map
    "report", "sample", "assess", "calibrate", "predictsets", "confidence",  # trust
    "reviewregions", "applyreview", "change",
    "train", "crossvalidate", "crossfit", "checklabels", "compare",  # learn
    "checkmodel", "importmodel", "checkimages", "selftest", "demodata",  # set up
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


Labels = Mapping[str, Mapping[str, str]]
"""As `labels_of` returns them."""


def write_document(
    job: Job,
    outputs: Outputs,
    document: Mapping[str, Any],
    page: Callable[[str, Labels], str],
    table: Callable[[Mapping[str, Any]], str],
) -> None:
    """Write a document to the job's `html`, `json` and `csv`, as far as they are asked for.

    Args:
        job: Of the stage.
        outputs: Of the job.
        document: JSON values, with the `sources` that it was made from.
        page: The document as HTML, by the date of today and what people call the settings.
        table: The document as CSV.
    """
    html, json, csv = (getattr(job, name) for name in ("html", "json", "csv"))
    if html:
        today = datetime.datetime.now(tz=datetime.timezone.utc).date().isoformat()
        labels = labels_of(source["stage"] for source in document["sources"])
        outputs.file(html).write_text(page(today, labels), encoding="utf-8")
    if json:
        outputs.file(json).write_text(json_text(document), encoding="utf-8")
    if csv:
        outputs.file(csv).write_text(table(document), encoding="utf-8")
