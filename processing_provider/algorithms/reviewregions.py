"""surecover:reviewregions."""

from ...core.stages.reviewregions import JOB
from ..algorithm import StageAlgorithm


class ReviewRegions(StageAlgorithm):
    """Regions to review."""

    job = JOB
    title = "Regions to review"
    group_title = "Trust"


ALGORITHM = ReviewRegions
