"""Networks with a second task: what they compute, what a batch moves, what is kept."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from functools import cache
from typing import Any

import numpy as np
import pytest
import torch

from surecover.core.learning.architecture import network_config, with_dropout
from surecover.core.learning.auxiliary import auxiliary_loss
from surecover.core.learning.twoheaded import SPLITS, two_headed
from surecover.core.model.networks import build_network

BANDS, CLASSES, CHANNELS = 4, 3, 5
KINDS = {
    "unet": {"network": "unet", "depth": 2},
    "resunet": {"network": "resunet", "encoder": "resnet18", "depth": 3},
    "timm": {"network": "resunet", "encoder": "tu-resnet18", "depth": 3},
    "deeplabv3plus": {"network": "deeplabv3plus", "encoder": "mobilenet_v2"},
}


@pytest.fixture(autouse=True)
def one_thread() -> Iterator[None]:
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


known_config = cache(network_config)


def config_of(kind: str = "unet") -> dict[str, Any]:
    return known_config(bands=BANDS, outputs=CLASSES, **KINDS[kind])


def plain(kind: str = "unet") -> Any:
    """A network without a second task; the same each time."""
    torch.manual_seed(5)
    return build_network(config_of(kind))


def built(split: str, kind: str = "unet") -> Any:
    return two_headed(plain(kind), config_of(kind), split, CHANNELS)


known_plain, known = cache(plain), cache(built)
"""The same for tests that change nothing."""


def learning(split: str) -> Any:
    """One on its way: some encoders begin with weights of 0 behind which nothing moves in the first step."""
    two = built(split).train()
    with torch.no_grad():
        for weight in two.parameters():
            weight.add_(torch.randn_like(weight), alpha=0.05)
    return two


def noise(seed: int = 1, side: int = 32) -> torch.Tensor:
    rng = np.random.default_rng(seed)
    return torch.from_numpy(rng.standard_normal((2, BANDS, side, side), np.float32))


def state_of(module: torch.nn.Module) -> dict[str, torch.Tensor]:
    return {name: tensor.detach().clone() for name, tensor in module.state_dict().items()}


def equal(one: dict[str, torch.Tensor], other: dict[str, torch.Tensor]) -> bool:
    return list(one) == list(other) and all(torch.equal(one[name], other[name]) for name in one)


def names(two: Any, weights: list[torch.nn.Parameter]) -> set[str]:
    wanted = {id(weight) for weight in weights}
    return {name for name, weight in two.named_parameters() if id(weight) in wanted}


def parts(two: Any) -> dict[str, set[str]]:
    return {
        "shared": names(two, two.shared()),
        "supervised": names(two, two.supervised()),
        "unsupervised": names(two, two.unsupervised()),
    }


def roots(found: set[str]) -> set[str]:
    """Which parts of the main network the weights are of, "" for others."""
    return {name.split(".")[1] if name.startswith("main.") else "" for name in found}


def labelled_loss(two: Any, inputs: torch.Tensor) -> torch.Tensor:
    """Eq. 3: a labelled batch has both losses."""
    logits, auxiliary = two(inputs)
    labels = torch.arange(logits[:, 0].numel()).reshape(logits[:, 0].shape) % CLASSES
    return torch.nn.functional.cross_entropy(logits, labels) + 5 * own_loss(auxiliary, inputs)


def own_loss(auxiliary: torch.Tensor, inputs: torch.Tensor) -> torch.Tensor:
    observed = torch.ones_like(inputs[:, 0], dtype=torch.bool)
    return auxiliary_loss("kmeans", auxiliary, inputs, observed)


def moved_by(two: Any, optimiser: torch.optim.Optimizer, value: torch.Tensor) -> set[str]:
    before = {name: weight.detach().clone() for name, weight in two.named_parameters()}
    optimiser.zero_grad()
    value.backward()
    optimiser.step()
    return {name for name, weight in two.named_parameters() if not torch.equal(weight, before[name])}


class TestResults:
    @pytest.mark.parametrize("kind", KINDS)
    @pytest.mark.parametrize("split", SPLITS)
    def test_the_first_is_the_plain_networks_and_the_second_has_its_channels(
        self, split: str, kind: str
    ) -> None:
        main, two = known_plain(kind).eval(), known(split, kind).eval()
        with torch.no_grad():
            logits, auxiliary = two(noise(side=64))
            assert torch.equal(logits, main(noise(side=64)))
            assert auxiliary.shape == (2, CHANNELS, 64, 64)
            assert torch.equal(two.auxiliary(noise(side=64)), auxiliary)

    @pytest.mark.parametrize("kind", KINDS)
    @pytest.mark.parametrize("split", SPLITS)
    def test_what_is_saved_is_the_plain_network(self, split: str, kind: str) -> None:
        assert equal(state_of(known(split, kind).main), state_of(known_plain(kind)))

    @pytest.mark.parametrize("split", SPLITS)
    def test_the_whole_can_be_stored_and_goes_on_elsewhere(self, split: str) -> None:
        two = built(split).eval()
        torch.manual_seed(6)
        other = two_headed(build_network(config_of()), config_of(), split, CHANNELS).eval()
        other.load_state_dict(two.state_dict())
        copy = deepcopy(two)
        for one, another, third in zip(two(noise()), other(noise()), copy(noise())):
            assert torch.equal(one, another)
            assert torch.equal(one, third)
        assert not set(map(id, copy.shared())) & set(map(id, two.shared()))

    @pytest.mark.parametrize("split", SPLITS)
    def test_nothing_is_stored_twice(self, split: str) -> None:
        places = [tensor.data_ptr() for tensor in known(split).state_dict().values()]
        assert len(set(places)) == len(places)

    def test_wnet_reads_nothing_but_the_probabilities_of_the_classes(self) -> None:
        two = built("wnet").eval()
        bias = two.main.segmentation_head[0].bias
        with torch.no_grad():
            before = two(noise())
            bias += 3.0  # the same for all classes: other logits, the same probabilities
            after = two(noise())
        assert not torch.allclose(before[0], after[0])
        torch.testing.assert_close(before[1], after[1])

    @pytest.mark.parametrize("split", SPLITS)
    def test_dropout_of_the_main_network_reaches_both_tasks(self, split: str) -> None:
        two = built(split).train()
        for module in two.modules():
            if isinstance(module, torch.nn.BatchNorm2d):
                module.eval()  # so that nothing but dropout varies
        assert all(torch.equal(*pair) for pair in zip(two(noise()), two(noise())))
        with with_dropout(two.main, 0.2):
            assert not any(torch.equal(*pair) for pair in zip(two(noise()), two(noise())))


class TestWeights:
    @pytest.mark.parametrize("kind", KINDS)
    @pytest.mark.parametrize("split", SPLITS)
    def test_each_weight_is_of_one_part(self, split: str, kind: str) -> None:
        two = known(split, kind)
        lists = two.shared(), two.supervised(), two.unsupervised()
        counted = [id(weight) for weights in lists for weight in weights]
        assert len(set(counted)) == len(counted)
        assert set(counted) == {id(weight) for weight in two.parameters()}

    @pytest.mark.parametrize("kind", KINDS)
    @pytest.mark.parametrize(
        ("split", "shared", "supervised"),
        [
            ("late", {"encoder", "decoder"}, {"segmentation_head"}),
            ("early", {"encoder"}, {"decoder", "segmentation_head"}),
            ("wnet", {"encoder", "decoder", "segmentation_head"}, set()),
        ],
    )
    def test_the_split_says_which_parts_are_shared(
        self, split: str, shared: set[str], supervised: set[str], kind: str
    ) -> None:
        found = parts(known(split, kind))
        assert roots(found["shared"]) == shared
        assert roots(found["supervised"]) == supervised
        assert roots(found["unsupervised"]) == {""}

    @pytest.mark.parametrize("kind", KINDS)
    def test_the_second_task_has_one_convolution_a_decoder_or_a_network_of_its_own(self, kind: str) -> None:
        size = {split: sum(w.numel() for w in known(split, kind).unsupervised()) for split in SPLITS}
        single = build_network({**config_of(kind), "classes": CHANNELS})
        head = sum(weight.numel() for weight in single.segmentation_head.parameters())
        decoder = sum(weight.numel() for weight in single.decoder.parameters())
        assert size["late"] == head
        assert size["early"] == decoder + head
        second = build_network({**config_of(kind), "in_channels": CLASSES, "classes": CHANNELS})
        assert size["wnet"] == sum(weight.numel() for weight in second.parameters())


@pytest.mark.parametrize("split", SPLITS)
class TestSteps:
    def test_a_labelled_batch_moves_all_weights(self, split: str) -> None:
        two = learning(split)
        optimiser = torch.optim.Adam(two.parameters(), 1e-3)
        moved = moved_by(two, optimiser, labelled_loss(two, noise()))
        assert moved == {name for name, _ in two.named_parameters()}

    def test_an_unlabelled_batch_moves_what_is_shared_and_unsupervised_only(self, split: str) -> None:
        """Also after a labelled one, whose momentum and decay could move the rest on."""
        two = learning(split)
        optimiser = torch.optim.AdamW(two.parameters(), 1e-3, weight_decay=0.1)
        moved_by(two, optimiser, labelled_loss(two, noise()))
        of = parts(two)
        for inputs in (noise(2), noise(3)):
            moved = moved_by(two, optimiser, own_loss(two.auxiliary(inputs), inputs))
            assert moved == of["shared"] | of["unsupervised"]
        moved = moved_by(two, optimiser, own_loss(two(noise(4))[1], noise(4)))
        assert moved == of["shared"] | of["unsupervised"]

    def test_the_supervised_loss_alone_moves_the_main_network_only(self, split: str) -> None:
        two = learning(split)
        of = parts(two)
        optimiser = torch.optim.Adam(two.parameters(), 1e-3)
        moved = moved_by(two, optimiser, two(noise())[0].square().mean())
        assert moved == of["shared"] | of["supervised"]

    def test_an_unlabelled_batch_leaves_the_statistics_of_supervised_parts_alone(self, split: str) -> None:
        two = learning(split)
        before = {name: values.clone() for name, values in two.main.named_buffers() if "running" in name}
        two.auxiliary(noise())
        now = dict(two.main.named_buffers())
        moved = {name.split(".")[0] for name, values in before.items() if not torch.equal(values, now[name])}
        assert moved == ({"encoder"} if split == "early" else {"encoder", "decoder"})

    def test_both_losses_fall_when_batches_alternate(self, split: str) -> None:
        two = learning(split)
        optimiser = torch.optim.Adam(two.parameters(), 3e-3)
        labelled, unlabelled = noise(1), noise(2)
        start = labelled_loss(two, labelled).item(), own_loss(two.auxiliary(unlabelled), unlabelled).item()
        for _ in range(10):
            moved_by(two, optimiser, labelled_loss(two, labelled))
            moved_by(two, optimiser, own_loss(two.auxiliary(unlabelled), unlabelled))
        end = labelled_loss(two, labelled).item(), own_loss(two.auxiliary(unlabelled), unlabelled).item()
        assert end[0] < 0.9 * start[0]
        assert end[1] < 0.9 * start[1]
