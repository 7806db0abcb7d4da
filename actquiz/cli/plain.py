"""``actquiz study --plain``: reviews as lines of text.

It never moves the cursor, so that it works with a screen reader, in a pipe and on a dumb terminal.
"""

from __future__ import annotations

import sys
from collections import Counter
from datetime import datetime
from typing import TYPE_CHECKING

from actquiz import clock
from actquiz.cli import diagnostics, output, plain_answer, plain_card, plain_prompt
from actquiz.errors import ActquizError
from actquiz.memory.grade import Grade
from actquiz.words import counted

if TYPE_CHECKING:
    from actquiz.practice.review import Graded, ReviewSession
    from actquiz.practice.turns import Turn

_LEAVING = ("u", "b", "s", "q")
"""Commands after which another card is asked, or none."""


def run(session: ReviewSession) -> None:
    """Ask what is due until nothing is left, the learner quits, or stdin ends."""
    _Reviews(session).run()


class _Reviews:
    """The conversation: what is on screen is in the session, only the count is kept here."""

    def __init__(self, session: ReviewSession) -> None:
        self._session = session
        self._started = clock.stopwatch()
        self._given: list[Grade] = []
        self._quit = False

    @property
    def _width(self) -> int:
        return max(output.width(), 20)

    def run(self) -> None:
        if self._session.turn is None:
            self._say(_nothing_due(self._session))
            return
        self._say("? lists what you can type at any prompt.")
        try:
            while (turn := self._session.turn) is not None and not self._quit:
                self._review(turn)
        except plain_prompt.EndOfInput:
            pass
        self._say("")
        self._say(self._summary())

    def _review(self, turn: Turn) -> None:
        """One card, from its question to its grade or to a command that leaves it."""
        minutes = int((clock.stopwatch() - self._started) // 60)
        self._print(["", *plain_card.heading(turn, self._session.progress, minutes, self._width)])
        self._print(["", *plain_card.question(turn, self._width), ""])
        while self._session.phase == "question":
            try:
                plain_answer.ask(self._session, turn, self._width)
            except plain_prompt.Command as command:
                if self._obey(command.letter, turn):
                    return
        verdict = self._session.verdict
        if verdict is not None:
            self._print(["", *plain_card.verdict(turn, verdict, self._width), ""])
        if turn.entry.card.evidence:
            self._say("e runs the experiment behind it.")
        self._print(plain_card.grades(self._session.intervals(), self._width))
        while self._session.turn is turn and self._session.phase == "answer":
            try:
                self._grade()
            except plain_prompt.Command as command:
                if self._obey(command.letter, turn):
                    return

    def _grade(self) -> None:
        """Ask for the grade; Enter takes the suggested one."""
        verdict = self._session.verdict
        suggested = verdict.suggested if verdict else Grade.GOOD
        typed = plain_prompt.line(
            f"Grade 1 to 4, Enter for {int(suggested)} {suggested.name.title()}:"
        )
        if typed not in ("", "1", "2", "3", "4"):
            self._say("Type 1, 2, 3 or 4, or press Enter. ? lists the commands.")
            return
        try:
            graded = self._session.grade(Grade(int(typed)) if typed else suggested)
        except ActquizError as error:
            if not sys.stdin.isatty():
                raise
            diagnostics.report(error)
            return
        if not graded.stale:
            self._given.append(graded.grade)
        self._say(_graded(graded))

    def _obey(self, letter: str, turn: Turn) -> bool:
        """Carry out a command; whether the card at hand is left."""
        match letter:
            case "u":
                return self._undo()
            case "f":
                self._say("Flagged." if self._session.flag() else "The flag is gone.")
            case "b":
                self._session.bury()
                self._say("Buried until tomorrow.")
            case "s":
                self._session.suspend()
                self._say("Suspended: it comes back when you take it back.")
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
        return letter in _LEAVING

    def _undo(self) -> bool:
        undone = self._session.undo()
        self._say(undone or "There is no grade to take back.")
        if undone and self._given:
            self._given.pop()
        return undone is not None

    def _evidence(self, turn: Turn) -> None:
        """Run the experiment behind the card; before the answer it would give that away."""
        from actquiz.cli import evidence

        arguments = evidence.arguments(turn.entry.card)
        if not arguments:
            self._say("There is no experiment behind this card.")
        elif self._session.phase == "question":
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
        " actquiz study --new 5"
    )
