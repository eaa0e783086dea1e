"""Curves over the epochs of a training, drawn as SVG whose lettering keeps its size on any screen."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .diagrams import GREY, INK, PALE
from .markup import text

_MAX_DOTS = 40
"""Epochs up to which each is a dot on its curve."""

_TICKS = 5
"""About as many steps along an axis."""


@dataclass(frozen=True)
class Curve:
    """Values by epoch.

    Attributes:
        name: For the key.
        color: "#rrggbb".
        values: One an epoch, from the first on; None where there is none.
        dashed: So that it is told apart without colours.
        joined: Whether a line joins the values; else they are diamonds.
    """

    name: str
    color: str
    values: Sequence[float | None]
    dashed: bool = False
    joined: bool = True


@dataclass(frozen=True)
class Marks:
    """Epochs that mean something, counted from 1.

    Attributes:
        kept: Whose network was kept; None where none was.
        refined: After which the labels were refined.
        frozen: During which the encoder was frozen.
    """

    kept: int | None = None
    refined: Sequence[int] = ()
    frozen: Sequence[int] = ()


def chart(title: str, axis: str, curves: Sequence[Curve], marks: Marks, top: float | None = None) -> str:
    """A figure with its key.

    Args:
        title: Its heading.
        axis: What the values are.
        curves: At least one, each as long as the others; those without any value are left out.
        marks: Shown behind the curves.
        top: Where the axis of values ends, which then begins at 0; None for where the values do.

    Returns:
        HTML; "" where no curve has a value.
    """
    drawn = [curve for curve in curves if any(value is not None for value in curve.values)]
    if not drawn:
        return ""
    epochs = len(drawn[0].values)
    values = [value for curve in drawn for value in curve.values if value is not None]
    ticks = even_ticks(min(values), max(values)) if top is None else even_ticks(0.0, top)
    frame = _Frame(epochs, ticks[0], ticks[-1])
    body = "".join((*_axes(frame, ticks, axis), *_marked(frame, marks), *_drawn(frame, drawn)))
    spoken = f"{title}: " + "; ".join(f"{curve.name} {_spoken(curve.values)}" for curve in drawn)
    return (
        f'<figure class="plot"><h3>{text(title)}</h3>\n{_key(drawn, marks)}\n'
        f'<svg class="chart" role="img" aria-label="{text(spoken)}">{body}</svg></figure>\n'
    )


def even_ticks(low: float, high: float) -> list[float]:
    """Round numbers in even steps of 1, 2 or 5 · 10ⁿ, the first at most `low`, the last at least `high`."""
    length = max(high - low, abs(low) / 100, abs(high) / 100, 1e-6)
    power = 10.0 ** math.floor(math.log10(length / _TICKS))
    step = next(factor * power for factor in (1, 2, 5, 10) if factor * power * _TICKS >= length * 0.999)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [round(number * step, 12) for number in range(first, max(last, first + 1) + 1)]


@dataclass(frozen=True)
class _Frame:
    """Where epochs and values lie, in % of the width and the height."""

    epochs: int
    low: float
    high: float

    def x(self, epoch: float) -> float:
        return 100 * (epoch - 0.5) / self.epochs

    def y(self, value: float) -> float:
        return 100 * (self.high - value) / (self.high - self.low)


def _axes(frame: _Frame, ticks: Sequence[float], axis: str) -> Iterator[str]:
    for tick in ticks:
        y = frame.y(tick)
        yield f'<line x1="0" x2="100%" y1="{y:.2f}%" y2="{y:.2f}%" stroke="{PALE}"/>'
        yield f'<text x="-8" y="{y:.2f}%" dy=".35em" text-anchor="end">{tick:g}</text>'
    step = max(round(even_ticks(0, frame.epochs)[1]), 1)
    for epoch in sorted({1, *range(step, frame.epochs + 1, step)}):
        x = frame.x(epoch)
        yield f'<text x="{x:.2f}%" y="100%" dy="1.5em" text-anchor="middle">{epoch}</text>'
    yield '<text x="50%" y="100%" dy="2.9em" text-anchor="middle">Epoch</text>'
    yield f'<text x="-8" y="0" dy="-1em" text-anchor="start">{text(axis)}</text>'


def _marked(frame: _Frame, marks: Marks) -> Iterator[str]:
    if marks.frozen:
        left, right = frame.x(min(marks.frozen) - 0.5), frame.x(max(marks.frozen) + 0.5)
        yield f'<rect x="{left:.2f}%" width="{right - left:.2f}%" height="100%" fill="{PALE}" opacity=".6"/>'
    for epoch in marks.refined:
        yield _upright(frame.x(epoch), f'stroke="{GREY}" stroke-dasharray="1 4"')
    if marks.kept is not None:
        yield _upright(frame.x(marks.kept), f'stroke="{INK}"')


def _upright(x: float, style: str) -> str:
    return f'<line x1="{x:.2f}%" x2="{x:.2f}%" y1="0" y2="100%" {style}/>'


def _drawn(frame: _Frame, curves: Sequence[Curve]) -> Iterator[str]:
    for curve in curves:
        places = [
            None if value is None else (frame.x(epoch), frame.y(value))
            for epoch, value in enumerate(curve.values, start=1)
        ]
        if not curve.joined:
            yield from (_diamond(*place, curve.color) for place in places if place)
            continue
        lines = "".join(_line(run, curve) for run in _runs(places))
        yield (
            '<svg width="100%" height="100%" viewBox="0 0 100 100" preserveAspectRatio="none" '
            f'overflow="visible">{lines}</svg>'
        )
        if frame.epochs <= _MAX_DOTS:
            dots = (place for place in places if place)
            yield from (
                f'<circle cx="{x:.2f}%" cy="{y:.2f}%" r="2.2" fill="{curve.color}"/>' for x, y in dots
            )


def _line(places: Sequence[tuple[float, float]], curve: Curve) -> str:
    points = " ".join(f"{x:.2f},{y:.2f}" for x, y in places)
    return (
        f'<polyline points="{points}" fill="none" stroke="{curve.color}" stroke-width="2" '
        f'stroke-linejoin="round"{_dashes(curve)} vector-effect="non-scaling-stroke"/>'
    )


def _runs(places: Sequence[tuple[float, float] | None]) -> Iterator[list[tuple[float, float]]]:
    """The places without a gap between them."""
    run: list[tuple[float, float]] = []
    for place in (*places, None):
        if place is not None:
            run.append(place)
        elif run:
            yield run
            run = []


def _dashes(curve: Curve) -> str:
    return ' stroke-dasharray="6 3"' if curve.dashed else ""


def _dot(x: float, y: float, color: str) -> str:
    return f'<circle cx="{x:.2f}%" cy="{y:.2f}%" r="2.2" fill="{color}"/>'


def _diamond(x: float, y: float, color: str) -> str:
    """A diamond at a place in %, which a path cannot name but a nested drawing can."""
    return (
        f'<svg x="{x:.2f}%" y="{y:.2f}%" overflow="visible">'
        f'<path d="M0-5 5 0 0 5-5 0Z" fill="{color}" stroke="#fff"/></svg>'
    )


def _key(curves: Sequence[Curve], marks: Marks) -> str:
    items = [(_sample(curve), curve.name) for curve in curves]
    if marks.kept is not None:
        items.append((f'<path d="M12 0V12" stroke="{INK}"/>', f"kept: epoch {marks.kept}"))
    if marks.refined:
        items.append((f'<path d="M12 0V12" stroke="{GREY}" stroke-dasharray="1 3"/>', "labels refined"))
    if marks.frozen:
        items.append((f'<rect width="24" height="12" fill="{PALE}"/>', "encoder frozen"))
    listed = "".join(
        f'<li><svg class="key" viewBox="0 0 24 12" aria-hidden="true">{drawing}</svg>{text(name)}</li>'
        for drawing, name in items
    )
    return f'<ul class="legend">{listed}</ul>'


def _sample(curve: Curve) -> str:
    if not curve.joined:
        return f'<path d="M12 1 17 6 12 11 7 6Z" fill="{curve.color}"/>'
    return f'<path d="M0 6H24" stroke="{curve.color}" stroke-width="2.5"{_dashes(curve)}/>'


def _spoken(values: Sequence[float | None]) -> str:
    known = [value for value in values if value is not None]
    return f"from {known[0]:.3g} to {known[-1]:.3g}"
