"""What QGIS and the engine process say to each other: one JSON object a line, pixels never.

To the engine (stdin; its end means: QGIS is gone, clear up and exit):

    job         stage, version, settings (Job.to_dict) and folder, to which relative paths refer
    cancel      stop the running job

From the engine (stdout):

    hello       protocol, version (of SureCover), python, pid, missing (packages); once, at its start
    progress    fraction 0..1, remaining (seconds or null)
    log         text
    warning     text
    result      values; ends the job
    error       kind ("user", "cancelled" or "defect"), message, traceback; ends the job
"""

from __future__ import annotations

import json
from typing import Any

PROTOCOL = 1
"""Version of these messages; both sides must name the same."""


def encode(kind: str, /, **values: Any) -> bytes:  # noqa: ANN401 - any JSON value
    """One message as a line; pure ASCII, so that no locale and no odd file name can break it."""
    return json.dumps({"type": kind, **values}).encode("ascii") + b"\n"


def decode(line: bytes) -> dict[str, Any]:
    """The message in a line.

    Raises:
        ValueError: The line is no message.
    """
    message = json.loads(line)
    if not isinstance(message, dict) or "type" not in message:
        raise ValueError("not a message of the engine")
    return message
