"""The calibration of a model as a file of its folder, from which sets of any coverage can be made."""

from __future__ import annotations

import dataclasses
import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from .. import VERSION
from ..errors import SureCoverError
from ..model.card import ModelCard
from ..model.cardfile import CARD, read_card, sha256, verify_files, write_card
from ..outputs import new_folder
from ..stored import PROBABILITY_STEPS
from ..textfiles import read_json
from ..trust.conformal import METHODS, PENALTY, RANK, ScoreTally
from .calibration import Calibration

FILE = "calibration.json"

_FORMAT = 1

_MOST = 2**40
"""Pixels of one score; so that their sum is a number, too."""


def write_calibrated(
    model: str, folder: str, card: ModelCard, calibration: Calibration, judged: Mapping[str, Any]
) -> ModelCard:
    """Write a copy of a model folder that is calibrated.

    Args:
        model: The model's folder, which stays as it is.
        folder: Where the copy will stand.
        card: The model's.
        calibration: What was fitted.
        judged: What `Judgement.document` tells.

    Returns:
        The card of the copy: its temperature and calibration error are the new ones.
    """
    temperature = (card.temperature or 1.0) * calibration.temperature
    values = {
        "product": "SureCover",
        "version": VERSION,
        "format": _FORMAT,
        "temperature": temperature,
        "classes": list(card.classes),
        "judged": judged,
        "steps": PROBABILITY_STEPS,
        "raps": {"penalty": PENALTY, "rank": RANK},
        "scores": {method: scores.counts for method, scores in calibration.scores.items()},
    }
    with new_folder(folder) as place:
        for entry in Path(model).iterdir():
            if entry.is_file() and entry.name not in (CARD, FILE):
                shutil.copyfile(entry, place / entry.name)
        text = json.dumps(values, ensure_ascii=False, allow_nan=False)
        (place / FILE).write_text(text + "\n", encoding="utf-8")
        calibrated = dataclasses.replace(
            card, temperature=temperature, ece=judged["after"]["ece"],
            files={**card.files, FILE: sha256(place / FILE)},
        )  # fmt: skip
        write_card(place, calibrated)
    return calibrated


def read_calibrated(folder: str, label: str) -> tuple[ModelCard, dict[str, ScoreTally]]:
    """The card of a calibrated model, and the conformity scores that it was calibrated with, by method.

    Args:
        folder: The model folder; its files are compared with their checksums.
        label: How messages name it.

    Raises:
        SureCoverError: It is no sound model folder, or not calibrated.
    """
    card = read_card(folder, label)
    if FILE not in card.files:
        raise SureCoverError(
            f"{label} is not calibrated: {folder}; calibrate it with labels that it did not learn from "
            "(Calibrate a model), and choose the folder that this wrote."
        )
    verify_files(folder, card, label)
    try:
        values = read_json(Path(folder, FILE))
        rules = values["format"], values["steps"], values["raps"]
        scores = {method: ScoreTally(_counts(values["scores"][method])) for method in METHODS}
    except (OSError, ValueError, KeyError, TypeError, OverflowError) as error:
        raise SureCoverError(
            f"{label} has no readable {FILE} ({error}): {folder}; calibrate it again."
        ) from error
    if rules != (_FORMAT, PROBABILITY_STEPS, {"penalty": PENALTY, "rank": RANK}):
        raise SureCoverError(
            f"{label} was calibrated by the rules of another version: {folder}; calibrate it again."
        )
    return card, scores


def _counts(values: Any) -> list[int]:  # noqa: ANN401 - whatever JSON holds
    if not isinstance(values, list) or not all(type(n) is int and 0 <= n <= _MOST for n in values):
        raise ValueError("scores are not counts of pixels")
    return values
