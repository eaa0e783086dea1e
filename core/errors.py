"""What can go wrong, as the user meets it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager


class SureCoverError(Exception):
    """Something the user can put right.

    The message is one sentence in the order: what was found, what is allowed, what to do next.
    Anything that is not a SureCoverError is a defect of SureCover and may show its traceback.
    """


class Cancelled(Exception):
    """The user stopped the run; no results were written."""


def reason(error: BaseException) -> str:
    """What a library says of a failure, on one line, short enough to stand within a sentence."""
    return " ".join(str(error).split())[:200].rstrip(".")


@contextmanager
def renamed(keys: Mapping[str, str]) -> Iterator[None]:
    """Let refusals name parameters by the keys that the user sees.

    Args:
        keys: Those keys by the ones that the refusals use.
    """
    try:
        yield
    except SureCoverError as error:
        message = str(error)
        for theirs, own in keys.items():
            message = message.replace(f"({theirs})", f"({own})")
        raise SureCoverError(message) from error
