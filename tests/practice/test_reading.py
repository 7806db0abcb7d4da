"""Reading a lesson: what shows, what is asked, what is forgotten, where it goes on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from review_desk import Desk

from actquiz.lessons import shelf
from actquiz.lessons.lesson import Lesson
from actquiz.lessons.loader import load_text
from actquiz.memory.grade import Grade
from actquiz.memory.lessons_read import places
from actquiz.memory.settings import Settings
from actquiz.practice import lesson_path
from actquiz.practice.explaining import explained
from actquiz.practice.lesson_plan import reading_plan
from actquiz.practice.plan import make_plan
from actquiz.practice.plan_report import summary
from actquiz.practice.reading import Reading
from actquiz.practice.turn import Response

CARDS = ["one", "two", "three", "four", "five", "six"]
TEXT = """---
id: first
title: The first
minutes: 6
deck: deck
---
Opening.

## A
About one.

```card
one
```

After one.

```card
two
```

## B
About three.

```card
three
```

<!-- explains: four, five, six -->

## C
The end.

```demo
demo: universal
```
"""


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    desk = Desk(tmp_path, monkeypatch)
    desk.write("deck", CARDS)
    yield desk
    desk.close()


@pytest.fixture
def lesson() -> Lesson:
    loaded = load_text(TEXT, Path("first.md"))
    assert loaded.lesson
    return loaded.lesson


def opened(desk: Desk, lesson: Lesson, at: int | None = None) -> Reading:
    """The lesson as after starting the program."""
    return Reading(desk.store(), desk.index(), lesson, settings=Settings(), at=at)


def give(reading: Reading, *grades: Grade) -> list[str]:
    """Answer what is asked with these grades; the cards that were asked."""
    asked = []
    for grade in grades:
        assert reading.turn
        asked.append(reading.turn.entry.id)
        reading.session.answer(Response())
        reading.grade(grade)
    return asked


def texts(reading: Reading) -> list[str]:
    return [getattr(block, "markdown", "") for block in reading.visible()]


def test_text_below_a_question_waits_for_its_answer(desk: Desk, lesson: Lesson) -> None:
    """A section shows up to its first open stop, then up to the next; a review is on disk."""
    reading = opened(desk, lesson)
    assert texts(reading) == ["Opening."]
    reading.forward()
    assert texts(reading) == ["About one.", ""]
    reading.ask()
    assert give(reading, Grade.GOOD) == ["one"]
    assert texts(reading) == ["About one.", "", "After one.", ""]
    memory = desk.store().memory("one")
    assert memory is not None
    assert memory.reviews == 1
    settled = reading.settled(1)
    assert settled is not None
    assert settled.right


def test_what_was_forgotten_comes_again_at_the_next_stop_and_at_the_end(
    desk: Desk, lesson: Lesson
) -> None:
    """A card graded Again is asked once more after the next card, and before the lesson ends."""
    reading = opened(desk, lesson)
    reading.forward()
    reading.ask()
    give(reading, Grade.AGAIN)
    reading.ask()
    assert not reading.is_again
    assert give(reading, Grade.GOOD) == ["two"]
    assert reading.is_again
    assert give(reading, Grade.GOOD) == ["one"]
    assert reading.turn is None
    reading.open(3)
    reading.settle("run")
    reading.forward()
    assert reading.purpose == "again"
    assert give(reading, Grade.GOOD) == ["one"]
    assert reading.finished
    assert places(desk.store())["first"].read


def test_the_place_and_the_answers_are_kept(desk: Desk, lesson: Lesson) -> None:
    """Opened again, it goes on in the same section; what was answered is asked when it is due."""
    reading = opened(desk, lesson)
    reading.forward()
    reading.ask()
    give(reading, Grade.GOOD)
    desk.go(timedelta(hours=3))
    again = opened(desk, lesson)
    assert again.section.heading == "A"
    assert again.stop == 3
    desk.next_day()
    assert opened(desk, lesson).stop == 1


def test_sections_can_be_left_and_come_back_to(desk: Desk, lesson: Lesson) -> None:
    """Forth and back at will: a stop that was passed over still waits."""
    reading = opened(desk, lesson)
    reading.open(2)
    reading.open(1)
    assert reading.stop == 1
    reading.leave_out()
    assert reading.stop == 3
    reading.ask()
    reading.open(0)
    assert reading.turn is None


@pytest.mark.parametrize(("right", "read"), [(5, True), (4, True), (3, False)])
def test_a_test_passed_counts_as_read(desk: Desk, lesson: Lesson, right: int, read: bool) -> None:
    """Five cards of the lesson or explained in it; four right are enough, and each is a review."""
    reading = opened(desk, lesson)
    reading.test()
    asked = give(reading, *[Grade.GOOD] * right, *[Grade.AGAIN] * (5 - right))
    assert len(set(asked)) == 5
    assert set(asked) <= set(CARDS)
    assert (reading.finished, places(desk.store())["first"].read) == (read, read)
    assert all(desk.store().memory(card) for card in asked)


def test_a_grade_can_be_taken_back(desk: Desk, lesson: Lesson) -> None:
    """Undo asks the card again, and its stop waits once more."""
    reading = opened(desk, lesson)
    reading.forward()
    reading.ask()
    give(reading, Grade.AGAIN)
    reading.undo()
    assert reading.turn
    assert reading.turn.entry.id == "one"
    assert (reading.stop, reading.missed) == (1, [])
    give(reading, Grade.GOOD)
    assert reading.stop == 3


def test_a_card_that_is_gone_holds_nobody_up(desk: Desk, lesson: Lesson) -> None:
    """A card in no deck any more is said so, and the text goes on."""
    desk.write("deck", CARDS[1:])
    reading = opened(desk, lesson)
    reading.forward()
    reading.ask()
    assert reading.turn is None
    assert reading.stop == 3


def test_looking_something_up_hides_nothing(desk: Desk, lesson: Lesson) -> None:
    """Opened at an explanation, the whole section shows."""
    explained = lesson.explanation("five")
    assert explained
    reading = opened(desk, lesson, at=explained[0])
    assert reading.section.heading == "B"
    assert reading.stop is None


def test_the_way_through_the_lessons(
    desk: Desk, lesson: Lesson, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The next lesson is the one begun, else the first unread; its time is planned."""
    later = load_text(TEXT.replace("id: first", "id: second"), Path("second.md")).lesson
    assert later
    monkeypatch.setattr(shelf, "lessons", lambda: [lesson, later])
    store = desk.store()

    def coming() -> str | None:
        stop = lesson_path.next_lesson(lesson_path.path(store))
        return stop.lesson.id if stop else None

    assert coming() == "first"
    assert reading_plan(store, 20, 10).lessons == ()
    opened(desk, later).open(2)
    assert coming() == "second"
    planned = reading_plan(store, 14, 10)
    days = [(stop.lesson.id, stop.minutes, day) for stop, day in planned.lessons]
    assert days == [("first", 6.0, 0), ("second", 3.0, 1)]
    assert reading_plan(store, 14, 1).left_out == 1
    for one in (lesson, later):
        reading = opened(desk, one)
        reading.open(3)
        reading.settle("run")
        reading.forward()
    assert coming() is None
    assert reading_plan(store, 14, 10).lessons == ()


