"""The confidence layer: fitted to a reference, carried over, or by default; and what is refused."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely

from surecover.core.errors import Cancelled, SureCoverError
from surecover.core.progress import Progress
from surecover.core.scheme import ClassScheme, LandClass
from surecover.core.stages import confidence, correct
from surecover.core.stages.confidence import JOB
from tests.files import facts, read_raster, write_raster
from tests.shapes import write_layer

SCHEME = ClassScheme(
    "three",
    "Three",
    (
        LandClass(1, "water", (0, 0, 255)),
        LandClass(2, "grass", (0, 200, 0)),
        LandClass(3, "forest", (0, 90, 0)),
        LandClass(9, "green", (0, 150, 0)),
    ),
)
LAYERS = ("map", "probabilities", "agreement", "external", "evidence", "reference")


class Messages:
    """Progress that remembers what was told."""

    def __init__(self) -> None:
        self.told: list[tuple[str, str]] = []
        self.progress = Progress(lambda kind, value: self.told.append((kind, str(value))))

    def of(self, kind: str) -> str:
        return "\n".join(text for found, text in self.told if found == kind)


class Place:
    """Generated land as files; where the external map disagrees, the map is wrong more often.

    Args:
        folder: Where the files lie.
        seed: Of the land.
        told: How much the external map tells of errors beyond the probability; 0 for nothing.
        scheme: Of the classes.
    """

    def __init__(self, folder: Path, seed: int = 0, told: float = 0.8, scheme: ClassScheme = SCHEME) -> None:
        self.folder, self.shape = folder, (120, 120)
        folder.mkdir(exist_ok=True)
        random = np.random.default_rng(seed)
        classes = random.integers(1, 4, self.shape).astype("uint8")
        probability = random.integers(100, 253, self.shape) / 254
        right = random.random(self.shape) < probability
        other = (classes + random.integers(0, 2, self.shape)) % 3 + 1
        truth = np.where(right, classes, other).astype("uint8")
        external = np.where(random.random(self.shape) < told, truth, random.integers(1, 4, self.shape))
        external[:, :10] = 0
        shares = np.stack([np.where(classes == k, probability, (1 - probability) / 2) for k in (1, 2, 3)])
        classes[:5] = 0
        self.arrays = {
            "map": classes, "probabilities": np.rint(shares * 254).astype("uint8"),
            "agreement": random.choice([0.5, 1], self.shape).astype("float32"),
            "external": external.astype("uint8"),
            "evidence": np.where(classes == 0, 0, np.where(external == classes, 1, 4)).astype("uint8"),
            "reference": truth,
        }  # fmt: skip
        tags = scheme.tags()
        options: dict[str, dict[str, Any]] = {
            "map": {"nodata": 0, "tags": tags}, "external": {"nodata": 0, "tags": tags},
            "reference": {"nodata": 0, "tags": tags}, "evidence": {"nodata": 0},
            "agreement": {"nodata": -1},
            "probabilities": {
                "nodata": 255, "scale": 1 / 254, "tags": {**tags, "SURECOVER_CLASS_IDS": "[1, 2, 3]"},
            },
        }  # fmt: skip
        self.paths = {
            name: write_raster(folder / f"{name}.tif", self.arrays[name], **options[name]) for name in LAYERS
        }

    def given(self, *names: str) -> dict[str, str]:
        return {name: self.paths[name] for name in ("map", *names)}

    def run(self, progress: Progress | None = None, **settings: Any) -> dict[str, Any]:
        targets = {"confidence": str(self.folder / "out.tif")}
        if "reference" in settings:
            targets["fitted_out"] = str(self.folder / "out.json")
        job = JOB(**{**targets, **settings})
        job.check()
        return confidence.run(job, progress or Progress())

    def layer(self) -> np.ndarray:
        return read_raster(self.folder / "out.tif")

    def fitted(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads((self.folder / "out.json").read_text(encoding="utf-8"))
        return found

    def refusal(self, **settings: Any) -> str:
        with pytest.raises(SureCoverError) as error:
            self.run(**settings)
        assert not list(self.folder.glob("out*")), "nothing was written"
        assert "\n" not in str(error.value)
        return str(error.value)


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path / "place")


class Learned(Place):
    """Land on which a confidence was fitted to all there is; to be left as it is."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.messages = Messages()
        self.results = self.run(self.messages.progress, **self.given(*LAYERS[1:]))
        self.file = self.results["FITTED_OUT"]


