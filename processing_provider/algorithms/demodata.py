"""surecover:demodata."""

from ...core.stages.demodata import JOB
from ..algorithm import StageAlgorithm


class DemoData(StageAlgorithm):
    """Demonstration data."""

    job = JOB
    title = "Demonstration data"
    group_title = "Set up"


ALGORITHM = DemoData
