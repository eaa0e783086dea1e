"""Says in words why a pixel has its class and its code; claims only what the files of the result tell."""

from __future__ import annotations

from ...core.codes import Evidence, Reliability
from ...core.scheme import LandClass
from ..codewords import evidence_words
from ..words import tr
from .pixel import Pixel, Setup, Shares

_CONNECTED = (Evidence.CONNECTED, Evidence.REASSIGNED, Evidence.CONTINUITY, Evidence.KEPT)
_APART = (Evidence.SPECTRAL_MATCH, Evidence.NO_MATCH)

_UNLIKE = 0.98
"""Share of more typical training pixels from which on a warning is due."""


def reasons(pixel: Pixel, setup: Setup) -> list[str]:
    """One to five groups of sentences."""
    return _Reasons(pixel, setup).told()


def facts(pixel: Pixel, setup: Setup) -> list[tuple[str, str]]:
    """What is known of the pixel, line by line: a name and a value."""
    known = [
        (tr("Dates"), _dates(pixel, setup)),
        (tr("Old map"), _old_map(pixel, setup)),
        (tr("Without the clusters"), _without_clusters(pixel, setup)),
        (tr("Before the correction"), _before(pixel, setup)),
        (tr("Spectral cluster"), _cluster(pixel)),
        (tr("Connected to agreement"), _connected(pixel)),
        (tr("Search nearby"), _search(pixel, setup)),
        (tr("Evidence"), _evidence(pixel)),
        (tr("Entropy"), _entropy(pixel)),
        (tr("Unlike what taught the model"), _unlike(pixel)),
    ]
    return [(name, value) for name, value in known if value]


def reliability_words(code: Reliability) -> str:
    """A reliability code in words, with the number."""
    words = {
        Reliability.NOT_ASSESSED: tr("not assessed, code 0"),
        Reliability.HIGH: tr("high, code 1"),
        Reliability.MEDIUM: tr("medium, code 2"),
        Reliability.LOW: tr("low, code 3"),
    }
    return words[code]


def percent(share: float) -> str:
    """A share 0..1 as people write it."""
    text = "<1" if 0 < share < 0.01 else f"{100 * share:.0f}"
    return tr("{number} %").format(number=text)


