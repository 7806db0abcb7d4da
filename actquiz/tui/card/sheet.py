"""One card being asked: its question, what it is answered with, then its answer.

It knows cards and how they are answered, but no session: the page that shows it decides what
follows an answer.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal, assert_never

from textual import work
from textual.geometry import Region
from textual.message import Message
from textual.widget import Widget
from textual.worker import get_current_worker

from actquiz.errors import ActquizError
from actquiz.practice import answer_ways, card_asking
from actquiz.practice.turn import Response, Turn, Verdict
from actquiz.tui.card.answer_view import AnswerView, HeadlineView
from actquiz.tui.card.fields import Fields
from actquiz.tui.card.options import AnswerOptions, Mode
from actquiz.tui.card.question_view import QuestionView
from actquiz.tui.keys.state import State
from actquiz.tui.widgets.buttons import ButtonRow
from actquiz.tui.widgets.column import Column
from actquiz.tui.widgets.rows_widget import RowsWidget

if TYPE_CHECKING:
    from actquiz.plots.figure import Figure
    from actquiz.practice.formula_answer import FormulaLook
    from actquiz.tui.card.formula_view import FormulaView
    from actquiz.tui.card.pairs import PairList
    from actquiz.tui.widgets.figure_view import FigureView

Doing = Literal[
    State.REVEAL, State.TYPED, State.RUNNING, State.ANSWER,
    State.PICKING, State.MARKING, State.ORDERING, State.PAIRING, State.TICKING,
]  # fmt: skip
"""What the keys do now."""

_LOWEST = 7
"""Rows of a picture in which a curve can be recognised; fewer are a line of blocks."""
_LOWEST_SHORT = 5
"""The same without the axis's name, where the options need the rows."""
_HIGHEST = 20
"""Rows of a picture; with more its curves only grow steeper."""
_MARGINS = 5
"""Rows around the parts of an answered card."""
_PROMPTS: dict[Doing | None, tuple[str, str]] = {
    State.REVEAL: ("Space", "Show answer"),
    State.TICKING: ("⏎", "That is what I said"),
    State.RUNNING: ("⏎", "Stop the experiment"),
}


