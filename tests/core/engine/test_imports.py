"""What a new engine loads for a small job: each package that it need not load is time at every start."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from surecover.core.engine.environment import PACKAGES
from surecover.core.job import Job
from surecover.core.progress import Progress
from surecover.core.stages import classify
from surecover.core.stages.classify import ClassifyJob
from surecover.core.stages.selftest import SelftestJob
from tests.files import ROOT, write_raster
from tests.models_fixture import BANDS, brightest, pixel_model, pixel_networks

WATCHED = {*PACKAGES, "timm", "sympy", "huggingface_hub", "openvino", "pandas", "dask", "distributed"}

PROGRAM = """
import json, sys
import tests.conftest
from surecover.core.progress import Progress
from surecover.core.stages import stage

wanted = json.load(sys.stdin)
module = stage(wanted["stage"])
module.run(module.JOB.from_dict(wanted), Progress())
print(json.dumps(sorted({name.partition(".")[0] for name in sys.modules})))
"""


def loaded_for(job: Job) -> set[str]:
    """The watched packages that are loaded when a job has run in a new process."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        input=json.dumps(job.to_dict()), cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return WATCHED & set(json.loads(done.stdout))


@pytest.mark.usefixtures(pixel_networks.__name__)
def test_a_model_used_before_classifies_without_torch(tmp_path: Path) -> None:
    image = write_raster(
        tmp_path / "image.tif",
        np.full((4, 8, 8), 1000, np.uint16),
        descriptions=[band.name for band in BANDS],
    )
    model = pixel_model(tmp_path / "model", (1, 2, 3, 4), brightest(4).tolist())
    job = ClassifyJob(
        input=image, models=(str(model),), map=str(tmp_path / "map.tif"),
        probabilities=str(tmp_path / "probabilities.tif"),
    )  # fmt: skip
    classify.run(job, Progress())
    assert loaded_for(job) == {"numpy", "rasterio", "zstandard", "onnxruntime"}


def test_the_self_test_loads_what_it_tests() -> None:
    assert loaded_for(SelftestJob()) == {"numpy", "rasterio", "zstandard", "torch", "pyogrio", "shapely"}
