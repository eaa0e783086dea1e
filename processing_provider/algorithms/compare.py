"""surecover:compare."""

from ...core.stages.compare import JOB
from ..algorithm import StageAlgorithm


class Compare(StageAlgorithm):
    """Compare areas."""

    job = JOB
    title = "Compare areas: where may a model be used?"
    group_title = "Learn"
    main_outputs = ("HTML", "UNLIKE")


ALGORITHM = Compare
