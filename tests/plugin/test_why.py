"""What the inspector says of each kind of pixel, word for word."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import Any

import pytest

from surecover.core.codes import Evidence, Reliability
from surecover.core.scheme import ClassScheme, LandClass
from surecover.plugin.codewords import date_title
from surecover.plugin.inspector.pixel import Pixel, Setup, usual_settings
from surecover.plugin.inspector.why import facts, percent, reasons, reliability_words

WATER = LandClass(1, "water", (0, 0, 255))
GRASS = LandClass(2, "grass", (0, 255, 0), parent=4)
FOREST = LandClass(3, "forest", (0, 99, 0))
OPEN = LandClass(4, "open land", (200, 200, 0))
SCHEME = ClassScheme("four", "Four", (WATER, GRASS, FOREST, OPEN))
FUSED = {WATER: 0.05, GRASS: 0.6, FOREST: 0.35}

KNOWN = Pixel(
    row=0,
    column=0,
    place=(0, 0),
    crs="EPSG:32633",
    land_class=GRASS,
    reliability=Reliability.HIGH,
    evidence=Evidence.AGREES,
    confidence=0.9,
    classified=GRASS.id,
    external=FOREST.id,
    cluster=17,
    agreement=2 / 3,
    entropy=0.5,
    dates={
        "2021-05-03": {WATER: 0.1, GRASS: 0.7, FOREST: 0.2},
        "2021-07-21": {WATER: 0.1, GRASS: 0.5, FOREST: 0.4},
        "2021-09-02": {WATER: 0.1, GRASS: 0.3, FOREST: 0.6},
    },
    fused=FUSED,
)


def setup(metres: float | None = 10.0, **settings: Any) -> Setup:
    return Setup(SCHEME, {**usual_settings(), **settings}, metres)


def pixel(evidence: Evidence, reliability: Reliability = Reliability.LOW, **values: Any) -> Pixel:
    return replace(KNOWN, evidence=evidence, reliability=reliability, **values)


def without_intermediate_results(known: Pixel) -> Pixel:
    nothing = dict.fromkeys(
        ("classified", "external", "cluster", "agreement", "entropy", "dates", "fused", "weighed", "unlike"),
        None,
    )
    return replace(known, **nothing)


def why(known: Pixel, known_setup: Setup | None = None) -> str:
    return " ".join(reasons(known, known_setup or setup()))


NOT_KEPT = (
    "What each date, the old map and the mosaic show here was not kept. To see it, make the map again "
    "with “Keep the intermediate results”."
)


class TestEvidence1AgreesWithTheExternalMap:
    def test_both_show_the_class(self) -> None:
        assert why(pixel(Evidence.AGREES, Reliability.HIGH, external=GRASS.id)) == (
            "The images show grass here, and the old map shows grass, too. "
            "Therefore grass is kept with high reliability."
        )

    def test_the_old_map_shows_a_class_above_it(self) -> None:
        assert why(pixel(Evidence.AGREES, Reliability.HIGH, external=OPEN.id)) == (
            "The images show grass here; the old map shows open land, which grass belongs to. "
            "Therefore grass is kept with high reliability."
        )

    def test_which_of_the_two_cannot_be_told_without_intermediate_results(self) -> None:
        known = without_intermediate_results(pixel(Evidence.AGREES, Reliability.HIGH))
        assert why(known) == (
            "The images show grass here. The old map agrees: it shows grass, too, or a class that grass "
            "belongs to. Therefore grass is kept with high reliability. " + NOT_KEPT
        )


class TestEvidence2ConnectedToAgreement:
    CONNECTED = pixel(Evidence.CONNECTED, Reliability.HIGH)

    def test_its_cluster_occurs_in_the_agreeing_part_of_its_patch(self) -> None:
        assert why(self.CONNECTED) == (
            "The images show grass here; the old map shows forest. "
            "This patch of grass is connected to places where both agree (of at least 10 pixels), and the "
            "spectral cluster 17 of this pixel occurs in one of them (in at least 2 pixels and 0.1 % of it). "
            "Therefore grass is kept with high reliability."
        )

    def test_a_local_radius_limits_which_of_the_places_count(self) -> None:
        assert "occurs in one of them within 30 px (300 m) (in" in why(self.CONNECTED, setup(local_radius=30))

    def test_polygons_of_a_single_pixel_need_no_word_about_size(self) -> None:
        assert "where both agree, and" in why(self.CONNECTED, setup(min_pixels=1))

    def test_without_a_least_share_two_pixels_are_enough(self) -> None:
        assert "(in at least 2 pixels of it)" in why(self.CONNECTED, setup(min_share=0))

    def test_the_old_map_may_show_nothing(self) -> None:
        assert why(replace(self.CONNECTED, external=0)).startswith(
            "The images show grass here; the old map shows none of the classes. This patch"
        )

    def test_without_intermediate_results_the_cluster_has_no_number(self) -> None:
        assert why(without_intermediate_results(self.CONNECTED)) == (
            "The images show grass here. "
            "This patch of grass is connected to places where both agree (of at least 10 pixels), and the "
            "spectral cluster of this pixel occurs in one of them (in at least 2 pixels and 0.1 % of it). "
            "Therefore grass is kept with high reliability. " + NOT_KEPT
        )


class TestEvidence3SpectralMatchNearby:
    MATCH = pixel(Evidence.SPECTRAL_MATCH, Reliability.MEDIUM)

    def test_its_cluster_occurs_in_an_agreeing_place_nearby(self) -> None:
        assert why(self.MATCH) == (
            "The images show grass here; the old map shows forest. "
            "This patch of grass is connected to no place where both agree (of at least 10 pixels), so this "
            "pixel was compared with such places within 500 px (5 km): its spectral cluster 17 occurs in "
            "one of them (in at least 2 pixels and 0.1 % of it). "
            "Therefore grass is kept with medium reliability."
        )

    def test_the_radius_is_told_in_pixels_where_their_size_is_unknown(self) -> None:
        assert "within 37 px: its" in why(self.MATCH, setup(metres=None, radius=37))


class TestEvidence4NoSpectralMatch:
    def test_its_cluster_occurs_in_no_agreeing_place_nearby(self) -> None:
        assert why(pixel(Evidence.NO_MATCH)) == (
            "The images show grass here; the old map shows forest. "
            "This patch of grass is connected to no place where both agree (of at least 10 pixels), so this "
            "pixel was compared with such places within 500 px (5 km): its spectral cluster 17 occurs in "
            "none of them (in at least 2 pixels and 0.1 % of it). "
            "Nothing supports grass; it is kept with low reliability."
        )

    def test_a_pixel_without_a_cluster_has_nothing_to_compare(self) -> None:
        assert why(pixel(Evidence.NO_MATCH, cluster=0)) == (
            "The images show grass here; the old map shows forest. "
            "This patch of grass is connected to no place where both agree (of at least 10 pixels). The "
            "mosaic has no data here, so this pixel has no spectral cluster to compare with such places. "
            "Nothing supports grass; it is kept with low reliability."
        )


class TestEvidence5RejectedAndReassigned:
    REASSIGNED = pixel(Evidence.REASSIGNED, land_class=FOREST, external=WATER.id)
    REJECTED = (
        "The images show grass (60 %) here; the old map shows water. "
        "This patch of grass is connected to places where both agree (of at least 10 pixels), but the "
        "spectral cluster 17 of this pixel occurs in none of them (in at least 2 pixels and 0.1 % of it), so "
        "grass was rejected. "
    )

    def test_another_class_became_the_most_probable(self) -> None:
        assert why(self.REASSIGNED) == self.REJECTED + (
            "Its probability counted only 15 % instead of 60 %, and forest (35 %) became the most probable. "
            "The reliability is low."
        )

    def test_a_rejection_of_0_leaves_the_class_out(self) -> None:
        assert why(self.REASSIGNED, setup(rejection=0.0)) == self.REJECTED + (
            "It was left out, and forest (35 %) became the most probable. The reliability is low."
        )

    def test_no_class_is_left_where_no_other_is_probable(self) -> None:
        gone = replace(self.REASSIGNED, land_class=None, reliability=Reliability.NOT_ASSESSED)
        assert why(gone, setup(rejection=0.0)).endswith(
            "so grass was rejected. No other class was probable at all, so the pixel has no class."
        )

    def test_a_pixel_without_a_cluster_is_rejected_for_that(self) -> None:
        assert why(replace(self.REASSIGNED, cluster=0)) == (
            "The images show grass (60 %) here; the old map shows water. "
            "This patch of grass is connected to places where both agree (of at least 10 pixels). But the "
            "mosaic has no data here, so this pixel has no spectral cluster to compare with them, and grass "
            "was rejected. "
            "Its probability counted only 15 % instead of 60 %, and forest (35 %) became the most probable. "
            "The reliability is low."
        )

    def test_a_local_radius_limits_which_of_the_places_count(self) -> None:
        assert "occurs in none of them within 30 px (300 m) (in" in why(
            self.REASSIGNED, setup(local_radius=30)
        )

    def test_the_rejected_class_is_unknown_without_intermediate_results(self) -> None:
        assert why(without_intermediate_results(self.REASSIGNED)) == (
            "The images showed another class here. "
            "This patch of that class is connected to places where both agree (of at least 10 pixels), but "
            "the spectral cluster of this pixel occurs in none of them (in at least 2 pixels and 0.1 % of "
            "it), so that class was rejected. "
            "Its probability counted only 25 % of what it was, and forest became the most probable. "
            "The reliability is low. " + NOT_KEPT
        )


def test_evidence_6_kept_for_continuity() -> None:
    known = pixel(Evidence.CONTINUITY, land_class=WATER, classified=WATER.id)
    assert why(known) == (
        "The images show water here; the old map shows forest. "
        "This patch of water is connected to places where both agree (of at least 10 pixels), but the "
        "spectral cluster 17 of this pixel occurs in none of them (in at least 2 pixels and 0.1 % of it), so "
        "water was rejected. "
        "Yet it lies on a link of at most 50 rejected pixels between two accepted parts, so it was kept, "
        "with low reliability: water stays in one piece."
    )


class TestEvidence7ClassNotChecked:
    NOT_CHECKED = pixel(Evidence.NOT_CHECKED, Reliability.NOT_ASSESSED)

    def test_the_old_map_shows_the_class_nowhere(self) -> None:
        assert why(self.NOT_CHECKED) == (
            "The images show grass here; the old map shows forest. "
            "The old map shows grass nowhere on this map, so grass cannot be checked; nothing is said of the "
            "reliability."
        )

    def test_the_class_was_not_chosen(self) -> None:
        assert why(self.NOT_CHECKED, setup(classes="water, forest")) == (
            "The images show grass here; the old map shows forest. "
            "The run was told to check other classes, so nothing is said of the reliability."
        )


def test_evidence_8_kept_against_the_spectral_check() -> None:
    known = pixel(Evidence.KEPT, fused={WATER: 0.02, GRASS: 0.9, FOREST: 0.08})
    assert why(known) == (
        "The images show grass (90 %) here; the old map shows forest. "
        "This patch of grass is connected to places where both agree (of at least 10 pixels), but the "
        "spectral cluster 17 of this pixel occurs in none of them (in at least 2 pixels and 0.1 % of it), so "
        "grass was rejected. "
        "Its probability counted only 22 % instead of 90 %, but grass stayed the most probable even so. "
        "The reliability is low."
    )


def test_evidence_9_reviewed_by_a_person() -> None:
    assert why(pixel(Evidence.REVIEWED, Reliability.HIGH, land_class=WATER)) == (
        "A person looked at this pixel and decided for water."
    )


class TestUnlikeTraining:
    SENTENCE = "On at least one date this place looks like hardly anything that taught the model."

    def test_of_a_place_that_the_model_hardly_knows_that_is_said_last(self) -> None:
        known = pixel(Evidence.AGREES, Reliability.HIGH, external=GRASS.id, unlike=0.98)
        assert reasons(known, setup())[-1] == self.SENTENCE

    def test_of_a_typical_place_it_is_not(self) -> None:
        assert self.SENTENCE not in why(pixel(Evidence.AGREES, unlike=0.979))

    def test_nor_where_the_model_does_not_know_its_land(self) -> None:
        assert self.SENTENCE not in why(pixel(Evidence.AGREES, unlike=None))

    @pytest.mark.parametrize("evidence", [Evidence.NONE, Evidence.REVIEWED])
    def test_nor_where_no_model_decided(self, evidence: Evidence) -> None:
        assert self.SENTENCE not in why(pixel(evidence, unlike=1.0))

    def test_the_facts_tell_it_of_every_place(self) -> None:
        assert facts(pixel(Evidence.AGREES, unlike=0.25), setup())[-1] == (
            "Unlike what taught the model",
            "25 % (so many of the pixels that taught it are more typical)",
        )


class TestNoClass:
    NONE = pixel(Evidence.NONE, Reliability.NOT_ASSESSED, land_class=None, classified=0, fused=None)

    def test_all_dates_are_clouded(self) -> None:
        assert why(replace(self.NONE, dates={"2021-05-03": None, "2021-07-21": None})) == (
            "The pixel has no class, because every date shows clouds or no data here."
        )

    def test_the_reason_is_not_guessed_without_intermediate_results(self) -> None:
        assert why(without_intermediate_results(self.NONE)) == "The pixel has no class."


class TestClusters:
    """Where the mosaic's clusters decided with the probabilities."""

    WEIGHED = MappingProxyType({WATER: 0.05, GRASS: 0.4, FOREST: 0.55})
    OUTVOTED = (
        "The images alone show grass (60 %) here, but pixels of the same spectral cluster 17 tell for "
        "forest. "
    )
    REJECTED = (
        "This patch of forest is connected to places where both agree (of at least 10 pixels), but the "
        "spectral cluster 17 of this pixel occurs in none of them (in at least 2 pixels and 0.1 % of it), so "
        "forest was rejected. "
    )

    def heard(self, evidence: Evidence, **values: Any) -> Pixel:
        return pixel(evidence, **{"land_class": FOREST, "weighed": self.WEIGHED, **values})

    def test_they_made_another_class_the_most_probable(self) -> None:
        known = self.heard(Evidence.AGREES, reliability=Reliability.HIGH)
        assert why(known) == self.OUTVOTED + (
            "Both together show forest (55 %) here, and the old map shows forest, too. "
            "Therefore forest is kept with high reliability."
        )

    def test_the_rejected_class_is_the_one_that_they_told_for(self) -> None:
        known = self.heard(Evidence.REASSIGNED, land_class=GRASS, external=WATER.id)
        assert why(known) == self.OUTVOTED + (
            "Both together show forest (55 %) here; the old map shows water. "
            + self.REJECTED
            + "Its probability counted only 14 % instead of 55 %, and grass (40 %) became the "
            "most probable. The reliability is low."
        )

    def test_against_the_spectral_check_it_is_kept_by_the_probabilities_that_decided(self) -> None:
        weighed = {WATER: 0.01, GRASS: 0.09, FOREST: 0.9}
        known = self.heard(Evidence.KEPT, external=WATER.id, weighed=weighed)
        assert why(known).endswith(
            self.REJECTED + "Its probability counted only 22 % instead of 90 %, but forest stayed the most "
            "probable even so. The reliability is low."
        )

    def test_where_they_left_the_class_as_it_was_nothing_is_said_of_them(self) -> None:
        known = pixel(Evidence.REASSIGNED, land_class=FOREST, weighed={WATER: 0, GRASS: 0.8, FOREST: 0.2})
        assert "alone" not in why(known)
        assert why(known).startswith("The images show grass (80 %) here; the old map shows forest. ")
        assert "counted only 20 % instead of 80 %, and forest (20 %) became" in why(known)

    def test_of_two_equal_ones_the_rejected_class_is_not_the_final_one(self) -> None:
        even = {WATER: 0.0, GRASS: 0.5, FOREST: 0.5}
        for final, rejected in ((GRASS, "forest"), (FOREST, "grass")):
            known = self.heard(Evidence.REASSIGNED, land_class=final, weighed=even)
            assert f"so {rejected} was rejected" in why(known)

    def test_a_class_that_no_probability_decided_they_leave_alone(self) -> None:
        voted = self.heard(Evidence.REASSIGNED, land_class=FOREST, classified=WATER.id)
        assert "so water was rejected" in why(voted)
        assert "alone" not in why(voted)

    def test_a_person_has_the_last_word(self) -> None:
        known = self.heard(Evidence.REVIEWED, land_class=WATER)
        assert why(known) == "A person looked at this pixel and decided for water."

    def test_the_facts_tell_what_the_images_alone_show(self) -> None:
        told = dict(facts(self.heard(Evidence.REASSIGNED, land_class=WATER), setup()))
        assert told["Dates"] == "2 of 3 say grass (agreement 67 %)"
        assert (told["Without the clusters"], told["Before the correction"]) == ("grass", "forest")

    def test_the_facts_are_silent_where_they_changed_nothing(self) -> None:
        assert "Without the clusters" not in dict(facts(pixel(Evidence.AGREES, weighed=FUSED), setup()))


