"""Which runtime is taken: the fastest of those that give the labels of float32, tried out once."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from surecover.core.errors import Cancelled, SureCoverError
from surecover.core.runtimes import choice
from surecover.core.runtimes.choice import Choice, remember, remembered, tried_out

LABELS = np.random.default_rng(0).integers(0, 3, (1, 40, 50))
WANTED = np.ones((1, 40, 50), bool)
TILE = np.zeros((1, 4, 40, 50), np.float32)


class Clock:
    """Stands for the module time: it goes on only while a network computes."""

    def __init__(self) -> None:
        self.now = 0.0

    def perf_counter(self) -> float:
        return self.now


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Clock:
    """A clock of our own, nothing remembered, and a cache that is empty."""
    own = Clock()
    monkeypatch.setattr(choice, "time", own)
    monkeypatch.setattr(choice, "_REMEMBERED", {})
    monkeypatch.setenv("SURECOVER_CACHE", str(tmp_path / "cache"))
    return own


class Fake:
    """A network that takes some seconds and says other labels than LABELS at some pixels."""

    lanes = 1

    def __init__(self, clock: Clock, seconds: float, wrong: int = 0) -> None:
        self.clock, self.seconds, self.wrong, self.calls = clock, seconds, wrong, 0

    def enter_lane(self) -> None:
        self.inside = True

    def leave_lanes(self) -> None:
        self.inside = False

    def __call__(self, inputs: np.ndarray) -> np.ndarray:
        self.calls += 1
        self.clock.now += self.seconds
        labels = LABELS.ravel().copy()
        labels[: self.wrong] = (labels[: self.wrong] + 1) % 3
        return np.eye(3, dtype=np.float32)[labels].T.reshape(1, 3, 40, 50)


def tried(networks: dict[str, Fake], wanted: np.ndarray = WANTED) -> Choice:
    return tried_out(list(networks), networks.__getitem__, [TILE], [wanted])


def test_the_fastest_is_taken_and_its_speed_told(clock: Clock) -> None:
    networks = {"torch": Fake(clock, 4e-3), "onnxruntime": Fake(clock, 2e-3), "openvino": Fake(clock, 3e-3)}
    found = tried(networks)
    assert found.runtime == "onnxruntime"
    assert found.speeds == {"torch": 2000, "onnxruntime": 1000, "openvino": 1500}  # ms for 1e6 pixels
    assert str(found) == "onnxruntime at 1000 ms/Mpx (openvino at 1500 ms/Mpx; torch at 2000 ms/Mpx)"
    assert not any(network.inside for network in networks.values())


@pytest.mark.parametrize(("wrong", "expected"), [(2, "openvino-bfloat16"), (3, "torch")])
def test_labels_of_999_in_1000_pixels_must_be_those_of_float32(
    clock: Clock, wrong: int, expected: str
) -> None:
    found = tried({"torch": Fake(clock, 2e-3), "openvino-bfloat16": Fake(clock, 1e-3, wrong)})
    assert found.runtime == expected
    assert found.agreement == {"torch": 1.0, "openvino-bfloat16": 1 - wrong / 2000}
    assert (": too few" in str(found)) == (wrong == 3)


def test_only_pixels_that_are_classified_count(clock: Clock) -> None:
    wanted = WANTED.copy()
    wanted[0, 0] = False  # where the labels differ
    found = tried({"torch": Fake(clock, 2e-3), "openvino-bfloat16": Fake(clock, 1e-3, 50)}, wanted)
    assert found.runtime == "openvino-bfloat16"


def test_what_is_clearly_slower_is_not_tried_again(clock: Clock) -> None:
    networks = {"torch": Fake(clock, 1e-3), "close": Fake(clock, 1.4e-3), "slow": Fake(clock, 5e-3)}
    tried(networks)
    assert networks["slow"].calls == networks["close"].calls - 1 == 2


def test_every_lane_has_a_tile_to_work_on(clock: Clock) -> None:
    network = Fake(clock, 1e-3)
    network.lanes = 3
    tried({"torch": network})
    assert network.calls % 3 == 0


def test_a_runtime_that_fails_is_left_out_with_its_reason(clock: Clock) -> None:
    networks = {"torch": Fake(clock, 1e-3)}

    def opened(runtime: str) -> Fake:
        if runtime not in networks:
            raise SureCoverError("The model has a network that only PyTorch runs.")
        return networks[runtime]

    found = tried_out(["torch", "openvino"], opened, [TILE], [WANTED])
    assert found.runtime == "torch"
    assert found.failed == {"openvino": "The model has a network that only PyTorch runs"}
    assert "openvino: The model has a network that only PyTorch runs" in str(found)
    with pytest.raises(SureCoverError, match="only PyTorch"):
        tried_out(["openvino", "torch"], opened, [TILE], [WANTED])


def test_a_cancel_is_honoured_between_the_rounds(clock: Clock) -> None:
    def cancelled() -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        tried_out(["torch"], {"torch": Fake(clock, 1e-3)}.__getitem__, [TILE], [WANTED], cancelled)


CHOICE = Choice("openvino", {"torch": 2.0, "openvino": 1.0}, {"torch": 1.0, "openvino": 1.0}, {"x": "why"})


def another_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(choice, "_REMEMBERED", {})


def test_a_choice_outlives_the_process(monkeypatch: pytest.MonkeyPatch) -> None:
    remember("a", CHOICE)
    remember("b", Choice("torch", {"torch": 1.0}, {"torch": 1.0}))
    another_process(monkeypatch)
    assert remembered("a") == CHOICE
    assert remembered("b").runtime == "torch"
    assert remembered("c") is None


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{",
        "[]",
        "7",
        '{"a": null}',
        '{"a": {"runtime": "torch"}}',
        '{"a": {"runtime": 1, "speeds": 2, "agreement": 3}}',
    ],
)
def test_a_damaged_memory_is_no_memory_and_is_replaced(
    content: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "cache" / "runtimes.json"
    path.parent.mkdir()
    path.write_text(content)
    assert remembered("a") is None
    remember("a", CHOICE)
    another_process(monkeypatch)
    assert remembered("a") == CHOICE


def test_where_nothing_can_be_written_the_process_remembers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "cache").write_text("a file where the folder should be")
    remember("a", CHOICE)
    assert remembered("a") == CHOICE
    another_process(monkeypatch)
    assert remembered("a") is None


def test_the_memory_does_not_grow_without_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(choice, "_MOST_REMEMBERED", 2)
    for key in "abc":
        remember(key, CHOICE)
    assert list(json.loads((tmp_path / "cache" / "runtimes.json").read_text())) == ["b", "c"]
