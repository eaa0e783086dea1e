"""surecover:confidence."""

from ...core.stages.confidence import JOB
from ..algorithm import StageAlgorithm


class Confidence(StageAlgorithm):
    """Confidence from all evidence."""

    job = JOB
    title = "Confidence from all evidence"
    group_title = "Trust"
    main_outputs = ("CONFIDENCE",)


ALGORITHM = Confidence
