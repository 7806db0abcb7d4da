"""Under the picture: how the run stands, and what it was made with."""

from __future__ import annotations

from textual.content import Content

from actquiz.tui.keys.state import State
from actquiz.tui.lab.experiment import LabExperiment, RunState
from actquiz.tui.lab.param_knob import SPEED, shown
from actquiz.tui.typeset import wrapped
from actquiz.tui.widgets.rows_widget import Row, RowsWidget

_SIGNS: dict[RunState, tuple[str, str, str]] = {
    State.READY: ("○", "ready", "$quiet"),
    State.RUNNING: ("▸", "running", "bold $accent"),
    State.PAUSED: ("‖", "paused", "bold $accent"),
    State.DONE: ("✓", "done", "bold $success"),
    State.FAILED: ("✗", "failed", "bold $error"),
}
_BAR = 16
_SUMMARY_ROWS = 3


class LabStatus(RowsWidget):
    """The state in a word and what the run says of itself, at most."""

    def __init__(self) -> None:
        super().__init__()
        self._experiment: LabExperiment | None = None
        self._summary = self._values = False

    def show(self, experiment: LabExperiment, *, summary: bool, values: bool) -> None:
        """With the main finding, and with the knobs in a line."""
        self._experiment, self._summary, self._values = experiment, summary, values
        self.redraw()

    def rows(self, width: int) -> list[Row]:
        if self._experiment is None:
            return []
        rows = [Row(state_line(self._experiment).truncate(width, ellipsis=True))]
        if self.screen.has_class("-short"):
            return rows
        if self._summary:
            lines = wrapped(Content(said(self._experiment)), width)
            rows += map(Row, lines[:_SUMMARY_ROWS])
        return [*rows, Row(_strip(self._experiment, width))] if self._values else rows


def state_line(experiment: LabExperiment) -> Content:
    """Sign and word of the state, and the newest frame's own line."""
    sign, word, style = _SIGNS[experiment.state]
    parts = [(f"{sign} {word}", style)]
    frame = experiment.frame
    if frame is not None and experiment.state in (State.RUNNING, State.PAUSED, State.DONE):
        parts += [("  ", ""), (frame.readout or f"step {frame.step} of {frame.steps}", "$quiet")]
    elif experiment.failure is not None:
        parts += [("  ", ""), (experiment.failure.what, "")]
    elif frame is not None:
        parts += [("  the picture is of the last run", "$quiet")]
    return Content.assemble(*parts)


def said(experiment: LabExperiment) -> str:
    """The main thing to read now: the prediction's outcome, else the run's summary."""
    if experiment.score is not None:
        return verdict(experiment)
    if experiment.guessing and experiment.answer is not None:
        return f"You predicted: {experiment.answer.text}."
    if experiment.state == State.DONE and experiment.now is not None:
        return experiment.now.result.summary
    return ""


def verdict(experiment: LabExperiment) -> str:
    """How the prediction did."""
    assert experiment.score is not None
    sign = "✓ Right." if experiment.score.right else "✗ Not so."
    return f"{sign} {experiment.score.sentence}"


def standing(experiment: LabExperiment) -> tuple[Content, ...]:
    """The title line's right side, longest form first."""
    sign, word, style = _SIGNS[experiment.state]
    state = Content.styled(f"{sign} {word}", style)
    frame = experiment.frame
    if frame is None or experiment.state not in (State.RUNNING, State.PAUSED):
        return (state, Content.styled(sign, style))
    filled = round(_BAR * frame.step / max(frame.steps, 1))
    bar = Content.assemble(("━" * filled, "$accent"), ("─" * (_BAR - filled), "$rule"))
    count = Content.styled(f"{frame.step}/{frame.steps}", "$quiet")
    return (Content.assemble(bar, "  ", count, "  ", state), Content.assemble(count, " ", state))


def _strip(experiment: LabExperiment, width: int) -> Content:
    """The knobs in one line, those that differ from their defaults in bold."""
    parts: list[tuple[str, str]] = []
    for knob in experiment.knobs:
        value = experiment.values[knob.name]
        if knob.name == SPEED and value == knob.default:
            continue
        parts += [(" · " if parts else "", "$quiet"), (f"{knob.name} ", "$quiet")]
        parts.append((shown(knob, value), "bold" if value != knob.default else ""))
    return Content.assemble(*parts).truncate(width, ellipsis=True)
