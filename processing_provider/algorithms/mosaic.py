"""surecover:mosaic."""

from ...core.stages.mosaic import JOB
from ..algorithm import StageAlgorithm


class Mosaic(StageAlgorithm):
    """Cloud-free mosaic."""

    job = JOB
    title = "Cloud-free mosaic"
    group_title = "Prepare"
    main_outputs = ("OUTPUT", "DISPLAY")


ALGORITHM = Mosaic
