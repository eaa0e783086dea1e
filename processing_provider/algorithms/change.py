"""surecover:change."""

from ...core.stages.change import JOB
from ..algorithm import StageAlgorithm


class Change(StageAlgorithm):
    """Change between two maps."""

    job = JOB
    title = "Change between two maps"
    group_title = "Trust"
    main_outputs = ("CHANGE", "HTML")


ALGORITHM = Change
