"""What a lesson is: front matter, and sections of text, cards, experiments, pictures and facts.

A field's docstring line is also its text in the JSON Schema that editors complete from.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal

from msgspec import UNSET, Meta, Struct, UnsetType

from actquiz.bank.cards import Id, Markdown, Number, Outcome, Predict, Remark, Text


class FrontMatter(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What stands between the two lines of dashes at the head of a lesson."""

    format: Literal[1] = 1
    id: Id
    """The lesson's identity, never changed: the reader's place hangs on it."""
    title: Text
    minutes: Annotated[int, Meta(ge=1, le=120)]
    """How long it takes to read, run and answer."""
    deck: Id
    """The deck whose cards it prepares for."""
    also: tuple[Id, ...] = ()
    """Further decks it prepares for."""
    needs: tuple[Id, ...] = ()
    """Lessons to read before this one."""
    sources: tuple[Id, ...] = ()
    """Ids from sources.yaml of the works it rests on."""
    about: Remark = ""
    """What one can do after it, in a sentence."""


class PredictionBlock(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is asked before an experiment runs; as a card of kind predict has it."""

    question: Markdown
    figure: str
    """Name of the figure in the experiment's result that decides."""
    outcomes: Annotated[tuple[Outcome, ...], Meta(min_length=2, max_length=9)]
    why: Remark = ""
    """The reason, shown beside what came out."""


class DemoBlock(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An experiment that runs where it is spoken of."""

    demo: str
    """Name of the experiment; 'actquiz demo' lists them."""
    set: dict[str, Any] = {}
    """Its parameters, where they differ from the defaults."""
    seeds: Annotated[int, Meta(ge=1, le=10_000)] | UnsetType = UNSET
    """How many random draws; without it the experiment's own number."""
    predict: PredictionBlock | UnsetType = UNSET
    """What to ask first; without it, and without ``set``, the experiment's own prediction."""


class PlotBlock(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The curves of functions, drawn at the pane's width."""

    functions: Annotated[tuple[str, ...], Meta(min_length=1, max_length=6)]
    """The engine's names, parameters after a colon: ``leaky_relu:alpha=0.2``."""
    range: Annotated[tuple[Number, ...], Meta(min_length=2, max_length=2)] = (-5, 5)
    """The interval of x that is drawn."""
    slope: bool = False
    """Draw the slopes as well."""
    caption: Remark = ""
    """A line under the picture; who cannot see it reads this and a table."""


class FactsBlock(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A table that the engine fills in, so that no number in it can be wrong."""

    columns: Annotated[dict[str, str], Meta(min_length=1, max_length=8)]
    """Heading to what stands below it: a fact's name such as slope_max, or an expression."""
    functions: tuple[str, ...] = ()
    """A row for each; expressions call it ``f``: ``f(4)``, ``slope(f, 4)``."""
    each: dict[str, tuple[Number, ...]] = {}
    """In place of functions: a name and its values, a row for each value."""
    digits: Annotated[int, Meta(ge=1, le=12)] = 4
    """Significant digits."""


class ClaimsBlock(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What bears out the numbers of the section it stands in; not shown."""

    claims: tuple[dict[str, Any], ...] = ()
    """As on cards; see the documentation on claims."""
    cited: tuple[str, ...] = ()
    """Numbers that one of the lesson's sources says, as written."""
    given: tuple[str, ...] = ()
    """Numbers that are chosen for an example, as written: they say nothing that could be wrong."""


@dataclass(frozen=True, slots=True)
class TextBlock:
    """Markdown without fences of ours."""

    markdown: str
    line: int
    explains: tuple[str, ...] = ()
    """Cards that this text explains, from the comment below it."""


@dataclass(frozen=True, slots=True)
class CardStop:
    """A card that is asked here."""

    card: str
    line: int
    quoted: str = ""
    """Its question as the file repeats it for who reads it without this program."""


@dataclass(frozen=True, slots=True)
class Experiment:
    """An experiment that is run here."""

    block: DemoBlock
    line: int

    def prediction(self) -> Predict | None:
        """What it asks first, as the card of kind predict it amounts to."""
        asked = self.block.predict
        if asked is UNSET:
            return None
        return Predict(
            id=f"{self.block.demo}-at-{self.line}",
            question=asked.question,
            demo=self.block.demo,
            set=self.block.set,
            figure=asked.figure,
            outcomes=asked.outcomes,
            why=asked.why,
        )


@dataclass(frozen=True, slots=True)
class Plot:
    """Curves that are drawn here."""

    block: PlotBlock
    line: int


@dataclass(frozen=True, slots=True)
class Facts:
    """A table that is filled in here."""

    block: FactsBlock
    line: int


@dataclass(frozen=True, slots=True)
class ExerciseStop:
    """An exercise to try here."""

    exercise: str
    line: int


LessonBlock = TextBlock | CardStop | Experiment | Plot | Facts | ExerciseStop


@dataclass(frozen=True, slots=True)
class Section:
    """What is read at one go: a heading and what stands under it."""

    heading: str
    anchor: str
    """The heading as an id: the reader's place is kept by it."""
    line: int
    blocks: tuple[LessonBlock, ...]
    claims: tuple[dict[str, Any], ...] = ()
    cited: tuple[str, ...] = ()
    given: tuple[str, ...] = ()
    claims_line: int = 0

    def cards(self) -> list[str]:
        """The cards asked in it, in order."""
        return [block.card for block in self.blocks if isinstance(block, CardStop)]


@dataclass(frozen=True, slots=True)
class Lesson:
    """A lesson as it is read."""

    path: Path
    head: FrontMatter
    sections: tuple[Section, ...]

    @property
    def id(self) -> str:
        """Its identity."""
        return self.head.id

    @property
    def title(self) -> str:
        """As a list shows it."""
        return self.head.title

    @property
    def decks(self) -> tuple[str, ...]:
        """The decks it prepares for, the main one first."""
        return (self.head.deck, *self.head.also)

    def cards(self) -> list[str]:
        """The cards it asks, in order, each once."""
        return list(dict.fromkeys(card for section in self.sections for card in section.cards()))

    def blocks(self) -> Iterator[tuple[Section, LessonBlock]]:
        """All blocks, each with its section."""
        for section in self.sections:
            for block in section.blocks:
                yield section, block

    def section(self, anchor: str) -> int:
        """The number of the section with that anchor; 0 where there is none (any more)."""
        anchors = [section.anchor for section in self.sections]
        return anchors.index(anchor) if anchor in anchors else 0

    def explanation(self, card: str) -> tuple[int, int] | None:
        """Where ``card`` is explained: the numbers of section and block; None if nowhere here.

        The text whose comment names it; else the text before the place where it is asked.
        """
        asked = None
        for number, section in enumerate(self.sections):
            text = 0
            for place, block in enumerate(section.blocks):
                if isinstance(block, TextBlock):
                    if card in block.explains:
                        return number, place
                    text = place
                elif isinstance(block, CardStop) and block.card == card and asked is None:
                    asked = number, text
        return asked
