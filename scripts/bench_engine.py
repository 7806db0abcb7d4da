"""How fast the engine trains, beside a plain NumPy loop and three ways of doing it in PyTorch.

Every figure is the least of several runs, and all come from one run of this program, because only
their ratios travel from machine to machine; the speed of a large matrix product stands beside
them. Run it as ``python scripts/bench_engine.py [--rounds 8]``. PyTorch may be missing.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import islice, pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from actquiz.engine import data, initializers, layer_statistics, random_streams, training
from actquiz.engine.layout import Architecture
from actquiz.engine.network import Network
from actquiz.engine.parallel_runs import side_by_side

Array = NDArray[Any]
Work = Callable[[], None]

SIX = ("sigmoid", "tanh", "relu", "leaky_relu", "elu", "swish")
DEPTHS = (3, 5, 10, 15, 20)
SWEEPS = (1, 10, 50)
ADAMS = (1, 8, 32)
ONE = "T1  2-10-10-1, 1,000 points at once, six activations, 1 network; per network and epoch"
MANY = "T1  the same, 32 networks"


def sweep_of(count: int) -> str:
    """The section of a depth sweep."""
    return f"T2  depth sweep, 30 settings of {count:2d} networks; per network"


def adam_of(count: int) -> str:
    """The section of a training by Adam."""
    return f"T3  10-64-32-1, Adam, batches of 32, {count:2d} networks; per network and step"


@dataclass(frozen=True)
class Case:
    """One way of doing one piece of work; the first case of a section is what others compare to."""

    section: str
    name: str
    units: int
    """What its time is divided by: networks × epochs, or × steps."""
    work: Work


def measure(cases: list[Case], rounds: int) -> list[float]:
    """Least seconds of each case over ``rounds``, taken in turn so that a busy minute hits all."""
    best = [float("inf")] * len(cases)
    for _ in range(rounds):
        for number, case in enumerate(cases):
            start = time.perf_counter()
            case.work()
            best[number] = min(best[number], time.perf_counter() - start)
    return best


def table(cases: list[Case], seconds: list[float]) -> str:
    """µs a unit, and the ratio to the first case of the section."""
    lines: list[str] = []
    first: dict[str, float] = {}
    for case, taken in zip(cases, seconds, strict=True):
        each = taken / case.units * 1e6
        if case.section not in first:
            first[case.section] = each
            lines.append(f"\n{case.section}")
        lines.append(f"  {case.name:34s} {each:9.1f} µs {each / first[case.section]:7.2f}×")
    return "\n".join(lines)


_GEMM = """
import time, numpy as np
a = np.ones((1024, 1024), np.float32)
def once():
    start = time.perf_counter()
    a @ a
    return time.perf_counter() - start
