"""SureCover: land-cover maps that say how far they can be trusted (a QGIS plugin)."""


def classFactory(iface):  # noqa: ANN001, ANN201, N802 - QGIS fixes the name and passes its interface
    """Return the plugin; called by QGIS when it loads this folder."""
    from .plugin.plugin import SureCoverPlugin

    return SureCoverPlugin(iface)
