"""Every kind of card on every face and through every format.

The cards are the examples of docs/decks.md. A new kind is red here until it has an example and can
be asked, answered, shown, exported and brought back everywhere; only a new way to answer is news to
this file.
"""

from __future__ import annotations

import asyncio
import io
import re
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import assert_never, get_args

import msgspec
import pytest

from actquiz import paths
from actquiz.bank import card_text, formula_cards
from actquiz.bank.cards import Card, DeckFile, Formula
from actquiz.bank.loader import load_text
from actquiz.bank.studied_card import Entry
from actquiz.cli.main import run
from actquiz.exchange.anki_in import from_apkg
from actquiz.exchange.anki_out import write_apkg
from actquiz.exchange.anki_text import as_anki_text, from_anki_text
from actquiz.exchange.html_out import as_page
from actquiz.exchange.json_file import as_json, from_json
from actquiz.exchange.markdown_in import from_own_markdown
from actquiz.exchange.markdown_layout import ANSWERS, DIALECTS, Layout
from actquiz.exchange.markdown_out import as_markdown
from actquiz.exchange.tables import as_table, from_table
from actquiz.exchange.yaml_out import as_yaml
from actquiz.practice.answer_times import SECONDS
from actquiz.practice.answer_ways import (
    FillBlanks,
    MatchPairs,
    OwnWords,
    PickOne,
    PickSeveral,
    PutInOrder,
    Reveal,
    TrueOrFalse,
    TypeNumber,
)
from actquiz.practice.card_asking import ask, judge, kind_of
from actquiz.practice.kinds.table import KINDS
from actquiz.practice.turn import Response, Turn
from actquiz.tui.app import ActquizApp
from actquiz.tui.browse.card_view import CardDetails, Shown
from actquiz.tui.desk import Desk
from actquiz.tui.review.screen import ReviewPage

