"""Which runtime is fastest on this machine for a network: tried out once, then remembered."""

from __future__ import annotations

import platform
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path

import numpy as np

from ..errors import SureCoverError, reason
from ..paths import cache_folder, written_whole
from ..textfiles import json_text, read_json
from .network import Network, cores
from .present import runtime_versions

AGREEMENT = 0.999
"""Least share of labels that are those of float32."""

_ROUNDS = 2
_CLEARLY_SLOWER = 1.5
"""A candidate that takes so many times the fastest one's time in its first round gets no other."""

_FILE = "runtimes.json"
_MOST_REMEMBERED = 500

_REMEMBERED: dict[str, Choice] = {}
"""Also where the file cannot be written."""


@dataclass(frozen=True)
class Choice:
    """The runtime to take, and why.

    Attributes:
        runtime: The fastest one that agrees.
        speeds: Of each runtime that was tried, in ms per million pixels.
        agreement: Of each of them, the share of pixels with the label of float32, 0..1.
        failed: Why others could not be tried.
    """

    runtime: str
    speeds: dict[str, float]
    agreement: dict[str, float]
    failed: dict[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        """In one sentence's part."""
        first, *others = sorted(self.speeds, key=lambda name: (name != self.runtime, self.speeds[name]))
        beside = [
            *(self._told(name) for name in others),
            *(f"{name}: {why}" for name, why in self.failed.items()),
        ]
        return self._told(first) + (f" ({'; '.join(beside)})" if beside else "")

    def _told(self, name: str) -> str:
        share = self.agreement[name]
        equal = "" if share == 1 else f", {100 * np.floor(share * 1e4) / 1e4:.2f} % of the labels of float32"
        refused = "" if share >= AGREEMENT else ": too few"
        return f"{name} at {self.speeds[name]:.0f} ms/Mpx{equal}{refused}"


def tried_out(
    runtimes: Sequence[str],
    opened: Callable[[str], Network],
    batches: Sequence[np.ndarray],
    counted: Sequence[np.ndarray],
    check: Callable[[], None] = lambda: None,
) -> Choice:
    """Try runtimes out in lanes, as they will run.

    Args:
        runtimes: The first is the float32 that the labels of the others must agree with.
        opened: Makes the network ready in a runtime.
        batches: Of tiles, float32 (tiles, bands, rows, cols).
        counted: Of each batch the pixels whose labels count, bool (tiles, rows, cols).
        check: Called now and then; may raise Cancelled.
    """
    speeds: dict[str, float] = {}
    agreement: dict[str, float] = {}
    failed: dict[str, str] = {}
    expected: list[np.ndarray] = []
    for runtime in runtimes:
        check()
        try:
            labels, spent = _run(opened(runtime), batches, min(speeds.values(), default=np.inf), check)
        except (SureCoverError, RuntimeError) as error:
            if not expected:
                raise
            failed[runtime] = reason(error)
            continue
        expected = expected or labels
        equal = [(a == b)[wanted] for a, b, wanted in zip(labels, expected, counted)]
        agreement[runtime] = float(np.concatenate(equal).mean())
        speeds[runtime] = round(spent, 1)
    fit = [runtime for runtime in speeds if agreement[runtime] >= AGREEMENT]
    return Choice(min(fit, key=speeds.__getitem__), speeds, agreement, failed)


def _run(
    network: Network, batches: Sequence[np.ndarray], fastest: float, check: Callable[[], None]
) -> tuple[list[np.ndarray], float]:
    """Labels of each batch, and ms per million pixels of the best round."""
    work = [
        batches[number % len(batches)] for number in range(-(-len(batches) // network.lanes) * network.lanes)
    ]
    pixels = sum(batch.size // batch.shape[1] for batch in work)
    with ThreadPoolExecutor(network.lanes, "probe", network.enter_lane) as pool:
        try:
            # The first calls also set up what the later ones only use.
            labels = list(pool.map(lambda batch: network(batch).argmax(axis=1).astype(np.uint16), work))
            best = np.inf
            for _ in range(_ROUNDS):
                check()
                start = time.perf_counter()
                for _ in pool.map(network, work):
                    pass
                best = min(best, (time.perf_counter() - start) * 1e9 / pixels)
                if best > _CLEARLY_SLOWER * fastest:
                    break
        finally:
            network.leave_lanes()
    return labels[: len(batches)], float(best)


def machine() -> str:
    """What a choice holds for: processor, cores, and the versions of the runtimes."""
    packages = ", ".join(f"{package} {version}" for package, version in runtime_versions().items())
    return f"{_processor()}, {cores()} cores, {packages}"


def _processor() -> str:
    with suppress(OSError):
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def remembered(key: str) -> Choice | None:
    """The choice that was made for a key, by this process or an earlier one."""
    if key not in _REMEMBERED:
        with suppress(OSError, ValueError, KeyError, TypeError, AttributeError):
            found = Choice(**read_json(_path())[key])
            str(found)  # fails if its parts are not what they should be
            _REMEMBERED[key] = found
    return _REMEMBERED.get(key)


def remember(key: str, choice: Choice) -> None:
    """Keep a choice for the next run; where the file cannot be written, for this process."""
    _REMEMBERED[key] = choice
    known = {}
    with suppress(OSError, ValueError, TypeError):
        known = dict(read_json(_path()))
    known.pop(key, None)
    kept = dict([*known.items(), (key, asdict(choice))][-_MOST_REMEMBERED:])
    with suppress(OSError), written_whole(_path()) as part:
        part.write_text(json_text(kept), encoding="utf-8")


def _path() -> Path:
    return cache_folder() / _FILE
