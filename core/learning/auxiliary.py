"""What a network is told about images without labels: losses that compare its output with its input.

Castillo-Navarro et al. 2022, section 5.2; their equations are named where they are used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..lazy import LazyModule

if TYPE_CHECKING:
    import torch
else:
    torch = LazyModule("torch")

AUXILIARY_LOSSES = ("l1", "l2", "kmeans", "mumford_shah")

_RECONSTRUCTIONS = ("l1", "l2")

_EMPTY = 1e-6
"""Sum of memberships, px, below which a cluster has no centroid of its own."""


def default_weight(name: str) -> float:
    """λ of eq. 3 with which a loss is comparable with cross-entropy: 2 for reconstructions, else 5."""
    return 2.0 if name in _RECONSTRUCTIONS else 5.0


def channels_of(name: str, bands: int, clusters: int) -> int:
    """How many channels a loss wants of the network: the bands of a reconstruction, or clusters."""
    return bands if name in _RECONSTRUCTIONS else clusters


def auxiliary_loss(
    name: str, output: torch.Tensor, inputs: torch.Tensor, observed: torch.Tensor, *,
    reconstruction: float = 1.0, regularisation: float = 1.0,
) -> torch.Tensor:  # fmt: skip
    """The unsupervised loss of a batch: reconstruction · first term + regularisation · second term (eq. 5).

    - "l1", "l2": mean absolute (eq. 6), mean squared difference (eq. 7) between output and image; there is
      no second term.
    - "kmeans": relaxed k-means. The network gives each pixel's memberships in clusters, by softmax; a
      cluster's centroid is the mean of the image weighted by them (eq. 8), a pixel's quantised value that
      of the centroids (eq. 9), and its mean absolute difference from the image is the first term (eq. 10).
      The second is the sum over clusters of membership · (1 − membership) (eq. 11): 0 when every pixel is of
      one cluster.
    - "mumford_shah" (eq. 12): squared distance from the centroids weighted by membership; the second term
      is the total variation of the memberships, summed over clusters: absolute differences between a
      pixel and the next one along the row, and along the column. (This anisotropic form does not change
      when an image is flipped or turned, and its gradient is finite everywhere.)

    The paper adds up over the pixels in eq. 11 and 12. Here all terms are means over the observed pixels,
    and differences of values also over the bands, so that λ and the balance of the terms depend neither
    on the patch nor on how many bands there are. Centroids are those of each image by itself.

    Args:
        name: One of AUXILIARY_LOSSES.
        output: Of the network, raw, (n, `channels_of` it, rows, cols); computed with in float32 at least.
        inputs: Images as the network saw them, (n, bands, rows, cols).
        observed: Pixels that count, bool (n, rows, cols). Others have no influence whatever they hold, not
            even as neighbours.
        reconstruction: α(rec).
        regularisation: α(reg).

    Returns:
        A scalar that can be differentiated by the output; where nothing is observed it and its gradient
        are 0.
    """
    precise = torch.promote_types(output.dtype, torch.float32)
    with torch.autocast(output.device.type, enabled=False):
        missing = ~observed[:, None]
        values = inputs.to(precise).masked_fill(missing, 0)
        made = output.to(precise).masked_fill(missing, 0)
        if name in _RECONSTRUCTIONS:
            return reconstruction * _mean(_difference(name, values - made), observed)
        memberships = torch.softmax(made, dim=1).masked_fill(missing, 0)
        first, second = _TERMS[name](memberships, values, observed)
        return reconstruction * first + regularisation * second


def _difference(name: str, difference: torch.Tensor) -> torch.Tensor:
    """What each pixel's difference costs, (n, rows, cols)."""
    return (difference.abs() if name == "l1" else difference**2).mean(dim=1)


def _kmeans(
    memberships: torch.Tensor, values: torch.Tensor, observed: torch.Tensor
) -> tuple[torch.Tensor, torch.Tensor]:
    quantised = torch.einsum("nkrc,nkb->nbrc", memberships, _centroids(memberships, values))
    undecided = (memberships * (1 - memberships)).sum(dim=1)
    return _mean(_difference("l1", values - quantised), observed), _mean(undecided, observed)


def _mumford_shah(
    memberships: torch.Tensor, values: torch.Tensor, observed: torch.Tensor
) -> tuple[torch.Tensor, torch.Tensor]:
    centroids = _centroids(memberships, values)
    # |x − c|² term by term: no array of all bands times all clusters.
    products = torch.einsum("nbrc,nkb->nkrc", values, centroids) / values.shape[1]
    sizes = (centroids**2).mean(dim=2)[:, :, None, None]
    squared = (values**2).mean(dim=1, keepdim=True) - 2 * products + sizes
    return _mean((squared * memberships).sum(dim=1), observed), _variation(memberships, observed)


def _centroids(memberships: torch.Tensor, values: torch.Tensor) -> torch.Tensor:
    """Means weighted by membership, (n, clusters, bands); a cluster without pixels tends to 0 (eq. 8)."""
    sums = torch.einsum("nkrc,nbrc->nkb", memberships, values)
    return sums / memberships.sum(dim=(2, 3)).clamp(min=_EMPTY)[:, :, None]


def _variation(memberships: torch.Tensor, observed: torch.Tensor) -> torch.Tensor:
    """Mean over the observed pixels of how much the memberships change to the next observed ones."""
    down = memberships.diff(dim=2).abs().sum(dim=1) * (observed[:, 1:] & observed[:, :-1])
    along = memberships.diff(dim=3).abs().sum(dim=1) * (observed[:, :, 1:] & observed[:, :, :-1])
    return (down.sum() + along.sum()) / _count(observed)


def _mean(costs: torch.Tensor, observed: torch.Tensor) -> torch.Tensor:
    """Mean over the observed pixels; elsewhere the costs are 0."""
    return costs.sum() / _count(observed)


def _count(observed: torch.Tensor) -> torch.Tensor:
    return observed.sum().clamp(min=1)


_TERMS = {"kmeans": _kmeans, "mumford_shah": _mumford_shah}
