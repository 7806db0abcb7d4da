"""One markup is never read as another: HTML, plain text and Markdown become the bank's Markdown."""

from __future__ import annotations

from pathlib import Path

import pytest

from actquiz.bank.cards import Cloze, Flashcard
from actquiz.exchange import html_tree
from actquiz.exchange.bank_inline import Context
from actquiz.exchange.bank_markdown import as_markdown
from actquiz.exchange.foreign_markdown import from_foreign_markdown
from actquiz.exchange.importers import bring_in
from actquiz.text.markdown import Paragraph, parse

CASES = Path(__file__).parent / "cases"


def carried(html: str) -> tuple[str, list[str]]:
    """What becomes of a field, and what is lost of it."""
    context = Context()
    return as_markdown(html_tree.parse(html).children, context), list(context.lost)


def gaps(html: str, number: int) -> tuple[str, list[tuple[str, str]]]:
    """The text of one card of a note with gaps, and its answers with their hints."""
    context = Context(hidden=number)
    text = as_markdown(html_tree.parse(html, gaps=True).children, context)
    return text, [(blank["answer"], blank.get("hint", "")) for blank in context.blanks]


@pytest.mark.parametrize(
    "text",
    [
        "2**3**2 is 512",
        "- minus",
        "1. one",
        "12) twelve",
        "• dot",
        "| a | b |",
        "`ticks` and ``two``",
        "$5 and $10",
        "snake_case_name *x* __init__",
        "\\frac{1}{2} and \\$ and \\* and a trailing \\",
        "$$ x $$",
        "*a* **b** ***c***",
        "```",
        "a\u200cb \U0001f469\u200d\U0001f4bb \u2764\ufe0f",
    ],
)
def test_text_stays_text(text: str) -> None:
    """What a person sees in Anki is what the bank shows, sign by sign."""
    markdown, lost = carried(html_tree.from_text(text))
    assert lost == []
    (block,) = parse(markdown) if not text.startswith("•") else (Paragraph(()),)
    assert isinstance(block, Paragraph)
    shown = "".join(span.text for span in block.spans)
    if not text.startswith("•"):
        assert shown.split() == text.split()


@pytest.mark.parametrize(
    ("html", "markdown", "lost"),
    [
        ("10<sup>-38</sup>, H<sub>2</sub>O, x<sup>n</sup>", "10⁻³⁸, H₂O, xⁿ", []),
        ("e<sup>x/2</sup>", "e${}^{x/2}$", []),
        ("a<sup>日</sup>", "a^(日)", ["a superscript is written ^(…)"]),
        ("a<br>b<br/>c", "a\n\nb\n\nc", []),
        ("<s>no</s> yes", "~~no~~ yes", ["strike-through is written ~~…~~"]),
        ("<b>bold<br>over lines</b>", "**bold**\n\n**over lines**", []),
        ("<b> spaced </b>word", "**spaced** word", []),
        ("<b><i>both</b> one</i>", "**both** *one*", []),
        (
            "un<i>believ</i>able",
            "unbelievable",
            ["emphasis inside a word or another mark is left out"],
        ),
        ("<code>a*b</code> \\(a &lt; b\\)", "`a*b` $a < b$", []),
        ("\\(x\\)2", "$x$ 2", []),
        ("<ul><li>a<br>b</li><li><ul><li>c</li></ul></li></ul>", "- a; b\n  - c", []),
        (
            "<table><tr><td>a<br>b</td><td>c|d</td></tr></table>",
            "|  |  |\n|---|---|\n| a; b | c\\|d |",
            [],
        ),
        (
            "<pre><code class='python'>def f():<br>    pass</code></pre>",
            "```python\ndef f():\n    pass\n```",
            [],
        ),
        ("[latex]$x^2$[/latex]", "$x^2$", []),
        ("<a href='https://x.org/a'>there</a>", "there (https://x.org/a)", []),
        ("<a href='javascript:x()'>there</a>", "there", ["the target of a link is left out"]),
        ("<ruby>漢<rt>kan</rt></ruby>", "漢(kan)", []),
        ("&lt;b&gt;&amp;nbsp;", "<b>&nbsp;", []),
        ("a <img src=x> [sound:a.mp3]", "a", ["a picture is left out", "a sound is left out"]),
    ],
)
def test_html_says_the_same(html: str, markdown: str, lost: list[str]) -> None:
    """Each element has one right form, and what has none is named."""
    assert carried(html) == (markdown, lost)


