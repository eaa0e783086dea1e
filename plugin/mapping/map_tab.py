"""The tab "Map": what to make a map of, and the run that makes it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from qgis.core import QgsProject
from qgis.gui import QgsCollapsibleGroupBox, QgsFileWidget
from qgis.PyQt.QtCore import QEvent
from qgis.PyQt.QtWidgets import QApplication, QFrame, QScrollArea, QVBoxLayout, QWidget

from ...core.errors import SureCoverError
from ...core.paths import exists
from ...core.resultfolder import FINAL
from ...core.scheme import DEFAULT_SCHEME, load_scheme
from ..parts import text_label
from ..session import Session
from ..setup.notice import EngineNotice
from ..words import tr
from . import choices as choosing
from .area_box import AreaBox, extent_text
from .choices import Choices, Image
from .command import command
from .external_box import ExternalBox
from .image_check import ImageCheck
from .image_list import ImagesBox
from .model_cards import ModelsBox
from .more_box import MoreBox
from .preview import Preview
from .run_box import RunBox

_ALGORITHM = "produce"


class MapTab(QWidget):
    """Models, images, old map, area and folder; they are kept in the project.

    Attributes:
        choices: What is chosen.

    Args:
        session: What the tabs share.
        parent: The dock.
    """

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.choices = Choices()
        self._session = session
        self._loading = False
        self._same_project = True
        self._dialog: QWidget | None = None  # Python would throw it away
        self.notice = EngineNotice()
        self.check = ImageCheck(session, self)
        self.models = ModelsBox(session, self.check)
        self.images = ImagesBox(session, self.check)
        self.external = ExternalBox()
        self.area = AreaBox()
        self.folder = FolderBox()
        self.more = MoreBox()
        self.run_box = RunBox()
        self.preview = Preview(session, self.external.preview_line, self)
        self._boxes = (self.models, self.images, self.external, self.area, self.folder, self.more)
        self._lay_out()
        for box in self._boxes:
            box.changed.connect(self._take)
        self.external.preview_wanted.connect(self._preview)
        self.preview.ended.connect(lambda: self.external.preview.setEnabled(True))
        self.run_box.run_wanted.connect(self.start)
        self.run_box.command_wanted.connect(self.copy_command)
        self.run_box.dialog_wanted.connect(self.open_dialog)
        session.opened.connect(self._keep_results)
        project = QgsProject.instance()
        project.readProject.connect(self._read)
        project.cleared.connect(self._forget)
        project.writeProject.connect(self._store_again)
        self._read()

    def parameters(self) -> dict[str, Any]:
        """Those of `surecover:produce` for what is chosen."""
        return self.choices.parameters(extent_text(self.choices, self._session.canvas))

    def start(self) -> None:
        """Make the map."""
        if self.run_box.is_running or self.choices.lacking():
            return
        run = self._session.run(_ALGORITHM, self.parameters())
        self._same_project = True
        self.run_box.follow(run)
        run.finished.connect(self._show_results)
        run.start()

    def copy_command(self) -> None:
        """Put the run into the clipboard, as a line for a shell."""
        try:
            line = command(f"surecover:{_ALGORITHM}", self.parameters())
        except SureCoverError as error:
            self._session.show_error(str(error))
            return
        QApplication.clipboard().setText(line)
        self._session.show_success(tr("The command is in the clipboard."))

    def open_dialog(self) -> None:
        """Open the algorithm's own dialog with what is chosen."""
        import processing

        self._dialog = processing.createAlgorithmDialog(f"surecover:{_ALGORITHM}", self.parameters())
        self._dialog.show()

    def event(self, event: QEvent) -> bool:
        """Who comes back to the tab may have installed the engine elsewhere."""
        if event.type() in (QEvent.Type.Show, QEvent.Type.WindowActivate):
            self.notice.refresh()
            self.check.ask_again()
        return super().event(event)

    def close_down(self) -> None:
        """Give back what QGIS was lent."""
        self.check.close_down()
        project = QgsProject.instance()
        project.readProject.disconnect(self._read)
        project.cleared.disconnect(self._forget)
        project.writeProject.disconnect(self._store_again)

    def _lay_out(self) -> None:
        column = QWidget()
        boxes = QVBoxLayout(column)
        boxes.setContentsMargins(4, 4, 4, 4)
        for title, box in (
            (tr("Models"), self.models),
            (tr("Images"), self.images),
            (tr("Old or coarse map"), self.external),
            (tr("Area"), self.area),
            (tr("Folder of results"), self.folder),
            (tr("More settings"), self.more),
        ):
            group = QgsCollapsibleGroupBox(title)
            group.setObjectName(f"{type(box).__name__}_group")
            group.setSaveCollapsedState(False)
            inside = QVBoxLayout(group)
            inside.setContentsMargins(6, 6, 6, 6)
            inside.addWidget(box)
            group.setCollapsed(box is self.more)
            boxes.addWidget(group)
        boxes.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidget(column)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 4, 4, 4)
        layout.addWidget(self.notice)
        layout.addWidget(scroll, 1)
        layout.addWidget(self.run_box)

    def _take(self) -> None:
        """After somebody changed something."""
        chosen = self.choices
        for box in self._boxes:
            chosen = box.taken(chosen)
        self._set(chosen)

    def _set(self, chosen: Choices) -> None:
        if chosen != self.choices:
            self.choices = chosen
            choosing.store(chosen)
        self._follow()

    def _follow(self) -> None:
        """Let everything that depends on the choices fit them."""
        self.images.tell_models(self.models.titles)
        self.folder.tell_images(self.choices.images)
        self.check.ask(self.choices, self.models.folders)
        self.run_box.tell_lacking(self.choices.lacking())

    def _read(self, *_: object) -> None:
        """Take over what the project holds; this is no change of it."""
        try:
            self.choices = choosing.stored()
        except ValueError:
            self.choices = Choices()
            self._session.show_warning(
                tr("What this project says of SureCover cannot be read; everything is to be chosen anew.")
            )
        self._loading = True
        for box in self._boxes:
            box.show_choices(self.choices)
        self._follow()
        if self.choices.results:
            self._session.restore(self.choices.results)
        else:
            self._session.close()
        self._loading = False

    def _forget(self) -> None:
        self._same_project = False
        self._read()

    def _store_again(self, *_: object) -> None:
        """Before the project is saved, for paths are relative to where it goes."""
        if self.choices != Choices():
            choosing.store(self.choices)

    def _keep_results(self, result: object) -> None:
        if not self._loading:
            self._set(replace(self.choices, results=str(result.path) if result else ""))

    def _preview(self) -> None:
        if not self.choices.external:
            self._session.show_error(tr("Choose an old or coarse map."))
            return
        self.external.preview.setEnabled(False)
        card = self.models.first()
        scheme = card.scheme if card else load_scheme(DEFAULT_SCHEME)
        self.preview.start(self.choices, None if self.choices.learn else scheme)

    def _show_results(self, results: dict[str, Any]) -> None:
        self.check.ask_again()
        if "SCORE" in results:
            text = tr("The map is ready; its confidence score is {}.").format(f"{results['SCORE']:.2f}")
        else:
            text = tr("The map is ready.")
        if self._same_project:
            self._session.open(results["FOLDER"])
        else:
            text = " ".join([text, tr("It is in {}").format(results["FOLDER"])])
        self._session.show_success(text)


