"""What a class scheme is, which ones are built in, and how one is read from a file."""

from __future__ import annotations

from pathlib import Path

import pytest

from surecover.core.errors import SureCoverError
from surecover.core.scheme import ClassScheme, LandClass, load_scheme, scheme_names

SIZES = {
    "basic6": 6, "igbp17": 17, "igbp10": 10, "clc44": 44, "urbanatlas14": 14, "worldcover11": 11,
    "dynamicworld9": 9,
}  # fmt: skip


def test_the_built_in_schemes_are_those_of_the_specification() -> None:
    assert {name: len(load_scheme(name).leaves) for name in scheme_names()} == SIZES


@pytest.mark.parametrize("name", SIZES)
def test_a_scheme_survives_json(name: str) -> None:
    scheme = load_scheme(name)
    assert ClassScheme.from_json(scheme.to_json()) == scheme


def test_basic6_has_buildings_and_open_land_as_parents() -> None:
    scheme = load_scheme("basic6")
    assert [scheme.by_id(number).name for number in range(1, 9)] == [
        "water", "grass", "forest", "barren", "industrial building", "residential building",
        "building", "open land",
    ]  # fmt: skip
    assert [c.parent for c in scheme.classes] == [None, 8, None, 8, 7, 7, None, None]
    assert scheme.ancestors(5) == {7}
    assert scheme.ancestors(1) == frozenset()


def test_corine_has_three_levels_grid_codes_and_official_colours() -> None:
    scheme = load_scheme("clc44")
    assert scheme.ancestors(324) == {32, 3}
    assert scheme.native[29] == 324
    assert scheme.by_id(112).color == (255, 0, 0)
    assert [number for number in scheme.ids if number < 10] == [1, 2, 3, 4, 5]
    assert set(scheme.native) == set(range(1, 45))


def test_dynamic_world_uses_zero_for_water() -> None:
    scheme = load_scheme("dynamicworld9")
    assert scheme.by_id(scheme.native[0]).name == "Water"
    assert sorted(scheme.native) == list(range(9))


def test_the_worldcover_codes_are_the_ids() -> None:
    assert load_scheme("worldcover11").ids == (10, 20, 30, 40, 50, 60, 70, 80, 90, 95, 100)


def test_igbp10_has_the_colours_of_the_paper() -> None:
    colours = {c.name: bytes(c.color).hex() for c in load_scheme("igbp10").classes}
    assert colours == {
        "Forest": "009900", "Shrubland": "c6b044", "Savanna": "fbff13", "Grassland": "b6ff05",
        "Wetlands": "27ff87", "Croplands": "c24f44", "Urban/Built-up": "a5a5a5", "Snow/Ice": "69fff8",
        "Barren": "f9ffa4", "Water": "1c0dff",
    }  # fmt: skip


def test_a_class_is_found_by_name_in_any_case_or_by_id() -> None:
    scheme = load_scheme("basic6")
    assert scheme.find(" Forest ").id == scheme.find("3").id == 3
    with pytest.raises(
        SureCoverError, match=r"'tundra' is not in the class scheme 'basic6'; allowed are 1 water"
    ):
        scheme.find("tundra")


A = LandClass(1, "a", (0, 0, 0))


@pytest.mark.parametrize(
    ("classes", "message"),
    [
        ((), "has no classes"),
        ((A, LandClass(1, "b", (0, 0, 0))), "the id 1 twice"),
        ((A, LandClass(2, "A", (0, 0, 0))), "the name 'a' twice"),
        ((LandClass(0, "b", (0, 0, 0)),), "class id 0; allowed: 1 to 65535"),
        ((LandClass(65536, "b", (0, 0, 0)),), "allowed: 1 to 65535"),
        ((LandClass(1, "b", (0, 300, 0)),), "allowed: 0 to 255"),
        ((LandClass(1, "", (0, 0, 0)),), "no name for class 1"),
        ((LandClass(1, "b", (0, 0, 0), parent=9),), "the parent 9, which is none of its classes"),
        ((LandClass(1, "b", (0, 0, 0), parent=1),), "its own ancestor"),
        ((LandClass(1, "b", (0, 0, 0), 2), LandClass(2, "c", (0, 0, 0), 1)), "its own ancestor"),
        (
            (LandClass(1, "b", (0, 0, 0), codes=(7,)), LandClass(2, "c", (0, 0, 0), codes=(7,))),
            "the native code 7 twice",
        ),
    ],
)
def test_a_scheme_that_cannot_work_is_refused(classes: tuple[LandClass, ...], message: str) -> None:
    with pytest.raises(SureCoverError, match=message):
        ClassScheme("mine", "Mine", classes)


def test_a_scheme_may_be_a_table_with_colours_either_way(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text("id,name,color,red,green,blue,parent,codes\n1,wet,#0000ff,,,,,\n5,dry,,9,8,7,1,50 51\n")
    scheme = load_scheme(str(path))
    assert scheme.classes == (
        LandClass(1, "wet", (0, 0, 255)),
        LandClass(5, "dry", (9, 8, 7), parent=1, codes=(50, 51)),
    )


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("no.json", "{", "not readable JSON"),
        ("list.json", "[]", "not readable JSON"),
        ("no.csv", "class,title\n1,a\n", "lacks the column id or name"),
        ("word.csv", "id,name\none,a\n", "no whole number"),
        ("hex.csv", "id,name,color\n1,a,#12\n", "no whole number or colour"),
    ],
)
def test_a_file_that_is_no_scheme_is_refused(tmp_path: Path, name: str, text: str, message: str) -> None:
    path = tmp_path / name
    path.write_text(text)
    with pytest.raises(SureCoverError, match=message):
        load_scheme(str(path))


def test_a_file_whose_classes_are_not_acceptable_is_named(tmp_path: Path) -> None:
    path = tmp_path / "mine.json"
    path.write_text('{"id": "mine", "classes": []}', encoding="utf-8")
    with pytest.raises(SureCoverError) as caught:
        load_scheme(str(path))
    assert str(caught.value) == (
        f"Class scheme (SCHEME) ({path}): The class scheme 'mine' has no classes; give at least one."
    )


def test_an_unknown_name_is_refused_with_the_known_ones() -> None:
    with pytest.raises(
        SureCoverError, match=r"SCHEME\) is neither .* nor a file: 'basic7'; allowed are basic6"
    ):
        load_scheme("basic7")