class _Reasons:
    """The sentences for one pixel.

    Args:
        pixel: The pixel.
        setup: What holds for all pixels.
    """

    def __init__(self, pixel: Pixel, setup: Setup) -> None:
        self._pixel, self._setup = pixel, setup
        self._class = _judged(pixel, setup)
        self._alone = _changed_by_clusters(pixel, setup)
        self._name = self._class.name if self._class else tr("that class")
        settings = setup.settings
        least, share, local = settings["min_pixels"], settings["min_share"], settings["local_radius"]
        enough = tr("in at least 2 pixels and {share} % of it").format(share=f"{share:g}")
        self._terms = {
            "name": self._name,
            "size": tr(" (of at least {least} pixels)").format(least=least) if least > 1 else "",
            "cluster": f" {pixel.cluster}" if pixel.cluster else "",
            "enough": enough if share else tr("in at least 2 pixels of it"),
            "radius": _distance(settings["radius"], setup),
            "local": tr(" within {radius}").format(radius=_distance(local, setup)) if local else "",
            "gap": settings["max_gap"],
        }

    def told(self) -> list[str]:
        """All of them, in order."""
        parts = {
            Evidence.NONE: (self._no_class,),
            Evidence.AGREES: (self._sources, self._kept),
            Evidence.CONNECTED: (self._sources, self._taught, self._kept),
            Evidence.SPECTRAL_MATCH: (self._sources, self._found, self._kept),
            Evidence.NO_MATCH: (self._sources, self._not_found, self._kept_alone),
            Evidence.REASSIGNED: (self._sources, self._rejected, self._replaced),
            Evidence.CONTINUITY: (self._sources, self._rejected, self._linked),
            Evidence.NOT_CHECKED: (self._sources, self._not_checked),
            Evidence.KEPT: (self._sources, self._rejected, self._stayed),
            Evidence.REVIEWED: (self._reviewed,),
        }
        sentences = [part() for part in parts[self._pixel.evidence]]
        if self._alone:
            sentences.insert(0, self._outvoted(self._alone))
        if self._is_unlike():
            sentences.append(
                tr("On at least one date this place looks like hardly anything that taught the model.")
            )
        if self._pixel.land_class and self._pixel.fused is None:
            sentences.append(self._not_kept())
        return sentences

    def _is_unlike(self) -> bool:
        """Whether a model decided on what it hardly knows."""
        by_model = self._pixel.evidence not in (Evidence.NONE, Evidence.REVIEWED)
        return by_model and (self._pixel.unlike or 0) >= _UNLIKE

    def _outvoted(self, alone: LandClass) -> str:
        """How the clusters changed the class of the images."""
        share = (self._pixel.fused or {}).get(alone, 0)
        return tr(
            "The images alone show {alone} ({share}) here, but pixels of the same spectral cluster{cluster} "
            "tell for {name}."
        ).format(alone=alone.name, share=percent(share), **self._terms)

    def _sources(self) -> str:
        """What the images and the old map show."""
        external = self._pixel.external
        if self._class is None:
            return tr("The images showed another class here.")
        if external is None and self._pixel.evidence == Evidence.AGREES:
            text = tr(
                "{images} show {name} here. The old map agrees: it shows {name}, too, or a class that "
                "{name} belongs to."
            )
        elif external is None:
            text = tr("{images} show {name}{share} here.")
        elif external == 0:
            text = tr("{images} show {name}{share} here; the old map shows none of the classes.")
        elif external == self._class.id:
            text = tr("{images} show {name}{share} here, and the old map shows {other}, too.")
        elif external in self._setup.scheme.ancestors(self._class.id):
            text = tr("{images} show {name}{share} here; the old map shows {other}, which {name} belongs to.")
        else:
            text = tr("{images} show {name}{share} here; the old map shows {other}.")
        other = self._setup.scheme.by_id(external).name if external else ""
        return text.format(
            images=tr("Both together") if self._alone else tr("The images"),
            name=self._name, share=self._share(self._class), other=other,
        )  # fmt: skip

    def _kept(self) -> str:
        if self._pixel.reliability == Reliability.MEDIUM:
            return tr("Therefore {name} is kept with medium reliability.").format(name=self._name)
        return tr("Therefore {name} is kept with high reliability.").format(name=self._name)

    def _taught(self) -> str:
        return tr(
            "This patch of {name} is connected to places where both agree{size}, and the spectral "
            "cluster{cluster} of this pixel occurs in one of them{local} ({enough})."
        ).format(**self._terms)

    def _found(self) -> str:
        return tr(
            "This patch of {name} is connected to no place where both agree{size}, so this pixel was "
            "compared with such places within {radius}: its spectral cluster{cluster} occurs in one of them "
            "({enough})."
        ).format(**self._terms)

    def _not_found(self) -> str:
        if self._pixel.cluster == 0:
            text = tr(
                "This patch of {name} is connected to no place where both agree{size}. The mosaic has no "
                "data here, so this pixel has no spectral cluster to compare with such places."
            )
        else:
            text = tr(
                "This patch of {name} is connected to no place where both agree{size}, so this pixel was "
                "compared with such places within {radius}: its spectral cluster{cluster} occurs in none of "
                "them ({enough})."
            )
        return text.format(**self._terms)

    def _kept_alone(self) -> str:
        return tr("Nothing supports {name}; it is kept with low reliability.").format(name=self._name)

    def _rejected(self) -> str:
        if self._pixel.cluster == 0:
            text = tr(
                "This patch of {name} is connected to places where both agree{size}. But the mosaic has no "
                "data here, so this pixel has no spectral cluster to compare with them, and {name} was "
                "rejected."
            )
        else:
            text = tr(
                "This patch of {name} is connected to places where both agree{size}, but the spectral "
                "cluster{cluster} of this pixel occurs in none of them{local} ({enough}), so {name} was "
                "rejected."
            )
        return text.format(**self._terms)

    def _replaced(self) -> str:
        new = self._pixel.land_class
        if new is None:
            return tr("No other class was probable at all, so the pixel has no class.")
        return tr("{weighed}, and {new}{share} became the most probable. The reliability is low.").format(
            weighed=self._weighed(), new=new.name, share=self._share(new)
        )

    def _stayed(self) -> str:
        return tr("{weighed}, but {name} stayed the most probable even so. The reliability is low.").format(
            weighed=self._weighed(), name=self._name
        )

    def _weighed(self) -> str:
        """What the rejection did to the probability of the class; without a full stop."""
        factor = self._setup.settings["rejection"]
        share = _decided_by(self._pixel).get(self._class) if self._class else None
        if factor == 0:
            return tr("It was left out")
        if share is None:
            return tr("Its probability counted only {factor} of what it was").format(factor=percent(factor))
        return tr("Its probability counted only {weighed} instead of {share}").format(
            weighed=percent(factor * share), share=percent(share)
        )

    def _linked(self) -> str:
        return tr(
            "Yet it lies on a link of at most {gap} rejected pixels between two accepted parts, so it was "
            "kept, with low reliability: {name} stays in one piece."
        ).format(**self._terms)

    def _not_checked(self) -> str:
        if self._setup.settings["classes"].strip():
            text = tr("The run was told to check other classes, so nothing is said of the reliability.")
        else:
            text = tr(
                "The old map shows {name} nowhere on this map, so {name} cannot be checked; nothing is said "
                "of the reliability."
            )
        return text.format(name=self._name)

    def _reviewed(self) -> str:
        if self._pixel.land_class is None:
            return tr("A person looked at this pixel and took its class away.")
        return tr("A person looked at this pixel and decided for {name}.").format(
            name=self._pixel.land_class.name
        )

    def _no_class(self) -> str:
        dates = self._pixel.dates
        if dates and not any(dates.values()):
            return tr("The pixel has no class, because every date shows clouds or no data here.")
        return tr("The pixel has no class.")

    def _not_kept(self) -> str:
        return tr(
            "What each date, the old map and the mosaic show here was not kept. To see it, make the map "
            "again with “Keep the intermediate results”."
        )

    def _share(self, land_class: LandClass) -> str:
        """Probability of a class, told only where it was weighed against others."""
        share = _decided_by(self._pixel).get(land_class)
        is_told = self._alone or self._pixel.evidence in (Evidence.REASSIGNED, Evidence.KEPT)
        return f" ({percent(share)})" if is_told and share is not None else ""


