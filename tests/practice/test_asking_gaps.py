"""What people type into the gaps of the shipped clozes."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from actquiz import paths
from actquiz.bank.cards import Cloze
from actquiz.bank.loader import load_deck
from actquiz.bank.studied_card import Entry
from actquiz.practice.card_asking import ask, judge
from actquiz.practice.turn import PartMark, Response

_FILE = Path(__file__).with_name("gap_answers.yaml")
TYPED = yaml.load(_FILE.read_text(encoding="utf-8"), yaml.BaseLoader)  # all of it is text
ENTRIES = {
    entry.id: entry
    for file in sorted(paths.shipped_content().glob("*/*.yaml"))
    for entry in load_deck(file).entries
    if isinstance(entry.card, Cloze)
}


def said(entry: Entry, place: int, text: str) -> bool:
    """Whether ``text`` counts in that gap."""
    texts = ["", "", "", "", "", "", "", "", ""]
    texts[place] = text
    return judge(ask(entry, 0), Response(texts=tuple(texts))).lines[place].mark is PartMark.RIGHT


def answers(side: str) -> Iterator[tuple[str, str, bool]]:
    """The card, each text on that side, and whether it counts."""
    for name, gaps in TYPED.items():
        for place, gap in enumerate(gaps):
            for text in gap[side]:
                yield name, text, said(ENTRIES[name], place, text)


def test_every_gap_of_the_bank_has_answers() -> None:
    """A new cloze, or a new gap, is red here until somebody has written what people type."""
    assert {name: len(gaps) for name, gaps in TYPED.items()} == {
        name: len(entry.card.blanks) for name, entry in ENTRIES.items()
    }


@pytest.mark.parametrize(("side", "least", "most"), [("right", 0.95, 1.0), ("wrong", 0.0, 0.03)])
def test_right_answers_count_and_near_misses_do_not(side: str, least: float, most: float) -> None:
    """Of natural right answers 95 % are accepted or more, of near misses 3 % or fewer."""
    found = list(answers(side))
    share = sum(counts for *_, counts in found) / len(found)
    odd = [f"{name}: {text}" for name, text, counts in found if counts != (side == "right")]
    assert least <= share <= most, odd


def test_the_word_after_a_gap_may_be_typed_again() -> None:
    """In "the [[1]] gate" both forget and forget gate are the answer."""
    lstm = ENTRIES["lstm-cell-step"]
    assert said(lstm, 0, "forget gate")
    assert said(lstm, 0, "the forget gates")
    assert not said(lstm, 0, "input gate")
    assert not said(lstm, 0, "gate")
