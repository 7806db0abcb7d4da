"""The page stands alone, is safe, and works in a browser."""

from __future__ import annotations

import shutil
import subprocess
from html.parser import HTMLParser
from pathlib import Path

import pytest

from actquiz.bank.cards import DeckFile, Flashcard
from actquiz.exchange.html_out import as_page
from actquiz.exchange.html_text import as_html, mathjax, mathml
from actquiz.exchange.selection import Selection

VOID = {"meta", "br", "hr", "img", "input", "link"}


class Page(HTMLParser):
    """Every tag with its attributes; complains about tags that do not close."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_page_asks_nothing_of_the_network(shipped: Selection) -> None:
    """No script, style, picture or font comes from outside, and the policy forbids it."""
    page = Page(as_page(shipped.decks, shipped.sources))
    assert page.open == []
    assert not [attrs for _, attrs in page.tags if "src" in attrs]
    assert {tag for tag, attrs in page.tags if "href" in attrs} == {"a"}
    assert "link" not in {tag for tag, _ in page.tags}
    policies = [attrs.get("content") or "" for _, attrs in page.tags if "http-equiv" in attrs]
    assert policies[0].startswith("default-src 'none'")


def test_every_card_is_an_article_with_a_folded_answer(shipped: Selection) -> None:
    """Each card has its id, and an answer that a screen reader and a keyboard can unfold."""
    page = Page(as_page(shipped.decks, shipped.sources))
    ids = [attrs["id"] for tag, attrs in page.tags if tag == "article"]
    assert ids == [card.id for deck in shipped.decks for card in deck.cards]
    assert sum(tag == "summary" for tag, _ in page.tags) == len(ids)
    assert sum(tag == "math" for tag, _ in page.tags) > 500


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "`<b onclick=x>`",
        "$<script>alert(1)</script>$",
        '$\\text{<img src=x onerror="alert(1)">}$',
        '$$\\href{javascript:alert(1)}{"x" <b>}$$',
        "```\n</script><svg onload=x>\n```",
        '" onmouseover="x',
        "%%script%%",
        "\x1b[31mred\x1b]0;title\x07",
    ],
)
def test_nothing_in_a_card_becomes_a_tag(text: str) -> None:
    """Scripts, handlers and escape sequences in a card are shown as text or left out."""
    card = Flashcard(id="a", front=text, back=text, why=text)
    html = as_page([DeckFile(format=1, deck="d", title=text, about=text, cards=(card,))], {})
    page = Page(html)
    assert sum(tag == "script" for tag, _ in page.tags) == 1
    assert {tag for tag, _ in page.tags}.isdisjoint({"img", "svg", "b"})
    names = {name for _, attrs in page.tags for name in attrs}
    assert not [name for name in names if name.startswith("on")]
    assert "\x1b" not in html
    assert "javascript:" not in {(attrs.get("href") or "")[:11] for _, attrs in page.tags}


def test_marks_become_tags() -> None:
    """Lists, tables, code and emphasis are what they are in the bank."""
    html = as_html("- a **b**\n  - c\n- `d`", mathml)
    assert html == (
        "<ul><li>a <strong>b</strong><ul><li>c</li></ul></li><li><code>d</code></li></ul>"
    )
    table = as_html("| x | y |\n|---|---|\n| 1 | 2 |", mathml)
    assert '<th scope="col">x</th>' in table
    assert "<td>2</td>" in table


def test_formulas_for_anki_do_not_end_a_cloze() -> None:
    """Two closing braces in a formula are parted, and tags in it are escaped."""
    assert mathjax("\\frac{1}{e^{x}} < 1", False) == "\\(\\frac{1}{e^{x} } &lt; 1\\)"


@pytest.mark.skipif(shutil.which("chromium") is None, reason="chromium is not installed")
def test_a_browser_filters_and_counts(kinds: DeckFile, tmp_path: Path) -> None:
    """In a real browser the script runs under the page's own policy and counts the cards."""
    file = tmp_path / "page.html"
    file.write_text(as_page([kinds], {}), encoding="utf-8")
    flags = ("--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path / 'c'}")
    done = subprocess.run(
        ["chromium", *flags, "--dump-dom", file.as_uri()],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert f'aria-live="polite">{len(kinds.cards)} cards</output>' in done.stdout
    assert done.stdout.count('tabindex="0"') == len(kinds.cards)
