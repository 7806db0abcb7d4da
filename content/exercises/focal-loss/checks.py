"""Focal loss, stable in the logits."""

import numpy as np

from actquiz.engine.activations import get
from actquiz.practice.exercises.checks import Call, Learner, agree, gradient, prop, pure, quiet

SIGMOID, SOFTPLUS = get("sigmoid").value, get("softplus").value


def reference(
    logits: np.ndarray, targets: np.ndarray, gamma: float = 2.0
) -> tuple[float, np.ndarray]:
    sign = np.where(targets == 1, 1.0, -1.0)
    s = sign * logits.astype(float)
    p, q, cost = SIGMOID(s), SIGMOID(-s), SOFTPLUS(-s)
    slope = -sign * q**gamma * (gamma * p * cost + q) / s.size
    return float((q**gamma * cost).mean()), slope.astype(logits.dtype)


def close(learner: Learner, calls: list[Call], rtol: float = 1e-9) -> None:
    for call in calls:
        loss, slope = learner.focal_loss(*call.args)
        wanted = reference(*call.args)
        shown = call.shown("focal_loss")
        agree(loss, wanted[0], call=f"{shown}[0]", rtol=rtol, dtype=False)
        agree(slope, wanted[1], call=f"{shown}[1]", rtol=rtol)


def one(z: float, y: float, gamma: float = 2.0) -> Call:
    return Call(np.array([z]), np.array([y]), gamma)


@prop("With gamma 0 it is binary cross-entropy, and its gradient p - y.")
def cross_entropy(learner: Learner) -> None:
    close(learner, [one(z, y, 0.0) for z in (0.0, 2.0, -1.0) for y in (0.0, 1.0)])


@prop("The factor goes by what the target gets, for both classes.")
def factor(learner: Learner) -> None:
    close(learner, [one(z, y, g) for g in (2.0, 1.0, 0.5) for z in (1.0, -2.0) for y in (1.0, 0.0)])
    close(learner, [Call(np.array([1.0]), np.array([1.0]))])


@prop("The mean goes over all entries of arrays of any dimension.")
def mean(learner: Learner) -> None:
    logits = np.array([[0.5, -1.0, 2.0], [3.0, 0.0, -0.5]])
    close(learner, [Call(logits, np.array([[0.0, 1.0, 1.0], [0.0, 0.0, 1.0]]), 2.0)])


@prop("The gradient is that of the loss, by differences: the factor depends on the logit too.")
def by_differences(learner: Learner) -> None:
    logits, targets = np.array([-2.0, -0.5, 0.3, 1.5]), np.array([0.0, 1.0, 1.0, 0.0])
    for gamma in (2.0, 1.0, 3.5):

        def loss(p: dict[str, np.ndarray], gamma: float = gamma) -> float:
            return reference(p["logits"], targets, gamma)[0]

        got = {"logits": learner.focal_loss(logits, targets, gamma)[1]}
        call = Call(logits, targets, gamma).shown("focal_loss") + "[1]"
        gradient(loss, {"logits": logits}, got, call=call)


@prop("A confident mistake costs its logit, 1000, and pulls with its whole gradient.")
def mistakes(learner: Learner) -> None:
    calls = [one(1000.0, 0.0), one(-1000.0, 1.0), one(50.0, 0.0, 0.5)]
    close(learner, calls)
    quiet(learner.focal_loss, calls)


@prop("A confident right answer costs a tiny number, not 0, with a gradient to match.")
def right_answers(learner: Learner) -> None:
    calls = [one(20.0, 1.0), one(-20.0, 0.0), one(50.0, 1.0), one(-50.0, 0.0), one(200.0, 1.0, 0.5)]
    close(learner, calls)
    quiet(learner.focal_loss, [*calls, one(1000.0, 1.0), one(-1000.0, 0.0)])


@prop("The gradient of float32 logits is float32.")
def single(learner: Learner) -> None:
    logits, targets = np.array([-3, 0.5, 20], dtype=np.float32), np.array([0, 1, 0], np.float32)
    close(learner, [Call(logits, targets, 2.0)], rtol=1e-5)


@prop("Logits and targets are as they were afterwards.")
def untouched(learner: Learner) -> None:
    pure(learner.focal_loss, [Call(np.array([1.0, -2.0]), np.array([0.0, 1.0]))])
