"""`fuse`, `cluster` and `correct` at full size: memory, growth, a straightforward peer, the limits.

SURECOVER_FULL=1 runs at full size (an hour, 15 GB of disk); otherwise small scenes show the same tables
in a few minutes. SURECOVER_TILE (side of the tile), SURECOVER_SIDES (sides of the growth, "2048,4096"),
SURECOVER_PEER (side against the peer) and SURECOVER_LIMITS choose other sizes, SURECOVER_ROUNDS the rounds
of the growth, SURECOVER_PEER_ROUNDS those against the peer. Scenes are made in SURECOVER_BENCH if set, and
large ones deleted after their test unless SURECOVER_KEEP is set.
"""

from __future__ import annotations

import os
import shutil
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from statistics import median

import numpy as np
import pytest
import rasterio

from surecover.core.grid import blocks
from tests.benchmarks.chain import FULL, STAGES, kept_scene, run_chain, settings, sizes
from tests.benchmarks.measure import MIB, Cost, measured, table
from tests.benchmarks.scene import Scene


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Where scenes are made if no folder is named."""
    folder = tmp_path_factory.mktemp("scenes")
    yield folder
    shutil.rmtree(folder)


def everything(costs: dict[str, Cost]) -> Cost:
    """The chain's cost: times added up, the largest peak."""
    sums = [sum(getattr(cost, name) for cost in costs.values()) for name in ("wall", "cpu")]
    fits = [sum(getattr(cost, name) for cost in costs.values()) for name in ("fit_wall", "fit_cpu")]
    return Cost(*sums, *fits, max(cost.peak for cost in costs.values()), {})


