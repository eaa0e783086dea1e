"""The engine process: QGIS starts it, sends it jobs and listens; the heavy packages live there."""
