"""Train the models that are shipped, and say how well they do on places they have never seen.

`python -m surecover.core.demo.train DATA_DIR MODELS_DIR LEAVE_OUT_DIR` trains each model once without each
real place (kept in LEAVE_OUT_DIR/<model>-without-<place>), tests it there, then trains it on all places. Its
card holds the figures of the held-out places. Models that LEAVE_OUT_DIR holds already are not trained again.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from ..learning.learner import Learnt
from ..model.cardfile import read_card
from ..progress import Progress
from .examples import (
    CHECKING_SEEDS,
    GENERATOR,
    LEIPZIG,
    PLACES,
    TRAINING_SEEDS,
    Example,
    generated_examples,
    leipzig,
    real_examples,
)
from .figures import tested
from .spectra import band_statistics
from .training import DEMONSTRATION, THEMES, Kind, blank_card, train

LICENCE = "CC-BY-SA-4.0"
"""Share-alike, as TerraMesh, from which two of the training scenes come."""

PERIOD = ("2015-07-11T00:00:00Z", "2019-10-13T00:00:00Z")
"""First and last of the real scenes whose date is known."""

_TAUGHT = {
    "demonstration": "only these tell grass from bare soil among crops, and industrial from residential "
    "buildings",
    "vegetation": "only these tell grass from bare soil among crops",
    "buildings": "only these tell industrial from residential buildings, and nearly all buildings are "
    "theirs: real ones are some 1,000 pixels in Denmark and Slovenia",
    "water": "nearly all water is theirs: real water is one river in Chile",
}
"""What each model knows from generated scenes only."""


_BEFORE = {"slovenia": 0.7806, "belgium": 0.8217, "chile": 0.6634, "denmark": 0.81, GENERATOR: 0.8747}
"""Overall accuracies of the first demonstration model that was shipped, found in the same way."""


_HOW = (
    "held_out_places: a model of the same kind, trained without that place, on all its clear dates; its "
    "generated scenes did not use spectra measured there either, but for water and roofs of Chile, which "
    "were measured nowhere else; generator: this model on generated scenes of other seeds; never_taught: "
    "this model on labelled points of a place that teaches none. largest_class: the oa of a map of nothing "
    "but the most frequent class; before: the oa of the first model that was shipped. The way of "
    "training was chosen while looking at these places, whose figures are so far flattering"
)


def description(kind: Kind, trained_on: Sequence[str]) -> str:
    """What a card says of a model's origin and worth."""
    thanks = "; ".join(sorted({about["attribution"] for about in band_statistics()["places"].values()}))
    return (
        "A demonstration: it lets SureCover run from the first day, and should not be trusted anywhere. "
        "Some 10,000 well-labelled and 100,000 weakly labelled pixels of a few places taught it, and "
        f"generated scenes (seeds {TRAINING_SEEDS[0]} to {TRAINING_SEEDS[-1]}): {_TAUGHT[kind.id]}. "
        f"Trained on: {', '.join(trained_on)}. The figures in surecover:validation are of places that the "
        "model in question was not trained on. Labels: Slovenian land-use register; parcel register of "
        "Flanders; for Chile and Denmark a 10 m world map whose built area in Chile takes in fields. "
        f"{thanks}. Weights: {LICENCE}, as TerraMesh (Chile, Denmark) asks derived works to be shared alike."
    )


def fitted(kind: Kind, examples: Mapping[str, Sequence[Example]], epochs: int, without: str = "") -> Learnt:
    """A model of these places, ready to predict and to be stored."""
    card = blank_card(
        kind,
        examples,
        id=f"{kind.id}-without-{without}" if without else kind.id,
        title=kind.title,
        description=description(kind, list(examples)),
        licence=LICENCE,
        period=PERIOD,
    )
    with TemporaryDirectory() as folder:
        return train(kind, card, examples, Path(folder), Progress(_tell), epochs)


def build(
    kinds: Sequence[Kind], data: Path, models: Path, leave_out: Path, epochs: int = 0,
    places: Sequence[str] = tuple(PLACES),
) -> None:  # fmt: skip
    """Train and test without each place, then train the final models and write their cards.

    Args:
        kinds: What to train.
        data: The data set's folder.
        models: Holds the final models' folders.
        leave_out: Where the models that lack a place go.
        epochs: Of each training; 0 = the kind's.
        places: Real places to use.
    """
    real = {place: list(real_examples(data, place)) for place in places}
    for place in places:
        missing = [kind for kind in kinds if not _left_out(leave_out, kind, place).is_dir()]
        if not missing:
            continue
        made_up = list(generated_examples(TRAINING_SEEDS, without=place))
        others = {GENERATOR: made_up, **{p: found for p, found in real.items() if p != place}}
        for kind in missing:
            learnt = fitted(kind, others, epochs, place)
            figures = {place: tested(kind, learnt.model, real[place])}
            _save(learnt, leave_out, {"held_out_places": figures})
    everything = {GENERATOR: list(generated_examples(TRAINING_SEEDS)), **real}
    unseen = list(generated_examples(CHECKING_SEEDS))
    for kind in kinds:
        final = fitted(kind, everything, epochs)
        cards = {place: read_card(_left_out(leave_out, kind, place)) for place in places}
        found = {
            "how": _HOW,
            "held_out_places": {p: card.validation["held_out_places"][p] for p, card in cards.items()},
            "generator": {"seeds": list(CHECKING_SEEDS), **tested(kind, final.model, unseen)},
        }
        if kind.theme:
            found["never_taught"] = {LEIPZIG: tested(kind, final.model, [leipzig(data)])}
        else:
            found["before"] = _BEFORE
        _save(final, models, found)


def _left_out(parent: Path, kind: Kind, place: str) -> Path:
    return parent / f"{kind.id}-without-{place}"


def _save(learnt: Learnt, parent: Path, validation: Mapping[str, Any]) -> None:
    card = dataclasses.replace(learnt.model.card, validation=validation)
    learnt.save(parent / card.id, card)
    _tell("log", f"{card.id}: {json.dumps(validation)}")


def _tell(kind: str, value: object) -> None:
    if kind != "progress":
        print(value, flush=True)  # noqa: T201


def main(arguments: Sequence[str]) -> None:
    """Command line."""
    kinds = {kind.id: kind for kind in (DEMONSTRATION, *THEMES)}
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("models", type=Path)
    parser.add_argument("leave_out", type=Path)
    parser.add_argument("--only", choices=tuple(kinds), nargs="+", default=tuple(kinds))
    parser.add_argument("--epochs", type=int, default=0)
    given = parser.parse_args(arguments)
    chosen = [kinds[name] for name in given.only]
    build(chosen, given.data, given.models, given.leave_out, given.epochs)


if __name__ == "__main__":
    main(sys.argv[1:])
