"""Random scenes of three climates in red, green and blue, for what pictures make of their brightness."""

from __future__ import annotations

import numpy as np

from surecover.core.demo.noise import rough
from surecover.core.imagery.display import Zone

SIDE = 96

MATERIALS: dict[Zone, dict[str, tuple[float, float, float, float]]] = {
    # how common, then reflectance of red, green and blue
    "desert": {
        "sand": (5, 0.42, 0.33, 0.22),
        "pale sand": (3, 0.55, 0.46, 0.34),
        "rock": (2, 0.22, 0.18, 0.14),
        "dark rock": (1, 0.10, 0.09, 0.08),
        "gypsum": (0.4, 0.75, 0.72, 0.65),
    },
    "glacial": {
        "fresh snow": (4, 0.88, 0.90, 0.92),
        "old snow": (3, 0.62, 0.66, 0.68),
        "ice": (2, 0.42, 0.50, 0.54),
        "dirty ice": (1, 0.30, 0.31, 0.31),
        "moraine": (1, 0.14, 0.13, 0.12),
        "sea": (1, 0.02, 0.03, 0.05),
    },
    "mixed": {
        "forest": (4, 0.03, 0.04, 0.025),
        "meadow": (3, 0.06, 0.09, 0.05),
        "crop": (3, 0.08, 0.09, 0.06),
        "soil": (2, 0.16, 0.12, 0.09),
        "dry soil": (1, 0.25, 0.20, 0.15),
        "city": (1, 0.17, 0.16, 0.15),
        "bright roofs": (0.3, 0.40, 0.38, 0.36),
        "lakes": (1, 0.02, 0.03, 0.03),
    },
}


def random_scene(climate: Zone, seed: int, clouds: float = 0) -> np.ndarray:
    """Reflectance (3, rows, cols): patches of materials in random shares, on slopes, under clouds.

    Args:
        climate: Which materials.
        seed: Everything follows from it.
        clouds: Share of the scene under clouds, 0..1.
    """
    random = np.random.default_rng(seed)
    commonness, *colours = np.array(list(MATERIALS[climate].values())).T
    order = random.permutation(len(commonness))
    bounds = np.cumsum(random.dirichlet(commonness[order]))[:-1]
    rank = np.argsort(np.argsort(_field(random, 24), axis=None)).reshape(SIDE, SIDE) / SIDE**2
    scene = np.array(colours)[:, order[np.searchsorted(bounds, rank)]]
    scene *= random.uniform(0.85, 1.15) * (1 + 0.05 * random.standard_normal((3, 1, 1)))
    scene *= np.clip(1 + random.uniform(0, 0.3) * _field(random, 16), 0.4, 1.6)
    scene *= 1 + 0.05 * random.standard_normal(scene.shape)
    if clouds:
        height = _field(random, 30)
        opacity = np.clip((height - np.quantile(height, 1 - clouds)) / 0.5 + 0.1, 0, 1)
        top = 0.65 + 0.1 * random.standard_normal((SIDE, SIDE))
        scene = scene * (1 - opacity) + top * opacity
    return np.maximum(scene, 0.001)


def _field(random: np.random.Generator, wavelength: float) -> np.ndarray:
    positions = np.arange(SIDE)
    return rough(int(random.integers(2**30)), wavelength, positions, positions, 5)
