"""Gaps on their way to Anki and back."""

from __future__ import annotations

from pathlib import Path

import pytest

from actquiz.bank.cards import Blank, Cloze, DeckFile
from actquiz.exchange.anki_notes import shown
from actquiz.exchange.anki_text import as_anki_text, from_anki_text


@pytest.mark.parametrize(
    ("text", "answer", "field"),
    [
        ("It is $a = [[1]]$.", "$\\frac{1}{4}$", "It is \\(a = {{c1::\\frac{1}{4} }}\\)."),
        ("It is [[1]].", "f{x}", "It is {{c1::f{x&#125;}}."),
        ("It is [[1]].", "$x^{a_{b_{c}}}$", "It is {{c1::\\(x^{a_{b_{c} } }\\)}}."),
        ("It is [[1]].", "`{{}}`", "It is {{c1::<code>{{}&#125;</code>}}."),
    ],
)
def test_no_gap_is_closed_too_early(text: str, answer: str, field: str) -> None:
    """Anki ends a gap at the first two closing braces, so the answer never has them."""
    card = Cloze(id="c", text=text, blanks=(Blank(answer=answer),))
    assert shown(card)[1][0] == field


def test_a_gap_survives_an_edit_in_anki() -> None:
    """A cloze card that somebody edited comes back as one, under its id, with the same answer."""
    card = Cloze(id="c", text="So $a = [[1]]$ old.", blanks=(Blank(answer="$\\frac{1}{4}$"),))
    text = as_anki_text([DeckFile(format=1, deck="d", title="T", cards=(card,))], {})
    (again,) = from_anki_text(text.replace(" old.", " new."), Path("a.txt")).decks[0].cards
    assert isinstance(again, Cloze)
    assert (again.id, again.text, again.blanks) == ("c", "So $a = [[1]]$ new.", card.blanks)