PAGE = Path(__file__).parents[2] / "docs" / "decks.md"
_EXAMPLES = re.findall(r"```yaml\n(  - id:.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
_LOADED = load_text("format: 1\ndeck: kinds\ntitle: Kinds\ncards:\n" + "".join(_EXAMPLES), PAGE)
assert _LOADED.deck is not None
CARDS: dict[str, Card] = {card_text.kind_of(card): card for card in _LOADED.deck.cards}
"""A card of each kind, by the kind's name."""

every_kind = pytest.mark.parametrize("card", CARDS.values(), ids=CARDS)
Back = Callable[[DeckFile, Path], list[DeckFile]]


def deck_of(card: Card) -> DeckFile:
    """A deck with that card alone."""
    return DeckFile(format=1, deck="one", title="One of a kind", cards=(card,))


def turn_of(card: Card, seed: int = 0) -> Turn:
    """The card as it is asked; of a formula its first card."""
    one = formula_cards.expand(card)[0] if isinstance(card, Formula) else card
    entry = Entry(
        id=one.id, deck="one", deck_title="One of a kind", group=card.id, path="one.yaml", line=4,
        position=0, digest="", card=one,
    )  # fmt: skip
    return ask(entry, seed)


def right(turn: Turn) -> Response:
    """A response that answers the turn rightly, as far as a program can judge it."""
    verdict = judge(turn, Response())
    match turn.way:
        case PickOne() | PickSeveral():
            return Response(picks=tuple(n for n, line in enumerate(verdict.lines) if line.belongs))
        case PutInOrder(options):
            return Response(picks=tuple(options.index(line.text) for line in verdict.lines))
        case MatchPairs(lefts, rights):
            pairs = dict(line.text.split(" → ") for line in verdict.lines)
            return Response(picks=tuple(rights.index(pairs[left]) for left in lefts))
        case FillBlanks():
            return Response(texts=tuple(blank.answer for blank in turn.entry.card.blanks))
        case TypeNumber():
            return Response(texts=(verdict.answer,))
        case OwnWords(points):
            return Response(texts=(". ".join(points),))
        case Reveal():
            return Response()
        case _:
            assert_never(turn.way)


def typed(turn: Turn) -> str:
    """The same as lines for plain mode, up to the verdict."""
    response = right(turn)
    match turn.way:
        case TrueOrFalse():
            return "tf"[response.picks[0]] + "\n"
        case PickOne() | PickSeveral() | PutInOrder():
            return " ".join(str(place + 1) for place in response.picks) + "\n"
        case MatchPairs():
            paired = enumerate(response.picks, start=1)
            return " ".join(f"{number}{'abcdefghi'[pick]}" for number, pick in paired) + "\n"
        case FillBlanks() | TypeNumber():
            return "".join(f"{text}\n" for text in response.texts)
        case OwnWords():
            return f"{response.texts[0]}\n\n\n"
        case Reveal():
            return "\n"
        case _:
            assert_never(turn.way)


def keys(turn: Turn) -> list[str]:
    """The same as keys for the app, up to the verdict."""
    response = right(turn)
    match turn.way:
        case PickOne() | PickSeveral() | PutInOrder() | MatchPairs():
            return [*(str(place + 1) for place in response.picks), "enter"]
        case FillBlanks() | TypeNumber():
            return [key for text in response.texts for key in [*map(_key, text), "enter"]]
        case OwnWords():
            return [*map(_key, "gradient"), "enter", "enter"]
        case Reveal():
            return ["space"]
        case _:
            assert_never(turn.way)


def _key(char: str) -> str:
    return "space" if char == " " else char


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A learner without progress; the folder for decks."""
    decks = tmp_path / "decks"
    decks.mkdir()
    monkeypatch.setenv("ACTQUIZ_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("ACTQUIZ_DECKS", str(decks))
    monkeypatch.setenv("ACTQUIZ_NOW", "2026-05-04T09:00:00+02:00")
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setattr(paths, "shipped_content", lambda: tmp_path / "nothing")
    return decks


def write(card: Card, decks: Path) -> None:
    """Keep the card, or of a formula the first of its cards, as a learner's deck."""
    if isinstance(card, Formula):
        card = msgspec.structs.replace(card, ask=card.ask[:1])
    (decks / "one.yaml").write_text(as_yaml(deck_of(card)), encoding="utf-8")


def test_every_kind_has_an_example_and_a_place_in_the_table() -> None:
    """No kind is without an example in the manual, without its file or without its usual time."""
    assert {type(card) for card in CARDS.values()} == set(get_args(Card))
    assert {*KINDS, Formula} == set(get_args(Card))
    assert CARDS.keys() - {"formula"} == SECONDS.keys()


@every_kind
def test_what_is_asked_is_judged_and_read(card: Card) -> None:
    """One seed, one turn; a right answer is right, no answer is not; it says what is true."""
    turn = turn_of(card, 3)
    assert turn == turn_of(card, 3)
    assert judge(turn, right(turn)).right in (True, None)
    assert not judge(turn, Response()).right
    assert kind_of(turn.entry.card).task
    assert any(kind_of(turn.entry.card).states(turn.entry.card))
    assert card_text.title(card)
    assert card_text.words(card)


@every_kind
@pytest.mark.parametrize("command", ["study", "quiz", "quiz --at-end"])
def test_plain_mode_asks_and_judges(
    card: Card,
    command: str,
    home: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A right answer is told as right, in a review and in a quiz."""
    write(card, home)
    name, *options = command.split()
    number = [] if name == "study" else ["-n", "1", "--seed", "1"]
    seeded = _asked(name)
    settled = "y\n" if name == "quiz" else "\n"
    monkeypatch.setattr(sys, "stdin", io.StringIO(typed(seeded) + settled * 3))
    assert run([name, "--plain", *number, *options]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    if judge(seeded, right(seeded)).right:
        assert "✓ Right" in out
    assert "1 of 1 right" in out if name == "quiz" else "again in" in out


def _asked(command: str) -> Turn:
    """The turn that the session will ask, with its seed."""
    from actquiz.bank.index import Index
    from actquiz.memory.store import Store
    from actquiz.practice.quiz import Quiz
    from actquiz.practice.review import ReviewSession

    with Index.open(paths.deck_roots()) as index, Store.open() as store:
        if command == "quiz":
            return Quiz(index, count=1, seed=1).turns[0]
        session = ReviewSession(store, index)
        try:
            assert session.turn is not None
            return session.turn
        finally:
            session.close()


@every_kind
async def test_the_app_asks_and_judges(card: Card, home: Path) -> None:
    """A right answer is told as right on a small screen, and a grade ends the review."""
    write(card, home)
    desk = Desk.open()
    app = ActquizApp(desk)
    async with app.run_test(size=(40, 12)) as pilot:
        await pilot.press("enter")
        page = app.screen
        assert isinstance(page, ReviewPage)
        turn = page.turn
        assert turn is not None
        await pilot.press(*keys(turn))
        until = time.monotonic() + 60
        while page.sheet.doing == "running" and time.monotonic() < until:
            await asyncio.sleep(0.05)
        await pilot.pause()
        assert page.sheet.doing == "answer"
        if judge(turn, right(turn)).right:
            shown = "\n".join(row.content.plain for row in page.sheet.headline.rows(38))
            assert "✓ Right" in shown
        await pilot.press("4")
        assert page.turn is None
    desk.close()


@every_kind
def test_show_and_browse_show_both_sides(
    card: Card, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The question, and what answers it, are there without a session."""
    write(card, home)
    turn = turn_of(card)
    assert run(["show", turn.entry.id]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    assert turn.question.split()[0] in out
    assert type(card).__struct_config__.tag in out or isinstance(card, Formula)
    desk = Desk.open()
    details = CardDetails()
    details.shown = Shown(turn, desk.store.card(turn.entry.id), (), ())
    rows = [row.content.plain for row in details.rows(500)]
    desk.close()
    assert any(row.strip() for row in rows[: rows.index("─" * 500)])


def _yaml(deck: DeckFile, path: Path) -> list[DeckFile]:
    loaded = load_text(as_yaml(deck), path).deck
    return [] if loaded is None else [loaded]


def _anki(deck: DeckFile, path: Path) -> list[DeckFile]:
    write_apkg([deck], {}, path)
    return from_apkg(path).decks


def _markdown(layout: Layout) -> Back:
    return lambda deck, path: from_own_markdown(as_markdown([deck], {}, layout), path).decks


FORMATS: dict[str, Back] = {
    "yaml": _yaml,
    "json": lambda deck, path: from_json(as_json([deck]), path).decks,
    "csv": lambda deck, path: from_table(as_table([deck], ","), path, ",").decks,
    "tsv": lambda deck, path: from_table(as_table([deck], "\t"), path, "\t").decks,
    "anki": _anki,
    "anki-text": lambda deck, path: from_anki_text(as_anki_text([deck], {}), path).decks,
    **{
        f"markdown {dialect} {answers}": _markdown(Layout(dialect, answers))
        for dialect in DIALECTS
        for answers in ANSWERS
    },
}


@every_kind
@pytest.mark.parametrize("format", FORMATS)
def test_every_format_brings_the_card_back(card: Card, format: str, tmp_path: Path) -> None:
    """What goes out comes back equal."""
    assert FORMATS[format](deck_of(card), tmp_path / "out.file") == [deck_of(card)]


@every_kind
def test_the_page_has_both_sides(card: Card) -> None:
    """The exported page has the card, with a question and an answer."""
    page = as_page([deck_of(card)], {})
    assert f'id="{card.id}"' in page
    front, back = re.findall(r'<div class="(?:front|back)">(.*?)</div>\n', page, re.DOTALL)
    assert front.strip()
    assert back.strip()
