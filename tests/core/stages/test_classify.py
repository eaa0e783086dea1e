"""Classify: one dated image and its models become probabilities and a class map."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import rasterio
from rasterio.warp import transform_bounds

from surecover.core.errors import Cancelled, SureCoverError
from surecover.core.progress import Progress
from surecover.core.rasters import grid_of
from surecover.core.stages.classify import ClassifyJob, run
from tests.drawings import draw, shown
from tests.files import ROOT, facts, read_raster, real_data, write_raster
from tests.models_fixture import (
    BANDS,
    BARREN,
    FOREST,
    GRASS,
    INDUSTRIAL,
    OTHER,
    RESIDENTIAL,
    WATER,
    blur_model,
    pixel_model,
    pixel_networks,
    smp_model,
)

pytestmark = pytest.mark.usefixtures(pixel_networks.__name__)

NAMES = ("B02", "B03", "B04", "B08")
CLASSES = (WATER, GRASS, FOREST, BARREN)
BRIGHTEST = (100 * np.eye(4)).tolist()
"""Water where B02 is the brightest band, grass B03, forest B04, barren B08."""

Classify = Callable[..., dict[str, Any]]


@pytest.fixture
def model(tmp_path: Path) -> str:
    return str(pixel_model(tmp_path / "model", CLASSES, BRIGHTEST))


@pytest.fixture
def classify(tmp_path: Path) -> Classify:
    """Run the stage with both outputs; returns their arrays and what was logged and warned."""

    def go(image: str, *models: str, progress: Progress | None = None, **settings: Any) -> dict[str, Any]:
        job = ClassifyJob(
            input=image,
            models=models,
            probabilities=str(tmp_path / "p.tif"),
            map=str(tmp_path / "m.tif"),
            **settings,
        )
        job = ClassifyJob.from_dict(json.loads(json.dumps(job.to_dict())))
        job.check()
        told: list[tuple[str, object]] = []
        written = run(job, progress or Progress(lambda kind, value: told.append((kind, value))))
        assert written == {"PROBABILITIES": job.probabilities, "MAP": job.map}
        return {
            "map": read_raster(job.map),
            "probabilities": read_raster(job.probabilities),
            "told": [str(value) for kind, value in told if kind != "progress"],
            "paths": written,
        }

    return go


def image_of(folder: Path, picture: str, **options: Any) -> str:
    """An image whose pixels drawn as 1..4 are brightest in band 1..4; "." is nodata."""
    classes = draw(picture)
    bands = np.stack([np.where(classes == band, 3000, 1000) for band in (1, 2, 3, 4)])
    bands[:, classes == 0] = 0
    options.setdefault("descriptions", NAMES)
    return write_raster(folder / "image.tif", bands.astype(np.uint16), **{"nodata": 0, **options})


PICTURE = """
    1122
    1.34
    3344
