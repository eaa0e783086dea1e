"""surecover:train."""

from ...core.stages.train import JOB
from ..algorithm import StageAlgorithm


class Train(StageAlgorithm):
    """Train a model."""

    job = JOB
    title = "Train a model"
    group_title = "Learn"
    main_outputs = ("HTML",)


ALGORITHM = Train
