from __future__ import annotations

import gc
import os
import signal
import subprocess
import sys
import threading
import time
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from surecover.core.engine import client, protocol
from surecover.core.engine.client import Engine, EngineDefect
from surecover.core.errors import Cancelled, SureCoverError
from surecover.core.partials import GO_ON
from tests.core.engine.stages_for_tests import PlayJob

STAGES = Path(__file__).with_name("stages_for_tests.py")
EARLIER = b"what stood there before"


@pytest.fixture
def engine() -> Iterator[Engine]:
    engine = Engine(python=sys.executable, script=STAGES)
    yield engine
    engine.shutdown()


class Events:
    """Keeps what an engine tells; `begun` once the stage runs."""

    def __init__(self) -> None:
        self.told: list[tuple[str, Any]] = []
        self.begun = threading.Event()

    def __call__(self, kind: str, value: Any) -> None:
        self.told.append((kind, value))
        if (kind, value) == ("log", "begun"):
            self.begun.set()

    def of(self, kind: str) -> list[Any]:
        return [value for told, value in self.told if told == kind]


def pid_of(engine: Engine) -> int:
    pid: int = engine.run(PlayJob(deed="describe"))["PID"]
    return pid


def lives(pid: int) -> bool:
    try:
        status = Path(f"/proc/{pid}/stat").read_text(encoding="ascii")
    except FileNotFoundError:
        return False
    fields = status.rpartition(")")[2].split()
    # A zombie whose other threads are still ending has not yet ended for its parent.
    return fields[0] != "Z" or int(fields[17]) > 1


