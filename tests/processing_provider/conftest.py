"""The provider in a running Processing."""

from tests.in_qgis import processing, provider

__all__ = ["processing", "provider"]
