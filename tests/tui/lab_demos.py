"""Demonstrations that do what a test needs, here and in the process that runs them."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

from actquiz.demos import registry
from actquiz.demos.demo import Demo, Frame, Param, Prediction, Result, Theory
from actquiz.demos.observation import Observation
from actquiz.plots.figure import Axis, Figure, Line, Panel

COMMAND = (sys.executable, str(Path(__file__).with_name("lab_child.py")))


def _figure(steps: int) -> Figure:
    squares = Line("squares", list(range(steps + 1)), [float(n * n) for n in range(steps + 1)])
    return Figure([Panel([squares], "squares", Axis("n"), Axis("n²"))])


def _counting(params: Mapping[str, Any], seeds: int, seed: int) -> Iterator[Frame]:
    for step in range(1, params["steps"] + 1):
        yield Frame(step, params["steps"], _figure(step), f"{step} counted")
        if params["slow"]:
            time.sleep(600)
    total = float(params["steps"] * seeds + seed)
    table = [["what", "how many"], ["steps", str(params["steps"])]]
    theory = [Theory("total", total + 1, total, 0.5)]
    result = Result({"total": total}, f"Counted to {total:g}.", table, theory)
    yield Frame(params["steps"], params["steps"], _figure(params["steps"]), "counted", result)


def _failing(params: Mapping[str, Any], seeds: int, seed: int) -> Iterator[Frame]:
    yield Frame(1, 2, _figure(1), "one")
    raise ZeroDivisionError("no frame after the first")


COUNTING = Demo(
    name="counting",
    title="Counting",
    question="How far does it count?",
    run=_counting,
    params=(
        Param("steps", "int", 4, "How far.", low=1, high=50),
        Param("slow", "bool", False, "Ten minutes a step."),
        Param("share", "float", 0.5, "Of nothing.", low=0.0, high=1.0),
        Param("colour", "choice", "red", "Of nothing.", options=("red", "green", "blue")),
        Param("names", "choices", ("a", "b"), "Of nothing.", options=("a", "b", "c")),
    ),
    observations=(
        Observation("It counts."),
        Observation("It stops."),
        Observation("It went far.", lambda seen: seen["total"] > 1000),
    ),
    seeds=3,
    prediction=Prediction("How far?", "total", (("to 12", 12, 13), ("further", 13, 1e9))),
)
FAILING = Demo(
    name="failing",
    title="Failing",
    question="What happens when an experiment fails?",
    run=_failing,
    params=(),
    observations=(Observation("It fails."),),
    seeds=0,
)


def install() -> None:
    """Make them known beside two that are real and always give the same."""
    real = {name: registry.DEMOS[name] for name in ("gelu-approximations", "softmax")}
    registry.DEMOS.clear()
    registry.DEMOS.update(real)
    for demo in (COUNTING, FAILING):
        registry.DEMOS[demo.name] = demo.title
        module = ModuleType(demo.name)
        vars(module)["DEMO"] = demo
        sys.modules[f"actquiz.demos.{demo.name}"] = module
