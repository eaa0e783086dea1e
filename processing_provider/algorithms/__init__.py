"""One algorithm per stage, each in the module of the stage's name."""

from __future__ import annotations

from importlib import import_module

from ...core.stages import STAGES
from ..algorithm import StageAlgorithm

ALGORITHMS: tuple[type[StageAlgorithm], ...] = tuple(
    import_module(f".{stage}", __name__).ALGORITHM for stage in STAGES
)
