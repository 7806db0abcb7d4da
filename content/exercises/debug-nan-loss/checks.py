"""Debug: the loss turns into NaN."""

import numpy as np

from actquiz.practice.exercises.checks import (
    TWICE,
    Call,
    Learner,
    expect,
    for_seeds,
    prop,
    pure,
    quiet,
    same,
)


def problem(seed: int) -> tuple[np.ndarray, np.ndarray]:
    draw = np.random.default_rng(9500 + seed)
    y = draw.integers(0, 2, size=100)
    return (2.0 * y - 1)[:, None] * np.exp(draw.normal(size=(100, 2))), y


def sigmoid(z: np.ndarray) -> np.ndarray:
    t = np.exp(-abs(z))
    return np.where(z >= 0, 1 / (1 + t), t / (1 + t))


def reference(logits: np.ndarray, y: np.ndarray) -> tuple[float, np.ndarray]:
    if logits.shape != y.shape or not y.size or not np.isin(y, (0, 1)).all():
        raise ValueError
    signed = np.where(y == 1, -logits, logits)
    # Not p - y, which is 0 where p has rounded to 1: the gradient there is -sigmoid(-z).
    slope = np.where(y == 1, -1.0, 1.0) * sigmoid(signed)
    return float(np.logaddexp(0, signed).mean()), slope / len(y)


def close(learner: Learner, calls: list[Call]) -> None:
    # Differences like softplus(z) - y z are right too; beside 800 they lose some 1e-13.
    same(learner.loss_and_slope, reference, calls, atol=1e-12, rtol=1e-9, values=False)


def batch(*logits: float) -> list[Call]:
    z = np.array(logits)
    return [Call(z, np.zeros(len(z), dtype=int)), Call(z, np.ones(len(z), dtype=int))]


@prop("Ordinary logits give the mean cross-entropy and its gradient, as before.")
def ordinary(learner: Learner) -> None:
    close(learner, [*batch(0.0, 1.0, -2.0), Call(np.array([1.0, 2.0]), np.array([0, 1]))])


@prop("A confident right answer costs almost nothing: 0 or a tiny number, not NaN.")
def right_answers(learner: Learner) -> None:
    close(learner, [Call(np.array([40.0]), np.array([1])), Call(np.array([800.0]), np.array([1]))])
    close(learner, [Call(np.array([-30.0]), np.array([0]))])


@prop("A confident mistake costs its logit, 800 for a logit of 800, not infinity or 34.5.")
def mistakes(learner: Learner) -> None:
    close(learner, [Call(np.array([800.0, -800.0]), np.array([0, 1])), batch(50.0)[0]])


@prop("A confident mistake still gets its whole gradient: 1/n, not 0.")
def mistakes_slope(learner: Learner) -> None:
    close(learner, [Call(np.array([800.0, 0.0]), np.array([0, 0])), batch(-800.0)[1]])


@prop("NumPy warns of nothing, with logits of 800 of both signs.")
def no_warnings(learner: Learner) -> None:
    quiet(learner.loss_and_slope, batch(800.0, -800.0, 40.0))


@prop(
    "Training stays finite, and the loss falls below 0.03, for each of three seeds.",
    false_alarm=TWICE,
)
def trains(learner: Learner) -> None:
    def training(number: int) -> None:
        w, b, losses = learner.train(*problem(number), number)
        finite = bool(np.isfinite([*w, *np.ravel(b), *losses]).all())
        call = f"train(x, y, {number})"
        expect(finite, "a loss or a weight is not finite", got=w, call=call)
        last = losses[-1]
        expect(last < 0.03, "the last loss", expected="below 0.03", got=last, call=call)

    for_seeds(training)


@prop("Logits and labels are as they were afterwards.")
def untouched(learner: Learner) -> None:
    pure(learner.loss_and_slope, batch(1.0, -1.0))
