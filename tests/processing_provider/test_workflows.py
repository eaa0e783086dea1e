"""The workflows that SureCover brings along keep up with the algorithms that they are made of."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from qgis.core import (
    QgsApplication,
    QgsProcessingModelChildAlgorithm,
    QgsProcessingModelChildParameterSource,
)
from qgis.core import QgsProcessingParameterDefinition as Definition

from surecover.processing_provider.provider import SureCoverProvider
from surecover.processing_provider.workflows import WORKFLOWS, Workflow
from tests.in_qgis import provider

__all__ = ["provider"]

STATIC = QgsProcessingModelChildParameterSource.fromStaticValue("").source()
"""Its name is another one from QGIS 3.34 on."""


@pytest.fixture(params=WORKFLOWS, ids=lambda path: path.stem)
def workflow(provider: SureCoverProvider, request: pytest.FixtureRequest) -> Iterator[Workflow]:
    """As the plugin registers it."""
    provider.refreshAlgorithms()
    found = QgsApplication.processingRegistry().createAlgorithmById(f"surecover:{request.param.stem}")
    assert isinstance(found, Workflow)
    yield found


def fixed(child: QgsProcessingModelChildAlgorithm) -> Iterator[tuple[Definition, object]]:
    """Parameters of a step with the values that the model file gives them."""
    for definition in child.algorithm().parameterDefinitions():
        for source in child.parameterSources().get(definition.name(), []):
            if source.source() == STATIC:
                yield definition, source.staticValue()


def test_there_are_three() -> None:
    assert len(WORKFLOWS) == 3


def test_the_model_designer_finds_nothing_wrong_with_it(workflow: Workflow) -> None:
    assert workflow.validate() == (True, [])


def test_it_explains_itself_and_what_it_wants(workflow: Workflow) -> None:
    assert workflow.displayName()[0].isupper()
    assert workflow.shortHelpString().endswith(".")
    assert "<" not in workflow.shortHelpString()
    for definition in workflow.parameterDefinitions():
        assert definition.isDestination() or definition.help().endswith("."), definition.name()


def test_what_it_fixes_is_what_the_algorithms_default_to(workflow: Workflow) -> None:
    for child in workflow.childAlgorithms().values():
        for definition, value in fixed(child):
            assert definition.isDestination() or value == definition.defaultValue(), definition.name()


def test_its_results_have_names_for_layers_and_for_scripts(workflow: Workflow) -> None:
    names = [definition.name() for definition in workflow.destinationParameterDefinitions()]
    assert names
    for name in names:
        step, _, called = name.partition(":")
        assert step in workflow.childAlgorithms()
        assert re.fullmatch(r"[A-Z][a-z_]+", called)
