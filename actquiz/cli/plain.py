"""``actquiz study --plain``: reviews as lines of text.

It never moves the cursor, so that it works with a screen reader, in a pipe and on a dumb terminal.
"""

from __future__ import annotations

import sys
from collections import Counter
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from actquiz import clock
from actquiz.cli import diagnostics, output, plain_answer, plain_card, plain_prompt
from actquiz.errors import ActquizError
from actquiz.memory.grade import Grade
from actquiz.practice.review_state import Answered, Asked, Finished
from actquiz.words import counted

if TYPE_CHECKING:
    from actquiz.practice.review import Graded, ReviewSession, Undone
    from actquiz.practice.turn import Turn


class Grading(Protocol):
    """Takes the grades of a session's cards, and takes them back."""

    def grade(self, grade: Grade) -> Graded: ...
    def undo(self) -> Undone | None: ...


def run(session: ReviewSession) -> None:
    """Ask what is due until nothing is left, the learner quits, or stdin ends."""
    PlainReview(session).run()


class PlainReview:
    """The conversation: what is on screen is in the session, only the count is kept here."""

    def __init__(self, session: ReviewSession, given_by: Grading | None = None) -> None:
        """``given_by``: who asks the cards and takes the grades, where it is not the session."""
        self._session = session
        self._grading: Grading = given_by or session
        self._headed = given_by is None
        self._started = clock.stopwatch()
        self._given: list[Grade] = []
        self._quit = False
        self._graded = ""
        """The card that was graded last."""

    @property
    def _width(self) -> int:
        return max(output.width(), 20)

    def run(self) -> None:
        if isinstance(self._session.state, Finished):
            self._say(_nothing_due(self._session))
            return
        self._say("? lists what you can type at any prompt.")
        with suppress(plain_prompt.EndOfInput):
            self.converse()
        self._say("")
        self._say(self._summary())

    def converse(self) -> bool:
        """Ask until no card is left; False if the learner has quit before."""
        while not self._quit:
            match self._session.state:
                case Asked() as state:
                    self._ask(state)
                case Answered() as state:
                    self._show(state)
                case Finished():
                    break
        return not self._quit

    def _ask(self, state: Asked) -> None:
        """Show the question, and ask until there is an answer or a command leaves the card."""
        minutes = int((clock.stopwatch() - self._started) // 60)
        turn = state.turn
        if self._headed:
            heading = plain_card.heading(turn, self._session.progress, minutes, self._width)
            self._print(["", *heading])
        self._print(["", *plain_card.question(turn, self._width), ""])
        while self._stands(state):
            try:
                plain_answer.ask(self._session, turn, self._width)
            except plain_prompt.Command as command:
                self._obey(command.letter, turn)

    def _show(self, state: Answered) -> None:
        """Show the verdict, and ask until there is a grade or a command leaves the card."""
        self._print(["", *plain_card.verdict(state.turn, state.verdict, self._width), ""])
        if state.turn.entry.card.evidence:
            self._say("e runs the experiment behind it.")
        self._print(plain_card.grades(self._session.intervals(), self._width))
        while self._stands(state):
            try:
                self._grade(state.verdict.suggested)
            except plain_prompt.Command as command:
                self._obey(command.letter, state.turn)

    def _stands(self, state: Asked | Answered) -> bool:
        """Whether nothing has led on from there."""
        return self._session.state is state and not self._quit

    def _grade(self, suggested: Grade) -> None:
        """Ask for the grade; Enter takes the suggested one."""
        typed = plain_prompt.line(
            f"Grade 1 to 4, Enter for {int(suggested)} {suggested.name.title()}:"
        )
        if typed not in ("", "1", "2", "3", "4"):
            self._say("Type 1, 2, 3 or 4, or press Enter. ? lists the commands.")
            return
        try:
            graded = self._grading.grade(Grade(int(typed)) if typed else suggested)
        except ActquizError as error:
            if not sys.stdin.isatty():
                raise
            diagnostics.report(error)
            return
        self._graded = graded.card_id
        if not graded.stale:
            self._given.append(graded.grade)
        self._say(_graded(graded))
        if graded.grade is Grade.AGAIN and graded.scheduled:
            from actquiz.practice.explaining import offered

            if offered(self._session.store, self._session.index, graded.card_id):
                self._say("Forgotten again: l reads what explains it.")

    def _obey(self, letter: str, turn: Turn) -> None:
        """Carry out a command."""
        match letter:
            case "u":
                self._undo()
            case "f":
                self._say("Flagged." if self._session.flag() else "The flag is gone.")
            case "b":
                self._session.bury()
                self._say("Buried until tomorrow.")
            case "s":
                self._session.suspend()
                self._say("Suspended: it comes back when you take it back.")
            case "l":
                self._explain(turn)
            case "e":
                self._evidence(turn)
            case "o":
                # In one piece, however long, so that it can be copied.
                output.text(f"{turn.entry.path}:{turn.entry.line}")
            case "q":
                self._quit = True
            case _:
                for key, what in plain_prompt.COMMANDS.items():
                    self._print(plain_card.hanging(f"  {key}  ", what, self._width))
                self._say("Where a letter could be an answer, put a colon before it: :f")

    def _undo(self) -> None:
        undone = self._grading.undo()
        self._say(undone.text if undone else "There is nothing to take back.")
        if undone and undone.graded and self._given:
            self._given.pop()

    def _explain(self, turn: Turn) -> None:
        """The text of the lesson that explains the card; before the answer, the card before."""
        from actquiz.cli.plain_explain import explain

        card = turn.entry.id if isinstance(self._session.state, Answered) else self._graded
        if not card:
            self._say("Answer first: the text would tell you.")
        elif lines := explain(self._session.index, card, self._width):
            self._print(["", *lines, ""])
        else:
            self._say("No lesson explains this card.")

    def _evidence(self, turn: Turn) -> None:
        """Run the experiment behind the card; before the answer it would give that away."""
        from actquiz.cli import evidence

        arguments = evidence.arguments(turn.entry.card)
        if not arguments:
            self._say("There is no experiment behind this card.")
        elif isinstance(self._session.state, Asked):
            self._say("Answer first: the experiment would tell you.")
        else:
            self._say(evidence.as_typed(arguments))
            evidence.run(arguments)

    def _summary(self) -> str:
        count = Counter(self._given)
        if not count:
            return f"No reviews this time. {_ahead(self._session)}"
        grades = ", ".join(f"{count[grade]} {grade.name.title()}" for grade in sorted(count))
        reviews = counted(len(self._given), "review")
        return f"{reviews}: {grades}. {_ahead(self._session)}"

    def _say(self, line: str) -> None:
        self._print(plain_card.words(line, self._width) or [""])

    def _print(self, lines: list[str]) -> None:
        for line in lines:
            output.text(line)


def _graded(graded: Graded) -> str:
    """What the grade did, and whether the card is a leech."""
    if graded.scheduled is None:
        return "This card was reviewed in another window meanwhile; this grade was dropped."
    said = f"{graded.grade.name.title()}: again in {graded.scheduled.text}."
    if graded.leech:
        said += (
            f" Leech: you have forgotten '{graded.card_id}' again and again. Suspend it, or"
            f" rewrite it: actquiz show {graded.card_id}"
        )
    return said


def _ahead(session: ReviewSession) -> str:
    """What is left, or when the next card is due."""
    left = session.progress.due + session.progress.new + session.progress.learning
    if session.turn is not None or left:
        return f"{left} left for today: actquiz study goes on."
    due = session.next_due()
    return f"The next card is due {when(due)}." if due else "Nothing is due any more."


def when(moment: datetime) -> str:
    """A time in UTC as the learner's clock and calendar say it."""
    local = moment + clock.local_offset(moment)
    days = (clock.study_day(moment) - clock.study_day(clock.now())).days
    if days <= 0:
        return f"today at {local:%H:%M}"
    return f"in {counted(days, 'day')}, on {local:%A %d %B}" if days > 1 else "tomorrow"


def _nothing_due(session: ReviewSession) -> str:
    """The state that teaches: when it goes on, and how to do more now."""
    due = session.next_due()
    if due is None:
        return (
            "There are no cards to review here. Decks come from the program, from your own folder"
            " and from ACTQUIZ_DECKS."
        )
    return (
        f"Nothing is due. The next card is due {when(due)}. To meet new cards before that:"
        " actquiz study --new 5. To go over what you know least: actquiz cram"
    )
