from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surecover.core import pyramid
from surecover.core.grid import Window, blocks
from surecover.core.pyramid import Content, Pyramid, decode, halved
from surecover.core.tilestore import Key, TileStore

SIDE = 8
"""Of the tiles in these tests."""


@pytest.fixture(autouse=True)
def _small_tiles(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pyramid, "BLOCK", SIDE)


@pytest.fixture(scope="module")
def pool() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(2) as threads:
        yield threads


def opened(path: Path, content: Content, pool: ThreadPoolExecutor) -> tuple[Pyramid, TileStore]:
    store = TileStore(path, content.describe("the same inputs"))
    return Pyramid(store, content, pool), store


def level_of(made: Pyramid, level: int) -> np.ndarray:
    """All pixels of a level."""
    rows, cols = made.content.levels[level]
    across = -(-cols // SIDE)
    padded = np.zeros((made.content.count, rows + SIDE, cols + SIDE), made.content.dtype)
    for _, number in made.keys(level):
        top, left = (place * SIDE for place in divmod(number, across))
        tile = decode(made.read((level, number)), made.content)
        padded[:, top : top + SIDE, left : left + SIDE] = tile
    return padded[:, :rows, :cols]


def half_by_hand(values: np.ndarray, content: Content) -> np.ndarray:
    """Pixel by pixel."""
    count, rows, cols = values.shape
    half = np.full((count, -(-rows // 2), -(-cols // 2)), content.nothing)
    for place in np.ndindex(*half.shape):
        band, row, col = place
        square = values[band, 2 * row : 2 * row + 2, 2 * col : 2 * col + 2]
        if not content.averaged:
            half[place] = square[0, 0]
            continue
        known = square[~np.isnan(square)] if np.isnan(content.nothing) else square[square != content.nothing]
        seen = [float(value) for value in (square.ravel() if content.nodata is None else known)]
        if seen:
            mean = sum(seen) / len(seen)
            half[place] = mean if half.dtype.kind == "f" else np.floor(mean + 0.5)
    return half


def same(found: np.ndarray, expected: np.ndarray) -> bool:
    """Equal but for the last digits of fractions."""
    if found.dtype.kind == "f":
        return bool(np.allclose(found, expected, rtol=1e-6, atol=1e-6, equal_nan=True))
    return bool(np.array_equal(found, expected))


@st.composite
def contents(draw: st.DrawFn) -> Content:
    dtype = draw(
        st.sampled_from(["uint8", "int8", "uint16", "int16", "int32", "uint32", "float32", "float64"])
    )
    nodata = draw(st.sampled_from([None, 0, 1] + ([np.nan, -1] if dtype.startswith("float") else [])))
    shape = draw(st.integers(1, 4 * SIDE)), draw(st.integers(1, 4 * SIDE))
    return Content(shape, draw(st.integers(1, 3)), dtype, nodata, averaged=draw(st.booleans()))


def random_values(content: Content, seed: int) -> np.ndarray:
    rng = np.random.default_rng(seed)
    values = rng.integers(0, 5, (content.count, *content.shape)).astype(content.dtype)
    values[:, rng.random(content.shape) < 0.2] = content.nothing
    return values


@settings(deadline=None, max_examples=80, derandomize=True)
@given(
    content=contents(), size=st.integers(1, 20), seed=st.integers(0, 99), order=st.randoms(),
    few=st.booleans(), skipped=st.booleans(),
)  # fmt: skip
def test_windows_of_any_size_in_any_order_give_the_same_tiles_as_pixels_one_by_one(
    tmp_path_factory: pytest.TempPathFactory, pool: ThreadPoolExecutor,
    content: Content, size: int, seed: int, order: object, few: bool, skipped: bool,
) -> None:  # fmt: skip
    """With little memory for incomplete tiles, too, and with windows that are never written."""
    values = random_values(content, seed)
    windows = blocks(content.shape, size)
    order.shuffle(windows)  # type: ignore[attr-defined]
    if skipped:
        rows, cols = windows.pop()
        values[:, rows, cols] = content.nothing
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pyramid, "_ROWS_IN_MEMORY", 0 if few else 4)
        made, store = opened(tmp_path_factory.mktemp("store") / "tiles", content, pool)
        for rows, cols in windows:
            made.write(values[:, rows, cols], (rows, cols))
        made.finish()
    assert np.array_equal(level_of(made, 0), values, equal_nan=values.dtype.kind == "f")
    expected = values
    for level in range(1, len(content.levels)):
        expected = half_by_hand(level_of(made, level - 1), content)
        assert same(level_of(made, level), expected)
    assert max(expected.shape[1:]) <= SIDE
    store.close()


@pytest.mark.parametrize("dtype", ["uint8", "uint16", "int16"])
def test_means_of_the_largest_numbers_do_not_overflow(dtype: str) -> None:
    largest = np.full((1, 2, 2), np.iinfo(dtype).max, dtype)
    content = Content((2, 2), 1, dtype, 0, averaged=True)
    assert (halved(largest, content) == largest[0, 0, 0]).all()
    smallest = np.full((1, 2, 2), np.iinfo(dtype).min, dtype)
    assert (halved(smallest, content) == smallest[0, 0, 0]).all()


class Counted(TileStore):
    """A store that counts how often a tile is added."""

    def append(self, key: Key, data: bytes, filled: int) -> None:
        self.appended = getattr(self, "appended", Counter())
        self.appended[key] += 1
        super().append(key, data, filled)


@pytest.mark.parametrize("size", [SIDE, 3 * SIDE, 5, 1000])
def test_each_tile_is_compressed_once_and_few_lie_in_memory(
    tmp_path: Path, pool: ThreadPoolExecutor, size: int
) -> None:
    content = Content((300, 5 * SIDE), 1, "uint8", 0)
    store = Counted(tmp_path / "tiles")
    made = Pyramid(store, content, pool)
    values = random_values(content, 0)
    most = 0
    for rows, cols in blocks(content.shape, size):
        made.write(values[:, rows, cols], (rows, cols))
        most = max(most, len(made._open))
    made.finish()
    tiles = {key for level in range(len(content.levels)) for key in made.keys(level)}
    assert store.appended == dict.fromkeys(tiles, 1)
    assert most <= 2 * 5 + len(content.levels)
    store.close()


def test_rows_are_done_when_all_their_tiles_are_stored(tmp_path: Path, pool: ThreadPoolExecutor) -> None:
    content = Content((20, 20), 1, "uint8", 0)
    made, store = opened(tmp_path / "tiles", content, pool)
    values = random_values(content, 0)
    done = []
    for rows, cols in blocks(content.shape, SIDE):
        made.write(values[:, rows, cols], (rows, cols))
        made.flush()
        done.append(made.rows_done)
    assert done == [0, 0, 8, 8, 8, 16, 16, 16, 20]
    store.close()


def bytes_of(made: Pyramid) -> dict[Key, bytes]:
    return {key: made.read(key) for level in range(len(made.content.levels)) for key in made.keys(level)}


def test_a_run_that_goes_on_with_a_file_cut_off_anywhere_makes_what_one_run_makes(
    tmp_path: Path, pool: ThreadPoolExecutor
) -> None:
    """It begins at the first row that is not done, in windows that fit no tiles."""
    content = Content((37, 29), 2, "uint16", 0, averaged=True)
    values = random_values(content, 0)
    made, store = opened(tmp_path / "whole", content, pool)
    for window in blocks(content.shape, 11):
        made.write(values[:, window[0], window[1]], window)
    made.finish()
    expected = bytes_of(made)
    store.close()
    whole = (tmp_path / "whole").read_bytes()
    skipped = set()
    for length in range(0, len(whole) + 1, 40):
        path = tmp_path / "cut"
        path.write_bytes(whole[:length])
        made, store = opened(path, content, pool)
        skipped.add(made.rows_done)
        rest: Window = (slice(made.rows_done, 37), slice(0, 29))
        for rows, cols in blocks((37 - made.rows_done, 29), 11):
            window = slice(rows.start + rest[0].start, rows.stop + rest[0].start), cols
            made.write(values[:, window[0], window[1]], window)
        made.finish()
        assert bytes_of(made) == expected
        store.remove()
    assert skipped == {0, 8, 16, 24, 32, 37}


@settings(deadline=None, max_examples=60, derandomize=True)
@given(
    content=contents(), seed=st.integers(0, 99), size=st.integers(5, 20),
    runs=st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1), st.booleans()), max_size=5),
)  # fmt: skip
def test_a_run_killed_again_and_again_makes_what_one_run_makes(
    tmp_path_factory: pytest.TempPathFactory, pool: ThreadPoolExecutor, content: Content, seed: int,
    size: int, runs: list[tuple[float, float, bool]],
) -> None:  # fmt: skip
    """Each run writes a share of what is left, or of everything; then its last bytes are lost."""
    values, folder = random_values(content, seed), tmp_path_factory.mktemp("store")

    def go_on(made: Pyramid, share: float, start: int) -> None:
        left = blocks((content.shape[0] - start, content.shape[1]), size)
        for rows, cols in left[: int(share * len(left))]:
            window = slice(rows.start + start, rows.stop + start), cols
            made.write(values[:, window[0], window[1]], window)

    made, store = opened(folder / "unbroken", content, pool)
    go_on(made, 1.0, 0)
    made.finish()
    expected = bytes_of(made)
    store.close()
    path, before = folder / "broken", 0
    for share, lost, anew in runs:
        made, store = opened(path, content, pool)
        go_on(made, share, 0 if anew else made.rows_done)
        made.flush()
        store._file.close()
        whole = path.read_bytes()
        path.write_bytes(whole[: int(before + lost * (len(whole) - before))])
        before = path.stat().st_size
    made, store = opened(path, content, pool)
    go_on(made, 1.0, made.rows_done)
    made.finish()
    assert bytes_of(made) == expected
    store.close()


