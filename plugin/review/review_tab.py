"""The tab "Review": a short list of doubtful places, and what a person says of them."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any, Callable

from qgis.core import QgsCsException
from qgis.PyQt import sip
from qgis.PyQt.QtCore import Qt, QTimer
from qgis.PyQt.QtGui import QHideEvent, QShowEvent
from qgis.PyQt.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from ...core.errors import SureCoverError
from ...core.resultfolder import ResultFolder
from ..inspector.inspector import Inspector
from ..parts import text_label
from ..run_line import RunLine
from ..session import Session
from ..slices import Sliced
from ..words import tr
from .drawing import PolygonTool
from .edit_panel import DIGITS, EditPanel
from .edits import Decisions, Edit
from .halves import Halves
from .region_list import RegionList
from .regions import Region
from .review import Review
from .review_bars import MoreBox, ThinBar
from .review_keys import Keys
from .spotlight import Spotlight


class ReviewTab(QWidget):
    """Lists, shows and stores; all that is computed comes from algorithms.

    Attributes:
        inspector: Tells why a pixel has its class.

    Args:
        session: What the tabs share.
        parent: The dock.
    """

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._review: Review | None = None
        self._loading: Sliced | None = None
        self._list, self._panel, self._bar, self._more = RegionList(), EditPanel(), ThinBar(), MoreBox()
        self._line, self._message = RunLine(), text_label()
        self._message.setObjectName("review_message")
        self.inspector = Inspector(session)
        self._spotlight = Spotlight(session.canvas)
        self._tool = PolygonTool(session.canvas)
        self.addAction(self.inspector.action)
        self._entering = QTimer(self, singleShot=True)  # in a turn of its own: others open the results, too
        self._entering.timeout.connect(lambda: self._try(self._enter))
        self._lay_out()
        self._keys = Keys(self, session.canvas, self._actions(), self._undo, self._redo)
        self._connect()
        self._leave()

    def close_down(self) -> None:
        """Give back what QGIS was lent, and vanish: whoever is hidden later asks for tools that are gone."""
        self.hide()
        self._session.opened.disconnect(self._follow)
        self._session.canvas.destinationCrsChanged.disconnect(self._change_crs)
        self._leave()
        self._keys.remove()
        self.inspector.close_down()
        self._spotlight.remove()
        self._tool.remove()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """The keys work, and the outline is seen, only while the tab is seen."""
        super().showEvent(event)
        self._show_abilities()
        self._spotlight.set_visible(True)
        if not event.spontaneous():
            self.setFocus()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        """Leave the map and the keys to the others."""
        super().hideEvent(event)
        self._show_abilities()
        self._spotlight.set_visible(False)
        if not event.spontaneous() and not self.isHidden():  # the dock was closed, the tab not left
            self._tool.give_back()

    def _lay_out(self) -> None:
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # so that a click beside the buttons wakes the keys
        layout = QVBoxLayout(self)
        layout.setSpacing(4)
        layout.addWidget(Halves(self._list, self.inspector), 1)
        for widget in (self._panel, self._bar, self._more, self._line, self._message):
            layout.addWidget(widget)

    def _connect(self) -> None:
        self._session.opened.connect(self._follow)
        self._list.arrived.connect(self._arrive)
        self._panel.stepped.connect(self._list.step)
        self._panel.accepted.connect(lambda: self._decide(None))
        self._panel.classified.connect(self._decide)
        self._panel.drawing.connect(self._draw)
        self._bar.undone.connect(self._undo)
        self._bar.redone.connect(self._redo)
        self._bar.export_wanted.connect(self._export)
        self._bar.unfolded.connect(self._more.setVisible)
        self._bar.restore()
        self._more.list_wanted.connect(lambda: self._try(self._make_list))
        self._more.other_export_wanted.connect(self._export_elsewhere)
        self._tool.changed.connect(self._show_abilities)
        self._tool.given_up.connect(self._tool.give_back)
        self._tool.deactivated.connect(self._forget_drawing)
        self._session.canvas.destinationCrsChanged.connect(self._change_crs)

    def _actions(self) -> dict[str, Callable[[], None]]:
        return {
            "N": lambda: self._list.step(1),
            "P": lambda: self._list.step(-1),
            "A": lambda: self._decide(None),
            "D": self._panel.toggle_drawing,
            **{digit: partial(self._set_class, order) for order, digit in enumerate(DIGITS)},
        }

    @property
    def _ready(self) -> bool:
        """Whether somebody may decide now."""
        return self._review is not None and self._loading is None

    @property
    def _has_place(self) -> bool:
        """Whether there is something to decide on: a closed shape, or the current place if nobody draws."""
        return (self._tool.shape if self._tool.isActive() else self._list.current) is not None

    def _show_abilities(self) -> None:
        """Switch on what is possible now, and say what is awaited."""
        review, ready = self._review, self._ready
        idle = ready and not self._line.is_busy
        exporting = idle and review.edits.exists
        self._panel.allow(
            walking=ready and bool(self._list.table.rowCount()),
            deciding=ready and self._has_place,
            drawing=ready,
        )
        self._bar.allow(
            undo=ready and review.history.can_undo,
            redo=ready and review.history.can_redo,
            exporting=exporting,
        )
        self._more.allow(listing=idle, exporting=exporting)
        self._keys.set_enabled(review is not None and self.isVisible())
        if self._tool.isActive():
            self._say(
                tr("Now choose the class of the shape, or accept it; Esc drops it.")
                if self._tool.shape
                else tr(
                    "Click the corners on the map; a right click or Enter closes the shape, Esc gives up."
                )
            )

    def _say(self, sentence: str) -> None:
        self._message.setText(sentence)
        self._message.setVisible(bool(sentence))

    def _try(self, action: Callable[..., Any], *arguments: Any) -> bool:  # noqa: ANN401
        """Do something; a refusal is shown, and False returned."""
        try:
            action(*arguments)
        except SureCoverError as error:
            self._session.show_error(str(error))
            self._say(str(error))
            return False
        return True

    # The list of places

    def _follow(self, result: ResultFolder | None) -> None:
        """Review other results, or none."""
        self._leave()
        if result is not None:
            self._entering.start()

    def _leave(self) -> None:
        self._entering.stop()
        self._tool.give_back()
        self._line.cancel()
        if self._loading:
            self._loading.stop()
        self._review = self._loading = None
        self._empty()
        self._say("")
        self._show_abilities()

    def _enter(self) -> None:
        review = Review(self._session, self._session.result)
        self._review = review
        review.history.added.connect(self._added)
        review.history.removed.connect(self._removed)
        self._panel.offer(review.classes)
        self._more.offer(review.classes)
        if review.has_list:
            self._load(review)
        else:
            self._make_list()

    def _empty(self) -> None:
        self._list.table.fill([], Decisions(), [])
        self._list.offer()

    def _make_list(self) -> None:
        review = self._review
        run = review.listing(self._more.least_pixels)
        review.layers.release("regions", review.result.regions)
        self._empty()
        self._say("")
        self._line.follow(run, tr("Looking for places"))
        stopped = tr("Stopped. Press “List again” when you want the list.")
        run.finished.connect(lambda: self._listed(review))
        run.failed.connect(lambda why: self._listed(review, why))
        run.cancelled.connect(lambda: self._listed(review, stopped))
        self._show_abilities()
        run.start()

    def _listed(self, review: Review, trouble: str = "") -> None:
        """The list was made, or not; then the former one is shown if there is one."""
        if review is self._review:
            self._say(trouble)
            if review.has_list:
                self._load(review)
        self._ended()

    def _ended(self) -> None:
        """A run is over."""
        if not sip.isdeleted(self):
            self._show_abilities()

    def _load(self, review: Review) -> None:
        self._loading = Sliced(review.reading(), self)
        self._loading.finished.connect(partial(self._loaded, review))
        self._loading.failed.connect(self._not_loaded)
        self._show_abilities()

    def _loaded(self, review: Review, read: tuple[list[Region], Decisions]) -> None:
        self._loading = None
        self._list.table.fill(*read, review.classes)
        self._list.offer()
        review.layers.show_regions()
        if review.edits.exists:
            review.layers.show_edits()
        self._show_abilities()

    def _not_loaded(self, why: str) -> None:
        self._loading = None
        self._session.show_error(why)
        self._say(why)
        self._show_abilities()

    def _arrive(self, region: Region | None) -> None:
        """Show the current region on the map."""
        self._tool.give_back()
        self._spotlight.clear()
        if region is not None:
            review = self._review
            self._try(lambda: self._spotlight.outline(review.shape_of(region), review.crs))
            self.inspector.show_point(region.point, review.crs)
            try:
                self._spotlight.go(region.box, review.crs, review.pixel, keep_scale=self._bar.keeps_scale)
            except QgsCsException:
                self._say(tr("This place cannot be shown in the coordinate system of the project."))
        self._show_abilities()

    # Decisions

    def _set_class(self, order: int) -> None:
        """Take the class of a number key."""
        if self._review and order < len(self._review.classes):
            self._decide(self._review.classes[order].id)

    def _decide(self, to_class: int | None) -> None:
        """Give the drawn shape or the current region a class; None accepts what is there."""
        if not (self._ready and self._has_place):
            return
        region = None if self._tool.isActive() else self._list.current
        if self._try(self._store, region, to_class):
            self._tool.give_back()
            if region and self._bar.goes_on:
                self._go_on()

    def _store(self, region: Region | None, to_class: int | None) -> None:
        edit = Edit(
            self._review.shape_of(region) if region else self._tool.shape_in(self._review.crs),
            to_class,
            None if to_class is None else self._more.from_class,
            self._more.reviewer,
            self._more.note,
            region.number if region else None,
        )
        self._review.history.do(edit)

    def _go_on(self) -> None:
        following = self._list.next_open()
        if following:
            self._list.go(following)
        else:
            self._say(tr("All places in the list are reviewed."))

    def _added(self, edit: Edit) -> None:
        self._list.table.decisions.add(edit)
        self._show_edit(edit)

    def _removed(self, edit: Edit) -> None:
        self._list.table.decisions.remove(edit)
        self._show_edit(edit)

    def _show_edit(self, edit: Edit) -> None:
        if edit.region is not None:
            self._list.table.refresh(edit.region)
        self._list.show_progress()
        self._review.layers.show_edits()
        self._say("")
        self._show_abilities()

    def _undo(self) -> None:
        if self._ready and self._review.history.can_undo:
            self._try(lambda: self._return_to(self._review.history.undo()))

    def _redo(self) -> None:
        if self._ready and self._review.history.can_redo:
            self._try(lambda: self._return_to(self._review.history.redo()))

    def _return_to(self, edit: Edit) -> None:
        """Show the place of an edit that was taken back or done again."""
        region = self._list.by_number(edit.region)
        if region:
            self._list.go(region)

    # Drawing

    def _draw(self, on: bool) -> None:
        if not on:
            self._tool.give_back()
        elif self._ready:
            self._tool.take_over()
        self._panel.set_drawing(self._tool.isActive())
        self._show_abilities()

    def _change_crs(self) -> None:
        """What is on the canvas stands in the CRS that it had."""
        self._tool.give_back()
        self._spotlight.renew()

    def _forget_drawing(self) -> None:
        self._tool.clear()
        self._panel.set_drawing(False)
        self._say("")

    # The reviewed map

    def _export_elsewhere(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, tr("Folder of the reviewed map"))
        if folder:
            self._export(folder)

    def _export(self, folder: str = "") -> None:
        self._try(self._start_export, self._review, folder)

    def _start_export(self, review: Review, folder: str) -> None:
        run, paths = review.exporting(folder)
        shown = {role: path for role, path in paths.items() if review.layers.release(role, path)}
        self._say("")
        self._line.follow(run, tr("Putting the edits on the map"))
        run.finished.connect(partial(self._exported, review, paths))
        for ending in (run.failed, run.cancelled):
            ending.connect(lambda *_: self._show_reviewed(review, shown))
        for ending in (run.finished, run.failed, run.cancelled):
            ending.connect(lambda *_: self._ended())
        run.failed.connect(self._say)
        self._show_abilities()
        run.start()

    def _show_reviewed(self, review: Review, paths: dict[str, str]) -> None:
        """Show reviewed maps, unless another project or other results are open by now."""
        if review is self._review:
            review.layers.show_reviewed(paths)

    def _exported(self, review: Review, paths: dict[str, str], results: dict[str, Any]) -> None:
        self._show_reviewed(review, paths)
        sentence = tr(
            "The reviewed map is in {folder}: {reviewed} pixels reviewed, {changed} of them changed."
        )
        folder = Path(paths["map_reviewed"]).parent
        self._session.show_success(
            sentence.format(folder=folder, reviewed=results["REVIEWED"], changed=results["CHANGED"])
        )
