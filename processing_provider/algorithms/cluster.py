"""surecover:cluster."""

from ...core.stages.cluster import JOB
from ..algorithm import StageAlgorithm


class Cluster(StageAlgorithm):
    """Spectral clusters."""

    job = JOB
    title = "Spectral clusters"
    group_title = "Map"


ALGORITHM = Cluster
