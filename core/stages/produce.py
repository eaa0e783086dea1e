"""The whole chain in one run (Fonteix et al. 2021, figure 1): the table of contents of SureCover.

external map on the grid → one classification per date → fusion of the dates → mosaic → its clusters
→ correction with reliability and evidence → report.
"""

from __future__ import annotations

import dataclasses
import json
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from ..errors import SureCoverError, renamed
from ..evidence.fittedfile import read_fitted
from ..external.limits import limited
from ..external.vectors import is_vector
from ..farm.client import farm_of
from ..fingerprint import fingerprint
from ..imagery.dated import DatedImage, dated_images, periods, with_tiles_joined
from ..imagery.dates import given_dates
from ..imagery.scenes import check_masks
from ..job import Job, borrowed, setting, source, target
from ..learning.appearancefile import read_appearance
from ..learning.document import labels_of
from ..mapview import write_map_view
from ..model.cardfile import models_of, read_card
from ..model.themes import combined_classes
from ..outputs import Outputs, signed
from ..paths import layer_in, real, without_secrets
from ..progress import Progress
from ..rasters import grid_of, open_raster
from ..rasterscheme import scheme_of
from ..resultfolder import FINAL, INTERMEDIATE, LABEL_CHECK, LABEL_ISSUES, MAP, MODEL, is_replaced
from ..runtimes.present import device_of
from ..scheme import ClassScheme
from ..stac import write_folder_item
from ..unfinished import Steps, finished_steps
from . import checklabels, classify, cluster, confidence, correct, crossfit, fuse, harmonise, mosaic, report
from .classify import ClassifyJob
from .cluster import ClusterJob
from .confidence import ConfidenceJob
from .correct import CorrectJob
from .crossfit import CrossfitJob
from .fuse import FuseJob
from .harmonise import HarmoniseJob
from .mosaic import MosaicJob
from .report import ReportJob

_REJECTION_LEARNED_HERE = 0.7


