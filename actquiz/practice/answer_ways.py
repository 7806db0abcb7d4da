"""The few ways to answer a card. Faces know these, not kinds: a new kind mostly needs no new one.

A union closed with ``assert_never``: a face that forgets a way does not pass mypy.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reveal:
    """Recall it, and turn the card over; a formula may be typed instead."""


@dataclass(frozen=True, slots=True)
class PickOne:
    """One of the options is the answer."""

    options: tuple[str, ...]
    """Markdown, as shown: shuffled where order means nothing."""
    short: tuple[str, ...] = ()
    """The same in few characters, for a small window; empty where there is no shorter way."""


@dataclass(frozen=True, slots=True)
class TrueOrFalse(PickOne):
    """Two options that have names of their own and can be typed."""

    options: tuple[str, ...] = ("True", "False")


@dataclass(frozen=True, slots=True)
class PickOutcome(PickOne):
    """Commit to one; then the experiment runs, and its figure decides."""


@dataclass(frozen=True, slots=True)
class PickSeveral:
    """Any number of the options is the answer, at least one."""

    options: tuple[str, ...]
    """Markdown, as shown."""


@dataclass(frozen=True, slots=True)
class PutInOrder:
    """All of the items, in an order to find."""

    options: tuple[str, ...]
    """Markdown, in an order that is never the right one."""


@dataclass(frozen=True, slots=True)
class MatchPairs:
    """A right side for each left one, no right side twice.

    Picks are the places of the right sides in the order of the left ones, -1 for none.
    """

    lefts: tuple[str, ...]
    """Markdown, each one line."""
    rights: tuple[str, ...]
    """At least as many; those left over belong nowhere."""


@dataclass(frozen=True, slots=True)
class FillBlanks:
    """A short text for each gap."""

    hints: tuple[str, ...]
    """One for each gap; empty where the card has none."""


@dataclass(frozen=True, slots=True)
class TypeNumber:
    """A number, as people type it."""

    unit: str


@dataclass(frozen=True, slots=True)
class OwnWords:
    """One's own words, ticked off against key points afterwards."""

    points: tuple[str, ...]
    """Markdown; hidden until the learner has answered."""


AnswerWay = (
    Reveal | PickOne | PickSeveral | PutInOrder | MatchPairs | FillBlanks | TypeNumber | OwnWords
)


def told_by_lines(way: AnswerWay) -> bool:
    """Whether the judged lines already hold the whole answer."""
    return isinstance(way, (PickOne, PickSeveral, PutInOrder, MatchPairs))
