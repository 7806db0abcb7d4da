"""Values and slopes held against 40-digit arithmetic, finite differences and torch."""

from __future__ import annotations

import math
from collections.abc import Callable

import mpmath as mp
import numpy as np
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from actquiz import paths
from actquiz.engine import activations, initializers
from actquiz.errors import ActquizError

mp.mp.dps = 40
Exact = Callable[..., mp.mpf]


def _sigma(x: mp.mpf) -> mp.mpf:
    return 1 / (1 + mp.exp(-x))


def _clip(x: mp.mpf, low: float, high: float) -> mp.mpf:
    return min(max(x, mp.mpf(low)), mp.mpf(high))


_CUBIC = mp.mpf("0.044715")
_ALPHA, _SCALE = mp.mpf("1.6732632423543772848"), mp.mpf("1.0507009873554804934")


def _gelu_tanh(x: mp.mpf) -> mp.mpf:
    # ½(1 + tanh v) = σ(2v): 1 + tanh itself cancels even with 40 digits.
    return x * _sigma(2 * mp.sqrt(2 / mp.pi) * (x + _CUBIC * x**3))


def _elu(x: mp.mpf, alpha: float = 1.0) -> mp.mpf:
    return x if x > 0 else mp.mpf(alpha) * mp.expm1(x)


EXACT: dict[str, Exact] = {
    "sigmoid": _sigma,
    "tanh": mp.tanh,
    "relu": lambda x: max(x, mp.mpf(0)),
    "leaky_relu": lambda x, alpha=0.01: x if x > 0 else mp.mpf(alpha) * x,
    "prelu": lambda x, alpha=0.25: x if x > 0 else mp.mpf(alpha) * x,
    "elu": _elu,
    "celu": lambda x, alpha=1.0: x if x > 0 else mp.mpf(alpha) * mp.expm1(x / mp.mpf(alpha)),
    "selu": lambda x: _SCALE * (x if x > 0 else _ALPHA * mp.expm1(x)),
    "gelu": lambda x: x * mp.erfc(-x / mp.sqrt(2)) / 2,
    "gelu_tanh": _gelu_tanh,
    "silu": lambda x: x * _sigma(x),
    "swish": lambda x, beta=1.0: x * _sigma(mp.mpf(beta) * x),
    "softplus": lambda x: mp.log1p(mp.exp(x)),
    "softsign": lambda x: x / (1 + abs(x)),
    "mish": lambda x: x * mp.tanh(mp.log1p(mp.exp(x))),
    "hardsigmoid": lambda x: _clip(x + 3, 0, 6) / 6,
    "hardswish": lambda x: x * _clip(x + 3, 0, 6) / 6,
    "hardtanh": lambda x: _clip(x, -1, 1),
    "relu6": lambda x: _clip(x, 0, 6),
    "squared_relu": lambda x: max(x, mp.mpf(0)) ** 2,
    "identity": lambda x: x,
}

SETTINGS: list[tuple[str, dict[str, float]]] = [
    *((name, {}) for name in EXACT),
    ("leaky_relu", {"alpha": 0.2}),
    ("leaky_relu", {"alpha": -0.5}),
    ("elu", {"alpha": 2.0}),
    ("celu", {"alpha": 2.0}),
    ("celu", {"alpha": 0.3}),
    ("swish", {"beta": 2.0}),
    ("swish", {"beta": 0.1}),
    ("swish", {"beta": 0.0}),
]

GRID = [
    *(sign * n / 8 for n in range(1, 80) for sign in (1, -1)),
    *(sign * x for x in (12.0, 16.6, 17.0, 20.0, 30.3, 36.7, 37.5, 88.0, 100.0, 300.0, 700.0)
      for sign in (1, -1)),
    *(sign * x for x in (1e-3, 1e-8, 1e-16, 1e-300, 5e-324, 1e10, 1e100) for sign in (1, -1)),
    0.0,
]  # fmt: skip

# Exponentials of a rounded argument lose as many ulp as that argument is large.
ARGUMENT: dict[str, Callable[..., float]] = {
    "gelu_tanh": lambda x: 1.6 * abs(x + 0.0447 * x**3),
    "swish": lambda x, beta=1.0: abs(beta * x),
    "celu": lambda x, alpha=1.0: abs(x / alpha),
}


