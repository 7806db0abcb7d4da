"""The facts each activation states, held against its own values, quadrature and known numbers."""

from __future__ import annotations

import math

import numpy as np
import pytest

from actquiz.engine import activations, gaussian, naive
from actquiz.engine.activations import Activation, Bound, special
from actquiz.errors import ActquizError

SETTINGS: list[tuple[str, dict[str, float]]] = [
    *((name, {}) for name in activations.names()),
    ("leaky_relu", {"alpha": 0.0}),
    ("leaky_relu", {"alpha": 1.0}),
    ("leaky_relu", {"alpha": 2.0}),
    ("leaky_relu", {"alpha": -0.5}),
    ("elu", {"alpha": 0.5}),
    ("elu", {"alpha": 2.0}),
    ("celu", {"alpha": 2.0}),
    ("swish", {"beta": 0.0}),
    ("swish", {"beta": 2.0}),
]
# Fine near 0, where all bends are, and out to where every function has reached its limit.
X = np.concatenate([np.linspace(-12, 12, 48001), np.geomspace(12, 1e3, 200)])
X = np.union1d(X, -X)

# name, parameters, range, lipschitz, E f(Z), E f'(Z)²
TABLE = [
    ("sigmoid", {}, "(0, 1)", 0.25, 0.5, 0.0448362413),
    ("tanh", {}, "(-1, 1)", 1, 0.0, 0.4644029024),
    ("relu", {}, "[0, ∞)", 1, 0.3989422804, 0.5),
    ("leaky_relu", {}, "(-∞, ∞)", 1, 0.3949528576, 0.50005),
    ("prelu", {}, "(-∞, ∞)", 1, 0.2992067103, 0.53125),
    ("elu", {}, "(-1, ∞)", 1, 0.1605205723, 0.6681020012),
    ("celu", {"alpha": 2.0}, "(-2, ∞)", 1, 0.0981799498, 0.7615782919),
    ("selu", {}, "(-1.758099341, ∞)", 1.7580993408, 0.0, 1.0715749924),
    ("gelu", {}, "[-0.1699712075, ∞)", 1.1289041452, 0.2820947918, 0.4558508656),
    ("gelu_tanh", {}, "[-0.1700407506, ∞)", 1.1289930687, 0.2820385881, 0.4558178460),
    ("silu", {}, "[-0.2784645428, ∞)", 1.0998393201, 0.2066209641, 0.3794823516),
    ("swish", {"beta": 2.0}, "[-0.1392322714, ∞)", 1.0998393201, 0.3028527548, 0.4664250549),
    ("mish", {}, "[-0.308843413, ∞)", 1.0884981613, 0.2404038884, 0.4790837584),
    ("softplus", {}, "(0, ∞)", 1, 0.8060591833, 0.2933790359),
    ("softsign", {}, "(-1, 1)", 1, 0.0, 0.2276713404),
    ("hardsigmoid", {}, "[0, 1]", 1 / 6, 0.5, 0.0277027834),
    ("hardswish", {}, "[-0.375, ∞)", 1.5, 0.1662167007, 0.3585315172),
    ("hardtanh", {}, "[-1, 1]", 1, 0.0, 0.6826894921),
    ("relu6", {}, "[0, 6]", 1, 0.3989422802, 0.4999999990),
    ("squared_relu", {}, "[0, ∞)", math.inf, 0.5, 2.0),
    ("identity", {}, "(-∞, ∞)", 1, 0.0, 1.0),
]


@pytest.mark.parametrize(("name", "parameters", "values", "lipschitz", "mean", "slope"), TABLE)
def test_table_of_known_numbers(
    name: str,
    parameters: dict[str, float],
    values: str,
    lipschitz: float,
    mean: float,
    slope: float,
) -> None:
    """Range, Lipschitz constant and Gaussian expectations are the published ones."""
    activation = activations.get(name)
    facts = activation.facts(**parameters)
    assert str(facts.range) == values
    assert facts.lipschitz == pytest.approx(lipschitz, abs=6e-11)
    assert gaussian.mean(activation, **parameters) == pytest.approx(mean, abs=6e-11)
    assert gaussian.slope_square(activation, **parameters) == pytest.approx(slope, abs=1.1e-10)


