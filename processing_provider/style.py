"""Results loaded by Processing get the style and the metadata that stand beside them."""

from __future__ import annotations

from collections.abc import Iterable

from qgis.core import (
    QgsMapLayer,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingLayerPostProcessorInterface,
)
from qgis.PyQt import sip


class _Loaded(QgsProcessingLayerPostProcessorInterface):
    def postProcessLayer(  # noqa: N802 - QGIS's name
        self, layer: QgsMapLayer, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> None:
        layer.loadDefaultStyle()
        layer.loadDefaultMetadata()


_alive: list[_Loaded] = []
"""A context deletes its post-processors, but does not keep the Python side of them."""


def load_with_style(paths: Iterable[str], context: QgsProcessingContext) -> None:
    """Have those of the layers that are loaded after the run shown in their own style, with their metadata.

    Processing alone leaves both out, unlike opening a file does.
    """
    _alive[:] = [processor for processor in _alive if not sip.isdeleted(processor)]
    for path in paths:
        if context.willLoadLayerOnCompletion(path):
            _alive.append(_Loaded())
            context.layerToLoadOnCompletionDetails(path).setPostProcessor(_alive[-1])
