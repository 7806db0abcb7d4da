"""Markdown goes out as a person would write it and comes back as it was."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from actquiz.bank.cards import Choice, DeckFile, Flashcard, Option, Order
from actquiz.errors import ActquizError
from actquiz.exchange.card_markdown import arrangement, right_letters
from actquiz.exchange.cheatsheet import cheatsheet
from actquiz.exchange.github_markdown import decode, encode
from actquiz.exchange.markdown_in import from_own_markdown
from actquiz.exchange.markdown_layout import ANSWERS, DIALECTS, Layout
from actquiz.exchange.markdown_out import as_markdown
from actquiz.exchange.selection import Selection

FILE = Path("notes.md")
WORDS = "a _ * ** $ $x_1$ $a|b$ ` ``` < <b> --> -- # | \\ [[1]] ‹1› --- … &amp; ~ é :: - 1."
NASTY = st.lists(
    st.sampled_from(
        [
            *WORDS.split(),
            *(" ", "\n", "\n\n", "# ", "- ", "Q: ", "\n\nA: ", "$$x \\\\ y$$", "**Answer**"),
            "<!-- actquiz card {} -->",
        ]
    ),
    min_size=1,
    max_size=8,
).map("".join)


def deck_of(*cards: Flashcard | Choice) -> DeckFile:
    """A deck around the cards."""
    return DeckFile(format=1, deck="mine", title="Mine", cards=cards)


@pytest.mark.slow
def test_all_shipped_decks_come_back_as_they_were(shipped: Selection) -> None:
    """A file with every shipped deck reads back to equal decks."""
    text = as_markdown(shipped.decks, shipped.sources, Layout())
    assert from_own_markdown(text, FILE).decks == list(shipped.decks)


@pytest.mark.parametrize("answers", ANSWERS)
@pytest.mark.parametrize("dialect", DIALECTS)
def test_every_dialect_brings_every_kind_back(
    kinds: DeckFile, shipped: Selection, dialect: str, answers: str
) -> None:
    """Each dialect, with answers anywhere or nowhere, loses nothing of any kind of card."""
    layout = Layout(dialect, answers)  # type: ignore[arg-type]
    text = as_markdown([kinds], shipped.sources, layout)
    assert from_own_markdown(text, FILE).decks == [kinds]


@settings(max_examples=60, deadline=None)
@given(NASTY, NASTY, NASTY, st.sampled_from(DIALECTS), st.sampled_from(ANSWERS))
def test_no_text_breaks_the_way_back(
    front: str, back: str, why: str, dialect: str, answers: str
) -> None:
    """Any text in a card comes back, or the export refuses to write the file at all."""
    options = (Option(text=front, correct=True), Option(text=back, why=why))
    deck = deck_of(
        Flashcard(id="a", front=front, back=back, why=why),
        Choice(id="b", question=back, options=options, why=why),
    )
    try:
        text = as_markdown([deck], {}, Layout(dialect, answers))  # type: ignore[arg-type]
    except ActquizError:
        return
    assert from_own_markdown(text, FILE).decks == [deck]


def test_the_same_decks_give_the_same_bytes(kinds: DeckFile, shipped: Selection) -> None:
    """Two exports of one deck do not differ."""
    first, second = (as_markdown([kinds], shipped.sources, Layout()) for _ in range(2))
    assert first == second


@pytest.mark.slow
def test_formulas_survive_a_real_markdown_parser(shipped: Selection) -> None:
    """No formula in dollar signs is cut, unescaped or emphasised by CommonMark."""
    text = as_markdown(shipped.decks, shipped.sources, Layout())
    parser = MarkdownIt("commonmark").enable("table")
    texts: list[str] = []
    fences = 0
    for token in parser.parse(text):
        fences += token.type == "fence" and token.info == "math"
        for child in token.children or ():
            texts.append(child.content if child.type == "text" else f"\0{child.type}")
    shown = "\n".join(texts)
    visible = re.sub(r"<!--.*?-->|```.*?```|\$`[^`]*`\$", "", text, flags=re.DOTALL)
    formulas = re.findall(r"(?<![\\$])\$(?!\$)([^$\n]+)\$(?!\$)", visible)
    assert len(formulas) > 500
    assert [one for one in formulas if f"${one}$" not in shown] == []
    assert fences == len(re.findall(r"^ *```math$", text, re.MULTILINE)) > 0


def test_no_tag_from_a_deck_reaches_the_page() -> None:
    """What looks like HTML in a card is text in the Markdown."""
    deck = deck_of(Flashcard(id="a", front="Is <b>this</b> a tag?", back="No: <script>x</script>"))
    text = as_markdown([deck], {}, Layout())
    tokens = MarkdownIt("commonmark").parse(text)
    inline = [child.type for token in tokens for child in token.children or ()]
    assert "html_inline" not in inline


@pytest.mark.parametrize(
    ("bank", "github"),
    [
        ("$x_1$ and $x_2$", "$x_1$ and $x_2$"),
        (r"the set $\{0, 1\}$", r"the set $`\{0, 1\}`$"),
        ("$a < b$", "$`a < b`$"),
        ("$n$-th", "$`n`$-th"),
        ("$$a \\\\ b$$", "```math\na \\\\ b\n```"),
        ("`a_b` and _c_", "`a_b` and \\_c\\_"),
        ("gap [[1]]", "gap ‹1›"),
    ],
)
def test_formulas_are_written_for_github(bank: str, github: str) -> None:
    """A formula that Markdown would chew takes GitHub's safe form, and both read back."""
    assert encode(bank) == github
    assert decode(github) == bank


