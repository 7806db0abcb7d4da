"""The small Markdown of decks."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actquiz.text.layout import plain, render
from actquiz.text.markdown import (
    Code,
    Display,
    Listing,
    Paragraph,
    Span,
    Table,
    escape,
    parse,
    spans,
)
from actquiz.text.safe import cells


@pytest.mark.parametrize(
    "text",
    [
        "x[i]",
        "[/] and [red]",
        "2*3*4",
        "**never closed",
        "*never closed",
        "`never closed",
        "costs $5 and $6",
        "$ x $",
        "a_b_c",
        "# no heading",
        "> no quote",
        "<b>no tag</b>",
        "![no](image)",
    ],
)
def test_what_is_no_mark_is_literal(text: str) -> None:
    """Marks that are unclosed, or that other dialects know, are shown as they are written."""
    assert render(text, 80) == [text]


def test_spans_carry_their_style() -> None:
    """Strong, emphasis, code and formulas are told apart; a formula keeps its LaTeX."""
    assert spans("**at most $x^2$**, *so* `f(x)` $y$.") == (
        Span("at most ", "strong"),
        Span("x^2", "maths"),
        Span(", "),
        Span("so", "emphasis"),
        Span(" "),
        Span("f(x)", "code"),
        Span(" "),
        Span("y", "maths"),
        Span("."),
    )


def test_a_backslash_keeps_a_mark_from_being_one() -> None:
    r"""\$, \* and \` are the characters themselves; other backslashes stay."""
    assert render(r"\$5 \*a\* \`b\` \alpha \\", 80) == [r"$5 *a* `b` \alpha \ ".rstrip()]


def test_blocks_are_told_apart() -> None:
    """Paragraphs, lists, code, tables and displayed formulas."""
    text = "one\ntwo\n\n- a\n- b\n\n```\nx  y\n```\n\n| h |\n|---|\n| 1 |\n\n$$x$$\nend $$y$$ here"
    kinds = [type(block) for block in parse(text)]
    assert kinds == [
        Paragraph, Listing, Code, Table, Display, Paragraph, Display, Paragraph,
    ]  # fmt: skip


def test_lists_hang_under_their_first_word() -> None:
    """A wrapped item is indented, a nested one further, numbers are lined up."""
    text = "- one two three\n  - four\n\n9. nine\n10. ten"
    assert render(text, 10) == [
        "• one two",
        "  three",
        "  • four",
        "",
        " 9. nine",
        "10. ten",
    ]


def test_an_entry_goes_on_until_another_block_begins() -> None:
    """Further lines belong to the entry, indented or not; a thousand entries are no trouble."""
    assert render("- a\n  b\nc\n- d", 20) == ["• a b c", "• d"]
    assert len(render("- a\n" * 1000, 20)) == 1000


def test_a_table_that_fits_has_columns() -> None:
    """A bar inside a formula or code does not end its cell."""
    text = "| name | range |\n|---|:-:|\n| $|x|$ | $[0, \\infty)$ |\n| `a|b` | - |"
    assert render(text, 40) == [
        "name  range",
        "----  ------",
        "|x|   [0, ∞)",
        "a|b   -",
    ]


def test_a_table_that_does_not_fit_becomes_a_list() -> None:
    """Narrow panes get each row as what its header asks."""
    text = (
        "| name | range | why |\n|---|---|---|\n| sigmoid | $(0, 1)$ | it saturates at both ends |"
    )
    assert render(text, 30) == [
        "sigmoid",
        "  range: (0, 1)",
        "  why: it saturates at both",
        "  ends",
    ]


def test_a_displayed_formula_is_tall_unless_asked_to_be_flat() -> None:
    """Screen readers get every formula on one line."""
    assert render("$$\\frac{a}{b}$$", 40) == ["   a", "  ╶─╴", "   b"]
    assert render("$$\\frac{a}{b}$$", 40, flat=True) == ["  a/b"]


def test_an_inline_formula_stays_together_where_a_line_can_hold_it() -> None:
    """The line breaks before the formula, not inside; a longer one breaks at its operators."""
    assert render("It is $a + b$.", 9) == ["It is", "a + b."]
    assert render("$a + b = c$", 6) == ["a + b", "  = c"]


def test_code_keeps_its_spaces() -> None:
    """Lines of code are cut, never reflowed."""
    assert render("```\nx  =  1\n\ny\n```", 5) == ["x  =", " 1", "", "y"]


def test_one_line_form_has_no_marks() -> None:
    """Titles in lists and search results are one plain line."""
    assert plain("**a** $x^2$\n\n- b\n\n$$\\frac{1}{2}$$") == "a x² • b ½"


@given(st.text())
def test_escaped_text_shows_as_it_was_typed(text: str) -> None:
    """What a learner typed is never read as marks."""
    typed = " ".join(text.split())
    shown = " ".join(span.text for span in spans(escape(typed)) if span.text)
    assert all(span.style == "plain" for span in spans(escape(typed)))
    assert shown == escape(typed).replace("\\\\", "\0").replace("\\", "").replace("\0", "\\")


MARKS = st.text(alphabet="a $*`|\\-1.\n{}^_=frac\x1b[31m\u202e日\t", max_size=120)


@given(st.one_of(st.text(), MARKS), st.integers(2, 50))
def test_any_text_renders_within_its_width_and_without_control_characters(
    text: str, width: int
) -> None:
    """Nothing raises, no line is too wide, nothing steers the terminal."""
    for line in render(text, width):
        assert cells(line) <= width
        assert all(unicodedata.category(char) not in ("Cc", "Cf") for char in line)


@given(st.text(alphabet="ab \n", max_size=80), st.integers(1, 30))
def test_words_survive_wrapping(text: str, width: int) -> None:
    """Wrapping moves words to other lines and loses none."""
    assert "".join("".join(render(text, width)).split()) == "".join(text.split())


def test_what_stands_behind_a_rows_last_cell_is_shown_in_it() -> None:
    """A row with more cells than the header loses nothing, least of all a gap."""
    lines = render("| a | b |\n|---|---|\n| 1 | 2 | [[1]]\n| 3 | 4 | | 5 |\n| 6", 40)
    assert lines[2:] == ["1  2 [[1]]", "3  4 5", "6"]
