"""What many seeds say: mean, standard error, the middle of the spread, and what is only noise."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from actquiz.arrays import Floats
from actquiz.plots.figure import Line, LineStyle
from actquiz.words import counted

BAND = (10.0, 90.0)
"""Percentiles between which bands are drawn: eight of ten runs lie there."""
_FEWEST = 4
"""Runs from which on a deviation says something about the mean of a log-normal sample."""
NOISE = 2.0
"""Differences below this many standard errors are called noise."""


@dataclass(frozen=True, slots=True)
class Spread:
    """Statistics over runs; each field has the shape of one run's value."""

    count: int
    mean: Floats
    error: Floats
    """Standard error of the mean; 0 for a single run."""
    median: Floats
    low: Floats
    """10th percentile."""
    high: Floats
    """90th percentile."""


def spread(samples: ArrayLike) -> Spread:
    """Statistics of ``samples``, shape (runs, …), over the runs; all must be finite."""
    values = np.asarray(samples, dtype=np.float64)
    count = len(values)
    low, median, high = np.percentile(values, [BAND[0], 50.0, BAND[1]], axis=0)
    deviation = values.std(axis=0, ddof=1) if count > 1 else np.zeros_like(values[0])
    return Spread(
        count, values.mean(axis=0), np.asarray(deviation) / math.sqrt(count), median, low, high
    )


def honest_error(error: float, count: int) -> float:
    """A standard error widened by what ``count`` runs leave open about the deviation itself.

    Without it few runs seem further from the theory than they are; 0 where too few say anything.
    """
    return error * math.sqrt((count - 1) / (count - 3)) if count >= _FEWEST else 0.0


def log_mean(logs: ArrayLike) -> tuple[Floats, Floats]:
    """log10 of the mean of 10**``logs`` (runs, …) over the runs, and its standard error in decades.

    A product over many layers is close to log-normal. A sample of it misses the rare large values
    that carry the mean, and its own deviation with them; so the error comes from the logarithms,
    s²/n + ln²10·s⁴/2(n-1), widened by what n runs leave open about s. It is 0 for one run.
    """
    values = np.asarray(logs, dtype=np.float64)
    count, top = len(values), values.max(axis=0)
    means = top + np.log10(np.mean(10.0 ** (values - top), axis=0))
    if count < _FEWEST:
        return means, np.zeros_like(means)
    # A variance from n runs is known to a part of √2/(n-1): most of that is added, which gives z
    # the spread 1 that it should have for sums and for products (scripts/theory --spread).
    wider = 1 + 0.7 * math.sqrt(2 / (count - 1))
    variance, shares = values.var(axis=0, ddof=1) * wider, 10.0 ** (values - means)
    square = variance / count + (math.log(10) * variance) ** 2 / (2 * (count - 1))
    # Where the logarithms' mean and deviation would put the mean above all that was ever seen,
    # they are not a normal's, such as when some networks die and others live: shares speak then.
    plain = values.mean(axis=0) + math.log(10) * variance / 2 <= top
    square = np.where(plain, square, shares.var(axis=0, ddof=1) / count / math.log(10) ** 2)
    return means, np.sqrt(square)


def log_mean_band(
    name: str, x: Sequence[float] | NDArray[Any], logs: ArrayLike, style: LineStyle = "solid"
) -> Line:
    """A line through the mean of 10**``logs`` (runs, len(x)) with the 10–90 % band around it."""
    values = np.asarray(logs, dtype=np.float64)
    at = [float(value) for value in x]
    curves = [log_mean(values)[0], *np.percentile(values, BAND, axis=0)]
    mean, low, high = ((10.0 ** np.clip(curve, -300, 300)).tolist() for curve in curves)
    if len(values) == 1:
        return Line(name, at, mean, style=style)
    return Line(name, at, mean, low, high, style)


