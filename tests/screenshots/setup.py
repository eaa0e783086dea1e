"""Takes the pictures of the dialog "Set up the engine": before, during, after, and every failure.

Nothing is installed: the programs that set the engine up are played, as in the tests. XDG_DATA_HOME says
where the engine seems to go, and build/package holds a link to the checkout that is called surecover.

    PYTHONPATH=build/package:. XDG_DATA_HOME=FOLDER xvfb-run python tests/screenshots/setup.py PICTURES
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from qgis.core import QgsApplication
from qgis.gui import QgsCollapsibleGroupBox
from qgis.PyQt.QtWidgets import QApplication, QRadioButton

from surecover.core.engine import environment
from surecover.plugin.setup import dialog as dialogs
from surecover.plugin.setup import settings
from tests.core.engine.setup.played import Player
from tests.core.engine.setup.test_failures import SAID

PIP = """Collecting torch==2.13.0 (from -r engine-constraints.txt (line 3))
  Downloading torch-2.13.0-cp311-cp311-manylinux_2_28_x86_64.whl (191.8 MB)
Collecting torchvision==0.28.0 (from -r engine-constraints.txt (line 4))
  Downloading torchvision-0.28.0-cp311-cp311-manylinux_2_28_x86_64.whl (7.7 MB)
Collecting segmentation-models-pytorch==0.6.0 (from -r engine-constraints.txt (line 5))
  Downloading segmentation_models_pytorch-0.6.0-py3-none-any.whl (154 kB)"""


def wait(until: Callable[[], bool], seconds: float = 10.0) -> None:
    """Let Qt work until something is true."""
    deadline = time.monotonic() + seconds
    while not until() and time.monotonic() < deadline:
        QApplication.processEvents()
        time.sleep(0.01)


class Photographer:
    """Opens the dialog on a computer without an engine, and takes pictures of it.

    Args:
        folder: Of the pictures.
        player: Plays what is called.
    """

    def __init__(self, folder: Path, player: Player) -> None:
        self._folder = folder
        self._player = player

    def open(self) -> Any:
        """The dialog, when it has looked around."""
        dialog = dialogs.SetupDialog()
        dialog.show()
        wait(lambda: not dialog.is_busy)
        return dialog

    def take(self, dialog: Any, name: str, settle: float = 0.3) -> None:
        """A picture of the dialog as it is now."""
        wait(lambda: False, settle)
        dialog.grab().save(str(self._folder / f"setup-{name}.png"))

    def more(self) -> None:
        """With what few people need unfolded."""
        dialog = self.open()
        dialog.plan_box.more.setCollapsed(False)
        self.take(dialog, "more")
        dialog.close()

    def before(self) -> None:
        """What it shows at first, and with a graphics card chosen."""
        dialog = self.open()
        self.take(dialog, "before")
        dialog.findChild(QRadioButton, "cuda").setChecked(True)
        self.take(dialog, "cuda")
        dialog.close()

    def during(self) -> None:
        """While it downloads, and after Cancel."""
        self._player.acts(install={"says": PIP, "sleeps": True})
        dialog = self.open()
        dialog.set_up()
        wait(lambda: "Downloading" in dialog.log.toPlainText())
        wait(lambda: False, 0.3)
        dialog.log.setPlainText(dialog.log.toPlainText().rpartition("pids")[0].rstrip())
        dialog._hear("progress", (0.34, 160))
        self.take(dialog, "during", settle=0.0)
        dialog.reject()
        wait(lambda: not dialog.is_busy)
        self.take(dialog, "cancelled")
        dialog.close()

    def failed(self, case: str) -> None:
        """After a failure."""
        self._player.acts(install={"says": f"{PIP}\n{SAID[case].strip()}", "code": 1})
        dialog = self.open()
        dialog.set_up()
        wait(lambda: not dialog.is_busy)
        self.take(dialog, f"failed-{case.replace(' ', '-')}")
        dialog.close()

    def after(self) -> None:
        """With one engine of before beside the new one."""
        old = environment.environments_folder() / "engine-5c0ffee5"
        python = environment.python_of(old)
        python.parent.mkdir(parents=True, exist_ok=True)
        python.touch()
        for made in (old, environment.managed_environment()):
            with (made / "packages").open("wb") as file:
                file.truncate(1_870_000_000)
        (old / environment.MARKER).touch()
        self._player.acts(install={"says": PIP})
        dialog = self.open()
        dialog.set_up()
        wait(lambda: not dialog.is_busy and "works" in dialog.status.text())
        dialog.findChildren(QgsCollapsibleGroupBox)[-1].setCollapsed(False)
        self.take(dialog, "after")
        dialog.close()


def main(folder: Path) -> None:
    """Take all pictures."""
    folder.mkdir(parents=True, exist_ok=True)
    application = QgsApplication([], True)
    application.initQgis()
    programs = environment.environments_folder().parents[1] / "bin"
    programs.mkdir(parents=True, exist_ok=True)
    player = Player(programs)
    dialogs.usable = lambda: [player.base]
    environment.ROOT = programs  # where no development environment is
    settings.choose_python("")
    photographer = Photographer(folder, player)
    photographer.before()
    photographer.more()
    photographer.during()
    for case in SAID:
        photographer.failed(case)
    photographer.after()
    application.exitQgis()


main(Path(sys.argv[1]))
