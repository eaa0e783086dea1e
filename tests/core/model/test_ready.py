"""Models made ready for a job: the runtime that was asked for, or the one that is fastest here."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from surecover.core.errors import SureCoverError
from surecover.core.model import ready, stored
from surecover.core.model.inference import Seen, Theme
from surecover.core.model.models import Model, load_model, save_onnx_model
from surecover.core.model.ready import ready_models
from surecover.core.progress import Progress
from surecover.core.runtimes import choice
from surecover.core.runtimes.present import RUNTIMES
from tests.models_fixture import (
    FOREST,
    GRASS,
    WATER,
    brightest,
    card,
    onnx_network,
    pixel_model,
    pixel_networks,
    smp_model,
)

CLASSES = (WATER, GRASS, FOREST)
SHAPE = (600, 700)
ON_THE_PROCESSOR = [name for name in RUNTIMES if name not in ("auto", "torch-float16")]


@pytest.fixture(autouse=True)
def fresh(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """As in a new process of a new user, whose jobs all are large enough to try runtimes out."""
    monkeypatch.setenv("SURECOVER_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(choice, "_REMEMBERED", {})
    monkeypatch.setattr(stored, "_KEPT", stored.OrderedDict())
    monkeypatch.setattr(ready, "_FEW", 1)


@pytest.fixture
def folder(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    request.getfixturevalue(pixel_networks.__name__)
    return pixel_model(tmp_path / "model", CLASSES, brightest(4)[:3].tolist())


def onnx_folder(tmp_path: Path) -> Path:
    save_onnx_model(tmp_path / "onnx", onnx_network(), card(CLASSES))
    return tmp_path / "onnx"


def everything(window: tuple[slice, slice]) -> Seen:
    rows, cols = (part.stop - part.start for part in window)
    pixels = np.random.default_rng(window[0].start + window[1].start).random((4, rows, cols), np.float32)
    return Seen(pixels, np.ones((rows, cols), bool))


def made_ready(folder: Path, read: Any = everything, told: list[str] | None = None, **wanted: str) -> Model:
    lines: list[str] = [] if told is None else told
    progress = Progress(lambda kind, value: lines.append(str(value)))
    themes = [Theme(load_model(folder), [0, 1, 2, 3])]
    (model,) = ready_models(themes, read, SHAPE, (slice(0, 600), slice(0, 700)), progress, **wanted)
    return model


def count_opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    opened: list[str] = []
    original = stored.StoredNetwork.open

    def counted(self: stored.StoredNetwork, runtime: str, device: str = "cpu") -> Any:
        opened.append(runtime)
        return original(self, runtime, device)

    monkeypatch.setattr(stored.StoredNetwork, "open", counted)
    return opened


@pytest.mark.parametrize("runtime", ON_THE_PROCESSOR)
def test_every_runtime_gives_the_classes_of_float32(folder: Path, runtime: str) -> None:
    inputs = np.random.default_rng(0).random((2, 4, 64, 96), np.float32)
    expected = load_model(folder).predict(inputs)
    model = made_ready(folder, runtime=runtime)
    assert (model.network.runtime, model.device) == (runtime, "cpu")
    np.testing.assert_allclose(model.predict(inputs), expected, atol=0.2 if "bfloat16" in runtime else 1e-4)


@pytest.mark.parametrize("runtime", ["onnxruntime", "openvino"])
def test_a_model_of_an_onnx_file_runs_in_these(tmp_path: Path, runtime: str) -> None:
    model = made_ready(onnx_folder(tmp_path), runtime=runtime)
    assert model.network.runtime == runtime
    tile = np.random.default_rng(0).random((1, 4, 32, 32), np.float32)
    assert (model.predict(tile).argmax(axis=1) == tile[:, :3].argmax(axis=1)).all()


def test_but_not_in_torch(tmp_path: Path) -> None:
    with pytest.raises(
        SureCoverError, match=r"is torch, but the model 'test' is an ONNX file; allowed are auto"
    ):
        made_ready(onnx_folder(tmp_path), runtime="torch")


def test_auto_tells_what_it_took_and_why_also_when_it_remembers(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first: list[str] = []
    model = made_ready(folder, told=first)
    assert first[-1].startswith(f"The model 'test' runs in {model.network.runtime} at ")
    assert all(f"{package} at " in first[-1] for package in ("torch", "onnxruntime", "openvino"))
    monkeypatch.setattr(choice, "_REMEMBERED", {})  # another process
    monkeypatch.setattr(ready, "tried_out", None)
    again: list[str] = []
    assert made_ready(folder, told=again).network.runtime == model.network.runtime
    assert again == first[-1:]


def test_a_choice_holds_for_one_model(folder: Path, tmp_path: Path) -> None:
    told: list[str] = []
    made_ready(folder)
    made_ready(onnx_folder(tmp_path), told=told)
    assert told[0].startswith("Trying out")


def test_a_job_of_few_tiles_tries_nothing_out(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ready, "_FEW", 10**9)
    monkeypatch.setattr(ready, "tried_out", None)
    told: list[str] = []
    assert made_ready(folder, told=told).network.runtime == "onnxruntime"
    assert told[-1] == "The model 'test' runs in onnxruntime."


def test_but_takes_what_an_earlier_one_found_so_that_a_part_is_as_the_whole(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    large = made_ready(folder).network.runtime
    monkeypatch.setattr(ready, "_FEW", 10**9)
    assert made_ready(folder).network.runtime == large


def test_an_image_of_nodata_tries_nothing_out(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ready, "tried_out", None)

    def nothing(window: tuple[slice, slice]) -> Seen:
        seen = everything(window)
        return seen._replace(wanted=np.zeros_like(seen.wanted))

    assert made_ready(folder, nothing).network.runtime == "onnxruntime"


def test_the_tiles_that_are_tried_are_those_that_show_most(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lower_right(window: tuple[slice, slice]) -> Seen:
        seen = everything(window)
        seen.wanted[: max(0, 400 - window[0].start)] = False
        seen.wanted[:, : max(0, 400 - window[1].start)] = False
        return seen

    tried: list[np.ndarray] = []

    def watched(runtimes: Any, opened: Any, batches: Any, counted: list[np.ndarray], check: Any) -> Any:
        tried.extend(counted)
        return choice.tried_out(runtimes, opened, batches, counted, check)

    monkeypatch.setattr(ready, "tried_out", watched)
    made_ready(folder, lower_right)
    shares = [wanted.mean() for wanted in tried]
    assert shares == sorted(shares, reverse=True)
    assert shares[0] == 1
    assert min(shares) > 0


def test_the_next_job_finds_the_network_ready(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = made_ready(folder, runtime="openvino")
    opened = count_opened(monkeypatch)
    assert made_ready(folder, runtime="openvino").network is first.network
    assert not opened
    assert made_ready(folder, runtime="onnxruntime").network is not first.network
    assert opened == ["onnxruntime"]


def test_few_networks_stay_ready(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stored, "_MOST_KEPT", 2)
    first = made_ready(folder, runtime="openvino").network
    made_ready(folder, runtime="onnxruntime")
    assert made_ready(folder, runtime="openvino").network is first
    made_ready(folder, runtime="torch")
    assert made_ready(folder, runtime="openvino").network is first
    opened = count_opened(monkeypatch)
    made_ready(folder, runtime="onnxruntime")
    assert opened == ["onnxruntime"]


def test_a_network_that_left_its_graphics_card_is_made_ready_anew(folder: Path) -> None:
    first = made_ready(folder, runtime="torch")
    first.network.device = "elsewhere"
    assert made_ready(folder, runtime="torch").network is not first.network


def test_what_cannot_be_exported_runs_in_torch(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: Any) -> bytes:
        raise SureCoverError("The model has a network that only PyTorch runs.")

    monkeypatch.setattr(stored, "exported", refused)
    told: list[str] = []
    assert made_ready(folder, told=told).network.runtime.startswith("torch")
    assert "openvino: The model has a network that only PyTorch runs" in told[-1]
    monkeypatch.setattr(ready, "_FEW", 10**9)
    monkeypatch.setattr(ready, "remembered", lambda key: None)
    assert made_ready(folder).network.runtime.startswith("torch")


def test_a_device_that_is_not_there_is_one_sentence(folder: Path) -> None:
    with pytest.raises(SureCoverError, match=r"Device \(DEVICE\) is mps, which this computer does not offer"):
        made_ready(folder, device="mps")


COLD = """
import json, runpy, sys
runpy.run_path("tests/conftest.py")
import numpy as np
from surecover.core.model.inference import Seen, Theme
from surecover.core.model.models import load_model
from surecover.core.model.ready import ready_models
from surecover.core.progress import Progress
window = slice(0, 64), slice(0, 64)
themes = [Theme(load_model(sys.argv[1]), [0, 1, 2, 3])]
(model,) = ready_models(themes, lambda part: None, (64, 64), window, Progress())
model.predict(np.zeros((1, 4, 64, 64), np.float32))
print(json.dumps([model.network.runtime, list(sys.modules)]))
"""


def test_with_the_export_kept_a_cold_start_imports_no_torch(tmp_path: Path) -> None:
    folder = smp_model(tmp_path / "model")
    load_model(folder).ready("onnxruntime", "cpu")  # keeps the export
    done = subprocess.run(
        [sys.executable, "-c", COLD, str(folder)], capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 0, done.stderr
    runtime, modules = json.loads(done.stdout.splitlines()[-1])
    assert runtime == "onnxruntime"
    heavy = ("torch", "segmentation_models_pytorch", "timm", "torchvision", "onnx", "openvino")
    assert not [name for name in heavy if name in modules]
