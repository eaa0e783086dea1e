"""surecover:produce."""

from ...core.stages.produce import JOB
from ..algorithm import StageAlgorithm


class Produce(StageAlgorithm):
    """Produce a land-cover map."""

    job = JOB
    title = "Produce a land-cover map"
    group_title = "Map"
    main_outputs = ("MAP", "RELIABILITY", "EVIDENCE", "CONFIDENCE")


ALGORITHM = Produce
