"""surecover:fuse."""

from ...core.stages.fuse import JOB
from ..algorithm import StageAlgorithm


class Fuse(StageAlgorithm):
    """Fuse dates."""

    job = JOB
    title = "Fuse dates"
    group_title = "Map"
    main_outputs = ("MAP", "FUSED")


ALGORITHM = Fuse
