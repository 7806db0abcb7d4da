"""The head of Home: how today stands, in one line, and the key to press."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from textual.content import Content

from actquiz import paths
from actquiz.practice.lesson_path import LessonStop, way
from actquiz.practice.readiness import readiness
from actquiz.practice.today import DeckToday
from actquiz.tui.home.overview import Overview
from actquiz.tui.places import PLACES
from actquiz.tui.typeset import wrapped
from actquiz.tui.widgets.rows_widget import Row, RowsWidget
from actquiz.words import counted, short_day

_EXERCISES = next(place.key for place in PLACES if place.name == "exercises")
_LESSONS = next(place.key for place in PLACES if place.name == "lessons")
_CARDS_A_MINUTE = 3
LEARN_AHEAD = 5
"""How many new cards "learn more" brings."""

_WELCOME = (
    "You see a question; answer it in your head or by key. Turn the card and say how well you "
    "knew it. What you knew comes back later, what you did not comes back sooner. Ten minutes "
    "a day are enough."
)
_WELCOME_LESSONS = (
    "Short lessons explain, ask, and run experiments as you read. What they ask comes back as "
    "cards: what you knew later, what you did not sooner. Ten minutes a day are enough."
)
_WELCOME_SHORT = "Answer in your head, turn the card, say how well you knew it."
_NO_CARDS = (
    "There are no decks to study. m imports some, a writes the first card. Or put a deck file "
    "into {}, and start again; 'actquiz check FILE' tells what a file lacks."
)


class TodayCard(RowsWidget):
    """A headline, a line under it, and the button."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._overview: Overview | None = None
        self._deck: DeckToday | None = None
        self._left = 0
        self._lessons: Sequence[LessonStop] = ()

    def show(
        self,
        overview: Overview,
        deck: DeckToday | None,
        left: int,
        lessons: Sequence[LessonStop] = (),
    ) -> None:
        """``deck`` is the row the cursor is on: the button asks ``left`` cards of it today.

        ``lessons``: all of them, once they are known.
        """
        self._overview, self._deck, self._left = overview, deck, left
        self._lessons = lessons
        self.redraw()

    @property
    def first_lesson(self) -> LessonStop | None:
        """The lesson that a first run begins with."""
        overview, everywhere = self._overview, self._deck is not None and not self._deck.id
        if overview is None or overview.state != "first run" or not everywhere:
            return None
        return self._lessons[0] if self._lessons and not self._lessons[0].read else None

    def rows(self, width: int) -> list[Row]:
        if self._overview is None:
            return []
        short = self.screen.has_class("-short")
        headline, detail, button = _words(self._overview, self._deck)
        first = self.first_lesson
        if detail == _WELCOME:
            longer = _WELCOME if first is None else _WELCOME_LESSONS
            detail = _WELCOME_SHORT if short else longer
        if self._deck is not None and self._deck.id:
            button = _of_deck(self._deck, self._left)
        rows = [Row(line) for line in wrapped(Content.styled(headline, "bold"), width)]
        rows += [Row(line) for line in wrapped(Content.styled(detail, "$quiet"), width)]
        if agenda := self._overview.today.agenda:
            now = self._overview.today
            words = readiness(agenda, now.day, now.planned_minutes)
            rows += [Row(line) for line in wrapped(Content(words), width)]
        count = self._overview.exercises
        if count:
            again = "" if short else " to do again"
            words = f"{counted(count, 'exercise')}{again}: press {_EXERCISES}"
            rows += [Row(line) for line in wrapped(Content(words), width)]
        if first is not None:
            button = f"Begin with lesson {first.number}, {first.lesson.head.minutes} minutes"
        elif self._lessons and not short:
            new = {deck.id: deck.new for deck in self._overview.today.decks}
            if words := way(self._lessons, new):
                rows += [
                    Row(line) for line in wrapped(Content(f"{words}: press {_LESSONS}"), width)
                ]
        if button:
            label = Content.styled(f"  ⏎  {button}  ", self.chip).truncate(width, ellipsis=True)
            # Where there are few rows they are for the decks.
            rows += [Row(label, 0)] if short else [Row(), Row(label, 0)]
        if first is not None:
            other = Content.styled("  o  I know this: only cards  ", self.plain_chip)
            rows.append(Row(other.truncate(width, ellipsis=True), 1))
        return rows