class FolderBox(QWidget):
    """Where the results go."""

    def __init__(self) -> None:
        super().__init__()
        self.path = QgsFileWidget()
        self.path.setObjectName("folder")
        self.path.setStorageMode(QgsFileWidget.StorageMode.GetDirectory)
        self.path.setDialogTitle(tr("Folder of results"))
        self.path.lineEdit().setAccessibleName(tr("Folder of results"))
        self.path.setToolTip(tr("Folder of results; empty: a new one beside the project"))
        self.note = text_label()
        self.note.setObjectName("folder_note")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.path)
        layout.addWidget(self.note)
        self.changed = self.path.fileChanged
        self.path.fileChanged.connect(lambda _: self._note())

    def show_choices(self, choices: Choices) -> None:
        """Show these."""
        self.path.blockSignals(True)
        self.path.setFilePath(choices.folder)
        self.path.blockSignals(False)
        self._note()

    def tell_images(self, images: tuple[Image, ...]) -> None:
        """Let a folder be sought where the first one lies."""
        self.path.setDefaultRoot(str(Path(images[0].path).parent) if images else "")

    def taken(self, choices: Choices) -> Choices:
        """The choices with what is chosen here."""
        return replace(choices, folder=self.path.filePath().strip())

    def _note(self) -> None:
        """Tell which folder it will be, or that results there will be replaced."""
        folder = self.path.filePath().strip()
        self.path.lineEdit().setPlaceholderText(choosing.new_results_folder())
        taken = folder and exists(Path(folder, FINAL[0]))
        self.note.setText(tr("The results that are there will be replaced.") if taken else "")
        self.note.setVisible(bool(taken))
