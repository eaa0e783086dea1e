"""Making the next item in another thread."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from surecover.core.ahead import ahead


def test_items_come_in_order() -> None:
    assert list(ahead(iter(range(5)))) == [0, 1, 2, 3, 4]
    assert not list(ahead(iter(())))


def test_the_next_item_is_made_while_this_one_is_used() -> None:
    made = threading.Event()

    def items() -> Iterator[int]:
        yield 1
        made.set()
        yield 2

    reader = ahead(items())
    assert next(reader) == 1
    assert made.wait(timeout=30)
    assert next(reader) == 2


def test_what_the_making_raised_is_raised() -> None:
    def items() -> Iterator[int]:
        yield 1
        raise OSError("damaged")

    reader = ahead(items())
    assert next(reader) == 1
    with pytest.raises(OSError, match="damaged"):
        next(reader)


def test_closing_ends_the_thread() -> None:
    before = threading.active_count()
    reader = ahead(iter(range(5)))
    next(reader)
    reader.close()
    assert threading.active_count() == before
