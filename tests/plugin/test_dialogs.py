"""The dialogs that Processing makes for the algorithms."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from qgis.core import QgsApplication
from qgis.gui import QgisInterface, QgsBrowserGuiModel, QgsGui

import surecover
from surecover.core.stages import STAGES


@pytest.fixture(scope="module")
def dialog_class(qgis_app: QgsApplication) -> Any:
    sys.path.append(str(Path(QgsApplication.pkgDataPath()) / "python" / "plugins"))
    from processing.core.Processing import Processing
    from processing.gui.AlgorithmDialog import AlgorithmDialog

    QgsGui.instance()
    Processing.initialize()
    return AlgorithmDialog


@pytest.fixture
def interface(qgis_iface: QgisInterface, monkeypatch: pytest.MonkeyPatch) -> Iterator[QgisInterface]:
    """The stand-in interface with the browser that dialogs ask for, and the plugin loaded."""
    model = QgsBrowserGuiModel()
    monkeypatch.setattr(qgis_iface, "browserModel", lambda: model, raising=False)
    plugin = surecover.classFactory(qgis_iface)
    plugin.initGui()
    yield qgis_iface
    plugin.unload()


@pytest.mark.parametrize("stage", STAGES)
def test_a_dialog_offers_every_parameter(stage: str, interface: QgisInterface, dialog_class: Any) -> None:
    algorithm = QgsApplication.processingRegistry().createAlgorithmById(f"surecover:{stage}")
    dialog = dialog_class(algorithm)
    assert set(dialog.mainWidget().wrappers) == {p.name() for p in algorithm.parameterDefinitions()}
    dialog.close()


@pytest.mark.parametrize("stage", STAGES)
def test_a_dialog_shows_values_that_it_accepts(
    stage: str, interface: QgisInterface, dialog_class: Any
) -> None:
    """A number whose range is beyond that of QGIS's spin boxes becomes another one."""
    algorithm = QgsApplication.processingRegistry().createAlgorithmById(f"surecover:{stage}")
    dialog = dialog_class(algorithm)
    shown = {key: wrapper.parameterValue() for key, wrapper in dialog.mainWidget().wrappers.items()}
    dialog.close()
    for parameter in algorithm.parameterDefinitions():
        default = parameter.defaultValue()
        if default is not None and not parameter.isDestination():
            assert shown[parameter.name()] == default, parameter.name()