def ends_within(pid: int, seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while lives(pid) and time.monotonic() < deadline:
        time.sleep(0.05)
    return not lives(pid)


# Cancelling


@pytest.mark.parametrize("deed", ["tiles", "deaf"])
def test_cancel_ends_a_run_within_two_seconds_and_leaves_no_trace(
    engine: Engine, tmp_path: Path, deed: str
) -> None:
    pid_of(engine)
    existing = tmp_path / "existing.tif"
    existing.write_bytes(EARLIER)
    events = Events()
    asked: list[float] = []

    def cancelled() -> bool:
        if events.begun.is_set():
            asked.append(time.monotonic())
        return events.begun.is_set()

    with pytest.raises(Cancelled):
        engine.run(PlayJob(deed=deed, output=str(existing)), events, cancelled)

    assert time.monotonic() - asked[0] < 2
    assert [path.name for path in tmp_path.iterdir()] == ["existing.tif"]
    assert existing.read_bytes() == EARLIER


def test_a_stage_that_stops_when_asked_keeps_its_process(engine: Engine) -> None:
    pid = pid_of(engine)
    events = Events()
    with pytest.raises(Cancelled):
        engine.run(PlayJob(deed="tiles"), events, events.begun.is_set)
    assert pid_of(engine) == pid


def test_a_process_that_was_cancelled_can_be_cancelled_again(engine: Engine) -> None:
    pid = pid_of(engine)
    for _ in range(2):
        events = Events()
        with pytest.raises(Cancelled):
            engine.run(PlayJob(deed="tiles"), events, events.begun.is_set)
    assert pid_of(engine) == pid


def test_a_process_that_was_cancelled_and_is_killed_later_counts_as_killed(engine: Engine) -> None:
    pid = pid_of(engine)
    events = Events()
    with pytest.raises(Cancelled):
        engine.run(PlayJob(deed="tiles"), events, events.begun.is_set)
    os.kill(pid, signal.SIGSTOP)
    threading.Timer(0.5, os.kill, (pid, signal.SIGKILL)).start()
    with pytest.raises(SureCoverError, match=r"killed by the system"):
        engine.run(PlayJob(deed="describe"))


def test_a_stage_that_ignores_cancel_loses_its_process_and_the_next_run_gets_a_new_one(
    engine: Engine,
) -> None:
    pid = pid_of(engine)
    events = Events()
    with pytest.raises(Cancelled):
        engine.run(PlayJob(deed="deaf"), events, events.begun.is_set)
    assert not lives(pid)
    assert pid_of(engine) != pid


@pytest.mark.parametrize("deed", ["keep", "deaf"])
def test_of_a_killed_process_it_is_told_whether_the_next_run_goes_on_with_something(
    engine: Engine, tmp_path: Path, deed: str
) -> None:
    events = Events()
    with pytest.raises(Cancelled):
        engine.run(PlayJob(deed=deed, output=str(tmp_path / "map.tif")), events, events.begun.is_set)
    assert (f"What is finished is kept; {GO_ON}." in events.of("log")) == (deed == "keep")


def test_cancelled_is_asked_at_least_five_times_a_second(engine: Engine) -> None:
    events = Events()
    asked: list[float] = []

    def cancelled() -> bool:
        asked.append(time.monotonic())
        return events.begun.is_set() and asked[-1] - asked[0] > 0.8

    with pytest.raises(Cancelled):
        engine.run(PlayJob(deed="deaf"), events, cancelled)
    assert max(later - earlier for earlier, later in zip(asked, asked[1:])) < 0.2 + 0.1  # busy machine


# Being killed


def test_a_killed_process_is_one_clear_error_no_output_and_the_next_run_works(
    engine: Engine, tmp_path: Path
) -> None:
    pid = pid_of(engine)
    events = Events()

    def kill() -> None:
        events.begun.wait(10)
        os.kill(pid, signal.SIGKILL)

    threading.Thread(target=kill).start()
    with pytest.raises(SureCoverError, match=r"killed by the system \(SIGKILL\).*memory.*run again\.$"):
        engine.run(PlayJob(deed="tiles", output=str(tmp_path / "out.tif")), events)
    assert not lives(pid)
    assert list(tmp_path.iterdir()) == []

    assert engine.run(PlayJob(deed="echo", text="again", output=str(tmp_path / "out.tif")))
    assert {path.name for path in tmp_path.iterdir()} == {"out.tif", "out.qmd", "out.stac.json"}


def test_the_last_words_of_a_process_that_died_are_told(engine: Engine) -> None:
    events = Events()
    with pytest.raises(SureCoverError):
        engine.run(PlayJob(deed="die"), events)
    assert events.of("log")[-1] == "last words"


def test_a_process_that_exits_in_mid_run_is_told_with_its_exit_code(engine: Engine) -> None:
    with pytest.raises(SureCoverError, match="exit code 7"):
        engine.run(PlayJob(deed="exit"))


def test_a_process_killed_while_it_waits_is_replaced_unnoticed(engine: Engine) -> None:
    pid = pid_of(engine)
    os.kill(pid, signal.SIGKILL)
    assert ends_within(pid, 2)
    assert pid_of(engine) != pid


@pytest.mark.parametrize("deed", ["tiles", "deaf"])
def test_when_qgis_is_killed_the_engine_follows_and_clears_up(tmp_path: Path, deed: str) -> None:
    script = (
        f"import sys; sys.path.insert(0, {str(STAGES.parents[3])!r})\n"
        "from pathlib import Path\n"
        "from tests.core.engine.stages_for_tests import PlayJob\n"
        "from surecover.core.engine.client import Engine\n"
        f"engine = Engine(sys.executable, Path({str(STAGES)!r}))\n"
        "print(engine.run(PlayJob(deed='describe'))['PID'], flush=True)\n"
        f"job = PlayJob(deed={deed!r}, output={str(tmp_path / 'out.tif')!r})\n"
        "engine.run(job, lambda kind, value: print(value, flush=True))\n"
    )
    qgis = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)
    assert qgis.stdout is not None
    pid = int(qgis.stdout.readline())
    assert qgis.stdout.readline() == "begun\n"
    assert len(list(tmp_path.iterdir())) == 1

    qgis.kill()
    qgis.communicate()

    assert ends_within(pid, 3)
    assert list(tmp_path.iterdir()) == []


# Errors and events


def test_what_the_user_can_put_right_arrives_as_its_sentence(engine: Engine) -> None:
    sentence = "Klasse „Straße“ fehlt in /data/\udcff.tif; choose another – 土地."
    with pytest.raises(SureCoverError) as caught:
        engine.run(PlayJob(deed="wrong", text=sentence))
    assert str(caught.value) == sentence


def test_a_defect_shows_the_engines_traceback_and_the_process_lives_on(engine: Engine) -> None:
    pid = pid_of(engine)
    with pytest.raises(EngineDefect, match=r"^ZeroDivisionError(.|\n)*return \{\"RATIO\": 1 / 0\}"):
        engine.run(PlayJob(deed="defect"))
    assert pid_of(engine) == pid