@pytest.fixture(scope="module")
def learned(tmp_path_factory: pytest.TempPathFactory) -> Learned:
    return Learned(tmp_path_factory.mktemp("learned") / "place")


def test_fitted_to_a_reference_it_finds_more_errors_than_the_largest_probability(learned: Learned) -> None:
    place, results = learned, learned.results
    assert results["AUC"] > results["AUC_MAX_PROBABILITY"] + 0.1
    assert results["ECE"] < 0.03
    fitted = place.fitted()
    assert fitted["features"] == [
        "probability", "margin", "entropy", "agreement", "external", "evidence", "class"
    ]  # fmt: skip
    checked = fitted["validation"]
    assert checked["gains"]["max_probability"]["low"] > 0.1
    assert checked["auc"].keys() == {"confidence", "max_probability", "entropy", "agreement", "code"}
    assert checked["ece"]["confidence"] < checked["ece"]["max_probability"] + 0.01
    assert checked["log_loss"] == checked["log_loss_all"] < checked["log_loss_first"]
    mapped = place.arrays["map"] > 0
    right = (place.arrays["map"] == place.arrays["reference"])[mapped]
    assert fitted["fitted_on"] == {
        "map": "map.tif", "reference": "reference.tif", "reference_pixels": mapped.sum(),
        "pixels": mapped.sum(), "right": pytest.approx(right.mean()),
    }  # fmt: skip
    log = learned.messages.of("log")
    assert f"{100 * right.mean():.1f} % of them right" in log
    assert f"curve is {results['AUC']:.3f}, that of the largest probability" in log
    layer = place.layer()
    assert (layer[~mapped] == -1).all()
    assert layer[mapped].mean() == pytest.approx(right.mean(), abs=0.002)
    told = facts(place.folder / "out.tif")
    assert told["nodata"] == -1
    assert told["descriptions"] == ("confidence",)
    assert json.loads(told["tags"]["SURECOVER_CONFIDENCE"])["how"] == "fitted"


def test_evidence_that_is_noise_is_left_out_and_costs_nothing(tmp_path: Path) -> None:
    place = Place(tmp_path / "place", told=0)
    messages = Messages()
    results = place.run(
        messages.progress, **place.given("probabilities", "external", "agreement", "reference")
    )
    assert results["AUC"] == pytest.approx(results["AUC_MAX_PROBABILITY"], abs=0.005)
    assert place.fitted()["features"] == ["probability"]
    assert "Other evidence than probability did not help where held out" in messages.of("log")


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("told", [0, 0.05, 0.3])
def test_where_held_out_it_is_never_clearly_below_the_largest_probability(
    tmp_path: Path, seed: int, told: float
) -> None:
    place = Place(tmp_path / "place", seed, told)
    place.run(**place.given(*LAYERS[1:]))
    assert place.fitted()["validation"]["gains"]["max_probability"]["high"] >= 0


@pytest.mark.parametrize(
    "names", [("evidence",), ("external",), ("agreement",), ("probabilities", "evidence"), ()]
)
def test_it_makes_do_with_what_is_given(place: Place, names: tuple[str, ...]) -> None:
    results = place.run(**place.given(*names, "reference"))
    assert ("AUC_MAX_PROBABILITY" in results) == ("probabilities" in names)
    assert results["AUC"] > 0.48
    assert ((place.layer() >= 0) == (place.arrays["map"] > 0)).all()


