"""What all jobs that learn are asked: images, labels, and how to learn from them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ..errors import SureCoverError
from ..external.crosswalk import MAX_BUFFER, load_crosswalk
from ..external.request import CODES, ORDERS, UNKNOWN
from ..fingerprint import fingerprint
from ..imagery.dates import given_dates
from ..imagery.masks import DILATION
from ..imagery.scenes import check_masks
from ..job import Job, setting, source
from ..model.card import NORMALISATIONS
from ..runtimes.devices import DEVICES
from ..scheme import load_scheme
from .architecture import NETWORKS
from .augment import KINDS
from .baselines import BASELINES
from .losses import LOSSES
from .recipe import OPTIMISERS, SCHEDULES


@dataclass(frozen=True)
class LearningJob(Job):
    """Images and labels, and how to learn; the stages add what they write."""

    stage: ClassVar[str] = "train"

    images: tuple[str, ...] = source("rasters", "Images, one per date")
    masks: tuple[str, ...] = source("rasters", "Cloud masks, in the order of the images", optional=True)
    labels: str = source("layer", "Labels")
    field: str = setting("", "text", "Class attribute of the labels")
    zones: str = source("vector", "Zones", optional=True)
    zone_field: str = setting("", "field", "Attribute that names the zones", parent="ZONES")
    scheme: str = setting("", "text or file", "Class scheme")
    crosswalk: str = setting("", "text or file", "Crosswalk of the labels")
    network: str = setting("unet", "choice", "Network", choices=(*NETWORKS, *BASELINES))
    encoder: str = setting("", "text", "Encoder")
    loss: str = setting("cross_entropy", "choice", "Loss", choices=LOSSES)
    epochs: int = setting(30, "integer", "Most epochs", minimum=1, maximum=10_000)
    refine_every: int = setting(
        0, "integer", "Refine labels every so many epochs (0 = never)", minimum=0, maximum=10_000
    )
    ignore: str = setting("", "text", "Classes to ignore")
    seed: int = setting(0, "integer", "Seed", minimum=0)
    encoder_weights: str = source("file", "Weights of the encoder", optional=True, advanced=True)
    frozen: int = setting(
        0, "integer", "First epochs with the encoder frozen", minimum=0, maximum=10_000, advanced=True
    )
    normalisation: str = setting("measured", "choice", "Normalisation", choices=NORMALISATIONS, advanced=True)
    bands: str = setting("", "text", "Bands to learn from, separated by commas", advanced=True)
    theme: str = setting("", "text", "Theme", advanced=True)
    classes: str = setting("", "text", "Classes to learn", advanced=True)
    patch: int = setting(
        0, "integer", "Side of a patch, px (0 = automatic)", minimum=0, maximum=2048, advanced=True
    )
    batch: int = setting(12, "integer", "Patches a step", minimum=1, maximum=1024, advanced=True)
    samples: int = setting(0, "integer", "Patches an epoch (0 = each once)", minimum=0, advanced=True)
    balanced: bool = setting(False, "flag", "Show rare classes as often as others", advanced=True)
    skip: float = setting(
        100.0, "number", "Skip patches of which one class fills more than, %", minimum=0, maximum=100,
        advanced=True,
    )  # fmt: skip
    augmentation: str = setting("flips,rotations,warps", "text", "Augmentation", optional=True, advanced=True)
    dropout: float = setting(0.0, "number", "Dropout", minimum=0, maximum=0.5, advanced=True)
    optimiser: str = setting("adam", "choice", "Optimiser", choices=tuple(OPTIMISERS), advanced=True)
    learning_rate: float = setting(
        0.0, "number", "Learning rate (0 = the optimiser's)", minimum=0, maximum=10, advanced=True
    )
    schedule: str = setting("onecycle", "choice", "Schedule", choices=tuple(SCHEDULES), advanced=True)
    protect: float = setting(
        10.0, "number", "Least share of each class that refinement keeps, %", minimum=0, maximum=100,
        advanced=True,
    )  # fmt: skip
    gap: int = setting(
        -1,
        "integer",
        "Gap around held-out areas, px (-1 = automatic)",
        minimum=-1,
        maximum=10_000,
        advanced=True,
    )
    extent: str = setting("", "extent", "Extent", advanced=True)
    area: str = source("vector", "Area, polygons", optional=True, advanced=True)
    dates: str = setting("", "text", "Acquisition dates, in the order of the images", advanced=True)
    codes: str = setting("auto", "choice", "Codes of the labels", choices=CODES, advanced=True)
    unknown: str = setting("ignore", "choice", "Unknown codes", choices=UNKNOWN, advanced=True)
    order: str = setting("smaller", "choice", "Features that lie on top", choices=ORDERS, advanced=True)
    all_touched: bool = setting(False, "flag", "Polygons fill every pixel they touch", advanced=True)
    buffer: float = setting(
        0.0, "number", "Buffer of lines and points [m]", minimum=0, maximum=MAX_BUFFER, advanced=True
    )
    dilation: int = setting(
        DILATION, "integer", "Radius by which masks grow, px", minimum=0, maximum=100, advanced=True
    )
    glacial: bool = setting(False, "flag", "Snow is clear (glacial zone)", advanced=True)
    scale: float | None = setting(None, "number", "Scale", minimum=1e-6, advanced=True)
    offset: float | None = setting(None, "number", "Offset", advanced=True)
    device: str = setting("auto", "choice", "Device", choices=DEVICES, advanced=True)

    def check(self) -> None:
        """As every job; masks and dates must match the images, names must be known."""
        super().check()
        check_masks(self.label("masks"), self.masks, self.images)
        given_dates(self.dates, len(self.images), self.label("dates"))
        if self.scheme:
            load_scheme(self.scheme, self.label("scheme"))
        if self.crosswalk:
            load_crosswalk(self.crosswalk, self.scheme, self.label("crosswalk"))
        self.augmentations()

    def key(self) -> str:
        """Says what is learned from what: a digest of the settings, and of the files as they are now."""
        return fingerprint(self)

    def augmentations(self) -> tuple[str, ...]:
        """Kinds of augmentation, in the order of KINDS.

        Raises:
            SureCoverError: There is no such kind.
        """
        wanted = [kind.strip() for kind in self.augmentation.split(",") if kind.strip()]
        unknown = [kind for kind in wanted if kind not in KINDS]
        if unknown:
            raise SureCoverError(
                f"{self.label('augmentation')} names {unknown[0]!r}; allowed are {', '.join(KINDS)}, or none."
            )
        return tuple(kind for kind in KINDS if kind in wanted)
