"""Estimates from samples: published examples, special cases, and how often the intervals hold."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surecover.core.trust.estimation import Estimate, Labels, Question, Strata
from surecover.core.trust.intervals import Z95, deviation
from surecover.core.trust.sampling import Walk, systematic

OLOFSSON = np.array([[66, 0, 5, 4], [0, 55, 8, 12], [1, 0, 153, 11], [2, 1, 9, 313]])
OLOFSSON_SIZES = np.array([200_000, 150_000, 3_200_000, 6_450_000])
"""Deforestation, gain, forest, other: rows the map, columns the reference."""

STEHMAN_SIZES = np.array([40_000, 30_000, 20_000, 10_000])
STEHMAN_MAP = "AAAAAAABBB ABBBBBBBBB BBCCCCCCBB DDDDDDDDDD"
STEHMAN_REFERENCE = "AAAAACBABC ABBBBBAABB CCCCCDDBBA DDDDDDDCCB"
"""The 40 units of Stehman 2014, by stratum."""


def ask(strata: Strata, question: Question) -> Estimate:
    found = next(strata.estimates([question]))
    assert found is not None
    return found


def olofsson(scale: int = 1) -> tuple[Strata, Labels]:
    mapped, reference = (np.repeat(place.ravel(), OLOFSSON.ravel()) for place in np.indices(OLOFSSON.shape))
    return Strata(mapped, OLOFSSON_SIZES * float(scale)), Labels(mapped + 1, reference + 1)


def stehman() -> tuple[Strata, Labels]:
    mapped, reference = (
        np.array([" ABCD".index(sign) for sign in text.replace(" ", "")])
        for text in (STEHMAN_MAP, STEHMAN_REFERENCE)
    )
    return Strata(np.repeat(range(4), 10), STEHMAN_SIZES.astype(float)), Labels(mapped, reference)


def test_olofsson_2014_area_of_deforestation_is_235_086_plus_or_minus_68_418_pixels() -> None:
    """The paper leaves out that units are drawn without replacement; so does a larger population."""
    strata, labels = olofsson(scale=1_000_000)
    area = ask(strata, labels.share(1)).times(OLOFSSON_SIZES.sum())
    assert round(area.value) == 235_086
    assert area.error is not None
    assert round(1.96 * area.error) == 68_418


def test_olofsson_2014_accuracies() -> None:
    strata, labels = olofsson()
    assert ask(strata, labels.right()).value == pytest.approx(0.947, abs=5e-4)
    questions = [ask(c) for ask in (labels.user, labels.producer) for c in (1, 2, 3, 4)]
    found = [round(estimate.value, 2) for estimate in strata.estimates(questions) if estimate]
    assert found == [0.88, 0.73, 0.93, 0.96, 0.75, 0.85, 0.93, 0.96]


def test_olofsson_2014_half_widths() -> None:
    strata, labels = olofsson(scale=1_000_000)
    found = list(strata.estimates([labels.user(c) for c in (1, 2, 3, 4)]))
    assert [round(Z95 * (e.error or 0), 2) for e in found if e] == [0.07, 0.10, 0.04, 0.02]


@pytest.mark.parametrize(
    ("name", "class_id", "value", "error"),
    [
        ("right", None, 0.63, 0.085),
        ("share", 1, 0.35, 0.082),
        ("share", 3, 0.20, 0.064),
        ("user", 2, 0.574, 0.125),
        ("producer", 2, 0.794, 0.116),
    ],
)
def test_stehman_2014_where_strata_are_not_the_map_classes(
    name: str, class_id: int | None, value: float, error: float
) -> None:
    strata, labels = stehman()
    found = ask(strata, getattr(labels, name)(*[class_id] * (class_id is not None)))
    assert found.value == pytest.approx(value, abs=1e-3)
    assert found.error == pytest.approx(error, abs=1e-3)


def test_a_simple_random_sample_is_one_of_a_single_stratum() -> None:
    mapped = np.array([1] * 60 + [2] * 40)
    reference = np.array([1] * 51 + [2] * 49)
    found = ask(Strata(np.zeros(100, int), np.array([1e9])), Labels(mapped, reference).right())
    assert found.value == pytest.approx(0.91)
    assert found.error == pytest.approx(np.sqrt(0.91 * 0.09 / 99), rel=1e-6)


def test_what_occurs_in_no_unit_is_not_estimable() -> None:
    labels = Labels(np.array([1, 1, 2]), np.array([1, 2, 2]))
    strata = Strata(np.zeros(3, int), np.array([100.0]))
    user, producer = strata.estimates([labels.user(3), labels.producer(3)])
    assert (user, producer) == (None, None)


def test_one_unit_in_a_stratum_leaves_the_standard_error_unknown_but_not_the_interval() -> None:
    labels = Labels(np.array([1, 1, 2]), np.array([1, 1, 2]))
    found = ask(Strata(np.array([0, 0, 1]), np.array([100.0, 50.0])), labels.right())
    assert (found.value, found.error) == (1, None)
    assert found.low is not None
    assert found.low < 0.5


def test_a_population_of_which_every_unit_was_seen_is_known() -> None:
    labels = Labels(np.array([1, 1, 2, 2]), np.array([1, 2, 2, 2]))
    found = ask(Strata(np.array([0, 0, 1, 1]), np.array([2.0, 2.0])), labels.right())
    assert found.error == 0
    assert (found.low, found.high) == pytest.approx((0.75, 0.75), abs=1e-3)


units = st.lists(st.tuples(st.integers(0, 2), st.integers(1, 3), st.integers(1, 3)), min_size=1, max_size=40)


@settings(deadline=None, max_examples=12, derandomize=True)
@given(units, st.lists(st.integers(50, 1000), min_size=3, max_size=3))
def test_estimates_are_weighted_shares_and_lie_in_their_intervals(
    drawn: list[tuple[int, int, int]], sizes: list[int]
) -> None:
    stratum, mapped, reference = (np.array(column) for column in zip(*drawn))
    present, of_unit = np.unique(stratum, return_inverse=True)
    strata, labels = Strata(of_unit, np.array(sizes, float)[present]), Labels(mapped, reference)
    weights = [Fraction(sizes[h], int((stratum == h).sum())) for h in stratum.tolist()]
    questions = [labels.right(), labels.user(1), labels.producer(2), labels.iou(3), labels.share(1)]
    for question, found in zip(questions, strata.estimates(questions)):
        among = sum(w for w, yes in zip(weights, question.among) if yes)
        assert (found is None) == (among == 0)
        if found is not None:
            hits = sum(w for w, yes in zip(weights, question.hits) if yes)
            assert found.value == pytest.approx(float(Fraction(hits) / Fraction(among)))
            assert found.low is not None
            assert found.high is not None
            assert 0 <= found.low <= found.value <= found.high <= 1


# --- how often the intervals hold ------------------------------------------------------------------

DRAWS = 4000
JOINT = np.array([[80, 4, 4, 2], [5, 130, 10, 5], [4, 10, 280, 16], [3, 4, 13, 430]], float) / 1000
"""A map of four classes (rows) and the truth (columns), as shares of the area."""

RARE = np.array([[0.009, 0.001], [0.002, 0.988]])
"""A class of 1 % of the map, most errors of which lie in the other 99 %."""

ACCURACY_BY_CODE = {1: (0.75, 0.98), 2: (0.15, 0.85), 3: (0.10, 0.60)}
"""Share of the map and accuracy of each reliability code."""


@dataclass(frozen=True)
class Design:
    """What each stratum holds, (strata, map, reference), and how it is sampled.

    With one number of points for several strata, chance shares them out, and the strata are known afterwards.
    """

    cells: np.ndarray
    points: tuple[int, ...]

    @cached_property
    def drawn(self) -> np.ndarray:
        """Units of repeated samples, (draws, strata, map, reference)."""
        rng = np.random.default_rng(1)
        if len(self.points) < len(self.cells):
            whole = (self.cells / self.cells.sum()).ravel()
            return rng.multinomial(self.points[0], whole, DRAWS).reshape(DRAWS, *self.cells.shape)
        shares = self.cells / self.cells.sum(axis=(1, 2), keepdims=True)
        drawn = [
            rng.multinomial(n, share.ravel(), DRAWS).reshape(DRAWS, *share.shape)
            for n, share in zip(self.points, shares)
        ]
        return np.stack(drawn, axis=1)

    def coverage(self, figure: str, class_id: int = 0) -> float:
        """How often the interval of a figure holds the truth, of the samples that can tell it."""
        classes = self.cells.shape[1]
        mapped, reference = (place.ravel() for place in np.indices((classes, classes)))
        ask = getattr(Labels(mapped, reference), figure)
        question = ask() if figure == "right" else ask(class_id)
        drawn = self.drawn
        mapped_here = (drawn.sum(axis=3) > 0)[:, :, mapped]

        def sums(kinds: np.ndarray, cells: np.ndarray) -> np.ndarray:
            return np.stack([cells[..., kind].sum(axis=-1) for kind in kinds], axis=-1)

        kinds = np.stack([question.hits, question.among & ~question.hits, ~question.among])
        counts = sums(kinds, drawn.reshape(*drawn.shape[:2], -1)).astype(float)
        possible = sums(np.stack(question[2:]), mapped_here) > 0
        truth = sums(kinds, self.cells.reshape(len(self.cells), -1)).sum(axis=0)
        told = counts[:, :, :2].sum(axis=(1, 2)) > 0
        ratio = np.full(int(told.sum()), truth[0] / (truth[0] + truth[1]))
        sizes = self.cells.sum(axis=(1, 2))
        return float((np.abs(deviation(ratio, counts[told], possible[told], sizes)) <= Z95).mean())


def by_class(joint: np.ndarray) -> np.ndarray:
    """Strata that are the map's classes."""
    return np.stack([joint * (np.arange(len(joint)) == c)[:, None] for c in range(len(joint))])