def test_a_result_that_is_no_json_is_a_defect(engine: Engine) -> None:
    with pytest.raises(EngineDefect, match="not JSON serializable"):
        engine.run(PlayJob(deed="unjson"))


def test_running_out_of_memory_is_said_in_a_sentence(engine: Engine) -> None:
    with pytest.raises(SureCoverError, match="ran out of memory; close other programs"):
        engine.run(PlayJob(deed="memory"))


def test_messages_of_any_size_and_script_arrive_whole(engine: Engine) -> None:
    text = "Größe 土地 \U0001f30d \udcff \n" * 100_000
    events = Events()
    assert engine.run(PlayJob(deed="echo", text=text), events) == {"TEXT": text}
    assert events.told == [("log", "begun"), ("log", text), ("warning", text)]


def test_what_libraries_print_does_not_disturb_the_conversation(engine: Engine) -> None:
    assert engine.run(PlayJob(deed="noise")) == {"NOISE": 1}
    assert engine.run(PlayJob(deed="echo", text="still there")) == {"TEXT": "still there"}


def test_a_flood_of_progress_is_thinned_to_about_ten_a_second(engine: Engine) -> None:
    events = Events()
    started = time.monotonic()
    engine.run(PlayJob(deed="flood"), events)
    assert 1 <= len(events.of("progress")) <= 2 + 10 * (time.monotonic() - started)


def test_a_listener_that_fails_ends_the_run_and_not_the_engine(engine: Engine, tmp_path: Path) -> None:
    def listener(kind: str, value: Any) -> None:
        raise RuntimeError("the dialog is gone")

    with pytest.raises(RuntimeError, match="the dialog is gone"):
        engine.run(PlayJob(deed="deaf", output=str(tmp_path / "out.tif")), listener)
    assert list(tmp_path.iterdir()) == []
    assert engine.run(PlayJob(deed="echo", text="next")) == {"TEXT": "next"}


# The process


def test_the_process_stays_warm_for_the_next_job(engine: Engine) -> None:
    assert pid_of(engine) == pid_of(engine)