@settings(deadline=None, max_examples=60, derandomize=True)
@given(content=contents(), seed=st.integers(0, 99), up_to=st.integers(0, 40), step=st.integers(1, 20))
def test_rows_of_which_parts_are_never_written_are_done_once_they_are_settled(
    tmp_path_factory: pytest.TempPathFactory, pool: ThreadPoolExecutor, content: Content, seed: int,
    up_to: int, step: int,
) -> None:  # fmt: skip
    values = random_values(content, seed)
    written = [window for number, window in enumerate(blocks(content.shape, 5)) if number % 3]
    expected = np.full_like(values, content.nothing)
    made, store = opened(tmp_path_factory.mktemp("store") / "tiles", content, pool)
    for rows, cols in written:
        expected[:, rows, cols] = values[:, rows, cols]
        made.write(values[:, rows, cols], (rows, cols))
    rows_to_settle = min(up_to, content.shape[0])
    for settled in (*range(0, rows_to_settle, step), rows_to_settle):
        made.settle(settled)
    made.flush()
    assert made.rows_done >= rows_to_settle // SIDE * SIDE
    assert made.rows_done == content.shape[0] or rows_to_settle < content.shape[0]
    made.finish()
    assert np.array_equal(level_of(made, 0), expected, equal_nan=values.dtype.kind == "f")
    for level in range(1, len(content.levels)):
        assert same(level_of(made, level), half_by_hand(level_of(made, level - 1), content))
    store.close()


