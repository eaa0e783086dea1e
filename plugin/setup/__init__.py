"""Setting the engine up, from QGIS's menu."""
