"""How far the two approximations of GELU are from GELU, in value and in slope.

The tanh form is 0.5x(1 + tanh(√(2/π)(x + 0.044715x³))); the sigmoid form is x·σ(1.702x). Both come
from the paper that proposed GELU.

Figures, for ``tanh`` and ``sigmoid``: ``<form>.error`` = largest |approximation - GELU| over the
window; ``.at`` = the positive x where it is taken; ``.slope_error`` and ``.slope_at``, the same for
the derivative; ``.minimum`` = the approximation's least value.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from actquiz.arrays import Floats
from actquiz.demos.demo import Demo, Frame, Param, Result
from actquiz.demos.observation import Observation
from actquiz.engine import activations
from actquiz.plots.axes import number
from actquiz.plots.figure import Axis, Figure, Line, Panel

_SIGMOID_SCALE = 1.702
_SHOWN = 401
"""Points of a curve; odd, so that 0 is one."""
_FINE = 200_001
_LEAST_DRAWN = 1e-8


def _forms(x: Floats) -> dict[str, tuple[Floats, Floats]]:
    """Value and slope of both approximations at ``x``."""
    tanh_form, swish = activations.get("gelu_tanh"), activations.get("swish")
    return {
        "tanh": (tanh_form.value(x), tanh_form.slope(x)),
        "sigmoid": (swish.value(x, beta=_SIGMOID_SCALE), swish.slope(x, beta=_SIGMOID_SCALE)),
    }


def _run(params: Mapping[str, Any], seeds: int, seed: int) -> Iterator[Frame]:
    reach = params["reach"]
    gelu = activations.get("gelu")
    x = np.linspace(0.0, reach, _FINE)
    figures: dict[str, float] = {}
    table = [["form", "largest error", "at ±x", "largest slope error", "at ±x"]]
    for name, (value, slope) in _forms(x).items():
        # GELU minus an odd-symmetric gate's form is even, so the positive half says it all.
        off, slope_off = np.abs(value - gelu.value(x)), np.abs(slope - gelu.slope(x))
        worst, slope_worst = int(off.argmax()), int(slope_off.argmax())
        figures |= {
            f"{name}.error": float(off[worst]),
            f"{name}.at": float(x[worst]),
            f"{name}.slope_error": float(slope_off[slope_worst]),
            f"{name}.slope_at": float(x[slope_worst]),
            f"{name}.minimum": float(_forms(-x)[name][0].min()),
        }
        table.append([
            f"{name} form",
            number(off[worst], 3),
            number(x[worst], 3),
            number(slope_off[slope_worst], 3),
            number(x[slope_worst], 3),
        ])  # fmt: skip
    summary = (
        f"The tanh form is off by at most {figures['tanh.error']:.2g}, the sigmoid form by "
        f"{figures['sigmoid.error']:.2g}: "
        f"{figures['sigmoid.error'] / figures['tanh.error']:.0f} times as much."
    )
    yield Frame(1, 1, _figure(reach), "", Result(figures, summary, table))


def _figure(reach: float) -> Figure:
    x = np.linspace(-reach, reach, _SHOWN)
    gelu = activations.get("gelu")
    at = x.tolist()
    curves = [Line("GELU", at, gelu.value(x).tolist())]
    errors = []
    for name, (value, _) in _forms(x).items():
        curves.append(Line(f"{name} form", at, value.tolist(), style="dashed"))
        off = np.maximum(np.abs(value - gelu.value(x)), _LEAST_DRAWN)
        errors.append(Line(f"{name} form", at, off.tolist()))
    return Figure(
        [
            Panel(curves, "value", Axis("x"), Axis("f(x)")),
            Panel(errors, "distance from GELU", Axis("x"), Axis("|error|", "log")),
        ],
        columns=2,
    )


DEMO = Demo(
    name="gelu-approximations",
    title="GELU and its two approximations",
    question="How wrong are the fast forms of GELU, and where?",
    run=_run,
    params=(Param("reach", "float", 5.0, "The largest |x|.", low=1.0, high=20.0),),
    observations=(
        Observation(
            "In the left picture the three curves coincide: no eye tells them apart.",
            lambda seen: seen["sigmoid.error"] < 0.005 * seen.params["reach"],
        ),
        Observation(
            lambda seen: (
                f"Up to |x| = {seen.params['reach']:g} the tanh form is off by at most "
                f"{number(seen['tanh.error'], 2)}, at |x| = {number(seen['tanh.at'], 3)}; the "
                f"sigmoid form by {number(seen['sigmoid.error'], 2)}, at "
                f"{number(seen['sigmoid.at'], 3)}."
            )
        ),
        Observation(
            "A checkpoint trained with one form and run with the other meets these errors in every "
            "layer: frameworks disagree on the default."
        ),
    ),
    seeds=0,
    sources=("hendrycks-2016",),
    tags=("gelu", "approximation"),
)
