"""What checks are written with: a wrong function is shown at the simplest call that shows it."""

from __future__ import annotations

import math
from pathlib import Path
from textwrap import dedent

import numpy as np
import pytest
from exercise_bench import judge
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as st_numpy

from actquiz.practice.exercises.compare import ArrayTolerance, mismatch
from actquiz.practice.exercises.learner import Call
from actquiz.practice.exercises.report import Trouble
from actquiz.practice.exercises.shrink import shrink
from actquiz.practice.exercises.value_text import as_code
from actquiz.practice.exercises.wire import Foreign, Wire


def trouble(folder: Path, source: str, checks: str) -> Trouble:
    """What is wrong with ``source``; ``checks`` is the body of one property."""
    body = "".join(f"    {line.strip()}\n" for line in checks.strip().splitlines())
    property_ = f"@prop('It holds.')\ndef it(learner):\n{body}"
    found = judge(folder, "import numpy as np\n" + source, property_).trouble
    assert found is not None
    return found


def test_a_wrong_value_is_shown_at_the_fewest_and_roundest_numbers(tmp_path: Path) -> None:
    """Of a matrix of Gaussian numbers one entry is left, and it is a round one."""
    found = trouble(
        tmp_path,
        "def f(x):\n    return np.where(x > 1.7, 0, x)\n",
        "same(learner.f, lambda x: x, inputs.matrices(6, 7, seed=1, scale=3.0))",
    )
    assert found.what == "the value is wrong"
    assert found.call == "f(np.array([[2.0]]))"
    assert (found.expected, found.got) == ("np.array([[2.0]])", "np.array([[0.0]])")


def test_a_reference_that_raises_bounds_the_search(tmp_path: Path) -> None:
    """No call is shown that makes no sense: labels stay within the classes."""
    found = trouble(
        tmp_path,
        "def f(x, y):\n    return x[0, y[0]]\n",
        """
        reference = lambda x, y: x[np.arange(len(y)), y].sum()
        same(learner.f, reference, [Call(np.array([[1., 2., 4.], [3., 5., 7.]]), np.array([2, 1]))])
        """,
    )
    assert found.call.startswith("f(np.array([[")
    rows = eval(found.call.removeprefix("f"), {"np": np})
    assert len(rows[0]) == len(rows[1]) == 2


@pytest.mark.parametrize(
    ("returned", "words"),
    [
        ("x.astype(np.float64)", "the type is float64, and should be float32"),
        ("x[:, None]", "the shape is"),
        ("None", "is a return missing"),
        ("'text'", "returns a str where numbers are wanted"),
        ("x, x", "returns a tuple where numbers"),
        ("x + 0.01", "the value is wrong"),
        ("np.full_like(x, np.nan)", "the value is wrong"),
    ],
)
def test_each_way_of_being_wrong_has_its_words(returned: str, words: str, tmp_path: Path) -> None:
    """Type, shape, kind and value are told apart."""
    found = trouble(
        tmp_path,
        f"def f(x):\n    return {returned}\n",
        "same(learner.f, lambda x: x, [np.array([1.0, 2.0], dtype=np.float32)])",
    )
    assert words in found.what


def test_the_first_wrong_place_of_a_large_array_is_named(tmp_path: Path) -> None:
    """Where no smaller call fails, the place says where to look."""
    found = trouble(
        tmp_path,
        "def f(n):\n    a = np.zeros((n, 5))\n    a[7, 2] = 1\n    return a\n",
        "same(learner.f, lambda n: np.zeros((n, 5)), [9])",
    )
    assert found.what == "the value is wrong in 1 of 45 places; the first is [7, 2]"
    assert (found.expected, found.got) == ("0.0", "1.0")


def test_an_exception_is_shown_at_the_simplest_call_too(tmp_path: Path) -> None:
    """The line is the learner's own, although NumPy raised it."""
    found = trouble(
        tmp_path,
        "def f(x):\n    y = np.sum(x)\n    return np.ones(2) + np.ones(3) if y > 3 else x\n",
        "same(learner.f, lambda x: x, [np.array([1.0, 8.0, 2.5])])",
    )
    assert found.kind == "error"
    assert found.what.startswith("ValueError: operands could not be broadcast")
    assert (found.line, found.call) == (4, "f(np.array([10.0]))")


