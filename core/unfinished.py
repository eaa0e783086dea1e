"""A folder of results made in steps, of which a run that is killed or cancelled leaves the finished ones."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from .errors import SureCoverError
from .fingerprint import settings_of
from .job import Job
from .partials import GO_ON, name_within, remove_orphans, unfinished_name
from .placing import explained, move_into, new_folder
from .progress import Progress
from .textfiles import parse_json
from .tilestore import StoreBusy, TileStore

_STEPS = ".steps"
"""Ending of the record of finished steps, beside the folder: one entry a step, written when it is done."""

_REWRITTEN = "job.json"
"""File that is written anew by every run, after the step that first wrote it."""


class Steps:
    """What is done in the folder, one step after the other; every run does the same ones in the same order.

    Attributes:
        folder: Where the steps write.

    Args:
        folder: As the attribute.
        record: Where finished steps are kept; None for a run that leaves nothing to others.
    """

    def __init__(self, folder: Path, record: TileStore | None = None) -> None:
        self.folder = folder
        self._record = record
        self._number = -1
        self._known: dict[str, int] = {}

    def begin(self, job: Job) -> dict[str, Any] | None:
        """Begin the next step.

        Args:
            job: What it does.

        Returns:
            What it returned in an earlier run, if all that it made then is there; None if it is to be done.
        """
        self._number += 1
        key = (0, self._number)
        if self._record is None or key not in self._record:
            return None
        told: dict[str, Any] = parse_json(self._record.read(key).decode())
        if told["job"] != _plain(job) or not told["files"].items() <= self._sizes().items():
            return None
        self._known.update(told["files"])
        values: dict[str, Any] = told["values"]
        return values

    def finish(self, job: Job, values: dict[str, Any]) -> None:
        """Keep the step that was begun last, and what it returned, for later runs."""
        if self._record is None:
            return
        made = dict(self._sizes().items() - self._known.items())
        for name in made:
            with (self.folder / name).open("r+b") as file:
                os.fsync(file.fileno())  # a power cut must not leave the record without the file
        text = json.dumps({"job": _plain(job), "values": values, "files": made})
        self._record.append((0, self._number), text.encode(), 0)
        self._record.sync()
        self._known.update(made)

    def _sizes(self) -> dict[str, int]:
        """Bytes of the files in the folder, by path in it."""
        files = (path for path in self.folder.rglob("*") if path.is_file() and path.name != _REWRITTEN)
        return {path.relative_to(self.folder).as_posix(): path.stat().st_size for path in files}


@contextmanager
def finished_steps(path: str, about: str, progress: Progress) -> Iterator[Steps]:
    """Work in a folder that outlives a run that is killed or cancelled, but no refusal.

    At the end its files move to `path`, as those of `new_folder` do. Steps that were finished in an earlier
    run of the same `about` are not done again. What an earlier run of another one left is discarded. While
    another process makes the same, this one works without.

    Args:
        path: Of the folder of results.
        about: What all results depend on, as one text.
        progress: Told of the steps that need not be done again, and of those that are kept.
    """
    final = Path(os.path.abspath(path))  # noqa: PTH100 - "." and ".." have no name of their own
    part = _place(final)
    with explained([part.parent]):
        part.parent.mkdir(parents=True, exist_ok=True)
        try:
            record = TileStore(part.with_name(part.name + _STEPS), about)
        except StoreBusy:
            record = None
    if record is None:
        with new_folder(path) as folder:
            yield Steps(folder)
        return
    keep = False
    try:
        with explained([part.parent]):
            _take_up(part, record, progress)
            yield Steps(part, record)
            move_into(part, final)
    except SureCoverError:
        raise
    except BaseException:
        keep = len(record) > 0
        raise
    finally:
        if keep:
            progress.log(f"Finished steps are kept ({len(record)}); {GO_ON}.")
            record.close()
        else:
            shutil.rmtree(part, ignore_errors=True)
            record.remove()


def _place(final: Path) -> Path:
    """The unfinished folder: beside the folder of results or, if that exists, in it.

    The one around it may be another disk, or not ours to write; one that is there already is gone on with.
    """
    beside = unfinished_name(final)
    return unfinished_name(name_within(final)) if final.is_dir() and not beside.exists() else beside


def _take_up(part: Path, record: TileStore, progress: Progress) -> None:
    """Clear the folder of what cannot be gone on with, and tell."""
    if record.stale:
        progress.warn(
            f"What an interrupted run left in {part.parent} is of other inputs, models or settings than this "
            "one; it is discarded, and everything is made anew."
        )
    if len(record):
        progress.log(f"Going on where an interrupted run stopped; finished steps: {len(record)}.")
        remove_orphans(part)
    else:
        shutil.rmtree(part, ignore_errors=True)
    part.mkdir(exist_ok=True)


def _plain(job: Job) -> Any:  # noqa: ANN401
    """A job as JSON gives it back."""
    return parse_json(json.dumps([job.stage, settings_of(job)]))
