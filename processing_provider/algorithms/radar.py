"""surecover:radar."""

from ...core.stages.radar import JOB
from ..algorithm import StageAlgorithm


class Radar(StageAlgorithm):
    """Radar without speckle."""

    job = JOB
    title = "Radar without speckle"
    group_title = "Prepare"


ALGORITHM = Radar
