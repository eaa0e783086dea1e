"""surecover:checklabels."""

from ...core.stages.checklabels import JOB
from ..algorithm import StageAlgorithm


class Checklabels(StageAlgorithm):
    """Check labels."""

    job = JOB
    title = "Check labels"
    group_title = "Learn"
    main_outputs = ("ISSUES", "HTML")


ALGORITHM = Checklabels