def test_the_same_seed_gives_the_same_file(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(confidence, "MOST_PIXELS", 1000)
    texts = []
    for seed in (1, 1, 2):
        place.run(**place.given("probabilities", "external", "reference"), seed=seed)
        texts.append((place.folder / "out.json").read_bytes())
    assert texts[0] == texts[1] != texts[2]


def test_of_many_reference_pixels_a_part_is_taken_from_everywhere(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(confidence, "MOST_PIXELS", 1000)
    monkeypatch.setattr(confidence, "_SIDE", 50)
    place.run(**place.given("probabilities", "external", "reference"))
    told = place.fitted()["fitted_on"]
    assert told["reference_pixels"] == 115 * 120
    assert 900 < told["pixels"] <= 1000
    assert (
        sum(entry["pixels"] for entry in place.fitted()["validation"]["bins"]["confidence"]) == told["pixels"]
    )
    assert "of 100 blocks" in place.fitted()["validation"]["how"]


def test_a_reference_class_above_that_of_the_map_does_not_contradict_it(tmp_path: Path) -> None:
    parents = {2: 9, 3: 9}
    scheme = ClassScheme(
        "kin", "Kin", tuple(LandClass(c.id, c.name, c.color, parents.get(c.id)) for c in SCHEME.classes)
    )
    place = Place(tmp_path / "place", scheme=scheme)
    truth = np.where(place.arrays["reference"] == 1, 1, 9).astype("uint8")
    coarse = write_raster(tmp_path / "coarse.tif", truth, nodata=0, tags=scheme.tags())
    place.run(**place.given("probabilities"), reference=coarse)
    mapped = place.arrays["map"] > 0
    right = ((place.arrays["map"] == 1) == (truth == 1))[mapped].mean()
    assert place.fitted()["fitted_on"]["right"] == pytest.approx(right)


def points(place: Place, folder: Path, **more: Any) -> str:
    random = np.random.default_rng(5)
    rows, cols = random.integers(0, 120, (2, 800))
    labels = place.arrays["reference"][rows, cols]
    places = [shapely.Point(500_005 + 10 * col, 4_999_995 - 10 * row) for row, col in zip(rows, cols)]
    strata = (place.arrays["map"][rows, cols] == 1).astype(int)
    fields = {"reference": labels, "stratum": strata, "stratum_pixels": np.where(strata, 100_000, 1000)}
    return write_layer(folder / "points.gpkg", places, {**fields, **more})


def test_points_count_as_much_as_the_land_they_stand_for(place: Place, tmp_path: Path) -> None:
    results = place.run(**place.given("probabilities", "external"), reference=points(place, tmp_path))
    told = place.fitted()["fitted_on"]
    mapped = place.arrays["map"] > 0
    right = place.arrays["map"] == place.arrays["reference"]
    assert told["right"] == pytest.approx(right[mapped & (place.arrays["map"] == 1)].mean(), abs=0.06)
    assert 700 < told["pixels"] < 800
    assert results["AUC"] > 0.7


def test_polygons_are_seen_pixel_by_pixel(place: Place, tmp_path: Path) -> None:
    squares = [
        shapely.box(500_000, 4_998_800, 500_600, 4_999_950),
        shapely.box(500_600, 4_998_800, 501_200, 5_000_000),
    ]
    reference = write_layer(tmp_path / "areas.gpkg", squares, {"land": ["grass", "1"]})
    place.run(**place.given("probabilities"), reference=reference, field="land")
    told = place.fitted()["fitted_on"]
    left = place.arrays["map"][5:, :60] == 2
    assert told["reference_pixels"] == 115 * 120
    assert told["right"] == pytest.approx(
        (left.sum() + (place.arrays["map"][5:, 60:] == 1).sum()) / (115 * 120)
    )


def test_polygons_need_an_attribute(place: Place, tmp_path: Path) -> None:
    areas = write_layer(
        tmp_path / "areas.gpkg", [shapely.box(500_000, 4_999_000, 500_600, 5_000_000)], {"land": [1]}
    )
    refusal = place.refusal(**place.given("probabilities"), reference=areas)
    assert refusal.startswith(
        "Attribute that holds the reference class (FIELD) is not set; name the attribute of"
    )
    assert refusal.endswith("one of land.")


def test_a_scheme_of_too_many_classes_is_refused(tmp_path: Path) -> None:
    classes = tuple(LandClass(n, f"class {n}", (0, 0, 0)) for n in range(1, 4002))
    place = Place(tmp_path / "place", scheme=ClassScheme("many", "Many", classes))
    assert "is in a class scheme of 4001 classes" in place.refusal(**place.given("probabilities"))


def test_carried_over_it_says_of_other_land_what_was_fitted(learned: Learned, tmp_path: Path) -> None:
    there = Place(tmp_path / "there", seed=7)
    results = there.run(**there.given(*LAYERS[1:-1]), fitted=learned.file)
    assert results.keys() == {"CONFIDENCE"}
    mapped = there.arrays["map"] > 0
    right = (there.arrays["map"] == there.arrays["reference"])[mapped]
    found = there.layer()[mapped]
    for low in np.arange(0.3, 1, 0.1):
        inside = (found >= low) & (found < low + 0.1)
        if inside.sum() > 300:
            assert right[inside].mean() == pytest.approx(found[inside].mean(), abs=0.06)
    told = json.loads(facts(there.folder / "out.tif")["tags"]["SURECOVER_CONFIDENCE"])
    assert told["how"] == "carried over"
    assert told["fitted_on"]["reference"] == "reference.tif"


def test_on_its_own_land_it_is_the_layer_that_was_fitted(learned: Learned, place: Place) -> None:
    place.run(**place.given(*LAYERS[1:-1]), fitted=learned.file)
    np.testing.assert_array_equal(place.layer(), learned.layer())


def test_classes_that_a_fitted_file_does_not_know_are_named(learned: Learned, tmp_path: Path) -> None:
    renamed = (LandClass(1, "sea", (0, 0, 255)), *SCHEME.classes[1:])
    there = Place(tmp_path / "there", scheme=ClassScheme("other", "Other", renamed))
    messages = Messages()
    there.run(messages.progress, **there.given(*LAYERS[1:-1]), fitted=learned.file)
    assert "does not know the classes sea; they count as average ones" in messages.of("warning")


@pytest.mark.parametrize("by", ["isotonic", "odds"])
def test_by_default_it_is_what_the_correction_writes_also_where_it_gave_another_class(
    place: Place, by: str
) -> None:
    clusters = (np.arange(120 * 120).reshape(120, 120) % 7 + 1).astype("uint8")
    targets = {key: str(place.folder / f"{key}.tif") for key in ("corrected", "confidence")}
    job = correct.JOB(
        **place.given("external", "probabilities"), **targets, confidence_by=by,
        cluster_map=write_raster(place.folder / "clusters.tif", clusters, nodata=0),
    )  # fmt: skip
    correct.run(job, Progress())
    corrected = read_raster(Path(targets["corrected"]))
    assert 0.01 < (corrected != place.arrays["map"]).mean() < 0.5
    place.run(**{**place.given("external", "probabilities"), "map": targets["corrected"]}, confidence_by=by)
    np.testing.assert_array_equal(place.layer(), read_raster(Path(targets["confidence"])))


def test_by_default_it_is_how_often_the_external_map_confirms_such_pixels(place: Place) -> None:
    place.run(**place.given("probabilities", "external"), confidence_by="isotonic")
    layer, mapped = place.layer(), place.arrays["map"] > 0
    agrees = (place.arrays["map"] == place.arrays["external"])[:, 10:][mapped[:, 10:]]
    assert layer[:, 10:][mapped[:, 10:]].mean() == pytest.approx(agrees.mean(), abs=0.01)
    place.run(**place.given("agreement"))
    np.testing.assert_allclose(place.layer()[mapped], place.arrays["agreement"][mapped], atol=2e-4)


def test_pixels_of_which_something_is_not_known_have_none(place: Place) -> None:
    place.arrays["agreement"][50:60] = -1
    gaps = write_raster(place.folder / "gaps.tif", place.arrays["agreement"], nodata=-1)
    place.run(**{**place.given("probabilities", "external", "reference"), "agreement": gaps})
    uses_it = "agreement" in place.fitted()["features"]
    assert (place.layer()[50:60] == -1).all() == uses_it
    assert place.fitted()["fitted_on"]["pixels"] == 105 * 120


def test_too_little_land_to_hold_some_out_leaves_the_simplest_and_says_so(place: Place) -> None:
    truth = np.zeros_like(place.arrays["reference"])
    truth[40:48, 40:48] = place.arrays["reference"][40:48, 40:48]
    small = write_raster(place.folder / "small.tif", truth, nodata=0, tags=SCHEME.tags())
    messages = Messages()
    results = place.run(messages.progress, **place.given("probabilities", "external"), reference=small)
    assert results.keys() == {"CONFIDENCE", "FITTED_OUT"}
    assert "too close together to hold land out" in messages.of("warning")
    assert place.fitted()["features"] == ["probability"]
    assert place.fitted()["validation"]["how"] == "not validated: too little land"


def test_a_reference_of_few_pixels_or_without_errors_is_refused(place: Place) -> None:
    few = np.zeros_like(place.arrays["reference"])
    few[50, :20] = place.arrays["reference"][50, :20]
    refusal = place.refusal(
        **place.given("probabilities"),
        reference=write_raster(place.folder / "few.tif", few, nodata=0, tags=SCHEME.tags()),
    )
    assert refusal.startswith("Reference to fit to (REFERENCE) has 20 pixels to fit to, ")
    refusal = place.refusal(**place.given("probabilities"), reference=place.paths["map"])
    assert "0 of them wrong on the map" in refusal
    assert "needed are 50, at least 5 of them right and as many wrong" in refusal


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ({"reference": "reference", "fitted": "map"}, "are both given; allowed is one of them"),
        ({"fitted_out": "x.json"}, "(FITTED_OUT) is asked for without anything to fit to"),
        ({}, "(PROBABILITIES) and Agreement of the dates (AGREEMENT) are not set"),
        ({"external": "external"}, "(PROBABILITIES) and Agreement of the dates (AGREEMENT) are not set"),
        ({"fitted": "map"}, "(FITTED) is no fitted confidence"),
        ({"agreement": "agreement", "evidence": "probabilities"}, "Evidence (EVIDENCE) has 3 band(s)"),
        ({"agreement": "external"}, "Agreement of the dates (AGREEMENT) holds the value"),
        ({"probabilities": "probabilities", "scheme": "no such"}, "(SCHEME) is neither a built-in scheme"),
    ],
)  # fmt: skip
def test_what_does_not_go_together_is_refused_with_one_sentence(
    place: Place, settings: dict[str, str], told: str
) -> None:
    paths = {name: place.paths.get(value, value) for name, value in settings.items()}
    assert told in place.refusal(**{**place.given(), **paths})


