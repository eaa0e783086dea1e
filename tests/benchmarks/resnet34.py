"""A U-Net with a ResNet-34, the size of network that people bring, taught on a generated scene.

Its labels must mean something: of random weights and of noise far more pixels change their class with the
precision than of a real model on a real image.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import rasterio
import torch

from surecover.core import RESOURCES
from surecover.core.model.card import ModelCard
from surecover.core.model.cardfile import read_card
from surecover.core.model.models import save_model
from surecover.core.model.networks import import_smp

_STEPS, _PATCHES, _SIDE = 60, 4, 192


def resnet34_model(folder: Path, scene: Path) -> Path:
    """Write the model into a folder, or find it there.

    Args:
        folder: Of the model.
        scene: A folder that `demodata` wrote.
    """
    if (folder / "model.json").exists():
        return folder
    torch.manual_seed(0)
    card = read_card(RESOURCES / "models" / "demonstration", "The model")
    network = import_smp().Unet(
        "resnet34", encoder_weights=None, in_channels=len(card.bands), classes=len(card.classes)
    )
    _teach(network, card, scene)
    own = {"id": "resnet34", "title": "U-Net ResNet-34", "halo": 16, "overlap": 32, "tile": 512}
    save_model(folder, network, ModelCard(**{**vars(card), **own, "files": {}}))
    return folder


def _teach(network: torch.nn.Module, card: ModelCard, scene: Path) -> None:
    with rasterio.open(min(scene.glob("s2_*.tif"))) as image, rasterio.open(scene / "truth.tif") as truth:
        reflectance, classes = image.read().astype(np.float32) / 10000, truth.read(1)
    places = np.zeros(256, np.int64)
    places[list(card.classes)] = np.arange(len(card.classes))
    labels, random = places[classes], np.random.default_rng(0)
    optimiser = torch.optim.AdamW(network.parameters(), 2e-3)
    for _ in range(_STEPS):
        corners = [random.integers(0, side - _SIDE, _PATCHES) for side in labels.shape]
        parts = [np.s_[row : row + _SIDE, col : col + _SIDE] for row, col in zip(*corners)]
        inputs = np.stack([card.normalise(reflectance[(slice(None), *part)]) for part in parts])
        wanted = np.stack([labels[part] for part in parts])
        loss = torch.nn.functional.cross_entropy(network(torch.from_numpy(inputs)), torch.from_numpy(wanted))
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
    network.eval()
