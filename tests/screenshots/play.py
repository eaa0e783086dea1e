"""Plays a story in QGIS, as a script that take.sh gives to it, and leaves QGIS whatever happens."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Iterator
from typing import Any, Callable

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QTimer
from qgis.PyQt.QtWidgets import QApplication, QWidget
from qgis.utils import iface, plugins

PICTURES = os.environ["SURECOVER_SCREENSHOTS"]
"""Beginning of the pictures' names."""

Wait = tuple[int, "Callable[[], Any] | None"]
"""Milliseconds to wait at least, and what must be true then, if anything."""


def picture(name: str, widget: QWidget | None = None) -> None:
    """A widget as it is now, or the whole screen."""
    seen = widget.grab() if widget else QApplication.primaryScreen().grabWindow(0)
    seen.save(f"{PICTURES}-{name}.png")


def complain(text: str, tag: str, level: int) -> None:
    """Let Python errors be seen in the log of this script."""
    if tag == "Python error":
        print(text, file=sys.stderr)


def play(story: Iterator[Wait]) -> None:
    """Go through a story, then leave QGIS whatever happened, with 1 if it did not come to its end."""
    window = iface.mainWindow()
    window.setGeometry(0, 0, 1280, 800)

    def go_on(ready: object = None, tries: int = 600) -> None:
        try:
            if ready is not None and not ready():
                if not tries:
                    picture("stuck")
                    raise TimeoutError("What the story waits for does not come.")
                QTimer.singleShot(200, lambda: go_on(ready, tries - 1))
                return
            milliseconds, condition = next(story)
        except StopIteration:
            finish(0)
        except Exception:  # whatever it is, QGIS must not stay open
            traceback.print_exc(file=sys.stderr)
            finish(1)
        else:
            QTimer.singleShot(milliseconds, lambda: go_on(condition))

    def finish(code: int) -> None:
        sys.stderr.flush()
        if "surecover" in plugins:
            plugins["surecover"].unload()
        os._exit(code)

    QgsApplication.messageLog().messageReceived.connect(complain)
    QTimer.singleShot(3000, go_on)
