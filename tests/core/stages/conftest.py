"""Fixtures that several files of tests share."""

from tests.core.stages.correct_scene import inputs, write

__all__ = ["inputs", "write"]
