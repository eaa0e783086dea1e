"""surecover:importmodel."""

from ...core.stages.importmodel import JOB
from ..algorithm import StageAlgorithm


class ImportModel(StageAlgorithm):
    """Import a model."""

    job = JOB
    title = "Import a model"
    group_title = "Set up"
    main_outputs = ("FOLDER",)


ALGORITHM = ImportModel
