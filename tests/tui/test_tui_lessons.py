"""Lessons on the screen: read, asked, run, and come back to."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from app_screen import screen_text
from textual.pilot import Pilot

from actquiz.lessons.loader import load_text
from actquiz.memory.lessons_read import places
from actquiz.tui.app import ActquizApp
from actquiz.tui.home.screen import HomePage
from actquiz.tui.keys.state import State
from actquiz.tui.lab.screen import LabPage
from actquiz.tui.lessons.lesson_screen import LessonPage
from actquiz.tui.lessons.screen import LessonsPage

CARDS = """format: 1
deck: lesson-cards
title: Cards of the lesson
cards:
  - {id: flat, front: Where is the sigmoid flat?, back: At both ends.}
  - id: steep
    kind: choice
    question: Where is it steepest?
    options:
      - {text: At zero, correct: true}
      - {text: At one, why: There it is flatter.}
  - {id: third, front: And the third?, back: Yes.}
"""
LESSON = """---
id: made
title: A made lesson
minutes: 3
deck: lesson-cards
---
A sigmoid: $$\\sigma(x) = \\frac{1}{1 + e^{-x}}$$

```python
def sigmoid(x):
    return 1 / (1 + exp(-x))
```

```card
flat
```

What follows the answer.

## Pictures

```facts
functions: [sigmoid]
columns: {at most: slope_max}
```

```demo
demo: gallery
set: {activations: [sigmoid]}
predict:
  question: How steep is it at most?
  figure: sigmoid.slope_max
  outcomes:
    - {text: a quarter, below: 0.3, correct: true}
    - {text: more, at_least: 0.3}
```

What follows the run.

## The end

The last words.

```card
steep
```

