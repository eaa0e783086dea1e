"""What people tell of a model that does not tell it itself."""

from __future__ import annotations

import dataclasses
import math
import re
from pathlib import Path
from typing import Any

from ...errors import SureCoverError
from ...scheme import load_scheme, scheme_names
from ..bands import band_called
from ..card import OTHER
from .draft import Draft, named_scheme

TOLD = "told"
"""The choice that leaves a setting as the model tells it."""

_ENTRY = re.compile(r"(\d+)\s+(.+?)(?:\s+(#[0-9a-fA-F]{6}))?")
_FEW = ("scale", "halo", "resolution", "licence")


def check_answers(job: Any) -> None:  # noqa: ANN401 - an ImportModelJob
    """Refuse answers that no model could have.

    Raises:
        SureCoverError: Means or deviations are no numbers, or beside another normalisation; or bands occur
            twice.
    """
    _numbers(job, "means")
    if not all(number > 0 for number in _numbers(job, "deviations")):
        raise SureCoverError(f"{job.label('deviations')} are {job.deviations}; allowed: numbers above 0.")
    if job.normalisation != TOLD and (job.means or job.deviations):
        raise SureCoverError(
            f"{job.label('normalisation')} is {job.normalisation}, but there are means or deviations, too; "
            f"choose {TOLD} to count these, or leave them empty."
        )
    names = _names(job.bands)
    if len(set(names)) < len(names):
        raise SureCoverError(f"{job.label('bands')} are {job.bands}; allowed: every name once.")


def answered(draft: Draft, job: Any) -> Draft:  # noqa: ANN401 - an ImportModelJob
    """A draft with the answers in place of what was known or unknown.

    Raises:
        SureCoverError: They do not fit the network.
    """
    told: dict[str, Any] = {name: getattr(job, name) for name in _FEW if getattr(job, name) not in ("", None)}
    if job.bands:
        names = _names(job.bands)
        _check_count(job.label("bands"), len(names), draft.count, "the network takes")
        told["bands"] = tuple(band_called(name) for name in names)
    for name in ("means", "deviations"):
        values = _numbers(job, name)
        if values:
            if len(values) > 1:
                _check_count(job.label(name), len(values), draft.count, "the network takes")
            told.update({name: values, "normalisation": ""})
    if job.normalisation != TOLD:
        told["normalisation"] = job.normalisation
    if job.output != TOLD:
        told["output"] = _output(draft, job)
    draft = dataclasses.replace(draft, **told)
    if job.classes:
        draft = _with_classes(draft, job)
    return _with_other(draft, job) if job.other else draft


def _output(draft: Draft, job: Any) -> str:  # noqa: ANN401
    if draft.output and draft.output != job.output:
        raise SureCoverError(
            f"{job.label('output')} is {job.output}, but the network is known to give {draft.output}; "
            f"choose {TOLD}."
        )
    output: str = job.output
    return output


def _names(text: str) -> list[str]:
    return [name.strip() for name in text.split(",")] if text.strip() else []


def _numbers(job: Any, name: str) -> tuple[float, ...]:  # noqa: ANN401
    try:
        values = tuple(float(number) for number in _names(getattr(job, name)))
    except ValueError:
        values = (math.nan,)
    if not all(map(math.isfinite, values)):
        raise SureCoverError(
            f"{job.label(name)} is {getattr(job, name)[:60]!r}; allowed: one number, or one for each band, "
            "separated by commas."
        )
    return values


def _check_count(label: str, given: int, needed: int, who: str) -> None:
    if given != needed:
        raise SureCoverError(f"{label} are {given}, but {who} {needed}; name each, in the network's order.")


def _with_classes(draft: Draft, job: Any) -> Draft:  # noqa: ANN401
    """With the classes of a scheme, of a file, or of a text "1 water #1e6fd2; 2 forest"."""
    label, outputs = job.label("classes"), max(draft.outputs, 2)
    first, _, ids = job.classes.strip().partition(" ")
    if first.rstrip(":") in scheme_names():
        scheme = load_scheme(first.rstrip(":"), label)
        classes = _ids(ids, label) or tuple(c.id for c in scheme.leaves)
    elif Path(job.classes).suffix.lower() in (".csv", ".json"):
        scheme = load_scheme(job.classes, label)
        classes = tuple(c.id for c in scheme.leaves)
    else:
        entries = [_entry(part, label) for part in re.split(r"[;\n]", job.classes) if part.strip()]
        scheme, classes = named_scheme(draft.id, entries)
    _check_count(label, len(classes), outputs, "the network gives")
    for class_id in classes:
        if class_id != OTHER:
            scheme.by_id(class_id)
    return dataclasses.replace(draft, scheme=scheme, classes=classes)


def _ids(text: str, label: str) -> tuple[int, ...]:
    try:
        return tuple(int(number) for number in _names(text))
    except ValueError as error:
        raise SureCoverError(
            f"{label} has {text[:60]!r} behind the scheme's name; allowed are ids in the order of the "
            "network, separated by commas."
        ) from error


def _entry(text: str, label: str) -> dict[str, Any]:
    found = _ENTRY.fullmatch(text.strip())
    if not found:
        raise SureCoverError(
            f"{label} has {text.strip()[:60]!r}; allowed are entries such as 1 water #1e6fd2, separated by "
            f"semicolons, a .csv or .json file, or one of {', '.join(scheme_names())}."
        )
    entry: dict[str, Any] = {"id": int(found[1]), "name": found[2]}
    return {**entry, "color": found[3]} if found[3] else entry


def _with_other(draft: Draft, job: Any) -> Draft:  # noqa: ANN401
    """With the class that stands for everything else."""
    if draft.scheme is None:
        raise SureCoverError(
            f"{job.label('other')} is {job.other!r}, but the classes are unknown; name them under "
            f"{job.label('classes')}."
        )
    class_id = draft.scheme.find(job.other).id
    classes = tuple(OTHER if known == class_id else known for known in draft.classes)
    return dataclasses.replace(draft, classes=classes)
