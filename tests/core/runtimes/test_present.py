"""Which runtimes a computer offers, and what goes together with which device."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Any

import pytest

from surecover.core.errors import SureCoverError
from surecover.core.runtimes import devices, present
from surecover.core.runtimes.devices import choose_device
from surecover.core.runtimes.present import (
    RUNTIMES,
    candidates,
    device_of,
    package_of,
    precision_of,
    runtime_versions,
)

ALL = ("torch", "onnxruntime", "openvino")


@pytest.fixture
def no_openvino(monkeypatch: pytest.MonkeyPatch) -> None:
    def found(name: str) -> Any:
        return None if name == "openvino" else find_spec(name)

    monkeypatch.setattr(present, "find_spec", found)
    monkeypatch.setattr(present, "openvino_computes_bfloat16", lambda: False)


def with_bfloat16(monkeypatch: pytest.MonkeyPatch, *, here: bool) -> None:
    monkeypatch.setattr(present, "computes_bfloat16", lambda device: here)
    monkeypatch.setattr(present, "openvino_computes_bfloat16", lambda: here)


def test_a_name_is_a_package_and_what_it_computes_in() -> None:
    names = [(package_of(runtime), precision_of(runtime)) for runtime in RUNTIMES if runtime != "auto"]
    assert names == [
        ("torch", "float32"), ("torch", "bfloat16"), ("torch", "float16"),
        ("onnxruntime", "float32"), ("openvino", "float32"), ("openvino", "bfloat16"),
    ]  # fmt: skip


def test_versions_are_told_of_what_is_installed() -> None:
    assert list(runtime_versions()) == list(ALL)


@pytest.mark.usefixtures("no_openvino")
def test_an_optional_package_that_is_absent_is_not_offered_and_refused_by_name() -> None:
    assert "openvino" not in runtime_versions()
    assert not [runtime for runtime in candidates("cpu", ALL) if "openvino" in runtime]
    for runtime in ("openvino", "openvino-bfloat16"):
        with pytest.raises(
            SureCoverError,
            match=rf"\(RUNTIME\) is {runtime}, but .* lacks .* -m pip install openvino, or choose auto",
        ):
            device_of(runtime, "auto")
    assert device_of("onnxruntime", "auto") == "cpu"


def test_float32_comes_first_and_bfloat16_only_where_the_processor_computes_in_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with_bfloat16(monkeypatch, here=False)
    assert candidates("cpu", ALL) == ["torch", "onnxruntime", "openvino"]
    assert candidates("cpu", ALL[1:]) == ["onnxruntime", "openvino"]
    with_bfloat16(monkeypatch, here=True)
    assert candidates("cpu", ALL)[:1] == ["torch"]
    assert set(candidates("cpu", ALL)) == {*ALL, "torch-bfloat16", "openvino-bfloat16"}
    assert candidates("cpu", ALL[1:]) == ["onnxruntime", "openvino-bfloat16", "openvino"]


def test_on_graphics_cards_torch_computes_in_half_precision(monkeypatch: pytest.MonkeyPatch) -> None:
    with_bfloat16(monkeypatch, here=True)
    assert candidates("cuda", ALL) == ["torch", "torch-bfloat16", "torch-float16"]
    assert candidates("mps", ALL) == ["torch", "torch-float16"]
    with_bfloat16(monkeypatch, here=False)
    assert candidates("cuda", ALL) == ["torch", "torch-float16"]


@pytest.mark.parametrize("runtime", ["onnxruntime", "openvino", "openvino-bfloat16"])
def test_runtimes_of_the_processor_refuse_another_device(runtime: str) -> None:
    assert device_of(runtime, "auto") == device_of(runtime, "cpu") == "cpu"
    with pytest.raises(SureCoverError, match=r"runs on the processor, but Device \(DEVICE\) is cuda; choose"):
        device_of(runtime, "cuda")


def test_float16_is_for_graphics_cards() -> None:
    with pytest.raises(SureCoverError, match=r"torch-float16, in which only graphics cards .* choose auto"):
        device_of("torch-float16", "cpu")


def test_torch_is_not_asked_for_a_graphics_card_where_there_is_no_driver(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(devices, "_GPU_DRIVERS", ("no such library",))
    monkeypatch.setattr(devices.sys, "platform", "linux")
    monkeypatch.setattr(devices, "torch", None)
    assert choose_device("auto") == choose_device("cpu") == "cpu"
