"""Compare: known land is fine, strange land is not; what is written, told and refused."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from surecover.core.errors import Cancelled, SureCoverError
from surecover.core.model.models import save_onnx_model
from surecover.core.progress import Progress
from surecover.core.scheme import load_scheme
from surecover.core.stages import compare
from tests.core.stages.crossvalidating import squares
from tests.files import facts, read_raster, write_raster
from tests.models_fixture import card, onnx_network, smp_model

pytestmark = pytest.mark.usefixtures("one_thread")

BANDS = ("B02", "B03", "B04", "B08")
SIDE = 192
PIXEL = 10

Results = dict[str, Any]
Compare = Callable[..., Results]


def write_area(path: Path, seed: int, gain: float = 1.0, place: int = 0, side: int = SIDE) -> str:
    """Squares of three classes, the n-th brightest in band n; `place` says how far in the east it lies."""
    rng = np.random.default_rng(seed)
    ids = squares(side, 16, seed=seed)
    bright = 1000 + 2000 * (np.arange(4)[:, None, None] == ids - 1)
    image = (gain * bright + rng.normal(0, 100, bright.shape)).clip(1, 30_000).astype(np.uint16)
    path.parent.mkdir(exist_ok=True)
    origin = (500_000 + place * PIXEL * SIDE, 5_000_000)
    tags = {"REFLECTANCE_SCALE": "10000"}
    return write_raster(path, image, nodata=0, descriptions=BANDS, tags=tags, origin=origin, pixel=PIXEL)


@pytest.fixture(scope="module")
def given(tmp_path_factory: pytest.TempPathFactory) -> Results:
    """Two training areas; known, brighter and the first area again as targets; labels of the first area."""
    folder = tmp_path_factory.mktemp("given") / "first"
    folder.mkdir()
    west = write_area(folder / "west.tif", 1)
    labels = squares(SIDE, 16, seed=1).astype(np.uint8)
    labels[:, SIDE // 2 :] = 0
    return {
        "areas": (west, write_area(folder / "east.tif", 2, place=1)),
        "targets": (
            write_area(folder / "known.tif", 3, place=2),
            write_area(folder / "bright.tif", 4, gain=2.5, place=3),
            write_area(folder / "again" / "west.tif", 1),
        ),
        "model": str(smp_model(folder / "model")),
        "labels": write_raster(
            folder / "labels.tif", labels, nodata=0, tags=load_scheme("basic6").tags(), pixel=PIXEL
        ),
        "patch": 64,
    }


def compared(folder: Path, given: Results, progress: Progress | None = None, **settings: Any) -> Results:
    """Run compare; results, JSON, page, and what was said."""
    places = {"html": folder / "c.html", "json": folder / "c.json", "unlike": folder / "unlike.tif"}
    job = compare.JOB(**{**{key: str(path) for key, path in places.items()}, **given, **settings})
    job = compare.JOB.from_dict(json.loads(json.dumps(job.to_dict())))
    job.check()
    said: dict[str, list[str]] = {"log": [], "warning": [], "progress": []}
    results = compare.run(job, progress or Progress(lambda kind, value: said[kind].append(str(value))))
    return {
        "results": results, "said": said, "told": json.loads(Path(job.json).read_text()),
        "page": Path(job.html).read_text(),
    }  # fmt: skip


@pytest.fixture(scope="module")
def done(given: Results, tmp_path_factory: pytest.TempPathFactory) -> Results:
    return compared(tmp_path_factory.mktemp("done"), given)


def test_known_land_is_fine_and_strange_land_is_not(done: Results) -> None:
    found = {entry["target"]: entry for entry in done["told"]["verdicts"]}
    assert list(found) == ["known", "bright", "again/west"]
    assert found["known"]["level"] == "fine"
    assert found["bright"]["level"] == "do not use"
    assert found["bright"]["outside"] > 0.9
    assert done["results"]["OUTSIDE"] == found["bright"]["outside"]


def test_an_area_covers_itself(done: Results) -> None:
    verdict = done["told"]["verdicts"][2]
    assert verdict["level"] == "fine"
    assert done["told"]["iou"][0][2] > 0.8
    assert done["told"]["iot"][0][2] > 0.9


def test_all_training_areas_together_cover_more_than_each(done: Results) -> None:
    *single, together = np.array(done["told"]["iot"])
    assert (together >= np.max(single, axis=0) - 1e-9).all()
    assert done["results"]["IOT"] == together.min() == together[1] < 0.1


def test_what_is_strange_is_warned_of_and_what_is_fine_is_logged(done: Results) -> None:
    (warning,) = done["said"]["warning"]
    assert warning.startswith("bright: ")
    assert warning.endswith(
        "looks like nothing in training: do not use the model here without labels of this land."
    )
    assert any(line.startswith("known: ") for line in done["said"]["log"])


def test_classes_are_counted_where_an_area_is_labelled(done: Results) -> None:
    west, east, *targets = done["told"]["areas"]
    truth = squares(SIDE, 16, seed=1)[:, : SIDE // 2]
    names = {1: "water", 2: "grass", 3: "forest"}
    assert {name: entry["pixels"] for name, entry in west["classes"].items()} == {
        names[i]: int((truth == i).sum()) for i in names
    }
    assert sum(entry["share"] for entry in west["classes"].values()) == pytest.approx(1)
    assert east["classes"] == {}
    assert targets[2]["classes"] == west["classes"], "the same place"
    assert any(line.startswith("No labels of east: ") for line in done["said"]["log"])


def test_the_split_gives_every_area_a_role(done: Results) -> None:
    split = done["told"]["split"]
    assert sorted(entry["area"] for entry in split) == ["again/west", "bright", "east", "first/west", "known"]
    roles = {entry["area"]: entry["role"] for entry in split}
    assert roles["bright"] == "label", "nothing else looks like it"
    assert "test on" in roles.values()


def test_the_page_shows_it_all(done: Results) -> None:
    page = done["page"]
    for sentence in (entry["sentence"] for entry in done["told"]["verdicts"]):
        assert sentence in page
    assert page.count("<svg") > 5
    for heading in (
        "What the areas look like",
        "How much the regions overlap",
        "Classes",
        "A split to learn",
    ):
        assert f"<h2>{heading}" in page
    assert "<script" not in page


def test_every_patch_has_its_place_in_the_plane(done: Results) -> None:
    told = done["told"]
    counts = np.bincount([number for number, *_ in told["embedding"]])
    assert counts.tolist() == [entry["patches"] for entry in told["areas"]]
    assert all(0 <= x <= 1 and 0 <= y <= 1 for _, x, y in told["embedding"])


def test_the_same_seed_gives_the_same(given: Results, done: Results, tmp_path: Path) -> None:
    again = compared(tmp_path, given)["told"]
    for key in ("verdicts", "iou", "iot", "split", "embedding", "areas"):
        assert again[key] == done["told"][key], key


def test_the_layer_is_high_where_land_is_strange_and_nodata_where_it_is_not_clear(
    given: Results, tmp_path: Path
) -> None:
    half = read_raster(given["targets"][0]).copy()
    half[:, :, SIDE // 2 :] = read_raster(given["targets"][1])[:, :, SIDE // 2 :]
    half[:, :10] = 0
    image = write_raster(
        tmp_path / "half.tif", half, nodata=0, descriptions=BANDS, tags={"REFLECTANCE_SCALE": "10000"},
    )  # fmt: skip
    cloudy = np.zeros((SIDE, SIDE), np.uint8)
    cloudy[-20:] = 1
    mask = write_raster(tmp_path / "cloudy.tif", cloudy)
    made = compared(tmp_path, given, targets=(image,), target_masks=(mask,), dilation=0, labels="")
    layer = read_raster(made["results"]["UNLIKE"])
    assert layer.shape == (SIDE, SIDE)
    assert (layer.dtype, facts(made["results"]["UNLIKE"])["nodata"]) == (np.float32, -1)
    shown = layer[10:-20]
    assert shown.min() >= 0
    assert (layer[:10] == -1).all()
    assert (layer[-20:] == -1).all()
    west, east = shown[:, : SIDE // 2], shown[:, SIDE // 2 :]
    assert west.mean() == pytest.approx(0.5, abs=0.1)
    assert east.mean() > 0.95
    assert "the classes are not known" in made["page"]


def test_a_model_without_an_encoder_compares_by_its_bands(given: Results, tmp_path: Path) -> None:
    save_onnx_model(tmp_path / "model", onnx_network(), card((1, 2, 3)))
    made = compared(tmp_path, given, model=str(tmp_path / "model"), targets=given["targets"][:2], labels="")
    assert [entry["level"] for entry in made["told"]["verdicts"]] == ["fine", "do not use"]


def test_areas_are_named_by_file_then_by_folder_then_by_number() -> None:
    paths = ["/a/x.tif", "/a/y.tif", "/b/y.tif", "/c/b/y.tif"]
    assert compare._names(paths) == ["x", "a/y", "b/y (1)", "b/y (2)"]


# --- refusals --------------------------------------------------------------------------------------


def test_an_area_that_shows_too_little_is_refused(given: Results, tmp_path: Path) -> None:
    small = write_area(tmp_path / "small.tif", 5, side=64)
    sentence = (
        r"^Target areas \(TARGETS\) show 1 clear patches of 64 px in small; needed are 10 or more, so "
        r"choose a larger image, a clearer one or a smaller Side of a patch, px \(PATCH\)\.$"
    )
    with pytest.raises(SureCoverError, match=sentence):
        compared(tmp_path, given, targets=(small,), labels="")
    assert {path.name for path in tmp_path.iterdir()} == {"small.tif"}


def test_labels_that_lie_nowhere_are_refused(given: Results, tmp_path: Path) -> None:
    far = write_raster(tmp_path / "far.tif", np.ones((9, 9), np.uint8), nodata=0, origin=(0, 0))
    with pytest.raises(SureCoverError, match=r"^Labels \(LABELS\) does not overlap"):
        compared(tmp_path, given, labels=far)


def test_an_image_without_the_models_bands_is_refused(given: Results, tmp_path: Path) -> None:
    other = write_raster(tmp_path / "other.tif", np.ones((1, 64, 64), np.uint16), descriptions=["VV"])
    with pytest.raises(SureCoverError, match=r"Training areas \(AREAS\) other"):
        compared(tmp_path, given, areas=(other,), labels="")


@pytest.mark.parametrize("name", ["area_masks", "target_masks"])
def test_masks_must_be_one_per_area(name: str, given: Results, tmp_path: Path) -> None:
    with pytest.raises(SureCoverError, match=rf"\({name.upper()}\) are 1 for "):
        compared(tmp_path, given, **{name: (given["labels"],)})


@pytest.mark.parametrize("after", [0.05, 0.3, 0.55, 0.8])
def test_a_cancelled_run_leaves_nothing(after: float, given: Results, tmp_path: Path) -> None:
    reached: list[float] = [0.0]

    def emit(kind: str, value: Any) -> None:
        if kind == "progress":
            reached.append(value[0])

    with pytest.raises(Cancelled):
        compared(tmp_path, given, Progress(emit, lambda: reached[-1] >= after))
    assert not list(tmp_path.iterdir())
