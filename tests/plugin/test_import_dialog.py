"""Import model…: what a model does not tell is asked for in a dialog, and marked on its card until then."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from qgis.core import Qgis
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget

from surecover.core import ROOT
from surecover.core.engine.environment import find_interpreter
from surecover.core.model.cardfile import CARD, IncompleteCard, read_card
from surecover.plugin.mapping.import_dialog import ImportDialog, models_folder
from surecover.plugin.mapping.incomplete_card import IncompletePanel
from surecover.plugin.sources import Combo
from tests.plugin.map_tab_fixtures import Driven, driven

__all__ = ["driven"]

_MAKING = (
    "import sys; from pathlib import Path; sys.path.insert(0, sys.argv[1]); import tests.conftest; "
    "from tests.foreign_models import DEEPNESS, onnx_file, pixel_graph; folder = Path(sys.argv[2]); "
    "onnx_file(folder / 'deepness.onnx', pixel_graph(), **DEEPNESS); "
    "onnx_file(folder / 'plain.onnx', pixel_graph(activation='Sigmoid'))"
)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a model of Deepness and an ONNX file that tells nothing."""
    folder = tmp_path_factory.mktemp("foreign")
    subprocess.run([find_interpreter(), "-c", _MAKING, ROOT, folder], check=True, timeout=60)
    return folder


def opened(driven: Driven, source: Path, folder: Path) -> ImportDialog:
    """The dialog with a model that the engine has looked into."""
    driven.click("import_model")
    dialog = driven.tab.models.dialog
    assert dialog is not None
    driven.qtbot.waitExposed(dialog)
    dialog.source.setFilePath(str(source))
    driven.qtbot.waitUntil(dialog.accept_button.isEnabled, timeout=60_000)
    assert Path(dialog.folder.filePath()) == models_folder() / source.stem
    dialog.folder.setFilePath(str(folder))
    return dialog


def written(driven: Driven, dialog: ImportDialog) -> None:
    with driven.qtbot.waitSignal(dialog.imported, timeout=60_000):
        dialog.accept_button.click()


def titles(dialog: QWidget) -> dict[str, str]:
    """Titles of the questions by object name."""
    return {question.objectName(): question.title() for question in dialog._questions}


def test_a_model_of_deepness_only_lacks_its_bands_and_can_be_used_then(
    driven: Driven, files: Path, tmp_path: Path
) -> None:
    dialog = opened(driven, files / "deepness.onnx", tmp_path / "model")
    assert titles(dialog) == {
        "import_bands": "Bands – unknown, please tell",
        "import_scaling": "Scaling",
        "import_classes": "Classes",
    }
    assert "a model of Deepness" in dialog.message.text()
    for number, name in enumerate(["B04 (red)", "green", "my band"], start=1):
        dialog.findChild(Combo, f"band_{number}").setEditText(name)
    dialog.findChild(QLineEdit, "licence").setText("CC-BY-4.0")
    written(driven, dialog)
    card = read_card(tmp_path / "model")
    assert [band.name for band in card.bands] == ["B04", "green", "my band"]
    assert (card.licence, card.normalisation) == ("CC-BY-4.0", "")
    assert [card.name_of(c) for c in card.classes] == ["background", "field", "road"]
    assert driven.tab.models.titles == {str(tmp_path / "model"): "deepness"}
    assert not dialog.isVisible()
    told = [label.text() for label in driven.tab.models.findChildren(QLabel)]
    assert "Made for pixels of 0.1 m." in told