def _check_bound(bound: Bound, f: np.ndarray, at: object, *, upper: bool) -> None:
    sign = 1.0 if upper else -1.0
    assert (sign * f <= sign * bound.value + 1e-12).all()
    if not math.isfinite(bound.value):
        assert not bound.attained
        return
    assert np.abs(f - bound.value).min() < 2e-2 if bound.attained else True
    for place in bound.at:
        if math.isfinite(place) and bound.attained and not bound.plateau:
            assert at(place) == pytest.approx(bound.value, rel=1e-14)
        elif math.isinf(place) and not bound.attained:
            assert at(place) == pytest.approx(bound.value, abs=1e-12)


@pytest.mark.parametrize(("name", "parameters"), SETTINGS)
def test_bounds_hold_and_are_reached_where_stated(name: str, parameters: dict[str, float]) -> None:
    """Values and slopes stay within their stated bounds, and touch them at the stated places."""
    activation = activations.get(name)
    facts = activation.facts(**parameters)

    def value(x: float) -> float:
        return float(activation.value(x, **parameters))

    def slope(x: float) -> float:
        return float(activation.slope(x, **parameters))

    values, slopes = activation.value(X, **parameters), activation.slope(X, **parameters)
    _check_bound(facts.minimum, values, value, upper=False)
    _check_bound(facts.maximum, values, value, upper=True)
    _check_bound(facts.slope_min, slopes, slope, upper=False)
    _check_bound(facts.slope_max, slopes, slope, upper=True)
    if math.isinf(facts.maximum.value):
        assert values[-1] > 30
    if math.isinf(facts.minimum.value):
        assert values[0] < -9


@pytest.mark.parametrize(("name", "parameters"), SETTINGS)
def test_monotone_and_zero_mean_are_as_stated(name: str, parameters: dict[str, float]) -> None:
    """A function called monotone never decreases, the others do; zero mean means E f(Z) = 0."""
    activation = activations.get(name)
    facts = activation.facts(**parameters)
    falls = (np.diff(activation.value(X, **parameters)) < -1e-12).any()
    assert facts.monotone is not bool(falls)
    assert facts.zero_mean is (abs(gaussian.mean(activation, **parameters)) < 1e-12)


def test_which_are_monotone_and_zero_mean() -> None:
    """The gated ones dip, waves and bumps fall; odd functions have mean zero, and selu."""
    records = [activations.get(name) for name in activations.names()]
    dipping = {a.name for a in records if not a.facts().monotone}
    waves = {"sine", "siren", "gaussian"}
    assert dipping == {"gelu", "gelu_tanh", "silu", "swish", "mish", "hardswish"} | waves
    centred = {a.name for a in records if a.facts().zero_mean}
    shrinking = {"tanhshrink", "softshrink", "hardshrink", "srelu"}
    odd = {"sine", "siren", "sign", "sign_ste"}
    assert centred == {"tanh", "softsign", "hardtanh", "selu", "identity"} | shrinking | odd


@pytest.mark.parametrize(("name", "parameters"), SETTINGS)
def test_kinks_are_where_the_slope_jumps(name: str, parameters: dict[str, float]) -> None:
    """The slopes left of, right of and at each kink are the stated ones; elsewhere it is smooth."""
    activation = activations.get(name)
    facts = activation.facts(**parameters)
    for kink in facts.kinks:
        assert kink.at in facts.breakpoints
        assert kink.left != kink.right
        near = [kink.at - 1e-9, kink.at, kink.at + 1e-9]
        left, here, right = activation.slope(near, **parameters)
        assert left == pytest.approx(kink.left, abs=1e-7)
        assert right == pytest.approx(kink.right, abs=1e-7)
        assert here == kink.chosen == kink.libraries.get("PyTorch", kink.chosen)
    if name == "siren":
        return  # its slope turns within a step of X
    jumps = np.abs(np.diff(activation.slope(X[np.abs(X) < 12], **parameters))) > 0.02
    assert jumps.sum() <= 2 * len(facts.kinks)
    assert bool(jumps.any()) is bool(facts.kinks)


