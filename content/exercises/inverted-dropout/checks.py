"""Inverted dropout."""

import numpy as np

from actquiz.practice.exercises.checks import Call, Learner, Seeded, expect, prop, pure, same

ONES = np.ones((100, 100))


@prop("In evaluation the array comes back as it is, for any p.")
def evaluation(learner: Learner) -> None:
    x = np.array([[1.0, -2.0], [0.5, 3.0]])
    calls = [Call(x, p, Seeded(0), False) for p in (0.0, 0.5, 0.9)]
    same(learner.dropout, lambda x, p, rng, training: x, calls)


@prop("In training p is the share that is dropped, not the share that is kept.")
def share(learner: Learner) -> None:
    for p in (0.2, 0.5, 0.9):
        found = float((learner.dropout(ONES, p, Seeded(1), True) == 0).mean())
        # 10,000 entries: the share is known to 0.005, so 0.025 is five deviations.
        near = abs(found - p) < 0.025
        expect(near, f"share of zeros at p = {p}", expected=f"{p} to 0.025", got=found)


@prop("What is kept is scaled by 1/(1 - p), so that the mean stays.")
def scaled(learner: Learner) -> None:
    x = np.linspace(1, 2, 200)
    for p in (0.2, 0.75):
        out = learner.dropout(x, p, Seeded(2), True)
        kept = out != 0
        ratios = out[kept] / x[kept]
        expect(
            np.allclose(ratios, 1 / (1 - p)),
            f"factor of the entries kept at p = {p}",
            expected=1 / (1 - p),
            got=float(ratios[0]) if ratios.size else "nothing kept",
        )


@prop("Each entry is drawn on its own: neither whole rows nor whole columns go.")
def independent(learner: Learner) -> None:
    dropped = np.asarray(learner.dropout(ONES, 0.5, Seeded(3), True) == 0)
    for axis, name in ((0, "column"), (1, "row")):
        shares = dropped.mean(axis=axis)
        together = shares.min() > 0.2 and shares.max() < 0.8
        expect(
            together,
            f"share dropped in each {name}",
            expected="each between 0.2 and 0.8",
            got=f"{shares.min()} to {shares.max()}",
        )


@prop("At p = 0 nothing is dropped and nothing scaled.")
def none(learner: Learner) -> None:
    x = np.array([1.0, -2.0, 0.5])
    call = Call(x, 0.0, Seeded(4), True)
    same(learner.dropout, lambda x, p, rng, training: x, [call])


@prop("The draw comes from the generator given: same seed, same mask; other seed, another.")
def seeds(learner: Learner) -> None:
    first, again, other = (learner.dropout(ONES, 0.5, Seeded(s), True) for s in (5, 5, 6))
    what = "the first five entries with the same generator, the second time"
    expect(np.array_equal(first, again), what, expected=first[0, :5], got=again[0, :5])
    what = "the first five entries with another generator; all are dropped alike"
    expect(not np.array_equal(first, other), what, expected="another mask", got=other[0, :5])


@prop("float32 stays float32, in both modes, and any shape is kept.")
def single(learner: Learner) -> None:
    x = np.ones((2, 3, 4), dtype=np.float32)
    for training in (True, False):
        out = learner.dropout(x, 0.5, Seeded(7), training)
        wanted, found = ("float32", (2, 3, 4)), (str(out.dtype), out.shape)
        expect(found == wanted, f"type and shape, training {training}", expected=wanted, got=found)


@prop("The input is as it was afterwards.")
def untouched(learner: Learner) -> None:
    pure(learner.dropout, [Call(np.ones(20), 0.5, Seeded(8), True)])