def by_class_and_code() -> np.ndarray:
    errors = JOINT * (1 - np.eye(4))
    errors /= errors.sum(axis=1, keepdims=True)
    right = by_class(np.eye(4) * JOINT.sum(axis=1))
    wrong = by_class(errors * JOINT.sum(axis=1)[:, None])
    return np.stack(
        [
            share * (accuracy * right[c] + (1 - accuracy) * wrong[c])
            for c in range(4)
            for share, accuracy in ACCURACY_BY_CODE.values()
        ]
    )


def unlike_classes() -> np.ndarray:
    """Three strata, each of which holds every class of the map."""
    mixtures = np.array([[0.5, 0.2, 0.4], [0.3, 0.5, 0.2], [0.2, 0.3, 0.4]])
    mixtures = np.column_stack([mixtures, [[0.6], [0.3], [0.1]]])
    mixtures /= mixtures.sum(axis=0)
    return np.stack([JOINT * mixture[:, None] for mixture in mixtures])


DESIGNS = {
    "simple": Design(JOINT[None], (500,)),
    "by class": Design(by_class(JOINT), (50, 65, 150, 240)),
    "by class and code": Design(by_class_and_code(), (60, 50, 50, 90, 50, 50, 160, 50, 50, 200, 60, 50)),
    "unlike the classes": Design(unlike_classes(), (150, 150, 150)),
    "a rare class": Design(by_class(RARE), (100, 400)),
    "post-stratified": Design(by_class(JOINT), (600,)),
}
"""All with at least 50 points in each stratum."""


