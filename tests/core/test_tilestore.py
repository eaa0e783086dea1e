from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path
from typing import BinaryIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surecover.core.tilestore import StoreBusy, TileStore

ABOUT = "a raster"
TILES = {(0, 0): b"first", (0, 1): b"", (1, 0): b"half the size"}


def stored(path: Path, about: str = ABOUT) -> dict[tuple[int, int], bytes]:
    """What a later run finds."""
    store = TileStore(path, about)
    found = {key: store.read(key) for key in store}
    store.close()
    return found


def begun(path: Path) -> bytes:
    """A file of TILES, as it lies on the disk."""
    store = TileStore(path, ABOUT)
    for key, data in TILES.items():
        store.append(key, data, 100)
    store.close()
    return path.read_bytes()


keys = st.tuples(st.integers(0, 2), st.integers(0, 3))


@settings(deadline=None, max_examples=40, derandomize=True)
@given(runs=st.lists(st.lists(st.tuples(keys, st.binary(max_size=9)), max_size=5), min_size=1, max_size=4))
def test_of_each_tile_the_last_bytes_are_found_by_this_run_and_by_later_ones(
    tmp_path_factory: pytest.TempPathFactory, runs: list[list[tuple[tuple[int, int], bytes]]]
) -> None:
    path = tmp_path_factory.mktemp("store") / "tiles"
    expected: dict[tuple[int, int], bytes] = {}
    for run in runs:
        store = TileStore(path, ABOUT)
        for number, (key, data) in enumerate(run):
            store.append(key, data, number)
            assert (store.filled(key), store.size(key)) == (number, len(data))
        expected.update(run)
        assert {key: store.read(key) for key in store} == expected
        store.close()
    assert stored(path) == expected


def test_what_was_stored_before_a_file_was_cut_off_is_found(tmp_path: Path) -> None:
    path = tmp_path / "tiles"
    whole = begun(path)
    counts = []
    for length in range(len(whole)):
        path.write_bytes(whole[:length])
        found = stored(path)
        counts.append(len(found))
        assert found == dict(list(TILES.items())[: len(found)])
    assert counts == sorted(counts)
    assert {*counts} == {0, 1, 2}


@pytest.mark.parametrize("damage", [b"\0", b"\xff"])
def test_a_damaged_byte_never_gives_wrong_bytes(tmp_path: Path, damage: bytes) -> None:
    path = tmp_path / "tiles"
    whole = begun(path)
    for place in range(len(whole)):
        path.write_bytes(whole[:place] + damage + whole[place + 1 :])
        found = stored(path)
        assert found == dict(list(TILES.items())[: len(found)])
        assert len(found) < 3 or whole[place : place + 1] == damage


def test_tiles_that_are_damaged_while_a_run_lasts_are_not_read(tmp_path: Path) -> None:
    path = tmp_path / "tiles"
    begun(path)
    store = TileStore(path, ABOUT)
    path.write_bytes(bytes(path.stat().st_size))
    with pytest.raises(OSError, match="is damaged"):
        store.read((0, 0))


def test_tiles_of_something_else_are_discarded_and_it_is_told(tmp_path: Path) -> None:
    path = tmp_path / "tiles"
    assert not TileStore(path, ABOUT).stale
    path.unlink()
    begun(path)
    other = TileStore(path, "another raster")
    assert other.stale
    assert len(other) == 0
    other.append((0, 0), b"new", 1)
    other.close()
    assert stored(path, "another raster") == {(0, 0): b"new"}


def test_a_store_for_one_run_takes_up_nothing_and_leaves_nothing(tmp_path: Path) -> None:
    path = tmp_path / "tiles"
    begun(path)
    store = TileStore(path)
    assert (len(store), store.stale) == (0, False)
    store.append((0, 0), b"data", 1)
    store.close()
    assert not path.exists()


def test_a_store_without_tiles_is_not_left_behind(tmp_path: Path) -> None:
    TileStore(tmp_path / "tiles", ABOUT).close()
    assert not [*tmp_path.iterdir()]


def test_two_runs_do_not_work_with_the_same_tiles(tmp_path: Path) -> None:
    path = tmp_path / "tiles"
    store = TileStore(path, ABOUT)
    store.append((0, 0), b"data", 1)
    with pytest.raises(StoreBusy):
        TileStore(path, "another raster")
    store.close()
    assert stored(path) == {(0, 0): b"data"}


PROGRAM = """
import sys, time
import tests.conftest
from pathlib import Path
from surecover.core.tilestore import TileStore
store = TileStore(Path(sys.argv[1]), "a raster")
store.append((0, 0), b"data", 1)
print("stored", flush=True)
time.sleep(60)
"""


def test_what_a_killed_process_stored_is_free_for_the_next(tmp_path: Path) -> None:
    path = tmp_path / "tiles"
    root = Path(__file__).parents[2]
    with subprocess.Popen(
        [sys.executable, "-B", "-c", PROGRAM, path], cwd=root, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "stored\n"
        with pytest.raises(StoreBusy):
            TileStore(path, ABOUT)
        process.kill()
    assert stored(path) == {(0, 0): b"data"}


def test_bytes_that_the_disk_takes_in_pieces_are_all_stored(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Slow:
        def __init__(self, file: BinaryIO) -> None:
            self._file = file

        def __getattr__(self, name: str) -> object:
            return getattr(self._file, name)

        def write(self, data: memoryview) -> int:
            return self._file.write(data[:7])

    path = tmp_path / "tiles"
    store = TileStore(path, ABOUT)
    monkeypatch.setattr(store, "_file", Slow(store._file))  # type: ignore[arg-type]
    for key, data in TILES.items():
        store.append(key, data, 1)
    store.close()
    assert stored(path) == TILES


def test_a_file_that_cannot_even_tell_what_it_is_is_not_left_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(TileStore, "_append", full)
    with pytest.raises(OSError, match=os.strerror(errno.ENOSPC)):
        TileStore(tmp_path / "tiles", ABOUT)
    assert not [*tmp_path.iterdir()]
