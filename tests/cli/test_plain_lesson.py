"""``actquiz learn --plain``: a lesson as lines of text."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from actquiz import paths
from actquiz.cli.main import run
from actquiz.memory.lessons_read import places
from actquiz.memory.store import Store

DECK = """format: 1
deck: quick
title: Quick questions
cards:
  - {id: quick-flash, front: What is ReLU at -1?, back: Zero.}
  - {id: quick-truth, kind: truth, statement: The sigmoid is odd., answer: false, why: It is not.}
"""
LESSON = """---
id: short
title: A short lesson
minutes: 2
deck: quick
---
Text with $x^2$.

```card
quick-flash
```

```facts
functions: [relu]
columns: {at most: slope_max}
```

```demo
demo: gallery
predict:
  question: How steep is the sigmoid at most?
  figure: sigmoid.slope_max
  outcomes:
    - {text: a quarter, below: 0.3, correct: true}
    - {text: more, at_least: 0.3}
```

Text after the experiment.

## The end

```card
quick-truth
```
"""


@pytest.fixture
def learn(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., str]:
    """Run ``actquiz learn`` on typed lines; gives stdout."""
    own = tmp_path / "own"
    own.mkdir()
    (own / "quick.yaml").write_text(DECK, encoding="utf-8")
    (own / "short.md").write_text(LESSON, encoding="utf-8")
    (own / "notes.md").write_text("# Not a lesson\n", encoding="utf-8")
    monkeypatch.setenv("ACTQUIZ_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("ACTQUIZ_DECKS", str(own))
    monkeypatch.setattr(paths, "shipped_content", lambda: tmp_path / "nothing")

    def call(typed: str, *arguments: str) -> str:
        monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
        assert run(["learn", *arguments]) == 0
        return capsys.readouterr().out

    return call


def test_a_lesson_is_read_from_end_to_end(learn: Callable[..., str]) -> None:
    """Text, card, table, prediction, comparison and end, each in its turn; then it is read."""
    right = "\n\n3\n\n1\n\n\nf\n\n\n"
    out = learn(right, "short", "--plain")
    order = [
        "Text with x²",
        "What is ReLU at -1?",
        "Good: again in",
        "function  at most",
        "How steep is the sigmoid",
        "The run gave 0.25",
        "Text after the experiment.",
        "Section 2 of 2: The end",
        "The sigmoid is odd.",
        "is read.",
    ]
    at = [out.index(part) for part in order[:3]]
    assert at == sorted(at)
    for part in order:
        assert part in out, out
    with Store.open() as store:
        assert places(store)["short"].read


def test_the_end_of_input_keeps_the_place(learn: Callable[..., str]) -> None:
    """Quit in the middle: the next time it goes on there."""
    learn("n\n", "short", "--plain")
    assert "Section 2 of 2" in learn("q\n", "1", "--plain")
    assert "Section 1 of 2" in learn("1\nq\n", "short", "--plain")


def test_own_lessons_are_listed(learn: Callable[..., str]) -> None:
    """Lessons beside one's own decks are found, notes are not; scripts get them as JSON."""
    assert "A short lesson" in learn("")
    (told,) = json.loads(learn("", "--json"))
    assert (told["lesson"], told["cards"]) == ("short", ["quick-flash", "quick-truth"])


def test_an_unknown_lesson_names_the_nearest(
    learn: Callable[..., str], capsys: pytest.CaptureFixture[str]
) -> None:
    """One message, exit code 2."""
    assert run(["learn", "shot", "--plain"]) == 2
    assert "did you mean 'short'?" in capsys.readouterr().err


def test_a_card_forgotten_twice_can_be_looked_up(
    learn: Callable[..., str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """In a review ``l`` prints the text that explains the card; the second time it is offered."""
    learn("q\n", "short", "--plain")
    typed = ["", "1", "f", "4", "", "1", "l", "q"]
    monkeypatch.setattr(sys, "stdin", io.StringIO("\n".join(typed)))
    assert run(["study", "--plain"]) == 0
    out = capsys.readouterr().out
    assert out.count("Forgotten again: l reads what explains it.") == 1
    assert "A short lesson: A short lesson\n\nText with x²." in out


def test_a_lesson_that_cannot_be_read_is_named(
    learn: Callable[..., str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The list says that there is one more, and which command says what is wrong with it."""
    bad = LESSON.replace("id: short", "id: Bad One")
    (tmp_path / "own" / "bad.md").write_text(bad, encoding="utf-8")
    assert "A short lesson" in learn("")
    assert run(["learn"]) == 0
    assert "bad.md cannot be read; 'actquiz check' says why" in capsys.readouterr().err
