"""A product is recognised by its name and values together, or by values that leave no doubt."""

from __future__ import annotations

import pytest

from surecover.core.external.recognise import clc_fields, is_osm, product_of, rules_for

GRID_CODES = [str(code) for code in range(1, 45)]


@pytest.mark.parametrize(
    ("codes", "metadata", "product"),
    [
        (["2", "12"], ["U2018_CLC2018_V2020_20u1.tif"], "clc44"),
        (["2", "12"], ["CLC grid code 1-44"], "clc44"),
        (["111", "999"], [], "clc44"),
        (GRID_CODES, ["map.tif"], "clc44"),
        (["10", "80", "95"], [], "worldcover11"),
        (["10", "20", "30"], ["https://esa-worldcover.org"], "worldcover11"),
        (["0", "1", "8"], ["dynamic_world_2020.tif"], "dynamicworld9"),
        (["1", "17"], ["MCD12Q1.A2020.tif"], "igbp17"),
        (["10", "20", "30"], ["map.tif"], ""),
        (["1", "2", "3"], ["map.tif"], ""),
        (["1", "2", "3"], ["Eclectic.tif"], ""),
        (["1", "60"], ["corine.tif"], ""),
        (["1", "2"], ["corine and dynamic world compared"], ""),
        ([str(code) for code in range(1, 21)], ["national map.tif"], ""),
        ([], [], ""),
    ],
)
def test_a_product_is_recognised_only_without_doubt(
    codes: list[str], metadata: list[str], product: str
) -> None:
    assert product_of(codes, metadata) == product


def test_the_field_of_corine_codes_is_found_by_its_name() -> None:
    fields = ["ID", "CODE_18", "Code_12", "clc_code", "CLC2018", "postcode", "code_name", "AREA_HA"]
    assert clc_fields(fields) == ["CODE_18", "Code_12", "clc_code", "CLC2018"]


def test_openstreetmap_layers_are_known_by_their_fields() -> None:
    assert is_osm(["osm_id", "other_tags"])
    assert is_osm(["Building", "landuse"])
    assert not is_osm(["building", "height"])


GEOFABRIK = ["osm_id", "code", "fclass", "name"]


@pytest.mark.parametrize(
    ("layers", "field", "name"),
    [
        ([GEOFABRIK, ["x"]], "", "geofabrik-basic6"),
        ([GEOFABRIK], "FCLASS", "geofabrik-basic6"),
        ([GEOFABRIK], "name", ""),
        ([["osm_id", "other_tags"]], "", "osm-basic6"),
        ([["building", "landuse"]], "Building", "osm-basic6"),
        ([["building", "landuse"]], "height", ""),
        ([["fclass"]], "", ""),
        ([["Code_18"]], "", ""),
    ],
)
def test_rules_for_extracts_of_openstreetmap_are_known_by_the_fields(
    layers: list[list[str]], field: str, name: str
) -> None:
    assert rules_for(layers, field) == name
