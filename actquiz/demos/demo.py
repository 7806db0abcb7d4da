"""What a demonstration is: a question, parameters, a run that yields frames, and a result.

Each demonstration is one file that ends in ``DEMO = Demo(...)``; ``actquiz.demos.registry`` finds
it by name without importing the others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from actquiz.demos.observation import Observation
from actquiz.plots.figure import Figure

WIDE = "infinite width"
"""What mean-field theory holds for."""


@dataclass(frozen=True, slots=True)
class Param:
    """One knob. ``kind`` says how it is read and shown; bounds are inclusive."""

    name: str
    kind: Literal["int", "float", "choice", "choices", "bool"]
    default: Any
    help: str
    low: float | None = None
    high: float | None = None
    options: tuple[str, ...] = ()
    """For ``choice`` and ``choices`` (several, comma-separated on the command line)."""
    functions: Literal["", "one", "layers"] = ""
    """Whether formulas of x are taken besides, also a different one in each layer."""
    drawn: bool = False
    """Whether points of two classes may be drawn by hand instead, in the Lab."""
    files: str = ""
    """Where a CSV file is taken besides: how it is split, such as "a fifth is held out"."""


@dataclass(frozen=True, slots=True)
class Theory:
    """One number the theory gives beside the measured one, with its standard error."""

    name: str
    expected: float
    measured: float
    error: float
    """Standard error of the measurement; 0 where the match is deterministic."""
    holds_for: str = ""
    """What the theory is for, where it is not exact for what was measured: "infinite width"."""


@dataclass(frozen=True, slots=True)
class Result:
    """What a finished (or interrupted) run says."""

    figures: Mapping[str, float]
    """Named numbers: what claims, predictions and ``--json`` read."""
    summary: str
    """One or two sentences in plain words, the spread included."""
    table: Sequence[Sequence[str]] = ()
    """A text table, first row its header."""
    theory: Sequence[Theory] = ()
    diverged: int = 0
    """Networks left out because they diverged."""
    notices: Sequence[str] = ()
    """What to notice in this run; the runner fills it in from the demonstration."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A state of the run, ready to be shown; the last one has a result."""

    step: int
    steps: int
    figure: Figure
    readout: str = ""
    result: Result | None = None


@dataclass(frozen=True, slots=True)
class Prediction:
    """What ``--predict`` asks: options with half-open intervals, or a number."""

    question: str
    figure: str
    """The name in ``Result.figures`` that decides."""
    options: Sequence[tuple[str, float, float]] = ()
    """(text, at least, below); empty asks for a number, scored by ratio or distance."""
    log: bool = False
    """Score a typed number by its ratio to the outcome instead of the difference."""


Run = Callable[[Mapping[str, Any], int, int], Iterator[Frame]]
"""``run(parameters, seeds, seed)`` yields frames; it must yield often enough to stop quickly."""


@dataclass(frozen=True, slots=True)
class Demo:
    """A demonstration, complete. The cards it belongs to name it as their evidence.

    ``title``, ``question``, ``params`` and the prediction's question may be read before a run; what
    answers them stands in the ``Result`` alone, its notices included.
    """

    name: str
    title: str
    question: str
    run: Run
    params: tuple[Param, ...]
    observations: tuple[Observation, ...]
    """What may be noticed; ``Result.notices`` has those that hold."""
    seeds: int
    """How many seeds by default; 0 where nothing is random."""
    prediction: Prediction | None = None
    sources: tuple[str, ...] = ()
    tags: tuple[str, ...] = field(default=())
