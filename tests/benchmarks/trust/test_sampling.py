"""How often the accuracy that drawn and labelled points tell is the map's: 200 draws through all files."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.benchmarks.measure import table
from tests.core.stages.labelling import Land

DRAWS = 200


@pytest.mark.parametrize("allocation", ["neyman", "equal"])
def test_the_interval_holds_the_accuracy_in_95_percent_of_draws(tmp_path: Path, allocation: str) -> None:
    land = Land(tmp_path)
    found = [land.assessed(seed, allocation=allocation, size=450)["map"]["oa"] for seed in range(DRAWS)]
    value, error, low, high = (np.array([oa[key] for oa in found]) for key in ("value", "se", "low", "high"))
    held = ((low <= land.accuracy) & (land.accuracy <= high)).mean()
    rows = [["accuracy", f"{land.accuracy:.4f}", f"{value.mean():.4f}"],
            ["standard error", f"{value.std():.4f}", f"{error.mean():.4f}"],
            ["interval holds", "0.95", f"{held:.3f}"]]  # fmt: skip
    table(f"{DRAWS} draws, allocation {allocation}", ["", "true", "told"], rows)
    assert held >= 0.91
    assert abs(value.mean() - land.accuracy) < 3 * value.std() / np.sqrt(DRAWS)
