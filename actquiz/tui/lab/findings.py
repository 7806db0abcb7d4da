"""What a run found: in words, in numbers, against the run before and against theory."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual.content import Content

from actquiz.demos.demo import Result
from actquiz.demos.wording import THEORY_HEADER, conditions, theory_row
from actquiz.plots.axes import number
from actquiz.plots.table import fitted
from actquiz.text.safe import clean
from actquiz.tui.keys.state import State
from actquiz.tui.lab.experiment import FinishedRun, LabExperiment
from actquiz.tui.lab.status import verdict
from actquiz.tui.typeset import wrapped
from actquiz.tui.widgets.rows_widget import Row, RowsWidget, hang

_READABLE = 92
"""Sentences are not set wider than this."""


class LabFindings(RowsWidget):
    """Everything about the newest run that is not a picture."""

    def __init__(self) -> None:
        super().__init__()
        self._experiment: LabExperiment | None = None
        self._cards: Sequence[str] = ()
        self._compare = False

    def show(self, experiment: LabExperiment, cards: Sequence[str], *, compare: bool) -> None:
        """``cards``: one line each; ``compare``: the figures beside those of the run before."""
        self._experiment, self._cards, self._compare = experiment, cards, compare
        self.redraw()

    def rows(self, width: int) -> list[Row]:
        experiment = self._experiment
        if experiment is None:
            return []
        parts = [
            _failure(experiment, width),
            _prediction(experiment, width),
            *self._results(experiment, width),
            [] if experiment.guessing else _notice(experiment, width),
            _related(self._cards, width),
            _conditions(experiment, width),
        ]
        rows = [row for part in parts if part for row in (*part, Row())]
        return rows[:-1]

    def _results(self, experiment: LabExperiment, width: int) -> list[list[Row]]:
        now = experiment.now
        if now is None:
            running = experiment.state in (State.RUNNING, State.PAUSED)
            text = "The figures stand here when the run is done." if running else ""
            before = experiment.before if self._compare and not experiment.guessing else None
            return [_text(text, width, "$quiet"), _figures(None, before, width)]
        result = now.result
        compared = self._compare and experiment.before is not None
        return [
            _text(result.summary, width),
            _figures(now, experiment.before, width) if compared else _table(result, width),
            _theory(result, width),
        ]


def _text(text: str, width: int, style: str = "") -> list[Row]:
    lines = wrapped(Content.styled(clean(text), style), min(width, _READABLE))
    return [Row(line) for line in lines]


def _failure(experiment: LabExperiment, width: int) -> list[Row]:
    failure = experiment.failure
    if failure is None:
        return []
    return [
        *_text(f"✗ {failure.what}", width, "bold $error"),
        *_text(failure.fix, width),
    ]


def _prediction(experiment: LabExperiment, width: int) -> list[Row]:
    if experiment.score is not None:
        style = "bold $success" if experiment.score.right else "bold $warning"
        return _text(verdict(experiment), width, style)
    if experiment.answer is not None:
        return _text(f"You predicted: {experiment.answer.text}.", width, "bold")
    return []


def _lines(table: Sequence[Sequence[str]], width: int) -> list[Row]:
    """A table with a quiet header, or a list where there is no room for columns."""
    lines = [Content(clean(line)).truncate(width, ellipsis=True) for line in fitted(table, width)]
    if lines and len(lines) == len(table):
        lines[0] = lines[0].stylize("$quiet")
    return [Row(line) for line in lines]


def _table(result: Result, width: int) -> list[Row]:
    return _lines(result.table, width)


def _figures(now: FinishedRun | None, before: FinishedRun | None, width: int) -> list[Row]:
    """This run's figures beside the last run's, and which knobs lie between them."""
    if before is None:
        return []
    new: Mapping[str, float] = now.result.figures if now is not None else {}
    old = before.result.figures
    header = ["figure", "this run", "last run", "change"] if now else ["figure", "last run"]
    rows = []
    for name in dict.fromkeys((*new, *old)):
        cells = [number(values[name], 4) if name in values else "–" for values in (new, old)]
        gap = number(new[name] - old[name], 3) if name in new and name in old else "–"
        rows.append([name, *cells, gap] if now else [name, cells[1]])
    said = _text(_differences(now, before), width, "$quiet") if now is not None else []
    return [*said, *_lines([header, *rows], width)]


def _differences(now: FinishedRun, before: FinishedRun) -> str:
    """Which knobs were turned between two runs."""
    ours, theirs = _settings(now), _settings(before)
    turned = [
        f"{name} {theirs[name]} → {ours[name]}" for name in ours if ours[name] != theirs[name]
    ]
    return f"Since the last run: {'; '.join(turned)}." if turned else "The same knobs as before."


def _settings(finished: FinishedRun) -> dict[str, str]:
    request = finished.request
    settings = {**request.params, "seeds": request.seeds, "seed": request.seed}
    return {
        name: ", ".join(value) if isinstance(value, tuple) else str(value)
        for name, value in settings.items()
    }


def _theory(result: Result, width: int) -> list[Row]:
    return _lines([THEORY_HEADER, *map(theory_row, result.theory)], width) if result.theory else []


def _notice(experiment: LabExperiment, width: int) -> list[Row]:
    rows = [Row(Content.styled("What to notice", "bold"))]
    for sentence in experiment.demo.notice:
        lines = wrapped(Content(sentence), min(width, _READABLE) - 2)
        rows += hang(Content.styled("· ", "$quiet"), lines, None)
    return rows


def _related(cards: Sequence[str], width: int) -> list[Row]:
    if not cards:
        return []
    head = Content.assemble(("Cards about it", "bold"), ("  b reads them", "$quiet"))
    lines = [Content.assemble(("· ", "$quiet"), clean(card)) for card in cards]
    return [Row(head), *(Row(line.truncate(width, ellipsis=True)) for line in lines)]


def _conditions(experiment: LabExperiment, width: int) -> list[Row]:
    if experiment.now is None:
        return []
    request, result = experiment.now.request, experiment.now.result
    seeds = request.seeds or 0
    text = conditions(request.params, seeds, request.seed, result.diverged)
    return _text(text, width, "$quiet")
