from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]

# In a process of its own, because libraries stay loaded.
PROGRAM = """
import sys
import tests.conftest
from surecover.core.model.networks import _without_compiler, build_network

def wants_more():
    from torch._dynamo.utils import counters
    return counters

build_network({"_model_class": "Unet", "encoder_name": "tu-resnet10t", "in_channels": 4, "classes": 3})
assert not {"torch._dynamo", "torch._dynamo.utils"} & set(sys.modules)
counters = _without_compiler(wants_more)
import torch
assert torch._dynamo.utils.counters is counters
assert torch.compile(lambda number: number + 1, backend="eager")(torch.ones(1)) == 2
build_network({"_model_class": "Unet", "encoder_name": "resnet18", "in_channels": 4, "classes": 3})
assert torch._dynamo.utils.counters is counters
"""


def test_networks_are_built_without_torchs_compiler_which_who_needs_it_still_gets() -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
