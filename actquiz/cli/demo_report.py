"""What ``actquiz demo`` prints: the picture, the result against theory, or JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from actquiz.cli import output

if TYPE_CHECKING:
    from actquiz.demos.demo import Demo, Frame, Result
    from actquiz.demos.predicting import PredictionScore


@dataclass(frozen=True, slots=True)
class DemoCall:
    """One call of the command."""

    demo: Demo
    params: Mapping[str, Any]
    seeds: int
    seed: int
    plain: bool
    as_json: bool
    save: Path | None
    pace: float = 0.0
    """Seconds that each frame stands while it runs; 0 for as fast as it goes."""


@dataclass(frozen=True, slots=True)
class DemoEnd:
    """What a run left: its last frame, and whether Ctrl-C ended it."""

    frame: Frame | None
    stopped: bool


def show(
    asked: DemoCall, frame: Frame, result: Result | None, score: PredictionScore | None
) -> None:
    """Print the picture; and where the run has a result, everything it says."""
    from actquiz.cli import picture
    from actquiz.demos import wording

    _heading(asked.demo.title)
    _paragraph(asked.demo.question)
    output.text()
    picture.show(frame.figure, plain=asked.plain)
    output.text()
    if result is None:
        _paragraph(frame.readout)
        return
    if score is not None:
        _paragraph(("Right. " if score.right else "Not so. ") + score.sentence)
        output.text()
    _paragraph(result.summary)
    _table(result.table)
    if result.theory:
        _table([wording.THEORY_HEADER, *map(wording.theory_row, result.theory)])
    output.text()
    if result.notices:
        _heading("What to notice")
        for sentence in result.notices:
            _paragraph(sentence, hang="  • ")
        output.text()
    seeds = asked.seeds if asked.demo.seeds else 0
    _paragraph(wording.conditions(asked.params, seeds, asked.seed, result.diverged))


def _heading(text: str) -> None:
    from actquiz.plots.spans import wrap

    for line in wrap(text, output.width()):
        output.text(f"\033[1m{line}\033[0m" if output.colour() else line)


def _table(rows: Sequence[Sequence[str]]) -> None:
    from actquiz.plots.table import fitted

    if rows:
        output.text()
        for line in fitted(rows, output.width()):
            output.text(line)


def _paragraph(text: str, hang: str = "") -> None:
    from actquiz.plots.spans import wrap

    for number, line in enumerate(wrap(text, min(output.width(), 100) - len(hang))):
        output.text((hang if number == 0 else " " * len(hang)) + line)


def as_json(
    asked: DemoCall, ran: DemoEnd, result: Result | None, score: PredictionScore | None
) -> dict[str, Any]:
    told: dict[str, Any] = {
        "demo": asked.demo.name,
        "params": asked.params,
        "seeds": asked.seeds,
        "seed": asked.seed,
        "stopped": ran.stopped,
        "figures": dict(result.figures) if result else {},
        "summary": result.summary if result else "",
        "notices": list(result.notices) if result else [],
        "diverged": result.diverged if result else 0,
        "theory": [
            {
                "name": theory.name,
                "expected": theory.expected,
                "measured": theory.measured,
                "error": theory.error,
            }
            for theory in (result.theory if result else ())
        ],
    }
    if score is not None:
        told["prediction"] = {"right": score.right, "outcome": score.outcome}
    return told