@dataclass(frozen=True)
class ProduceJob(Job):
    """Dated images, models and an old map → corrected map, reliability, evidence, confidence, report."""

    stage: ClassVar[str] = "produce"
    numbers: ClassVar[dict[str, str]] = CorrectJob.numbers

    images: tuple[str, ...] = source("rasters", "Dated images")
    masks: tuple[str, ...] = source("rasters", "Cloud masks, in the order of the images", optional=True)
    dates: str = borrowed(MosaicJob, "dates")
    models: tuple[str, ...] = source(
        "folders", "Models (none = learn here from the external map)", optional=True
    )
    external: str = source("layer", "External map")
    field: str = setting("", "text", "Class attribute of the external map")
    crosswalk: str = borrowed(HarmoniseJob, "crosswalk", label="Crosswalk of the external map")
    scheme: str = borrowed(HarmoniseJob, "scheme", label="Class scheme, without models")
    zones: str = borrowed(ReportJob, "zones", label="Zones of the report")
    zone_field: str = borrowed(ReportJob, "zone_field")
    periods: int = setting(0, "integer", "Period mosaics to classify (0 = every date)", minimum=0)
    keep: bool = setting(False, "flag", "Keep the intermediate results")
    extent: str = borrowed(ClassifyJob, "extent", advanced=True)
    area: str = borrowed(ClassifyJob, "area")
    codes: str = borrowed(HarmoniseJob, "codes")
    unknown: str = borrowed(HarmoniseJob, "unknown")
    order: str = borrowed(HarmoniseJob, "order")
    all_touched: bool = borrowed(HarmoniseJob, "all_touched")
    buffer: float = borrowed(HarmoniseJob, "buffer")
    mosaic: str = source("raster", "Mosaic", optional=True, advanced=True)
    mosaic_method: str = borrowed(MosaicJob, "method", label="Mosaic: choice per pixel", advanced=True)
    zone: str = borrowed(MosaicJob, "zone", advanced=True)
    dilation: int = borrowed(MosaicJob, "dilation", advanced=True)
    offset: float | None = borrowed(MosaicJob, "offset")
    scale: float | None = borrowed(MosaicJob, "scale")
    residual: str = borrowed(ClassifyJob, "residual", advanced=True)
    fusion_method: str = borrowed(FuseJob, "method", advanced=True)
    weights: str = borrowed(FuseJob, "weights", advanced=True)
    bias: str = borrowed(FuseJob, "bias", advanced=True)
    k: int = borrowed(ClusterJob, "k", advanced=True)
    seed: int = borrowed(ClusterJob, "seed", label="Seed of the clusters and the learning")
    classes: str = borrowed(CorrectJob, "classes", advanced=True)
    connectivity: int = borrowed(CorrectJob, "connectivity", advanced=True)
    min_pixels: int = borrowed(CorrectJob, "min_pixels", advanced=True)
    min_share: float = borrowed(CorrectJob, "min_share", advanced=True)
    radius: float = borrowed(CorrectJob, "radius", advanced=True)
    local_radius: float = borrowed(CorrectJob, "local_radius", advanced=True)
    rejection: float | None = setting(
        None, "number", "Rejection factor (empty = automatic)", minimum=0, maximum=1, advanced=True
    )
    continuity: str = borrowed(CorrectJob, "continuity", advanced=True)
    cluster_evidence: bool = borrowed(CorrectJob, "cluster_evidence", default=True, advanced=True)
    fitted: str = borrowed(ConfidenceJob, "fitted", advanced=True)
    confidence_by: str = borrowed(CorrectJob, "confidence_by", default="odds")
    max_gap: int = borrowed(CorrectJob, "max_gap", advanced=True)
    memory: float = borrowed(CorrectJob, "memory", label="Memory of the correction, GiB")
    network: str = borrowed(CrossfitJob, "network", label="Network to learn with")
    folds: int = borrowed(CrossfitJob, "folds", label="Folds of the learning")
    ignore: str = borrowed(CrossfitJob, "ignore", label="Classes not to learn", advanced=True)
    device: str = borrowed(ClassifyJob, "device")
    runtime: str = borrowed(ClassifyJob, "runtime")
    tta: str = borrowed(ClassifyJob, "tta")
    ensemble: bool = borrowed(ClassifyJob, "ensemble")
    scheduler: str = borrowed(ClassifyJob, "scheduler")
    folder: str = target("new folder", "Folder of results", "", optional=False)
    map: str = target("new raster", "Land-cover map")
    reliability: str = target("new raster", "Reliability")
    evidence: str = target("new raster", "Evidence")
    confidence: str = target("new raster", "Confidence")

    def check(self) -> None:
        """As every job; masks, dates and periods must match the images."""
        super().check()
        check_masks(self.label("masks"), self.masks, self.images)
        given_dates(self.dates, len(self.images), self.label("dates"))
        self.check_periods(len(self.images))
        if self.periods:
            fuse.date_weights(self.weights, self.periods)
        self._check_folder()

    def check_periods(self, count: int) -> None:
        """Refuse more periods than there are images, of which several may be tiles of one."""
        if self.periods > count:
            raise SureCoverError(
                f"{self.label('periods')} are {self.periods} for {count} images; "
                f"allowed: 0 to {count}, or add images."
            )

    def _check_folder(self) -> None:
        """Refuse to read what the results would replace."""
        for label, path in self.paths("source"):
            if is_replaced(path, self.folder):
                raise SureCoverError(
                    f"{label} lies where {self.label('folder')} puts results of that name: "
                    f"{path}; choose another folder, so that nothing is overwritten."
                )


JOB = ProduceJob


