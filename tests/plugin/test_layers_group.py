"""The layers of results in the project: which, in which order and style, and never twice."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from qgis.core import (
    QgsLayerTreeGroup,
    QgsMapRendererParallelJob,
    QgsMapSettings,
    QgsPalettedRasterRenderer,
    QgsProject,
    QgsRasterLayer,
)
from qgis.PyQt.QtCore import QLocale, QSize
from qgis.PyQt.QtGui import QColor

from surecover.core.resultfolder import ResultFolder
from surecover.core.scheme import ClassScheme, LandClass
from surecover.plugin.results import layers
from tests.plugin.resultfolders import DATES, SCHEME, attached, make_result

WATER, GRASS, FOREST = (QColor(*c.color) for c in SCHEME.classes)


@pytest.fixture(autouse=True)
def project(qgis_new_project: None) -> Iterator[QgsProject]:
    QLocale.setDefault(QLocale("en"))
    yield QgsProject.instance()
    QgsProject.instance().clear()


@pytest.fixture
def result(tmp_path: Path) -> ResultFolder:
    return make_result(tmp_path / "valley")


def group() -> QgsLayerTreeGroup:
    (found,) = layers.groups()
    return found[0]


def names(group: QgsLayerTreeGroup) -> list[str]:
    return [child.name() for child in group.children()]


def colors(layer: QgsRasterLayer) -> list[list[str]]:
    """What is drawn of the 4 × 4 pixels."""
    settings = QgsMapSettings()
    settings.setLayers([layer])
    settings.setExtent(layer.extent())
    settings.setDestinationCrs(layer.crs())
    settings.setOutputSize(QSize(40, 40))
    job = QgsMapRendererParallelJob(settings)
    job.start()
    job.waitForFinished()
    image = job.renderedImage()
    return [[image.pixelColor(10 * col + 5, 10 * row + 5).name() for col in range(4)] for row in range(4)]


def test_they_arrive_in_one_group_on_top_from_the_map_down_to_the_picture(
    result: ResultFolder, project: QgsProject
) -> None:
    project.layerTreeRoot().addGroup("mine")
    attached(result)
    assert names(project.layerTreeRoot()) == ["SureCover: valley", "mine"]
    assert names(group()) == [
        "Land cover",
        "Reliability",
        "Evidence",
        "Confidence",
        "Dates",
        "Old map",
        "Satellite picture",
    ]
    assert names(group().findGroup("Dates")) == [
        "Land cover, 3 May 2021",
        "Land cover, 21 Jul 2021",
        "All dates, before the correction",
    ]


def test_the_map_and_the_picture_are_seen_at_first_and_the_dates_are_folded_away(
    result: ResultFolder,
) -> None:
    attached(result)
    assert [child.name() for child in group().children() if child.isVisible()] == [
        "Land cover",
        "Satellite picture",
    ]
    assert not group().findGroup("Dates").isExpanded()


def test_each_is_styled_by_what_lies_beside_it(result: ResultFolder) -> None:
    by_role = attached(result)
    for role in ("map", "date/2021-05-03", "fused", "external"):
        classes = by_role[role].renderer().classes()
        assert [(c.label, c.color.name()) for c in classes] == [
            ("water", WATER.name()),
            ("grass", GRASS.name()),
            ("forest", FOREST.name()),
        ]
    assert [c.label for c in by_role["reliability"].renderer().classes()] == ["high", "medium", "low"]
    assert "rejected and reassigned" in [c.label for c in by_role["evidence"].renderer().classes()]
    assert by_role["confidence"].renderer().type() == "singlebandpseudocolor"
    assert by_role["mosaic"].renderer().type() == "multibandcolor"


def test_the_map_is_drawn_from_its_view_and_in_older_results_from_the_map_itself(tmp_path: Path) -> None:
    new = attached(make_result(tmp_path / "new"))["map"]
    old = attached(make_result(tmp_path / "old", view=False))["map"]
    assert (layers.can_blend(new), layers.can_blend(old)) == (True, False)
    assert colors(new) == colors(old)
    assert colors(new)[0] == [WATER.name()] * 2 + [GRASS.name()] * 2


def test_what_was_not_kept_is_left_out(tmp_path: Path) -> None:
    attached(make_result(tmp_path / "small", keep=False))
    assert names(group()) == ["Land cover", "Reliability", "Evidence", "Confidence"]


@pytest.mark.parametrize("keep", [True, False])
def test_where_the_old_map_looks_wrong_stands_above_it_hidden_at_first_with_what_is_likely(
    tmp_path: Path, keep: bool
) -> None:
    flagged = """
        . . . .
        . 1 . .
        . 3 2 .
        . . . .
    """
    by_role = attached(make_result(tmp_path / "learned", issues=flagged, keep=keep))
    neighbours = ["Confidence", "Dates", "Old map", "Satellite picture"] if keep else ["Confidence"]
    neighbours.insert(2, "Where the old map looks wrong")
    assert names(group())[3:] == neighbours
    assert not group().findLayer(by_role["issues"].id()).isVisible()
    assert [c.label for c in by_role["issues"].renderer().classes()] == ["water", "grass", "forest"]
    shown = colors(by_role["issues"])
    assert (shown[1][1], shown[2][2]) == (WATER.name(), GRASS.name())
    assert shown[0][0] == "#ffffff"  # nothing is drawn


def test_periods_are_called_so(tmp_path: Path) -> None:
    result = make_result(tmp_path / "periods", dates=dict(zip(("period1", "period2"), DATES.values())))
    job = (result.path / "job.json").read_text()
    (result.path / "job.json").write_text(job.replace('"periods": 0', '"periods": 2'))
    attached(result)
    assert names(group().findGroup("Dates"))[:2] == ["Land cover, Period 1", "Land cover, Period 2"]


def test_opening_the_same_folder_again_adds_nothing(result: ResultFolder, project: QgsProject) -> None:
    before = {role: layer.id() for role, layer in attached(result).items()}
    after = {role: layer.id() for role, layer in attached(result).items()}
    assert before == after
    assert len(project.mapLayers()) == len(before) == 9


def test_two_folders_have_two_groups(tmp_path: Path) -> None:
    for name in ("a", "b"):
        attached(make_result(tmp_path / name))
    assert [group.name() for group, _ in layers.groups()] == ["SureCover: b", "SureCover: a"]


def test_a_saved_and_reopened_project_has_them_once(
    result: ResultFolder, project: QgsProject, tmp_path: Path
) -> None:
    attached(result)
    group().findLayer(layers.find_layers(result)["map"].id()).setItemVisibilityChecked(False)
    project.write(str(tmp_path / "project.qgz"))
    project.clear()
    project.read(str(tmp_path / "project.qgz"))
    by_role = attached(result)
    assert len(project.mapLayers()) == len(by_role) == 9
    assert names(group())[0] == "Land cover"
    assert not group().children()[0].isVisible()
    assert names(group().findGroup("Dates"))[-1] == "All dates, before the correction"


def test_a_project_that_was_moved_with_its_results_finds_them(tmp_path: Path, project: QgsProject) -> None:
    (tmp_path / "here").mkdir()
    attached(make_result(tmp_path / "here" / "valley"))
    project.write(str(tmp_path / "here" / "project.qgz"))
    project.clear()
    shutil.move(tmp_path / "here", tmp_path / "there")
    project.read(str(tmp_path / "there" / "project.qgz"))
    moved = ResultFolder.open(tmp_path / "there" / "valley")
    attached(moved)
    assert [folder for _, folder in layers.groups()] == [str(moved.path)]
    assert len(project.mapLayers()) == 9


@pytest.mark.parametrize("view", [True, False])
def test_after_another_run_into_the_folder_the_new_pixels_are_drawn(tmp_path: Path, view: bool) -> None:
    shown = attached(make_result(tmp_path / "valley", view=view))["map"]
    assert colors(shown)[0][0] == WATER.name()
    new = make_result(tmp_path / "new", classes=np.full((4, 4), 3), view=view)
    shutil.rmtree(tmp_path / "valley")
    new.path.rename(tmp_path / "valley")
    assert attached(ResultFolder.open(tmp_path / "valley"))["map"] is shown
    assert colors(shown) == [[FOREST.name()] * 4] * 4


def test_another_run_on_another_area_moves_the_layers_there(tmp_path: Path) -> None:
    attached(make_result(tmp_path / "valley"))
    place = (400_000.0, 10.0, 0.0, 4_000_000.0, 0.0, -10.0)
    shown = attached(make_result(tmp_path / "valley", transform=place))
    assert {layer.extent().xMinimum() for layer in shown.values()} == {400_000}


def test_after_another_run_own_names_and_colours_stay_and_other_classes_come_in_theirs(
    tmp_path: Path,
) -> None:
    shown = attached(make_result(tmp_path / "valley"))["map"]
    shown.setName("my map")
    classes = shown.renderer().classes()
    classes[0].color = QColor("black")
    shown.setRenderer(QgsPalettedRasterRenderer(shown.dataProvider(), 1, classes))
    layers.set_blend(shown, layers.Blend.CONFIDENCE)
    attached(make_result(tmp_path / "valley"))
    assert shown.renderer().classes()[0].color == QColor("black")
    other = ClassScheme("other", "Other", (LandClass(1, "rock", (9, 9, 9)), *SCHEME.classes[1:]))
    attached(make_result(tmp_path / "valley", scheme=other))
    assert shown.renderer().classes()[0].label == "rock"
    assert (shown.name(), layers.blend_of(shown)) == ("my map", layers.Blend.CONFIDENCE)


def test_another_run_with_other_dates_adds_and_removes_what_changed(
    tmp_path: Path, project: QgsProject
) -> None:
    attached(make_result(tmp_path / "valley"))
    may, july = DATES.values()
    attached(make_result(tmp_path / "valley", dates={"2021-06-01": may, "2021-07-21": july}))
    assert names(group().findGroup("Dates")) == [
        "Land cover, 1 Jun 2021",
        "Land cover, 21 Jul 2021",
        "All dates, before the correction",
    ]
    attached(make_result(tmp_path / "valley", keep=False))
    assert names(group()) == ["Land cover", "Reliability", "Evidence", "Confidence"]
    assert len(project.mapLayers()) == 4
    attached(make_result(tmp_path / "valley"))
    assert names(group())[-3:] == ["Dates", "Old map", "Satellite picture"]


def test_a_layer_that_somebody_removed_comes_back_at_its_place(
    result: ResultFolder, project: QgsProject
) -> None:
    project.removeMapLayer(attached(result)["evidence"].id())
    attached(result)
    assert names(group())[:4] == ["Land cover", "Reliability", "Evidence", "Confidence"]


def test_opening_does_not_stall(tmp_path: Path, project: QgsProject) -> None:
    dates = {f"2021-0{month}-01": DATES["2021-05-03"] for month in range(1, 10)}
    result = make_result(tmp_path / "valley", dates=dates)
    seconds = []
    for _ in range(3):
        project.clear()
        start = time.process_time()
        attached(result)
        seconds.append(time.process_time() - start)
    assert min(seconds) < 0.1
