from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surecover.core.engine import protocol

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(st.characters()),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@settings(deadline=None, max_examples=100, derandomize=True)
@given(VALUES)
def test_a_message_is_one_ascii_line_and_comes_back_equal(value: object) -> None:
    line = protocol.encode("log", text=value)
    assert line.isascii()
    assert line.count(b"\n") == 1
    assert line.endswith(b"\n")
    assert protocol.decode(line) == {"type": "log", "text": value}


@pytest.mark.parametrize("line", [b"a library prints\n", b"[1]\n", b'{"kind": "log"}\n', b"\xff\n", b"\n"])
def test_a_line_that_is_no_message_is_a_value_error(line: bytes) -> None:
    with pytest.raises(ValueError):
        protocol.decode(line)
