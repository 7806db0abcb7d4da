"""Clip gradients by their global norm."""

import math

import numpy as np

from actquiz.practice.exercises.checks import Call, Learner, agree, expect, fresh, prop, pure

Gradients = dict[str, np.ndarray]
THREE_FOUR = {"w": np.array([[3.0, 0.0], [0.0, 0.0]]), "b": np.array([4.0])}


def reference(gradients: Gradients, limit: float) -> tuple[Gradients, float]:
    norm = math.sqrt(sum(float((g.astype(float) ** 2).sum()) for g in gradients.values()))
    factor = limit / max(norm, limit)
    return {name: (g * factor).astype(g.dtype) for name, g in gradients.items()}, norm


def right(learner: Learner, gradients: Gradients, limit: float) -> None:
    call = Call(gradients, limit).shown("clip_by_norm")
    clipped, norm = learner.clip_by_norm(gradients, limit)
    wanted, before = reference(gradients, limit)
    agree(float(norm), before, call=f"{call}[1]", rtol=1e-6)
    agree(clipped, wanted, call=f"{call}[0]", atol=1e-12)


@prop("The norm is taken over all arrays together: 5 for a 3 in one and a 4 in another.")
def one_norm(learner: Learner) -> None:
    norm = learner.clip_by_norm(THREE_FOUR, 10.0)[1]
    call = Call(THREE_FOUR, 10.0).shown("clip_by_norm") + "[1]"
    agree(float(norm), 5.0, call=call)


@prop("Below the limit, and at it, nothing is scaled: small gradients are not blown up.")
def below(learner: Learner) -> None:
    for limit in (10.0, 5.0):
        right(learner, THREE_FOUR, limit)


@prop("Above the limit all arrays are scaled by one factor, and the norm becomes the limit.")
def above(learner: Learner) -> None:
    right(learner, THREE_FOUR, 1.0)
    draw = np.random.default_rng(0)
    right(learner, {name: 10 * draw.normal(size=(3, 2)) for name in ("w1", "w2", "w3")}, 0.5)


@prop("The direction stays: every entry keeps its ratio to every other.")
def direction(learner: Learner) -> None:
    clipped = learner.clip_by_norm(THREE_FOUR, 1.0)[0]
    got = float(clipped["b"][0] / clipped["w"][0, 0])
    what = "the ratio of the 4 and the 3 after clipping"
    call = Call(THREE_FOUR, 1.0).shown("clip_by_norm")
    expect(abs(got - 4 / 3) < 1e-9, what, expected=4 / 3, got=got, call=call)


@prop("Gradients of 0 stay 0: no 0/0.")
def zero(learner: Learner) -> None:
    right(learner, {"w": np.zeros((2, 2)), "b": np.zeros(1)}, 1.0)


@prop("float32 stays float32, and entries of 1e20, whose squares overflow there, are clipped too.")
def single(learner: Learner) -> None:
    right(learner, {"w": np.array([3, 4], dtype=np.float32)}, 1.0)
    right(learner, {"w": np.array([3e20, 4e20], dtype=np.float32)}, 1.0)


@prop("The caller's arrays are as they were afterwards.")
def untouched(learner: Learner) -> None:
    pure(learner.clip_by_norm, [Call(THREE_FOUR, 1.0)])


@prop("The dict is a new one, below the limit too: the caller's own is not handed back.")
def new_dict(learner: Learner) -> None:
    fresh(learner.clip_by_norm, [Call(THREE_FOUR, limit) for limit in (1.0, 5.0, 10.0)])
