"""The state of a training on disk, so that a killed one goes on where it stood."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from ..lazy import LazyModule
from ..placing import explained
from ..textfiles import read_json

if TYPE_CHECKING:
    import safetensors.torch
else:
    safetensors = LazyModule("safetensors")
    safetensors.torch = LazyModule("safetensors.torch")

_RECORD = "progress.json"


@contextmanager
def unfinished(path: str) -> Iterator[Path]:
    """A folder for what an interrupted run leaves to the next one.

    It goes when all is done, and after an exception if there is nothing in it to go on from: no Checkpoint
    in it or in a folder in it, and no JSON file with results.

    Args:
        path: Of what the run makes; the folder stands beside it.

    Raises:
        SureCoverError: The disk is full, or the place cannot be written.
    """
    folder = Path(f"{path}.training")
    kept = False
    try:
        with explained([folder.parent]):
            yield folder
    except BaseException:
        kept = any((*folder.glob("*.json"), *folder.glob(f"*/{_RECORD}")))
        raise
    finally:
        if not kept:
            shutil.rmtree(folder, ignore_errors=True)


class Checkpoint:
    """A folder with the state after the last complete epoch; nothing in it is pickled.

    Args:
        folder: Created if needed.
        key: Says what is trained on what; the state of another key is not used.
    """

    def __init__(self, folder: Path, key: str = "") -> None:
        self.folder = folder
        self._key = key
        folder.mkdir(parents=True, exist_ok=True)

    def load(self) -> tuple[dict[str, Any], dict[str, Any]] | None:
        """What was saved last, (record, tensors by name); None without, or if it is of another key."""
        try:
            record = read_json(self.folder / _RECORD)
            if record["key"] != self._key:
                return None
            return record["record"], safetensors.torch.load_file(str(self.folder / record["tensors"]))
        except (OSError, ValueError, KeyError, TypeError, safetensors.SafetensorError):
            return None

    def save(self, record: Mapping[str, Any], tensors: Mapping[str, Any]) -> None:
        """Replace what was saved: all or nothing, also when the process is killed meanwhile.

        Args:
            record: JSON values; "epoch" is part of the tensors' file name.
            tensors: torch tensors by name.
        """
        name = f"state-{record['epoch']}.safetensors"
        whole = {key: value.detach().cpu().contiguous().clone() for key, value in tensors.items()}
        (self.folder / name).write_bytes(safetensors.torch.save(whole))
        part = self.folder / f"{_RECORD}.part"
        part.write_text(json.dumps({"key": self._key, "tensors": name, "record": dict(record)}), "utf-8")
        part.replace(self.folder / _RECORD)
        for old in self.folder.glob("state-*.safetensors"):
            if old.name != name:
                old.unlink()

    def map(self, name: str, shape: tuple[int, int]) -> np.ndarray:
        """A new map of uint8 in the folder, zeros; windows of it lie on disk, not in memory."""
        path = self.folder / f"{name}.npy"
        made = np.lib.format.open_memmap(path, mode="w+", dtype=np.uint8, shape=shape)
        with path.open("r+b") as file:
            file.seek(made.offset)
            for _ in range(shape[0]):
                file.write(bytes(shape[1]))  # room that the file lacked later would kill the process
        return made

    def old_map(self, name: str) -> np.ndarray:
        """A map that was made before."""
        found: np.ndarray = np.load(self.folder / f"{name}.npy", mmap_mode="r")
        return found