def test_kink_choices_of_pytorch() -> None:
    """The slope at each kink is what torch's autograd gives there."""
    torch = pytest.importorskip("torch")
    functional = torch.nn.functional
    chosen = {
        "relu": functional.relu,
        "leaky_relu": functional.leaky_relu,
        "selu": functional.selu,
        "hardsigmoid": functional.hardsigmoid,
        "hardswish": functional.hardswish,
        "hardtanh": functional.hardtanh,
        "relu6": functional.relu6,
        "softshrink": functional.softshrink,
        "hardshrink": functional.hardshrink,
        "threshold": lambda x: functional.threshold(x, 1.0, 0.0),
        "rrelu": lambda x: functional.rrelu(x, training=False),
    }
    for name, function in chosen.items():
        for kink in activations.get(name).facts().kinks:
            x = torch.tensor(kink.at, dtype=torch.float64, requires_grad=True)
            function(x).backward()
            assert x.grad.item() == pytest.approx(kink.chosen), name


@pytest.mark.parametrize(("name", "place", "steepest"), [
    ("sigmoid", 1.3169578969, 0.0962250449),
    ("tanh", 0.6584789485, 0.7698003589),
])  # fmt: skip
def test_steepest_change_of_slope(name: str, place: float, steepest: float) -> None:
    """|f''| of sigmoid and tanh peaks where it is known to."""
    slope = activations.get(name).slope
    assert abs(slope(place + 1e-5) - slope(place - 1e-5)) / 2e-5 == pytest.approx(
        steepest, rel=1e-8
    )
    other = (slope(place + 0.01 + 1e-5) - slope(place + 0.01 - 1e-5)) / 2e-5
    assert abs(other) < steepest


@pytest.mark.parametrize(("form", "error", "place"), [
    ("gelu_tanh", 4.7323552e-4, 2.69894139), ("quick", 2.0334872e-2, 2.27040),
])  # fmt: skip
def test_gelu_approximations_are_off_by_the_known_amount(
    form: str, error: float, place: float
) -> None:
    """The tanh form and x·σ(1.702x) miss exact GELU by their known maxima, at known places."""
    x = np.linspace(0, 6, 600001)
    exact, swish = activations.get("gelu"), activations.get("swish")
    other = activations.get("gelu_tanh").value(x) if form != "quick" else swish.value(x, beta=1.702)
    off = np.abs(other - exact.value(x))
    assert off.max() == pytest.approx(error, rel=1e-6)
    assert x[off.argmax()] == pytest.approx(place, abs=2e-5)


def test_slope_of_the_tanh_form_is_off_by_the_known_amount() -> None:
    """The tanh form's slope misses by 8.685e-4 at 2.01866."""
    x = np.linspace(0, 6, 600001)
    off = np.abs(activations.get("gelu_tanh").slope(x) - activations.get("gelu").slope(x))
    assert off.max() == pytest.approx(8.685e-4, rel=1e-4)
    assert x[off.argmax()] == pytest.approx(2.01866, abs=1e-4)


def _both(form: str, x: float, dtype: type[np.floating] = np.float64) -> tuple[float, float]:
    """(naive, stable) at x."""
    activation = activations.get(form.removesuffix("_slope"))
    stable = activation.slope if form.endswith("_slope") else activation.value
    with np.errstate(all="ignore"):
        broken = naive.FORMS[form](np.array([x], dtype))[0]
    return float(broken), float(stable(dtype(x)))


def test_naive_forms_break_where_the_stable_ones_do_not() -> None:
    """Each textbook form fails at its known input; the registry's gives the true number."""
    assert _both("sigmoid_slope", 37.0) == (0.0, pytest.approx(math.exp(-37), rel=1e-15))
    assert _both("tanh_slope", 20.0) == (0.0, pytest.approx(1.7e-17, rel=1e-2))
    assert _both("tanh", 1e-17) == (0.0, 1e-17)
    assert math.isnan(_both("tanh", 800.0)[0])
    assert math.isnan(_both("tanh", 100.0, np.float32)[0])
    assert _both("tanh", 100.0, np.float32)[1] == 1.0
    assert _both("elu", -1e-8, np.float32) == (0.0, pytest.approx(-1e-8))
    assert _both("elu", -1e-10)[0] != pytest.approx(-1e-10, rel=1e-8, abs=0)
    assert _both("elu", -1e-10)[1] == pytest.approx(-1e-10, rel=1e-9, abs=0)
    assert _both("softplus", -37.0) == (0.0, pytest.approx(math.exp(-37), rel=1e-15))
    assert _both("softplus", -17.0, np.float32)[0] == 0.0
    assert _both("sigmoid", -600.0)[0] == pytest.approx(7e-218, rel=0.1)
    assert _both("sigmoid", -600.0)[1] == pytest.approx(2.65e-261, rel=1e-2)
    assert math.isnan(_both("gelu_tanh_slope", 1e20, np.float32)[0])
    assert math.isnan(_both("gelu_tanh_slope", -300.0, np.float16)[0])
    assert _both("gelu_tanh_slope", 1e20, np.float32)[1] == 1.0
    naive_gelu, stable_gelu = _both("gelu_tanh", -7.0)
    assert abs(naive_gelu / stable_gelu - 1) == pytest.approx(7e-3, rel=0.2)


