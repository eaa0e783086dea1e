"""surecover:report."""

from ...core.stages.report import JOB
from ..algorithm import StageAlgorithm


class Report(StageAlgorithm):
    """Report of reliability."""

    job = JOB
    title = "Report of reliability"
    group_title = "Trust"
    main_outputs = ("HTML",)


ALGORITHM = Report
