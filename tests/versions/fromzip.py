"""Run in QGIS by fromzip.sh with an empty profile: installs the ZIP, sets the engine up, plays the tutorial.

Prints how long each took. Ends with 1 if any of it fails, or if QGIS reports trouble of SureCover's.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

import pyplugin_installer
from qgis.core import Qgis, QgsApplication
from qgis.gui import QgsCollapsibleGroupBox
from qgis.PyQt.QtCore import Qt, QTimer
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QAbstractButton, QDialog, QDockWidget, QFileDialog, QWidget
from qgis.utils import iface, plugins

from tests.screenshots.play import Wait, picture, play

ZIP, WHEELS, BASE = (os.environ[f"FROMZIP_{name}"] for name in ("ZIP", "WHEELS", "BASE"))


def refuse(text: str, tag: str, level: Qgis.MessageLevel) -> None:
    """Give up when QGIS's log gets a defect in Python, or a warning of SureCover's."""
    # QGIS tries a file first as a vector where an algorithm takes both kinds, and complains of its own trial.
    serious = level in (Qgis.MessageLevel.Warning, Qgis.MessageLevel.Critical) and tag != "OGR"
    if serious and ("Traceback" in text or "surecover" in f"{text} {tag}".lower()):
        print(f"{tag}: {text}", file=sys.stderr, flush=True)
        QTimer.singleShot(1000, lambda: (picture("trouble"), os._exit(1)))


class Clock:
    """Prints how long something took."""

    def __init__(self, what: str) -> None:
        self._what = what
        self.start()

    def start(self) -> None:
        self._start = time.monotonic()

    def stop(self) -> None:
        print(f"{self._what}: {time.monotonic() - self._start:.1f} s", file=sys.stderr, flush=True)


def press(window: QWidget, name: str) -> None:
    """Click a button by its name."""
    button = window.findChild(QAbstractButton, name)
    assert button.isVisible() and button.isEnabled(), f"{name} cannot be pressed"
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def install() -> Iterator[Wait]:
    """As the tab "Install from ZIP" does; the plugin comes up without an engine and says so."""
    picture("01-empty")
    clock = Clock("Installing the ZIP")
    pyplugin_installer.instance().installFromZipFile(ZIP)
    clock.stop()
    dock = plugins["surecover"].dock
    yield 2000, dock.map_tab.notice.isVisible
    picture("02-installed")


def set_up() -> Iterator[Wait]:
    """By the dialog, with wheels from a folder and a base Python of one's choice."""
    press(plugins["surecover"].dock, "set_up")
    dialog = iface.mainWindow().findChild(QDialog, "setup_dialog")
    yield 1000, lambda: not dialog.is_busy
    picture("03-dialog")
    with patch.object(QFileDialog, "getOpenFileName", lambda *_: (BASE, "")):
        press(dialog, "other_base")
    yield 500, lambda: not dialog.is_busy
    dialog.plan_box.findChild(QgsCollapsibleGroupBox).setCollapsed(False)
    dialog.plan_box.wheels.setFilePath(WHEELS)
    yield 1000, None
    picture("04-chosen")
    clock = Clock("Setting the engine up")
    press(dialog, "start_setup")
    yield 20_000, None
    picture("05-under-way")
    while dialog.is_busy:
        yield 500, None
    clock.stop()
    picture("06-set-up")
    assert "works" in dialog.status.text(), dialog.status.text()
    press(dialog, "close_setup")
    yield 2000, lambda: not plugins["surecover"].dock.map_tab.notice.isVisible()
    picture("07-ready")


def work() -> Iterator[Wait]:
    """The tutorial, with its pauses."""
    from tests.screenshots.hands import tutorial_in  # which needs the plugin

    dock, clock = plugins["surecover"].dock, Clock("Making the map")
    dock.map_tab.run_box.run_wanted.connect(clock.start)
    dock.session.wanted.connect(clock.stop)
    yield from tutorial_in(Path.home())


def install_again() -> Iterator[Wait]:
    """Over the plugin that runs, as people bring it up to date."""
    pyplugin_installer.instance().installFromZipFile(ZIP)
    dock = plugins["surecover"].dock
    yield 2000, lambda: dock.isVisible() and not dock.map_tab.notice.isVisible()
    panels = [panel.windowTitle() for panel in iface.mainWindow().findChildren(QDockWidget)]
    assert panels.count("SureCover") == 1, "the panel of before is still there"
    picture("90-installed-again")


def story() -> Iterator[Wait]:
    """All of it."""
    for part in (install, set_up, work, install_again):
        yield from part()


QgsApplication.messageLog().messageReceived.connect(refuse)
play(story())
