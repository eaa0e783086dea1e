"""What can go wrong, as the user meets it."""


class SureCoverError(Exception):
    """Something the user can put right.

    The message is one sentence in the order: what was found, what is allowed, what to do next.
    Anything that is not a SureCoverError is a defect of SureCover and may show its traceback.
    """


class Cancelled(Exception):
    """The user stopped the run; nothing was written."""


def reason(error: BaseException) -> str:
    """What a library says of a failure, on one line, short enough to stand within a sentence."""
    return " ".join(str(error).split())[:200].rstrip(".")
