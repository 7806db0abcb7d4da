"""He and Glorot initializers."""

import numpy as np

from actquiz.practice.exercises.checks import Call, Learner, Seeded, expect, prop, seed

WIDE, NARROW = (400, 100), (100, 400)
LAYERS, UNITS = 10, 300


def shown(name: str, number: int, fans: tuple[int, int]) -> str:
    return Call(Seeded(number), *fans).shown(name)


def variance(
    learner: Learner, name: str, number: int, fans: tuple[int, int], wanted: float
) -> None:
    found = float(getattr(learner, name)(Seeded(number), *fans).var())
    near = abs(found / wanted - 1) < 0.04
    call = f"{shown(name, number, fans)}.var()"
    expect(near, "the variance", expected=f"{wanted:.5f} to 4 %", got=found, call=call)


@prop("The arrays have the shape [fan_in, fan_out] and hold float64.")
def shape(learner: Learner) -> None:
    for name in ("he_normal", "glorot_uniform"):
        got = getattr(learner, name)(Seeded(0), 3, 5)
        found = (np.shape(got), str(np.asarray(got).dtype))
        wanted = ((3, 5), "float64")
        call = shown(name, 0, (3, 5))
        expect(found == wanted, "shape and type", expected=wanted, got=found, call=call)


# The variance of 40,000 normals has a relative deviation of sqrt(2/40000) = 0.7 %: 4 % are 5.6
# of them, 1.5e-8 to both sides, twice.
@prop("He's weights have the variance 2/fan_in.", false_alarm=1e-7)
def he_variance(learner: Learner) -> None:
    for fans in (WIDE, NARROW):
        variance(learner, "he_normal", seed(1), fans, 2 / fans[0])


# A share of 0.0455 of 40,000 has a deviation of 0.00104; both bounds are 5.2 of them away.
@prop(
    "He's weights are normal: about 4.6 in 100 lie beyond two standard deviations.",
    false_alarm=1e-6,
)
def he_normality(learner: Learner) -> None:
    w = learner.he_normal(Seeded(seed(2)), *WIDE)
    beyond = float((abs(w) > 2 * w.std()).mean())
    expect(
        0.040 < beyond < 0.051,
        "share of weights beyond two standard deviations",
        expected="0.0455 (a normal distribution)",
        got=beyond,
        call=shown("he_normal", seed(2), WIDE),
    )


# Of uniform numbers the variance is known to sqrt(0.8/40000) = 0.45 %: 4 % are 8.9 deviations.
@prop(
    "Glorot's weights have the variance 2/(fan_in + fan_out), whichever fan is larger.",
    false_alarm=1e-12,
)
def glorot_variance(learner: Learner) -> None:
    for fans in (WIDE, NARROW, (200, 200)):
        variance(learner, "glorot_uniform", seed(3), fans, 2 / sum(fans))


# The outer half holds a share of 0.5 with a deviation of 0.0025: 0.02 are eight of them.
@prop(
    "Glorot's weights are uniform: none beyond sqrt(6/(fan_in + fan_out)), as many there as at 0.",
    false_alarm=1e-12,
)
def glorot_uniformity(learner: Learner) -> None:
    w = learner.glorot_uniform(Seeded(seed(4)), *WIDE)
    bound = (6 / 500) ** 0.5
    largest = float(abs(w).max())
    call = shown("glorot_uniform", seed(4), WIDE)
    what = "the largest weight"
    expect(largest <= bound * 1.0001, what, expected=f"<= {bound:.4f}", got=largest, call=call)
    outer = float((abs(w) > bound / 2).mean())
    what = "share in the outer half of the range"
    expect(0.48 < outer < 0.52, what, expected=0.5, got=outer, call=call)


# Five deviations of the mean: 5.7e-7, for each of the two.
@prop("Both have mean 0: weights of both signs, equally often.", false_alarm=2e-6)
def means(learner: Learner) -> None:
    for name in ("he_normal", "glorot_uniform"):
        w = getattr(learner, name)(Seeded(seed(5)), *WIDE)
        wanted = 5 * float(w.std()) / w.size**0.5
        found = float(w.mean())
        call = f"{shown(name, seed(5), WIDE)}.mean()"
        what = "the mean"
        expect(abs(found) < wanted, what, expected=f"0 to {wanted:.4f}", got=found, call=call)


@prop("The numbers come from the generator given: same seed, same weights; other seed, others.")
def seeds(learner: Learner) -> None:
    for name in ("he_normal", "glorot_uniform"):
        draw = getattr(learner, name)
        first, again, other = (draw(Seeded(s), 4, 3) for s in (6, 6, 7))
        what = "the first weights with the same generator, the second time"
        alike = np.array_equal(first, again)
        expect(alike, what, expected=first[0], got=again[0], call=shown(name, 6, (4, 3)))
        what = "the first weights with another generator are the same"
        differ = not np.array_equal(first, other)
        expect(differ, what, expected="others", got=other[0], call=shown(name, 7, (4, 3)))


# Of one input the logarithm of the mean square has a variance of 5/300 a layer, so a deviation of
# 0.41 after ten; log 10 is 5.6 of them away on one side and 5.4 on the other. Averaging over 50
# inputs makes it a little less. (With 100 units and 30 layers one right network in twenty failed.)
@prop(
    "Through ten ReLU layers, He's weights keep the mean square within a factor of 10.",
    false_alarm=1e-6,
)
def depth(learner: Learner) -> None:
    x = np.random.default_rng(seed(8)).normal(size=(50, UNITS))
    before = float((x**2).mean())
    for layer in range(LAYERS):
        weights = learner.he_normal(Seeded(seed(100 + layer)), UNITS, UNITS)
        x = np.maximum(x @ weights, 0)
    found = float((x**2).mean()) / before
    expect(
        0.1 < found < 10,
        "mean square after ten layers over the one before",
        expected="between 0.1 and 10",
        got=found,
        call=f"he_normal(rng, {UNITS}, {UNITS}), ten times",
    )
