"""The provider in a running Processing, a small generated scene and a model."""

from tests.headless.conftest import _one_engine, model, profile, qgis_process, scene
from tests.in_qgis import processing, provider

__all__ = ["_one_engine", "model", "processing", "profile", "provider", "qgis_process", "scene"]
