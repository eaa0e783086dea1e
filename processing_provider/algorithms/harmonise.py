"""surecover:harmonise."""

from ...core.stages.harmonise import JOB
from ..algorithm import StageAlgorithm


class Harmonise(StageAlgorithm):
    """Harmonise an external map."""

    job = JOB
    title = "Harmonise an external map"
    group_title = "Prepare"
    main_outputs = ("OUTPUT",)


ALGORITHM = Harmonise
