"""The base of all algorithms: everything they do follows from their stage's job."""

from __future__ import annotations

from dataclasses import fields
from typing import Any, ClassVar

from qgis.core import (
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
)
from qgis.PyQt.QtGui import QIcon

from ..core import RESOURCES
from ..core.engine.client import engine
from ..core.errors import SureCoverError
from ..core.job import Job
from .helptext import HelpText
from .listener import Listener, refusals_shown
from .parameters import parameter
from .reader import Reader
from .style import load_with_style
from .words import tr


class StageAlgorithm(QgsProcessingAlgorithm):
    """Runs one stage on the engine.

    Class attributes:
        job: The stage's job class.
        title, group_title: Name and group in the toolbox, in English.
        main_outputs: Keys of the optional outputs that a dialog makes unless told otherwise.
    """

    job: ClassVar[type[Job]]
    title: ClassVar[str]
    group_title: ClassVar[str]
    main_outputs: ClassVar[tuple[str, ...]] = ()

    def __init__(self) -> None:
        super().__init__()
        self._help = HelpText(self.job)
        self._sources: dict[str, Any] = {}
        self._refusal: SureCoverError | None = None

    def name(self) -> str:
        """Second part of the algorithm's id: the stage's name."""
        return self.job.stage

    def displayName(self) -> str:  # noqa: N802
        """Name in the toolbox."""
        return tr(self.title)

    def group(self) -> str:
        """Group in the toolbox."""
        return tr(self.group_title)

    def groupId(self) -> str:  # noqa: N802
        """The group's id, the same in all languages."""
        return self.group_title.replace(" ", "").lower()

    def icon(self) -> QIcon:
        """Icon in the toolbox."""
        return QIcon(str(RESOURCES / "icons" / "surecover.svg"))

    def shortHelpString(self) -> str:  # noqa: N802
        """What it does."""
        return self._help.summary

    def createInstance(self) -> StageAlgorithm:  # noqa: N802
        """A fresh algorithm for one run."""
        return type(self)()

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:  # noqa: N802
        """Declare parameters and outputs."""
        for field in fields(self.job):
            key = field.name.upper()
            definition = parameter(key, field.metadata["spec"], field.default, key in self.main_outputs)
            definition.setHelp(self._help.of(key))
            self.addParameter(definition)
        for key, label in self.job.numbers.items():
            self.addOutput(QgsProcessingOutputNumber(key, tr(label)))

    def checkParameterValues(  # noqa: N802
        self, parameters: dict[str, Any], context: QgsProcessingContext
    ) -> tuple[bool, str]:
        """Ask the job early; it is asked again in the run, which models reach without coming here.

        QGIS's own checks are left out: they call a file that is no raster "not found".
        """
        reader = Reader(self, parameters, context)
        try:
            self.job(**reader.sources(export=False), **reader.settings(), **reader.planned_targets()).check()
        except SureCoverError as error:
            return False, str(error)
        return True, ""

    def prepareAlgorithm(  # noqa: N802
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> bool:
        """Read the layers here, because this runs in their thread; a refusal waits for the run."""
        try:
            self._sources = Reader(self, parameters, context, feedback).sources()
        except SureCoverError as error:
            self._refusal = error
        return True

    def processAlgorithm(  # noqa: N802
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Run the job on the engine."""
        with refusals_shown():
            if self._refusal:
                raise self._refusal
            reader = Reader(self, parameters, context, feedback)
            targets = reader.targets()
            job = self.job(**self._sources, **reader.settings(), **targets)
            job.check()
            load_with_style(targets.values(), context)
            return engine().run(job, Listener(feedback), feedback.isCanceled)
