"""surecover:crossvalidate."""

from ...core.stages.crossvalidate import JOB
from ..algorithm import StageAlgorithm


class Crossvalidate(StageAlgorithm):
    """Cross-validate."""

    job = JOB
    title = "Cross-validate"
    group_title = "Learn"
    main_outputs = ("HTML",)


ALGORITHM = Crossvalidate
