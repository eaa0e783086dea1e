"""Pages of trainings and cross-validations: what they show, and that they show it for themselves alone."""

from __future__ import annotations

import base64
import io
import re
from html.parser import HTMLParser
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from surecover.core.learning.crossvalidationpage import crossvalidation_page
from surecover.core.learning.labels import Labels
from surecover.core.learning.page import training_page
from surecover.core.learning.pictures import folds_picture, sample_picture, stretched
from surecover.core.learning.scores import cross_validated, described, held_out, scores
from surecover.core.pages.curves import Curve, Marks, chart, even_ticks
from surecover.core.scheme import ClassScheme, LandClass, load_scheme
from tests.drawings import draw

BASIC6 = load_scheme("basic6")
WATER, GRASS, FOREST, BARREN, OPEN = 1, 2, 3, 4, 8
LABELS = Labels(
    BASIC6,
    (WATER, GRASS, FOREST, BARREN),
    (WATER, GRASS, FOREST, OPEN),
    np.array([[0, 0, 0, 0], [1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0], [0, 1, 0, 1]], bool),
)
MATRIX = np.array([[0, 0, 0, 0], [70, 20, 10, 0], [0, 90, 30, 0], [0, 0, 50, 0], [5, 15, 0, 0]])
NASTY = "<script>alert('x')</script>"


