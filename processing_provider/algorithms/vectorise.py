"""surecover:vectorise."""

from ...core.stages.vectorise import JOB
from ..algorithm import StageAlgorithm


class Vectorise(StageAlgorithm):
    """Class map to polygons."""

    job = JOB
    title = "Class map to polygons"
    group_title = "Map"


ALGORITHM = Vectorise