def test_warnings_are_told_with_their_line(tmp_path: Path) -> None:
    """An overflow is no crash, but it is no quiet computation either."""
    found = trouble(
        tmp_path,
        "np.seterr(all='ignore')\ndef f(x):\n    return np.exp(x)\n",
        "quiet(learner.f, [np.array([1.0, 2000.0])])",
    )
    assert found.what == "NumPy warns: overflow encountered in exp"
    assert (found.line, found.call) == (4, "f(np.array([1000.0]))")


@pytest.mark.parametrize(
    "silent",
    ["np.errstate(all='ignore')", "np.errstate(over='ignore')", "warnings.catch_warnings()"],
)
def test_a_silenced_overflow_is_one(silent: str, tmp_path: Path) -> None:
    """Turning the warning off within the function does not make the computation a quiet one."""
    found = trouble(
        tmp_path,
        f"import warnings\ndef f(x):\n    with {silent}:\n"
        "        warnings.simplefilter('ignore')\n        return 1 / (1 + np.exp(-x))\n",
        "quiet(learner.f, [np.array([-1000.0])])",
    )
    assert found.what == "NumPy warns: overflow encountered in exp"


def test_an_overflow_may_be_caught(tmp_path: Path) -> None:
    """A function that has NumPy raise, or ignores underflow, is left alone."""
    source = """
        def f(x):
            try:
                with np.errstate(over="raise", under="ignore"):
                    return np.exp(-x)
            except FloatingPointError:
                return np.zeros_like(x)
    """
    check = """
        @prop("It is quiet.")
        def it(learner):
            quiet(learner.f, [np.array([-1000.0]), np.array([1000.0])])
    """
    source = "import numpy as np\n" + dedent(source)
    assert judge(tmp_path, source, check).passed


def test_a_changed_argument_is_told(tmp_path: Path) -> None:
    """Before and after are shown; a sign of zero counts."""
    found = trouble(
        tmp_path, "def f(x, y):\n    y[0] = 7\n", "pure(learner.f, [Call(np.ones(2), np.ones(3))])"
    )
    assert found.what == "it changes its argument 2"
    assert found.call == "f(np.array([0.0]), np.array([0.0]))"
    assert (found.expected, found.got) == ("np.array([0.0]) untouched", "np.array([7.0])")


def test_what_is_not_finite_is_told(tmp_path: Path) -> None:
    """NaN anywhere in the result counts, and a rounder call with another fault is not shown."""
    found = trouble(
        tmp_path,
        "def f(x):\n    return (x, np.log(-x))\n",
        "finite(learner.f, [np.array([1.0, 2.0])])",
    )
    assert (found.expected, found.got) == (
        "finite numbers",
        "(np.array([1.0]), np.array([np.nan]))",
    )


EPSILON = """
def f(z):
    p = np.exp(z - z.max()) / np.exp(z - z.max()).sum()
    return float(-np.log(p[0] + 1e-12))
"""
REFERENCE = """
reference = lambda z: float(np.log(np.exp(z - z.max()).sum()) + z.max() - z[0])
same(learner.f, reference, [np.array([0.0, 1000.0])], dtype=False)
"""


def test_a_large_error_is_not_shown_by_a_tiny_one(tmp_path: Path) -> None:
    """An epsilon that costs hundreds is shown where it does, not where it costs 1e-12."""
    found = trouble(tmp_path, EPSILON, REFERENCE)
    assert float(found.expected) - float(found.got) > 1


@pytest.mark.parametrize(
    ("returned", "got"),
    [
        # Rounder numbers that are wrong in another way: a NaN at 0, an infinity at 1.
        ("np.where(x == 0, np.nan, np.where(x > 7.5, x + 1, x))", "11.0"),
        ("np.where(x == 0, 1, np.where(x > 7.5, np.nan, x))", "np.nan"),
        ("np.where(x == 0, 1, np.where(x > 7.5, np.inf, x))", "np.inf"),
        ("np.where(x == 0, 1, np.where(x > 7.5, x * (1 + 1e-5), x))", "10.0001"),
    ],
    ids=["value", "NaN", "infinity", "digits"],
)
def test_a_simpler_call_fails_in_the_same_way(returned: str, got: str, tmp_path: Path) -> None:
    """A wrong value, NaN, infinity or lost digits: what is shown is what was found."""
    found = trouble(
        tmp_path,
        f"def f(x):\n    return {returned}\n",
        "same(learner.f, lambda x: x, [np.array([5.0, 8.0, 3.0])], rtol=1e-9)",
    )
    assert found.got == f"np.array([{got}])"


