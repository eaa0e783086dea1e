"""Edits of a review: which pixels they touch, which one counts, and what is refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import rasterio
import rasterio.warp
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from surecover.core.errors import SureCoverError
from surecover.core.grid import Grid, blocks
from surecover.core.scheme import ClassScheme, LandClass
from surecover.core.trust.review import EDIT_FIELDS, Edits, Review, edits_layer, read_edits
from tests.drawings import draw, shown
from tests.files import UTM33
from tests.shapes import write_layer

GRID = Grid(UTM33, (10.0, 0.0, 500_000.0, 0.0, -10.0, 5_000_000.0), 3, 6)
NAMES = ("water", "grass", "forest", "rock")
SCHEME = ClassScheme("four", "Four", tuple(LandClass(i, n, (0, 0, i)) for i, n in enumerate(NAMES, 1)))
MAP = draw(
    """
    1 1 2 2 3 3
    1 1 2 2 3 3
    1 1 2 2 . .
    """,
    dtype="uint8",
)


def cells(rows: slice, cols: slice) -> Any:
    """The polygon of a window of GRID."""
    part = GRID.part((rows, cols))
    return shapely.box(*part.bounds)


ALL = cells(slice(0, 3), slice(0, 6))
TOP = cells(slice(0, 1), slice(0, 6))
LEFT = cells(slice(0, 3), slice(0, 3))


def edits_of(folder: Path, *edits: tuple[Any, dict[str, Any]], crs: str = "EPSG:32633") -> Edits:
    """Write (geometry, attributes) as a layer of edits and read it."""
    columns: dict[str, Any] = {}
    for name, kind in EDIT_FIELDS.items():
        given_ = [attributes.get(name) for _, attributes in edits]
        whole = kind == "integer"
        columns[name] = [np.nan if v is None else v for v in given_] if whole else np.array(given_, object)
    path = folder / f"edits{len(list(folder.iterdir()))}.gpkg"
    write_layer(path, [geometry for geometry, _ in edits], columns, layer="edits", crs=crs)
    return read_edits(edits_layer(str(path), "Edits (EDITS)"), GRID, SCHEME, "Edits (EDITS)")


def reviewed(edits: Edits, side: int = 1024) -> tuple[str, str]:
    """The map with the edits, and where they count."""
    review = Review(edits, GRID)
    final, seen = np.zeros_like(MAP), np.zeros(MAP.shape, bool)
    for window in blocks(MAP.shape, side):
        final[window], seen[window] = review.apply(MAP[window], window)
    assert final.dtype == MAP.dtype
    return shown(final), shown(seen)


def test_an_edit_gives_all_its_pixels_a_class_also_those_that_had_none(tmp_path: Path) -> None:
    final, seen = reviewed(edits_of(tmp_path, (cells(slice(1, 3), slice(3, 6)), {"to_class": 4})))
    assert final == "112233\n112444\n112444"
    assert seen == "......\n...111\n...111"


def test_an_edit_with_from_class_touches_only_that_class(tmp_path: Path) -> None:
    final, seen = reviewed(edits_of(tmp_path, (ALL, {"from_class": 2, "to_class": 4})))
    assert final == "114433\n114433\n1144.."
    assert seen == "..11..\n..11..\n..11.."


def test_from_class_0_fills_pixels_without_a_class_and_no_others(tmp_path: Path) -> None:
    final, seen = reviewed(edits_of(tmp_path, (ALL, {"from_class": 0, "to_class": 4})))
    assert final == "112233\n112233\n112244"
    assert seen == "......\n......\n....11"


@pytest.mark.parametrize("accepted", [{}, {"from_class": 2}, {"from_class": 2, "to_class": 2}])
def test_accepting_keeps_every_class_of_the_place(tmp_path: Path, accepted: dict[str, int]) -> None:
    final, seen = reviewed(edits_of(tmp_path, (ALL, accepted)))
    assert final == shown(MAP)
    assert seen == "111111\n111111\n1111..", "what has no class is not reviewed"


def test_where_edits_meet_the_latest_counts_whatever_their_order(tmp_path: Path) -> None:
    early = (TOP, {"to_class": 3, "time": "2026-03-01T09:00:00Z"})
    late = (LEFT, {"to_class": 4, "time": "2026-03-01T09:30:00Z"})
    for edits in ([early, late], [late, early]):
        assert reviewed(edits_of(tmp_path, *edits))[0] == "444333\n444233\n4442.."


def test_times_are_compared_across_time_zones_and_those_without_one_are_the_earliest(tmp_path: Path) -> None:
    noon = (ALL, {"to_class": 2, "time": "2026-03-01T12:00:00"})
    earlier = (ALL, {"to_class": 3, "time": "2026-03-01T12:30:00+02:00"})
    assert reviewed(edits_of(tmp_path, noon, earlier, (ALL, {"to_class": 4})))[0] == "\n".join(["222222"] * 3)


def test_a_time_may_also_stand_in_a_field_of_dates(tmp_path: Path) -> None:
    times = np.array(["2026-03-02T08:00", "2026-03-01T08:00", "NaT"], "M8[ms]")
    path = write_layer(tmp_path / "dated.gpkg", [ALL, ALL, ALL], {"to_class": [2, 3, 4], "time": times})
    edits = read_edits(edits_layer(path, "Edits"), GRID, SCHEME, "Edits")
    assert edits.new.tolist() == [4, 3, 2]


def test_of_equal_times_the_later_in_the_layer_counts(tmp_path: Path) -> None:
    edits = [(ALL, {"to_class": i % 4 + 1, "time": "2026-03-01"}) for i in range(40)]
    far = [(shapely.transform(ALL, lambda xy: xy + 1e5), {"to_class": 1})] * 40
    assert reviewed(edits_of(tmp_path, *far, *edits, (ALL, {"to_class": 2})))[0] == "\n".join(["444444"] * 3)


def test_from_class_speaks_of_the_map_and_not_of_an_earlier_edit(tmp_path: Path) -> None:
    first = (ALL, {"from_class": 1, "to_class": 2, "time": "2026-03-01"})
    again = (TOP, {"from_class": 1, "to_class": 4, "time": "2026-03-02"})
    other = (ALL, {"from_class": 2, "to_class": 3, "time": "2026-03-03"})
    assert reviewed(edits_of(tmp_path, first, again, other))[0] == "443333\n223333\n2233.."


def test_a_later_edit_of_another_class_does_not_hide_an_earlier_one(tmp_path: Path) -> None:
    first = (ALL, {"to_class": 4, "time": "2026-03-01"})
    later = (ALL, {"from_class": 3, "to_class": 1, "time": "2026-03-02"})
    assert reviewed(edits_of(tmp_path, first, later))[0] == "444411\n444411\n444444"


def test_accepting_later_takes_an_edit_back(tmp_path: Path) -> None:
    edit = (ALL, {"to_class": 4, "time": "2026-03-01"})
    back = (TOP, {"time": "2026-03-02"})
    assert reviewed(edits_of(tmp_path, edit, back))[0] == "112233\n444444\n444444"


def test_a_point_touches_its_pixel_and_a_polygon_those_whose_centre_it_covers(tmp_path: Path) -> None:
    point = (shapely.Point(GRID.xy(0.9, 5.1)), {"to_class": 4})
    most = (shapely.box(*GRID.xy(2.6, 0.4), *GRID.xy(1.6, 1.6)), {"to_class": 3})
    final, _ = reviewed(edits_of(tmp_path, point, most))
    assert final == "112234\n112233\n3322.."


def test_edits_in_another_crs_are_brought_to_the_map(tmp_path: Path) -> None:
    def geographic(points: np.ndarray) -> np.ndarray:
        return np.column_stack(rasterio.warp.transform("EPSG:32633", "EPSG:4326", *points.T))

    turned = shapely.transform(cells(slice(1, 3), slice(3, 6)), geographic)
    assert reviewed(edits_of(tmp_path, (turned, {"to_class": 4}), crs="EPSG:4326"))[0] == (
        "112233\n112444\n112444"
    )


def test_edits_elsewhere_are_counted_and_left_out(tmp_path: Path) -> None:
    far = shapely.box(0, 0, 100, 100)
    edits = edits_of(tmp_path, (TOP, {"to_class": 4}), (far, {"to_class": 4}), (far, {"to_class": 99}))
    assert (len(edits.new), edits.outside) == (1, 2)


def test_each_edit_knows_how_many_pixels_it_touches(tmp_path: Path) -> None:
    edits = edits_of(
        tmp_path, (ALL, {"from_class": 4, "to_class": 1}), (TOP, {"from_class": 1, "to_class": 2}),
        (shapely.box(*GRID.xy(0.9, 0.1), *GRID.xy(0.6, 0.4)), {"to_class": 1}),
    )  # fmt: skip
    review = Review(edits, GRID)
    review.apply(MAP, (slice(0, 3), slice(0, 6)))
    assert review.pixels.tolist() == [0, 2, 0]


def test_a_review_tells_who_and_when(tmp_path: Path) -> None:
    edits = edits_of(
        tmp_path,
        (ALL, {"to_class": 1, "reviewer": "Ada", "time": "2026-03-02T08:00:00Z"}),
        (ALL, {"to_class": 1, "reviewer": "Ada", "time": "2026-03-01T08:00:00Z"}),
        (ALL, {"to_class": 1, "reviewer": "Ben", "time": "2026-03-01T09:00:00Z"}),
        (ALL, {"to_class": 1, "reviewer": "Ben", "time": "2026-03-01T10:00:00Z"}),
    )
    assert edits.facts() == {
        "edits": 4, "sessions": 3, "reviewers": ["Ada", "Ben"],
        "first": "2026-03-01T08:00:00.000000", "last": "2026-03-02T08:00:00.000000",
    }  # fmt: skip


def test_only_to_class_must_be_there(tmp_path: Path) -> None:
    path = write_layer(tmp_path / "few.gpkg", [TOP], {"to_class": [4]})
    edits = read_edits(edits_layer(path, "Edits"), GRID, SCHEME, "Edits")
    assert reviewed(edits)[0] == "444444\n112233\n1122.."


def test_the_layer_of_edits_is_found_among_others(tmp_path: Path) -> None:
    path = write_layer(tmp_path / "both.gpkg", [ALL], {"to_class": [1]}, layer="other")
    write_layer(tmp_path / "both.gpkg", [ALL], {"to_class": [4]}, layer="edits", append=True)
    assert edits_layer(path, "Edits").name == "edits"


def test_class_ids_may_stand_in_a_field_of_text(tmp_path: Path) -> None:
    assert edits_of(tmp_path, (ALL, {"to_class": "2"})).new.tolist() == [2]


def test_a_layer_that_holds_no_edits_is_refused(tmp_path: Path) -> None:
    path = write_layer(tmp_path / "zones.gpkg", [ALL], {"name": ["valley"]})
    with pytest.raises(SureCoverError, match=r"^Edits \(EDITS\) holds no layer 'edits' with the field to_cl"):
        edits_layer(path, "Edits (EDITS)")


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"to_class": 9}, r"to_class 9, which is no class of the map; allowed are 1, 2, 3, 4: "),
        ({"to_class": 1.5}, r"to_class 1\.5, which is no class of the map"),
        ({"to_class": 0}, r"to_class 0, which is no class; allowed are the ids of the classes, or null"),
        ({"to_class": 1, "from_class": 7}, r"from_class 7, which is no class of the map"),
        ({"to_class": 1, "time": "yesterday"}, r"the time 'yesterday'; allowed is ISO 8601"),
    ],
)
def test_what_an_edit_may_not_say_is_refused(tmp_path: Path, wrong: dict[str, Any], told: str) -> None:
    with pytest.raises(SureCoverError, match=r"^Edits \(EDITS\) holds an edit with .*" + told):
        edits_of(tmp_path, (ALL, wrong))


@settings(deadline=None, max_examples=25, derandomize=True)
@given(seed=st.integers(0, 2**32 - 1), side=st.integers(1, 6))
def test_any_edits_give_what_brute_force_gives_for_every_block_size(
    seed: int, side: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    chance = np.random.default_rng(seed)
    edits, expected, seen = [], MAP.copy(), np.zeros(MAP.shape, bool)
    for hour in range(int(chance.integers(1, 8))):
        rows, cols = (slice(*np.sort(chance.choice(length + 1, 2, replace=False))) for length in MAP.shape)
        old, new = (chance.choice([None, 0, 1, 2, 3, 4]), chance.choice([None, 1, 2, 3, 4]))
        edits.append(
            (cells(rows, cols), {"from_class": old, "to_class": new, "time": f"2026-03-01T0{hour}:00:00Z"})
        )
        for row in range(rows.start, rows.stop):
            for col in range(cols.start, cols.stop):
                was = MAP[row, col]
                accepts = new is None or new == old
                if (accepts and was) or (not accepts and old in (None, was)):
                    expected[row, col] = was if accepts else new
                    seen[row, col] = True
    order = chance.permutation(len(edits))
    read = edits_of(tmp_path_factory.mktemp("edits"), *(edits[i] for i in order))
    assert reviewed(read, side) == (shown(expected), shown(seen))