@pytest.mark.parametrize(
    ("html", "number", "text", "answers"),
    [
        ("{{c1::a {{c2::b}} c}} d", 1, "[[1]] d", [("a b c", "")]),
        ("{{c1::a {{c2::b}} c}} d", 2, "a [[1]] c d", [("b", "")]),
        ("{{c1,2::both}} {{c2::x}}", 1, "[[1]] x", [("both", "")]),
        ("{{c1,2::both}} {{c2::x}}", 2, "[[1]] [[2]]", [("both", ""), ("x", "")]),
        ("\\(y = {{c1::\\frac{1}{4} }}\\)", 1, "$y = [[1]]$", [("$\\frac{1}{4}$", "")]),
        ("{{c1::\\(\\frac{1}{\\sqrt{16}}\\)}}", 1, "[[1]]", [("$\\frac{1}{\\sqrt{16}}$", "")]),
        ("{{c1::f{x}}} y", 1, "[[1]] y", [("f{x}", "")]),
        ("{{c1::a { b}} y", 1, "[[1]] y", [("a { b", "")]),
        ("{{c1::<code>std::max</code>}}", 1, "[[1]]", [("`std::max`", "")]),
        ("{{c1::std::max::a <i>call</i>}}", 1, "[[1]]", [("std::max", "a call")]),
        ("<code>x = {{c1::relu}}(y)</code>", 1, "`x =`[[1]]`(y)`", [("`relu`", "")]),
        ("<div>{{c1::a</div><div>b}} c</div>", 1, "[[1]]\n\nc", [("a; b", "")]),
        ("<b>{{c1::four</b>}} y", 1, "**[[1]]** y", [("four", "")]),
        ("{{c1::a<br>b}}", 1, "[[1]]", [("a; b", "")]),
        ("[[1]] {{c1::x}}", 1, "[ [1]] [[1]]", [("x", "")]),
    ],
)
def test_gaps_know_braces_mathematics_and_code(
    html: str, number: int, text: str, answers: list[tuple[str, str]]
) -> None:
    """A gap ends where its own braces do, and hides what it holds, on the cards of its number."""
    assert gaps(html, number) == (text, answers)


def sides(text: str) -> list[tuple[str, str]]:
    """Question and answer of each card in a Markdown file; of gaps, the text and the answers."""
    decks = from_foreign_markdown(text, Path("f.md")).decks
    found = []
    for card in decks[0].cards if decks else ():
        if isinstance(card, Flashcard):
            found.append((card.front, card.back))
        elif isinstance(card, Cloze):
            found.append((card.text, "; ".join(blank.answer for blank in card.blanks)))
    return found


@pytest.mark.parametrize(
    ("text", "cards"),
    [
        (
            "## M\n\nIt is {{c1::$x^{{2}}$}} and\n{{c1::b}} here.",
            [("It is [[1]] and [[2]] here.", "$x^{{2}}$; b")],
        ),
        ("Wraps {{c1::over\nlines}} here.", [("Wraps [[1]] here.", "over lines")]),
        ("Q: a?\nA: b\n---\nProse.\n\nQ: c?\nA: d", [("a?", "b"), ("c?", "d")]),
        ("What?\n-----\n\nThis.\n\nWhy?\n-----\n\nSo.", [("What?", "This."), ("Why?", "So.")]),
        (
            "## C\n\n```html\n<!-- kept -->\n## no\nQ: no\n```\n",
            [("C", "```html\n<!-- kept -->\n## no\nQ: no\n```")],
        ),
        ("---\n# comment\ntitle: T\n---\n\n## Q\n\nA", [("Q", "A")]),
        (
            "## T\n\n| a | b |\n|---|---|\n| x<br>y | `p|q` |",
            [("T", "| a | b |\n|---|---|\n| x; y | `p|q` |")],
        ),
        (
            "Q: $5 or $10?\nA: $5, and `$PATH`, $x$.",
            [("\\$5 or \\$10?", "\\$5, and `$PATH`, $x$.")],
        ),
        ("## S\n\nx<sup>2</sup> ~~no~~ <b>b</b>", [("S", "x² ~~no~~ **b**")]),
        ("## L\n\n- a\n\n  more\n- b\n  1. c", [("L", "- a; more\n- b\n  1. c")]),
        ("- dog::Hund\n- std::vector is a type::yes\n", [("dog", "Hund")]),
        ("A plain std::vector in prose.\n", []),
        ("See http://[::1]:8000 for it.\n", []),
        (
            "## R\n\nThe [first][1] and [[Note|second]].\n\n[1]: https://x.org\n",
            [("R", "The first (https://x.org) and second.")],
        ),
        ("## E\n\n2\\*\\*3 and \\# and &lt;", [("E", "2\\*\\*3 and # and <")]),
        ("## F\n\n$$\nx^2\n$$\n\n```math\ny\n```\n", [("F", "$$x^2$$\n\n$$y$$")]),
    ],
)
def test_markdown_is_read_by_its_blocks(text: str, cards: list[tuple[str, str]]) -> None:
    """Code, tables, rules, nesting and front matter mean what they mean to other programs."""
    assert sides(text) == cards


@pytest.mark.parametrize("path", sorted(CASES.glob("*.[mt][dx]*")), ids=lambda path: path.name)
def test_no_case_loses_a_card_silently(path: Path) -> None:
    """Each file that once failed gives cards, and none of its notes shows the library's words."""
    imported = bring_in(path)
    assert any(deck.cards for deck in imported.decks)
    assert not [note for note in imported.notes if "Expected" in note.what or "$." in note.what]


def test_image_occlusion_is_left_out_and_filtered_cards_go_home() -> None:
    """Nobody is asked coordinates, and no deck is called like a filtered one."""
    imported = bring_in(CASES / "filtered-and-occlusion.apkg")
    assert sum("occlusion" in note.what for note in imported.notes) == 1
    assert not [
        deck for deck in imported.decks for card in deck.cards if "image-occlusion" in str(card)
    ]
    assert not [deck.title for deck in imported.decks if "ilter" in deck.title]


def test_an_unknown_separator_is_named() -> None:
    """The file says 'Comma,,': cells are parted by commas, and the report says so."""
    imported = bring_in(CASES / "at-comma-suffix.txt")
    (first, second) = imported.decks[0].cards
    assert isinstance(first, Flashcard)
    assert first.front == "Question, one"
    assert second.id == "question-two"
    assert "'Comma,,'" in imported.notes[0].what
