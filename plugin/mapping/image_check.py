"""What the engine says of the chosen images: dates, bands, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from qgis.core import QgsProcessingUtils
from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal

from ...core.textfiles import read_json
from ..run import Run
from ..session import Session
from ..words import tr
from .choices import Choices

WAITING, KNOWN, UNKNOWN = "…", "", "?"
"""How far the answer is; also what stands in its place."""

_PATIENCE_MS = 300


class ImageCheck(QObject):
    """Asks in the background whenever images or models change; one question at a time.

    Args:
        session: Shows why there is no answer.
        parent: Owns it.
    """

    changed = pyqtSignal()

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self.state = KNOWN
        self._session = session
        self._question: dict[str, Any] = {}
        self._answer: Mapping[str, Any] = {}
        self._told = ""
        self._run: Run | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PATIENCE_MS)
        self._timer.timeout.connect(self._begin)

    def ask(self, choices: Choices, models: list[str]) -> None:
        """Find out what images are, and whether models can use them; `changed` tells when it is known."""
        question = choices.image_parameters()
        if len(question.get("MASKS", ())) != len(choices.images):
            question.pop("MASKS", None)
        question["MODELS"] = models
        if question == self._question:
            return
        self._question = question
        if choices.images:
            self._wait()
        else:
            self._timer.stop()
            self._take({})
            self.changed.emit()

    def ask_again(self) -> None:
        """Try once more if there was no answer, because the engine may have been put right meanwhile."""
        if self.state == UNKNOWN:
            self._wait()

    def image(self, path: str) -> Mapping[str, Any]:
        """What is known of an image; empty if nothing."""
        return next((image for image in self.images() if image["path"] == path), {})

    def images(self) -> list[Mapping[str, Any]]:
        """What is known of all images."""
        return self._answer.get("images", []) if self.state == KNOWN else []

    def problem(self, path: str, models: Mapping[str, str]) -> str:
        """Why an image cannot be used, by the models with these folders and titles; "" if it can."""
        image = self.image(path)
        found = [image.get("problem"), image.get("place")]
        found += [
            f"{models[entry['folder']]}: {entry['problem']}"
            for entry in image.get("models", [])
            if entry["folder"] in models and entry["problem"]
        ]
        return "\n".join(filter(None, found))

    def bands(self, folder: str) -> list[tuple[str, list[str]]]:
        """The bands that a model wants, each with the paths of the images that lack it."""
        lacking: dict[str, list[str]] = {}
        for image in self.images():
            for entry in (entry for entry in image["models"] if entry["folder"] == folder):
                for band in entry["bands"]:
                    lacking.setdefault(band["name"], []).extend([] if band["found"] else [image["path"]])
        return list(lacking.items())

    def close_down(self) -> None:
        """Ask no more."""
        self._timer.stop()
        self._timer.timeout.disconnect(self._begin)
        if self._run:
            self._run.abandon()

    def _wait(self) -> None:
        self.state = WAITING
        self._timer.start()
        self.changed.emit()

    def _begin(self) -> None:
        if self._run:
            return  # the end of that one begins the next
        asked = self._question
        report = QgsProcessingUtils.generateTempFilename("checkimages.json")
        self._run = Run("surecover:checkimages", {**asked, "JSON": report}, quiet=True)
        self._run.finished.connect(lambda _: self._end(asked, report=report))
        self._run.failed.connect(lambda why: self._end(asked, why=why))
        self._run.cancelled.connect(lambda: self._end(asked))
        self._run.start()

    def _end(self, asked: Mapping[str, Any], report: str = "", why: str = "") -> None:
        self._run = None
        if asked != self._question:  # something changed meanwhile
            if self.state == WAITING:
                self._timer.start()
            return
        if report:
            self._take(read_json(Path(report)))
            self._told = ""
        else:
            self.state = UNKNOWN
            if why and why != self._told:
                self._told = why
                self._session.show_error(tr("The images cannot be checked: {}").format(why))
        self.changed.emit()

    def _take(self, answer: Mapping[str, Any]) -> None:
        self.state = KNOWN
        self._answer = answer
