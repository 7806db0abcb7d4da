"""What a run found: in words, in numbers, against the run before and against theory."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from actquiz.demos.demo import Result
from actquiz.demos.wording import THEORY_HEADER, conditions, theory_row
from actquiz.plots.table import fitted
from actquiz.text.safe import clean
from actquiz.tui.keys.state import State
from actquiz.tui.lab.experiment import FinishedRun, LabExperiment
from actquiz.tui.lab.status import verdict
from actquiz.tui.typeset import wrapped
from actquiz.tui.widgets.rows_widget import Row, RowsWidget, hang

_GOING = (State.RUNNING, State.PAUSED)
_LATER = {
    False: "What it found, and what to notice, stand here when it has run.",
    True: "The figures stand here when the run is done.",
}
"""By whether it is running."""
_LAST = "  last run"
"""What a row of the run before is called."""
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
        """``cards``: one line each; ``compare``: what the run before found, too."""
        self._experiment, self._cards, self._compare = experiment, cards, compare
        self.redraw()

    def rows(self, width: int) -> list[Row]:
        experiment = self._experiment
        if experiment is None:
            return []
        if experiment.asking:
            return _text(_LATER[False], width, "$quiet")
        parts = [
            _failure(experiment, width),
            _prediction(experiment, width),
            *self._results(experiment, width),
            _related(self._cards, width),
            _conditions(experiment, width),
        ]
        rows = [row for part in parts if part for row in (*part, Row())]
        return rows[:-1]

    def _results(self, experiment: LabExperiment, width: int) -> list[list[Row]]:
        now = experiment.now
        if now is None:
            if experiment.state == State.FAILED:
                return []
            return [_text(_LATER[experiment.state in _GOING], width, "$quiet")]
        before = experiment.before if self._compare else None
        return [
            _text(now.result.summary, width),
            _table(now, width) if before is None else _compared(now, before, width),
            _theory(now.result, width),
            _notices(now.result, width),
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
    lines = [line.stylize("$quiet") if line.plain.startswith(_LAST) else line for line in lines]
    return [Row(line) for line in lines]


def _table(run: FinishedRun, width: int) -> list[Row]:
    return _lines(run.result.table, width)


def _compared(now: FinishedRun, before: FinishedRun, width: int) -> list[Row]:
    """This run's table, under each row the last run's where it said something else; and which
    knobs lie between them.
    """
    new, old = now.result.table, before.result.table
    said = [*_text(_differences(now, before), width, "$quiet"), Row()]
    if not new or not old or list(new[0]) != list(old[0]):
        head = Row(Content.styled("The last run", "bold"))
        return [*said, *_table(now, width), Row(), head, *_table(before, width)]
    known = {row[0]: row for row in old[1:]}
    rows: list[Sequence[str]] = [new[0]]
    for row in new[1:]:
        rows.append(row)
        if known.get(row[0], row) != row:
            rows.append([_LAST, *known[row[0]][1:]])
    return [*said, *_lines(rows, width)]


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
    rows = [[_in_words(row[0]), *row[1:]] for row in map(theory_row, result.theory)]
    return _lines([THEORY_HEADER, *rows], width) if rows else []


def _in_words(name: str) -> str:
    """A figure's name without the signs that make it one word."""
    return name.replace(".", " ").replace("_", " ")


def _notices(result: Result, width: int) -> list[Row]:
    """Only a run has them: before it they would answer the question it asks."""
    if not result.notices:
        return []
    rows = [Row(Content.styled("What to notice", "bold"))]
    for sentence in result.notices:
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
