"""Functions that are typed: read, differentiated, computed without overflow, refused in words."""

from __future__ import annotations

import math
import re
import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actquiz.engine import activations, gaussian, typed_formula
from actquiz.engine.activations.formula import printing
from actquiz.engine.activations.formula.definitions import FORMULAS
from actquiz.engine.activations.formula.reading import FormulaError
from actquiz.engine.activations.vector import gumbel_softmax
from actquiz.engine.kernels import kernel
from actquiz.engine.layout import Architecture
from actquiz.engine.network import Network
from actquiz.errors import ActquizError

X = np.array([-7.3, -2.6, -1.31, -0.47, 0.29, 0.83, 1.74, 3.9, 8.2])

LEAVES = st.sampled_from(["x", "x", "0.5", "2", "1.3x", "(x - 0.7)"])


def _grown(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    unary = st.sampled_from(
        ["tanh", "sigmoid", "softplus", "sin", "cos", "erf", "Phi", "atan", "asinh", "relu",
         "gelu", "mish", "elu", "abs", "phi", "hardtanh", "softsign"]
    )  # fmt: skip
    return st.one_of(
        st.tuples(unary, inner).map(lambda parts: f"{parts[0]}({parts[1]})"),
        st.tuples(inner, st.sampled_from("+-*"), inner).map(lambda p: f"({p[0]} {p[1]} {p[2]})"),
        st.tuples(inner, inner).map(lambda p: f"max({p[0]}, {p[1]})"),
        st.tuples(inner, inner).map(lambda p: f"({p[0]})/(1 + ({p[1]})^2)"),
        st.tuples(inner, inner).map(lambda p: f"where(x > 0.11, {p[0]}, {p[1]})"),
        inner.map(lambda text: f"exp(-({text})^2)"),
        inner.map(lambda text: f"log(1 + exp({text}))"),
        inner.map(lambda text: f"({text})^2"),
    )


FORMULA = st.recursive(LEAVES, _grown, max_leaves=6)


@settings(max_examples=70, deadline=None)
@given(FORMULA)
def test_slopes_are_what_differences_give(text: str) -> None:
    """The slope by the rules is the slope by central differences, away from seams."""
    function = activations.get(text)
    facts = function.facts()
    seams = np.array([*facts.breakpoints, 1e9])
    x = X[np.abs(X[:, None] - seams).min(axis=1) > 1e-3]
    h = 1e-4 * np.maximum(1.0, np.abs(x))
    # Fifth order: (8(f₁ − f₋₁) − (f₂ − f₋₂)) / 12h.
    near = function.value(x + h) - function.value(x - h)
    far = function.value(x + 2 * h) - function.value(x - 2 * h)
    measured = (8 * near - far) / (12 * h)
    slope = function.slope(x)
    size = 1 + np.abs(slope) + np.abs(function.value(x))
    smooth = np.abs(near / (2 * h) - measured) < 1e-3 * size
    assert np.all(np.abs(slope - measured)[smooth] < 1e-6 * size[smooth])


@settings(max_examples=60, deadline=None)
@given(FORMULA)
def test_simplified_and_printed_formulas_are_the_same_function(text: str) -> None:
    """What is printed on one line, read again, has the values of what was typed."""
    function = activations.get(text)
    assert function.written is not None
    again = activations.get(printing.one_line(function.written.value))
    plain = typed_formula.read(text)(X)
    assert np.allclose(function.value(X), again.value(X), rtol=1e-9, atol=1e-11)
    # As it is typed it may overflow.
    finite = np.isfinite(plain)
    assert np.allclose(function.value(X)[finite], plain[finite], rtol=1e-9, atol=1e-9)


@settings(max_examples=60, deadline=None)
@given(FORMULA)
def test_the_training_loop_computes_the_same_function(text: str) -> None:
    """The float32 kernel gives the accurate values and slopes, forward and back."""
    function = activations.get(text)
    z = np.ascontiguousarray(np.linspace(-4.03, 4.01, 3 * 5 * 7).reshape(3, 5, 7), np.float32)
    one = kernel(text, {}, np.dtype(np.float32))
    a, kept, scratch = np.zeros_like(z), np.zeros_like(z), np.zeros_like(z)
    delta = np.ones_like(z)
    one.forward(z, a, kept)
    one.backward(delta, z.copy(), a, kept, scratch)
    exact, slope = function.value(z.astype(float)), function.slope(z.astype(float))
    seams = np.array([*function.facts().breakpoints, 1e9])
    away = np.abs(z[..., None] - seams).min(axis=-1) > 1e-4
    for got, wanted in ((a, exact), (delta, slope)):
        # Float32 loses the size of what was subtracted on the way.
        assert np.all(np.abs(got - wanted)[away] < 2e-4 * (1 + np.abs(wanted[away])))


@pytest.mark.parametrize("name", FORMULAS)
def test_the_catalogue_and_its_formulas_agree(name: str) -> None:
    """A catalogued function and the formula that stands for it have equal values and slopes."""
    function, formula = activations.get(name), activations.get(f"{name}(x)")
    x = np.linspace(-30, 30, 2_001)
    assert np.allclose(function.value(x), formula.value(x), rtol=1e-12, atol=1e-15)
    assert np.allclose(function.slope(x), formula.slope(x), rtol=1e-12, atol=1e-14)


@pytest.mark.parametrize("name", FORMULAS)
def test_facts_found_numerically_are_the_known_ones(name: str) -> None:
    """Extrema, slopes' bounds, kinks and monotony of a formula are those in the catalogue."""
    known, found = activations.get(name).facts(), activations.get(f"{name}(x)").facts()
    for field in ("minimum", "maximum", "slope_min", "slope_max"):
        one, other = getattr(known, field), getattr(found, field)
        assert other.value == pytest.approx(one.value, abs=1e-12)
        assert other.at == pytest.approx(one.at, abs=1e-8)
        assert (other.attained, other.plateau) == (one.attained, one.plateau)
    assert (found.monotone, found.zero_mean) == (known.monotone, known.zero_mean)
    assert found.breakpoints == pytest.approx(known.breakpoints)
    for kink, other in zip(known.kinks, found.kinks, strict=True):
        assert (other.at, other.left, other.right, other.chosen) == pytest.approx(
            (kink.at, kink.left, kink.right, kink.chosen)
        )


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("x*tanh(log(1+exp(x)))", 0.0, 1000.0),
        ("exp(x)/(1+exp(x))", 0.0, 1.0),
        ("1/(1+e^-x)", 0.0, 1.0),
        ("(e^x-e^-x)/(e^x+e^-x)", -1.0, 1.0),
        ("(exp(2x)-1)/(exp(2x)+1)", -1.0, 1.0),
        ("log(cosh(x))", 1000 - math.log(2), 1000 - math.log(2)),
        ("log(exp(x)+exp(-x)+1)", 1000.0, 1000.0),
        ("x*exp(x)/(exp(x)+1)", 0.0, 1000.0),
        ("exp(-x)/(1+exp(-x))^2", 0.0, 0.0),
        ("-log(1/(1+exp(x)))", 0.0, 1000.0),
        ("exp(x)*exp(-x)*x", -1000.0, 1000.0),
    ],
)
def test_what_would_overflow_takes_a_stable_form(text: str, low: float, high: float) -> None:
    """Value and slope at ±1000 are finite and right where the formula as typed gives NaN."""
    function = activations.get(text)
    assert function.value([-1000.0, 1000.0]) == pytest.approx([low, high], abs=1e-9)
    assert np.isfinite(function.slope([-1000.0, 1000.0])).all()


