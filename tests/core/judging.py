"""Judging class map and external map in one call."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

import numpy as np

from surecover.core.evidence import correction
from surecover.core.evidence.survey import Agreement


def judge(
    classes: np.ndarray,
    external: np.ndarray,
    clusters: np.ndarray,
    checked: Mapping[int, Collection[int]],
    **settings: Any,
) -> np.ndarray:
    """Evidence; `checked` names for each class the external classes that confirm it."""
    agreed = Agreement(checked).of(classes, external)
    return np.asarray(correction.judge(classes, agreed, clusters, checked, **settings))
