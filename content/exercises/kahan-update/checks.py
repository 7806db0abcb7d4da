"""Updates too small for the weight."""

import numpy as np

from actquiz.practice.exercises.checks import Call, Learner, agree, expect, prop, pure

HALF, SINGLE = np.float16, np.float32


def run(learner: Learner, weight: np.ndarray, updates: list[np.ndarray]) -> tuple[np.ndarray, str]:
    """The weight after all updates, and how it was got."""
    carry = np.zeros_like(weight)
    first = weight
    for update in updates:
        weight, carry = learner.step(weight, carry, update)
    call = Call(first, np.zeros_like(first), updates[0]).shown("step")
    return weight, f"{call}, {len(updates)} times, carry handed on"


def near(learner: Learner, weight: np.ndarray, updates: list[np.ndarray]) -> None:
    found, call = run(learner, weight, updates)
    exact = weight.astype(float) + np.sum([u.astype(float) for u in updates], axis=0)
    beside = np.spacing(abs(exact.astype(weight.dtype))).astype(float)
    agree(np.shape(found), weight.shape, call=f"shape of {call}")
    good = bool((abs(np.asarray(found, dtype=float) - exact) <= 1.5 * beside).all())
    expect(good, "the weight at the end", expected=exact.astype(weight.dtype), got=found, call=call)


@prop("One step adds the update, rounded.")
def one(learner: Learner) -> None:
    for kind in (HALF, SINGLE):
        weight, update = np.array([1.0, -2.0], dtype=kind), np.array([0.5, 0.25], dtype=kind)
        got = learner.step(weight, np.zeros_like(weight), update)
        call = Call(weight, np.zeros_like(weight), update).shown("step")
        agree(got[0], weight + update, call=f"{call}[0]")


@prop("Weight and carry are of the weight's type: no float32 copy is smuggled in.")
def types(learner: Learner) -> None:
    for kind in (HALF, SINGLE):
        ones = np.ones((2, 3), dtype=kind)
        got = learner.step(ones, np.zeros_like(ones), ones / 1000)
        found = [(np.shape(a), str(np.asarray(a).dtype)) for a in got]
        wanted = [((2, 3), np.dtype(kind).name)] * 2
        call = Call(ones, np.zeros_like(ones), ones / 1000).shown("step")
        expect(found == wanted, "shapes and types", expected=wanted, got=found, call=call)


@prop("A thousand updates of 0.0001 to a float16 weight of 1 make 1.1, not 1.")
def half(learner: Learner) -> None:
    near(learner, np.array([1.0], dtype=HALF), [np.array([1e-4], dtype=HALF)] * 1000)


@prop("The same downwards, and with weights of both signs.")
def signs(learner: Learner) -> None:
    weight = np.array([1.0, -1.0, 3.0, -3.0], dtype=HALF)
    update = np.array([-1e-4, 1e-4, 2e-4, -2e-4], dtype=HALF)
    near(learner, weight, [update] * 1000)


@prop("Updates of changing size and sign are all accounted for, in float16 and in float32.")
def changing(learner: Learner) -> None:
    draw = np.random.default_rng(0)
    for kind, size in ((HALF, 3e-4), (SINGLE, 3e-8)):
        updates = [(size * draw.normal(size=3)).astype(kind) for _ in range(500)]
        near(learner, np.array([1.0, -2.0, 0.7], dtype=kind), updates)


@prop("The arrays of the caller are as they were afterwards.")
def untouched(learner: Learner) -> None:
    ones = np.ones(2, dtype=SINGLE)
    pure(learner.step, [Call(ones, ones / 10_000_000, ones / 1000)])