def run(job: ProduceJob, progress: Progress) -> dict[str, Any]:
    """Run every stage.

    Without models it learns from the external map (`crossfit`). The folder receives map.tif,
    reliability.tif, evidence.tif, confidence.tif, map_view.vrt, report.html, .json and .csv, areas.csv,
    pictures/, job.json and produce.stac.json; if it learned, also model/ and what looks wrong in the external
    map (`checklabels`); with `keep` also intermediate/, where each stage's results stand under the name of
    what they are. The maps asked for by name are copies. What a killed or cancelled run has finished stands
    hidden beside the folder; the same job goes on from there.

    Returns:
        The paths of the folder and of the four maps, and the numbers of `correct`.

    Raises:
        SureCoverError: As the stages; nothing is written then.
    """
    job = _decided(job)
    # What cannot be used is told before the long steps.
    if job.fitted:
        read_fitted(job.fitted, job.label("fitted"))
    if job.models:
        device_of(job.runtime, job.device)
    with farm_of(job):
        pass
    with finished_steps(job.folder, fingerprint(job), progress) as steps:
        results = _Chain(job, steps, progress).run()
        with Outputs(job) as outputs:
            for name in FINAL:
                if copy := getattr(job, Path(name).stem):
                    outputs.copy(steps.folder / name, copy)
        if not job.keep:
            shutil.rmtree(steps.folder / INTERMEDIATE)
        write_folder_item(steps.folder, job, MAP)
    maps = {Path(name).stem: str(Path(job.folder, name)) for name in FINAL}
    asked = {key.upper(): getattr(job, key) or path for key, path in maps.items()}
    numbers = {key: results[key] for key in job.numbers if key in results}
    return {"FOLDER": job.folder, **asked, **numbers}


def _decided(job: ProduceJob) -> ProduceJob:
    """The job with a rejection factor.

    What learned here has not seen the old map and is as sure as it is right; hard against its word the
    spectral check loses more than it mends (tests/benchmarks/learn).
    """
    if job.rejection is not None:
        return job
    usual = CorrectJob.rejection if job.models else _REJECTION_LEARNED_HERE
    return dataclasses.replace(job, rejection=usual)


_OWN_KEYS = {
    "harmonise": {"INPUT": "EXTERNAL"},
    "mosaic": {"METHOD": "MOSAIC_METHOD"},
    "classify": {"INPUT": "IMAGES", "MASK": "MASKS"},
    "fuse": {"METHOD": "FUSION_METHOD"},
    "cluster": {"INPUT": "MOSAIC"},
    "crossfit": {"LABELS": "EXTERNAL"},
}
"""What a stage calls otherwise than this one, by stage and key."""


