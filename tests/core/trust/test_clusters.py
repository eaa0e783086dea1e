"""Estimates from polygons: by hand, and how often the intervals hold."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest

from surecover.core.trust.clusters import Clusters, Groups
from surecover.core.trust.estimation import Estimate, Labels

DRAWS = 4000


def test_the_share_is_that_of_pixels_and_its_error_that_of_polygons() -> None:
    """Polygons of 10, 10 and 20 pixels with 9, 7 and 20 right ones: 36 of 40 are right.

    Without each in turn 27/30, 29/30 and 16/20 would be; the jackknife's squared error is 2/3 of the sum of
    the squares of how far the estimate moves.
    """
    found = Groups.plain(np.arange(3), np.array([10, 10, 20])).ratio(
        np.array([9, 7, 20]), np.array([10, 10, 20])
    )
    assert found is not None
    assert found.value == pytest.approx(0.9)
    moved = np.array([27 / 30, 29 / 30, 16 / 20]) - 0.9
    assert found.error == pytest.approx(np.sqrt(2 / 3 * (moved**2).sum()))


def clusters(sizes: list[float] | None = None) -> tuple[Clusters, Labels]:
    """Two polygons in stratum 0 and two in stratum 1, three of two kinds of pixels."""
    of_unit = np.array([0, 0, 0, 1, 1, 1, 1])
    polygons = np.array([1, 1, 2, 3, 3, 4, 4])
    counts = np.array([6, 2, 4, 5, 5, 9, 1])
    mapped = np.array([1, 1, 1, 2, 2, 2, 2])
    reference = np.array([1, 2, 1, 2, 1, 2, 1])
    design = Clusters(of_unit, np.array(sizes or [12.0, 20.0]), polygons, counts)
    return design, Labels(mapped, reference)


def ask(design: Clusters, labels: Labels, figure: str, *class_id: int) -> Estimate:
    found = next(design.estimates([getattr(labels, figure)(*class_id)]))
    assert found is not None
    return found


def test_pixels_stand_for_the_land_of_their_stratum() -> None:
    """10 of 12 are right where 100 pixels lie, 14 of 20 where 900 lie."""
    design, labels = clusters([100, 900])
    assert ask(design, labels, "right").value == pytest.approx((100 * 10 / 12 + 900 * 14 / 20) / 1000)
    assert ask(design, labels, "user", 1).value == pytest.approx(10 / 12)
    water = 100 * 10 / 12 + 900 * 6 / 20
    assert ask(design, labels, "share", 1).value == pytest.approx(water / 1000)
    assert ask(design, labels, "producer", 1).value == pytest.approx(100 * 10 / 12 / water)


def test_what_differs_between_strata_of_known_size_is_no_error() -> None:
    """Within each stratum all polygons are alike."""
    design = Clusters(
        np.array([0, 0, 0, 0, 1, 1]),
        np.array([50.0, 50.0]),
        np.array([1, 1, 2, 2, 3, 4]),
        np.array([5, 5, 5, 5, 8, 8]),
    )
    labels = Labels(np.array([1, 1, 1, 1, 2, 2]), np.array([1, 2, 1, 2, 2, 2]))
    found = ask(design, labels, "right")
    assert (found.value, found.error) == (pytest.approx(0.75), pytest.approx(0, abs=1e-12))


def test_a_single_polygon_tells_no_interval() -> None:
    design = Clusters(np.array([0, 0]), np.array([10.0]), np.array([3, 3]), np.array([6, 4]))
    found = ask(design, Labels(np.array([1, 1]), np.array([1, 2])), "right")
    assert found == Estimate(0.6)


def test_a_class_that_occurs_in_no_polygon_is_not_estimable() -> None:
    design, labels = clusters()
    assert list(design.estimates([labels.user(7), labels.producer(7)])) == [None, None]


def test_where_all_is_right_the_polygons_are_what_was_observed() -> None:
    """30 polygons of 1000 pixels: as sure as 30 independent observations, not 30,000."""
    all_right = Groups.plain(np.arange(30), np.full(30, 1000)).ratio(np.full(30, 1000), np.full(30, 1000))
    assert all_right is not None
    assert (all_right.value, all_right.high) == (1, 1)
    assert 0.85 < (all_right.low or 0) < 0.9


@dataclass(frozen=True)
class Land:
    """Strata of polygons whose pixels are alike.

    Attributes:
        accuracies: Mean accuracy of each stratum's polygons.
        sizes: Land of each stratum.
        spread: Deviation of the logarithm of the polygons' sizes; their median is 20 pixels.
        likeness: Correlation of "right" between the pixels of a polygon.
    """

    accuracies: tuple[float, ...]
    sizes: tuple[float, ...]
    spread: float
    likeness: float

    def coverage(self, polygons: int, seed: int = 1) -> float:
        """How often the interval of overall accuracy holds the truth, with so many polygons a stratum."""
        rng = np.random.default_rng(seed)
        known = (1 - self.likeness) / self.likeness
        pool = []
        for mean in self.accuracies:
            pixels = np.maximum(rng.lognormal(3, self.spread, 20_000), 1).astype(int)
            share = rng.beta(mean * known, (1 - mean) * known, len(pixels))
            pool.append((pixels, rng.binomial(pixels, share)))
        sizes = np.array(self.sizes)
        truth = sizes @ [right.sum() / pixels.sum() for pixels, right in pool] / sizes.sum()
        strata = np.repeat(np.arange(len(sizes)), polygons)
        held = 0
        for _ in range(DRAWS):
            drawn = [rng.integers(0, 20_000, polygons) for _ in sizes]
            pixels, right = (
                np.concatenate([part[i][chosen] for part, chosen in zip(pool, drawn)]) for i in (0, 1)
            )
            weights = (sizes / np.bincount(strata, pixels))[strata]
            found = Groups(np.arange(len(strata)), pixels.astype(float), weights, strata).ratio(right, pixels)
            assert found is not None
            held += (found.low or 0) <= truth <= (found.high or 0)
        return held / DRAWS


LANDS = {
    "polygons of like sizes": Land((0.8,), (1,), 0.3, 0.2),
    "polygons of very unlike sizes": Land((0.8,), (1,), 0.8, 0.5),
    "an accurate map": Land((0.95,), (1,), 0.3, 0.05),
    "three strata": Land((0.9, 0.7, 0.95), (5, 2, 3), 0.3, 0.2),
    "three strata, polygons of very unlike sizes": Land((0.9, 0.7, 0.95), (5, 2, 3), 0.8, 0.2),
}


@pytest.mark.parametrize("land", LANDS)
def test_intervals_of_95_percent_hold_in_about_so_many_samples_of_50_polygons(land: str) -> None:
    """On the safe side where few large polygons hold most of the pixels."""
    assert 0.935 <= LANDS[land].coverage(50) <= 0.97


def test_with_few_polygons_of_an_accurate_map_they_hold_less_often() -> None:
    """Most samples of 15 polygons see none of the few bad ones, and cannot know of them."""
    assert 0.85 <= Land((0.95,), (1,), 0.3, 0.2).coverage(15) <= 0.93


def test_intervals_of_pixels_as_if_they_were_apart_would_not_hold() -> None:
    rng = np.random.default_rng(2)
    pixels = np.full((500, 50), 40)
    right = rng.binomial(pixels, rng.beta(3.2, 0.8, pixels.shape))
    share = right.sum(axis=1) / 2000
    error = np.sqrt(share * (1 - share) / 2000)
    assert (np.abs(share - 0.8) <= 1.96 * error).mean() < 0.6


def homogeneous(
    rng: np.random.Generator, polygons: int, strata: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Polygons of one true class each: pixels that the map calls 0 or 1, by polygon; stratum and class."""
    stratum = rng.integers(0, strata, polygons)
    truth = (rng.random(polygons) < np.array([0.3, 0.6])[stratum]).astype(int)
    pixels = np.maximum(rng.lognormal(3, 0.4, polygons), 1).astype(int)
    as_it_is = rng.binomial(pixels, rng.beta(6.4, 1.6, polygons))
    mapped = np.where(truth[:, None] == [0, 1], as_it_is[:, None], (pixels - as_it_is)[:, None])
    return mapped, stratum, truth


@pytest.mark.parametrize("strata", [1, 2])
@pytest.mark.parametrize("figure", ["user", "producer", "share"])
def test_so_do_those_of_single_classes_and_of_areas(figure: str, strata: int) -> None:
    """200 polygons of one class each, with 60 or more of the class."""
    rng = np.random.default_rng(8)
    mapped, stratum, truth = homogeneous(rng, 20_000, strata)
    sizes = np.array([3e6, 7e6][:strata])

    def asked(chosen: np.ndarray) -> Estimate:
        units = np.repeat(np.arange(len(chosen)), 2)
        labels = Labels(np.tile([0, 1], len(chosen)), truth[chosen].repeat(2))
        design = Clusters(stratum[chosen].repeat(2), sizes, units, mapped[chosen].ravel())
        return ask(design, labels, figure, 1)

    whole = asked(np.arange(len(mapped))).value
    draws = [asked(rng.integers(0, len(mapped), 200)) for _ in range(1000)]
    held = np.mean([(e.low or 0) <= whole <= (e.high or 0) for e in draws])
    assert 0.93 <= held <= 0.97
    error = np.std([e.value for e in draws])
    assert np.mean([e.error for e in draws if e.error]) == pytest.approx(error, rel=0.1)
