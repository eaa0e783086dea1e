"""Diagrams: where their marks lie, that shape tells what colour tells, and that text tells it all."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from surecover.core.pages.diagrams import (
    Interval,
    Quartiles,
    histogram,
    interval_rows,
    quartile_rows,
    reliability_diagram,
    share_curves,
)

NASTY = '<script>alert("1")</script>&'
BINS = [
    {"low": 0.4, "high": 0.6, "pixels": 100, "mean": 0.5, "right": 0.25},
    {"low": 0.8, "high": 1.0, "pixels": 300, "mean": 0.9, "right": 0.875},
]


def tree(figure: str) -> ElementTree.Element:
    """The figure, which must be well-formed."""
    return ElementTree.fromstring(figure)  # noqa: S314 - our own


def marks(figure: str) -> list[tuple[float, float]]:
    """Places of the marks from the left and from the bottom, in %."""
    return [
        (float(mark.attrib["x"][:-1]), 100 - float(mark.attrib["y"][:-1]))
        for mark in tree(figure).iter("svg")
        if "x" in mark.attrib
    ]


def test_a_bin_of_a_reliability_diagram_lies_at_what_was_said_and_what_was_right() -> None:
    figure = reliability_diagram("After", {"after": BINS})
    assert marks(figure) == [pytest.approx((50, 25)), pytest.approx((90, 87.5))]


def test_a_bin_of_more_pixels_has_a_larger_mark() -> None:
    small, large = (
        float(circle.attrib["r"])
        for circle in tree(reliability_diagram("After", {"after": BINS})).iter("circle")
        if "transform" not in circle.attrib and circle.attrib["r"] != "4.0"
    )
    assert small < large


def test_curves_differ_in_shape_and_dashes_and_not_in_colour_alone() -> None:
    figure = reliability_diagram("Both", {"before": BINS, "after": BINS})
    key = figure[figure.index("<ul") : figure.index("</ul>")]
    first, second, diagonal = re.findall("<li>.*?</li>", key)
    assert "<circle" in first
    assert "dasharray" not in first
    assert "<circle" not in second
    assert 'stroke-dasharray="6 3"' in second
    assert "as sure as right" in diagonal


def test_what_is_drawn_is_also_told() -> None:
    said = tree(reliability_diagram("After", {"after": BINS})).find(".//svg[@role='img']")
    assert said is not None
    assert "said 50.0\N{NARROW NO-BREAK SPACE}%, right 25.0" in said.attrib["aria-label"]


def test_nothing_is_drawn_without_bins() -> None:
    assert reliability_diagram("None", {"before": [], "after": []}) == ""


def test_bars_of_a_histogram_are_as_high_as_their_shares() -> None:
    figure = histogram("Sure", "Confidence", "Share", [0.0, 0.1, 0.4, 0.5])
    heights = [float(bar.attrib["height"][:-1]) for bar in tree(figure).iter("rect")]
    assert heights == pytest.approx([0, 20, 80, 100])
    assert "50\N{NARROW NO-BREAK SPACE}%" in figure


@pytest.mark.parametrize("shares", [[1.0], [0.0, 0.0], [0.001, 0.002]])
def test_histograms_of_any_height_have_axes_that_reach_above_them(shares: list[float]) -> None:
    tree_ = tree(histogram("Sure", "Confidence", "Share", shares))
    assert all(0 <= float(bar.attrib["height"][:-1]) <= 100 for bar in tree_.iter("rect"))


def test_intervals_lie_between_their_limits_and_what_is_unknown_is_left_out() -> None:
    figure = interval_rows(
        "",
        ["right", "found"],
        [("water", [Interval(0.5, 0.4, 0.7), Interval(None)]), ("grass", [Interval(1.0)])],
    )
    assert [x for x, _ in marks(figure)] == pytest.approx([50, 100])
    (whisker,) = [line for line in tree(figure).iter("line") if line.attrib.get("stroke-width") == "2"]
    assert (whisker.attrib["x1"], whisker.attrib["x2"]) == ("40.00%", "70.00%")
    assert "found –" in figure


def test_a_box_reaches_from_quartile_to_quartile() -> None:
    figure = quartile_rows("", [("high", Quartiles(0.5, 0.6, 0.8, 0.625))])
    box = next(rect for rect in tree(figure).iter("rect") if "%" in rect.attrib["x"])
    assert (box.attrib["x"], box.attrib["width"]) == ("50.00%", "30.00%")
    assert "half lies between 0.50 and 0.80, median 0.60, mean 0.62" in figure


def test_shares_are_joined_from_corner_to_corner() -> None:
    figure = share_curves("Found", "checked", "found", {"sorted": [(0, 0), (0.25, 0.75), (1, 1)]})
    (line,) = tree(figure).iter("polyline")
    assert line.attrib["points"] == "0.00,100.00 25.00,25.00 100.00,0.00"


def test_names_from_files_stay_text() -> None:
    for figure in (
        reliability_diagram(NASTY, {NASTY: BINS}),
        histogram(NASTY, NASTY, NASTY, [1.0], NASTY),
        share_curves(NASTY, NASTY, NASTY, {NASTY: [(0, 0), (1, 1)], "x": [(0, 1)]}, NASTY),
        interval_rows(NASTY, [NASTY, "x"], [("a", [Interval(0.5)])], NASTY),
        quartile_rows(NASTY, [("a", Quartiles(0, 0, 1, 0.5))], NASTY),
    ):
        assert not list(tree(figure).iter("script"))
        assert "script" not in re.sub(r"&lt;/?script&gt;", "", figure)
