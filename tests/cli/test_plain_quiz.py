"""``actquiz quiz``: whole sessions as lines of text."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from actquiz import paths
from actquiz.cli import plain_prompt
from actquiz.cli.main import run
from actquiz.memory.store import Store
from actquiz.text.safe import cells

Called = tuple[int, str, str]

DECK = """format: 1
deck: quick
title: Quick questions
cards:
  - {id: quick-flash, front: What is ReLU at -1?, back: Zero.}
  - {id: quick-truth, kind: truth, statement: The sigmoid is odd., answer: false, why: It is not.}
  - id: quick-open
    kind: open
    question: Why do gradients vanish?
    points:
      - {point: The slope is at most a quarter, words: [quarter]}
      - {point: A product over layers, words: [product]}
"""


@pytest.fixture
def call(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., Called]:
    """Run ``actquiz quiz`` on typed text; gives exit code, stdout and stderr."""
    (tmp_path / "decks").mkdir()
    (tmp_path / "decks" / "quick.yaml").write_text(DECK, encoding="utf-8")
    monkeypatch.setenv("ACTQUIZ_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("ACTQUIZ_DECKS", str(tmp_path / "decks"))
    monkeypatch.setenv("ACTQUIZ_NOW", "2026-05-04T09:00:00+02:00")
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.setattr(paths, "shipped_content", lambda: tmp_path / "nothing")

    def quiz(typed: str, *arguments: str) -> Called:
        monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
        code = run(["quiz", "--plain", "--seed", "1", *arguments])
        out, err = capsys.readouterr()
        return code, out, err

    return quiz


def typed_for(out: str, answers: dict[str, str]) -> str:
    """The answers in the order in which the quiz asked its questions."""
    asked = sorted((out.index(question), answer) for question, answer in answers.items())
    return "".join(answer for _, answer in asked)


@pytest.fixture
def order(call: Callable[..., Called]) -> str:
    """What the quiz prints when nothing is known, to learn its order."""
    return call("\n" * 40)[1]


def test_a_whole_quiz_as_you_go(call: Callable[..., Called], order: str) -> None:
    """Each answer is shown at once; at the end there is a score, and the schedule is untouched."""
    answers = {"ReLU at -1": "\ny\n", "is odd": "t\n", "vanish": "A product of slopes\n\n1\n\n"}
    code, out, err = call(typed_for(order, answers) + "n\nn\n")
    assert (code, err) == (0, "")
    assert "2 of 3 right (67%)." in out
    assert "  quick-truth\n" in out
    assert "[x] 1" in out
    assert [line for line in out.splitlines() if cells(line) > 40] == []
    with Store.open() as store:
        assert store.memory("quick-truth") is None


def test_answers_at_the_end_give_nothing_away_before(
    call: Callable[..., Called], order: str
) -> None:
    """Until the last question no verdict shows; then every answer is gone through."""
    answers = {"ReLU at -1": "zero, I think\n\n", "is odd": "f\n", "vanish": "a quarter\n\n"}
    later = {"ReLU at -1": "y\n", "is odd": "", "vanish": "2\n\n"}
    typed = typed_for(order, answers) + typed_for(order, later)
    out = call(typed, "--at-end")[1]
    before, after = out.split("Answer 1 of 3", 1)
    assert "Right" not in before
    assert "Zero." not in before
    assert "You wrote: zero, I think" in after
    assert "3 of 3 right (100%)." in after


def test_wrong_ones_go_to_the_schedule_when_asked_and_can_be_gone_over(
    call: Callable[..., Called],
) -> None:
    """With --schedule each wrong card is recorded once; going over them counts for nothing."""
    out = call("\n" * 6 + "y\n" + "\n" * 9, "--schedule", "-n", "3")[1]
    assert "Given to the schedule: 3." in out
    with Store.open() as store:
        assert len(store.history("quick-truth")) == 1


def test_json_on_stdout_is_the_report_alone(call: Callable[..., Called]) -> None:
    """A script reads stdout; the conversation is on stderr."""
    code, out, err = call("", "--json")
    report = json.loads(out)
    assert code == 0
    assert (report["seed"], report["asked"], report["total"]["answered"]) == (1, 3, 0)
    assert "Question 1 of 3" in err


def test_q_and_the_end_of_input_keep_what_is_answered(call: Callable[..., Called]) -> None:
    """A quiz left early is scored over what was answered."""
    out = call(":q\n")[1]
    assert "0 of 0 right." in out
    assert "3 of 3 not answered" in " ".join(out.split())
    assert call("")[0] == 0


def test_ctrl_c_shows_the_score_so_far_and_ends_with_130(
    call: Callable[..., Called], monkeypatch: pytest.MonkeyPatch
) -> None:
    """An interrupt at a prompt is no traceback, and with --json there is still a report."""

    def interrupted(prompt: str) -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr(plain_prompt, "read", interrupted)
    code, out, err = call("", "--json")
    assert code == 130
    assert json.loads(out)["asked"] == 3
    assert "Traceback" not in err


@pytest.mark.parametrize("arguments", [("nodeck",), ("-n", "0"), ("--seed", "-3")])
def test_bad_input_is_one_line(call: Callable[..., Called], arguments: tuple[str, ...]) -> None:
    """A wrong deck or number is refused with exit code 2."""
    code, out, err = call("", *arguments)
    assert (code, out) == (2, "")
    assert len(err.splitlines()) == 1