def test_an_argument_that_is_handed_back_is_told(tmp_path: Path) -> None:
    """The very object that came in is told from one that is equal to it."""
    source = "def f(x, d):\n    return (dict(d) if x else d), 1.0\n"
    check = "fresh(learner.f, [Call(True, {'a': 1.0}), Call(False, {'a': 1.0})])"
    found = trouble(tmp_path, source, check)
    assert (found.what, found.call) == (
        "it hands back its argument 2 itself",
        "f(False, {'a': 1.0})",
    )


def test_a_wrong_slope_is_shown_where_it_was_asked_for(tmp_path: Path) -> None:
    """The point is one of those given: a rounder one might be a kink."""
    found = trouble(
        tmp_path,
        "def f(x):\n    return np.where(x > 0, 1.0, 0.3)\n",
        "slope(learner.f, lambda x: np.maximum(x, 0.2 * x), [1.5, -2.5, 0.5])",
    )
    assert found.call == "f(np.array([-2.5]))"
    assert found.got == "np.array([0.3])"


def test_a_wrong_gradient_names_its_entry(tmp_path: Path) -> None:
    """A backward pass is compared entry by entry with central differences."""
    found = trouble(
        tmp_path,
        "def f(w):\n    g = 2 * w\n    g[1, 0] = 5\n    return {'w': g}\n",
        """
        w = np.array([[1.0, 2.0], [3.0, 4.0]])
        gradient(lambda p: float(np.sum(p['w'] ** 2)), {'w': w}, learner.f(w), call='f(w)')
        """,
    )
    assert "the gradient by w[1, 0] is wrong" in found.what
    assert (found.call, found.expected, found.got) == ("f(w)", "6.0", "5.0")


def test_a_kink_beside_the_point_is_no_wrong_gradient(tmp_path: Path) -> None:
    """A difference that reaches across a kink is taken again, nearer."""
    report = judge(
        tmp_path,
        "def f(w):\n    return (w > 0) * 1.0\n",
        """
        @prop("It holds.")
        def it(learner):
            w = np.array([5e-6])
            loss = lambda p: float(np.maximum(p['w'], 0).sum())
            gradient(loss, {'w': w}, {'w': learner.f(w)}, call='f(w)')
        """,
    )
    assert report.passed, report.trouble


@pytest.mark.parametrize("name", ["tanh", "relu", "gelu", "softplus", "silu"])
def test_a_network_learns_with_a_right_pair(name: str, tmp_path: Path) -> None:
    """Five functions that train in practice pass the same check."""
    report = judge(
        tmp_path,
        "def f(x):\n    return x\n",
        f"""
        from actquiz.engine.activations import get
        @prop("It learns.")
        def it(learner):
            learns(get({name!r}).value, get({name!r}).slope)
        """,
    )
    assert report.passed, report.trouble


@pytest.mark.parametrize(
    "slope", ["np.ones_like(x)", "0.01 * (1 - np.tanh(x) ** 2)", "-np.tanh(x)"]
)
def test_a_network_does_not_learn_with_a_wrong_slope(slope: str, tmp_path: Path) -> None:
    """tanh with the identity's slope, with a faded one, and with nonsense."""
    found = trouble(
        tmp_path,
        f"def f(x):\n    return np.tanh(x)\ndef df(x):\n    return {slope}\n",
        "learns(learner.f, learner.df)",
    )
    assert "does not learn" in found.what


def test_objects_stay_with_the_learner(tmp_path: Path) -> None:
    """A cache comes back as it was, methods can be called, and our functions can be lent."""
    report = judge(
        tmp_path,
        """
        import numpy as np
        class Layer:
            def __init__(self, scale):
                self.scale = scale
            def forward(self, x):
                self.x = x
                return self.scale * x
        def f(x):
            return x + 1, {"layer": Layer(2.0)}
        def back(y, cache):
            return y * cache["layer"].scale
        def apply(g, x):
            return g(x) + g(x)
        """,
        """
        @prop("It holds.")
        def it(learner):
            y, cache = learner.f(np.ones(2))
            agree(learner.back(y, cache), np.array([4.0, 4.0]), call="back")
            layer = learner.Layer(3.0)
            agree(layer.forward(np.ones(1)), np.array([3.0]), call="forward")
            agree(learner.apply(np.cos, np.zeros(2)), np.array([2.0, 2.0]), call="apply")
            holds(learner.apply, [Call(lambda x: x, 1.0)], lambda r, g, x: r == 2, "2")
        """,
        ("f", "Layer"),
    )
    assert report.passed, report.trouble