@pytest.mark.parametrize("figure", ["right", "producer", "share"])
@pytest.mark.parametrize("design", DESIGNS)
def test_intervals_of_95_percent_hold_in_94_to_96_percent_of_samples(design: str, figure: str) -> None:
    assert 0.94 <= DESIGNS[design].coverage(figure, 1) <= 0.96


@pytest.mark.parametrize("class_id", [0, 3])
@pytest.mark.parametrize("design", [name for name in DESIGNS if name != "a rare class"])
def test_so_do_those_of_the_areas_of_small_and_large_classes(design: str, class_id: int) -> None:
    assert 0.94 <= DESIGNS[design].coverage("share", class_id) <= 0.96


@pytest.mark.parametrize(("figure", "class_id"), [("producer", 0), ("share", 0), ("share", 3)])
def test_they_are_rather_too_wide_where_two_or_three_errors_decide(figure: str, class_id: int) -> None:
    """Olofsson's design: most deforestation that the map misses is expected to show up in two points."""
    joint = OLOFSSON / OLOFSSON.sum(axis=1)[:, None] * OLOFSSON_SIZES[:, None]
    assert 0.94 <= Design(by_class(joint), (75, 75, 165, 325)).coverage(figure, class_id) <= 0.97


@pytest.mark.parametrize("design", ["simple", "unlike the classes", "post-stratified"])
@pytest.mark.parametrize("figure", ["user", "iou"])
def test_so_do_those_of_ratios_in_strata_that_hold_several_classes(design: str, figure: str) -> None:
    assert 0.94 <= DESIGNS[design].coverage(figure, 1) <= 0.96