class CardSheet(Column):
    """The card's parts, one under another; each is shown while it is needed."""

    DEFAULT_CSS = """
    CardSheet > QuestionView, CardSheet > FigureView { margin-bottom: 1; }
    .-wide CardSheet.-pictured FigureView { dock: right; width: 50%; padding-left: 4; }
    .-short CardSheet > QuestionView, .-short CardSheet > FigureView { margin-bottom: 0; }
    .-short CardSheet > AnswerOptions, .-short CardSheet > Fields { margin-top: 1; }
    .-short CardSheet > PairList { margin-top: 1; }
    .-short CardSheet.-pictured > AnswerOptions { margin-top: 0; }
    .-short CardSheet Fields TextArea { height: 3; }
    """

    # The screen's classes say how much room there is.
    SCOPED_CSS = False

    class Measured(Message):
        """The experiment of a prediction is over; ``problem`` says why it gave no figure."""

        def __init__(self, turn: Turn, response: Response, problem: ActquizError | None) -> None:
            super().__init__()
            self.turn = turn
            self.response = response
            self.problem = problem

    def __init__(self, *, id: str | None = None) -> None:
        self.face = QuestionView()
        self.options = AnswerOptions()
        self.fields = Fields()
        self.headline = HeadlineView()
        self.outcome = AnswerView()
        self.picture: FigureView | None = None
        self.formula: FormulaView | None = None
        self._pairs: PairList | None = None
        self.doing: Doing | None = None
        """None: no answer is asked for."""
        self._commits = False
        self._said = ""
        """What was typed, while key points are ticked."""
        super().__init__(self.face, self.headline, self.options, self.fields, self.outcome, id=id)

    async def ask(self, turn: Turn, notes: tuple[str, ...], *, commit: bool = False) -> None:
        """Show the question, with an empty answer.

        ``commit``: the answer is judged later, so all is typed and nothing is given away.
        """
        await self.present(turn, notes)
        self._commits = commit
        match turn.way:
            case answer_ways.PickOne(options, short):
                self._offer(options, State.PICKING, short=short)
            case answer_ways.PickSeveral(options):
                self._offer(options, State.MARKING)
            case answer_ways.PutInOrder(options):
                self._offer(options, State.ORDERING)
            case answer_ways.MatchPairs(lefts, rights):
                await self._ask_pairs(lefts, rights)
            case answer_ways.FillBlanks(hints):
                labels = [f"‹{place}›" for place, _ in enumerate(hints, start=1)]
                await self._ask_lines(labels, hints)
            case answer_ways.TypeNumber(unit):
                await self._ask_lines(["="], [unit or "a number"])
            case answer_ways.OwnWords():
                await self._ask_text()
            case answer_ways.Reveal():
                # Before any key needs to know: the first time it takes a while.
                formula = await self._find_formula(turn)
                if not commit:
                    self.doing = State.REVEAL
                elif formula:
                    await self.ask_for_formula()
                else:
                    await self._ask_text()
            case _:
                assert_never(turn.way)

    def _offer(
        self,
        options: Sequence[str],
        mode: Mode,
        chosen: Sequence[int] = (),
        short: Sequence[str] = (),
    ) -> None:
        self.doing = mode
        self.options.ask(options, mode, chosen, in_columns=self._pictured, short=short)
        self.fit()

    async def _ask_pairs(self, lefts: Sequence[str], rights: Sequence[str]) -> None:
        if self._pairs is None:
            from actquiz.tui.card.pairs import PairList

            self._pairs = PairList()
            await self.mount(self._pairs, after=self.options)
        self.doing = State.PAIRING
        self._pairs.ask(lefts, rights)

    @property
    def chooser(self) -> AnswerOptions | PairList:
        """What the arrows and digits work on."""
        return self._pairs if self._pairs and self.doing == State.PAIRING else self.options

    async def _ask_lines(self, labels: Sequence[str], hints: Sequence[str]) -> None:
        self.doing = State.TYPED
        await self.fields.ask_lines(labels, hints)

    async def _ask_text(self) -> None:
        self.doing = State.TYPED
        await self.fields.ask_text()

    async def present(self, turn: Turn, notes: tuple[str, ...]) -> None:
        """Show the question alone."""
        self.clear()
        self._commits = False
        self.face.display = True
        self.face.show(turn, notes)
        if (picture := card_asking.picture(turn)) is not None:
            await self._show_picture(picture)

    def asks_for_formula(self, turn: Turn) -> bool:
        """Whether a formula can be typed, which is judged by its values."""
        from actquiz.practice import formula_answer

        return formula_answer.is_asked_for(turn.entry.card)

    async def _find_formula(self, turn: Turn) -> bool:
        """The same, found out in a thread."""
        from actquiz.practice import formula_answer

        card = turn.entry.card
        return formula_answer.may_ask(card) and await asyncio.to_thread(
            formula_answer.is_asked_for, card
        )

    async def show_formula(self, look: FormulaLook) -> None:
        """What is seen of a formula while it is typed, or what is wrong with it."""
        await self.fields.complain(look.problem, look.at)
        if self.formula is None:
            from actquiz.tui.card.formula_view import FormulaView

            self.formula = FormulaView()
            await self.mount(self.formula, after=self.fields)
        frame = self.headline.frame
        above = self.fields.virtual_region.bottom + self.virtual_region.y
        self.formula.show(look, (frame.size.height if frame is not None else 0) - above)

    async def ask_for_formula(self) -> None:
        """A field for the formula, in place of turning the card over."""
        await self._ask_lines(["f(x) ="], ["x*sigmoid(x), max(0, x), LaTeX"])

    def clear(self) -> None:
        """Show nothing, and stop what runs."""
        self.workers.cancel_group(self, "experiment")
        self.doing = None
        self.headline.clear()
        self.outcome.clear()
        self._clear_choice()
        self.fields.clear()
        if self.formula is not None:
            self.formula.clear()
        self.face.display = False
        self._set_pictured(False)

    def _clear_choice(self) -> None:
        self.options.clear()
        if self._pairs is not None:
            self._pairs.clear()

    def prompt(self, turn: Turn) -> tuple[str, str]:
        """The key that goes on, and what it does."""
        if self._commits:
            return "⏎", "Next question"
        match turn.way:
            case answer_ways.OwnWords() if self.doing == State.TYPED:
                return "⏎", "Show the key points"
            case answer_ways.PickOutcome() if self.doing == State.PICKING:
                return "⏎", "Run the experiment"
        return _PROMPTS.get(self.doing, ("⏎", "Check"))

    def missing(self, turn: Turn) -> str:
        """What must still be done before the answer can be handed in; empty if nothing."""
        if isinstance(turn.way, answer_ways.TypeNumber) and self.doing == State.TYPED:
            from actquiz.practice.typed_number import readings

            try:
                if self.written:
                    readings(self.written, turn.way.unit)
            except ActquizError as error:
                return f"{error}."
        return self.chooser.missing

    async def hand_in(self, turn: Turn) -> Response | None:
        """The learner's answer; None if there is a step to take first, which is begun.

        Raise ``ActquizError`` for a formula that cannot be read.
        """
        match turn.way:
            case answer_ways.OwnWords() if self.doing == State.TYPED and not self._commits:
                self.tick(turn, Response(texts=self.fields.texts))
                return None
            case answer_ways.PickOutcome() if self.doing == State.PICKING and not self._commits:
                await self._run(turn)
                return None
            case answer_ways.Reveal():
                return self._recalled(turn)
        if self.doing == State.TYPED:
            return Response(texts=self.fields.texts)
        said = self._said if self.doing == State.TICKING else ""
        return Response(picks=self.chooser.picks, said=said)

    def _recalled(self, turn: Turn) -> Response:
        """What was typed instead of turning the card over, if anything was."""
        if self.doing != State.TYPED:
            return Response()
        texts = tuple(text for text in self.fields.texts if text.strip())
        if texts and self.asks_for_formula(turn):
            from actquiz.practice import formula_answer

            formula_answer.judge(turn.entry.card, texts[0])
        return Response(texts=texts)

    async def show_verdict(
        self, turn: Turn, verdict: Verdict, response: Response, said: str = ""
    ) -> None:
        """Show what came of it; ``said`` is what was typed where the verdict does not tell."""
        self.doing = State.ANSWER
        self.fields.display = False
        if self.formula is not None:
            self.formula.clear()
        self._clear_choice()
        self.headline.show(verdict)
        self.outcome.show(turn, verdict, said)
        if isinstance(turn.way, answer_ways.Reveal) and verdict.right is False:
            from actquiz.practice import formula_answer

            board = formula_answer.judge(turn.entry.card, "\n".join(response.texts))
            await self._show_picture(formula_answer.figure(board))
        if (picture := card_asking.picture(turn, named=True)) is not None:
            await self._show_picture(picture)
        if not self._pictured:
            self._unfold_if_it_fits()
        self.fit()
        self.call_after_refresh(self.show_outcome)

    def _unfold_if_it_fits(self) -> None:
        """Options are folded to save rows: not where there are enough."""
        frame = self.headline.frame
        if frame is None or not frame.size:
            return
        width = max(self.headline.content_size.width or frame.size.width - 5, 1)
        above = [part for part in self.children if isinstance(part, RowsWidget) and part.display]
        taken = sum(len(part.laid(width)) for part in above if part is not self.outcome)
        # The grades take more rows than the prompt before them, and parts have margins.
        if taken + self.outcome.unfolded_rows(width) + _MARGINS <= frame.size.height:
            self.outcome.unfold()

    def show_outcome(self) -> None:
        """As much of the question as fits stays above the answer."""
        frame = self.headline.frame
        if frame is None or not self.headline.display:
            return
        # Where it is on the screen is known only after the next frame: so, where it is in here.
        top = self.headline.virtual_region.y + self.virtual_region.y
        if isinstance(self.parent, Widget):
            top += self.parent.virtual_region.y
        height = max(self.outcome.virtual_region.bottom - self.headline.virtual_region.y, 1)
        region = Region(0, top, 1, min(height, frame.content_size.height))
        frame.scroll_to_region(region, animate=False, immediate=True)

    def on_resize(self) -> None:
        """What was being read stays in view at the new size."""
        self.fit()
        if self.doing == State.ANSWER:
            self.call_after_refresh(self.show_outcome)

    @property
    def _pictured(self) -> bool:
        return self.picture is not None and self.picture.display

    def _set_pictured(self, shown: bool) -> None:
        if self.picture is not None:
            self.picture.display = shown
        if not shown:
            self.styles.min_height = None
        self.set_class(shown, "-pictured")
        if self.screen.has_class("-pictured") != shown:
            self.screen.set_class(shown, "-pictured")
            # Both are laid out by whether there is a picture.
            for part in (self.face, *self.screen.query(ButtonRow)):
                part.redraw()

    def fit(self) -> None:
        """Give the picture the rows that the rest of the card leaves free."""
        frame = self.headline.frame
        if self.picture is None or not self._pictured or frame is None or not frame.size:
            return
        rows, short = frame.size.height, self.screen.has_class("-short")
        if self.screen.has_class("-wide"):
            height = min(rows - 2, _HIGHEST)
            self.styles.min_height = height
        else:
            self.styles.min_height = 0
            width = min(frame.size.width - 1, 94) - (2 if short else 5)
            parts = [self.headline, self.options, self.outcome]
            if self.doing != State.ANSWER:
                parts[0] = self.face
            taken = sum(len(part.laid(width)) for part in parts if part.display)
            least = _LOWEST
            if short:
                least = 3 if self.doing == State.ANSWER else _LOWEST_SHORT
            height = min(max(rows - taken - (0 if short else 3), least), _HIGHEST)
        self.picture.styles.height = height

    @property
    def written(self) -> str:
        """What stands in the fields."""
        return "\n".join(text for text in self.fields.texts if text.strip())

    def tick(self, turn: Turn, response: Response) -> None:
        """Between an open answer and its grade: which key points were in it?"""
        from actquiz.practice.key_points import question_of

        found = card_asking.judge(turn, response)
        self._said = "\n".join(text for text in response.texts if text.strip())
        # What was typed stands above the key points, and no longer in its field.
        self.fields.display = False
        self.headline.ask_for_ticks(found, self._said)
        self._offer([question_of(line) for line in found.lines], State.TICKING, found.made)

    async def _show_picture(self, figure: Figure | None) -> None:
        if self.picture is None:
            from actquiz.tui.widgets.figure_view import FigureView

            self.picture = FigureView()
            await self.mount(self.picture, after=self.headline)
        self._set_pictured(True)
        self.fit()
        self.picture.show(figure)

    async def _run(self, turn: Turn) -> None:
        self.doing = State.RUNNING
        await self._show_picture(None)
        self._measure(turn, self.options.picks)

    def stop(self) -> Response:
        """End the experiment; what the card says happened decides then."""
        self.workers.cancel_group(self, "experiment")
        return Response(picks=self.options.picks)

    @work(thread=True, group="experiment", exclusive=True)
    def _measure(self, turn: Turn, picks: tuple[int, ...]) -> None:
        """Run the experiment, each frame on the screen, and report its figure."""
        from actquiz.practice.kinds import predict

        worker = get_current_worker()
        value, problem = None, None
        try:
            for frame, figure in predict.run(turn):
                if worker.is_cancelled:
                    return
                if self.picture is not None:
                    self.picture.show(frame.figure)
                value = figure
        except ActquizError as error:
            problem = error
        if not worker.is_cancelled:
            self.post_message(self.Measured(turn, Response(picks, measured=value), problem))
