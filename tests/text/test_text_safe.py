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
        ("auf\u200clage\u200c 1\u200d2", "auf\u200clage 12"),
        ("\u200dx \ufe0fy\ufe0f", "x y"),
        ("日\u200d\u200c\u200d本", "日\u200d本"),
        ("❤\ufe0f\ufe0f\ufe0f", "❤\ufe0f"),
        ("می\u202eخواهم", "میخواهم"),
    ],
)
def test_what_could_steer_the_terminal_is_left_out(text: str, shown: str) -> None:
    """Escape sequences, control characters and direction overrides never reach the terminal."""
    assert clean(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        *("می\u200cخواهم", "क्\u200dष", "ന്\u200d", "ක්\u200dෂ", "葛\ufe00"),
        *(
            "❤\ufe0f",
            "👩\u200d👩\u200d👧",
            "🏳\ufe0f\u200d🌈",
            "1\ufe0f\u20e3",
            "👍🏽",
            "👩🏽\u200d⚕\ufe0f",
        ),
    ],
)
def test_what_words_and_emoji_are_spelled_with_stays(text: str) -> None:
    """Joiners and variation selectors belong to Persian, Indic scripts and emoji."""
    assert clean(f"a {text} b") == f"a {text} b"


@given(st.text(alphabet="aم❤👩🌈1क\u200c\u200d\ufe0f\u20e3\u202e\x1b "))
def test_cleaning_joiners_again_changes_nothing(text: str) -> None:
    """What stays has something before it that it changes."""
    assert clean(clean(text)) == clean(text)


@given(st.text())
def test_clean_text_holds_only_line_feeds_of_all_control_characters(text: str) -> None:
    """No control or format character but a joiner survives, and cleaning again is idle."""
    cleaned = clean(text)
    assert all(
        char in "\n\u200c\u200d" or unicodedata.category(char) not in ("Cc", "Cf", "Cs")
        for char in cleaned
    )
    assert clean(cleaned) == cleaned


@pytest.mark.parametrize(
    ("text", "width"),
    [
        ("", 0),
        ("abc", 3),
        ("日本", 4),
        ("x̄", 1),
        ("σ′(x)", 5),
        ("𝔼", 1),
        ("👩\u200d👧", 2),
        ("👍🏽", 2),
        ("❤\ufe0f", 2),
    ],
)
def test_cells_count_what_a_terminal_draws(text: str, width: int) -> None:
    """Wide characters take two cells, combining marks none, an emoji of several counts once."""
    assert cells(text) == width


@given(st.text(), st.integers(-1, 20))
def test_cut_text_fits_and_is_a_beginning(text: str, width: int) -> None:
    """A cut text starts the text and takes no more cells than asked for."""
    text = clean(text)
    start = cut(text, width)
    assert text.startswith(start)
    assert cells(start) <= max(width, 0)
