"""What the program knows of one kind of card; each has a file here that ends with its ``KIND``."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from actquiz.practice.answer_ways import AnswerWay
from actquiz.practice.turn import Response, Verdict

if TYPE_CHECKING:
    from actquiz.plots.figure import Figure

C = TypeVar("C")


@dataclass(frozen=True, slots=True)
class Kind(Generic[C]):
    """How cards of type ``C`` are asked, judged and read; no screen, no input or output."""

    task: str
    """What there is to do, in a word or two over the question."""
    seconds: float
    """What a review takes somebody nothing is known of."""
    ask: Callable[[C, int], tuple[str, AnswerWay]]
    """The question as Markdown and how it is answered; the seed decides what is left to chance."""
    judge: Callable[[C, int, Response], Verdict]
    """What a response is worth to the card asked with that seed."""
    states: Callable[[C], Iterable[str]]
    """The texts that say what is true; questions and wrong options are left out."""
    picture: Callable[[C, bool], Figure] | None = None
    """What is to be seen with the question; with its name once that is answered (True)."""