def test_naive_cross_entropy_is_capped_and_can_be_negative() -> None:
    """Adding 1e-15 caps a loss of 100 at 34.5 and takes a certain one below 0."""
    loss = naive.binary_cross_entropy(np.array([100.0, 100.0]), np.array([0.0, 1.0]))
    assert loss[0] == pytest.approx(34.54, abs=0.01)
    assert loss[1] == pytest.approx(-1.1e-15, rel=0.05)


def test_softmax_and_kin_are_stable() -> None:
    """Softmax of huge numbers is that of their differences, and its logarithm never is −inf."""
    softmax, log_softmax = activations.vector("softmax"), activations.vector("log_softmax")
    with np.errstate(all="ignore"):
        assert np.isnan(naive.softmax(np.array([1000.0, 1001.0]))).any()
        assert np.isnan(naive.softmax(np.array([-1000.0, -1001.0]))).any()
        assert np.isneginf(naive.log_softmax(np.array([0.0, -104.0], np.float32))[1])
    expected = [1 / (1 + math.e), math.e / (1 + math.e)]
    for x in ([1000.0, 1001.0], [-1001.0, -1000.0]):
        np.testing.assert_allclose(softmax.value(x), expected, rtol=1e-15)
    assert log_softmax.value(np.array([0.0, -104.0], np.float32))[1] == -104.0
    assert activations.vector("logsumexp").value([1000.0, 1000.0]) == 1000 + math.log(2)
    # log(1 + e⁻⁴⁰) would round to 0 if it were added to 1 first.
    assert log_softmax.value([40.0, 0.0])[0] == pytest.approx(-math.exp(-40), rel=1e-14)


def test_softmax_at_infinity() -> None:
    """One +inf takes everything, −inf gets nothing, and where no limit exists the answer is NaN."""
    softmax = activations.vector("softmax")
    assert softmax.value([np.inf, 0.0]).tolist() == [1.0, 0.0]
    assert softmax.value([-np.inf, 0.0]).tolist() == [0.0, 1.0]
    for x in ([np.inf, np.inf], [-np.inf, -np.inf], [np.nan, 0.0]):
        assert np.isnan(softmax.value(x)).all()
    logsumexp = activations.vector("logsumexp")
    assert logsumexp.value([-np.inf, -np.inf]) == -np.inf
    assert logsumexp.value([np.inf, 1.0]) == np.inf


@pytest.mark.parametrize("name", activations.vector_names())
def test_jacobian_agrees_with_central_differences(name: str) -> None:
    """Each column of the Jacobian is the effect of one input."""
    function, x = activations.vector(name), np.array([0.3, -1.2, 2.0, 0.7])
    jacobian = function.jacobian(x)
    for column in range(4):
        step = np.zeros(4)
        step[column] = 1e-6
        measured = (function.value(x + step) - function.value(x - step)) / 2e-6
        np.testing.assert_allclose(jacobian[:, column], np.atleast_1d(measured), atol=1e-9)


def test_softmax_never_stretches_by_more_than_a_half() -> None:
    """The largest singular value of softmax's Jacobian approaches ½ and never passes it."""
    softmax = activations.vector("softmax")
    two = np.linalg.norm(softmax.jacobian([0.0, 0.0]), 2)
    assert two == pytest.approx(0.5, abs=1e-12)
    random = np.random.default_rng(0)
    norms = [np.linalg.norm(softmax.jacobian(random.normal(0, 3, 5)), 2) for _ in range(200)]
    assert max(norms) <= 0.5 + 1e-12


