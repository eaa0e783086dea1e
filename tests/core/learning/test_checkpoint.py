"""The state of a training is kept whole, or not at all."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch

from surecover.core.errors import SureCoverError
from surecover.core.learning.checkpoint import Checkpoint, unfinished


def test_what_was_saved_last_is_what_is_loaded(tmp_path: Path) -> None:
    kept = Checkpoint(tmp_path / "training", "key")
    assert kept.load() is None
    for epoch in (1, 2):
        kept.save({"epoch": epoch, "figures": [0.5, None]}, {"weights": torch.full((2,), float(epoch))})
    record, tensors = Checkpoint(tmp_path / "training", "key").load() or ({}, {})
    assert record == {"epoch": 2, "figures": [0.5, None]}
    assert tensors["weights"].tolist() == [2.0, 2.0]
    assert len(list((tmp_path / "training").glob("*.safetensors"))) == 1


def test_the_state_of_another_training_is_not_used(tmp_path: Path) -> None:
    Checkpoint(tmp_path, "one").save({"epoch": 1}, {"weights": torch.zeros(1)})
    assert Checkpoint(tmp_path, "another").load() is None


def test_a_damaged_state_is_none(tmp_path: Path) -> None:
    kept = Checkpoint(tmp_path)
    kept.save({"epoch": 1}, {"weights": torch.zeros(1)})
    (tmp_path / "state-1.safetensors").write_bytes(b"cut off")
    assert kept.load() is None
    (tmp_path / "progress.json").write_text("{")
    assert kept.load() is None


def test_maps_lie_on_disk_and_can_be_opened_again(tmp_path: Path) -> None:
    made = Checkpoint(tmp_path).map("labels-5-0", (3, 4))
    made[1:, 2:] = 7
    assert Checkpoint(tmp_path).old_map("labels-5-0").sum() == 4 * 7
    assert isinstance(made, np.memmap)


def test_a_map_has_its_room_on_the_disk_before_anything_is_written(tmp_path: Path) -> None:
    Checkpoint(tmp_path).map("labels", (1000, 1000))
    assert (tmp_path / "labels.npy").stat().st_blocks * 512 >= 1_000_000


def test_finished_work_leaves_nothing(tmp_path: Path) -> None:
    with unfinished(str(tmp_path / "model")) as folder:
        Checkpoint(folder).save({"epoch": 1}, {"weights": torch.zeros(1)})
        assert folder == tmp_path / "model.training"
    assert not folder.exists()


@pytest.mark.parametrize("place", [".", "fold-1"])
def test_what_fails_leaves_only_what_the_next_run_goes_on_from(tmp_path: Path, place: str) -> None:
    path = str(tmp_path / "model")
    with pytest.raises(KeyboardInterrupt), unfinished(path) as folder:
        Checkpoint(folder / place).map("labels", (3, 4))
        raise KeyboardInterrupt
    assert not folder.exists()
    with pytest.raises(KeyboardInterrupt), unfinished(path) as folder:
        Checkpoint(folder / place).save({"epoch": 1}, {"weights": torch.ones(1)})
        raise KeyboardInterrupt
    assert Checkpoint(folder / place).load() is not None


def test_a_disk_without_room_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(SureCoverError, match="is full"), unfinished(str(tmp_path / "model")):
        raise OSError(28, "No space left on device")
