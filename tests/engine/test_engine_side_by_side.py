"""Runs on several processors: the same items in the same order, and nothing left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator

import numpy as np
import pytest

from actquiz.engine import data, initializers, training
from actquiz.engine.layout import Architecture
from actquiz.engine.network import Network
from actquiz.engine.parallel_runs import side_by_side
from actquiz.errors import ActquizError

SEEDS = (3, 4, 5, 6)
FORKS = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")
# Beside the threads of a parallel test run Python warns of every fork.
pytestmark = pytest.mark.filterwarnings("ignore:This process.*is multi-threaded")
COUNTS = [1, pytest.param(2, marks=FORKS), pytest.param(5, marks=FORKS)]


def _losses(name: str) -> Iterator[list[float]]:
    network = Network(Architecture((2, 10, 10, 1), name), len(SEEDS))
    initializers.initialize(network, "he", SEEDS)
    recipe = training.Recipe(epochs=6)
    for record in training.train(network, data.moons(1, 60), recipe, SEEDS):
        yield record.loss.tolist()


@pytest.mark.parametrize("processes", COUNTS)
def test_processes_change_no_bit(processes: int) -> None:
    """Runs side by side give what each gives alone, in the order they were named."""
    names = ("relu", "tanh", "sigmoid")
    joint = list(side_by_side({name: _losses(name) for name in names}, processes))
    assert [tuple(items) for items in joint] == [names] * 6
    for name in names:
        np.testing.assert_array_equal(list(_losses(name)), [items[name] for items in joint])


@pytest.mark.parametrize("processes", COUNTS)
def test_the_shortest_run_ends_it(processes: int) -> None:
    """No item comes after the first run that has none, whichever process it is in."""
    for short in ("a", "b"):
        runs = {name: iter(range(2 if name == short else 9)) for name in ("a", "b")}
        assert list(side_by_side(runs, processes)) == [{"a": 0, "b": 0}, {"a": 1, "b": 1}]


@pytest.mark.parametrize("processes", COUNTS)
@pytest.mark.parametrize("where", ["a", "b"])
def test_an_error_in_a_run_reaches_the_caller_whole(processes: int, where: str) -> None:
    """What a run raises is raised here, with how to fix it, after the items before it."""

    def run(name: str) -> Iterator[int]:
        yield 1
        if name == where:
            raise ActquizError("it diverged", fix="take a lower rate")
        yield 2

    joint = side_by_side({name: run(name) for name in ("a", "b")}, processes)
    assert next(joint) == {"a": 1, "b": 1}
    with pytest.raises(ActquizError) as caught:
        next(joint)
    assert (caught.value.what, caught.value.fix) == ("it diverged", "take a lower rate")


def test_closing_stops_every_run() -> None:
    """Closing the whole closes each generator at once."""
    closed: list[str] = []

    def run(name: str) -> Iterator[int]:
        try:
            yield from range(1_000_000)
        finally:
            closed.append(name)

    joint = side_by_side({"a": run("a"), "b": run("b")}, 1)
    assert next(joint) == {"a": 0, "b": 0}
    joint.close()
    assert sorted(closed) == ["a", "b"]


@FORKS
def test_closing_ends_the_processes() -> None:
    """An endless run in another process does not outlive the generator."""

    def run() -> Iterator[int]:
        yield os.getpid()
        while True:
            pass

    joint = side_by_side({"here": iter((0, 0)), "there": run()}, 2)
    process = next(joint)["there"]
    assert process != os.getpid()
    joint.close()
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)


@FORKS
def test_a_process_that_is_killed_is_an_error_with_a_reason() -> None:
    """What the system does to a process that needs too much memory is said, not waited for."""

    def run() -> Iterator[int]:
        yield 1
        os.kill(os.getpid(), signal.SIGKILL)

    joint = side_by_side({"here": iter((1, 2)), "there": run()}, 2)
    next(joint)
    with pytest.raises(ActquizError, match="ended unexpectedly"):
        next(joint)


@FORKS
@pytest.mark.skipif(sys.platform != "linux", reason="only on Linux is it done unasked")
def test_an_experiment_gives_the_same_on_one_processor_and_on_two() -> None:
    """The same command on one processor prints the same result, byte for byte."""
    command = [sys.executable, "-m", "actquiz", "demo", "boundary", "--json", "--seeds", "2",
               "--set", "epochs=20"]  # fmt: skip
    pinned = [sys.executable, "-c", f"import os; os.sched_setaffinity(0, {{min(os.sched_getaffinity"
              f"(0))}}); os.execv({command[0]!r}, {command!r})"]  # fmt: skip
    both, one = (
        subprocess.run(words, capture_output=True, check=True, text=True).stdout
        for words in (command, pinned)
    )
    assert both == one