def _decided_by(pixel: Pixel) -> Shares:
    """The probabilities that decided the class."""
    return pixel.weighed or pixel.fused or {}


def _classified(pixel: Pixel, setup: Setup) -> LandClass | None:
    """The class that the images alone show."""
    return setup.scheme.by_id(pixel.classified) if pixel.classified else None


def _judged(pixel: Pixel, setup: Setup) -> LandClass | None:
    """The class before the spectral check; only a rejection, or a person, changes it."""
    alone = _classified(pixel, setup)
    if pixel.weighed is None or pixel.evidence == Evidence.REVIEWED:
        return alone or (pixel.land_class if pixel.evidence != Evidence.REASSIGNED else None)
    if pixel.evidence != Evidence.REASSIGNED:
        return pixel.land_class
    others = {c: share for c, share in pixel.weighed.items() if c != pixel.land_class}
    if alone is None or _is_most_probable(alone, others) or not _is_most_probable(alone, pixel.fused or {}):
        return alone  # what was not decided by probability the clusters leave as it is
    return most_probable(others)


def _is_most_probable(land_class: LandClass, shares: Shares) -> bool:
    return shares.get(land_class, 0) >= max(shares.values(), default=0)


def _changed_by_clusters(pixel: Pixel, setup: Setup) -> LandClass | None:
    """The class that the images alone show, where the clusters' evidence made it another one."""
    alone, judged = _classified(pixel, setup), _judged(pixel, setup)
    return alone if pixel.weighed and alone != judged else None


