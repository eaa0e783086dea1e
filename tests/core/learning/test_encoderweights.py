"""Weights of an encoder from a file: for which bands, in which form, and what is refused."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from safetensors.torch import save_file

from surecover.core.errors import SureCoverError
from surecover.core.learning.architecture import network_config
from surecover.core.learning.encoderweights import adapted_kernel, load_encoder
from surecover.core.model.card import Band, ModelCard, Scaling
from surecover.core.model.models import save_model
from surecover.core.model.networks import build_network
from surecover.core.scheme import load_scheme

BLUE, GREEN, RED, NIR = (
    Band("B02", "blue"), Band("B03", "green"), Band("B04", "red"), Band("B08", "nir"),
)  # fmt: skip
VV = Band("VV")
FIRST = "encoder.model.conv1.0.weight"


known_config = cache(network_config)


def built(bands: Sequence[Band], seed: int = 1, **choices: Any) -> torch.nn.Module:
    torch.manual_seed(seed)
    return build_network(known_config("unet", bands=len(bands), outputs=3, **{"depth": 2, **choices}))


def encoder_of(network: torch.nn.Module, prefix: str = "") -> dict[str, torch.Tensor]:
    return {prefix + name: value.clone() for name, value in network.encoder.state_dict().items()}


def model_folder(folder: Path, network: torch.nn.Module, bands: Sequence[Band]) -> Path:
    card = ModelCard(
        id="old", title="Old", description="For tests.", licence="CC0-1.0", bands=tuple(bands),
        scaling=(Scaling(),) * len(bands), scheme=load_scheme("basic6"), classes=(1, 2, 3),
    )  # fmt: skip
    save_model(folder, network, card)
    return folder


def same_encoder(network: torch.nn.Module, other: torch.nn.Module, but: str = FIRST) -> bool:
    theirs = other.state_dict()
    return all(
        torch.equal(value, theirs[name])
        for name, value in network.state_dict().items()
        if name.startswith("encoder.") and name != but
    )


class TestKernel:
    def test_known_bands_keep_their_kernels_and_others_take_the_mean_scaled_to_the_same_sum(self) -> None:
        kernel = torch.tensor([1.0, 2.0, 6.0]).reshape(1, 3, 1, 1)
        adapted = adapted_kernel(kernel, [NIR, RED, GREEN, BLUE], [BLUE, GREEN, RED])
        # (mean 3, 6, 2, 1) · 3 / 4, whose sum is 9 again.
        assert adapted.flatten().tolist() == [2.25, 4.5, 1.5, 0.75]

    def test_the_same_bands_in_another_order_are_only_put_in_order(self) -> None:
        kernel = torch.tensor([1.0, 2.0, 6.0]).reshape(1, 3, 1, 1)
        assert adapted_kernel(kernel, [RED, BLUE, GREEN], [BLUE, GREEN, RED]).flatten().tolist() == [6, 1, 2]

    def test_a_part_of_the_bands_is_made_stronger_for_those_that_lack(self) -> None:
        kernel = torch.tensor([1.0, 2.0, 6.0, 3.0]).reshape(1, 4, 1, 1)
        assert adapted_kernel(kernel, [RED, NIR], [BLUE, GREEN, RED, NIR]).flatten().tolist() == [12, 6]

    def test_unknown_bands_share_the_sum_evenly(self) -> None:
        kernel = torch.tensor([1.0, 2.0, 6.0]).reshape(1, 3, 1, 1)
        assert adapted_kernel(kernel, [VV, NIR], []).flatten().tolist() == [4.5, 4.5]

    @pytest.mark.parametrize(
        ("band", "source", "same"),
        [
            (Band("B02", "blue"), Band("Blue", "blue"), True),
            (Band("B5", "nir08"), Band("B05", "rededge071"), False),  # Landsat's and Sentinel-2's
            (Band("b8"), Band("B08", "nir"), True),
            (Band("VV"), Band("VH"), False),
        ],
    )
    def test_bands_are_the_same_by_common_name_else_by_name(
        self, band: Band, source: Band, same: bool
    ) -> None:
        adapted = adapted_kernel(torch.tensor([4.0, 8.0]).reshape(1, 2, 1, 1), [band], [source, Band("x")])
        assert adapted.item() == (8 if same else 12)

    @given(st.integers(1, 5), st.integers(0, 5), st.booleans(), st.randoms(use_true_random=False))
    def test_the_sum_is_kept_where_all_source_bands_or_none_are_known(
        self, count: int, others: int, known: bool, random: Random
    ) -> None:
        sources = [Band(f"old {n}") for n in range(count)]
        bands = [Band(f"new {n}") for n in range(others + (not known))] + (sources if known else [])
        random.shuffle(bands)
        kernel = torch.arange(count * 18.0).reshape(2, count, 3, 3) ** 2
        assert torch.allclose(adapted_kernel(kernel, bands, sources).sum(1), kernel.sum(1), rtol=1e-5)


class TestLoading:
    def test_a_model_folder_gives_its_encoder_by_the_names_of_its_bands(self, tmp_path: Path) -> None:
        old, new = built([BLUE, GREEN, RED]), built([NIR, RED, GREEN, BLUE], seed=2)
        others = new.decoder.blocks[0].conv1[0].weight.clone()
        own = load_encoder(new, model_folder(tmp_path, old, [BLUE, GREEN, RED]), [NIR, RED, GREEN, BLUE])
        assert own == ("B04", "B03", "B02")
        assert same_encoder(new, old)
        taken, given_ = new.state_dict()[FIRST], old.state_dict()[FIRST]
        assert torch.allclose(taken[:, 1], given_[:, 2] * 0.75)
        assert torch.allclose(taken[:, 0], given_.mean(1) * 0.75)
        assert torch.equal(new.decoder.blocks[0].conv1[0].weight, others)

    @pytest.mark.parametrize("name", ["model.json", "model.safetensors"])
    def test_a_file_in_a_model_folder_stands_for_the_folder(self, tmp_path: Path, name: str) -> None:
        old, new = built([RED, BLUE]), built([BLUE, RED], seed=2)
        folder = model_folder(tmp_path, old, [RED, BLUE])
        assert load_encoder(new, folder / name, [BLUE, RED]) == ("B02", "B04")
        assert torch.equal(new.state_dict()[FIRST], old.state_dict()[FIRST][:, [1, 0]])

    def test_a_model_with_another_head_and_a_deeper_encoder_will_do(self, tmp_path: Path) -> None:
        old, new = built([RED, NIR], depth=3), built([RED, NIR], seed=2)
        load_encoder(new, model_folder(tmp_path, old, [RED, NIR]), [RED, NIR])
        assert same_encoder(new, old, but="")

    @pytest.mark.parametrize("prefix", ["", "encoder.", "module.encoder.", "backbone."])
    def test_a_file_may_name_the_weights_as_libraries_do(self, tmp_path: Path, prefix: str) -> None:
        old, new = built([RED, NIR]), built([RED, NIR], seed=2)
        others = {"decoder.model.conv1.0.weight": torch.zeros(3), "fc.weight": torch.zeros(5, 2)}
        save_file({**encoder_of(old, prefix), **others}, tmp_path / "old.safetensors")
        assert load_encoder(new, tmp_path / "old.safetensors", [RED, NIR], [RED, NIR]) == ("B04", "B08")
        assert same_encoder(new, old, but="")

    def test_a_resnet_of_torchvision_has_the_colours_in_the_order_of_imagenet(self, tmp_path: Path) -> None:
        from torchvision.models import resnet18

        torch.manual_seed(3)
        old = resnet18().state_dict()
        save_file(old, tmp_path / "resnet18.safetensors")
        bands = [BLUE, GREEN, RED, NIR]
        new = built(bands, encoder="resnet18")
        assert load_encoder(new, tmp_path / "resnet18.safetensors", bands) == ("B02", "B03", "B04")
        assert torch.allclose(new.encoder.conv1.weight[:, 2], old["conv1.weight"][:, 0] * 0.75)
        assert torch.equal(new.encoder.layer2[0].conv1.weight, old["layer2.0.conv1.weight"])
        assert torch.equal(new.encoder.bn1.running_var, old["bn1.running_var"])

    def test_timm_s_own_names_fit_the_encoder_that_smp_makes_of_it(self, tmp_path: Path) -> None:
        new = built([RED, GREEN, BLUE], encoder="tu-mobilenetv3_small_050")
        from timm import create_model

        torch.manual_seed(4)
        old = create_model("mobilenetv3_small_050")
        save_file(old.state_dict(), tmp_path / "old.safetensors")
        load_encoder(new, tmp_path / "old.safetensors", [RED, GREEN, BLUE])
        assert torch.equal(new.encoder.model.conv_stem.weight, old.conv_stem.weight)

    def test_half_precision_becomes_the_network_s(self, tmp_path: Path) -> None:
        old, new = built([RED]), built([RED], seed=2)
        save_file({k: v.half() if v.is_floating_point() else v for k, v in encoder_of(old).items()},
                  tmp_path / "half.safetensors")  # fmt: skip
        load_encoder(new, tmp_path / "half.safetensors", [RED])
        assert new.state_dict()[FIRST].dtype == torch.float32
        assert torch.allclose(new.state_dict()[FIRST], old.state_dict()[FIRST], atol=1e-3)


class TestRefusals:
    def test_weights_of_another_encoder_say_how_many_fit_and_change_nothing(self, tmp_path: Path) -> None:
        new = built([RED])
        before = encoder_of(new)
        some = dict(list(encoder_of(built([RED], seed=2)).items())[:3])
        save_file(some, tmp_path / "some.safetensors")
        sentence = (
            r"^Weights of the encoder \(ENCODER_WEIGHTS\) fit 3 of the \d+ tensors of the encoder "
            r"tu-resnet10t, not e\.g\. 'model\..*some\.safetensors; choose weights of this encoder"
        )
        with pytest.raises(SureCoverError, match=sentence):
            load_encoder(new, tmp_path / "some.safetensors", [RED])
        assert all(torch.equal(value, before[name]) for name, value in encoder_of(new).items())

    def test_a_layer_of_another_shape_does_not_fit(self, tmp_path: Path) -> None:
        odd = encoder_of(built([RED]))
        odd["model.bn1.weight"] = torch.ones(99)
        save_file(odd, tmp_path / "odd.safetensors")
        with pytest.raises(SureCoverError, match=r"not e\.g\. 'model\.bn1\.weight'"):
            load_encoder(built([RED]), tmp_path / "odd.safetensors", [RED])

    @pytest.mark.parametrize("suffix", [".pth", ".pt", ".ckpt", ".bin"])
    def test_pickles_are_not_opened(self, tmp_path: Path, suffix: str) -> None:
        path = tmp_path / f"old{suffix}"
        torch.save(encoder_of(built([RED])), path)
        with pytest.raises(
            SureCoverError, match=rf"are of the kind \{suffix}: .* convert others to safetensors"
        ):
            load_encoder(built([RED]), path, [RED])

    @pytest.mark.parametrize("name", ["none.safetensors", "none", "no\0thing"])
    def test_what_is_not_there_is_said_to_be_missing(self, tmp_path: Path, name: str) -> None:
        with pytest.raises(SureCoverError, match="do not exist"):
            load_encoder(built([RED]), tmp_path / name, [RED])

    def test_a_file_that_is_none_of_weights_cannot_be_read(self, tmp_path: Path) -> None:
        path = tmp_path / "text.safetensors"
        path.write_text("no weights at all", encoding="utf-8")
        with pytest.raises(SureCoverError, match=r"cannot be read: .*; get the file again\.$"):
            load_encoder(built([RED]), path, [RED])

    def test_weights_that_are_no_numbers_are_not_taken(self, tmp_path: Path) -> None:
        odd = encoder_of(built([RED]))
        odd["model.bn1.bias"][0] = float("nan")
        save_file(odd, tmp_path / "odd.safetensors")
        with pytest.raises(SureCoverError, match="hold what is no number"):
            load_encoder(built([RED]), tmp_path / "odd.safetensors", [RED])

    def test_as_many_bands_must_be_named_as_the_weights_have(self, tmp_path: Path) -> None:
        save_file(encoder_of(built([RED, NIR])), tmp_path / "two.safetensors")
        with pytest.raises(SureCoverError, match="are of 2 bands, 1 are named"):
            load_encoder(built([RED]), tmp_path / "two.safetensors", [RED], [RED])

    def test_a_model_folder_that_was_changed_is_refused(self, tmp_path: Path) -> None:
        folder = model_folder(tmp_path, built([RED]), [RED])
        save_file(encoder_of(built([RED], seed=9), "encoder."), folder / "model.safetensors")
        with pytest.raises(SureCoverError, match=r"^Weights of the encoder \(ENCODER_WEIGHTS\)"):
            load_encoder(built([RED]), folder, [RED])
