"""surecover:selftest."""

from ...core.stages.selftest import JOB
from ..algorithm import StageAlgorithm


class SelfTest(StageAlgorithm):
    """Self test of the engine."""

    job = JOB
    title = "Self test of the engine"
    group_title = "Set up"


ALGORITHM = SelfTest
