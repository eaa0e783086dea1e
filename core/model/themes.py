"""Models that look at one theme each, combined (SPEC §3.2; Fonteix et al. 2021 §2.2)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ..errors import SureCoverError
from ..stored import class_dtype
from .card import OTHER, ModelCard

FLOOR = 0.002
"""ε: no theme's probability counts for less, so that no single theme can veto a class."""

_ENSEMBLE = "set Ensemble of models of the same classes (ENSEMBLE), which averages them"


def theme_members(cards: Sequence[ModelCard], *, ensemble: bool) -> list[list[int]]:
    """Positions of the models of each theme, in the order of the first ones.

    Args:
        cards: The models.
        ensemble: Whether models of the same scheme and classes share a theme; else each is one.
    """
    themes: list[list[int]] = []
    for number, card in enumerate(cards):
        mates = (theme for theme in themes if ensemble and _same_classes(cards[theme[0]], card))
        if theme := next(mates, None):
            theme.append(number)
        else:
            themes.append([number])
    return themes


def _same_classes(one: ModelCard, other: ModelCard) -> bool:
    return one.scheme == other.scheme and sorted(one.classes) == sorted(other.classes)


def combined_classes(
    cards: Sequence[ModelCard], residual: str, label: str = "Models (MODELS)", *, ensemble: bool = False
) -> list[int]:
    """Class ids of the combined distribution, ascending.

    Args:
        cards: The models, one per theme; or one model of all classes.
        residual: Name or id of the class of what no theme claims; not used by a model of all classes.
        label: How messages name the models.
        ensemble: As of `theme_members`.

    Raises:
        SureCoverError: The models cannot be combined.
    """
    averaged = [cards[theme[0]] for theme in theme_members(cards, ensemble=True)]
    chosen = averaged if ensemble else cards
    if conflict := _conflict(chosen):
        way_out = "" if ensemble or _conflict(averaged) else f", or {_ENSEMBLE}"
        raise SureCoverError(f"{label} {conflict}{way_out}.")
    owner = {class_id: card.id for card in chosen for class_id in card.classes if class_id != OTHER}
    if chosen[0].thematic:
        rest = chosen[0].scheme.find(residual)
        if rest.id in owner:
            raise SureCoverError(
                f"Class of the rest (RESIDUAL) is {rest.name}, which the model {owner[rest.id]!r} predicts "
                "itself; choose a class that no model predicts."
            )
        owner[rest.id] = "the rest"
    return sorted(owner)


def _conflict(cards: Sequence[ModelCard]) -> str:
    """Why models cannot stand beside each other, and what to choose; "" if they can."""
    first = cards[0]
    for card in cards[1:]:
        if card.scheme != first.scheme:
            return (
                f"speak of different class schemes: {first.id!r} of {first.scheme.id!r}, "
                f"{card.id!r} of {card.scheme.id!r}; choose models of one scheme"
            )
    owner: dict[int, str] = {}
    for card in cards:
        if len(cards) > 1 and not card.thematic:
            return (
                f"hold {card.id!r}, which has no class 'other' and cannot stand beside another; "
                "choose it alone, or models of one theme each"
            )
        for class_id in card.classes:
            if class_id in owner:
                return (
                    f"{owner[class_id]!r} and {card.id!r} both predict the class "
                    f"{card.name_of(class_id)!r}; choose models of different themes"
                )
            if class_id != OTHER:
                owner[class_id] = card.id
    return ""


def combine_models(
    probabilities: Sequence[np.ndarray],
    cards: Sequence[ModelCard],
    combined: Sequence[int],
    *,
    ensemble: bool = False,
) -> np.ndarray:
    """One distribution from those of models: the mean of each theme's members, the themes combined.

    Args:
        probabilities: Per model (its classes, …), 0..1.
        cards: The models.
        combined: From `combined_classes`.
        ensemble: As of `theme_members`.

    Returns:
        As of `combine_themes`.
    """
    themes = theme_members(cards, ensemble=ensemble)
    classes = [cards[theme[0]].classes for theme in themes]
    means = []
    for theme, wanted in zip(themes, classes):
        first, *others = (_ordered(probabilities[member], cards[member].classes, wanted) for member in theme)
        means.append(sum(others, first) / np.float32(len(theme)) if others else first)
    return combine_themes(means, classes, combined)


def combine_themes(
    probabilities: Sequence[np.ndarray], classes: Sequence[Sequence[int]], combined: Sequence[int]
) -> np.ndarray:
    """One distribution from those of the themes.

    The score of class c of theme t is p_t(c) times the product of p_s(other) over the other themes
    s; that of the residual class is the product of all p_s(other). Probabilities are raised to
    FLOOR first; the scores are divided by their sum. A single model without "other" passes through.

    Args:
        probabilities: Per theme (its classes, …), 0..1.
        classes: Per theme its class ids in that order; OTHER is "other".
        combined: From `combined_classes`.

    Returns:
        float32 (combined classes, …), in the order of `combined`.
    """
    if len(classes) == 1 and OTHER not in classes[0]:
        return _ordered(probabilities[0], classes[0], combined)
    floored = [np.maximum(p, FLOOR) for p in probabilities]
    others = [p[list(ids).index(OTHER)] for p, ids in zip(floored, classes)]
    scores = np.empty((len(combined), *others[0].shape), np.float32)
    # Only the residual class belongs to no theme.
    scores[:] = np.prod(others, axis=0)
    for theme, (p, ids) in enumerate(zip(floored, classes)):
        rest = np.prod(others[:theme] + others[theme + 1 :], axis=0)
        for band, class_id in enumerate(ids):
            if class_id != OTHER:
                scores[list(combined).index(class_id)] = p[band] * rest
    scores /= scores.sum(axis=0)
    return scores


def _ordered(probabilities: np.ndarray, classes: Sequence[int], wanted: Sequence[int]) -> np.ndarray:
    """Probabilities of the same classes in another order."""
    if list(classes) == list(wanted):
        return probabilities
    return probabilities[[list(classes).index(class_id) for class_id in wanted]]


def most_probable(probabilities: np.ndarray, valid: np.ndarray, ids: Sequence[int]) -> np.ndarray:
    """Class ids (rows, cols), uint8 or uint16, of (classes, rows, cols); 0 where not valid.

    Of equally probable classes the first one is taken.
    """
    place = np.zeros(valid.shape, np.uint8)
    highest = probabilities[0].copy()
    for number, probability in enumerate(probabilities[1:], start=1):  # many times as fast as argmax
        higher = probability > highest
        np.maximum(place, higher.view(np.uint8) * np.uint8(number), out=place)
        np.maximum(highest, probability, out=highest)
    codes = np.asarray(ids, class_dtype(ids))
    classes: np.ndarray = np.take(codes, place) * valid
    return classes
