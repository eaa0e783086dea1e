"""Texts of other people: what they hold, or one reason why not."""

from __future__ import annotations

import pytest

from surecover.core.textfiles import parse_xml, quoted

BOMB = '<!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;">]><a>&c;</a>'


@pytest.mark.parametrize("text", ["a", "'", '"', "<&>", "two\nlines\r\tand more", "&amp;"])
def test_an_attribute_says_what_it_was_given(text: str) -> None:
    assert parse_xml(f"<a b={quoted(text)}/>").get("b") == text


def test_xml_is_read() -> None:
    assert parse_xml("<a><b>1</b></a>").findtext("b") == "1"


@pytest.mark.parametrize(("text", "found"), [("<a>", "no element found"), ("", "no element"), (BOMB, "DTD")])
def test_broken_xml_and_entities_are_refused(text: str, found: str) -> None:
    with pytest.raises(ValueError, match=found):
        parse_xml(text)