def test_what_is_left_unknown_is_marked_on_the_card_and_completed_there(
    driven: Driven, files: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "model"
    dialog = opened(driven, files / "plain.onnx", folder)
    dialog.findChild(Combo, "scheme").setCurrentText("basic6")
    for number, name in enumerate(["water", "forest", "barren"], start=1):
        dialog.findChild(Combo, f"class_{number}").setCurrentText(name)
    for number, name in enumerate(["red", "green", "blue"], start=1):
        dialog.findChild(Combo, f"band_{number}").setEditText(name)
    written(driven, dialog)
    with pytest.raises(IncompleteCard):
        read_card(folder)
    panel = driven.find(IncompletePanel, "incomplete_card")
    assert panel.findChild(QLabel, "incomplete_facts").text() == "incomplete: scaling"
    assert not panel.chosen.isEnabled()
    assert "whose scaling nobody has told yet" in driven.said(Qgis.MessageLevel.Warning)
    assert driven.tab.models.titles == {}
    assert str(folder) not in driven.tab.models.folders
    assert str(folder) in driven.tab.choices.own_models

    panel.findChild(QPushButton, "complete_model").click()
    completing = driven.tab.models.dialog
    assert completing is not None
    assert completing is not dialog
    assert titles(completing)["import_scaling"] == "Scaling – unknown, please tell"
    how = completing.findChild(Combo, "scaling")
    how.setCurrentIndex(how.findData("means"))
    completing.findChild(QLineEdit, "means").setText("0.1")
    completing.findChild(QLineEdit, "deviations").setText("0.05, 0.05, 0.1")
    completing.findChild(Combo, "scale").setEditText("1")
    written(driven, completing)
    card = read_card(folder)
    assert [scaling.values for scaling in card.scaling] == [(0.1, 0.05), (0.1, 0.05), (0.1, 0.1)]
    assert (card.scheme.id, card.classes) == ("basic6", (1, 3, 4))
    assert driven.tab.models.titles == {str(folder): "plain"}
    driven.qtbot.waitUntil(lambda: not driven.tab.findChildren(IncompletePanel))


def test_a_refusal_stays_in_the_dialog(driven: Driven, files: Path, tmp_path: Path) -> None:
    dialog = opened(driven, files / "plain.onnx", tmp_path / "model")
    how = dialog.findChild(Combo, "scaling")
    how.setCurrentIndex(how.findData("means"))
    dialog.findChild(QLineEdit, "means").setText("a lot")
    dialog.accept_button.click()
    driven.qtbot.waitUntil(lambda: "Means (MEANS) is 'a lot'" in dialog.message.text(), timeout=60_000)
    assert dialog.isVisible()
    assert dialog.accept_button.isEnabled()
    assert not (tmp_path / "model").exists()
    dialog.reject()


def test_a_model_chosen_while_another_is_read_is_the_one_that_is_asked_for(
    driven: Driven, files: Path, tmp_path: Path
) -> None:
    driven.click("import_model")
    dialog = driven.tab.models.dialog
    assert dialog is not None
    dialog.source.setFilePath(str(files / "deepness.onnx"))
    dialog.source.setFilePath(str(files / "plain.onnx"))
    driven.qtbot.waitUntil(dialog.accept_button.isEnabled, timeout=60_000)
    assert "plain.onnx" in dialog.message.text()
    assert titles(dialog)["import_classes"] == "Classes – unknown, please tell"
    dialog.reject()


def test_a_path_is_read_once_it_is_typed_to_its_end(driven: Driven, files: Path) -> None:
    driven.click("import_model")
    dialog = driven.tab.models.dialog
    assert dialog is not None
    busy = []
    dialog.source.fileChanged.connect(lambda path: busy.append((path, dialog.line.is_busy)))
    QTest.keyClicks(dialog.source.lineEdit(), str(files / "plain.onnx"))
    assert [path for path, reading in busy if reading] == [str(files / "plain.onnx")]
    driven.qtbot.waitUntil(dialog.accept_button.isEnabled, timeout=60_000)
    assert driven.errors() == ""
    dialog.reject()


def test_a_file_of_no_known_kind_is_said_to_be_none(driven: Driven, tmp_path: Path) -> None:
    (tmp_path / "model.h5").touch()
    driven.click("import_model")
    dialog = driven.tab.models.dialog
    assert dialog is not None
    dialog.source.setFilePath(str(tmp_path / "model.h5"))
    driven.qtbot.waitUntil(lambda: "of no kind that is known here" in dialog.message.text(), timeout=60_000)
    assert not dialog.accept_button.isEnabled()
    assert driven.errors() == ""
    dialog.reject()


def test_an_incomplete_model_can_be_taken_off_the_list(driven: Driven, files: Path, tmp_path: Path) -> None:
    parameters = {"INPUT": str(files / "plain.onnx"), "FOLDER": str(tmp_path / "model")}
    run = driven.tab._session.run("importmodel", parameters)
    with driven.qtbot.waitSignal(run.finished, timeout=60_000):
        run.start()
    assert not driven.tab.models.add(str(tmp_path / "model"))
    panel = driven.find(IncompletePanel, "incomplete_card")
    assert panel.facts.text() == "incomplete: bands, scaling, classes"
    panel.findChild(QWidget, "remove_model").click()
    assert driven.tab.choices.own_models == ()
    assert json.loads((tmp_path / "model" / CARD).read_text())["id"] == "plain"
