"""The dialog "Set up the engine", driven by hand, with programs that the test plays."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar

import pytest
from pytestqt.qtbot import QtBot
from qgis.core import QgsApplication, QgsSettings
from qgis.gui import QgsCollapsibleGroupBox, QgsFileWidget
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import (
    QComboBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QRadioButton,
    QToolButton,
    QTreeWidget,
    QWidget,
)

from surecover.core.engine import environment
from surecover.core.engine.client import engine
from surecover.core.engine.setup.install import install
from surecover.core.engine.setup.pythons import Base
from surecover.core.errors import SureCoverError
from surecover.core.progress import Progress
from surecover.plugin.setup import dialog as dialogs
from surecover.plugin.setup import settings
from surecover.plugin.setup.dialog import SetupDialog
from tests.core.engine.setup.played import Player, player

__all__ = ["player"]

W = TypeVar("W", bound=QWidget)
FULL = {"says": "OSError: [Errno 28] No space left on device", "code": 1}


class Driven:
    """The dialog, with short ways to its widgets."""

    def __init__(self, dialog: SetupDialog, qtbot: QtBot) -> None:
        self.dialog = dialog
        self._qtbot = qtbot

    def find(self, kind: type[W], name: str) -> W:
        return self.dialog.findChild(kind, name)

    def click(self, name: str) -> None:
        button = self.find(QPushButton, name)
        assert button.isEnabled()
        self._qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    def idle(self) -> None:
        self._qtbot.waitUntil(lambda: not self.dialog.is_busy, timeout=10_000)

    def until(self, text: str) -> None:
        self._qtbot.waitUntil(lambda: text in self.status, timeout=10_000)

    def set_up(self) -> None:
        self.click("start_setup")
        self.idle()

    @property
    def status(self) -> str:
        return self.find(QLabel, "setup_status").text()

    @property
    def log(self) -> str:
        return self.find(QPlainTextEdit, "setup_log").toPlainText()

    def engines(self) -> list[tuple[str, str]]:
        tree = self.find(QTreeWidget, "engines")
        items = [tree.topLevelItem(number) for number in range(tree.topLevelItemCount())]
        return [(item.text(0), item.text(2)) for item in items]


@pytest.fixture
def driven(
    qgis_app: QgsApplication, player: Player, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Iterator[Driven]:
    """The dialog on a computer without an engine."""
    monkeypatch.setattr(environment, "ROOT", tmp_path / "plugin")
    monkeypatch.setattr(environment, "missing_packages", lambda: ["torch"])
    monkeypatch.setattr(dialogs, "usable", lambda: [player.base, Base("/opt/python3.12", "3.12.9")])
    settings.choose_python("")
    dialog = SetupDialog()
    driven = Driven(dialog, qtbot)
    qtbot.addWidget(dialog)
    dialog.show()
    driven.idle()
    yield driven
    dialog.close_down()
    settings.choose_python("")


# What it shows


def test_it_tells_what_will_be_installed_where_and_how_much(driven: Driven) -> None:
    assert f"PyTorch {environment.pins()['torch']}" in driven.find(QLabel, "what").text()
    assert driven.find(QLineEdit, "where").text() == str(environment.managed_environment())
    assert "on disk" in driven.find(QLabel, "amount").text()
    assert driven.status == "There is no engine yet for this version of SureCover."


def test_it_opens_without_empty_space(driven: Driven) -> None:
    dialog = driven.dialog
    assert dialog.height() <= dialog.layout().totalHeightForWidth(dialog.width())


def test_it_offers_the_pythons_that_were_found(driven: Driven, player: Player) -> None:
    base = driven.find(QComboBox, "base")
    assert [base.itemText(number).partition(" ")[0] for number in range(base.count())] == ["3.11.2", "3.12.9"]
    assert driven.dialog.plan_box.plan().base == player.base


def test_what_is_chosen_is_what_is_planned(driven: Driven, tmp_path: Path) -> None:
    driven.find(QRadioButton, "cuda").setChecked(True)
    driven.find(QComboBox, "base").setCurrentIndex(1)
    driven.find(QgsFileWidget, "wheels").setFilePath(str(tmp_path))
    driven.find(QLineEdit, "index").setText("https://builds ")
    driven.find(QLineEdit, "proxy").setText("http://proxy:1")
    plan = driven.dialog.plan_box.plan()
    assert (plan.base.version, plan.cuda, plan.wheels) == ("3.12.9", True, str(tmp_path))
    assert (plan.index, plan.proxy) == ("https://builds", "http://proxy:1")
    assert driven.find(QLineEdit, "where").text().endswith("-cuda")
    assert "nothing to download" in driven.find(QLabel, "amount").text()


def test_another_base_python_is_examined_before_it_is_offered(
    driven: Driven, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("/opt/python3.13", ""))
    monkeypatch.setattr(dialogs, "examine", lambda path: Base(path, "3.13.1"))
    driven.find(QToolButton, "other_base").click()
    driven.idle()
    assert driven.dialog.plan_box.plan().base == Base("/opt/python3.13", "3.13.1")
    assert driven.find(QComboBox, "base").count() == 3

    def refuse(path: str) -> Base:
        raise SureCoverError(f"The base Python {path} is 3.9.18.")

    monkeypatch.setattr(dialogs, "examine", refuse)
    driven.find(QToolButton, "other_base").click()
    driven.idle()
    assert "is 3.9.18" in driven.status
    assert driven.dialog.plan_box.plan().base.version == "3.13.1"


def test_without_a_python_it_says_so_and_nothing_can_begin(
    driven: Driven, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dialogs, "usable", list)
    driven.find(QComboBox, "base").clear()
    driven.dialog.hide()
    driven.dialog.show()
    driven.idle()
    assert "install one from python.org" in driven.status
    assert not driven.find(QPushButton, "start_setup").isEnabled()


# Setting up


def test_it_sets_up_and_says_that_it_works(driven: Driven, qtbot: QtBot) -> None:
    with qtbot.waitSignal(driven.dialog.changed):
        driven.click("start_setup")
    driven.until("The engine is set up and works.")
    assert environment.find_interpreter()
    assert "install done" in driven.log
    assert driven.engines() == [(environment.managed_environment().name, "ready")]


def test_while_it_runs_only_cancel_can_be_clicked_and_it_ends_it(driven: Driven, player: Player) -> None:
    player.acts(install={"sleeps": True})
    driven.click("start_setup")
    driven.until("Downloading and installing packages")
    enabled = [
        button.objectName()
        for button in driven.dialog.findChildren(QPushButton)
        if button.isEnabled() and button.objectName()
    ]
    assert enabled == ["cancel_setup"]
    assert driven.find(QProgressBar, "setup_progress").isVisible()
    driven.click("cancel_setup")
    driven.idle()
    assert "goes on from where it stopped" in driven.status
    assert driven.find(QPushButton, "start_setup").isEnabled()


def test_closing_the_window_stops_it_first(driven: Driven, player: Player) -> None:
    player.acts(install={"sleeps": True})
    driven.click("start_setup")
    driven.until("Downloading")
    driven.dialog.reject()
    driven.idle()
    assert driven.dialog.isVisible()
    driven.dialog.reject()
    assert not driven.dialog.isVisible()


def test_a_failure_is_told_with_the_log_and_can_be_retried(driven: Driven, player: Player) -> None:
    player.acts(install=FULL)
    driven.set_up()
    assert "The disk became full" in driven.status
    assert str(driven.dialog.plan_box.plan().log) in driven.status
    assert "Errno 28" in driven.log
    button = driven.find(QPushButton, "start_setup")
    assert button.text() == "Retry"
    player.acts()
    driven.click("start_setup")
    driven.until("set up and works")
    assert "Errno 28" not in driven.log


def test_a_defect_of_ours_is_not_lost_in_its_thread(driven: Driven, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dialogs, "install", lambda *_: 1 / 0)
    driven.set_up()
    assert "ZeroDivisionError" in driven.status
    assert "Traceback" in driven.log


def test_switching_the_plugin_off_ends_it(driven: Driven, player: Player, qtbot: QtBot) -> None:
    player.acts(install={"sleeps": True})
    driven.click("start_setup")
    qtbot.waitUntil(lambda: "pids" in driven.log, timeout=10_000)
    pid = int(driven.log.partition("pids ")[2].split()[0])
    driven.dialog._work.abandon()
    assert not Path(f"/proc/{pid}").exists()


def test_the_window_grows_with_what_is_unfolded_so_that_nothing_is_covered(
    driven: Driven, player: Player, qtbot: QtBot
) -> None:
    player.acts(install=FULL)
    driven.set_up()
    dialog = driven.dialog
    for group in dialog.findChildren(QgsCollapsibleGroupBox):
        group.setCollapsed(False)
    qtbot.waitUntil(lambda: dialog.height() >= dialog.layout().totalHeightForWidth(dialog.width()))


# Engines that are there


def test_an_old_engine_can_be_removed(
    driven: Driven, player: Player, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(player.plan(), Progress())
    old = environment.managed_environment().name
    monkeypatch.setattr(environment, "pins", lambda: {"torch": "99", "rasterio": "9", "scikit-learn": "9"})
    driven.set_up()
    driven.until("set up and works")
    driven.idle()
    assert sorted(state for _, state in driven.engines()) == ["for another version", "ready"]
    tree = driven.find(QTreeWidget, "engines")
    assert not driven.find(QPushButton, "remove").isEnabled()
    tree.setCurrentItem(tree.findItems(old, Qt.MatchFlag.MatchExactly)[0])
    driven.click("remove")
    driven.until(f"Removed: {old}")
    driven.idle()
    assert [state for _, state in driven.engines()] == ["ready"]


def test_a_python_of_one_s_own_is_tried_out_and_then_used(driven: Driven, player: Player) -> None:
    assert not driven.find(QPushButton, "use").isEnabled()
    own = driven.find(QgsFileWidget, "own_python")
    own.setFilePath(player.base.python)
    player.acts(prove={"says": "ModuleNotFoundError: No module named 'torch'", "code": 1})
    driven.click("use")
    driven.idle()
    assert "lacks torch" in driven.status
    assert driven.find(QPushButton, "start_setup").text() == "Set up"
    player.acts(prove={"sleeps": True})
    driven.click("use")
    driven.click("cancel_setup")
    driven.idle()
    assert "no engine yet" in driven.status
    assert settings.chosen_python() == ""
    player.acts()
    driven.click("use")
    driven.idle()
    assert driven.status == f"The engine runs with {player.base.python}."
    assert engine().python == settings.chosen_python() == player.base.python
    own.setFilePath("")
    driven.click("use")
    assert engine().python == settings.chosen_python() == ""
    assert "no engine yet" in driven.status


def test_a_python_of_one_s_own_that_is_gone_is_named(driven: Driven) -> None:
    settings.choose_python("/gone")
    driven.dialog.hide()
    driven.dialog.show()
    driven.idle()
    assert "was not found: /gone" in driven.status


def test_the_engine_that_was_just_set_up_is_used_instead_of_one_s_own(driven: Driven) -> None:
    settings.choose_python("/gone")
    driven.set_up()
    driven.until("set up and works")
    assert engine().python == ""


# The proxy of QGIS


@pytest.fixture
def proxied() -> Iterator[QgsSettings]:
    qgis = QgsSettings()
    values = {"proxyEnabled": True, "proxyType": "HttpProxy", "proxyHost": "proxy", "proxyPort": "8080"}
    for name, value in values.items():
        qgis.setValue(f"proxy/{name}", value)
    yield qgis
    qgis.remove("proxy")


def test_the_proxy_of_qgis_is_offered_without_its_password_and_used_with_it(
    proxied: QgsSettings, driven: Driven
) -> None:
    proxied.setValue("proxy/proxyUser", "me")
    proxied.setValue("proxy/proxyPassword", "a@b")
    line = driven.find(QLineEdit, "proxy")
    assert line.text() == "http://proxy:8080"
    assert driven.dialog.plan_box.plan().proxy == "http://me:a%40b@proxy:8080"
    line.setText("http://other:1")
    assert driven.dialog.plan_box.plan().proxy == "http://other:1"


@pytest.mark.parametrize("change", [{"proxyEnabled": False}, {"proxyType": "Socks5Proxy"}, {"proxyHost": ""}])
def test_a_proxy_that_pip_cannot_use_or_that_is_off_is_not_offered(
    proxied: QgsSettings, change: dict[str, Any]
) -> None:
    for name, value in change.items():
        proxied.setValue(f"proxy/{name}", value)
    assert settings.proxy() == ""
