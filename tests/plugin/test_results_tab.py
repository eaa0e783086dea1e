"""The tab "Results": opening, how the map is shown, the colours, the legend with figures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from qgis.core import (
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsMapRendererParallelJob,
    QgsMapSettings,
    QgsProject,
    QgsRectangle,
    QgsSettings,
)
from qgis.gui import QgisInterface
from qgis.PyQt.QtCore import QPoint, QSize, Qt, QUrl
from qgis.PyQt.QtGui import QColor, QDesktopServices
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QLabel,
    QPushButton,
    QRadioButton,
    QSlider,
    QTableWidget,
)

from surecover.core.codes import Reliability
from surecover.core.resultfolder import ResultFolder
from surecover.plugin.results import layers
from surecover.plugin.results.results_tab import ResultsTab
from surecover.plugin.session import Session
from tests.plugin.resultfolders import SCHEME, make_result

WATER, GRASS, FOREST = ([*c.color] for c in SCHEME.classes)


@pytest.fixture
def session(qgis_iface: QgisInterface, qgis_new_project: None) -> Iterator[Session]:
    QgsSettings().remove("surecover/colour_blind_safe")
    yield Session(qgis_iface)
    QgsProject.instance().clear()
    QgsSettings().remove("surecover/colour_blind_safe")


@pytest.fixture
def tab(session: Session, qtbot: QtBot) -> Iterator[ResultsTab]:
    tab = ResultsTab(session)
    qtbot.addWidget(tab)
    tab.resize(420, 600)
    tab.show()
    yield tab
    tab.close_down()


@pytest.fixture
def result(tmp_path: Path) -> ResultFolder:
    return make_result(tmp_path / "valley")


def text(tab: ResultsTab, name: str) -> str:
    """Of a label, without its marks."""
    plain = re.sub(r"<[^>]*>", "|", tab.findChild(QLabel, name).text())
    return re.sub(r"\|+", "|", plain.replace("&nbsp;", " "))


def choose(tab: ResultsTab, name: str) -> None:
    radio = tab.findChild(QRadioButton, name)
    QTest.mouseClick(radio, Qt.MouseButton.LeftButton, pos=QPoint(5, radio.height() // 2))


def drawn(result: ResultFolder) -> list[list[list[int]]]:
    """Colours of the 4 × 4 pixels of the map on its picture."""
    known = layers.find_layers(result)
    settings = QgsMapSettings()
    settings.setLayers([known["map"], known["mosaic"]])
    settings.setExtent(known["map"].extent())
    settings.setDestinationCrs(known["map"].crs())
    settings.setOutputSize(QSize(40, 40))
    job = QgsMapRendererParallelJob(settings)
    job.start()
    job.waitForFinished()
    image = job.renderedImage()
    return [
        [list(image.pixelColor(10 * col + 5, 10 * row + 5).getRgb()[:3]) for col in range(4)]
        for row in range(4)
    ]


def mixed(color: list[int], under: list[int], opacity: float) -> pytest.approx:
    return pytest.approx([opacity * c + (1 - opacity) * u for c, u in zip(color, under)], abs=2)


def picture(cluster: int) -> list[int]:
    return [40 + 20 * cluster] * 3


# --- opening ---


def test_with_nothing_open_it_says_how_to_get_results(tab: ResultsTab) -> None:
    assert tab.findChild(QLabel, "no_results").isVisible()
    assert "Make a map" in text(tab, "no_results")
    assert not tab.findChild(QTableWidget, "legend").isVisible()


def test_the_button_opens_a_folder_that_was_made_earlier(
    tab: ResultsTab, session: Session, result: ResultFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(result.path))
    tab.findChild(QPushButton, "open_results").click()
    assert session.result == result
    assert text(tab, "results_title") == "valley"
    assert "map" in layers.find_layers(result)


def test_choosing_no_folder_changes_nothing(
    tab: ResultsTab, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: "")
    tab.findChild(QPushButton, "open_results").click()
    assert session.result is None


def test_a_folder_without_results_is_refused_in_one_sentence(
    tab: ResultsTab,
    session: Session,
    tmp_path: Path,
    qgis_iface: QgisInterface,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    tab.findChild(QPushButton, "open_results").click()
    (told,) = qgis_iface.messageBar().get_messages(Qgis.MessageLevel.Critical)
    assert "holds no results of Produce" in told
    assert tab.findChild(QLabel, "no_results").isVisible()


def test_a_damaged_report_is_told_and_the_layers_come_all_the_same(
    tab: ResultsTab, session: Session, result: ResultFolder, qgis_iface: QgisInterface
) -> None:
    (result.path / "report.json").write_text("{")
    session.open(result.path)
    assert "report.json" in qgis_iface.messageBar().get_messages(Qgis.MessageLevel.Critical)[-1]
    assert "map" in layers.find_layers(result)


def test_closing_the_results_empties_the_tab_and_leaves_the_layers(
    tab: ResultsTab, session: Session, result: ResultFolder
) -> None:
    session.open(result.path)
    session.close()
    assert tab.findChild(QLabel, "no_results").isVisible()
    assert len(QgsProject.instance().mapLayers()) == 9


def test_results_that_a_reopened_project_opens_are_shown_as_they_were_and_change_nothing(
    tab: ResultsTab, session: Session, result: ResultFolder, tmp_path: Path
) -> None:
    project = QgsProject.instance()
    session.open(result.path)
    choose(tab, "blend_doubtful")
    project.removeMapLayer(layers.find_layers(result)["evidence"].id())
    project.write(str(tmp_path / "project.qgz"))
    session.close()
    project.clear()

    def go_on() -> None:
        session.canvas.setExtent(QgsRectangle(0, 0, 100, 100))
        session.restore(result.path)

    project.readProject.connect(go_on)
    project.read(str(tmp_path / "project.qgz"))
    project.readProject.disconnect(go_on)
    assert len(project.mapLayers()) == 8
    assert session.canvas.extent().xMaximum() < 1000
    assert tab.findChild(QRadioButton, "blend_doubtful").isChecked()
    assert not project.isDirty()


def test_results_that_lie_elsewhere_are_brought_into_view(
    tab: ResultsTab, session: Session, result: ResultFolder
) -> None:
    session.canvas.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:32633"))
    session.canvas.setExtent(QgsRectangle(0, 0, 100, 100))
    session.open(result.path)
    extent = layers.find_layers(result)["map"].extent()
    assert session.canvas.extent().contains(extent)
    near = QgsRectangle(extent).buffered(50)
    session.canvas.setExtent(near)
    before = session.canvas.extent()
    session.open(result.path)
    assert session.canvas.extent() == before


def test_the_report_opens_in_the_browser(
    tab: ResultsTab, session: Session, result: ResultFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url) or True)
    session.open(result.path)
    tab.findChild(QPushButton, "open_report").click()
    assert [url.toLocalFile() for url in opened] == [result.file("report.html")]


# --- how the map is shown ---


def test_at_first_every_pixel_has_the_colour_of_its_class(
    tab: ResultsTab, session: Session, result: ResultFolder
) -> None:
    session.open(result.path)
    assert tab.findChild(QRadioButton, "blend_all").isChecked()
    assert drawn(result)[:3] == [
        [WATER, WATER, GRASS, GRASS],
        [WATER, WATER, GRASS, GRASS],
        [FOREST, FOREST, GRASS, GRASS],
    ]


def test_dimmed_by_reliability_the_picture_shows_through_what_is_less_reliable(
    tab: ResultsTab, session: Session, result: ResultFolder
) -> None:
    session.open(result.path)
    choose(tab, "blend_reliability")
    seen = drawn(result)
    assert seen[0][0] == WATER
    assert seen[1][1] == mixed(WATER, picture(6), 130 / 255)
    assert seen[2][2] == mixed(GRASS, picture(9), 50 / 255)


def test_dimmed_by_confidence_the_picture_shows_through_what_is_less_certain(
    tab: ResultsTab, session: Session, result: ResultFolder
) -> None:
    session.open(result.path)
    choose(tab, "blend_confidence")
    seen = drawn(result)
    assert seen[0][0] == mixed(WATER, picture(5), (25 + 0.9 * 230) / 255)
    assert seen[2][2] == mixed(GRASS, picture(9), (25 + 0.3 * 230) / 255)


def test_only_doubtful_pixels_can_be_left(tab: ResultsTab, session: Session, result: ResultFolder) -> None:
    session.open(result.path)
    choose(tab, "blend_doubtful")
    seen = drawn(result)
    assert seen[0] == [picture(5), picture(5), picture(7), picture(7)]
    assert seen[1] == [picture(5), WATER, picture(7), picture(7)]
    assert seen[2] == [picture(8), FOREST, GRASS, GRASS]
    choose(tab, "blend_all")
    assert drawn(result)[0] == [WATER, WATER, GRASS, GRASS]


def test_keys_choose_it_too(tab: ResultsTab, session: Session, result: ResultFolder, qtbot: QtBot) -> None:
    session.open(result.path)
    tab.activateWindow()
    qtbot.waitUntil(tab.isActiveWindow)
    found = []
    for key in (Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_4, Qt.Key.Key_1):
        QTest.keyClick(tab, key, Qt.KeyboardModifier.AltModifier)
        found.append(layers.blend_of(layers.find_layers(result)["map"]).name)
    assert found == ["RELIABILITY", "CONFIDENCE", "DOUBTFUL", "ALL"]


def test_older_results_show_all_classes_only(tab: ResultsTab, session: Session, tmp_path: Path) -> None:
    session.open(make_result(tmp_path / "old", view=False).path)
    blends = [radio for radio in tab.findChildren(QRadioButton) if radio.objectName().startswith("blend")]
    assert [radio.objectName() for radio in blends if radio.isEnabled()] == ["blend_all"]


def test_the_choice_follows_the_folder_that_is_opened(
    tab: ResultsTab, session: Session, tmp_path: Path
) -> None:
    first, second = (make_result(tmp_path / name) for name in ("a", "b"))
    session.open(first.path)
    choose(tab, "blend_doubtful")
    session.open(second.path)
    assert tab.findChild(QRadioButton, "blend_all").isChecked()
    session.open(first.path)
    assert tab.findChild(QRadioButton, "blend_doubtful").isChecked()


def test_a_map_that_somebody_removed_cannot_be_dimmed(
    tab: ResultsTab, session: Session, result: ResultFolder
) -> None:
    session.open(result.path)
    QgsProject.instance().removeMapLayer(layers.find_layers(result)["map"])
    assert not tab.findChild(QRadioButton, "blend_doubtful").isEnabled()
    tab.findChild(QRadioButton, "blend_doubtful").click()


def test_a_damaged_map_cannot_be_dimmed(tab: ResultsTab, session: Session, tmp_path: Path) -> None:
    for _ in range(2):  # when it is opened, and when it is read anew
        result = make_result(tmp_path / "valley", view=False)
        (result.path / "map.tif").write_text("no raster")
        (result.path / "map.qml").write_text("no style")
        session.open(result.path)
        assert not tab.findChild(QRadioButton, "blend_all").isEnabled()
        make_result(tmp_path / "valley", view=False)
        session.open(result.path)
        assert tab.findChild(QRadioButton, "blend_all").isEnabled()


# --- colours of reliability ---


def reliability_colors(result: ResultFolder) -> list[QColor]:
    return [c.color for c in layers.find_layers(result)["reliability"].renderer().classes()]


def test_colours_for_colour_blind_eyes_come_into_the_layer_and_the_legend_and_go_again(
    tab: ResultsTab, session: Session, result: ResultFolder
) -> None:
    session.open(result.path)
    style = (result.path / "reliability.qml").read_text()
    box = tab.findChild(QCheckBox, "safe_colors")
    usual = reliability_colors(result)
    box.click()
    safe = reliability_colors(result)
    assert safe == [session.palette.color(code) for code in (1, 2, 3)]
    assert safe != usual
    assert safe[0].name() in tab.findChild(QLabel, "legend_key").text()
    assert (result.path / "reliability.qml").read_text() == style
    box.click()
    assert reliability_colors(result) == usual


def test_a_choice_made_earlier_or_elsewhere_holds_for_results_that_are_opened(
    tab: ResultsTab, session: Session, result: ResultFolder
) -> None:
    session.palette.set_safe(True)
    session.open(result.path)
    assert tab.findChild(QCheckBox, "safe_colors").isChecked()
    assert reliability_colors(result)[0] == session.palette.color(Reliability.HIGH)


# --- legend ---


def cells(tab: ResultsTab) -> list[list[str]]:
    table = tab.findChild(QTableWidget, "legend")
    return [
        [table.item(row, column).text() for column in range(table.columnCount())]
        for row in range(table.rowCount())
    ]


def test_the_legend_tells_shares_hectares_and_reliability_of_each_class_and_of_the_map(
    tab: ResultsTab, session: Session, result: ResultFolder
) -> None:
    session.open(result.path)
    assert cells(tab) == [
        ["water", "26.7", "0.04", "75 · 25 · 0"],
        ["grass", "40.0", "0.06", "67 · 0 · 33"],
        ["forest", "33.3", "0.05", "60 · 20 · 0 · 20"],
        ["Whole map", "100.0", "0.15", "67 · 13 · 13 · 7"],
    ]


def test_the_numbers_are_those_of_the_report(tab: ResultsTab, session: Session, result: ResultFolder) -> None:
    session.open(result.path)
    table = tab.findChild(QTableWidget, "legend")
    for row, entry in enumerate(result.report()["classes"]):
        tips = [table.item(row, column).toolTip() for column in range(4)]
        assert tips[1] == f"{entry['pixels']} pixels"
        assert tips[2] == f"{entry['area_ha']} ha"
        high, medium, low = (100 * entry[n] / entry["pixels"] for n in ("n1", "n2", "n3"))
        assert tips[3].startswith(f"high {high:.1f} %, medium {medium:.1f} %, low {low:.1f} %")
    assert f"{result.report()['map']['score']:.3f}" in text(tab, "legend_score")


def test_the_bars_are_as_long_as_the_shares_in_the_colours_of_the_codes(
    tab: ResultsTab, session: Session, result: ResultFolder
) -> None:
    session.open(result.path)
    table = tab.findChild(QTableWidget, "legend")
    cell = table.visualItemRect(table.item(1, 3))
    image = table.viewport().grab(cell).toImage()
    bar = [image.pixelColor(x, image.height() - 5).name() for x in range(image.width())]
    high, low = (bar.count(session.palette.color(code).name()) for code in (1, 3))
    assert high / (high + low) == pytest.approx(4 / 6, abs=0.03)
    assert high + low > 0.8 * len(bar)


def test_the_evidence_is_told_in_words_with_its_share(
    tab: ResultsTab, session: Session, result: ResultFolder
) -> None:
    session.open(result.path)
    told = text(tab, "legend_evidence")
    assert "53.3 %|agrees with the old map" in told
    assert "6.7 %|rejected and reassigned" in told
    assert "continuity" not in told


def test_classes_without_pixels_are_left_out(tab: ResultsTab, session: Session, tmp_path: Path) -> None:
    session.open(make_result(tmp_path / "wet", classes=4 * "1111\n").path)
    assert [row[0] for row in cells(tab)] == ["water", "Whole map"]


def test_a_map_without_metres_has_no_hectares(
    tab: ResultsTab, session: Session, result: ResultFolder
) -> None:
    report = (result.path / "report.json").read_text()
    (result.path / "report.json").write_text(re.sub(r'"area_ha": [\d.]+', '"area_ha": null', report))
    session.open(result.path)
    assert tab.findChild(QTableWidget, "legend").isColumnHidden(2)
    assert cells(tab)[0][0] == "water"


# --- access ---


def test_everything_can_be_reached_by_keyboard_and_says_what_it_is(
    tab: ResultsTab, session: Session, result: ResultFolder
) -> None:
    session.open(result.path)
    for kind in (QRadioButton, QCheckBox, QComboBox, QPushButton, QSlider, QTableWidget):
        for widget in tab.findChildren(kind):
            assert widget.toolTip(), widget.objectName()
            assert widget.objectName()
            assert widget.accessibleName() or widget.text()
            assert widget.focusPolicy() & Qt.FocusPolicy.TabFocus


def test_without_intermediate_results_it_says_what_comparing_needs(
    tab: ResultsTab, session: Session, tmp_path: Path
) -> None:
    session.open(make_result(tmp_path / "small", keep=False).path)
    assert not tab.findChild(QRadioButton, "compare_swipe").isEnabled()
    told = [label.text() for label in tab.findChildren(QLabel) if label.isVisible()]
    assert any("Keep the intermediate results" in text for text in told)
