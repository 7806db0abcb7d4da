"""``actquiz interview``: whole sessions as lines of text."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from actquiz import paths
from actquiz.cli import plain_prompt
from actquiz.cli.main import run
from actquiz.memory.store import Store
from actquiz.memory.wanted import wanted
from actquiz.text.safe import cells

Called = tuple[int, str, str]

CARD = """  - id: talk-{n}
    kind: open
    level: screen
    tags: [talk]
    question: What is the matter with number {n}?
    followups: [And with the next?]
    points:
      - {{point: An apple, words: [apple]}}
      - {{point: A pear, words: [pear]}}
"""
FORMULA = """  - id: silu
    kind: formula
    name: SiLU
    function: silu
    latex: \\operatorname{SiLU}(x) = x\\,\\sigma(x)
    range: "[-0.2785, ∞)"
    ask: [formula]
"""


@pytest.fixture
def call(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., Called]:
    """Run ``actquiz interview`` on typed text; gives exit code, stdout and stderr."""
    (tmp_path / "decks").mkdir()
    deck = "format: 1\ndeck: talk\ntitle: Talk\ncards:\n" + "".join(
        CARD.format(n=number) for number in range(3)
    )
    (tmp_path / "decks" / "talk.yaml").write_text(deck + FORMULA, encoding="utf-8")
    monkeypatch.setenv("ACTQUIZ_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("ACTQUIZ_DECKS", str(tmp_path / "decks"))
    monkeypatch.setenv("ACTQUIZ_NOW", "2026-05-04T09:00:00+02:00")
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.setattr(paths, "shipped_content", lambda: tmp_path / "nothing")

    def interview(typed: str, *arguments: str) -> Called:
        monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
        code = run(["interview", "--plain", "--seed", "1", *arguments])
        out, err = capsys.readouterr()
        return code, out, err

    return interview


def reports(tmp_path: Path) -> list[str]:
    """The reports that were kept, oldest first."""
    folder = tmp_path / "home" / "interviews"
    return [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.md"))]


def test_a_whole_interview(call: Callable[..., Called], tmp_path: Path) -> None:
    """Second thoughts, a step further, a correction, a wrong formula with curves, a report."""
    typed = (
        "An apple.\n\nAnd a pear.\n\n\nThe next is worse.\n\n"  # strong, then a step further
        "Nothing\n\n\n1\n\n"  # nothing found, corrected to one point
        "silu(x)\nx*tanh(x)\n"  # the name is refused, then a wrong formula
        "A pear\n\n\n\n"
    )
    code, out, err = call(typed)
    assert (code, err) == (0, "")
    assert "Go on: what else? (1 more points" in out
    assert "And with the next?" in out
    assert "“silu” is what is asked for" in out
    assert "✗ Wrong. Largest gap at x = " in out
    assert "That was the last question" in out
    assert [line for line in out.splitlines() if cells(line) > 40 and "/" not in line] == []
    (report,) = reports(tmp_path)
    assert (
        "4 questions in under 1 of 30 minutes (seed 1). You covered 50% of the key points."
        in report
    )
    assert "    The next is worse." in report
    assert "- `silu.formula`" in report


def test_every_card_to_review_is_named(call: Callable[..., Called]) -> None:
    """Each answer that was not strong gives the command that shows its card."""
    out = call("\n\n\n" * 2 + "\n" + "\n\n\n")[1]
    _, _, review = out.partition("To review:\n")
    named = [line.strip() for line in review.splitlines() if line.startswith("  actquiz ")]
    cards = ["silu.formula", "talk-0", "talk-1", "talk-2"]
    assert sorted(named) == [f"actquiz show {card}" for card in cards]


def test_one_answer_puts_the_cards_first_tomorrow(
    call: Callable[..., Called], tmp_path: Path
) -> None:
    """t after the report does it; Enter or the end of input leaves the queue alone."""
    answers = "\n" * 7
    call(answers + "\n")
    with Store.open() as store:
        assert wanted(store, date(2026, 5, 5)) == []
    out = " ".join(call(answers + "t\n")[1].split())
    assert "t puts 4 cards at the head of tomorrow's queue." in out
    assert "At the head of tomorrow: 4 cards." in out
    with Store.open() as store:
        assert len(wanted(store, date(2026, 5, 5))) == 4
        assert wanted(store, date(2026, 5, 4)) == []


def test_a_second_interview_is_compared_with_the_first(
    call: Callable[..., Called], tmp_path: Path
) -> None:
    """The earlier share is named, and stands in the new report."""
    call("apple\n\n\n\n:q\n")
    out = call("apple, pear\n\n\n:q\n")[1]
    assert "The interview before, on 2026-05-04 09:00: 50% (+50 points since)." in " ".join(
        out.split()
    )
    assert len(reports(tmp_path)) == 2
    assert any("## Compared with earlier interviews" in report for report in reports(tmp_path))


@pytest.mark.parametrize("then", ["", "\n\n", "\n:q\n", "\n\n\nq\n"])
def test_an_answer_is_kept_however_the_interview_is_left(
    call: Callable[..., Called], tmp_path: Path, then: str
) -> None:
    """The end of input or a quit in the middle of an answer loses nothing that was typed."""
    assert call(f"an apple{then}")[0] == 0
    (report,) = reports(tmp_path)
    assert "    an apple" in report
    assert "1 question in under 1 of 30 minutes" in report


def test_ctrl_c_keeps_the_report_and_ends_with_130(
    call: Callable[..., Called], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An interrupt at a prompt is no traceback."""
    typed = iter(["an apple", ""])

    def read(prompt: str) -> str:
        try:
            return next(typed)
        except StopIteration:
            raise KeyboardInterrupt from None

    monkeypatch.setattr(plain_prompt, "read", read)
    code, _, err = call("")
    assert code == 130
    assert "Traceback" not in err
    assert "    an apple" in reports(tmp_path)[0]


def test_an_interview_without_an_answer_leaves_no_report(
    call: Callable[..., Called], tmp_path: Path
) -> None:
    """Leaving at once is no interview."""
    code, out, _ = call(":q\n")
    assert code == 0
    assert "No answers, no report." in out
    assert reports(tmp_path) == []


@pytest.mark.parametrize("arguments", [("--minutes", "0"), ("--minutes", "x"), ("--seed", "-1")])
def test_bad_input_is_one_line(call: Callable[..., Called], arguments: tuple[str, ...]) -> None:
    """A wrong time or seed is refused with exit code 2."""
    code, out, err = call("", *arguments)
    assert (code, out) == (2, "")
    assert len(err.splitlines()) == 1