def _tolerance(name: str, x: float, parameters: dict[str, float]) -> float:
    """Allowed relative error."""
    sensitive = ARGUMENT.get(name, lambda x, **_: 0.0)(x, **parameters)
    return (6.0 + 3.0 * min(sensitive, 800.0)) * 2.0**-53


def _close(got: float, exact: mp.mpf, relative: float, absolute: float = 0.0) -> bool:
    # 40 times the smallest subnormal: a result down there has no digits to be right in.
    slack = relative * abs(exact) + absolute + 40 * mp.mpf(5e-324)
    if abs(exact) > mp.mpf(1.7e308):
        return math.isinf(got) or abs(got - exact) <= slack
    return math.isfinite(got) and abs(mp.mpf(got) - exact) <= slack


def _smooth_point(name: str, x: float, parameters: dict[str, float]) -> bool:
    points = activations.get(name).facts(**parameters).breakpoints
    return all(abs(x - point) > 1e-9 * max(1.0, abs(x)) for point in points)


@pytest.mark.parametrize(("name", "parameters"), SETTINGS)
def test_value_is_accurate_to_a_few_ulp_on_a_grid(name: str, parameters: dict[str, float]) -> None:
    """Each function equals 40-digit arithmetic to a few ulp, tails and subnormals included."""
    values = activations.get(name).value(np.array(GRID), **parameters)
    for x, got in zip(GRID, values, strict=True):
        exact = EXACT[name](mp.mpf(x), **parameters)
        assert _close(got, exact, _tolerance(name, x, parameters)), (x, got, exact)


@pytest.mark.parametrize("name", list(EXACT))
@given(x=st.floats(-745, 745))
@settings(max_examples=40, deadline=None)
def test_value_is_accurate_to_a_few_ulp_anywhere(name: str, x: float) -> None:
    """Random inputs hold the same accuracy as the grid."""
    got = float(activations.get(name).value(x))
    assert _close(got, EXACT[name](mp.mpf(x)), _tolerance(name, x, {})), (x, got)


@pytest.mark.parametrize(("name", "parameters"), SETTINGS)
def test_slope_is_the_derivative_in_exact_arithmetic(
    name: str, parameters: dict[str, float]
) -> None:
    """Each slope equals a 40-digit derivative to a few ulp of the terms it is made of."""
    activation = activations.get(name)
    points = [x for x in GRID[:180:3] if abs(x) < 400 and _smooth_point(name, x, parameters)]
    for x in points:
        with mp.workdps(400):  # e^x − 1 at −300 keeps its slope only in the 131st digit
            exact = mp.diff(lambda t: EXACT[name](t, **parameters), mp.mpf(x), h=mp.mpf("1e-60"))
        got = float(activation.slope(x, **parameters))
        relative = 2 * _tolerance(name, x, parameters)
        # Where the slope crosses 0 its terms cancel; they are below 0.5 there.
        absolute = 4e-16 if -4 < x * parameters.get("beta", 1.0) < 0 else 0.0
        assert _close(got, exact, relative, absolute), (x, got, exact)


@pytest.mark.parametrize("name", list(EXACT))
@given(x=st.floats(-30, 30))
@settings(max_examples=40, deadline=None)
def test_slope_agrees_with_central_differences(name: str, x: float) -> None:
    """The slope is what a small step to either side measures."""
    activation, step = activations.get(name), 1e-5
    if not all(abs(x - point) > 2 * step for point in activation.facts().breakpoints):
        return
    measured = (activation.value(x + step) - activation.value(x - step)) / (2 * step)
    assert measured == pytest.approx(float(activation.slope(x)), abs=2e-8, rel=2e-8)