def _distance(pixels: float, setup: Setup) -> str:
    if setup.metres is None:
        return tr("{pixels} px").format(pixels=f"{pixels:g}")
    metres = float(f"{pixels * setup.metres:.2g}")
    length = tr("{number} m").format(number=f"{metres:g}")
    if metres >= 1000:
        length = tr("{number} km").format(number=f"{metres / 1000:g}")
    return tr("{pixels} px ({length})").format(pixels=f"{pixels:g}", length=length)


def most_probable(shares: Shares) -> LandClass:
    """The class of the highest probability; of equal ones the first by id, as in the fusion."""
    return min(shares, key=lambda c: (-shares[c], c.id))


def _dates(pixel: Pixel, setup: Setup) -> str:
    name = _classified(pixel, setup) or _judged(pixel, setup)
    seen = [shares for shares in (pixel.dates or {}).values() if shares]
    if not seen or name is None:
        return ""
    text = tr("{count} of {all} say {name}").format(
        count=sum(most_probable(shares) == name for shares in seen), all=len(seen), name=name.name
    )
    if pixel.agreement is not None:
        text += tr(" (agreement {share})").format(share=percent(pixel.agreement))
    clouded = len(pixel.dates or {}) - len(seen)
    return text + tr("; without data: {count}").format(count=clouded) if clouded else text


def _old_map(pixel: Pixel, setup: Setup) -> str:
    if pixel.external is None:
        return ""
    return setup.scheme.by_id(pixel.external).name if pixel.external else tr("nothing: not mapped")


def _before(pixel: Pixel, setup: Setup) -> str:
    before = _judged(pixel, setup)
    return before.name if before and before != pixel.land_class else ""


def _without_clusters(pixel: Pixel, setup: Setup) -> str:
    alone = _changed_by_clusters(pixel, setup)
    return alone.name if alone else ""


def _cluster(pixel: Pixel) -> str:
    if pixel.cluster is None:
        return ""
    return str(pixel.cluster) if pixel.cluster else tr("none: the mosaic has no data")


def _connected(pixel: Pixel) -> str:
    if pixel.evidence in _CONNECTED:
        return tr("yes")
    if pixel.evidence in _APART:
        return tr("no")
    return tr("not needed") if pixel.evidence == Evidence.AGREES else ""


def _search(pixel: Pixel, setup: Setup) -> str:
    if pixel.evidence not in _APART:
        asked = pixel.evidence == Evidence.AGREES or pixel.evidence in _CONNECTED
        return tr("not needed") if asked else ""
    if pixel.cluster == 0:
        return tr("not possible without a cluster")
    found = pixel.evidence == Evidence.SPECTRAL_MATCH
    text = tr("found within {radius}") if found else tr("not found within {radius}")
    return text.format(radius=_distance(setup.settings["radius"], setup))


def _evidence(pixel: Pixel) -> str:
    return f"{int(pixel.evidence)}: {evidence_words(pixel.evidence)}"


def _entropy(pixel: Pixel) -> str:
    if pixel.entropy is None:
        return ""
    return tr("{value} (0: one class is sure, 1: all are equally likely)").format(
        value=f"{pixel.entropy:.2f}"
    )


def _unlike(pixel: Pixel) -> str:
    if pixel.unlike is None:
        return ""
    return tr("{share} (so many of the pixels that taught it are more typical)").format(
        share=percent(pixel.unlike)
    )