def without_diverged(samples: ArrayLike) -> tuple[Floats, int]:
    """The runs whose every value is finite, and how many were not: diverged runs count apart."""
    values = np.asarray(samples, dtype=np.float64)
    kept = np.isfinite(values.reshape(len(values), -1)).all(axis=1)
    return values[kept], int((~kept).sum())


def band(
    name: str,
    x: Sequence[float] | NDArray[Any],
    samples: ArrayLike,
    *,
    log: bool = False,
    style: LineStyle = "solid",
) -> Line:
    """A line through the mean of ``samples`` (runs, len(x)) with the 10–90 % band around it.

    ``log``: samples are log10 of what is drawn, so the line is the geometric mean.
    """
    over = spread(samples)
    if over.count == 1:
        alone = (10.0**over.mean if log else over.mean).tolist()
        return Line(name, [float(value) for value in x], alone, style=style)
    curves = [over.mean, over.low, over.high]
    if log:
        with np.errstate(under="ignore", over="ignore"):
            curves = [10.0**curve for curve in curves]
    y, low, high = (curve.tolist() for curve in curves)
    return Line(name, [float(value) for value in x], y, low, high, style)


def caption(
    count: int | Sequence[int],
    noun: str = "network",
    *,
    of: int = 0,
    what: str = "Mean",
    mark: str = "band",
) -> str:
    """What lines and bands are, for below a picture; one run has no spread and claims none.

    ``count``: the runs drawn, one number or one for each curve; ``of``: how many there were, where
    those that diverged are left out.
    """
    counts = [count] if isinstance(count, int) else list(count) or [0]
    few, many = min(counts), max(counts)
    if many == 0:
        return f"Every {noun} diverged."
    if many == 1:
        text = f"One {noun}: a spread takes more seeds."
    else:
        drawn = f"{many}" if few == many else f"{few} to {many}"
        text = f"{what} of {drawn} {noun}s; {mark}: 8 of 10."
    return text if few >= of else f"{text} Those that diverged are left out."


def with_error(mean: float, error: float) -> str:
    """A mean with its standard error, both to the error's two leading digits: 0.929 ± 0.004."""
    if not (math.isfinite(mean) and math.isfinite(error)) or error == 0:
        return f"{mean:.4g}"
    digits = max(0, 1 - math.floor(math.log10(error)))
    return f"{mean:.{digits}f} ± {error:.{digits}f}"


def told(samples: ArrayLike, of: int, *, percent: bool = False) -> str:
    """Mean and standard error of runs; where some of ``of`` are missing, of how many it is.

    A single run has no error; none at all is a dash.
    """
    values = np.asarray(samples, dtype=np.float64)
    if not len(values):
        return "–"
    over = spread(values * (100 if percent else 1))
    text = with_error(float(over.mean), float(over.error)) + (" %" if percent else "")
    return text if len(values) == of else f"{text} ({len(values)} of {of})"


def difference(
    first: tuple[str, ArrayLike], second: tuple[str, ArrayLike], *, paired: bool = False
) -> str:
    """How two sets of runs compare, in a sentence; inside the noise is said to be so.

    ``paired`` where run ``i`` of both began alike (same data, same weights): then the difference
    of each pair counts, which is sharper.
    """
    (name, ours), (other, theirs) = first, second
    a, b = np.asarray(ours, dtype=np.float64), np.asarray(theirs, dtype=np.float64)
    gap = float(a.mean() - b.mean())
    if paired:
        error = float(spread(a - b).error)
    else:
        error = math.hypot(float(spread(a).error), float(spread(b).error))
    size = with_error(abs(gap), error)
    if min(len(a), len(b)) == 1:
        return f"{name} and {other} differ by {size} here; one run does not tell what is chance."
    if abs(gap) <= NOISE * error or gap == 0:
        return f"{name} and {other} differ by {size}: inside the noise of {counted(len(a), 'run')}."
    way = "above" if gap > 0 else "below"
    far = f", {abs(gap) / error:.1f} standard errors" if error else ""
    return f"{name} is {way} {other} by {size}{far}."
