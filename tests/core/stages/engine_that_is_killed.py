"""An engine that is killed, or whose QGIS is, after so many predicted tiles; run in place of the real one.

SURECOVER_KILL is "engine" or "qgis", SURECOVER_KILL_AT the number of tiles; without them nothing is killed.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from itertools import count
from pathlib import Path

import numpy as np

sys.path.append(str(Path(__file__).resolve().parents[3]))
import tests.conftest  # noqa: F401 - makes this checkout importable as surecover
from surecover.core.engine import worker
from surecover.core.model.models import Model

predict = Model.predict
predicted = count(1)
victims = {"engine": os.getpid(), "qgis": os.getppid()}


def counted(model: Model, inputs: np.ndarray) -> np.ndarray:
    """As `Model.predict`, for a victim or nobody; once QGIS is killed slowly, so that there is work left."""
    if next(predicted) >= int(os.environ["SURECOVER_KILL_AT"]):
        os.kill(victims[os.environ["SURECOVER_KILL"]], signal.SIGKILL)
        time.sleep(0.2)
    return predict(model, inputs)


if __name__ == "__main__":
    if "SURECOVER_KILL" in os.environ:
        Model.predict = counted  # type: ignore[method-assign]
    worker.main()
