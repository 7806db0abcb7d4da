"""How a card stands in a Markdown file: the dialects, and where the answers are."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from actquiz.bank.cards import Card, Curve, DeckFile
from actquiz.bank.sources import Source
from actquiz.exchange import card_markdown, github_markdown
from actquiz.exchange.figures import is_pictured
from actquiz.exchange.fragments import Loose, Piece, Slot, running

Dialect = Literal["github", "qa", "heading", "mochi"]
Answers = Literal["inline", "collapsed", "end", "none"]
VERSION = 1
"""Of the layouts: changes when a file that is out would be read in another way."""
DIALECTS: tuple[str, ...] = get_args(Dialect)
ANSWERS: tuple[str, ...] = get_args(Answers)


@dataclass(frozen=True, slots=True)
class Layout:
    """What a file is written in; it stands in the file's first comment."""

    dialect: Dialect = "github"
    answers: Answers = "inline"
    figures: bool = False
    """Cards show their pictures, in files of their own."""

    @property
    def encode(self) -> Callable[[str], str]:
        """The bank's Markdown to this dialect's."""
        return github_markdown.encode if self.dialect == "github" else github_markdown.gaps_only

    @property
    def decode(self) -> Callable[[str], str]:
        """The way back."""
        return github_markdown.decode if self.dialect == "github" else github_markdown.gaps_back

    def question(self, card: Card, sources: Mapping[str, Source]) -> list[Piece]:
        """The card where it is asked: with its answer, if answers are not elsewhere."""
        curve = self._picture(card) if isinstance(card, Curve) else ""
        asked = [*self._begin(), *self._fitted(card_markdown.prompt(card, curve))]
        if self.answers in ("end", "none"):
            return asked
        shown = [*self._answer(card), *_cited(card, sources)]
        if self.answers == "collapsed":
            summary = "\n\n<details>\n<summary>Answer</summary>\n\n"
            return [*asked, summary, *shown, "\n\n</details>"]
        return [*asked, _BETWEEN[self.dialect], *shown]

    def answer_at_end(self, card: Card, number: int, sources: Mapping[str, Source]) -> list[Piece]:
        """The card's answer in the list at the end of its deck; ``number`` counts from 1."""
        heading: Piece = Loose(f"**{number}.**", raw=True)
        return [heading, "\n\n", *self._answer(card), *_cited(card, sources)]

    def _answer(self, card: Card) -> list[Piece]:
        return card_markdown.illustrated_answer(
            card, "" if isinstance(card, Curve) else self._picture(card)
        )

    def _picture(self, card: Card) -> str:
        return image_line(card.id, "") if self.figures and is_pictured(card) else ""

    def _begin(self) -> list[Piece]:
        begin = _BEGIN[self.dialect]
        return [begin] if begin else []

    def _fitted(self, pieces: Iterable[Piece]) -> list[Piece]:
        if self.dialect in ("github", "heading"):
            return list(pieces)
        return running(pieces)


def image_line(card_id: str, alt: str) -> str:
    """A card's picture; its file lies in a folder beside the text."""
    words = re.sub(r"[\[\]\\`$<>_*]", "", " ".join(alt.split()))
    return f"![{words}](figures/{card_id}.svg)"


_BEGIN: dict[Dialect, str] = {"github": "## ", "qa": "Q: ", "heading": "## ", "mochi": ""}
_BETWEEN: dict[Dialect, str] = {
    "github": "\n\n**Answer**\n\n",
    "qa": "\n\nA: ",
    "heading": "\n\n",
    "mochi": "\n\n---\n\n",
}


def header(deck: DeckFile) -> list[Piece]:
    """The deck's title and what it is about."""
    pieces: list[Piece] = ["# ", Slot(("title",), deck.title, form="heading")]
    if deck.about:
        pieces += ["\n\n", Slot(("about",), deck.about)]
    return pieces


def _cited(card: Card, sources: Mapping[str, Source]) -> list[Piece]:
    if not card.sources:
        return []
    named = "; ".join(citation(one, sources.get(one)) for one in card.sources)
    return ["\n\n", Loose(f"Sources: {named}", raw=True)]


def citation(name: str, source: Source | None) -> str:
    """A work as a Markdown link; its id alone where sources.yaml does not have it."""
    if source is None:
        return name
    first, *others = source.authors.split(", ")
    label = f"{first}{' et al.' if others else ''}, {source.year}"
    label = label.replace("[", "(").replace("]", ")")
    address = source.address
    return f"[{label}](<{address}>)" if address else f"{label} ({source.id})"
