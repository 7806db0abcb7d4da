"""He and Glorot initializers."""

import numpy as np

from actquiz.practice.exercises.checks import Learner, Seeded, expect, prop

WIDE, NARROW = (400, 100), (100, 400)


def relative(found: float, wanted: float, what: str) -> None:
    # 40,000 draws: the variance of a normal is known to 0.7 %, so 4 % is more than 5 deviations.
    expect(abs(found / wanted - 1) < 0.04, what, expected=f"{wanted:.5f} to 4 %", got=found)


@prop("The arrays have the shape [fan_in, fan_out] and hold float64.")
def shape(learner: Learner) -> None:
    for name in ("he_normal", "glorot_uniform"):
        got = getattr(learner, name)(Seeded(0), 3, 5)
        found = (np.shape(got), str(np.asarray(got).dtype))
        wanted = ((3, 5), "float64")
        expect(found == wanted, f"{name}(rng, 3, 5)", expected=wanted, got=found)


@prop("He's weights have the variance 2/fan_in.")
def he_variance(learner: Learner) -> None:
    for fans in (WIDE, NARROW):
        found = float(learner.he_normal(Seeded(1), *fans).var())
        relative(found, 2 / fans[0], f"variance of he_normal with fan_in, fan_out = {fans}")


@prop("He's weights are normal: about 4.6 in 100 lie beyond two standard deviations.")
def he_normality(learner: Learner) -> None:
    w = learner.he_normal(Seeded(2), *WIDE)
    beyond = float((abs(w) > 2 * w.std()).mean())
    expect(
        0.040 < beyond < 0.051,
        "share of weights beyond two standard deviations",
        expected="0.0455 (a normal distribution)",
        got=beyond,
    )


@prop("Glorot's weights have the variance 2/(fan_in + fan_out), whichever fan is larger.")
def glorot_variance(learner: Learner) -> None:
    for fans in (WIDE, NARROW, (200, 200)):
        found = float(learner.glorot_uniform(Seeded(3), *fans).var())
        wanted = 2 / sum(fans)
        relative(found, wanted, f"variance of glorot_uniform with fan_in, fan_out = {fans}")


@prop(
    "Glorot's weights are uniform: none beyond sqrt(6/(fan_in + fan_out)), as many near it as at 0."
)
def glorot_uniformity(learner: Learner) -> None:
    w = learner.glorot_uniform(Seeded(4), *WIDE)
    bound = (6 / 500) ** 0.5
    largest = float(abs(w).max())
    expect(largest <= bound * 1.0001, "the largest weight", expected=f"<= {bound:.4f}", got=largest)
    outer = float((abs(w) > bound / 2).mean())
    expect(0.48 < outer < 0.52, "share in the outer half of the range", expected=0.5, got=outer)


@prop("Both have mean 0: weights of both signs, equally often.")
def means(learner: Learner) -> None:
    for name in ("he_normal", "glorot_uniform"):
        w = getattr(learner, name)(Seeded(5), *WIDE)
        wanted = 5 * float(w.std()) / w.size**0.5
        found = float(w.mean())
        expect(abs(found) < wanted, f"mean of {name}", expected=f"0 to {wanted:.4f}", got=found)


@prop("The numbers come from the generator given: same seed, same weights; other seed, others.")
def seeds(learner: Learner) -> None:
    for name in ("he_normal", "glorot_uniform"):
        draw = getattr(learner, name)
        first, again, other = (draw(Seeded(s), 4, 3) for s in (6, 6, 7))
        what = f"the first weights of {name} with the same generator, the second time"
        expect(np.array_equal(first, again), what, expected=first[0], got=again[0])
        what = f"the first weights of {name} with another generator are the same"
        expect(not np.array_equal(first, other), what, expected="others", got=other[0])


@prop("Through 30 ReLU layers, He's weights keep the mean square within a factor of 10.")
def depth(learner: Learner) -> None:
    x = np.random.default_rng(8).normal(size=(50, 100))
    before = float((x**2).mean())
    for layer in range(30):
        x = np.maximum(x @ learner.he_normal(Seeded(100 + layer), 100, 100), 0)
    found = float((x**2).mean()) / before
    expect(
        0.1 < found < 10,
        "mean square after 30 layers over the one before",
        expected="between 0.1 and 10",
        got=found,
    )
