"""Results loaded by Processing get the style that stands beside them."""

from __future__ import annotations

from collections.abc import Iterable

from qgis.core import (
    QgsMapLayer,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingLayerPostProcessorInterface,
)


class _DefaultStyle(QgsProcessingLayerPostProcessorInterface):
    def postProcessLayer(  # noqa: N802 - QGIS's name
        self, layer: QgsMapLayer, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> None:
        layer.loadDefaultStyle()


def load_with_style(paths: Iterable[str], context: QgsProcessingContext) -> None:
    """Have those of the rasters that are loaded after the run shown in their own style.

    Processing alone leaves it out, unlike opening a file does.
    """
    for path in paths:
        if context.willLoadLayerOnCompletion(path):
            # The context deletes it at its end, so each layer needs one of its own.
            context.layerToLoadOnCompletionDetails(path).setPostProcessor(_DefaultStyle())
