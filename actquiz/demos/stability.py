"""Where formulas break in floating point: the naive form beside the stable one.

Each form is followed outwards from 0 in both directions; it breaks where its relative error first
reaches 1 %, or where it is infinite or not a number although the truth is a number. Vector
functions are taken at [x, 0]: the first entry of softmax and log-softmax, and logsumexp.

Figures, for each form: ``<form>.breaks_above`` and ``<form>.breaks_below``, the x > 0 and x < 0
where the naive form breaks (inf and -inf where it never does); ``.near_zero``, the naive form's
largest relative error at x = ±1e-8; and except in float64, where the stable form is what the naive
one is held to, ``.stable_worst``, the stable form's largest relative error.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from actquiz.arrays import Array
from actquiz.demos.demo import Demo, Frame, Param, Result
from actquiz.demos.observation import Observation
from actquiz.engine import activations, naive
from actquiz.plots.axes import number
from actquiz.plots.figure import Axis, Figure, Line, LineStyle, Panel

_BROKEN = 0.01
_SHOWN_FROM = 1e-9
_GROUP = 12
_DTYPES = ("float16", "float32", "float64")


@dataclass(frozen=True, slots=True)
class _Form:
    """One formula twice: as commonly written, and as it should be."""

    naive: Callable[[Array], Array]
    stable: Callable[[Array], Array]
    """Keeps the type of its input; in float64 it is the truth the others are held to."""
    written: str
    use: str


def _activation(name: str, written: str, use: str) -> _Form:
    activation = activations.get(name.removesuffix("_slope"))
    stable = activation.slope if name.endswith("_slope") else activation.value
    return _Form(naive.FORMS[name], stable, written, use)


def _first(function: Callable[[Array], Array]) -> Callable[[Array], Array]:
    """The first entry of a vector function at [x, 0]."""
    return lambda x: np.asarray(function(np.stack([x, np.zeros_like(x)], axis=-1))[..., 0])


def _log_sigmoid(x: Array) -> Array:
    """The first entry of log-softmax at [x, 0] is −softplus(−x)."""
    return np.asarray(-activations.get("softplus").value(-x))


FORMS: dict[str, _Form] = {
    "sigmoid": _activation("sigmoid", "1/(1+exp(-x)), x clipped to ±500", "a branch by sign"),
    "sigmoid_slope": _activation("sigmoid_slope", "s·(1-s)", "σ(x)·σ(-x)"),
    "tanh": _activation("tanh", "(eˣ-e⁻ˣ)/(eˣ+e⁻ˣ)", "np.tanh"),
    "tanh_slope": _activation("tanh_slope", "1 - tanh²", "4σ(2x)σ(-2x)"),
    "elu": _activation("elu", "where(x>0, x, eˣ-1)", "expm1(min(x, 0))"),
    "softplus": _activation("softplus", "where(x>20, x, log(1+eˣ))", "logaddexp(x, 0)"),
    "silu": _activation("silu", "x·sigmoid(x)", "x·σ(x), the σ stable"),
    "gelu_tanh": _activation("gelu_tanh", "x/2·(1+tanh(…))", "x·σ(2…)"),
    "gelu_tanh_slope": _activation("gelu_tanh_slope", "product rule with x²", "clamp |x| first"),
    "softmax": _Form(
        _first(naive.softmax), activations.get("sigmoid").value, "eˣ/Σeˣ", "subtract the maximum"
    ),
    "log_softmax": _Form(
        _first(naive.log_softmax), _log_sigmoid, "log(softmax)", "x - logsumexp(x)"
    ),
    "logsumexp": _Form(
        lambda x: naive.logsumexp(np.stack([x, np.zeros_like(x)], axis=-1)),
        activations.get("softplus").value,
        "log(Σeˣ)",
        "maximum + log(Σe^(x-maximum))",
    ),
}


def _error(function: Callable[[Array], Array], form: _Form, x: Array) -> NDArray[np.float64]:
    """Relative error at ``x``; inf where the answer is no number and the truth is one.

    Truths below the type's smallest normal number count as that number: nobody can do better.
    """
    with np.errstate(all="ignore"):
        truth = form.stable(x.astype(np.float64))
        got = np.asarray(function(x)).astype(np.float64)
        off = np.abs(got - truth) / np.maximum(np.abs(truth), np.finfo(x.dtype).tiny)
    return np.where(np.isfinite(off), off, np.inf)


def _envelope(function: Callable[[Array], Array], form: _Form, x: Array) -> NDArray[np.float64]:
    """The largest error in each group of ``_GROUP`` neighbours: rounding noise without its gaps."""
    groups = _error(function, form, x).reshape(-1, _GROUP)
    return np.asarray(groups.max(axis=1), dtype=np.float64)


def _breaks(form: _Form, sign: int, dtype: str) -> float:
    """The first x, outwards from 1e-3 on one side, where the naive form breaks; ±inf if none."""
    top = float(np.log10(float(np.finfo(dtype).max))) - 1e-12
    exponents = np.concatenate([np.linspace(-3, 4, 2801), np.linspace(4, top, 1200)[1:]])
    exponents = exponents[exponents <= top]

    def broken(at: Array) -> NDArray[np.bool_]:
        x = (sign * 10.0**at).astype(dtype)
        bad: NDArray[np.bool_] = _error(form.naive, form, x) >= _BROKEN
        return bad

    where = np.flatnonzero(broken(exponents))
    if not len(where):
        return sign * np.inf
    low, high = exponents[max(where[0] - 1, 0)], exponents[where[0]]
    for _ in range(30):
        middle = (low + high) / 2
        low, high = (low, middle) if broken(np.array([middle]))[0] else (middle, high)
    return float(sign * 10.0**high)


def _panel(name: str, dtype: str, reach: float) -> Panel:
    """Relative error against |x|: naive on both sides of 0, and the stable form's worse side."""
    form = FORMS[name]
    size = np.geomspace(_SHOWN_FROM, reach, 150 * _GROUP)
    sides = [(sign * size).astype(dtype) for sign in (1, -1)]
    right, left = (_envelope(form.naive, form, x) for x in sides)
    stable = np.maximum(*(_envelope(form.stable, form, x) for x in sides))
    floor = float(np.finfo(dtype).eps) / 16
    shown = size[_GROUP // 2 :: _GROUP].tolist()

    def line(label: str, error: NDArray[np.float64], style: LineStyle = "solid") -> Line:
        drawn = np.where(np.isfinite(error), np.clip(error, floor, 1.0), np.inf)
        return Line(label, shown, drawn.tolist(), style=style)

    lost = not (np.isfinite(right).all() and np.isfinite(left).all())
    return Panel(
        [line("naive, x > 0", right), line("naive, x < 0", left), line("stable", stable, "dashed")],
        title=f"{name}: {form.written}",
        x=Axis("|x|", "log"),
        y=Axis(f"relative error in {dtype}", "log", (floor / 2, 1000.0)),
        note="At the very top: inf or NaN where the truth is a number." if lost else "",
    )


def _run(params: Mapping[str, Any], seeds: int, seed: int) -> Iterator[Frame]:
    dtype, reach = params["dtype"], min(params["reach"], float(np.finfo(params["dtype"]).max))
    names = params["forms"]
    figures: dict[str, float] = {}
    table = [["form", "breaks below", "breaks above", "near zero", "use instead"]]
    panels: list[Panel] = []
    for done, name in enumerate(names, start=1):
        form = FORMS[name]
        above, below = _breaks(form, 1, dtype), _breaks(form, -1, dtype)
        near = np.array([1e-8, -1e-8]).astype(dtype)
        far = np.concatenate([sign * np.geomspace(1e-8, 1e4, 2000) for sign in (1, -1)])
        figures |= {
            f"{name}.breaks_above": above,
            f"{name}.breaks_below": below,
            f"{name}.near_zero": float(_error(form.naive, form, near).max()),
        }
        if dtype != "float64":
            worst = _error(form.stable, form, far.astype(dtype)).max()
            figures[f"{name}.stable_worst"] = float(worst)
        table.append([
            name,
            number(below, 4) if np.isfinite(below) else "never",
            number(above, 4) if np.isfinite(above) else "never",
            _percent(figures[f"{name}.near_zero"]),
            form.use,
        ])  # fmt: skip
        panels.append(_panel(name, dtype, reach))
        figure = Figure(panels, columns=2)
        summary = _summary(figures, names[:done], dtype)
        result = Result(figures, summary, table) if done == len(names) else None
        yield Frame(done, len(names), figure, f"{done} of {len(names)} forms", result)


def _percent(error: float) -> str:
    return "not a number" if not np.isfinite(error) else f"{number(100 * error, 2)} %"


def _summary(figures: Mapping[str, float], names: tuple[str, ...], dtype: str) -> str:
    broken = [
        name
        for name in names
        if np.isfinite(figures[f"{name}.breaks_above"])
        or np.isfinite(figures[f"{name}.breaks_below"])
    ]
    text = f"In {dtype} {len(broken)} of {len(names)} naive forms break somewhere"
    worst = [figures.get(f"{name}.stable_worst") for name in names]
    known = [error for error in worst if error is not None]
    if not known:
        return text + "; the stable forms are what they are held to."
    return text + f"; the stable forms are never off by more than {max(known):.1g} of their value."


DEMO = Demo(
    name="stability",
    title="Naive and stable forms side by side",
    question="Where do the formulas as they are written in textbooks stop being true?",
    run=_run,
    params=(
        Param(
            "forms",
            "choices",
            ("sigmoid_slope", "tanh", "softplus", "log_softmax"),
            "Formulas to compare.",
            options=tuple(FORMS),
        ),
        Param("dtype", "choice", "float32", "The floating type.", options=_DTYPES),
        Param("reach", "float", 1000.0, "The largest |x| in the picture.", low=1.0, high=1e30),
    ),
    observations=(
        Observation(
            "A form breaks in one of two ways: digits cancel (1 - s, 1 - tanh²), or an exponential "
            "overflows and infinity meets infinity."
        ),
        Observation(
            "The two sides differ: from "
            "some x on s·(1-s) is exactly 0 on the right where the left still has digits.",
            lambda seen: (
                abs(seen["sigmoid_slope.breaks_below"]) > 1.5 * seen["sigmoid_slope.breaks_above"]
            ),
        ),
        Observation(
            "A guard by where() does not help: both branches are computed, and the one not taken "
            "still overflows, which a gradient turns into NaN."
        ),
    ),
    seeds=0,
    sources=("goodfellow-2016", "d2l-softmax"),
    tags=("numerics", "stability"),
)
