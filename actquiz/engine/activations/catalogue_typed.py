"""Functions of the catalogue that are their formula and nothing more.

Value, slope, facts and kernels follow from the text. ``ste(f, g)`` has f's values and g's slope: a
straight-through estimator, so that a step can be trained.
"""

from __future__ import annotations

from dataclasses import dataclass, field

RRELU_LOWER, RRELU_UPPER = 1.0 / 8.0, 1.0 / 3.0
"""Between these PyTorch draws RReLU's slope in training; outside it takes their mean."""


@dataclass(frozen=True, slots=True)
class TypedEntry:
    """One line of the catalogue."""

    name: str
    title: str
    text: str
    source: str
    defaults: dict[str, float] = field(default_factory=dict)
    aliases: tuple[str, ...] = ()


TYPED = (
    TypedEntry("step", "Step (threshold unit)", "where(x > 0, 1, 0)", "bengio-2013",
               aliases=("heaviside", "binary_step")),
    TypedEntry("step_ste", "Step with the identity's slope (straight-through)",
               "ste(where(x > 0, 1, 0), x)", "bengio-2013"),
    TypedEntry("sign", "Sign", "sign(x)", "courbariaux-2016"),
    TypedEntry("sign_ste", "Sign with hard tanh's slope (straight-through)",
               "ste(sign(x), clip(x, -1, 1))", "courbariaux-2016"),
    TypedEntry("sine", "Sine", "sin(x)", "sitzmann-2020"),
    TypedEntry("siren", "SIREN's sine", "sin(omega*x)", "sitzmann-2020", {"omega": 30.0}),
    TypedEntry("snake", "Snake", "x + sin(a*x)^2/a", "ziyin-2020", {"a": 1.0}),
    TypedEntry("gaussian", "Gaussian bump", "exp(-x^2)", "goodfellow-2016", aliases=("rbf",)),
    TypedEntry("logsigmoid", "Log-sigmoid", "-softplus(-x)", "pytorch-functional",
               aliases=("log_sigmoid",)),
    TypedEntry("tanhshrink", "Tanhshrink", "x - tanh(x)", "pytorch-functional",
               aliases=("tanh_shrink",)),
    TypedEntry("softshrink", "Soft shrinkage",
               "where(x > lambda, x - lambda, where(x < -lambda, x + lambda, 0))",
               "pytorch-functional", {"lambda": 0.5}, ("soft_shrink",)),
    TypedEntry("hardshrink", "Hard shrinkage",
               "where(x > lambda, x, where(x < -lambda, x, 0))",
               "pytorch-functional", {"lambda": 0.5}, ("hard_shrink",)),
    TypedEntry("threshold", "Threshold: x above θ, else a value", "where(x > theta, x, v)",
               "pytorch-functional", {"theta": 1.0, "v": 0.0}, ("thresholded_relu",)),
    TypedEntry("rrelu", "RReLU (randomized leaky ReLU) outside training",
               "where(x > 0, x, alpha*x)", "xu-2015",
               {"alpha": (RRELU_LOWER + RRELU_UPPER) / 2}, ("randomized_relu",)),
    TypedEntry("srelu", "SReLU (S-shaped ReLU)",
               "where(x >= t1, t1 + a1*(x - t1), where(x > t2, x, t2 + a2*(x - t2)))",
               "jin-2015", {"t1": 1.0, "a1": 0.2, "t2": -1.0, "a2": 0.2}),
)  # fmt: skip
"""In the order in which they follow the others; SReLU's thresholds and slopes are learned, and
these are only where they may start."""
