"""The same jobs by one computer and by a cluster: a scheduler and two workers here, one killed on the way.

Run by `make cluster-demo`, through qgis_process as a headless user does. Ends with an error if a pixel or a
tag differs.
"""

from __future__ import annotations

import importlib
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
OUT = ROOT / "demo-output" / "cluster"
DATA = OUT / "data"


def main() -> None:
    from tests.farming import running

    shutil.rmtree(OUT, ignore_errors=True)
    for place in ("one", "several"):
        (OUT / place).mkdir(parents=True)
    print("== 1. A generated scene")
    qgis_process("demodata", SIZE=1536, DATES=1, SEED=42, FOLDER=DATA)
    image, mask = (next(DATA.glob(f"{kind}_*.tif")) for kind in ("s2", "scl"))
    external = OUT / "external.tif"
    qgis_process(
        "harmonise", INPUT=DATA / "external_map.tif", CROSSWALK="clc44-basic6", GRID=image, OUTPUT=external
    )
    print("== 2. A scheduler and two workers, which only this computer can reach")
    with running(OUT, workers=2) as address:
        print(f"== 3. Each job by one computer, then with SCHEDULER={address}")
        rows = [compared(name, address, image, mask, external) for name in ("classify", "cluster", "correct")]
    print("\njob       one computer  two workers  result")
    for name, one, several, result in rows:
        print(f"{name:9} {one:10.1f} s {several:10.1f} s  {result}")
    if any("differ" in row[-1] for row in rows):
        sys.exit(1)


def compared(
    name: str, address: str, image: Path, mask: Path, external: Path
) -> tuple[str, float, float, str]:
    """Run a job both ways: its name, the seconds of both, and how the results compare."""
    seconds, killer = [], None
    for place in ("one", "several"):
        settings = job(name, OUT / place, image, mask, external)
        if place == "several":
            settings["SCHEDULER"] = address
            killer = Killer(address) if name == "classify" else None
        begun = time.monotonic()
        qgis_process(name, **settings)
        seconds.append(time.monotonic() - begun)
    killed = f"; worker {killer.killed()} was killed" if killer else ""
    return name, *seconds, (different() or "all pixels and tags are equal") + killed


def job(name: str, folder: Path, image: Path, mask: Path, external: Path) -> dict[str, Any]:
    """Parameters of an algorithm."""
    made = {key: folder / f"{key.lower()}.tif" for key in ("MAP", "PROBABILITIES", "CLUSTERS")}
    if name == "classify":
        outputs = {key: made[key] for key in ("MAP", "PROBABILITIES")}
        model = ROOT / "resources" / "models" / "demonstration"
        return {"INPUT": image, "MODELS": model, "MASK": mask, "RUNTIME": "torch", **outputs}
    if name == "cluster":
        return {"INPUT": image, "OUTPUT": made["CLUSTERS"]}
    inputs = {"MAP": made["MAP"], "EXTERNAL": external, "CLUSTER_MAP": made["CLUSTERS"], "LOCAL_RADIUS": 50}
    return {
        **inputs,
        **{key: folder / f"{key.lower()}.tif" for key in ("CORRECTED", "RELIABILITY", "EVIDENCE")},
    }


def qgis_process(algorithm: str, **parameters: object) -> None:
    """Run an algorithm; its output goes into the folder of results."""
    arguments = [f"--{key}={value}" for key, value in parameters.items()]
    script = ROOT / "tests" / "headless" / "qgis_process.sh"
    done = subprocess.run(
        ["sh", script, "run", f"surecover:{algorithm}", *arguments],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        sys.exit(done.stdout)


class Killer:
    """Kills a worker that is at work."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._victim = 0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._kill)
        self._thread.start()

    def killed(self) -> int:
        """The process that was killed, when the job is done; 0 for none."""
        self._over.set()
        self._thread.join()
        return self._victim

    def _kill(self) -> None:
        from tests.farming import connected

        with connected(self._address) as dask:
            pids = dask.run(os.getpid)
            while not self._over.wait(0.1):
                busy = [worker for worker, tasks in dask.processing().items() if tasks]
                if busy:
                    self._over.wait(1)  # in the middle of it
                    self._victim = pids[busy[0]]
                    os.kill(self._victim, signal.SIGKILL)
                    return


def different() -> str:
    """Which results of the cluster are not those of one computer; "" if none."""
    made = sorted(path.name for path in (OUT / "one").glob("*.tif"))
    found = [name for name in made if facts(OUT / "one" / name) != facts(OUT / "several" / name)]
    return f"{', '.join(found)} differ" if found else ""


def facts(path: Path) -> tuple[bytes, dict[str, str]]:
    """All pixels and tags of a raster, without what tells folders and schedulers apart."""
    import rasterio

    with rasterio.open(path) as file:
        tags = file.tags()
        parameters = json.loads(tags["SURECOVER_PARAMETERS"])
        parameters.pop("scheduler")
        tags["SURECOVER_PARAMETERS"] = json.dumps(parameters)
        pixels = file.read().tobytes()
    told = {key: value.replace(str(path.parent), "") for key, value in tags.items()}
    return pixels, told


if __name__ == "__main__":
    sys.path[0] = str(ROOT)
    importlib.import_module("tests.conftest")
    main()
