"""Networks to train: which can be built, what stays still, what is dropped, how far they look."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from surecover.core.errors import SureCoverError
from surecover.core.learning.architecture import (
    NETWORKS,
    freeze_encoder,
    measured_halo,
    mixed_precision,
    network_config,
    parameter_groups,
    train_mode,
    typical_halo,
    with_dropout,
)
from surecover.core.model.models import load_model
from surecover.core.model.networks import build_network
from surecover.core.model.tiles import tile_step

ROOT = Path(__file__).resolve().parents[3]
DEMONSTRATION = ROOT / "resources" / "models" / "demonstration"
DEEP_LAB = {"network": "deeplabv3plus", "encoder": "mobilenet_v2"}


@pytest.fixture(autouse=True)
def one_thread() -> Iterator[None]:
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


known_config = cache(network_config)


def built(**choices: Any) -> torch.nn.Module:
    """A small U-Net of four bands and three classes unless chosen otherwise; the same each time."""
    torch.manual_seed(5)
    return build_network(known_config(**{"network": "unet", "bands": 4, "outputs": 3, "depth": 2, **choices}))


def noise(rows: int = 32, bands: int = 4, tiles: int = 2) -> torch.Tensor:
    return torch.from_numpy(np.random.default_rng(1).standard_normal((tiles, bands, rows, rows), np.float32))


class TestConfiguration:
    @pytest.mark.parametrize(
        ("choices", "parts"),
        [
            ({"network": "unet"}, ("Unet", "tu-resnet10t", 3)),
            ({"network": "resunet"}, ("Unet", "resnet34", 5)),
            ({"network": "deeplabv3plus"}, ("DeepLabV3Plus", "resnet50", 5)),
            ({"network": "unet", "depth": 2}, ("Unet", "tu-resnet10t", 2)),
            ({"network": "resunet", "encoder": "tu-resnet18", "depth": 3}, ("Unet", "tu-resnet18", 3)),
        ],
    )
    def test_each_network_has_an_encoder_and_a_depth_and_takes_others(self, choices: Any, parts: Any) -> None:
        config = network_config(bands=10, outputs=6, **choices)
        assert (config["_model_class"], config["encoder_name"], config["encoder_depth"]) == parts
        assert (config["in_channels"], config["classes"]) == (10, 6)
        assert json.loads(json.dumps(config)) == config

    @pytest.mark.parametrize(
        "choices",
        [{"depth": 2}, {"depth": 5}, {"network": "resunet", "encoder": "resnet18", "depth": 3}, DEEP_LAB],
    )
    def test_what_is_built_gives_one_logit_for_each_class_and_pixel(self, choices: Any) -> None:
        network = built(**{"depth": 0, **choices}).eval()
        assert network(noise(64)).shape == (2, 3, 64, 64)

    def test_the_demonstration_model_is_the_default_unet(self) -> None:
        stored = json.loads((DEMONSTRATION / "config.json").read_text(encoding="utf-8"))
        config = network_config("unet", bands=10, outputs=6)
        assert config == {name: stored[name] for name in config}

    def test_asking_what_can_be_built_leaves_the_random_numbers_alone(self) -> None:
        torch.manual_seed(3)
        expected = torch.rand(3)
        torch.manual_seed(3)
        network_config("unet", bands=3, outputs=2)
        assert torch.equal(torch.rand(3), expected)

    @pytest.mark.parametrize(
        ("choices", "sentence"),
        [
            ({"network": "segnet"}, r"^Network \(NETWORK\) is 'segnet'; allowed are unet, resunet, deep"),
            ({"depth": 1}, r"^Depth \(DEPTH\) is 1; allowed for unet are 2, 3, 4, 5, or 0"),
            ({"network": "deeplabv3plus", "depth": 4}, r"^Depth \(DEPTH\) is 4; allowed for .* are 5"),
            ({"encoder": "resnet43"}, r"^Encoder \(ENCODER\) is 'resnet43', which does not .*resnet34"),
            ({"encoder": "tu-"}, r"is 'tu-', which does not exist"),
            ({"encoder": "hf-hub:someone/net"}, r"'hf-hub:someone/net', which does not exist"),
            ({"encoder": "../resnet18"}, r"'../resnet18', which does not exist"),
            ({"network": "resunet", "encoder": "vgg11", "depth": 0}, r"'vgg11', which is no ResNet; .*18"),
            ({"network": "resunet", "encoder": "inceptionresnetv2", "depth": 0}, "which is no ResNet"),
            (
                {"network": "deeplabv3plus", "encoder": "xception", "depth": 0},
                r"'xception', with which no deeplabv3plus .* \(.*dilated.*\); choose e.g. resnet18",
            ),
            ({"encoder": "tu-vit_tiny_patch16_224"}, r"no unet of 4 bands can be built \(Unsupported"),
            ({"encoder": "tu-swin_tiny_patch4_window7_224"}, r"can be built \(Input height"),
        ],
    )  # fmt: skip
    def test_what_cannot_be_built_is_refused_in_one_sentence(self, choices: Any, sentence: str) -> None:
        with pytest.raises(SureCoverError, match=sentence) as caught:
            built(**choices)
        assert "config.json" not in str(caught.value)
        assert str(caught.value).endswith(".")


class TestFreezing:
    def test_a_frozen_encoder_keeps_weights_and_statistics_while_the_rest_learns(self) -> None:
        network = built()
        before = {name: value.clone() for name, value in network.state_dict().items()}
        freeze_encoder(network, frozen=True)
        network.train()
        train_mode(network, frozen=True)
        step(network)
        assert changed_parts(network, before) == {"decoder", "segmentation_head"}

    def test_an_unfrozen_encoder_learns_and_updates_its_statistics(self) -> None:
        network = built()
        freeze_encoder(network, frozen=True)
        freeze_encoder(network, frozen=False)
        train_mode(network)
        before = {name: value.clone() for name, value in network.state_dict().items()}
        step(network)
        assert changed_parts(network, before) == {"encoder", "decoder", "segmentation_head"}
        mean = "encoder.model.bn1.running_mean"
        assert not torch.equal(network.state_dict()[mean], before[mean])

    def test_the_encoder_learns_at_its_own_rate_and_no_weight_is_in_two_groups_or_none(self) -> None:
        network = built()
        encoder, others = parameter_groups(network, 0.01, 0.1)
        assert (encoder["lr"], others["lr"]) == (pytest.approx(0.001), 0.01)
        assert {id(w) for w in encoder["params"]} == {id(w) for w in network.encoder.parameters()}
        both = [*encoder["params"], *others["params"]]
        assert sorted(map(id, both)) == sorted(map(id, network.parameters()))


def step(network: torch.nn.Module) -> None:
    """One step of learning, far enough to change every weight that may change."""
    optimiser = torch.optim.SGD(network.parameters(), lr=0.1)
    network(noise()).square().mean().backward()
    optimiser.step()


def changed_parts(network: torch.nn.Module, before: dict[str, torch.Tensor]) -> set[str]:
    after = network.state_dict()
    return {name.partition(".")[0] for name, value in before.items() if not torch.equal(after[name], value)}


class TestDropout:
    def test_the_same_seed_drops_the_same_and_another_drops_other_features(self) -> None:
        network = built().train()

        def run(seed: int) -> torch.Tensor:
            torch.manual_seed(seed)
            return network(noise())

        plain = run(1)
        with with_dropout(network, 0.2):
            assert torch.equal(run(1), run(1))
            assert not torch.equal(run(1), run(2))
            assert not torch.equal(run(1), plain)

    def test_nothing_is_dropped_in_eval_mode_nor_afterwards_and_no_trace_is_left(self) -> None:
        network = built().eval()
        plain, config, names = network(noise()), dict(network.config), list(network.state_dict())
        with with_dropout(network, 0.5):
            assert torch.equal(network(noise()), plain)
            assert (dict(network.config), list(network.state_dict())) == (config, names)
        network.train()
        assert torch.equal(network(noise()), network(noise()))

    @pytest.mark.parametrize(("rate", "inner"), [(0.0, 0.0), (0.1, 0.2), (0.2, 0.4), (0.4, 0.5)])
    def test_inner_features_are_dropped_twice_as_often_up_to_a_half(self, rate: float, inner: float) -> None:
        network = built().train()
        with with_dropout(network, rate):
            shares = dropped_shares(network)
        # 6400 maps of 64 inner, 3200 of 32 outer: four standard deviations are 0.03.
        assert shares == (pytest.approx(inner, abs=0.035), pytest.approx(rate, abs=0.035))

    def test_a_frozen_encoder_drops_too(self) -> None:
        network = built()
        train_mode(network, frozen=True)
        with with_dropout(network, 0.2):
            assert dropped_shares(network)[0] == pytest.approx(0.4, abs=0.035)

    def test_a_decoder_with_a_dropout_of_its_own_keeps_that_instead(self) -> None:
        network = built(**DEEP_LAB, depth=0)
        train_mode(network)
        with with_dropout(network, 0.2), torch.no_grad():
            features = network.encoder(noise(64))
        assert all(not zero_maps(feature).any() for feature in features[-1:])

    @pytest.mark.parametrize("rate", [-0.1, 0.6, float("nan")])
    def test_other_rates_are_refused(self, rate: float) -> None:
        with (
            pytest.raises(SureCoverError, match=r"^Dropout \(DROPOUT\) is .*; allowed are 0 to 0.5"),
            with_dropout(built(), rate),
        ):
            pass


def zero_maps(features: torch.Tensor) -> torch.Tensor:
    return (features == 0).all(dim=(2, 3))


def dropped_shares(network: torch.nn.Module) -> tuple[float, float]:
    """Share of maps of ones that come back as zeros: deepest of the encoder, result of the decoder."""
    deep, last = torch.ones(100, 64, 1, 1), torch.ones(100, 32, 1, 1)
    torch.manual_seed(0)
    with torch.no_grad():
        shares = []
        for part, given_ in ((network.encoder, [deep, deep]), (network.decoder, last)):
            result = given_
            for hook in part._forward_hooks.values():
                result = hook(part, (), result)
            shares.append(float(zero_maps(result[-1] if isinstance(result, list) else result).float().mean()))
    return shares[0], shares[1]


class Box(torch.nn.Module):
    """Two opposite logits: weighted sums over a square of 2·reach + 1 px; the rim's share can be chosen."""

    def __init__(self, reach: int, rim: float | None = None) -> None:
        super().__init__()
        self.layer = torch.nn.Conv2d(1, 2, 2 * reach + 1, padding=reach, bias=False)
        kernel = torch.ones(2 * reach + 1, 2 * reach + 1)
        if rim is not None:
            inside = torch.zeros_like(kernel)
            inside[1:-1, 1:-1] = 1
            kernel = inside * (1 - rim) / inside.sum() + (1 - inside) * rim / (1 - inside).sum()
        with torch.no_grad():
            self.layer.weight[:] = torch.stack([kernel, -kernel])[:, None]

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.layer(x)


