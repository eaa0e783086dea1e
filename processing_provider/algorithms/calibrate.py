"""surecover:calibrate."""

from ...core.stages.calibrate import JOB
from ..algorithm import StageAlgorithm


class Calibrate(StageAlgorithm):
    """Calibrate a model."""

    job = JOB
    title = "Calibrate a model"
    group_title = "Trust"
    main_outputs = ("MODEL_OUT", "HTML")


ALGORITHM = Calibrate
