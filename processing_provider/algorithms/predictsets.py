"""surecover:predictsets."""

from ...core.stages.predictsets import JOB
from ..algorithm import StageAlgorithm


class Predictsets(StageAlgorithm):
    """Predict sets of classes."""

    job = JOB
    title = "Predict sets of classes"
    group_title = "Trust"
    main_outputs = ("SET_SIZE",)


ALGORITHM = Predictsets
