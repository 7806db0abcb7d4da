"""How fast the engine trains, beside a plain NumPy loop and three ways of doing it in PyTorch.

Every figure is the least of a few runs, and all come from one run of this program, because only
their ratios travel from machine to machine; the speed of a large matrix product stands beside
them. Run it as ``python scripts/bench_engine.py [--quick]``. PyTorch is skipped if it is missing.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from actquiz.engine import data, initializers, signals, streams, training
from actquiz.engine.layout import Architecture
from actquiz.engine.network import Network

Array = NDArray[Any]
Work = Callable[[], None]

SIX = ("sigmoid", "tanh", "relu", "leaky_relu", "elu", "swish")
DEPTHS = (3, 5, 10, 15, 20)


def least(work: Work, runs: int) -> float:
    """Seconds of the fastest of ``runs`` runs."""
    best = float("inf")
    for _ in range(runs):
        start = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - start)
    return best


def gemm(runs: int) -> float:
    """GFLOP/s of a float32 matrix product of 1024 × 1024, on as many threads as BLAS takes."""
    a = np.random.default_rng(0).standard_normal((1024, 1024)).astype(np.float32)
    out = np.empty_like(a)
    return 2 * 1024**3 / least(lambda: _discard(np.matmul(a, a, out=out)), 3 * runs) / 1e9


def _discard(_: object) -> None:
    pass


# --- training 2-10-10-1 on 1,000 points, all at once, six activations -----------------------


def _plane() -> data.Dataset:
    return data.standardise(data.blobs(42, 1000))[0]


def _runs(count: int, epochs: int) -> dict[str, Iterator[training.Record]]:
    points, seeds = _plane(), streams.seeds(0, count)
    runs: dict[str, Iterator[training.Record]] = {}
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
    """The engine, activations side by side on threads."""
    for _ in training.together(_runs(count, epochs)):
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
        weights = [random.normal(0, np.sqrt(2 / i), (i, o)) for i, o in zip(sizes, sizes[1:])]
        biases = [np.zeros((1, o)) for o in sizes[1:]]
        for _ in range(epochs):
            a, z = [x], []
            for layer in range(3):
                z.append(a[-1] @ weights[layer] + biases[layer])
                a.append(f(z[-1]) if layer < 2 else _rows_sigmoid(z[-1]))
            p = a[-1]
            _discard(-np.mean(y * np.log(p + 1e-15) + (1 - y) * np.log(1 - p + 1e-15)))
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
    """The engine: 30 settings, ``count`` networks of width 64 each, 32 inputs."""
    x = streams.generator(0, "probe").standard_normal((100, 32))
    targets = (np.arange(32) % 2)[np.newaxis, np.newaxis].astype(np.float32)
    seeds = streams.seeds(0, count)
    for name in SIX:
        for depth in DEPTHS:
            network = Network(Architecture((100, *[64] * depth, 1), name), count)
            initializers.initialize(network, "glorot_uniform", seeds)
            signals.backward(network, x, targets)


# --- training 10-64-32-1 by Adam in batches of 32, 50 epochs of 800, four activations -------


def _ten() -> data.Dataset:
    return data.standardise(data.blobs(42, 800, 10, clusters=2, redundant=2))[0]


def adam(count: int, epochs: int) -> None:
    """The engine, one activation after the other."""
    points, seeds = _ten(), streams.seeds(0, count)
    for name in ("relu", "tanh", "sigmoid", "elu"):
        network = Network(Architecture((10, 64, 32, 1), name), count)
        initializers.initialize(network, "glorot_uniform", seeds)
        recipe = training.Recipe(epochs, "adam", 1e-3, batch=32)
        for _ in training.train(network, points, recipe, seeds):
            pass


def main(arguments: list[str] | None = None) -> int:
    """Print the table; 0."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="a tenth of the work, once")
    quick = parser.parse_args(arguments).quick
    runs, part = (1, 10) if quick else (3, 1)
    print(f"float32 GEMM 1024³: {gemm(runs):.0f} GFLOP/s (all BLAS threads)\n")
    try:
        import bench_torch as torch_ways
    except ImportError:
        torch_ways = None
        print("PyTorch is not installed: its columns are left out.\n")
    _first(runs, part, torch_ways)
    _second(runs, torch_ways)
    _third(runs, part, torch_ways)
    return 0


def _row(name: str, seconds: float, units: int, ours: float) -> None:
    ratio = f"{seconds / ours:6.1f}×" if ours else ""
    print(f"  {name:44s} {seconds:8.3f} s {seconds / units * 1e6:9.1f} µs {ratio}")


def _first(runs: int, part: int, ways: Any) -> None:
    epochs = 500 // part
    print("T1  2-10-10-1, 1,000 points, full batch, six activations; µs per network and epoch")
    ours = least(lambda: ours_in_turn(1, epochs), runs)
    _row(f"engine, 1 network × {epochs}", ours, 6 * epochs, ours)
    _row(
        "plain NumPy, float64, row by row",
        least(lambda: plain_rows(epochs), runs),
        6 * epochs,
        ours,
    )
    if ways:
        _row(
            "torch eager", least(lambda: ways.eager(_plane(), SIX, epochs), runs), 6 * epochs, ours
        )
    epochs = 100 // part
    units = 6 * 32 * epochs
    turn = least(lambda: ours_in_turn(32, epochs), runs)
    both = least(lambda: ours_together(32, epochs), runs)
    ours = min(turn, both)
    _row(f"engine, 32 networks × {epochs}, in turn", turn, units, ours)
    _row("engine, 32 networks, side by side", both, units, ours)
    if ways:
        for name, way in (("bmm + autograd", ways.batched), ("func.vmap", ways.vmapped)):
            seconds = least(lambda way=way: way(_plane(), SIX, 32, epochs), runs)
            _row(f"torch {name}, 32 networks", seconds, units, ours)
    print()


def _second(runs: int, ways: Any) -> None:
    print("T2  depth sweep, 30 settings, width 64, 32 inputs; µs per network")
    for count in (1, 10, 50):
        ours = least(lambda count=count: sweep(count), runs)
        _row(f"engine, {count} networks a setting", ours, 30 * count, ours)
        if ways:
            seconds = least(lambda count=count: ways.sweep(SIX, DEPTHS, count), runs)
            _row(f"torch bmm + autograd, {count}", seconds, 30 * count, ours)
    print()


def _third(runs: int, part: int, ways: Any) -> None:
    epochs = 50 // part
    steps = 4 * 25 * epochs
    print("T3  10-64-32-1, Adam, batches of 32 of 800, four activations; µs per network and step")
    for count in (1, 8, 32):
        ours = least(lambda count=count: adam(count, epochs), runs)
        _row(f"engine, {count} networks, {steps} steps", ours, count * steps, ours)
        if ways:
            way = ways.eager_adam if count == 1 else ways.batched_adam
            seconds = least(lambda count=count, way=way: way(_ten(), epochs, count), runs)
            _row(
                f"torch {'eager' if count == 1 else 'bmm + autograd'}", seconds, count * steps, ours
            )


if __name__ == "__main__":
    sys.exit(main())
