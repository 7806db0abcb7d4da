"""Decks of anything at all go out in each lossless format and come back equal."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from actquiz.bank import validation
from actquiz.bank.cards import Blank, Card, Choice, Cloze, DeckFile, Flashcard, Option
from actquiz.exchange.anki_in import from_apkg
from actquiz.exchange.anki_out import write_apkg
from actquiz.exchange.anki_text import as_anki_text, from_anki_text
from actquiz.exchange.importers import bring_in
from actquiz.exchange.json_file import as_json
from actquiz.exchange.markdown_layout import ANSWERS, DIALECTS, Layout
from actquiz.exchange.markdown_out import as_markdown
from actquiz.exchange.tables import as_table
from actquiz.exchange.yaml_out import as_yaml

PIECES = [
    *("word", "two words", "日本語", "e\u0301", "👩\u200d💻", "عربي", "\u202e", "ﷺ", "ß"),
    *("$x^2$", "$\\frac{1}{2}$", "$$\\sum_k x_k$$", "$a|b$", "$\\{x\\}$", "`code`", "`a|b`", "``"),
    *("**bold**", "*it*", "\\*", "\\$", "|", "| a | b |\n|---|---|\n| 1 | 2 |", "\\- no list"),
    *("- item", "1. one", "```python\nx = '`'\n```", "<b>tag</b>", "<!-- no -->", "&lt;", "<br>"),
    *("{{c1::x}}", "}}", "::", "[[2]]", "‹1›", "---", "# head", "Q: x", "A: y", "=1+1", "'quote"),
    *('"', ",", ";", "\\", "_a_", "~", "@", "+", "-", "null", "1e9", "no", "…", "  two  spaces"),
]
TEXTS = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=12)), min_size=1, max_size=6)


def _sound(parts: list[str]) -> str:
    """A text as a deck can hold it: no control characters, no space around it."""
    text = " ".join(parts) if len(parts) % 2 else "\n\n".join(parts)
    kept = "".join(
        sign for sign in text if sign == "\n" or sign.isprintable() or sign in "\u200d\u202e"
    )
    text = "\n".join(line.strip() for line in kept.split("\n")).strip()
    # What turns the direction of writing is nothing to read: no side of a card is made of it.
    return text if text.strip("\u200d\u202e \n") else "x"


texts = TEXTS.map(_sound)


@st.composite
def decks(draw: st.DrawFn) -> DeckFile:
    """A deck of cards whose texts hold anything."""
    cards: list[Card] = []
    for number in range(draw(st.integers(1, 3))):
        name = f"card-{number}"
        match draw(st.integers(0, 2)):
            case 0:
                cards.append(
                    Flashcard(id=name, front=draw(texts), back=draw(texts), why=draw(texts))
                )
            case 1:
                options = (
                    Option(text=draw(texts), correct=True),
                    Option(text=draw(texts), why=draw(texts)),
                )
                cards.append(Choice(id=name, question=draw(texts), options=options))
            case _:
                text = draw(texts).replace("[[", "[ [")
                blanks = (Blank(answer=draw(texts), hint=draw(st.sampled_from(("", "a hint")))),)
                cards.append(Cloze(id=name, text=f"{text} [[1]]", blanks=blanks))
    usable = tuple(card for card in cards if not list(validation.faults(card)))
    kept = usable or (Flashcard(id="card", front="q", back="a"),)
    return DeckFile(format=1, deck="deck", title="Title", cards=kept)


def _held(deck: DeckFile) -> bool:
    """Whether a deck file can hold it: only such decks are exported."""
    try:
        as_yaml(deck)
    except Exception:
        return False
    return True


def _answered(deck: DeckFile) -> bool:
    """Whether every gap has an answer that can be seen: a lone direction mark is none."""
    blanks = [blank for card in deck.cards if isinstance(card, Cloze) for blank in card.blanks]
    return all(any(char.isprintable() for char in blank.answer.strip()) for blank in blanks)


@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(deck=decks())
@pytest.mark.parametrize("format_", ["json", "csv", "tsv", "txt", "md", "apkg"])
def test_anything_comes_back(
    format_: str, deck: DeckFile, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Any Unicode, mathematics, code, tables and text that looks like HTML."""
    if not _held(deck) or not _answered(deck):
        return
    path = tmp_path_factory.mktemp("trip") / f"x.{format_}"
    if format_ == "apkg":
        write_apkg([deck], {}, path)
        assert from_apkg(path).decks == [deck]
        return
    if format_ == "txt":
        assert from_anki_text(as_anki_text([deck], {}), Path("x.txt")).decks == [deck]
        return
    if format_ == "md":
        for dialect in DIALECTS:
            for answers in ANSWERS:
                layout = Layout(dialect, answers)  # type: ignore[arg-type]
                path.write_text(as_markdown([deck], {}, layout), encoding="utf-8", newline="")
                assert bring_in(path).decks == [deck], (dialect, answers)
        return
    text = (
        as_json([deck])
        if format_ == "json"
        else as_table([deck], "," if format_ == "csv" else "\t")
    )
    path.write_text(text, encoding="utf-8", newline="")
    assert bring_in(path).decks == [deck]
