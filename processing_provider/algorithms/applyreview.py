"""surecover:applyreview."""

from ...core.stages.applyreview import JOB
from ..algorithm import StageAlgorithm


class ApplyReview(StageAlgorithm):
    """Apply a review."""

    job = JOB
    title = "Apply a review"
    group_title = "Trust"
    main_outputs = ("MAP_OUT", "RELIABILITY_OUT", "EVIDENCE_OUT")


ALGORITHM = ApplyReview
