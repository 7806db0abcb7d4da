"""Deck text made safe for a terminal."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actquiz.text.safe import cells, clean, cut


@pytest.mark.parametrize("text", ["x[i]", "[/]", "[red]", "a\nb", "σ′(x) ≤ ¼", "C:\\new", "日本"])
def test_ordinary_text_is_left_as_it_is_written(text: str) -> None:
    """Brackets, Greek, wide letters, backslashes and line feeds are text."""
    assert clean(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x9b1mbold", "bold"),
        ("\x1b]0;title\x07after", "after"),
        ("\x1b]8;;http://x\x1b\\link\x1b]8;;\x1b\\", "link"),
        ("\x1b]0;never ended", "0;never ended"),
        ("\x1bc", ""),
        ("a\x00b\x08c\x7f", "abc"),
        ("user\u202egnp.exe", "usergnp.exe"),
        ("\u2066a\u2069\u200b\ufeff", "a"),
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("a\tb", "a    b"),
    ],
)
def test_what_could_steer_the_terminal_is_left_out(text: str, shown: str) -> None:
    """Escape sequences, control characters and direction overrides never reach the terminal."""
    assert clean(text) == shown


@given(st.text())
def test_clean_text_holds_only_line_feeds_of_all_control_characters(text: str) -> None:
    """Whatever the text, no control or format character survives, and cleaning again is idle."""
    cleaned = clean(text)
    assert all(
        char == "\n" or unicodedata.category(char) not in ("Cc", "Cf", "Cs") for char in cleaned
    )
    assert clean(cleaned) == cleaned


@pytest.mark.parametrize(
    ("text", "width"), [("", 0), ("abc", 3), ("日本", 4), ("x̄", 1), ("σ′(x)", 5), ("𝔼", 1)]
)
def test_cells_count_what_a_terminal_draws(text: str, width: int) -> None:
    """Wide characters take two cells, combining marks none."""
    assert cells(text) == width


@given(st.text(), st.integers(-1, 20))
def test_cut_text_fits_and_is_a_beginning(text: str, width: int) -> None:
    """A cut text starts the text and takes no more cells than asked for."""
    start = cut(text, width)
    assert text.startswith(start)
    assert cells(start) <= max(width, 0)