def test_jobs_from_two_threads_run_one_after_the_other(engine: Engine) -> None:
    pids: list[int] = []
    threads = [threading.Thread(target=lambda: pids.append(pid_of(engine))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(pids) == 4
    assert len(set(pids)) == 1


def test_a_job_that_waits_for_another_can_be_cancelled(engine: Engine) -> None:
    events = Events()
    stop = threading.Event()

    def first() -> None:
        with pytest.raises(Cancelled):
            engine.run(PlayJob(deed="tiles"), events, stop.is_set)

    thread = threading.Thread(target=first)
    thread.start()
    assert events.begun.wait(10)
    with pytest.raises(Cancelled):
        engine.run(PlayJob(deed="echo"), cancelled=lambda: True)
    stop.set()
    thread.join()


def test_the_engine_works_in_the_folder_of_qgis(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pid_of(engine)
    monkeypatch.chdir(tmp_path)
    assert engine.run(PlayJob(deed="describe"))["FOLDER"] == str(tmp_path)


def test_the_engine_sees_nothing_of_the_libraries_of_qgis(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    foreign = ("PYTHONPATH", "PYTHONHOME", "PROJ_LIB", "PROJ_DATA", "GDAL_DATA", "LD_LIBRARY_PATH")
    for name in foreign:
        monkeypatch.setenv(name, "/nowhere")
    monkeypatch.setenv("SOMETHING_ELSE", "kept")
    variables = engine.run(PlayJob(deed="describe"))["VARIABLES"]
    assert not {*foreign} & {*variables}
    assert variables["SOMETHING_ELSE"] == "kept"
    assert variables["HF_HUB_OFFLINE"] == "1"
    assert all(os.environ[name] == "/nowhere" for name in foreign)


def test_shutdown_ends_the_process_and_a_later_run_starts_another(engine: Engine) -> None:
    pid = pid_of(engine)
    engine.shutdown()
    assert not lives(pid)
    assert pid_of(engine) != pid


@pytest.mark.parametrize("killed", [False, True])
def test_a_process_that_has_ended_leaves_nothing_open(engine: Engine, killed: bool) -> None:
    """QGIS shows every ResourceWarning to people."""
    gc.collect()
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        pid = pid_of(engine)
        if killed:
            os.kill(pid, signal.SIGKILL)
            assert ends_within(pid, 2)
            pid_of(engine)
        engine.shutdown()
        gc.collect()
    assert [str(warning.message) for warning in told] == []


def test_cancelling_a_run_while_the_engine_is_shut_down_is_a_cancel(engine: Engine) -> None:
    """As when QGIS is closed in mid-run: the one asks the job to stop, the other ends the process."""
    events, ended, closing = Events(), [], threading.Event()

    def run() -> None:
        try:
            engine.run(PlayJob(deed="tiles"), events, cancelled=closing.is_set)
        except Cancelled as error:
            ended.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    assert events.begun.wait(20)
    engine._process._stdin.close()
    closing.set()
    thread.join(5)
    assert len(ended) == 1


def test_an_idle_process_ends_after_a_while() -> None:
    engine = Engine(python=sys.executable, script=STAGES, idle_s=0.2)
    assert ends_within(pid_of(engine), 3)


# Starting


def test_a_python_that_cannot_start_is_named(engine: Engine, tmp_path: Path) -> None:
    broken = tmp_path / "python"
    broken.write_text("#!/bin/sh\necho no libpython >&2\nexit 127\n", encoding="ascii")
    broken.chmod(0o755)
    engine.python = str(broken)
    with pytest.raises(SureCoverError, match=rf"could not be started with {broken} \(no libpython\)"):
        engine.run(PlayJob())


def test_a_file_that_is_no_program_is_named(engine: Engine, tmp_path: Path) -> None:
    engine.python = str(tmp_path / "python")
    Path(engine.python).write_text("", encoding="ascii")
    with pytest.raises(SureCoverError, match=f"could not be started with {engine.python}"):
        engine.run(PlayJob())


def test_a_python_that_never_answers_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mute = tmp_path / "mute.py"
    mute.write_text("import time; time.sleep(60)", encoding="ascii")
    monkeypatch.setattr(client, "START_S", 0.3)
    with pytest.raises(SureCoverError, match="no answer"):
        Engine(python=sys.executable, script=mute).run(PlayJob())


def hello(tmp_path: Path, **changed: Any) -> Engine:
    """An engine that says hello as changed, and then sleeps."""
    words = {"protocol": protocol.PROTOCOL, "version": client.VERSION, "python": "3.11.2", "pid": 1}
    line = protocol.encode("hello", **{**words, "missing": [], **changed})
    script = tmp_path / "hello.py"
    script.write_text(
        f"import sys, time; sys.stdout.buffer.write({line!r}); sys.stdout.flush(); time.sleep(60)",
        encoding="ascii",
    )
    return Engine(python=sys.executable, script=script)


def test_an_engine_of_another_version_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SureCoverError, match=r"is SureCover 9\.9\.9, the plugin .*; restart QGIS"):
        hello(tmp_path, version="9.9.9").run(PlayJob())


def test_a_python_too_old_for_the_engine_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SureCoverError, match=r"is 3\.9\.18, 3\.11 or later is needed"):
        hello(tmp_path, python="3.9.18").run(PlayJob())


def test_missing_packages_are_named_with_the_way_to_get_them(tmp_path: Path) -> None:
    with pytest.raises(
        SureCoverError, match=r"lacks torch, scikit-learn; run .* -m pip install -r .*engine-constraints\.txt"
    ):
        hello(tmp_path, missing=["torch", "scikit-learn"]).run(PlayJob())


def test_what_is_printed_before_the_engine_speaks_is_passed_over(tmp_path: Path) -> None:
    noisy = tmp_path / "noisy.py"
    noisy.write_text(
        f"print('a .pth file prints', flush=True); import runpy, sys; sys.argv[0] = {str(STAGES)!r}; "
        f"runpy.run_path({str(STAGES)!r}, run_name='__main__')",
        encoding="utf-8",
    )
    engine = Engine(python=sys.executable, script=noisy)
    assert engine.run(PlayJob(deed="echo", text="heard")) == {"TEXT": "heard"}
    engine.shutdown()
