"""Run in QGIS by fromzip.sh with an empty profile: installs the ZIP, sets the engine up, plays the tutorial.

Prints how long each took. Ends with 1 if any of it fails, or if QGIS reports trouble of SureCover's.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
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
    serious = level in (Qgis.MessageLevel.Warning, Qgis.MessageLevel.Critical)
    if serious and ("Traceback" in text or "surecover" in f"{text} {tag}".lower()):
        print(f"{tag}: {text}", file=sys.stderr, flush=True)
        QTimer.singleShot(1000, lambda: (picture("trouble"), os._exit(1)))


@contextmanager
def timed(what: str) -> Iterator[None]:
    """Print how long something took."""
    start = time.monotonic()
    yield
    print(f"{what}: {time.monotonic() - start:.1f} s", file=sys.stderr, flush=True)


def press(window: QWidget, name: str) -> None:
    """Click a button by its name."""
    button = window.findChild(QAbstractButton, name)
    assert button.isVisible() and button.isEnabled(), f"{name} cannot be pressed"
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def install() -> Iterator[Wait]:
    """As the tab "Install from ZIP" does; the plugin comes up without an engine and says so."""
    picture("01-empty")
    with timed("Installing the ZIP"):
        pyplugin_installer.instance().installFromZipFile(ZIP)
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
    with timed("Setting the engine up"):
        press(dialog, "start_setup")
        yield 20_000, None
        picture("05-under-way")
        while dialog.is_busy:
            yield 500, None
    picture("06-set-up")
    assert "works" in dialog.status.text(), dialog.status.text()
    press(dialog, "close_setup")
    yield 2000, lambda: not plugins["surecover"].dock.map_tab.notice.isVisible()
    picture("07-ready")


def work() -> Iterator[Wait]:
    """The tutorial."""
    from tests.screenshots.hands import tutorial_in  # which needs the plugin

    with timed("The tutorial"):
        yield from tutorial_in(Path.home())


def install_again() -> Iterator[Wait]:
    """Over the plugin that runs, as people bring it up to date."""
    pyplugin_installer.instance().installFromZipFile(ZIP)
    dock = plugins["surecover"].dock
    yield 2000, lambda: dock.isVisible() and not dock.map_tab.notice.isVisible()
    docks = [
        widget for widget in iface.mainWindow().findChildren(QDockWidget) if type(widget).__name__ == "Dock"
    ]
    assert docks == [dock], "the dock of before is still there"
    picture("90-installed-again")


def story() -> Iterator[Wait]:
    """All of it."""
    for part in (install, set_up, work, install_again):
        yield from part()


QgsApplication.messageLog().messageReceived.connect(refuse)
play(story())