def test_pixels_written_again_take_the_place_of_the_earlier_ones(
    tmp_path: Path, pool: ThreadPoolExecutor
) -> None:
    content = Content((20, 20), 1, "uint8", 0)
    before, values = random_values(content, 0), random_values(content, 1)
    everything = slice(0, 20), slice(0, 20)
    made, store = opened(tmp_path / "tiles", content, pool)
    made.write(before, everything)
    made.finish()
    store.close()
    made, store = opened(tmp_path / "tiles", content, pool)
    assert made.rows_done == 20
    for rows, cols in blocks(content.shape, 6):
        made.write(values[:, rows, cols], (rows, cols))
    made.finish()
    assert np.array_equal(level_of(made, 0), values)
    assert np.array_equal(level_of(made, 1), values[:, ::2, ::2])
    assert np.array_equal(level_of(made, 2), values[:, ::4, ::4])
    store.close()


def test_incomplete_tiles_are_not_gone_on_with(
    tmp_path: Path, pool: ThreadPoolExecutor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Which of their pixels were written is not known any more."""
    monkeypatch.setattr(pyramid, "_ROWS_IN_MEMORY", 0)
    content = Content((8, 8), 1, "uint8", 0)
    made, store = opened(tmp_path / "tiles", content, pool)
    upper, lower = ((slice(start, start + 4), slice(0, 8)) for start in (0, 4))
    made.write(np.full((1, 4, 8), 5, np.uint8), upper)
    made.flush()
    assert len(store) == 1
    store.close()
    made, store = opened(tmp_path / "tiles", content, pool)
    made.write(np.full((1, 4, 8), 6, np.uint8), lower)
    assert made.rows_done == 0
    made.finish()
    assert level_of(made, 0)[0, :, 0].tolist() == [0] * 4 + [6] * 4
    store.close()