class TestFacts:
    def test_line_by_line(self) -> None:
        known = pixel(Evidence.REASSIGNED, land_class=FOREST, external=0)
        assert facts(known, setup()) == [
            ("Dates", "2 of 3 say grass (agreement 67 %)"),
            ("Old map", "nothing: not mapped"),
            ("Before the correction", "grass"),
            ("Spectral cluster", "17"),
            ("Connected to agreement", "yes"),
            ("Search nearby", "not needed"),
            ("Evidence", "5: rejected and reassigned"),
            ("Entropy", "0.50 (0: one class is sure, 1: all are equally likely)"),
        ]

    @pytest.mark.parametrize(
        ("evidence", "connected", "search"),
        [
            (Evidence.AGREES, "not needed", "not needed"),
            (Evidence.CONNECTED, "yes", "not needed"),
            (Evidence.SPECTRAL_MATCH, "no", "found within 500 px (5 km)"),
            (Evidence.NO_MATCH, "no", "not found within 500 px (5 km)"),
            (Evidence.CONTINUITY, "yes", "not needed"),
            (Evidence.KEPT, "yes", "not needed"),
            (Evidence.NOT_CHECKED, None, None),
        ],
    )
    def test_which_rules_were_asked(
        self, evidence: Evidence, connected: str | None, search: str | None
    ) -> None:
        told = dict(facts(pixel(evidence), setup()))
        assert (told.get("Connected to agreement"), told.get("Search nearby")) == (connected, search)

    def test_dates_without_data_are_counted_apart(self) -> None:
        known = replace(KNOWN, agreement=1.0, dates={**KNOWN.dates, "2021-09-02": None})
        assert dict(facts(known, setup()))["Dates"] == "2 of 2 say grass (agreement 100 %); without data: 1"

    def test_of_equal_probabilities_a_date_says_the_lowest_id(self) -> None:
        known = replace(KNOWN, dates={"2021-05-03": {FOREST: 0.5, GRASS: 0.5}})
        assert dict(facts(known, setup()))["Dates"].startswith("1 of 1 say grass")

    def test_a_pixel_without_a_cluster(self) -> None:
        told = dict(facts(pixel(Evidence.NO_MATCH, cluster=0), setup()))
        assert told["Spectral cluster"] == "none: the mosaic has no data"
        assert told["Search nearby"] == "not possible without a cluster"

    def test_what_was_not_kept_has_no_line(self) -> None:
        known = without_intermediate_results(pixel(Evidence.SPECTRAL_MATCH))
        assert [name for name, _ in facts(known, setup())] == [
            "Connected to agreement", "Search nearby", "Evidence",
        ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("2021-05-03", "3 May 2021"),
        ("2021-05-03_2", "3 May 2021 (2)"),
        ("image_4", "Image 4"),
        ("period3", "Period 3"),
    ],
)
def test_what_was_classified_on_its_own_has_a_short_title(name: str, title: str) -> None:
    assert date_title(name) == title


@pytest.mark.parametrize(
    ("share", "text"), [(0, "0 %"), (0.004, "<1 %"), (0.01, "1 %"), (0.996, "100 %"), (0.5, "50 %")]
)
def test_shares_are_told_in_percent(share: float, text: str) -> None:
    assert percent(share) == text


def test_codes_are_told_in_words_and_numbers() -> None:
    assert [reliability_words(code) for code in Reliability] == [
        "not assessed, code 0", "high, code 1", "medium, code 2", "low, code 3",
    ]  # fmt: skip
