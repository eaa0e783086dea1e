"""surecover:classify."""

from ...core.stages.classify import JOB
from ..algorithm import StageAlgorithm


class Classify(StageAlgorithm):
    """Classify one date."""

    job = JOB
    title = "Classify one date"
    group_title = "Map"
    main_outputs = ("PROBABILITIES", "MAP")


ALGORITHM = Classify