<!-- explains: third -->
"""


@pytest.fixture
def app(app: ActquizApp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ActquizApp:
    """The app with one lesson and its cards besides the test decks."""
    own = tmp_path / "home" / "decks"
    own.mkdir(parents=True)
    (own / "made.md").write_text(LESSON, encoding="utf-8")
    (own / "cards.yaml").write_text(CARDS, encoding="utf-8")
    app.desk.index.close()
    from actquiz.bank.index import Index

    app.desk.index = Index.open()
    return app


async def opened(app: ActquizApp, pilot: Pilot[None]) -> LessonPage:
    await pilot.press("r", "enter")
    await pilot.pause()
    assert isinstance(app.screen, LessonPage)
    return app.screen


async def to_the_stop(page: LessonPage, pilot: Pilot[None]) -> None:
    """Read on until what the key does is not a page down any more."""
    for _ in range(12):
        await pilot.pause()
        if page._label() != "Read on":
            return
        await pilot.press("space")


@pytest.mark.parametrize("size", [(40, 12), (80, 24), (160, 50)], ids=str)
async def test_a_lesson_is_read_with_one_key(app: ActquizApp, size: tuple[int, int]) -> None:
    """Enter reads on, asks, shows, takes the grade and goes to the next section; it is a review."""
    async with app.run_test(size=size) as pilot:
        page = await opened(app, pilot)
        assert "A made lesson" in screen_text(app)
        await to_the_stop(page, pilot)
        assert "What follows" not in screen_text(app)
        await pilot.press("enter", "enter", "enter")
        await to_the_stop(page, pilot)
        assert "What follows the answer." in screen_text(app)
        memory = app.desk.store.memory("flat")
        assert memory is not None
        assert memory.reviews == 1
        await pilot.press("enter")
        assert page.reading.section.heading == "Pictures"
        assert places(app.desk.store)["made"].section == "pictures"


@pytest.mark.parametrize("size", [(40, 12), (80, 24), (160, 50)], ids=str)
async def test_formulas_and_code_look_as_they_should(
    app: ActquizApp, same_screen: Callable[[ActquizApp, str], None], size: tuple[int, int]
) -> None:
    """Two dimensions for the fraction; the section, its stop and its keys."""
    async with app.run_test(size=size) as pilot:
        await opened(app, pilot)
        await pilot.pause()
        same_screen(app, f"lesson-{size[0]}x{size[1]}")


async def test_a_grade_can_be_taken_back(app: ActquizApp) -> None:
    """The card is asked again, and what stood below it is hidden once more."""
    async with app.run_test(size=(80, 24)) as pilot:
        page = await opened(app, pilot)
        await to_the_stop(page, pilot)
        await pilot.press("enter", "enter", "3")
        await to_the_stop(page, pilot)
        assert "What follows the answer." in screen_text(app)
        await pilot.press("u")
        await pilot.pause()
        assert page.turn is not None
        assert page.turn.entry.id == "flat"
        assert "What follows the answer." not in screen_text(app)
        assert app.desk.store.memory("flat") is None


async def test_an_experiment_is_predicted_run_and_compared(app: ActquizApp) -> None:
    """The prediction first; then the run beside it, and the Lab from there and back."""
    async with app.run_test(size=(80, 24)) as pilot:
        page = await opened(app, pilot)
        await pilot.press("right")
        await to_the_stop(page, pilot)
        assert page._label() == "Predict, then run"
        await pilot.press("enter")
        await pilot.press("1" if page.turn.way.options[0] == "a quarter" else "2", "enter")
        for _ in range(200):
            if State.JUDGED in page.states():
                break
            await pilot.pause(0.05)
        assert "The run gave 0.25" in screen_text(app)
        assert "What follows the run." not in screen_text(app)
        await pilot.press("enter")
        await to_the_stop(page, pilot)
        text = screen_text(app)
        assert "you predicted: a quarter" in text
        assert "What follows the run." in text
        await pilot.press("e")
        assert isinstance(app.screen, LabPage)
        await pilot.press("escape")
        assert app.screen is page


async def test_what_was_forgotten_ends_the_lesson_once_more(app: ActquizApp) -> None:
    """Again on a card brings it back before the lesson counts as read; then its cards follow."""
    async with app.run_test(size=(80, 24)) as pilot:
        page = await opened(app, pilot)
        await to_the_stop(page, pilot)
        await pilot.press("enter", "enter", "1", "right", "right")
        await to_the_stop(page, pilot)
        await pilot.press("s")
        await to_the_stop(page, pilot)
        assert page._label() == "1 question once more"
        await pilot.press("enter")
        assert page.turn is not None
        await pilot.press("enter", "3")
        await pilot.pause()
        assert State.READ in page.states()
        assert "is read" in screen_text(app)
        assert places(app.desk.store)["made"].read
        await pilot.press("escape")
        assert isinstance(app.screen, LessonsPage)
        assert "1 of 1 read" in screen_text(app)


async def test_who_knows_it_passes_a_test(app: ActquizApp) -> None:
    """The test's cards are reviews, and the lesson counts as read."""
    async with app.run_test(size=(80, 24)) as pilot:
        page = await opened(app, pilot)
        await pilot.press("t")
        while page.turn is not None:
            if page.sheet.doing == State.PICKING:
                right = [option == "At zero" for option in page.turn.way.options]
                await pilot.press(str(right.index(True) + 1))
            await pilot.press("enter", "3")
        await pilot.pause()
        assert places(app.desk.store)["made"].read
        assert State.READ in page.states()


async def test_a_lesson_goes_on_where_it_was_left(app: ActquizApp) -> None:
    """Home, and back: the same section, and the answered card is not asked again."""
    async with app.run_test(size=(80, 24)) as pilot:
        page = await opened(app, pilot)
        await to_the_stop(page, pilot)
        await pilot.press("enter", "enter", "3", "escape", "escape")
        assert isinstance(app.screen, HomePage)
        again = await opened(app, pilot)
        assert again.reading.stop is None
        assert "answered before" in screen_text(app)