print(2 * 1024**3 / min(once() for _ in range(40)) / 1e9)
"""


def gemm(threads: int) -> float:
    """GFLOP/s of a float32 product of 1024 × 1024 on so many BLAS threads."""
    environment = {**os.environ, "OPENBLAS_NUM_THREADS": str(threads)}
    told = subprocess.run(
        [sys.executable, "-c", _GEMM], env=environment, capture_output=True, text=True, check=True
    )
    return float(told.stdout)


# --- training 2-10-10-1 on 1,000 points, all at once, six activations -----------------------


def _plane() -> data.Dataset:
    return data.standardise(data.blobs(42, 1000))[0]


def _runs(count: int, epochs: int) -> dict[str, Iterator[training.TrainingRecord]]:
    points, seeds = _plane(), random_streams.seeds(0, count)
    runs: dict[str, Iterator[training.TrainingRecord]] = {}
    for name in SIX:
        network = Network(Architecture((2, 10, 10, 1), name), count)
        initializers.initialize(network, "he", seeds)
        runs[name] = training.train(network, points, training.Recipe(epochs, rate=0.1), seeds)
    return runs


def ours_in_turn(count: int, epochs: int) -> None:
    """The engine, one activation after the other."""
    for run in _runs(count, epochs).values():
        for _ in run:
            pass


def ours_together(count: int, epochs: int) -> None:
    """The engine, activations side by side on two processors."""
    runs = {name: islice(run, 9, None, 10) for name, run in _runs(count, epochs).items()}
    for _ in side_by_side(runs, 2):
        pass


def _rows_sigmoid(z: Array) -> Array:
    return np.asarray(1 / (1 + np.exp(-np.clip(z, -500, 500))))


def _rows_sigmoid_slope(z: Array) -> Array:
    s = _rows_sigmoid(z)
    return np.asarray(s * (1 - s))


def _rows_swish_slope(z: Array) -> Array:
    s = _rows_sigmoid(z)
    return np.asarray(s + z * s * (1 - s))


ROWS: dict[str, tuple[Callable[[Array], Array], Callable[[Array], Array]]] = {
    "sigmoid": (_rows_sigmoid, _rows_sigmoid_slope),
    "tanh": (np.tanh, lambda z: 1 - np.tanh(z) ** 2),
    "relu": (lambda z: np.maximum(0, z), lambda z: (z > 0).astype(float)),
    "leaky_relu": (lambda z: np.where(z > 0, z, 0.01 * z), lambda z: np.where(z > 0, 1, 0.01)),
    "elu": (lambda z: np.where(z > 0, z, np.exp(z) - 1), lambda z: np.where(z > 0, 1, np.exp(z))),
    "swish": (lambda z: z * _rows_sigmoid(z), _rows_swish_slope),
}


def plain_rows(epochs: int) -> None:
    """One network as people write it: float64, a row an input, new arrays at every step."""
    points = _plane()
    x, y = points.x.T.copy(), points.y[:, np.newaxis].astype(float)
    for name in SIX:
        f, slope = ROWS[name]
        random = np.random.default_rng(0)
        sizes = (2, 10, 10, 1)
        weights = [random.normal(0, np.sqrt(2 / i), (i, o)) for i, o in pairwise(sizes)]
        biases = [np.zeros((1, o)) for o in sizes[1:]]
        losses: list[Any] = []
        for _ in range(epochs):
            a, z = [x], []
            for layer in range(3):
                z.append(a[-1] @ weights[layer] + biases[layer])
                a.append(f(z[-1]) if layer < 2 else _rows_sigmoid(z[-1]))
            p = a[-1]
            losses.append(-np.mean(y * np.log(p + 1e-15) + (1 - y) * np.log(1 - p + 1e-15)))
            delta = p - y
            for layer in (2, 1, 0):
                weight_gradient = a[layer].T @ delta / len(x)
                bias_gradient = delta.sum(axis=0, keepdims=True) / len(x)
                below = delta @ weights[layer].T
                weights[layer] -= 0.1 * weight_gradient
                biases[layer] -= 0.1 * bias_gradient
                if layer:
                    delta = below * slope(z[layer - 1])


# --- a depth sweep: gradients at every layer, 6 activations × 5 depths ----------------------


def sweep(count: int) -> None:
    """The engine: 30 settings, ``count`` networks of width 64 each, 16 at a time, 32 inputs."""
    x = random_streams.generator(0, "probe").standard_normal((100, 32))
    targets = (np.arange(32) % 2)[np.newaxis, np.newaxis].astype(np.float32)
    seeds = random_streams.seeds(0, count)

    def gradients(name: str) -> Iterator[layer_statistics.Backward]:
        for depth in DEPTHS:
            for start in range(0, count, 16):
                block = seeds[start : start + 16]
                network = Network(Architecture((100, *[64] * depth, 1), name), len(block))
                initializers.initialize(network, "glorot_uniform", block)
                yield layer_statistics.backward(network, x, targets)

    for _ in side_by_side({name: gradients(name) for name in SIX}, 2 if count > 1 else 1):
        pass


# --- training 10-64-32-1 by Adam in batches of 32, 50 epochs of 800, four activations -------


def _ten() -> data.Dataset:
    return data.standardise(data.blobs(42, 800, 10, clusters=2, redundant=2))[0]


def adam(count: int, epochs: int) -> None:
    """The engine, one activation after the other."""
    points, seeds = _ten(), random_streams.seeds(0, count)
    for name in ("relu", "tanh", "sigmoid", "elu"):
        network = Network(Architecture((10, 64, 32, 1), name), count)
        initializers.initialize(network, "glorot_uniform", seeds)
        recipe = training.Recipe(epochs, "adam", 1e-3, batch=32)
        for _ in training.train(network, points, recipe, seeds):
            pass


def own_cases() -> list[Case]:
    """The engine and the plain loop."""
    return [
        Case(ONE, "engine, two processors", 3000, lambda: ours_together(1, 500)),
        Case(ONE, "engine, one processor", 600, lambda: ours_in_turn(1, 100)),
        Case(ONE, "plain NumPy, float64, row by row", 600, lambda: plain_rows(100)),
        Case(MANY, "engine, two processors", 6 * 32 * 100, lambda: ours_together(32, 100)),
        Case(MANY, "engine, one processor", 6 * 32 * 20, lambda: ours_in_turn(32, 20)),
        *(Case(sweep_of(n), "engine", 30 * n, partial(sweep, n)) for n in SWEEPS),
        *(Case(adam_of(n), "engine", 500 * n, partial(adam, n, 5)) for n in ADAMS),
    ]


def torch_cases(ways: Any) -> list[Case]:
    """The same work in PyTorch (``ways`` is the module ``bench_torch``)."""
    plane, ten = _plane(), _ten()
    many = 6 * 32 * 20
    eager = partial(ways.eager_adam, ten, 5, 1)
    return [
        Case(ONE, "torch eager", 600, lambda: ways.eager(plane, SIX, 100)),
        Case(MANY, "torch bmm + autograd", many, lambda: ways.batched(plane, SIX, 32, 20)),
        Case(MANY, "torch.func vmap", many, lambda: ways.vmapped(plane, SIX, 32, 20)),
        *(
            Case(sweep_of(n), "torch bmm + autograd", 30 * n, partial(ways.sweep, SIX, DEPTHS, n))
            for n in SWEEPS
        ),
        Case(adam_of(1), "torch eager", 500, eager),
        *(
            Case(adam_of(n), "torch bmm + autograd", 500 * n, partial(ways.batched_adam, ten, 5, n))
            for n in ADAMS
        ),
    ]


def main(arguments: list[str] | None = None) -> int:
    """Measure everything and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=8, help="each case is run so often")
    rounds = parser.parse_args(arguments).rounds
    cases = own_cases()
    try:
        import bench_torch
    except ImportError:
        print("PyTorch is not installed: its rows are left out.")
    else:
        cases += torch_cases(bench_torch)
    cases.sort(key=lambda case: case.section)
    print(f"float32 GEMM, 1 thread: {gemm(1):.0f} GFLOP/s; 2 threads: {gemm(2):.0f} GFLOP/s")
    print(table(cases, measure(cases, rounds)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