def test_probabilities_of_other_classes_under_the_same_numbers_are_refused(place: Place) -> None:
    turned = ClassScheme(
        "turned", "Turned", tuple(LandClass(c.id, f"other {c.name}", c.color) for c in SCHEME.classes)
    )
    probabilities = write_raster(
        place.folder / "turned.tif", place.arrays["probabilities"], nodata=255, scale=1 / 254,
        tags={**turned.tags(), "SURECOVER_CLASS_IDS": "[1, 2, 3]"},
    )  # fmt: skip
    assert "is in the class scheme 'turned', Class map (MAP) in 'three'" in place.refusal(
        **place.given("external"), probabilities=probabilities
    )


def test_a_fitted_file_names_what_it_needs(learned: Learned, place: Place) -> None:
    refusal = place.refusal(**place.given("probabilities"), fitted=learned.file)
    assert "was fitted with agreement, external, evidence" in refusal
    assert refusal.endswith(
        "give Agreement of the dates (AGREEMENT) and External map (EXTERNAL) and Evidence (EVIDENCE), too."
    )


@pytest.mark.parametrize("after", [0, 3, 6, 12, 18])
def test_cancelling_leaves_nothing(place: Place, after: int) -> None:
    seen: list[object] = []
    progress = Progress(lambda kind, value: seen.append(value), cancelled=lambda: len(seen) >= after)
    with pytest.raises(Cancelled):
        place.run(progress, **place.given(*LAYERS[1:]))
    assert not list(place.folder.glob("*out*"))
