"""Fixtures that several files of tests share."""

from tests.core.stages.correct_scene import inputs, write
from tests.core.stages.crossfitted import dealt_folds, fitted, small_networks_here
from tests.core.stages.crossvalidating import learned, one_thread, shallow, validate
from tests.core.stages.training import dated, small_networks, taught

__all__ = [
    "dated", "dealt_folds", "fitted", "inputs", "learned", "one_thread", "shallow", "small_networks",
    "small_networks_here", "taught", "validate", "write",
]  # fmt: skip