"""


def plain(picture: str) -> str:
    return "\n".join(line.strip() for line in picture.strip().splitlines())


def test_the_map_is_the_most_probable_class_and_nodata_stays_nodata(
    tmp_path: Path, model: str, classify: Classify
) -> None:
    result = classify(image_of(tmp_path, PICTURE), model)
    assert shown(result["map"]) == plain(PICTURE)
    assert (result["probabilities"][:, 1, 1] == 255).all()
    assert (result["probabilities"][0][result["map"] == WATER] == 254).all()


def test_the_order_of_the_images_bands_does_not_matter(
    tmp_path: Path, model: str, classify: Classify
) -> None:
    path = image_of(tmp_path, PICTURE)
    bands = read_raster(path)[::-1]
    reversed_path = write_raster(tmp_path / "reversed.tif", bands, nodata=0, descriptions=NAMES[::-1])
    assert shown(classify(reversed_path, model)["map"]) == plain(PICTURE)


def test_the_results_carry_the_given_date(tmp_path: Path, model: str, classify: Classify) -> None:
    path = image_of(tmp_path, PICTURE, tags={"DATE": "2020-07-01"})
    tags = facts(classify(path, model, date="20210304")["paths"]["MAP"])["tags"]
    assert tags["DATE"] == "2021-03-04"
    assert json.loads(tags["SURECOVER_INPUTS"])[0]["date_from"] == "given"
    with pytest.raises(SureCoverError, match=r"\(DATE\) has '4/3/21'; allowed"):
        ClassifyJob(input=path, models=(model,), date="4/3/21").check()


def test_outputs_say_what_they_are_and_where_they_come_from(
    tmp_path: Path, model: str, classify: Classify
) -> None:
    path = image_of(tmp_path, PICTURE, tags={"DATE": "2020-07-01"})
    paths = classify(path, model)["paths"]
    of_map, of_probabilities = facts(paths["MAP"]), facts(paths["PROBABILITIES"])
    assert of_probabilities["descriptions"] == ("water", "grass", "forest", "barren")
    assert json.loads(of_probabilities["tags"]["SURECOVER_CLASS_IDS"]) == [1, 2, 3, 4]
    assert of_map["nodata"] == 0
    for tags in (of_map["tags"], of_probabilities["tags"]):
        assert json.loads(tags["SURECOVER_SCHEME"])["id"] == "basic6"
        assert tags["DATE"] == "2020-07-01"
        assert json.loads(tags["SURECOVER_INPUTS"]) == [
            {"path": path, "date": "2020-07-01", "date_from": "tag DATE", "mask": "none"}
        ]
        assert json.loads(tags["SURECOVER_MODELS"])[0]["sha256"].keys() == {
            "model.safetensors",
            "config.json",
        }
    assert grid_of(paths["MAP"]) == grid_of(path)


def test_valid_probabilities_sum_to_one(tmp_path: Path, classify: Classify) -> None:
    model = str(blur_model(tmp_path / "blur", CLASSES, 3))
    bands = np.random.default_rng(0).integers(1, 10_000, (4, 90, 70)).astype(np.uint16)
    path = write_raster(tmp_path / "image.tif", bands, nodata=0, descriptions=NAMES)
    total = classify(path, model)["probabilities"].sum(axis=0) / 254
    assert np.abs(total - 1).max() <= max(0.01, 0.002 * len(CLASSES))


def test_three_themes_become_one_map(tmp_path: Path, classify: Classify) -> None:
    none = [0.0] * 4
    constants = [0.0, 0.0, 20.0]  # "other" wins unless a band is bright
    themes = [
        pixel_model(
            tmp_path / "vegetation", (GRASS, FOREST, OTHER), [BRIGHTEST[1], BRIGHTEST[2], none], constants
        ),
        pixel_model(tmp_path / "water", (WATER, OTHER), [BRIGHTEST[0], none], [0.0, 20.0]),
        pixel_model(
            tmp_path / "buildings", (INDUSTRIAL, RESIDENTIAL, OTHER), [none, BRIGHTEST[3], none], constants
        ),
    ]
    dark = draw(PICTURE) == 3
    path = image_of(tmp_path, PICTURE)
    bands = read_raster(path)
    bands[:, dark] = 1000
    path = write_raster(tmp_path / "themes.tif", bands, nodata=0, descriptions=NAMES)
    result = classify(path, *map(str, themes))
    assert shown(result["map"]) == "1122\n1.46\n4466"  # what no theme claims is barren
    assert (
        shown(classify(path, *map(str, themes[:2]), residual="industrial building")["map"])
        == "1122\n1.55\n5555"
    )


def test_an_ensemble_is_the_mean_of_models_of_other_bands_and_tiles(
    tmp_path: Path, classify: Classify
) -> None:
    bands = np.random.default_rng(0).integers(1, 10_000, (4, 90, 70)).astype(np.uint16)
    path = write_raster(tmp_path / "image.tif", bands, nodata=0, descriptions=NAMES)
    near = str(blur_model(tmp_path / "near", CLASSES, 9, halo=4, tile=96, id="near"))
    weights = np.random.default_rng(1).normal(0, 3, (4, 2)).tolist()
    far = str(pixel_model(tmp_path / "far", CLASSES[::-1], weights, bands=BANDS[2:], id="far"))
    with pytest.raises(SureCoverError, match=r"or set Ensemble .* \(ENSEMBLE\), which averages them"):
        classify(path, near, far)
    one, two = (classify(path, model)["probabilities"].astype(int) for model in (near, far))
    both = classify(path, near, far, ensemble=True)
    assert np.abs(both["probabilities"] - (one + two) / 2).max() <= 1.5  # steps of 1/254
    assert (one.argmax(axis=0) != two.argmax(axis=0)).mean() > 0.1
    tags = facts(both["paths"]["MAP"])["tags"]
    assert [model["id"] for model in json.loads(tags["SURECOVER_MODELS"])] == ["near", "far"]
    assert json.loads(tags["SURECOVER_PARAMETERS"])["ensemble"] is True


def test_an_augmented_map_of_a_mirrored_image_is_the_mirrored_map(tmp_path: Path, classify: Classify) -> None:
    model = str(blur_model(tmp_path / "blur", CLASSES, 9, halo=4))
    bands = np.random.default_rng(0).integers(1, 10_000, (4, 64, 64)).astype(np.uint16)
    maps: dict[str, list[np.ndarray]] = {"none": [], "flips": []}
    for name, pixels in (("image", bands), ("mirrored", bands[..., ::-1])):
        path = write_raster(tmp_path / f"{name}.tif", pixels, nodata=0, descriptions=NAMES)
        for tta, found in maps.items():
            found.append(classify(path, model, tta=tta)["map"])
    assert (maps["flips"][1] == maps["flips"][0][:, ::-1]).all()
    assert (maps["none"][1] != maps["none"][0][:, ::-1]).mean() > 0.1


def test_a_theme_that_is_nodata_makes_the_pixel_nodata(tmp_path: Path, classify: Classify) -> None:
    bands = np.full((2, 1, 3), 1000, np.uint16)
    bands[0, 0, 0] = bands[1, 0, 1] = 0
    path = write_raster(tmp_path / "image.tif", bands, nodata=0, descriptions=["B02", "B03"])
    blue = pixel_model(tmp_path / "w", (WATER, OTHER), [[100.0], [0]], bands=BANDS[:1])
    green = pixel_model(tmp_path / "v", (GRASS, OTHER), [[0.0], [0]], bands=BANDS[1:2])
    assert shown(classify(path, str(blue), str(green))["map"]) == "..1"
    assert shown(classify(path, str(blue))["map"]) == ".11"


def test_what_the_mask_hides_is_nodata(tmp_path: Path, model: str, classify: Classify) -> None:
    path = image_of(tmp_path, "1111\n2222\n3333")
    mask = write_raster(tmp_path / "scl.tif", draw("4449\n4444\n3444", dtype="uint8"))
    assert shown(classify(path, model, mask=mask, dilation=0)["map"]) == "111.\n2222\n.333"
    assert shown(classify(path, model, mask=mask, dilation=1)["map"]) == "11..\n.22.\n..33"


def test_without_a_mask_the_images_own_scene_classification_counts(
    tmp_path: Path, model: str, classify: Classify
) -> None:
    plain = read_raster(image_of(tmp_path, "1122"))
    bands = np.concatenate([plain, draw("4499", dtype="uint16")[None]])
    path = write_raster(tmp_path / "with_scl.tif", bands, nodata=0, descriptions=(*NAMES, "SCL"))
    assert shown(classify(path, model, dilation=0)["map"]) == "11.."


def test_snow_is_clear_in_glacial_zones_only(tmp_path: Path, model: str, classify: Classify) -> None:
    path = image_of(tmp_path, "1122")
    mask = write_raster(tmp_path / "scl.tif", draw("4bb4", {"b": 11}, dtype="uint8"))
    assert shown(classify(path, model, mask=mask, dilation=0)["map"]) == "1..2"
    assert shown(classify(path, model, mask=mask, dilation=0, glacial=True)["map"]) == "1122"


def test_a_date_without_a_clear_pixel_is_all_nodata_with_a_warning(
    tmp_path: Path, model: str, classify: Classify
) -> None:
    path = image_of(tmp_path, "1122")
    mask = write_raster(tmp_path / "scl.tif", draw("9999", dtype="uint8"))
    result = classify(path, model, mask=mask)
    assert not result["map"].any()
    assert any("No pixel is clear" in text for text in result["told"])


def test_an_image_of_nodata_only_is_refused_and_nothing_is_written(
    tmp_path: Path, model: str, classify: Classify
) -> None:
    with pytest.raises(SureCoverError, match=r"Image \(INPUT\) holds nothing but nodata"):
        classify(image_of(tmp_path, "....\n...."), model)
    assert not (tmp_path / "m.tif").exists()
    assert not list(tmp_path.glob(".*partial*"))


def test_an_extent_of_nodata_only_is_refused(tmp_path: Path, model: str, classify: Classify) -> None:
    path = image_of(tmp_path, "11..\n11..")
    with pytest.raises(SureCoverError, match="nothing but nodata in the area"):
        classify(path, model, extent="500020,4999980,500040,5000000")


def test_an_extent_gives_the_same_pixels_as_the_whole_image(tmp_path: Path, classify: Classify) -> None:
    model = str(blur_model(tmp_path / "blur", CLASSES, 9, halo=4))
    bands = np.random.default_rng(0).integers(1, 10_000, (4, 150, 140)).astype(np.uint16)
    path = write_raster(tmp_path / "image.tif", bands, nodata=0, descriptions=NAMES)
    whole = classify(path, model)["map"]
    part = classify(
        path, model, extent="500305,4998700,501200,4999600"
    )  # columns 30.5 to 120, rows 40 to 130
    np.testing.assert_array_equal(part["map"], whole[40:130, 30:120])
    grid = grid_of(part["paths"]["MAP"])
    assert grid.xy(0, 0) == (500_300, 4_999_600)


@pytest.mark.parametrize(
    ("extent", "message"),
    [
        ("0,0,10,10", "does not overlap the image"),
        ("1,2,3", "needed is xmin,ymin,xmax,ymax"),
        ("5,5,1,1", "needed is xmin,ymin,xmax,ymax"),
        ("a,b,c,d", "needed is xmin,ymin,xmax,ymax"),
    ],
)
def test_an_unusable_extent_is_refused(
    tmp_path: Path, model: str, classify: Classify, extent: str, message: str
) -> None:
    with pytest.raises(SureCoverError, match=rf"Extent \(EXTENT\).*{message}"):
        classify(image_of(tmp_path, PICTURE), model, extent=extent)


@pytest.mark.parametrize("shape", [(1, 1), (1, 5000), (3, 65)])
def test_rasters_of_odd_shapes_work(
    tmp_path: Path, model: str, classify: Classify, shape: tuple[int, int]
) -> None:
    classes = np.random.default_rng(0).integers(1, 5, shape)
    bands = np.stack([np.where(classes == band, 3000, 1000) for band in (1, 2, 3, 4)]).astype(np.uint16)
    path = write_raster(tmp_path / "image.tif", bands, descriptions=NAMES)
    np.testing.assert_array_equal(classify(path, model)["map"].reshape(shape), classes)


@pytest.mark.parametrize("crs", ["EPSG:4326", None])
def test_degrees_or_no_crs_at_all_work(
    tmp_path: Path, model: str, classify: Classify, crs: str | None
) -> None:
    path = image_of(tmp_path, PICTURE, crs=crs, origin=(14.5, 45.9), pixel=0.0001)
    result = classify(path, model)
    assert shown(result["map"]) == plain(PICTURE)
    assert grid_of(result["paths"]["MAP"]) == grid_of(path)


def test_a_mask_of_another_crs_is_resampled(tmp_path: Path, model: str, classify: Classify) -> None:
    path = image_of(tmp_path, "\n".join(["1" * 20] * 20))
    with rasterio.open(path) as file:
        left, _, right, top = transform_bounds(file.crs, "EPSG:4326", *file.bounds)
    mask = write_raster(
        tmp_path / "cloud.tif", np.tile(np.repeat([0, 1], 30), (40, 1)).astype(np.uint8),
        crs="EPSG:4326", origin=(left, top), pixel=(right - left) / 60,
    )  # fmt: skip
    result = classify(path, model, mask=mask, dilation=0)["map"]
    assert (result[2:-2, :9] == 1).all()
    assert (result[2:-2, 11:] == 0).all()


@pytest.mark.parametrize("dtype", ["uint16", "int16", "float32", "float64"])
def test_number_formats_give_the_same_map(tmp_path: Path, model: str, classify: Classify, dtype: str) -> None:
    values = read_raster(image_of(tmp_path, "1234"))
    if dtype.startswith("float"):
        values = values / 10_000
    path = write_raster(tmp_path / "other.tif", values.astype(dtype), descriptions=NAMES)
    assert shown(classify(path, model)["map"]) == "1234"


def test_bytes_are_refused_without_a_scale_and_work_with_one(
    tmp_path: Path, model: str, classify: Classify
) -> None:
    values = (read_raster(image_of(tmp_path, "1234")) / 40).astype(np.uint8)
    path = write_raster(tmp_path / "bytes.tif", values, descriptions=NAMES)
    with pytest.raises(SureCoverError, match=r"Scale \(SCALE\)"):
        classify(path, model)
    assert shown(classify(path, model, scale=250.0)["map"]) == "1234"


def test_the_offset_of_a_new_processing_baseline_is_taken_off(tmp_path: Path, classify: Classify) -> None:
    # Water where the blue reflectance is below 0.05, else grass.
    model = str(pixel_model(tmp_path / "m", (WATER, GRASS), [[-1000.0, 0, 0, 0], [0, 0, 0, 0]], [50.0, 0]))
    bands = np.full((4, 1, 2), 1400, np.uint16)
    bands[:, 0, 1] = 1600
    old = write_raster(tmp_path / "old.tif", bands - 1000, descriptions=NAMES)
    new = write_raster(tmp_path / "new.tif", bands, descriptions=NAMES, tags={"PROCESSING_BASELINE": "04.00"})
    told = write_raster(tmp_path / "told.tif", bands, descriptions=NAMES)
    assert shown(classify(old, model)["map"]) == "12"
    assert shown(classify(new, model)["map"]) == "12"
    assert shown(classify(told, model, offset=-1000.0)["map"]) == "12"
    assert shown(classify(told, model)["map"]) == "22"


def test_a_missing_band_is_one_sentence(tmp_path: Path, model: str, classify: Classify) -> None:
    path = write_raster(tmp_path / "a.tif", np.ones((3, 2, 2), np.uint16), descriptions=NAMES[:3])
    with pytest.raises(SureCoverError, match=r"Image \(INPUT\) lacks the band B08 \(nir\)"):
        classify(path, model)


def test_bands_without_names_can_be_named(tmp_path: Path, model: str, classify: Classify) -> None:
    path = image_of(tmp_path, PICTURE, descriptions=())
    with pytest.raises(SureCoverError, match=r"Bands \(BANDS\)"):
        classify(path, model)
    assert shown(classify(path, model, bands="B02,B03,B04,B08")["map"]) == plain(PICTURE)


def test_a_wrong_checksum_is_one_sentence(tmp_path: Path, model: str, classify: Classify) -> None:
    Path(model, "config.json").write_text("{}")
    with pytest.raises(SureCoverError, match=r"Models \(MODELS\) .* does not match the checksum"):
        classify(image_of(tmp_path, PICTURE), model)


def test_a_folder_without_a_card_is_one_sentence(tmp_path: Path, classify: Classify) -> None:
    with pytest.raises(SureCoverError, match=r"Models \(MODELS\) .* has no card model\.json"):
        classify(image_of(tmp_path, PICTURE), str(tmp_path))


def test_a_damaged_image_is_one_sentence_and_leaves_nothing(
    tmp_path: Path, model: str, classify: Classify
) -> None:
    bands = np.random.default_rng(0).integers(1, 10_000, (4, 300, 300)).astype(np.uint16)
    path = Path(write_raster(tmp_path / "image.tif", bands, descriptions=NAMES))
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    with pytest.raises(SureCoverError, match=r"damaged|cannot be opened"):
        classify(str(path), model)
    assert not (tmp_path / "m.tif").exists()
    assert not list(tmp_path.glob(".*partial*"))


def test_cancelling_leaves_nothing(tmp_path: Path, model: str, classify: Classify) -> None:
    bands = np.random.default_rng(0).integers(1, 10_000, (4, 300, 300)).astype(np.uint16)
    path = write_raster(tmp_path / "image.tif", bands, descriptions=NAMES)
    reports: list[float] = []
    progress = Progress(
        lambda kind, value: reports.append(value[0]) if kind == "progress" else None,  # type: ignore[index]
        lambda: len(reports) > 3,
    )
    with pytest.raises(Cancelled):
        classify(path, model, progress=progress)
    assert not (tmp_path / "m.tif").exists()
    assert not list(tmp_path.glob(".*partial*"))


def test_results_do_not_depend_on_the_batch(tmp_path: Path, classify: Classify) -> None:
    model = str(blur_model(tmp_path / "blur", CLASSES, 9, halo=4))
    bands = np.random.default_rng(0).integers(1, 10_000, (4, 150, 140)).astype(np.uint16)
    path = write_raster(tmp_path / "image.tif", bands, nodata=0, descriptions=NAMES)
    first, second = (classify(path, model, batch=batch) for batch in (1, 5))
    np.testing.assert_array_equal(first["map"], second["map"])


def test_only_the_asked_outputs_are_written(tmp_path: Path, model: str) -> None:
    path = image_of(tmp_path, PICTURE)
    job = ClassifyJob(input=path, models=(model,), map=str(tmp_path / "only.tif"))
    assert run(job, Progress()) == {"MAP": job.map}


MEASURED = """
import runpy, sys
runpy.run_path("tests/conftest.py")
sys.path.insert(0, ".")
from surecover.core.model import stored
from surecover.core.progress import Progress
from surecover.core.stages.classify import ClassifyJob, run
from tests.models_fixture import build
stored.build_network = build
image, model, probabilities, classes = sys.argv[1:]
run(ClassifyJob(input=image, models=(model,), probabilities=probabilities, map=classes), Progress())
print(next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM")))
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="reads VmHWM of /proc")
def test_memory_does_not_grow_with_height(tmp_path: Path) -> None:
    model = pixel_model(tmp_path / "model", CLASSES, BRIGHTEST, tile=256, halo=16, overlap=32)
    script = tmp_path / "measure.py"
    script.write_text(MEASURED)
    peaks = []
    for height in (8192, 65536):  # the lower one fills GDAL's caches already
        bands = np.random.default_rng(0).integers(1, 3000, (4, height, 512), np.uint16)
        path = write_raster(tmp_path / f"{height}.tif", bands, descriptions=NAMES)
        arguments = [path, str(model), str(tmp_path / "p.tif"), str(tmp_path / "m.tif")]
        done = subprocess.run(
            [sys.executable, str(script), *arguments], cwd=ROOT, check=True, capture_output=True, text=True,
            env={**os.environ, "GDAL_CACHEMAX": "16", "MALLOC_ARENA_MAX": "1"},
        )  # fmt: skip
        peaks.append(int(done.stdout) / 1024)
    # The raster grew by 29.4 Mpx: its probabilities as float32 would be 448 MiB, its bands as float32 too.
    assert peaks[1] - peaks[0] < 200, peaks


@pytest.mark.real_data
def test_a_real_scene_is_classified_with_its_mask(tmp_path: Path, classify: Classify) -> None:
    belgium = real_data("belgium_s2_l2a_s1")
    model = str(smp_model(tmp_path / "smp"))
    result = classify(str(belgium / "s2_l2a_20190121.tif"), model, mask=str(belgium / "scl_20190121.tif"))
    assert result["map"].shape == (64, 64)
    assert (result["map"] > 0).mean() > 0.9
