"""docs/decks.md: its examples are decks."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

from actquiz.bank.cards import Card
from actquiz.bank.loader import load_text
from actquiz.bank.sources import load_sources

PAGE = Path(__file__).parents[2] / "docs" / "decks.md"
BLOCKS = re.findall(r"```yaml\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)


def test_every_example_loads() -> None:
    """The cards on the page load together as one deck, one of each kind at least."""
    deck = next(block for block in BLOCKS if block.startswith("format: 1"))
    cards = "".join(block for block in BLOCKS if block.startswith("  - id:"))
    loaded = load_text(deck + cards, PAGE)
    assert [str(problem) for problem in loaded.problems] == []
    assert loaded.deck
    assert {type(card) for card in loaded.deck.cards} == set(get_args(Card))


def test_the_source_example_loads(tmp_path: Path) -> None:
    """The entry of sources.yaml on the page is one that is read."""
    path = tmp_path / "sources.yaml"
    path.write_text(next(block for block in BLOCKS if block.startswith("glorot-2010")))
    assert load_sources(path).problems == []
