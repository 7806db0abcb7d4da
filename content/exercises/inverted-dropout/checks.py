"""Inverted dropout."""

import numpy as np

from actquiz.practice.exercises.checks import Call, Learner, Seeded, expect, prop, pure, same, seed

ONES = np.ones((100, 100))
CUBE = np.ones((20, 20, 20))


def shown(p: float, number: int, of: str = "np.ones((100, 100))", training: bool = True) -> str:
    return f"dropout({of}, {p}, np.random.default_rng({number}), {training})"


@prop("In evaluation the array comes back as it is, for any p.")
def evaluation(learner: Learner) -> None:
    x = np.array([[1.0, -2.0], [0.5, 3.0]])
    calls = [Call(x, p, Seeded(0), False) for p in (0.0, 0.5, 0.9)]
    same(learner.dropout, lambda x, p, rng, training: x, calls)


@prop("In evaluation the generator is not used: its next number is what it would have been.")
def generator(learner: Learner) -> None:
    rng = learner.dropout.answer(Call(np.ones(3), 0.5, Seeded(0), False), watch=True).args[2]
    wanted, found = float(np.random.default_rng(0).random()), float(rng.random())
    call = shown(0.5, 0, "np.ones(3)", training=False)
    what = "the generator's next number afterwards"
    expect(found == wanted, what, expected=wanted, got=found, call=call)


# The share of 10,000 entries has a deviation of 0.005 at p = 0.5 and of less at the others: 0.025
# are five of them, 5.7e-7.
@prop("In training p is the share that is dropped, not the share that is kept.", false_alarm=1e-6)
def share(learner: Learner) -> None:
    for p in (0.2, 0.5, 0.9):
        found = float((learner.dropout(ONES, p, Seeded(seed(1)), True) == 0).mean())
        call = shown(p, seed(1))
        near = abs(found - p) < 0.025
        expect(near, "share of zeros", expected=f"{p} to 0.025", got=found, call=call)


@prop("What is kept is scaled by 1/(1 - p), so that the mean stays.")
def scaled(learner: Learner) -> None:
    x = np.linspace(1, 2, 200)
    for p in (0.2, 0.75):
        out = learner.dropout(x, p, Seeded(2), True)
        kept = out != 0
        ratios = out[kept] / x[kept]
        expect(
            np.allclose(ratios, 1 / (1 - p)),
            "factor of the entries kept",
            expected=1 / (1 - p),
            got=float(ratios[0]) if ratios.size else "nothing kept",
            call=shown(p, 2, "np.linspace(1, 2, 200)"),
        )


# Of 100 entries fewer than 21 or more than 79 are dropped with a chance of 1.1e-9; there are 200
# rows and columns.
@prop("Each entry is drawn on its own: neither whole rows nor whole columns go.", false_alarm=1e-6)
def independent(learner: Learner) -> None:
    dropped = np.asarray(learner.dropout(ONES, 0.5, Seeded(seed(3)), True) == 0)
    for axis, name in ((0, "column"), (1, "row")):
        shares = dropped.mean(axis=axis)
        apart = shares.min() > 0.2 and shares.max() < 0.8
        expect(
            apart,
            f"share dropped in each {name}",
            expected="each between 0.2 and 0.8",
            got=f"{shares.min()} to {shares.max()}",
            call=shown(0.5, seed(3)),
        )


# Two of 60 slices of 400 entries are alike with a chance of 570 / 2^400.
@prop("Of an array with three axes no two slices are masked alike.", false_alarm=1e-100)
def own_mask(learner: Learner) -> None:
    dropped = np.asarray(learner.dropout(CUBE, 0.5, Seeded(seed(9)), True) == 0)
    for axis in range(3):
        slices = np.moveaxis(dropped, axis, 0).reshape(len(CUBE), -1)
        found = len(np.unique(slices, axis=0))
        call = shown(0.5, seed(9), "np.ones((20, 20, 20))")
        what = f"different masks along axis {axis}"
        expect(found == len(CUBE), what, expected=len(CUBE), got=found, call=call)


# One number of dropped entries has at most a chance of 0.008: five draws give the same one with
# one of 0.008^4 at most.
@prop(
    "How many are dropped is left to chance too: it is not the same in every draw.",
    false_alarm=1e-8,
)
def counts(learner: Learner) -> None:
    numbers = [seed(10 + k) for k in range(5)]
    found = [int((learner.dropout(ONES, 0.5, Seeded(n), True) == 0).sum()) for n in numbers]
    call = f"{shown(0.5, numbers[0])} and with four other seeds"
    what = "numbers of zeros in five draws"
    expect(len(set(found)) > 1, what, expected="not all the same", got=found, call=call)


@prop("At p = 0 nothing is dropped and nothing scaled.")
def none(learner: Learner) -> None:
    x = np.array([1.0, -2.0, 0.5])
    call = Call(x, 0.0, Seeded(4), True)
    same(learner.dropout, lambda x, p, rng, training: x, [call])


@prop("The draw comes from the generator given: same seed, same mask; other seed, another.")
def seeds(learner: Learner) -> None:
    first, again, other = (learner.dropout(ONES, 0.5, Seeded(s), True) for s in (5, 5, 6))
    what = "the first five entries with the same generator, the second time"
    alike, call = np.array_equal(first, again), shown(0.5, 5)
    expect(alike, what, expected=first[0, :5], got=again[0, :5], call=call)
    what = "the first five entries with another generator; all are dropped alike"
    differ, call = not np.array_equal(first, other), shown(0.5, 6)
    expect(differ, what, expected="another mask", got=other[0, :5], call=call)


@prop("float32 stays float32, in both modes, and any shape is kept.")
def single(learner: Learner) -> None:
    x = np.ones((2, 3, 4), dtype=np.float32)
    for training in (True, False):
        out = learner.dropout(x, 0.5, Seeded(7), training)
        wanted, found = ("float32", (2, 3, 4)), (str(out.dtype), out.shape)
        call = Call(x, 0.5, Seeded(7), training).shown("dropout")
        expect(found == wanted, "type and shape", expected=wanted, got=found, call=call)


@prop("The input is unchanged.")
def untouched(learner: Learner) -> None:
    pure(learner.dropout, [Call(np.ones(20), 0.5, Seeded(8), True)])