def test_a_property_that_cannot_look_at_the_result_fails(tmp_path: Path) -> None:
    """Unpacking what is no pair is the learner's mistake, not a broken program."""
    found = trouble(tmp_path, "def f():\n    return 5\n", "a, b = learner.f()")
    assert found.kind == "failed"
    assert "TypeError" in found.got


ARRAYS = st_numpy.arrays(
    st.sampled_from([np.float16, np.float32, np.float64, np.int32, np.int64, np.bool_]),
    st_numpy.array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=4),
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | ARRAYS,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.tuples(inner, inner)
        | st.dictionaries(st.text(max_size=3), inner, max_size=3)
    ),
    max_leaves=6,
)


@settings(max_examples=200, deadline=None)
@given(VALUES)
def test_data_crosses_the_wire_bit_by_bit(value: object) -> None:
    """Type, shape and every bit arrive: NaN, −0.0 and subnormals too."""
    wire = Wire(Foreign)
    assert exact(wire.unpack(wire.pack(value))) == exact(value)


def exact(value: object) -> object:
    """A form that is equal only for values that are the same."""
    if isinstance(value, np.ndarray):
        return "array", value.dtype.str, value.shape, value.tobytes()
    if isinstance(value, float):
        return "float", math.copysign(1, value), "nan" if math.isnan(value) else value
    if isinstance(value, list | tuple):
        return type(value).__name__, [exact(item) for item in value]
    if isinstance(value, dict):
        return "dict", [(key, exact(item)) for key, item in value.items()]
    return type(value).__name__, value


@settings(max_examples=200, deadline=None)
@given(ARRAYS)
def test_a_shown_array_is_the_array(array: np.ndarray) -> None:
    """What is printed as Python can be pasted into Python (arrays too large for it are not)."""
    if array.size <= 16:
        again = eval(as_code(array), {"np": np})
        assert again.dtype == array.dtype
        assert np.array_equal(again, array, equal_nan=array.dtype.kind == "f")


@settings(max_examples=200, deadline=None)
@given(st_numpy.arrays(np.float64, 4), st.integers(0, 3), st.floats(1e-6, 1e6))
def test_equal_arrays_agree_and_others_do_not(array: np.ndarray, place: int, by: float) -> None:
    """NaN is like NaN; a change beyond the tolerance is seen wherever it is."""
    assert mismatch(array, array.copy()) is None
    other = array.copy()
    with np.errstate(over="ignore"):
        change = by * (1 + abs(array[place]))
        other[place] = array[place] + change if np.isfinite(array[place]) else 1.0
    if not np.isfinite(other[place]):
        other[place] = 0.5
    assert mismatch(array, other) is not None


def test_the_tolerance_fits_the_type() -> None:
    """The last digit of float16 is no mistake in float16, and is one in float64."""
    third = 1 / 3
    assert mismatch(np.array([third], np.float16), np.array([0.333], np.float16)) is None
    assert mismatch(np.array([third]), np.array([0.333])) is not None
    assert mismatch(np.array([third]), np.array([0.333]), ArrayTolerance(rtol=0.01)) is None
    assert mismatch(np.array([0.0]), np.array([1e-12])) is not None
    assert mismatch(np.array([0.0]), np.array([1e-12]), ArrayTolerance(atol=1e-9)) is None


@settings(max_examples=100, deadline=None)
@given(
    st_numpy.arrays(np.float64, st_numpy.array_shapes(max_dims=2, max_side=6)),
    st.floats(-50, 50),
)
def test_a_simpler_call_still_fails_and_is_no_larger(array: np.ndarray, bound: float) -> None:
    """Whatever it is that fails: here an entry above a bound, or one that is no number."""

    def fails(call: Call) -> bool:
        return bool((~(call.args[0] <= bound)).any())

    if fails(Call(array)):
        simpler = shrink(Call(array), fails).args[0]
        assert fails(Call(simpler))
        assert simpler.size == 1
        assert simpler.ndim == array.ndim