async def test_an_explanation_is_opened_at_its_text(app: ActquizApp) -> None:
    """What explains a card shows with nothing hidden, and Esc comes back."""
    async with app.run_test(size=(80, 24)) as pilot:
        assert app.explain("third")
        await pilot.pause()
        assert isinstance(app.screen, LessonPage)
        assert app.screen.reading.section.heading == "The end"
        assert not app.screen.states() & {State.WAITING}
        await pilot.press("escape")
        assert isinstance(app.screen, HomePage)
        assert not app.explain("nothing-like-this")


async def test_code_is_coloured(app: ActquizApp) -> None:
    """Python in a lesson has the colours of Python."""
    lesson = load_text(LESSON, Path("made.md")).lesson
    assert lesson
    async with app.run_test(size=(80, 24)) as pilot:
        page = await opened(app, pilot)
        await pilot.pause()
        part = page._parts[0]
        styles = {
            str(span.style)
            for row in part.laid(70)
            for span in row.content.spans  # type: ignore[attr-defined]
        }
        assert any("accent" in style for style in styles)


async def test_the_first_run_offers_a_lesson_or_only_cards(app: ActquizApp) -> None:
    """Home begins with lesson 1; who knows it goes to the cards with one key."""
    async with app.run_test(size=(80, 24)) as pilot:
        await known(app, pilot)
        assert "Begin with lesson 1, 3 minutes" in screen_text(app)
        assert "I know this: only cards" in screen_text(app)
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, LessonPage)
        await pilot.press("escape", "o")
        await pilot.pause()
        assert app.screen.NAME == "review"


async def test_home_shows_the_way(app: ActquizApp) -> None:
    """The lesson that was begun; after it its cards; what comes next."""
    async with app.run_test(size=(80, 24)) as pilot:
        page = await opened(app, pilot)
        await to_the_stop(page, pilot)
        await pilot.press("enter", "enter", "3", "right", "escape", "escape")
        await known(app, pilot)
        assert "Lesson 1: A made lesson, section 2 of 3, 2 min: press r" in screen_text(app)
        page.reading.open(2)
        page.reading.leave_out()
        page.reading.forward()
        app.screen.look_again()  # type: ignore[attr-defined]
        await pilot.pause()
        assert "Lesson 1 is read → its 2 new cards: press r" in screen_text(app)


async def known(app: ActquizApp, pilot: Pilot[None]) -> None:
    """Until Home knows the lessons."""
    for _ in range(100):
        await pilot.pause(0.02)
        if app.screen._stops:  # type: ignore[attr-defined]
            await pilot.pause()
            return


async def test_a_card_forgotten_twice_offers_its_explanation(app: ActquizApp) -> None:
    """Not the first time; the second time ``l`` opens the text, and Esc is back at the card."""
    async with app.run_test(size=(80, 24)) as pilot:
        app.study(decks=("lesson-cards",))
        await pilot.pause()
        page = app.screen
        for _ in range(12):
            again = app.desk.store.history("flat")
            if len(again) == 2:
                break
            assert State.EXPLAINED not in page.states() or again  # type: ignore[attr-defined]
            if page.turn.entry.id == "flat":  # type: ignore[attr-defined]
                await pilot.press("space", "1")
            elif page.sheet.doing == State.PICKING:  # type: ignore[attr-defined]
                await pilot.press("1", "enter", "4")
            else:
                await pilot.press("space", "4")
        assert State.EXPLAINED in page.states()  # type: ignore[attr-defined]
        await pilot.press("l")
        await pilot.pause()
        assert isinstance(app.screen, LessonPage)
        assert app.screen.reading.section.heading == "A made lesson"
        await pilot.press("escape")
        assert app.screen is page


async def test_a_deck_names_its_lesson(app: ActquizApp) -> None:
    """The deck's page says which lesson prepares for it; ``l`` reads it, Esc comes back."""
    async with app.run_test(size=(80, 24)) as pilot:
        app.show_deck("lesson-cards")
        await pilot.pause()
        assert "Lesson: A made lesson (3 min): press l" in screen_text(app)
        await pilot.press("l")
        await pilot.pause()
        assert isinstance(app.screen, LessonPage)
        await pilot.press("escape")
        assert app.screen.NAME == "deck"
