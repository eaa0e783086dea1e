"""Which class each code of an external product becomes: the specification's entries as tables."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surecover.core.errors import SureCoverError
from surecover.core.external.crosswalk import (
    Crosswalk,
    between,
    code_text,
    crosswalk_names,
    identity,
    load_crosswalk,
    tags_of,
)
from surecover.core.scheme import ClassScheme, LandClass, load_scheme

CORINE = {
    "residential building": [111, 112],
    "industrial building": [121],
    "": [122, 123, 124, 221, 222, 223, 322, 323, 324, 335, 411, 412, 421, 422, 423],
    "barren": [131, 132, 133, 331, 332, 333, 334],
    "grass": [141, 142, 231, 321],
    "open land": [211, 212, 213, 241, 242, 243, 244],
    "forest": [311, 312, 313],
    "water": [511, 512, 521, 522, 523],
}
WORLDCOVER = {
    "forest": [10, 95], "": [20, 70, 90, 100], "grass": [30], "open land": [40], "building": [50],
    "barren": [60], "water": [80],
}  # fmt: skip
DYNAMIC_WORLD = {
    "water": [0], "forest": [1], "grass": [2], "": [3, 5, 8], "open land": [4], "building": [6],
    "barren": [7],
}  # fmt: skip
IGBP17 = {
    "forest": [1, 2, 3, 4, 5], "": [6, 7, 8, 9, 11, 15], "grass": [10], "open land": [12, 14],
    "building": [13], "barren": [16], "water": [17],
}  # fmt: skip
IGBP10 = {
    "forest": [1], "": [2, 3, 5, 8], "grass": [4], "open land": [6], "building": [7], "barren": [9],
    "water": [10],
}  # fmt: skip


@pytest.mark.parametrize(
    ("name", "native", "table"),
    [
        ("clc44-basic6", False, CORINE),
        ("worldcover11-basic6", True, WORLDCOVER),
        ("dynamicworld9-basic6", True, DYNAMIC_WORLD),
        ("igbp17-basic6", True, IGBP17),
        ("igbp10-basic6", True, IGBP10),
    ],
)
def test_every_class_of_a_product_becomes_what_the_specification_says(
    name: str, native: bool, table: dict[str, list[int]]
) -> None:
    crosswalk = load_crosswalk(name)
    assert crosswalk.source is not None
    codes = crosswalk.source.native if native else [c.id for c in crosswalk.source.leaves]
    became: dict[str, list[int]] = {}
    for code in sorted(codes):
        target = crosswalk.lookup(str(code), native)
        assert target is not None
        became.setdefault(crosswalk.target.by_id(target).name if target else "", []).append(code)
    assert became == table


def test_corine_grid_codes_and_corine_codes_become_the_same() -> None:
    crosswalk = load_crosswalk("clc44-basic6")
    for grid_code, clc_code in load_scheme("clc44").native.items():
        assert crosswalk.lookup(str(grid_code), native=True) == crosswalk.lookup(str(clc_code))
    assert crosswalk.speaks_native(["1", "12", "23", "48"])
    assert not crosswalk.speaks_native(["111", "211", "999"])


def test_corine_without_a_class_is_unmapped_on_purpose_and_other_numbers_are_unknown() -> None:
    crosswalk = load_crosswalk("clc44-basic6")
    assert [crosswalk.lookup(code, native=True) for code in ("48", "999", "45")] == [0, 0, None]
    assert [crosswalk.lookup(code) for code in ("990", "125", "7")] == [0, None, None]
    # A CORINE code is no grid code: the two readings are never mixed.
    assert crosswalk.lookup("111", native=True) is None


def test_igbp17_becomes_igbp10_as_in_the_paper() -> None:
    crosswalk = load_crosswalk("igbp17-igbp10")
    became = [crosswalk.lookup(str(code)) for code in range(1, 18)]
    assert became == [1, 1, 1, 1, 1, 2, 2, 3, 3, 4, 5, 6, 7, 6, 8, 9, 10]


def test_corine_levels_lead_upwards() -> None:
    level2, level1 = load_crosswalk("clc44-level2"), load_crosswalk("clc44-level1")
    for c in load_scheme("clc44").leaves:
        assert level2.lookup(str(c.id)) == c.id // 10
        assert level1.lookup(str(c.id)) == level1.lookup(str(c.id // 10)) == c.id // 100
    assert level1.lookup("29", native=True) == 3
    assert level2.lookup("3") is None
    assert level2.lookup("48", native=True) == 0


OSM = [
    *[({"building": v}, "industrial building") for v in ("industrial", "commercial", "warehouse", "retail")],
    *[({"building": v}, "residential building") for v in ("house", "residential", "apartments", "detached")],
    *[({"building": v}, "building") for v in ("yes", "church", "school")],
    ({"natural": "water"}, "water"),
    ({"waterway": "river"}, "water"),
    ({"waterway": "ditch"}, "water"),
    ({"landuse": "reservoir"}, "water"),
    ({"natural": "wood"}, "forest"),
    ({"landuse": "forest"}, "forest"),
    ({"landuse": "grass"}, "grass"),
    ({"landuse": "meadow"}, "grass"),
    ({"leisure": "park"}, "grass"),
    ({"landuse": "farmland"}, "open land"),
    *[({"natural": v}, "barren") for v in ("bare_rock", "sand", "scree", "beach")],
    ({"landuse": "quarry"}, "barren"),
    ({"landuse": "residential"}, ""),
    ({"landuse": "industrial"}, ""),
    ({"landuse": "orchard"}, ""),
    ({"natural": "wetland"}, ""),
    ({"landuse": "forest", "building": "house"}, "residential building"),
    ({"building": "no", "landuse": "grass"}, "grass"),
    ({"building": "Industrial"}, "industrial building"),
]


@pytest.mark.parametrize(("tags", "name"), OSM)
def test_openstreetmap_tags_become_what_the_specification_says(tags: dict[str, str], name: str) -> None:
    crosswalk = load_crosswalk("osm-basic6")
    target = crosswalk.lookup(crosswalk.rule_of(tags_of(tags)))
    assert target is not None
    assert (crosswalk.target.by_id(target).name if target else "") == name


@pytest.mark.parametrize(
    ("tags", "left"),
    [
        ({}, ""),
        ({"building": "no"}, ""),
        ({"highway": "primary"}, ""),
        ({"natural": "tree", "name": "Oak"}, "natural=tree"),
        ({"leisure": "pitch", "landuse": "religious"}, "landuse=religious&leisure=pitch"),
    ],
)
def test_openstreetmap_features_of_no_rule_are_known_by_the_tags_that_rules_look_at(
    tags: dict[str, str], left: str
) -> None:
    crosswalk = load_crosswalk("osm-basic6")
    assert crosswalk.rule_of(tags) == left
    assert crosswalk.lookup(left) is None


GEOFABRIK = [
    ({"fclass": "building", "type": "house", "code": "1500"}, "residential building"),
    ({"fclass": "building", "type": "retail", "code": "1500"}, "industrial building"),
    ({"fclass": "building", "code": "1500"}, "building"),
    ({"fclass": "forest", "code": "7201"}, "forest"),
    ({"fclass": "residential", "code": "7203"}, ""),
    ({"fclass": "river", "code": "8101"}, "water"),
]


@pytest.mark.parametrize(("values", "name"), GEOFABRIK)
def test_geofabriks_classes_become_what_their_tags_become(values: dict[str, str], name: str) -> None:
    crosswalk = load_crosswalk("geofabrik-basic6")
    target = crosswalk.lookup(crosswalk.rule_of(values))
    assert target is not None
    assert (crosswalk.target.by_id(target).name if target else "") == name


def test_both_crosswalks_of_openstreetmap_agree() -> None:
    osm, geofabrik = load_crosswalk("osm-basic6"), load_crosswalk("geofabrik-basic6")
    tags = [rule.partition("=")[::2] for rule in osm.entries]
    compared = 0
    for rule, target in geofabrik.entries.items():
        kind = rule.partition("type=")[2]
        value = kind or rule.partition("fclass=")[2].partition("&")[0]
        same = [f"{key}={v}" for key, v in tags if v == value and (key == "building") == bool(kind)]
        assert {osm.entries[tag] for tag in same} <= {target}, rule
        compared += len(same)
    assert compared >= 25


def test_tags_are_read_from_gdals_hstore() -> None:
    tags = tags_of({"natural": None, "Landuse": "Forest", "other_tags": '"a"=>"b c","k"=>"x,\\"y\\"=>z"'})
    assert tags["a"] == "b c"
    assert tags["landuse"] == "forest"
    assert "natural" not in tags


@pytest.mark.parametrize("name", crosswalk_names())
def test_every_target_is_a_class_of_the_target_scheme(name: str) -> None:
    crosswalk = load_crosswalk(name)
    assert set(crosswalk.entries.values()) <= {0, *crosswalk.target.ids}


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (12, "12"), (12.0, "12"), ("12", "12"), ("12.0", "12"), ("1.1.1", "111"), (" Forest ", "forest"),
        (None, ""), (float("nan"), ""), ("", ""), (-3, "-3"), (1.5, "1.5"), ("007", "7"),
    ],
)  # fmt: skip
def test_a_code_is_written_in_one_way(value: object, text: str) -> None:
    assert code_text(value) == text


def test_a_users_table_maps_numbers_and_names(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text("from,to,from_name\n1,3,wood\nMeadow,grass,\n9,,roads\n10,0,\n")
    crosswalk = load_crosswalk(str(path))
    assert [crosswalk.lookup(code) for code in ("1", "meadow", "9", "10", "11")] == [3, 2, 0, 0, None]
    assert crosswalk.name_of("1") == "wood"
    assert crosswalk.target.id == "basic6"
    assert load_crosswalk(str(path), "basic6").entries == crosswalk.entries


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a,b\n1,2\n", "lacks the column from or to"),
        ("from,to\n", "lacks the column from or to, or has no row"),
        ("from,to\n1,2\n1.0,3\n", "lists the code '1' twice"),
        ("from,to\n1,tundra\n", "'tundra' is not in the class scheme 'basic6'"),
        ("from,to,layer\n1,2,top\n", "the layer 'top'"),
        ("from,to,buffer\na=b,2,-1\n", "the buffer '-1'; allowed are metres from 0 to 100000"),
        ("from,to,buffer\na=b,2,nan\n", "the buffer 'nan'"),
        ("from,to,buffer\na=b,2,wide\n", "the buffer 'wide'"),
        ("from,to\n=1+1,2\n", "the rule '=1\\+1'; allowed are attribute=value"),
        ("from,to\nbuilding=,2\n", "the rule 'building='"),
        ("from,to\na=b,2\nc,2\n", "mixes rules .* and plain codes"),
        ("from,to\na=b,2\nA = B,3\n", "lists the code 'a=b' twice"),
        ("from,to\n,\n,,\n", "has no row"),
    ],
)
def test_a_table_that_cannot_work_is_refused(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "mine.csv"
    path.write_text(text)
    with pytest.raises(SureCoverError, match=message):
        load_crosswalk(str(path))


def test_an_unknown_crosswalk_and_a_wrong_target_are_refused() -> None:
    with pytest.raises(
        SureCoverError, match=r"CROSSWALK\) is neither .*: 'clc-basic'; allowed are clc44-basic6"
    ):
        load_crosswalk("clc-basic")
    with pytest.raises(SureCoverError, match="leads to the class scheme 'basic6', not to 'igbp10'"):
        load_crosswalk("clc44-basic6", "igbp10")


def test_between_schemes_the_built_in_crosswalk_wins_then_equal_names() -> None:
    basic = load_scheme("basic6")
    mine = ClassScheme("mine", "Mine", (LandClass(4, "Water", (0, 0, 0)), LandClass(5, "tundra", (0, 0, 0))))
    assert between(load_scheme("clc44"), basic).name == "clc44-basic6"
    assert between(basic, basic).entries == identity(basic).entries
    assert [between(mine, basic).lookup(code) for code in ("4", "5")] == [1, None]


def rules(tmp_path: Path, *lines: str) -> Crosswalk:
    path = tmp_path / "rules.csv"
    path.write_text("\n".join(["from,to", *lines]))
    return load_crosswalk(str(path))


def test_the_first_rule_whose_conditions_all_hold_counts(tmp_path: Path) -> None:
    crosswalk = rules(tmp_path, "use=a&soil=wet,1", "use=a,2", "soil=*&use=*,3", "soil=dry,4")
    assert crosswalk.by_rules
    assert crosswalk.rule_keys == ("use", "soil")
    for values, rule in (
        ({"use": "a", "soil": "wet"}, "use=a&soil=wet"),
        ({"soil": "wet", "use": "a"}, "use=a&soil=wet"),
        ({"use": "a", "soil": "dry"}, "use=a"),
        ({"use": "b", "soil": "dry"}, "soil=*&use=*"),
        ({"use": "no", "soil": "dry"}, "soil=dry"),
        ({"use": "b"}, "use=b"),
        ({"name": "b"}, ""),
    ):
        assert crosswalk.rule_of(values) == rule


def test_values_of_rules_may_hold_signs_and_numbers(tmp_path: Path) -> None:
    crosswalk = rules(tmp_path, "use=arable & grass&class=3.0,1", "use=a=b,2")
    assert crosswalk.rule_of({"use": "arable & grass", "class": "3"}) == "use=arable & grass&class=3"
    assert crosswalk.rule_of({"use": "a=b"}) == "use=a=b"


@settings(deadline=None, max_examples=60, derandomize=True)
@given(
    st.lists(
        st.dictionaries(st.sampled_from("xyz"), st.sampled_from(["1", "2", "*", "no"]), min_size=1),
        min_size=1, max_size=6, unique_by=lambda rule: tuple(rule.items()),
    ),
    st.dictionaries(st.sampled_from("wxyz"), st.sampled_from(["1", "2", "3", "no", ""])),
)  # fmt: skip
def test_rules_are_found_as_by_trying_one_after_the_other(
    conditions: list[dict[str, str]], values: dict[str, str]
) -> None:
    texts = ["&".join(f"{key}={value}" for key, value in rule.items()) for rule in conditions]
    crosswalk = Crosswalk("test", None, load_scheme("basic6"), dict.fromkeys(texts, 1))

    def holds(key: str, wanted: str) -> bool:
        value = values.get(key, "")
        return value == wanted or (wanted == "*" and value not in ("", "no"))

    fitting = [t for t, rule in zip(texts, conditions) if all(holds(*one) for one in rule.items())]
    if fitting:
        assert crosswalk.rule_of(values) == fitting[0]
    else:
        assert crosswalk.rule_of(values) not in texts


def test_buffers_and_layers_of_a_table_are_read(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text("from;to;layer;buffer\nroad=*;0;2;4,5\nwood=*;forest;;\n;;;\n", encoding="utf-8-sig")
    crosswalk = load_crosswalk(str(path))
    assert crosswalk.buffers == {"road=*": 4.5}
    assert crosswalk.layers == {"road=*": 2}


def test_a_field_counts_before_the_same_tag_in_other_tags() -> None:
    tags = tags_of({"landuse": "forest", "other_tags": '"landuse"=>"meadow","layer"=>"1"'})
    assert tags["landuse"] == "forest"
    assert tags["layer"] == "1"