@pytest.mark.parametrize(
    ("text", "slope"),
    [
        ("max(0, x)", 0.0), ("max(x, 0)", 0.0), ("max(x, 0.1x)", 0.1), ("|x|", 0.0),
        ("max(x, -x)", 0.0), ("min(x, 3x)", 1.0), ("where(x > 0, x, 0.2x)", 0.2),
        ("where(x >= 0, x, 0.2x)", 1.0), ("clip(x, 0, 6)", 0.0), ("sign(x)", 0.0),
        ("ste(sign(x), clip(x, -1, 1))", 1.0),
    ],
)  # fmt: skip
def test_slopes_at_kinks_follow_the_convention(text: str, slope: float) -> None:
    """At 0: the branch taken, or the slope nearer to 0, or the mean of two equally far."""
    assert activations.get(text).slope(0.0) == pytest.approx(slope)


@pytest.mark.parametrize(
    ("text", "at", "what"),
    [
        ("x*sgmoid(x)", 2, "no function “sgmoid”"),
        ("9**9**9", 1, "too large"),
        ("(-8)^(1/3)", 4, "root of a negative number"),
        ("x + 1/0", 5, "divides by zero"),
        ("x + log(-1)", 4, "not a real number"),
        ("x +", 3, "missing at the end"),
        ("(x", 2, "“)” is missing"),
        ("x)", 1, "a bracket closes"),
        ("2 * relu", 4, "relu needs what it is taken of"),
        ("x*softmax(x)", 2, "a function of a vector"),
        ("elu(x, beta=2)", 0, "no parameter “beta”"),
        ("x > 0", 0, "a condition is not a formula"),
        ("x.real", 1, "does not belong"),
        ("__import__('os')", 0, "no function “__import__”"),
        ("x" * 10_000, 1_000, "10,000 characters"),
        ("(" * 400 + "x" + ")" * 400, 60, "deep"),
        ("x^" * 400 + "x", 120, "deep"),
    ],
)
def test_what_is_wrong_is_said_at_its_place(text: str, at: int, what: str) -> None:
    """A formula that cannot be is refused at once, with the character where it goes wrong."""
    begun = time.monotonic()
    with pytest.raises(FormulaError, match=re.escape(what)) as caught:
        activations.get(text)
    assert caught.value.at == at
    assert time.monotonic() - begun < 5


