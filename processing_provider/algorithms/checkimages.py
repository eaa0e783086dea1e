"""surecover:checkimages."""

from ...core.stages.checkimages import JOB
from ..algorithm import StageAlgorithm


class CheckImages(StageAlgorithm):
    """Check images."""

    job = JOB
    title = "Check images"
    group_title = "Set up"
    main_outputs = ("JSON",)


ALGORITHM = CheckImages
