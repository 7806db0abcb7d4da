"""The shipped decks, read once, and a small deck with one card of every kind."""

from __future__ import annotations

from pathlib import Path

import pytest

from actquiz.bank.card_text import kind_of
from actquiz.bank.cards import Card, DeckFile
from actquiz.exchange.selection import Selection, select


@pytest.fixture(scope="session")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Selection:
    """All decks that ship with the program."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ACTQUIZ_HOME", str(tmp_path_factory.mktemp("home")))
        patch.delenv("ACTQUIZ_DECKS", raising=False)
        return select()


@pytest.fixture(scope="session")
def kinds(shipped: Selection) -> DeckFile:
    """A deck with up to three cards of every kind."""
    found: dict[str, list[Card]] = {}
    for deck in shipped.decks:
        for card in deck.cards:
            found.setdefault(kind_of(card), []).append(card)
    cards = tuple(card for some in found.values() for card in some[:3])
    return DeckFile(format=1, deck="kinds", title="Kinds", about="One | of <all>.", cards=cards)


@pytest.fixture(autouse=True)
def _apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test sees or touches the person's own decks."""
    monkeypatch.setenv("ACTQUIZ_HOME", str(tmp_path / "home"))