def test_a_bracket_a_thousand_deep_is_refused() -> None:
    """Depth 1,000 is a message, not a crash."""
    with pytest.raises(ActquizError, match=r"characters|deep"):
        activations.get("sin(" * 1_000 + "x" + ")" * 1_000)


def test_letters_are_parameters() -> None:
    """``a*x`` needs a value for a; with one it is a function, and it says so without."""
    with pytest.raises(ActquizError, match="a has no value"):
        activations.get("max(x, a*x)")
    leaky = activations.get("max(x, a*x):a=0.2")
    assert leaky.value([-1.0, 2.0]) == pytest.approx([-0.2, 2.0])
    assert activations.get("leaky_relu:alpha=0.2").value(-1.0) == pytest.approx(-0.2)


@pytest.mark.parametrize("text", ["x*|x|", "|x|", "tanh(|x|)", "|x|x|x|"])
def test_bars_are_absolute_values_where_they_can_be(text: str) -> None:
    """A formula with |x| is one function; ``tanh|relu`` are two, layer by layer."""
    assert activations.parts(text) == (text,)


def test_layers_take_turns() -> None:
    """A network of ``tanh|relu`` has tanh, ReLU and tanh again, in its values and gradients."""
    shape = Architecture((2, 4, 4, 4, 1), "tanh|relu", "mse")
    network = Network(shape, dtype=np.float64)
    rng = np.random.default_rng(0)
    network.parameters[...] = rng.standard_normal(network.parameters.shape)
    x, y = rng.standard_normal((2, 5)), rng.standard_normal((1, 1, 5))
    network.forward(x)
    for layer, name in enumerate(("tanh", "relu", "tanh")):
        wanted = activations.get(name).value(network.pre_activations(layer))
        assert np.allclose(network.outputs(layer), wanted)
    network.backward(y)
    place, gradient = 7, network.gradients[0, 7]
    losses = []
    for step in (-1e-6, 1e-6):
        network.parameters[0, place] += step
        network.forward(x)
        losses.append(network.loss(y)[0])
        network.parameters[0, place] -= step
    assert gradient == pytest.approx((losses[1] - losses[0]) / 2e-6, rel=1e-5)


def test_gaussian_moments_of_waves() -> None:
    """E sin²(ωZ) is (1 − e^(−2ω²))/2, thirty turns to the unit or three."""
    for omega in (1.0, 3.0, 30.0):
        square = gaussian.square(activations.get(f"sin({omega:g}x)"))
        assert square == pytest.approx((1 - math.exp(-2 * omega**2)) / 2, abs=1e-10)


def test_limits_that_are_only_approached_are_told_from_values() -> None:
    """e^(−x²) never is 0, though float64 says so from 27 on; x²e^(−x²) is 0 at 0."""
    assert not activations.get("exp(-x^2)").facts().minimum.attained
    assert activations.get("x^2*exp(-x^2)").facts().minimum.at == (0.0,)
    assert activations.get("log(1 + x^2)").facts().maximum.value == math.inf
    assert math.isnan(activations.get("sin(x)").limit(math.inf))


