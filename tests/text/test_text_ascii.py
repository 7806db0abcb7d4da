"""Text for terminals that can write ASCII alone."""

from __future__ import annotations

import pytest

from actquiz.text.ascii import in_ascii, writable


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("3.1·10⁻⁷", "3.1*10^-7"),
        ("|δ₁|² ≤ ½ — σ", "|delta1|^2 <= 1/2 - sigma"),
        ("│⠒⠂ ● relu", "|.. o relu"),
        ("Größe", "Grosse"),
        ("語", "?"),
    ],
)
def test_what_has_a_likeness_keeps_it(text: str, plain: str) -> None:
    """Powers, Greek letters, signs and what pictures are made of; the rest is a question mark."""
    assert in_ascii(text) == plain


def test_only_what_cannot_be_written_is_changed() -> None:
    """An encoding that has all the characters gets them."""
    assert writable("½ ±", "latin-1") == "½ ±"
    assert writable("σ", "latin-1") == "sigma"
    assert writable("σ", "utf-8") == "σ"
    assert writable("σ", None) == "sigma"
