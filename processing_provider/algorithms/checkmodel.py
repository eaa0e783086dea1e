"""surecover:checkmodel."""

from ...core.stages.checkmodel import JOB
from ..algorithm import StageAlgorithm


class CheckModel(StageAlgorithm):
    """Check a model."""

    job = JOB
    title = "Check a model"
    group_title = "Set up"
    main_outputs = ("JSON",)


ALGORITHM = CheckModel
