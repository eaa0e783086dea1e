"""Diagrams as SVG inside the page: no script, lettering of one size on any screen and on paper.

No diagram tells things apart by colour alone: series differ in shape and dashes too, and every figure
carries its numbers as text for those who cannot see it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import unescape
from typing import Any

from .markup import GAP, percent, text

BLUE, VERMILION, GREEN, PURPLE = "#0072b2", "#d55e00", "#007a5a", "#a0467f"
"""After Okabe and Ito (2008), apart for every kind of colour blindness; darker where paper needs it."""

INK, GREY, PALE = "#212529", "#868e96", "#e9ecef"

_STYLES = ((BLUE, ""), (VERMILION, "6 3"), (GREEN, "2 3"), (PURPLE, "8 3 2 3"))
"""Colour and dashes of the series, in turn."""

_SHAPES = (
    '<circle r="{r}" {paint}/>',
    '<path d="M0-{r} {r} 0 0 {r}-{r} 0Z" transform="scale(1.25)" {paint}/>',
    '<path d="M-{r}-{r}H{r}V{r}H-{r}Z" transform="scale(.9)" {paint}/>',
    '<path d="M0-{r} {r} {r}H-{r}Z" transform="scale(1.1)" {paint}/>',
)

_DOTTED = f'stroke="{GREY}" stroke-width="1.5" stroke-dasharray="2 4"'

_SMALLEST, _LARGEST = 2.5, 7.0
"""Radius of the mark of a bin, in px, from no pixels to all of them."""

_QUARTERS = (0, 0.25, 0.5, 0.75, 1)


@dataclass(frozen=True)
class Interval:
    """A share and its limits.

    Attributes:
        value: 0..1; None where it cannot be told.
        low: Lower limit; None where there is none.
        high: Upper limit.
    """

    value: float | None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Quartiles:
    """How a layer from 0 to 1 is distributed over some pixels: quartiles and mean."""

    lower: float
    median: float
    upper: float
    mean: float


def reliability_diagram(title: str, curves: Mapping[str, Sequence[Mapping[str, Any]]]) -> str:
    """How often the class is right, against how sure it was said to be (Guo et al. 2017, fig. 1).

    Args:
        title: Its heading.
        curves: By name, at most four: bins with `mean` confidence, share `right` and `pixels`.

    Returns:
        HTML of a figure; "" where no curve has a bin.
    """
    drawn = {name: bins for name, bins in curves.items() if bins}
    if not drawn:
        return ""
    pieces = [
        *_axes("Confidence", "Share that is right"),
        f'<line x1="0" y1="100%" x2="100%" y2="0" {_DOTTED}/>',
    ]
    for number, bins in enumerate(drawn.values()):
        places = [(float(entry["mean"]), float(entry["right"])) for entry in bins]
        total = sum(entry["pixels"] for entry in bins)
        pieces.append(_line(places, number))
        pieces += [
            _mark(place, number, _SMALLEST + (_LARGEST - _SMALLEST) * (entry["pixels"] / total) ** 0.5)
            for place, entry in zip(places, bins)
        ]
    key = _key([*drawn], joined=True, further=[(_DIAGONAL, "as sure as right")])
    spoken = "; ".join(
        f"{name}: "
        + ", ".join(f"said {_plain(entry['mean'])}, right {_plain(entry['right'])}" for entry in bins)
        for name, bins in drawn.items()
    )
    told = "A mark below the dotted line: less often right than said. Larger marks stand for more pixels."
    return _figure(title, key, f"{title}. {spoken}", pieces, told, square=True)


def histogram(title: str, across: str, up: str, shares: Sequence[float], told: str = "") -> str:
    """Bars of equal width from 0 to 1.

    Args:
        title: Its heading.
        across: What the bins are of.
        up: What the bars are.
        shares: Of each bin, 0..1.
        told: Below the diagram, plain text.
    """
    top = max((*shares, 0.01))
    step = next(step for step in (0.01, 0.02, 0.05, 0.1, 0.2, 0.25) if top <= 5 * step)
    ticks = [step * number for number in range(int(top / step - 1e-9) + 2)]
    width = 100 / len(shares)
    pieces = [*_axes(across, up, ticks)]
    for number, share in enumerate(shares):
        height = 100 * share / ticks[-1]
        pieces.append(
            f'<rect x="{number * width + 0.1 * width:.2f}%" y="{100 - height:.2f}%" '
            f'width="{0.8 * width:.2f}%" height="{height:.2f}%" fill="{BLUE}"/>'
        )
    bins = [
        f"{number / len(shares):.2g} to {(number + 1) / len(shares):.2g}: {_plain(share)}"
        for number, share in enumerate(shares)
        if share
    ]
    return _figure(title, "", f"{title}. {'; '.join(bins)}", pieces, told)


def share_curves(
    title: str,
    across: str,
    up: str,
    curves: Mapping[str, Sequence[tuple[float, float]]],
    told: str = "",
) -> str:
    """Lines from share to share, such as the errors found against the land that was checked.

    Args:
        title: Its heading.
        across: What the first of two shares is.
        up: What the second is.
        curves: By name, at most four: pairs of shares, 0..1, from left to right.
        told: Below the diagram, plain text.
    """
    pieces = [*_axes(across, up), *(_line(points, n) for n, points in enumerate(curves.values()))]
    spoken = "; ".join(
        f"{name}: " + ", ".join(f"{_plain(x)} gives {_plain(y)}" for x, y in _few(points))
        for name, points in curves.items()
    )
    key = _key([*curves], joined=True, marks=False) if len(curves) > 1 else ""
    return _figure(title, key, f"{title}. {spoken}", pieces, told)


def interval_rows(
    title: str, series: Sequence[str], rows: Sequence[tuple[str, Sequence[Interval]]], told: str = ""
) -> str:
    """Dots with their intervals on lines from 0 to 100 %, a row for each name.

    Args:
        title: Its heading; "" for none.
        series: What the dots of a row are, at most four.
        rows: HTML of the name, and a value for each of the series.
        told: Below the diagram, plain text.
    """
    body = ""
    for name, values in rows:
        spoken = ", ".join(f"{what} {_spoken(value)}" for what, value in zip(series, values))
        places = [100 * (number + 1) / (len(values) + 1) for number in range(len(values))]
        drawn = "".join(
            _whisker(value, place, number) for number, (value, place) in enumerate(zip(values, places))
        )
        body += _row(name, spoken, drawn, f"{max(len(values), 2) * 0.8:.1f}rem")
    key = _key(series) if len(series) > 1 else ""
    return _rows_figure(title, key, body, told)


def quartile_rows(title: str, rows: Sequence[tuple[str, Quartiles]], told: str = "") -> str:
    """Boxes from the lower to the upper quartile on lines from 0 to 1, a row for each name.

    Args:
        title: Its heading; "" for none.
        rows: HTML of the name, and the quartiles.
        told: Below the diagram, plain text.
    """
    body = ""
    for name, at in rows:
        spoken = (
            f"half lies between {at.lower:.2f} and {at.upper:.2f}, median {at.median:.2f}, mean {at.mean:.2f}"
        )
        drawn = (
            f'<rect x="{100 * at.lower:.2f}%" y="25%" width="{max(100 * (at.upper - at.lower), 0.4):.2f}%" '
            f'height="50%" fill="#b9d3e6" stroke="{BLUE}"/>'
            f'<line x1="{100 * at.median:.2f}%" x2="{100 * at.median:.2f}%" y1="15%" y2="85%" '
            f'stroke="{INK}" stroke-width="2.5"/>{_mark((at.mean, 0.5), 1, 3.5)}'
        )
        body += _row(name, spoken, drawn, "1.6rem")
    key = _key_list(
        [
            (f'<rect x="2" y="1" width="20" height="10" fill="#b9d3e6" stroke="{BLUE}"/>', "middle half"),
            (f'<path d="M12 0V12" stroke="{INK}" stroke-width="2.5"/>', "median"),
            (_sample_mark(1), "mean"),
        ]
    )
    return _rows_figure(title, key, body, told, percents=False)


# --- pieces ----------------------------------------------------------------------------------------


def _figure(
    title: str, key: str, spoken: str, pieces: Sequence[str], told: str, *, square: bool = False
) -> str:
    kind = "chart square" if square else "chart"
    return (
        f'<figure class="plot">{_heading(title)}{key}\n<svg class="{kind}" role="img" '
        f'aria-label="{text(spoken)}">{"".join(pieces)}</svg>{_caption(told)}</figure>\n'
    )


def _rows_figure(title: str, key: str, body: str, told: str, *, percents: bool = True) -> str:
    marks = "".join(
        f"<span>{f'{100 * place:g}{GAP}%' if percents else f'{place:g}'}</span>" for place in _QUARTERS
    )
    axis = f'<div class="row" aria-hidden="true"><span></span><div class="axis">{marks}</div></div>'
    return f'<figure class="rows">{_heading(title)}{key}\n{body}{axis}{_caption(told)}</figure>\n'


def _row(name: str, spoken: str, drawn: str, height: str) -> str:
    grid = "".join(
        f'<line x1="{100 * place:g}%" x2="{100 * place:g}%" y1="0" y2="100%" stroke="{PALE}"/>'
        for place in _QUARTERS
    )
    return (
        f'<div class="row"><span>{name}</span><svg class="strip" style="height:{height}" role="img" '
        f'aria-label="{text(spoken)}">{grid}{drawn}</svg></div>\n'
    )


def _heading(title: str) -> str:
    return f"<h3>{text(title)}</h3>\n" if title else ""


def _caption(told: str) -> str:
    return f"<figcaption>{text(told)}</figcaption>" if told else ""


def _axes(across: str, up: str, ticks: Sequence[float] = _QUARTERS) -> Iterator[str]:
    """Both axes; the one across goes from 0 to 1, the other one over the ticks, which are shares."""
    for tick in ticks:
        y = 100 - 100 * tick / ticks[-1]
        yield f'<line x1="0" x2="100%" y1="{y:.2f}%" y2="{y:.2f}%" stroke="{PALE}"/>'
        yield f'<text x="-8" y="{y:.2f}%" dy=".35em" text-anchor="end">{100 * tick:.4g}{GAP}%</text>'
    for tick in _QUARTERS:
        yield (
            f'<text x="{100 * tick:g}%" y="100%" dy="1.5em" text-anchor="middle">{100 * tick:g}{GAP}%</text>'
        )
    yield f'<line x1="0" x2="100%" y1="100%" y2="100%" stroke="{GREY}"/>'
    yield f'<text x="50%" y="100%" dy="2.9em" text-anchor="middle">{text(across)}</text>'
    yield f'<text x="-34" y="0" dy="-1em" text-anchor="start">{text(up)}</text>'


def _line(places: Sequence[tuple[float, float]], number: int) -> str:
    color, dashes = _STYLES[number % len(_STYLES)]
    points = " ".join(f"{100 * x:.2f},{100 - 100 * y:.2f}" for x, y in places)
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    return (
        '<svg width="100%" height="100%" viewBox="0 0 100 100" preserveAspectRatio="none" overflow="visible">'
        f'<polyline points="{points}" fill="none" stroke="{color}" stroke-width="2" stroke-linejoin="round"'
        f'{dashed} vector-effect="non-scaling-stroke"/></svg>'
    )


def _mark(place: tuple[float, float], number: int, radius: float) -> str:
    """A shape of one size at a place in shares, which a path cannot name but a nested drawing can."""
    shape = _shape(number, radius)
    return f'<svg x="{100 * place[0]:.2f}%" y="{100 - 100 * place[1]:.2f}%" overflow="visible">{shape}</svg>'


def _shape(number: int, radius: float) -> str:
    paint = f'fill="{_STYLES[number % len(_STYLES)][0]}" stroke="#fff"'
    return _SHAPES[number % len(_SHAPES)].format(r=f"{radius:.1f}", paint=paint)


def _whisker(value: Interval, y: float, number: int) -> str:
    if value.value is None:
        return ""
    color = _STYLES[number % len(_STYLES)][0]
    line = ""
    if value.low is not None and value.high is not None:
        line = (
            f'<line x1="{100 * value.low:.2f}%" x2="{100 * value.high:.2f}%" y1="{y:.1f}%" y2="{y:.1f}%" '
            f'stroke="{color}" stroke-width="2"/>'
        )
    return line + _mark((value.value, 1 - y / 100), number, 3.5)


_DIAGONAL = f'<path d="M0 6H24" {_DOTTED}/>'


def _key(
    names: Sequence[str], *, joined: bool = False, marks: bool = True, further: Sequence[tuple[str, str]] = ()
) -> str:
    items = []
    for number, name in enumerate(names):
        color, dashes = _STYLES[number % len(_STYLES)]
        dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
        line = f'<path d="M0 6H24" stroke="{color}" stroke-width="2"{dashed}/>' if joined else ""
        items.append((line + (_sample_mark(number) if marks else ""), name))
    return _key_list([*items, *further])


def _key_list(items: Sequence[tuple[str, str]]) -> str:
    listed = "".join(
        f'<li><svg class="key" viewBox="0 0 24 12" aria-hidden="true">{drawing}</svg>{text(name)}</li>'
        for drawing, name in items
    )
    return f'<ul class="legend">{listed}</ul>'


def _sample_mark(number: int) -> str:
    return f'<g transform="translate(12 6)">{_shape(number, 4)}</g>'


def _few(points: Sequence[tuple[float, float]]) -> Sequence[tuple[float, float]]:
    """At most about ten of the points, evenly."""
    return points[:: max(len(points) // 10, 1)]


def _spoken(value: Interval) -> str:
    limits = "" if value.low is None else f" ({_plain(value.low)} to {_plain(value.high)})"
    return _plain(value.value) + limits


def _plain(share: float | None) -> str:
    return unescape(percent(share))
