"""Files made to crash a program, to fill its memory or to keep it busy."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from actquiz.bank.loader import load_text

REFUSALS = """\
brackets: 0: lists and mappings are nested deeper than 24 levels
one text: 0: a text of 33,553,432 characters; at most 100,000 are read
dashes: 0: lists and mappings are nested deeper than 24 levels
questions: 0: a list or mapping stands where a field's name should be
braces: 0: lists and mappings are nested deeper than 24 levels
staircase: 0: lists and mappings are nested deeper than 24 levels
one quote: 0: this quote is never closed
nothings: 0: the file has more than 1,000,000 values
aliases: 0: `&` starts a YAML anchor, and decks have none
bad cards: 0: the file has more than 1,000,000 values
broken cards: 0: a text may not begin with an unquoted @
huge card: 0: this card has more than 5,000 values
many bad cards: 0: `front` is missing in this flashcard
too large: 0: the file is larger than 32 MB
"""


@pytest.mark.slow
def test_hostile_files_are_refused_within_bounds(tmp_path: Path) -> None:
    """Files at the size limit, each bad in its own way, are refused in bounded memory and time."""
    script = Path(__file__).with_name("load_in_bounds.py")
    done = subprocess.run(
        [sys.executable, script, tmp_path], capture_output=True, text=True, check=False
    )
    assert done.stderr == ""
    assert done.stdout == REFUSALS


def test_a_tag_never_runs_anything(tmp_path: Path) -> None:
    """A tag that would call a function in another reader is refused where it stands."""
    target = tmp_path / "made"
    text = f"format: 1\ndeck: d\ntitle: !!python/object/apply:os.mkdir [{target}]\ncards: []\n"
    loaded = load_text(text, Path("d.yaml"))
    assert str(loaded.problems[0].where) == "d.yaml:3:8"
    assert not target.exists()


def test_one_hostile_card_hides_no_others() -> None:
    """A card with a bomb in it is named; the cards around it load."""
    for bomb in ("{id: b, front: &a x, back: *a}", "{id: b, front: " + "[" * 60 + "}", "!!set {a}"):
        text = (
            "format: 1\ndeck: d\ntitle: T\ncards:\n"
            f"  - {{id: a, front: x, back: y}}\n  - {bomb}\n  - {{id: c, front: x, back: y}}\n"
        )
        loaded = load_text(text, Path("d.yaml"))
        assert [entry.id for entry in loaded.entries] == ["a", "c"]
        assert [problem.where.line for problem in loaded.problems] == [6]
