"""surecover:crossfit."""

from ...core.stages.crossfit import JOB
from ..algorithm import StageAlgorithm


class Crossfit(StageAlgorithm):
    """Learn on one's own area from an old map."""

    job = JOB
    title = "Learn from an old map"
    group_title = "Learn"
    main_outputs = ("FOLDER", "MODEL")


ALGORITHM = Crossfit
