"""surecover:assess."""

from ...core.stages.assess import JOB
from ..algorithm import StageAlgorithm


class Assess(StageAlgorithm):
    """Assessment of accuracy."""

    job = JOB
    title = "Assessment of accuracy"
    group_title = "Trust"
    main_outputs = ("HTML",)


ALGORITHM = Assess