def test_an_edit_in_the_markdown_is_kept(kinds: DeckFile) -> None:
    """What a person changes between the marks is what comes in."""
    deck = deck_of(Flashcard(id="a", front="What is it?", back="This.", why="So."))
    text = as_markdown([deck], {}, Layout()).replace("This.", "That_one, $x$.")
    (again,) = from_own_markdown(text, FILE).decks
    assert again.cards[0] == Flashcard(
        id="a", front="What is it?", back="That_one, $x$.", why="So."
    )


def test_a_card_out_of_shape_is_named_with_its_line() -> None:
    """A mark that was deleted is an error at the card's comment."""
    deck = deck_of(Flashcard(id="a", front="What?", back="This."))
    text = as_markdown([deck], {}, Layout()).replace("**Answer**", "")
    with pytest.raises(ActquizError, match="'a' has lost the shape") as caught:
        from_own_markdown(text, FILE)
    assert caught.value.where is not None
    assert text.split("\n")[caught.value.where.line - 1].startswith("<!-- actquiz card")


@pytest.mark.parametrize("broken", ['{"id":', '{"id":"../x"}', '{"kind":"nothing"}', "[" * 5000])
def test_a_damaged_comment_is_an_error_with_a_place(broken: str) -> None:
    """A comment that holds no card names its line and never raises anything else."""
    text = (
        '<!-- actquiz file {"version":1,"dialect":"qa","answers":"inline"} -->\n'
        '<!-- actquiz whole-deck {"format":1,"deck":"d","title":"t"} -->\n'
        f"<!-- actquiz card {{{broken}}} -->\nQ: x\n"
    )
    with pytest.raises(ActquizError) as caught:
        from_own_markdown(text, FILE)
    assert caught.value.where is not None
    assert caught.value.where.line == 3


def test_several_decks_begin_with_a_table_of_contents(shipped: Selection) -> None:
    """Each entry leads to the heading of its deck."""
    text = as_markdown(shipped.decks[:3], shipped.sources, Layout())
    for deck in shipped.decks[:3]:
        slug = re.sub(r"[^\w\- ]", "", deck.title.lower()).replace(" ", "-")
        assert f"](#{slug})" in text
        assert f"\n# {deck.title}\n" in text


def test_the_cheat_sheet_is_a_table_that_holds_together(shipped: Selection) -> None:
    """Every formula card is a row, and no bar inside a formula opens another cell."""
    html = MarkdownIt("commonmark").enable("table").render(cheatsheet(shipped.decks))
    rows = re.findall(r"<tr>(.*?)</tr>", html, re.DOTALL)
    assert len(rows) > 10
    assert {len(re.findall("<t[hd]", row)) for row in rows} == {6}
    assert "0.25 at" in html


def test_a_cheat_sheet_needs_formulas() -> None:
    """Decks without a formula card give an error, not an empty table."""
    with pytest.raises(ActquizError, match="no formula card"):
        cheatsheet([deck_of(Flashcard(id="a", front="x", back="y"))])


def test_the_place_of_an_option_gives_nothing_away(shipped: Selection) -> None:
    """People write the right option first; the letters of right ones are spread all the same."""
    choices = [c for deck in shipped.decks for c in deck.cards if isinstance(c, Choice)]
    letters = [right_letters(card) for card in choices]
    assert max(map(letters.count, "ABCD")) < len(letters) / 2


def test_items_to_order_are_not_shown_in_their_order(shipped: Selection) -> None:
    """The list that is asked differs from the answer."""
    for deck in shipped.decks:
        for card in deck.cards:
            if isinstance(card, Order):
                order = arrangement(card.id, len(card.items))
                assert order != sorted(order) == list(range(len(card.items)))


@pytest.mark.parametrize("version", ["2", '"1"', "null"])
def test_a_file_of_another_version_is_refused(version: str) -> None:
    """Options might stand in another order there: a wrong one must never become right."""
    deck = deck_of(Flashcard(id="a", front="What?", back="This."))
    text = as_markdown([deck], {}, Layout()).replace('"version":1', f'"version":{version}')
    with pytest.raises(ActquizError, match="another version"):
        from_own_markdown(text, FILE)


def test_options_stand_where_files_that_are_out_have_them() -> None:
    """The arrangement of a card's options never changes."""
    assert arrangement("relu-slope-at-zero", 4) == [0, 2, 3, 1]


def test_a_dash_that_begins_no_list_begins_none_on_github() -> None:
    """The bank's escape is GitHub's as well."""
    assert encode("\\- minus\n\n1\\. one") == "\\- minus\n\n1\\. one"