@pytest.mark.parametrize("dtype", [np.float16, np.float32, np.float64])
@pytest.mark.parametrize(("name", "parameters"), SETTINGS)
def test_any_number_gives_a_number_and_its_type(
    name: str, parameters: dict[str, float], dtype: type[np.floating]
) -> None:
    """Finite inputs of every size give numbers, NaN gives NaN, and the type is kept."""
    info = np.finfo(dtype)
    extremes = [info.max, -info.max, info.tiny, -info.tiny, info.smallest_subnormal, 0.0, -0.0]
    x = np.array([*extremes, np.inf, -np.inf, np.nan], dtype=dtype)
    activation = activations.get(name)
    with np.errstate(all="raise"):
        value, slope = activation.value(x, **parameters), activation.slope(x, **parameters)
    assert value.dtype == slope.dtype == dtype
    assert not np.isnan(value[:-1]).any()
    assert not np.isnan(slope[:-1]).any()
    assert np.isnan(value[-1])
    assert np.isnan(slope[-1])


@pytest.mark.parametrize(("name", "parameters"), SETTINGS)
def test_float32_is_the_float64_answer_rounded_once(
    name: str, parameters: dict[str, float]
) -> None:
    """A float32 result is the nearest float32 to the true value."""
    x = np.linspace(-20, 20, 4001).astype(np.float32)
    activation = activations.get(name)
    wide = activation.value(x.astype(np.float64), **parameters)
    np.testing.assert_array_equal(activation.value(x, **parameters), wide.astype(np.float32))


@pytest.mark.parametrize("name", ["silu", "gelu", "gelu_tanh", "mish", "hardswish", "swish"])
def test_limit_at_minus_infinity_is_zero(name: str) -> None:
    """x·gate(x) at −inf gives its limit 0, where ∞·0 would give NaN."""
    assert activations.get(name).value(-np.inf) == 0.0
    assert activations.get(name).value(np.inf) == np.inf
    assert activations.get(name).limit(-math.inf, of_slope=True) == 0.0
    assert activations.get(name).limit(math.inf, of_slope=True) == 1.0


def test_shapes_scalars_and_integers() -> None:
    """A scalar gives a scalar, an array its own shape, and integers become float64."""
    relu = activations.get("relu")
    assert relu.value(-3) == 0.0
    assert np.ndim(relu.value(2.5)) == 0
    assert relu.value([[1, -2], [3, -4]]).tolist() == [[1.0, 0.0], [3.0, 0.0]]
    assert relu.value([]).shape == (0,)


@pytest.mark.parametrize(
    ("wrong", "suggestion"),
    [("rleu", "relu"), ("sigmoi", "sigmoid"), ("swihs", "swish"), ("gellu", "gelu")],
)
def test_unknown_name_suggests_the_nearest(wrong: str, suggestion: str) -> None:
    """A misspelt name is an error that says what was probably meant."""
    with pytest.raises(ActquizError) as caught:
        activations.get(wrong)
    assert suggestion in caught.value.fix


def test_wrong_kind_parameter_and_bounds_are_errors() -> None:
    """Softmax is no scalar function; unknown or absurd parameters are refused with the bounds."""
    with pytest.raises(ActquizError, match="function of a vector"):
        activations.get("softmax")
    with pytest.raises(ActquizError, match="no parameter"):
        activations.get("relu").value(1.0, alpha=0.1)
    with pytest.raises(ActquizError, match="out of bounds") as caught:
        activations.get("elu").value(1.0, alpha=-1)
    assert "0.001" in caught.value.fix
    with pytest.raises(ActquizError, match="out of bounds"):
        activations.get("elu").value(1.0, alpha=math.nan)
    with pytest.raises(ActquizError, match="real numbers"):
        activations.get("relu").value(["a"])


def test_aliases_and_spelling() -> None:
    """Case, hyphens and the usual other names find the function."""
    assert activations.get(" Hard-Swish ").name == "hardswish"
    assert activations.get("lrelu").name == "leaky_relu"
    assert activations.get("swish1").name == "silu"
    assert activations.get("linear").name == "identity"
    spellings = [s for n in activations.names() for s in (n, *activations.get(n).aliases)]
    assert len(spellings) == len(set(spellings))


def test_every_paper_named_can_be_looked_up() -> None:
    """What a function or an initialization cites stands in content/sources.yaml."""
    known = yaml.safe_load((paths.shipped_content() / "sources.yaml").read_text(encoding="utf-8"))
    cited = {activations.get(name).source for name in activations.names()}
    cited |= {activations.vector(name).source for name in activations.vector_names()}
    cited |= {initializers.get(name).source for name in initializers.names()}
    assert cited - {""} <= set(known)