def test_the_plan_places_lessons_before_their_cards(
    desk: Desk, lesson: Lesson, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Reading takes its minutes of the day, and new cards wait for the day of their lesson."""
    desk.write("later", ["seven", "eight"])
    other = TEXT.replace("id: first", "id: second").replace("deck: deck", "deck: later")
    second = load_text(other, Path("second.md")).lesson
    assert second
    monkeypatch.setattr(shelf, "lessons", lambda: [lesson, second])
    settings = Settings(interview_date="2026-03-12", plan_minutes=20)
    opened(desk, lesson)
    plan = make_plan(desk.store(), desk.index().path, settings, outlooks=False)
    today, tomorrow = ({card for card, _ in day} for day in plan.agenda.days[:2])
    assert today
    assert not today & {"seven", "eight"}
    assert {"seven", "eight"} <= tomorrow
    assert plan.agenda.seconds[0] == (20 - 6) * 60
    assert "2 lessons left to read, 12 min, each before its cards" in " ".join(summary(plan))


def test_a_formula_is_explained_with_all_its_cards(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A comment names the formula; each card it makes, and a card that says the same, follow."""
    desk.write("twins", ["one"], extra="  - {id: twin, front: q, back: a, same_as: [one]}\n")
    desk.write_formulas("formulas", ["made"])
    text = TEXT.replace("explains: four, five, six", "explains: made, one")
    lesson = load_text(text, Path("first.md")).lesson
    assert lesson
    monkeypatch.setattr(shelf, "lessons", lambda: [lesson])
    (desk.decks / "deck.yaml").unlink()
    index = desk.index()
    for card in ("made.range", "made.formula", "one", "twin"):
        found = explained(index, card)
        assert found, card
        assert lesson.sections[found.section].heading == "B"
    assert explained(index, "nothing") is None