class Pooling(torch.nn.Module):
    """Logits that are the same everywhere, from the mean of the tile."""

    def __init__(self) -> None:
        super().__init__()
        self.layer = torch.nn.Conv2d(1, 2, 1)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.layer(x.mean(dim=(2, 3), keepdim=True)).expand(-1, -1, *x.shape[2:])


class TestHalo:
    @pytest.mark.parametrize(("reach", "halo"), [(0, 8), (3, 8), (8, 8), (9, 16), (16, 16), (17, 24)])
    def test_a_square_window_needs_the_next_multiple_of_eight(self, reach: int, halo: int) -> None:
        assert measured_halo(Box(reach), 1, 128) == halo

    @pytest.mark.parametrize(("rim", "halo"), [(0.009, 8), (0.011, 16)])
    def test_what_lies_farther_counts_from_one_hundredth_on(self, rim: float, halo: int) -> None:
        assert measured_halo(Box(9, rim), 1, 128) == halo

    @settings(max_examples=10, deadline=None)
    @given(st.integers(1, 20))
    def test_it_is_the_least_that_keeps_99_percent_of_an_even_square(self, reach: int) -> None:
        def inside(halo: int) -> float:
            return min((2 * halo + 1) / (2 * reach + 1), 1) ** 2

        least = next(halo for halo in range(8, 64, 8) if inside(halo) >= 0.99)
        assert measured_halo(Box(reach), 1, 128) == least

    @pytest.mark.parametrize("side", [96, 128, 256])
    def test_a_network_that_pools_the_tile_gets_the_most_that_such_tiles_allow(self, side: int) -> None:
        most = measured_halo(Pooling(), 1, side)
        assert most == side // 2 - 32
        assert tile_step(side, most, overlap=32) == 32
        assert not tile_step(side, most + 8, overlap=32)

    def test_a_network_that_looks_at_nothing_gets_the_least(self) -> None:
        network = Box(20)
        torch.nn.init.zeros_(network.layer.weight)
        assert measured_halo(network, 1, 128) == 8

    def test_it_looks_at_the_tiles_that_it_is_given(self) -> None:
        class Bright(torch.nn.Module):
            """Looks around only where it is bright."""

            def __init__(self) -> None:
                super().__init__()
                self.wide, self.narrow = Box(16), Box(0)

            def forward(self, x: torch.Tensor) -> torch.Tensor:
                return torch.where(x.mean() > 5, self.wide(x), self.narrow(x))

        tiles = np.full((1, 1, 128, 128), 9, np.float32)
        assert measured_halo(Bright(), 1, 128) == 8
        assert measured_halo(Bright(), 1, 128, tiles) == 16

    def test_it_changes_no_weight_gathers_no_gradient_and_is_the_same_each_time(self) -> None:
        network = built().train()
        before = {name: value.clone() for name, value in network.state_dict().items()}
        assert measured_halo(network, 4, 64) == measured_halo(network, 4, 64)
        assert not changed_parts(network, before)
        assert all(weights.grad is None for weights in network.parameters())

    @pytest.mark.parametrize("depth", [2, 3])
    def test_the_typical_halo_of_a_unet_is_that_of_random_weights(self, depth: int) -> None:
        network = built(bands=10, outputs=6, depth=depth)
        assert measured_halo(network, 10, 128) == typical_halo("unet", depth)

    def test_the_demonstration_model_looks_no_farther_than_its_card_says(self) -> None:
        model = load_model(DEMONSTRATION)
        measured = measured_halo(model.network.module, 10, 128)
        assert measured == typical_halo("unet") <= model.card.halo

    def test_every_network_has_a_typical_halo_and_deeper_ones_have_a_larger(self) -> None:
        assert all(typical_halo(network) % 8 == 0 for network in NETWORKS)
        assert [typical_halo("unet", depth) for depth in (2, 3, 4, 5)] == [16, 24, 40, 72]
        with pytest.raises(SureCoverError, match=r"^Depth \(DEPTH\) is 7; allowed for unet"):
            typical_halo("unet", 7)


