"""What holds for every algorithm."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from qgis.core import (
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingModelAlgorithm,
    QgsProcessingModelChildAlgorithm,
    QgsProcessingModelChildParameterSource,
    QgsProcessingParameterDefinition,
)

from surecover.core.job import Job
from surecover.core.stages import STAGES, stage
from surecover.processing_provider.provider import SureCoverProvider

GROUPS = {
    "Prepare": ("mosaic", "radar", "harmonise"),
    "Map": ("classify", "fuse", "cluster", "correct", "produce", "vectorise"),
    "Trust": (
        "report", "sample", "assess", "calibrate", "predictsets", "confidence",
        "reviewregions", "applyreview", "change",
    ),
    "Learn": ("train", "crossvalidate", "crossfit", "checklabels", "compare"),
    "Set up": ("checkmodel", "importmodel", "checkimages", "selftest", "demodata"),
}  # fmt: skip

PUBLIC_KEYS = {
    "mosaic": "IMAGES MASKS DATES METHOD DILATION OFFSET ZONE OUTPUT SOURCE_INDEX CLEAR_COUNT DISPLAY",
    "radar": "INPUT METHOD OUTPUT",
    "harmonise": "INPUT FIELD CROSSWALK SCHEME GRID OUTPUT LEGEND",
    "classify": (
        "INPUT MODELS MASK DATE EXTENT AREA DEVICE RUNTIME TTA ENSEMBLE SCHEDULER PROBABILITIES MAP UNLIKE"
    ),
    "fuse": "PROBABILITIES METHOD WEIGHTS BIAS MAP FUSED AGREEMENT ENTROPY",
    "cluster": "INPUT K SEED SCHEDULER OUTPUT",
    "correct": (
        "MAP EXTERNAL CLUSTER_MAP PROBABILITIES AGREEMENT CLASSES CONNECTIVITY MIN_PIXELS MIN_SHARE RADIUS "
        "LOCAL_RADIUS REJECTION CONTINUITY MAX_GAP CLUSTER_EVIDENCE CONFIDENCE_BY SCHEDULER CORRECTED "
        "RELIABILITY EVIDENCE CONFIDENCE PROBABILITIES_OUT SCORE N1 N2 N3"
    ),
    "produce": (
        "IMAGES MASKS DATES MODELS EXTERNAL FIELD CROSSWALK MOSAIC PERIODS EXTENT AREA FITTED SCHEDULER "
        "TTA ENSEMBLE FOLDER MAP RELIABILITY EVIDENCE CONFIDENCE SCORE"
    ),
    "report": (
        "MAP RELIABILITY EVIDENCE CONFIDENCE ZONES ASSESSMENT LABEL_CHECK LABEL_ISSUES HTML JSON CSV AREAS"
    ),
    "vectorise": (
        "MAP RELIABILITY CONFIDENCE MIN_AREA MIN_PIXELS SIMPLIFY BY_RELIABILITY CONNECTIVITY OUTPUT POLYGONS"
    ),
    "sample": "MAP RELIABILITY SIZE TARGET_SE ALLOCATION SEED POINTS",
    "assess": "MAP REFERENCE FIELD STRATA RELIABILITY EVIDENCE CONFIDENCE PROBABILITIES AGREEMENT OTHERS "
    "SCHEME ZONES HTML JSON CSV OA MIOU AUC",
    "confidence": (
        "MAP PROBABILITIES AGREEMENT EXTERNAL EVIDENCE REFERENCE FIELD FITTED CONFIDENCE_BY CONFIDENCE "
        "FITTED_OUT AUC AUC_MAX_PROBABILITY ECE"
    ),
    "calibrate": (
        "MODEL IMAGES MASKS DATES LABELS FIELD CROSSWALK COVERAGE ZONES ZONE_FIELD SEED "
        "MODEL_OUT JSON HTML TEMPERATURE ECE_BEFORE ECE_AFTER COVERED MEAN_SIZE"
    ),
    "predictsets": "PROBABILITIES MODEL COVERAGE METHOD SET_SIZE MEAN_SIZE SHARE_SINGLE",
    "reviewregions": "MAP RELIABILITY EVIDENCE CONFIDENCE ZONES MIN_PIXELS REGIONS",
    "applyreview": "MAP RELIABILITY EVIDENCE EDITS MAP_OUT RELIABILITY_OUT EVIDENCE_OUT",
    "change": (
        "MAP_A MAP_B RELIABILITY_A RELIABILITY_B CONFIDENCE_A CONFIDENCE_B MIN_CONFIDENCE MAX_RELIABILITY "
        "MIN_PIXELS CHANGE HTML JSON CSV CHANGED_HECTARES CHANGED_SHARE NOT_SURE_SHARE UNMASKED_SHARE"
    ),
    "train": (
        "IMAGES LABELS FIELD MASKS ZONES SCHEME CROSSWALK NETWORK ENCODER LOSS EPOCHS REFINE_EVERY IGNORE "
        "SEED HELD_OUT UNLABELLED UNLABELLED_MASKS SPLIT AUXILIARY AUXILIARY_WEIGHT REGULARISATION CLUSTERS "
        "MODEL HTML OA MIOU"
    ),
    "crossvalidate": (
        "IMAGES LABELS FIELD MASKS ZONES SCHEME CROSSWALK NETWORK ENCODER LOSS EPOCHS REFINE_EVERY IGNORE "
        "SEED FOLDS RANDOM HTML JSON OA MIOU OA_SD"
    ),
    "crossfit": (
        "IMAGES MASKS DATES LABELS FIELD SCHEME CROSSWALK IGNORE SEED NETWORK FOLDS EXTENT AREA "
        "FOLDER MODEL OA"
    ),
    "checklabels": "LABELS PROBABILITIES ZONES SCHEME ISSUES HTML JSON CSV WRONG FLAGGED",
    "compare": "AREAS TARGETS LABELS FIELD SCHEME CROSSWALK MODEL SEED HTML JSON UNLIKE OUTSIDE IOT",
    "checkmodel": "MODEL JSON",
    "importmodel": (
        "INPUT BANDS NORMALISATION MEANS DEVIATIONS SCALE CLASSES OTHER OUTPUT RESOLUTION HALO LICENCE "
        "FOLDER UNKNOWN"
    ),
    "checkimages": "IMAGES MASKS MODELS DATES JSON IMAGES_USABLE DATED",
    "selftest": "JSON",
    "demodata": "FOLDER",
}
"""Models and scripts of users build on these names."""


@pytest.fixture(params=STAGES)
def algorithm(provider: SureCoverProvider, request: pytest.FixtureRequest) -> QgsProcessingAlgorithm:
    found = provider.algorithm(request.param)
    assert found is not None
    return found.create()


def job_class(algorithm: QgsProcessingAlgorithm) -> type[Job]:
    return stage(algorithm.name()).JOB


def values(algorithm: QgsProcessingAlgorithm, folder: Path) -> dict[str, Any]:
    """Something that exists for every required source, a new place for what a dialog would make."""
    job = job_class(algorithm)
    there = folder / "exists"
    there.mkdir(exist_ok=True)
    chosen: dict[str, Any] = {}
    for name, spec in job.specs().items():
        if spec.role == "source" and not spec.optional:
            here = folder / f"{name}.tif"
            here.touch()
            path = str(there if spec.kind in ("folder", "folders") else here)
            chosen[name.upper()] = [path] if spec.kind in ("rasters", "folders") else path
        elif spec.role == "target" and algorithm.parameterDefinition(name.upper()).createByDefault():
            chosen[name.upper()] = str(folder / f"{name}{'' if spec.kind == 'new folder' else spec.suffix}")
    return chosen


def made(job: type[Job], given: dict[str, Any]) -> Job:
    return job(**{key.lower(): tuple(v) if isinstance(v, list) else v for key, v in given.items()})


def run(algorithm: QgsProcessingAlgorithm, parameters: dict[str, Any]) -> dict[str, Any]:
    """Run as a model does: without checkParameterValues."""
    results, _ = algorithm.run(parameters, QgsProcessingContext(), QgsProcessingFeedback(), {}, False)
    return results


def test_the_provider_holds_one_algorithm_per_stage(provider: SureCoverProvider) -> None:
    assert sorted(algorithm.name() for algorithm in provider.algorithms()) == sorted(STAGES)


def test_its_id_is_a_lowercase_word(algorithm: QgsProcessingAlgorithm) -> None:
    assert re.fullmatch(r"surecover:[a-z]+", algorithm.id())


def test_it_stands_in_its_group(algorithm: QgsProcessingAlgorithm) -> None:
    assert algorithm.name() in GROUPS[algorithm.group()]
    assert re.fullmatch(r"[a-z]+", algorithm.groupId())


def test_it_has_a_title_an_icon_and_a_summary(algorithm: QgsProcessingAlgorithm) -> None:
    assert algorithm.displayName()[0].isupper()
    assert not algorithm.icon().isNull()
    assert len(algorithm.shortHelpString()) > 40


def test_every_parameter_has_a_label_and_a_help_text(algorithm: QgsProcessingAlgorithm) -> None:
    for parameter in algorithm.parameterDefinitions():
        assert parameter.description()[0].isupper(), parameter.name()
        assert parameter.description() != parameter.name()
        assert parameter.help(), parameter.name()


def test_it_keeps_its_public_names(algorithm: QgsProcessingAlgorithm) -> None:
    names = {definition.name() for definition in algorithm.parameterDefinitions()}
    names |= {definition.name() for definition in algorithm.outputDefinitions()}
    assert not set(PUBLIC_KEYS[algorithm.name()].split()) - names


def test_labels_and_keys_are_unique(algorithm: QgsProcessingAlgorithm) -> None:
    definitions = algorithm.parameterDefinitions()
    assert len({definition.name() for definition in definitions}) == len(definitions)
    assert len({definition.description() for definition in definitions}) == len(definitions)


def test_every_default_is_a_value_that_it_accepts(algorithm: QgsProcessingAlgorithm) -> None:
    for parameter in algorithm.parameterDefinitions():
        if parameter.defaultValue() is not None and not parameter.isDestination():
            assert parameter.checkValueIsAcceptable(parameter.defaultValue()), parameter.name()


def test_attributes_are_offered_of_layers_that_can_only_be_vectors(algorithm: QgsProcessingAlgorithm) -> None:
    """QGIS, up to 4, crashes on opening the dialog where the layer is a raster."""
    for parameter in algorithm.parameterDefinitions():
        if parameter.type() == "field":
            parent = algorithm.parameterDefinition(parameter.parentLayerParameterName())
            assert parent.type() == "source", parameter.name()


def test_only_required_inputs_must_be_given(algorithm: QgsProcessingAlgorithm, tmp_path: Path) -> None:
    job = job_class(algorithm)
    made(job, values(algorithm, tmp_path)).check()


def test_outputs_are_optional_except_where_there_is_only_one(algorithm: QgsProcessingAlgorithm) -> None:
    optional = QgsProcessingParameterDefinition.Flag.FlagOptional
    required = [d for d in algorithm.destinationParameterDefinitions() if not d.flags() & optional]
    assert len(required) <= 1


def test_every_target_and_number_is_an_output(algorithm: QgsProcessingAlgorithm) -> None:
    job = job_class(algorithm)
    targets = {name.upper() for name, spec in job.specs().items() if spec.role == "target"}
    outputs = {definition.name() for definition in algorithm.outputDefinitions()}
    assert outputs == targets | set(job.numbers)


def test_a_copy_for_a_run_is_of_the_same_class(algorithm: QgsProcessingAlgorithm) -> None:
    copy = algorithm.create()
    assert copy is not algorithm
    assert type(copy) is type(algorithm)
    assert copy.id().endswith(algorithm.name())


def test_its_job_survives_json(algorithm: QgsProcessingAlgorithm, tmp_path: Path) -> None:
    job = job_class(algorithm)
    before = made(job, values(algorithm, tmp_path))
    assert job.from_dict(json.loads(json.dumps(before.to_dict()))) == before


def required_sources(job: type[Job]) -> list[tuple[str, str]]:
    specs = job.specs().items()
    return [(name.upper(), spec.label) for name, spec in specs if spec.role == "source" and not spec.optional]


REQUIRED = [(name, key, label) for name in STAGES for key, label in required_sources(stage(name).JOB)]


@pytest.mark.parametrize(("name", "key", "label"), REQUIRED)
def test_a_missing_input_is_refused_with_one_sentence(
    provider: SureCoverProvider, name: str, key: str, label: str, tmp_path: Path
) -> None:
    algorithm = provider.algorithm(name).create()
    given = {**values(algorithm, tmp_path), key: str(tmp_path / "missing.tif")}
    there = sorted(tmp_path.iterdir())
    accepted, reason = algorithm.checkParameterValues(given, QgsProcessingContext())
    sentence = f"{label} ({key}) was not found: {tmp_path}/missing.tif; check the path."
    assert (accepted, reason) == (False, sentence)
    with pytest.raises(QgsProcessingException) as refusal:
        run(algorithm, given)
    assert str(refusal.value) == sentence
    assert sorted(tmp_path.iterdir()) == there


def test_a_model_refuses_a_missing_input_with_the_same_sentence(
    provider: SureCoverProvider, tmp_path: Path
) -> None:
    child = QgsProcessingModelChildAlgorithm("surecover:cluster")
    child.setChildId("cluster")
    missing = QgsProcessingModelChildParameterSource.fromStaticValue(str(tmp_path / "missing.tif"))
    child.addParameterSources("INPUT", [missing])
    model = QgsProcessingModelAlgorithm("one", "tests")
    model.addChildAlgorithm(child)
    feedback = QgsProcessingFeedback()
    _, succeeded = model.create().run({}, QgsProcessingContext(), feedback)
    assert not succeeded
    assert f"(INPUT) was not found: {tmp_path}/missing.tif; check the path." in feedback.textLog()


def test_dialogs_accept_both_a_built_in_name_and_a_file_where_either_will_do(
    provider: SureCoverProvider, tmp_path: Path
) -> None:
    found = provider.algorithm("harmonise")
    assert found is not None
    for key in ("CROSSWALK", "SCHEME"):
        definition = found.parameterDefinition(key)
        for value in ("clc44-basic6", str(tmp_path / "mine.csv"), str(tmp_path / "mine"), ""):
            assert definition.checkValueIsAcceptable(value)