def test_in_one_stratum_of_50_they_hold_so_on_average_over_accuracies() -> None:
    """The number of right points jumps, so for single accuracies every interval holds more or less often."""
    accuracies = np.linspace(0.6, 0.99, 16)
    held = [Design(np.array([[[a, 1 - a], [0, 0]]]), (50,)).coverage("right") for a in accuracies]
    assert 0.945 <= np.mean(held) <= 0.96
    assert min(held) >= 0.90
    assert max(held) <= 0.99


def test_with_fewer_points_they_hold_less_evenly() -> None:
    """20 points in each stratum of two classes: seldom too narrow, often too wide."""
    few = Design(by_class(JOINT), (20, 20, 20, 20))
    assert 0.92 <= few.coverage("right") <= 0.98
    assert 0.92 <= few.coverage("producer") <= 0.99


def test_the_usual_interval_would_not_hold() -> None:
    """Estimate ± 1.96 standard errors, where most samples see no error in the large stratum."""
    design = DESIGNS["a rare class"]
    drawn = design.drawn
    sizes = design.cells.sum(axis=(1, 2))
    shares = drawn[:, :, :, 0].sum(axis=2) / np.array(design.points)
    error = np.sqrt((sizes**2 * shares * (1 - shares) / (np.array(design.points) - 1)).sum(axis=1))
    truth = design.cells[:, :, 0].sum()
    assert (np.abs(shares @ sizes - truth) <= Z95 * error).mean() < 0.6


def smooth(rng: np.random.Generator, side: int, width: float) -> np.ndarray:
    """Noise whose neighbours are alike over about `width` pixels, (side, side), mean 0, deviation 1."""
    frequency = np.hypot(np.fft.fftfreq(side)[:, None], np.fft.fftfreq(side)[None, :])
    spectrum = np.fft.fft2(rng.normal(size=(side, side))) * np.exp(-2 * (np.pi * width * frequency) ** 2)
    field = np.fft.ifft2(spectrum).real
    return (field - field.mean()) / field.std()


def test_of_samples_along_the_curve_on_land_in_patches_they_hold_more_often_than_promised() -> None:
    """As `sample` draws them, by class: they are spread over the land, so that their true errors are smaller
    than those of random points, which is what the standard errors tell.
    """
    side, points, maps = 128, (150, 100), 50
    walk, rng = Walk((side, side), side), np.random.default_rng(6)
    curve = walk.order(walk.steps[0])
    off, claimed = [], []
    for _ in range(maps):
        mapped = (smooth(rng, side, 6) > 0.6).ravel()[curve].astype(int)
        right = (smooth(rng, side, 4) < 1.0).ravel()[curve]
        counts = np.zeros((DRAWS // maps, 2, 3))
        for stratum, size in enumerate(np.bincount(mapped).tolist()):
            inside = right[mapped == stratum]
            starts = rng.random(len(counts))
            places = np.stack([systematic(size, points[stratum], start) for start in starts])
            hits = inside[places].sum(axis=1)
            counts[:, stratum, 0], counts[:, stratum, 1] = hits, points[stratum] - hits
        sizes = np.bincount(mapped).astype(float)
        left = 1 - np.array(points) / sizes
        truth = np.full(len(counts), right.mean())
        possible = np.broadcast_to([True, True, False], counts.shape)
        apart = deviation(truth, counts / left[:, None], possible, sizes)
        off.append(apart)
        claimed.append((counts[:, :, 0] / points) @ sizes / sizes.sum() - truth)
    assert np.abs(np.concatenate(claimed)).max() < 0.1
    assert np.abs(np.mean(np.concatenate(claimed))) < 0.002, "no bias"
    assert (np.abs(np.concatenate(off)) <= Z95).mean() > 0.97
    assert np.std(np.concatenate(off)) < 0.85