class _Chain:
    """The steps of one run; results in their folder, intermediate ones in `intermediate` in it."""

    def __init__(self, job: ProduceJob, steps: Steps, progress: Progress) -> None:
        self.job = job
        self.folder = steps.folder
        self.intermediate = steps.folder / INTERMEDIATE
        self.intermediate.mkdir(exist_ok=True)
        self._steps = steps
        given = given_dates(job.dates, len(job.images), job.label("dates"))
        label = job.label("images")
        images, masks, given = with_tiles_joined(job.images, job.masks, given, label, progress)
        self.scenes = dated_images(images, masks, given, label)
        job.check_periods(len(images))
        fuse.date_weights(job.weights, job.periods or len(images))
        self.periods = (
            periods(self.scenes, job.periods, job.label("periods"), job.label("dates")) if job.periods else []
        )
        self._progress = progress
        self._done = 0.0
        self.reference = images[0]
        whole = grid_of(self.reference, label)
        window, polygons = limited(job.extent, job.area, whole, job.label("area"))
        self.grid = whole.part(window)
        self._knows_land = any(read_appearance(folder) for folder in job.models)
        self.extent = job.extent or (",".join(map(repr, self.grid.bounds)) if polygons else "")

    def run(self) -> dict[str, Any]:
        if self.job.models:
            cards = [read_card(folder, self.job.label("models")) for folder in self.job.models]
            ids = combined_classes(cards, self.job.residual, ensemble=self.job.ensemble)
            self.check(cards[0].scheme, ids)
        for scene in self.scenes:
            self._progress.log(f"{scene.acquired}.")
        scheme = self.harmonise()
        if self.job.models:
            self.warn_of_taught_models()
            probabilities = [self.classify(*date) for date in self.dates()]
        else:
            self.check(scheme, scheme.ids)
            probabilities = self.learn(list(self.dates()))
        self.fuse(probabilities)
        if not self.job.models:
            self.check_labels()
        self.cluster(self.job.mosaic or self.mosaic("mosaic", self.scenes, 0.1))
        with signed(self.job, self.record(probabilities)):
            results = self.correct()
        write_map_view(self.folder)
        self.report()
        return results

    def check(self, scheme: ClassScheme, ids: Sequence[int]) -> None:
        """Refuse what the last steps cannot use before the long ones: classes, the layer of zones."""
        fuse.class_bias(self.job.bias, scheme, ids)
        correct.checked_classes(scheme, self.job.classes, ())
        correct.continuous_classes(scheme, self.job.continuity)
        zones = ReportJob(zones=self.job.zones, zone_field=self.job.zone_field)
        report.zones_of(zones, self.grid, len(scheme.classes))

    def dates(self) -> Iterator[tuple[str, str, str, str]]:
        """(name, image, mask or "", given date or "") of everything that is classified."""
        if not self.job.periods:
            for scene in self.scenes:
                yield scene.name, scene.acquired.path, scene.mask, scene.acquired.given
        for number, scenes in enumerate(self.periods, start=1):
            name = f"period{number}"
            yield name, self.mosaic(name, scenes, 0.1 / self.job.periods), "", ""

    def mosaic(self, name: str, scenes: Sequence[DatedImage], share: float) -> str:
        made = self.made(name)
        self.step(
            mosaic, share,
            images=tuple(scene.acquired.path for scene in scenes),
            masks=tuple(scene.mask for scene in scenes if scene.mask),
            dates=",".join(scene.acquired.given for scene in scenes),
            method=self.job.mosaic_method, extent=self.extent, output=made,
            source_index=self.made(f"{name}_source"), clear_count=self.made(f"{name}_clear_count"),
            display=self.made(f"{name}_display"),
        )  # fmt: skip
        return made

    def classify(self, name: str, image: str, mask: str, date: str) -> str:
        made = self.made(f"probabilities_{name}")
        self.step(
            classify, 0.45 / (self.job.periods or len(self.scenes)),
            input=image, mask=mask, date=date, models=self.job.models, area=self.job.area,
            glacial=self.job.zone == "glacial", probabilities=made, map=self.made(f"map_{name}"),
            unlike=self.made(f"unlike_{name}") if self.job.keep and self._knows_land else "",
        )  # fmt: skip
        return made

    def learn(self, dates: Sequence[tuple[str, str, str, str]]) -> list[str]:
        """Predict every date by networks that learned from the external map elsewhere (SPEC §6)."""
        names, images, masks, given = zip(*dates)
        external = self.job.external
        self.step(
            crossfit, 0.45, images=images, masks=masks if any(masks) else (), dates=",".join(given),
            labels=self.made("external"), cells="" if is_vector(external) else external, area=self.job.area,
            glacial=self.job.zone == "glacial", names=",".join(names), folder=str(self.intermediate),
            model=str(self.folder / MODEL), field="", crosswalk="", scheme="", codes="auto", classes="",
            title=f"Learned from {Path(layer_in(external)[0]).name}",
        )  # fmt: skip
        text = without_secrets(json.dumps(self.job.to_dict(), indent=2))
        (self.folder / MODEL / "job.json").write_text(text + "\n", encoding="utf-8")
        return [self.made(f"probabilities_{name}") for name in names]

    def check_labels(self) -> None:
        """What looks wrong in the external map, seen by what did not learn from it there.

        Nothing can be told of it where its classes are all related, as grass and open land; the map is made
        without it then.
        """
        try:
            self.step(
                checklabels, 0.03, labels=self.made("external"), probabilities=self.made("fused"), scheme="",
                issues=str(self.folder / LABEL_ISSUES), json=str(self.folder / LABEL_CHECK),
            )  # fmt: skip
        except SureCoverError as error:
            self._progress.warn(f"What looks wrong in the external map is not told: {error}")

    def warn_of_taught_models(self) -> None:
        """Tell of models that learned from this external map: their agreement with it says little."""
        for folder in self.job.models:
            taught_by = labels_of(folder)
            if taught_by and real(taught_by) == real(self.job.external):
                self._progress.warn(
                    f"{self.job.label('models')} {folder} learned from {self.job.external} itself and tends "
                    "to repeat its mistakes, so that agreement proves little; without models SureCover "
                    "learns anew, and predicts no pixel by what saw its label."
                )

    def fuse(self, probabilities: list[str]) -> None:
        self.step(
            fuse, 0.1, probabilities=tuple(probabilities), area=self.job.area,
            method=self.job.fusion_method, map=self.made("fused_map"), fused=self.made("fused"),
            agreement=self.made("agreement"), entropy=self.made("entropy"),
        )  # fmt: skip

    def cluster(self, mosaic_path: str) -> None:
        self.step(cluster, 0.1, input=mosaic_path, output=self.made("clusters"))

    def harmonise(self) -> ClassScheme:
        """First of all, so that an external map that cannot be used is told before the long steps."""
        place = self.intermediate / "scheme.json"
        if self.job.models:
            model = read_card(self.job.models[0], self.job.label("models"))
            place.write_text(model.scheme.to_json(), encoding="utf-8")
        self.step(
            harmonise, 0.05, input=self.job.external, field=self.job.field,
            scheme=str(place) if self.job.models else self.job.scheme, own_legend=not self.job.models,
            grid=self.reference, output=self.made("external"),
            legend=str(self.intermediate / "external_legend.csv"),
        )  # fmt: skip
        with open_raster(self.made("external")) as external:
            place.write_text(scheme_of(external).to_json(), encoding="utf-8")
            return scheme_of(external)

    def correct(self) -> dict[str, Any]:
        corrected, reliability, evidence, confidences = (str(self.folder / name) for name in FINAL)
        known = {name: self.made(name) for name in ("agreement", "external")}
        weighed = self.job.cluster_evidence and (self.job.keep or self.job.fitted)
        used = self.made("weighed") if weighed else ""
        results = self.step(
            correct, 0.15, map=self.made("fused_map"), cluster_map=self.made("clusters"), **known,
            probabilities=self.made("fused"), probabilities_out=used, corrected=corrected,
            reliability=reliability, evidence=evidence, confidence="" if self.job.fitted else confidences,
        )  # fmt: skip
        if self.job.fitted:
            self.step(
                confidence, 0.05, map=corrected, **known, probabilities=used or self.made("fused"),
                evidence=evidence, fitted=self.job.fitted, field="", scheme="", confidence=confidences,
            )  # fmt: skip
        return results

    def record(self, probabilities: Sequence[str]) -> dict[str, Any]:
        """Write down what the whole chain is made of; return what the maps shall tell of it."""
        inputs = [
            {"name": scene.name, **scene.acquired.facts(), "mask": scene.clouds} for scene in self.scenes
        ]
        facts = {"inputs": inputs, "models": models_of(probabilities)}
        text = without_secrets(json.dumps({**self.job.to_dict(), **facts}, indent=2))
        (self.folder / "job.json").write_text(text + "\n", encoding="utf-8")
        return facts

    def report(self) -> None:
        paths = {Path(name).stem: str(self.folder / name) for name in FINAL}
        places = {suffix: str(self.folder / f"report.{suffix}") for suffix in ("html", "json", "csv")}
        checked = [
            str(place) for name in (LABEL_CHECK, LABEL_ISSUES) if (place := self.folder / name).exists()
        ]
        label_check, label_issues = checked or ("", "")
        self.step(
            report, 0.05, zones=self.job.zones, **paths, **places, areas=str(self.folder / "areas.csv"),
            pictures=str(self.folder / "pictures"),
            label_check=label_check, label_issues=label_issues,
        )  # fmt: skip

    def made(self, name: str) -> str:
        return str(self.intermediate / f"{name}.tif")

    def step(self, module: Any, share: float, **settings: Any) -> dict[str, Any]:  # noqa: ANN401
        """Run one stage with its own paths, and this job's settings of the same name."""
        own = self.job.specs()
        names = [name for name, spec in module.JOB.specs().items() if spec.role == "setting" and name in own]
        shared = {name: getattr(self.job, name) for name in names}
        sub = module.JOB(**{**shared, **settings})
        what = f"{sub.stage}: {', '.join(Path(path).name for _, path in sub.paths('target'))}"
        part = self._progress.part(self._done, min(self._done + share, 1.0))
        self._done += share
        if (values := self._steps.begin(sub)) is not None:
            self._progress.log(f"{what} (finished by the interrupted run)")
            part.skip(1.0)
            part.report(1.0)
            return values
        self._progress.log(what)
        with renamed(_OWN_KEYS.get(sub.stage, {})):
            sub.check()
            values = module.run(sub, part)
        self._steps.finish(sub, values)
        return values