class ProblemLine(RowsWidget):
    """Says how many problems there are and which command lists them."""

    def __init__(self) -> None:
        super().__init__()
        self._count = 0

    def show(self, count: int) -> None:
        """Hidden at zero."""
        self._count = count
        self.display = count > 0
        self.redraw()

    def rows(self, width: int) -> list[Row]:
        line = Content.assemble(
            ("! ", "bold $warning"),
            (f"{counted(self._count, 'problem')} in your decks: ", "$quiet"),
            ("actquiz check", "bold"),
        )
        return [Row(part) for part in wrapped(line, width)]


def _words(overview: Overview, deck: DeckToday | None) -> tuple[str, str, str]:
    """The headline, what explains it, and the button's label."""
    if overview.state == "no cards" or deck is None:
        return "Nothing to study yet", _NO_CARDS.format(paths.user_decks()), ""
    if overview.state == "first run":
        return (
            "Welcome",
            _WELCOME,
            f"Begin with {counted(overview.left, 'card')}",
        )
    if overview.state == "due":
        button = f"Review {counted(overview.left, 'card')}"
        return f"{counted(overview.left, 'card')} today", _mix(overview), button
    if overview.state == "nothing due":
        return "Nothing is due. Well done.", _waiting(overview), _more(deck)
    return (
        "Nothing is due, and every card is learned.",
        _until(overview),
        "Look through the cards",
    )


def _of_deck(deck: DeckToday, left: int) -> str:
    """What the button does with one deck."""
    if left:
        return f"Study {counted(left, 'card')}: {deck.title}"
    if deck.new:
        return f"Learn {min(LEARN_AHEAD, deck.new)} more: {deck.title}"
    return f"Look through: {deck.title}"


def _mix(overview: Overview) -> str:
    counts = overview.today
    parts = [f"{counts.learning} in learning"] if counts.learning else []
    parts += [f"{counts.due} to review"] if counts.due else []
    parts += [f"{counts.new} new"] if counts.new else []
    minutes = -(-overview.left // _CARDS_A_MINUTE)
    return " · ".join([*parts, f"about {minutes} min"])


def _more(deck: DeckToday) -> str:
    count = min(LEARN_AHEAD, deck.new)
    if not count:
        return ""
    return f"Learn {counted(count, 'more card')}"


def _waiting(overview: Overview) -> str:
    """When a card comes back, and how many are unseen.

    Where tomorrow brings nothing but new cards, the first review is told: the chart shows it.
    """
    said = _until(overview)
    if overview.next_due is not None and overview.next_due.date() > overview.now.date():
        first = next((day for day, count in overview.today.ahead[1:] if count), None)
        if first is None:
            said = ""
        elif (first - overview.today.day).days > 1:
            said = f"The next review comes on {first:%a} {short_day(first)}."
    return f"{said} {counted(overview.unseen, 'card')} still to be learned.".strip()


def _until(overview: Overview) -> str:
    if overview.next_due is None:
        return ""
    return f"The next card comes {when(overview.next_due, overview.now)}."


def when(moment: datetime, now: datetime) -> str:
    """``moment`` as one would say it at ``now``; both in local time."""
    days = (moment.date() - now.date()).days
    if days <= 0:
        minutes = max(round((moment - now).total_seconds() / 60), 1)
        return f"in {minutes} min" if minutes < 90 else f"today at {moment:%H:%M}"
    if days == 1:
        return "tomorrow"
    return f"on {moment:%A}" if days < 7 else f"on {moment.day} {moment:%B}"
