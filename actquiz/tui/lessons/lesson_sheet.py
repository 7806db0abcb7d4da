"""The card in a lesson; its experiments run in a process of their own, so that keys answer."""

from __future__ import annotations

import asyncio
import math
from contextlib import aclosing

from textual import work
from textual.message import Message

from actquiz.demos.child_main import Request
from actquiz.demos.child_process import ExperimentRunner
from actquiz.demos.demo import Frame
from actquiz.errors import ActquizError
from actquiz.practice.answer_ways import PickOutcome
from actquiz.practice.kinds import predict
from actquiz.practice.turn import Response, Turn
from actquiz.tui.card.sheet import CardSheet
from actquiz.tui.keys.state import State

_SECONDS_A_PICTURE = 0.15
"""A picture takes a while to draw, and keys wait for the interpreter meanwhile."""
_SECONDS_A_FRAME = 0.02
"""Between two frames there is time for keys."""


class LessonSheet(CardSheet):
    """A card, or an experiment of the text."""

    class Ran(Message):
        """An experiment that asked for no prediction is over."""

        def __init__(self, problem: ActquizError | None) -> None:
            super().__init__()
            self.problem = problem

    def __init__(self) -> None:
        super().__init__()
        self._runner = ExperimentRunner()
        self.seeds: int | None = None
        """Of the experiment that is asked about; None: its own number."""
        self.frame: Frame | None = None
        """The last of the run."""

    async def ask(self, turn: Turn, notes: tuple[str, ...], *, commit: bool = False) -> None:
        await super().ask(turn, notes, commit=commit)
        if isinstance(turn.way, PickOutcome):
            self.run_worker(self._runner.warm_up(), group="warm-up", exit_on_error=False)

    async def on_unmount(self) -> None:
        await self._runner.close()

    async def _run(self, turn: Turn) -> None:
        self.doing = State.RUNNING
        await self._show_picture(None)
        self._measure_apart(turn, self.options.picks)

    async def run_only(self, request: Request) -> None:
        """Run an experiment that asks nothing."""
        self.clear()
        self.doing = State.RUNNING
        await self._show_picture(None)
        self._watch(request)

    async def _frames(self, request: Request) -> ActquizError | None:
        """Show every frame; why the run broke off, if it did."""
        self.frame = None
        shown = -math.inf
        now = asyncio.get_running_loop().time
        try:
            async with aclosing(self._runner.frames(request)) as frames:
                async for frame in frames:
                    self.frame = frame
                    due = now() - shown >= _SECONDS_A_PICTURE or frame.result is not None
                    if self.picture is not None and due:
                        self.picture.show(frame.figure)
                        shown = now()
                    await asyncio.sleep(_SECONDS_A_FRAME)
        except ActquizError as error:
            return error
        return None

    @work(group="experiment", exclusive=True)
    async def _measure_apart(self, turn: Turn, picks: tuple[int, ...]) -> None:
        problem = await self._frames(predict.request(turn, self.seeds))
        value = predict.figure(turn, self.frame) if self.frame else None
        self.post_message(self.Measured(turn, Response(picks, measured=value), problem))

    @work(group="experiment", exclusive=True)
    async def _watch(self, request: Request) -> None:
        self.post_message(self.Ran(await self._frames(request)))
