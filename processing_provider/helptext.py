"""The words of explanation of a stage, from `resources/help/<stage>.json`.

    {
      "summary": ["What it does and for what.", "A second paragraph, if one is needed."],
      "parameters": {"KEY": "One or two sentences."},
      "outputs": {"KEY": "One or two sentences."}
    }

`parameters` explains every source and setting of the stage's job, `outputs` every target and every
number that the stage returns; plain text, no HTML.
"""

from __future__ import annotations

import json

from ..core import RESOURCES
from ..core.job import Job


class HelpText:
    """What the toolbox says of a stage.

    Args:
        job: The stage's job class.
    """

    def __init__(self, job: type[Job]) -> None:
        path = RESOURCES / "help" / f"{job.stage}.json"
        words = json.loads(path.read_text(encoding="utf-8"))
        self._explained = {**words["parameters"], **words["outputs"]}
        # Parameters show their explanation themselves; numbers that come out have no other place.
        self.summary = "\n".join(words["summary"] + [f"{key}: {self.of(key)}" for key in job.numbers])

    def of(self, key: str) -> str:
        """The explanation of a parameter or an output."""
        return str(self._explained[key])
