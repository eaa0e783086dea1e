"""surecover:sample."""

from ...core.stages.sample import JOB
from ..algorithm import StageAlgorithm


class Sample(StageAlgorithm):
    """Reference points to label."""

    job = JOB
    title = "Reference points to label"
    group_title = "Trust"


ALGORITHM = Sample
