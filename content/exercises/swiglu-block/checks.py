"""A SwiGLU block of the right width."""

import numpy as np

from actquiz.engine.activations import get
from actquiz.practice.exercises.checks import Call, Learner, inputs, prop, pure, quiet, same

SILU = get("silu").value


def width(d_model: int, multiple: int = 1) -> int:
    if d_model < 1 or multiple < 1:
        raise ValueError
    return -(-(8 * d_model // 3) // multiple) * multiple


def block(x: np.ndarray, gate: np.ndarray, up: np.ndarray, down: np.ndarray) -> np.ndarray:
    if gate.shape != up.shape or up.shape != down.shape[::-1]:
        raise ValueError
    return np.asarray((SILU(x @ gate) * (x @ up)) @ down)


def call(n: int, d: int, h: int, seed: int = 0, dtype: type = float) -> Call:
    draw = np.random.default_rng(seed)
    arrays = (draw.normal(size=shape) for shape in ((n, d), (d, h), (d, h), (h, d)))
    return Call(*(a.astype(dtype) for a in arrays))


@prop("The width is two thirds of four times the model's: 768 gives 2048.")
def plain_width(learner: Learner) -> None:
    same(learner.hidden_width, width, [Call(d) for d in (3, 768, 512, 100, 1024)])


@prop("It is rounded up to a multiple: 4096 with 256 gives 11008.")
def rounded_width(learner: Learner) -> None:
    calls = [Call(4096, 256), Call(768, 64), Call(768, 256), Call(100, 8), Call(1, 8)]
    same(learner.hidden_width, width, calls)


@prop("With one unit everywhere it is silu(gate x) times up x times down.")
def one_unit(learner: Learner) -> None:
    one = np.array([[1.0]])
    numbers = (([2.0], [1.0], [1.0], [1.0]), ([1.0], [2.0], [1.0], [1.0]))
    calls = [Call(*(np.array([n]) for n in row)) for row in numbers]
    same(learner.swiglu_block, block, [Call(one, one, one, one), *calls])


@prop("SiLU goes on the gate, and the other branch stays linear.")
def branches(learner: Learner) -> None:
    calls = [call(4, 3, 5, seed) for seed in range(3)]
    same(learner.swiglu_block, block, calls, atol=1e-12)


@prop("Batches of sequences, [batch, time, d_model], work too.")
def sequences(learner: Learner) -> None:
    _, gate, up, down = call(1, 3, 5).args
    x = np.stack(inputs.matrices(4, 3, count=2))
    same(learner.swiglu_block, block, [Call(x, gate, up, down)], atol=1e-12)


@prop("A gate far below 0 closes without overflow: -1000 gives 0.")
def closed(learner: Learner) -> None:
    one = np.array([[1.0]])
    calls = [Call(np.array([[1.0]]), np.array([[g]]), one, one) for g in (-1000.0, 1000.0)]
    same(learner.swiglu_block, block, calls)
    quiet(learner.swiglu_block, calls)


@prop("float32 stays float32.")
def single(learner: Learner) -> None:
    same(learner.swiglu_block, block, [call(2, 3, 4, dtype=np.float32)], atol=1e-5)


@prop("Input and matrices are as they were afterwards.")
def untouched(learner: Learner) -> None:
    pure(learner.swiglu_block, [call(2, 3, 4)])
