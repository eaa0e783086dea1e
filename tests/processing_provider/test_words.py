"""Everything that people read in QGIS is there in other languages, too."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from qgis.core import QgsApplication, QgsProcessingAlgorithm
from qgis.PyQt.QtCore import QCoreApplication, QTranslator

from surecover.core import RESOURCES
from surecover.processing_provider.algorithms import ALGORITHMS
from surecover.processing_provider.provider import SureCoverProvider
from surecover.processing_provider.words import CONTEXT, translator
from surecover.processing_provider.workflows import Workflow
from surecover.resources.i18n import collect

LANGUAGES = sorted((RESOURCES / "i18n").glob("surecover_*.ts"))

every_language = pytest.mark.parametrize("language", LANGUAGES, ids=lambda path: path.stem)


def test_there_are_french_and_german() -> None:
    assert [path.stem for path in LANGUAGES] == ["surecover_de", "surecover_fr"]


# The files


@every_language
def test_a_translation_lacks_no_text_and_has_no_other(language: Path) -> None:
    translated = collect.translations(language)
    assert list(translated) == collect.spoken()
    assert [text for text, translation in translated.items() if not translation] == []


@every_language
def test_a_translation_keeps_values_accelerators_lines_and_edges(language: Path) -> None:
    for text, translation in collect.translations(language).items():
        assert kept(text) == kept(translation), text
        assert translation[:1].isspace() or not text[:1].isspace(), text


def kept(text: str) -> tuple[list[str], int, int, bool]:
    """Places of values, how many accelerators and line ends, and whether … ends it."""
    places = sorted(re.findall(r"\{[^}]*\}", text))
    return places, len(re.findall(r"&\w", text)), text.count("\n"), text.endswith("…")


@every_language
def test_no_more_accelerators_meet_than_in_english(language: Path) -> None:
    translated = collect.translations(language)
    assert distinct_accelerators(translated.values()) >= distinct_accelerators(translated)


def distinct_accelerators(texts: Iterable[str]) -> int:
    return len(set(re.findall(r"&(\w)", " ".join(texts).lower())))


@every_language
def test_an_explanation_keeps_what_somebody_may_type(language: Path) -> None:
    """Keys of parameters and built-in names, as far as an underscore tells them, and names of files."""
    typed = re.compile(r"\b[A-Za-z]\w*_\w+|\b\w+\.(?:json|tif|csv|gpkg|xml|vrt|png)\b")
    explained = collect.translations(language)
    del explained["dock.html"]
    for text, translation in explained.items():
        assert set(typed.findall(text)) == set(typed.findall(translation)), text


@every_language
def test_a_translation_tells_the_same_numbers(language: Path) -> None:
    for text, translation in collect.translations(language).items():
        assert numbers(text) == numbers(translation), text


def numbers(text: str) -> list[str]:
    """The numbers in a text, with a decimal point and without a mark at the thousands."""
    plain = re.sub(r"(?<=\d)[ \u00a0.,](?=\d{3}\b)", "", text)
    return sorted(re.findall(r"\d+(?:\.\d+)?", re.sub(r"(?<=\d),(?=\d)", ".", plain)))


@every_language
def test_what_qgis_loads_says_what_its_source_says(language: Path) -> None:
    """`make translations` has been called after the last change."""
    loaded = QTranslator()
    assert loaded.load(str(language.with_suffix(".qm")))
    for text, translation in collect.translations(language).items():
        assert loaded.translate(CONTEXT, text.encode()) == translation  # PyQt5 takes text of ASCII only


@every_language
def test_the_help_page_of_the_dock_is_built_like_the_english_one(language: Path) -> None:
    names = ("dock.html", collect.translations(language)["dock.html"])
    english, other = ((RESOURCES / "help" / name).read_text(encoding="utf-8") for name in names)
    assert re.findall(r"</?\w+", english) == re.findall(r"</?\w+", other)
    assert f'lang="{language.stem[-2:]}"' in other


# The algorithms


@contextmanager
def speaking(locale: str) -> Iterator[None]:
    """QGIS speaks another language meanwhile."""
    language = translator(locale)
    QCoreApplication.installTranslator(language)
    try:
        yield
    finally:
        QCoreApplication.removeTranslator(language)


def initialised() -> dict[str, QgsProcessingAlgorithm]:
    return {algorithm.job.stage: algorithm().create() for algorithm in ALGORITHMS}


def test_a_language_that_there_is_no_translation_to_is_english() -> None:
    assert [translator(locale) for locale in ("en", "en_GB", "C", "tlh", "")] == [None] * 5


@pytest.mark.parametrize(
    ("locale", "words"),
    [
        ("de_AT", ("Einen Termin klassifizieren", "Karte", "Bild")),
        ("fr", ("Classer une date", "Carte", "Image")),
    ],
)
def test_an_algorithm_speaks_the_language_of_qgis(
    qgis_app: QgsApplication, locale: str, words: tuple[str, ...]
) -> None:
    known = collect.translations(RESOURCES / "i18n" / f"surecover_{locale[:2]}.ts")
    with speaking(locale):
        classify = initialised()["classify"]
        image = classify.parameterDefinition("INPUT")
        assert (classify.displayName(), classify.group(), image.description()) == words
        assert image.help() in known.values()
        assert classify.shortHelpString().splitlines()[0] in known.values()


def test_a_workflow_speaks_it_too(provider: SureCoverProvider) -> None:
    with speaking("fr"):
        update = Workflow(RESOURCES / "workflows" / "updateoldmap.model3").create()
        old_map, report = update.parameterDefinition("old_map"), update.outputDefinition("report:Report")
        words = (update.displayName(), update.group(), old_map.description(), report.description())
        assert words == ("Mettre à jour une ancienne carte", "Enchaînements", "Ancienne carte", "Rapport")
        assert (update.name(), update.groupId()) == ("updateoldmap", "workflows")
        known = collect.translations(RESOURCES / "i18n" / "surecover_fr.ts").values()
        assert {update.shortHelpString(), old_map.help()} <= set(known)


@every_language
def test_ids_keys_and_choices_are_the_same_in_all_languages(qgis_app: QgsApplication, language: Path) -> None:
    def fixed(algorithm: QgsProcessingAlgorithm) -> list[str]:
        parameters, outputs = algorithm.parameterDefinitions(), algorithm.outputDefinitions()
        choices = [one for parameter in parameters for one in getattr(parameter, "options", list)()]
        keys = [definition.name() for definition in (*parameters, *outputs)]
        return [algorithm.name(), algorithm.groupId(), *keys, *choices]

    english = [fixed(algorithm) for algorithm in initialised().values()]
    with speaking(language.stem[-2:]):
        assert [fixed(algorithm) for algorithm in initialised().values()] == english


@every_language
def test_no_two_parameters_of_an_algorithm_have_the_same_label(
    qgis_app: QgsApplication, language: Path
) -> None:
    with speaking(language.stem[-2:]):
        for name, algorithm in initialised().items():
            labels = [definition.description() for definition in algorithm.parameterDefinitions()]
            assert len(set(labels)) == len(labels), name