class TestMixedPrecision:
    @pytest.mark.parametrize(
        ("able", "expected"),
        [("", None), ("avx512", None), ("amx_tile", torch.bfloat16), ("avx512_bf16", torch.bfloat16)],
    )
    def test_a_cpu_needs_hardware_for_it(
        self, monkeypatch: pytest.MonkeyPatch, able: Any, expected: Any
    ) -> None:
        for name in ("amx_tile", "avx512_bf16", "avx512"):
            test = f"_is_{name}_supported"
            monkeypatch.setattr(torch.cpu, test, lambda name=name: name == able, raising=False)
        assert mixed_precision("cpu") is expected

    def test_a_torch_that_cannot_tell_is_taken_for_one_without(self, monkeypatch: pytest.MonkeyPatch) -> None:
        for name in ("_is_amx_tile_supported", "_is_avx512_bf16_supported"):
            monkeypatch.delattr(torch.cpu, name, raising=False)
        assert mixed_precision("cpu") is None

    @pytest.mark.parametrize(("capability", "expected"), [((7, 5), None), ((8, 0), torch.bfloat16)])
    def test_an_nvidia_card_needs_capability_8(
        self, monkeypatch: pytest.MonkeyPatch, capability: Any, expected: Any
    ) -> None:
        monkeypatch.setattr(torch.cuda, "get_device_capability", lambda: capability)
        assert mixed_precision("cuda") is expected

    def test_apple_s_is_left_alone(self) -> None:
        assert mixed_precision("mps") is None