def test_a_tile_and_its_upper_half(root: Path, tmp_path: Path) -> None:
    (side,) = sizes("SURECOVER_TILE", full="10980", quick="2048")
    found: dict[int, dict[str, Cost]] = {}
    for height in (side // 2, side):
        print(f"\n{height} x {side} px", flush=True)
        with kept_scene(root, height, side) as scene:
            found[height] = run_chain(scene, tmp_path / "out")
            found[height]["all"] = everything(found[height])
            print(shares(tmp_path / "out" / "evidence.tif"), flush=True)
        shutil.rmtree(tmp_path / "out")
    half, whole = found[side // 2], found[side]
    rows = [
        [
            stage, one.wall, one.cpu, one.fit_wall, one.fit_cpu, one.peak // MIB, half[stage].wall,
            half[stage].cpu, half[stage].peak // MIB, one.peak / half[stage].peak,
        ]
        for stage, one in whole.items()
    ]  # fmt: skip
    head = [
        "stage",
        "wall s",
        "CPU s",
        "fit wall",
        "fit CPU",
        "peak MiB",
        "half: wall",
        "CPU",
        "MiB",
        "peaks",
    ]
    table(f"{side} x {side} px, 3 dates, 6 classes, 255 clusters, and half the height", head, rows)
    assert whole["all"].peak < 4096 * MIB
    if side >= 8192:  # below, neither GDAL's cache nor the blocks of a row fill up
        assert max(whole[stage].peak / half[stage].peak for stage in STAGES) < 1.2


def shares(path: Path) -> str:
    """Share of each evidence code."""
    counts = np.zeros(256, int)
    with rasterio.open(path) as file:
        for _, window in file.block_windows():
            counts += np.bincount(file.read(1, window=window).ravel(), minlength=256)
    listed = [f"{code}: {count / counts.sum():.3%}" for code, count in enumerate(counts) if count]
    return "evidence " + ", ".join(listed)


def rounds_of(side: int) -> int:
    given = os.environ.get("SURECOVER_ROUNDS")
    return int(given) if given else 1 if side > 10_000 else 3


def test_growth_with_the_size_of_the_raster(root: Path, tmp_path: Path) -> None:
    sides = sizes("SURECOVER_SIDES", full="2048,4096,8192,16384", quick="1024,2048")
    spent: dict[tuple[int, str], list[float]] = defaultdict(list)
    peaks: dict[int, int] = defaultdict(int)
    with ExitStack() as stack:
        scenes = {side: stack.enter_context(kept_scene(root, side, side)) for side in sides}
        for turn in range(max(map(rounds_of, sides))):
            for side in [side for side in sides if turn < rounds_of(side)]:
                print(f"\nround {turn + 1}, {side} x {side} px", flush=True)
                costs = run_chain(scenes[side], tmp_path / "out")
                print(shares(tmp_path / "out" / "evidence.tif"), flush=True)
                shutil.rmtree(tmp_path / "out")
                costs["all"] = everything(costs)
                for name, cost in costs.items():
                    spent[side, name].append(cost.cpu / side**2 * 1e6)
                peaks[side] = max(peaks[side], costs["all"].peak)
    names = (*STAGES, "all")
    middle = {key: median(values) for key, values in spent.items()}
    mean = {name: float(np.mean([middle[side, name] for side in sides])) for name in names}
    rows = [
        [
            side, len(spent[side, "all"]), *(middle[side, name] for name in names),
            *(f"{middle[side, name] / mean[name] - 1:+.1%}" for name in names), peaks[side] // MIB,
        ]
        for side in sides
    ]  # fmt: skip
    head = ["side", "rounds", *names, *(f"{name} ÷ mean" for name in names), "peak MiB"]
    table("Median CPU time per pixel, µs, without the fit of k-means", head, rows)
    assert max(peaks.values()) < 4096 * MIB


def test_against_a_straightforward_implementation(root: Path, tmp_path: Path) -> None:
    (side,) = sizes("SURECOVER_PEER", full="4096", quick="2048")
    rounds = int(os.environ.get("SURECOVER_PEER_ROUNDS") or (3 if FULL else 1))
    ours, peers = tmp_path / "ours", tmp_path / "peers"
    ours.mkdir()
    peers.mkdir()
    spent: dict[tuple[str, str], list[Cost]] = defaultdict(list)
    centres = str(tmp_path / "centres.npz")
    with kept_scene(root, side, side) as scene:
        for _ in range(rounds):
            for stage in STAGES:
                cost = measured(stage, compared(scene, ours, stage), centres=centres)
                peer = measured(f"straightforward.{stage}", peer_settings(scene, ours, peers, stage, centres))
                spent["ours", stage].append(cost)
                spent["peer", stage].append(peer)
                print(f"  {stage}: {cost}\n  straightforward {stage}: {peer}", flush=True)
        check_equal(scene, ours, peers, centres)
    shutil.rmtree(ours)
    shutil.rmtree(peers)
    rows: list[list[object]] = []
    totals = np.zeros(6)
    for stage in STAGES:
        pair = [spent[who, stage] for who in ("peer", "ours")]
        walls = [median(cost.wall for cost in costs) for costs in pair]
        cpus = [median(cost.cpu for cost in costs) for costs in pair]
        fits = [median(cost.fit_wall for cost in costs) for costs in pair]
        totals += [*walls, *cpus, *fits]
        rows.append([stage, *walls, walls[0] / walls[1], *cpus, cpus[0] / cpus[1], *mebibytes(pair)])
    t = totals.tolist()
    rows.append(["all", *t[:2], t[0] / t[1], *t[2:4], t[2] / t[3], "", ""])
    with_fit = [t[0] + t[4], t[1] + t[5]]
    rows.append(["all with the fits", *with_fit, with_fit[0] / with_fit[1], "", "", "", "", ""])
    head = ["stage", "peer wall s", "ours", "ratio", "peer CPU s", "ours", "ratio", "peer MiB", "ours"]
    title = f"Straightforward against SureCover, {side} x {side} px, {rounds} round(s) in turn, equal results"
    table(title, head, rows)


def mebibytes(costs: Sequence[Sequence[Cost]]) -> list[int]:
    return [max(cost.peak for cost in each) // MIB for each in costs]


def compared(scene: Scene, folder: Path, stage: str) -> dict[str, object]:
    """Settings of what both sides do: no continuity, no confidence."""
    given = settings(scene, folder, stage)
    if stage == "correct":
        del given["confidence"]
        given["continuity"] = ""
    return given


def peer_settings(scene: Scene, ours: Path, peers: Path, stage: str, centres: str) -> dict[str, object]:
    """The same inputs, our outputs among them; other outputs; the same centres of clusters."""
    given, outputs = compared(scene, ours, stage), compared(scene, peers, stage)
    inputs = {"probabilities", "input", "map", "external", "cluster_map"} - (
        {"map"} if stage == "fuse" else set()
    )
    both = {name: given[name] if name in inputs else value for name, value in outputs.items()}
    return {**both, "centres": centres} if stage == "cluster" else both


def check_equal(scene: Scene, ours: Path, peers: Path, centres: str) -> None:
    """Equal on every pixel, but for rounding: shares by a step, entropy by 1e-5, near ties of clusters."""
    for name in ("map", "agreement", "corrected", "reliability", "evidence"):
        assert np.array_equal(stored(ours / f"{name}.tif"), stored(peers / f"{name}.tif")), name
    apart = stored(ours / "fused.tif").astype(np.int16) - stored(peers / "fused.tif")
    print(f"fused shares that differ by one step: {np.count_nonzero(apart) / apart.size:.1e}")
    assert abs(apart).max() <= 1
    assert abs(stored(ours / "entropy.tif") - stored(peers / "entropy.tif")).max() < 1e-5
    mine, other = stored(ours / "output.tif")[0], stored(peers / "output.tif")[0]
    differ = mine != other
    print(f"clusters that differ, scikit-learn's float32 being inexact: {differ.mean():.1e} of the pixels")
    fitted = np.load(centres)
    pixels = (stored(Path(scene.mosaic))[:, differ].T - fitted["mean"]) / fitted["deviation"]
    near, far = (
        ((pixels - fitted["centres"][index[differ].astype(int) - 1]) ** 2).sum(axis=1)
        for index in (mine, other)
    )
    assert differ.mean() < 1e-3
    assert (near <= far).all()


def stored(path: Path) -> np.ndarray:
    with rasterio.open(path) as file:
        values: np.ndarray = file.read()
    return values


def test_against_the_limits_of_the_machine(root: Path, tmp_path: Path) -> None:
    (side,) = sizes("SURECOVER_LIMITS", full="4096", quick="2048")
    rows: list[list[object]] = []
    with kept_scene(root, side, side) as scene:
        costs = run_chain(scene, tmp_path / "out")
        for stage in STAGES:
            given = settings(scene, tmp_path / "out", stage)
            paths = [
                path for value in given.values() for path in ([value] if isinstance(value, str) else value)
            ]
            written = [path for path in paths if Path(path).parent == tmp_path / "out"]
            if stage == "correct":
                written = [given[name] for name in ("corrected", "reliability", "evidence", "confidence")]
            read = [path for path in paths if path not in written]
            disk = min(raw_copy(read, written, tmp_path / "copy") for _ in range(3))
            plain = min(plain_copy(read, written, tmp_path / "copy.tif") for _ in range(3))
            sizes_mb = [sum(Path(path).stat().st_size for path in each) / 1e6 for each in (read, written)]
            wall = costs[stage].wall
            rows.append([stage, *sizes_mb, disk, plain, wall, costs[stage].cpu, wall / disk, wall / plain])
        bands = stored(Path(scene.mosaic)).shape[0]
    shutil.rmtree(tmp_path / "out")
    head = [
        "stage",
        "MB read",
        "MB written",
        "raw copy s",
        "rasterio s",
        "wall s",
        "CPU s",
        "÷ raw",
        "÷ rasterio",
    ]
    table(f"Against reading and writing the same files, {side} x {side} px", head, rows)

    shape_rate, top_rate = product_rate(4096, bands + 1, 255), product_rate(2048, 2048, 2048)
    operations = 2 * (bands + 1) * 255 * side**2 / 1e9
    wall = costs["cluster"].wall
    table(
        f"cluster without its fit against the matrix product alone: {operations:.0f} GFLOP, float32",
        ["product", "GFLOP/s", "s", "wall ÷ product"],
        [
            [
                "of this shape, blocks of 4096 px",
                shape_rate,
                operations / shape_rate,
                wall / operations * shape_rate,
            ],
            ["square, 2048", top_rate, operations / top_rate, wall / operations * top_rate],
        ],
    )


def raw_copy(read: Sequence[str], written: Sequence[str], place: Path) -> float:
    """Seconds to read the bytes of some files from the page cache and to write those of others."""
    contents = [Path(path).read_bytes() for path in written]
    start = time.perf_counter()
    for path in read:
        Path(path).read_bytes()
    for content in contents:
        place.write_bytes(content)
    seconds = time.perf_counter() - start
    place.unlink()
    return seconds


def plain_copy(read: Sequence[str], written: Sequence[str], place: Path) -> float:
    """Seconds to decode some rasters and to encode others as they are, window by window, and no more."""
    seconds = 0.0
    with rasterio.Env(GDAL_CACHEMAX=512):
        for path in read:
            with rasterio.open(path) as file:
                start = time.perf_counter()
                for rows, cols in blocks(file.shape):
                    file.read(window=rasterio.windows.Window.from_slices(rows, cols))
                seconds += time.perf_counter() - start
        for path in written:
            values = stored(Path(path))
            with rasterio.open(path) as file:
                kept = (
                    "dtype",
                    "count",
                    "height",
                    "width",
                    "nodata",
                    "blockxsize",
                    "blockysize",
                    "interleave",
                    "crs",
                    "transform",
                )
                profile = {key: file.profile[key] for key in kept}
            start = time.perf_counter()
            with rasterio.open(
                place, "w", driver="GTiff", tiled=True, compress="zstd", zstd_level=1, num_threads="all_cpus",
                predictor=3 if values.dtype.kind == "f" else 1, **profile,
            ) as file:  # fmt: skip
                for rows, cols in blocks(values.shape[1:]):
                    file.write(values[:, rows, cols], window=rasterio.windows.Window.from_slices(rows, cols))
            seconds += time.perf_counter() - start
            place.unlink()
    return seconds


def product_rate(rows: int, inner: int, cols: int, repeats: int = 5) -> float:
    """GFLOP/s of a float32 matrix product, the best of a few."""
    random = np.random.default_rng(0)
    left, right = random.random((rows, inner), np.float32), random.random((inner, cols), np.float32)
    out = np.empty((rows, cols), np.float32)
    turns = max(1, int(2e9 / (2 * rows * inner * cols)))
    best = 0.0
    for _ in range(repeats):
        start = time.perf_counter()
        for _ in range(turns):
            np.matmul(left, right, out=out)
        best = max(best, 2 * rows * inner * cols * turns / 1e9 / (time.perf_counter() - start))
    return best