def test_gated_units_and_maxout_against_their_definitions() -> None:
    """GLU gates with the second half, SwiGLU and GEGLU with the first; maxout takes the larger."""
    a, b = np.array([1.0, -2.0]), np.array([0.5, 3.0])
    x = np.concatenate([a, b])
    value = {name: activations.vector(name).value(x) for name in activations.vector_names()}
    np.testing.assert_allclose(value["glu"], a * activations.get("sigmoid").value(b))
    np.testing.assert_allclose(value["swiglu"], activations.get("silu").value(a) * b)
    np.testing.assert_allclose(value["geglu"], activations.get("gelu").value(a) * b)
    assert value["maxout"].tolist() == [1.0, 3.0]
    stacked = activations.vector("glu").value(np.stack([x, 2 * x], axis=1), axis=0)
    np.testing.assert_allclose(stacked[:, 0], value["glu"])


def test_vector_functions_refuse_what_they_cannot_split() -> None:
    """An odd length, a bare number or an unknown name is an error that says what fits."""
    with pytest.raises(ActquizError, match="equal parts"):
        activations.vector("swiglu").value([1.0, 2.0, 3.0])
    with pytest.raises(ActquizError, match="at least one number"):
        activations.vector("softmax").value(1.0)
    with pytest.raises(ActquizError, match="needs one vector"):
        activations.vector("softmax").jacobian([[1.0]])
    with pytest.raises(ActquizError) as caught:
        activations.vector("softmx")
    assert "softmax" in caught.value.fix


@pytest.mark.parametrize("variance", [1e-6, 0.04, 1.0, 30.0])
@pytest.mark.parametrize("name", activations.names())
def test_expectations_agree_with_fine_summation(name: str, variance: float) -> None:
    """Quadrature equals a sum over 200,000 points, kinks and all, at any variance."""
    activation: Activation = activations.get(name)
    z = np.linspace(-9, 9, 200_001)
    weights = np.exp(-z * z / 2)
    weights /= weights.sum()
    f, s = activation.value(np.sqrt(variance) * z), activation.slope(np.sqrt(variance) * z)
    scale = float(weights @ f**2)
    assert gaussian.square(activation, variance) == pytest.approx(scale, rel=2e-4)
    assert gaussian.slope_square(activation, variance) == pytest.approx(
        float(weights @ s**2), rel=2e-4, abs=1e-9
    )


def test_expectations_are_right_to_twelve_digits() -> None:
    """Closed forms: ReLU's half, GELU's 1/(2√π), E max(0, Z)⁴ = 3/2, the arc-cosine kernels."""
    relu, gelu = activations.get("relu"), activations.get("gelu")
    assert gaussian.square(relu, 7.0) == pytest.approx(3.5, rel=1e-13)
    assert gaussian.mean(gelu) == pytest.approx(1 / (2 * math.sqrt(math.pi)), rel=1e-13)
    assert gaussian.square(activations.get("squared_relu")) == pytest.approx(1.5, rel=1e-13)
    for correlation in (-0.9, 0.0, 0.5, 0.99, 1.0):
        angle = math.acos(correlation)
        first = (math.sin(angle) + (math.pi - angle) * correlation) / (2 * math.pi)
        zeroth = (math.pi - angle) / (2 * math.pi)
        assert gaussian.product(relu, 1.0, correlation) == pytest.approx(first, abs=1e-7)
        assert gaussian.slope_product(relu, 1.0, correlation) == pytest.approx(zeroth, abs=1e-7)
    with pytest.raises(ActquizError, match="variance"):
        gaussian.mean(relu, -1.0)
    with pytest.raises(ActquizError, match="correlation"):
        gaussian.product(relu, 1.0, 1.5)


def test_error_function_is_accurate() -> None:
    """erf, Φ and φ agree with the C library, tails included."""
    x = np.concatenate([np.linspace(-6, 6, 2001), [1e-300, -1e-9, 30.0, -np.inf, np.inf]])
    np.testing.assert_allclose(special.erf(x), [math.erf(v) for v in x], rtol=1e-14)
    cdf = [0.5 * math.erfc(-v / math.sqrt(2)) for v in x]
    np.testing.assert_allclose(special.normal_cdf(x), cdf, rtol=1e-14)
