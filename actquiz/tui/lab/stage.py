"""The middle of the Lab: the picture or its numbers, the state of the run, the findings."""

from __future__ import annotations

import operator
from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import ScrollableContainer, Vertical, VerticalScroll
from textual.content import Content

from actquiz.plots.figure import Figure
from actquiz.tui.keys.state import State
from actquiz.tui.lab.cover import LabCover
from actquiz.tui.lab.experiment import LabExperiment
from actquiz.tui.lab.findings import LabFindings
from actquiz.tui.lab.status import LabStatus
from actquiz.tui.widgets.figure_view import FigureView
from actquiz.tui.widgets.rows_widget import Row, RowsWidget


class _Numbers(RowsWidget):
    """The figure as text tables, laid out for the width there is."""

    def __init__(self) -> None:
        super().__init__()
        self._figure: Figure | None = None

    def show(self, figure: Figure) -> None:
        if figure is not self._figure:
            self._figure = figure
            self.redraw()

    def rows(self, width: int) -> list[Row]:
        if self._figure is None:
            return []
        from actquiz.plots.table import as_table

        return [Row(Content(line)) for line in as_table(self._figure, width).split("\n")]


class LabStage(Vertical):
    """Shows one experiment: its picture above, what it found below."""

    # The screen's classes say how much room there is.
    SCOPED_CSS = False
    DEFAULT_CSS = """
    LabStage { width: 1fr; height: 1fr; }
    LabStage #shown { height: 1fr; }
    LabStage #status { height: auto; }
    LabStage #numbers { height: 1fr; padding: 0 1; scrollbar-size: 1 1; }
    LabStage #cover { height: 1fr; padding: 2 4; }
    LabStage LabCover { max-width: 72; }
    LabStage FigureView { padding: 0 1; }
    LabStage LabStatus { padding: 0 2; }
    LabStage #findings {
        height: 36%; padding: 0 2; border-top: solid $rule; scrollbar-size-vertical: 1;
        border-title-color: $quiet;
    }
    .-short LabStage #cover { padding: 0 1; }
    .-short LabStage FigureView { padding: 0; }
    .-short LabStage LabStatus, .-short LabStage #findings { padding: 0 1; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._ghosts: tuple[Figure, Figure, Figure] | None = None
        """The newest picture, the last run's, and both in one: drawn once."""
        self._question = LabCover()
        self._numbers = _Numbers()
        self._findings = LabFindings()
        self.cover = VerticalScroll(self._question, id="cover")
        self.picture = FigureView()
        self.numbers = ScrollableContainer(self._numbers, id="numbers")
        self.status = LabStatus()
        # Hidden where there is nothing to say, or where findings stand in its place.
        self._below = Vertical(self.status, id="status")
        self.findings = VerticalScroll(self._findings, id="findings")
        for part in (self.cover, self.numbers, self.findings):
            part.can_focus = False

    def compose(self) -> ComposeResult:
        yield Vertical(self.cover, self.picture, self.numbers, id="shown")
        yield self._below
        yield self.findings

    def show_frame(self, experiment: LabExperiment, *, compare: bool, as_numbers: bool) -> None:
        """The newest frame, or the question where there is none; ``compare``: over the last run."""
        frame = None if experiment.asking else experiment.frame
        self.cover.display = frame is None
        self.picture.display = frame is not None and not as_numbers
        self.numbers.display = frame is not None and as_numbers
        if frame is None:
            starting = experiment.state in (State.RUNNING, State.PAUSED)
            self._question.show(
                experiment.demo, starting=starting, untold=experiment.untold or experiment.asking
            )
        elif as_numbers:
            self._numbers.show(frame.figure)
        else:
            self.picture.show(self._over_last_run(experiment, frame.figure, compare=compare))

    def _over_last_run(self, experiment: LabExperiment, figure: Figure, *, compare: bool) -> Figure:
        if not compare or experiment.before is None or experiment.guessing:
            return figure
        wanted = (figure, experiment.before.figure)
        if self._ghosts is None or any(map(operator.is_not, self._ghosts, wanted)):
            from actquiz.plots.ghosts import with_ghosts

            self._ghosts = (*wanted, with_ghosts(*wanted, "last run"))
        return self._ghosts[2]

    def show_status(self, experiment: LabExperiment, *, summary: bool, values: bool) -> None:
        """How the run stands; what is not in sight elsewhere, below it."""
        self.status.show(experiment, summary=summary, values=values)
        begun = experiment.frame is not None or experiment.state != State.READY
        # The title says "done" too: the row is for the picture's legend.
        told = experiment.state == State.DONE and self.screen.has_class("-short")
        self.status.display = begun and not experiment.asking and not told

    def show_findings(
        self, experiment: LabExperiment, cards: Sequence[str], *, compare: bool
    ) -> None:
        """Everything that is not a picture; ``cards`` are one line each."""
        self._findings.show(experiment, cards, compare=compare)
