"""Softmax with a temperature."""

import numpy as np

from actquiz.practice.exercises.checks import (
    Call,
    Function,
    Learner,
    expect,
    inputs,
    prop,
    pure,
    same,
)
from actquiz.practice.exercises.learner import Wrong


def reference(logits: np.ndarray, temperature: float = 1.0) -> np.ndarray:
    if not temperature > 0:
        raise ValueError
    with np.errstate(over="ignore"):
        e = np.exp((logits - logits.max(axis=-1, keepdims=True)) / temperature)
    return np.asarray(e / e.sum(axis=-1, keepdims=True))


def error_of(function: Function, call: Call) -> str:
    """The name of the error that the call raises; empty if it answers."""
    try:
        function.answer(call)
    except Wrong as wrong:
        if wrong.trouble.kind != "error":
            raise
        return wrong.trouble.what.partition(":")[0]
    return ""


@prop("Temperature 1 is the ordinary softmax, row by row.")
def one(learner: Learner) -> None:
    same(learner.soften, reference, [np.array([0.0, 1.0]), *inputs.matrices(2, 3)])


@prop("The logits are divided by the temperature: below 1 it sharpens, above 1 it flattens.")
def divides(learner: Learner) -> None:
    x = np.array([0.0, 1.0, 3.0])
    calls = [Call(x, t) for t in (0.5, 2.0, 10.0)]
    same(learner.soften, reference, [*calls, *(Call(m, 3.0) for m in inputs.matrices(2, 3))])


@prop("Near 0 the largest logit takes everything; at a huge temperature all are equal.")
def limits(learner: Learner) -> None:
    x = np.array([1.0, 3.0, 2.0])
    same(learner.soften, reference, [Call(x, 1e-3), Call(x, 1e9)], atol=1e-12)


@prop("A small temperature does not overflow large logits: the maximum is subtracted first.")
def overflow(learner: Learner) -> None:
    large = np.array([2e37, 3e37], dtype=np.float32)
    same(learner.soften, reference, [Call(np.array([1e300, 2e300]), 1e-9), Call(large, 0.01)])


@prop("A temperature of 0, below 0 or NaN is refused with ValueError.")
def refused(learner: Learner) -> None:
    calls = [Call(np.array([1.0, 2.0]), t) for t in (0.0, -1.0, float("nan"))]
    for call in calls:
        expect(
            error_of(learner.soften, call) == "ValueError",
            "a temperature that is not positive must be refused",
            expected="ValueError",
            got=error_of(learner.soften, call) or "an answer",
            call=learner.soften.shown(call),
        )


@prop("float32 stays float32.")
def single(learner: Learner) -> None:
    x = np.array([[1, 2, 3]], dtype=np.float32)
    same(learner.soften, reference, [Call(x), Call(x, 0.5), Call(x, 2)])


@prop("The logits are as they were afterwards.")
def untouched(learner: Learner) -> None:
    pure(learner.soften, [Call(np.array([1.0, 2.0, 3.0]), 0.5)])
