"""surecover:correct."""

from ...core.stages.correct import JOB
from ..algorithm import StageAlgorithm


class Correct(StageAlgorithm):
    """Correct with an external map."""

    job = JOB
    title = "Correct with an external map"
    group_title = "Map"
    main_outputs = ("CORRECTED", "RELIABILITY", "EVIDENCE")


ALGORITHM = Correct
