"""Networks run by OpenVINO: the results of onnxruntime, in lanes, and nothing told to anybody."""

from __future__ import annotations

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec

import numpy as np
import pytest

from surecover.core.errors import SureCoverError
from surecover.core.runtimes.onnxnetwork import onnx_network
from surecover.core.runtimes.openvinonetwork import (
    import_openvino,
    openvino_computes_bfloat16,
    openvino_network,
)
from tests import models_fixture

CONTENT = models_fixture.onnx_network().SerializeToString()


def tiles(seed: int, shape: tuple[int, ...] = (1, 4, 32, 64)) -> np.ndarray:
    return np.random.default_rng(seed).random(shape, np.float32)


def test_it_gives_what_onnxruntime_gives() -> None:
    network, other = openvino_network(CONTENT, "float32"), onnx_network(CONTENT)
    for shape in ((1, 4, 32, 32), (3, 4, 64, 96)):
        result = network(tiles(0, shape))
        assert result.dtype == np.float32
        np.testing.assert_allclose(result, other(tiles(0, shape)), atol=1e-6)
    assert (network.runtime, network.device) == ("openvino", "cpu")
    assert network.to("cuda") is network


def test_results_are_the_callers_to_change() -> None:
    network = openvino_network(CONTENT, "float32")
    first = network(tiles(0))
    kept = first.copy()
    for seed in range(1, 2 * network.lanes + 1):
        network(tiles(seed))
    np.testing.assert_array_equal(first, kept)
    first[:] = 7
    np.testing.assert_array_equal(network(tiles(0)), kept)


def test_more_threads_than_lanes_get_each_its_own_result() -> None:
    network = openvino_network(CONTENT, "float32")
    with ThreadPoolExecutor(3 * network.lanes) as pool:
        results = list(pool.map(lambda seed: network(tiles(seed)), range(40)))
    for seed, result in enumerate(results):
        np.testing.assert_allclose(result, tiles(seed)[:, :3], atol=1e-6)


@pytest.mark.skipif(not openvino_computes_bfloat16(), reason="the processor has no bfloat16")
def test_bfloat16_computes_with_eight_bits() -> None:
    network = openvino_network(CONTENT, "bfloat16")
    assert network.runtime == "openvino-bfloat16"
    np.testing.assert_allclose(network(tiles(0)), tiles(0)[:, :3], rtol=2**-7)


def test_what_it_cannot_read_or_run_is_one_sentence() -> None:
    with pytest.raises(
        SureCoverError, match=r"^My model has a network that OpenVINO does not run .*RUNTIME\.$"
    ):
        openvino_network(b"nothing", "float32", "My model")
    with pytest.raises(SureCoverError, match=r"^My model has a network that fails"):
        openvino_network(CONTENT, "float32", "My model")(tiles(0, (1, 5, 32, 32)))


USED = """
import importlib.util, json, runpy, sys
runpy.run_path("tests/conftest.py")
from surecover.core.runtimes.openvinonetwork import import_openvino, openvino_network
before = list(sys.modules)
openvino_network(bytes.fromhex(sys.argv[1]), "float32")
loaded = [name for name, module in sys.modules.items() if module is not None]
print(json.dumps({"before": before, "loaded": loaded}))
"""


def test_nothing_of_its_telemetry_is_loaded_even_where_it_is_installed() -> None:
    assert find_spec("openvino") is not None
    done = subprocess.run(
        [sys.executable, "-c", USED, CONTENT.hex()], capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 0, done.stderr
    modules = json.loads(done.stdout.splitlines()[-1])
    assert "openvino" not in modules["before"], "it is loaded before it is used"
    assert "openvino" in modules["loaded"]
    assert not [name for name in modules["loaded"] if name.partition(".")[0] == "openvino_telemetry"]


def test_its_telemetry_is_installed_here_so_that_the_test_above_tells_something() -> None:
    import importlib.metadata

    assert importlib.metadata.version("openvino-telemetry")
    assert import_openvino()


FIRST_USE = """
import runpy, sys, threading
runpy.run_path("tests/conftest.py")
from surecover.core.runtimes.openvinonetwork import import_openvino
openvino = import_openvino()
sys.setswitchinterval(1e-6)
together = threading.Barrier(2)
def use():
    together.wait()
    openvino.Type.f32.to_dtype()
threads = [threading.Thread(target=use) for _ in range(2)]
for step in (threading.Thread.start, threading.Thread.join):
    for thread in threads:
        step(thread)
"""


def test_two_threads_may_be_the_first_to_use_it() -> None:
    """They met in its binding to numpy, and half of the times waited for each other without an end."""
    for _ in range(3):
        subprocess.run([sys.executable, "-c", FIRST_USE], check=True, timeout=60)
