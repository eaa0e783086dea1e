"""Fixtures of the tests that run inside QGIS: the provider, and Processing."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from qgis.core import QgsApplication

from surecover.processing_provider.provider import SureCoverProvider


@pytest.fixture(scope="module")
def provider(qgis_app: QgsApplication) -> Iterator[SureCoverProvider]:
    """The provider, registered."""
    provider = SureCoverProvider()
    registry = QgsApplication.processingRegistry()
    assert registry.addProvider(provider)
    yield provider
    registry.removeProvider(provider)


@pytest.fixture(scope="session")
def processing(qgis_app: QgsApplication) -> Any:
    """QGIS's own Python module `processing`, ready to run algorithms."""
    folder = str(Path(QgsApplication.pkgDataPath()) / "python" / "plugins")
    if folder not in sys.path:
        sys.path.append(folder)
    import processing
    from processing.core.Processing import Processing

    Processing.initialize()
    return processing