def test_kept_names_count_everywhere() -> None:
    """A formula under a name is a function like any other, and takes no one else's name."""
    try:
        activations.keep("squish", "x*sigmoid(b*x)", {"b": 1.5})
        assert "squish" in activations.names()
        assert activations.get("squish").value(1.0) == pytest.approx(0.8175744761936437)
        assert activations.get("2*squish(x, b=0)").value(1.0) == pytest.approx(1.0)
        assert activations.get("squish:b=0").slope(3.0) == pytest.approx(0.5)
        activations.keep("squish", "x*sigmoid(b*x)", {"b": 1.5})
        for name in ("relu", "squish", "x", "sin", "softmax", "a b!"):
            with pytest.raises(ActquizError, match=r"already|cannot be"):
                activations.keep(name, "x^3", {})
    finally:
        activations.forget()
    with pytest.raises(ActquizError, match="no activation function named “squish”"):
        activations.get("squish")


def test_the_typed_catalogue_is_torchs() -> None:
    """What torch has too has torch's values and slopes, its defaults and its choice at kinks."""
    torch = pytest.importorskip("torch")
    functional = torch.nn.functional
    same = {
        "logsigmoid": functional.logsigmoid,
        "tanhshrink": functional.tanhshrink,
        "softshrink": functional.softshrink,
        "hardshrink": functional.hardshrink,
        "threshold": lambda x: functional.threshold(x, 1.0, 0.0),
        "rrelu": lambda x: functional.rrelu(x, training=False),
        "sine": torch.sin,
        "sign": torch.sign,
        "gaussian": lambda x: torch.exp(-x * x),
    }
    x = np.concatenate([np.linspace(-6, 6, 241), [-0.5, 0.5, 1.0, 0.0]])
    for name, function in same.items():
        given = torch.tensor(x, requires_grad=True)
        value = function(given)
        value.sum().backward()
        assert activations.get(name).value(x) == pytest.approx(value.detach().numpy(), abs=1e-12)
        assert activations.get(name).slope(x) == pytest.approx(given.grad.numpy(), abs=1e-12), name


def test_vectors_of_the_catalogue_are_torchs() -> None:
    """Softmin is torch's; sparsemax is the projection on the simplex; hardmax has one 1."""
    x = np.array([[0.3, -1.2, 2.0, 1.6], [5.0, 5.0, -1.0, 0.0]])
    sparse = activations.vector("sparsemax").value(x)
    assert sparse == pytest.approx(np.array([[0, 0, 0.7, 0.3], [0.5, 0.5, 0, 0]]))
    assert activations.vector("hardmax").value(x).tolist() == [[0, 0, 1, 0], [1, 0, 0, 0]]
    torch = pytest.importorskip("torch")
    theirs = torch.nn.functional.softmin(torch.tensor(x), dim=-1).numpy()
    assert activations.vector("softmin").value(x) == pytest.approx(theirs, abs=1e-15)


def test_gumbel_softmax_draws_classes_by_their_probabilities() -> None:
    """Hard draws are one-hot, and as frequent as softmax says, whatever the temperature."""
    rng = np.random.default_rng(0)
    x = np.tile([0.0, 1.0, 2.0], (20_000, 1))
    drawn = gumbel_softmax(x, rng, 0.5, hard=True)
    assert set(drawn.sum(axis=1)) == {1.0}
    wanted = activations.vector("softmax").value([0.0, 1.0, 2.0])
    assert drawn.mean(axis=0) == pytest.approx(wanted, abs=0.015)
    with pytest.raises(ActquizError, match="temperature"):
        gumbel_softmax(x, rng, 0.0)


def test_a_straight_through_step_can_be_trained() -> None:
    """With the step's own slope nothing below the output learns; straight through, it does."""
    moved = []
    for name in ("step", "step_ste"):
        network = Network(Architecture((2, 8, 1), name, "mse"), dtype=np.float64)
        rng = np.random.default_rng(1)
        network.parameters[...] = rng.standard_normal(network.parameters.shape)
        network.forward(rng.standard_normal((2, 30)))
        network.backward(rng.standard_normal((1, 1, 30)))
        moved.append(np.abs(network.weight_gradient(0)).max())
    assert moved[0] == 0
    assert moved[1] > 0