class Cells(HTMLParser):
    """The cells of all tables, row by row, and every address and tag of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.addresses: list[str] = []
        self.open: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ("meta", "img", "br"):
            self.open.append(tag)
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th"):
            self.rows[-1].append("")
        self.addresses += [value or "" for name, value in attrs if name in ("src", "href")]
        self.addresses = [address for address in self.addresses if not address.startswith("#section-")]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "td" in self.open or "th" in self.open:
            self.rows[-1][-1] += data.replace("\N{NARROW NO-BREAK SPACE}", " ")

    def row(self, name: str, nth: int = 0) -> list[str]:
        """The cells beside a name."""
        return [cells[1:] for cells in self.rows if cells and cells[0] == name][nth]


def epoch(number: int, **others: Any) -> dict[str, Any]:
    values = {"loss": 1 / number, "validation_loss": 1.5 / number, "oa": 0.5, "miou": 0.25, "seconds": 3.0}
    return {"epoch": number, **values, "refined": None, "phase": "", **others}


def training(**others: Any) -> dict[str, Any]:
    patch = draw("1 1 2\n. 3 4", dtype="uint8")
    return {
        "title": "Training", "version": "1", "date": "2024-05-03",
        "model": {
            "id": "mine", "network": "unet", "encoder": "tu-resnet10t", "parameters": 12345,
            "bands": ["B02", "B03"], "outputs": [described(BASIC6, n) for n in LABELS.outputs], "halo": 16,
            "licence": "CC0",
        },
        "settings": {"batch": 12},
        "epochs": [epoch(1, phase="frozen"), epoch(2, refined=0.875), epoch(3)],
        "best_epoch": 2,
        "stopped": "All epochs were done.",
        "held_out": held_out("every fifth block.", MATRIX, LABELS),
        "areas": {"training_pixels": {"water": 300, "open land": 100}, "held_out_pixels": {"water": 100}},
        "samples": [sample_picture("a patch", np.zeros((3, 2, 3)), patch, patch, LABELS)],
        "notes": ["Few labels."],
        **others,
    }  # fmt: skip


def validation(**others: Any) -> dict[str, Any]:
    better = np.where(np.eye(5, 4, -1) > 0, MATRIX * 2, MATRIX)
    fold = [(name, scores(matrix, LABELS)) for name, matrix in (("north", MATRIX), ("south", better))]
    return {
        "title": "Cross-validation", "version": "1", "date": "2024-05-03", "subject": "unet",
        "how": "Islands, one a fold.", "contiguous": cross_validated(fold[:1] * 2),
        "random": cross_validated(fold[1:] * 3),
        "map": folds_picture(draw("1 1 .\n2 2 2"), ["north", "south"]),
        "settings": {"batch": 12}, "notes": [], **others,
    }  # fmt: skip


def test_the_matrix_shows_shares_of_each_label_and_pixels() -> None:
    cells = Cells(training_page(training()))
    assert cells.row("water", 2) == ["7070", "2020", "1010", "·"]
    assert cells.row("open land", 1) == ["255", "7515", "·", "·"]


def test_what_fits_a_coarse_label_is_tinted_as_right() -> None:
    row = re.search(r"open land</th>(.*?)</tr>", training_page(training()).split("<h2>Confusion matrix")[1])
    assert row
    tints = re.findall(r"rgba\((\d+), \d+, \d+, ([\d.]+)\)", row[1])
    assert tints == [("213", "0.15"), ("0", "0.35")]


def test_classes_are_told_at_each_level_and_never_predicted_ones_have_no_users_accuracy() -> None:
    cells = Cells(training_page(training()))
    assert cells.row("barren") == ["–", "–", "–", "–", "0", "0"]
    never = held_out("", np.array([[0] * 4, [9, 0, 0, 0], [1, 0, 3, 0], [0, 0, 8, 0], [0] * 4]), LABELS)
    assert Cells(training_page(training(held_out=never))).row("grass")[:2] == ["–", "0.000"]
    assert cells.row("open land") == ["0.840", "0.750", "0.792", "0.656", "140", "125"]


def test_labels_are_counted_for_training_and_held_out() -> None:
    cells = Cells(training_page(training()))
    assert cells.row("water", 3) == ["300", "75.0 %", "100", "100.0 %"]
    assert cells.row("open land", 2) == ["100", "25.0 %", "0", "0.0 %"]


def test_epochs_are_listed_with_what_happened_in_them() -> None:
    cells = Cells(training_page(training()))
    assert cells.row("1 (encoder frozen)") == ["1.000", "1.500", "0.500", "0.250", "", "3.0"]
    assert cells.row("2")[4] == "87.5 %"


@pytest.mark.parametrize("page", [training_page(training()), crossvalidation_page(validation())])
def test_a_page_is_well_formed_and_loads_nothing(page: str) -> None:
    cells = Cells(page)
    assert cells.open == []
    assert cells.addresses
    assert all(address.startswith("data:image/png;base64,") for address in cells.addresses)
    assert "<script" not in page
    assert "url(" not in page
    assert "@import" not in page


def test_names_from_files_are_text() -> None:
    scheme = ClassScheme("x", "X", (LandClass(1, NASTY, (1, 2, 3)), LandClass(2, "b", (0, 0, 0))))
    labels = Labels(scheme, (1, 2), (1, 2), np.array([[0, 0], [1, 0], [0, 1]], bool))
    matrix = np.array([[0, 0], [3, 1], [1, 3]])
    model = {**training()["model"], "id": NASTY, "outputs": [described(scheme, 1)], "licence": NASTY}
    page = training_page(
        training(
            title=NASTY, model=model, held_out=held_out(NASTY, matrix, labels), notes=[NASTY], stopped=NASTY,
            areas={"training_pixels": {NASTY: 1}, "held_out_pixels": {}}, settings={NASTY: NASTY},
            samples=[sample_picture(NASTY, np.zeros((3, 1, 1)), matrix[:1, :1], matrix[:1, :1], labels)],
        )
    )  # fmt: skip
    told = cross_validated([(NASTY, scores(matrix, labels))])
    folds = folds_picture(draw("1 1"), [NASTY])
    page += crossvalidation_page(
        validation(subject=NASTY, how=NASTY, contiguous=told, random=None, map=folds, notes=[NASTY])
    )
    assert "<script" not in page
    assert page.count("&lt;script&gt;") > 10


def test_a_training_of_which_little_is_known_still_has_a_page() -> None:
    nothing = training(
        held_out=None,
        samples=[],
        epochs=[],
        best_epoch=None,
        areas={"training_pixels": {}, "held_out_pixels": {}},
    )
    assert "nothing tells how well the model predicts" in training_page(nothing)
    unlabelled = training(held_out=held_out("", MATRIX * 0, LABELS))
    assert "nothing tells how well the model predicts" in training_page(unlabelled)


def test_many_classes_are_numbered_in_the_matrix_so_that_it_fits_a_sheet() -> None:
    corine = load_scheme("clc44")
    ids = tuple(c.id for c in corine.leaves[:20])
    labels = Labels(corine, ids, ids, np.vstack([np.zeros((1, 20), bool), np.eye(20, dtype=bool)]))
    matrix = np.vstack([np.zeros((1, 20), int), np.eye(20, dtype=int)])
    page = training_page(training(held_out=held_out("", matrix, labels)))
    assert Cells(page).row("3 Industrial or commercial units") == ["·", "·", "100", *["·"] * 17]


def test_random_patches_stand_beside_contiguous_areas() -> None:
    page = crossvalidation_page(validation())
    cells = Cells(page)
    near, far = (validation()[key]["levels"][-1]["miou"]["mean"] for key in ("random", "contiguous"))
    assert cells.row("Mean IoU")[1:] == [f"{far:.3f} ± 0.000", f"{near:.3f} ± 0.000"]
    assert f"{near - far:.3f} higher than what other land gets" in page
    assert cells.row("barren")[0] == "––"
    assert "Level 1, the coarsest" in page


def test_contiguous_areas_alone_are_a_cross_validation_too() -> None:
    page = crossvalidation_page(validation(random=None, map=None))
    assert "Random patches alone" not in page
    assert Cells(page).row("Kappa")[1:] == [Cells(crossvalidation_page(validation())).row("Kappa")[1]]


def test_figures_that_only_some_folds_tell_say_how_many() -> None:
    empty = MATRIX.copy()
    empty[1] = 0
    empty[:, 0] = 0
    folds = [("a", scores(MATRIX, LABELS)), ("b", scores(empty, LABELS))]
    page = crossvalidation_page(validation(contiguous=cross_validated(folds), random=None))
    assert Cells(page).row("water")[1] == "0.700 (1 of 2)"


def test_a_curve_goes_through_its_values_and_has_a_gap_where_one_is_missing() -> None:
    drawn = chart("Loss", "Loss", [Curve("training", "#000000", [2.0, 1.0, None, 0.0])], Marks())
    assert re.findall(r'points="([^"]*)"', drawn) == ["12.50,0.00 37.50,50.00", "87.50,100.00"]


def test_marks_stand_at_their_epochs() -> None:
    curve = Curve("x", "#000000", [0.0, 1.0, 0.5, 1.0])
    drawn = chart("Loss", "Loss", [curve], Marks(kept=2, refined=[4], frozen=[1, 2]))
    assert '<line x1="37.50%" x2="37.50%" y1="0" y2="100%" stroke="#212529"/>' in drawn
    assert '<line x1="87.50%" x2="87.50%" y1="0" y2="100%" stroke="#868e96" stroke-dasharray' in drawn
    assert '<rect x="0.00%" width="50.00%"' in drawn
    assert "kept: epoch 2" in drawn


def test_curves_without_values_are_not_drawn() -> None:
    none = Curve("held out", "#000000", [None, None])
    assert chart("Loss", "Loss", [none], Marks()) == ""
    assert "held out" not in chart("Loss", "Loss", [none, Curve("training", "#111111", [1.0, 2.0])], Marks())


@settings(deadline=None, max_examples=200, derandomize=True)
@given(st.floats(-1e6, 1e6), st.floats(0, 1e6))
def test_ticks_are_few_round_and_hold_the_values_between_them(low: float, length: float) -> None:
    high = low + length
    ticks = even_ticks(low, high)
    step = ticks[1] - ticks[0]
    assert ticks[0] <= low + 1e-6 * step
    assert ticks[-1] >= high - 1e-6 * step
    assert 2 <= len(ticks) <= 7


@pytest.mark.parametrize(
    ("low", "high", "ticks"),
    [
        (0, 1, [0, 0.2, 0.4, 0.6, 0.8, 1]),
        (0.31, 1.9, [0, 0.5, 1, 1.5, 2]),
        (7, 7, [7, 7.02]),
        (0, 0, [0, 2e-7]),
    ],
)
def test_ticks_worked_out_by_hand(low: float, high: float, ticks: list[float]) -> None:
    assert even_ticks(low, high) == pytest.approx(ticks)


def decoded(uri: str) -> np.ndarray:
    data = base64.b64decode(uri.removeprefix("data:image/png;base64,"))
    return np.asarray(Image.open(io.BytesIO(data)).convert("RGB"))


def test_labels_and_predictions_have_the_colours_of_their_classes() -> None:
    numbers = draw("1 4 .", dtype="uint8")
    told = sample_picture("p", np.zeros((3, 1, 3)), numbers, numbers, LABELS)
    water, barren, open_land = (BASIC6.by_id(n).color for n in (WATER, BARREN, OPEN))
    assert decoded(told["labels"])[0].tolist() == [list(water), list(open_land), [255] * 3]
    assert decoded(told["prediction"])[0].tolist() == [list(water), list(barren), [255] * 3]


def test_each_channel_of_an_image_is_stretched_and_unknown_pixels_are_white() -> None:
    ramp = np.linspace(0, 1, 101)[None]
    reflectance = np.stack([ramp, 10 * ramp, np.full_like(ramp, 0.3)])
    reflectance[1, 0, 50] = np.nan
    shown = stretched(reflectance)[0]
    assert shown[0].tolist() == [0, 0, 0]
    assert shown[100].tolist() == [255, 255, 0]
    assert shown[50].tolist() == [255] * 3
    assert np.ptp(shown[20:30, :2].astype(int), axis=1).max() == 0
    assert (stretched(np.full((3, 2, 2), np.nan)) == 255).all()


def test_folds_are_told_apart_by_colour_however_many_they_are() -> None:
    told = folds_picture(np.arange(13)[None], [f"fold {n}" for n in range(1, 13)])
    colors = {tuple(color) for color in decoded(told["image"])[0].tolist()}
    assert len(colors) == 13
    assert len({entry["color"] for entry in told["legend"]}) == 12
