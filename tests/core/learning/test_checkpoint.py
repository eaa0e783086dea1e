"""The state of a training is kept whole, or not at all."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch

from surecover.core.learning.checkpoint import Checkpoint


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
