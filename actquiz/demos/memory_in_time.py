"""How long a recurrent network remembers: LSTM forget gates, and plain tanh recurrence.

A cell state is multiplied at every step by the forget gate σ(b + noise), where b is the gate's bias
and the noise is what small random weights make of the inputs. So the derivative of the last cell
state by an earlier one is a product of gates: with no noise σ(b)^t, half of it after
ln 2 / softplus(-b) steps. Beside it h ← tanh(W h + x) with W drawn once, of variance g²/units: its
gradient is a product of the same matrix and of slopes.

Figures, for each bias: ``bias<b>.half`` = steps until half of the derivative is left (interpolated
on the logarithm), ``bias<b>.expected`` = the same without noise; for each gain:
``gain<g>.decades`` = log10 of |∂h_T/∂h_0|², relative to one step, over all steps.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from actquiz.arrays import Floats
from actquiz.demos.demo import Demo, Frame, Param, Prediction, Result
from actquiz.demos.observation import Observation, Seen
from actquiz.demos.seed_statistics import caption, log_mean, log_mean_band, spread, with_error
from actquiz.plots.figure import Axis, Figure, Line, Panel

_BIASES = ("-1", "0", "1", "2", "3", "5")
_GAINS = ("0.5", "0.9", "1", "1.2", "1.5", "2")


def kept(bias: float, params: Mapping[str, Any], seed: int, network: int) -> Floats:
    """log10 of ∂c_t/∂c_0 after each step, [steps + 1], a mean over the units of one network."""
    rng = np.random.default_rng([seed, network, 0])
    noise = rng.standard_normal((params["steps"], params["units"])) * params["noise"]
    gates = -np.logaddexp(0.0, -(bias + noise))  # the logarithm of the sigmoid
    return np.concatenate([[0.0], np.cumsum(gates, axis=0).mean(axis=1)]) / math.log(10)


def recurrent(gain: float, params: Mapping[str, Any], seed: int, network: int) -> Floats:
    """log10 of the mean square of vᵀ ∂h_t/∂h_0 for a random v, after each step, [steps + 1]."""
    rng = np.random.default_rng([seed, network, 1])
    units = params["units"]
    matrix = rng.standard_normal((units, units)) * gain / math.sqrt(units)
    state, moved = np.zeros(units), rng.standard_normal(units)
    course, scale = [0.0], 0.0
    moved /= np.linalg.norm(moved)
    for _ in range(params["steps"]):
        state = np.tanh(matrix @ state + params["noise"] * rng.standard_normal(units))
        moved = (1 - state**2) * (matrix @ moved)
        size = float(np.linalg.norm(moved))
        scale += 2 * math.log10(size) if size > 0 else -300.0
        moved = moved / size if size > 0 else moved
        course.append(scale)
    return np.array(course)


def half_life(course: Floats) -> float:
    """Steps until half is left, on a course of logarithms; infinite where it never is."""
    below = np.flatnonzero(course <= -math.log10(2))
    if not len(below):
        return math.inf
    step = int(below[0])
    before, after = course[step - 1], course[step]
    return float(step - 1 + (before + math.log10(2)) / (before - after))


def _run(params: Mapping[str, Any], seeds: int, seed: int) -> Iterator[Frame]:
    gates: dict[str, list[Floats]] = {bias: [] for bias in params["biases"]}
    plain: dict[str, list[Floats]] = {gain: [] for gain in params["gains"]}
    for done in range(1, seeds + 1):
        for bias, seen in gates.items():
            seen.append(kept(float(bias), params, seed, done - 1))
        for gain, seen in plain.items():
            seen.append(recurrent(float(gain), params, seed, done - 1))
        result = _result(gates, plain, params) if done == seeds else None
        yield Frame(done, seeds, _figure(gates, plain), f"network {done} of {seeds}", result)


def _figure(gates: Mapping[str, list[Floats]], plain: Mapping[str, list[Floats]]) -> Figure:
    steps = list(range(len(next(iter(gates.values()))[0])))
    memory: list[Line] = []
    for bias, seen in gates.items():
        memory.append(log_mean_band(f"bias {bias}", steps, np.array(seen)))
    back = [log_mean_band(f"gain {gain}", steps, np.array(seen)) for gain, seen in plain.items()]
    note, across = caption(len(next(iter(gates.values())))), Axis("steps back")
    return Figure(
        [
            Panel(memory, "LSTM: what the forget gate leaves", across, Axis("∂c/∂c", "log"), note),
            Panel(back, "plain tanh recurrence", across, Axis("|∂h/∂h|²", "log")),
        ],
        columns=2,
    )


def _result(
    gates: Mapping[str, list[Floats]], plain: Mapping[str, list[Floats]], params: Mapping[str, Any]
) -> Result:
    figures: dict[str, float] = {}
    table = [["memory", "half is left after", "without noise"]]
    for bias, seen in gates.items():
        halves = spread([half_life(course) for course in seen])
        expected = math.log(2) / float(np.logaddexp(0.0, -float(bias)))
        figures |= {f"bias{bias}.half": float(halves.mean), f"bias{bias}.expected": expected}
        shown = with_error(float(halves.mean), float(halves.error))
        table.append([f"forget bias {bias}", f"{shown} steps", f"{expected:.1f} steps"])
    for gain, seen in plain.items():
        decades = log_mean(np.array(seen)[:, -1])
        figures[f"gain{gain}.decades"] = float(decades[0])
        shown = with_error(float(decades[0]), float(decades[1]))
        table.append([f"tanh, gain {gain}", f"{shown} decades in all", ""])
    summary = "Half of a memory is left after " + ", ".join(
        f"{figures[f'bias{bias}.half']:.1f} steps at bias {bias}" for bias in gates
    )
    return Result(figures, f"{summary}.", table)


def _over(seen: Seen, bias: str, other: str) -> float:
    return seen[f"bias{bias}.half"] / seen[f"bias{other}.half"]


DEMO = Demo(
    name="memory-in-time",
    title="Forget gates, and gradients through time",
    question="How many steps back does a gradient reach, with which forget bias?",
    run=_run,
    params=(
        Param("biases", "choices", ("0", "1", "2", "5"), "Forget biases.", options=_BIASES),
        Param("gains", "choices", ("0.5", "1", "1.5", "2"), "g of the recurrence.", options=_GAINS),
        Param("steps", "int", 120, "Steps in time.", low=5, high=1000),
        Param("units", "int", 64, "Units.", low=8, high=256),
        Param("noise", "float", 0.3, "Standard deviation of what inputs add.", low=0.0, high=3.0),
    ),
    observations=(
        Observation("One unit of forget bias makes a well-open gate remember e times as long."),
        Observation(
            lambda seen: (
                f"Bias 1 instead of 0 makes the memory {_over(seen, '1', '0'):.1f} times as long; "
                f"at bias 0 half is gone after {seen['bias0.half']:.1f} steps."
            ),
            lambda seen: _over(seen, "1", "0") > 1.5,
        ),
        Observation(
            "A tanh recurrence is bounded, and its gradient explodes all the same.",
            lambda seen: (
                max((seen[f"gain{gain}.decades"] for gain in seen.params["gains"]), default=0.0) > 3
            ),
        ),
        Observation(
            "With a small gain the plain recurrence forgets at once: the squared gradient falls "
            "by many powers of ten.",
            lambda seen: seen["gain0.5.decades"] < -10,
        ),
    ),
    seeds=12,
    prediction=Prediction(
        "An LSTM's forget bias is 0 and the weights are small. After how many steps is half of a "
        "stored value lost?",
        "bias0.half",
        (
            ("about one", -math.inf, 2.0),
            ("about ten", 2.0, 30.0),
            ("about a hundred", 30.0, math.inf),
        ),
    ),
    sources=("tallec-2018", "pascanu-2012", "d2l-lstm"),
    tags=("lstm", "rnn", "vanishing-gradient"),
)
