"""How a parameter is turned and shown; the run's own knobs are parameters like any other."""

from __future__ import annotations

import math
from typing import Any

from actquiz.demos.demo import Demo, Param
from actquiz.demos.functions import joined
from actquiz.demos.runner import MOST_SEEDS

SEEDS, SEED, SPEED = "seeds", "seed", "speed"
SPEEDS: dict[str, float] = {
    "full": 0.0,
    "10 a second": 0.1,
    "4 a second": 0.25,
    "1 a second": 1.0,
}
"""Seconds that a frame stays at least."""

_RUNGS = (1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 7.0, 10.0)
"""Where a knob over several decades stops in each of them."""
_LOG_FROM = 100.0
"""A float whose bounds are this far apart moves by ratios."""
_STOPS = 50
"""About how many stops another float has."""


def knobs(demo: Demo) -> tuple[Param, ...]:
    """The demonstration's own parameters, then those of every run."""
    speed = Param(
        SPEED, "choice", "full", "Frames a second, where the run is faster.", options=tuple(SPEEDS)
    )
    if not demo.seeds:
        return (*demo.params, speed)
    return (
        *demo.params,
        Param(SEEDS, "int", demo.seeds, "Random runs side by side.", low=1, high=MOST_SEEDS),
        Param(SEED, "int", 0, "Where chance begins.", low=0, high=2**63 - 1),
        speed,
    )


def turned(param: Param, value: Any, by: int) -> Any:
    """The value one stop up or down: the next round number, option or truth, within bounds."""
    if param.kind == "bool":
        return not value
    if param.kind == "choice":
        # A formula that was typed stands before the names.
        options = param.options if value in param.options else (value, *param.options)
        return options[(options.index(value) + by) % len(options)]
    if param.kind == "int":
        stop = value + by if param.name == SEED else _whole_stop(value, by)
    elif (
        param.low is not None
        and param.high is not None
        and 0 < param.low * _LOG_FROM <= (param.high)
    ):
        stop = _rung(value, by)
    else:
        stop = _even_stop(param, value, by)
    low = -math.inf if param.low is None else param.low
    high = math.inf if param.high is None else param.high
    bounded = min(max(stop, low), high)
    return int(bounded) if param.kind == "int" else float(bounded)


def _whole_stop(value: int, by: int) -> int:
    """The next multiple of half the value's decade: 8, 9, 10, 15 … 95, 100, 150."""
    below = abs(value) - 1 if (by < 0) == (value > 0) else abs(value)
    step = max(int("1" + "0" * (len(str(max(below, 1))) - 1)) // 2, 1)
    return (value // step + 1) * step if by > 0 else (-(-value // step) - 1) * step


def _rung(value: float, by: int) -> float:
    decade = 10.0 ** math.floor(math.log10(value))
    rungs = [rung * scale for scale in (decade / 10, decade, decade * 10) for rung in _RUNGS[:-1]]
    near = 1e-9 * value
    if by > 0:
        return _tidy(next(rung for rung in rungs if rung > value + near))
    return _tidy(next(rung for rung in reversed(rungs) if rung < value - near))


def _even_stop(param: Param, value: float, by: int) -> float:
    low = param.low if param.low is not None else value - 1
    high = param.high if param.high is not None else value + 1
    least = (high - low) / _STOPS
    decade = 10.0 ** math.floor(math.log10(least))
    step = next(decade * rung for rung in (1.0, 2.0, 5.0, 10.0) if decade * rung >= least * 0.999)
    return _tidy(
        (math.floor(value / step + 1e-9) if by > 0 else math.ceil(value / step - 1e-9)) * step
        + by * step
    )


def _tidy(value: float) -> float:
    """Without the dust of binary arithmetic: 0.3, not 0.30000000000000004."""
    return float(f"{value:.12g}")


def shown(param: Param, value: Any) -> str:
    """The value as a person reads and types it."""
    if param.kind == "bool":
        return "yes" if value else "no"
    if param.kind == "choices":
        return joined(value)
    return f"{value:.12g}" if param.kind == "float" else str(value)


def is_number(param: Param) -> bool:
    """Whether it can be typed."""
    return param.kind in ("int", "float")
