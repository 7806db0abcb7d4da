"""The exported page in a real browser, where there is one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import browser
import pytest

from actquiz.bank.cards import DeckFile
from actquiz.exchange.figures import pictures
from actquiz.exchange.html_out import as_page
from actquiz.exchange.selection import Selection

pytestmark = pytest.mark.skipif(browser.CHROMIUM is None, reason="there is no chromium here")
OPEN = "document.activeElement.querySelector('details').open"
SHOWN = "[...document.querySelectorAll('.card')].filter(card => card.checkVisibility()).length"


@pytest.fixture(scope="module")
def page(
    shipped: Selection, kinds: DeckFile, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[browser.Page]:
    """The page with a card of every kind and one shipped deck, open in a browser."""
    decks = (kinds, shipped.decks[0])
    file = tmp_path_factory.mktemp("page") / "cards.html"
    file.write_text(as_page(decks, shipped.sources, pictures(decks)), encoding="utf-8")
    with browser.page() as opened:
        opened.open(file.as_uri())
        yield opened


def test_it_asks_nothing_of_the_network(page: browser.Page) -> None:
    """The file is all the browser reads, and it has nothing to complain about."""
    asked = [one for one in page.requests if not one.startswith("data:")]
    assert len(asked) == 1
    assert asked[0].startswith("file:")
    assert page.complaints == []


def test_cards_turn_by_key(page: browser.Page) -> None:
    """j goes to the first card, space turns it and turns it back, k and j move."""
    page.press("j")
    assert page.run(OPEN) is False
    page.press("Space")
    assert page.run(OPEN) is True
    page.press("Space")
    assert page.run(OPEN) is False
    first = page.run("document.activeElement.id")
    page.press("j")
    assert page.run("document.activeElement.id") != first
    page.press("k")
    assert page.run("document.activeElement.id") == first


def test_cards_turn_by_click(page: browser.Page) -> None:
    """A click on the question opens the answer; one on the summary closes it again."""
    page.click(".card .front")
    assert page.run("document.querySelector('.card details').open") is True
    page.click(".card summary")
    assert page.run("document.querySelector('.card details').open") is False


def test_decks_and_tags_filter(page: browser.Page, shipped: Selection) -> None:
    """Choosing a deck leaves its cards, a tag those that have it, and the count says how many."""

    def choose(name: str, value: str) -> None:
        page.run(
            f"(() => {{ const e = document.getElementById('{name}'); e.value = '{value}';"
            "e.dispatchEvent(new Event('change')); })()"
        )

    deck = shipped.decks[0]
    everything = page.run(SHOWN)
    choose("deck", deck.deck)
    assert page.run(SHOWN) == len(deck.cards)
    tag = deck.cards[0].tags[0]
    choose("tag", tag)
    wanted = sum(tag in card.tags for card in deck.cards)
    assert page.run(SHOWN) == wanted
    assert page.run("document.getElementById('count').textContent").startswith(f"{wanted} card")
    choose("deck", "")
    choose("tag", "")
    assert page.run(SHOWN) == everything


def test_it_fits_a_phone(page: browser.Page) -> None:
    """On 360 pixels nothing makes the page scroll sideways, answers open or not."""
    page.resize(360, 740, mobile=True)
    page.click("#all")
    try:
        assert page.run("document.documentElement.scrollWidth") <= 360
        wide = page.run(
            "[...document.querySelectorAll('.card')].filter("
            "card => card.getBoundingClientRect().right > 360).map(card => card.id)"
        )
        assert wide == []
    finally:
        page.click("#all")
        page.resize(800, 900)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_from_its_ground(page: browser.Page, scheme: str) -> None:
    """In light and in dark, words and marks have the contrast that reading needs (4.5)."""
    page.prefer(scheme)
    ratios = page.run("""(() => {
      const light = (text) => { const [r, g, b] = text.match(/\\d+/g).map((v) => {
        v /= 255; return v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; });
        return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
      const ground = light(getComputedStyle(document.body).backgroundColor);
      return ["body", ".mark", "summary", ".keys"].map((selector) => {
        const ink = light(getComputedStyle(document.querySelector(selector)).color);
        return (Math.max(ink, ground) + 0.05) / (Math.min(ink, ground) + 0.05); }); })()""")
    assert min(ratios) >= 4.5


def test_pictures_and_formulas_are_there(page: browser.Page) -> None:
    """Curve cards show their picture with its words, and formulas have a size."""
    seen = page.run(
        "[...document.images].map(picture => [picture.naturalWidth, picture.alt.length])"
    )
    assert seen
    assert all(width > 100 and words > 20 for width, words in seen)
    flat = page.run(
        "[...document.querySelectorAll('.front math')].filter("
        "one => one.checkVisibility() && one.getBoundingClientRect().width < 4).length"
    )
    assert flat == 0


def test_it_prints_every_answer(page: browser.Page, tmp_path: Path) -> None:
    """The paper has questions and answers, also those that are folded on the screen."""
    page.call("Emulation.setEmulatedMedia", media="print")
    hidden = page.run(
        "[...document.querySelectorAll('.back')].filter(one => !one.checkVisibility()).length"
    )
    page.call("Emulation.setEmulatedMedia", media="")
    page.print(tmp_path / "cards.pdf")
    assert hidden == 0
    assert (tmp_path / "cards.pdf").read_bytes().startswith(b"%PDF")
