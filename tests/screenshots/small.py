"""python small.py FOLDER PICTURE…: pictures for the documentation, in 256 colours, a third of the size."""

from __future__ import annotations

import sys
from pathlib import Path

from PIL import Image

for path in map(Path, sys.argv[2:]):
    picture = Image.open(path).convert("RGB").quantize(kmeans=1, dither=Image.Dither.NONE)
    picture.save(Path(sys.argv[1], path.name), optimize=True)
